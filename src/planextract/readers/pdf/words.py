"""Words and the lines they stand on: all that finding tables without rules needs to know of the print."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planextract.readers.pdf.sheet import Glyph

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


def word_lines(glyphs: Iterable[Glyph]) -> list[WordLine]:
    """The level print of an area from its top."""
    level = sorted((glyph for glyph in glyphs if glyph.turn == 0), key=lambda glyph: (glyph.bottom, glyph.x0))
    rows: list[list[Glyph]] = []
    foot = 0.0
    for glyph in level:
        if not glyph.text.strip():
            continue
        if not rows or glyph.bottom - foot > _SAME_LINE * glyph.size:
            rows.append([])
            foot = glyph.bottom
        rows[-1].append(glyph)
    return [line(_words(sorted(row, key=lambda glyph: glyph.x0))) for row in rows]


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


def _words(row: list[Glyph]) -> list[Word]:
    groups: list[list[Glyph]] = []
    for glyph in row:
        last = groups[-1][-1] if groups else None
        if last is None or glyph.x0 - last.x1 > _GAP * max(last.size, glyph.size):
            groups.append([])
        groups[-1].append(glyph)
    return [
        Word(
            text="".join(glyph.text for glyph in group),
            x0=group[0].x0,
            top=min(glyph.top for glyph in group),
            x1=max(glyph.x1 for glyph in group),
            bottom=max(glyph.bottom for glyph in group),
            size=group[0].size,
            bold=all(glyph.bold for glyph in group),
        )
        for group in groups
    ]
