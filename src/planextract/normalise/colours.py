"""The colour that a cell is shaded in, named as a person would name it.

Pale tints of red, amber and green count, since plans shade whole cells in them; white, grey and the very light tints
of headers and striped rows do not. Blue, purple, grey and black are ordinary shading unless they are strong or the
document's own legend uses them.
"""

import math
import re
from collections.abc import Collection
from dataclasses import dataclass

from planextract.records import Colour


@dataclass(frozen=True, slots=True)
class Shade:
    """Lightness 0 to 100, chroma from 0 (grey) to about 130, hue in degrees from 0 to 360: CIELAB under D65."""

    lightness: float
    chroma: float
    hue: float


@dataclass(frozen=True, slots=True)
class Band:
    """Hues from `first` up to `last` degrees that bear one name, from a chroma up; `legend` is for a colour that the
    document's legend uses."""

    colour: Colour
    first: float
    last: float
    chroma: float
    legend: float


BANDS = (
    Band("red", 0, 52, 14, 10),
    Band("amber", 52, 112, 26, 12),
    Band("green", 112, 185, 14, 10),
    Band("blue", 225, 309, 20, 12),
    Band("purple", 309, 340, 30, 12),
    Band("red", 345, 360, 14, 10),
)
"""Between green and blue, and between purple and red, no name is safe."""


def named(fill: str | None, known: Collection[Colour] = ()) -> Colour | None:
    """The colour of a fill "#rrggbb"; None for what is ordinary shading. `known` are the colours of the legend.

    >>> named("#92d050"), named("#ffc7ce"), named("#ffc000"), named("#d9d9d9"), named("#ffffff")
    ('green', 'red', 'amber', None, None)
    >>> named("#bfbfbf", {"grey"})
    'grey'
    """
    found = shade(fill)
    if found is None:
        return None
    if found.chroma < 10:
        return _grey(found, known)
    for band in BANDS:
        if band.first <= found.hue < band.last:
            return (
                band.colour
                if found.chroma >= (band.legend if band.colour in known else band.chroma)
                else None
            )
    return None


def _grey(found: Shade, known: Collection[Colour]) -> Colour | None:
    colour: Colour = "black" if found.lightness < 25 else "grey" if found.lightness < 92 else "white"
    return colour if colour in known and colour != "white" else None


def shade(fill: str | None) -> Shade | None:
    """A fill in CIELAB terms; None where it is no "#rrggbb".

    >>> found = shade("#ff0000")
    >>> round(found.lightness), round(found.chroma), round(found.hue)
    (53, 105, 40)
    """
    if fill is None or not re.fullmatch(r"#?[0-9A-Fa-f]{6}", fill):
        return None
    digits = fill.lstrip("#")
    red, green, blue = (_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    x = _cube((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505)
    y = _cube(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    z = _cube((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.0890)
    a, b = 500 * (x - y), 200 * (y - z)
    return Shade(116 * y - 16, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _cube(ratio: float) -> float:
    return math.cbrt(ratio) if ratio > 0.008856 else 7.787 * ratio + 16 / 116
