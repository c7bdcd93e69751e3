"""Gutters: white space that lines up over many lines, which parts the columns of a table without upright rules."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from planextract.readers.pdf.words import WordLine

_BIN = 0.5
"""Ink is noted in strips of this many points."""
LEAST = 0.42
"""The narrowest gutter in font sizes: half as wide again as the blank between two words."""
_CLEAR = 0.9
"""A line with a gap of this many font sizes is no running text."""
_ESTABLISHED = 3
"""So many lines with words on both sides, and a gutter is one that a line may not cross unnoticed."""
_FAR = 3.2
"""Lines further apart than this many font sizes are not of one table unless rules say so."""
_MOST_SPANNING = 2
_WIDEST = 5_000.0
"""Points; pages are never wider, though files may say so."""

Ink = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Gutter:
    """White from x = `start` to `end`; `support` lines have words on both sides of it."""

    start: float
    end: float
    support: int


@dataclass(slots=True)
class Stretch:
    """Lines `first` to before `stop` that leave the gutters white, but for the `spanning` ones."""

    first: int
    stop: int
    gutters: list[Gutter]
    spanning: set[int] = field(default_factory=set)


def ink(lines: Sequence[WordLine]) -> Ink:
    """For each line which strips of the page its words cover."""
    width = min(max((word.x1 for line in lines for word in line.words), default=0.0), _WIDEST)

    found = np.zeros((len(lines), _strip(width) + 2), dtype=np.bool_)
    for place, line in enumerate(lines):
        for word in line.words:
            found[place, _strip(word.x0) : _strip(word.x1) + 1] = True
    return found


def _strip(x: float) -> int:
    return int(min(max(x, 0.0), _WIDEST) / _BIN)


def _runs(white: Ink) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(white.astype(np.int8)))
    return [(int(start) + 1, int(end) + 1) for start, end in zip(edges[::2], edges[1::2], strict=False)]


def gaps(row: Ink, least: float) -> list[tuple[int, int]]:
    """The white between the first and the last ink of one line, or of several laid over one another, in strips."""
    inked = np.flatnonzero(row)
    if len(inked) == 0:
        return []
    between = row[inked[0] : inked[-1] + 1]
    found = ((start + int(inked[0]), end + int(inked[0])) for start, end in _runs(~between))
    return [(start, end) for start, end in found if (end - start) * _BIN >= least]


def gutters(inked: Ink, least: float) -> list[Gutter]:
    """The gutters that a set of lines leaves white."""
    if len(inked) == 0:
        return []
    first = inked.argmax(axis=1)
    last = inked.shape[1] - 1 - inked[:, ::-1].argmax(axis=1)
    return [
        Gutter(start * _BIN, end * _BIN, int(np.count_nonzero((first < start) & (last >= end))))
        for start, end in gaps(np.asarray(inked.any(axis=0)), least)
    ]


def stretch(
    lines: Sequence[WordLine], inked: Ink, first: int, fewest: int, far: float = _FAR
) -> Stretch | None:
    """The longest run of lines from `first` that leaves at least `fewest` gutters white.

    A line of running text across them is let pass as a heading between rows where lines that respect them follow.
    """
    least = LEAST * lines[first].size
    if len(gaps(inked[first], least)) < fewest:
        return None
    kept, spanning, waiting = [first], set[int](), list[int]()
    known = gutters(inked[kept], least)
    left = lines[first].words[0].x0
    for place in range(first + 1, len(lines)):
        if lines[place].top - max(lines[place - 1].bottom, lines[kept[-1]].bottom) > far * lines[place].size:
            break
        after = gutters(inked[[*kept, place]], least)
        running = not gaps(inked[place], _CLEAR * lines[place].size)
        heads = running and _crosses(known, after) and lines[place].words[0].x0 < left + 4
        if not heads and _accepted(known, after, inked[place], fewest):
            kept.append(place)
            spanning.update(waiting)
            waiting, known = [], after
            left = min(left, lines[place].words[0].x0)
        elif running and len(waiting) < _MOST_SPANNING and (heads or len(kept) > 2):
            waiting.append(place)
        else:
            break
    return Stretch(first, kept[-1] + 1, known, spanning)


def _crosses(known: list[Gutter], after: list[Gutter]) -> bool:
    """Is a gutter gone?"""
    return any(not any(g.start < gutter.end and g.end > gutter.start for g in after) for gutter in known)


def _accepted(known: list[Gutter], after: list[Gutter], row: Ink, fewest: int) -> bool:
    """May a line join those that leave `known` white, when `after` is what it leaves of them?"""
    if len(after) < fewest:
        return False
    lost = [
        gutter
        for gutter in known
        if gutter.support >= _ESTABLISHED
        and not any(g.start < gutter.end and g.end > gutter.start for g in after)
    ]
    if not lost:
        return True
    inked = np.flatnonzero(row)
    respected = sum(1 for g in after if inked[0] * _BIN < g.start and inked[-1] * _BIN >= g.end)
    return len(lost) <= respected and len(after) > len(lost)
