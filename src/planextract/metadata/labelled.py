"""Labelled lines and header blocks: "Date of meeting: 20th September 2023", "REPORT TO CABINET", "Wards Affected"."""

from collections.abc import Iterator, Sequence

from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern, vocabulary
from planextract.provenance import SourcedText

HEADER = 30
"""Paragraphs from the top in which a header block is looked for."""

LONGEST = 200
"""Characters of a header value; longer is a sentence and no value."""


IN_BRACKETS = r"(?:\s*\([^()]{1,30}\))?"
"""Behind a label: "Ward(s)", "Date effective (after call-in)"."""


def value(parts: Sequence[Paragraph], key: str, reach: int | None = None) -> SourcedText | None:
    """The first value that stands after a label of one kind, on its line or on the next one."""
    return next(values(parts, key, reach), None)


def values(parts: Sequence[Paragraph], key: str, reach: int | None = None) -> Iterator[SourcedText]:
    """Every value that stands after a label of one kind, in order."""
    line = pattern(rf"(?:{{labels.{key}}}){IN_BRACKETS}\s*[:–-]\s*(?P<value>\S.*)")
    alone = pattern(rf"(?:{{labels.{key}}}){IN_BRACKETS}\s*[:.?]*")
    for index, part in enumerate(parts[:reach]):
        match = line.match(part.text)
        if match is not None and _short(match["value"]):
            yield part.words.span(match, "value")
        elif alone.fullmatch(part.text) and index + 1 < len(parts):
            following = parts[index + 1].words
            if _short(following.text) and not is_label(following.text):
                yield following


def opening(parts: Sequence[Paragraph], key: str, reach: int | None = None) -> SourcedText | None:
    """What follows words that open a line without a colon: "REPORT TO HEALTH AND WELLBEING BOARD"."""
    line = pattern(rf"(?:{{labels.{key}}})\s+(?:the\s+)?(?P<value>[^\W_].*)")
    for part in parts[:reach]:
        match = line.match(part.text)
        if match is not None and _short(match["value"]):
            return part.words.span(match, "value")
    return None


def is_label(text: str) -> bool:
    """Whether a line is a label itself, or noise of a page's head."""
    known = pattern(
        r"(?:{labels.title}|{labels.body}|{labels.meeting_date}|{labels.report_of}|{labels.contact}|{labels.telephone}|"
        r"{labels.email}|{labels.wards}|{labels.agenda_item}|{labels.report_date}|{labels.date}|{labels.meeting}|{labels.author}|"
        r"{labels.authority}|{labels.time}|{labels.place}|{labels.minute}|{labels.directorate}|{labels.lead_member}|{labels.purpose}|"
        r"{labels.key_decision}|{labels.decision_type}|{labels.call_in}|{labels.decision_maker}|{labels.decision_status}|"
        r"{labels.decision_reference}|{labels.decision_date}|{labels.publication_date}|{labels.effective_from}|{labels.printed_on}|"
        r"{labels.classification}|{labels.exempt}|{labels.plan_owner}|{labels.monitored_by}|{labels.contact_name}|"
        r"{labels.department}|{labels.status}|{labels.implemented_from}|{labels.revision}|{labels.version_date}|"
        r"{labels.other}|{labels.other_dates})(?!\w)(?:\s*\([^()]{1,30}\))?\s*(?:[?]?\s*:.*|)"
    )
    return bool(known.fullmatch(text)) or noise(text)


def noise(text: str) -> bool:
    folded = " ".join(text.casefold().split()).strip(" :.")
    return folded in vocabulary("sections.header_noise") or not any(map(str.isalpha, text))


def _short(text: str) -> bool:
    return len(text) <= LONGEST
