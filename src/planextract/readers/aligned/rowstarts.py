"""Row starts: at which lines of aligned columns rows begin, and how many lines leave that open.

Nothing is drawn between rows. What speaks for a new row is a reference, a blank line, and that several columns begin
afresh at once; what speaks against it is a cell in mid-sentence or a word that had no room on the line above.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from planextract.readers.aligned.placing import Placed

_MARK = re.compile(r"[(\[]?[A-Za-z]{0,4}[-./ ]?\d{1,4}(?:[.\-/]\d{1,4}){0,3}[a-z]?[)\].:]?|\(?[a-zA-Z][).]")
"""What numbers rows: "3", "3.2", "R12", "CS/4", "b)"."""
_NUMBERED = re.compile(r"[A-Z]{0,2}\d{1,3}\.\d{1,3}(?:\.\d{1,3})?\.?(?= [A-Z])")
"""What numbers rows before the words of their first cell: "3.1 Begin"."""
_BULLET = re.compile(r"[-–—•▪·●○■*\uf0b7]\s")
_OPEN_END = re.compile(r"(?:[-‐–/&,(]|\b(?:and|or|of|the|to|for|with|in|on|at|by|a|an|from))$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d(?:/\d\d)?")
_DATED = re.compile(r"(?:\b[A-Z]\w+[ ‐-](?:19|20)\d\d|\d[./-]\d{1,2}[./-]\d{2,4}|(?:19|20)\d\d/\d\d)$")
"""The end of a date with its year."""
_FITS = 0.8
"""Type is not of one width: this share of a column's longest line holds any words of as many letters."""
_SURE, _DOUBTFUL = 1.5, 0.5
_BREAKS = 2.5
"""So much inside what blank lines part says that they do not part the rows."""


@dataclass(frozen=True)
class Rows:
    """The lines at which rows begin, and how many lines leave it open whether one begins.

    `headings` are lines between rows too short to run across the columns.
    """

    starts: tuple[int, ...]
    doubtful: int
    by_blanks: bool = False
    headings: frozenset[int] = frozenset()


def rows(lines: Sequence[Placed], what: frozenset[int], dates: frozenset[int]) -> Rows:
    """Where rows begin among the lines under a header; the first line begins one.

    `what` are the columns of actions, `dates` those of deadlines.
    """
    breaking = _Breaking(lines, what)
    found = breaking.rows()
    doubtful = found.doubtful + _several_dates(lines, found.starts, dates)
    if not found.by_blanks:
        doubtful += _late_dates(lines, found.starts, dates)
    return replace(found, doubtful=doubtful + 2 * _unparted(lines))


def _unparted(lines: Sequence[Placed]) -> int:
    """How many lines have a wide gap inside a cell: it may be two cells under a header that was not found."""
    return sum(1 for line in lines if any(cell is not None and "   " in cell.text for cell in line.cells))


def _late_dates(lines: Sequence[Placed], starts: Sequence[int], dates: frozenset[int]) -> int:
    """How many rows have their deadline below their first line: cells in the middle of rows, whose ends are guessed."""
    late = 0
    for first, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        begun = set(lines[first].filled)
        below = {column for line in lines[first + 1 : stop] for column in line.filled}
        late += bool(dates & (below - begun)) and not lines[first].across
    return late


def _several_dates(lines: Sequence[Placed], starts: Sequence[int], dates: frozenset[int]) -> int:
    """How many rows have two whole dates on lines of their own: they may be two rows."""
    return sum(
        1
        for first, stop in zip(starts, [*starts[1:], len(lines)], strict=True)
        for column in dates
        if sum(1 for line in lines[first:stop] if (cell := line.cells[column]) and _DATED.search(cell.text))
        > 1
    )


class _Row:
    """What the lines of a row have said so far, by column."""

    def __init__(self, first: Placed) -> None:
        self._last: dict[int, tuple[str, int]] = {}
        self._lines = 0
        self.take(first)

    def take(self, line: Placed) -> None:
        for column, cell in enumerate(line.cells):
            if cell is not None:
                self._last[column] = cell.text, self._lines
        self._lines += 1

    def said(self, column: int) -> tuple[str | None, int]:
        """The last words in a column, and on how many lines since it has said nothing."""
        text, at = self._last.get(column, (None, 0))
        return text, self._lines - 1 - at


@dataclass
class _Breaking:
    lines: Sequence[Placed]
    what: frozenset[int]
    widths: list[int] = field(default_factory=list)
    marks: int | None = None
    banded: bool = False

    def rows(self) -> Rows:
        columns = range(len(self.lines[0].cells))
        self.widths = [
            max((len(cell.text) for line in self.lines if (cell := line.cells[c])), default=0)
            for c in columns
        ]
        self.marks = self._mark_column()
        self.banded = any(line.across for line in self.lines)
        return self._by_blanks() if self._parts() else self._scored()

    # Line by line

    def _scored(self) -> Rows:
        starts, doubtful, row, headings = [0], 0, _Row(self.lines[0]), set[int]()
        for place in range(1, len(self.lines)):
            line, above = self.lines[place], self.lines[place - 1]
            if line.across or above.across:
                begins = not (line.across and above.across and not line.line.blanks)
            else:
                score = self._score(place, row)
                begins = score >= _SURE
                if not begins and self.banded and self._heads(place, row):
                    headings.add(place)
                    begins = True
                doubtful += _DOUBTFUL <= score < _SURE or (begins and self._amid(place))
            if begins:
                starts.append(place)
                row = _Row(line)
            else:
                row.take(line)
        return Rows(tuple(starts), doubtful, headings=frozenset(headings))

    def _score(self, place: int, row: "_Row") -> float:
        """How much speaks for a row that begins at a line below another row."""
        line = self.lines[place]
        mark = self._marked(place)
        if not mark and (len(line.filled) < 2 or (self.what and self.what.isdisjoint(line.filled))):
            return 0.0
        score = 4.0 if mark else 0.0
        score += 1.0 if line.line.blanks else 0.0
        score += 0.5 if len(line.filled) == len(line.cells) else 0.0
        for column in line.filled:
            cell = line.cells[column]
            assert cell is not None
            weight = 1.5 if column in self.what else 1.0
            score += weight * self._evidence(column, cell.text, *row.said(column))
        return score

    def _evidence(self, column: int, here: str, above: str | None, gap: int = 0) -> float:
        """What one column says of whether a row begins: its words on the line and those last said in it, with how many
        lines of the row are between.
        """
        if above is None:
            return 0.0
        if _BULLET.match(here):
            return 0.0
        small = here[0].islower() or here[0] in ",;)&%"
        if small or _OPEN_END.search(above) or (_YEAR.fullmatch(here) and above[-1].isalpha()):
            return -2.0
        if gap > 1 or (_DATED.search(above) and _DATED.search(here)):
            return 1.5
        word = here.split(" ", 1)[0]
        if len(above) + 1 + len(word) <= _FITS * self.widths[column]:
            return 1.5
        return 0.8 if column in self.what or gap else 0.15

    def _heads(self, place: int, row: "_Row") -> bool:
        """Is it a heading between rows that is too short to run across columns, in a table that has such headings?"""
        line, after = self.lines[place], self.lines[place + 1 : place + 2]
        if line.filled != [0] or not after or len(after[0].filled) < 3:
            return False
        cell = line.cells[0]
        return (
            cell is not None and cell.text[0].isalnum() and self._evidence(0, cell.text, *row.said(0)) > 0.5
        )

    def _amid(self, place: int) -> bool:
        """Does a row begin where a cell of it has begun above? Then cells stand in the middle of their rows."""
        line, above, first = self.lines[place], self.lines[place - 1], self.lines[0]
        for column, (here, before, top) in enumerate(zip(line.cells, above.cells, first.cells, strict=True)):
            if here is None and column in self.what:
                return True
            if column < min(self.what, default=0):  # (a finding may run on beside several actions)
                continue
            if here is None or before is None or (top is not None and top.text[0].islower()):
                continue
            if self._evidence(column, here.text, before.text) < 0:
                return True
        return False

    # References

    def _mark_column(self) -> int | None:
        """The column, one of the first two, whose words number rows."""
        for column in range(min(2, len(self.widths))):
            said = [cell.text for line in self.lines if not line.across and (cell := line.cells[column])]
            marks = [text for text in said if _MARK.fullmatch(text)]
            if len(marks) >= 2 and len(marks) >= 0.8 * len(said) and len(set(marks)) >= 0.9 * len(marks):
                return column
            numbers = [match[0] for text in said if (match := _NUMBERED.match(text))]
            if len(numbers) >= 2 and len(set(numbers)) == len(numbers):
                return column
        return None

    def _marked(self, place: int) -> bool:
        if self.marks is None:
            return False
        cell = self.lines[place].cells[self.marks]
        return cell is not None and (_MARK.fullmatch(cell.text) or _NUMBERED.match(cell.text)) is not None

    # Blank lines

    def _groups(self) -> list[tuple[int, int]]:
        """What stands between blank lines."""
        begins = [place for place, line in enumerate(self.lines) if place == 0 or line.line.blanks]
        return list(zip(begins, [*begins[1:], len(self.lines)], strict=True))

    def _parts(self) -> bool:
        """Do blank lines part the rows, all of them? Then no row begins within what stands between two of them."""
        groups = self._groups()
        whole = [group for group in groups if self._says_what(*group)]
        return (
            len(groups) >= 3 and len(whole) >= 0.6 * len(groups) and not any(self._breaks(*g) for g in groups)
        )

    def _breaks(self, first: int, stop: int) -> bool:
        """Does a row begin inside a group?"""
        row, marks = _Row(self.lines[first]), int(self._marked(first))
        for place in range(first + 1, stop):
            marks += self._marked(place)
            if marks > 1 or (not self.lines[place].across and self._score(place, row) >= _BREAKS):
                return True
            row.take(self.lines[place])
        return False

    def _says_what(self, first: int, stop: int) -> bool:
        filled = {column for line in self.lines[first:stop] for column in line.filled}
        return len(filled) >= 2 and (not self.what or not self.what.isdisjoint(filled))

    def _by_blanks(self) -> Rows:
        starts, doubtful, row = {0}, 0, _Row(self.lines[0])
        groups = dict(self._groups())
        for place in range(1, len(self.lines)):
            line, above = self.lines[place], self.lines[place - 1]
            begins = line.across != above.across
            if place in groups:
                begins |= self._says_what(place, groups[place])
            elif line.line.page != above.line.page and not begins:
                score = self._score(place, row)
                begins, doubtful = score >= _SURE, doubtful + (_DOUBTFUL <= score < _SURE)
            if begins:
                starts.add(place)
                row = _Row(line)
            else:
                row.take(line)
        return Rows(tuple(sorted(starts)), doubtful, by_blanks=True)
