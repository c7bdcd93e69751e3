"""Ruled tables whose rules stop short: columns ruled in the header only, rows ruled in some columns only or not at all.

What the words say is added where they say it clearly: a cell is cut at column lines that no word of it crosses when
several rows agree, and at row lines that part its lines one by one as they part its neighbours'.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from planextract.provenance import Box
from planextract.readers.pdf.glyphs import Flags, Glyphs
from planextract.readers.pdf.grids.bodies import body, is_figure
from planextract.readers.pdf.grids.gutters import CLEAR, gutters, parted
from planextract.readers.pdf.grids.lattice import Grid, GridCell
from planextract.readers.pdf.grids.places import places
from planextract.readers.pdf.grids.rowbreaks import figure_rows
from planextract.readers.pdf.grids.shading import vivid
from planextract.readers.pdf.grids.words import WordLine, word_lines
from planextract.readers.pdf.sheet import NO_GLYPHS, Sheet

_APART = 0.6
"""Words this many font sizes apart may stand in cells of their own."""
_AGREED = 0.3
"""This share of the rows must be cut alike, and two at the least."""
_FEWEST = 4
"""So many lines stand one by one between the row lines of other columns, or nothing is cut."""
LABELLED = 8
"""Lines of labels and figures in one ruled column, or it is not cut."""
_ROW = 30.0
"""Points: a lower row holds two lines at the most."""
_FIGURES = 0.25
"""A table of figures has this share of digits."""
_SLIVER = 8.0
"""Points: a narrower column holds no words."""
_TALL = 3
"""Lines in one ruled row that may be rows of their own."""


class _Region(NamedTuple):
    """A cell by the lines around it."""

    top: float
    left: float
    bottom: float
    right: float


def refined(grid: Grid, glyphs: Glyphs) -> Grid:
    """The grid with the cells cut that hold several; the grid itself where there is nothing to cut."""
    stopped = _stops_short(grid)
    tall = any(below - above > _ROW for above, below in pairwise(grid.ys))
    held = _inside(grid.box, glyphs) if stopped or tall else NO_GLYPHS
    figured = tall and _mostly_figures(held)
    if stopped and not figured:  # only the words of cells that may be cut are looked at
        held = held.take(_spanning(grid)[places(held, grid)])
    lines = word_lines(held) if stopped or figured else []
    if not lines:
        return grid
    regions = cut = [_region(cell.box) for cell in grid.cells]
    if stopped:
        cut = list(_rows_between(_columns(regions, grid, lines), grid, lines))
    if figured:
        cut = list(_figures_apart(_values_apart(cut, grid, lines), grid, lines))
    return grid if len(cut) == len(regions) else of_regions(cut)


def without_slivers(grid: Grid, sheet: Sheet) -> Grid:
    """The grid without columns too narrow for words, which shading a little off the rules leaves.

    A stripe painted in a colour of its own stays: it may be a rating.
    """
    thin = [(left, right) for left, right in pairwise(grid.xs) if right - left < _SLIVER]
    if not thin or len(grid.xs) < 4:
        return grid
    held = _inside(grid.box, sheet.glyphs)
    middles = ((held.frame[:, 0] + held.frame[:, 2]) / 2)[held.inked]
    moved: dict[float, float] = {}
    for left, right in thin:
        if not ((middles > left) & (middles < right)).any() and not _painted(left, right, sheet):
            if left == grid.xs[0]:
                moved[right] = left
            else:
                moved[left] = right
    regions = [_region(cell.box) for cell in grid.cells] if moved else []
    kept = {
        region._replace(left=_settled(region.left, moved), right=_settled(region.right, moved))
        for region in regions
    }
    whole = [region for region in kept if region.left < region.right]
    return of_regions(whole) if whole else grid


def _painted(left: float, right: float, sheet: Sheet) -> bool:
    """Is a colour painted that keeps to a column?"""
    return any(
        fill.x0 >= left - 1.5 and fill.x1 <= right + 1.5 and fill.x1 - fill.x0 > 2 and vivid(fill.colour)
        for fill in sheet.fills
    )


def _settled(x: float, moved: dict[float, float]) -> float:
    while x in moved:
        x = moved[x]
    return x


def _stops_short(grid: Grid) -> bool:
    """Are there cells over several columns or many rows?"""
    wide = sum(1 for cell in grid.cells if cell.column_span > 1)
    return wide >= 2 or any(
        cell.row_span >= _FEWEST or cell.column_span == len(grid.xs) - 1 for cell in grid.cells
    )


def _spanning(grid: Grid) -> Flags:
    """Which cells reach over several columns or many rows; the last answer is for what stands in no cell."""
    return np.array([*(cell.column_span > 1 or cell.row_span >= _FEWEST for cell in grid.cells), False])


def _inside(box: Box, glyphs: Glyphs) -> Glyphs:
    middles = (glyphs.frame[:, :2] + glyphs.frame[:, 2:]) / 2
    return glyphs.take(np.all((middles >= box[:2]) & (middles <= box[2:]), axis=1))


def _mostly_figures(glyphs: Glyphs) -> bool:
    digits = np.count_nonzero((glyphs.codes >= ord("0")) & (glyphs.codes <= ord("9")))
    return bool(digits >= _FIGURES * np.count_nonzero(glyphs.inked))


def _region(box: Box) -> _Region:
    x0, top, x1, bottom = box
    return _Region(top, x0, bottom, x1)


def of_regions(regions: Iterable[_Region]) -> Grid:
    """Cells with common lines as a grid."""
    known = sorted(regions)
    ys = sorted({y for region in known for y in (region.top, region.bottom)})
    xs = sorted({x for region in known for x in (region.left, region.right)})
    row, column = {y: place for place, y in enumerate(ys)}, {x: place for place, x in enumerate(xs)}
    cells = tuple(
        GridCell(
            row[top],
            column[left],
            row[bottom] - row[top],
            column[right] - column[left],
            (left, top, right, bottom),
        )
        for top, left, bottom, right in known
    )
    return Grid(tuple(xs), tuple(ys), cells)


def _within(region: _Region, lines: Sequence[WordLine]) -> list[WordLine]:
    """The lines of a cell, each with its words there only."""
    found = []
    for line in lines:
        if region.top <= (line.top + line.bottom) / 2 <= region.bottom:
            words = tuple(w for w in line.words if region.left <= (w.x0 + w.x1) / 2 <= region.right)
            if words:
                found.append(line.having(words))
    return found


# Columns -------------------------------------------------------------------------------------------------------


def _columns(regions: list[_Region], grid: Grid, lines: Sequence[WordLine]) -> list[_Region]:
    """Wide cells cut at the column lines of other rows, where enough of them are to be cut."""
    parts = [_across(region, grid.xs, lines) for region in regions]
    cut = sum(1 for part in parts if len(part) > 1)
    agreed = cut >= max(2, _AGREED * (len(grid.ys) - 1))
    whole = len(grid.xs) - 1
    return [
        piece
        for region, part in zip(regions, parts, strict=True)
        for piece in (part if agreed or (len(part) == whole > 2) else [region])
    ]


def _across(region: _Region, xs: Sequence[float], lines: Sequence[WordLine]) -> list[_Region]:
    inner = [x for x in xs if region.left < x < region.right]
    held = _within(region, lines) if inner else []
    free = [x for x in inner if all(_clear(line, x) for line in held)]
    filled = {bisect_right(free, (word.x0 + word.x1) / 2) for line in held for word in line.words}
    if len(filled) < 2:
        return [region]
    return [
        region._replace(left=left, right=right)
        for left, right in pairwise([region.left, *free, region.right])
    ]


def _clear(line: WordLine, x: float) -> bool:
    """Is there a wide blank at x, or nothing on one side of it?"""
    left = max((word.x1 for word in line.words if word.x0 < x), default=None)
    right = min((word.x0 for word in line.words if word.x0 >= x), default=None)
    if left is not None and left > x + 1:
        return False
    return left is None or right is None or right - left >= _APART * line.size


def _values_apart(regions: list[_Region], grid: Grid, lines: Sequence[WordLine]) -> list[_Region]:
    """Ruled columns that hold labels and figures, or several figures, cut where white lines up between them."""
    cuts: list[float] = []
    for left, right in pairwise(grid.xs):
        held = _within(_Region(grid.ys[0], left, grid.ys[-1], right), lines)
        cuts += value_gutters(held) if len(held) >= LABELLED else []
    if not cuts:
        return regions
    return [piece for region in regions for piece in _cut_down(region, cuts, lines)]


def value_gutters(lines: Sequence[WordLine]) -> list[float]:
    """Where figures stand apart from the label or figure before them on nearly all lines that have gaps at all."""
    gapped = [line for line in lines if parted(line, CLEAR * line.size)]
    if len(gapped) < max(LABELLED, 0.4 * len(lines)):
        return []
    found = [g for g in gutters(gapped, _APART * gapped[0].size) if g.support >= 0.8 * len(gapped)]
    edges = [(gutter.start + gutter.end) / 2 for gutter in found]
    rows = body(gapped, edges, frozenset()).cells
    said = [["".join(word.text for word in row[column]) for row in rows] for column in range(len(edges) + 1)]
    numeric = [sum(map(is_figure, column)) >= 0.8 * sum(map(bool, column)) for column in said]
    labelled = numeric[0] or sum(len(text) > 2 for text in said[0]) >= 0.8 * len(gapped)
    return edges if labelled and all(numeric[1:]) else []


def _cut_down(region: _Region, cuts: Sequence[float], lines: Sequence[WordLine]) -> Iterator[_Region]:
    inner = [x for x in cuts if region.left < x < region.right]
    crossed = inner and any(
        w.x0 < x - 1 and w.x1 > x + 1 for line in _within(region, lines) for w in line.words for x in inner
    )
    if crossed:
        inner = []
    for left, right in pairwise([region.left, *inner, region.right]):
        yield region._replace(left=left, right=right)


# Rows ----------------------------------------------------------------------------------------------------------


def _rows_between(regions: Iterable[_Region], grid: Grid, lines: Sequence[WordLine]) -> Iterator[_Region]:
    """Long cells cut at the row lines of other columns, where these part labels that do not run on."""
    for region in regions:
        inner = [y for y in grid.ys if region.top < y < region.bottom]
        held = _within(region, lines) if len(inner) + 1 >= _FEWEST else []
        if held and _labels(held, inner, region):
            for top, bottom in pairwise([region.top, *inner, region.bottom]):
                yield region._replace(top=top, bottom=bottom)
        else:
            yield region


def _labels(lines: Sequence[WordLine], ys: Sequence[float], region: _Region) -> bool:
    """One line a row in nearly all rows, none of them on a row line, and few that the next could be the rest of."""
    if any(line.top < y - 2 and line.bottom > y + 2 for line in lines for y in ys):
        return False
    rows = [bisect_right(ys, (line.top + line.bottom) / 2) for line in lines]
    if len(set(rows)) < len(rows) or len(rows) < max(_FEWEST, 0.8 * (len(ys) + 1)):
        return False
    right = region.right - 2
    full = sum(
        1
        for line, below in pairwise(lines)
        if line.words[-1].x1 + below.words[0].x1 - below.words[0].x0 > right - 0.3 * line.size
    )
    return full <= 0.5 * (len(lines) - 1)


def _figures_apart(regions: list[_Region], grid: Grid, lines: Sequence[WordLine]) -> Iterator[_Region]:
    """Rows of figures between two row lines cut apart; words that wrap are left alone."""
    cuts: dict[tuple[float, float], list[float]] = {}
    for top, bottom in pairwise(grid.ys):
        row = [region for region in regions if region.top < bottom and region.bottom > top]
        alone = all(region.top == top and region.bottom == bottom for region in row)
        if alone and len(row) > 1 and bottom - top > _ROW:
            cuts[top, bottom] = _figure_rows(sorted(row, key=lambda region: region.left), lines)
    for region in regions:
        inner = cuts.get((region.top, region.bottom), [])
        for top, bottom in pairwise([region.top, *inner, region.bottom]):
            yield region._replace(top=top, bottom=bottom)


def _figure_rows(row: Sequence[_Region], lines: Sequence[WordLine]) -> list[float]:
    """Where the lines of one ruled row of cells part, when they are rows of figures."""
    whole = _Region(row[0].top, row[0].left, row[0].bottom, row[-1].right)
    held = _within(whole, lines)
    edges = [region.left for region in row[1:]]
    if len(held) < _TALL or any(
        w.x0 < x - 1 and w.x1 > x + 1 for line in held for w in line.words for x in edges
    ):
        return []
    found = body(held, edges, frozenset())
    if not found.figured or np.count_nonzero(found.filled.sum(axis=1) >= 2) < _TALL:
        return []
    return [
        (max(line.bottom for line in held[:place][-4:]) + held[place].top) / 2
        for place in sorted(figure_rows(found))[1:]
    ]
