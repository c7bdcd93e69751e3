"""Ruled tables: from the rules and fills of a page to grids of cells with their spans.

Rules are snapped to common positions and gathered into networks that touch. The bounding box of a network is cut
into the elementary boxes between all its positions; boxes without a wall between them are one merged cell.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from planextract.provenance import Box
from planextract.readers.pdf.engine.strokes import box_sides
from planextract.readers.pdf.grids.areas import area, overlaps
from planextract.readers.pdf.sheet import Fill, Rule, Sheet

_SNAP = 3.0
"""Rules this near to each other, in points, are one."""
_SHORTEST = 4.0
"""Rules shorter than this are dots and ticks."""
_FRAME = 0.7
"""A cell that takes this share of its grid is what a frame frames."""
MOST_RULES = 10_000
"""A page with more rules holds a drawing."""


@dataclass(frozen=True, slots=True)
class GridCell:
    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's cells, and the positions of the lines between them; boxes in the reading frame."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]

    @property
    def tabular(self) -> bool:
        """Has it columns? A frame around prose, or a stack of frames, is no table."""
        return len(self.xs) > 2

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def inside(self, x: float, y: float) -> bool:
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]


@dataclass(slots=True)
class _Segment:
    """A level rule at y = `at` from x = `start` to `end`, or an upright one with x and y exchanged."""

    at: float
    start: float
    end: float


def grids(sheet: Sheet, most_cells: int) -> list[Grid]:
    """The ruled tables of a page, from the top. Raises OverflowError past `most_cells` elementary boxes."""
    if len(sheet.rules) > MOST_RULES:
        return []
    visible = [rule for rule in sheet.rules if _visible(rule, sheet.fills)]
    found = _grids_of(visible, most_cells)
    coloured = _shaded(sheet, found)
    if coloured and len(coloured) + len(visible) <= MOST_RULES:
        found = _grids_of([*visible, *_edges(coloured)], most_cells)
    return sorted(_outermost(found), key=lambda grid: (grid.box[1], grid.box[0]))


def _visible(rule: Rule, fills: Sequence[Fill]) -> bool:
    """White rules part cells only where they cross something coloured."""
    if rule.colour is None or rule.colour < "#f7f7f7":
        return True
    return any(
        fill.colour != "#ffffff"
        and fill.x0 - 1 <= rule.x1
        and rule.x0 <= fill.x1 + 1
        and fill.top - 1 <= rule.bottom
        and rule.top <= fill.bottom + 1
        for fill in fills
    )


def _shaded(sheet: Sheet, found: Sequence[Grid]) -> list[Fill]:
    """Coloured areas that lie in no ruled table: bands that may stand for rules."""
    page = sheet.width * sheet.height
    outside = [
        fill
        for fill in sheet.fills
        if fill.colour != "#ffffff"
        and not fill.shape
        and fill.x1 - fill.x0 >= 10
        and fill.bottom - fill.top >= 6
        and fill.area < 0.6 * page
        and not any(grid.inside((fill.x0 + fill.x1) / 2, (fill.top + fill.bottom) / 2) for grid in found)
    ]
    return _joined(outside) if len(outside) <= 500 else []


def _joined(fills: list[Fill]) -> list[Fill]:
    """Touching areas of one colour made one: no edge is seen where the colour does not change."""
    stacked: list[Fill] = []
    for fill in sorted(fills, key=lambda fill: (fill.x0, fill.x1, fill.colour, fill.top)):
        if stacked and _stacked(stacked[-1], fill):
            stacked[-1] = replace(stacked[-1], bottom=max(stacked[-1].bottom, fill.bottom))
        else:
            stacked.append(fill)
    beside: list[Fill] = []
    for fill in sorted(stacked, key=lambda fill: (fill.top, fill.bottom, fill.colour, fill.x0)):
        if beside and _abreast(beside[-1], fill):
            beside[-1] = replace(beside[-1], x1=max(beside[-1].x1, fill.x1))
        else:
            beside.append(fill)
    return _outer(beside)


def _outer(fills: list[Fill]) -> list[Fill]:
    """Without the fills that are painted on a larger one of their own colour."""
    if not fills:
        return []
    boxes = np.array([(fill.x0, fill.top, fill.x1, fill.bottom) for fill in fills])
    areas = np.array([fill.area for fill in fills])
    colours = np.array([fill.colour for fill in fills])
    inside = overlaps(boxes, boxes) >= 0.98 * areas
    held = (inside & (colours[:, None] == colours) & (areas[:, None] > areas)).any(axis=0)
    return [fill for fill, covered in zip(fills, held.tolist(), strict=True) if not covered]


def _stacked(above: Fill, below: Fill) -> bool:
    aligned = abs(above.x0 - below.x0) < 0.6 and abs(above.x1 - below.x1) < 0.6
    return aligned and above.colour == below.colour and below.top - above.bottom < 0.6


def _abreast(left: Fill, right: Fill) -> bool:
    aligned = abs(left.top - right.top) < 0.6 and abs(left.bottom - right.bottom) < 0.6
    return aligned and left.colour == right.colour and right.x0 - left.x1 < 0.6


def _edges(fills: Iterable[Fill]) -> Iterator[Rule]:
    for fill in fills:
        for side in box_sides((fill.x0, fill.top, fill.x1, fill.bottom)):
            yield Rule(*side, fill.colour)


def _outermost(found: list[Grid]) -> list[Grid]:
    """The grids that are not inside a cell of another: the words of a nested table belong to the outer cell.

    A frame around most of what it holds, as a page's decoration is, gives way to the grids inside it.
    """
    kept: list[Grid] = []
    for grid in sorted(found, key=lambda grid: -area(grid.box)):
        x, y = (grid.box[0] + grid.box[2]) / 2, (grid.box[1] + grid.box[3]) / 2
        if not any(outer.inside(x, y) for outer in kept) and not _frames(grid, found):
            kept.append(grid)
    return kept


def _frames(grid: Grid, found: Sequence[Grid]) -> bool:
    """Is nearly all of a grid one cell, and does that hold a grid of more cells?"""
    largest = max((cell.box for cell in grid.cells), key=area)
    inner = [known for known in found if known is not grid and len(known.cells) > len(grid.cells)]
    return area(largest) >= _FRAME * area(grid.box) and any(
        largest[0] <= known.box[0] and known.box[2] <= largest[2] and largest[1] <= known.box[1] <= largest[3]
        for known in inner
    )


# Rules to networks ---------------------------------------------------------------------------------------------


def _grids_of(rules: Iterable[Rule], most_cells: int) -> list[Grid]:
    level: list[_Segment] = []
    plumb: list[_Segment] = []
    for rule in rules:
        if rule.level:
            level.append(_Segment((rule.top + rule.bottom) / 2, rule.x0, rule.x1))
        else:
            plumb.append(_Segment((rule.x0 + rule.x1) / 2, rule.top, rule.bottom))
    level, plumb = _tidied(level), _tidied(plumb)
    found = (_grid(*network, most_cells) for network in _networks(level, plumb))
    return [grid for grid in found if grid is not None and grid.tabular]


def _tidied(segments: list[_Segment]) -> list[_Segment]:
    """Snapped to common positions, broken lines joined, dots left out."""
    lines: list[list[_Segment]] = []
    for segment in sorted(segments, key=lambda segment: segment.at):
        if not lines or segment.at - lines[-1][-1].at > _SNAP or segment.at - lines[-1][0].at > 1.5 * _SNAP:
            lines.append([])
        lines[-1].append(segment)
    return [joined for line in lines for joined in _broken(line) if joined.end - joined.start >= _SHORTEST]


def _broken(line: list[_Segment]) -> list[_Segment]:
    """The pieces of one line joined where no gap is seen."""
    at = sum(segment.at for segment in line) / len(line)
    joined: list[_Segment] = []
    for segment in sorted(line, key=lambda segment: segment.start):
        if joined and segment.start <= joined[-1].end + _SNAP:
            joined[-1].end = max(joined[-1].end, segment.end)
        else:
            joined.append(_Segment(at, segment.start, segment.end))
    return joined


def _networks(
    level: list[_Segment], plumb: list[_Segment]
) -> Iterator[tuple[list[_Segment], list[_Segment]]]:
    """Groups of rules that touch one another."""
    level = sorted(level, key=lambda segment: segment.at)
    heights = [segment.at for segment in level]
    parents = list(range(len(level) + len(plumb)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    for index, upright in enumerate(plumb, start=len(level)):
        first = bisect_left(heights, upright.start - _SNAP)
        for across in range(first, bisect_right(heights, upright.end + _SNAP)):
            if level[across].start - _SNAP <= upright.at <= level[across].end + _SNAP:
                parents[root(across)] = root(index)
    groups: dict[int, tuple[list[_Segment], list[_Segment]]] = {}
    for index, segment in enumerate([*level, *plumb]):
        groups.setdefault(root(index), ([], []))[index >= len(level)].append(segment)
    yield from (group for group in groups.values() if group[0] and group[1])


# Networks to cells ---------------------------------------------------------------------------------------------


def _grid(level: list[_Segment], plumb: list[_Segment], most_cells: int) -> Grid | None:
    if len(level) + len(plumb) < 3:
        return None
    ys = _positions(level, [edge for segment in plumb for edge in (segment.start, segment.end)])
    xs = _positions(plumb, [edge for segment in level for edge in (segment.start, segment.end)])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1:
        return None
    if rows * columns > most_cells:
        raise OverflowError(rows * columns)
    regions = _regions(_walls(level, ys, xs), _walls(plumb, xs, ys), rows, columns)
    return _compressed(xs, ys, regions)


def _positions(lines: list[_Segment], ends: list[float]) -> list[float]:
    """Where lines stand, and where crossing lines run past the outermost of them: an open side of the table."""
    at = sorted({line.at for line in lines})
    first, last = min(ends), max(ends)
    before = [first] if first < at[0] - 2 * _SNAP else []
    after = [last] if last > at[-1] + 2 * _SNAP else []
    return [*before, *at, *after]


def _walls(lines: list[_Segment], at: list[float], cuts: list[float]) -> list[list[bool]]:
    """For each position, for each stretch between two cuts: is there a line along the middle of it?"""
    index = {position: place for place, position in enumerate(at)}
    middles = [(start + end) / 2 for start, end in pairwise(cuts)]
    walls = [[False] * len(middles) for _ in at]
    for line in lines:
        row = walls[index[line.at]]
        first, stop = bisect_left(middles, line.start), bisect_right(middles, line.end)
        row[first:stop] = [True] * (stop - first)
    return walls


_Region = tuple[int, int, int, int]
"""First row, first column, row past the last, column past the last."""


def _regions(level: list[list[bool]], plumb: list[list[bool]], rows: int, columns: int) -> list[_Region]:
    """The merged cells: rectangles of elementary boxes with walls around, open at most towards the outside."""
    seen = [[False] * columns for _ in range(rows)]
    found: list[_Region] = []
    for row in range(rows):
        for column in range(columns):
            if not seen[row][column]:
                boxes = _flood(row, column, level, plumb, seen)
                found += [part for part in _rectangles(boxes) if _closed(part, level, plumb)]
    return found


def _flood(
    row: int, column: int, level: list[list[bool]], plumb: list[list[bool]], seen: list[list[bool]]
) -> list[tuple[int, int]]:
    """The elementary boxes that can be reached without crossing a wall."""
    rows, columns = len(seen), len(seen[0])
    seen[row][column] = True
    boxes, waiting = [], [(row, column)]
    while waiting:
        r, c = waiting.pop()
        boxes.append((r, c))
        for wall, to_row, to_column in (
            (level[r][c], r - 1, c),
            (level[r + 1][c], r + 1, c),
            (plumb[c][r], r, c - 1),
            (plumb[c + 1][r], r, c + 1),
        ):
            inside = 0 <= to_row < rows and 0 <= to_column < columns
            if not wall and inside and not seen[to_row][to_column]:
                seen[to_row][to_column] = True
                waiting.append((to_row, to_column))
    return boxes


def _rectangles(boxes: list[tuple[int, int]]) -> list[_Region]:
    """A region as rectangles: one as a rule, more where the walls leave an angled shape."""
    runs: list[_Region] = []
    for row, column in sorted(boxes):
        last = runs[-1] if runs else None
        if last is not None and last[0] == row and last[3] == column:
            runs[-1] = (row, last[1], row + 1, column + 1)
        else:
            runs.append((row, column, row + 1, column + 1))
    whole: list[_Region] = []
    for run in sorted(runs, key=lambda run: (run[1], run[3], run[0])):
        last = whole[-1] if whole else None
        if last is not None and (last[1], last[3], last[2]) == (run[1], run[3], run[0]):
            whole[-1] = (last[0], last[1], run[2], last[3])
        else:
            whole.append(run)
    return whole


def _closed(region: _Region, level: list[list[bool]], plumb: list[list[bool]]) -> bool:
    """Has a region walls on at least two of its sides? Tables may lack their outer lines."""
    top, left, bottom, right = region
    sides = (
        all(level[top][left:right]),
        all(level[bottom][left:right]),
        all(plumb[left][top:bottom]),
        all(plumb[right][top:bottom]),
    )
    return sum(sides) >= 3 or (sum(sides) == 2 and any(sides[:2]) and any(sides[2:]))


def _compressed(xs: list[float], ys: list[float], regions: list[_Region]) -> Grid | None:
    """The grid without the lines at which no cell begins or ends."""
    if not regions:
        return None
    row_lines = sorted({line for top, _, bottom, _ in regions for line in (top, bottom)})
    column_lines = sorted({line for _, left, _, right in regions for line in (left, right)})
    row_at = {line: index for index, line in enumerate(row_lines)}
    column_at = {line: index for index, line in enumerate(column_lines)}
    cells = tuple(
        GridCell(
            row=row_at[top],
            column=column_at[left],
            row_span=row_at[bottom] - row_at[top],
            column_span=column_at[right] - column_at[left],
            box=(xs[left], ys[top], xs[right], ys[bottom]),
        )
        for top, left, bottom, right in sorted(regions)
    )
    return Grid(tuple(xs[line] for line in column_lines), tuple(ys[line] for line in row_lines), cells)
