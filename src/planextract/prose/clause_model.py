"""What the clause model says of a text: the odds that it is an action, and which of its words say who and by when.

The odds are by its runs of words and by a transformer, which err differently. Runs of words know initials, names and
what our own cases say; the transformer has read English before, and knows ways of saying that no case of ours shows. It
takes two hundred times as long. It alone says which words have a role.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from planextract.prose.clause_features import LONGEST, features
from planextract.prose.encoder import Array, load
from planextract.prose.models import Model
from planextract.prose.wordpieces import Word

MODEL = "clauses"

SHARE = 0.5
"""How much the odds by runs of words count beside those of the transformer; chosen by cross-validation."""

ACTION = 0.5
"""From where on a text reads as an action."""

NONE = -20.0
"""The odds of a text without words."""

Role = Literal["owner", "deadline"]
ROLES: tuple[tuple[Role, bool] | None, ...] = (
    None,
    ("owner", True),
    ("owner", False),
    ("deadline", True),
    ("deadline", False),
)
"""What a word can be: nothing, or of a role, whose first word it is or not."""


class Marked(NamedTuple):
    """Words that have a role, if the text is an action: where they start and stop in it, and how likely they have it.

    Likely is each of them as the least likely one.
    """

    role: Role
    start: int
    stop: int
    likely: float


@dataclass(frozen=True, slots=True)
class Reading:
    """`probability` is that of the text being an action; `likely` is of the shape (words, roles)."""

    probability: float
    words: Sequence[Word] = ()
    likely: Array | None = None

    def share(self, role: Role, start: int, stop: int) -> float | None:
        """How likely the likeliest word between two places has a role; None where no word there was looked at."""
        seen = [place for place, word in enumerate(self.words) if word.start < stop and start < word.stop]
        if self.likely is None or not seen:
            return None
        return float(_of_role(self.likely[seen], role).max())

    def marked(self) -> Iterator[Marked]:
        """The words that have a role, in their order."""
        if self.likely is None:
            return
        begun: Marked | None = None
        for word, shares in zip(self.words, self.likely, strict=True):
            best = ROLES[int(shares.argmax())]
            if begun is not None and best != (begun.role, False):
                yield begun
                begun = None
            if best is not None:
                role, _ = best
                start, least = (begun.start, begun.likely) if begun is not None else (word.start, 1.0)
                begun = Marked(role, start, word.stop, min(least, float(_of_role(shares, role))))
        if begun is not None:
            yield begun


def _of_role(likely: Array, role: Role) -> Array:
    found: Array = likely[..., [place for place, one in enumerate(ROLES) if one and one[0] == role]].sum(-1)
    return found


def read(text: str, model: Model) -> Reading:
    """What both parts of the model say of a text: how likely it is an action, and who is to act by when, if it is."""
    if not text.strip():
        return Reading(0.0)
    encoder = load(model.folder)
    ((states, words),) = encoder.states([text[:LONGEST]])
    likely = encoder.likely("roles", states, words)
    odds = encoder.odds(states) + SHARE * at_a_glance(text, model)
    return Reading(float(1 / (1 + np.exp(-np.clip(odds, -50, 50)))), words, likely)


def at_a_glance(text: str, model: Model) -> float:
    """The logarithm of the odds by runs of words alone, in a tenth of a millisecond."""
    places, weights = features(text)
    return float(model.pipeline[places] @ weights + model.pipeline[-1]) if len(places) else NONE
