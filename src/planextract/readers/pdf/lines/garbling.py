"""Text layers that do not say what the page shows: fonts whose codes are shifted, or that have none."""

import re

from planextract.readers.cleaning import SYMBOLS

_WORDS = ("WKH", "DQG", "IRU", "RI", "ZLWK", "WKDW")
_SHIFTED = re.compile(rf"(?<![^\W_])(?:{'|'.join(_WORDS)})(?![^\W_])")
"""The commonest English words as glyph numbers of a TrueType font: each letter 29 places before its own."""
_UNMAPPED = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")
_PRIVATE = re.compile("[\ue000-\uf8ff](?<=..)")
_CODE = re.compile(r"\(cid:\d{1,5}\)")


def garbled(text: str) -> bool:
    """Are the letters of a page not those that it shows?

    >>> garbled("'HSDUWPHQW RI +HDOWK DQG +XPDQ 6HUYLFHV"), garbled("Department of Health and Human Services")
    (True, False)
    """
    unmapped = len(_UNMAPPED.findall(text))
    if "(cid:" in text:
        text, codes = _CODE.subn(" ", text)
        unmapped += codes
    if unmapped > 20 and 5 * unmapped > len(text):
        return True
    if sum(word in text for word in _WORDS) < 2:
        return False
    return len(set(_SHIFTED.findall(text))) >= 2


def unknown_symbols(text: str) -> set[str]:
    """The characters of symbol fonts whose meaning is not known; one that opens a line is its bullet.

    >>> unknown_symbols("\\ue0a8 Recruit\\nDone \\ue063 \\uf0fc") == {"\\ue063"}
    True
    """
    return {letter for letter in _PRIVATE.findall(text) if letter not in SYMBOLS}
