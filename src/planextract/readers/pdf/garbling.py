"""Text layers that do not say what the page shows: fonts whose codes are shifted, or that have none."""

import re
from collections.abc import Iterable

from planextract.readers.cleaning import SYMBOLS

_SHIFTED = re.compile(r"(?<![^\W_])(?:WKH|DQG|IRU|RI|ZLWK|WKDW)(?![^\W_])")
"""The commonest English words as glyph numbers of a TrueType font: each letter 29 places before its own."""
_UNMAPPED = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_CODE = re.compile(r"\(cid:\d{1,5}\)")


def garbled(text: str) -> bool:
    """Are the letters of a page not those that it shows?

    >>> garbled("'HSDUWPHQW RI +HDOWK DQG +XPDQ 6HUYLFHV"), garbled("Department of Health and Human Services")
    (True, False)
    """
    unmapped = len(_UNMAPPED.findall(text)) + len(_CODE.findall(text))
    if unmapped > 20 and 5 * unmapped > len(_CODE.sub(" ", text)):
        return True
    return len(set(_SHIFTED.findall(_CODE.sub(" ", text)))) >= 2


def unknown_symbols(lines: Iterable[str]) -> set[str]:
    """The characters of symbol fonts whose meaning is not known; one that opens a line is its bullet."""
    return {letter for line in lines for letter in _PRIVATE.findall(line[1:]) if letter not in SYMBOLS}
