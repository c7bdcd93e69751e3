"""A table without upright rules on its way: where its columns part and its rows begin, from the lines it holds."""

from collections.abc import Sequence

from planextract.readers.pdf.grids.bodies import body
from planextract.readers.pdf.grids.gutters import CLEAR, LEAST, Gutter, Stretch, gutters, parted
from planextract.readers.pdf.grids.headlines import height, runs
from planextract.readers.pdf.grids.rowbreaks import starts
from planextract.readers.pdf.grids.separators import Separator
from planextract.readers.pdf.grids.softcells import Draft
from planextract.readers.pdf.grids.words import WordLine

_HAIR = 0.15
"""White of so many font sizes is a gutter where words line up behind it."""
_FEWEST = 4


def edges_of(lines: list[WordLine], run: Stretch) -> list[float]:
    """Where columns part: near the left edge of the right one, where words begin."""
    kept = [place for place in range(run.first, run.stop) if place not in run.spanning]
    if not kept:
        return []
    size = sorted(lines[place].size for place in kept)[len(kept) // 2]
    narrowest = (
        LEAST if len(kept) >= 10 else 0.7 if len(kept) >= 6 else 1.0
    )  # blanks line up by chance over few lines
    part = [lines[place] for place in kept]
    found = gutters(part, narrowest * size)
    found += [g for g in gutters(part, _HAIR * size) if _begins(g, part) and not any(map(g.meets, found))]
    enough = 1 if len(kept) < 5 else max(2, 0.12 * len(kept))
    headings = [extent for p in sorted(run.spanning) if p < run.stop for extent in runs(lines[p])]
    edges = [_edge(gutter, headings) for gutter in sorted(found) if gutter.support >= enough]
    return _joined(part, edges)


def _begins(gutter: Gutter, lines: Sequence[WordLine]) -> bool:
    """Do words begin at one place behind some white, on most lines with a clear gap before them?

    Then it is a gutter though a line or two nearly fill it.
    """
    clear = begun = 0
    for line in lines:
        gap = next((start for start, end in line.white if abs(end - gutter.end) <= 1.0), None)
        if gap is not None:
            begun += 1
            clear += gutter.end - gap >= CLEAR * line.size
    return clear >= _FEWEST and 2 * clear >= begun


def _joined(lines: list[WordLine], edges: list[float]) -> list[float]:
    """The edges without those that part only bullets and signs from what they stand before."""
    kept: list[float] = []
    left = float("-inf")
    for edge in edges:
        words = [w.text for line in lines for w in line.words if left < (w.x0 + w.x1) / 2 <= edge]
        if any(letter.isalnum() for text in words for letter in text):
            kept.append(edge)
            left = edge
    return kept


def _edge(gutter: Gutter, headings: Sequence[tuple[float, float]]) -> float:
    """Where in a gutter columns part: left of where words begin, and through as few runs of headings as may be."""
    usual = max((gutter.start + gutter.end) / 2, gutter.end - 3.0)
    beside = [x for x0, x1 in headings for x in (x0 - 1, x1 + 1) if gutter.start < x < gutter.end]

    def badness(x: float) -> tuple[int, float]:
        return sum(1 for x0, x1 in headings if x0 < x < x1), abs(x - usual)

    return min([usual, *beside], key=badness)


def draft(
    lines: Sequence[WordLine],
    edges: list[float],
    spanning: frozenset[int],
    seps: Sequence[Separator],
    x0: float,
    x1: float,
) -> Draft | None:
    spanning = _wrapped(lines, spanning, x1)
    found = body(lines, edges, spanning)
    inner = [sep for sep in seps if lines[0].bottom - 2 < sep.y + 4]
    under = _under(inner, lines)
    ruled = _under([sep for sep in inner if sep.covers(x0, x1, 0.85)], lines)
    begun = starts(found, under, ruled)
    if not begun:
        return None
    high = height(found, ruled) if found.figured else 0
    return Draft(tuple(lines), found, begun, tuple(edges), tuple(seps), x0, x1, high)


def _wrapped(lines: Sequence[WordLine], spanning: frozenset[int], right: float) -> frozenset[int]:
    """The lines across the columns with what follows them of the same heading: lines that they had no room for."""
    whole = set(spanning)
    for place in range(1, len(lines)):
        above, line = lines[place - 1], lines[place]
        needed = above.x1 + line.words[0].x1 - line.x0 + 0.25 * line.size
        alike = (
            abs(line.x0 - above.x0) < 3 and line.bold == above.bold and line.top - above.bottom < line.size
        )
        if (
            place - 1 in whole
            and alike
            and needed > right - line.size
            and not parted(line, CLEAR * line.size)
        ):
            whole.add(place)
    return frozenset(whole)


def _under(seps: Sequence[Separator], lines: Sequence[WordLine]) -> frozenset[int]:
    """The first line under each rule: the later one where a merged cell's words run on beside the rule."""
    found = (max((p for p in range(1, len(lines)) if _parts(sep, lines, p)), default=None) for sep in seps)
    return frozenset(place for place in found if place is not None)


def _parts(sep: Separator, lines: Sequence[WordLine], place: int) -> bool:
    """Does a rule run between a line and the one before?"""
    above, line = lines[place - 1], lines[place]
    return above.top + 2 < sep.y <= line.bottom - 0.4 * line.size and above.bottom - 0.4 * above.size <= sep.y
