"""Documents built by hand, for tests of the stages after reading."""

from planextract.document import Block, Cell, Document, Line, Row, Table
from planextract.provenance import Place, SourcedText

Written = str | tuple[str, int] | tuple[str, int, int] | None
"""A cell: its words, or words with column span and row span; None where a merged cell already covers it."""


def cell(words: str, table: int, row: int, column: int, **more: object) -> Cell:
    """One cell; a line that begins with a bullet is an item."""
    place = Place(table=table, row=row, column=column)
    lines, start = [], 0
    for text in words.split("\n"):
        if text.startswith("• "):
            label = SourcedText.of("•", place, start)
            lines.append(Line(SourcedText.of(text[2:], place, start + 2), "item", label))
        elif text.strip():
            lines.append(Line(SourcedText.of(text, place, start)))
        start += len(text) + 1
    return Cell(row, column, tuple(lines), words, **more)  # type: ignore[arg-type]


def table(rows: list[list[Written]], index: int = 0, page: int | None = None, **more: object) -> Table:
    columns = max(sum(_width(written) for written in row) for row in rows)
    return Table(
        index, tuple(_row(row, index, number, **more) for number, row in enumerate(rows)), columns, page
    )


def _width(written: Written) -> int:
    return written[1] if isinstance(written, tuple) else 1


def _row(written: list[Written], index: int, number: int, **more: object) -> Row:
    cells, column = [], 0
    for words in written:
        if isinstance(words, tuple):
            height = words[2] if len(words) == 3 else 1
            cells.append(cell(words[0], index, number, column, column_span=words[1], row_span=height, **more))
        elif words is not None:
            cells.append(cell(words, index, number, column, **more))
        column += _width(words)
    return Row(number, tuple(cells))


def block(words: str, index: int, kind: str = "paragraph") -> Block:
    return Block(index, SourcedText.of(words, Place(block=index)), words, kind)  # type: ignore[arg-type]


def document(*flow: Block | Table) -> Document:
    return Document("built.txt", "text/plain", "built", "0" * 64, 0, tuple(flow))
