"""Tables whose cells were joined by " / ", as some converters leave them: a line for each row, no line between."""

from collections.abc import Iterator, Sequence

from planextract.readers.flow import Area, Flow, stretch

Stretch = tuple[int, int]

_SLASH = " / "
_FEWEST_ROWS, _FEWEST_COLUMNS = 3, 3
_LONGEST_HEADER = 40


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


def read(file: str, found: Sequence[Sequence[Stretch]], flow: Flow) -> None:
    """Put the rows into the flow as one table."""
    columns = len(found[0])
    flow.claim(columns * len(found))
    areas = (
        [Area(number, column, *cell, [stretch(file, *cell)]) for column, cell in enumerate(row)]
        for number, row in enumerate(found)
    )
    flow.table(areas, columns)
