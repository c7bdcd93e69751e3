"""Areas that boxes share."""

import numpy as np
from numpy.typing import NDArray

from planextract.provenance import Box


def overlaps(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    """The area that each of some boxes (a row) shares with each of others (a column)."""
    across = np.minimum(first[:, None, 2], second[:, 2]) - np.maximum(first[:, None, 0], second[:, 0])
    down = np.minimum(first[:, None, 3], second[:, 3]) - np.maximum(first[:, None, 1], second[:, 1])
    shared: NDArray[np.float64] = np.maximum(across, 0.0) * np.maximum(down, 0.0)
    return shared


def area(box: Box) -> float:
    """In square points."""
    return (box[2] - box[0]) * (box[3] - box[1])


def crosses(a: Box, b: Box) -> bool:
    """Have two boxes more in common than an edge?"""
    return min(a[2], b[2]) - max(a[0], b[0]) > 2 and min(a[3], b[3]) - max(a[1], b[1]) > 2
