"""Seams: where a page break cuts a table, the row and the finding that it cut in two are made whole again.

It happens before rows are drafted, so that whoever reads a cell reads all of it. The words keep their places, and a
cell in two pieces keeps both as its `parts`.
"""

from collections.abc import Iterator
from dataclasses import replace

from planextract.between import says_continued, without_continued
from planextract.document import Cell, Line
from planextract.drafts.cells import said
from planextract.drafts.finding_tables import ANSWERED
from planextract.headers import GridRow
from planextract.joins import Join
from planextract.normalise import deadlines
from planextract.normalise.context import Context
from planextract.prose.words import vocabulary as wordings
from planextract.provenance import SourcedText
from planextract.records import JoinReason
from planextract.roles import Reading
from planextract.tables import BodyRow, Segment
from planextract.vocab import Vocabulary, alias

ENDS = (".", ";", ":", "!", "?")
"""Marks after which a cell may well be complete."""
SENTENCE_ENDS = (".", "!", "?")
NUMBERED = 0.8
"""The share of actions with a number beside them from which on an action without one is none of its own."""


def mend(reading: Reading, vocabulary: Vocabulary) -> Reading:
    """An action table with the rows and findings that page breaks cut made whole, and a join for each of them."""
    what = reading.what
    if reading.taken_for != "action_table" or what is None or len(reading.table.segments) < 2:
        return reading
    seams = _Seams(reading, what, vocabulary)
    segments = tuple(seams.sewn())
    joins = sorted((*reading.table.joins, *seams.joins), key=lambda join: join.table)
    return replace(reading, table=replace(reading.table, segments=segments, joins=tuple(joins)))


class _Seams:
    """The parts of one table, sewn together from the first."""

    def __init__(self, reading: Reading, what: str, vocabulary: Vocabulary) -> None:
        self.table = reading.table
        self.vocabulary = vocabulary
        self.what = reading.column(what) or 0
        self.number = reading.column("reference")
        self.deadline = reading.column("deadline")
        self.state = next(
            (place for role in ("status", "progress", "rag") if (place := reading.column(role)) is not None),
            None,
        )
        found = [reading.column(role) for role in ANSWERED]
        self.findings = [column for column in found if column is not None and column < self.what]
        self.numbered = self._numbered()
        self.parts: list[Segment] = []
        self.joins: list[Join] = []

    def _numbered(self) -> bool:
        """Whether nearly every action has a number beside it; rows at the head of a page are not asked."""
        heads = {id(part.rows[0]) for part in self.table.segments[1:] if part.adjoins and part.rows}
        rows = [row for row in self.table.rows() if id(row) not in heads and _own(row, self.what)]
        if self.number is None or len(rows) < 2:
            return False
        return sum(_own(row, self.number) for row in rows) >= NUMBERED * len(rows)

    def sewn(self) -> Iterator[Segment]:
        for segment in self.table.segments:
            at = next((place for place in reversed(range(len(self.parts))) if self.parts[place].rows), None)
            self.parts.append(segment)
            if at is not None and self._goes_on(self.parts[at], segment):
                self._keep_band(at)
                self._sew(at)
        return iter(self.parts)

    def _goes_on(self, last: Segment, segment: Segment) -> bool:
        """Whether only a page break parts two segments: no new title, section or kind of finding."""
        if not segment.adjoins or not segment.rows or segment.table.index == last.table.index:
            return False
        titles = {alias(title.text) for part in self.parts[:-1] for title in part.titles}
        if any(alias(title.text) not in titles for title in segment.titles):
            return False
        return self._kinds(last) == self._kinds(segment) and _same_band(last.rows[-1], segment.rows[0])

    def _kinds(self, segment: Segment) -> list[str | None]:
        return [self.vocabulary.finding_kind(words.text) for words in segment.header if words is not None]

    def _keep_band(self, at: int) -> None:
        """A section printed again as "Theme 1 (continued)" is the section before the break."""
        last, band = self.parts[-1], self.parts[-1].rows[0].band
        before = self.parts[at].rows[-1].band
        rows = tuple(replace(row, band=before) if row.band is band else row for row in last.rows)
        self.parts[-1] = replace(last, rows=rows)

    def _sew(self, at: int) -> None:
        above, row = self.parts[at].rows[-1], self.parts[-1].rows[0]
        if self._is_rest(above, row):
            for column in range(len(row.grid.cells)):
                self._join_cells(at, column)
            self._note("row_cut_by_page_break", at, row)
            self.parts[-1] = replace(self.parts[-1], rows=self.parts[-1].rows[1:])
        for column in self.findings if self.parts[-1].rows else ():
            self._carry(at, column, cut=self.parts[-1].rows[0] is row)

    def _carry(self, at: int, column: int, cut: bool) -> None:
        """A finding whose words the break cut, or under whose blank cell the actions go on."""
        above, row = self.parts[at].rows[-1].grid.cells[column], self.parts[-1].rows[0]
        cell = row.grid.cells[column]
        again = cell is not None and self._printed_again(cell, column)
        if cell is None or cell.blank or again:
            if again:
                self._take_out(cell)
            if _own(row, self.what) and any(_own(each, column) for each in self._rows_before()):
                self._note("finding_carried_over", at, row)
        elif cut and above is not None and _runs_over(above, cell):
            self._join_cells(at, column)
            self._note("finding_cut_by_page_break", at, row)
            self._take_out(cell)

    def _take_out(self, cell: Cell | None) -> None:
        """Takes a cell out of all rows of this part: its words are said already."""
        rows = tuple(
            replace(
                row,
                grid=replace(
                    row.grid, cells=tuple(None if each is cell else each for each in row.grid.cells)
                ),
            )
            for row in self.parts[-1].rows
        )
        self.parts[-1] = replace(self.parts[-1], rows=rows)

    def _printed_again(self, cell: Cell, column: int) -> bool:
        """Whether a finding is the one before the break again, which an author marks as continued."""
        if not says_continued(cell.text):
            return False
        before = next((row for row in reversed(list(self._rows_before())) if _own(row, column)), None)
        above = before.grid.cells[column] if before is not None else None
        words = alias(without_continued(cell.text).text)
        return above is not None and words in (alias(above.text.text), alias(said(above).words.text))

    def _rows_before(self) -> Iterator[BodyRow]:
        for part in self.parts[:-1]:
            yield from part.rows

    def _note(self, reason: JoinReason, at: int, row: BodyRow) -> None:
        table, onto = self.parts[-1].table, self.parts[at].table
        index = (
            row.grid.index if row.grid.index >= 0 else None
        )  # -1: words that were read as paragraphs above it
        made = Join(reason, table.index, table.page, onto.index, onto.page, index)
        if made not in self.joins:  # a finding and its recommendation are carried over together
            self.joins.append(made)

    # What is the rest of a row

    def _is_rest(self, above: BodyRow, row: BodyRow) -> bool:
        """Whether the first row on a page is the rest of the last row on the page before.

        It begins no action: no number, no finding of its own, and an action that is blank or goes on in mid-sentence.
        """
        if _own(row, self.number) or not any(not cell.blank for cell in row.grid.own()):
            return False
        if not all(self._finding_open(above, row, column) for column in self.findings):
            return False
        before, cell = above.grid.cells[self.what], row.grid.cells[self.what]
        if before is None or before.blank:
            return False
        if cell is None or cell.blank:
            return True
        if self._has_date_of_its_own(above, row) or self._has_state_of_its_own(above, row):
            return False
        if _runs_over(before, cell):
            return True
        unended = not _ended(before.text.text)
        return cell.lines[0].label is None and (
            (self.numbered and (unended or self._bare(above, row))) or _hangs(before.text.text)
        )

    def _finding_open(self, above: BodyRow, row: BodyRow, column: int) -> bool:
        """Whether a finding's cell is blank or holds the rest of the one before."""
        before, cell = above.grid.cells[column], row.grid.cells[column]
        if cell is None or cell.blank:
            return True
        if before is None or before.blank or said(cell).reference is not None:
            return False
        return _runs_over(before, cell) or (self.numbered and not _ended(before.text.text))

    def _has_date_of_its_own(self, above: BodyRow, row: BodyRow) -> bool:
        """Whether both rows have a date that stands alone: a date that was cut does not."""
        column = self.deadline
        return column is not None and all(_is_date(each.grid.cells[column]) for each in (above, row))

    def _has_state_of_its_own(self, above: BodyRow, row: BodyRow) -> bool:
        """Whether both rows say in a cell of its own how far they are: two rows, however the first one ends."""
        cells = [each.grid.cells[self.state] if self.state is not None else None for each in (above, row)]
        return all(
            cell is not None and self.vocabulary.state_of(cell.text.text) is not None for cell in cells
        )

    def _bare(self, above: BodyRow, row: BodyRow) -> bool:
        """Whether a row has words for the action only, where the one above has more."""
        rest = [cell for cell in row.grid.own() if cell.column not in (self.what, *self.findings)]
        return not rest and len(above.grid.own()) > 2

    # Two cells as one

    def _join_cells(self, at: int, column: int) -> None:
        """Joins what stands in a column of the first row of this part to what stands in the last row before."""
        part, below = self.parts[at], self.parts[-1].rows[0].grid.cells[column]
        above = part.rows[-1].grid
        if below is None or below.blank or below.column != column:
            return
        joined = sewn(above.cells[column], below, above.index)
        old = above.cells[column]
        rows = tuple(
            replace(row, grid=_with(row.grid, column, old, joined, last=row is part.rows[-1]))
            for row in part.rows
        )
        self.parts[at] = replace(part, rows=rows)


def _with(grid: GridRow, column: int, old: Cell | None, new: Cell, *, last: bool) -> GridRow:
    """A row with a cell in place of another, wherever that reaches; a cell that was not there only in the last row."""
    cells = tuple(
        new if (cell is old and old is not None) or (last and at == column) else cell
        for at, cell in enumerate(grid.cells)
    )
    return replace(grid, cells=cells)


def sewn(above: Cell | None, below: Cell, row: int) -> Cell:
    """The two pieces of a cell as one, which stands where the first of them stands."""
    if above is None:
        return replace(below, row=row, row_span=1)
    lines = (*above.lines, *below.lines)
    if above.lines and below.lines and _same_paragraph(above, below):
        last, first = above.lines[-1], below.lines[0]
        joined = replace(last, text=_run_on(last.text, first.text), before=None)
        lines = (*above.lines[:-1], joined, *below.lines[1:])
    shaded = above if above.fill is not None or below.fill is None else below
    return replace(
        above,
        lines=lines,
        fill=shaded.fill,
        place=shaded.place,
        bold=above.bold and below.bold,
        parts=(*above.pieces, *below.pieces),
    )


def _run_on(above: SourcedText, below: SourcedText) -> SourcedText:
    """Two stretches as one: a blank between them, but none after a hyphen or slash inside a word."""
    broken = (
        above.text[-1:] in ("-", "\u2010", "/") and above.text[-2:-1].isalnum() and below.text[:1].isalpha()
    )
    return SourcedText.join("" if broken else " ", (above, below))


def _same_paragraph(above: Cell, below: Cell) -> bool:
    """Whether the words under the break go on in the paragraph above it, or somebody began a new line."""
    last, first = above.lines[-1], below.lines[0]
    if first.label is not None or first.struck != last.struck:
        return False
    if _lower(first.text.text) or _hangs(last.text.text):
        return True
    return not _ended(last.text.text) and not _would_fit(above, last, first)


def _would_fit(above: Cell, last: Line, first: Line) -> bool:
    """Whether the next word would have fitted on the line above the break; False where places have no boxes."""
    ends, starts = last.text.sources(), first.text[: len(first.text.text.split(" ")[0])].sources()
    box = above.pieces[-1].box
    if not ends or not starts or box is None or ends[-1].box is None or starts[0].box is None:
        return False
    height = starts[0].box[3] - starts[0].box[1]
    return ends[-1].box[2] + (starts[0].box[2] - starts[0].box[0]) + 0.9 * height < box[2]


# What words say ------------------------------------------------------------------------------------------------


def _own(row: BodyRow, column: int | None) -> bool:
    """Whether a cell that begins in this row and column says something."""
    cell = row.grid.cells[column] if column is not None else None
    return cell is not None and not cell.blank and cell.row == row.grid.index


def _same_band(above: BodyRow, below: BodyRow) -> bool:
    bands = [
        alias(without_continued(row.band).text) if row.band is not None else None for row in (above, below)
    ]
    return bands[0] == bands[1]


def _runs_over(above: Cell, below: Cell) -> bool:
    """Whether words go on in mid-sentence: in small letters after words that do not begin in small letters too."""
    if above.blank or below.lines[0].label is not None or said(below).reference is not None:
        return False
    return (
        _lower(below.text.text) and not _lower(above.text.text) and not _ended(above.text.text, SENTENCE_ENDS)
    )


def _lower(text: str) -> bool:
    return text.lstrip(" (\"'“‘")[:1].islower()


def _ended(text: str, marks: tuple[str, ...] = ENDS) -> bool:
    return text.rstrip(" )\"'”’").endswith(marks)


def _hangs(text: str) -> bool:
    """Whether words end where no sentence does: after a comma, or a word such as "the" or "of"."""
    words = text.split()
    return bool(words) and (words[-1].endswith(",") or words[-1].casefold() in wordings("casing.small"))


def _is_date(cell: Cell | None) -> bool:
    if cell is None or cell.blank:
        return False
    found = deadlines.normalise(cell.text.folded(), Context())
    return found is not None and found.value is not None
