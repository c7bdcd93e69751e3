"""What is drawn of a table that is not fully ruled: stacks of level rules and bands, and rows of upright rules."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from planextract.provenance import Box
from planextract.readers.pdf.sheet import Fill, Rule, Sheet

_SNAP = 4.0
"""Rules this near to each other are one, double rules included; ends this near to each other are in line."""
_JOIN = 9.0
"""Pieces of a rule this near to each other are one rule: some programs rule each cell."""
_SHORTEST = 90.0
"""A stack is at least this wide."""
_WHITE = "#f7f7f7"
_LOWEST, _TALL = 8.0, 24.0
"""Points: the height of upright rules beside one row, and of a table."""
_BAND = 45.0
"""Points: the height of a heading between two parts of a table."""
_HEADING = 40.0
"""Points from the rule under a heading to the one above it."""


@dataclass(frozen=True, slots=True)
class Separator:
    """A level line at `y`, as pieces from x to x; a band's edge is one piece."""

    y: float
    pieces: tuple[tuple[float, float], ...]

    def covers(self, x0: float, x1: float, share: float = 0.5) -> bool:
        """Does it run over most of a column, or over another share of a stretch?"""
        shared = sum(max(0.0, min(x1, end) - max(x0, start)) for start, end in self.pieces)
        return shared >= share * (x1 - x0)


@dataclass(frozen=True, slots=True)
class Stack:
    """Level lines of one width above one another.

    `closed`: the last is a rule, and no colour that ends there. `ruled`: so is the first.
    """

    x0: float
    x1: float
    ys: tuple[float, ...]
    seps: tuple[Separator, ...]
    closed: bool
    ruled: bool


@dataclass(frozen=True, slots=True)
class Posts:
    """Upright rules side by side."""

    x0: float
    x1: float
    top: float
    bottom: float
    xs: tuple[float, ...]
    seps: tuple[Separator, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    y: float
    x0: float
    x1: float
    drawn: bool


def stacks(sheet: Sheet, taken: Sequence[Box]) -> Iterator[Stack]:
    """The stacks of a page, the widest first; one inside another only lends it its lines."""
    lines = sorted(_level(sheet, taken), key=lambda line: (line.y, line.x0))
    wide = [line for line in lines if line.x1 - line.x0 >= _SHORTEST]
    groups: list[list[_Line]] = []
    for line in sorted(wide, key=lambda line: (round(line.x0 - line.x1), line.y)):
        home = next((group for group in groups if _in_line(group[0], line)), None)
        if home is None:
            groups.append([line])
        else:
            home.append(line)
    given: list[Stack] = []
    for group in groups[:200]:
        stack = _stack(group, lines)
        if stack is not None and not any(_inside(stack, outer) for outer in given):
            given.append(stack)
            yield stack


def _in_line(one: _Line, other: _Line) -> bool:
    return abs(one.x0 - other.x0) <= _SNAP and abs(one.x1 - other.x1) <= _SNAP


def _inside(stack: Stack, outer: Stack) -> bool:
    across = outer.x0 - _SNAP <= stack.x0 and stack.x1 <= outer.x1 + _SNAP
    return across and outer.ys[0] - _SNAP <= stack.ys[0] and stack.ys[-1] <= outer.ys[-1] + _SNAP


def _stack(group: list[_Line], lines: Sequence[_Line]) -> Stack | None:
    x0, x1 = min(line.x0 for line in group), max(line.x1 for line in group)
    ys = [cluster[0].y for cluster in _clusters(sorted(group, key=lambda line: line.y))]
    if len(ys) < 2:
        return None
    ys = [*_over(ys[0], x0, x1, lines), *ys]
    part = [
        line
        for line in lines
        if ys[0] - 1 <= line.y <= ys[-1] + _SNAP and line.x0 >= x0 - _SNAP and line.x1 <= x1 + _SNAP
    ]
    seps = tuple(
        Separator(
            sum(line.y for line in cluster) / len(cluster), tuple((line.x0, line.x1) for line in cluster)
        )
        for cluster in _clusters(part)
    )
    group = sorted(group, key=lambda line: line.y)
    last = group[-1]
    return Stack(x0, x1, tuple(ys), seps, last.drawn and len(ys) > 2, group[0].drawn)


def _over(top: float, x0: float, x1: float, lines: Sequence[_Line]) -> list[float]:
    """Shorter rules right above a stack, from the top: those of a heading over several of its columns."""
    found: list[float] = []
    for line in reversed(lines):
        inside = x0 + _SNAP < line.x0 and line.x1 <= x1 + _SNAP and line.x1 - line.x0 >= 0.4 * (x1 - x0)
        if line.drawn and inside and _SNAP < top - line.y <= _HEADING:
            found.insert(0, line.y)
            top = line.y
    return found


def _clusters(lines: Iterable[_Line]) -> list[list[_Line]]:
    found: list[list[_Line]] = []
    for line in lines:
        if not found or line.y - found[-1][0].y > _SNAP:
            found.append([])
        found[-1].append(line)
    return found


def _level(sheet: Sheet, taken: Sequence[Box]) -> list[_Line]:
    """Level rules and the edges of bands, outside the tables that are known."""
    drawn = [
        _Line((rule.top + rule.bottom) / 2, rule.x0, rule.x1, True)
        for rule in sheet.rules
        if rule.level and _seen(rule)
    ]
    edges = [_Line(y, band.x0, band.x1, False) for band in _bands(sheet) for y in (band.top, band.bottom)]
    return [line for line in [*_pieced(drawn), *_pieced(edges)] if not _known(line, taken)]


def _seen(rule: Rule) -> bool:
    return rule.colour is None or rule.colour < _WHITE


def _known(line: _Line, taken: Sequence[Box]) -> bool:
    middle = (line.x0 + line.x1) / 2
    return any(box[0] - 2 <= middle <= box[2] + 2 and box[1] - 2 <= line.y <= box[3] + 2 for box in taken)


def _pieced(lines: list[_Line]) -> list[_Line]:
    """Pieces of one line joined."""
    joined: list[_Line] = []
    for line in sorted(lines, key=lambda line: (round(line.y), line.x0)):
        last = joined[-1] if joined else None
        if last is not None and abs(last.y - line.y) <= 1.0 and line.x0 - last.x1 <= _JOIN:
            joined[-1] = _Line(last.y, last.x0, max(last.x1, line.x1), last.drawn)
        else:
            joined.append(line)
    return joined


def _bands(sheet: Sheet) -> list[Fill]:
    """Coloured areas that may lie behind rows."""
    page = sheet.width * sheet.height
    return [
        fill
        for fill in sheet.fills
        if fill.colour < "#fefefe"
        and not fill.shape
        and fill.bottom - fill.top >= 6
        and fill.area < 0.5 * page
    ]


# Upright rules -------------------------------------------------------------------------------------------------


def posts(sheet: Sheet, taken: Sequence[Box]) -> Iterator[Posts]:
    """Upright rules of about one height side by side, at least two of them."""
    upright = sorted(_upright(sheet, taken), key=lambda post: (post[1], post[0]))
    groups: list[list[tuple[float, float, float]]] = []
    for post in upright:
        home = next((group for group in groups if _abreast(group[0], post)), None)
        if home is None:
            groups.append([post])
        else:
            home.append(post)
    areas = _going_on([found for group in groups[:50] if (found := _area(group)) is not None])
    level = _level(sheet, taken) if areas else []
    for xs, top, bottom in areas:
        seps = tuple(
            Separator(line.y, ((line.x0, line.x1),))
            for line in level
            if top - 2 <= line.y <= bottom + 2 and line.x0 <= xs[0] + 4 and line.x1 >= xs[-1] - 4
        )
        yield Posts(xs[0], xs[-1], top, bottom, xs, seps)


_Area = tuple[tuple[float, ...], float, float]
"""Where upright rules stand, and their top and bottom."""


def _area(group: Sequence[tuple[float, float, float]]) -> _Area | None:
    xs = tuple(sorted(x for x, _, _ in group))
    top, bottom = min(top for _, top, _ in group), max(bottom for _, _, bottom in group)
    return (xs, top, bottom) if len(xs) >= 2 and bottom - top >= _LOWEST else None


def _going_on(areas: list[_Area]) -> list[_Area]:
    """Areas joined that stand above one another between the same rules, parted by a heading over all columns."""
    joined: list[_Area] = []
    for xs, top, bottom in sorted(areas, key=lambda area: area[1]):
        last = joined[-1] if joined else None
        same = last is not None and len(last[0]) == len(xs) and np.allclose(last[0], xs, atol=_SNAP)
        if last is not None and same and -1 <= top - last[2] <= _BAND:
            joined[-1] = (last[0], last[1], bottom)
        else:
            joined.append((xs, top, bottom))
    return [area for area in joined if area[2] - area[1] >= _TALL]


def _upright(sheet: Sheet, taken: Sequence[Box]) -> list[tuple[float, float, float]]:
    """x, top and bottom of each upright rule, its pieces joined."""
    pieces = sorted(
        ((rule.x0 + rule.x1) / 2, rule.top, rule.bottom)
        for rule in sheet.rules
        if not rule.level and _seen(rule)
    )
    joined: list[tuple[float, float, float]] = []
    for x, top, bottom in sorted(pieces, key=lambda piece: (round(piece[0] / 2), piece[1])):
        last = joined[-1] if joined else None
        if last is not None and abs(last[0] - x) <= 3 and top - last[2] <= 4:
            joined[-1] = (last[0], last[1], max(last[2], bottom))
        else:
            joined.append((x, top, bottom))
    return [
        post
        for post in joined
        if post[2] - post[1] >= _LOWEST
        and not any(
            box[0] - 2 <= post[0] <= box[2] + 2 and box[1] - 2 <= post[1] <= box[3] + 2 for box in taken
        )
    ]


def _abreast(one: tuple[float, float, float], other: tuple[float, float, float]) -> bool:
    return abs(one[1] - other[1]) <= 8 and abs(one[2] - other[2]) <= 8
