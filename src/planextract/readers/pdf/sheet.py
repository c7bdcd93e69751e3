"""What a PDF engine hands over for one page: its characters, rules and fills, and nothing of their meaning.

The seam between engines and geometry: an engine fills a `Sheet`; everything else in this package reads sheets.
Coordinates are points from the top left of the page as displayed.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from planextract.provenance import Box

DIAGONAL = -1
"""The turn of text that runs at a slant, as a watermark's does."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character as drawn (two or more where the font draws a ligature).

    x0, top, x1 and bottom are those of the reading frame, `box` those of the page: they differ only on pages and in
    runs whose text is turned. `turn` is 0, 90 (reads upwards), 180, 270 (reads downwards) or DIAGONAL.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    turn: int
    box: Box


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
class Sheet:
    """One page. `number` counts from 1; `hidden` is how many characters lie outside the page; `broken` means
    that the engine failed on it.

    `turn` is not 0 once `upright` has turned a page whose text runs sideways.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    fills: tuple[Fill, ...]
    hidden: int = 0
    turn: int = 0
    broken: bool = False

    def page_box(self, box: Box) -> Box:
        """A box of the reading frame in the coordinates of the page."""
        return turned(box, (360 - self.turn) % 360, self.width, self.height)


def turned(box: Box, turn: int, width: float, height: float) -> Box:
    """A box of a page of that size, after the page was turned so that text of that turn reads level.

    >>> turned((10, 80, 20, 90), 90, width=100, height=200)
    (110, 10, 120, 20)
    >>> turned((110, 10, 120, 20), 270, width=200, height=100)
    (10, 80, 20, 90)
    """
    x0, top, x1, bottom = box
    if turn == 90:
        return height - bottom, x0, height - top, x1
    if turn == 270:
        return top, width - x1, bottom, width - x0
    if turn == 180:
        return width - x1, height - bottom, width - x0, height - top
    return box


def upright(sheet: Sheet) -> Sheet:
    """The page turned so that most of its text reads level; glyphs keep their boxes on the page."""
    counts = Counter(glyph.turn for glyph in sheet.glyphs if glyph.text.strip() and glyph.turn != DIAGONAL)
    turn, most = max(counts.items(), key=lambda item: (item[1], -item[0]), default=(0, 0))
    if turn == 0 or most < 2 * (sum(counts.values()) - most):
        return sheet

    def turn_box(box: Box) -> Box:
        return turned(box, turn, sheet.width, sheet.height)

    sideways = turn in (90, 270)
    return replace(
        sheet,
        width=sheet.height if sideways else sheet.width,
        height=sheet.width if sideways else sheet.height,
        glyphs=tuple(_turned_glyph(glyph, turn, turn_box) for glyph in sheet.glyphs),
        rules=tuple(Rule(*turn_box((r.x0, r.top, r.x1, r.bottom)), r.colour) for r in sheet.rules),
        fills=tuple(Fill(*turn_box((f.x0, f.top, f.x1, f.bottom)), f.colour, f.shape) for f in sheet.fills),
        turn=turn,
    )


def _turned_glyph(glyph: Glyph, turn: int, turn_box: Callable[[Box], Box]) -> Glyph:
    x0, top, x1, bottom = turn_box((glyph.x0, glyph.top, glyph.x1, glyph.bottom))
    relative = glyph.turn if glyph.turn == DIAGONAL else (glyph.turn - turn) % 360
    return replace(glyph, x0=x0, top=top, x1=x1, bottom=bottom, turn=relative)


def levelled(glyph: Glyph) -> Glyph:
    """A turned glyph in a frame in which its own run reads level."""
    if glyph.turn in (0, DIAGONAL):
        return glyph
    x0, top, x1, bottom = turned((glyph.x0, glyph.top, glyph.x1, glyph.bottom), glyph.turn, 0, 0)
    return replace(glyph, x0=x0, top=top, x1=x1, bottom=bottom)
