"""The days on which reviewers were on site."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planextract.document import Document
from planextract.metadata.dated import day_in
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.reviews import names, stretches
from planextract.reviews.front import Front
from planextract.reviews.names import ANY_KIND, Name


@dataclass(frozen=True, slots=True)
class Dated:
    """Days on site, in ISO form, and the reviews that their sentence names.

    `part`: the paragraph's number, from 0; None in a table.
    """

    words: SourcedText
    start: str
    end: str | None
    names: tuple[Name, ...] = ()
    part: int | None = 0
    to_come: bool = False


def dated(parts: Sequence[Paragraph], front: Front) -> Iterator[Dated]:
    """The days on site: behind labels, in sentences about a review, then on lines of the head."""
    for number, part in enumerate(parts[:LABELLED]):
        below = parts[number + 1] if number + 1 < len(parts) else None
        for found in _labelled(part, below):
            yield replace(found, part=number)
    for number, whole in enumerate(_wrapped(parts)):
        for sentence in sentences(whole):
            if _of_review(sentence.text):
                ahead = pattern(r"\b{reviews.ahead}\b").search(sentence.text) is not None
                yield from (replace(found, part=number, to_come=ahead) for found in _days(sentence))
    for number, part in enumerate(front.head):
        opening = pattern(
            r"(?:{reviews.done})\s+(?:(?:on|from|between)\s+)?(?=(?:the\s+)?\d|\w+day\b)"
        ).match(part.text)
        if opening is not None and not front.paper:
            yield from (
                replace(found, part=number, to_come=front.to_come) for found in _bare([part], opening.end())
            )
    kind = pattern(rf"\b{ANY_KIND}\b")
    head = [part for part in front.head if not part.listed]
    for part in head:
        if kind.search(part.text) and _titled(part.text):
            yield from (replace(found, to_come=front.to_come) for found in _days(part.whole))
    if any(kind.search(part.text) for part in head[:HEADING]):
        yield from (replace(found, to_come=front.to_come) for found in _bare(head))


LABELLED = 60
"""Paragraphs from the top in which a label stands before the days."""

HEADING = 5
"""Paragraphs from the top of which one names the review that a line of nothing but days is of."""


def _wrapped(parts: Sequence[Paragraph]) -> Iterator[SourcedText]:
    """Each paragraph, with the rest of a sentence that a line broke off: "from 10 to 13 June" / "2025."."""
    for number, part in enumerate(parts):
        below = parts[number + 1] if number + 1 < len(parts) else None
        if below is not None and _goes_on(part, below):
            yield SourcedText.join(" ", (part.whole, sentences(below.whole)[0][:300]))
        else:
            yield part.whole


def _goes_on(part: Paragraph, below: Paragraph) -> bool:
    """Whether a sentence runs over the end of a line: nothing closes it, and no capital begins the next."""
    if part.heading or part.text[-1:] in ".:;?!" or len(part.text) < 30:
        return False
    return (
        below.label is None
        and re.match(r"[a-z]|\d{1,2}(?:st|nd|rd|th)?\s+\w|(?:19|20)\d\d\b", below.text) is not None
    )


def _labelled(part: Paragraph, below: Paragraph | None) -> Iterator[Dated]:
    """ "Dates of inspection: 4 to 6 June 2024", "Date of visit: 14 November 2023"; or on the line below."""
    label = pattern(r"(?:[\w’'-]+\s+){0,4}?{reviews.days}\s*(?::|[–-]\s|(?=\d))\s*").match(part.text)
    if label is None or pattern(r"\b(?:{reviews.earlier}|{reviews.not_yet})\b").search(
        part.text[: label.end()]
    ):
        return
    words = part.words[label.end() :]
    if not words.text and below is not None:
        words = below.words
    span = _span(words)
    if span is not None and words.text.find(span.words.text) < 16:
        yield span
        return
    day = day_in(words)
    if day is not None and words.text.find(day[0].text) < 16 and not _more_days(words.text, day[0].text):
        iso = day[1].isoformat()
        yield Dated(day[0], iso, iso)


def _more_days(text: str, day: str) -> bool:
    """Whether another day follows, which would be the last or of something else."""
    return re.search(r"\d", text[text.find(day) + len(day) :][:24]) is not None


def _titled(text: str) -> bool:
    return len(text) < 250 and not text.endswith(".") and not earlier(text)


def _bare(parts: Sequence[Paragraph], start: int = 0) -> Iterator[Dated]:
    """Lines that, from a character on, are nothing but a stretch of days."""
    for part in parts:
        words = part.words[start:] if start else part.whole
        found = _span(words) if len(words.text) < 50 else None
        if found is not None and len(found.words) > len(words.text) - 3:
            yield found


def tabled(document: Document) -> Iterator[Dated]:
    """Rows of tables with the name of a review in one cell and a stretch of days in another."""
    for table in document.tables:
        for row in table.rows:
            cells = [cell.text.folded().strip() for cell in row.cells]
            named = [name for cell in cells if len(cell) < 120 for name in names.names(cell)]
            spans = [span for cell in cells if (span := _span(cell)) and len(span.words) > len(cell.text) - 3]
            if len(named) == 1 and len(spans) == 1 and not earlier(" ".join(cell.text for cell in cells)):
                yield replace(spans[0], names=(named[0],), part=None)


_BEFORE = rf"\b(?:previous|last|earlier|former)\s+(?:\w+\s+){{0,3}}?(?:{ANY_KIND}|{{reviews.subjects}})"
"""With these words the days are those of the review before."""


def earlier(text: str) -> bool:
    before = r"\b(?:last|previously)\s+(?:inspected|visited|reviewed|assessed)\b"
    return pattern(rf"{_BEFORE}|{before}").search(text) is not None


def _of_review(text: str) -> bool:
    """Whether a sentence says when a review is held, was or will be; and not the one before."""
    if earlier(text) or pattern(r"\b{reviews.not_on_site}\b").search(text):
        return False
    subject = pattern(r"\b(?:{reviews.subjects}s?|{reviews.providers})\b").search(text)
    if (subject or pattern(r"(?:this|it)\b").match(text)) and pattern(r"\b{reviews.held}\b").search(text):
        return True
    if pattern(r"(?:we|they|I)\b").match(text) and pattern(r"\b{reviews.stayed}\b").search(text):
        return True
    kind = pattern(rf"\b{ANY_KIND}\b").search(text)
    if kind is None:
        return False
    if pattern(r"(?:\s+\([^()]{1,40}\))?\s*[,:(–-]\s*(?:from\s+)?\d").match(text, kind.end()):
        return pattern(r"\b{reviews.not_held}\b").search(text) is None
    begins = pattern(r"\b{reviews.begins}\s+(?:on\s+)?(?:the\s+)?[\w\d]").search(text)
    on = pattern(r"\b(?:on|from|between)\s+(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?\b").search(text, kind.end())
    return begins is not None or (on is not None and not pattern(r"\b{reviews.not_held}\b").search(text))


def sentences(words: SourcedText) -> list[SourcedText]:
    return words[:3000].split(r"(?<=[a-z)”\d])\.\s+(?=[A-Z“])")


def _days(words: SourcedText) -> Iterator[Dated]:
    named = tuple(names.names(words))
    found = _span(words) or _first_day(words) or (_one_day(words) or _day_of_visit(words) if named else None)
    if found is not None and _length(found) <= (LONGEST if named else LONGEST_UNNAMED):
        yield replace(found, names=named)


LONGEST = 190
"""Days from first to last; a longer time is the one that a review is about."""

LONGEST_UNNAMED = 45
"""The same, where the sentence does not name the review."""


def _length(found: Dated) -> int:
    if found.end is None or found.start.startswith("--"):
        return 0
    return (date.fromisoformat(found.end) - date.fromisoformat(found.start)).days


def _span(words: SourcedText) -> Dated | None:
    from planextract.normalise import dates

    found = dates.span_of_days(words)
    several = stretches.days(words)
    if several is not None and (found is None or found[0].text in several[0].text):
        found = several
    return Dated(*found) if found is not None else None


def _one_day(words: SourcedText) -> Dated | None:
    """ "was conducted on 12 January 2010": the only day of it."""
    held = pattern(r"\b{reviews.held}\s+(?:\w+\s+){0,6}?on\s+(?:the\s+)?(?=(?:\w+day,?\s+)?\d)").search(
        words.text
    )
    found = day_in(words[held.end() :]) if held is not None else None
    if found is None or held is None or words.text.find(found[0].text, held.end()) > held.end() + 2:
        return None
    return Dated(found[0], found[1].isoformat(), found[1].isoformat())


def _day_of_visit(words: SourcedText) -> Dated | None:
    """ "the findings of the focused visit to Hartleigh on 9 June 2021"."""
    visit = pattern(
        r"\b(?:visit|inspection)\s+(?:to|of|at|in)\s+(?:[\w’'-]+\s+){1,9}?on\s+(?:the\s+)?(?=(?:\w+day,?\s+)?\d)"
    )
    match = visit.search(words.text)
    if match is None or pattern(r"\b{reviews.not_held}\b").search(words.text):
        return None
    found = day_in(words[match.end() : match.end() + 40])
    if found is None or words.text.find(found[0].text, match.end()) > match.end() + 2:
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
        return Dated(after[day.start : day.stop], iso, None)
    # a newspaper puts the month first; behind "starting" the number can only be the day
    named = re.match(
        rf"(?:\w+day,? )?(?P<month>{dates.any_of('months')})\.? (?P<day>[12]?\d|3[01])(?![\d/])", text
    )
    if named is None or int(named["day"]) == 0:
        return None
    iso = f"--{dates.month_number(named['month']):02d}-{int(named['day']):02d}"
    return Dated(after[named.start() : named.end()], iso, None)


def with_year(found: Dated, parts: Sequence[Paragraph]) -> Dated:
    """Days without a year, with the one that the document prints beside their month, if that is one only."""
    from planextract.normalise import dates

    if not found.start.startswith("--"):
        return found
    printed = re.compile(rf"\b(?P<month>{dates.any_of('months')})\.?,? (?P<year>(?:19|20)\d\d)\b")
    said = [match for part in parts for match in printed.finditer(dates.plain(part.text[:3000]))]
    days = [day for day in (found.start, found.end) if day is not None]
    months = {int(day[2:4]) for day in days}
    years = {match["year"] for match in said if dates.month_number(match["month"]) in months}
    if len(years) != 1 or len(months) != 1:
        return found
    year = years.pop()
    filled = [f"{year}{day[1:]}" for day in days]
    if any(dates.day_of(*map(int, day.split("-"))) is None for day in filled):
        return found
    return replace(found, start=filled[0], end=filled[1] if found.end is not None else None)
