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
    line = pattern(rf"(?:{{labels.{key}}})\s*[?:.–-]+\s*(?P<said>.{{1,60}})")
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
    for words in labelled.values(parts, key, BLOCK):
        found = only_day(words)
        if found is not None:
            return extracted(Extracted[date], found[1], found[0], key)
    return None


def reference(parts: Sequence[Paragraph]) -> SourcedText | None:
    """The number that a decision goes by; a bare "Reference:" counts on a page that says who decides."""
    decided = labelled.value(parts, "decision_maker", BLOCK) is not None
    for key in ("decision_reference", "reference") if decided else ("decision_reference",):
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
    for part in parts[:HEADER]:
        text = part.text.strip(" .*#[]()")
        answered = pattern(
            r"(?:{labels.exempt})\s*[?:]+\s*(?:(?P<no>{answers.no})|(?P<yes>{answers.yes}))\b.{0,60}"
        ).fullmatch(text)
        if answered is not None:
            yield _said(part, "public" if answered["no"] else "exempt")
            continue
        match = pattern(r"(?:{labels.classification})\s*:?\s*(?P<said>\S.*)").fullmatch(text)
        wordings = _ALONE if match is None else (*_ALONE, *_LABELLED)
        said = text if match is None else match["said"]
        value = next((value for value, wording in wordings if pattern(wording).fullmatch(said)), None)
        if value is not None:
            yield _said(part, value)


_ALONE: tuple[tuple[Publicity, str], ...] = (
    (
        "part_exempt",
        r"(?:part|partly|partially)[\s-]+exempt\b.{0,80}|"
        r".{0,60}\b(?:appendix|annex)\b.{0,60}\b(?:exempt|not\s+for\s+publication)\b.{0,120}",
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
