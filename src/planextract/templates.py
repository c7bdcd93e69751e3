"""Rows and cells of a template that nobody filled in: what they ask for, or give as an example, is no value."""

import re
from dataclasses import dataclass, field, replace

from planextract.diagnostics import Diagnostic, remark
from planextract.document import Cell, Document, Row, Table
from planextract.provenance import SourcedText
from planextract.vocab import Vocabulary
from planextract.vocab.prompts import Prompts

_NUMBER = re.compile(r"\W*(?:[A-Za-z]{0,3}[\d.]{1,6}|[A-Za-z]|[ivx]{1,4})?\W*")
"""What may stand beside an example in its row: the number of the row."""


def emptied(document: Document, vocabulary: Vocabulary) -> tuple[Document, tuple[Diagnostic, ...]]:
    """The document with what its templates only ask for left out of its tables, and a remark that says so."""
    emptying = _Emptying(vocabulary.prompts)
    flow = tuple(emptying.table(part) if isinstance(part, Table) else part for part in document.flow)
    if not emptying.dropped:
        return document, ()
    count = len(emptying.dropped)
    message = (
        f"{count} line{'s' if count > 1 else ''} of tables only say what is to be entered, and were left out"
    )
    said = remark("template_text", message, SourcedText.join("\n", emptying.dropped))
    return replace(document, flow=flow), (said,)


@dataclass
class _Emptying:
    """Tables being emptied; `dropped` are the lines that were left out."""

    prompts: Prompts
    dropped: list[SourcedText] = field(default_factory=list)

    def table(self, table: Table) -> Table:
        rows = tuple(self._row(row) for row in table.rows)
        return (
            table
            if all(new is old for new, old in zip(rows, table.rows, strict=True))
            else replace(table, rows=rows)
        )

    def _row(self, row: Row) -> Row:
        cells = tuple(self._example(row.cells) or (self._cell(cell) for cell in row.cells))
        return (
            row
            if all(new is old for new, old in zip(cells, row.cells, strict=True))
            else replace(row, cells=cells)
        )

    def _cell(self, cell: Cell) -> Cell:
        """A cell without the lines that ask for something."""
        asking = [line for line in cell.lines if not line.struck and self.prompts.asks(line.text.text)]
        if not asking:
            return cell
        self.dropped += (line.text for line in asking)
        return replace(cell, lines=tuple(line for line in cell.lines if line not in asking))

    def _example(self, cells: tuple[Cell, ...]) -> list[Cell]:
        """The cells of a row that is an example from end to end, without their words; none for another row."""
        said = [cell for cell in cells if not cell.blank]
        examples = [cell for cell in said if self.prompts.exemplifies(cell.text.text)]
        if not examples or not all(cell in examples or self._beside(cell.text.text) for cell in said):
            return []
        self.dropped += (cell.text for cell in said)
        return [replace(cell, lines=()) for cell in cells]

    def _beside(self, text: str) -> bool:
        return _NUMBER.fullmatch(text) is not None or self.prompts.asks(text)
