"""A margin of notes beside the picture of a page: what each table was taken for and how it goes on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

Colour = tuple[int, int, int]

LETTERS = 6.5
"""Size of letters in points."""
STEP = 9.0
"""From line to line."""
WIDTH = 190.0
"""How broad the margin is in points."""
PAPER, INK = (247, 247, 245), (40, 40, 40)


@dataclass(frozen=True, slots=True)
class Note:
    """What is said of one table. `top` is where it stands on the picture, in pixels; the first line is its name."""

    top: float
    colour: Colour
    lines: tuple[str, ...]


def beside(picture: Image.Image, notes: Sequence[Note], scale: float) -> Image.Image:
    """The picture with its notes in a margin at its right, each as near as can be to the height of its table."""
    font = ImageFont.load_default(LETTERS * scale)
    pen = ImageDraw.Draw(picture)
    step, pad, width = STEP * scale, 6 * scale, WIDTH * scale
    texts = [
        [line for said in note.lines for line in _wrapped(pen, said, font, width - 3 * pad)] for note in notes
    ]
    tops = _tops([note.top for note in notes], [len(text) * step + 2 * pad for text in texts], picture.height)
    height = max(
        [picture.height, *(int(top + len(text) * step + pad) for top, text in zip(tops, texts, strict=True))]
    )
    wide = Image.new("RGB", (picture.width + int(width), height), PAPER)
    wide.paste(picture, (0, 0))
    pen = ImageDraw.Draw(wide)
    left = picture.width + pad
    for note, top, text in zip(notes, tops, texts, strict=True):
        pen.rectangle((left, top, left + scale * 2, top + len(text) * step), fill=note.colour)
        for number, line in enumerate(text):
            ink = note.colour if number == 0 else INK
            pen.text((left + pad, top + number * step), line, fill=ink, font=font)
    return wide


def _tops(wanted: Sequence[float], heights: Sequence[float], room: float) -> list[float]:
    """Where notes stand: beside their tables, below one another, and up from the foot of the page where they fit."""
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    tops = [0.0] * len(wanted)
    free = 0.0
    for place in order:
        tops[place] = max(free, wanted[place])
        free = tops[place] + heights[place]
    foot = max(room, sum(heights))
    for place in reversed(order):
        tops[place] = max(0.0, min(tops[place], foot - heights[place]))
        foot = tops[place]
    return tops


def _wrapped(
    pen: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: float
) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and pen.textlength(longer, font=font) > width:
            yield line
            line = word
        else:
            line = longer
    yield line
