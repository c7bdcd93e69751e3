"""Tables without anything drawn: runs of lines that leave the same gutters white."""

from collections.abc import Iterator
from dataclasses import replace

from planextract.provenance import Box
from planextract.readers.pdf.grids.drafting import draft, edges_of
from planextract.readers.pdf.grids.gutters import CLEAR, Stretch, parted, stretch
from planextract.readers.pdf.grids.likeness import tabular
from planextract.readers.pdf.grids.softcells import Draft
from planextract.readers.pdf.grids.words import WordLine, free, within

_FEWEST = 10
"""Lines of prose in two columns."""


def in_white(lines: list[WordLine], taken: list[Box]) -> Iterator[Draft]:
    """The tables that only white parts into columns, outside the boxes that are taken."""
    for area in _areas(free(lines, taken), taken):
        place = 0
        while place < len(area) - 3:
            run = stretch(area, place, 2)
            made = _white_draft(area, run) if run is not None and run.stop - run.first >= 4 else None
            if made is not None and run is not None:
                yield made
                place = run.stop
            else:
                place += 1


def _white_draft(lines: list[WordLine], run: Stretch) -> Draft | None:
    run = _trimmed(lines, _with_upper_header(lines, run))
    part = lines[run.first : run.stop]
    edges = edges_of(lines, run)
    if len(edges) < 2 or len(part) < 4:
        return None
    spanning = frozenset(place - run.first for place in run.spanning)
    x0 = min(line.words[0].x0 for line in part) - 1
    x1 = max(line.words[-1].x1 for line in part) + 1
    made = draft(part, edges, spanning, (), x0, x1)
    return made if made is not None and tabular(made.body, made.starts, drawn=False) else None


def _with_upper_header(lines: list[WordLine], run: Stretch) -> Stretch:
    """A stretch with the bold line right above it that stands over several of its columns."""
    above = run.first - 1
    if above < 0 or not (lines[above].bold and lines[run.first].bold):
        return run
    left = min(line.words[0].x0 for line in lines[run.first : run.stop])
    near = lines[run.first].top - lines[above].bottom < 1.2 * lines[above].size
    if (
        not near
        or lines[above].words[0].x0 < left + 20
        or abs(lines[above].size - lines[run.first].size) > 0.6
    ):
        return run
    return replace(run, first=above, spanning=run.spanning | {above})


def _trimmed(lines: list[WordLine], run: Stretch) -> Stretch:
    """Without last lines that stand apart in one column: what follows the table."""
    stop = run.stop
    while stop - run.first > 3:
        last, step = lines[stop - 1], lines[stop - 1].top - lines[stop - 2].bottom
        several = any(last.words[0].x0 < g.start and last.words[-1].x0 >= g.end for g in run.gutters)
        if several or step < 1.0 * last.size:
            break
        stop -= 1
    return replace(run, stop=stop)


def _areas(lines: list[WordLine], taken: list[Box]) -> Iterator[list[WordLine]]:
    """The lines of a page, those of prose in two columns apart, and cut at the tables that are known."""
    waiting: list[WordLine] = []
    parts: list[list[WordLine]] = []
    for line in lines:
        if waiting and any(waiting[-1].bottom <= box[1] + 2 and line.top >= box[3] - 2 for box in taken):
            parts.append(waiting)
            waiting = []
        waiting.append(line)
    parts.append(waiting)
    for part in parts:
        yield from _columns(part)


def _columns(lines: list[WordLine]) -> Iterator[list[WordLine]]:
    place = begun = 0
    clear = [parted(line, CLEAR * line.size) > 0 for line in lines]
    while sum(clear) >= _FEWEST and place < len(lines) - _FEWEST:
        run = stretch(lines, place, 1) if clear[place] else None
        if run is None or run.stop - run.first < _FEWEST or len(run.gutters) != 1 or not _prose(lines, run):
            place += 1
            continue
        river = (run.gutters[0].start + run.gutters[0].end) / 2
        yield lines[begun : run.first]
        part = lines[run.first : run.stop]
        yield within(part, float("-inf"), river)
        yield within(part, river, float("inf"))
        place = begun = run.stop
    yield lines[begun:]


def _prose(lines: list[WordLine], run: Stretch) -> bool:
    """Does running text stand on both sides of the only gutter, or so full on one that the other may be a table?"""
    part = lines[run.first : run.stop]
    river = (run.gutters[0].start + run.gutters[0].end) / 2
    sides = within(part, float("-inf"), river), within(part, river, float("inf"))
    for side in sides:
        letters = sum(len(word.text) + 1 for line in side for word in line.words)
        if len(side) < 0.5 * len(part) or letters < 22 * len(side):
            return False
    gapped = [sum(1 for line in side if parted(line, CLEAR * line.size)) > 0.3 * len(side) for side in sides]
    return not any(gapped) or (not all(gapped) and _full(sides[gapped.index(False)], len(part)))


def _full(side: list[WordLine], lines: int) -> bool:
    """Does a column of prose fill its lines? The last column of a table seldom does: its cells end short."""
    right = max(line.x1 for line in side)
    ended = sum(1 for line in side if line.x1 > right - 5 * line.size)
    return len(side) >= 0.9 * lines and ended >= 0.7 * len(side)
