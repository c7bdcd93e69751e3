"""The meeting's time and place, the number of the minute, and the parts of the council that a report is from."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from planextract.metadata import labelled
from planextract.metadata.labelled import HEADER
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import either, pattern
from planextract.provenance import SourcedText
from planextract.records import DocumentKind, Extracted

_TIME = (
    r"(?<![\d.:/])(?:(?:[01]?\d|2[0-3])[.:][0-5]\d\s*(?:[ap]\.?\s?m\b\.?|hours|hrs)?|(?:1[0-2]|[1-9])\s*[ap]\.?\s?m\b\.?|"
    r"(?:[01]\d|2[0-3])[0-5]\d\s*(?:hours|hrs)|(?:12\s+)?noon)(?![\d/])"
)


def time(parts: Sequence[Paragraph], meeting: Extracted[date] | None) -> SourcedText | None:
    """The time beside the meeting's day, or on a labelled line of its own."""
    for words in labelled.values(parts, "time", HEADER):
        match = pattern(_TIME).search(words.text)
        if match is not None and match.start() < 8:
            return words.span(match)
    for words in _around(parts, meeting):
        times = list(pattern(_TIME).finditer(words.text))
        if times:
            return words.span(times[0])
    return None


def _around(parts: Sequence[Paragraph], meeting: Extracted[date] | None) -> Iterator[SourcedText]:
    """The lines of the head that print the meeting's day, from that day on."""
    for part in parts[:HEADER] if meeting is not None and meeting.raw else ():
        start = part.whole.text.find(meeting.raw) if meeting is not None else -1
        if start >= 0:
            yield part.whole[start + len(meeting.raw if meeting is not None else "") :]


def venue(parts: Sequence[Paragraph], meeting: Extracted[date] | None) -> SourcedText | None:
    """Where the meeting is held: a labelled line, or the end of "held on 4 November at 2.00 pm in the Guildhall"."""
    found = labelled.value(parts, "place", HEADER)
    if found is not None and re.match(r"(?=.*[A-Za-z]{3})[A-Z\d“\"(‘]", found.text):
        cut = pattern(r"\s*[.,-]?\s*(?:view\s+directions|\[?map\]?)\b.*").search(found.text)
        return (found[: cut.start()] if cut is not None else found).strip(" .,;")
    for part in parts[: HEADER // 2]:
        before = pattern(
            r".{0,160}\bheld\s+(?:virtually\s+)?(?:in|at)\s+(?P<place>(?:the\s+)?(?-i:[A-Z])[^;]{3,120}?),?\s+on\s+(?:\w+day\b,?\s*)?(?:the\s+)?\d.*"
        ).fullmatch(part.text)
        if before is not None and meeting is not None:
            return part.words.span(before, "place")
    for rest in _around(parts, meeting):
        at = pattern(
            rf"[\s,]*(?:\d{{4}})?[\s,]*(?:(?:at|from|commencing\s+at)\s+{_TIME})?[\s,]*(?:in|at)\s+(?P<place>(?:the\s+)?(?-i:[A-Z])[^;:]{{3,120}}?)[\s.:]*"
        ).fullmatch(rest.text)
        if at is not None:
            return rest.span(at, "place")
    return None


_MINUTE = re.compile(r"(?P<number>[A-Z]{1,5}\s?/?\d{1,4}(?:/\d{1,4}){1,2})\.?(?=\s+[A-Z]|\s*$)")


def minute_number(parts: Sequence[Paragraph], kind: DocumentKind) -> SourcedText | None:
    """The number of the one minute on a page: labelled, or printed before its title ("C048/23 Improvement plan")."""
    for words in labelled.values(parts, "minute"):
        number = re.match(r"(?:[Nn]o\.?\s*)?(?P<number>(?=\S*\d)[\w/.-]{1,20})\W*$", words.text)
        if number is not None:
            return words.span(number, "number")
    if kind != "minutes":
        return None
    found = [part.whole.span(match, "number") for part in parts if (match := _MINUTE.match(part.whole.text))]
    return found[0] if len({words.text for words in found}) == 1 else None


def directorate(parts: Sequence[Paragraph]) -> SourcedText | None:
    """A labelled one, or a line of the head that is only its name."""
    found = labelled.value(parts, "directorate", HEADER)
    if found is not None:
        return found
    for part in parts[:10]:
        if len(part.text) < 90 and re.fullmatch(
            r"(?:(?:[A-Z][\w’'&-]*|and|of|for|the|&),?\s){1,10}(?:Directorate|DIRECTORATE)|Directorate of [A-Z].{3,60}",
            part.text,
        ):
            return part.words
    return None


def joint_bodies(parts: Sequence[Paragraph]) -> tuple[SourcedText, ...]:
    """Bodies that a report is made with or for: "Joint report with the Safeguarding Children Board"."""
    line = re.compile(
        rf"(?i:\b(?:joint(?:ly)?(?:\s+report)?\s+(?:with|of|by|between)|in\s+partnership\s+with|on\s+behalf\s+of)\s+(?:the\s+)?)"
        rf"(?P<who>(?:(?:[A-Z][\w’'&-]*|and|of|for|the)\s+){{0,8}}?(?i:{either('bodies.joint')}))\b"
    )
    found = [
        part.words.span(match, "who") for part in parts[:HEADER] for match in line.finditer(part.text[:300])
    ]
    return tuple({words.text: words for words in found}.values())
