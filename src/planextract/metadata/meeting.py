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

TIME = (
    r"(?<![\d.:/])(?:(?:[01]?\d|2[0-3])[.:][0-5]\d\s*(?:(?:[ap]\.?\s?m|y\.?\s?[bhp])\b\.?|hours|hrs)?|"
    r"(?:1[0-2]|[1-9])\s*(?:[ap]\.?\s?m|y\.?\s?[bhp])\b\.?|"
    r"(?:[01]\d|2[0-3])[0-5]\d\s*(?:hours|hrs)|(?:12\s+)?noon)(?![\d/])"
)
"""In Welsh "y.b." is before noon, "y.p." and "y.h." after it."""
FROM = r"(?:at|from|by|am|(?:commencing|starting|beginning)(?:\s+(?:at|from))?)"


def time(parts: Sequence[Paragraph], meeting: Extracted[date] | None) -> SourcedText | None:
    """The time beside the meeting's day, or on a labelled line of its own."""
    for words in labelled.values(parts, "time", HEADER):
        match = pattern(TIME).search(words.text)
        if match is not None and match.start() < 8:
            return _whole_time(words.span(match))
    for _, words in _around(parts, meeting):
        match = pattern(TIME).search(words.text)
        if match is not None:
            return _whole_time(words.span(match))
    alone = pattern(rf"(?:{FROM}\s+)?(?P<time>{TIME})(?:\s*(?:[-–]|to|until)\s*{TIME})?[.\s]*")
    before = pattern(rf"(?P<time>{TIME})[\s,]*(?:on\s+)?(?:\w+day\b[\s,]*)?")
    lines = (
        *((words, alone) for words in _below(parts, meeting)),
        *((words, before) for words, _ in _around(parts, meeting)),
    )
    found = ((words, line.fullmatch(words.text)) for words, line in lines)
    return next((_whole_time(words.span(match, "time")) for words, match in found if match is not None), None)


def _whole_time(words: SourcedText) -> SourcedText:
    """Without the full stop of a sentence: "7.30pm." has one, "7.30 p.m." has none."""
    return words if re.search(r"\.\s?\w\.$", words.text) else words.strip(".")


def _around(
    parts: Sequence[Paragraph], meeting: Extracted[date] | None
) -> Iterator[tuple[SourcedText, SourcedText]]:
    """What stands before and behind the meeting's day in the lines of the head that print it."""
    day = meeting.raw if meeting is not None else None
    for part in parts[:HEADER] if day else ():
        before, found, _ = part.whole.text.partition(day or "")
        if found:
            yield part.whole[: len(before)], part.whole[len(before) + len(found) :]


def _below(parts: Sequence[Paragraph], meeting: Extracted[date] | None) -> Iterator[SourcedText]:
    """The two lines below the one that is only the meeting's day."""
    day = meeting.raw if meeting is not None else None
    for index, part in enumerate(parts[:HEADER]) if day else ():
        if day and day in part.text and len(part.text) < 120:
            yield from (each.words for each in parts[index + 1 : index + 3] if not each.listed)
            return


_UPPER = r"(?-i:[A-ZÀ-Þ\d“\"(‘])"
_PLACE = rf"(?:the\s+)?(?!{TIME})(?P<place>{_UPPER}[^;]{{3,120}}?)"
_HELD = r"(?:held\s+)?(?:virtually\s+|remotely\s+|online\s+)?(?:in|at|via|by|on|through)"


def venue(parts: Sequence[Paragraph], meeting: Extracted[date] | None) -> SourcedText | None:
    """Where the meeting is held: labelled, in the line with its day, or on a line below that."""
    rules = (_labelled_place, _place_before_day, _place_behind_day, _place_below_day)
    return next((found for rule in rules if (found := rule(parts, meeting)) is not None), None)


def _labelled_place(parts: Sequence[Paragraph], _: Extracted[date] | None) -> SourcedText | None:
    found = labelled.value(parts, "place", HEADER)
    if found is None or re.match(r"(?=.*[^\W\d_]{3})[A-ZÀ-Þ\d“\"(‘]", found.text) is None:
        return None
    cut = pattern(r"\s*[.,-]?\s*(?:view\s+directions|gweld\s+cyfarwyddiadau|\[?map\]?)\b.*").search(
        found.text
    )
    return (found[: cut.start()] if cut is not None else found).strip(" .,;")


def _place_before_day(parts: Sequence[Paragraph], meeting: Extracted[date] | None) -> SourcedText | None:
    """ "held in the Guildhall on Tuesday 4 November"."""
    line = pattern(
        rf".{{0,160}}\bheld\s+(?:virtually\s+)?(?:in|at)\s+{_PLACE},?\s+(?:at\s+{TIME}\s+)?on\s+(?:\w+day\b,?\s*)?(?:the\s+)?\d.*"
    )
    matches = ((part.words, line.fullmatch(part.text[:400])) for part in parts[: HEADER // 2])
    found = (words.span(match, "place") for words, match in matches if match is not None)
    return next(found, None) if meeting is not None else None


def _place_behind_day(parts: Sequence[Paragraph], meeting: Extracted[date] | None) -> SourcedText | None:
    """ "on 4 November at 2.00 pm in the Guildhall", "4 November, 6.30 pm, Committee Room 2"."""
    day_and_time = (
        rf"[\s,]*(?:\d{{4}}[\s,]*)?(?:(?:{FROM}\s+)?{TIME}(?:\s*[-–]\s*{TIME}|\s+to\s+{TIME})?[\s,]*)?"
    )
    purpose = (
        r"(?:for\s+the\s+purposes?|to\s+(?:consider|transact|discuss|deal)|when|where|at\s+which|pursuant|"
        r"and\s+you)"
    )
    behind = rf"(?:[\s,.:]*|[\s,]+(?:{FROM}\s+)?{TIME}.*|\s{purpose}\b.*)"
    held = pattern(rf"{day_and_time}{_HELD}\s+{_PLACE}{behind}")
    listed = pattern(rf"{day_and_time}[–|-]?\s*{_PLACE}[\s.]*")
    for rest in (behind for _, behind in _around(parts, meeting)):
        for line in (held, listed):
            match = line.fullmatch(rest.text[:400])
            if match is not None and ":" not in match["place"] and (line is held or is_room(match["place"])):
                return rest.span(match, "place").strip(" ,")
    return None


def _place_below_day(parts: Sequence[Paragraph], meeting: Extracted[date] | None) -> SourcedText | None:
    lines = (words for words in _below(parts, meeting) if not labelled.is_label(words.text))
    lead = pattern(r"(?:(?:held\s+)?(?:in|at|via)\s+)?(?:the\s+)?")
    for words in lines:
        opening = lead.match(words.text)
        place = words[opening.end() if opening is not None else 0 :].strip(" .,")
        if is_room(place.text):
            return place
    return None


def is_room(text: str) -> bool:
    """Whether a line is a room, a call, or a building with its street.

    >>> is_room("Village Hall, Church Lane"), is_room("Library improvement plan"), is_room("Closure of Ashby School")
    (True, False, False)
    """
    if len(text) > 120 or re.search(r"[.;:?](?!\w)", text) or not re.match(_UPPER, text):
        return False
    pieces = re.split(r"\s*,\s*|\s+[-–]\s+", text)
    room = pattern(r"(?:.*[^\w’'-])?{heads.rooms}(?:\s+[A-Z\d]{1,3})?")
    building = pattern(r"(?:.*[^\w’'-])?{heads.buildings}")
    return any(room.fullmatch(piece) or (len(pieces) > 1 and building.fullmatch(piece)) for piece in pieces)


_MINUTE = re.compile(r"(?P<number>[A-Z]{1,5}\s?/?\d{1,4}(?:/\d{1,4}){1,2})\.?(?=\s+[A-Z]|\s*$)")


def minute_number(parts: Sequence[Paragraph], kind: DocumentKind) -> SourcedText | None:
    """The number of the one minute on a page: labelled, or printed before its title ("C048/23 Improvement plan")."""
    for words in labelled.values(parts, "minute"):
        number = re.match(r"(?:[Nn]o\.?\s*)?(?P<number>(?=\S*\d)[\w/.-]{1,20})\W*$", words.text)
        if number is not None:
            return words.span(number, "number")
    line = pattern(r"(?:{labels.minute})\s*(?:no\.?|number)?\s*(?P<number>[A-Z]{0,4}\d[\w/.-]{0,15}?)\.?")
    headed = [
        part.words.span(match, "number") for part in parts if (match := line.fullmatch(part.text)) is not None
    ]
    if len({words.text for words in headed}) == 1:
        return headed[0]
    if kind != "minutes":
        return None
    if any(pattern(r"{kinds.extract}\b.*").fullmatch(part.text) for part in parts[:5]):
        numbers = [
            part.number
            for part in parts
            if part.number is not None and re.fullmatch(r"\d{1,4}", part.number.text)
        ]
        return numbers[0] if len(numbers) == 1 else None
    found = [part.whole.span(match, "number") for part in parts if (match := _MINUTE.match(part.whole.text))]
    return found[0] if len({words.text for words in found}) == 1 else None


def directorate(parts: Sequence[Paragraph]) -> SourcedText | None:
    """A labelled one, or a line of the head that is only its name."""
    found = labelled.value(parts, "directorate", HEADER) or labelled.value(parts, "department", HEADER)
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
