"""Row breaks: at which lines the rows of a table begin whose rows no rules part."""

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from planextract.readers.pdf.glyphs import Floats
from planextract.readers.pdf.grids import headlines
from planextract.readers.pdf.grids.bodies import Body
from planextract.readers.pdf.grids.words import Word, WordLine

_LOOSE = 1.6
"""Lines further apart than this many font sizes do not run on."""
_OVERLAP = 0.85
"""Lines whose feet are nearer than this many font sizes stand beside one another."""
_MARK = re.compile(r"[(\[]?[A-Za-z]{0,3}[-./]?\d{1,3}(?:[.\-/]\d{1,3}){0,3}[a-z]?[)\].:]?|\(?[a-z]\)")
"""What numbers rows: "3", "3.2", "R12", "CS/4", "b)"."""
_HEADER = 3
"""Lines of a header in the column of marks."""
_FARTHEST = 2.2
"""A distance of so many times the usual one parts rows as surely as a greater one."""
_WIDER = 1.15
"""A distance so many times the usual one parts rows."""


def starts(
    found: Body, parted: frozenset[int] = frozenset(), ruled: frozenset[int] = frozenset()
) -> tuple[int, ...]:
    """The lines at which rows begin. Empty where that cannot be told.

    `parted` are the first lines under rules, `ruled` those of them whose rule runs over the whole width.
    """
    if found.figured:
        high = headlines.height(found, ruled)
        return tuple(sorted(figure_rows(found, high, parted) | headlines.row_starts(found, high, parted)))
    marked = _marked(found)
    if marked:
        return tuple(sorted(_rows_of_marks(found, marked, parted)))
    inferred = _inferred(found)
    if not parted:
        return tuple(sorted(inferred | _around_spanning(found))) if inferred else ()
    filled = found.filled
    columns = filled.shape[1]
    inner = {place for place in inferred - parted if filled[place].sum() * 2 >= max(columns, 3)}
    if 2 * len(inner) > len(parted):
        return tuple(sorted({0} | parted | inner | _around_spanning(found)))
    return tuple(sorted({0} | parted))


def few_starts(found: Body) -> tuple[int, ...]:
    """The lines at which rows begin among a few lines of a table that is known from the page before."""
    marks = [place for place, row in enumerate(found.cells) if row[0] and _MARK.fullmatch(_said(row[0]))]
    if marks:
        return tuple(sorted(_rows_of_marks(found, marks, frozenset())))
    below = next((place for place, line in enumerate(found.lines) if not line.bold), 0)
    return tuple(sorted({0, below} | _wide_steps(found.lines)))


# Marks ---------------------------------------------------------------------------------------------------------


def _marked(found: Body) -> list[int]:
    """The lines on which a number or letter in one of the first two columns opens a row; none where few have one."""
    for column in range(min(2, len(found.edges))):
        said = {
            place: _said(row[column])
            for place, row in enumerate(found.cells)
            if row[column] and place not in found.spanning
        }
        marks = [place for place, entry in said.items() if _MARK.fullmatch(entry)]
        others = [place for place in said if place not in marks]
        header = bool(marks) and all(place < marks[0] for place in others) and len(others) <= _HEADER
        if len(marks) >= 2 and header and len({said[place] for place in marks}) == len(marks):
            return marks if _open_rows(found, marks) else []
    return []


def _said(words: Sequence[Word]) -> str:
    return "".join(word.text for word in words)


def _open_rows(found: Body, marks: Sequence[int]) -> bool:
    """Stand the marks on the first lines of their rows? Then most other columns say something beside them."""
    beside = found.filled[list(marks)]
    return bool(beside.mean() >= 0.5)


def _rows_of_marks(found: Body, marks: Sequence[int], parted: frozenset[int]) -> set[int]:
    """A row for each mark, begun at the gap above it where its own words are not the first of the row."""
    gaps = _wide_steps(found.lines)
    begun = {0} | parted | _around_spanning(found)
    for above, mark in pairwise([-1, *marks]):
        if any(above < place <= mark for place in parted):  # a rule says where the row begins
            continue
        near = [place for place in gaps if above < place <= mark]
        begun.add(mark if mark in near or not near else max(near))
    below = next((place for place, line in enumerate(found.lines) if not line.bold), 0)
    return begun | {below} if 0 < below < marks[0] else begun


def _around_spanning(found: Body) -> set[int]:
    """Spanning lines begin a row, and so does what follows them."""
    begun: set[int] = set()
    for place in range(len(found.lines)):
        before = place - 1 in found.spanning
        if (place in found.spanning and not before) or (place not in found.spanning and before):
            begun.add(place)
    return begun


def _inferred(found: Body) -> set[int]:
    filled = found.filled
    wide = _wide_steps(found.lines)
    if len(wide) >= 2:
        return _headed(found, {0} | _after_gaps(filled, wide), wide)
    return _headed(found, _by_key_column(found, filled), wide)


# Figures -------------------------------------------------------------------------------------------------------


def figure_rows(found: Body, high: int = 0, parted: frozenset[int] = frozenset()) -> set[int]:
    """In a table of figures every line below the header is a row, but for labels that wrap."""
    filled = found.filled
    begun = {
        place
        for place in range(high, len(filled))
        if place == high
        or place in parted
        or ((filled[place, 0] or filled[place].sum() >= 2) and not _runs_on(found, place))
    }
    return {0} | begun | {place for place in _around_spanning(found) if place > high}


def _runs_on(found: Body, place: int) -> bool:
    """Is a line of the same row as the one before: do they overlap, or does a label wrap?"""
    above, line = found.lines[place - 1], found.lines[place]
    if line.bottom - above.bottom < _OVERLAP * min(line.size, above.size):
        return True
    upper, lower = found.cells[place - 1], found.cells[place]
    if not upper[0] or not lower[0] or (any(upper[1:]) and any(lower[1:])):
        return False
    if line.top - above.bottom > 0.6 * line.size or upper[0][0].bold != lower[0][0].bold:
        return False
    return _unfinished(upper[0], lower[0])


def _unfinished(above: Sequence[Word], below: Sequence[Word]) -> bool:
    """Does a label go on with a small letter or a bracket?"""
    first = below[0].text[:1]
    return (first.islower() or first in "(&") and not above[-1].text.endswith((":", "."))


def _wide_steps(lines: Sequence[WordLine]) -> set[int]:
    """The lines that stand further below the one before than lines that run on do."""
    steps = np.diff([line.bottom for line in lines])
    size = float(np.median([line.size for line in lines]))
    likely = np.sort(steps[steps >= 0.9 * size])
    if len(likely) == 0:
        return set()
    pitch = min(float(likely[int(0.1 * len(likely))]), _LOOSE * size)
    least = max(_WIDER * pitch + 0.5, _parting(likely.clip(max=_FARTHEST * pitch)))
    return {int(place) + 1 for place in np.flatnonzero(steps > least)}


def _parting(steps: Floats) -> float:
    """The value that best parts sorted distances in two kinds: those from line to line, and those from row to row.

    (Otsu's: the two kinds' means lie furthest apart, by their counts. A bullet stands a little apart, a row more.)
    """
    counts = np.arange(1, len(steps))
    sums = np.cumsum(steps)
    below, above = sums[:-1] / counts, (sums[-1] - sums[:-1]) / (len(steps) - counts)
    apart = counts * (len(steps) - counts) * (above - below) ** 2
    best = int(apart.argmax()) if len(apart) else 0
    return float(steps[best] + steps[best + 1]) / 2 if len(apart) and apart[best] > 0 else 0.0


def _after_gaps(filled: NDArray[np.bool_], wide: set[int]) -> set[int]:
    """Rows after gaps: where the column that is filled most often after gaps is filled, or two others are."""
    after = filled[sorted(wide)]
    rates = after.mean(axis=0)
    key = int(np.argmax(rates))
    if rates[key] >= 0.8:
        return {place for place in wide if filled[place, key]}
    return {place for place in wide if filled[place].sum() >= 2 or filled[place, 0]}


def _by_key_column(found: Body, filled: NDArray[np.bool_]) -> set[int]:
    """Without gaps rows begin where one column's words begin, and most other columns' with them."""
    best: set[int] = set()
    best_score = 0.15
    for column in range(filled.shape[1]):
        begun = _begun(found, filled, column)
        others = [place for place in range(len(filled)) if place not in begun]
        if len(begun) < 3 or not others:
            continue
        score = float(filled[sorted(begun)].mean() - filled[others].mean())
        if score > best_score + 0.02:
            best, best_score = begun, score
    if not best and float(filled.mean()) >= 0.7:
        return set(range(len(filled)))
    return best | {0} if best else set()


def _begun(found: Body, filled: NDArray[np.bool_], column: int) -> set[int]:
    entries = ["".join(word.text for word in row[column]) for row in found.cells]
    said = [entry for entry in entries if entry]
    marks = sum(1 for entry in said if len(entry) <= 8 and any(letter.isdigit() for letter in entry))
    single = marks >= 0.7 * len(said)
    return {
        place
        for place in range(len(entries))
        if filled[place, column] and (single or place == 0 or not filled[place - 1, column])
    }


def _headed(found: Body, begun: set[int], wide: set[int]) -> set[int]:
    """Bold lines at the top that are set close are one header row."""
    if not begun:
        return begun
    below = next((place for place, line in enumerate(found.lines) if not line.bold), 0)
    if not 0 < below <= 4:
        return begun
    return {place for place in begun if place == 0 or place >= below or place in wide} | {below}
