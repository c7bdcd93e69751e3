"""The day of the meeting and the day that the document speaks from."""

from collections.abc import Sequence
from datetime import date

from planextract.document import Document
from planextract.metadata import labelled
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.records import Extracted, FileSource, ReferenceDate, extracted, sources_of

Day = tuple[SourcedText, date]


def meeting_day(parts: Sequence[Paragraph]) -> Extracted[date] | None:
    """The day of the meeting, from a label, the head of a minutes page or a line that is only a date."""
    for rule, found in (
        ("labelled_meeting_date", _labelled(parts, "meeting_date")),
        ("meeting_line", _labelled(parts, "meeting")),
        ("minutes_of_meeting", _held(parts)),
        ("date_line", _alone(parts)),
        ("labelled_date", _labelled(parts, "report_date") if _meets(parts) else None),
    ):
        if found is not None:
            return extracted(Extracted[date], found[1], found[0], rule)
    return None


def reference(parts: Sequence[Paragraph], meeting: Extracted[date] | None) -> ReferenceDate | None:
    """The meeting's day or else the report's own; None where it prints neither."""
    if meeting is not None and meeting.value is not None:
        return ReferenceDate(
            value=meeting.value, basis="meeting_date", raw=meeting.raw, sources=meeting.sources
        )
    found = _labelled(parts, "report_date")
    if found is None:
        return None
    words, day = found
    return ReferenceDate(value=day, basis="report_date", raw=words.raw, sources=sources_of(words))


def front_matter(document: Document) -> ReferenceDate | None:
    """The day in a text file's front matter."""
    said = document.properties.get("date", "")
    found = day_in(SourcedText.plain(said)) if document.reader == "text" and said else None
    if found is None:
        return None
    return ReferenceDate(value=found[1], basis="file", raw=said, sources=(FileSource(name="date"),))


def _labelled(parts: Sequence[Paragraph], key: str) -> Day | None:
    for words in labelled.values(parts, key, labelled.HEADER):
        found = day_in(words)
        if found is not None:
            return found
    return None


def _meets(parts: Sequence[Paragraph]) -> bool:
    """Whether the head names a meeting, so that its plain "Date:" is the meeting's."""
    return labelled.value(parts, "meeting", labelled.HEADER) is not None


def _held(parts: Sequence[Paragraph]) -> Day | None:
    """ "Minutes of a meeting held on 10 July 2023", on one line or with the day on the next; no other meeting's day."""
    held = pattern(
        r".{0,200}\bmeeting\b.{0,200}\bheld\b.*|.{0,80}\b(?:minutes|notes)\b.*|held\s.*|"
        r"on\s+(?:\w+day\b.{0,4}\s)?(?:the\s+)?\d.{0,50}"
    )
    another = pattern(
        r"\b(?:previous|last|next|approv\w+|confirm\w*|adopt\w*|signed|sign|receive\w*|will|to be|is)\b"
    )
    for part in parts[: labelled.HEADER]:
        text = part.text
        if (
            part.bulleted
            or len(text) > 200
            or text.endswith(".")
            or another.search(text)
            or not held.fullmatch(text)
        ):
            continue
        found = day_in(part.whole)
        if found is not None:
            return found
    return None


def _alone(parts: Sequence[Paragraph]) -> Day | None:
    """A line of the head that is only a date, and no line of a range of dates."""
    for part in parts[:12]:
        found = day_in(part.whole) if len(part.whole) < 40 else None
        if found is not None and _only(part.whole.text, found[0].text):
            return found
    return None


def _only(line: str, day: str) -> bool:
    rest = line.replace(day, "", 1)
    return not pattern(r"(?:\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bthe\b|\W)*").sub("", rest)


def day_in(words: SourcedText) -> Day | None:
    from planextract.normalise import dates

    return dates.day_in(words)
