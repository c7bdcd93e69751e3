"""Is it a table? What tells rows of cells from prose in columns, lists, contents and the labels of a figure."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from planextract.readers.pdf.grids.bodies import Body

_FEWEST_ROWS = 3
_LABEL = 4
"""Characters that a label such as "iv)" has at the most."""
_PROSE = 24
"""Characters a line that prose in a narrow column has on average."""


def tabular(found: Body, starts: Sequence[int], drawn: bool) -> bool:
    """Do lines, cut into columns, make a table? With `drawn` rules or bands say so too, and less is asked."""
    if len(starts) < (2 if drawn else _FEWEST_ROWS) or any(sign(found) for sign in _SIGNS):
        return False
    heads = found.filled[[place for place in starts if place not in found.spanning]]
    if found.figured:  # a figure may stand beside any line of its label
        heads = np.logical_or.reduceat(found.filled, starts)
    return not (_empty(heads) if drawn else _scattered(heads))


def _running(found: Body) -> bool:
    """Prose in columns: every column full of words on nearly every line, but for one of labels before paragraphs."""
    filled = found.filled
    letters = np.array([[sum(len(word.text) + 1 for word in cell) for cell in row] for row in found.cells])
    average = letters.sum(axis=0) / np.maximum(filled.sum(axis=0), 1)
    prose = (average > _LABEL) | (filled.mean(axis=0) > 0.5)
    return bool(prose.any() and (average[prose] >= _PROSE).all() and filled[:, prose].mean() >= 0.6)


def _listed(found: Body) -> bool:
    """Two columns of which the left one holds only numbers or marks: a list."""
    if found.filled.shape[1] != 2:
        return False
    marks = ["".join(word.text for word in row[0]) for row in found.cells if row[0]]
    return sum(1 for mark in marks if len(mark) <= 6) >= 0.8 * len(marks)


def _scattered(heads: NDArray[np.bool_]) -> bool:
    """Rows that begin with one cell or two of many: words that only happen to line up."""
    columns = heads.shape[1]
    full = (
        np.count_nonzero(heads.sum(axis=1) * 2 >= columns)
        if columns > 3
        else np.count_nonzero(heads.sum(axis=1) >= 2)
    )
    return bool(full < 0.6 * len(heads)) or len(heads) < _FEWEST_ROWS


def _contents(found: Body) -> bool:
    """Few columns, of which the last holds page numbers that rise, or that leaders of dots lead to."""
    if found.filled.shape[1] > 3:
        return False
    last = ["".join(word.text for word in row[-1]) for row in found.cells if row[-1]]
    pages = [int(text) for text in last if text.isdecimal() and len(text) <= 4]
    led = 2 * sum(1 for line in found.lines if line.leaders) >= len(found.lines)
    rising = all(b >= a for a, b in pairwise(pages))
    return len(pages) >= 3 and len(pages) >= 0.8 * len(last) and (rising or led)


def _axis(found: Body) -> bool:
    """The first column counts down in equal steps of more than one: the scale of a chart."""
    said = ["".join(word.text for word in row[0]).replace(",", "") for row in found.cells if row[0]]
    levels = [int(text) for text in said if text.lstrip("-").isdecimal() and len(text) < 9]
    steps = {above - below for above, below in pairwise(levels)}
    return len(levels) >= 4 and 2 * len(levels) > len(said) and len(steps) == 1 and max(steps) > 1


def _empty(heads: NDArray[np.bool_]) -> bool:
    """Most rows begin with less than half of the columns, or a column is all but empty: a figure in a frame."""
    if len(heads) == 0:
        return True
    return bool(np.count_nonzero(heads.sum(axis=1) * 2 >= min(heads.shape[1], 6)) < 0.4 * len(heads))


_SIGNS = (_running, _listed, _contents, _axis)
