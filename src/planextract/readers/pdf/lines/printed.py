"""Printed lines: the characters of one area gathered into lines of text with a box for every character.

All the areas of a page, which are the cells of its tables and the rest, are read at once.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planextract.provenance import Box
from planextract.readers.pdf.boxes import Boxes
from planextract.readers.pdf.glyphs import DIAGONAL, Flags, Floats, Glyphs, spelt, turned_boxes
from planextract.readers.pdf.lines.letterspacing import closed_up
from planextract.readers.pdf.lines.rows import Rows, rows
from planextract.readers.pdf.medians import medians

_WORD_GAP = 0.2
"""A gap of this many font sizes parts words where the file draws no blanks, and somewhat more where it does."""
_WIDE_WORD_GAP = 0.35
_LEAST_GAP = 0.05
"""A gap of less is none, even where the engine sees a blank."""

Indices = NDArray[np.int64]


class PrintedLine(NamedTuple):  # (a page makes a hundred of them)
    """One line of print. `text` has single blanks; `boxes` has one box on the page for each character of it.

    `box` is the box around these, and no blank among them is wider than `widest_blank`. x0, top, x1 and bottom are
    those of a frame in which the line reads level, `first_word` the width of its first word.
    """

    text: str
    boxes: Boxes
    box: Box
    widest_blank: float
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    turn: int
    first_word: float
    ruled: float | None = None
    """Where the nearest rule above it stands that reaches past both its ends."""
    broken: bool = False
    """Its last word goes on in the next line, and no hyphen says so."""

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def printed_lines(glyphs: Glyphs) -> list[PrintedLine]:
    """The lines of one area, from its top; turned text after level text, slanting text not at all."""
    return printed_areas(glyphs, np.zeros(len(glyphs), dtype=np.int64)).get(0, [])


def printed_areas(glyphs: Glyphs, areas: Indices) -> dict[int, list[PrintedLine]]:
    """The lines of each area by its number; `areas` says where each glyph belongs."""
    level = glyphs.turns != DIAGONAL
    if not level.all():
        glyphs, areas = glyphs.take(level), areas[level]
    if not glyphs.inked.any():
        return {}
    glyphs = _levelled(glyphs)
    found: dict[int, list[PrintedLine]] = {}
    ordered = rows(glyphs, areas)
    for area, line in zip(ordered.areas, _lines(glyphs, ordered), strict=True):
        found.setdefault(area, []).append(line)
    return found


def _levelled(glyphs: Glyphs) -> Glyphs:
    """Turned glyphs in a frame in which their own run reads level."""
    if not glyphs.turns.any():
        return glyphs
    frame = glyphs.frame.copy()
    for turn in (90, 180, 270):
        here = glyphs.turns == turn
        frame[here] = turned_boxes(frame[here], turn, 0, 0)
    return replace(glyphs, frame=frame)


# Words ---------------------------------------------------------------------------------------------------------


def _lines(glyphs: Glyphs, ordered: Rows) -> Iterator[PrintedLine]:
    """A line for each row."""
    blank = ~glyphs.inked[ordered.order]
    drawn = np.bincount(ordered.of, weights=blank) > 0
    ink = _once(glyphs, ordered, np.flatnonzero(~blank))
    at, row = ordered.order[ink], ordered.of[ink]
    opens = _opens(glyphs, at, row, np.cumsum(blank, dtype=np.int64)[ink], drawn)
    yield from _spelt(glyphs.take(at), row, closed_up(opens, glyphs, at, row))


def _once(glyphs: Glyphs, ordered: Rows, ink: Indices) -> Indices:
    """Without letters drawn twice, a hair apart, to look bold or to cast a shadow."""
    while True:
        at, row = ordered.order[ink], ordered.of[ink]
        near = 0.12 * glyphs.sizes[at[1:]]
        corners = glyphs.frame[at, :2]
        shift = np.abs(corners[1:] - corners[:-1])
        again = (
            (glyphs.codes[at[1:]] == glyphs.codes[at[:-1]])
            & (row[1:] == row[:-1])
            & (shift[:, 0] < near)
            & (shift[:, 1] < 2 * near)
            & ~glyphs.joined[at[1:]]
        )
        if not again.any():
            return ink
        ink = np.concatenate((ink[:1], ink[1:][~again]))


def _opens(glyphs: Glyphs, at: Indices, row: Indices, blanks: Indices, drawn: Flags) -> Flags:
    """Which characters open a word."""
    x0, x1, sizes = glyphs.frame[at, 0], glyphs.frame[at, 2], glyphs.sizes[at]
    space = x0[1:] - x1[:-1]
    gap = np.where(drawn[row[1:]], _WIDE_WORD_GAP, _WORD_GAP)
    parted = (blanks[1:] > blanks[:-1]) & (space > -0.1 * sizes[1:])
    wide = space > gap * np.maximum(sizes[1:], sizes[:-1])
    wide |= glyphs.spaced[at[1:]] & (space > _LEAST_GAP * sizes[1:])
    opens = np.ones(len(at), dtype=np.bool_)
    opens[1:] = parted | wide | (row[1:] != row[:-1])
    return opens


# Lines ---------------------------------------------------------------------------------------------------------


def _spelt(ink: Glyphs, row: Indices, opens: Flags) -> Iterator[PrintedLine]:
    """The lines of print, each with single blanks and a box for each of its characters."""
    first = np.flatnonzero(np.concatenate(([True], row[1:] != row[:-1])))
    blanks = opens.copy()
    blanks[first] = False
    places = np.arange(len(row)) + np.cumsum(blanks)
    total = int(places[-1]) + 1
    codes = np.full(total, 32, dtype=np.int32)
    codes[places] = ink.codes
    boxes = np.empty((total, 4), dtype=np.float32)
    boxes[places] = ink.boxes
    before = np.flatnonzero(blanks)
    boxes[places[before] - 1] = _between(ink.boxes[before - 1], ink.boxes[before], ink.turns[before])
    text = spelt(codes)
    starts = places[first]
    blank_boxes = boxes[places[before] - 1]
    widest = np.zeros(len(starts), dtype=np.float32)
    np.maximum.at(widest, row[before], blank_boxes[:, 2] - blank_boxes[:, 0])
    measures = zip(
        starts.tolist(),
        [*starts[1:].tolist(), total],
        _around(boxes, starts),
        widest.tolist(),
        _measures(ink, first, opens),
        strict=True,
    )
    for start, stop, box, blank, words in measures:
        yield PrintedLine(text[start:stop], Boxes(boxes[start:stop]), box, blank, *words)


def _around(boxes: NDArray[np.float32], starts: Indices) -> Iterator[Box]:
    """The box around the characters of each line."""
    near, far = np.minimum.reduceat(boxes[:, :2], starts), np.maximum.reduceat(boxes[:, 2:], starts)
    return zip(*near.T.tolist(), *far.T.tolist(), strict=True)


_Measures = tuple[float, float, float, float, float, bool, int, float]


def _measures(ink: Glyphs, first: Indices, opens: Flags) -> Iterator[_Measures]:
    """x0, top, x1, bottom, size, bold, turn and the width of the first word of each line."""
    frame = ink.frame
    counts = np.append(first[1:], len(ink)) - first
    openings = np.flatnonzero(opens)
    second = np.append(openings, len(ink))[np.searchsorted(openings, first) + 1]
    words = frame[second - 1, 2] - frame[first, 0]
    bold = np.add.reduceat(ink.bold.astype(np.int64), first) >= 0.9 * counts
    yield from zip(
        frame[first, 0].tolist(),
        np.minimum.reduceat(frame[:, 1], first).tolist(),
        np.maximum.reduceat(frame[:, 2], first).tolist(),
        np.maximum.reduceat(frame[:, 3], first).tolist(),
        medians(ink.sizes, first).tolist(),
        bold.tolist(),
        ink.turns[first].tolist(),
        words.tolist(),
        strict=True,
    )


def _between(left: Floats, right: Floats, turns: NDArray[np.int32]) -> Floats:
    """Boxes for the blanks between two characters each, never beyond them."""
    top, bottom = np.maximum(left[:, 1], right[:, 1]), np.minimum(left[:, 3], right[:, 3])
    upper, lower = np.minimum(top, bottom), np.maximum(top, bottom)
    if not turns.any():
        end = left[:, 2]
        return np.stack((end, upper, np.maximum(end, right[:, 0]), lower), axis=1)
    backwards = ((turns == 90) | (turns == 180))[:, None]
    first, second = np.where(backwards, right, left), np.where(backwards, left, right)
    sideways = ((turns == 90) | (turns == 270))[:, None]
    edge = np.maximum(left[:, 0], right[:, 0])
    down = np.stack((edge, first[:, 3], edge, np.maximum(first[:, 3], second[:, 1])), axis=1)
    across = np.stack((first[:, 2], upper, np.maximum(first[:, 2], second[:, 0]), lower), axis=1)
    between: Floats = np.where(sideways, down, across)
    return between
