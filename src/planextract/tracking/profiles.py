"""What of an action is compared: its words, number, heading, owners, deadline and place in its document."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from planextract.changed_actions import bare
from planextract.normalise.owners.lexicon import folded
from planextract.records import Action, DueBy, Extraction, fold
from planextract.tracking.words import Cut, Words, cut, lists


@dataclass(frozen=True, slots=True)
class Profile:
    """One action of one edition. `wide` are its words with those of what it answers; `rank` is its place, 0 to 1.

    `repeated` means that others of its edition have the same words, so that these tell little.
    """

    action_id: str
    text: Cut
    wide: Words
    words: Words
    heading: Words
    reference: str
    owners: Words
    due: tuple[str, str]
    rank: float
    repeated: bool = False

    @property
    def compound(self) -> bool:
        """Whether its number is more than a figure or letter: "3.2", "R7", "HSG-04"."""
        return is_compound(self.reference)


def is_compound(reference: str) -> bool:
    """Whether a number says more than a place in a list.

    >>> [is_compound(each) for each in ("3.2", "r7", "hsg/04", "7", "b", "iv")]
    [True, True, True, False, False, False]
    """
    parts = re.findall(r"\d+|[^\W\d_]+", reference)
    return len(parts) > 1


def profiles(extraction: Extraction) -> list[Profile]:
    """Those of a document's actions, in order."""
    findings = {each.id: each.text.value or each.text.raw for each in extraction.findings}
    many = max(len(extraction.actions) - 1, 1)
    found = [_profile(action, findings, place / many) for place, action in enumerate(extraction.actions)]
    keys = Counter(each.text.key for each in found)
    return [replace(each, repeated=True) if keys[each.text.key] > 1 else each for each in found]


def _profile(action: Action, findings: Mapping[str, str], rank: float) -> Profile:
    own = cut(text_of(action))
    answered = [findings[each] for each in action.finding_ids if each in findings]
    beside = frozenset(word for each in answered for word in cut(each).words)
    words = frozenset(own.words)
    owners = frozenset(name for owner in action.owners if (name := owner_key(owner.name or owner.raw)))
    heading = _heading(action.section.value or action.section.raw, owners) if action.section else beside
    return Profile(
        action_id=action.id,
        text=own,
        wide=words | beside,
        words=words,
        heading=heading,
        reference=bare(action.reference.raw) if action.reference is not None else "",
        owners=owners,
        due=due_key(action),
        rank=rank,
    )


def _heading(text: str, owners: Words) -> Words:
    """The words of a heading without those that say who leads ("DVLA data – Lead PM"): people change, headings stay."""
    leads = lists().leads
    if not leads.isdisjoint(words := cut(text).words):
        who = {part for owner in owners for part in owner.split()}
        words = tuple(word for word in words if word not in who and word not in leads)
    return frozenset(words)


def text_of(action: Action) -> str:
    return action.text.value or fold(action.text.raw)


def owner_key(name: str) -> str:
    """A party as it is compared: small letters, no punctuation."""
    return " ".join(re.findall(r"\w+", folded(name)))


def due_key(action: Action) -> tuple[str, str]:
    """A deadline in the form in which two are the same or not; empty where there is none."""
    deadline = action.deadline
    if deadline is None:
        return "", ""
    value = deadline.value
    if isinstance(value, DueBy):
        return value.earliest.isoformat(), value.latest.isoformat()
    return (value.kind if value is not None else "unread"), folded(deadline.raw)
