"""Rows whose cells stand between upright strokes, as in Markdown."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from planextract.readers.flow import Area, Flow, stretch
from planextract.readers.fragments import Strip
from planextract.readers.grids import flat
from planextract.readers.inline import plain
from planextract.readers.markup import Markup

Stretch = tuple[int, int]

_STROKE = re.compile(r"(?<!\\)\|")
_DASHES = re.compile(r"\s*:?-+:?\s*")
_RULED = re.compile(r"\s*\+[-=+:]{2,}\+?\s*")


def cells(file: str, line: Stretch) -> list[Stretch]:
    """The cells of a line, strokes at its ends left out; one cell for a line without strokes.

    >>> cells("| a | b\\\\|c |", (0, 12))
    [(1, 4), (5, 11)]
    """
    start, end = line
    whole = file[start:end]
    start, end = end - len(whole.lstrip()), start + len(whole.rstrip())
    ends = [match.start() for match in _STROKE.finditer(file, start, end)]
    edges = [start - 1, *ends, end]
    found = [(left + 1, right) for left, right in pairwise(edges)]
    if ends and ends[0] == start:
        found = found[1:]
    if ends and ends[-1] == end - 1:
        found = found[:-1]
    return found


def stroked(file: str, line: Stretch) -> bool:
    """Has a line cells between strokes, or is it a rule of a table drawn with + and -?"""
    return _STROKE.search(file, *line) is not None or _RULED.fullmatch(file, *line) is not None


def is_table(file: str, lines: Sequence[Stretch]) -> bool:
    """Do lines make a table? A row of dashes under the first says so, or strokes at both ends of every line."""
    if len(lines) < 2:
        return False
    if (
        any(_aligns(file, line) for line in lines[:2])
        or sum(1 for line in lines if _RULED.fullmatch(file, *line)) > 1
    ):
        return True
    edged = sum(1 for line in lines if _edged(file, line))
    if edged == len(lines) and max(len(cells(file, line)) for line in lines) >= 2:
        return True
    counts = Counter(len(cells(file, line)) for line in lines)
    return len(lines) >= 3 and len(counts) == 1 and min(counts) >= 3


def _edged(file: str, line: Stretch) -> bool:
    text = file[slice(*line)].strip()
    return len(text) > 1 and text.startswith("|") and text.endswith("|")


def _aligns(file: str, line: Stretch) -> bool:
    """Is it the row of dashes and colons under a header?"""
    if file.find("-", *line) < 0 or file.find("|", *line) < 0:
        return False
    return all(_DASHES.fullmatch(file, *cell) for cell in cells(file, line))


def read(file: str, lines: Sequence[Stretch], flow: Flow, markup: Markup) -> None:
    """Put the lines into the flow as one table. A header row that says nothing is left out."""
    head = next((number for number, line in enumerate(lines[:3]) if _aligns(file, line)), None)
    rows: list[list[Stretch]] = []
    headers: set[int] = set()
    for number, line in enumerate(lines):
        if _aligns(file, line) or _RULED.fullmatch(file, *line):
            continue
        row = cells(file, line)
        if head is not None and number < head:
            if not any(file[slice(*cell)].strip() for cell in row):
                continue
            headers.add(len(rows))
        rows.append(row)
    columns = max((len(row) for row in rows), default=0)
    flow.allow(columns * len(rows))
    flow.claim(columns * len(rows))
    if columns:
        areas = (
            _areas(file, row, number, columns, number in headers, markup) for number, row in enumerate(rows)
        )
        flow.table(areas, columns, frozenset(headers))


def _areas(
    file: str, row: Sequence[Stretch], number: int, columns: int, header: bool, markup: Markup
) -> list[Area]:
    end = row[-1][1] if row else 0
    filled = [*row, *((end, end) for _ in range(columns - len(row)))]
    return [
        Area(number, column, *cell, list(_strips(file, cell, markup)), header=header)
        for column, cell in enumerate(filled)
    ]


def _strips(file: str, cell: Stretch, markup: Markup) -> Iterator[Strip]:
    text = file[slice(*cell)]
    if "<" in text or "&" in text:
        yield from (plain(strip) for strip in flat(markup.read(*cell)))
    elif text.strip():
        yield plain(stretch(file, *cell))
