"""What a PDF engine hands over for one page: its characters, rules and fills, and nothing of their meaning.

The seam between engines and geometry: an engine fills a `Sheet`; everything else in this package reads sheets.
Coordinates are points from the top left of the page as displayed.
"""

from dataclasses import dataclass, replace

import numpy as np

from planextract.provenance import Box
from planextract.readers.pdf.engine.affine import moved_boxes, turning
from planextract.readers.pdf.glyphs import DIAGONAL, Floats, Glyphs, glyphs_of, turned_boxes

NO_GLYPHS = glyphs_of(())


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line, or the edge of a stroked rectangle; level or upright. `colour` is "#rrggbb" where known."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: str | None = None

    @property
    def level(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Fill:
    """A painted area, in the order of painting; `shape` when it is no rectangle, and the box only goes around it."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: str
    shape: bool = False

    @property
    def area(self) -> float:
        return (self.x1 - self.x0) * (self.bottom - self.top)

    def overlap(self, box: Box) -> float:
        """The area that it shares with a box."""
        across = min(self.x1, box[2]) - max(self.x0, box[0])
        down = min(self.bottom, box[3]) - max(self.top, box[1])
        return across * down if across > 0 and down > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Recognition:
    """How OCR of a page went: how many words it found, how sure it was of them on average (its own figure, 0 to 100),
    the boxes on the page of those that it was not sure of, and whether it came to the end of the page.
    """

    words: int
    confidence: float
    doubtful: tuple[Box, ...] = ()
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page. `number` counts from 1; `hidden` is how many characters a reader does not see: they lie outside the
    page or are drawn in no ink; `pictures` are the boxes of its images; `broken` means that the engine failed on it.

    `turn` is not 0 once `upright` has turned a page whose text runs sideways. `recognition` is there where the page was
    read by OCR; `skew` are the degrees that were then taken from it, clockwise around its middle.
    """

    number: int
    width: float
    height: float
    glyphs: Glyphs = NO_GLYPHS
    rules: tuple[Rule, ...] = ()
    fills: tuple[Fill, ...] = ()
    pictures: tuple[Box, ...] = ()
    hidden: int = 0
    turn: int = 0
    broken: bool = False
    skew: float = 0.0
    recognition: Recognition | None = None

    def page_box(self, box: Box) -> Box:
        """A box of the reading frame in the coordinates of the page; around the area, where the page lies askew."""
        x0, top, x1, bottom = self.page_boxes(np.array([box], dtype=np.float64))[0].tolist()
        return x0, top, x1, bottom

    def page_boxes(self, boxes: Floats) -> Floats:
        """As `page_box`, for many boxes, one in a row."""
        level = turned_boxes(boxes, (360 - self.turn) % 360, self.width, self.height)
        if not self.skew:
            return level
        down, across = (self.width, self.height) if self.turn in (90, 270) else (self.height, self.width)
        return moved_boxes(level, turning(self.skew, (across / 2, down / 2)))


def turned(box: Box, turn: int, width: float, height: float) -> Box:
    """A box of a page of that size, after the page was turned so that text of that turn reads level.

    >>> turned((10, 80, 20, 90), 90, width=100, height=200)
    (110.0, 10.0, 120.0, 20.0)
    >>> turned((110, 10, 120, 20), 270, width=200, height=100)
    (10.0, 80.0, 20.0, 90.0)
    """
    if turn == 0:
        return box
    x0, top, x1, bottom = turned_boxes(np.array([box], dtype=np.float64), turn, width, height)[0].tolist()
    return x0, top, x1, bottom


def upright(sheet: Sheet) -> Sheet:
    """The page turned so that most of its text reads level; glyphs keep their boxes on the page."""
    turns = sheet.glyphs.turns
    if not turns.any():
        return sheet
    runs, counts = np.unique(turns[sheet.glyphs.inked & (turns != DIAGONAL)], return_counts=True)
    turn, most = max(
        zip(runs.tolist(), counts.tolist(), strict=True), key=lambda run: (run[1], -run[0]), default=(0, 0)
    )
    if turn == 0 or most < 2 * (int(counts.sum()) - most):
        return sheet

    def turn_box(box: Box) -> Box:
        return turned(box, turn, sheet.width, sheet.height)

    sideways = turn in (90, 270)
    return replace(
        sheet,
        width=sheet.height if sideways else sheet.width,
        height=sheet.width if sideways else sheet.height,
        glyphs=sheet.glyphs.turned(turn, sheet.width, sheet.height),
        rules=tuple(Rule(*turn_box((r.x0, r.top, r.x1, r.bottom)), r.colour) for r in sheet.rules),
        fills=tuple(Fill(*turn_box((f.x0, f.top, f.x1, f.bottom)), f.colour, f.shape) for f in sheet.fills),
        turn=turn,
    )
