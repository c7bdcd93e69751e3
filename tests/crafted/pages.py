"""PDFs written object by object, so that any of them can be other than it should be."""

from collections.abc import Sequence

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
WORDS = b"BT /F1 12 Tf 72 700 Td (Action plan) Tj ET"
HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
FONTS = b"<</Font<</F1 5 0 R>>>>"
PAPER = b"[0 0 612 792]"


def stream(data: bytes, more: bytes = b"", length: bytes | None = None) -> bytes:
    """A stream, with what is to be said of it."""
    said = b"%d" % len(data) if length is None else length
    return b"<</Length %b %b>>\nstream\n%b\nendstream" % (said, more, data)


def bodies(objects: Sequence[bytes]) -> tuple[bytes, list[int]]:
    """Objects one after another, and where each begins."""
    parts, places, place = [HEADER], [], len(HEADER)
    for number, body in enumerate(objects, 1):
        places.append(place)
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        place += len(parts[-1])
    return b"".join(parts), places


def filed(objects: Sequence[bytes], trailer: bytes = b"", count: bytes | None = None) -> bytes:
    """A whole file. In the trailer `%%start` stands for where its table of objects begins."""
    body, places = bodies(objects)
    size = len(objects) + 1
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    said = b"%d" % size if count is None else count
    table = b"xref\n0 %b\n0000000000 65535 f \n%b" % (said, rows)
    named = trailer.replace(b"%%start", b"%d" % len(body))
    end = b"trailer\n<</Size %d/Root 1 0 R %b>>\nstartxref\n%d\n%%%%EOF\n" % (size, named, len(body))
    return body + table + end


def page_objects(
    contents: bytes = b"",
    font: bytes = HELVETICA,
    resources: bytes = FONTS,
    paper: bytes = PAPER,
    catalog: bytes = b"",
    page: bytes = b"",
) -> list[bytes]:
    """The five objects of a file of one page: catalogue, pages, page, contents, font."""
    return [
        b"<</Type/Catalog/Pages 2 0 R %b>>" % catalog,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox %b/Contents 4 0 R/Resources %b %b>>" % (paper, resources, page),
        contents or stream(WORDS),
        font,
    ]


def one_page(*more: bytes, trailer: bytes = b"", **parts: bytes) -> bytes:
    """A file of one page; `more` are objects from number 6 on, `parts` those of `page_objects`."""
    return filed([*page_objects(**parts), *more], trailer)
