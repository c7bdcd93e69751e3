"""The day on which the body that met meets next: "Date of next meeting: Tuesday 3 December 2024"."""

import re
from collections.abc import Iterator
from datetime import date

from planextract.document import Document
from planextract.prose.paragraphs import Paragraph, paragraphs
from planextract.prose.words import pattern, vocabulary
from planextract.provenance import SourcedText

REACH = 90
"""Characters behind the words in which the day must stand."""

FURTHEST = 400
"""Days ahead at the most; what lies further is the day of something else, or misprinted."""

_NEXT = r"(?:\W{0,3}\d{1,3}[.)]?\s+)?[^.;]{0,30}?\b{days.next_meeting}\b(?P<rest>.*)"


def next_meeting(document: Document, held: date | None) -> date | None:
    """The first day that the document gives for the next meeting; None where it gives none after that of this one."""
    if held is None:
        return None
    found = (day for words in _lines(document) if (day := _day(words, held)) is not None)
    return min((day for day in found if 0 < (day - held).days <= FURTHEST), default=None)


def _lines(document: Document) -> Iterator[SourcedText]:
    """What stands behind "Date of next meeting", on its line, in its cell, or on the line below."""
    parts = paragraphs(document)
    for index, part in enumerate(parts):
        match = pattern(_NEXT).fullmatch(part.text)
        if match is not None:
            yield part.words.span(match, "rest")
            if not any(map(str.isdigit, match["rest"])) and index + 1 < len(parts):
                yield _short(parts[index + 1])
    for table in document.tables:
        for row in table.rows:
            words = SourcedText.join(" ", (cell.text.folded() for cell in row.cells if not cell.blank))
            match = pattern(_NEXT).fullmatch(words.text[:400].replace("\n", " "))
            if match is not None:
                yield words.span(match, "rest")


def _short(part: Paragraph) -> SourcedText:
    return part.words[:REACH]


def _day(words: SourcedText, held: date) -> date | None:
    """The first day in some words; one without a year is the first after this meeting."""
    from planextract.normalise.context import Context
    from planextract.normalise.deadlines.phrase import phrase
    from planextract.normalise.deadlines.stretch import Period

    read = phrase(words.text[:REACH], Context(reference_date=held))
    if not read.stretches or read.stretches[0].precision != "day":
        return None
    between = re.findall(r"[a-z]+", read.text[: read.stretches[0].start])
    if not set(between) <= vocabulary("days.before_next"):
        return None  # ("At the next meeting the Clerk will report on the fair of 4 May")
    period = read.period(0, forward=True)
    return period.earliest if isinstance(period, Period) else None
