"""The day of the report or letter of a review, which is neither a day on site nor that of a paper about it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from planextract.metadata.dated import Day, behind, day_in, only_day
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import either, pattern, vocabulary
from planextract.provenance import SourcedText
from planextract.records import Extracted, extracted
from planextract.reviews.front import Front, titles
from planextract.reviews.names import ANY_KIND
from planextract.reviews.when import earlier, sentences

LABELLED = 40
"""Paragraphs from the top in which a label stands before the day."""


def report_day(
    parts: Sequence[Paragraph], front: Front, kind: str, last: str | None
) -> Extracted[date] | None:
    """The day of the report or letter that the document is. `last`: the last day on site in ISO form, if known."""
    labelled = _labelled(parts, front, kind)
    if labelled is not None:
        return _found(labelled, "report_day")
    letter = _letter(parts) if front.letter else None
    if letter is not None:
        return _found(letter, "letter_day")
    sentence = said(parts)
    titled = _titled(front, kind, last) if sentence is None else None
    return sentence if titled is None else _found(titled, "report_day")


def _found(day: Day, rule: str) -> Extracted[date]:
    return extracted(Extracted[date], day[1], day[0], rule)


def _labelled(parts: Sequence[Paragraph], front: Front, kind: str) -> Day | None:
    """ "Report published: 4 May 2022", or with the day on the line below; a council's paper may itself be published."""
    labels = [r"{reviews.reported}"]
    if not front.paper:
        labels.append(r"{reviews.published}")
    if kind in vocabulary("reviews.without_days"):
        labels.append(r"{reviews.completed}")
    for number, part in enumerate(parts[:LABELLED]):
        for label in labels:
            found = behind(part.words, rf"(?:{label})(?:\s+on)?")
            if (
                found is None
                and number + 1 < len(parts)
                and pattern(rf"(?:{label})\s*:").fullmatch(part.text)
            ):
                found = only_day(parts[number + 1].whole)
            if found is not None:
                return found
        if not front.paper:
            of_team = pattern(r"(?:\w+\s+)?report\s+of\s+[^:]{3,60}?[,–-]\s*(?=\d)").match(part.text)
            found = only_day(part.words[of_team.end() :]) if of_team is not None else None
            if found is not None:
                return found
    return None


def _letter(parts: Sequence[Paragraph]) -> Day | None:
    """The day at the top of the letter, unless it answers that of the reviewers."""
    answers = pattern(
        r"\b(?:thank\s+you\s+for\s+(?:your|the)|in\s+response\s+to\s+your|further\s+to\s+your|in\s+reply\s+to)\b"
    )
    if any(answers.search(part.text[:400]) for part in parts[:20]):
        return None
    return next((day for part in parts[:14] if (day := only_day(part.whole)) is not None), None)


# In sentences -----------------------------------------------------------------------------------------------------

_ON = r"\s+(?:on\s+)?(?:the\s+)?(?=(?:\w+day,?\s+)?(?:the\s+)?\d)"
_BETWEEN = r"(?P<between>[^.;]{0,60}?)"
_PASSIVE = (
    rf"\b(?P<whose>(?:their|its|the|his|her|our|full)\s+(?:[\w’'-]+\s+){{0,4}}?)(?:{{reviews.report}})\b{_BETWEEN}"
    rf"\b(?:{{reviews.made_public}}){_ON}"
)
_ACTIVE = (
    r"\b(?:published|issued|released)\s+(?P<whose>(?:its|their|the|a)\s+)"
    r"(?P<between>[^.;]{0,100}?)\s+on\s+(?:the\s+)?(?=(?:\w+day,?\s+)?\d)"
)


def said(parts: Sequence[Paragraph]) -> Extracted[date] | None:
    """ "Its report came out on 30 September 2013", "Ofsted published its letter on 4 May 2022"."""
    return next((day for _, _, day in named(parts)), None)


def named(parts: Sequence[Paragraph]) -> Iterator[tuple[int, SourcedText, Extracted[date]]]:
    """Every sentence that says when a report came out, with its paragraph's number from 0."""
    for number, part in enumerate(parts):
        for sentence in sentences(part.words[:2000]):
            found = next(_in_sentence(sentence), None) if not earlier(sentence.text) else None
            if found is not None:
                yield number, sentence, _found(found, "report_day")


def _in_sentence(sentence: SourcedText) -> Iterator[Day]:
    short = behind(sentence, r"(?:{reviews.reported})(?:\s+on)?")  # "Report published 4 May 2022."
    if short is not None:
        yield short
    other = pattern(r"\b{reviews.no_report}\b")
    match = pattern(_PASSIVE).search(sentence.text)
    if match is not None and not other.search(match["whose"] + match["between"]):
        yield from _day_behind(sentence, match)
    match = pattern(_ACTIVE).search(sentence.text) if _by_reviewers(sentence.text) else None
    if match is not None and not other.search(match["between"]) and _is_report(match["between"]):
        yield from _day_behind(sentence, match)


def _is_report(text: str) -> bool:
    return pattern(rf"\b(?:{{reviews.report}}|{ANY_KIND})\b").search(text) is not None


def _by_reviewers(text: str) -> bool:
    reviewers = (
        rf"(?:{either('reviews.providers')}|[Tt]hey|[Ii]t|[Tt]he (?:team|panel|inspectors|inspectorate|auditors?))"
        r"(?:['’]s \w+)?(?: \([A-Z]+\))?"
    )
    auxiliaries = r"(?: (?:has|have|then|subsequently|formally|also)){0,3}"
    return re.search(rf"\b{reviewers}{auxiliaries} (?:published|issued|released)\b", text) is not None


def _day_behind(sentence: SourcedText, match: re.Match[str]) -> Iterator[Day]:
    found = day_in(sentence[match.end() : match.end() + 40])
    if found is not None:
        yield found


# On the title page ------------------------------------------------------------------------------------------------

_NO_END = re.compile(r"(?:\b(?:on|of|in|at|from|to|and|died|death|born|between|by)|[,(–-])$", re.IGNORECASE)


_DATED_ALONE = ("internal_audit", "governance_review", "critical_friend_review")
"""Kinds with days on site which their title pages seldom print alone."""


def _titled(front: Front, kind: str, last: str | None) -> Day | None:
    """The one day that stands alone on the title page: of a kind without days on site, or after those of a report."""
    lines = titles(front)
    alone = [(number, day) for number, part in enumerate(lines) if (day := only_day(part.whole)) is not None]
    if front.paper or front.letter or len(alone) != 1:
        return None
    number, day = alone[0]
    if number and _NO_END.search(lines[number - 1].text):
        return None
    if kind in vocabulary("reviews.without_days") or kind in _DATED_ALONE:
        return day
    beside = [lines[near].text for near in (number - 1, number + 1) if 0 <= near < len(lines)]
    if last is not None:
        titled = any(pattern(r"{reviews.titles}").fullmatch(text) for text in beside)
        return day if titled and day[1].isoformat() > last else None
    report = any(pattern(r".*\breport\b.*").match(part.text) for part in lines[:4])
    return day if report and kind in _OF_SEVERAL_DAYS else None


_OF_SEVERAL_DAYS = ("best_value", "peer_challenge", "peer_review", "practice_diagnostic")
"""Kinds that no single day on site is of."""
