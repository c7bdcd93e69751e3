"""The title of a document: what it calls itself, and nothing of what stands around that in its head."""

import re
from collections.abc import Sequence
from itertools import pairwise

from planextract.metadata import labelled, names
from planextract.metadata.dated import only_a_date
from planextract.metadata.labelled import HEADER
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.provenance import Box, SourcedText
from planextract.records import DocumentKind

HEAD = 12
"""Paragraphs from the top in which an unlabelled title may stand."""

LONGEST = 160
"""Characters of a title without a label; longer is prose."""

ITEM_LINE = re.compile(r"(?P<item>\d{1,3}[a-z]?)\.?\s+(?P<title>[A-Z].{3,200}?)(?:\s+-?\s*(?:pdf|PDF)\b.*)?")
PDF_MARK = re.compile(
    r"(?i)(?<!\s)(?:\s+-\s+to follow)?\s+(?:pdf\s+icon\s+)?pdf(?:\s+icon)?(?:\s+pdf)?\s+\d+\s*[KM]B\W*$"
)
"""What a council's website prints after the title of a report."""

_SIZE = re.compile(r"\d\s*[KM]B\b")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}\b")
_UNREADABLE = re.compile(r"\(cid:\d+\)|\ufffd")


def title(parts: Sequence[Paragraph], kind: DocumentKind) -> SourcedText | None:
    """A labelled title, the item's line, "REPORT ON ...", or, but in a letter, the first line that can be one."""
    found = labelled.value(parts, "title", HEADER) or _item_title(parts) or _report_on(parts)
    if found is None and kind != "letter":
        found = _first_line(parts)
    return found.strip(' "“”#*') if found is not None and not _UNREADABLE.search(found.text) else None


def _item_title(parts: Sequence[Paragraph]) -> SourcedText | None:
    """The title of an item on a minutes page: the line that ends in "PDF 66 KB"; of a page of one item only."""
    items = pattern(r"(?:{kinds.items_line})\s*:?")
    papers = pattern(r"(?:{kinds.papers_line})\s*:?")
    for part in parts[:HEADER]:
        if items.fullmatch(part.text) or papers.fullmatch(part.text):
            return None
        mark = PDF_MARK.search(part.whole.text)
        if mark is not None and not part.bulleted and not _SIZE.search(part.whole.text[: mark.start()]):
            words = (
                part.words[: len(part.words) - (len(part.whole.text) - mark.start())]
                if part.label
                else part.words[: mark.start()]
            )
            match = ITEM_LINE.fullmatch(words.text)
            return words.span(match, "title") if match is not None else words.strip()
    return None


def _report_on(parts: Sequence[Paragraph]) -> SourcedText | None:
    return next((part.words for part in parts[:HEADER] if re.match(r"REPORT ON \S", part.text)), None)


# The first line that can be one --------------------------------------------------------------------------------


def _first_line(parts: Sequence[Paragraph]) -> SourcedText | None:
    """The first line that is a name; with the lines that it runs on to, and without the council before its dash."""
    candidates = _candidates(parts)
    if not candidates:
        return None
    first = next((index for index in candidates[:3] if parts[index].level == 1), candidates[0])
    words = [parts[first].words]
    for index, (above, below) in enumerate(pairwise(parts[first : first + 4]), first + 1):
        if index not in candidates or not _runs_on(above, below, parts):
            break
        words.append(below.words)
    return _after_council(SourcedText.join(" ", words))


def _candidates(parts: Sequence[Paragraph]) -> list[int]:
    """Which lines of the head may be a title, up to the first that begins the text."""
    found: list[int] = []
    for index, part in enumerate(parts[:HEAD]):
        goes_on = bool(found) and found[-1] == index - 1 and names.goes_on(parts[index - 1].text)
        if goes_on or not _passed_over(part):
            if _begins_text(part):
                break
            found.append(index)
    return found


def _begins_text(part: Paragraph) -> bool:
    """Whether a paragraph belongs to the text, or says whose minutes these are: no title comes after it."""
    text = part.text
    if len(text) > LONGEST or text.endswith((".", ";", ",", ":")) or part.listed:
        return True
    opening = pattern(
        r"(?:[\d.]+\s+)?{kinds.attendance}\s*(?::.*)?|present\s+(?:councillors?|cllrs?|mr|mrs|ms|miss|dr)\b.*|{kinds.letter_open}\s.*|\d{1,4}\.\d.*|"
        r"(?:#+\s*)?(?:(?:draft\s+)?{kinds.minutes_open}\b.*|{kinds.minutes_line})"
    )
    return bool(opening.fullmatch(text))


def _passed_over(part: Paragraph) -> bool:
    """Whether a line of the head is no title, and does not say that none will come."""
    if re.match(r"(?:https?:|www\.|[>\[])", part.text):
        return True
    rules = (
        _labels,
        only_a_date,
        _page_line,
        _of_papers,
        _opens_report,
        _of_body,
        _address,
        _body_and_day,
        _meeting_line,
    )
    return any(rule(part.words) for rule in rules)


def _labels(words: SourcedText) -> bool:
    """A label of the head; but the "Minutes:" of a web page ends the head."""
    text = words.text.strip("#* ")
    return labelled.is_label(text) and pattern(r"{kinds.minutes_line}").fullmatch(text) is None


def _page_line(words: SourcedText) -> bool:
    """What kind of page a council's website says that it is: "Decision details"."""
    return pattern(r"{kinds.meeting_page}|{kinds.page_line}").fullmatch(words.text) is not None


def _of_papers(words: SourcedText) -> bool:
    """Links to papers: "Agenda frontsheet PDF 216 KB Printed minutes PDF 90 KB"."""
    return PDF_MARK.search(words.text) is not None


def _opens_report(words: SourcedText) -> bool:
    """ "REPORT TO CABINET", "AGENDA ITEM 7", "Version 3", "Published 3 May 2018"."""
    opening = pattern(
        r"(?:#+\s*)?(?:{kinds.report_open}\b.*|{labels.agenda_item}\b[\s:.]*[\w/.-]{0,12}|{labels.version}\s*[\d.]{0,8}\b.{0,40}|{days.published}\b.{0,40}|item\s+\d.{0,12}|"
        r"(?:appendix|annex|enclosure|paper)\s+\(?\w{1,4}\)?(?:\s+\d{6,8})?|(?:draft|final)(?:\s+version)?|held\s.*|{labels.venue}\b.*)"
    )
    return bool(opening.fullmatch(words.text))


def _of_body(words: SourcedText) -> bool:
    """The name of an authority, a school or another organisation, or of the body that meets."""
    rules = (names.is_council, names.is_authority, names.is_organisation, names.body_line)
    return (
        any(bool(rule(words)) for rule in rules)
        or pattern(r"{reviews.providers}").fullmatch(words.text) is not None
    )


def _meeting_line(words: SourcedText) -> bool:
    """Of a meeting, and nothing of what it is about: "Meeting of Cabinet, 3 May 2019 (Item 5.)", "at 7.00 pm"."""
    if words.text[0].islower() or pattern(r"by\s+(?:the\s+)?{heads.posts}\b.*").fullmatch(words.text):
        return True
    if pattern(r".{0,30}\b(?:ref|reference|refs)\b\s*(?:no\.?|number)?\s*:.*").fullmatch(words.text):
        return True
    dated = (
        r"(?:at\s+)?(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,3}meeting\s+of\s.{3,120}\b(?:held|on)\s.*|"
        r"meeting\s+of\s+.{3,150}\(item\s+\d{1,3}[a-z]?\.?\)|\d{1,2}/\d{1,2}/\d{4}\s+-\s.*"
    )
    return pattern(dated).fullmatch(words.text) is not None


def _body_and_day(words: SourcedText) -> bool:
    return names.dated_body(words) is not None


def _address(words: SourcedText) -> bool:
    text = words.text
    return bool(
        _POSTCODE.search(text)
        or "@" in text
        or pattern(r"(?:{labels.telephone}|{labels.email}|fax|website|www)\b.*").match(text)
        or pattern(r"(?:(?-i:[A-Z\d])[\w’'.-]*,?\s+){0,8}{heads.streets}(?:,.*)?").fullmatch(text)
    )


def _after_council(words: SourcedText) -> SourcedText:
    """ "Thornmere County Council – Peer Challenge Action Plan" without the council."""
    named = next(names.councils(words), None)
    if named is None or not words.text.startswith(named.text):
        return words
    dash = re.match(r"\s*(?:\s[-–—]|[:,|])\s+(?=\S{4})", words.text[len(named) :])
    return words[len(named) + dash.end() :] if dash is not None else words


def _runs_on(above: Paragraph, below: Paragraph, parts: Sequence[Paragraph]) -> bool:
    """Whether a heading goes on in the next one: in mid-phrase, or because the line above it was full."""
    if pattern(r".*\s{casing.small}").fullmatch(above.text):
        return True
    if above.level is None or above.level != below.level:
        return False
    if below.text[0].islower():
        return True
    upper, lower = _box(above), _box(below)
    if upper is None or lower is None or not 0 <= lower[1] - upper[3] <= 0.5 * (lower[3] - lower[1]):
        return False
    right = max(box[2] for part in parts[:HEAD] if (box := _box(part)) is not None)
    word = (lower[2] - lower[0]) * len(below.text.split()[0]) / len(below.text)
    return upper[2] + word > right


def _box(part: Paragraph) -> Box | None:
    """The box around a paragraph that stands on one line."""
    found = part.words.sources()
    return found[0].box if len(found) == 1 else None
