"""Letters set apart for show: "A C T I O N   P L A N" is two words of print, not ten.

Between the letters of a word stands one constant gap, between words a larger one. A list of letters looks the same,
initials do too, and a word that is glued together wrongly cannot be mended later: what might be either stays apart.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from planextract.readers.pdf.glyphs import Flags, Floats, Glyphs, spelt

_SEGMENT = 2.2
"""A gap of this many font sizes parts stretches of a line that have nothing to do with each other."""
_CONSTANT = 0.06
"""Gaps between the letters of a word differ by no more than this many font sizes."""
_WORD = 1.5
"""A gap between words is this many times that between letters."""
_FEWEST, _MOST = 4, 16
"""Letters of a word that is taken for one: fewer may be initials or answers, more are words without gaps."""
_MARKS = frozenset("ABCDEFGNRUXY")
"""Letters that stand alone in cells: grades, ratings, yes and no. A short word of nothing else stays apart."""
_LONG = 6
_VOWELS = frozenset("AEIOU")


def closed_up(opens: Flags, glyphs: Glyphs, at: NDArray[np.int64], row: NDArray[np.int64]) -> Flags:
    """Which characters open a word, once the letters of words that are set apart are one word again.

    `opens` says it before, for the glyphs at `at`, which stand in rows from the left; `row` is the row of each.
    """
    if not (opens[:-3] & opens[1:-2] & opens[2:-1] & opens[3:]).any():
        return opens
    frame, sizes, codes = glyphs.frame[at], glyphs.sizes[at], glyphs.codes[at]
    gaps = frame[1:, 0] - frame[:-1, 2]
    parted = (np.diff(row) != 0) | (gaps > _SEGMENT * sizes[1:])
    starts = np.flatnonzero(np.concatenate(([True], parted)))
    lengths = np.diff(starts, append=len(opens))
    spaced = (np.add.reduceat(opens.astype(np.int64), starts) == lengths) & (lengths >= _FEWEST)
    if not spaced.any():
        return opens
    closed = opens.copy()
    for start, length in zip(starts[spaced].tolist(), lengths[spaced].tolist(), strict=True):
        inner = slice(start + 1, start + length)
        size = float(np.median(sizes[start : start + length]))
        letters = spelt(codes[start : start + length])
        words = _words(letters, gaps[start : start + length - 1], size)
        if words is not None:
            closed[inner] = words
    return closed


def _words(letters: str, gaps: Floats, size: float) -> Flags | None:
    """Which letters after the first open a word; None for letters that are not plainly words set apart."""
    least = float(gaps.min())
    if least <= 0 or not all(letter.isalnum() or letter in "&-/:'’" for letter in letters):
        return None
    opens: Flags = gaps >= max(_WORD * least, least + _CONSTANT * size)
    if float(gaps[~opens].max()) > least + _CONSTANT * size:
        return None
    bounds = [0, *(np.flatnonzero(opens) + 1).tolist(), len(letters)]
    words = [letters[first:stop] for first, stop in pairwise(bounds)]
    if any(len(word) > _MOST for word in words) or not any(map(_is_word, words)):
        return None
    return opens if all(_may_be_word(word) for word in words) else None


def _may_be_word(word: str) -> bool:
    """Whether there is nothing odd in it: longer words have a vowel and go in one case."""
    letters = [letter for letter in word if letter.isalpha()]
    if len(letters) < 3:
        return True
    cased = word.isupper() or word.islower() or word.istitle()
    return cased and not _VOWELS.isdisjoint(word.upper())


def _is_word(word: str) -> bool:
    """Whether letters set apart can only be a word: no letters of the alphabet in order, no row of ratings."""
    letters = [letter for letter in word.upper() if letter.isalpha()]
    if len(letters) < _FEWEST or len(letters) < len(word) - 1:
        return False
    if all(ord(right) - ord(left) == 1 for left, right in pairwise(letters)):
        return False
    return len(letters) >= _LONG or not _MARKS.issuperset(letters)
