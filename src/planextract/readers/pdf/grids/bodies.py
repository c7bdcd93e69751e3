"""The body of a table without upright rules: its lines, cut into what stands in each column."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from planextract.readers.pdf.grids.words import Word, WordLine


@dataclass(frozen=True, eq=False)
class Body:
    """Lines of a table and, for each, what stands in each column; `spanning` lines stand across the columns."""

    lines: Sequence[WordLine]
    cells: Sequence[Sequence[Sequence[Word]]]
    spanning: frozenset[int]
    edges: tuple[float, ...]

    @cached_property
    def filled(self) -> NDArray[np.bool_]:
        """Which columns of each line say something."""
        return np.array([[bool(cell) for cell in row] for row in self.cells], dtype=np.bool_)

    @cached_property
    def figured(self) -> bool:
        """Is the table one of figures, in which every line is a row?"""
        cells = ["".join(word.text for word in cell) for row in self.cells for cell in row[1:] if cell]
        numeric = sum(1 for text in cells if is_figure(text))
        valued = self.filled[
            self.filled[:, 1:].any(axis=1)
        ]  # a label's further lines say nothing of how full it is
        return numeric >= 0.5 * max(1, len(cells)) and len(valued) > 0 and float(valued.mean()) >= 0.45


def body(lines: Sequence[WordLine], edges: Sequence[float], spanning: frozenset[int]) -> Body:
    """Lines cut at the edges between columns."""
    cells: list[list[list[Word]]] = []
    for line in lines:
        row: list[list[Word]] = [[] for _ in range(len(edges) + 1)]
        for word in line.words:
            row[bisect_left(edges, (word.x0 + word.x1) / 2)].append(word)
        cells.append(row)
    return Body(lines, cells, spanning, tuple(edges))


def is_figure(text: str) -> bool:
    """More digits than letters, or a sign that stands for a figure."""
    letters, digits = sum(map(str.isalpha, text)), sum(map(str.isdigit, text))
    return digits > letters or text in ("-", "–", "—", "..", "n/a", "N/A", "*", "x")
