"""Tables of marked-up text as they are being read: where each cell stands once spans are laid out."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from planextract.readers.flow import Area, Flow
from planextract.readers.fragments import Run, Strip

_ITEM_LEVEL = 3
"""Of headings: the items of an agenda stand under its title and the heading above them."""
_WIDEST = 1000
"""Columns that one cell may span, as browsers have it."""


@dataclass(slots=True)
class GridCell:
    """One cell: characters start..end of the file, and what stands in them.

    `numbers` says that it holds the number of an agenda's item, which stands in the next cell.
    """

    row: int
    column: int
    start: int
    end: int = 0
    row_span: int = 1
    column_span: int = 1
    header: bool = False
    numbers: bool = False
    fill: str | None = None
    parts: "list[Strip | Grid]" = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A table; `covered` says for each column up to which row a cell from above reaches into it, `edge` where the
    last cell of the last row ends."""

    rows: list[list[GridCell]] = field(default_factory=list)
    covered: dict[int, int] = field(default_factory=dict)
    columns: int = 0
    edge: int = 0
    head: bool = False
    heads: set[int] = field(default_factory=set)
    fill: str | None = None

    @property
    def layout(self) -> bool:
        """Does it only place things on a page? Then it has one cell, or tables inside, or numbers the items of an
        agenda."""
        cells = [cell for row in self.rows for cell in row]
        return len(cells) <= 1 or any(
            cell.numbers or any(isinstance(part, Grid) for part in cell.parts) for cell in cells
        )

    def begin_row(self, fill: str | None = None) -> None:
        self.rows.append([])
        self.edge = 0
        self.fill = fill
        if self.head:
            self.heads.add(len(self.rows) - 1)

    def place(self, cell: GridCell, flow: Flow) -> None:
        """Put a cell into the first free column of the last row. Raises LimitExceededError.

        Browsers let it lie over one that reaches in from above; here it ends before that.
        """
        if not self.rows:
            self.begin_row()
        cell.row, cell.column = len(self.rows) - 1, self._free(len(self.rows) - 1)
        stop = cell.column + min(cell.column_span, _WIDEST)
        self.edge, self.columns = stop, max(self.columns, stop)
        flow.claim(stop - cell.column)
        flow.allow(self.columns * len(self.rows))
        taken = (column for column in range(cell.column + 1, stop) if self.covered.get(column, 0) > cell.row)
        cell.column_span = next(taken, stop) - cell.column
        if cell.row_span > 1:
            reached = range(cell.column, cell.column + cell.column_span)
            self.covered.update(dict.fromkeys(reached, cell.row + cell.row_span))
        self.rows[-1].append(cell)

    def _free(self, row: int) -> int:
        column = self.edge
        while self.covered.get(column, 0) > row:
            column += 1
        return column

    def areas(self) -> Iterator[list[Area]]:
        for row in self.rows:
            yield [self._area(cell) for cell in row]

    def _area(self, cell: GridCell) -> Area:
        strips = [part for part in cell.parts if isinstance(part, Strip)]
        down = min(cell.row_span, len(self.rows) - cell.row)
        return Area(
            cell.row,
            cell.column,
            cell.start,
            cell.end,
            strips,
            down,
            cell.column_span,
            cell.header,
            cell.fill,
        )

    def headers(self) -> frozenset[int]:
        """Rows in a table head, and rows of nothing but header cells."""
        full = {number for number, row in enumerate(self.rows) if row and all(cell.header for cell in row)}
        return frozenset(full | self.heads)


def emit(parts: "list[Strip | Grid]", flow: Flow) -> None:
    """What was read as blocks and tables; a table that only lays out a page gives its contents."""
    for part in parts:
        if isinstance(part, Strip):
            flow.block(part)
        elif not part.layout:
            flow.table(part.areas(), part.columns, part.headers())
        else:
            for row in part.rows:
                for inside in _in_order(row):
                    emit(inside, flow)


def _in_order(row: list[GridCell]) -> "Iterator[list[Strip | Grid]]":
    """What stands in the cells of a row; an agenda's number and the title of its item are one heading."""
    if len(row) == 2 and row[0].numbers and row[1].parts:
        number, title = flat(row[0].parts), row[1].parts[0]
        if len(number) == 1 and isinstance(title, Strip):
            blank = Run(" ", number[0].runs[-1].end, number[0].runs[-1].end)
            yield [Strip([*number[0].runs, blank, *title.runs], "heading", _ITEM_LEVEL)]
            yield row[1].parts[1:]
            return
    yield from (cell.parts for cell in row)


def flat(parts: "list[Strip | Grid]") -> list[Strip]:
    """All paragraphs, those of tables inside included."""
    found: list[Strip] = []
    for part in parts:
        if isinstance(part, Strip):
            found.append(part)
        else:
            for row in part.rows:
                for cell in row:
                    found += flat(cell.parts)
    return found
