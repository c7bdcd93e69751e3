"""Sheets of a spreadsheet as blocks and tables: what stands above a header is prose, the rest is the table.

Rows and columns count those of the table that hold words, so that empty and hidden ones leave no gap. A blank row
ends a table only where something else follows it: prose, or a header over other columns.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from planextract.diagnostics import Diagnostic, remark
from planextract.document import Block, BlockKind, Cell, Row, Table
from planextract.errors import LimitExceededError
from planextract.provenance import Place
from planextract.readers.runs import Run, bold, lines, split_label, unstruck, written

_UNNAMED = re.compile(r"(?:sheet|tabelle|feuil|blad|worksheet|table)?\s?\d{1,4}", re.IGNORECASE)
_LONGEST_HEADER = 120


@dataclass(frozen=True)
class SheetCell:
    """One cell. `value` says that it holds a number or a day; `large`, that it is printed larger than others."""

    runs: tuple[Run, ...]
    fill: str | None = None
    value: bool = False
    large: bool = False
    header: bool = False

    @cached_property
    def text(self) -> str:
        return written(self.runs)


@dataclass(frozen=True, slots=True)
class Area:
    """Cells top..bottom and left..right, both included, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


Choices = dict[str, list[Area]]
"""Where drop-down lists take their choices from, by the name of that sheet in small letters."""


@dataclass(slots=True)
class Sheet:
    """A sheet as it is seen: `cells` by row and column, those without words for their colour; `hidden` rows.

    `taken` names, for each cell whose formula looks into other sheets, those sheets in small letters; `choices` are
    those of its drop-down lists.
    """

    name: str
    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    taken: dict[tuple[int, int], set[str]] = field(default_factory=dict)
    choices: Choices = field(default_factory=dict)

    def worded(self) -> Iterator[tuple[int, int]]:
        return (place for place, cell in self.cells.items() if cell.text.strip())


@dataclass(slots=True)
class _Line:
    """One row that holds words: its number in the sheet, the columns of those words, and how far they reach.

    `apart` rows follow a blank one; `labelled` ones are a label that ends in a colon and what stands beside it.
    """

    row: int
    columns: list[int]
    width: int = 0
    apart: bool = False
    labelled: bool = False


def hidden_cells(sheets: int, rows: int, columns: int) -> Diagnostic | None:
    """What to say of sheets, rows and columns with words that were left out because they are hidden.

    >>> hidden_cells(1, 12, 0).message
    'left out because they are hidden: 1 sheet, 12 rows'
    """
    counts = ((sheets, "sheet"), (rows, "row"), (columns, "column"))
    said = [f"{count} {what}{'s' if count > 1 else ''}" for count, what in counts if count]
    return remark("hidden_cells", f"left out because they are hidden: {', '.join(said)}") if said else None


_MOST_LETTERS = 20_000_000
"""Characters in all cells: one long text that every cell of a workbook shares takes no room in its file."""


class SheetFlow:
    """Sheets one after the other, blocks and tables numbered through all of them."""

    def __init__(self, name: str, most_cells: int) -> None:
        self._name = name
        self._left = self._most = most_cells
        self._blocks = self._tables = self._letters = 0

    def parts(self, sheet: Sheet, several: bool) -> Iterator[Block | Table]:
        """One sheet; its name heads it where there are `several`, or where nothing else does."""
        named, headings = not sheet.name.strip() or bool(_UNNAMED.fullmatch(sheet.name.strip())), set[str]()
        for chunk in _chunks(sheet):
            prose, rows = _split_preamble(chunk) if _tabular(chunk) else (chunk, [])
            for line in prose:
                for block in self._prose(sheet, line, first=not headings):
                    headings |= {block.text.text.casefold()} if block.kind == "heading" else set()
                    yield block
            if rows:
                if not named and (several or not headings) and sheet.name.casefold() not in headings:
                    yield self._block([Run(sheet.name)], "heading", 2)
                named = True
                yield self._table(sheet, rows)

    # Blocks ----------------------------------------------------------------------------------------------------

    def _prose(self, sheet: Sheet, line: _Line, first: bool) -> Iterator[Block]:
        for cells in _sentences([sheet.cells[line.row, column] for column in line.columns]):
            for runs in _lines_of(cells):
                if unstruck(runs, Place()).text.strip():
                    kind = _kind(cells, written(runs))
                    yield self._block(runs, kind, 1 if kind == "heading" and first else None)
                    first = first and kind != "heading"

    def _block(self, runs: Sequence[Run], kind: BlockKind, level: int | None) -> Block:
        words, label = split_label(unstruck(runs, Place(block=self._blocks)), None)
        if label is not None and kind == "paragraph":
            kind, level = "item", 1
        block = Block(self._blocks, words, written(runs), kind, label, level, bold(runs))
        self._blocks += 1
        return block

    # Tables ----------------------------------------------------------------------------------------------------

    def _table(self, sheet: Sheet, found: list[_Line]) -> Table:
        rows = [line.row for line in found]
        columns = sorted({column for line in found for column in line.columns})
        self._left -= len(rows) * len(columns)
        if self._left < 0:
            reason = f"it has more than {self._most} cells; raise Limits.cells to read it."
            raise LimitExceededError(self._name, reason)
        self._letters += sum(
            len(sheet.cells[line.row, column].text) for line in found for column in line.columns
        )
        if self._letters > _MOST_LETTERS:
            raise LimitExceededError(
                self._name, "its cells hold more text than any plan; split the workbook."
            )
        spans, covered = _spans(sheet.merged, rows, columns)
        laid = tuple(
            Row(
                place,
                tuple(
                    self._cell(sheet.cells.get((row, column)), (place, across), spans.get((place, across)))
                    for across, column in enumerate(columns)
                    if (place, across) not in covered
                ),
            )
            for place, row in enumerate(rows)
        )
        laid = tuple(Row(row.index, row.cells, any(cell.header for cell in row.cells)) for row in laid)
        self._tables += 1
        return Table(self._tables - 1, laid, len(columns))

    def _cell(self, cell: SheetCell | None, at: tuple[int, int], span: tuple[int, int] | None) -> Cell:
        place = Place(table=self._tables, row=at[0], column=at[1])
        runs = cell.runs if cell is not None else ()
        down, across = span or (1, 1)
        return Cell(
            row=at[0],
            column=at[1],
            lines=tuple(lines(runs, None, place, 0)),
            source=written(runs),
            row_span=down,
            column_span=across,
            fill=cell.fill if cell is not None else None,
            bold=bold(runs),
            header=cell is not None and cell.header,
            place=place,
        )


# Rows and what separates them ------------------------------------------------------------------------------------


def _chunks(sheet: Sheet) -> Iterator[list[_Line]]:
    """Runs of rows that are one table, or one stretch of prose."""
    table: list[_Line] = []
    waiting: list[_Line] = []
    for part in _parted(_lines(sheet)):
        if not _tabular(part):
            waiting += part
        elif table and _goes_on(sheet, table, part):
            table += [*waiting, *part]
            waiting = []
        else:
            yield from (chunk for chunk in (table, waiting) if chunk)
            table, waiting = part, []
    yield from (chunk for chunk in (table, waiting) if chunk)


def _lines(sheet: Sheet) -> list[_Line]:
    by_row: dict[int, list[int]] = {}
    for row, column in sheet.worded():
        by_row.setdefault(row, []).append(column)
    used = sorted({column for columns in by_row.values() for column in columns})
    reach = {(area.top, area.left): area for area in sheet.merged}
    found = []
    for row in sorted(by_row):
        line = _Line(row, sorted(by_row[row]))
        for column in line.columns:
            area = reach.get((row, column))
            line.width += _within(used, column, area.right) if area is not None else 1
        line.labelled = len(line.columns) == 2 and _is_label(sheet.cells[row, line.columns[0]])
        found.append(line)
    _mark_gaps(found, sheet, reach)
    return found


def _within(numbers: Sequence[int], first: int, last: int) -> int:
    """How many of some sorted numbers lie between two, at least one."""
    return max(bisect_right(numbers, last) - bisect_left(numbers, first), 1)


def _mark_gaps(found: list[_Line], sheet: Sheet, reach: dict[tuple[int, int], Area]) -> None:
    """Mark each row that stands apart from the one above: blank rows lie between, seen and not merged over."""
    hidden = sorted(sheet.hidden)
    lowest = -1
    for above, below in pairwise(found):
        lowest = max(
            [lowest, *(reach[above.row, c].bottom for c in above.columns if (above.row, c) in reach)]
        )
        first = max(above.row, lowest) + 1
        unseen = bisect_left(hidden, below.row) - bisect_left(hidden, first)
        below.apart = below.row - first - unseen > 0


def _parted(found: list[_Line]) -> Iterator[list[_Line]]:
    part: list[_Line] = []
    for line in found:
        if line.apart and part:
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _tabular(part: list[_Line]) -> bool:
    return any(len(line.columns) > 1 and not line.labelled for line in part)


def _is_label(cell: SheetCell) -> bool:
    return cell.text.rstrip().endswith(":")


def _goes_on(sheet: Sheet, table: list[_Line], part: list[_Line]) -> bool:
    """Whether rows after a blank one belong to the table above it."""
    columns = {column for line in table for column in line.columns}
    if not {column for line in part for column in line.columns} <= columns:
        return False
    body = _split_preamble(table)[1]
    first = next(line for line in part if len(line.columns) > 1)
    return first.columns == body[0].columns or not _looks_like_header(sheet, first)


def _looks_like_header(sheet: Sheet, line: _Line) -> bool:
    """Short words only, all of them bold or on one colour."""
    cells = [sheet.cells[line.row, column] for column in line.columns]
    if any(cell.value or len(cell.text) > _LONGEST_HEADER for cell in cells):
        return False
    one_colour = cells[0].fill is not None and len({cell.fill for cell in cells}) == 1
    return one_colour or all(bold(cell.runs) or cell.header for cell in cells)


def _split_preamble(chunk: list[_Line]) -> tuple[list[_Line], list[_Line]]:
    """The rows above a table's header, which fill fewer than half of its columns, and the table."""
    widest = max(line.width for line in chunk if len(line.columns) > 1)
    for place, line in enumerate(chunk):
        if len(line.columns) > 1 and line.width * 2 > widest:
            return chunk[:place], chunk[place:]
    return [], chunk


# Cells that are prose --------------------------------------------------------------------------------------------


def _sentences(cells: Sequence[SheetCell]) -> Iterator[list[SheetCell]]:
    """Cells of a row that say something together: a label that ends in a colon, and what stands beside it."""
    together: list[SheetCell] = []
    for cell in cells:
        together.append(cell)
        if not _is_label(cell):
            yield together
            together = []
    if together:
        yield together


def _lines_of(cells: Sequence[SheetCell]) -> Iterator[list[Run]]:
    """The runs of each line of some cells, the cells with a tab between them."""
    line: list[Run] = []
    for place, cell in enumerate(cells):
        line += [Run("\t")] if place else []
        for run in cell.runs:
            first, *more = run.text.split("\n")
            line.append(Run(first, run.bold, run.struck))
            for text in more:
                yield line
                line = [Run(text, run.bold, run.struck)]
    yield line


def _kind(cells: Sequence[SheetCell], text: str) -> BlockKind:
    stands_out = len(cells) == 1 and not cells[0].value and (cells[0].large or bold(cells[0].runs))
    short = len(text) <= _LONGEST_HEADER and not text.rstrip().endswith((".", ",", ";", ":"))
    return "heading" if stands_out and short and any(letter.isalpha() for letter in text) else "paragraph"


# Merged cells ----------------------------------------------------------------------------------------------------

Spans = dict[tuple[int, int], tuple[int, int]]


def _spans(
    merged: Sequence[Area], rows: Sequence[int], columns: Sequence[int]
) -> tuple[Spans, set[tuple[int, int]]]:
    """How far merged cells reach down and across, by their corner, and the places that they cover."""
    spans: Spans = {}
    taken: set[tuple[int, int]] = set()
    work = 4 * len(rows) * len(columns)
    for area in merged:
        top, bottom = bisect_left(rows, area.top), bisect_right(rows, area.bottom)
        left, right = bisect_left(columns, area.left), bisect_right(columns, area.right)
        size = (bottom - top) * (right - left)
        if size < 2:
            continue
        work -= size
        if work < 0:  # (no program writes merged cells that overlap)
            break
        places = {(row, column) for row in range(top, bottom) for column in range(left, right)}
        if places.isdisjoint(taken):
            spans[top, left] = (bottom - top, right - left)
            taken |= places
    return spans, taken - spans.keys()
