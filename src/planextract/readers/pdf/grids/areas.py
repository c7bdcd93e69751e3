"""Areas that boxes share."""

import numpy as np
from numpy.typing import NDArray

from planextract.provenance import Box


def overlaps(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    """The area that each of some boxes (a row) shares with each of others (a column)."""
    shared = _common(first[:, None, 0], first[:, None, 2], second[:, 0], second[:, 2])
    shared *= _common(first[:, None, 1], first[:, None, 3], second[:, 1], second[:, 3])
    return shared


def area(box: Box) -> float:
    """In square points."""
    return (box[2] - box[0]) * (box[3] - box[1])


def crosses(a: Box, b: Box) -> bool:
    """Have two boxes more in common than an edge?"""
    return min(a[2], b[2]) - max(a[0], b[0]) > 2 and min(a[3], b[3]) - max(a[1], b[1]) > 2


def _common(
    start: NDArray[np.float64],
    stop: NDArray[np.float64],
    other_start: NDArray[np.float64],
    other_stop: NDArray[np.float64],
) -> NDArray[np.float64]:
    """The length that stretches share. (In place: a page of fills and cells makes large arrays.)"""
    length: NDArray[np.float64] = np.minimum(stop, other_stop)
    length -= np.maximum(start, other_start)
    return np.maximum(length, 0.0, out=length)
