"""The days on which reviewers were on site, and the day of their report."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from planextract.metadata.dated import behind, day_in, only_day
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.records import Extracted, Metadata, extracted
from planextract.reviews import names
from planextract.reviews.names import ANY_KIND, Name

HEAD = 8
"""Paragraphs from the top whose title or bare days are those of the review that the document is about."""


@dataclass(frozen=True, slots=True)
class Dated:
    """Days on site, in ISO form, and the reviews that their sentence names."""

    words: SourcedText
    start: str
    end: str
    names: tuple[Name, ...] = ()


def dated(parts: Sequence[Paragraph]) -> Iterator[Dated]:
    """The days on site: in sentences about a review, then on lines of the head."""
    for part in parts:
        for sentence in sentences(part.whole):
            if _of_review(sentence.text):
                yield from _days(sentence)
    kind = pattern(rf"\b{ANY_KIND}\b")
    for part in parts[:HEAD]:
        if kind.search(part.text) and _titles(part.text):
            yield from _days(part.whole)
    if any(kind.search(part.text) for part in parts[: HEAD // 2]):
        yield from _bare(parts[:HEAD])


def _titles(text: str) -> bool:
    return len(text) < 250 and not text.endswith(".") and pattern(_BEFORE).search(text) is None


def _bare(parts: Sequence[Paragraph]) -> Iterator[Dated]:
    """Lines that are nothing but a stretch of days."""
    for part in parts:
        found = _span(part.whole) if len(part.text) < 50 else None
        if found is not None and len(found.words) > len(part.text) - 3:
            yield found


_BEFORE = rf"\b(?:previous|last|earlier|former)\s+(?:\w+\s+){{0,3}}?(?:{ANY_KIND}|{{reviews.subjects}})"
"""With these words the days are those of the review before."""


def _of_review(text: str) -> bool:
    """Whether a sentence says when a review is held, was or will be; and not the one before."""
    if pattern(_BEFORE).search(text):
        return False
    subject = pattern(r"\b(?:{reviews.subjects}s?|{reviews.providers})\b").search(text)
    if (subject or pattern(r"(?:this|it)\b").match(text)) and pattern(r"\b{reviews.held}\b").search(text):
        return True
    kind = pattern(rf"\b{ANY_KIND}\b").search(text)
    if kind is None:
        return False
    begins = pattern(r"\b{reviews.begins}\s+(?:on\s+)?(?:the\s+)?[\w\d]").search(text)
    on = pattern(r"\b(?:on|from|between)\s+(?:the\s+)?\d{1,2}\b").search(text, kind.end())
    return begins is not None or (on is not None and not pattern(r"\b{reviews.not_held}\b").search(text))


def sentences(words: SourcedText) -> list[SourcedText]:
    return words[:3000].split(r"(?<=[a-z)”\d])\.\s+(?=[A-Z“])")


def _days(words: SourcedText) -> Iterator[Dated]:
    named = tuple(names.names(words))
    found = _span(words) or _first_day(words) or (_one_day(words) if named else None)
    if found is not None:
        yield Dated(found.words, found.start, found.end, named)


def _span(words: SourcedText) -> Dated | None:
    from planextract.normalise import dates

    found = dates.span_of_days(words)
    return Dated(*found) if found is not None else None


def _one_day(words: SourcedText) -> Dated | None:
    """ "was conducted on 12 January 2010": the only day of it."""
    held = pattern(r"\b{reviews.held}\s+(?:\w+\s+){0,3}?on\s+(?:the\s+)?(?=(?:\w+day,?\s+)?\d)").search(
        words.text
    )
    found = day_in(words[held.end() :]) if held is not None else None
    if found is None or held is None or words.text.find(found[0].text, held.end()) > held.end() + 2:
        return None
    return Dated(found[0], found[1].isoformat(), found[1].isoformat())


def _first_day(words: SourcedText) -> Dated | None:
    """ "starting September 10": the first day alone, --MM-DD where no year is printed."""
    from planextract.normalise import dates

    begins = pattern(r"\b{reviews.begins}\s+(?:on\s+)?(?:the\s+)?").search(words.text)
    if begins is None:
        return None
    after = words[begins.end() :]
    text = dates.plain(after.text)
    day = next((day for day in dates.scan(text) if day.start < 12 and not day.fault), None)
    if day is not None:
        year = f"{day.year:04d}" if day.year is not None else "-"
        iso = f"{year}-{day.month:02d}-{day.day:02d}"
        return Dated(after[day.start : day.stop], iso, iso)
    # a newspaper puts the month first; behind "starting" the number can only be the day
    named = re.match(
        rf"(?:\w+day,? )?(?P<month>{dates.any_of('months')})\.? (?P<day>[12]?\d|3[01])(?![\d/])", text
    )
    if named is None or int(named["day"]) == 0:
        return None
    iso = f"--{dates.month_number(named['month']):02d}-{int(named['day']):02d}"
    return Dated(after[named.start() : named.end()], iso, iso)


# Its report ----------------------------------------------------------------------------------------------------


def report_day(parts: Sequence[Paragraph], about: Metadata) -> Extracted[date] | None:
    """The day of the report or letter that the document is; "published" alone may be said of a council's paper."""
    paper = about.meeting_date is not None or about.body is not None
    for part in parts[:40]:
        found = behind(part.words, r"{reviews.reported}")
        found = found or (None if paper else behind(part.words, r"{reviews.published}"))
        if found is not None:
            return extracted(Extracted[date], found[1], found[0], "report_day")
    if about.document_kind == "letter" and not paper:
        for part in parts[:12]:
            line = only_day(part.whole)
            if line is not None:
                return extracted(Extracted[date], line[1], line[0], "letter_day")
    return _dated_report(parts)


def _dated_report(parts: Sequence[Paragraph]) -> Extracted[date] | None:
    """ "Their report to the Secretary of State is dated 29 April 2024"."""
    said = re.compile(
        r"(?i)\b(?:their|its|the)\s+(?:final\s+|full\s+|inspection\s+|feedback\s+)?(?:report|letter)\b[^.;]{0,60}?"
        r"\b(?:is\s+dated|was\s+dated|dated|(?:was|were)\s+(?:published|issued)\s+on)\s+(?:the\s+)?(?=\d)"
    )
    for part in parts:
        match = said.search(part.text[:2000])
        found = day_in(part.words[match.end() : match.end() + 40]) if match is not None else None
        if found is not None:
            return extracted(Extracted[date], found[1], found[0], "report_day")
    return None
