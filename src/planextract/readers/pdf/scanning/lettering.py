"""The words that OCR finds on a page as its glyphs: each letter has an even share of its word's width.

Tesseract knows where letters stand only roughly, and where words stand to the pixel; shares never cross.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from planextract.provenance import Box
from planextract.readers.pdf.engine.pictures import Picture
from planextract.readers.pdf.glyphs import Floats, Glyphs
from planextract.readers.pdf.scanning.ocr import Word

DOUBTFUL = 60
"""Words that the engine is less sure of are said to be doubtful. Its own figure, 0 to 100, not a calibrated one."""
_NOISE = 30
_DESCENT = 0.21
"""How far below its baseline a line of type reaches, in font sizes."""
_SAME_SIZE = 0.12
_LIKE_BULLETS = ("*", "e", "¢", "®", "©", "°", "«", "»", "·", "+")
"""What OCR makes of bullets; no line of English begins with one of these alone."""
_LINES = "|_¦"
"""What OCR makes of scraps of lines, by themselves or at the end of a word."""


def likely(words: Sequence[Word]) -> list[Word]:
    """Without specks and scraps of pictures, and with a bullet for each mark that OCR takes one for."""
    stripped = (replace(word, text=word.text.strip(_LINES)) for word in words)
    kept = [word for word in stripped if _plausible(word)]
    bulleted = list(kept)
    for place, (word, after) in enumerate(pairwise(kept)):
        before = kept[place - 1] if place else None
        opens = word.opens or before is None or word.x0 - before.x1 > 1.5 * word.size
        follows = not after.opens and after.x0 - word.x1 < 3 * word.size
        if word.text in _LIKE_BULLETS and opens and follows:
            bulleted[place] = replace(word, text="•")
    return bulleted


def _plausible(word: Word) -> bool:
    lettered = any(letter.isalnum() for letter in word.text)
    return bool(word.text) and word.confidence >= (_NOISE if lettered else 2 * _NOISE)


def glyphs(words: Sequence[Word], picture: Picture) -> Glyphs:
    """The letters of words where they stand in the picture, in points."""
    lengths = np.array([len(word.text) for word in words], dtype=np.int64)
    of = np.repeat(np.arange(len(words)), lengths)
    place = np.arange(len(of)) - (np.cumsum(lengths) - lengths)[of]
    starts, stops, feet, sizes = _measures(words, picture)
    share = ((stops - starts) / lengths)[of]
    left = starts[of] + place * share
    bottom = feet[of] + _DESCENT * sizes[of]
    frame = np.stack((left, bottom - sizes[of], left + share, bottom), axis=1)
    nowhere = np.zeros(len(of), dtype=np.bool_)
    return Glyphs(
        codes=np.array([ord(letter) for word in words for letter in word.text], dtype=np.int32),
        frame=frame,
        boxes=frame,
        sizes=sizes[of],
        bold=nowhere,
        turns=np.zeros(len(of), dtype=np.int32),
        joined=nowhere,
        spaced=place == 0,
    )


def _measures(words: Sequence[Word], picture: Picture) -> tuple[Floats, Floats, Floats, Floats]:
    """Where words start and stop, where their lines stand, and their type sizes, in points."""
    measured = np.array([(word.x0, word.x1, word.baseline, word.size) for word in words], dtype=np.float64)
    starts, stops, feet, sizes = (measured.reshape(-1, 4) / picture.scale).T
    weights = [len(word.text) for word in words]
    return picture.left + starts, picture.left + stops, picture.top + feet, _settled(sizes.clip(1), weights)


def _settled(sizes: Floats, weights: Sequence[int]) -> Floats:
    """Sizes that are nearly the commonest one are that one: OCR measures each line anew.

    >>> _settled(np.array([8.0, 8.4, 7.6, 12.1]), [30, 5, 5, 9]).tolist()
    [8.0, 8.0, 8.0, 12.0]
    """
    if not len(sizes):
        return sizes
    rounded = np.round(sizes * 2) / 2
    found, of = np.unique(rounded, return_inverse=True)
    common = found[np.argmax(np.bincount(of, weights=weights))]
    settled: Floats = np.where(np.abs(sizes - common) <= _SAME_SIZE * common, common, rounded)
    return settled


def doubtful(words: Sequence[Word], picture: Picture) -> list[Box]:
    """Where the words stand that the engine was not sure of."""
    scale, left, top = picture.scale, picture.left, picture.top
    return [
        (left + word.x0 / scale, top + word.top / scale, left + word.x1 / scale, top + word.bottom / scale)
        for word in words
        if word.confidence < DOUBTFUL
    ]
