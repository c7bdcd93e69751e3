"""Gutters: white space that lines up over many lines, which parts the columns of a table without upright rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import NamedTuple

from planextract.readers.pdf.grids.words import WordLine

LEAST = 0.42
"""The narrowest gutter in font sizes: half as wide again as the blank between two words."""
CLEAR = 0.9
"""A line with a gap of this many font sizes is no running text."""
_ESTABLISHED = 3
"""So many lines with words on both sides, and a gutter is one that a line may not cross unnoticed."""
_FAR = 3.2
"""Lines further apart than this many font sizes are not of one table unless rules say so."""
_MOST_SPANNING = 2


class Gutter(NamedTuple):
    """White from x = `start` to `end`; `support` lines have words on both sides of it."""

    start: float
    end: float
    support: int

    def meets(self, other: "Gutter") -> bool:
        """Have the two some white in common?"""
        return self.start < other.end and self.end > other.start


@dataclass(slots=True)
class Stretch:
    """Lines `first` to before `stop` that leave the gutters white, but for the `spanning` ones."""

    first: int
    stop: int
    gutters: list[Gutter]
    spanning: set[int] = field(default_factory=set)


def parted(line: WordLine, least: float) -> int:
    """How many gaps of a line are at least so wide."""
    return sum(1 for start, end in line.white[1:-1] if end - start >= least)


def _narrowed(white: Sequence[Gutter], line: WordLine, least: float) -> list[Gutter]:
    """What another line leaves of some white, the margins at both sides included, where it is wide enough."""
    found: list[Gutter] = []
    place, gaps = 0, line.white
    left, right = line.words[0].x0, gaps[-1][0]
    for start, end, support in white:
        while gaps[place][1] <= start:
            place += 1
        at = place
        while at < len(gaps) and gaps[at][0] < end:
            x0, x1 = gaps[at]
            x0, x1 = (start if start > x0 else x0), (end if end < x1 else x1)
            if x1 - x0 >= least:
                found.append(Gutter(x0, x1, support + (left < x0 and right > x0)))
            at += 1
    return found


def _inner(white: Iterable[Gutter]) -> list[Gutter]:
    """The gutters among some white: not its margins."""
    return [g for g in white if g.start > -inf and g.end < inf]


_PAGE = (Gutter(-inf, inf, 0),)


def gutters(lines: Iterable[WordLine], least: float) -> list[Gutter]:
    """The gutters at least so wide that a set of lines leaves white."""
    white: Sequence[Gutter] = _PAGE
    for line in lines:
        white = _narrowed(white, line, least)
    return _inner(white)


def stretch(lines: Sequence[WordLine], first: int, fewest: int, far: float = _FAR) -> Stretch | None:
    """The longest run of lines from `first` that leaves at least `fewest` gutters white.

    A line of running text across them is let pass as a heading between rows where lines that respect them follow.
    """
    least = LEAST * lines[first].size
    if parted(lines[first], least) < fewest:
        return None
    last, count, spanning, waiting = first, 1, set[int](), list[int]()
    white = _narrowed(_PAGE, lines[first], least)
    known = _inner(white)
    left = lines[first].words[0].x0
    for place in range(first + 1, len(lines)):
        line = lines[place]
        running = not parted(line, CLEAR * line.size)
        step = line.top - max(lines[place - 1].bottom, lines[last].bottom)
        if step > far * line.size or (running and step > _FAR * line.size):
            break
        left_white = _narrowed(white, line, least)
        after = _inner(left_white)
        heads = running and line.words[0].x0 < left + 4 and _crosses(known, after)
        if not heads and _accepted(known, after, line, fewest):
            last, count = place, count + 1
            spanning.update(waiting)
            waiting, known, white = [], after, left_white
            left = min(left, line.words[0].x0)
        elif running and len(waiting) < _MOST_SPANNING and (heads or count > 2):
            waiting.append(place)
        else:
            break
    return Stretch(first, last + 1, known, spanning)


def _lost(known: Iterable[Gutter], after: Sequence[Gutter]) -> list[Gutter]:
    """The gutters of which nothing is left."""
    return [gutter for gutter in known if not any(map(gutter.meets, after))]


def _crosses(known: list[Gutter], after: list[Gutter]) -> bool:
    return bool(_lost(known, after))


def _accepted(known: list[Gutter], after: list[Gutter], line: WordLine, fewest: int) -> bool:
    """May a line join those that leave `known` white, when `after` is what it leaves of them?"""
    if len(after) < fewest:
        return False
    lost = sum(1 for gutter in _lost(known, after) if gutter.support >= _ESTABLISHED)
    if not lost:
        return True
    left, right = line.words[0].x0, line.white[-1][0]
    respected = sum(1 for g in after if left < g.start and right > g.start)
    return lost <= respected and len(after) > lost
