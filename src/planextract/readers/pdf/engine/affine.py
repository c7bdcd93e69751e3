"""Affine maps as PDF writes them: rows of a, b, c, d, e, f that take (x, y) to (ax + cy + e, bx + dy + f)."""

from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray

Maps = NDArray[np.float64]


def then(first: Maps, second: Maps) -> Maps:
    """The map, or one for each row, that does one after the other.

    >>> then(np.array([2.0, 0, 0, 2, 0, 0]), np.array([1.0, 0, 0, 1, 5, 7])).tolist()
    [2.0, 0.0, 0.0, 2.0, 5.0, 7.0]
    """
    a, b, c, d, e, f = first.T
    p, q, r, s, t, u = second.T
    both = np.empty((*np.broadcast(a, p).shape, 6))
    both[..., 0], both[..., 1] = a * p + b * r, a * q + b * s
    both[..., 2], both[..., 3] = c * p + d * r, c * q + d * s
    both[..., 4], both[..., 5] = e * p + f * r + t, e * q + f * s + u
    return both


def moved(points: NDArray[np.float64], maps: Maps) -> NDArray[np.float64]:
    """Points (a row each) as one map, or the map of each, leaves them."""
    x, y = points.T
    a, b, c, d, e, f = maps.T
    return np.stack((a * x + c * y + e, b * x + d * y + f), axis=-1)


def moved_boxes(boxes: NDArray[np.float64], maps: Maps) -> NDArray[np.float64]:
    """Boxes around what the maps make of boxes.

    >>> moved_boxes(np.array([[0.0, 0, 2, 1]]), np.array([0.0, 1, -1, 0, 10, 0])).tolist()
    [[9.0, 0.0, 10.0, 2.0]]
    """
    if maps.ndim == 1 and not maps[1] and not maps[2]:
        a, _, _, d, e, f = maps.tolist()
        x0, y0, x1, y1 = boxes.T
        left, right, top, bottom = a * x0 + e, a * x1 + e, d * y0 + f, d * y1 + f
        around = np.empty((len(boxes), 4))
        np.minimum(left, right, out=around[:, 0])
        np.minimum(top, bottom, out=around[:, 1])
        np.maximum(left, right, out=around[:, 2])
        np.maximum(top, bottom, out=around[:, 3])
        return around
    first, second = moved(boxes[:, [0, 1]], maps), moved(boxes[:, [2, 3]], maps)
    third, fourth = moved(boxes[:, [0, 3]], maps), moved(boxes[:, [2, 1]], maps)
    corners = np.stack((first, second, third, fourth))
    return np.concatenate((corners.min(axis=0), corners.max(axis=0)), axis=1)


def turning(degrees: float, centre: tuple[float, float], scale: float = 1.0) -> Maps:
    """The map that turns a page, whose y grows downwards, clockwise around a point, and then enlarges it.

    >>> moved(np.array([3.0, 2.0]), turning(90, (2.0, 2.0))).round(6).tolist()
    [2.0, 3.0]
    """
    x, y = centre
    a, b = cos(radians(degrees)), sin(radians(degrees))
    return scale * np.array((a, b, -b, a, x - a * x + b * y, y - b * x - a * y))
