"""What councils' websites print of a decision: who made it, its status, whether it is a key one, and its dates."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from planextract.metadata import labelled
from planextract.metadata.dated import only_day
from planextract.metadata.labelled import HEADER
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.records import Extracted, Publicity, extracted

BLOCK = 80
"""Paragraphs from the top in which a website's block of a decision may stand: it follows the decision's own words."""


def answer(parts: Sequence[Paragraph], key: str) -> Extracted[bool] | None:
    """Yes or no behind one kind of label; a null value where the words are neither ("Not applicable")."""
    line = pattern(rf"(?:{{labels.{key}}})\s*[?:.–-]+\s*(?P<said>.{{1,200}})")
    alone = pattern(rf"(?:{{labels.{key}}})\s*[?:]*")
    for index, part in enumerate(parts[:BLOCK]):
        match = line.fullmatch(part.text)
        if match is not None:
            return _yes_or_no(part.words.span(match, "said"), key)
        if alone.fullmatch(part.text) and index + 1 < len(parts):
            said = _yes_or_no(parts[index + 1].words, key) if len(parts[index + 1].text) < 60 else None
            if said is not None and said.value is not None:
                return said
    return None


def _yes_or_no(words: SourcedText, key: str) -> Extracted[bool]:
    for value, said in ((False, r"{answers.no}"), (True, r"{answers.yes}")):
        if pattern(rf"(?:{said})\b.*").fullmatch(words.text):
            return extracted(Extracted[bool], value, words, key)
    return extracted(Extracted[bool], None, words, key)


def key_decision(parts: Sequence[Paragraph]) -> Extracted[bool] | None:
    found = answer(parts, "key_decision")
    if found is not None:
        return found
    line = pattern(r"{labels.decision_type}\s*:\s*(?P<said>(?P<no>non-?\s?key|not\s+key)|key)\b.{0,20}")
    for part in parts[:BLOCK]:
        match = line.fullmatch(part.text)
        if match is not None:
            return extracted(
                Extracted[bool], match["no"] is None, part.words.span(match, "said"), "decision_type"
            )
    return None


def call_in(parts: Sequence[Paragraph]) -> Extracted[bool] | None:
    """ "Is subject to call in?: No", "Call-in: Not subject to call-in", or such a sentence in the head."""
    found = answer(parts, "call_in")
    sentence = pattern(
        r"(?:.{0,30}:\s*)?(?:(?:this|the)\s+(?:decision|report|item)\s+)?(?P<said>(?:is\s+)?(?P<no>not\s+)?subject\s+to\s+call[\s-]?in)\b.{0,40}"
    )
    if found is not None and found.value is not None:
        return found
    for part in parts[:BLOCK]:
        match = sentence.fullmatch(part.text)
        if match is not None:
            return extracted(Extracted[bool], match["no"] is None, part.words.span(match, "said"), "call_in")
    return found


def day(parts: Sequence[Paragraph], key: str) -> Extracted[date] | None:
    """The day behind one kind of label, where nothing but a day stands there."""
    for words in _said_of_day(parts, key):
        found = only_day(words)
        if found is not None:
            return extracted(Extracted[date], found[1], found[0], key)
    return None


def _said_of_day(parts: Sequence[Paragraph], key: str) -> Iterator[SourcedText]:
    """What stands behind the label of a day; "Implementation date" is a decision's on a page that says who decides."""
    yield from labelled.values(parts, key, BLOCK)
    if key == "effective_from" and decides(parts):
        yield from labelled.values(parts, "implemented_from", BLOCK)
    if key == "effective_from":
        yield from _in_force(parts)


def _in_force(parts: Sequence[Paragraph]) -> Iterator[SourcedText]:
    """ "This decision will come into force on 3 May 2019 unless it is called in"."""
    line = pattern(
        r"(?:(?:this|the|these)\s+)?decisions?\s+(?:will\s+|shall\s+|may\s+|can\s+)?(?:comes?\s+into\s+(?:force|effect|operation)|takes?\s+effect|"
        r"becomes?\s+effective|be\s+implemented|(?:is|are|be)\s+effective)\s+(?:on\s+or\s+after|on|from)\s+"
        r"(?P<day>[^.;]{6,40}?\d{2})(?:[\s,]+(?:unless|if|subject|provided)\b.*)?\.?"
    )
    for part in parts[:BLOCK]:
        match = line.fullmatch(part.text[:300])
        if match is not None:
            yield part.words.span(match, "day")


def decides(parts: Sequence[Paragraph]) -> bool:
    """Whether a page says who decides, or when that was."""
    return any(labelled.value(parts, key, BLOCK) is not None for key in ("decision_maker", "decision_date"))


def status(parts: Sequence[Paragraph]) -> SourcedText | None:
    """What has become of the decision; a bare "Status:" counts on a page that says who decides."""
    found = labelled.value(parts, "decision_status", BLOCK)
    return labelled.value(parts, "status", BLOCK) if found is None and decides(parts) else found


def reference(parts: Sequence[Paragraph]) -> SourcedText | None:
    """The number that a decision goes by; a bare "Reference:" counts on a page that says who decides."""
    for key in ("decision_reference", "reference") if decides(parts) else ("decision_reference",):
        for words in labelled.values(parts, key, BLOCK):
            if (
                re.fullmatch(r"(?=.*\d)[\w/.-]{2,24}(?: [\w/.-]{1,10}){0,2}", words.text)
                and only_day(words) is None
            ):
                return words
    return None


# Who may read it -----------------------------------------------------------------------------------------------


def publicity(parts: Sequence[Paragraph]) -> Extracted[Publicity] | None:
    """Whether the head says that the paper is public, in part exempt, or exempt."""
    return next(_publicity(parts), None)


def _publicity(parts: Sequence[Paragraph]) -> Iterator[Extracted[Publicity]]:
    asks = pattern(r"(?:{labels.exempt})\s*[?:]*")
    answers = pattern(
        r"(?:{labels.exempt})\s*[?:]+\s*(?:(?P<part>{answers.partly})|(?P<no>{answers.no})|(?P<yes>{answers.yes}))\b.{0,160}"
    )
    for index, part in enumerate(parts[:HEADER]):
        text = part.text.strip(" .*#[]()")
        below = parts[index + 1].text if index + 1 < len(parts) else ""
        question = asks.fullmatch(text) is not None and answers.fullmatch(f"exempt: {below}") is not None
        answered = answers.fullmatch(f"exempt: {below}" if question else text)
        if answered is not None:
            answer: Publicity = (
                "part_exempt" if answered["part"] else "public" if answered["no"] else "exempt"
            )
            yield _said(parts[index + 1] if question else part, answer)
            continue
        match = pattern(
            r"(?:{labels.classification}|(?:{labels.publicity})(?=\s*:))\s*:?\s*(?P<said>\S.*)"
        ).fullmatch(text)
        wordings = _ALONE if match is None else (*_ALONE, *_LABELLED)
        said = text if match is None else match["said"]
        value = next((value for value, wording in wordings if pattern(wording).fullmatch(said)), None)
        if value is not None:
            yield _said(part, value)


_ALONE: tuple[tuple[Publicity, str], ...] = (
    (
        "part_exempt",
        r"(?:part|partly|partially|in\s+part)[\s-]+exempt\b.{0,80}|"
        r".{0,60}\b(?:appendix|appendices|annex|annexe|annexes)\b.{0,60}\b(?:exempt|not\s+for\s+publication|confidential)\b.{0,160}|"
        r".{0,60}\b(?:exempt|confidential)\s+(?:appendix|appendices|annex|annexe|annexes)\b.{0,160}",
    ),
    ("exempt", r"(?:{publicity.exempt_alone})|(?:not\s+for\s+publication|exempt|confidential)\b[^.]{0,160}"),
    ("public", r"(?:{publicity.public_alone})"),
)
_LABELLED: tuple[tuple[Publicity, str], ...] = (
    ("exempt", r"(?:{publicity.exempt})\b.{0,60}"),
    ("public", r"(?:{publicity.public})\b.{0,60}"),
)


def _said(part: Paragraph, value: Publicity) -> Extracted[Publicity]:
    return extracted(Extracted[Publicity], value, part.words, "publicity")
