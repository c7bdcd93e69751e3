"""States that stand beside something else: "31 March 2025 - Complete" among deadlines, "COMPLETED: Fit the screens"."""

import re
from typing import NamedTuple

from planextract.normalise import deadlines, statuses
from planextract.normalise.context import Context
from planextract.normalise.statuses import Around, StateFound
from planextract.provenance import SourcedText
from planextract.records import DueBy, State

LONGEST = 200
"""Characters of a cell of deadlines in which a state is looked for."""

_PARTS = 6
_APART = re.compile(r"(?<!\s)\s*[–—:;(\n]\s*|(?<!\s)\s+-\s*|-\s+|,\s+|\.\s+")
_RULES = (
    statuses.legend_code,
    statuses.whole_state,
    statuses.opening_state,
    statuses.graded_state,
    statuses.coloured_state,
)
_OF_TIME: frozenset[State] = frozenset({"ongoing", "extended", "no_data", "not_applicable", "not_due"})
"""Beside a date these say when rather than how far: "April 2025 - ongoing"."""
_ENDED: frozenset[State] = frozenset({"completed", "closed", "embedded"})


class Beside(NamedTuple):
    """Some words and the state that stands beside them; `when` is empty for a cell that says nothing else."""

    when: SourcedText
    said: SourcedText


def of_deadline(words: SourcedText, about: Around, context: Context) -> Beside | None:
    """The date of a cell and what is said of its action: "30 April 2025 - Overdue, parts on order"."""
    if len(words) > LONGEST:
        return None
    for match in list(_APART.finditer(words.text))[:_PARTS]:
        when, said = words[: match.start()].strip(), words[match.end() :].strip(" \n)")
        if _stated(said, about) is not None and _is_day(when, context):
            return Beside(when, said)
    whole = statuses.whole_state(words, about)
    return Beside(SourcedText(), words.strip()) if whole is not None and whole.value not in _OF_TIME else None


def _stated(said: SourcedText, about: Around) -> StateFound | None:
    """A state and what follows it; no "completed draft", which is a step."""
    found = (
        next((one for rule in _RULES if (one := rule(said, about)) is not None), None) if said.text else None
    )
    if found is None or found.value is None or found.value in _OF_TIME:
        return None
    after = said.text[said.text.find(found.words.text) + len(found.words.text) :]
    goes_on = found.value in _ENDED and re.match(r"\s+(?!on\b|in\b|\d|\()", after) is not None
    return None if goes_on and after.strip() else found


def _is_day(when: SourcedText, context: Context) -> bool:
    found = deadlines.normalise(when, context) if when.text else None
    return found is not None and isinstance(found.value, DueBy)


_BEFORE = re.compile(
    r"\s*[(\[*]*(?P<state>[A-Za-z][A-Za-z ]{2,24}?)[)\]*]*\s*(?P<by>[:–—)\]*]|\s-)\s*(?=[A-Z])"
)
_AFTER = re.compile(r"(?<!\s)\s*(?:[–—(\[]|\s-\s)\s*(?P<state>[A-Za-z][A-Za-z ]{2,24})[)\]]?\s*\.?\s*$")


def of_text(words: SourcedText, about: Around) -> tuple[SourcedText, SourcedText] | None:
    """The words of an action without the state before or after them, and that state: "COMPLETED: Fit screens".

    Before them a single word of small letters may open a sentence ("Complete: the audit"), so it must be in brackets or
    capitals.
    """
    before = _BEFORE.match(words.text[:60])
    if before is not None and (before["state"].isupper() or before[0].lstrip()[:1] in "([*"):
        state = words.span(before, "state")
        if _is_whole(state, about):
            return words[before.end() :], state
    after = _AFTER.search(words.text, max(0, len(words) - 40))
    if after is not None and after.start() and _is_whole(words.span(after, "state"), about):
        return words[: after.start()], words.span(after, "state")
    return None


def _is_whole(words: SourcedText, about: Around) -> bool:
    found = statuses.whole_state(words, about)
    return found is not None and found.value not in _OF_TIME
