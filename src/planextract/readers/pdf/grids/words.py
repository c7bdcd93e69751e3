"""Words and the lines they stand on: all that finding tables without rules needs to know of the print."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import floor, inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planextract.provenance import Box
from planextract.readers.pdf.glyphs import Floats, Glyphs

_GAP = 0.2
"""A gap of this many font sizes parts words."""
_SAME_LINE = 0.5
"""Words whose feet are this many font sizes apart stand side by side."""
_BESIDE = 0.7
"""Feet nearer than this many font sizes leave no room for a line below a line."""
_DOTS = ".·…_"
_DOTTED = np.array([ord(dot) for dot in _DOTS], dtype=np.int32)
_LEADERS = 4
"""So many dots on a line lead the eye."""
_STRIP = 2
"""White is measured in half points, so that a hair's breadth of ink past an edge is seen."""


class Word(NamedTuple):
    """Characters without a blank between them, in points of the reading frame."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool


White = tuple[tuple[float, float], ...]
"""From where to where there is no ink, the margins to both sides included, which go on for ever."""


@dataclass(frozen=True, eq=False)
class WordLine:
    """Words side by side, from the left; they may belong to several columns.

    `leaders`: dots led from one word to the next; they are no words.
    """

    words: tuple[Word, ...]
    top: float
    bottom: float
    size: float
    leaders: bool = False

    @cached_property
    def white(self) -> White:
        """Where there is no ink on the line."""
        found: list[tuple[float, float]] = []
        right = -inf
        for word in self.words:
            left = floor(word.x0 * _STRIP) / _STRIP
            if left > right:
                found.append((right, left))
            right = max(right, (floor(word.x1 * _STRIP) + 1) / _STRIP)
        return (*found, (right, inf))

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    def having(self, words: Sequence[Word]) -> "WordLine":
        """The line with some of its words only; it stays as high as it is."""
        return WordLine(tuple(words), self.top, self.bottom, self.size, self.leaders)


def line(words: Sequence[Word], leaders: bool = False) -> WordLine:
    """Words from the left as one line; there must be one."""
    size = words[0].size
    if any(word.size != size for word in words):
        size = sorted(word.size for word in words)[len(words) // 2]
    top, bottom = min(word.top for word in words), max(word.bottom for word in words)
    return WordLine(tuple(words), top, bottom, size, leaders)


def within(lines: Iterable[WordLine], x0: float, x1: float) -> list[WordLine]:
    """What of the lines stands between two edges."""
    kept: list[WordLine] = []
    for whole in lines:
        if x0 <= whole.x0 and whole.x1 <= x1:
            kept.append(whole)
            continue
        words = [word for word in whole.words if x0 <= (word.x0 + word.x1) / 2 <= x1]
        if words:
            kept.append(whole if len(words) == len(whole.words) else line(words, whole.leaders))
    return kept


def free(lines: Sequence[WordLine], taken: Sequence[Box]) -> list[WordLine]:
    """The lines without the words that are in tables already."""
    kept: list[WordLine] = []
    for whole in lines:
        y = (whole.top + whole.bottom) / 2
        beside = [box for box in taken if box[1] <= y <= box[3]]
        if not beside:
            kept.append(whole)
            continue
        words = [w for w in whole.words if not any(box[0] <= (w.x0 + w.x1) / 2 <= box[2] for box in beside)]
        if words:
            kept.append(whole if len(words) == len(whole.words) else whole.having(words))
    return kept


class Print:
    """The level print of an area: its characters row by row, and where words begin."""

    def __init__(self, glyphs: Glyphs) -> None:
        level = np.flatnonzero((glyphs.turns == 0) & glyphs.inked)
        down = level[np.argsort(glyphs.frame[level, 3], kind="stable")]
        rows = _rows(glyphs.frame[down, 3], _SAME_LINE * glyphs.sizes[down])
        chosen = down[np.lexsort((glyphs.frame[down, 0], rows))]
        frame, sizes = glyphs.frame[chosen], glyphs.sizes[chosen]
        self._page, self._chosen = glyphs, chosen
        self.rows = int(rows[-1]) + 1 if len(rows) else 0
        gaps = frame[1:, 0] - frame[:-1, 2]
        turns = rows[1:] > rows[:-1]
        opens = np.ones(len(rows), dtype=np.bool_)
        opens[1:] = turns | (gaps > _GAP * np.maximum(sizes[1:], sizes[:-1]))
        self._starts = np.flatnonzero(opens)
        self._of = rows
        self._gaps = np.where(turns, 0.0, gaps / sizes[1:].clip(0.1))

    def gapped(self, least: float, fewest: int) -> int:
        """How many rows have so many gaps of at least so many font sizes."""
        wide = np.bincount(self._of[1:][self._gaps >= least], minlength=1)
        return int(np.count_nonzero(wide >= fewest))

    @cached_property
    def lines(self) -> list[WordLine]:
        """The lines from the top, without those of nothing but leaders."""
        return _side_by_side(list(self._lines())) if self.rows else []

    def _lines(self) -> Iterator[WordLine]:
        glyphs, starts = self._page.take(self._chosen), self._starts
        frame, text = glyphs.frame, glyphs.text
        stops = np.append(starts[1:], len(glyphs))
        tops, feet = np.minimum.reduceat(frame[:, 1], starts), np.maximum.reduceat(frame[:, 3], starts)
        sizes = glyphs.sizes[starts]
        words = list(
            map(
                Word,
                [text[start:stop] for start, stop in zip(starts.tolist(), stops.tolist(), strict=True)],
                frame[starts, 0].tolist(),
                tops.tolist(),
                np.maximum.reduceat(frame[:, 2], starts).tolist(),
                feet.tolist(),
                sizes.tolist(),
                np.logical_and.reduceat(glyphs.bold, starts).tolist(),
            )
        )
        firsts = np.flatnonzero(np.diff(self._of[starts], prepend=-1))
        least, most = np.minimum.reduceat(sizes, firsts), np.maximum.reduceat(sizes, firsts)
        dotted = np.isin(glyphs.codes[stops - 1], _DOTTED)
        plain = (least == most) & ~np.logical_or.reduceat(dotted, firsts)
        bounds = firsts.tolist()
        for first, stop, top, bottom, size, usual in zip(
            bounds,
            [*bounds[1:], len(words)],
            np.minimum.reduceat(tops, firsts).tolist(),
            np.maximum.reduceat(feet, firsts).tolist(),
            least.tolist(),
            plain.tolist(),
            strict=True,
        ):
            part = words[first:stop]
            made = WordLine(tuple(part), top, bottom, size) if usual else _without_leaders(part)
            if made is not None:
                yield made


def word_lines(glyphs: Glyphs) -> list[WordLine]:
    """The level print of an area from its top."""
    return Print(glyphs).lines


def _side_by_side(lines: list[WordLine]) -> list[WordLine]:
    """Lines joined that stand beside one another, though not on one foot: a figure by the middle of its label."""
    joined = lines[:1]
    for lower in lines[1:]:
        upper = joined[-1]
        near = lower.bottom - upper.bottom < _BESIDE * min(lower.size, upper.size)
        if near and not any(a.x0 < b.x1 and b.x0 < a.x1 for a in upper.words for b in lower.words):
            words = sorted([*upper.words, *lower.words], key=lambda word: word.x0)
            joined[-1] = line(words, upper.leaders or lower.leaders)
        else:
            joined.append(lower)
    return joined


def _without_leaders(words: list[Word]) -> WordLine | None:
    """The line of some words; None where there is nothing but leaders."""
    kept = [word for word in words if word.text.strip(_DOTS)]
    dots = sum(len(word.text) for word in words) - sum(len(word.text) for word in kept)
    if dots < _LEADERS:
        return line(words)
    return line(kept, leaders=True) if kept else None


def _rows(feet: Floats, slack: Floats) -> NDArray[np.int64]:
    """The row of each character, which stand sorted by their feet; a row is as deep as its first character says."""
    if not len(feet):
        return np.zeros(0, dtype=np.int64)
    steps = np.flatnonzero(np.diff(feet, prepend=-inf) > 0.001)
    starts = [0]
    foot = float(feet[0])
    for start, below, least in zip(
        steps.tolist(), feet[steps].tolist(), np.minimum.reduceat(slack, steps).tolist(), strict=True
    ):
        if below - foot > least:
            starts.append(start)
            foot = below
    opens = np.zeros(len(feet), dtype=np.int64)
    opens[starts[1:]] = 1
    return np.cumsum(opens)
