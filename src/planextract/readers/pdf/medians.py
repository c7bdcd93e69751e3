"""Medians of short arrays, of which reading a page takes many: numpy's own is made for long ones."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def median(values: Floats) -> float:
    """The middle value, or the mean of the two in the middle.

    >>> median(np.array([4.0, 1, 3, 9])), median(np.array([2.0]))
    (3.5, 2.0)
    """
    low, high = (len(values) - 1) // 2, len(values) // 2
    ordered = np.partition(values, (low, high))
    return float(ordered[low] + ordered[high]) / 2


def medians(values: Floats, starts: NDArray[np.int64]) -> Floats:
    """The median of each run of values; most runs are all alike.

    >>> medians(np.array([1.0, 1, 1, 2, 9, 4]), np.array([0, 3])).tolist()
    [1.0, 4.0]
    """
    least, most = np.minimum.reduceat(values, starts), np.maximum.reduceat(values, starts)
    uneven = most - least > 0.001
    if uneven.any():
        sizes = np.append(starts[1:], len(values)) - starts
        chosen, sizes = np.repeat(uneven, sizes), sizes[uneven]
        run = np.repeat(np.arange(len(sizes)), sizes)
        ordered = values[chosen]
        ordered = ordered[np.lexsort((ordered, run))]
        first = np.cumsum(sizes) - sizes
        least[uneven] = (ordered[first + (sizes - 1) // 2] + ordered[first + sizes // 2]) / 2
    return least
