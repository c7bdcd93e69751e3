"""How far a scanned page lies askew: the angle at which its ink falls into rows."""

import numpy as np
from numpy.typing import NDArray

MOST = 5.0
"""Degrees; a page that lies further askew was not laid on the glass by hand."""
_LEAST_POINTS, _MOST_POINTS = 100, 60_000
_STEPS = ((0.5, 10), (0.1, 6), (0.02, 6))
"""Each search goes so many steps of so many degrees to both sides of the best angle before it."""
_CLEARER, _A_DEGREE = 1.1, 0.5
"""Rows of ink must be so many times clearer at the angle found than as the page lies, and more for each degree: print
that lies two degrees askew is twenty times clearer when level, and specks, by chance, are up to 1.4 times at any angle.
"""


def skew(ink: NDArray[np.bool_]) -> float:
    """Degrees by which lines of print run down to the right, from where ink is on the page.

    >>> level = np.zeros((200, 300), dtype=np.bool_)
    >>> level[20::20] = True
    >>> skew(level)
    0.0
    """
    points = np.argwhere(ink)
    if len(points) < _LEAST_POINTS:
        return 0.0
    ys, xs = points[:: max(1, len(points) // _MOST_POINTS)].T.astype(np.float64)
    best = 0.0
    clear = level = _rows(ys, xs, 0.0)
    for step, count in _STEPS:
        tried = best + step * np.arange(-count, count + 1)
        clearness = [_rows(ys, xs, angle) for angle in tried.tolist()]
        place = int(np.argmax(clearness))
        if clearness[place] > clear:
            best, clear = float(tried[place]), clearness[place]
    needed = (_CLEARER + _A_DEGREE * abs(best)) * level
    return round(best, 3) if clear > needed and abs(best) <= MOST else 0.0


def _rows(ys: NDArray[np.float64], xs: NDArray[np.float64], angle: float) -> float:
    """How sharply rows of ink stand out from the white between them, seen at an angle."""
    down = ys - xs * np.tan(np.radians(angle))
    down -= down.min()
    counts = np.bincount(down.astype(np.int64)).astype(np.float64)
    return float((np.diff(counts) ** 2).sum())
