"""A table that is set in two or three pieces side by side, each under the same header: the pieces apart."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from planextract.readers.pdf.glyphs import Glyphs
from planextract.readers.pdf.grids.lattice import Grid
from planextract.readers.pdf.grids.places import places

_ALIKE = 0.2
"""Columns under one header word differ in width by no more than this share."""


def unfolded(grid: Grid, glyphs: Glyphs) -> Iterator[Grid]:
    """The pieces of a grid from the left, or the grid itself."""
    columns = len(grid.xs) - 1
    for width in range(2, columns // 2 + 1):
        if columns % width == 0 and _recurs(np.diff(grid.xs), width) and _same_headers(grid, glyphs, width):
            yield from (_piece(grid, first, first + width) for first in range(0, columns, width))
            return
    yield grid


def _recurs(widths: np.ndarray[tuple[int], np.dtype[np.float64]], width: int) -> bool:
    rows = widths.reshape(-1, width)
    return bool((np.ptp(rows, axis=0) <= _ALIKE * rows.mean(axis=0) + 6).all())


def _same_headers(grid: Grid, glyphs: Glyphs, width: int) -> bool:
    """Do the cells of the first row say the same again and again, and does no cell reach from one piece to the next?"""
    if any(cell.column // width != (cell.column + cell.column_span - 1) // width for cell in grid.cells):
        return False
    words = _first_row(grid, glyphs)
    pieces = {tuple(words[first : first + width]) for first in range(0, len(words), width)}
    return len(words) == len(grid.xs) - 1 and len(pieces) == 1 and all(pieces.pop())


def _first_row(grid: Grid, glyphs: Glyphs) -> Sequence[str]:
    inked = glyphs.take(glyphs.inked)
    owners = places(inked, grid)
    return [inked.take(owners == place).text for place, cell in enumerate(grid.cells) if cell.row == 0]


def _piece(grid: Grid, first: int, stop: int) -> Grid:
    cells = (replace(cell, column=cell.column - first) for cell in grid.cells if first <= cell.column < stop)
    return Grid(grid.xs[first : stop + 1], grid.ys, tuple(cells))
