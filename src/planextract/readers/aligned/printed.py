"""Printed lines of a page of text, and the words on them by the character at which they begin."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from planextract.readers.flow import Flow, Words, stretch

Stretch = tuple[int, int]

LONGEST = 500
"""Characters: a longer line is no line of a printed page."""
_WORD = re.compile(r"\S+")
_PIECE = re.compile(r"\S+(?: \S+)*")


class Piece(NamedTuple):
    """Words with single blanks between them; `start` and `end` count characters of the line."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Printed:
    """One line that says something: where it begins in the file, how many blank lines stand above, on which page."""

    start: int
    number: int
    text: str
    blanks: int = 0
    page: int = 0

    @property
    def foreign(self) -> bool:
        """Is it a line of a table of another kind, or too long for print?"""
        return len(self.text) > LONGEST or "\t" in self.text or self.text.count("|") > 1

    @cached_property
    def words(self) -> tuple[Piece, ...]:
        return tuple(Piece(*match.span(), match[0]) for match in _WORD.finditer(self.text))

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """What stands between gaps of two blanks or more."""
        return tuple(Piece(*match.span(), match[0]) for match in _PIECE.finditer(self.text))

    def words_of(self, piece: Piece | None = None) -> Words:
        """A piece of the line, or all of it, with where that stands in the file."""
        start = piece.start if piece is not None else len(self.text) - len(self.text.lstrip())
        return Words(self.start + start, piece.text if piece is not None else self.text[start:])

    def put_aside(self, flow: Flow) -> None:
        """Put the line into the flow as page furniture."""
        start = self.start + len(self.text) - len(self.text.lstrip())
        flow.block(stretch(flow.file, start, self.start + len(self.text)), kind="footer")


def printed(file: str, lines: Sequence[Stretch], first: int, stop: int) -> list[Printed]:
    """The lines from `first` to before `stop` that are not blank, with the page that each stands on."""
    found: list[Printed] = []
    blanks = page = 0
    for number in range(first, stop):
        start, end = lines[number]
        if number > first and file.startswith("\f", start - 1):
            page, blanks = page + 1, 0
        text = file[start:end].rstrip()
        if not text:
            blanks += 1
            continue
        found.append(Printed(start, number, text, blanks, page))
        blanks = 0
    return found
