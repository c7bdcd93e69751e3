"""Tables that only lay out a page: boxes and forms whose cells hold whole paragraphs. For prose they are opened.

A coroner's report is a table of numbered boxes, and recommendations often stand in a frame that is a table of one cell.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from planextract.document import Block, BlockKind, Cell, Document, Line, Row, Table

LINES = 3
"""Lines of a cell that holds paragraphs; two will do in a frame around them, "Area for improvement" and its words."""

LONGEST_LABEL = 60
"""Characters of a cell that heads the one beside it."""


def opened(document: Document, tables: Set[int]) -> Document:
    """The document with those of some tables that are boxes as the paragraphs in them; the words keep their places."""
    flow: list[Block | Table] = []
    for part in document.flow:
        if isinstance(part, Table) and part.index in tables and _is_box(part):
            flow += _blocks(part)
        else:
            flow.append(part)
    return replace(document, flow=tuple(flow))


def _is_box(table: Table) -> bool:
    """Whether a table has one cell to a row, or one beside its number or label, and paragraphs in at least one."""
    rows = [_filled(row) for row in table.rows if not row.blank]
    if any(len(cells) > 2 or (len(cells) == 2 and not _is_label(cells[0])) for cells in rows):
        return False
    framed = all(len(cells) == 1 for cells in rows)
    return any(len(cells[-1].lines) >= (2 if framed else LINES) for cells in rows)


def _is_label(cell: Cell) -> bool:
    """A number, a few words, or "Area for improvement 1" over what is noted of it."""
    return all(len(line.text) <= LONGEST_LABEL for line in cell.lines)


def _filled(row: Row) -> list[Cell]:
    return [cell for cell in row.cells if not cell.blank]


def _blocks(table: Table) -> Iterator[Block]:
    for row in table.rows:
        cells: Sequence[Cell] = _filled(row)
        for cell in cells:
            label = len(cells) == 2 and cell is cells[0]
            if label and not any(character.isalpha() for character in cell.text.text):
                continue  # the number of a box
            lines = [line for line in cell.lines if not line.struck and line.text.text.strip()]
            for line in lines[:1] if label else lines:
                yield _block(line, cell, table, heading=label)


def _block(line: Line, cell: Cell, table: Table, *, heading: bool) -> Block:
    kind: BlockKind = "heading" if heading else "item" if line.kind == "item" else "paragraph"
    return Block(
        table.index,
        line.text,
        cell.source,
        kind,
        line.label,
        bold=cell.bold or _bold(line, cell),
        page=cell.page,
        box=cell.box,
    )


def _bold(line: Line, cell: Cell) -> bool:
    """Whether all of a line is in bold, where the format tells."""
    sources = line.text.sources()
    if not sources:
        return False
    start, end = sources[0].start, sources[-1].end
    return any(look.bold and look.start <= start and end <= look.end for look in cell.looks)
