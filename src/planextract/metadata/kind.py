"""What kind of document it is, from the lines that only that kind has."""

from collections.abc import Callable, Iterator, Sequence

from planextract.document import Document
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.records import DocumentKind

HEAD = 12
"""Paragraphs from the top that a title or an opening line is looked for in."""


def kind_of(document: Document, parts: Sequence[Paragraph]) -> DocumentKind:
    """The first kind whose signs are there; "other" where none are. Of minutes the caller may know better."""
    if document.minutes:
        return "minutes"
    kinds = (
        kind
        for kind, signs in KINDS
        if not (kind == "minutes" and document.minutes is False) and signs(document, parts)
    )
    return next(kinds, "other")


_MINUTES_TITLE = r"(?:[^.]{0,90}\s)?minutes(?!\s+of\s+(?:the\s+)?(?:last|previous))\b.{0,90}"
_NOTES_TITLE = (
    r"(?:draft\s+|summary\s+|action\s+)*(?:(?:notes?|minutes?|record)\s+of\s+(?:[\w’'-]+\s+){0,5}?{kinds.gathering}\b.{0,90}|"
    r"(?:[\w’' -]{0,60}[,:–-]\s+)?notes(?:\s+and\s+actions)?\s*[,:–-]?\s*(?:{deadlines.weekdays}\s+)?\d{1,2}"
    r"(?:[./-]\d{1,2}[./-]|(?:st|nd|rd|th)?\s+{days.months}\s+)\d{2,4}\b.{0,60})"
)
"""Of what is no more than notes: "Note of the sixth meeting, 12 February 2026", "Notes – 14 August 2025"."""
_AGENDA_TITLE = r"(?:[^.]{0,90}\s)?agenda(?!\s+(?:items?|no|number|pack|and)\b)\b[^.]{0,40}"


def _titled_at(parts: Sequence[Paragraph], title: str) -> int | None:
    """Where a heading of the head is a title of some kind; an agenda has "Minutes of the last meeting" as an item."""
    headings = (
        index
        for index, part in enumerate(parts[:HEAD])
        if part.heading and not part.listed and pattern(title).fullmatch(part.text)
    )
    return next(headings, None)


def _minutes(document: Document, parts: Sequence[Paragraph]) -> bool:
    minutes, agenda = _titled_at(parts, _MINUTES_TITLE), _titled_at(parts, _AGENDA_TITLE)
    if agenda is not None:  # minutes may print the meeting's agenda below their own title
        return (minutes is not None and minutes <= agenda) or _opens_minutes(document, parts[:agenda])
    if not _agenda(document, parts) and _opens_minutes(document, parts):
        return True
    line = pattern(r"(?:#+\s*)?(?:{kinds.minutes_line})")
    if any(line.fullmatch(part.text) for part in parts):
        return True
    if records_meeting(parts):
        return True
    lines = list(_attendance(parts))
    led = pattern(r"\b{kinds.led}\b")
    return any(index < HEAD and led.search(text) for index, _, text in lines) and not _plan(document, parts)


def records_meeting(parts: Sequence[Paragraph]) -> bool:
    """Whether some paragraphs tell of a meeting by what it resolved, when it closed or who came."""
    resolved = pattern(
        r"(?:resolved|resovled)\b|r\s+e\s+s\s+o\s+l\s+v\s+e\s+d\b|.*\bit was (?:RESOLVED|resolved)\b"
    )
    if any(resolved.match(part.text[:400]) for part in parts) or _closed(parts):
        return True
    return len({label[:7] for _, label, _ in _attendance(parts)}) > 1 or _decided(parts)


_OVER = (
    r"(?:\bmeeting\s+(?:(?:was\s+(?:then\s+)?|then\s+)?{kinds.over})|\bclosed\s+the\s+meeting)\s*"
    r"(?::|\bat\b)?\s*(?:approximately\s+|about\s+)?(?:noon\b|\d{1,2}\s?[.:]?\s?\d{2}(?!\d)|\d{1,2}\s?[ap]\.?m)"
)


def _closed(parts: Sequence[Paragraph]) -> bool:
    """Whether the end says at what time the meeting was over, as only its minutes can."""
    return any(pattern(_OVER).search(part.text[-300:]) for part in parts[-HEAD:])


def _attendance(parts: Sequence[Paragraph]) -> Iterator[tuple[int, str, str]]:
    """The lines that say who was there: which paragraph, by what label, and all of it."""
    line = pattern(r"#*\s*(?P<label>{kinds.attendance})\s*(?:[:–—-].*)?")
    for index, part in enumerate(parts):
        match = line.fullmatch(part.text)
        if match is not None:
            yield index, match["label"].casefold(), part.text


def _opens_minutes(document: Document, parts: Sequence[Paragraph]) -> bool:
    """Whether the head says that these are minutes. An agenda lists the minutes of the meeting before."""
    opened = pattern(r"(?:#+\s*)?(?:draft\s+)?{kinds.minutes_open}\b.*")
    if any(opened.fullmatch(part.text) and not part.listed for part in parts[: 2 * HEAD]):
        return True
    noted = pattern(_NOTES_TITLE)
    if any(noted.fullmatch(part.text) and not part.listed for part in parts[:HEAD]):
        return True
    titled = pattern(r"\b{kinds.minutes_title}\b")
    if document.reader in ("text", "html") and titled.search(document.properties.get("title", "")):
        return True
    return any(
        (found := titled.search(part.text)) is not None and found[0][:1].isupper()
        for part in parts[:HEAD]
        if len(part.text) < 120 and part.number is None
    )


def _decided(parts: Sequence[Paragraph]) -> bool:
    """A page of a meeting's decisions: its head, and a decision."""
    page = pattern(r"(?:{kinds.meeting_page})\s*:?")
    that = pattern(r"that\b.{0,300}?\b(?:be|notes?)\b")
    numbered = any(part.number is not None and that.match(part.text) for part in parts)
    return numbered and any(page.fullmatch(part.text) for part in parts[:HEAD])


def _agenda(_: Document, parts: Sequence[Paragraph]) -> bool:
    if _titled_at(parts, _AGENDA_TITLE) is not None:
        return True
    line = pattern(r"{kinds.agenda_line}")
    return any(line.fullmatch(part.text) for part in parts[:HEAD])


def _letter(_: Document, parts: Sequence[Paragraph]) -> bool:
    line = pattern(r"{kinds.letter_open}\s+\w.{0,60}")
    return any(line.fullmatch(part.text) for part in parts[:30])


def _plan(document: Document, parts: Sequence[Paragraph]) -> bool:
    """Titled as a plan, and with a table or nothing else to be."""
    titled = pattern(r"\b{kinds.plan_title}\b")
    head = [part.text for part in parts[:2]]
    cells = [
        cell.text.text for table in document.tables[:1] for row in table.rows[:1] for cell in row.cells[:1]
    ]
    return bool(document.tables) and any(titled.search(text) and len(text) < 120 for text in (*head, *cells))


def _report(_: Document, parts: Sequence[Paragraph]) -> bool:
    opened = pattern(r"{kinds.report_open}\b.{0,200}")
    if any(opened.fullmatch(part.text) for part in parts[:40]):
        return True
    covers = pattern(
        r"(?:{labels.report_of}|{labels.contact}|{labels.wards}|{labels.author}|{labels.lead_member}|{labels.key_decision}|"
        r"{labels.call_in}|{labels.classification})\s*\??\s*[:?].*"
    )
    if sum(1 for part in parts[:40] if covers.fullmatch(part.text)) > 1:
        return True
    section = pattern(r"(?:{sections.recommendations})\s*:?")
    asked = pattern(r".{0,120}\b(?:is|are)\s+(?:asked|recommended|invited)\s+to\b")
    headed = any(section.fullmatch(part.text) for part in parts)
    return headed or any(asked.match(part.text) for part in parts)


def _news(_: Document, parts: Sequence[Paragraph]) -> bool:
    said = pattern(
        r"\b{kinds.news_say}\b\s*(?:that\s)?[:,]?\s*[“\"]|[”\"]\s*[\w ,]{0,60}\b{kinds.news_say}\b"
    )
    quotes = sum(1 for part in parts if said.search(part.text[:2000]) or part.text.startswith("“"))
    line = pattern(r"(?:{kinds.news_line})\W*")
    plain = not any(part.number is not None for part in parts)
    return quotes > 1 or (quotes > 0 and (plain or any(line.fullmatch(part.text) for part in parts[:HEAD])))


KINDS: tuple[tuple[DocumentKind, Callable[[Document, Sequence[Paragraph]], bool]], ...] = (
    ("minutes", _minutes),
    ("letter", _letter),
    ("action_plan", _plan),
    ("report", _report),
    ("agenda", _agenda),
    ("news", _news),
)
"""Minutes first: they quote reports; a report may print the minutes' word "agenda item"."""
