"""Plans described as plain data, drawn as Word and as PDF.

A `Sheet` is prose (`Words`), tables (`Grid`) and page breaks in order. A line of a cell that begins with "• " is a
list item; words between two "~~" are struck through. Both writers give the same bytes for the same sheet.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from xml.sax.saxutils import escape

import docx
import docx.document
import docx.table
import docx.text.paragraph
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from reportlab.lib import colors
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

BULLET = "• "
STYLES = {"title": "Title", "heading": "Heading 1", "item": "List Bullet", "paragraph": "Normal"}


@dataclass(frozen=True)
class Words:
    """A line of prose; `style` is a key of STYLES."""

    text: str
    style: str = "paragraph"


@dataclass(frozen=True)
class Box:
    """A cell over `down` rows and `across` columns, shaded `fill` ("#rrggbb")."""

    text: str = ""
    down: int = 1
    across: int = 1
    fill: str | None = None
    bold: bool = False


Row = Sequence["Box | str | None"]
"""One entry a column; None where a merged cell reaches in from the left or from above."""


@dataclass(frozen=True)
class Grid:
    """A table: all its rows, `widths` in points, and how many rows at the top are its header."""

    rows: Sequence[Row]
    widths: Sequence[float]
    header: int = 1
    ruled: bool = True

    def boxes(self) -> Iterator[tuple[int, int, Box]]:
        for row, cells in enumerate(self.rows):
            for column, cell in enumerate(cells):
                if cell is not None:
                    yield row, column, cell if isinstance(cell, Box) else Box(cell, bold=row < self.header)


class Break:
    """The next part begins a new page."""


@dataclass(frozen=True)
class Sheet:
    """A whole document; `head` and `foot` run on every page, "{page}" and "{pages}" in them are counted."""

    title: str
    parts: Sequence[Words | Grid | Break]
    wide: bool = False
    head: str = ""
    foot: str = ""
    made: datetime = field(default=datetime(2024, 1, 2, 9, 0))  # noqa: DTZ001


# Word ----------------------------------------------------------------------------------------------------------


def word(sheet: Sheet) -> bytes:
    """The sheet as .docx, with real merged cells, list styles, shading and repeating header rows."""
    document = docx.Document()
    _page(document, sheet)
    for part in sheet.parts:
        if isinstance(part, Words):
            document.add_paragraph(part.text, style=STYLES[part.style])
        elif isinstance(part, Break):
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        else:
            _word_table(document, part)
    buffer = io.BytesIO()
    document.save(buffer)
    return _still(buffer.getvalue())


def _page(document: docx.document.Document, sheet: Sheet) -> None:
    section = document.sections[0]
    long, short = max(A4), min(A4)
    section.page_width, section.page_height = (
        Pt(long if sheet.wide else short),
        Pt(short if sheet.wide else long),
    )
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.wide else WD_ORIENT.PORTRAIT
    section.header.paragraphs[0].text = sheet.head
    section.footer.paragraphs[0].text = sheet.foot
    properties = document.core_properties
    properties.title, properties.author = sheet.title, ""
    properties.created = properties.modified = sheet.made


def _word_table(document: docx.document.Document, grid: Grid) -> None:
    table = document.add_table(rows=len(grid.rows), cols=len(grid.widths))
    if grid.ruled:
        table.style = "Table Grid"
    for row, column, box in grid.boxes():
        cell = table.cell(row, column)
        if box.down > 1 or box.across > 1:
            cell = cell.merge(table.cell(row + box.down - 1, column + box.across - 1))
        _word_cell(cell, box)
    for row in range(grid.header):
        _mark(table.rows[row]._tr.get_or_add_trPr(), "w:tblHeader", val="true")
    document.add_paragraph()


def _word_cell(cell: docx.table._Cell, box: Box) -> None:
    if box.fill:
        _mark(cell._tc.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill=box.fill.lstrip("#"))
    for extra in cell.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)
    for number, line in enumerate(box.text.split("\n")):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        if line.startswith(BULLET):
            paragraph.style = STYLES["item"]
        _word_runs(paragraph, line.removeprefix(BULLET), box.bold)


def _word_runs(paragraph: docx.text.paragraph.Paragraph, line: str, bold: bool) -> None:
    for number, words in enumerate(line.split("~~")):
        if words:
            run = paragraph.add_run(words)
            run.bold = bold or None
            run.font.strike = True if number % 2 else None


def _mark(parent: docx.oxml.xmlchemy.BaseOxmlElement, tag: str, **values: str) -> None:
    element = OxmlElement(tag)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    parent.append(element)


def _still(data: bytes) -> bytes:
    """The same package with its parts in order and without the time of day."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return buffer.getvalue()


# PDF -----------------------------------------------------------------------------------------------------------

PLAIN = ParagraphStyle("plain", fontName="Helvetica", fontSize=8.5, leading=10.5, alignment=TA_LEFT)
BOLD = ParagraphStyle("bold", parent=PLAIN, fontName="Helvetica-Bold")
ITEM = ParagraphStyle("item", parent=PLAIN, leftIndent=9, bulletIndent=0)
PROSE = {
    "title": ParagraphStyle("title", parent=BOLD, fontSize=15, leading=19, spaceAfter=8),
    "heading": ParagraphStyle("heading", parent=BOLD, fontSize=11, leading=14, spaceBefore=6, spaceAfter=4),
    "paragraph": ParagraphStyle("paragraph", parent=PLAIN, fontSize=9.5, leading=12, spaceAfter=5),
    "item": ParagraphStyle("listed", parent=ITEM, fontSize=9.5, leading=12, leftIndent=14, bulletIndent=3),
}
RULES = (
    ("GRID", (0, 0), (-1, -1), 0.6, colors.black),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
)


def pdf(sheet: Sheet) -> bytes:
    """The sheet as PDF with ruled tables; a table too long for its page goes on under a repeated header."""
    first = io.BytesIO()
    _draw(first, sheet, 0)
    second = io.BytesIO()
    _draw(second, sheet, len(re.findall(rb"/Type /Page\b(?!s)", first.getvalue())))
    return second.getvalue()


def _draw(target: io.BytesIO, sheet: Sheet, pages: int) -> None:
    def furnish(canvas: Canvas, template: SimpleDocTemplate) -> None:
        height = template.pagesize[1]
        canvas.setFont("Helvetica", 7.5)
        counts = {"page": template.page, "pages": pages}
        canvas.drawString(36, height - 30, sheet.head.format(**counts))
        canvas.drawString(36, 24, sheet.foot.format(**counts))

    size = landscape(A4) if sheet.wide else A4
    edges = {"leftMargin": 36, "rightMargin": 36, "topMargin": 48, "bottomMargin": 44}
    template = SimpleDocTemplate(target, pagesize=size, title=sheet.title, author="", invariant=1, **edges)
    template.build(_story(sheet), onFirstPage=furnish, onLaterPages=furnish)


def _story(sheet: Sheet) -> list[object]:
    story: list[object] = []
    for part in sheet.parts:
        if isinstance(part, Break):
            story.append(PageBreak())
        elif isinstance(part, Grid):
            story += [_pdf_table(part), Spacer(1, 8)]
        else:
            bullet = "•" if part.style == "item" else None
            story.append(Paragraph(escape(part.text), PROSE[part.style], bulletText=bullet))
    return story


def _pdf_table(grid: Grid) -> Table:
    drawn: list[list[object]] = [[""] * len(grid.widths) for _ in grid.rows]
    rules: list[tuple[object, ...]] = list(RULES if grid.ruled else RULES[1:])
    for row, column, box in grid.boxes():
        drawn[row][column] = list(_pdf_lines(box))
        corner = (column + box.across - 1, row + box.down - 1)
        if box.fill:
            rules.append(("BACKGROUND", (column, row), corner, colors.HexColor(box.fill)))
        if box.down > 1 or box.across > 1:
            rules.append(("SPAN", (column, row), corner))
    return Table(drawn, colWidths=list(grid.widths), repeatRows=grid.header, style=TableStyle(rules))


def _pdf_lines(box: Box) -> Iterator[Paragraph]:
    for line in box.text.split("\n") if box.text else ():
        words = escape(line.removeprefix(BULLET))
        for number in range(words.count("~~")):
            words = words.replace("~~", "</strike>" if number % 2 else "<strike>", 1)
        if line.startswith(BULLET):
            yield Paragraph(words, ITEM, bulletText="•")
        else:
            yield Paragraph(words, BOLD if box.bold else PLAIN)


# Plans as tab-separated text -----------------------------------------------------------------------------------


def sheet_of(text: str, title: str, wide: bool = True) -> Sheet:
    """A plan as tab-separated text with HTML fragments in its cells: each run of lines a table, each on a page."""
    grids = [_grid(run) for run in re.split(r"\n\s*\n", text.strip("\n")) if run.strip()]
    parts: list[Words | Grid | Break] = []
    for grid in grids:
        parts += [Break(), grid] if parts else [grid]
    return Sheet(title, parts, wide=wide)


def _grid(run: str) -> Grid:
    rows = [[_cell_text(cell) for cell in line.split("\t")] for line in run.split("\n")]
    width = max(len(row) for row in rows)
    rows = [row + [""] * (width - len(row)) for row in rows]
    header = next(number for number, row in enumerate(rows) if all(row))
    above = [_banded(row) for row in rows[:header]]
    named = [Box(cell, bold=True) for cell in rows[header]]
    return Grid([*above, named, *_merged(rows[header + 1 :])], _widths(width), header=0)


def _widths(columns: int) -> list[float]:
    shares = {5: (30, 30, 12, 14, 14)}.get(columns, (1,) * columns)
    return [770 * share / sum(shares) for share in shares]


def _banded(row: Sequence[str]) -> Row:
    """Rows above the header: each cell reaches to the next one that says something."""
    starts = [column for column, cell in enumerate(row) if cell]
    ends = [*starts[1:], len(row)]
    spans = dict(zip(starts, ends, strict=True))
    return [
        Box(cell, across=spans[column] - column, bold=BULLET not in cell) if column in spans else None
        for column, cell in enumerate(row)
    ]


def _merged(rows: Sequence[Sequence[str]]) -> Iterable[Row]:
    """Rows below the header: a blank first cell belongs to the cell above it."""
    for number, row in enumerate(rows):
        first: Box | None = None
        if row[0]:
            below = next((count for count, later in enumerate(rows[number + 1 :]) if later[0]), None)
            first = Box(row[0], down=1 + (len(rows) - number - 1 if below is None else below))
        yield [first, *row[1:]]


def _cell_text(cell: str) -> str:
    """The words of a cell: one line a paragraph, items marked with BULLET."""
    cell = re.sub(r"<li[^>]*>\s*(?:▪\s*)?", f"\n{BULLET}", cell)
    cell = re.sub(r"</?(?:p|ul|br)\b[^>]*>", "\n", cell)
    cell = re.sub(r"</?[a-z][^>]*>", "", cell)
    lines = (" ".join(line.split()) for line in cell.split("\n"))
    return "\n".join(line for line in lines if line)
