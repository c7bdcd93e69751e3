"""Shading in the picture of a page: plain areas of one colour, and the same picture with black words on white there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planextract.readers.pdf.scanning.raster import Grey, Runs, Stroke, runs

Colours = NDArray[np.uint8]
"""Height, width, and red, green and blue."""
_THIN = 3
"""Areas are looked for in squares of this many pixels."""
_COMMON = 0.0004
"""Of the page is one shade of a shading's colour: less than a small cell, since a scan makes several shades of one."""
_NEAR = 24
_PAPER = 14
"""How far from the paper a colour is none; scanned paper is not even."""
_MOST_COLOURS = 12
_HOLE = 8
"""Words leave holes of this size in the area behind them, in squares, as all sizes here."""
_PLAIN = 0.45
"""How much of an area is of its colour; words take less of it, and make less of a line of print."""
_WIDE, _HIGH = 12, 5
_RAGGED = 2
_MOST_SHADES = 400
_DARK = 110
"""Greys on which a black line does not stand out."""
_GAP = 12


@dataclass(frozen=True, slots=True)
class Shade:
    """A plain area: pixels (half-open) and its colour."""

    x0: int
    top: int
    x1: int
    bottom: int
    red: int
    green: int
    blue: int

    @property
    def colour(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def dark(self) -> bool:
        """Would a black line on it, or along its edge, not be seen?"""
        return self.grey < _DARK

    @property
    def grey(self) -> int:
        return int(0.299 * self.red + 0.587 * self.green + 0.114 * self.blue)


def shades(picture: Colours) -> list[Shade]:
    """The shaded areas of a page, largest first, so that a cell's colour lies over that of its row."""
    thinned = _thinned(picture)
    paper, *others = _common(thinned)
    found = [shade for colour in others for shade in _areas(thinned, colour, paper)]
    if len(found) > _MOST_SHADES:
        return []  # a photograph
    return sorted(found, key=lambda shade: -(shade.x1 - shade.x0) * (shade.bottom - shade.top))


def _thinned(picture: Colours) -> Colours:
    """The mean colours of squares of pixels, which have less of a scan's grain."""
    down, across = (length // _THIN for length in picture.shape[:2])
    cut = picture[: down * _THIN, : across * _THIN].astype(np.uint16)
    rows = np.add.reduce([cut[at::_THIN] for at in range(_THIN)])
    squares = np.add.reduce([rows[:, at::_THIN] for at in range(_THIN)])
    thinned: Colours = (squares // _THIN**2).astype(np.uint8)
    return thinned


def _common(thinned: Colours) -> list[NDArray[np.int16]]:
    """The colours that much of a page has, commonest first, which is the paper's."""
    pixels = thinned.reshape(-1, 3)
    bins = (pixels >> 4).astype(np.int32) @ np.array([256, 16, 1], dtype=np.int32)
    counts = np.bincount(bins, minlength=4096)
    order = np.argsort(counts, kind="stable")[::-1]
    kept: list[NDArray[np.int16]] = []
    for place in order[: 3 * _MOST_COLOURS].tolist():
        if counts[place] < _COMMON * len(pixels) or len(kept) > _MOST_COLOURS:
            break
        colour = np.median(pixels[bins == place], axis=0).astype(np.int16)
        if not any(
            np.abs(colour - other).max() <= (_PAPER if index == 0 else _NEAR)
            for index, other in enumerate(kept)
        ):
            kept.append(colour)
    return kept


def _areas(thinned: Colours, colour: NDArray[np.int16], paper: NDArray[np.int16]) -> Iterator[Shade]:
    reach = min(_NEAR, int(np.abs(colour - paper).max()) // 2)
    near = (np.abs(thinned.astype(np.int16) - colour) <= reach).all(axis=2)
    red, green, blue = colour.tolist()
    for x0, top, x1, bottom in _boxes(runs(_closed(near), 0, _WIDE)):
        if bottom - top >= _HIGH and near[top:bottom, x0:x1].mean() >= _PLAIN:
            yield Shade(x0 * _THIN, top * _THIN, x1 * _THIN, bottom * _THIN, red, green, blue)


def _closed(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Without the holes that words leave, in rows first and then in columns."""
    closed = np.zeros_like(mask)
    for row, start, stop in runs(mask, _HOLE, _WIDE, 0.5):
        closed[row, start:stop] = True
    for column, start, stop in runs(np.ascontiguousarray(closed.T), _HOLE, _HIGH):
        closed[start:stop, column] = True
    return closed


_Box = tuple[int, int, int, int]


def _boxes(found: Runs) -> Iterator[_Box]:
    """Runs of much the same ends, row after row, as boxes."""
    open_boxes: list[_Box] = []
    row = -1
    for at, start, stop in found:
        if at != row:
            row = at
            yield from (box for box in open_boxes if box[3] < row)
            open_boxes = [box for box in open_boxes if box[3] >= row]
        for place, (x0, top, x1, bottom) in enumerate(open_boxes):
            if bottom == at and abs(x0 - start) <= _RAGGED and abs(x1 - stop) <= _RAGGED:
                open_boxes[place] = (x0, top, x1, at + 1)
                break
        else:
            open_boxes.append((start, at, stop, at + 1))
    yield from open_boxes


def carried_through(upright: Iterable[Stroke], found: Iterable[Shade], grey: Grey) -> None:
    """Upright lines that end at a dark area carried to its other side: dark lines are not seen on a dark heading.

    Not where words of the area stand across their way.
    """
    dark = [shade for shade in found if shade.dark]
    for line in upright:
        x = round(line.middle)
        for shade in dark:
            across = grey[shade.top + _THIN : shade.bottom - _THIN, max(x - 1, 0) : x + 2]
            if not shade.x0 < x < shade.x1 or int(across.max(initial=0)) > shade.grey + _DARK:
                continue
            if abs(line.x0 - shade.bottom) <= _GAP:
                line.x0 = shade.top
            elif abs(line.x1 - shade.top) <= _GAP:
                line.x1 = shade.bottom


def levelled(grey: Grey, found: list[Shade]) -> Grey:
    """The picture with black words on white in its shaded areas, whichever of words and shading is the darker."""
    plain = grey.copy()
    for shade in found:
        here = (slice(shade.top, shade.bottom), slice(shade.x0, shade.x1))
        part = grey[here].astype(np.int32)
        ground = shade.grey
        lighter, darker = int((part > ground + 40).sum()), int((part < ground - 40).sum())
        if lighter > darker:
            words = 255 - (part - ground).clip(0) * 255 // max(255 - ground, 1)
        else:
            words = part * 255 // max(ground, 1)
        plain[here] = words.clip(0, 255).astype(np.uint8)
    return plain
