"""The words of a document as they stand, for formats without pages and for those who do not see pictures.

Each cell and block keeps its characters one for one, so that the places of values can be counted in them.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from planextract.document import Block, Cell, Document, Line, Table
from planextract.values import printable

Part = dict[str, Any]


def parts(document: Document) -> list[Part]:
    """Blocks and tables in reading order, as JSON."""
    return [_block(part) if isinstance(part, Block) else _table(part) for part in document.flow]


def _block(block: Block) -> Part:
    line = Line(block.text, label=block.label)
    return {
        "key": f"b{block.index}",
        "page": block.page,
        "kind": block.kind,
        "level": block.level or 0,
        "bold": block.bold,
        "text": printable(block.source),
        **_extras([line], block.source),
    }


def _table(table: Table) -> Part:
    return {
        "table": table.index,
        "page": table.page,
        "kind": "table",
        "rows": [[_cell(table, cell, row.header) for cell in row.cells] for row in table.rows],
    }


def _cell(table: Table, cell: Cell, header: bool) -> Part:
    held: Part = {"key": f"t{table.index}r{cell.row}c{cell.column}", "text": printable(cell.source)}
    spans = {"rows": cell.row_span, "columns": cell.column_span}
    held |= {name: span for name, span in spans.items() if span > 1}
    if header or cell.header:
        held["header"] = True
    if cell.bold:
        held["bold"] = True
    if cell.fill is not None:
        held["fill"] = cell.fill
    bold = [[look.start, look.end] for look in cell.looks if look.bold and not cell.bold]
    return held | _extras(cell.lines, cell.source) | ({"strong": bold} if bold else {})


def _extras(lines: Iterable[Line], source: str) -> Part:
    """What the characters alone do not say: which are struck through, and labels that the program counts."""
    struck: list[list[int]] = []
    labels: list[list[object]] = []
    for line in lines:
        if line.struck:
            struck += _spans(line)
        if line.label is not None and all(piece.place is None for piece in line.label.pieces):
            begins = [span[0] for span in _spans(line)]
            labels.append([min(begins, default=len(source)), f"{printable(line.label.text)} "])
    return ({"struck": struck} if struck else {}) | ({"labels": labels} if labels else {})


def _spans(line: Line) -> Iterator[list[int]]:
    return ([source.start, source.end] for source in line.text.sources())
