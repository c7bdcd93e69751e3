"""What the model says of an owner cell: its parties, and which words are their name, post or organisation.

A transformer gives each word what it may be, and the likeliest way that all of them can be so together is taken. Beside
its pieces it is told how each word is printed: in capitals or small letters, behind a blank, at the start of a line;
and what the rules take each word for, of which it may think otherwise.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from planextract.prose.encoder import Array, load
from planextract.prose.models import Model
from planextract.prose.opinion import Opinion, hints
from planextract.prose.owner_marks import MARKS, How, Label, marks
from planextract.prose.wordpieces import Word


class Field(NamedTuple):
    label: Label
    start: int
    stop: int


class Party(NamedTuple):
    """A party as marked; `start` and `stop` of its fields are places in the text."""

    support: bool
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """`likely` is how likely all words together are what they are taken for, `as_told` how likely they are what the
    rules took them for; None where that cannot be said, since not all that they read stands in the cell.
    """

    parties: tuple[Party, ...]
    likely: float
    as_told: float | None = None


NOBODY = Reading((), 1.0)
"""Of a cell without words."""

AT_ONCE = 32
"""Cells that are computed together."""


def read(cells: Sequence[tuple[str, Opinion | None]], model: Model) -> Iterator[Reading]:
    """The parties that some cells name, told what the rules read of each.

    Several are read at once in a third of the time that they take one by one.
    """
    encoder = load(model.folder)
    for first in range(0, len(cells), AT_ONCE):
        batch = cells[first : first + AT_ONCE]
        told = [
            hints(opinion, words, len(numbers))
            for text, opinion in batch
            for numbers, words in [encoder.pieces.of(text)]
        ]
        states = encoder.states([text for text, _ in batch], told)
        for (_, opinion), (each, words) in zip(batch, states, strict=True):
            if not words:
                yield NOBODY
                continue
            likely = encoder.likely("marks", each, words)
            yield replace(read_marks(words, likely), as_told=_as_told(opinion, words, likely))


def _as_told(opinion: Opinion | None, words: Sequence[Word], likely: Array) -> float | None:
    if opinion is None or not opinion.whole:
        return None
    return float(np.prod(likely[np.arange(len(words)), marks(opinion.said, words)]))


def read_marks(words: Sequence[Word], likely: Array) -> Reading:
    """The parties by the likeliest marks of which each may follow the one before it; `likely` is of (words, marks)."""
    scores = np.log(likely + np.float32(1e-9))
    best = scores[0] + np.where(_FIRST, 0.0, _NEVER)
    back = []
    for row in scores[1:]:
        ways = best[:, None] + _FOLLOWS
        back.append(ways.argmax(0))
        best = ways.max(0) + row
    path = [int(best.argmax())]
    for steps in reversed(back):
        path.append(int(steps[path[-1]]))
    return Reading(
        tuple(_parties(words, [MARKS[mark] for mark in reversed(path)])), float(np.exp(best.max()))
    )


_NEVER = -1e9
_FIRST = np.array([mark is None or mark[1] in ("lead", "support") for mark in MARKS])
_FOLLOWS = np.array(
    [
        [
            0.0
            if after is None or after[1] != "inside" or (before is not None and before[0] == after[0])
            else _NEVER
            for after in MARKS
        ]
        for before in MARKS
    ]
)


def _parties(words: Sequence[Word], marks: Sequence[tuple[Label, How] | None]) -> list[Party]:
    found: list[Party] = []
    for word, mark in zip(words, marks, strict=True):
        if mark is None:
            continue
        label, how = mark
        if how == "inside":
            *before, last = found[-1].fields
            found[-1] = found[-1]._replace(fields=(*before, last._replace(stop=word.stop)))
        elif how == "field" and found:
            found[-1] = found[-1]._replace(fields=(*found[-1].fields, Field(label, word.start, word.stop)))
        else:
            found.append(Party(how == "support", (Field(label, word.start, word.stop),)))
    return found
