"""Columns of one table found again in another by where they stand on the page.

A table that goes on over a page keeps its columns, give or take a few points, or the width of a mirrored margin. The
page may show fewer of them, where a column without words leaves no trace, or one of them in two.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from planextract.document import Cell, Line, Row, Table
from planextract.provenance import Box, SourcedText

NEAR = 6.0
"""Points by which the words of one column may begin further left or right on the next page."""
ALIKE = 0.6
"""The share of two columns' common reach by which they are one."""
FURTHEST = 60.0
"""Points by which a whole table may move aside: margins are mirrored on left and right pages."""


@dataclass(frozen=True, slots=True)
class Band:
    """How far a column reaches across, and where its words begin and end; no words are None."""

    low: float
    high: float
    first: float | None
    last: float | None

    def moved(self, by: float) -> "Band":
        first, last = self.first, self.last
        return Band(
            self.low + by,
            self.high + by,
            None if first is None else first + by,
            None if last is None else last + by,
        )

    def like(self, other: "Band") -> bool:
        """Whether both are one column."""
        if self.first is not None and other.first is not None and abs(self.first - other.first) <= NEAR:
            return True
        common = min(self.high, other.high) - max(self.low, other.low)
        return common >= ALIKE * (max(self.high, other.high) - min(self.low, other.low))


Fit = tuple[int, ...]
"""For each column of a table the column of the table before that it goes on from."""


def fit(before: Table, table: Table) -> Fit | None:
    """How the columns of a table go on from those of the table before; None where they do not.

    Tables without boxes, as in Word, go on column by column where they have as many.
    """
    same = tuple(range(table.columns)) if before.columns == table.columns else None
    old, new = bands(before), bands(table)
    if old is None or new is None:
        return same
    if _direction(before) != _direction(table):
        return None
    moves = (0.0, *(shift for shift in _shifts(old, new) if abs(shift) <= FURTHEST))
    found = (_matched(old, [band.moved(by) for band in new]) for by in moves)
    return next((each for each in found if each is not None), None)


def _shifts(old: Sequence[Band], new: Sequence[Band]) -> Iterator[float]:
    yield old[0].low - new[0].low
    yield old[-1].high - new[-1].high
    if old[0].first is not None and new[0].first is not None:
        yield old[0].first - new[0].first


def _matched(old: Sequence[Band], new: Sequence[Band]) -> Fit | None:
    """Each column's own, from the left; at most a third of the columns may be missing or cut in two."""
    found: list[int] = []
    for band in new:
        least = found[-1] + 1 if found else 0
        place = next((at for at in range(least, len(old)) if band.like(old[at])), None)
        if place is None and found and _cut_off(band, old[found[-1]]):
            place = found[-1]
        if place is None:
            return None
        found.append(place)
    kept = len(set(found))
    most = max(len(old), len(new))
    if kept < 2 or kept * 3 < most * 2 or not _clear(old, new, found):
        return None
    return tuple(found)


def _cut_off(band: Band, column: Band) -> bool:
    """Whether words of a column reach over where this one begins: it is a part of that column."""
    if band.first is None or column.first is None or column.last is None:
        return False
    return column.first < band.first < column.last and band.high <= column.high + NEAR


def _clear(old: Sequence[Band], new: Sequence[Band], found: Sequence[int]) -> bool:
    """Whether no words stand where a column was lost: else two columns have become one."""
    lost = [band.first for at, band in enumerate(old) if at not in found and band.first is not None]
    reaches = [(band.first, band.last) for band in new if band.first is not None and band.last is not None]
    return not any(first + NEAR < start < last - NEAR for start in lost for first, last in reaches)


# Where columns stand -------------------------------------------------------------------------------------------

Direction = str
"""Which way columns follow one another on the page: across, or up or down where the page's text is turned."""


def bands(table: Table) -> list[Band] | None:
    """Where each column stands, in the direction in which columns follow one another; None without boxes."""
    direction = _direction(table)
    lows: list[list[float]] = [[] for _ in range(table.columns)]
    highs: list[list[float]] = [[] for _ in range(table.columns)]
    words: list[list[tuple[float, float]]] = [[] for _ in range(table.columns)]
    for cell in table.cells():
        last = cell.column + cell.column_span - 1
        if cell.box is None or last >= table.columns:
            return None
        low, high = _reach(cell.box, direction)
        lows[cell.column].append(low)
        highs[last].append(high)
        if last == cell.column:
            words[last] += _words(cell, direction)
    if not all(lows) or not all(highs):
        return None
    return [
        Band(
            median(low),
            median(high),
            min((start for start, _ in found), default=None),
            max((end for _, end in found), default=None),
        )
        for low, high, found in zip(lows, highs, words, strict=True)
    ]


def _words(cell: Cell, direction: Direction) -> Iterator[tuple[float, float]]:
    """Where the words of a cell begin and end, line by line; the first and the last letter tell."""
    for line in cell.lines:
        for text in (line.label, line.text):
            for piece in text.pieces if text is not None else ():
                if piece.boxes:
                    low, high = _reach(piece.boxes[0], direction), _reach(piece.boxes[-1], direction)
                    yield min(low[0], high[0]), max(low[1], high[1])


def _direction(table: Table) -> Direction:
    for row in table.rows:
        boxes = [cell.box for cell in row.cells if cell.box is not None]
        for left, right in pairwise(boxes):
            across, down = right[0] - left[0], right[1] - left[1]
            if abs(across) >= abs(down):
                return "right" if across >= 0 else "left"
            return "down" if down >= 0 else "up"
    return "right"


def _reach(box: Box, direction: Direction) -> tuple[float, float]:
    x0, top, x1, bottom = box
    if direction == "right":
        return x0, x1
    return {"left": (-x1, -x0), "down": (top, bottom), "up": (-bottom, -top)}[direction]


# A table in another's columns ----------------------------------------------------------------------------------


def recast(table: Table, columns: Fit, count: int) -> Table:
    """A table in the columns of the one that it goes on from, which has `count`; cells keep their places."""
    rows = tuple(replace(row, cells=tuple(_recast(row, columns))) for row in table.rows)
    return replace(table, rows=rows, columns=count)


def _recast(row: Row, columns: Fit) -> Iterator[Cell]:
    held: Cell | None = None
    for cell in row.cells:
        first, last = columns[cell.column], columns[cell.column + cell.column_span - 1]
        moved = replace(cell, column=first, column_span=last - first + 1)
        if held is not None and held.column + held.column_span > first:
            held = beside(held, moved)
            continue
        if held is not None:
            yield held
        held = moved
    if held is not None:
        yield held


def beside(left: Cell, right: Cell) -> Cell:
    """Two cells of one column that the page shows apart, as one."""
    if left.blank or right.blank:
        kept = left if right.blank else right
        return replace(kept, column=left.column, column_span=left.column_span)
    lines = (*left.lines, *right.lines)
    if len(left.lines) == 1 and left.lines[0].label is None:
        words = SourcedText.join(" ", (left.lines[0].text, right.lines[0].text))
        lines = (Line(words, right.lines[0].kind, right.lines[0].label), *right.lines[1:])
    return replace(left, lines=lines, parts=(*left.pieces, *right.pieces))
