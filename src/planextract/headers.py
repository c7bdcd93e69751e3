"""Rows of a table laid out on its grid, and which of them head columns or stand over other rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from planextract.document import Cell, Table
from planextract.provenance import SourcedText
from planextract.vocab import Vocabulary, alias

HEADER_CHARACTERS = 120
"""Longest text of a header cell; instructions in brackets under a header run to about this."""


Words = tuple[SourcedText | None, ...]
"""What stands over or in each column; None where nothing does."""


@dataclass(frozen=True)
class GridRow:
    """One row laid out on the grid: for each column the cell that covers it, merged cells from above included."""

    index: int
    cells: tuple[Cell | None, ...]

    def own(self) -> list[Cell]:
        """The cells that start in this row and say something, left to right."""
        found: list[Cell] = []
        for cell in self.cells:
            if cell is None or cell.row != self.index or (found and found[-1] is cell):
                continue
            if not cell.blank:
                found.append(cell)
        return found

    def starts(self, column: int) -> bool:
        """Whether the cell in a column begins in this row instead of being merged from above."""
        cell = self.cells[column]
        return cell is not None and cell.row == self.index


def grid(table: Table) -> Iterator[GridRow]:
    """The rows of a table with merged cells laid over every row and column that they cover."""
    above: list[Cell | None] = [None] * table.columns
    for row in table.rows:
        cells: list[Cell | None] = [
            cell if cell is not None and cell.row + cell.row_span > row.index else None for cell in above
        ]
        for cell in row.cells:
            for column in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                cells[column] = cell
        yield GridRow(row.index, tuple(cells))
        above = cells


# Header rows and bands ---------------------------------------------------------------------------------------


def is_header(row: GridRow, vocabulary: Vocabulary, header: Words, *, half: bool = False) -> bool:
    """Whether a row heads columns. `header` is the one in force; `half` says that it may go on in this row."""
    own = row.own()
    if len(own) < 2 or any(len(cell.text) > HEADER_CHARACTERS for cell in own):
        return False
    if header and repeats(row, header):
        return True
    known = sum(
        1
        for cell in own
        if vocabulary.roles_of(cell.text.text) and vocabulary.state_of(cell.text.text) is None
    )
    if header:  # a further header must be beyond doubt: body cells hold header words too
        most = known * 4 >= len(own) * 3 and (half or row.index == 0)
        stands_out = known >= 1 and row.index == 0 and _stands_out(own)
        return stands_out or (
            known >= 2 and (known == len(own) or most) and not any(_sentence(cell) for cell in own)
        )
    return _stands_out(own) or (known >= 2 and known * 2 >= len(own))


def is_new_header(row: GridRow, following: GridRow | None) -> bool:
    """Whether the first row of a table that seems to go on heads columns in words that nobody knows.

    All its cells are filled and bold or marked as header in the file, and those of the next row are not.
    """
    own = row.own()
    if row.index > 0 or len(own) < 3 or len(own) < len(row.cells) or following is None:
        return False
    return _marked(own) and not any(map(_sentence, own)) and not _marked(following.own())


def is_under(row: GridRow, columns: frozenset[int]) -> bool:
    """Whether a row only says what the columns under wide cells of the header are for, and is blank elsewhere."""
    own = row.own()
    named = all(
        re.match(r"\W*[^\W\d_]{2}", cell.text.text) and len(cell.text.text.split()) <= 4 for cell in own
    )
    return len(own) >= 2 and named and all(cell.column in columns for cell in own)


def _marked(own: list[Cell]) -> bool:
    return all(cell.header for cell in own) or all(cell.bold for cell in own)


def is_group(row: GridRow, following: GridRow, vocabulary: Vocabulary) -> bool:
    """Whether a row only says what several columns of the header under it have in common."""
    own = row.own()
    spans = all(1 < cell.column_span < len(row.cells) or (cell.bold and cell.column > 0) for cell in own)
    return spans and not is_header(row, vocabulary, ()) and is_header(following, vocabulary, ())


def _stands_out(own: list[Cell]) -> bool:
    """Printed as a header is: all of it bold, on one colour, or marked as a header in the file; and short."""
    if any(_sentence(cell) for cell in own):
        return False
    one_colour = own[0].fill is not None and len({cell.fill for cell in own}) == 1
    return _marked(own) or (one_colour and len(own) >= 3)


def repeats(row: GridRow, header: Words) -> bool:
    """The same words over most columns: the header printed again on a new page."""
    words = words_over_columns(row)
    pairs = [(a, b) for a, b in zip(words, header, strict=False) if a is not None or b is not None]
    same = sum(1 for a, b in pairs if a is not None and b is not None and alias(a.text) == alias(b.text))
    return same >= 2 and same * 2 >= len(pairs)


def _sentence(cell: Cell) -> bool:
    words = cell.text.text.split()
    return len(words) > 8 or (len(words) > 1 and words[-1].endswith("."))  # "No." is no sentence


def is_band(row: GridRow, columns: int, headed: bool) -> bool:
    """A row that stands over others instead of being one: a title above the header, a section among the rows."""
    own = row.own()
    if len(own) != 1 or columns < 2 or any(cell is not None and cell.row < row.index for cell in row.cells):
        return False
    cell = own[0]
    if cell.column_span * 5 >= columns * 3 and cell.column_span > 1:
        return True
    if cell.column != 0:
        beside = cell.column == 1 and columns > 3  # the column of numbers is blank
        return beside and cell.bold and not _sentence(cell)
    return not headed or cell.bold or cell.header or _capitals(cell.text.text)


def _capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return len(letters) > 2 and all(letter.isupper() for letter in letters)


def words_over_columns(row: GridRow) -> Words:
    return tuple(cell.text if cell is not None and not cell.blank else None for cell in row.cells)


def stack(header: Words, row: GridRow, vocabulary: Vocabulary) -> Words:
    """Two header rows as one: the lower words, after the upper ones where they say too little alone."""
    lower = words_over_columns(row)
    return tuple(
        above
        if below is None or (above is not None and not row.starts(column))
        else _both(above, below, vocabulary)
        for column, (above, below) in enumerate(zip(header, lower, strict=True))
    )


def _both(above: SourcedText | None, below: SourcedText, vocabulary: Vocabulary) -> SourcedText:
    if above is None or above == below or vocabulary.roles_of(below.text):
        return below
    return SourcedText.join(" ", (above, below))
