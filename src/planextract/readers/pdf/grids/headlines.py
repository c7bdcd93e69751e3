"""The header of a table of figures: how many of its lines there are, and which of them make one row.

A header's words wrap, each column's on its own, and headings over several columns stand above them.
"""

from collections.abc import Sequence
from itertools import pairwise

from planextract.readers.pdf.grids.bodies import Body, is_figure
from planextract.readers.pdf.grids.words import WordLine

_MOST = 9
"""No header has more lines."""
_RUN = 0.33
"""Words nearer than this many font sizes are one run."""


def height(found: Body, ruled: frozenset[int]) -> int:
    """The number of header lines; `ruled` are the first lines under rules over the whole width."""
    first = next((place for place in range(len(found.lines)) if _figured(found, place)), 0)
    if not 0 < first <= _MOST:
        return 0
    under = [place for place in ruled if 0 < place <= first]
    if under:
        return max(under)
    while first > 1 and _label_only(found, first - 1) and not _label_only(found, first - 2):
        first -= 1
    return first


def _figured(found: Body, place: int) -> bool:
    """Are most of the values of a line figures, and not years over columns?"""
    values = ["".join(word.text for word in cell) for cell in found.cells[place][1:] if cell]
    numbers = sum(1 for text in values if is_figure(text) and not _year(text))
    return numbers > 0 and 2 * numbers >= len(values)


def _year(text: str) -> bool:
    """A year, or two of them as a financial year is written."""
    digits = "".join(letter for letter in text if letter.isdigit())
    return len(digits) >= 4 and digits[:2] in ("19", "20") and "," not in text and "." not in text


def _label_only(found: Body, place: int) -> bool:
    row = found.cells[place]
    return bool(row[0]) and not any(row[1:])


def runs(line: WordLine) -> list[tuple[float, float]]:
    """From where to where words of a line stand that belong together."""
    extents = [(line.words[0].x0, line.words[0].x1)]
    for left, right in pairwise(line.words):
        if right.x0 - left.x1 < _RUN * line.size:
            extents[-1] = (extents[-1][0], right.x1)
        else:
            extents.append((right.x0, right.x1))
    return extents


def across(line: WordLine, edges: Sequence[float]) -> set[int]:
    """The edges between columns that a run of the line crosses."""
    return {place for place, x in enumerate(edges) if any(x0 < x - 1 and x1 > x + 1 for x0, x1 in runs(line))}


def row_starts(found: Body, high: int, parted: frozenset[int]) -> set[int]:
    """At which of the first `high` lines rows of the header begin: under rules, and under headings over columns."""
    spans = [bool(across(line, found.edges)) for line in found.lines[:high]]
    return {
        place
        for place in range(high)
        if place == 0 or place in parted or (spans[place - 1] and not spans[place])
    }
