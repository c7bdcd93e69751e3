"""Drawn lines as rules: what is level or upright and long enough to part cells."""

from collections.abc import Iterator

from planextract.provenance import Box
from planextract.readers.pdf.sheet import Rule

THIN = 3.5
"""A painted area no thicker than this, in points, is a rule."""


def rule(box: Box, colour: str | None) -> Iterator[Rule]:
    """A level or upright rule, unless it is a dot or slants."""
    across, down = box[2] - box[0], box[3] - box[1]
    if min(across, down) <= THIN and max(across, down) > max(1.0, 1.5 * min(across, down)):
        yield Rule(*box, colour)


def box_sides(box: Box) -> Iterator[Box]:
    """The four edges of a box."""
    x0, top, x1, bottom = box
    yield x0, top, x1, top
    yield x0, bottom, x1, bottom
    yield x0, top, x0, bottom
    yield x1, top, x1, bottom
