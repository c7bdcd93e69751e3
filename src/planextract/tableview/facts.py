"""What is to be drawn over each page: its tables as read, what each became, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from planextract.document import Cell, Document, Table
from planextract.joins import Join
from planextract.provenance import SourcedText
from planextract.roles import Reading

RowKind = Literal["header", "title", "section", "row"]

PLANS = frozenset({"action_table", "finding_table", "minutes_table", "success_criteria"})
"""What a table that gives records is taken for."""

OWN_KEY = "the document's own key to its codes"


@dataclass
class TableFacts:
    """One table as read. `whole` numbers the logical table that it is part of from 0, None for one that is no plan.

    `rows` says what a row was taken for, `roles` what a column is for, by their indexes as read. `comes` and `goes`
    are its joins to the table before and after, `seams` those of single rows.
    """

    table: Table
    taken_for: str = "other"
    why: str = OWN_KEY
    whole: int | None = None
    rows: dict[int, RowKind] = field(default_factory=dict)
    roles: dict[int, str] = field(default_factory=dict)
    comes: list[Join] = field(default_factory=list)
    goes: list[Join] = field(default_factory=list)
    seams: list[Join] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The table in words: its name, what it was taken for and why, and how it goes on."""
        said = self.taken_for if self.whole is not None else "no plan"
        yield f"table {self.table.index}: {said}"
        yield self.why
        rows, columns = len(self.table.rows), self.table.columns
        yield f"{rows} row{'' if rows == 1 else 's'}, {columns} column{'' if columns == 1 else 's'}"
        for join in self.comes:
            yield f"goes on from {_named(join.onto_table, join.onto_page)}: {join.reason}"
        for join in self.seams:
            yield f"row {join.row}: {join.reason}"
        for join in self.goes:
            yield f"goes on in {_named(join.table, join.page)}"


def _named(table: int, page: int | None) -> str:
    return f"table {table}, page {page}" if page is not None else f"table {table}"


def facts(document: Document, readings: Sequence[Reading]) -> dict[int, list[TableFacts]]:
    """The tables of a document by their page."""
    found = {table.index: TableFacts(table) for table in document.tables}
    whole = 0
    for reading in readings:
        drawn = reading.taken_for in PLANS
        _tell(reading, found, whole if drawn else None)
        whole += drawn
    pages: dict[int, list[TableFacts]] = {}
    for table in found.values():
        if table.table.page is not None:
            pages.setdefault(table.table.page, []).append(table)
    return pages


def _tell(reading: Reading, found: dict[int, TableFacts], whole: int | None) -> None:
    for segment in reading.table.segments:
        table = found[segment.table.index]
        table.taken_for, table.why, table.whole = reading.taken_for, reading.why, whole
        for kind, words in _headings(reading):
            _mark(found, kind, words)
    for cell in _cells(reading):
        for piece in cell.pieces:
            place = piece.place
            if place is not None and place.table is not None and place.row is not None:
                found[place.table].rows.setdefault(place.row, "row")
                _name(found[place.table], place.column, reading, cell.column)
    for join in reading.table.joins:
        if join.row is not None:
            found[join.table].seams.append(join)
        else:
            found[join.table].comes.append(join)
            found[join.onto_table].goes.append(join)


def _headings(reading: Reading) -> Iterator[tuple[RowKind, SourcedText]]:
    """The words of headers, titles and sections."""
    for segment in reading.table.segments:
        for row in (segment.header, *segment.printed):
            yield from (("header", words) for words in row if words is not None)
        yield from (("title", words) for words in segment.titles)
        yield from (("section", row.band) for row in segment.rows if row.band is not None)


def _mark(found: dict[int, TableFacts], kind: RowKind, words: SourcedText) -> None:
    for piece in words.pieces:
        place = piece.place
        if place is not None and place.table in found and place.row is not None:
            found[place.table].rows.setdefault(place.row, kind)


def _cells(reading: Reading) -> Iterator[Cell]:
    for row in reading.table.rows():
        yield from (cell for cell in row.grid.cells if cell is not None and cell.row == row.grid.index)


def _name(table: TableFacts, column: int | None, reading: Reading, logical: int) -> None:
    """Writes down what a column as read is for; a form's columns hold many things and are for none."""
    if column is None:
        return
    roles = ", ".join(reading.columns[logical].roles) or "-"
    table.roles[column] = roles if table.roles.get(column, roles) == roles else "several"
