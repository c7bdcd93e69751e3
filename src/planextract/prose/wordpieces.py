"""Words cut into pieces that a model has seen: the longest that it knows, from the left (WordPiece)."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

LONGEST = 128
"""Pieces that are looked at, with the marks at both ends."""

LONGEST_WORD = 100
"""Characters of a word that can be known; what is longer, no reader of English would know either."""

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_START, _END, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces known and their numbers; within a word they begin with "##"."""

    numbers: Mapping[str, int]

    @classmethod
    def read(cls, text: str) -> "Pieces":
        """From a list of pieces, one a line, the first of number 0."""
        return cls({piece: number for number, piece in enumerate(text.splitlines())})

    def of(self, text: str) -> list[int]:
        """The numbers of a text's pieces between the marks of its start and end, at most `LONGEST`."""
        found = [self.numbers[_START]]
        for word in words(text):
            found += [self.numbers[piece] for piece in self._cut(word)]
            if len(found) >= LONGEST:
                break
        return [*found[: LONGEST - 1], self.numbers[_END]]

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


def words(text: str) -> list[str]:
    """Small letters without accents; each mark is a word of its own.

    >>> words("Café: FP14 – Clerk's")
    ['cafe', ':', 'fp14', '–', 'clerk', "'", 's']
    """
    bare = (char for char in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(char) != "Mn")
    return _WORD.findall("".join(bare))
