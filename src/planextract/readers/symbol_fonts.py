"""What fonts of symbols show in the places of letters."""

from collections.abc import Callable, Mapping
from functools import lru_cache

_SHOWN = {
    "wingdings2": {
        0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x51: "☒", 0x53: "☒", 0x54: "☒", 0xA3: "☐",
        0x98: "●", 0x99: "○", 0xA2: "■", 0xBA: "◖", 0xBB: "◗",
    },
    "wingdings3": {
        0x66: "←", 0x67: "→", 0x68: "↑", 0x69: "↓", 0x6A: "↖", 0x6B: "↗", 0x6C: "↙", 0x6D: "↘", 0x6E: "↔", 0x6F: "↕",
        0x21: "←", 0x22: "→", 0x23: "↑", 0x24: "↓", 0x25: "↖", 0x26: "↗", 0x27: "↙", 0x28: "↘",
        0x70: "▲", 0x71: "▼", 0x72: "△", 0x73: "▽", 0x74: "◀", 0x75: "▶", 0x76: "◁", 0x77: "▷",
    },
    "webdings": {
        0x61: "✓", 0x72: "✗", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x33: "◀", 0x34: "▶", 0x35: "▲", 0x36: "▼",
    },
}  # fmt: skip
"""What the characters of the lesser fonts of symbols show, as far as forms and plans use them."""
_SYMBOL = {
    0xD6: "√", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xA8: "♦", 0xE0: "◊",
    0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xD7: "⋅",
}  # fmt: skip
"""Of Symbol, whose characters mostly have codes of their own: what is left where Word keeps those of Wingdings."""


@lru_cache(maxsize=1_000)
def symbols(font: str) -> Callable[[int], int] | None:
    """For a font of symbols in the places of letters, what takes its characters to those that they show.

    Those of Wingdings go where Word keeps them (U+F020 to U+F0FF), of which the cleaning of words knows the meaning;
    those of other fonts that are not known go to U+E020 to U+E0FF, where nobody takes them for anything.

    >>> show = symbols("ABCDEF+Webdings")
    >>> chr(show(0x61)), hex(show(0x62)), chr(symbols("SymbolMT")(0xF0AD)), symbols("Arial")
    ('✓', '0xe062', '↑', None)
    """
    name = "".join(letter for letter in font.rpartition("+")[2].casefold() if letter.isalnum())
    for family, shown in _SHOWN.items():
        if name.startswith(family):
            return lambda code: _shown(code, shown)
    if name.startswith("symbol"):
        return lambda code: ord(_SYMBOL.get(code - 0xF000, chr(code))) if 0xF000 < code < 0xF100 else code
    if name.startswith("wingdings"):
        return lambda code: code + 0xF000 if 32 < code < 256 else code
    return None


def _shown(code: int, shown: Mapping[int, str]) -> int:
    low = code - 0xF000 if 0xF000 < code < 0xF100 else code
    if not 32 < low < 256:
        return code
    return ord(shown[low]) if low in shown else low + 0xE000
