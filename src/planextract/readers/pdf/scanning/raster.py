"""Rules in the picture of a page: thin lines that run level or upright, and darker than both their sides.

Pictures are arrays of grey from 0, black, to 255, white. Sizes are in pixels of a page drawn at 200 to an inch.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Flags = NDArray[np.bool_]

_BESIDE = (3, 5, 8)
"""A line's two sides are looked for this far from each of its pixels: it is thinner than the furthest."""
_DEPTH = 28
"""A line is darker than its sides by more than this; a thin grey one comes out pale."""
_BREAK = 6
"""Breaks this long are bridged: where lines cross, and where a scan is worn."""
_SHORTEST = 50
"""Of one run; a line that is a hair off level is made of several."""
_LEVEL, _UPRIGHT = 100, 60
"""The least length of a whole line: as a narrow column is wide, and somewhat more than a row of print is high."""
_SOLID = 0.9
"""How much of a line's length is ink; a row of letters has more white."""
_THICKEST = 12
_SPECK = 64
_SPECKLED = 1 / 5000
"""Of all pixels are specks, where a scan is dirty; a page of small type has a few hundred full stops."""
_MOST_RUNS = 20_000


def grey_of(pixels: NDArray[np.uint8]) -> Grey:
    """A picture in red, green and blue as an eye weighs them."""
    red, green, blue = (pixels[:, :, channel].astype(np.uint16) for channel in range(3))
    return ((77 * red + 150 * green + 29 * blue) >> 8).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class Runs:
    """Level runs of pixels: the row of each, where it starts, and where it stops (half-open)."""

    rows: NDArray[np.int64]
    starts: NDArray[np.int64]
    stops: NDArray[np.int64]

    def __iter__(self) -> Iterator[tuple[int, int, int]]:
        return zip(self.rows.tolist(), self.starts.tolist(), self.stops.tolist(), strict=True)

    def __len__(self) -> int:
        return len(self.rows)


def runs(mask: Flags, bridge: int = 0, shortest: int = 1, solid: float = 0.0) -> Runs:
    """The runs of a mask, breaks up to `bridge` pixels closed, that are long enough and of which enough is set.

    >>> list(runs(np.array([[1, 1, 0, 1, 0, 0, 0, 1]], dtype=np.bool_), bridge=1))
    [(0, 0, 4), (0, 7, 8)]
    """
    width = mask.shape[1] + bridge + 2
    flat = np.zeros((mask.shape[0], width), dtype=np.int8)
    flat[:, 1 : mask.shape[1] + 1] = mask
    edges = np.diff(flat.ravel(), prepend=0)
    starts, stops = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    if not len(starts):
        return Runs(starts, starts, stops)
    opens = np.flatnonzero(np.concatenate(([True], starts[1:] - stops[:-1] > bridge)))
    inked = np.add.reduceat(stops - starts, opens)
    first, last = starts[opens], stops[np.append(opens[1:], len(stops)) - 1]
    kept = (last - first >= shortest) & (inked >= solid * (last - first))
    first, last = first[kept], last[kept]
    rows = first // width
    return Runs(rows, first - rows * width - 1, last - rows * width - 1)


def unspeckled(grey: Grey) -> Grey:
    """The picture without specks: lone pixels much darker, or much lighter, than all eight around them.

    Where there are few they are left: full stops in small type are such pixels too.
    """
    darkest, lightest = np.full_like(grey, 255), np.zeros_like(grey)
    for shift in ((-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)):
        beside = np.roll(grey, shift, (0, 1))
        np.minimum(darkest, beside, out=darkest)
        np.maximum(lightest, beside, out=lightest)
    dark = (darkest > grey) & (darkest - grey > _SPECK)
    if dark.mean() < _SPECKLED:
        return grey
    clean = np.where(dark, darkest, grey)
    return np.where((grey > lightest) & (grey - lightest > _SPECK), lightest, clean)


@dataclass(slots=True)
class Stroke:
    """A level line: the pixels around it (half-open), and the middle of its thickness."""

    x0: int
    top: int
    x1: int
    bottom: int
    inked: int = 0
    moment: float = 0.0
    last: list[tuple[int, int, int]] = field(default_factory=list)
    """Its runs in the rows just above, to which the next ones join."""

    @property
    def middle(self) -> float:
        return self.moment / self.inked + 0.5

    @property
    def thickness(self) -> float:
        return self.inked / (self.x1 - self.x0)


def level_lines(grey: Grey) -> list[Stroke]:
    """The level lines of a picture."""
    return [stroke for stroke in _strokes(grey) if stroke.x1 - stroke.x0 >= _LEVEL]


def upright_lines(grey: Grey) -> list[Stroke]:
    """Its upright lines, as level ones of the picture with x and y exchanged."""
    return [stroke for stroke in _strokes(np.ascontiguousarray(grey.T)) if stroke.x1 - stroke.x0 >= _UPRIGHT]


def _strokes(grey: Grey) -> list[Stroke]:
    found = runs(_ridges(grey), _BREAK, _SHORTEST, _SOLID)
    if len(found) > _MOST_RUNS:
        return []  # a photograph, or a drawing in hatching
    return [stroke for stroke in _gathered(found) if stroke.thickness <= _THICKEST]


def _ridges(grey: Grey) -> Flags:
    """Where the picture is darker than at both sides; and the pixels above and below that, since a line may step."""
    ridge = np.zeros(grey.shape, dtype=np.bool_)
    for reach in _BESIDE:
        sides = np.minimum(grey[: -2 * reach], grey[2 * reach :])
        within = grey[reach:-reach]
        ridge[reach:-reach] |= (sides > within) & (sides - within > _DEPTH)
    thick: Flags = ridge.copy()
    thick[1:] |= ridge[:-1]
    thick[:-1] |= ridge[1:]
    return thick


def _gathered(found: Runs) -> list[Stroke]:
    """Runs that touch from row to row as one stroke; a line that is a hair off level steps down as it goes."""
    open_strokes: list[Stroke] = []
    done: list[Stroke] = []
    row = -1
    for at, start, stop in found:
        if at != row:
            row = at
            done += [stroke for stroke in open_strokes if stroke.bottom < row - 1]
            open_strokes = [stroke for stroke in open_strokes if stroke.bottom >= row - 1]
        touching = [stroke for stroke in open_strokes if _touches(stroke, at, start, stop)]
        stroke = Stroke(start, at, stop, at + 1)
        for other in touching:
            open_strokes.remove(other)
            _merge(stroke, other)
        stroke.inked += stop - start
        stroke.moment += at * (stop - start)
        stroke.last = [run for run in stroke.last if run[0] >= at - 2] + [(at, start, stop)]
        open_strokes.append(stroke)
    return done + open_strokes


def _touches(stroke: Stroke, at: int, start: int, stop: int) -> bool:
    return any(
        row >= at - 2 and start <= last + _BREAK and first <= stop + _BREAK
        for row, first, last in stroke.last
    )


def _merge(stroke: Stroke, other: Stroke) -> None:
    stroke.x0, stroke.x1 = min(stroke.x0, other.x0), max(stroke.x1, other.x1)
    stroke.top, stroke.bottom = min(stroke.top, other.top), max(stroke.bottom, other.bottom)
    stroke.inked += other.inked
    stroke.moment += other.moment
    stroke.last += other.last
