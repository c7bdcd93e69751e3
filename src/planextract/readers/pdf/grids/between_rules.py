"""Tables along a stack of level rules or bands of colour, whose columns are white gutters."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from planextract.provenance import Box
from planextract.readers.pdf.grids.areas import crosses
from planextract.readers.pdf.grids.drafting import draft, edges_of
from planextract.readers.pdf.grids.gutters import CLEAR, Stretch, parted, stretch
from planextract.readers.pdf.grids.headlines import across
from planextract.readers.pdf.grids.likeness import tabular
from planextract.readers.pdf.grids.separators import Stack
from planextract.readers.pdf.grids.softcells import Draft
from planextract.readers.pdf.grids.words import WordLine, free, within

_HEADER_LINES = 9
"""No header has more lines."""
_UNSHADED = 4
"""So many lines above the first band may be the table's."""
_NARROW = 0.25
"""Of the width of a table, so much and no more is a line that stands in one of its columns."""
_CLOSE, _LOOSE = 1.5, 2.5
"""How far apart, in font sizes, lines are there; bold ones are known for a header's from further off."""


def between_rules(piles: Sequence[Stack], lines: list[WordLine], taken: list[Box]) -> Iterator[Draft]:
    """The tables along stacks of level rules, outside the boxes that are taken."""
    clear = free(lines, taken)
    done: list[Box] = []
    for stack in piles:
        if any(crosses((stack.x0, stack.ys[0], stack.x1, stack.ys[-1]), box) for box in done):
            continue
        for made in _in_stack(stack, within(clear, stack.x0 - 4, stack.x1 + 4)):
            done.append((made.x0, made.lines[0].top, made.x1, made.lines[-1].bottom))
            yield made


def _in_stack(stack: Stack, lines: list[WordLine]) -> Iterator[Draft]:
    """The tables along a stack of rules: each goes on as long as the gutters do."""
    place = next((p for p, line in enumerate(lines) if line.bottom > stack.ys[0]), len(lines))
    first = place
    place = _header_above(lines, place, stack)
    if place < first and stack.ruled:  # ruled between its rows only, and so at its foot
        stack = replace(stack, closed=False)
    while place < len(lines) - 1 and lines[place].top < stack.ys[-1] + 2:
        run = _best_run(lines, place, stack)
        made = _stack_draft(stack, lines, run) if run is not None else None
        if run is None or made is None:
            below = [y for y in stack.ys if y > lines[place].top + 2]
            place = next(
                (p for p, line in enumerate(lines) if below and line.top >= below[0] - 2), len(lines)
            )
            continue
        yield made
        place = run.stop


def _header_above(lines: list[WordLine], place: int, stack: Stack) -> int:
    """Where the header begins that stands above a stack: not shaded itself, or without a rule over it.

    A heading may stand between it and the first band.
    """
    header = place
    if place >= len(lines):
        return place
    for above in range(place - 1, max(place - 1 - _UNSHADED, -1), -1):
        line, below = lines[above], lines[above + 1]
        if below.top - line.bottom > (_LOOSE if line.bold else _CLOSE) * line.size:
            break
        if parted(line, line.size) >= (2 if stack.ruled else 1):
            header = above
        elif header < place or not line.bold or (stack.ruled and not _of_one_column(line, stack)):
            break
    return header


def _of_one_column(line: WordLine, stack: Stack) -> bool:
    """Whether a line may be all that a header's columns have on it: "success" below "Measure of"."""
    return line.words[-1].x1 - line.words[0].x0 < _NARROW * (stack.x1 - stack.x0)


def _best_run(lines: list[WordLine], place: int, stack: Stack) -> Stretch | None:
    """The stretch that begins at a line or, under a heading over several columns, up to three lines below it.

    Where a rule runs under a header it may begin under that rule: headers are set closer than what they head.
    """
    best: Stretch | None = None
    for first in sorted({*range(place, place + 4), _under_header(lines, place, stack)}):
        found = stretch(lines, first, 1, far=40.0) if first < len(lines) - 1 else None
        if found is not None and (best is None or len(found.gutters) > len(best.gutters)):
            found.spanning |= set(range(place, first))
            best = replace(found, first=place)
    return best


def _under_header(lines: list[WordLine], place: int, stack: Stack) -> int:
    """The first line under the rule that ends a header, or `place` where prose stands above that rule."""
    rule = next((y for y in stack.ys if y > lines[place].bottom - 2), None)
    for below in range(place, min(place + _HEADER_LINES, len(lines)) if rule is not None else place):
        line = lines[below]
        if rule is not None and line.top > rule - 2:
            return below
        wide = line.words[-1].x1 - line.words[0].x0 > 0.5 * (stack.x1 - stack.x0)
        if wide and not parted(line, CLEAR * line.size):
            break
    return place


def _stack_draft(stack: Stack, lines: list[WordLine], run: Stretch) -> Draft | None:
    inner = [y for y in stack.ys if lines[run.first].bottom < y < lines[run.stop - 1].bottom]
    run = _within_rules(run, lines, stack)
    part = lines[run.first : run.stop]
    if len(part) < 2:
        return None
    edges = edges_of(lines, run)
    if not edges:
        return None
    spanning = frozenset(
        place - run.first for place in run.spanning if place < run.stop and across(lines[place], edges)
    )
    seps = [sep for sep in stack.seps if part[0].top - 12 <= sep.y <= part[-1].bottom + 12]
    x0 = min(stack.x0, part[0].words[0].x0 - 1, *(line.words[0].x0 - 1 for line in part))
    x1 = max(stack.x1, *(line.words[-1].x1 + 1 for line in part))
    made = draft(part, edges, spanning, seps, x0, x1)
    if made is None or not tabular(made.body, made.starts, drawn=True):
        return None
    return made if len(edges) >= 2 or 2 * len(inner) >= len(made.starts) - 1 else None


def _within_rules(run: Stretch, lines: list[WordLine], stack: Stack) -> Stretch:
    """A stretch cut at the last rule when what goes on below it is far away or stands in one column only."""
    stop = run.stop
    end = next((p for p in range(run.first, run.stop) if lines[p].top >= stack.ys[-1] - 2), None)
    if end is not None and end > run.first:
        step = lines[end].top - lines[end - 1].bottom
        usual = max(
            (below.top - above.bottom for above, below in pairwise(lines[run.first : end])), default=0.0
        )
        several = sum(
            1 for g in run.gutters if lines[end].words[0].x0 < g.start and lines[end].words[-1].x0 >= g.end
        )
        ended = stack.closed or several < 1 or step > max(1.6 * lines[end].size, 1.1 * usual)
        stop = end if ended else _while_near(lines, end, run.stop)
    return replace(run, stop=stop)


def _while_near(lines: list[WordLine], first: int, stop: int) -> int:
    for place in range(first, stop):
        if lines[place].top - lines[place - 1].bottom > 2.5 * lines[place].size:
            return place
    return stop
