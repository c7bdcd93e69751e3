"""Printed lines: the characters of one area gathered into lines of text with a box for every character."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from planextract.provenance import Box
from planextract.readers.pdf.sheet import DIAGONAL, Glyph, levelled

_WORD_GAP = 0.2
"""A gap of this many font sizes parts words where the file draws no blanks, and somewhat more where it does."""
_WIDE_WORD_GAP = 0.35
_SAME_LINE = 0.3
"""Characters whose feet are this many font sizes apart still stand on one line."""
_MIXED = 1.9
"""Type this many times larger stands in a line of its own; raised letters are more than half of the others."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of print. `text` has single blanks; `boxes` has one box on the page for each character of it.

    x0, top, x1 and bottom are those of a frame in which the line reads level, `first_word` the width of its first word.
    """

    text: str
    boxes: tuple[Box, ...]
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

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def printed_lines(glyphs: Iterable[Glyph]) -> list[PrintedLine]:
    """The lines of an area, from its top; turned text after level text, slanting text not at all."""
    by_turn: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        if glyph.turn != DIAGONAL:
            by_turn.setdefault(glyph.turn, []).append(glyph)
    lines: list[PrintedLine] = []
    for turn in sorted(by_turn):
        rows = _merged(_rows([levelled(glyph) for glyph in by_turn[turn]]))
        lines += [line for row in rows if (line := _line(row, turn)) is not None]
    return lines


def _rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Glyphs that stand on one baseline."""
    rows: list[list[Glyph]] = []
    foot = size = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.bottom, glyph.x0)):
        if not rows or glyph.bottom - foot > _SAME_LINE * min(size, glyph.size):
            rows.append([])
            foot, size = glyph.bottom, glyph.size
        rows[-1].append(glyph)
    sized = (part for row in rows for part in _by_size(row))
    return [row for row in sized if any(glyph.text.strip() for glyph in row)]


def _by_size(row: list[Glyph]) -> list[list[Glyph]]:
    """A row in two where a large page number or initial stands beside small type."""
    sizes = [glyph.size for glyph in row]
    if max(sizes) < _MIXED * min(sizes):
        return [row]
    middle = (max(sizes) * min(sizes)) ** 0.5
    small = [glyph for glyph in row if glyph.size <= middle]
    return [small, *_by_size([glyph for glyph in row if glyph.size > middle])]


def _merged(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Rows with the raised and lowered characters, and bullets of another font, that belong to the line beside."""
    merged: list[list[Glyph]] = []
    for row in sorted(rows, key=_middle):
        if merged and _side_by_side(merged[-1], row):
            merged[-1] = merged[-1] + row
        else:
            merged.append(row)
    return merged


def _extent(row: Sequence[Glyph]) -> tuple[float, float]:
    """Top and bottom of what most of a row is."""
    return median(glyph.top for glyph in row), median(glyph.bottom for glyph in row)


def _middle(row: Sequence[Glyph]) -> float:
    top, bottom = _extent(row)
    return top + bottom


def _side_by_side(above: list[Glyph], row: list[Glyph]) -> bool:
    """Do two rows share half of the lower one's height, and nowhere the same place?"""
    top, bottom = _extent(above)
    row_top, row_bottom = _extent(row)
    shared = min(bottom, row_bottom) - max(top, row_top)
    if shared < 0.55 * min(bottom - top, row_bottom - row_top) or not _alike(above, row):
        return False
    both = sorted([*_inked(above), *_inked(row)], key=lambda glyph: glyph.x0)
    return all(left.x1 - right.x0 < 0.3 * min(left.size, right.size) for left, right in pairwise(both))


def _alike(above: Sequence[Glyph], row: Sequence[Glyph]) -> bool:
    sizes = median(glyph.size for glyph in above), median(glyph.size for glyph in row)
    return max(sizes) < _MIXED * min(sizes)


def _inked(row: Iterable[Glyph]) -> Iterator[Glyph]:
    return (glyph for glyph in row if glyph.text.strip())


def _line(row: list[Glyph], turn: int) -> PrintedLine | None:
    ordered = sorted(row, key=lambda glyph: (glyph.x0, glyph.x1))
    drawn = any(not glyph.text.strip() for glyph in ordered)
    words = _words(ordered, _WIDE_WORD_GAP if drawn else _WORD_GAP)
    if not words:
        return None
    text, boxes = _spelt(words, turn)
    ink = [glyph for word in words for glyph in word]
    return PrintedLine(
        text=text,
        boxes=boxes,
        x0=ink[0].x0,
        top=min(glyph.top for glyph in ink),
        x1=max(glyph.x1 for glyph in ink),
        bottom=max(glyph.bottom for glyph in ink),
        size=median(glyph.size for glyph in ink),
        bold=sum(glyph.bold for glyph in ink) >= 0.9 * len(ink),
        turn=turn,
        first_word=words[0][-1].x1 - words[0][0].x0,
    )


def _words(ordered: list[Glyph], gap: float) -> list[list[Glyph]]:
    words: list[list[Glyph]] = []
    last: Glyph | None = None
    blank = True
    for glyph in ordered:
        if not glyph.text.strip():
            blank = True
            continue
        if last is not None and _overprints(glyph, last):
            continue
        space = glyph.x0 - last.x1 if last is not None else 0.0
        if last is None or (blank and space > -0.1 * glyph.size) or space > gap * max(last.size, glyph.size):
            words.append([])
        words[-1].append(glyph)
        last, blank = glyph, False
    return words


def _overprints(glyph: Glyph, last: Glyph) -> bool:
    """The same letter drawn twice, a hair apart, to look bold or to cast a shadow."""
    near = 0.12 * glyph.size
    return glyph.text == last.text and abs(glyph.x0 - last.x0) < near and abs(glyph.top - last.top) < 2 * near


def _spelt(words: list[list[Glyph]], turn: int) -> tuple[str, tuple[Box, ...]]:
    """The text with single blanks, and a box for each of its characters."""
    texts: list[str] = []
    boxes: list[Box] = []
    for word in words:
        if boxes:
            texts.append(" ")
            boxes.append(_between(boxes[-1], word[0].box, turn))
        for glyph in word:
            texts.append(glyph.text)
            boxes += [glyph.box] * len(glyph.text)
    return "".join(texts), tuple(boxes)


def _between(left: Box, right: Box, turn: int) -> Box:
    """A box for the blank between two characters, never beyond them."""
    if turn in (90, 270):
        first, second = (right, left) if turn == 90 else (left, right)
        return max(left[0], right[0]), first[3], max(left[0], right[0]), max(first[3], second[1])
    first, second = (right, left) if turn == 180 else (left, right)
    top, bottom = max(left[1], right[1]), min(left[3], right[3])
    return first[2], min(top, bottom), max(first[2], second[0]), max(top, bottom)
