"""Colours of a PDF as "#rrggbb"."""

from typing import Any


def hex_colour(colour: Any) -> str | None:
    """Grey, RGB or CMYK components from 0 to 1; None for patterns and what else has no one colour.

    >>> hex_colour((1, 0.75, 0)), hex_colour(0.5), hex_colour((0, 0, 0, 1)), hex_colour(("P1",))
    ('#ffbf00', '#808080', '#000000', None)
    """
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    if not all(isinstance(part, int | float) for part in parts):
        return None
    levels = [min(max(float(part), 0.0), 1.0) for part in parts]
    if len(levels) == 1:
        levels *= 3
    elif len(levels) == 4:
        cyan, magenta, yellow, black = levels
        levels = [(1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)]
    if len(levels) != 3:
        return None
    return "#" + "".join(f"{round(level * 255):02x}" for level in levels)
