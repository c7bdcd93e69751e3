"""Drawn lines as rules: what is level or upright and long enough to part cells."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from planextract.provenance import Box
from planextract.readers.pdf.sheet import Rule

THIN = 3.5
"""A painted area no thicker than this, in points, is a rule."""


def are_rules(boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which boxes are rules, level or upright ones, and no dots and nothing that slants.

    >>> are_rules(np.array([[0.0, 0, 90, 1], [0, 0, 3, 2.5], [0, 0, 90, 60]])).tolist()
    [True, False, False]
    """
    sides = boxes[:, 2:] - boxes[:, :2]
    thinner, longer = sides.min(axis=1), sides.max(axis=1)
    found: NDArray[np.bool_] = (thinner <= THIN) & (longer > np.maximum(1.0, 1.5 * thinner))
    return found


def rule(box: Box, colour: str | None) -> Iterator[Rule]:
    """A box as a rule, if it is one."""
    if are_rules(np.array([box]))[0]:
        yield Rule(*box, colour)


def box_sides(box: Box) -> Iterator[Box]:
    """The four edges of a box."""
    x0, top, x1, bottom = box
    yield x0, top, x1, top
    yield x0, bottom, x1, bottom
    yield x0, top, x0, bottom
    yield x1, top, x1, bottom
