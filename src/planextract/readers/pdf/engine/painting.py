"""Shapes and inks to rules and fills: all the paths of a page at once, in the order in which they are painted."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planextract.readers.pdf.engine.strokes import THIN, are_rules
from planextract.readers.pdf.sheet import Fill, Rule

_MOST_POINTS = 50
"""A stroked path with more is a drawing, whose strokes are no rules."""
_BAND = 8.0
"""A line this thick, in points, paints an area."""

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Shapes:
    """Stretches of paths from move to move: the path that owns each, where its points begin and stop, and its box.

    Coordinates are those of the displayed page.
    """

    owners: Numbers
    points: Floats
    starts: Numbers
    stops: Numbers
    boxes: Floats
    rectangles: Flags
    closed: Flags


@dataclass(frozen=True, slots=True)
class Inks:
    """How each path is painted. Colours are 0xRRGGBB, and -1 where they are not known."""

    stroked: Flags
    filled: Flags
    line_colours: Numbers
    fill_colours: Numbers
    widths: Floats


@dataclass(frozen=True, slots=True)
class _Marks:
    """Boxes to be painted; `turns` says at which point each has its turn, `plain` that a fill is a rectangle."""

    turns: Numbers
    boxes: Floats
    colours: Numbers
    plain: Flags

    def take(self, chosen: Flags | Numbers) -> "_Marks":
        return _Marks(self.turns[chosen], self.boxes[chosen], self.colours[chosen], self.plain[chosen])


def painted(shapes: Shapes, inks: Inks) -> tuple[tuple[Rule, ...], tuple[Fill, ...]]:
    """The rules and fills of the paths of a page."""
    boxes, colours = shapes.boxes, inks.fill_colours[shapes.owners]
    outlined = inks.stroked[shapes.owners] & (shapes.stops - shapes.starts <= _MOST_POINTS)
    filled = inks.filled[shapes.owners]
    thick = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) > THIN
    bars, areas = filled & ~thick & ~outlined, filled & thick & (colours >= 0)
    drawn = [_Marks(shapes.starts, boxes, colours, shapes.rectangles).take(bars)]
    # A shape's own area is painted when its last point is known, its outline lies under it.
    covered = [_Marks(shapes.stops - 1, boxes, colours, shapes.rectangles).take(areas)]
    if outlined.any():
        lines, bands = _strokes(shapes, inks, outlined & ~shapes.rectangles)
        drawn += [_frames(shapes, inks, outlined & shapes.rectangles), lines]
        covered.insert(0, bands)
    return _rules(_in_order(drawn)), _fills(_in_order(covered))


def _in_order(found: list[_Marks]) -> _Marks:
    if len(found) == 1:
        return found[0]
    marks = _Marks(
        np.concatenate([part.turns for part in found]),
        np.concatenate([part.boxes for part in found]),
        np.concatenate([part.colours for part in found]),
        np.concatenate([part.plain for part in found]),
    )
    return marks.take(np.argsort(marks.turns, kind="stable"))


def _rules(marks: _Marks) -> tuple[Rule, ...]:
    marks = marks.take(are_rules(marks.boxes))
    return tuple(map(Rule, *marks.boxes.T.tolist(), _names(marks.colours)))


def _fills(marks: _Marks) -> tuple[Fill, ...]:
    return tuple(map(Fill, *marks.boxes.T.tolist(), _names(marks.colours), (~marks.plain).tolist()))


def _names(colours: Numbers) -> list[str | None]:
    listed = colours.tolist()
    names = {colour: f"#{colour:06x}" if colour >= 0 else None for colour in set(listed)}
    return [names[colour] for colour in listed]


# Strokes -------------------------------------------------------------------------------------------------------


def _frames(shapes: Shapes, inks: Inks, chosen: Flags) -> _Marks:
    """The four sides of rectangles."""
    sides = shapes.boxes[chosen][:, [[0, 1, 2, 1], [0, 3, 2, 3], [0, 1, 0, 3], [2, 1, 2, 3]]].reshape(-1, 4)
    colours = inks.line_colours[shapes.owners[chosen]]
    return _Marks(
        np.repeat(shapes.starts[chosen], 4), sides, np.repeat(colours, 4), np.ones(len(sides), dtype=np.bool_)
    )


def _strokes(shapes: Shapes, inks: Inks, chosen: Flags) -> tuple[_Marks, _Marks]:
    """The level and upright strokes from point to point, and those so thick that they paint an area."""
    sizes = shapes.stops - shapes.starts
    following = np.arange(1, len(shapes.points) + 1)
    following[shapes.stops - 1] = shapes.starts
    drawn = np.repeat(chosen, sizes)
    drawn[shapes.stops - 1] &= shapes.closed
    turns = np.flatnonzero(drawn)
    here, there = shapes.points[turns], shapes.points[following[turns]]
    straight = np.abs(there - here).min(axis=1) < 0.5
    boxes = np.concatenate((np.minimum(here, there), np.maximum(here, there)), axis=1)
    owners = np.repeat(shapes.owners, sizes)[turns]
    strokes = _Marks(turns, boxes, inks.line_colours[owners], straight)
    broad = (inks.widths[owners] >= _BAND) & (strokes.colours >= 0)
    bands = strokes.take(straight & broad)
    return strokes.take(straight & ~broad), _widened(bands, inks.widths[owners[straight & broad]] / 2)


def _widened(bands: _Marks, halves: Floats) -> _Marks:
    """The areas that thick lines paint."""
    level = bands.boxes[:, 2] - bands.boxes[:, 0] >= bands.boxes[:, 3] - bands.boxes[:, 1]
    across, down = np.where(level, 0.0, halves), np.where(level, halves, 0.0)
    boxes = bands.boxes + np.stack((-across, -down, across, down), axis=1)
    return _Marks(bands.turns, boxes, bands.colours, bands.plain)
