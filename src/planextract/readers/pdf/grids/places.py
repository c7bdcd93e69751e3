"""Which cell of a grid each character stands in."""

import numpy as np
from numpy.typing import NDArray

from planextract.readers.pdf.glyphs import DIAGONAL, Glyphs
from planextract.readers.pdf.grids.lattice import Grid


def places(glyphs: Glyphs, grid: Grid) -> NDArray[np.int64]:
    """The cell of each glyph by its index in the grid, -1 outside; slanting glyphs are never a cell's."""
    owners = np.full(
        (len(grid.ys) + 1, len(grid.xs) + 1), -1, dtype=np.int64
    )  # with a rim for what lies outside
    for index, cell in enumerate(grid.cells):
        row, column = cell.row + 1, cell.column + 1
        owners[row : row + cell.row_span, column : column + cell.column_span] = index
    x = (glyphs.frame[:, 0] + glyphs.frame[:, 2]) / 2
    y = (glyphs.frame[:, 1] + glyphs.frame[:, 3]) / 2
    found = owners[np.searchsorted(grid.ys, y, side="right"), np.searchsorted(grid.xs, x, side="right")]
    return np.where(glyphs.turns == DIAGONAL, -1, found)
