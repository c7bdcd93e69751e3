"""The head's lines as "label: value", however they are set: in two columns, in two languages, or without a colon."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from planextract.metadata import labelled, names
from planextract.metadata.dated import only_day
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import either, pattern
from planextract.provenance import SourcedText

HEAD = 2 * labelled.HEADER
"""Paragraphs from the top whose lines are read so."""

GAP = 3
"""Blanks between two columns of a line; a tab is as much."""

BLOCK = 3
"""So many lines in a row that begin with labels are a block of a head, with or without colons."""

_COLON = SourcedText.plain(": ")


def rows(parts: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """All paragraphs, those of the head that are a label and its value with a colon between them."""
    head = [_one_language(row) for part in _under_labels(parts[:HEAD]) for row in _columns(part)]
    read = [row for part in head for row in _labels_inside(part)]
    return (*_with_colons(read), *parts[HEAD:])


# Two columns ---------------------------------------------------------------------------------------------------


def _columns(part: Paragraph) -> Iterator[Paragraph]:
    """The columns of one line: "Cabinet      Date: 4 May 2020" is two lines, "Venue     Room 2" a label and a value."""
    cells = _cells(part.words)
    if len(cells) < 2 or part.label is not None or (len(cells) == 2 and cells[0].text.endswith(":")):
        yield part
        return
    if len(cells) == 2 and _bare_label(cells[0].text):
        yield replace(part, words=cells[0] + _COLON + cells[1])
    elif any(_labels(cell.text) for cell in cells[1:]) or (
        len(cells) == 2 and only_day(cells[1]) is not None
    ):
        yield from (replace(part, words=words) for words in _lines(cells))
    else:
        yield part


def _cells(words: SourcedText, blanks: int = GAP) -> list[SourcedText]:
    edges = [0, *(edge for gap in _gaps(words, blanks) for edge in gap), len(words)]
    return [words[start:stop] for start, stop in zip(edges[::2], edges[1::2], strict=True)]


def _under_labels(parts: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """A line of labels only, "Committee:    Date:    Report No:", with the values that the next line has under them."""
    taken = False
    for index, part in enumerate(parts):
        labels = _cells(part.words)
        said = _cells(parts[index + 1].words, 2) if index + 1 < len(parts) else []
        if taken:
            taken = False
        elif head_columns(labels) and len(said) == len(labels):
            taken = True
            for label, value in zip(labels, said, strict=True):
                yield replace(part, words=label.strip(" :") + _COLON + value)
        else:
            yield part


def head_columns(cells: Sequence[SourcedText]) -> bool:
    """Whether cells are labels of a head and nothing else, so that their values stand under them."""
    known = pattern(either("labels.body", "labels.meeting_date", "labels.agenda_item", "labels.report_of"))
    numbered = pattern(r"agenda\s+item|(?:report|paper|document|minute|file)\s+(?:no\.?|number|ref)")
    texts = [cell.text.strip(" :") for cell in cells]
    labels = all(_bare_label(text) or numbered.fullmatch(text) for text in texts)
    return len(texts) > 1 and labels and any(known.fullmatch(text) for text in texts)


def _gaps(words: SourcedText, blanks: int) -> Iterator[tuple[int, int]]:
    """Where a wide blank was folded to one."""
    position = 0
    for piece in words.pieces:
        if piece.text == " " and (len(piece.original) >= blanks or "\t" in piece.original):
            yield position, position + 1
        position += len(piece.text)


def _lines(cells: Sequence[SourcedText]) -> Iterator[SourcedText]:
    """The cells of one line, a label with a colon joined to the value in the next cell."""
    rest = list(cells)
    while rest:
        first = rest.pop(0)
        if rest and (first.text.endswith(":") or _bare_label(first.text)) and not _labels(rest[0].text):
            yield first.strip(" :") + _COLON + rest.pop(0)
        else:
            yield first


def _labels(text: str) -> bool:
    """Whether some words open with a known label and a colon."""
    return ":" in text and labelled.is_label(text)


def _bare_label(text: str) -> bool:
    return labelled.is_label(text) and not labelled.noise(text)


_INSIDE = (
    r"(?<!\S)(?:{labels.meeting_date}|{labels.date}|{labels.time}|{labels.place}|{labels.other_dates})"
    r"\s*:\s*(?=\S)"
)
"""Labels that may stand behind one another on a line, with those that are more than their last word."""


def _labels_inside(part: Paragraph) -> Iterator[Paragraph]:
    """ "Cabinet Date: 4 May 2020 Time: 10.00 am Venue: Town Hall", where blanks tell no columns, as its lines."""
    label = pattern(_INSIDE)
    found = list(label.finditer(part.text[:300]))
    starts = [match.start() for match in found]
    if starts and (inner := label.search(part.text[: found[0].end() + 1], starts[0] + 1)) is not None:
        starts[0] = inner.start()  # "Audit Committee Date: ..." is no committee date
    lead = part.words[: starts[0]].strip() if starts else part.words
    if len(starts) < 2 or part.label is not None or (lead.text and names.body_line(lead) is None):
        yield part
        return
    for start, stop in pairwise((0, *starts, len(part.words)) if lead.text else (*starts, len(part.words))):
        yield replace(part, words=part.words[start:stop].strip(" ,;|"))


# Two languages -------------------------------------------------------------------------------------------------

_TWO = re.compile(r"(?P<first>[^:/|]{2,60}?)\s*[/|]\s*(?P<second>[^:/|]{2,60}?)\s*:\s*(?P<value>\S.*)")


def _one_language(part: Paragraph) -> Paragraph:
    """ "Dyddiad y Cyfarfod / Date of Meeting: 4 May" with the half of the label that is known, English before Welsh."""
    match = _TWO.fullmatch(part.text) if part.label is None else None
    if match is None:
        return part
    halves = ("second", "first") if _welsh(match["first"]) else ("first", "second")
    if not any(_welsh(match[half]) for half in halves):
        return part
    known = next((half for half in halves if _bare_label(match[half])), None)
    if known is None:
        return part
    return replace(part, words=part.words.span(match, known) + _COLON + part.words.span(match, "value"))


def _welsh(text: str) -> bool:
    """Whether every word of a label can be Welsh or Irish: "Cabinet" may be either."""
    return (
        pattern(r"(?:{welsh.marks})(?:['’]r)?(?:\s+(?:{welsh.marks})(?:['’]r)?)*").fullmatch(text) is not None
    )


# No colon ------------------------------------------------------------------------------------------------------

_BODIES = ("labels.body", "labels.meeting")
_DAYS = (
    "labels.meeting_date",
    "labels.date",
    "labels.decision_date",
    "labels.publication_date",
    "labels.effective_from",
    "labels.printed_on",
    "labels.report_date",
)
_OTHERS = (
    "labels.title",
    "labels.purpose",
    "labels.time",
    "labels.place",
    "labels.report_of",
    "labels.author",
    "labels.contact",
    "labels.wards",
    "labels.agenda_item",
    "labels.lead_member",
    "labels.directorate",
    "labels.decision_maker",
    "labels.classification",
    "labels.key_decision",
)


def _with_colons(parts: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Lines without colons with one: each in a block of such lines, and a label of a day with nothing but a day."""
    found = [_labelled_line(part) for part in parts]
    for index, part in enumerate(parts):
        match = found[index]
        if match is not None and not (_sure(match) or _dated(part, match) or _in_block(found, index)):
            match = None
        if match is None:
            yield part
        else:
            words = part.words.span(match, "label") + _COLON + part.words.span(match, "value")
            yield replace(part, words=words)


def _labelled_line(part: Paragraph) -> re.Match[str] | None:
    """A label and a value that begins like one; behind the label of a body there is only a body."""
    label = either(*_BODIES, *_DAYS, *_OTHERS)
    line = pattern(rf"(?P<label>{label})\s+(?P<value>(?-i:[A-Z\d£“\"]).{{0,150}})")
    match = line.fullmatch(part.text) if part.label is None else None
    if match is None or not pattern(either(*_BODIES)).fullmatch(match["label"]):
        return match
    return match if names.is_body(part.words.span(match, "value")) else None


def _sure(match: re.Match[str]) -> bool:
    """Whether the label is of several words and can open nothing else: "Title of report Highways maintenance"."""
    label = match["label"]
    return (
        " " in label
        and pattern(either("labels.title", "labels.purpose", "labels.wards")).fullmatch(label) is not None
    )


def _dated(part: Paragraph, match: re.Match[str]) -> bool:
    label = pattern(either(*_DAYS)).fullmatch(match["label"])
    return label is not None and only_day(part.words.span(match, "value")) is not None


def _in_block(found: Sequence[re.Match[str] | None], index: int) -> bool:
    """Whether a line stands among others that begin with labels, each with another one."""
    start = stop = index
    while start > 0 and found[start - 1] is not None:
        start -= 1
    while stop + 1 < len(found) and found[stop + 1] is not None:
        stop += 1
    labels = {match["label"].casefold() for match in found[start : stop + 1] if match is not None}
    return len(labels) >= BLOCK
