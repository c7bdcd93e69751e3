"""Tables whose cells were joined by " / ", as some converters leave them: a line for each row, no line between."""

import re
from collections.abc import Iterator, Sequence

from planextract.readers.flow import Area, Flow, stretch
from planextract.vocab import Vocabulary

Stretch = tuple[int, int]

_SLASH = " / "
_FEWEST_ROWS, _FEWEST_COLUMNS = 3, 3
_LONGEST_HEADER = 40
_LABEL = re.compile(r"([A-Z][a-z]+) (\d{1,3})[.:]?")
"""What numbers rows: "Step 1"."""
_DATES = frozenset({"deadline", "revised_deadline", "completion_date", "start_date", "review_date"})
_SENTENCE = 4
"""Words that no date has."""


def rows(file: str, lines: Sequence[Stretch], first: int) -> list[list[Stretch]]:
    """The rows that start with a line: a header of short cells and rows of as many; none where there is no table.

    A row with more or fewer cells has a slash in its words or lacks a cell, nobody knows which: it ends the table.
    """
    found: list[list[Stretch]] = []
    for line in lines[first:]:
        cells = list(_cells(file, line))
        if len(cells) < _FEWEST_COLUMNS or (found and len(cells) != len(found[0])):
            break
        found.append(cells)
    return found if len(found) >= _FEWEST_ROWS and _heads(file, found[0]) else []


def _cells(file: str, line: Stretch) -> Iterator[Stretch]:
    start, end = line
    while (slash := file.find(_SLASH, start, end)) >= 0:
        yield start, slash
        start = slash + len(_SLASH)
    yield start, end


def _heads(file: str, cells: Sequence[Stretch]) -> bool:
    words = [file[slice(*cell)].strip() for cell in cells]
    return all(0 < len(text) <= _LONGEST_HEADER and not text.endswith((".", ",", ";")) for text in words)


def read(file: str, found: Sequence[Sequence[Stretch]], flow: Flow, vocabulary: Vocabulary) -> None:
    """Put the rows into the flow as one table."""
    columns = len(found[0])
    flow.claim(columns * len(found))
    short = columns == _FEWEST_COLUMNS and _numbered_under_dates(file, found, vocabulary)
    areas = (
        _short_header(file, row)
        if short and number == 0
        else [Area(number, column, *cell, [stretch(file, *cell)]) for column, cell in enumerate(row)]
        for number, row in enumerate(found)
    )
    flow.table(areas, columns, frozenset({0}))


def _short_header(file: str, row: Sequence[Stretch]) -> list[Area]:
    """A header over rows of one column more, of which each lacks a blank cell: nobody knows which of the last two."""
    first, last = row[0], (row[1][0], row[-1][1])
    return [
        Area(0, 0, *first, [stretch(file, *first)], column_span=2, header=True),
        Area(0, 2, *last, [stretch(file, *last)], header=True),
    ]


def _numbered_under_dates(file: str, found: Sequence[Sequence[Stretch]], vocabulary: Vocabulary) -> bool:
    """Do rows begin with "Step 1", "Step 2" and a sentence, which a header of a date stands over?

    Then the header's first cell reached over both, and a blank cell of each row was dropped.
    """
    header, *body = [[file[slice(*cell)].strip() for cell in row] for row in found]
    labels = [_LABEL.fullmatch(row[0]) for row in body]
    words = {label[1] for label in labels if label is not None}
    if None in labels or len(words) != 1 or words.pop() in header[0]:
        return False
    sentences = sum(1 for row in body if len(row[1].split()) >= _SENTENCE)
    return not _DATES.isdisjoint(vocabulary.roles_of(header[1])) and 2 * sentences > len(body)
