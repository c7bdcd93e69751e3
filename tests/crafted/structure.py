"""PDFs whose objects refer to one another in circles, in depths and in numbers that no file has."""

import zlib
from collections.abc import Callable

from crafted.pages import bodies, filed, one_page, page_objects, stream

CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
LEAF = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
BILLIONS = b"2000000000"


def many_leaves() -> bytes:
    """Nine levels of pages, each ten times the next: a thousand million."""
    levels = [
        b"<</Type/Pages/Count %d/Kids[%b]>>" % (10 ** (10 - level), b"%d 0 R " % (level + 2) * 10)
        for level in range(1, 10)
    ]
    return filed([CATALOGUE, *levels, LEAF])


def deep_pages(depth: int = 3_000) -> bytes:
    levels = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (level + 3) for level in range(depth)]
    return filed([CATALOGUE, *levels, LEAF])


def circular_pages() -> bytes:
    kids = [b"<</Type/Pages/Count 1/Kids[2 0 R 3 0 R]>>", b"<</Type/Pages/Count 1/Kids[2 0 R]>>"]
    return filed([CATALOGUE, *kids])


def many_pages(count: int = 200_000) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    return filed([CATALOGUE, b"<</Type/Pages/Count %d/Kids[%b]>>" % (count, kids), *[LEAF] * count])


def packed_table(index: bytes, widths: bytes, size: bytes) -> bytes:
    """A file whose table of objects is a stream that claims such numbers."""
    body, places = bodies([CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", LEAF])
    rows = b"".join(b"\1" + place.to_bytes(2, "big") + b"\0" for place in [0, *places, len(body)])
    said = b"/Type/XRef/Size %b/Index[%b]/W[%b]/Root 1 0 R" % (size, index, widths)
    table = b"4 0 obj\n" + stream(rows, said) + b"\nendobj\n"
    return body + table + b"startxref\n%d\n%%%%EOF\n" % len(body)


def packed_objects() -> bytes:
    said = b"/Type/ObjStm/N 2000000000/First 10/Filter/FlateDecode"
    return one_page(stream(zlib.compress(b"7 0 8 1 []"), said))


CASES: dict[str, Callable[[], bytes]] = {
    "p10-pagetree-dag-10e9": many_leaves,
    "p12-pagetree-depth-3000": deep_pages,
    "p13-pagetree-cycle": circular_pages,
    "p14-nested-arrays-100k": lambda: one_page(page=b"/X " + b"[" * 100_000 + b"]" * 100_000),
    "p15-nested-arrays-content-1M": lambda: one_page(
        contents=stream(zlib.compress(b"[" * 1_000_000 + b"]" * 1_000_000, 9), b"/Filter/FlateDecode")
    ),
    "p16-xref-prev-self": lambda: one_page(trailer=b"/Prev 9"),
    "p17-xref-prev-loop": lambda: one_page(trailer=b"/Prev %%start"),
    "p18-pagelabels-cycle": lambda: one_page(b"<</Kids[6 0 R 6 0 R]>>", catalog=b"/PageLabels 6 0 R"),
    "p19-pagelabels-roman-huge": lambda: one_page(catalog=b"/PageLabels<</Nums[0<</S/r/St 999999999>>]>>"),
    "p20-info-cycle": lambda: one_page(b"<</Title 7 0 R/A 6 0 R>>", b"[7 0 R 7 0 R]", trailer=b"/Info 6 0 R"),
    "p21-length-self-ref": lambda: one_page(
        contents=stream(b"BT /F1 12 Tf 72 700 Td (Action plan) Tj ET", length=b"4 0 R")
    ),
    "p22-ref-chain-cycle": lambda: one_page(b"7 0 R", b"6 0 R", paper=b"6 0 R"),
    "p23-xrefstream-index-2e9": lambda: packed_table(b"0 " + BILLIONS, b"1 2 1", BILLIONS),
    "p24-xrefstream-W-huge": lambda: packed_table(b"0 5", b"1 2000000000 1", b"5"),
    "p25-xref-table-count-2e9": lambda: filed(page_objects(), count=BILLIONS),
    "p26-objstm-N-2e9": packed_objects,
}

LARGE: dict[str, Callable[[], bytes]] = {"p11-pages-200k": many_pages}
