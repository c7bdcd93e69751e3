"""What the prose of minutes says that somebody undertook or was asked to do: "Officers undertook to clarify ..."."""

import re
from collections.abc import Callable, Sequence

from planextract.drafts import clauses, parties
from planextract.drafts.deadlines_in import deadline_slot
from planextract.drafts.draft import ActionDraft, Slot
from planextract.normalise.owners.kinds import FIELD, SERVICE, UNKNOWN, kind_of
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern, vocabulary
from planextract.provenance import SourcedText
from planextract.records import ActionKind

Reading = tuple[ActionKind, str, SourcedText | None, int]
"""Kind, rule, owner, and where the words behind the verb begin."""


def undertaken(parts: Sequence[Paragraph], *, people: bool = False) -> tuple[ActionDraft, ...]:
    """One action for each sentence that commits somebody; () where the prose only reports.

    `people`: only those of somebody who is named or has initials.
    """
    found = []
    for part in parts:
        if part.heading or len(part.text) < 20:
            continue
        read = [_draft(sentence) for sentence in _sentences(part.words)]
        read += [_draft_of(to_do(part.words), part.words)] if part.listed and not any(read) else []
        found += [draft for draft in read if draft is not None and (not people or _of_somebody(draft))]
    return tuple(found)


def _of_somebody(draft: ActionDraft) -> bool:
    owner = draft.slot("owner")
    return owner is not None and (parties.initials(owner.words.text) or parties.people_only(owner.words.text))


def _sentences(words: SourcedText) -> list[SourcedText]:
    starts = [0, *(match.end() for match in re.finditer(r"(?<=[a-z)”’])\.\s+(?=[A-Z“])", words.text))]
    return [words[start:stop].strip() for start, stop in zip(starts, [*starts[1:], len(words)], strict=True)]


def _draft(sentence: SourcedText) -> ActionDraft | None:
    return next((draft for rule in RULES if (draft := _draft_of(rule(sentence), sentence)) is not None), None)


def _draft_of(read: Reading | None, sentence: SourcedText) -> ActionDraft | None:
    if read is None:
        return None
    kind, name, owner, tail = read
    slots = [Slot("action", sentence)]
    slots += [Slot("owner", owner)] if owner is not None else []
    slots += deadline_slot(sentence, tail)
    return ActionDraft(kind, sentence, name, tuple(slots))


def undertook(sentence: SourcedText) -> Reading | None:
    """ "The Town Clerk undertook to make these changes"."""
    match = pattern(
        r"(?P<who>[^,;]{2,80}?)(?<!\bhas)(?<!\bhave)(?<!\bhad)(?<!\bis)(?<!\bare)(?<!\bbe)(?<!\bwas)(?<!\bremains)\s+{clauses.undertaking}\s+(?P<verb>[a-z]+)"
    ).match(sentence.text)
    if match is None or match["verb"].casefold() in vocabulary("clauses.agreeing_to"):
        return None
    owner = parties.subject(sentence.span(match, "who"))
    if owner is None or pattern(r"(?:the\s+)?(?:[\w&’'-]+\s+){0,5}?{bodies.meeting}").fullmatch(owner.text):
        return None
    return "commitment", "undertook", owner, match.end()


def asked_of(sentence: SourcedText) -> Reading | None:
    """ "Officers were asked to contact the Chairs"."""
    match = pattern(r"(?P<who>[^;]{2,80}?)\s+{clauses.asked_of}\s+(?P<verb>[a-z]+)").match(sentence.text)
    owner = parties.subject(sentence.span(match, "who")) if match is not None else None
    if match is None or owner is None or match["verb"] not in vocabulary("clauses.duty_verbs"):
        return None
    return "minute_action", "was_asked", owner, match.end()


def agreed_that(sentence: SourcedText) -> Reading | None:
    """ "It was agreed that the Democratic Advisor would contact officers"; "... that a column would be added"."""
    match = pattern(
        r"(?:.{0,300}?[–,;-]\s+)?(?:the\s+)?(?:\w+\s+){0,3}?{clauses.agreed_that}\s+(?=\S)"
    ).match(sentence.text)
    return _that("agreed_that", sentence, match.end()) if match is not None else None


def requested_that(sentence: SourcedText) -> Reading | None:
    """ "The Chairman requested that closedown timelines are included"."""
    match = pattern(r"(?P<who>[^,;]{2,60}?)\s+{clauses.requested_that}\s+").match(sentence.text)
    if match is None or parties.subject(sentence.span(match, "who")) is None:
        return None
    return _that("requested_that", sentence, match.end())


def will_do(sentence: SourcedText) -> Reading | None:
    """ "KK would also produce some slides"; "HS and KK will rewrite these"; "KK agreed she would discuss this".

    Who does it must be people or initials, or one of the few who act for a meeting: much else "will" happen.
    """
    match = pattern(
        r"(?:the\s+)?(?P<who>[^,;.]{2,50}?)\s+(?:agreed\s+(?:that\s+)?(?:he|she|they)\s+)?(?:will|would|is\s+to|are\s+to)\s+"
        r"(?:also\s+|then\s+)?(?P<verb>[a-z]+)"
    ).match(sentence.text)
    if match is None or match["verb"].casefold() not in vocabulary("clauses.duty_verbs"):
        return None
    who = sentence.span(match, "who")
    acts = pattern(r"{clauses.acts_for_meeting}").fullmatch(who.text) is not None
    named = parties.party(who) is not None and parties.only_who(who)
    return ("commitment", "will_do", who, match.end()) if acts or named else None


def to_do(item: SourcedText) -> Reading | None:
    """ "Ministry of Justice to present at the next board", as an item of a list."""
    owner = parties.before_to(item)
    verb = re.search(r"\sto\s+(?P<verb>[a-z]+)", item.text[:200])
    if owner is None or verb is None or verb["verb"] not in vocabulary("clauses.duty_verbs"):
        return None
    if kind_of(owner.text) in (UNKNOWN, FIELD, SERVICE):  # "Presumption to publish must be upheld"
        return None
    return "minute_action", "to_do", owner, verb.end()


def _that(rule: str, sentence: SourcedText, start: int) -> Reading | None:
    """What follows "that": somebody does something, or something is to be done."""
    rest = sentence[start:]
    done = pattern(
        r"(?P<what>.{2,200}?)\s+(?:would|will|should|is|are|be)(?:\s+be)?\s+{participles.duty}\b"
    ).match(rest.text)
    found = clauses.ruling(rest)
    if found is not None and found.acts and found.rule != "be_referred":
        return "minute_action", rule, found.owner, start + found.tail
    closing = pattern(r"\b(?:closed|removed|noted|deferred|approved)\b").search(rest.text[:200])
    return ("minute_action", rule, None, start + done.end()) if done is not None and closing is None else None


RULES: tuple[Callable[[SourcedText], Reading | None], ...] = (
    undertook,
    asked_of,
    will_do,
    agreed_that,
    requested_that,
)
