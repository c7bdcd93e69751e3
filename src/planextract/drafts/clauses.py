"""What one clause of minutes does: notes, approves, asks somebody, refers, delegates, or has something done.

The rules stand in `RULES`; each looks at one verb. The first verb of a resolution names the decision; an action may
also hang on a later one ("be noted and the Head of Housing be requested to ...").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from planextract.drafts import parties
from planextract.prose.words import alternatives, pattern, section, vocabulary
from planextract.provenance import SourcedText
from planextract.records import Modality, Verb

LONGEST = 1500
"""Characters of a clause in which verbs are looked for."""


@dataclass(frozen=True, slots=True)
class Event:
    """One verb of a clause. `start` and `end` count in the clause; `subject` begins after the verb before."""

    word: str
    form: str
    subject: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a clause does. `acts`: it makes an action; `tail` is where the words behind its verb begin."""

    verb: Verb
    rule: str
    acts: bool = False
    owner: SourcedText | None = None
    modality: Modality = "shall"
    tail: int = 0


def ruling(words: SourcedText) -> Ruling | None:
    """What a resolution does; None where no verb of ours stands in it.

    >>> ruling(SourcedText.plain("That the report be noted")).verb
    'note'
    >>> found = ruling(SourcedText.plain("that the Head of Housing be asked to write to tenants"))
    >>> found.acts, found.owner.text
    (True, 'Head of Housing')
    """
    words = words[:LONGEST]
    rulings = [found for event in events(words) if (found := _ruled(words, event)) is not None]
    if not rulings:
        return None
    acting = next((found for found in rulings if found.acts), None)
    if acting is None or acting is rulings[0]:
        return rulings[0]
    return Ruling(rulings[0].verb, acting.rule, True, acting.owner, acting.modality, acting.tail)


def _ruled(words: SourcedText, event: Event) -> Ruling | None:
    for rule in RULES:
        found = rule(words, event)
        if found is not None:
            return found
    return None


# Its verbs -----------------------------------------------------------------------------------------------------

_PARTICIPLES = {
    word: key for key, wordings in reversed(list(section("participles").items())) for word in wordings
}


def events(words: SourcedText) -> Iterator[Event]:
    """The verbs of a clause that decide something, in order."""
    text = words.text
    first = _head(text) or _subjunctive(words)
    if first is not None:
        yield first
    end = first.end if first is not None else 0
    for match in pattern(_PASSIVE).finditer(text, end):
        if _subordinate(text, match.start()) or (
            first is not None and not _joined(text[end : match.start()])
        ):
            continue
        yield Event(_folded(match["word"]), "passive", end, match.start(), match.end())
        end = match.end()
        first = Event("", "", 0, 0, 0)
    for match in pattern(_LATER).finditer(text, min(end, len(text))):
        yield Event(_folded(match["word"]), "active", match.start("word"), match.start("word"), match.end())


_PASSIVE = (
    rf"\b(?:be|is|are)\s+(?:{{clauses.between}}\s+){{0,1}}(?P<word>{alternatives(tuple(_PARTICIPLES))})\b"
)
_LATER = (
    r"\band\s+(?:to\s+|that\s+(?:the\s+)?\w+\s+)?(?P<word>{clauses.ask_verbs})\s+"
    r"(?=that\b|the\b|officers\b|a\b|(?-i:[A-Z]))"
)


def _folded(word: str) -> str:
    return " ".join(word.casefold().split())


def _subordinate(text: str, start: int) -> bool:
    """Whether "be" belongs to another verb: "to be submitted", "that may be required"."""
    before = re.search(r"(\w+)\s*$", text[max(0, start - 20) : start])
    if before is None:
        return text[start : start + 2].casefold() != "be"
    word = before[1].casefold()
    return word in vocabulary("clauses.auxiliaries") or word in {"which", "that", "who", "as", "it"}


def _joined(between: str) -> bool:
    """Whether a later verb stands beside the first and not below it."""
    return bool(re.search(r"(?i)\band\b|;", between)) and not re.search(
        r"(?i)\b(?:which|who|where|if|once|when|until)\b", between
    )


def _head(text: str) -> Event | None:
    """A verb at the very start, with nobody or a meeting before it: "To note", "requests", "That Members note"."""
    match = pattern(
        r"(?:that\s*,?\s+)?(?:in\s+future,?\s+)?(?P<subject>(?:the\s+)?(?:[\w&’'-]+\s+){0,6}?{bodies.meeting}\s*:?-?\s+|)"
        r"(?:also\s+|hereby\s+|unanimously\s+)?(?:to\s+|agreed\s+to\s+)?"
        r"(?P<word>{clauses.body_verbs}|{clauses.ask_verbs}|{clauses.refer_verbs}|{clauses.delegate_verbs}|{clauses.permit_verbs})\b(?!\s+(?:be|of)\b)(?=\s*\S)"
    ).match(text)
    if match is None or re.search(r"(?i)\b(?:be|is|are|to|that|be)\b", match["subject"] or ""):
        return None
    return Event(_folded(match["word"]), "active", 0, match.start("word"), match.end())


def _subjunctive(words: SourcedText) -> Event | None:
    """ "That officers undertake work": a party, and the plain form of a verb of doing."""
    found = parties.doer(words)
    if found is None:
        return None
    subject, start, end = found
    return Event(_folded(words.text[start:end]), "subjunctive", subject, start, end)


# What each does ------------------------------------------------------------------------------------------------


def requested(words: SourcedText, event: Event) -> Ruling | None:
    """ "The Director be requested to report back"; "a report be requested from the Chief Executive"."""
    if event.form != "passive" or event.word not in vocabulary("participles.request"):
        return None
    owner = _source(words, event.end) or parties.subject(words[event.subject : event.start])
    return Ruling("request", "be_requested", True, owner, tail=event.end)


def asks(words: SourcedText, event: Event) -> Ruling | None:
    """ "requests the Policy Officer to investigate"; "To request that a report be submitted"."""
    if event.form != "active" or event.word not in vocabulary("clauses.ask_verbs"):
        return None
    whom = pattern(r"\s+(?:the\s+)?(?P<who>[^;:]{2,120}?),?\s+to\s+[a-z]").match(words.text, event.end)
    owner = parties.party(words.span(whom, "who")) if whom is not None else None
    return Ruling("request", "asks", True, owner or _source(words, event.end), tail=event.end)


def refers(words: SourcedText, event: Event) -> Ruling | None:
    """ "the report be referred to the Scrutiny Committee": who receives it is to act."""
    if event.word not in vocabulary("participles.refer") | vocabulary("clauses.refer_verbs"):
        return None
    receiver = pattern(r"[^;]{0,80}?\bto\s+(?:the\s+)?").match(words.text, event.end)
    if receiver is None:
        return Ruling("refer", "be_referred", False)
    owner = parties.named(words[receiver.end() :])
    return Ruling("refer", "be_referred", True, owner, tail=event.end)


def delegates(words: SourcedText, event: Event) -> Ruling | None:
    """ "authority be delegated to the Director, in consultation with ..., to finalise": may, not must."""
    if event.word not in vocabulary("participles.delegate") | vocabulary("clauses.delegate_verbs"):
        return None
    receiver = pattern(r"[^;]{0,80}?\bto\s+(?:the\s+)?").match(words.text, event.end)
    owner = parties.until_verb(words[receiver.end() :]) if receiver is not None else None
    return Ruling("delegate", "be_delegated", owner is not None, owner, "may", event.end)


def permits(words: SourcedText, event: Event) -> Ruling | None:
    """ "the convener be authorised to convene": may, not must."""
    if event.word not in vocabulary("participles.permit") | vocabulary("clauses.permit_verbs"):
        return None
    if event.form == "active":
        whom = pattern(r"\s+(?:the\s+)?(?P<who>[^;:]{2,160}?),?\s+to\s+[a-z]").match(words.text, event.end)
        owner = parties.party(words.span(whom, "who")) if whom is not None else None
        return Ruling("authorise", "authorises", owner is not None, owner, "may", event.end)
    if not re.match(r"\s+to\s+(?!be\b)", words.text[event.end :]):
        return None
    owner = parties.subject(words[event.subject : event.start])
    return Ruling("authorise", "be_authorised", owner is not None, owner, "may", event.end)


def done(words: SourcedText, event: Event) -> Ruling | None:
    """ "a report be brought back": something is to be done, by nobody in particular or "by the scrutiny team"."""
    if event.form != "passive" or event.word not in vocabulary("participles.duty"):
        return None
    if _removes(words.text, event) or _settled(words.text, event):
        return Ruling("close", "be_removed")
    if words.text[event.start : event.start + 2].casefold() != "be":
        return None
    return Ruling("other", "be_done", True, _agent(words, event.end), tail=event.end)


def does(words: SourcedText, event: Event) -> Ruling | None:
    """ "officers undertake work to ..."."""
    if event.form != "subjunctive":
        return None
    owner = parties.subject(words[event.subject : event.start])
    return Ruling("other", "does", owner is not None, owner, tail=event.end)


def decides(_: SourcedText, event: Event) -> Ruling | None:
    """ "be noted", "Members note", "be approved", "be elected": decided, and nothing to do."""
    key = _PARTICIPLES.get(event.word) or _BODY_VERBS.get(event.word)
    if key is None or key in ("duty", "request", "permit"):
        return None
    return Ruling(_VERBS.get(key, "other"), f"be_{key}" if event.form == "passive" else key)


RULES = (requested, asks, refers, delegates, permits, done, does, decides)

_VERBS: dict[str, Verb] = {
    key: key
    for key in (
        "note",
        "receive",
        "approve",
        "endorse",
        "agree",
        "adopt",
        "confirm",
        "elect",
        "appoint",
        "recommend",
        "defer",
        "withdraw",
        "close",
        "other",
    )
}
_BODY_VERBS = {
    word: key
    for word in vocabulary("clauses.body_verbs")
    for key in (word, word.removesuffix("s"))
    if key in _VERBS
} | {
    word: key
    for key, wordings in {
        "endorse": ("support", "supports"),
        "approve": ("accept", "ratify"),
        "note": ("consider", "considers", "welcome", "welcomes", "acknowledge", "acknowledges"),
        "other": ("debate", "comment", "discuss"),
    }.items()
    for word in wordings
}


def _source(words: SourcedText, end: int) -> SourcedText | None:
    """Who a report is asked of: "from the Chief Executive"."""
    after = pattern(r"[^;.]{0,200}?\bfrom\s+(?:the\s+)?").match(words.text, end)
    return parties.named(words[after.end() :]) if after is not None else None


def _agent(words: SourcedText, end: int) -> SourcedText | None:
    """Who does it: "by the scrutiny team"."""
    for match in pattern(r"\bby\s+(?:the\s+)?").finditer(words.text, end):
        found = parties.named(words[match.end() :])
        if found is not None:
            return found
    return None


def _removes(text: str, event: Event) -> bool:
    """Whether something leaves a register: its end, and nothing new to do."""
    return event.word == "removed" and bool(
        pattern(r"\s+from\s+(?:the\s+|this\s+|its\s+)?(?:[\w’'-]+\s+){0,3}?{clauses.registers}\b").match(
            text, event.end
        )
        or (
            pattern(r"\s+from\s").match(text, event.end)
            and not pattern(r"[^.;]{0,80}\b{clauses.lists_of_work}\b").match(text, event.end)
        )
    )


def _settled(text: str, event: Event) -> bool:
    """ "the completed items be removed", "carried forward"."""
    return bool(re.match(r"(?i)\s+(?:forward|over)\b", text[event.end :])) and event.word.startswith(
        "carried"
    )
