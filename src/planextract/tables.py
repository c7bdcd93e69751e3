"""Tables as read, made whole: header rows found, bands told from rows, and parts that continue joined.

A table as read is cut into segments, each a header with the rows under it. Segments that go on from one another,
over a page break or under a repeated header, form one logical table.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from planextract import forms
from planextract.document import Block, Cell, Document, Table
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.vocab import Vocabulary, alias

RUNNING = ("header", "footer")
"""Blocks that a page repeats; they stand between nothing."""

SECTION = r"\s*{plans.sections}\s*(?:\d|(?-i:[A-Z])\b|[:–-])"
"""How a line begins that names the section which the table under it belongs to."""

HEADER_CHARACTERS = 120
"""Longest text of a header cell; instructions in brackets under a header run to about this."""


@dataclass(frozen=True)
class GridRow:
    """One row laid out on the grid: for each column the cell that covers it, merged cells from above included."""

    index: int
    cells: tuple[Cell | None, ...]

    def own(self) -> list[Cell]:
        """The cells that start in this row and say something, left to right."""
        found: list[Cell] = []
        for cell in self.cells:
            if cell is None or cell.row != self.index or (found and found[-1] is cell):
                continue
            if not cell.blank:
                found.append(cell)
        return found

    def starts(self, column: int) -> bool:
        """Whether the cell in a column begins in this row instead of being merged from above."""
        cell = self.cells[column]
        return cell is not None and cell.row == self.index


@dataclass(frozen=True)
class BodyRow:
    """A row under a header. `band` is the full-width row above it that it stands under."""

    grid: GridRow
    band: SourcedText | None = None


@dataclass(frozen=True)
class Segment:
    """One header with its rows. `header` holds the words over each column; it is empty for a table without one.

    `titles` are the full-width rows above the header, `heading` the heading in the text above the table.
    """

    table: Table
    header: tuple[SourcedText | None, ...]
    rows: tuple[BodyRow, ...]
    titles: tuple[SourcedText, ...] = ()
    heading: SourcedText | None = None
    continues: bool = False


@dataclass(frozen=True)
class LogicalTable:
    """Segments that share their columns, in document order."""

    segments: tuple[Segment, ...]

    @property
    def columns(self) -> int:
        return self.segments[0].table.columns

    def rows(self) -> Iterator[BodyRow]:
        for segment in self.segments:
            yield from segment.rows


def assemble(document: Document, vocabulary: Vocabulary) -> tuple[LogicalTable, ...]:
    """The logical tables of a document, in order."""
    whole: list[list[Segment]] = []
    for segment in _segments(document, vocabulary):
        if whole and _belongs(whole[-1][-1], segment, vocabulary):
            whole[-1].append(segment)
        else:
            whole.append([segment])
    return tuple(LogicalTable(tuple(parts)) for parts in whole)


def _segments(document: Document, vocabulary: Vocabulary) -> Iterator[Segment]:
    last: Segment | None = None
    heading: SourcedText | None = None
    above: Block | None = None
    apart = False
    for part in document.flow:
        if isinstance(part, Block):
            heading = part.text if part.kind == "heading" else heading
            above = part if part.kind not in RUNNING else above
            apart = apart or part.kind not in RUNNING
            continue
        whole = forms.as_rows(part, vocabulary) or part
        before = None if apart or last is None or last.table.columns != whole.columns else last
        for segment in cut(whole, vocabulary, before):
            last = replace(segment, heading=_line_over(segment, above) or heading)
            yield last
        heading, above, apart = None, None, False


def _line_over(segment: Segment, block: Block | None) -> SourcedText | None:
    """A short line right above a table that heads it: "Priority 2: Improve attendance".

    Over a table without a header of its own any short line does.
    """
    if block is None or block.kind != "paragraph" or len(block.text) > 150 or segment.continues:
        return None
    plain = not segment.header and not block.text.text.rstrip().endswith((".", ":", ";"))
    return block.text if plain or pattern(SECTION).match(block.text.text) else None


def cut(table: Table, vocabulary: Vocabulary, before: Segment | None = None) -> Iterator[Segment]:
    """One table as read, cut at its header rows. Rows before any header go on from the segment before, if any."""
    cutting = _Cutting(table, before)
    for row in grid(table):
        if not row.own():
            continue
        if is_header(row, vocabulary, cutting.header, half=cutting.half):
            yield from cutting.head(row)
        elif is_band(row, table.columns, cutting.headed):
            cutting.bands.append(row.own()[0].text)
        else:
            cutting.take(row)
    yield from cutting.close()


class _Cutting:
    """A table being cut: the header in force, the rows under it, and the bands that no row has followed yet."""

    def __init__(self, table: Table, before: Segment | None) -> None:
        self.table = table
        self.header = before.header if before is not None else ()
        self.headed = before is not None
        self.continues = before is not None
        self.spanned = False
        self.band = before.rows[-1].band if before is not None and before.rows else None
        self.titles: list[SourcedText] = []
        self.bands: list[SourcedText] = []
        self.rows: list[BodyRow] = []

    @property
    def half(self) -> bool:
        """Whether the lower half of the header just begun may follow."""
        return self.spanned and not self.rows

    def head(self, row: GridRow) -> Iterator[Segment]:
        """A header row: the lower half of the header just begun, or the end of the segment and a new one."""
        if self.half:
            self.header, self.spanned = _stack(self.header, row), False
            return
        first = not self.rows and (self.continues or not self.headed)
        yield from self._segment()
        if first:
            self.titles, self.bands, self.band = self.bands, [], None
        self.header, self.headed, self.continues = _words_over_columns(row), True, False
        self.spanned = any(cell.column_span > 1 or cell.row_span > 1 for cell in row.own())

    def take(self, row: GridRow) -> None:
        if not self.headed and not self.rows:
            self.titles, self.bands = self.bands, []
        if self.bands:
            self.band, self.bands = self.bands[-1], []
        self.rows.append(BodyRow(row, self.band))

    def close(self) -> Iterator[Segment]:
        if not self.rows and not self.headed:
            self.titles, self.bands = self.bands, []
        yield from self._segment()

    def _segment(self) -> Iterator[Segment]:
        if self.rows or (self.titles and not self.headed):
            continues = self.continues and bool(self.rows)
            yield Segment(self.table, self.header, tuple(self.rows), tuple(self.titles), continues=continues)
            self.titles = []
        self.rows = []


def grid(table: Table) -> Iterator[GridRow]:
    """The rows of a table with merged cells laid over every row and column that they cover."""
    above: list[Cell | None] = [None] * table.columns
    for row in table.rows:
        cells: list[Cell | None] = [
            cell if cell is not None and cell.row + cell.row_span > row.index else None for cell in above
        ]
        for cell in row.cells:
            for column in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                cells[column] = cell
        yield GridRow(row.index, tuple(cells))
        above = cells


# Header rows and bands -----------------------------------------------------------------------------------------


def is_header(
    row: GridRow, vocabulary: Vocabulary, header: tuple[SourcedText | None, ...], *, half: bool = False
) -> bool:
    """Whether a row heads columns. `header` is the one in force; `half` says that it may go on in this row."""
    own = row.own()
    if len(own) < 2 or any(len(cell.text) > HEADER_CHARACTERS for cell in own):
        return False
    if header and _repeats(row, header):
        return True
    known = sum(
        1
        for cell in own
        if vocabulary.roles_of(cell.text.text) and vocabulary.state_of(cell.text.text) is None
    )
    if header:  # a further header must be beyond doubt: body cells hold header words too
        most = known * 4 >= len(own) * 3 and (half or row.index == 0)
        stands_out = known >= 1 and row.index == 0 and _stands_out(own)
        return stands_out or (
            known >= 2 and (known == len(own) or most) and not any(_sentence(cell) for cell in own)
        )
    return _stands_out(own) or (known >= 2 and known * 2 >= len(own))


def _stands_out(own: list[Cell]) -> bool:
    """Printed as a header is: all of it bold, on one colour, or marked as a header in the file; and short."""
    if any(_sentence(cell) for cell in own):
        return False
    one_colour = own[0].fill is not None and len({cell.fill for cell in own}) == 1
    return (
        all(cell.header for cell in own) or all(cell.bold for cell in own) or (one_colour and len(own) >= 3)
    )


def _repeats(row: GridRow, header: tuple[SourcedText | None, ...]) -> bool:
    """The same words over most columns: the header printed again on a new page."""
    words = _words_over_columns(row)
    pairs = [(a, b) for a, b in zip(words, header, strict=False) if a is not None or b is not None]
    same = sum(1 for a, b in pairs if a is not None and b is not None and alias(a.text) == alias(b.text))
    return same >= 2 and same * 2 >= len(pairs)


def _sentence(cell: Cell) -> bool:
    return cell.text.text.rstrip().endswith(".") or len(cell.text.text.split()) > 8


def is_band(row: GridRow, columns: int, headed: bool) -> bool:
    """A row that stands over others instead of being one: a title above the header, a section among the rows."""
    own = row.own()
    if len(own) != 1 or columns < 2 or any(cell is not None and cell.row < row.index for cell in row.cells):
        return False
    cell = own[0]
    if cell.column_span * 5 >= columns * 3 and cell.column_span > 1:
        return True
    if cell.column != 0:
        return False
    return not headed or cell.bold or cell.header or _capitals(cell.text.text)


def _capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return len(letters) > 2 and all(letter.isupper() for letter in letters)


def _words_over_columns(row: GridRow) -> tuple[SourcedText | None, ...]:
    return tuple(cell.text if cell is not None and not cell.blank else None for cell in row.cells)


def _stack(header: tuple[SourcedText | None, ...], row: GridRow) -> tuple[SourcedText | None, ...]:
    """Two header rows as one: the lower words follow the upper ones that span them."""
    lower = _words_over_columns(row)
    return tuple(
        above if below is None or (above is not None and not row.starts(column)) else _both(above, below)
        for column, (above, below) in enumerate(zip(header, lower, strict=True))
    )


def _both(above: SourcedText | None, below: SourcedText) -> SourcedText:
    return below if above is None or above == below else SourcedText.join(" ", (above, below))


def _belongs(last: Segment, segment: Segment, vocabulary: Vocabulary) -> bool:
    """Whether a segment goes on with the table of the one before: same columns, under the same roles."""
    if last.table.columns != segment.table.columns:
        return False
    if segment.continues:
        return True
    if not last.header or not segment.header:
        return not last.header and not segment.header
    return _roles(last.header, vocabulary) == _roles(segment.header, vocabulary)


def _roles(header: tuple[SourcedText | None, ...], vocabulary: Vocabulary) -> list[tuple[str, ...] | str]:
    """What a header promises, column by column; words that are in no vocabulary stand for themselves."""
    return [
        vocabulary.roles_of(words.text) or alias(words.text) if words is not None else "" for words in header
    ]
