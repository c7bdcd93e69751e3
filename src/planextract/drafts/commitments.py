"""What the prose of minutes says that somebody undertook or was asked to do: "Officers undertook to clarify ..."."""

import re
from collections.abc import Callable, Sequence

from planextract.drafts import clauses, parties
from planextract.drafts.deadlines_in import deadline_slot
from planextract.drafts.draft import ActionDraft, Slot
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern, vocabulary
from planextract.provenance import SourcedText
from planextract.records import ActionKind

Reading = tuple[ActionKind, str, SourcedText | None, int]
"""Kind, rule, owner, and where the words behind the verb begin."""


def undertaken(parts: Sequence[Paragraph]) -> tuple[ActionDraft, ...]:
    """One action for each sentence that commits somebody; () where the prose only reports."""
    found = []
    for part in parts:
        if part.heading or len(part.text) < 20:
            continue
        found += [draft for sentence in _sentences(part.words) if (draft := _draft(sentence)) is not None]
    return tuple(found)


def _sentences(words: SourcedText) -> list[SourcedText]:
    starts = [0, *(match.end() for match in re.finditer(r"(?<=[a-z)”’])\.\s+(?=[A-Z“])", words.text))]
    return [words[start:stop].strip() for start, stop in zip(starts, [*starts[1:], len(words)], strict=True)]


def _draft(sentence: SourcedText) -> ActionDraft | None:
    for rule in RULES:
        read = rule(sentence)
        if read is not None:
            kind, name, owner, tail = read
            slots = [Slot("action", sentence)]
            slots += [Slot("owner", owner)] if owner is not None else []
            slots += deadline_slot(sentence, tail)
            return ActionDraft(kind, sentence, name, tuple(slots))
    return None


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
    agreed_that,
    requested_that,
)
