"""What a font's name and a text matrix say of the type."""

from functools import lru_cache

from planextract.readers.pdf.glyphs import DIAGONAL


@lru_cache(maxsize=1_000)
def is_bold(font: str) -> bool:
    """
    >>> is_bold("ABCDEF+Arial-BoldMT"), is_bold("ABCDEF+Arial")
    (True, False)
    """
    style = font.rpartition("+")[2].casefold()
    return any(mark in style for mark in ("bold", "black", "heavy", "demi")) and "demilight" not in style


def turn_of(across: float, up: float) -> int:
    """How text runs that goes so far across and up; slants of a few degrees are scanners' and level.

    >>> turn_of(1, 0.02), turn_of(0, 1), turn_of(-1, 0), turn_of(0, -1), turn_of(1, 1)
    (0, 90, 180, 270, -1)
    """
    if abs(up) <= 0.15 * abs(across):
        return 0 if across >= 0 else 180
    if abs(across) <= 0.15 * abs(up):
        return 90 if up > 0 else 270
    return DIAGONAL
