"""The body of a table without upright rules: its lines, cut into what stands in each column."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planextract.readers.pdf.grids.words import Word, WordLine


@dataclass(frozen=True, slots=True)
class Body:
    """Lines of a table and, for each, what stands in each column; `spanning` lines stand across the columns."""

    lines: Sequence[WordLine]
    cells: Sequence[Sequence[Sequence[Word]]]
    spanning: frozenset[int]
    edges: tuple[float, ...]

    @property
    def filled(self) -> NDArray[np.bool_]:
        return np.array([[bool(cell) for cell in row] for row in self.cells], dtype=np.bool_)


def body(lines: Sequence[WordLine], edges: Sequence[float], spanning: frozenset[int]) -> Body:
    """Lines cut at the edges between columns."""
    cells: list[list[list[Word]]] = []
    for line in lines:
        row: list[list[Word]] = [[] for _ in range(len(edges) + 1)]
        for word in line.words:
            row[int(np.searchsorted(edges, (word.x0 + word.x1) / 2))].append(word)
        cells.append(row)
    return Body(lines, cells, spanning, tuple(edges))


def figures(found: Body) -> bool:
    """Is the table one of figures, in which every line is a row?"""
    filled = found.filled
    cells = ["".join(word.text for word in cell) for row in found.cells for cell in row[1:] if cell]
    numeric = sum(1 for text in cells if is_figure(text))
    valued = filled[filled[:, 1:].any(axis=1)]  # a label's further lines say nothing of how full the table is
    return numeric >= 0.5 * max(1, len(cells)) and len(valued) > 0 and float(valued.mean()) >= 0.45


def is_figure(text: str) -> bool:
    """More digits than letters, or a sign that stands for a figure."""
    letters = sum(1 for letter in text if letter.isalpha())
    digits = sum(1 for letter in text if letter.isdigit())
    return digits > letters or text in ("-", "–", "—", "..", "n/a", "N/A", "*", "x")
