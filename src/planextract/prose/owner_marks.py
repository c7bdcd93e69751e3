"""What each word of an owner cell can be: the first or a later word of a name, post or organisation, of which party."""

import re
from collections.abc import Iterable, Sequence
from itertools import product
from typing import Literal, NamedTuple

from planextract.prose.wordpieces import Word

Label = Literal["name", "role", "organisation"]
How = Literal["lead", "support", "field", "inside"]

LABELS: tuple[Label, ...] = ("name", "role", "organisation")
HOW: tuple[How, ...] = ("lead", "support", "field", "inside")
"""The first word of a party, which leads or supports, that of another of its fields, and a later word of a field."""

MARKS: tuple[tuple[Label, How] | None, ...] = (None, *product(LABELS, HOW))
"""What a word can be."""

SUPPORTING = frozenset({"support", "consulted", "via"})
"""Parts of owners that the marks do not tell apart."""


class Said(NamedTuple):
    """Words of a label and their place in a text; `how` is that of their first word."""

    label: Label
    how: How
    start: int
    stop: int


def of_party(places: Iterable[tuple[int, int, Label]], support: bool) -> list[Said]:
    """The words of one party, of which the first opens it."""
    opening: How = "support" if support else "lead"
    return [
        Said(label, "field" if number else opening, start, stop)
        for number, (start, stop, label) in enumerate(sorted(places))
    ]


def marks(said: Iterable[Said], words: Iterable[Word]) -> list[int]:
    """What each word is by what is said of its text, by its place in `MARKS`."""
    spans = tuple(said)
    found = []
    for word in words:
        each = next((span for span in spans if span.start <= word.start < span.stop), None)
        first = each is not None and each.start == word.start
        found.append(MARKS.index(None if each is None else (each.label, each.how if first else "inside")))
    return found


def place(text: str, words: str, taken: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Where words stand that nothing else has: as printed, in other capitals, or with a word cut at a line end.

    >>> place("Head of\\nLegal, Head of Legal", "Head of Legal", [(0, 13)])
    (15, 28)
    """
    blanks = r"\s+".join(map(re.escape, words.split()))
    letters = r"\s*".join(map(re.escape, "".join(words.split())))
    for pattern, flags in ((blanks, 0), (blanks, re.IGNORECASE), (letters, 0)):
        for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, flags):
            if all(match.end() <= start or match.start() >= stop for start, stop in taken):
                return match.span()
    return None
