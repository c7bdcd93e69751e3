"""The words of a document by their places, as they are kept to show what stands around a value."""

import json
from dataclasses import dataclass

from planextract.document import Document

Cell = tuple[int, int, int]
"""Table, row and column."""


@dataclass(frozen=True, slots=True)
class Words:
    """What each block and each cell of a document says, with the characters that places count in."""

    name: str
    blocks: dict[int, str]
    cells: dict[Cell, str]

    @classmethod
    def of(cls, document: Document, name: str) -> "Words":
        cells = {
            (table.index, cell.row, cell.column): cell.source
            for table in document.tables
            for cell in table.cells()
        }
        return cls(name, {block.index: block.source for block in document.blocks}, cells)

    def as_line(self) -> bytes:
        cells = [[*place, text] for place, text in self.cells.items()]
        return (
            json.dumps({"name": self.name, "blocks": [*self.blocks.items()], "cells": cells}).encode() + b"\n"
        )

    @classmethod
    def of_line(cls, line: bytes) -> "Words":
        """What `as_line` wrote. Raises ValueError, KeyError or TypeError for anything else."""
        said = json.loads(line)
        cells = {(int(table), int(row), int(column)): str(text) for table, row, column, text in said["cells"]}
        return cls(str(said["name"]), {int(index): str(text) for index, text in said["blocks"]}, cells)

    def row(self, place: Cell) -> list[str]:
        """The other cells that begin in the row of a cell, left to right."""
        table, row, column = place
        beside = [each for each in self.cells if each[:2] == (table, row) and each[2] != column]
        return [self.cells[each] for each in sorted(beside) if self.cells[each].strip()]

    def next_to(self, block: int) -> list[str]:
        """The blocks before and after a block that say something."""
        texts = [(index, text) for index, text in sorted(self.blocks.items()) if text.strip()]
        before = [text for index, text in texts if index < block][-1:]
        return before + [text for index, text in texts if index > block][:1]
