"""Tables of an OpenDocument text: grid positions, spans, shading and the lines of each cell."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from planextract.document import Cell, Row, Table
from planextract.provenance import Place
from planextract.readers.odt.entries import EntryReader, cell_lines, cell_looks
from planextract.readers.odt.package import OFFICE, TABLE, TEXT, count

_WIDEST = 1_024
_LONGEST = 1_048_576

_CELLS = (TABLE + "table-cell", TABLE + "covered-table-cell")
_NO_ROWS = frozenset(
    (
        TABLE + "table-columns",
        TABLE + "table-header-columns",
        TABLE + "table-column-group",
        TABLE + "table-column",
        TEXT + "tracked-changes",
    )
)


@dataclass(frozen=True, slots=True)
class RowElement:
    """A row of the file and how often it is repeated; `header` rows are printed again on each page."""

    element: etree._Element
    times: int
    header: bool


def rows(parent: etree._Element, header: bool = False) -> Iterator[RowElement]:
    """The rows of a table, those in groups and headers too."""
    for child in parent:
        if child.tag == TABLE + "table-row":
            yield RowElement(child, count(child, TABLE + "number-rows-repeated", _LONGEST), header)
        elif child.tag not in _NO_ROWS:
            yield from rows(child, header or child.tag == TABLE + "table-header-rows")


def worded(element: etree._Element) -> bool:
    """Whether paragraphs with letters stand in an element, comments not counted."""
    return any(
        "".join(paragraph.itertext()).strip()
        for paragraph in element.iter(TEXT + "p", TEXT + "h")
        if next(paragraph.iterancestors(OFFICE + "annotation"), None) is None
    )


@dataclass(slots=True)
class CellElement:
    """A cell of the file, where it stands and how far it reaches."""

    element: etree._Element
    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(slots=True)
class TableDraft:
    """A table's cells in order, how many columns it has, and which of its rows are headers."""

    cells: list[CellElement]
    columns: int
    headers: list[bool]


def draft(element: etree._Element, most: int) -> TableDraft:
    """Where the cells of a table stand; reading stops once there are more than `most` of them.

    A row without words that is repeated stands once, for such rows only fill a page.
    """
    found = TableDraft([], 0, [])
    for row in rows(element):
        for _ in range(row.times if row.times > 1 and worded(row.element) else 1):
            _draft_row(row, found)
            if len(found.cells) > most:
                return found
    _set_apart(found)
    return found


def _set_apart(found: TableDraft) -> None:
    """Cut spans where another cell stands or the table ends: nothing makes a file leave room for what it merges."""
    above: dict[int, CellElement] = {}
    following = [*found.cells[1:], None]
    for cell, then in zip(found.cells, following, strict=True):
        end = then.column if then is not None and then.row == cell.row else found.columns
        across = min(cell.column_span, end - cell.column)
        upper = _reaching(above, cell.column, cell.row)
        if upper is not None:
            upper.row_span = cell.row - upper.row
        taken = (
            column
            for column in range(cell.column + 1, cell.column + across)
            if _reaching(above, column, cell.row) is not None
        )
        cell.column_span = next(taken, cell.column + across) - cell.column
        above |= dict.fromkeys(range(cell.column, cell.column + cell.column_span), cell)


def _reaching(above: dict[int, CellElement], column: int, row: int) -> CellElement | None:
    """The cell further up that reaches into a row at a column."""
    upper = above.get(column)
    return upper if upper is not None and upper.row < row < upper.row + upper.row_span else None


def _draft_row(row: RowElement, found: TableDraft) -> None:
    column = 0
    for entry in row.element:
        if entry.tag not in _CELLS:
            continue
        for _ in range(count(entry, TABLE + "number-columns-repeated", _WIDEST)):
            if column >= _WIDEST:
                break
            if entry.tag == _CELLS[0]:
                across = min(count(entry, TABLE + "number-columns-spanned", _WIDEST), _WIDEST - column)
                down = count(entry, TABLE + "number-rows-spanned", _LONGEST)
                found.cells.append(CellElement(entry, len(found.headers), column, down, across))
            column += 1
    found.columns = max(found.columns, column)
    found.headers.append(row.header)


def table(found: TableDraft, index: int, reader: EntryReader) -> Table:
    """The table with its words; `index` is its place among the document's tables."""
    laid: list[list[Cell]] = [[] for _ in found.headers]
    for cell in found.cells:
        laid[cell.row].append(_cell(cell, index, found, reader))
    return Table(
        index=index,
        rows=tuple(Row(place, tuple(cells), found.headers[place]) for place, cells in enumerate(laid)),
        columns=found.columns,
    )


def _cell(cell: CellElement, index: int, found: TableDraft, reader: EntryReader) -> Cell:
    place = Place(table=index, row=cell.row, column=cell.column)
    entries = list(reader.flat(cell.element))
    inked = [entry.paragraph for entry in entries if entry.paragraph.text.strip()]
    fill = reader.styles.look("table-cell", cell.element.get(TABLE + "style-name")).fill
    return Cell(
        row=cell.row,
        column=cell.column,
        lines=tuple(cell_lines(entries, place)),
        source="\n".join(entry.paragraph.text for entry in entries),
        row_span=min(cell.row_span, len(found.headers) - cell.row),
        column_span=cell.column_span,
        fill=fill or None,
        bold=bool(inked) and all(paragraph.bold for paragraph in inked),
        header=found.headers[cell.row],
        place=place,
        looks=tuple(cell_looks(entries)),
    )
