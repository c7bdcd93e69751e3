"""Cells of a soft table: lines with their columns and row breaks made a grid with spans."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planextract.readers.pdf.grids.bodies import Body
from planextract.readers.pdf.grids.headlines import across
from planextract.readers.pdf.grids.lattice import Grid, GridCell
from planextract.readers.pdf.grids.separators import Separator
from planextract.readers.pdf.grids.words import WordLine


@dataclass(frozen=True, slots=True)
class Draft:
    """A table as found: its lines, where its rows begin, the edges between its columns and what is drawn in it."""

    lines: tuple[WordLine, ...]
    body: Body
    starts: tuple[int, ...]
    edges: tuple[float, ...]
    seps: tuple[Separator, ...]
    x0: float
    x1: float
    high: int = 0
    """So many lines are the header."""


def grid(draft: Draft) -> Grid | None:
    """The draft as a grid; None for one without columns."""
    xs = (draft.x0, *draft.edges, draft.x1)
    if len(xs) < 3 or any(right <= left for left, right in pairwise(xs)):
        return None
    ys, partial = _ys(draft)
    if any(below <= above for above, below in pairwise(ys)):
        return None
    cells = _merged_down(list(_cells(draft, xs, partial)), xs, partial)
    return Grid(
        xs,
        tuple(ys),
        tuple(
            GridCell(row, first, down, stop - first, (xs[first], ys[row], xs[stop], ys[row + down]))
            for row, first, down, stop in sorted(cells)
        ),
    )


def _ys(draft: Draft) -> tuple[list[float], dict[int, Separator]]:
    """Where rows part: at a rule, or half way between lines; and by row the rule above it."""
    lines = draft.lines
    ys = [_outer(draft, lines[0].top, above=True)]
    rules: dict[int, Separator] = {}
    for row, place in enumerate(draft.starts[1:], start=1):
        above, below = max(line.bottom for line in lines[:place][-8:]), lines[place].top
        rule = next((s for s in draft.seps if lines[place - 1].top + 2 < s.y < lines[place].bottom - 2), None)
        if rule is not None:
            rules[row] = rule
        ys.append(rule.y if rule is not None else (above + below) / 2)
    ys.append(_outer(draft, max(line.bottom for line in lines), above=False))
    return ys, rules


def _outer(draft: Draft, edge: float, above: bool) -> float:
    near = [
        sep.y for sep in draft.seps if (0 <= edge - sep.y + 2 <= 14 if above else 0 <= sep.y - edge + 2 <= 14)
    ]
    if not near:
        return edge - 0.5 if above else edge + 0.5
    return max(near) if above else min(near)


_Region = tuple[int, int, int, int]
"""Row, first column, rows down, column past the last."""


def _cells(draft: Draft, xs: Sequence[float], rules: dict[int, Separator]) -> Iterator[_Region]:
    for row, (first, stop) in enumerate(_row_lines(draft)):
        crossed = {
            edge
            for place in range(first, stop)
            for edge, x in enumerate(draft.edges)
            if any(word.x0 < x - 0.5 and word.x1 > x + 0.5 for word in draft.lines[place].words)
        }
        if stop <= draft.high:
            crossed |= _headed_together(draft, first, stop, xs, rules.get(row + 1))
        if all(place in draft.body.spanning for place in range(first, stop)):
            crossed |= _run_across(draft, first, stop)
        begin = 0
        for edge in range(len(draft.edges) + 1):
            if edge not in crossed:
                yield row, begin, 1, edge + 1
                begin = edge + 1


def _headed_together(
    draft: Draft, first: int, stop: int, xs: Sequence[float], rule: Separator | None
) -> set[int]:
    """The edges inside the headings of several columns: one run of words, over a rule that ends with these columns."""
    together = {edge for line in draft.lines[first:stop] for edge in across(line, draft.edges)}
    columns = len(xs) - 1
    for x0, x1 in rule.pieces if rule is not None else ():
        under = [place for place in range(columns) if x0 - 3 <= (xs[place] + xs[place + 1]) / 2 <= x1 + 3]
        said = {place for line in range(first, stop) for place in under if draft.body.cells[line][place]}
        if 1 < len(under) < columns and len(said - {edge + 1 for edge in together}) == 1:
            together |= set(under[:-1])
    return together


def _run_across(draft: Draft, first: int, stop: int) -> set[int]:
    """All edges for a section's heading, which is running text from the left; none for a header over some columns."""
    lines = draft.lines[first:stop]
    gaps = (right.x0 - left.x1 > 0.9 * line.size for line in lines for left, right in pairwise(line.words))
    heads = min(line.words[0].x0 for line in lines) < draft.edges[0] and not any(gaps)
    return set(range(len(draft.edges))) if heads else set()


def _row_lines(draft: Draft) -> Iterator[tuple[int, int]]:
    bounds = [*draft.starts, len(draft.lines)]
    yield from pairwise(bounds)


def _merged_down(cells: list[_Region], xs: Sequence[float], rules: dict[int, Separator]) -> list[_Region]:
    """Cells joined where the rule between two rows stops short of their column."""
    merged: dict[tuple[int, int, int], _Region] = {}
    for row, first, _, stop in sorted(cells):
        rule = rules.get(row)
        above = merged.get((row - 1, first, stop))
        if rule is not None and above is not None and not rule.covers(xs[first], xs[stop]):
            joined = (above[0], first, above[2] + 1, stop)
            del merged[row - 1, first, stop]
            merged[row, first, stop] = joined
        else:
            merged[row, first, stop] = (row, first, 1, stop)
    return list(merged.values())
