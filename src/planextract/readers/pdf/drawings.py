"""The drawings of a PDFium page: its rules, fills and pictures, those inside form XObjects included."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from pypdfium2.raw import (
    FPDF_PAGEOBJ_FORM,
    FPDF_PAGEOBJ_IMAGE,
    FPDF_PAGEOBJ_PATH,
    FPDF_SEGMENT_BEZIERTO,
    FPDF_SEGMENT_LINETO,
    FPDF_SEGMENT_MOVETO,
)

from planextract.provenance import Box
from planextract.readers.pdf import bulk
from planextract.readers.pdf.affine import Maps, moved, moved_boxes, then
from planextract.readers.pdf.bounds import DEEPEST, MOST_FORMS, MOST_PATHS, BoundExceededError
from planextract.readers.pdf.sheet import Fill, Rule
from planextract.readers.pdf.strokes import THIN, box_sides, rule

_MOST_POINTS = 50
"""A stroked path with more is a drawing, whose strokes are no rules."""
_BAND = 8.0
"""A line this thick, in points, paints an area."""

Floats = NDArray[np.float64]


@dataclass(slots=True)
class Drawing:
    rules: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)


@dataclass(slots=True)
class _Found:
    """Paths in the order of painting, and pictures, each with the map from its own space to the displayed page."""

    paths: list[int] = field(default_factory=list)
    path_maps: list[Maps] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    picture_maps: list[Maps] = field(default_factory=list)
    forms: int = 0


def drawing(objects: list[int], frame: Maps) -> Drawing:
    """What the objects of a page draw; `frame` maps the file's space to the displayed page.

    Raises BoundExceededError for more than any page of a report holds.
    """
    found = _Found()
    _gather(objects, frame, found, depth=0)
    drawn = Drawing()
    if found.pictures:
        inked = bulk.bounds(found.pictures).astype(np.float64)
        boxes = moved_boxes(inked, np.array(found.picture_maps)).tolist()
        drawn.pictures += [(x0, top, x1, bottom) for x0, top, x1, bottom in boxes]
    if found.paths:
        _draw(found, drawn)
    return drawn


def images(objects: list[int], frame: Maps) -> list[int]:
    """The pictures among the objects of a page, those inside drawings included. Raises BoundExceededError."""
    found = _Found()
    _gather(objects, frame, found, depth=0)
    return found.pictures


def _gather(objects: list[int], frame: Maps, found: _Found, depth: int) -> None:
    for item, kind in zip(objects, bulk.kinds(objects), strict=True):
        if kind == FPDF_PAGEOBJ_PATH:
            found.paths.append(item)
            found.path_maps.append(frame)
        elif kind == FPDF_PAGEOBJ_IMAGE:
            found.pictures.append(item)
            found.picture_maps.append(frame)
        elif kind == FPDF_PAGEOBJ_FORM:
            found.forms += 1
            if found.forms > MOST_FORMS or depth > DEEPEST // 10:
                raise BoundExceededError("forms")
            inner = then(bulk.matrices([item])[0].astype(np.float64), frame)
            _gather(bulk.form_objects(item), inner, found, depth + 1)
    if len(found.paths) > MOST_PATHS:
        raise BoundExceededError("paths")


# Paths ---------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Shape:
    """One stretch of a path from move to move, in the coordinates of the displayed page."""

    points: list[list[float]]
    box: Box
    rectangle: bool
    closed: bool


def _draw(found: _Found, drawn: Drawing) -> None:
    paths = found.paths
    modes = bulk.draw_modes(paths)
    painted: NDArray[np.bool_] = (modes[:, 0] != 0) | (modes[:, 1] != 0)
    if not painted.all():  # a path that only clips paints nothing
        paths = [path for path, inked in zip(paths, painted.tolist(), strict=True) if inked]
        modes = modes[painted]
    if not paths:
        return
    frames = np.array(found.path_maps)[painted]
    maps = then(bulk.matrices(paths).astype(np.float64), frames)
    inks = _inks(paths, modes)
    widths = bulk.stroke_widths(paths) * np.hypot(maps[:, 2], maps[:, 3])
    for owner, shape in _shapes(paths, maps):
        stroke, fill = inks[owner]
        _draw_shape(shape, stroke, fill, float(widths[owner]), drawn)


_Ink = tuple[bool, str | None]
"""Is it painted, and in which colour if that is known?"""


def _inks(paths: list[int], modes: NDArray[np.int32]) -> list[tuple[_Ink, _Ink]]:
    """Stroke and fill of each path."""
    strokes, fills = bulk.colours(paths, stroke=True).tolist(), bulk.colours(paths, stroke=False).tolist()
    names = {colour: f"#{colour:06x}" if colour >= 0 else None for colour in {*strokes, *fills}}
    return [
        ((bool(stroked), names[stroke]), (bool(filled), names[fill]))
        for (filled, stroked), stroke, fill in zip(modes.tolist(), strokes, fills, strict=True)
    ]


def _shapes(paths: list[int], maps: Maps) -> Iterator[tuple[int, _Shape]]:
    """Each stretch of each path with the index of its path."""
    counts = bulk.segment_counts(paths)
    if int(counts.sum()) > 3 * MOST_PATHS:
        raise BoundExceededError("points")
    owners = np.repeat(np.arange(len(paths)), counts)
    found, raw = bulk.segments(paths, counts)
    if not found:
        return
    points = moved(raw.astype(np.float64), maps[owners])
    kinds, closes = _kinds(found, points, counts)
    starts = np.flatnonzero((kinds == FPDF_SEGMENT_MOVETO) | (np.diff(owners, prepend=-1) != 0))
    boxes = np.concatenate((np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)), axis=1)
    curved = np.maximum.reduceat(kinds == FPDF_SEGMENT_BEZIERTO, starts).tolist()
    stops = np.append(starts[1:], len(points))
    shut = (closes[stops - 1] != 0).tolist()
    listed, places = (
        points.tolist(),
        zip(starts.tolist(), stops.tolist(), owners[starts].tolist(), strict=True),
    )
    for (start, stop, owner), box, bent, closed in zip(places, boxes.tolist(), curved, shut, strict=True):
        x0, top, x1, bottom = box
        stretch = listed[start:stop]
        rectangle = not bent and _rectangular(stretch, closed)
        yield owner, _Shape(stretch, (x0, top, x1, bottom), rectangle, closed)


def _kinds(
    found: list[int | None], points: Floats, counts: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Kind and closing of each segment; two points are a line, and PDFium need not be asked about rectangles."""
    first = np.cumsum(counts) - counts
    kinds = np.full(len(points), FPDF_SEGMENT_LINETO, dtype=np.int32)
    closes = np.zeros(len(points), dtype=np.int32)
    kinds[first[counts > 0]] = FPDF_SEGMENT_MOVETO
    plain = counts == 2
    fives = np.flatnonzero(counts == 5)
    if len(fives):
        corners = points[first[fives][:, None] + np.arange(5)]
        straight = (np.abs(np.diff(corners, axis=1)).min(axis=2) < 0.01).all(axis=1)
        plain[fives] = straight & (np.abs(corners[:, 0] - corners[:, 4]).max(axis=1) < 0.01)
    asked = np.flatnonzero(np.repeat(~plain, counts))
    if len(asked):
        kinds[asked], closes[asked] = bulk.segment_kinds([found[place] for place in asked.tolist()])
    return kinds, closes


def _rectangular(points: list[list[float]], closed: bool) -> bool:
    """Four corners joined by level and upright sides."""
    if len(points) == 5 and _near(points[0], points[4]):
        points = points[:4]
    elif not closed:
        return False
    if len(points) != 4:
        return False
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
    level = abs(ay - by) < 0.01 and abs(bx - cx) < 0.01 and abs(cy - dy) < 0.01 and abs(dx - ax) < 0.01
    plumb = abs(ax - bx) < 0.01 and abs(by - cy) < 0.01 and abs(cx - dx) < 0.01 and abs(dy - ay) < 0.01
    return level or plumb


def _near(first: list[float], second: list[float]) -> bool:
    return abs(first[0] - second[0]) < 0.01 and abs(first[1] - second[1]) < 0.01


def _draw_shape(shape: _Shape, stroke: _Ink, fill: _Ink, width: float, drawn: Drawing) -> None:
    (stroked, line_colour), (filled, fill_colour) = stroke, fill
    x0, top, x1, bottom = shape.box
    thinner = min(x1 - x0, bottom - top)
    if stroked and len(shape.points) <= _MOST_POINTS:
        _draw_strokes(shape, line_colour, width, drawn)
    elif filled and thinner <= THIN:
        drawn.rules += rule(shape.box, fill_colour)
    if filled and fill_colour is not None and thinner > THIN:
        drawn.fills.append(Fill(x0, top, x1, bottom, fill_colour, shape=not shape.rectangle))


def _draw_strokes(shape: _Shape, colour: str | None, width: float, drawn: Drawing) -> None:
    if shape.rectangle:
        drawn.rules += [edge for side in box_sides(shape.box) for edge in rule(side, colour)]
        return
    corners = [*shape.points, shape.points[0]] if shape.closed else shape.points
    for (x0, y0), (x1, y1) in pairwise(corners):
        if min(abs(x1 - x0), abs(y1 - y0)) >= 0.5:
            continue
        box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        if width >= _BAND and colour is not None:
            drawn.fills.append(_band(box, width / 2, colour))
        else:
            drawn.rules += rule(box, colour)


def _band(box: Box, half: float, colour: str) -> Fill:
    """The area that a thick line paints."""
    x0, top, x1, bottom = box
    if x1 - x0 >= bottom - top:
        return Fill(x0, top - half, x1, bottom + half, colour)
    return Fill(x0 - half, top, x1 + half, bottom, colour)
