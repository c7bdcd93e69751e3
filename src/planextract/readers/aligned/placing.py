"""Placing words: under which column each word of a line belongs, where gaps are narrow and columns drift.

Each line is cut where that costs least: a column's words should begin where those of other lines do, a gap of two
blanks should part columns and one blank should not, and no words should reach into the next column.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planextract.readers.aligned.printed import Piece, Printed

_NEAR = 6
"""Characters that one column lies off the others of its page, at the most."""
_FEW, _SAME = 30, 0.3
"""Lines of a page that say where its columns are, and what each costs on average where none has moved."""
_FARTHEST = 14
"""Characters that a page's columns lie off those of the page before, at the most."""


@dataclass(frozen=True)
class Placed:
    """A line with its words by column; `across` where they run over columns, `cost` is how ill they fit."""

    line: Printed
    cells: tuple[Piece | None, ...]
    cost: float
    across: bool

    @property
    def filled(self) -> list[int]:
        return [column for column, cell in enumerate(self.cells) if cell is not None]


def lefts(lines: Sequence[Printed], columns: Sequence[Piece]) -> tuple[int, ...]:
    """Where each column's words begin: under the beginning of its header words, or further left if more do there."""
    begins = Counter(piece.start for line in lines for piece in line.pieces)
    found: list[int] = []
    for place, head in enumerate(columns):
        low = columns[place - 1].end + 1 if place else 0
        usual = max(range(low, head.start + 1), key=lambda x: (begins[x], x), default=head.start)
        near = max(
            range(max(low, head.start - 1), head.start + 3), key=lambda x: begins[x], default=head.start
        )
        keeps = begins[near] > 1 and begins[near] >= 0.4 * begins[usual]
        found.append(near if keeps else usual if begins[usual] > 1 else head.start)
    return _settled(lines, tuple(found))


def moved(lines: Sequence[Printed], before: Sequence[int]) -> tuple[int, ...]:
    """The columns of the page before where they stand on this one: moved as a whole, or each on its own."""
    few = lines[:_FEW]
    if sum(placed(line, before).cost for line in few) <= _SAME * len(few):
        return _settled(lines, tuple(before))
    begins = Counter(piece.start for line in lines for piece in line.pieces)
    shifted = [tuple(max(0, left + by) for left in before) for by in range(-_FARTHEST, _FARTHEST + 1)]
    ways = {
        way for whole in shifted for way in (whole, _fitted(whole, begins)) if list(way) == sorted(set(way))
    }

    def cost(way: tuple[int, ...]) -> tuple[float, int]:
        off = sum(abs(new - old) for new, old in zip(way, before, strict=True))
        return sum(min(6.0, placed(line, way).cost) for line in few), off

    return _settled(lines, min(ways or {tuple(before)}, key=cost))


def _fitted(whole: Sequence[int], begins: Counter[int]) -> tuple[int, ...]:
    """Each column where most pieces near it begin."""

    def best(left: int) -> int:
        return max(range(max(0, left - _NEAR), left + _NEAR + 1), key=lambda x: begins[x] - abs(x - left) / 4)

    return tuple(map(best, whole))


def _settled(lines: Sequence[Printed], begin: tuple[int, ...]) -> tuple[int, ...]:
    """Each column's left where most of its words begin, once words have been placed."""
    found = begin
    for _ in range(2):
        starts = [Counter[int]() for _ in found]
        for line in lines:
            for place, cell in enumerate(placed(line, found).cells):
                if cell is not None:
                    starts[place][cell.start] += 1
        better = tuple(_usual(starts[place], left) for place, left in enumerate(found))
        if list(better) != sorted(set(better)):
            break
        found = better
    return found


def _usual(starts: Counter[int], left: int) -> int:
    if not starts:
        return left
    best = max(starts, key=lambda x: (starts[x], -abs(x - left)))
    return best if starts[best] > 1 and starts[best] > starts[left] else left


def in_columns(lines: Sequence[Printed], begin: Sequence[int]) -> list[Placed]:
    """Lines one under another by column: a cell may go on where its first line began, though that is off the column.

    Lines are across columns that run on from the first without a gap, as a heading does.
    """
    found: list[Placed] = []
    above: Placed | None = None
    for line in lines:
        cells = above.cells if above is not None and not above.across and not line.blanks else ()
        one = placed(line, begin, cells)
        if _heads(one, above, begin):
            one = replace(one, across=True)
        found.append(one)
        above = one
    return found


def _heads(line: Placed, above: Placed | None, begin: Sequence[int]) -> bool:
    if above is not None and above.across and _ends_heading(line, above):
        return True
    return _runs_over(line, begin) and (above is None or above.across or not _goes_on(line, above))


def placed(line: Printed, begin: Sequence[int], above: Sequence[Piece | None] = ()) -> Placed:
    """The words of a line by column, cut where it costs least; `above` are the cells of the line right above."""
    words = line.words
    many = len(begin)
    begun = [cell.start if cell is not None else None for cell in above] or [None] * many
    ends = [min(left, begun[at] or left) for at, left in enumerate(begin)][1:]
    costs = [_off(words[0].start, begin[at], begun[at]) + _over(words[0], ends, at) for at in range(many)]
    shifts = [words[0].start - left for left in begin]
    steps: list[list[int]] = []
    for before, word, after_it in zip(words, words[1:], (*words[2:], None), strict=False):
        gap = word.start - before.end
        stay = _staying(before, gap)
        held = word.text[0].islower() or _amid_date(before, after_it)
        after, step, moved_by = [], [], []
        best, best_at = float("inf"), 0
        for column in range(many):
            fresh = (
                0.0
                if gap > 1
                else _NARROW_SMALL
                if held and not _near(word.start, begun[column])
                else _NARROW
            )
            here = costs[column] + stay
            move = best + fresh + _off(word.start, begin[column], begun[column], shifts[best_at])
            after.append(min(here, move) + _over(word, ends, column))
            step.append(column if here <= move else best_at)
            moved_by.append(shifts[column] if here <= move else word.start - begin[column])
            if costs[column] < best:
                best, best_at = costs[column], column
        costs, shifts = after, moved_by
        steps.append(step)
    return _made(line, _traced(costs, steps), begin, min(costs))


def _staying(before: Piece, gap: int) -> float:
    """What it costs that words go on in one cell after a gap."""
    if gap == 1:
        return 0.0
    if not before.text.isalnum() and (gap == 2 or len(before.text) == 1):  # (after a full stop, or a bullet)
        return _STAY_AFTER_STOP
    return min(6.0, 1.0 + gap)


def _traced(costs: Sequence[float], steps: Sequence[Sequence[int]]) -> list[int]:
    """The column of each word on the way that cost least."""
    column = min(range(len(costs)), key=lambda place: costs[place])
    chosen = [column]
    for step in reversed(steps):
        column = step[column]
        chosen.append(column)
    return chosen[::-1]


_NARROW = 1.0
"""What it costs to part words by one blank."""
_NARROW_SMALL = 2.5
"""The same before a small letter or after the day of a date."""
_STAY_AFTER_STOP = 0.3


def _off(start: int, left: int, begun: int | None, shift: int = 0) -> float:
    """What it costs that words begin off their column's left, and off where the cell began on the line above.

    A line may be moved as a whole: then they begin as far off as the words before them.
    """
    alone = _off_by(start - left)
    if begun is not None:
        alone = min(alone, _off_by(start - begun))
    return min(alone, 0.4 + _off_by(start - left - shift)) if shift else alone


def _amid_date(before: Piece, after: Piece | None) -> bool:
    """Does a word stand between a day and a year?"""
    days = before.text.isdecimal() and len(before.text) <= 2
    return days and after is not None and after.text[:4].isdecimal()


def _near(start: int, begun: int | None) -> bool:
    return begun is not None and abs(start - begun) <= 1


def _off_by(by: int) -> float:
    if by >= 0:
        return 0.2 * by if by <= 1 else min(2.5, 0.3 * by)
    return (0.1, 0.5, 1.0, 1.6, 2.4)[-by - 1] if by >= -5 else min(6.0, -0.6 * by)


def _over(word: Piece, ends: Sequence[int], column: int) -> float:
    """What it costs that a word reaches into the next column, which begins where this one ends."""
    if column >= len(ends):
        return 0.0
    over = word.end - ends[column] + 1
    return min(6.0, float(over)) if over > 0 else 0.0


def _made(line: Printed, chosen: Sequence[int], begin: Sequence[int], cost: float) -> Placed:
    cells: list[Piece | None] = [None] * len(begin)
    for word, column in zip(line.words, chosen, strict=True):
        cell = cells[column]
        start = word.start if cell is None else cell.start
        cells[column] = Piece(start, word.end, line.text[start : word.end])
    across = any(
        cell is not None and place + 1 < len(begin) and cell.end > begin[place + 1] + 2
        for place, cell in enumerate(cells)
    )
    return Placed(line, tuple(cells), cost, across)


def _runs_over(line: Placed, begin: Sequence[int]) -> bool:
    """Does a line run without a gap from the first column into the second?"""
    first, *more = line.line.pieces
    return not more and first.start < begin[1] - 1 and first.end > begin[1] + 1


def _ends_heading(line: Placed, above: Placed) -> bool:
    """Is it the short last line of a heading across the columns?"""
    first, *more = line.line.pieces
    return (
        not more
        and not line.line.blanks
        and first.text[0].islower()
        and first.start == above.line.pieces[0].start
    )


def _goes_on(line: Placed, above: Placed) -> bool:
    small = line.line.text.lstrip()[0].islower()
    fits = small and line.cost < 2.5 and not line.across and not line.line.blanks
    return fits and set(line.filled) <= set(above.filled)
