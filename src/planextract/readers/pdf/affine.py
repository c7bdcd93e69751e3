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
    a, b, c, d, e, f = np.moveaxis(first, -1, 0)
    p, q, r, s, t, u = np.moveaxis(second, -1, 0)
    parts = (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)
    return np.stack(np.broadcast_arrays(*parts), axis=-1)


def moved(points: NDArray[np.float64], maps: Maps) -> NDArray[np.float64]:
    """Points (x and y in the last axis) as the maps leave them."""
    x, y = points[..., 0], points[..., 1]
    a, b, c, d, e, f = np.moveaxis(maps, -1, 0)
    return np.stack((a * x + c * y + e, b * x + d * y + f), axis=-1)


def moved_boxes(boxes: NDArray[np.float64], maps: Maps) -> NDArray[np.float64]:
    """Boxes around what the maps make of boxes.

    >>> moved_boxes(np.array([[0.0, 0, 2, 1]]), np.array([0.0, 1, -1, 0, 10, 0])).tolist()
    [[9.0, 0.0, 10.0, 2.0]]
    """
    if maps.ndim == 1 and not maps[1] and not maps[2]:
        edges = boxes * maps[[0, 3, 0, 3]] + maps[[4, 5, 4, 5]]
        return np.concatenate(
            (np.minimum(edges[:, :2], edges[:, 2:]), np.maximum(edges[:, :2], edges[:, 2:])), axis=1
        )
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
