"""Blocks: the words of a page outside its tables, in reading order."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from planextract.document import Block, BlockKind, Table
from planextract.provenance import Box, Place
from planextract.readers.pdf.lines.columns import columns
from planextract.readers.pdf.lines.paragraphs import (
    Paragraph,
    offsets,
    paragraphs,
    source_of,
    sourced,
    usual_pitch,
)
from planextract.readers.pdf.lines.printed import PrintedLine

_SENTENCES = re.compile(r"[a-z)\d]{2}[.;]\s+\S.*[.;]$")
"""Two sentences, or a list that runs on, and a stop at the end: a paragraph, in whatever type it is set."""


class Typography:
    """What the body of a document is set in, and which larger sizes its headings have."""

    def __init__(self, lines: Iterable[PrintedLine]) -> None:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[_rounded(line.size)] += len(line.text)
        self.body = max(sizes, key=lambda size: (sizes[size], -size), default=10.0)
        larger = sorted((size for size in sizes if size >= 1.12 * self.body), reverse=True)
        self._levels = {size: min(level, 4) for level, size in enumerate(larger, start=1)}

    def heading_level(self, paragraph: Paragraph) -> int | None:
        """1 for the largest type; bold type of body size comes after all larger sizes. None for body text."""
        text = " ".join(line.text for line in paragraph.lines)
        size = _rounded(median(line.size for line in paragraph.lines))
        if len(text) > 200 or len(paragraph.lines) > 4 or not any(letter.isalpha() for letter in text):
            return None
        if _SENTENCES.search(text) or (text[-1] in ".;" and len(text) > 60):
            return None
        if size in self._levels:
            return self._levels[size]
        bold = all(line.bold for line in paragraph.lines)
        if bold and size >= 0.9 * self.body and len(text) <= 120 and text[-1] not in ".,;":
            return len(set(self._levels.values())) + 1
        return None


def _rounded(size: float) -> float:
    return round(size * 2) / 2


Draft = tuple[Paragraph, BlockKind, int | None]
"""A block to be numbered: its lines, kind and level."""


def drafts(lines: Sequence[PrintedLine], typography: Typography, right: float) -> Iterator[Draft]:
    """The paragraphs of a stretch of page between tables, its columns one after the other, turned text last."""
    level = sorted((line for line in lines if line.turn == 0), key=lambda line: (line.bottom, line.x0))
    for column, reach in columns(level, right):
        yield from _drafts_of(column, typography, reach)
    yield from _drafts_of([line for line in lines if line.turn != 0], typography, right)


def _drafts_of(lines: Sequence[PrintedLine], typography: Typography, right: float) -> Iterator[Draft]:
    for paragraph in paragraphs(lines, right, usual_pitch(lines), by_font=True):
        level = typography.heading_level(paragraph)
        yield paragraph, _kind(paragraph, level), level


def furniture_drafts(lines: Sequence[PrintedLine], kind: BlockKind) -> Iterator[Draft]:
    """Each line of a running header or footer by itself."""
    for line in sorted(lines, key=lambda line: (line.bottom, line.x0)):
        yield Paragraph((line,)), kind, None


def _kind(paragraph: Paragraph, level: int | None) -> BlockKind:
    if level is not None:
        return "heading"
    return "item" if paragraph.label is not None else "paragraph"


def block(draft: Draft, index: int, page: int) -> Block:
    paragraph, kind, level = draft
    place = Place(page=page, block=index)
    text, label = sourced(paragraph, place, offsets(paragraph.lines))
    return Block(
        index=index,
        text=text,
        source=source_of(paragraph.lines),
        kind=kind,
        label=label,
        level=level,
        bold=all(line.bold for line in paragraph.lines),
        page=page,
        box=around([line.box for line in paragraph.lines]),
    )


def around(boxes: Sequence[Box]) -> Box:
    """The box around boxes, of which there must be one."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return round(min(x0), 3), round(min(top), 3), round(max(x1), 3), round(max(bottom), 3)


def bands(
    lines: Sequence[PrintedLine], tables: Sequence[tuple[float, Table]]
) -> list[list[PrintedLine] | Table]:
    """Lines and tables (with their tops in the reading frame) from the top of the page down."""
    parts: list[list[PrintedLine] | Table] = []
    waiting = sorted(lines, key=lambda line: (line.turn, line.top, line.x0))
    for top, table in tables:
        parts.append([line for line in waiting if line.turn == 0 and line.top < top])
        waiting = [line for line in waiting if line.turn != 0 or line.top >= top]
        parts.append(table)
    parts.append(waiting)
    return [part for part in parts if part]
