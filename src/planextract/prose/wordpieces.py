"""Words cut into pieces that a model has seen, the longest that it knows, from the left (WordPiece); and how each is
printed, which the pieces do not say.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

LONGEST = 128
"""Pieces that are looked at, with the marks at both ends."""

LONGEST_WORD = 100
"""Characters of a word that can be known; what is longer, no reader of English would know either."""

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_START, _END, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"


PRINTED = ("no letters", "figures", "small", "capitals", "one capital", "capitalised", "mixed")
GAPS = ("none", "blank", "line end")
SHAPES = 1 + len(PRINTED) * len(GAPS)
"""How a word can be printed, by the gap before it; 0 is that of the marks at both ends."""


class Word(NamedTuple):
    """A word of a text: the place of its first piece, and where it starts and stops, in characters."""

    piece: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces known and their numbers; within a word they begin with "##"."""

    numbers: Mapping[str, int]

    @classmethod
    def read(cls, text: str) -> "Pieces":
        """From a list of pieces, one a line, the first of number 0."""
        return cls({piece: number for number, piece in enumerate(text.splitlines())})

    def of(self, text: str) -> tuple[list[int], list[Word]]:
        """The numbers of a text's pieces between the marks of its start and end, at most `LONGEST`; and its words."""
        found = [self.numbers[_START]]
        seen: list[Word] = []
        for word, start, stop in words(text):
            if len(found) >= LONGEST - 1:
                break
            seen.append(Word(len(found), start, stop))
            found += [self.numbers[piece] for piece in self._cut(word)]
        return [*found[: LONGEST - 1], self.numbers[_END]], seen

    def _cut(self, word: str) -> Iterator[str]:
        pieces: list[str] = []
        start = 0
        while start < len(word):
            front = "##" if start else ""
            ends = range(min(len(word), start + LONGEST_WORD), start, -1)
            end = next((end for end in ends if front + word[start:end] in self.numbers), None)
            if end is None:
                yield _UNKNOWN
                return
            pieces.append(front + word[start:end])
            start = end
        yield from pieces


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """In small letters without accents, each mark a word of its own, and where each starts and stops in the text.

    >>> list(words("Café: FP14"))
    [('cafe', 0, 4), (':', 4, 5), ('fp14', 6, 10)]
    """
    bare = [
        (char, place)
        for place, whole in enumerate(text)
        for char in unicodedata.normalize("NFD", whole.lower())
        if unicodedata.category(char) != "Mn"
    ]
    for match in _WORD.finditer("".join(char for char, _ in bare)):
        yield match[0], bare[match.start()][1], bare[match.end() - 1][1] + 1


def shapes(text: str, words: Sequence[Word], pieces: int) -> list[int]:
    """How the word of each piece is printed, as a number below `SHAPES`."""
    found = [0] * pieces
    if not words:
        return found
    ends = [word.piece for word in words[1:]]
    before = 0
    for word, end in zip(words, [*ends, pieces - 1], strict=True):
        gap = text[before : word.start]
        number = 1 + _printed(text[word.start : word.stop]) * len(GAPS) + _gap(gap, before == 0)
        found[word.piece : end] = [number] * (end - word.piece)
        before = word.stop
    return found


def _gap(gap: str, first: bool) -> int:
    return 1 if first else 2 if "\n" in gap else int(bool(gap))


def _printed(word: str) -> int:
    """The number in `PRINTED`."""
    if word.isdigit():
        return 1
    if not any(map(str.isalpha, word)):
        return 0
    if word.islower():
        return 2
    if word.isupper():
        return 3 if len(word) > 1 else 4
    return 5 if word[0].isupper() and word[1:].islower() else 6
