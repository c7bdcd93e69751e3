"""Words and the lines they stand on: all that finding tables without rules needs to know of the print."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planextract.readers.pdf.glyphs import Glyphs

_GAP = 0.2
"""A gap of this many font sizes parts words."""
_SAME_LINE = 0.5
"""Words whose feet are this many font sizes apart stand side by side."""


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a blank between them, in points of the reading frame."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class WordLine:
    """Words side by side, from the left; they may belong to several columns."""

    words: tuple[Word, ...]
    top: float
    bottom: float
    size: float

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)


def word_lines(glyphs: Glyphs) -> list[WordLine]:
    """The level print of an area from its top."""
    level = glyphs.take((glyphs.turns == 0) & glyphs.inked)
    if not len(level):
        return []
    level = level.take(np.lexsort((level.frame[:, 0], level.frame[:, 3])))
    rows = _rows(level)
    order = np.lexsort((level.frame[:, 0], rows))
    return [line(words) for words in _words(level.take(order), rows[order])]


def _rows(level: Glyphs) -> NDArray[np.int64]:
    """The row of each character, which stand sorted by their feet; a row is as deep as its first character says."""
    feet, slack = level.frame[:, 3], _SAME_LINE * level.sizes
    rows = np.zeros(len(level), dtype=np.int64)
    start = 0
    while True:
        below = feet[start:] - feet[start] > slack[start:]
        if not below.any():
            return rows
        start += int(below.argmax())
        rows[start:] += 1


def line(words: Sequence[Word]) -> WordLine:
    """Words from the left as one line; there must be one."""
    sizes = sorted(word.size for word in words)
    return WordLine(
        words=tuple(words),
        top=min(word.top for word in words),
        bottom=max(word.bottom for word in words),
        size=sizes[len(sizes) // 2],
    )


def within(lines: Iterable[WordLine], x0: float, x1: float) -> list[WordLine]:
    """What of the lines stands between two edges."""
    kept = ([word for word in whole.words if x0 <= (word.x0 + word.x1) / 2 <= x1] for whole in lines)
    return [line(words) for words in kept if words]


def _words(glyphs: Glyphs, rows: NDArray[np.int64]) -> Iterator[list[Word]]:
    """The words of each row, from the left."""
    frame, sizes = glyphs.frame, glyphs.sizes
    apart = frame[1:, 0] - frame[:-1, 2] > _GAP * np.maximum(sizes[1:], sizes[:-1])
    starts = np.flatnonzero(np.concatenate(([True], apart | (rows[1:] != rows[:-1]))))
    stops = [*starts[1:].tolist(), len(glyphs)]
    tops = np.minimum.reduceat(frame[:, 1], starts).tolist()
    rights = np.maximum.reduceat(frame[:, 2], starts).tolist()
    feet = np.maximum.reduceat(frame[:, 3], starts).tolist()
    bold = np.logical_and.reduceat(glyphs.bold, starts).tolist()
    lefts, first_sizes, of = frame[starts, 0].tolist(), sizes[starts].tolist(), rows[starts].tolist()
    text = glyphs.text
    found: list[Word] = []
    for index, (start, stop) in enumerate(zip(starts.tolist(), stops, strict=True)):
        if index and of[index] != of[index - 1]:
            yield found
            found = []
        edges = lefts[index], tops[index], rights[index], feet[index]
        found.append(Word(text[start:stop], *edges, first_sizes[index], bold[index]))
    yield found
