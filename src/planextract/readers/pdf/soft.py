"""Tables whose rules are missing or partial: found by level rules and bands of colour, by upright rules, or by white.

An area is proposed by what is drawn or by the gutters alone; its columns are where white lines up, its rows where
rules part it, or else where lines stand apart or one column's words begin. What does not hold together is prose.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from planextract.provenance import Box
from planextract.readers.pdf.gutters import LEAST, Gutter, Ink, Stretch, gutters, ink, stretch
from planextract.readers.pdf.lattice import MOST_RULES, Grid
from planextract.readers.pdf.likeness import tabular
from planextract.readers.pdf.rowbreaks import body, figures, starts
from planextract.readers.pdf.separators import Separator, Stack, posts, stacks
from planextract.readers.pdf.sheet import Sheet
from planextract.readers.pdf.softcells import Draft, grid
from planextract.readers.pdf.words import WordLine, within, word_lines

_MOST_LINES = 400
"""A page with more lines of print is none that people read."""
_TALL = 90.0
"""Points: a row higher than this may be several between which no rules are drawn."""


def completed(sheet: Sheet, ruled: Sequence[Grid]) -> list[Grid]:
    """The ruled grids of a page and its soft ones, from the top; a soft grid takes the place of ruled scraps in it."""
    strong = [known for known in ruled if len(known.ys) > 4]
    middles = (sheet.glyphs.frame[:, :2] + sheet.glyphs.frame[:, 2:]) / 2
    outside = np.ones(len(sheet.glyphs), dtype=np.bool_)
    for known in strong:
        x0, top, x1, bottom = known.box
        outside &= ~((middles >= (x0, top)) & (middles <= (x1, bottom))).all(axis=1)
    glyphs = sheet.glyphs.take(outside)
    lines = word_lines(glyphs)
    if not 2 <= len(lines) <= _MOST_LINES or len(sheet.rules) + len(sheet.fills) > MOST_RULES:
        return list(ruled)
    scraps = [known for known in ruled if known not in strong]
    whole = list(strong)
    for soft, figured in _found(sheet, lines, [known.box for known in strong]):
        held = [scrap for scrap in scraps if _overlap(scrap, soft)]
        poor = all(_covers(soft, scrap) and (figured or _scrap(scrap)) for scrap in held)
        if poor and _says_more(soft, held, 1 if figured else 2):
            whole.append(soft)
            scraps = [scrap for scrap in scraps if scrap not in held]
    return sorted([*whole, *scraps], key=lambda known: (known.box[1], known.box[0]))


def _scrap(grid: Grid) -> bool:
    """One boxed row, or columns boxed without rows: it may be what is drawn of a larger table."""
    rows = len(grid.ys) - 1
    return rows == 1 or (rows == 2 and grid.ys[-1] - grid.ys[1] > _TALL)


def _covers(soft: Grid, scrap: Grid) -> bool:
    a, b = soft.box, scrap.box
    across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return across * down >= 0.8 * (b[2] - b[0]) * (b[3] - b[1])


def _says_more(soft: Grid, scraps: Sequence[Grid], rows_more: int) -> bool:
    """Has the soft grid rows that are not drawn, and no fewer columns?"""
    if not scraps:
        return True
    rows = sum(len(scrap.ys) - 1 for scrap in scraps)
    return len(soft.ys) - 1 >= rows + rows_more and len(soft.xs) >= max(len(scrap.xs) for scrap in scraps)


def _overlap(one: Grid, other: Grid) -> bool:
    a, b = one.box, other.box
    return min(a[2], b[2]) - max(a[0], b[0]) > 2 and min(a[3], b[3]) - max(a[1], b[1]) > 2


def _found(sheet: Sheet, lines: list[WordLine], taken: list[Box]) -> Iterator[tuple[Grid, bool]]:
    """The soft grids, and whether each holds figures, in which every line is a row."""
    boxes: list[Box] = []
    for finder in (_between_posts, _between_rules, _in_white):
        for draft in finder(sheet, lines, [*taken, *boxes]):
            made = grid(draft)
            if made is not None and not any(_crosses(made.box, box) for box in [*taken, *boxes]):
                boxes.append(made.box)
                yield made, figures(draft.body)


def _crosses(a: Box, b: Box) -> bool:
    return min(a[2], b[2]) - max(a[0], b[0]) > 2 and min(a[3], b[3]) - max(a[1], b[1]) > 2


def _free(lines: Sequence[WordLine], taken: Sequence[Box]) -> list[WordLine]:
    """The lines without the words that are in tables already."""
    kept: list[WordLine] = []
    for line in lines:
        y = (line.top + line.bottom) / 2
        across = [box for box in taken if box[1] <= y <= box[3]]
        words = tuple(
            word
            for word in line.words
            if not any(box[0] <= (word.x0 + word.x1) / 2 <= box[2] for box in across)
        )
        if words:
            kept.append(line if len(words) == len(line.words) else replace(line, words=words))
    return kept


# Upright rules -------------------------------------------------------------------------------------------------


def _between_posts(sheet: Sheet, lines: list[WordLine], taken: list[Box]) -> Iterator[Draft]:
    for area in posts(sheet, taken):
        inside = [
            line
            for line in within(lines, area.x0 - 300, area.x1 + 300)
            if area.top <= line.bottom <= area.bottom + 2
        ]
        inside = [line for line in inside if not any(box[1] <= line.bottom <= box[3] for box in taken)]
        if len(inside) < 4:
            continue
        left, right = min(line.words[0].x0 for line in inside), max(line.words[-1].x1 for line in inside)
        edges = [x for x in area.xs if left < x < right]
        crossed = sum(
            1 for line in inside for w in line.words for x in edges if w.x0 < x - 1 and w.x1 > x + 1
        )
        if len(edges) < 2 or crossed:
            continue
        draft = _draft(inside, edges, frozenset(), area.seps, min(area.x0, left - 1), max(area.x1, right + 1))
        if draft is not None and tabular(draft.body, draft.starts, drawn=True):
            yield draft


# Level rules and bands -----------------------------------------------------------------------------------------


def _between_rules(sheet: Sheet, lines: list[WordLine], taken: list[Box]) -> Iterator[Draft]:
    free = _free(lines, taken)
    done: list[Box] = []
    for stack in stacks(sheet, taken):
        if any(_crosses((stack.x0, stack.ys[0], stack.x1, stack.ys[-1]), box) for box in done):
            continue
        for draft in _in_stack(stack, within(free, stack.x0 - 4, stack.x1 + 4)):
            done.append((draft.x0, draft.lines[0].top, draft.x1, draft.lines[-1].bottom))
            yield draft


def _in_stack(stack: Stack, lines: list[WordLine]) -> Iterator[Draft]:
    """The tables along a stack of rules: each goes on as long as the gutters do."""
    inked = ink(lines)
    place = next((p for p, line in enumerate(lines) if line.bottom > stack.ys[0]), len(lines))
    while place > 0 and _heads(lines[place - 1], lines, place, stack):
        place -= 1
    while place < len(lines) - 1 and lines[place].top < stack.ys[-1] + 2:
        run = _best_run(lines, inked, place)
        draft = _stack_draft(stack, lines, inked, run) if run is not None else None
        if run is None or draft is None:
            below = [y for y in stack.ys if y > lines[place].top + 2]
            place = next(
                (p for p, line in enumerate(lines) if below and line.top >= below[0] - 2), len(lines)
            )
            continue
        yield draft
        place = run.stop


def _heads(above: WordLine, lines: list[WordLine], place: int, stack: Stack) -> bool:
    """Is a line right above a stack of bands the header, or the last line of it?"""
    if stack.ruled or place >= len(lines) or stack.ys[0] - above.bottom > 1.2 * above.size:
        return False
    several = any(right.x0 - left.x1 > 1.0 * above.size for left, right in pairwise(above.words))
    return several and lines[place].top - above.bottom < 1.5 * above.size


def _best_run(lines: list[WordLine], inked: Ink, place: int) -> Stretch | None:
    """The stretch that begins at a line or, under a heading over several columns, up to three lines below it."""
    best: Stretch | None = None
    for first in range(place, min(place + 4, len(lines) - 1)):
        found = stretch(lines, inked, first, 1, far=40.0)
        if found is None:
            continue
        if best is None or len(found.gutters) > len(best.gutters):
            found.spanning |= set(range(place, first))
            best = replace(found, first=place)
    return best


def _stack_draft(stack: Stack, lines: list[WordLine], inked: Ink, run: Stretch) -> Draft | None:
    inner = [y for y in stack.ys if lines[run.first].bottom < y < lines[run.stop - 1].bottom]
    run = _within_rules(run, lines, stack)
    part = lines[run.first : run.stop]
    if len(part) < 2:
        return None
    edges = _edges(lines, inked, run)
    if not edges:
        return None
    spanning = frozenset(place - run.first for place in run.spanning if place < run.stop)
    seps = [sep for sep in stack.seps if part[0].top - 12 <= sep.y <= part[-1].bottom + 12]
    x0 = min(stack.x0, part[0].words[0].x0 - 1, *(line.words[0].x0 - 1 for line in part))
    x1 = max(stack.x1, *(line.words[-1].x1 + 1 for line in part))
    draft = _draft(part, edges, spanning, seps, x0, x1)
    if draft is None or not tabular(draft.body, draft.starts, drawn=True):
        return None
    return draft if len(edges) >= 2 or 2 * len(inner) >= len(draft.starts) - 1 else None


def _within_rules(run: Stretch, lines: list[WordLine], stack: Stack) -> Stretch:
    """A stretch cut at the last rule when what goes on below it is far away or stands in one column only."""
    stop = run.stop
    end = next((p for p in range(run.first, run.stop) if lines[p].top >= stack.ys[-1] - 2), None)
    if end is not None and end > run.first:
        step = lines[end].top - lines[end - 1].bottom
        several = sum(
            1 for g in run.gutters if lines[end].words[0].x0 < g.start and lines[end].words[-1].x0 >= g.end
        )
        ended = stack.closed or several < 1 or step > 1.6 * lines[end].size
        stop = end if ended else _while_near(lines, end, run.stop)
    return replace(run, stop=stop)


def _while_near(lines: list[WordLine], first: int, stop: int) -> int:
    for place in range(first, stop):
        if lines[place].top - lines[place - 1].bottom > 2.5 * lines[place].size:
            return place
    return stop


def _edges(lines: list[WordLine], inked: Ink, run: Stretch) -> list[float]:
    """Where columns part: near the left edge of the right one, where words begin."""
    kept = [place for place in range(run.first, run.stop) if place not in run.spanning]
    if not kept:
        return []
    size = sorted(lines[place].size for place in kept)[len(kept) // 2]
    narrowest = (
        LEAST if len(kept) >= 10 else 0.7 if len(kept) >= 6 else 1.0
    )  # blanks line up by chance over few lines
    found = gutters(inked[kept], narrowest * size)
    enough = 1 if len(kept) < 5 else max(2, 0.12 * len(kept))
    return _joined([lines[p] for p in kept], [gutter for gutter in found if gutter.support >= enough])


def _joined(lines: list[WordLine], found: list[Gutter]) -> list[float]:
    """The edges without those that part only bullets and signs from what they stand before."""
    edges = [max((g.start + g.end) / 2, g.end - 3.0) for g in found]
    kept: list[float] = []
    left = float("-inf")
    for edge in edges:
        words = [w.text for line in lines for w in line.words if left < (w.x0 + w.x1) / 2 <= edge]
        if any(letter.isalnum() for text in words for letter in text):
            kept.append(edge)
            left = edge
    return kept


def _draft(
    lines: Sequence[WordLine],
    edges: list[float],
    spanning: frozenset[int],
    seps: Sequence[Separator],
    x0: float,
    x1: float,
) -> Draft | None:
    found = body(lines, edges, spanning)
    inner = [sep for sep in seps if lines[0].bottom - 2 < sep.y + 4]
    parted = frozenset(
        place
        for place in range(1, len(lines))
        if any(
            lines[place - 1].top + 2 < sep.y <= lines[place].bottom - 0.4 * lines[place].size
            and lines[place - 1].bottom - 0.4 * lines[place - 1].size <= sep.y
            for sep in inner
        )
    )
    begun = starts(found, parted)
    if not begun:
        return None
    return Draft(tuple(lines), found, begun, tuple(edges), tuple(seps), x0, x1)


# White ---------------------------------------------------------------------------------------------------------


def _in_white(_sheet: Sheet, lines: list[WordLine], taken: list[Box]) -> Iterator[Draft]:
    for area in _areas(_free(lines, taken), taken):
        inked = ink(area)
        place = 0
        while place < len(area) - 3:
            run = stretch(area, inked, place, 2)
            draft = _white_draft(area, inked, run) if run is not None and run.stop - run.first >= 4 else None
            if draft is not None and run is not None:
                yield draft
                place = run.stop
            else:
                place += 1


def _white_draft(lines: list[WordLine], inked: Ink, run: Stretch) -> Draft | None:
    run = _trimmed(lines, _with_upper_header(lines, run))
    part = lines[run.first : run.stop]
    edges = _edges(lines, inked, run)
    if len(edges) < 2 or len(part) < 4:
        return None
    spanning = frozenset(place - run.first for place in run.spanning)
    x0 = min(line.words[0].x0 for line in part) - 1
    x1 = max(line.words[-1].x1 for line in part) + 1
    draft = _draft(part, edges, spanning, (), x0, x1)
    return draft if draft is not None and tabular(draft.body, draft.starts, drawn=False) else None


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
    inked = ink(lines)
    place = begun = 0
    while place < len(lines) - 10:
        run = stretch(lines, inked, place, 1)
        if run is None or run.stop - run.first < 10 or len(run.gutters) != 1 or not _prose(lines, run):
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
    """Do both sides of the only gutter hold running text on most lines?"""
    part = lines[run.first : run.stop]
    river = (run.gutters[0].start + run.gutters[0].end) / 2
    for side in (within(part, float("-inf"), river), within(part, river, float("inf"))):
        letters = sum(len(word.text) + 1 for line in side for word in line.words)
        if len(side) < 0.5 * len(part) or letters < 22 * len(side):
            return False
    return True
