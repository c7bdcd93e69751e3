"""Shading: which painted area stands behind each cell of a table."""

from collections.abc import Container, Sequence

import numpy as np
from numpy.typing import NDArray

from planextract.provenance import Box
from planextract.readers.pdf.grids.areas import overlaps
from planextract.readers.pdf.grids.lattice import Grid
from planextract.readers.pdf.sheet import Fill, Sheet


def fills_near(box: Box, sheet: Sheet) -> list[Fill]:
    """The fills that may lie behind a table's cells: not a page's background."""
    page = sheet.width * sheet.height
    return [fill for fill in sheet.fills if fill.area < 0.85 * page and fill.overlap(box) > 0]


def shading(grid: Grid, fills: Sequence[Fill], worded: Container[int]) -> list[str | None]:
    """The last colour painted behind most of each cell, or of a lone mark in a cell without words; white is none.

    `worded` are the indices of the cells that hold words.
    """
    cells = np.array([cell.box for cell in grid.cells])
    if not fills or not len(cells):
        return [None] * len(cells)
    shared = overlaps(np.array([(fill.x0, fill.top, fill.x1, fill.bottom) for fill in fills]), cells)
    plain = np.array([not fill.shape for fill in fills])
    areas = (cells[:, 2] - cells[:, 0]) * (cells[:, 3] - cells[:, 1])
    behind = (shared >= 0.5 * areas) & plain[:, None]
    last = len(fills) - 1 - np.argmax(behind[::-1], axis=0)
    shades: list[str | None] = []
    for place, (covered, layer) in enumerate(zip(behind.any(axis=0).tolist(), last.tolist(), strict=True)):
        if covered and fills[layer].colour != "#ffffff":
            shades.append(fills[layer].colour)
        else:
            shades.append(None if place in worded else _mark(fills, shared[:, place]))
    return shades


def _mark(fills: Sequence[Fill], shared: NDArray[np.float64]) -> str | None:
    inside = [
        fills[place] for place in np.flatnonzero(shared).tolist() if shared[place] >= 0.95 * fills[place].area
    ]
    marks = {fill.colour for fill in inside if vivid(fill.colour)}
    return marks.pop() if len(marks) == 1 else None


def vivid(colour: str) -> bool:
    """Is it a colour, and no grey?"""
    levels = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return max(levels) - min(levels) >= 64
