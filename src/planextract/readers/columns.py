"""Tables in text set in columns of blanks, as printed tables look when only their layout is kept."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planextract.readers.flow import Area, Flow, Words, area_of

Stretch = tuple[int, int]

_LONGEST = 400
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_GUTTER = re.compile("00+")
_MOST_BLANK = 2
_LONGEST_MARKER = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its stretch of the file, and whether a blank line stands before it."""

    start: int
    text: str
    after_blank: bool

    @property
    def occupied(self) -> int:
        """A bit for each character that is no blank, the first character highest."""
        shown = "".join("0" if mark.isspace() else "1" for mark in self.text.ljust(_LONGEST))
        return int(shown, 2)

    @property
    def parts(self) -> int:
        return len(_GAP.findall(self.text)) + 1


@dataclass(frozen=True, slots=True)
class Layout:
    """Lines that keep to the same columns; `edges` are where the columns start, `lines` counts lines of the file."""

    printed: tuple[Line, ...]
    edges: tuple[int, ...]
    lines: int


def gapped(file: str, line: Stretch) -> bool:
    """Has a line three parts or more with two blanks or more between?"""
    start, end = line
    if end - start > _LONGEST or file.find("  ", start, end) < 0 or file.find("\t", start, end) >= 0:
        return False
    return len(_GAP.findall(file, start, end)) >= 2


def find(file: str, lines: Sequence[Stretch], first: int) -> tuple[Layout | None, int]:
    """The table in columns that starts with a line, if one does, and how many lines were looked at."""
    printed: list[Line] = []
    ends: list[int] = []
    occupied = blanks = 0
    number = first
    for number in range(first, len(lines)):
        if number > first and file.startswith("\f", lines[number][0] - 1):
            break  # (the columns of the next page may stand elsewhere)
        text = file[slice(*lines[number])].rstrip()
        if not text:
            blanks += 1
            if blanks > _MOST_BLANK:
                break
            continue
        line = Line(lines[number][0], text, blanks > 0)
        if len(text) > _LONGEST or "\t" in text or not _keeps(occupied, line):
            break
        printed.append(line)
        ends.append(number + 1)
        occupied |= line.occupied
        blanks = 0
    return _layout(printed, ends, first), max(1, number - first)


def _keeps(occupied: int, line: Line) -> bool:
    """Does a line leave the gutters free?"""
    before, after = len(_edges(occupied)), len(_edges(occupied | line.occupied))
    if after < 3:
        return False
    if not occupied or after >= before:
        return True
    return line.parts > 1 and after >= before - 1


def _edges(occupied: int) -> tuple[int, ...]:
    """Where columns start."""
    if not occupied:
        return ()
    shown = format(occupied, f"0{_LONGEST}b")
    starts = [match.end() for match in _GUTTER.finditer(shown) if match.end() < _LONGEST]
    return tuple(starts) if shown.startswith("00") else (shown.index("1"), *starts)


def _layout(printed: list[Line], ends: list[int], first: int) -> Layout | None:
    occupied = 0
    for line in printed:
        occupied |= line.occupied
    edges = _edges(occupied)
    while printed and _filled(printed[-1], edges) == [0] and (printed[-1].after_blank or len(printed) == 1):
        printed, ends = printed[:-1], ends[:-1]
    wide = sum(1 for line in printed if line.parts >= 2)
    if len(edges) < 3 or len(printed) < 3 or wide < 3 or wide < 0.5 * len(printed):
        return None
    often = [sum(1 for line in printed if column in _filled(line, edges)) for column in range(len(edges))]
    if min(often) < 2 or sum(1 for line in printed if len(_filled(line, edges)) >= 3) < 2:
        return None
    return Layout(tuple(printed), edges, ends[-1] - first)


def _filled(line: Line, edges: Sequence[int]) -> list[int]:
    return [column for column in range(len(edges)) if _words(line, edges, column).text]


def _words(line: Line, edges: Sequence[int], column: int) -> Words:
    stop = edges[column + 1] if column + 1 < len(edges) else len(line.text)
    text = line.text[edges[column] : stop]
    return Words(line.start + edges[column] + len(text) - len(text.lstrip()), text.strip())


# Rows ----------------------------------------------------------------------------------------------------------


def read(layout: Layout, flow: Flow) -> None:
    """Put the table into the flow; a cell's source is its lines, each without the blanks around it."""
    rows = list(_rows(layout))
    flow.claim(len(rows) * len(layout.edges))
    flow.table((_areas(row, layout.edges, number) for number, row in enumerate(rows)), len(layout.edges))


def _rows(layout: Layout) -> Iterator[list[Line]]:
    row: list[Line] = []
    parted = _parted(layout)
    marker = None if parted else _marker(layout)
    for line in layout.printed:
        if row and (line.after_blank or (not parted and _opens(line, row, layout.edges, marker))):
            yield row
            row = []
        row.append(line)
    yield row


def _opens(line: Line, row: Sequence[Line], edges: Sequence[int], marker: int | None) -> bool:
    if marker is None:
        return _begins(line, row, edges)
    words = _words(line, edges, marker).text
    if not words or words[0].islower():
        return False
    return not _words(row[-1], edges, marker).text or len(_filled(line, edges)) >= len(_filled(row[0], edges))


def _marker(layout: Layout) -> int | None:
    """The column whose words begin the rows, where the first column's do not: one that says something short once in
    each row, such as a date. It stands beside every beginning that the first column has, and beside others too.
    """
    body = layout.printed[1:]
    if not any(0 not in _filled(line, layout.edges) for line in body):
        return None
    found: list[tuple[int, int]] = []
    for column in range(1, len(layout.edges)):
        words = [text for line in body if (text := _words(line, layout.edges, column).text)]
        fresh = sum(1 for text in words if not text[0].islower())
        if len(words) >= 2 and fresh >= 0.7 * len(words) and max(map(len, words)) <= _LONGEST_MARKER:
            found.append((len(words), column))
    if not found or not body:
        return None
    fewest, column = min(found)
    first = _words(body[0], layout.edges, column).text
    return column if first and fewest < 0.6 * len(body) else None


def _parted(layout: Layout) -> bool:
    """Do blank lines part the rows, so that nothing else need?"""
    groups = 1 + sum(1 for line in layout.printed[1:] if line.after_blank)
    return groups >= 3 and len(layout.printed) >= 1.5 * groups


def _begins(line: Line, row: Sequence[Line], edges: Sequence[int]) -> bool:
    """Does a line begin a row? Not with its first column empty, in mid-sentence, or with little beside it."""
    filled = _filled(line, edges)
    if 0 not in filled:
        return False
    text = _words(line, edges, 0).text
    if text[0].islower():
        return False
    return len(filled) > len(edges) / 2 or len(filled) >= len(_filled(row[0], edges))


def _areas(row: Sequence[Line], edges: Sequence[int], number: int) -> list[Area]:
    return [
        area_of(number, column, [words for line in row if (words := _words(line, edges, column)).text])
        for column in range(len(edges))
    ]
