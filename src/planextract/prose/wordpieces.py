"""Words cut into pieces that a model has seen: the longest that it knows, from the left (WordPiece)."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

LONGEST = 128
"""Pieces that are looked at, with the marks at both ends."""

LONGEST_WORD = 100
"""Characters of a word that can be known; what is longer, no reader of English would know either."""

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_START, _END, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"


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
