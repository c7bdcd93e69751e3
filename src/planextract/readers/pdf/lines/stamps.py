"""Level watermarks: large letters that are printed across the words of a page, as DRAFT is across a table.

Those that run at a slant are known by their turn; these are known by what lies under them.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from planextract.readers.pdf.glyphs import DIAGONAL, Flags, Glyphs
from planextract.readers.pdf.medians import median
from planextract.readers.pdf.sheet import Sheet

_LARGE = 3.0
"""Letters of a stamp are this many times the usual size at least, and this tall in points."""
_TALL = 28.0
_FEWEST = 3
"""So many letters a stamp has, and so many lie under it: a large initial has neighbours too."""
_BODY = 0.2
"""Of the height of a line, what is left out at its top and foot, where little is printed."""


def unstamped(sheet: Sheet) -> Sheet:
    """The page with the letters of stamps turned, so that they count as a watermark's."""
    glyphs = sheet.glyphs
    if not glyphs.inked.any() or glyphs.sizes.max() < _TALL:
        return sheet
    large = glyphs.sizes >= max(_TALL, _LARGE * median(glyphs.sizes[glyphs.inked]))
    large &= glyphs.turns != DIAGONAL
    if not large.any() or large.all():
        return sheet
    turns = glyphs.turns.copy()
    for run in _runs(glyphs, large):
        if len(run) >= _FEWEST and _covered(glyphs, run, ~large) >= _FEWEST:
            turns[run] = DIAGONAL
    return replace(sheet, glyphs=replace(glyphs, turns=turns))


def _runs(glyphs: Glyphs, large: Flags) -> list[NDArray[np.int64]]:
    """Large letters that are drawn one after the other on one line."""
    places = np.flatnonzero(large)
    feet, sizes = glyphs.frame[places, 3], glyphs.sizes[places]
    parted = (places[1:] - places[:-1] > 1) | (np.abs(feet[1:] - feet[:-1]) > 0.3 * sizes[1:])
    return np.split(places, np.flatnonzero(parted) + 1)


def _covered(glyphs: Glyphs, run: NDArray[np.int64], others: Flags) -> int:
    """How many other letters have their middle within the line of print that some letters make."""
    boxes = glyphs.boxes[run]
    (x0, top), (x1, bottom) = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    top, bottom = top + _BODY * (bottom - top), bottom - _BODY * (bottom - top)
    x, y = (glyphs.boxes[:, 0] + glyphs.boxes[:, 2]) / 2, (glyphs.boxes[:, 1] + glyphs.boxes[:, 3]) / 2
    within = (x0 < x) & (x < x1) & (top < y) & (y < bottom)
    return int((within & others & glyphs.inked).sum())
