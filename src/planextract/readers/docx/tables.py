"""Word tables, walked once: grid positions, spans, shading and the lines of each cell.

A table inside a cell is flattened: its paragraphs are lines of the outer cell, in order.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from planextract.document import Cell, Line, Look, Row, Table
from planextract.provenance import Place
from planextract.readers.docx.package import W
from planextract.readers.docx.paragraphs import Paragraph, ParagraphReader
from planextract.readers.docx.runs import View, shading
from planextract.readers.docx.styles import toggle, value, whole
from planextract.readers.runs import lines, looks

_WIDEST = 63
"""Word's own limit of columns; a file may claim two thousand million."""


NO_WORDS = frozenset(W + name for name in ("tcPr", "trPr", "tblPr", "tblGrid", "sdtPr", "sectPr"))
_PARAGRAPH, _CELL, _PROPERTIES = W + "p", W + "tc", W + "tcPr"
_SPAN, _ACROSS, _DOWN, _SHADE = W + "gridSpan", W + "hMerge", W + "vMerge", W + "shd"

Marks = dict[str, etree._Element]
"""The properties of a cell by their tags."""


@dataclass(slots=True)
class CellDraft:
    """A cell before its words are read."""

    element: etree._Element
    row: int
    column: int
    column_span: int
    row_span: int = 1
    fill: str | None = None
    merges: bool = False


@dataclass(slots=True)
class TableDraft:
    """A table's cells in order, how many columns it has and which of its rows repeat as headers."""

    cells: list[CellDraft]
    columns: int
    headers: list[bool]


def draft(element: etree._Element, view: View) -> TableDraft:
    """Where the cells of a w:tbl stand, without rows and cells that a tracked change took away."""
    found = TableDraft([], 0, [])
    above: dict[int, CellDraft] = {}
    for row in rows_of(element, view):
        above = _draft_row(row, found, above, view)
    return found


def rows_of(parent: etree._Element, view: View) -> Iterator[etree._Element]:
    """The rows of a table, without those that a tracked change took away."""
    for child in parent:
        if child.tag == W + "tr":
            if not _tracked(child.find(W + "trPr"), "ins" if view.original else "del"):
                yield child
        elif child.tag not in (W + "tblPr", W + "tblGrid"):
            yield from rows_of(child, view)


def _cells(parent: etree._Element, view: View) -> Iterator[tuple[etree._Element, Marks]]:
    """The cells of a row with their properties."""
    changed = W + ("cellIns" if view.original else "cellDel")
    for child in parent:
        tag = child.tag
        if tag == _CELL:
            own = child.find(_PROPERTIES)
            marks = {} if own is None else {mark.tag: mark for mark in own}
            if changed not in marks:
                yield child, marks
        elif tag not in (W + "trPr", W + "tblPrEx"):
            yield from _cells(child, view)


def _tracked(properties: etree._Element | None, change: str) -> bool:
    return properties is not None and properties.find(W + change) is not None


def _draft_row(
    row: etree._Element, found: TableDraft, above: dict[int, CellDraft], view: View
) -> dict[int, CellDraft]:
    """Add one row; `above` and the answer are the cells that a merge may go on from, by their column."""
    properties = row.find(W + "trPr")
    index = len(found.headers)
    found.headers.append(bool(toggle(properties, "tblHeader")))
    column = _span(None if properties is None else properties.find(W + "gridBefore"), 0)
    here: dict[int, CellDraft] = {}
    left: CellDraft | None = None
    for element, marks in _cells(row, view):
        span = _span(marks.get(_SPAN), 1)
        upper = above.get(column) if _goes_on(marks, _DOWN) else None
        if left is not None and left.row == index and _goes_on(marks, _ACROSS):
            left.column_span = min(left.column_span + span, _WIDEST)
        elif upper is not None and upper.column_span == span:
            upper.row_span += 1
            left = here[column] = upper
        else:
            fill = shading(marks.get(_SHADE))
            left = here[column] = CellDraft(element, index, column, span, fill=fill, merges=_DOWN in marks)
            found.cells.append(left)
        column += span
    found.columns = max(found.columns, column)
    return {place: cell for place, cell in here.items() if cell.merges}


def _goes_on(marks: Marks, merge: str) -> bool:
    """Whether a cell is merged into the one above it, or to its left as old programs say it."""
    return merge in marks and value(marks[merge]) != "restart"


def _span(said: etree._Element | None, least: int) -> int:
    columns = None if said is None else whole(value(said))
    return min(max(columns if columns is not None else least, least), _WIDEST)


def paragraphs(cell: etree._Element, view: View) -> Iterator[etree._Element]:
    """The paragraphs of a cell or other container, those of tables inside it too."""
    for child in cell:
        tag = child.tag
        if tag == _PARAGRAPH:
            yield child
        elif tag not in NO_WORDS and tag not in view.gone:
            yield from paragraphs(child, view)


def table(found: TableDraft, index: int, reader: ParagraphReader) -> Table:
    """The table with its words; `index` is its place among the document's tables."""
    rows: list[list[Cell]] = [[] for _ in found.headers]
    for cell in found.cells:
        rows[cell.row].append(_cell(cell, index, found.headers[cell.row], reader))
    return Table(
        index=index,
        rows=tuple(Row(place, tuple(cells), found.headers[place]) for place, cells in enumerate(rows)),
        columns=found.columns,
    )


def _cell(cell: CellDraft, index: int, header: bool, reader: ParagraphReader) -> Cell:
    place = Place(table=index, row=cell.row, column=cell.column)
    read = list(all_paragraphs(cell.element, reader))
    found: list[Line] = []
    seen: list[Look] = []
    start = 0
    for paragraph in read:
        found += lines(paragraph.runs, paragraph.label, place, start)
        seen += looks(paragraph.runs, start)
        start += len(paragraph.text) + 1
    inked = [paragraph for paragraph in read if paragraph.text.strip()]
    return Cell(
        row=cell.row,
        column=cell.column,
        lines=tuple(found),
        source="\n".join(paragraph.text for paragraph in read),
        row_span=cell.row_span,
        column_span=cell.column_span,
        fill=cell.fill or _highlight(inked),
        bold=bool(inked) and all(paragraph.bold for paragraph in inked),
        header=header,
        place=place,
        looks=tuple(seen),
    )


def all_paragraphs(container: etree._Element, reader: ParagraphReader) -> Iterator[Paragraph]:
    """The paragraphs of a container read in order, each followed by those of the text boxes that hang on it."""
    for element in paragraphs(container, reader.view):
        paragraph = reader.read(element)
        yield paragraph
        for box in paragraph.contents.boxes:
            yield from all_paragraphs(box, reader)


def _highlight(inked: list[Paragraph]) -> str | None:
    """The one colour that all the words of a cell are marked with, for cells without shading."""
    runs = (run for paragraph in inked for run in paragraph.contents.runs)
    colours = {run.highlight for run in runs if run.text.strip() and not run.struck}
    return colours.pop() if len(colours) == 1 else None
