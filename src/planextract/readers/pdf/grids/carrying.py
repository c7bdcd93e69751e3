"""A table without rules that goes on at the top of the next page, where little of it may stand to be found by."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from planextract.readers.pdf.grids import drafting
from planextract.readers.pdf.grids.bodies import body
from planextract.readers.pdf.grids.rowbreaks import few_starts
from planextract.readers.pdf.grids.softcells import Draft
from planextract.readers.pdf.grids.words import WordLine

_MOST_ABOVE, _MOST_BELOW = 4, 2
"""Lines of a page's header and footer between the two parts of a table."""
_ALIGNED = 1.5
"""Points: words that begin a cell stand as near as this to where that column's words begin."""
_FAR = 3.2
"""Font sizes between two lines of one table at the most."""


@dataclass(frozen=True, slots=True)
class Carried:
    """The columns of a table at the foot of a page: the edges between them, and where each one's words begin.

    A left is None where a column's words begin at no one place.
    """

    edges: tuple[float, ...]
    lefts: tuple[float | None, ...]
    x0: float
    x1: float


def carried(drafts: Sequence[Draft], lines: Sequence[WordLine]) -> Carried | None:
    """The columns of the lowest table of a page; None where its words go on below the table."""
    last = max(drafts, key=lambda draft: draft.lines[-1].bottom, default=None)
    if last is None:
        return None
    foot = last.lines[-1].bottom
    below = sum(1 for line in lines if line.top > foot)
    lefts = tuple(
        _left([row[column][0].x0 for row in last.body.cells if row[column]])
        for column in range(len(last.edges) + 1)
    )
    known = sum(1 for left in lefts if left is not None)
    if below > _MOST_BELOW or known < 2:
        return None
    return Carried(last.edges, lefts, last.x0, last.x1)


def _left(begins: Sequence[float]) -> float | None:
    """Where most of some words begin."""
    place, count = Counter(round(x) for x in begins).most_common(1)[0] if begins else (0, 0)
    return float(place) if 2 * count >= len(begins) > 1 else None


def resumed(before: Carried, lines: Sequence[WordLine]) -> Draft | None:
    """The rest of a table at the top of the next page."""
    first = next(
        (place for place, line in enumerate(lines[: _MOST_ABOVE + 1]) if _fits(before, line, fewest=2)), None
    )
    if first is None:
        return None
    while first > 0 and _fits(before, lines[first - 1], fewest=1) and _near(lines[first - 1], lines[first]):
        first -= 1
    stop = first + 1
    while stop < len(lines) and _fits(before, lines[stop], fewest=1) and _near(lines[stop - 1], lines[stop]):
        stop += 1
    part = tuple(lines[first:stop])
    found = body(part, before.edges, frozenset())
    if int(found.filled.any(axis=0).sum()) < min(3, len(before.lefts)):
        return None
    x0, x1 = min(before.x0, *(line.x0 for line in part)), max(before.x1, *(line.x1 for line in part))
    return Draft(part, found, few_starts(found), before.edges, (), x0, x1)


def recalled(draft: Draft, before: Carried) -> Draft:
    """A table with the columns of the page before, where it shows fewer of them but fits them all."""
    plain = [line for place, line in enumerate(draft.lines) if place not in draft.body.spanning]
    if len(before.edges) <= len(draft.edges) or not all(_fits(before, line, fewest=1) for line in plain):
        return draft
    edges = list(before.edges)
    return drafting.draft(draft.lines, edges, draft.body.spanning, draft.seps, draft.x0, draft.x1) or draft


def _near(above: WordLine, below: WordLine) -> bool:
    return below.top - above.bottom <= _FAR * below.size


def _fits(before: Carried, line: WordLine, fewest: int) -> bool:
    """Do words begin where they did on the page before, in so many columns at least, and does none cross an edge?"""
    if line.x0 < before.x0 - 3:
        return False
    if any(word.x0 < x - 1 and word.x1 > x + 1 for word in line.words for x in before.edges):
        return False
    (cells,) = body([line], before.edges, frozenset()).cells
    begins = [
        (cell[0].x0, left)
        for cell, left in zip(cells, before.lefts, strict=True)
        if cell and left is not None
    ]
    aligned = sum(1 for x, left in begins if abs(x - left) <= _ALIGNED)
    return aligned >= fewest and 4 * aligned >= 3 * len(begins)
