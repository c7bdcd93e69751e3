"""The characters of a page in columns: one numpy array for each thing that is known of them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from planextract.provenance import Box

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.int32]

DIAGONAL = -1
"""The turn of text that runs at a slant, as a watermark's does."""

_BLANK = np.zeros(0x3002, dtype=np.bool_)
"""Is a character blank, by its code; the last stands for all that have higher codes."""
_BLANK[[*range(33), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000]] = (
    True
)


@dataclass(frozen=True, eq=False)
class Glyphs:
    """Characters in the order of drawing.

    `frame` holds x0, top, x1 and bottom in the reading frame, `boxes` on the page: they differ only on pages and in
    runs whose text is turned. `turns` is 0, 90 (reads upwards), 180, 270 (reads downwards) or DIAGONAL. `joined` marks
    what is drawn by the glyph before, the second letter of a ligature; `spaced` what the engine parts from it by a
    blank, drawn or not.
    """

    codes: Numbers
    frame: Floats
    boxes: Floats
    sizes: Floats
    bold: Flags
    turns: Numbers
    joined: Flags
    spaced: Flags

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def inked(self) -> Flags:
        """Which are not white space."""
        inked: Flags = ~_BLANK[self.codes.clip(0, len(_BLANK) - 1)]
        return inked

    @property
    def text(self) -> str:
        return spelt(self.codes)

    def take(self, chosen: Flags | NDArray[np.int64]) -> "Glyphs":
        places = np.flatnonzero(chosen) if chosen.dtype == np.bool_ else chosen
        frame = self.frame.take(places, axis=0)
        return Glyphs(
            self.codes[places],
            frame,
            frame if self.boxes is self.frame else self.boxes.take(places, axis=0),
            self.sizes[places],
            self.bold[places],
            self.turns[places],
            self.joined[places],
            self.spaced[places],
        )

    def turned(self, turn: int, width: float, height: float) -> "Glyphs":
        """As they stand once a page of that size is turned so that text of that turn reads level."""
        slanting = self.turns == DIAGONAL
        return replace(
            self,
            frame=turned_boxes(self.frame, turn, width, height),
            turns=np.where(slanting, DIAGONAL, (self.turns - turn) % 360).astype(np.int32),
        )


Glyph = tuple[str, Box, float, bool, int]
"""Text, box, size, bold and turn of one drawn character; more than one letter where the font draws a ligature."""


def glyphs_of(drawn: Iterable[Glyph]) -> Glyphs:
    """Characters that were read one by one, in columns."""
    rows = [
        (ord(letter), box, size, bold, turn, place > 0)
        for text, box, size, bold, turn in drawn
        for place, letter in enumerate(text)
    ]
    codes, boxes, sizes, bolds, turns, joined = zip(*rows, strict=True) if rows else ((),) * 6
    array = np.array(boxes, dtype=np.float64).reshape(-1, 4)
    return Glyphs(
        codes=np.array(codes, dtype=np.int32),
        frame=array,
        boxes=array,
        sizes=np.array(sizes, dtype=np.float64),
        bold=np.array(bolds, dtype=np.bool_),
        turns=np.array(turns, dtype=np.int32),
        joined=np.array(joined, dtype=np.bool_),
        spaced=np.zeros(len(rows), dtype=np.bool_),
    )


def spelt(codes: NDArray[np.int32]) -> str:
    """Code points as text; half a surrogate pair is no character.

    >>> spelt(np.array([72, 105, 0xD800], dtype=np.int32))
    'Hi\\ufffd'
    """
    if len(codes) and codes.min() >= 0 and codes.max() < 0xD800:
        return codes.astype("<u4").tobytes().decode("utf-32-le")
    broken = ((codes >= 0xD800) & (codes <= 0xDFFF)) | (codes > 0x10FFFF) | (codes < 0)
    return np.where(broken, 0xFFFD, codes).astype("<u4").tobytes().decode("utf-32-le")


def turned_boxes(boxes: Floats, turn: int, width: float, height: float) -> Floats:
    """Boxes of a page of that size, after the page was turned so that text of that turn reads level.

    >>> turned_boxes(np.array([[10.0, 80, 20, 90]]), 90, width=100, height=200).tolist()
    [[110.0, 10.0, 120.0, 20.0]]
    """
    x0, top, x1, bottom = boxes.T
    if turn == 90:
        return np.stack((height - bottom, x0, height - top, x1), axis=1)
    if turn == 270:
        return np.stack((top, width - x1, bottom, width - x0), axis=1)
    if turn == 180:
        return np.stack((width - x1, height - bottom, width - x0, height - top), axis=1)
    return boxes
