"""Word files that are made to exhaust, mislead or break a reader."""

import bz2
from collections.abc import Callable, Iterator
from dataclasses import replace

from crafted.deflate import BLOCK, deflated
from crafted.zips import BZIP2, ENCRYPTED, Entry, entry, zipped

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORDS = "<w:p><w:r><w:t>Action plan</w:t></w:r></w:p>"
GIB = 1 << 30
UP = "../../../../etc/passwd"


def document(body: str, doctype: str = "") -> str:
    return f'{HEAD}{doctype}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def types(main: str = MAIN) -> Entry:
    rows = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="bin" ContentType="application/octet-stream"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
    )
    return entry("[Content_Types].xml", f'{HEAD}<Types xmlns="{PACKAGE}/content-types">{rows}</Types>')


def relations(rows: str) -> str:
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def relation(number: int, target: str, kind: str = "image", more: str = "") -> str:
    return f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"{more}/>'


def root(target: str = "word/document.xml") -> Entry:
    return entry("_rels/.rels", relations(relation(1, target, "officeDocument")))


def beside(rows: str) -> Entry:
    """What the document refers to."""
    return entry("word/_rels/document.xml.rels", relations(rows))


def package(*parts: Entry, main: str = MAIN, start: str = "word/document.xml") -> list[Entry]:
    return [types(main), root(start), *parts]


def written(body: str = WORDS, doctype: str = "") -> bytes:
    return zipped(package(entry("word/document.xml", document(body, doctype))))


def row(cell: str, before: str = "") -> str:
    return f"<w:tr>{before}<w:tc><w:tcPr>{cell}</w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>"


def table(*rows: str) -> bytes:
    return written(f"<w:tbl>{''.join(rows)}</w:tbl>")


# Bombs -----------------------------------------------------------------------------------------------------------


def spaces() -> bytes:
    packed = deflated(b" " * BLOCK, GIB // BLOCK)
    return zipped(package(Entry("word/document.xml", packed, GIB)))


def elements() -> bytes:
    """33 million empty paragraphs in 200 MB."""
    start, end = document("\0").split("\0")
    unit = b"<w:p/>" * 174_763
    packed = deflated(start.encode(), 1)[:-2] + deflated(unit, 192)[:-2] + deflated(end.encode(), 1)
    return zipped(package(Entry("word/document.xml", packed, len(start) + 192 * len(unit) + len(end))))


def other_method() -> bytes:
    """By a method that Word never writes. The zip says 2 GiB, and 64 MiB are there."""
    packed = bz2.compress(b" " * (1 << 26))
    return zipped(package(Entry("word/document.xml", packed, 2 * GIB, method=BZIP2)))


def picture() -> bytes:
    """4 GiB, less the byte that a plain zip cannot count, in a part that nothing needs."""
    image = Entry("word/media/a.bin", deflated(bytes(BLOCK), 4 * GIB // BLOCK), 4 * GIB - 1)
    text = entry("word/document.xml", document(WORDS))
    return zipped(package(beside(relation(9, "media/a.bin")), text, image))


def overlapping() -> bytes:
    """500 names for the bytes of one member."""
    names = [f"o{number}.bin" for number in range(500)]
    text = entry("word/document.xml", document(WORDS))
    first = package(text, beside("".join(relation(n, name) for n, name in enumerate(names))))
    at = sum(30 + len(each.name) + len(each.packed) for each in first)
    bomb = Entry("word/o0.bin", deflated(bytes(BLOCK), 16), 16 * BLOCK)
    return zipped([*first, bomb, *(replace(bomb, name=f"word/{name}", at=at) for name in names[1:])])


def laughs() -> str:
    named = ['<!ENTITY a "lollollol">']
    for old, new in zip("abcdefgh", "bcdefghi", strict=True):
        ten = f"&{old};" * 10
        named.append(f'<!ENTITY {new} "{ten}">')
    return f"<!DOCTYPE x [{''.join(named)}]>"


# Markup ----------------------------------------------------------------------------------------------------------


def many_parts() -> Iterator[Entry]:
    yield from package(entry("word/document.xml", document(WORDS)))
    yield beside("".join(relation(number, f"p{number}.xml") for number in range(30_000)))
    for number in range(30_000):
        yield entry(f"word/p{number}.xml", "<x/>")


def elsewhere(rows: str) -> bytes:
    return zipped(package(beside(rows), entry("word/document.xml", document(WORDS))))


def attributes() -> bytes:
    many = " ".join(f'a{number}="1"' for number in range(200_000))
    return written(f"<w:p {many}/>")


def main_part(data: bytes | str, start: str = "word/document.xml", kind: str = MAIN) -> bytes:
    return zipped(package(entry("word/document.xml", data), main=kind, start=start))


# No zip at all ---------------------------------------------------------------------------------------------------


def old_office() -> bytes:
    names = "".join(("Root Entry", "EncryptionInfo", "EncryptedPackage")).encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names.ljust(1_496, b"\0")


def locked() -> bytes:
    parts = package(entry("word/document.xml", document(WORDS)))
    return zipped([replace(parts[0], flags=ENCRYPTED), *parts[1:]])


def wrong_sum() -> bytes:
    *others, text = package(entry("word/document.xml", document(WORDS)))
    return zipped([*others, replace(text, check=text.check ^ 1)])


CASES: dict[str, Callable[[], bytes]] = {
    "d00-control": written,
    "d01-bomb-document-1GiB-spaces": spaces,
    "d02-bomb-elements-200MB": elements,
    "d03-bomb-bzip2-2GiB": other_method,
    "d04-bomb-unused-image-4GiB": picture,
    "d05-billion-laughs": lambda: written("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", laughs()),
    "d06-quadratic-entity": lambda: written(
        f"<w:p><w:r><w:t>{'&a;' * 33_000}</w:t></w:r></w:p>",
        f'<!DOCTYPE x [<!ENTITY a "{"A" * 100_000}">]>',
    ),
    "d07-xxe-file": lambda: written(
        "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    ),
    "d08-xxe-param-external": lambda: written(
        doctype='<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x" [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>'
    ),
    "d09-external-rel": lambda: elsewhere(
        relation(8, "http://127.0.0.1:9/a.png", more=' TargetMode="External"')
        + relation(9, "file:///etc/passwd", "attachedTemplate", ' TargetMode="External"')
    ),
    "d10-gridspan-2e9": lambda: table(row('<w:gridSpan w:val="2000000000"/>')),
    "d11-vmerge-3000-rows": lambda: table(
        row('<w:vMerge w:val="restart"/>'), *([row("<w:vMerge/>")] * 2_999)
    ),
    "d12-vmerge-no-restart": lambda: table(row("<w:vMerge/>")),
    "d13-table-2000x50": lambda: table(*(["<w:tr>" + row("")[6:-7] * 50 + "</w:tr>"] * 2_000)),
    "d14-nested-tables-60": lambda: written("<w:tbl><w:tr><w:tc>" * 60 + "</w:tc></w:tr></w:tbl>" * 60),
    "d15-depth-100k": lambda: written("<w:p>" * 100_000 + "</w:p>" * 100_000),
    "d16-500k-paragraphs": lambda: written(WORDS.replace("Action plan", "x") * 500_000),
    "d17-attr-count-200k": attributes,
    "d18-text-node-12MB": lambda: written(WORDS.replace("Action plan", "A" * 12 * BLOCK)),
    "d19-gridbefore-2e9": lambda: table(row("", '<w:trPr><w:gridBefore w:val="2000000000"/></w:trPr>')),
    "d20-65k-parts": lambda: zipped(many_parts()),
    "d21-utf16-decl": lambda: main_part(document(WORDS).replace("UTF-8", "UTF-16").encode("utf-16")),
    "d22-control-chars": lambda: written(WORDS.replace("Action plan", "a&#0;b")),
    "d23-rel-cycle": lambda: elsewhere(relation(1, "/word/document.xml") + relation(2, UP, "styles")),
    "d24-missing-document": lambda: main_part("", start="word/nope.xml"),
    "d25-not-xml": lambda: main_part(b"\x89PNG garbage"),
    "d26-xlsx-ct": lambda: main_part(
        document(WORDS), kind=MAIN.replace("wordprocessingml.document", "spreadsheetml.sheet")
    ),
    "d27-ole2": old_office,
    "d28-empty": lambda: b"",
    "d29-pdf": lambda: b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n",
    "d30-encrypted-flag": locked,
    "d31-bad-crc": wrong_sum,
    "d32-truncated": lambda: written()[:456],
    "d33-overlap-zip-8GiB": overlapping,
}
"""Each case by its name."""
