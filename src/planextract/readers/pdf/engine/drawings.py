"""The drawings of a PDFium page: its rules, fills and pictures, those inside form XObjects included."""

from dataclasses import dataclass, field
from itertools import compress

import numpy as np
from numpy.typing import NDArray
from pypdfium2.raw import (
    FPDF_PAGEOBJ_FORM,
    FPDF_PAGEOBJ_IMAGE,
    FPDF_PAGEOBJ_PATH,
    FPDF_PAGEOBJ_SHADING,
    FPDF_SEGMENT_BEZIERTO,
    FPDF_SEGMENT_LINETO,
    FPDF_SEGMENT_MOVETO,
)

from planextract.provenance import Box
from planextract.readers.pdf.engine import bulk
from planextract.readers.pdf.engine.affine import Maps, moved, moved_boxes, then
from planextract.readers.pdf.engine.bounds import DEEPEST, MOST_FORMS, MOST_PATHS, BoundExceededError
from planextract.readers.pdf.engine.painting import Flags, Floats, Inks, Shapes, painted
from planextract.readers.pdf.engine.strokes import THIN
from planextract.readers.pdf.sheet import Fill, Rule


@dataclass(slots=True)
class Drawing:
    rules: tuple[Rule, ...] = ()
    fills: tuple[Fill, ...] = ()
    pictures: tuple[Box, ...] = ()
    shaded: bool = False
    """Is some area painted in a colour that cannot be told?"""


@dataclass(slots=True)
class _Found:
    """Paths in the order of painting, and pictures, each with the place of its map to the displayed page."""

    maps: list[Maps] = field(default_factory=list)
    paths: list[int] = field(default_factory=list)
    path_maps: list[int] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    picture_maps: list[int] = field(default_factory=list)
    forms: int = 0
    shaded: bool = False


def drawing(objects: list[int | None], frame: Maps) -> Drawing:
    """What the objects of a page draw; `frame` maps the file's space to the displayed page.

    Raises BoundExceededError for more than any page of a report holds.
    """
    found = _Found()
    _gather(objects, frame, found, depth=0)
    drawn = Drawing(shaded=found.shaded)
    if found.pictures:
        edges = bulk.bounds(bulk.handles(found.pictures)).astype(np.float64)
        boxes = moved_boxes(edges, np.array(found.maps)[found.picture_maps]).tolist()
        drawn.pictures = tuple((x0, top, x1, bottom) for x0, top, x1, bottom in boxes)
    if found.paths:
        _draw(found, drawn)
    return drawn


def images(objects: list[int | None], frame: Maps) -> list[int]:
    """The pictures among the objects of a page, those inside drawings included. Raises BoundExceededError."""
    found = _Found()
    _gather(objects, frame, found, depth=0)
    return found.pictures


def _gather(objects: list[int | None], frame: Maps, found: _Found, depth: int) -> None:
    here = len(found.maps)
    found.maps.append(frame)
    kinds = bulk.kinds(objects)
    found.shaded |= bool((kinds == FPDF_PAGEOBJ_SHADING).any())
    wanted = np.flatnonzero(
        (kinds == FPDF_PAGEOBJ_PATH) | (kinds == FPDF_PAGEOBJ_IMAGE) | (kinds == FPDF_PAGEOBJ_FORM)
    )
    for place, kind in zip(wanted.tolist(), kinds[wanted].tolist(), strict=True):
        item = objects[place] or 0
        if kind == FPDF_PAGEOBJ_PATH:
            found.paths.append(item)
            found.path_maps.append(here)
        elif kind == FPDF_PAGEOBJ_IMAGE:
            found.pictures.append(item)
            found.picture_maps.append(here)
        else:
            found.forms += 1
            if found.forms > MOST_FORMS or depth > DEEPEST // 10:
                raise BoundExceededError("forms")
            inner = then(bulk.matrices(bulk.handles([item]))[0].astype(np.float64), frame)
            _gather(bulk.form_objects(item), inner, found, depth + 1)
    if len(found.paths) > MOST_PATHS:
        raise BoundExceededError("paths")


# Paths ---------------------------------------------------------------------------------------------------------


def _draw(found: _Found, drawn: Drawing) -> None:
    paths = bulk.handles(found.paths)
    modes = bulk.draw_modes(paths) != 0
    inked: Flags = modes.any(axis=1)
    frames: Maps = found.maps[0] if len(found.maps) == 1 else np.array(found.maps)[found.path_maps][inked]
    if not inked.all():  # a path that only clips paints nothing
        paths, modes = list(compress(paths, inked.tolist())), modes[inked]
    if not paths:
        return
    maps = then(bulk.matrices(paths).astype(np.float64), frames)
    filled, stroked = modes.T
    shapes = _shapes(paths, maps, filled & ~stroked & (maps == found.maps[0]).all(axis=1))
    if shapes is None:
        return
    inks = Inks(
        stroked=stroked,
        filled=filled,
        line_colours=bulk.colours(paths, stroke=True),
        fill_colours=bulk.colours(paths, stroke=False),
        widths=bulk.stroke_widths(paths).astype(np.float64) * np.hypot(maps[:, 2], maps[:, 3]),
    )
    drawn.shaded |= bool((filled & (inks.fill_colours < 0)).any())
    drawn.rules, drawn.fills = painted(shapes, inks)


def _shapes(paths: list[bulk.Handle], maps: Maps, plain: Flags) -> Shapes | None:
    """Each stretch of each path. `plain` are those that are filled only, in the page's own coordinates."""
    counts = bulk.segment_counts(paths)
    if int(counts.sum()) > 3 * MOST_PATHS:
        raise BoundExceededError("points")
    bars, tips = _bars(paths, plain & (counts == 5))
    counts[bars] = 2
    if not counts.any():
        return None
    found, met = bulk.segments(list(compress(paths, (~bars).tolist())), counts[~bars].tolist())
    of_bars, owners = np.repeat(bars, counts), np.repeat(np.arange(len(paths)), counts)
    raw = np.empty((len(owners), 2))
    raw[of_bars], raw[~of_bars] = tips, met
    points = moved(raw, maps[owners])
    kinds, asked = _kinds(points, counts)
    known = np.flatnonzero(asked)
    handles = list(compress(found, asked[~of_bars].tolist()))
    kinds[known] = bulk.segment_kinds(handles)
    starts = np.flatnonzero((kinds == FPDF_SEGMENT_MOVETO) | _changes(owners))
    stops = np.append(starts[1:], len(points))
    closed = np.zeros(len(starts), dtype=np.bool_)
    ends = asked[stops - 1]
    closed[ends] = bulk.closings([handles[at] for at in np.searchsorted(known, stops[ends] - 1).tolist()])
    curved = np.logical_or.reduceat(kinds == FPDF_SEGMENT_BEZIERTO, starts)
    edges = np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)
    return Shapes(
        owners=owners[starts],
        points=points,
        starts=starts,
        stops=stops,
        boxes=np.concatenate(edges, axis=1),
        rectangles=_rectangular(points, starts, stops, closed) & ~curved,
        closed=closed,
    )


def _changes(numbers: NDArray[np.int64]) -> Flags:
    """Where a number differs from the one before."""
    return np.concatenate(([True], numbers[1:] != numbers[:-1]))


def _bars(paths: list[bulk.Handle], fives: Flags) -> tuple[Flags, Floats]:
    """Of the paths of five points, those so thin that only their box matters, as most rules are; its two ends."""
    places = np.flatnonzero(fives)
    boxes = bulk.bounds(list(compress(paths, fives.tolist()))).astype(np.float64)
    # (not by a hair: what is left of a box once it is moved must still be thin)
    thin = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) < THIN - 0.1
    bars = np.zeros(len(paths), dtype=np.bool_)
    bars[places[thin]] = True
    return bars, boxes[thin].reshape(-1, 2)


def _kinds(points: Floats, counts: NDArray[np.int64]) -> tuple[NDArray[np.int32], Flags]:
    """The kind of each segment, and of which PDFium must be asked: not of those of lines and rectangles."""
    first = np.cumsum(counts) - counts
    kinds = np.full(len(points), FPDF_SEGMENT_LINETO, dtype=np.int32)
    kinds[first[counts > 0]] = FPDF_SEGMENT_MOVETO
    plain = counts == 2
    fives = np.flatnonzero(counts == 5)
    if len(fives):
        corners = points[first[fives][:, None] + np.arange(5)]
        straight = (np.abs(np.diff(corners, axis=1)).min(axis=2) < 0.01).all(axis=1)
        plain[fives] = straight & (np.abs(corners[:, 0] - corners[:, 4]).max(axis=1) < 0.01)
    return kinds, np.repeat(~plain, counts)


def _rectangular(points: Floats, starts: NDArray[np.int64], stops: NDArray[np.int64], closed: Flags) -> Flags:
    """Which stretches are four corners joined by level and upright sides."""
    sizes = stops - starts
    returns = (sizes == 5) & (np.abs(points[starts] - points[stops - 1]) < 0.01).all(axis=1)
    four = np.flatnonzero(returns | ((sizes == 4) & closed))
    corners = points[starts[four][:, None] + np.arange(4)]
    x, y = np.moveaxis(np.abs(corners - corners[:, [1, 2, 3, 0]]) < 0.01, -1, 0)
    level = y[:, 0] & x[:, 1] & y[:, 2] & x[:, 3]
    plumb = x[:, 0] & y[:, 1] & x[:, 2] & y[:, 3]
    rectangles = np.zeros(len(starts), dtype=np.bool_)
    rectangles[four] = level | plumb
    return rectangles
