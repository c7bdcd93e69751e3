"""How sure a value is: the share of values with the same kind of evidence that were right on cells never looked at.

`confidence.json` holds a small table for each field: a tier of evidence, how many cells of it were measured, and how
many were right. The figure is (right + 1) / (n + 2), so that a tier of ten cells is never quite sure. It is made by
`benchmarks/calibrate.py` from real cells that no rule was written with. A field without a table has no figure.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from planextract.records import Action, CellSource, Deadline, DueBy, Extracted, Owner, State

Band = Literal["use", "look", "doubt"]

USE, LOOK = 0.95, 0.8
BY_MODEL = "clause_model"
"""The rule of what only the clause model reads: an action, or who and by when in one."""

BY_OWNER_MODEL = "owner_model"
"""The rule of owners that are as the owner model reads their cell."""

MANY_WORDS = 6
"""Words of a deadline beyond which its date stands in a sentence."""


@cache
def tables() -> Mapping[str, Any]:
    """`measured` is the day of measuring; each field has its tiers with `n` and `right`."""
    text = files("planextract").joinpath("confidence.json").read_text(encoding="utf-8")
    return json.loads(text)  # type: ignore[no-any-return]


@cache
def figure(field: str, tier: str) -> float | None:
    """The share of values of a tier that were right; None where too few were measured to say."""
    found = tables()["fields"].get(field, {}).get(tier)
    return None if found is None else round((found["right"] + 1) / (found["n"] + 2), 2)


def band(confidence: float | None) -> Band | None:
    """What a person may do with a value: use it, look at it first, or doubt it.

    >>> band(0.97), band(0.9), band(0.5), band(None)
    ('use', 'look', 'doubt', None)
    """
    if confidence is None:
        return None
    return "use" if confidence >= USE else "look" if confidence >= LOOK else "doubt"


DERIVED = frozenset(
    {"percentage", "settled_deadline", "completion_date", "mark_in_question", "ticked_box", "marked_column"}
)
"""Rules by which a state follows from something else that the row says."""


# Tiers -------------------------------------------------------------------------------------------------------------


def deadline_tier(value: Deadline, raw: str) -> str:
    """What a deadline rests on: a date with its year, one in a sentence, an inferred year, several dates, no date."""
    if not isinstance(value, DueBy):
        return "without_a_date"
    if value.year_inferred:
        return "year_inferred"
    if value.precision == "range" or value.approximate or value.alternatives or value.original is not None:
        return "composed"
    return "stated" if len(raw.split()) <= MANY_WORDS else "stated_in_a_sentence"


def owner_tier(owner: Owner, owners: int) -> str:
    """A party alone in its cell, by its kind, or one of several; what the clause model marked, the owner model read."""
    if owner.rule == BY_MODEL:
        return "marked"
    if owner.rule == BY_OWNER_MODEL:
        return "by_model"
    if owners > 1:
        return "one_of_several"
    return "person" if owner.kind in ("person", "initials") else "post_or_body"


def owner_tiers(owner: Owner, owners: int) -> tuple[str, ...]:
    """Its tiers, finest first: with whether a second reader agreed, or nobody asked it since the cell is plain; that
    alone; and without it.

    Of what a model alone reads there is nothing to agree with.
    """
    tier, said = owner_tier(owner, owners), owner.second_reading or _plain(owner, owners)
    return (tier,) if said is None or tier in ("marked", "by_model") else (f"{tier}_{said}", said, tier)


_SIGNS = re.compile(r"[^\w\s'’.-]|\n|\b(?:and|with)\b|\d")
"""What may part two parties, or a party from what is said of it."""

_PLAIN_RULES = frozenset({"person_name", "role_words", "body_words", "initials"})
_PLAIN_WORDS = 5


def is_plain(text: str, rule: str) -> bool:
    """Whether a cell in which the rules read one party, by `rule`, is one that they hardly ever read wrongly.

    >>> is_plain("Head of Housing", "role_words"), is_plain("Head of Housing and Planning", "role_words")
    (True, False)
    """
    return rule in _PLAIN_RULES and len(text.split()) <= _PLAIN_WORDS and not _SIGNS.search(text.strip())


def _plain(owner: Owner, owners: int) -> Literal["plain"] | None:
    """Of cells only: who a clause names in few words may still not be who is to act.

    Line ends of its source are no matter, where a cell of two lines would have been read twice.
    """
    celled = bool(owner.sources) and all(isinstance(source, CellSource) for source in owner.sources)
    return "plain" if owners == 1 and celled and is_plain(" ".join(owner.raw.split()), owner.rule) else None


def figure_of(owner: Owner, owners: int) -> float | None:
    """Of the finest tier that was measured."""
    figures = (figure("owners", tier) for tier in owner_tiers(owner, owners))
    return next((found for found in figures if found is not None), None)


def state_tier(state: Extracted[State]) -> str:
    """Words of a vocabulary, a sentence, the document's own legend, or what amounts to a state, such as 100 %."""
    if state.rule in DERIVED:
        return "derived"
    if state.rule in ("sentence_state", "closing_state"):
        return "sentence"
    return "legend" if state.rule in ("legend", "legend_code", "coloured_state") else "words"


# On records --------------------------------------------------------------------------------------------------------


def sure(action: Action) -> Action:
    """The same action with the confidence of its deadline, owners and state. What was inherited has none of its own."""
    stated = [owner for owner in action.owners if not owner.inherited]
    owners = tuple(
        owner if owner.inherited else owner.model_copy(update={"confidence": figure_of(owner, len(stated))})
        for owner in action.owners
    )
    return action.model_copy(
        update={
            "owners": owners,
            "deadline": _sure_deadline(action.deadline),
            "progress": action.progress.model_copy(update={"state": _sure_state(action.progress.state)}),
        }
    )


def _sure_deadline(due: Extracted[Deadline] | None) -> Extracted[Deadline] | None:
    if due is None or due.value is None or due.rule == "ditto":
        return due
    tier = "marked" if due.rule == BY_MODEL else deadline_tier(due.value, due.raw)
    return due.model_copy(update={"confidence": figure("deadline", tier)})


def _sure_state(state: Extracted[State] | None) -> Extracted[State] | None:
    if state is None or state.value is None:
        return state
    return state.model_copy(update={"confidence": figure("state", state_tier(state))})
