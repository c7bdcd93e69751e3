"""Rows whose cells stand between tabs, as spreadsheets and tables are pasted into text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planextract.readers.flow import Area, Flow, stretch
from planextract.readers.fragments import Run, Strip
from planextract.readers.grids import flat
from planextract.readers.markup import Markup
from planextract.readers.tags import KNOWN

Stretch = tuple[int, int]
"""Characters start..end of the file, half-open."""

_LABEL = re.compile(
    r"\s*(?:[-–—•▪·●○*\uf0b7o]|\(?(?:[a-zA-Z]|[ivxIVX]{1,5}|\d{1,3})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?)\s*\t\s*"
)
_INDENT = re.compile(r"\s*")
_QUOTED = re.compile(r"\"((?:[^\"]|\"\")*+)\"(?=[\t\r\n]|\Z)")
_BREAK = re.compile(r"\r\n|[\n\r\v\u2028\u2029]")
_DOUBLED = re.compile(r"\"\"|[^\"]+|\"")
_MOST_LINES, _MOST_CHARACTERS = 60, 20_000
"""How far a row may run on where a cell of it is quoted or holds a list."""
_LONGEST_HEADER = 60


@dataclass(frozen=True, slots=True)
class TabRow:
    """One row: its cells as stretches of the file, and how many lines of the file it takes."""

    cells: tuple[Stretch, ...]
    lines: int = 1


def tabbed(file: str, line: Stretch) -> bool:
    """Has the line a tab other than its indent or the distance from a label to its words?"""
    start, end = line
    if file.find("\t", start, end) < 0:
        return False
    mark = _LABEL.match(file, start, end) or _INDENT.match(file, start, end)
    return file.find("\t", mark.end() if mark is not None else start, end) >= 0


def rows(file: str, lines: Sequence[Stretch], first: int) -> list[TabRow]:
    """The rows from a line on, up to the first line without a tab."""
    found: list[TabRow] = []
    number = first
    while number < len(lines):
        if file.find("\t", *lines[number]) < 0 and not (found and _band(file, lines, number, found[-1])):
            break
        row = _row(file, lines, number)
        found.append(row)
        number += row.lines
    return found


def _band(file: str, lines: Sequence[Stretch], number: int, above: TabRow) -> bool:
    """Is a line without tabs a title between rows, where the tabs after it were cut off?"""
    start, end = lines[number]
    if len(above.cells) < 3 or number + 1 == len(lines) or end - start > 2 * _LONGEST_HEADER or start == end:
        return False
    return file.count("\t", *lines[number + 1]) >= len(above.cells) - 1


def _row(file: str, lines: Sequence[Stretch], number: int) -> TabRow:
    start, last = lines[number][0], number
    while file.count("<ul", start, lines[last][1]) + file.count("<ol", start, lines[last][1]) > (
        file.count("</ul", start, lines[last][1]) + file.count("</ol", start, lines[last][1])
    ):
        if (
            last + 1 - number >= _MOST_LINES
            or last + 1 == len(lines)
            or lines[last][1] - start > _MOST_CHARACTERS
        ):
            last = number
            break
        last += 1
    cells: list[Stretch] = []
    while True:
        end, last = _cell_end(file, lines, start, last)
        cells.append((start, end))
        if end >= lines[last][1]:
            return TabRow(tuple(cells), last + 1 - number)
        start = end + 1


def _cell_end(file: str, lines: Sequence[Stretch], start: int, last: int) -> tuple[int, int]:
    """Where a cell ends, and the line it ends in; only a quoted cell runs over the line's end."""
    stop = lines[last][1]
    if file.startswith('"', start):
        far = lines[min(last + _MOST_LINES, len(lines) - 1)][1]
        match = _QUOTED.match(file, start, min(far, max(stop, start + _MOST_CHARACTERS)))
        if match is not None:
            while lines[last][1] < match.end():
                last += 1
            return match.end(), last
    tab = file.find("\t", start, stop)
    return (tab if tab >= 0 else stop), last


def is_table(file: str, found: Sequence[TabRow], before: int | None) -> bool:
    """Do rows make a table? `before` is how many columns the last table of the document had.

    Names and telephone numbers set apart by tabs are no table: three columns are, or two under a header.
    """
    if not found:
        return False
    filled = _filled(file, found)
    if len(found) == 1:
        return before is not None and len(found[0].cells) == before >= 3 and filled >= 2
    counts = Counter(len(row.cells) for row in found)
    wide = sum(1 for row in found if len(row.cells) >= 3)
    if filled >= 3 and max(counts.values()) >= 2 and wide >= 0.5 * len(found):
        return True
    return (
        filled == 2 and len(found) >= 3 and max(counts.values()) > 0.7 * len(found) and _headed(file, found)
    )


def _filled(file: str, found: Sequence[TabRow]) -> int:
    """How many columns say anything."""
    return len(
        {column for row in found for column, cell in enumerate(row.cells) if file[slice(*cell)].strip()}
    )


def _headed(file: str, found: Sequence[TabRow]) -> bool:
    head = [text for cell in found[0].cells if (text := file[slice(*cell)].strip())]
    if len(head) != 2 or any(len(text) > _LONGEST_HEADER or text.endswith((":", ".")) for text in head):
        return False
    if any(character.isdigit() for text in head for character in text):
        return False
    colons = sum(1 for row in found if file[slice(*row.cells[0])].rstrip().endswith(":"))
    return colons < 0.3 * len(found)


def read(file: str, found: Sequence[TabRow], flow: Flow) -> int:
    """Put the rows into the flow as one table, short ones filled up. Gives how many columns it has."""
    columns = max(len(row.cells) for row in found)
    flow.allow(columns * len(found))
    columns = max(
        _used(file, found), min(columns, Counter(len(row.cells) for row in found).most_common(1)[0][0])
    )
    flow.claim(columns * len(found))
    markup = Markup(file, flow, KNOWN)
    flow.table((_areas(file, row, number, columns, markup) for number, row in enumerate(found)), columns)
    return columns


def _used(file: str, found: Sequence[TabRow]) -> int:
    return max(
        (column + 1 for row in found for column, cell in enumerate(row.cells) if file[slice(*cell)].strip()),
        default=1,
    )


def _areas(file: str, row: TabRow, number: int, columns: int, markup: Markup) -> list[Area]:
    end = row.cells[-1][1]
    cells = [*row.cells[:columns], *((end, end) for _ in range(columns - len(row.cells)))]
    return [Area(number, column, *cell, strips(file, cell, markup)) for column, cell in enumerate(cells)]


def strips(file: str, cell: Stretch, markup: Markup) -> list[Strip]:
    """What a cell says: paragraphs and items of marked-up text, lines of a quoted cell, or one line."""
    start, end = cell
    text = file[start:end]
    if not text or text.isspace():
        return []
    if text.startswith('"') and _QUOTED.fullmatch(text):
        return [_unquoted(file, line) for line in _broken(file, start + 1, end - 1)]
    if "<" in text or "&" in text:
        return flat(markup.read(start, end))
    return [stretch(file, *line) for line in _broken(file, start, end)]


def _broken(file: str, start: int, end: int) -> Iterator[Stretch]:
    """The lines of characters start..end."""
    for match in _BREAK.finditer(file, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def _unquoted(file: str, line: Stretch) -> Strip:
    parts = _DOUBLED.finditer(file, *line)
    return Strip([Run('"' if part[0] == '""' else part[0], *part.span()) for part in parts])
