"""What a plan says of itself: version, period, owner, monitors, links, and where it is when it is not here."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from planextract.metadata import labelled
from planextract.metadata.dated import Day, only_day
from planextract.metadata.labelled import HEADER
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import either, pattern
from planextract.provenance import SourcedText
from planextract.records import Extracted, extracted

_NUMBER = r"(?:no\.?\s*|number\s*)?[:.]?\s*(?P<number>v?\d{1,3}(?:\.\d{1,3}){0,2}[a-z]?)"
_VERSION = (
    r"(?:[\w’'&/,() –-]{0,60}\b{plans.versioned}\b[\w’'&/,() –-]{0,20}?[\s(–-])?"
    rf"(?:(?:version|ver\.?)\s*{_NUMBER}|(?P<short>v\.?\s?\d{{1,3}}(?:\.\d{{1,3}}){{0,2}}))(?![\w.]*\d)"
)
"""A version of this document: what stands before it can only be the name of a paper."""

_REST = r"[\s,:;()–-]*(?:dated\s+|of\s+)?(?P<rest>.{0,40}?)[\s).]*"


_STATE = r"(?:draft|final|approved|live)(?:\s+(?:version|draft))?"
_REVISED = r"(?:updated|revised|issued)(?:\s+on)?\s+"
_SEEN = r"(?:(?:reviewed|approved|agreed|adopted|signed off)\b.{0,30}|\(?{days.months}\s+\d{4}\)?)"
"""What may stand behind a version and is no day of that version."""


def _behind_number(rest: SourcedText) -> tuple[bool, Day | None]:
    """Whether some words may stand behind a version's number, and the day of the version in them."""
    said = pattern(_REVISED).match(rest.text)
    day = only_day(rest[said.end() if said is not None else 0 :]) if rest.text else None
    known = not rest.text or day is not None or pattern(rf"{_STATE}|{_SEEN}").fullmatch(rest.text) is not None
    return known, day


def version(
    parts: Sequence[Paragraph], furniture: Sequence[SourcedText]
) -> tuple[SourcedText | None, Extracted[date] | None]:
    """The version of the head or of running headers and footers, with the day printed behind it."""
    line = pattern(_VERSION + _REST)
    for words in (*(part.words for part in parts[:HEADER]), *furniture):
        match = line.fullmatch(words.text) if len(words) < 120 else None
        if match is None:
            continue
        rest = words.span(match, "rest")
        known, day = _behind_number(rest)
        if not known:
            continue
        number = words.span(match, "number" if match["number"] is not None else "short")
        return number, _version_day(day) or _labelled_day(parts)
    return _revision(parts)


def _version_day(day: Day | None) -> Extracted[date] | None:
    return extracted(Extracted[date], day[1], day[0], "version_date") if day is not None else None


def _labelled_day(parts: Sequence[Paragraph]) -> Extracted[date] | None:
    """The day behind "Date of current revision:"."""
    days = (only_day(words) for words in labelled.values(parts, "version_date", HEADER))
    return _version_day(next((day for day in days if day is not None), None))


def _revision(parts: Sequence[Paragraph]) -> tuple[SourcedText | None, Extracted[date] | None]:
    """A number or letter behind a label, and the day behind that or behind a label of its own."""
    line = pattern(
        r"(?P<number>v?\.?\s?\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?|(?-i:[A-Z])\d?)(?:[\s,;:(–-]+(?:dated\s+|of\s+)?(?P<rest>.{3,40}?)[\s).]*)?"
    )
    for words in labelled.values(parts, "revision", HEADER):
        match = line.fullmatch(words.text)
        known, day = _behind_number(words.span(match, "rest")) if match is not None else (False, None)
        if match is not None and known:
            return words.span(match, "number"), _version_day(day) or _labelled_day(parts)
    return None, None


UNDER_TITLE = 6
"""Paragraphs from the top in which a line of years alone is the plan's."""

_YEARS = r"(?<![\d/])(?:19|20)\d\d\s*(?:/\s*\d{2}\s*)?(?:[-–]|to|/)\s*(?:(?:19|20)?\d\d)(?:/\d{2})?(?![\d/])"


def period(parts: Sequence[Paragraph], title: SourcedText | None) -> SourcedText | None:
    """The years that the plan is for: labelled, or in the title of a plan or strategy."""
    found = labelled.value(parts, "period", HEADER)
    if found is not None and re.search(r"\d{4}", found.text):
        return found.strip(" .")
    if title is None or pattern(r"\b(?:{plans.dated})\b").search(title.text) is None:
        return None
    years = list(pattern(_YEARS).finditer(title.text))
    if len(years) == 1:
        return title.span(years[0])
    below = (part.words.strip(" ().") for part in parts[:UNDER_TITLE])
    return next((words for words in below if not years and pattern(_YEARS).fullmatch(words.text)), None)


def owner(parts: Sequence[Paragraph], numbered: bool) -> SourcedText | None:
    """Who owns the plan. A bare "Owner:" counts in a document control, which gives a version too."""
    found = labelled.value(parts, "plan_owner", HEADER)
    return found if found is not None or not numbered else labelled.value(parts, "owner", HEADER)


def links(parts: Sequence[Paragraph]) -> tuple[SourcedText, ...]:
    found = labelled.value(parts, "plan_links", HEADER)
    return tuple(_split(found, r"\s*[,;]\s*")) if found is not None else ()


def _split(words: SourcedText, at: str) -> Iterator[SourcedText]:
    return (piece.strip(" .") for piece in words.split(at) if piece.strip(" .").text)


_BODY = (
    rf"(?:(?:[A-Z][\w’'&-]*|of|for|and|the)\s+){{0,8}}?(?i:{either('bodies.last')})"
    r"(?:\s\([A-Za-z& ]{2,30}\))?|[A-Z]{2,6}"
)
_MONITORED = re.compile(
    r"(?i:\b(?:plan|it|progress|implementation|delivery|actions)\b[^.;]{0,60}?\b(?:be|is|are|being)\s+(?:\w+ly\s+)?"
    r"(?:monitored|overseen|scrutinised)\s+(?:\w+ly\s+)?(?:through|by|at)\s+)(?P<who>[^.;]{2,200})"
)
_NEXT_BODY = re.compile(
    rf"(?:,\s*)?(?:and\s+)?(?:by\s+)?(?:both\s+)?(?:the\s+|our\s+)?(?P<body>{_BODY})"
    r"(?=\s*(?:,|and\b|[.;)]|$|\s(?:on|at|every|through|each|which|as|in|to|with)\b))"
)


def monitors(parts: Sequence[Paragraph]) -> tuple[SourcedText, ...]:
    """The bodies that watch over the plan: labelled, or in "will be monitored by Cabinet, LSCB and CYP"."""
    found = labelled.value(parts, "monitored_by", HEADER * 2)
    if found is not None:
        return tuple(_split(found, r"\s*[,;]\s*"))
    for part in parts:
        match = _MONITORED.search(part.text[:2000])
        named = list(_bodies(part.words.span(match, "who"))) if match is not None else []
        if named:
            return tuple(named)
    return ()


def _bodies(words: SourcedText) -> Iterator[SourcedText]:
    """The bodies at the head of some words, up to the first words that are none."""
    rest = words
    while (match := _NEXT_BODY.match(rest.text)) is not None:
        yield rest.span(match, "body")
        rest = rest[match.end() :].strip()


# Where it is ---------------------------------------------------------------------------------------------------


def location(parts: Sequence[Paragraph]) -> SourcedText | None:
    """The appendix or address at which the document says that its action plan is."""
    attached = pattern(
        r"\b(?:{plans.cited}|plan)\b[^.;]{0,80}\b(?:in|as|at|to|see|attached|on|forms|form|forming|is|under|comprises|constitutes)\s+(?:the\s+)?"
        r"(?P<where>(?:appendix|annexe?|enclosure|attachment)\s+\w{1,3}\b)|"
        r"\b(?P<first>(?:appendix|annexe?|enclosure|attachment)\s+\w{1,3})\b[^.;]{0,80}\b{plans.cited}\b"
    )
    online = pattern(r"\b{plans.cited}\b[^;]{0,80}?\b(?P<where>(?:https?://|www\.)[^\s,;)]{4,200})")
    for match, part in (
        (rule.search(part.text[:2000]), part) for part in parts for rule in (attached, online)
    ):
        if match is not None:
            group = "where" if match["where"] is not None else "first"
            return part.words.span(match, group).strip(" .")
    return None


def warnings(parts: Sequence[Paragraph]) -> tuple[SourcedText, ...]:
    """Sentences in which the text says that it is a conversion, a scan or a machine's summary."""
    said = pattern(r"{conversion.warnings}")
    edges = HEADER * 2
    around = (*parts[:edges], *parts[max(edges, len(parts) - 10) :])
    found = {part.text: part.words[:400] for part in around if said.search(part.text[:400]) is not None}
    return tuple(found.values())[:5]
