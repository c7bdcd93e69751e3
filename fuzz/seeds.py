"""What fuzzing begins with: our samples and small documents from the builders of the tests; no file of anybody else."""

import struct
import tomllib
from collections.abc import Iterator
from email.message import EmailMessage
from functools import cache
from itertools import islice
from typing import Any

from lxml import etree

import conversions
import formats
import opendocument
import outlook
import paged
import workbooks
from conversions import Box, Grid, Sheet, Words
from fuzz import ROOT
from fuzz.mutating import packages, pdfs
from planextract.readers.office.program import found_program

SAMPLES, CASES = ROOT / "samples", ROOT / "tests" / "cases"

SHEET = Sheet(
    title="Housing improvement plan",
    head="Thornbeck District Council",
    foot="Page {page} of {pages}",
    parts=(
        Words("Housing improvement plan", "title"),
        Words("Report to Cabinet, 12 March 2023, by the Head of Housing (HoH)"),
        Words("Repairs", "heading"),
        Words("Repairs are often closed too early", "item"),
        Grid(
            (
                ("Ref", "Finding", "Action", "Lead", "Target date", "RAG"),
                (Box("Theme 1: Damp", across=6, bold=True), *(None,) * 5),
                (
                    "1.1",
                    Box("Reports of damp are not linked.", down=2),
                    "Telephone tenants:\n• each week\n• after each job",
                    "Repairs Manager / HoH",
                    "~~30 June 2023~~ 31 August 2023",
                    Box("Amber", fill="#FFC000"),
                ),
                ("1.2", None, "Publish performance", "Cllr A Bell", "Quarterly", Box(fill="#92D050")),
            ),
            widths=(36, 120, 160, 90, 90, 40),
        ),
        Words("RESOLVED: That the Clerk write to the contractor by the next meeting."),
        Grid((("Key", "Meaning"), ("Green", "Complete"), ("Amber", "On target")), widths=(90, 200)),
    ),
)
"""A small plan with merged cells, a list, shading, struck words, a heading, a band, minutes and a key."""

PAGE = b"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Plan</title></head><body><h1>Plan</h1>
<ol type="a"><li>Write to the trust <ul><li>by May 2024</li></ul></li></ol>
<table><caption>Plan</caption><thead><tr><th>Action<th>Lead<th>By when</thead><tr><td rowspan=2>Review<br>cases
<td style="background:#f00">Clerk<td>31 May 2024</tr>
<tr><td colspan=2><table><tr><td>a</td></tr></table></td></tr></table>
<p style="display:none">hidden</p><pre>a\tb\n1\t2</pre>&amp;&nbsp;&#8226;</body></html>"""

TEXTS = (
    "Minutes of the Parish Council held on 3 May 2023\n\nPresent: Cllr A Bell (Chair), Mrs J Moss\n\n14. Footpaths\n\n"
    "RESOLVED: That the Clerk be asked to write to the county by the June meeting.\n\nACTION: AB to chase, 31/05/23\n",
    "Action\tLead\tBy when\tStatus\nReview cases\tHead of Housing\tMarch 2024\tGreen\nTell staff\tHR\tTBC\tRed\n",
    "# Plan\n\n| Action | Owner | Due |\n|---|---|---|\n| Review **all** | Clerk | Q3 2023/24 |\n\n- one\n  - two\n",
    "No   Recommendation            Lead          Date\n1    Review the policy and     Clerk         May 2024\n"
    "     tell all staff\n2    Train members             HR            Ongoing\n",
)
MESSAGE = rb"{\rtf1\ansi\ansicpg1252\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 The caf\'e9}{\*\htmltag72 </p>}}"
WRITTEN_BY_HAND = (
    rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\pard Action plan\par\trowd\cellx3000\cellx6000\intbl Action\cell Lead"
    rb"\cell\row\trowd\cellx3000\cellx6000\intbl Review\cell Clerk\cell\row\pard\'95\tab by {\b May 2024}\par}"
)


def _samples(*endings: str) -> Iterator[bytes]:
    for path in sorted(SAMPLES.iterdir()):
        if path.suffix in endings and path.name != "README.md":
            yield path.read_bytes()


def _cases(file: str, table: str) -> Iterator[bytes]:
    """The words of labelled cases, shortest first: long ones cost more than they reach."""
    held: list[dict[str, Any]] = tomllib.loads((CASES / file).read_text(encoding="utf-8"))[table]
    for case in sorted(held, key=lambda each: len(each["text"])):
        yield str(case["text"]).encode()


def pdf() -> Iterator[bytes]:
    yield pdfs.opened(conversions.pdf(SHEET))
    rows = (
        ("Action", "Lead", "By when"),
        ("Review all\ncases", "Clerk", "31 May 2024"),
        ("Tell staff", None, "Ongoing"),
    )
    whole = paged.Part(rows, (160, 90, 90), bold=(0,), above="Action plan, 12 March 2023")
    rest = paged.Part(rows[1:], (160, 90, 90), ruled=False, wide=True)
    yield pdfs.opened(paged.paged(whole, rest))
    yield pdfs.opened(paged.paged(rest)).replace(b"/Rotate 0", b"/Rotate 90")
    yield from map(pdfs.opened, _samples(".pdf"))
    yield conversions.pdf(SHEET)


def docx() -> Iterator[bytes]:
    yield from map(_thinned, (conversions.word(SHEET), *_samples(".docx")))


def _thinned(data: bytes) -> bytes:
    """A .docx without what no reader looks at, which makes the most of its size."""
    parts = packages.unpacked(data) or []
    kept = (
        "word/document",
        "word/styles.xml",
        "word/numbering",
        "word/_rels",
        "_rels",
        "[Content",
        "docProps/core",
    )
    said = dict(parts)["word/document.xml"]
    return packages.packed(
        [
            (name, _used(body, said) if name == "word/styles.xml" else body)
            for name, body in parts
            if name.startswith(kept)
        ]
    )


def _used(styles: bytes, said: bytes) -> bytes:
    """The styles that a document names."""
    root = etree.fromstring(styles)
    for style in list(root):
        name = next((value for key, value in style.attrib.items() if key.endswith("}styleId")), "")
        if not name or f'"{name}"'.encode() not in said:
            root.remove(style)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def odt() -> Iterator[bytes]:
    yield opendocument.odt(SHEET)
    yield from _samples(".odt")


def ods() -> Iterator[bytes]:
    cell = '<table:table-cell office:value-type="{}"{}>{}</table:table-cell>'
    rows = (
        [cell.format("string", "", opendocument.p(words)) for words in ("Action", "Lead", "By when")],
        [
            cell.format(
                "string", ' table:number-rows-spanned="2"', opendocument.p("Review") + opendocument.p("all")
            ),
            cell.format("string", ' table:number-columns-repeated="1"', opendocument.p("Clerk")),
            cell.format("date", ' office:date-value="2024-05-31"', opendocument.p("31/05/24")),
        ],
        [
            "<table:covered-table-cell/>",
            cell.format("percentage", ' office:value="0.5"', ""),
            '<table:table-cell table:number-columns-repeated="1000"/>',
        ],
    )
    lines = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
    more = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    yield opendocument.opened(
        f'<table:table table:name="Plan"><table:table-column/>{lines}{more}</table:table>', "spreadsheet"
    )


def xlsx() -> Iterator[bytes]:
    yield formats.spreadsheet(SHEET)
    yield from _samples(".xlsx")
    rows: list[list[workbooks.Box | str | int | float | None]] = [
        ["Action", "Lead", "Due", "% done"],
        [
            "Review",
            None,
            workbooks.Box(45000, workbooks.Look("dd/mm/yyyy")),
            workbooks.Box(0.5, workbooks.Look("0%")),
        ],
        ["Tell staff", "HR", workbooks.Box("Q3", formula="A1&B1"), 1e300],
    ]
    rule = (
        '<conditionalFormatting sqref="D2:D3"><cfRule type="cellIs" dxfId="0" priority="1" operator="greaterThan">'
        "<formula>0.2</formula></cfRule></conditionalFormatting>"
    )
    tab = workbooks.Tab("Plan", rows, merged=("B2:B3",), hidden=frozenset({9}), after=rule)
    yield workbooks.workbook(
        workbooks.Book((tab, workbooks.Tab("Old", [["x"]], state="hidden")), fills=("FF0000",))
    )


def xls() -> Iterator[bytes]:
    yield (CASES / "tracker.xls").read_bytes()
    yield outlook.compound({"Workbook": _small_book()})


def _small_book() -> bytes:
    """The fewest records that make a workbook of one sheet with words, a number and merged cells."""

    def record(kind: int, content: bytes = b"") -> bytes:
        return struct.pack("<HH", kind, len(content)) + content

    def label(row: int, column: int, words: str) -> bytes:
        said = words.encode("utf-16-le")
        return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(words), 1) + said)

    start = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))
    style = record(0x00E0, bytes(20))
    font = record(0x0031, struct.pack("<HHHHHBBBBBB", 200, 0, 8, 400, 0, 0, 0, 0, 0, 5, 0) + b"Arial")
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0))
    for place, words in enumerate(("Action", "Lead", "Due", "Review all", "Clerk")):
        sheet += label(place // 3, place % 3, words)
    sheet += record(0x0203, struct.pack("<HHHd", 1, 2, 0, 45000.0))
    sheet += record(0x00E5, struct.pack("<HHHHH", 1, 1, 2, 0, 0)) + record(0x000A)
    name = record(0x0085, struct.pack("<IBBBB", 0, 0, 0, 4, 0) + b"Plan")
    before = start + font * 4 + style + name + record(0x000A)
    name = record(0x0085, struct.pack("<IBBBB", len(before), 0, 0, 4, 0) + b"Plan")
    return start + font * 4 + style + name + record(0x000A) + sheet


@cache
def doc() -> tuple[bytes, ...]:
    """Old Word files as LibreOffice writes them; without it there are none, and nothing reads them either."""
    if found_program() is None:
        return ()
    return (formats.by_libreoffice(conversions.word(SHEET), "docx", "doc"),)


def rtf() -> Iterator[bytes]:
    yield WRITTEN_BY_HAND
    yield MESSAGE


def html() -> Iterator[bytes]:
    yield PAGE
    yield formats.html(SHEET)
    yield from _samples(".html")


def text() -> Iterator[bytes]:
    yield from (words.encode() for words in TEXTS)
    yield formats.markdown(SHEET)
    yield from _samples(".txt", ".md")


def mail() -> Iterator[bytes]:
    for page in ("", PAGE.decode()):
        message = EmailMessage()
        message["From"], message["To"] = "clerk@osmerton.example", "panel@osmerton.example"
        message["Subject"], message["Message-ID"] = "The plan – café", "<1@osmerton.example>"
        message.set_content(TEXTS[0])
        if page:
            message.add_alternative(page, subtype="html")
        message.add_attachment(TEXTS[1].encode(), "text", "plain", filename="plan é.txt")
        if page:
            message.add_attachment(_earlier())
        yield message.as_bytes()


def _earlier() -> EmailMessage:
    """A mail to attach to another."""
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "a@osmerton.example", "Earlier"
    inner.set_content("Action: the clerk to write.")
    return inner


def msg() -> Iterator[bytes]:
    inner = outlook.Mail("Earlier", "A", "B", "Action: clerk to write.", narrow=True)
    attached = (
        outlook.Attachment("plan.txt", TEXTS[1].encode()),
        outlook.Attachment("Earlier", inner=inner),
        outlook.Attachment("link"),
        outlook.Attachment("logo.png", b"\x89PNG", media_type="image/png", content_id="1"),
    )
    yield outlook.msg(outlook.Mail("The plan", "Clerk", "Panel", TEXTS[0], PAGE, attached=attached))
    yield outlook.msg(outlook.Mail("The plan", rich=outlook.stored(MESSAGE), attached=attached[:1]))


def zips() -> Iterator[bytes]:
    inner = packages.packed([("b.txt", TEXTS[2].encode()), ("c.html", PAGE)])
    yield packages.packed([("2023/a.txt", TEXTS[0].encode()), ("inner.zip", inner), (".hidden", b"x")])
    yield packages.packed([("plan.docx", next(docx())), ("plan.eml", next(mail()))])
    yield workbooks.zipped({"mimetype": "text/plain", "plan.txt": TEXTS[1]})


def deadlines() -> Iterator[bytes]:
    yield from _cases("deadlines.toml", "cell")


def owners() -> Iterator[bytes]:
    yield from _cases("owners.toml", "case")


def clauses() -> Iterator[bytes]:
    yield from islice(
        _cases("clauses.toml", "clause"), 0, None, 8
    )  # (a thousand are more than a run begins with)


def tables() -> Iterator[bytes]:
    """Tables as lines and tabs: "2x3:" before words is a cell over so many columns and rows."""
    yield (
        b"Action plan, 12 March 2023\n\nRef\tFinding\tAction\tLead\tDate\tStatus\n6x1:Theme 1: Damp\n"
        b"1.1\t1x2:Reports are not linked\tTelephone tenants\tRepairs Manager\t31/08/23\tAmber\n"
        b"1.2\tPublish\tCllr A Bell\tQuarterly\tGreen\n\nKey\tMeaning\nGreen\tComplete\n"
    )
    yield (
        b"Recommendation\tResponse\tLead\nR1 Review\tAccepted\tClerk\n\nAction\tLead\nTell staff\tHR\n\n"
        b"RESOLVED: That the Clerk write to all."
    )
    yield b"Name:\tAnne Bell\nAction:\tReview cases\nDue:\tMay 2024\n"
