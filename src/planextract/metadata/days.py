"""The day of the meeting and the day that the document speaks from."""

from collections.abc import Callable, Sequence
from datetime import date

from planextract.document import Document
from planextract.metadata import labelled, meeting, names
from planextract.metadata.dated import (
    Day,
    behind,
    day_in,
    day_of_meeting,
    days_in,
    first_of_days,
    only_day,
    only_days,
)
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.records import DocumentKind, Extracted, FileSource, ReferenceDate, extracted, sources_of

HEAD = 12
"""Paragraphs from the top in which an unlabelled date is the document's own."""

_ANOTHER = (
    r"\b(?:previous|last|next|approv\w+|confirm\w*|adopt\w*|signed|sign|receive\w*|will|to be|is|review|"
    r"print\w*)\b"
)
"""With these words a date is of another meeting, or of something to come."""


def meeting_day(parts: Sequence[Paragraph], kind: DocumentKind, meets: bool) -> Extracted[date] | None:
    """The day of the meeting. `meets` says that the document is of a meeting, so that its plain date is that day."""
    if kind == "news":
        return None
    dated = meets and kind != "action_plan"
    for rule, found in (
        ("labelled_meeting_date", _labelled(parts, "meeting_date")),
        ("meeting_line", _labelled(parts, "meeting")),
        ("minutes_of_meeting", _held(parts) if kind in ("minutes", "other") else None),
        ("notice_of_meeting", _called(parts, kind)),
        ("from_meeting", _from_meeting(parts)),
        ("item_of_meeting", _item_of_meeting(parts)),
        ("page_heading", _page_heading(parts)),
        ("date_line", _alone(parts, unlabelled=True) if dated else None),
        ("labelled_date", _labelled(parts, "date") if dated else None),
    ):
        if found is not None:
            return extracted(Extracted[date], found[1], found[0], rule)
    return None


def reference(
    parts: Sequence[Paragraph], furniture: Sequence[SourcedText], meeting: Extracted[date] | None
) -> ReferenceDate | None:
    """The meeting's day or else the report's own; None where it prints neither. `furniture`: headers and footers."""
    if meeting is not None and meeting.value is not None:
        return ReferenceDate(
            value=meeting.value, basis="meeting_date", raw=meeting.raw, sources=meeting.sources
        )
    for rule in OWN:
        found = rule(parts)
        if found is not None:
            return _report_date(found)
    found = _version(furniture)
    return _report_date(found) if found is not None else None


def _report_date(found: Day) -> ReferenceDate:
    words, day = found
    return ReferenceDate(value=day, basis="report_date", raw=words.raw, sources=sources_of(words))


def front_matter(document: Document) -> ReferenceDate | None:
    """The day in a text file's front matter."""
    said = document.properties.get("date", "")
    found = day_in(SourcedText.plain(said)) if document.reader == "text" and said else None
    if found is None:
        return None
    return ReferenceDate(value=found[1], basis="file", raw=said, sources=(FileSource(name="date"),))


def titled_meeting(document: Document, kind: DocumentKind) -> Extracted[date] | None:
    """The day in the front matter's title of minutes: "Transparency Board Minutes - 8th February 2011"."""
    said = document.properties.get("title", "")
    if document.reader != "text" or kind != "minutes" or not said:
        return None
    found = day_in(SourcedText.plain(said))
    if found is None:
        return None
    return Extracted[date](
        value=found[1], raw=found[0].text, rule="front_matter_title", sources=(FileSource(name="title"),)
    )


# The meeting's -------------------------------------------------------------------------------------------------


def _labelled(parts: Sequence[Paragraph], key: str) -> Day | None:
    for words in labelled.values(parts, key, labelled.HEADER):
        found = day_of_meeting(words) if key == "meeting_date" else day_in(words)
        if found is not None:
            return found
    return None


def _held(parts: Sequence[Paragraph]) -> Day | None:
    """ "Minutes of a meeting held on 10 July 2023", on one line or with the day on the next; no other meeting's day."""
    held = pattern(
        r".{0,200}\bmeeting\b.{0,200}\bheld\b.*|.{0,80}\b(?:minutes|notes?)\b.*|held\s.*|"
        r"on\s+(?:\w+day\b.{0,4}\s)?(?:the\s+)?\d.{0,50}"
    )
    for part in parts[: 2 * HEAD]:
        text = part.text
        if part.listed or len(text) > 250 or pattern(_ANOTHER).search(text) or not held.fullmatch(text):
            continue
        found = day_in(part.whole) or first_of_days(part.whole)
        if found is not None and (not text.endswith(".") or text.isupper() or _of_this_meeting(text, found)):
            return found
    return None


_TIME_AND_PLACE = (
    r"(?:[\s,]*(?:at|in|from|commencing|starting|beginning|via|by|held|and|hrs|hours|noon|[ap]\.?\s?m)\b.*)?"
    r"[\s.,)]*"
)


def _of_this_meeting(text: str, found: Day) -> bool:
    """Whether a sentence is the line of the head "Minutes of the meeting of the Council held on 3 May at 2.00 p.m."."""
    opens = pattern(
        r"(?:at\s+)?(?:(?:the|a|draft|unconfirmed)\s+){0,3}"
        r"(?:minutes?|notes?|proceedings|record|(?:[\w-]+\s+){0,3}meeting)\s+(?:of|held|from)\b.*"
    )
    rest = text[text.find(found[0].text) + len(found[0].text) :]
    return opens.fullmatch(text) is not None and pattern(_TIME_AND_PLACE).fullmatch(rest) is not None


_CALLS = (
    r"(?:.{0,120}\b(?:summoned|invited|requested)\s+to\s+(?:attend\b.{0,60}\bmeeting|a\b.{0,60}\bmeeting)|"
    r".{0,60}\bnotice\s+is\s+(?:hereby\s+)?given\b.{0,80}\bmeeting|"
    r"(?:(?:an?|the)\s+)?(?:[\w-]+\s+){0,3}meeting\s+of)\b.{0,250}"
)
_REPORTED_TO = r"report\s+of\s+.{3,100}?\bto\s+(?:an?\s+|the\s+)?meeting\s+of\b.{0,250}"
_OPENS_CALL = (
    r"\b(?:summoned|invited|requested|notice|will\s+(?:be\s+held|take\s+place|meet)|to\s+be\s+held)\b"
)
_NO_CALL = r"\b(?:next|last|previous|following\s+the|adjourned|deadline|by\s+\d|no\s+later)\b"


def _called(parts: Sequence[Paragraph], kind: DocumentKind) -> Day | None:
    """The one day of a notice: "A meeting of the Standards Committee will be held on 3 May 2004 at 7.00 p.m.".

    In a report only "Report of the Director to the meeting of Cabinet to be held on 3 May 2004": others it speaks of.
    """
    if kind not in ("agenda", "other", "report"):
        return None
    calls = pattern(_REPORTED_TO if kind == "report" else rf"{_CALLS}|{_REPORTED_TO}")
    for part in parts[:HEAD]:
        text = part.text
        if part.number is not None or len(text) > 400 or pattern(_NO_CALL).search(text):
            continue
        if not pattern(_OPENS_CALL).search(text) or not calls.fullmatch(text):
            continue
        days = {day for _, day in days_in(part.words)}
        if len(days) == 1:
            return day_in(part.words)
    return None


def _from_meeting(parts: Sequence[Paragraph]) -> Day | None:
    """The title "Action log from the meeting held on 12 March 2024"."""
    line = pattern(r"{days.of_meeting}\b.{0,120}\bmeeting\b.{0,100}")
    for part in parts[:4]:
        if not part.listed and line.fullmatch(part.text) and not pattern(_ANOTHER).search(part.text):
            found = day_in(part.words)
            if found is not None and part.text.rstrip(" .)").endswith(found[0].text):
                return found
    return None


def _item_of_meeting(parts: Sequence[Paragraph]) -> Day | None:
    """ "Meeting of Audit Committee, Thursday, 28th September 2023 10.00 am (Item 7.)", as websites head an item."""
    line = pattern(r"meeting of .{3,150}\(item\s+\d{1,3}[a-z]?\.?\)")
    for part in parts[:HEAD]:
        if line.fullmatch(part.text):
            return day_in(part.words)
    return None


def _page_heading(parts: Sequence[Paragraph]) -> Day | None:
    """ "Audit Committee - Thursday 12th September 2019 7.30 pm", as websites head the page of a meeting."""
    found = next((line for part in parts[:4] if (line := names.dated_body(part.words)) is not None), None)
    return found[1] if found is not None else None


_OTHER_KIND = (
    r"(?:{labels.decision_date}|{labels.publication_date}|{labels.effective_from}|{labels.printed_on}|{labels.report_date}|"
    r"{labels.version}|{labels.revision}|{labels.version_date}|{labels.implemented_from}|{labels.other_dates})\s*:?"
)
"""The label above a date that is none of a meeting."""


def _alone(parts: Sequence[Paragraph], unlabelled: bool = False) -> Day | None:
    """A line of the head that is only a date, unless the line above says that it is another day.

    `unlabelled` passes over one under the label of another kind of day ("Decision made:"), or under words with a colon
    that nobody here knows.
    """
    own = pattern(
        r"(?:{labels.meeting_date}|{labels.date}|{labels.meeting}|{labels.time}|{labels.body}|{kinds.minutes_line})\s*:?"
    )
    for index, part in enumerate(parts[:HEAD]):
        found = only_day(part.whole) or (_meeting_days(part.whole) if unlabelled else None)
        above = parts[index - 1].text[:200] if index else ""
        held = pattern(r"(?:.{0,40}\s)?(?:to\s+be|will\s+be)\s+held(?:\s+on)?\s*:?").fullmatch(above)
        another = held is None and pattern(_ANOTHER).search(above)
        if found is None or another or pattern(r"{labels.other_dates}\s*:?").fullmatch(above):
            continue
        labels = pattern(_OTHER_KIND).fullmatch(above) or (above.endswith(":") and not own.fullmatch(above))
        if not (unlabelled and labels):
            return found
    return None


def _meeting_days(words: SourcedText) -> Day | None:
    """The first of several days, or the day of a line that goes on with the time and the place of the meeting."""
    found = day_in(words) if len(words) < 140 else None
    if found is not None and words.text.startswith(found[0].text):
        rest = pattern(
            rf"[\s,]*(?:{meeting.FROM}\s+)?{meeting.TIME}[\s,–-]*(?:in|at|via)?\s*(?:the\s+)?(?P<place>\S.*)"
        ).fullmatch(words.text[len(found[0].text) :])
        if rest is not None and meeting.is_room(rest["place"]):
            return found
    return only_days(words)


# The document's own --------------------------------------------------------------------------------------------


def _behind(parts: Sequence[Paragraph], prefix: str, reach: int = labelled.HEADER) -> Day | None:
    for part in parts[:reach]:
        found = behind(part.words, prefix) if len(part.text) < 200 else None
        if found is not None:
            return found
    return None


_POSITION = r"\(?(?:.{0,100}\b(?:{days.titled}|{days.stands})\s*[(,:–-]?\s*)?{days.position}"
_TITLED = r"(?:[^.;]{0,100}\s)?{days.titled}[\s,:(–—-]"


def position(parts: Sequence[Paragraph]) -> Day | None:
    """ "Position at 31 July 2023", "Action Log as of 2 March 2011"."""
    return _behind(parts, _POSITION)


def over_table(document: Document) -> ReferenceDate | None:
    """The day in a title that a table has as its first row: "Transparency Board Action Log as 2 Sept 2011"."""
    cells = [
        cell.text.folded() for table in document.tables[:1] for row in table.rows[:1] for cell in row.cells
    ]
    for words in cells:
        found = behind(words, _POSITION) or behind(words, _TITLED)
        if found is not None:
            return _report_date(found)
    return None


def updated(parts: Sequence[Paragraph]) -> Day | None:
    """ "Updated: 4 March 2014", "Last updated 4 March 2014"."""
    return _behind(parts, r"\(?{days.updated}(?:\s+on)?")


def labelled_date(parts: Sequence[Paragraph]) -> Day | None:
    return _labelled(parts, "report_date") or _labelled(parts, "date")


def update_for(parts: Sequence[Paragraph]) -> Day | None:
    """ "Update for Cabinet, 23 January 2024"."""
    return _behind(
        parts, r"{days.update}\s+(?:for|to)\s+(?:the\s+)?[^\d.;:]{2,80}?[\s,–-](?=(?:\w+day\W{1,2})?\d)", HEAD
    )


def decided(parts: Sequence[Paragraph]) -> Day | None:
    """The day of a decision that no meeting made: "Date of decision: 2 March 2021"."""
    for words in labelled.values(parts, "decision_date", 3 * labelled.HEADER):
        found = only_day(words)
        if found is not None:
            return found
    return None


def published(parts: Sequence[Paragraph]) -> Day | None:
    """ "Published 3 May 2018"."""
    return _behind(parts, r"{days.published}(?:\s+on)?")


def version(parts: Sequence[Paragraph]) -> Day | None:
    """ "Version 3 - 12 June 2019", or "Date of current revision: 12 June 2019"."""
    return _version([part.words for part in parts[: labelled.HEADER]]) or _labelled(parts, "version_date")


def titled(parts: Sequence[Paragraph]) -> Day | None:
    """ "Action Log – 14 May 2013" in a heading."""
    return _behind(parts, _TITLED, 4)


def alone(parts: Sequence[Paragraph]) -> Day | None:
    """A line of the head that is only a date."""
    return _alone(parts)


OWN: tuple[Callable[[Sequence[Paragraph]], Day | None], ...] = (
    position,
    updated,
    decided,
    labelled_date,
    update_for,
    published,
    version,
    titled,
    alone,
)


def _version(lines: Sequence[SourcedText]) -> Day | None:
    number = r"(?:no\.?\s*)?\d{1,3}(?:\.\d{1,3}){0,2}[a-z]?\b"
    prefix = rf"(?:.{{0,100}}[\s(–-])?{{labels.version}}\s*{number}[\s,:;(–-]*(?:dated|of)?"
    return next((day for words in lines if (day := behind(words, prefix)) is not None), None)
