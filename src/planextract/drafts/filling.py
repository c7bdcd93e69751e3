"""Who is to act and by when in a clause of prose, as the clause model has it, beside what the rules read."""

import re
from collections.abc import Iterator
from dataclasses import replace

from planextract.drafts.draft import ActionDraft, Slot
from planextract.normalise import deadlines
from planextract.normalise.context import Context
from planextract.prose.clause_model import ACTION, Reading, Role
from planextract.provenance import SourcedText

FILL: dict[Role, float] = {"owner": 0.7, "deadline": 0.6}
"""How likely words must have a role to be taken for it where no rule reads any."""

DENIED = 0.1
"""How likely the words of a deadline that a rule reads must be one; of others they say something else by then."""

ROLES: tuple[Role, ...] = ("owner", "deadline")


def completed(draft: ActionDraft, reading: Reading) -> ActionDraft:
    """The same action: with the owner and deadline that the model marks in its words, where no rule read any, and
    without a time that is not its own ("ask whether they can stack the chairs when they finish").

    Of what does not read as an action the model has learned no roles, and what a meeting resolves tells of little
    besides, so that no time in it is doubted.
    """
    if reading.probability < ACTION:
        return draft
    slots = list(draft.slots)
    if draft.kind != "resolution":
        slots = [
            replace(slot, role="denied_deadline") if _denied(slot, draft.words, reading) else slot
            for slot in slots
        ]
    for role in ROLES:
        if draft.slot(role) is None:
            slots += _marked(draft.words, reading, role)
    return replace(draft, slots=tuple(slots))


def _denied(slot: Slot, words: SourcedText, reading: Reading) -> bool:
    start = words.text.find(slot.words.text)
    if slot.role != "deadline" or start < 0:
        return False
    share = reading.share("deadline", start, start + len(slot.words.text))
    return share is not None and share < DENIED


def _marked(words: SourcedText, reading: Reading, role: Role) -> Iterator[Slot]:
    """All that the model takes for owners, of deadlines the first that is more than a scrap."""
    likely = [one for one in reading.marked() if one.role == role and one.likely >= FILL[role]]
    if role == "owner":
        likely = [one for one in likely if _JOINED.search(words.text, 0, one.start) is None]
        spans = dict.fromkeys(_whole(words.text, one.start, one.stop) for one in likely)
        named = (words[start:stop].strip() for start, stop in spans)
        yield from (Slot(role, one, marked=True) for one in named if one.text.casefold() not in _NOBODY)
    else:
        found = [words[one.start : one.stop].strip() for one in likely]
        yield from [Slot(role, one, marked=True) for one in found if _says_when(one)][:1]


def _whole(text: str, start: int, stop: int) -> tuple[int, int]:
    """The span of a name with the capitals that go on from it: the "Clerk" of "Town Clerk"."""
    if not text[start:stop].rsplit(maxsplit=1)[-1][:1].isupper():
        return start, stop
    behind = _GOES_ON.match(text, stop)
    return start, behind.end() if behind is not None else stop


_JOINED = re.compile(r"\w[-'’]\Z")
"""What makes the word behind it the end of another: the "group" of a "sub-group"."""
_NOBODY = frozenset({"he", "she", "they", "it", "who", "he/she", "and", "or", "the"})
"""Whom pronouns mean the model does not know; the others are what is left of a list."""
_GOES_ON = re.compile(r"(?: [A-Z][a-z][\w’'-]*)+")


def _says_when(words: SourcedText) -> bool:
    """Whether words are a time that we read, or several words: an event that they name."""
    found = deadlines.normalise(words, Context())
    return len(words.text.split()) > 1 or (found is not None and found.value is not None)
