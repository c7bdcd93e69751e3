"""States that a sentence says of what it is about: "This action is now complete", "The survey was progressing".

Of a whole action a sentence may say anything; of anything else only that it is under way, late or held up, for the
action can be no further than what it needs. A sentence about a part, a condition or another time says nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from planextract.vocab.openings import Opening, OpeningWords, opening
from planextract.vocab.wording import alias

REACH = 160
"""Characters within which a sentence must have come to its state."""

LONGEST_SUBJECT = 16
"""Words of a subject; a longer one is no plain sentence."""

_SENTENCE_END = re.compile(r"[.!;]\s|\n|$")
_THERE = re.compile(
    r"\s*there (?:has|have|had|is|are|was|were)(?: been)? (?:an? |some |the )?"
    r"((?:slight|minor|short|small|significant|considerable|major|serious|further|severe)\s)?(delays?|slippage)\b",
    re.IGNORECASE,
)
_NO_UPDATE = re.compile(
    r"\s*there (?:is|was|has been|had been) (?:still )?no (?:further |new )?(?:update|information)s?\b",
    re.IGNORECASE,
)
_TURNS = re.compile(r"\b(?:but|however|although|though|despite|now)\b", re.IGNORECASE)
"""A sentence that turns says two things."""
_BEGUN = frozenset({"begun", "started", "commenced"})
_SLIGHT = frozenset({"slight", "minor", "short", "small"})


@dataclass(frozen=True)
class SentenceWords:
    """The word lists behind the rules; all folded."""

    lists: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, table: Mapping[str, list[str]]) -> "SentenceWords":
        keys = ("subjects", "links", "adverbs", "of_anything", "not_whole", "shown", "check", "awaiting")
        return cls({key: frozenset(table.get(key, ())) for key in keys})

    def of_a_part(self, text: str) -> bool:
        """Whether the last sentence of some words is about a part: "Phase 1" before " - complete"."""
        return not self.lists["not_whole"].isdisjoint(
            alias(re.split(r"[.;\n]", text.strip(" .;\n"))[-1][-REACH:]).split()
        )

    def _any(self, key: str) -> str:
        ordered = sorted(self.lists[key], key=lambda wording: (-len(wording), wording))
        bodies = (re.escape(wording).replace(r"\ ", r"\s+").replace(r"\*", r"\w{0,8}") for wording in ordered)
        return "(?:" + ("|".join(bodies) or "(?!)") + ")"

    @cached_property
    def lead(self) -> re.Pattern[str]:
        """What may stand before a state without saying anything itself: "This action has now been", "now"."""
        subject = (
            rf"(?:(?:all|the|this|these|both)\s+)?{self._any('subjects')}\s+(?:{self._any('links')}\s+)?"
        )
        return re.compile(
            rf"\s*(?:{subject}|(?:has|have|had|was|were)(?: since)?(?: been)?\s+|(?={self._any('adverbs')}\b))"
            rf"(?:{self._any('adverbs')}\s+)?(?:an?\s+)?",
            re.IGNORECASE,
        )

    @cached_property
    def link(self) -> re.Pattern[str]:
        """The verb between what a sentence is about and its state."""
        return re.compile(rf"\b{self._any('links')}\s+(?:{self._any('adverbs')}\s+)?", re.IGNORECASE)

    @cached_property
    def shown_as(self) -> re.Pattern[str]:
        """ "marked as", "Leave as" """
        return re.compile(rf"\b{self._any('shown')}\s+", re.IGNORECASE)

    @cached_property
    def unchecked(self) -> re.Pattern[str]:
        """What takes a completion back until somebody agrees: " - awaiting audit verification"."""
        later = rf"{self._any('awaiting')}\b[^.;\n]{{0,50}}?\b{self._any('check')}"
        open_yet = (
            rf"{self._any('check')}\s+(?:is |still |to be )?(?:required|awaited|outstanding|needed|provided)"
        )
        return re.compile(
            rf"\W{{0,4}}(?:and |but |is |are |still |now )?(?:{later}|{open_yet})\b", re.IGNORECASE
        )


_TOLD = re.compile(
    r"[^.;\n]{0,60}?\b(?:shows?|showed|demonstrates?|indicates?|confirms?|noted|reported|advised|confirmed|informed|explained|stated|heard|updated)\b"
    r"(?: \w+){0,5}? that\s+",
    re.IGNORECASE,
)
"""Minutes tell what somebody said: "Officers advised that the action had been completed"."""


def _sentence(text: str) -> str:
    end = _SENTENCE_END.search(text[:REACH])
    return text[: end.start()] if end else text[:REACH]


def _shifted(found: Opening, by: int) -> Opening:
    return Opening(found.key, found.start + by, found.end + by, found.rest + by)


@dataclass(frozen=True)
class Said:
    """A text, the states by their wordings, and the words of openings and sentences."""

    text: str
    table: Mapping[str, str]
    openings: OpeningWords
    words: SentenceWords


def after_lead(said: Said) -> Opening | None:
    """A state behind words for the whole action: "Task complete", "now delivered"."""
    match = said.words.lead.match(said.text[:REACH])
    if match is None or not match[0].strip():
        return None
    found = opening(said.text[match.end() :], said.table, said.openings)
    if found is None or found.start:
        return _all_that_is_left(said, match.end())
    if alias(said.text[match.end() :][: found.end]) in said.openings.whole:
        return _all_that_is_left(said, match.end())
    return _shifted(found, match.end())


def _all_that_is_left(said: Said, start: int) -> Opening | None:
    """ "This is an ongoing commitment": words that say a state only alone, and here they are all that is said."""
    rest = _sentence(said.text[start:]).strip(" .")
    key = said.table.get(alias(rest)) if rest and "?" not in said.text[start : start + REACH] else None
    return None if key is None else Opening(key, start, start + len(rest), start + len(rest))


def of_anything(said: Said) -> Opening | None:
    """A state of whatever a sentence is about, where the whole action can be no further than that."""
    match = said.words.link.search(_sentence(said.text))
    if match is None or "?" in _sentence(said.text) or _TURNS.search(_sentence(said.text), match.end()):
        return None
    subject = alias(said.text[: match.start()]).split()
    if not 0 < len(subject) <= LONGEST_SUBJECT or any(
        word in said.words.lists["not_whole"] for word in subject
    ):
        return None
    found = opening(said.text[match.end() :], said.table, said.openings)
    if found is None or found.start:
        return None
    state = alias(said.text[match.end() :][: found.end])
    if state in _BEGUN and re.match(r"\s+to\s", said.text[match.end() + found.end :]):
        return None  # "has begun to show results" says nothing of the work
    return _shifted(found, match.end()) if state in said.words.lists["of_anything"] else None


def held_up(said: Said) -> Opening | None:
    """ "There has been a delay in ...": a slight one puts the action at risk."""
    match = _THERE.match(said.text[:REACH])
    if match is None or _TURNS.search(_sentence(said.text), match.end()):
        return None
    slight = match[1] is not None and match[1].strip().casefold() in _SLIGHT
    return Opening("at_risk" if slight else "behind", match.start(2), match.end(), match.end())


def nothing_said(said: Said) -> Opening | None:
    """ "There was no further update regarding the land"."""
    match = _NO_UPDATE.match(said.text[:REACH])
    if match is None or _TURNS.search(_sentence(said.text), match.end()):
        return None
    return Opening("no_data", match.start(), match.end(), match.end())


def shown(said: Said) -> Opening | None:
    """How the action is to be shown: "Minutes received, to be marked as complete", "Leave as ongoing"."""
    for match in said.words.shown_as.finditer(said.text[:1000]):
        before, end = alias(said.text[max(0, match.start() - 40) : match.start()]).split(), match.end()
        printed = _sentence(said.text[end:]).strip(" .\"'“”‘’")
        key = said.table.get(alias(printed))
        if (
            key is None
            or len(printed) > 40
            or {"not", "cannot", "cant", "until", "if", "once", "when"} & set(before)
        ):
            continue
        start = end + said.text[end:].index(printed)
        return Opening(key, start, start + len(printed), start + len(printed))
    return None


def without_verb(said: Said) -> Opening | None:
    """ "Carers training underway": a few words about anything and its state, and nothing more."""
    text = said.text.strip().rstrip(".")
    words = alias(text).split()
    if not 2 < len(words) <= LONGEST_SUBJECT or "\n" in text or _TURNS.search(text):
        return None
    for size in (4, 3, 2, 1):
        wording, subject = " ".join(words[-size:]), words[:-size]
        if not subject or not said.words.lists["not_whole"].isdisjoint(subject):
            continue
        if wording in said.words.lists["of_anything"] and wording in said.table:
            start = _start_of_last(text, size)
            return Opening(said.table[wording], start, len(text), len(said.text))
    return None


def _start_of_last(text: str, count: int) -> int:
    """Where the last words of a text begin."""
    return [match.start() for match in re.finditer(r"\S+", text)][-count]


RULES = (after_lead, shown, held_up, nothing_said, of_anything, without_verb)
"""How a sentence says a state; the first rule that finds one decides."""


def sentence(
    text: str, table: Mapping[str, str], openings: OpeningWords, words: SentenceWords
) -> Opening | None:
    """The state that a sentence says."""
    told = _TOLD.match(text[:REACH])
    begin = told.end() if told is not None else 0
    said = Said(text[begin:], table, openings, words)
    for rule in RULES:
        found = rule(said)
        if found is not None:
            return _shifted(found, begin)
    return None
