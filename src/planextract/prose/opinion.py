"""What the rules read of an owner cell, put to its words: the model that reads the cell again is told of it."""

from collections.abc import Sequence
from typing import NamedTuple

from planextract.prose.owner_marks import LABELS, MARKS, SUPPORTING, Label, Said, marks, of_party, place
from planextract.prose.wordpieces import Word
from planextract.records import Owner, OwnerPart

HINTS = 1 + len(MARKS) + 3
"""What a piece of a word can be told: nothing (0), what the rules take its word for, and in front how sure they are."""

_SURE, _DOUBTFUL, _NOBODY = HINTS - 3, HINTS - 2, HINTS - 1


class Opinion(NamedTuple):
    """The parties that the rules read; `whole` where all of each stands in the cell, `remarked` where they said
    something against it.
    """

    said: tuple[Said, ...]
    whole: bool
    remarked: bool


def opinion(text: str, owners: Sequence[Owner], remarked: bool, part: OwnerPart = "lead") -> Opinion:
    """The opinion behind some owners of a cell; `part` is the part of all that the cell does not tell apart."""
    found: list[Said] = []
    whole = True
    for one in owners:
        places: list[tuple[int, int, Label]] = []
        for label in LABELS:
            words = getattr(one, label)
            taken = [(each.start, each.stop) for each in found] + [(start, stop) for start, stop, _ in places]
            at = place(text, words, taken) if words else None
            whole = whole and (at is not None or not words)
            if at is not None:
                places.append((*at, label))
        found += of_party(places, one.part in SUPPORTING and one.part != part)
    return Opinion(tuple(sorted(found, key=lambda each: each.start)), whole, remarked)


def hints(told: Opinion | None, words: Sequence[Word], pieces: int) -> list[int]:
    """What each piece of a text is told, as a number below `HINTS`; nothing without an opinion."""
    found = [0] * pieces
    if told is None:
        return found
    found[0] = _NOBODY if not told.said else _SURE if told.whole and not told.remarked else _DOUBTFUL
    ends = [*(word.piece for word in words[1:]), pieces - 1]
    for word, end, mark in zip(words, ends[: len(words)], marks(told.said, words), strict=True):
        found[word.piece : end] = [1 + mark] * (end - word.piece)
    return found
