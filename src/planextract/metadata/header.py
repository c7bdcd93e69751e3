"""The head of a report or of a minutes page: authority, body, item, author and contact."""

import re
from collections.abc import Sequence
from itertools import pairwise

from planextract.metadata import labelled, names
from planextract.metadata.dated import only_day, only_days
from planextract.metadata.labelled import HEADER
from planextract.metadata.titles import ITEM_LINE, PDF_MARK, title
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.records import Contact, DocumentKind, Extracted, extracted_text

EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
TELEPHONE = re.compile(r"\+?\(?\d[\d ()/-]{5,20}\d")


def authority(parts: Sequence[Paragraph], title: SourcedText | None) -> SourcedText | None:
    found = labelled.value(parts, "authority", HEADER)
    if found is not None and (next(names.councils(found), None) is not None or names.is_authority(found)):
        return found
    return names.authority(parts, title)


def body(parts: Sequence[Paragraph], kind: DocumentKind) -> SourcedText | None:
    """The committee or board: labelled, in "REPORT TO", in a "Meeting:" line, or on a line of its own."""
    found = labelled.opening(parts, "body", 12) if _reported_to(parts) else None
    found = found or labelled.value(parts, "body", HEADER) or _deciding(parts) or _meets(parts)
    found = found or _of_meeting_line(parts) or _addressed(parts, kind)
    if found is not None and re.search(r"[A-Za-z]", found.text):
        return _without_day(found).strip(" .,–-")
    addressed = _of_update_line(parts)
    if addressed is not None:
        return addressed
    titled_so = next(
        (dated[0] for part in parts[:4] if (dated := names.dated_body(part.words)) is not None), None
    )
    if titled_so is not None:
        return titled_so
    for part in parts[:HEADER]:
        opens = pattern(r"(?:minutes|meeting|notes)\b").match(part.text)
        held = names.body_in_minutes(part.words) if opens or not part.bulleted else None
        if held is not None:
            return held
    if kind == "other" and not _has_meeting(parts):
        return _over_its_day(parts)
    if kind not in ("minutes", "report", "agenda", "other"):
        return None
    if kind != "report" and (meets := names.body_in_title(title(parts, kind))) is not None:
        return meets
    lines = [line for part in parts[:6] if (line := names.body_line(part.words)) is not None]
    return next((line for line in lines if not names.is_authority(line)), lines[0] if lines else None)


def _has_meeting(parts: Sequence[Paragraph]) -> bool:
    """Whether the head says when a meeting is: its day, or a day with a time or a place."""
    said = {
        key
        for key in ("meeting_date", "date", "time", "place")
        if labelled.value(parts, key, HEADER) is not None
    }
    return "meeting_date" in said or ("date" in said and len(said) > 1)


def _meets(parts: Sequence[Paragraph]) -> SourcedText | None:
    """The body behind "Meeting" alone, and of "Meeting and date: Cabinet – 3 May 2016"."""
    for words in labelled.values(parts, "meeting", HEADER):
        dated = names.dated_body(words)
        if dated is not None or names.body_line(words) is not None:
            return dated[0] if dated is not None else words
    return None


def _over_its_day(parts: Sequence[Paragraph]) -> SourcedText | None:
    """A committee's name on the line above a day."""
    for line, below in pairwise(parts[:5]):
        day = labelled.value((below,), "date") or below.words
        dated = only_day(day) is not None or only_days(day) is not None
        if dated and pattern(r"(?:.*\s)?{bodies.sitting}").fullmatch(line.text):
            return names.body_line(line.words)
    return None


def _deciding(parts: Sequence[Paragraph]) -> SourcedText | None:
    """The decision maker, where that is a body and no officer."""
    found = labelled.value(parts, "decision_maker", HEADER)
    return found if found is not None and names.body_line(found) is not None else None


def _addressed(parts: Sequence[Paragraph], kind: DocumentKind) -> SourcedText | None:
    """ "To: Policy Board" over "Date of meeting: 3 May"; a letter's "To:" is an organisation and no meeting."""
    found = labelled.value(parts, "addressed", HEADER)
    if found is None or kind == "letter" or labelled.value(parts, "meeting_date", HEADER) is None:
        return None
    return found if names.body_line(found) is not None else None


def _reported_to(parts: Sequence[Paragraph]) -> bool:
    return any(pattern(r"report\s+to\s+\S").match(part.text) for part in parts[:12])


def _without_day(words: SourcedText) -> SourcedText:
    """ "Cabinet, 23 January 2024" without the day."""
    day = pattern(r"[\s,(–-]+(?:on\s+)?(?:\w+day\W{1,2})?\d{1,2}\D.{0,20}\d{4}\W*$").search(words.text)
    return words[: day.start()] if day is not None else words


def _of_update_line(parts: Sequence[Paragraph]) -> SourcedText | None:
    """ "Update for Cabinet, 23 January 2024"."""
    line = pattern(
        r"{days.update}\s+(?:for|to)\s+(?:the\s+)?(?P<body>[^\d.;:,]{0,80}?{bodies.last})"
        r"\s*(?:[,–-]|on\b)\s*[\w ]{0,12}\d.{0,30}"
    )
    for part in parts[:6]:
        match = line.fullmatch(part.text)
        if match is not None and re.search(r"\d{4}\W*$", part.text):
            return part.words.span(match, "body")
    return None


def _of_meeting_line(parts: Sequence[Paragraph]) -> SourcedText | None:
    """ "Meeting: 18/06/2013 - Cabinet (Item 49)" or "Meeting: Trust Board – Public Meeting"."""
    line = pattern(
        r"meeting\s*:\s*(?:\d{1,2}/\d{1,2}/\d{2,4}\s*[-–]\s*)?(?P<body>(?-i:[A-Z])[^()–:;]{2,100}?"
        r"(?:\s\((?!item\b)(?-i:(?:[A-Z][\w’'-]*|and|&|of|the|for)[ ,]*){1,6}\))?)\s*(?:\(.*\).*|\s[-–]\s.*)?"
    )
    for part in parts[:HEADER]:
        match = line.fullmatch(part.text)
        if match is not None:
            return part.words.span(match, "body")
    return None


def agenda_item(parts: Sequence[Paragraph]) -> SourcedText | None:
    """The number of the item as printed."""
    number = pattern(
        r"(?:(?:{labels.agenda_item})\s*(?:no\.?|number)?\s*[:.]?|(?:{labels.item})\s*(?:no\.?|number)?\s*:)"
        r"\s*(?P<item>(?=\S{0,20}\d)[\w/.()-]{1,20})"
    )
    bracketed = pattern(r"meeting\s*:.*\(item\s+(?P<item>\w{1,6})\)")
    for part in parts[:HEADER]:
        match = number.fullmatch(part.text) or bracketed.match(part.text)
        if match is not None:
            return part.words.span(match, "item")
    return _item_number(parts)


def _item_number(parts: Sequence[Paragraph]) -> SourcedText | None:
    for part in parts[:HEADER]:
        if PDF_MARK.search(part.whole.text):
            match = ITEM_LINE.match(part.text)
            return part.words.span(match, "item") if match is not None else part.number
    return None


def report_of(parts: Sequence[Paragraph]) -> SourcedText | None:
    """Whose report it is: a post, as printed after "REPORT OF" or "Report By:"; else its author."""
    found = labelled.value(parts, "report_of", HEADER) or labelled.opening(parts, "report_of", HEADER)
    if found is None and body(parts, "report") is not None:
        found = labelled.value(parts, "report_from", HEADER)
        found = found if found is not None and not EMAIL.search(found.text) else None
    if found is None:
        found = _considered(parts) or _by_post(parts) or labelled.value(parts, "author", HEADER)
    if found is None:
        return None
    lead = pattern(r"(?:of|by|from|the)\s+").match(found.text)
    found = found[lead.end() :] if lead is not None else found
    tail = pattern(
        r"\s*\((?:attached|circulated previously|to follow|enclosed|copy attached)\)|"
        r"\s+to\s+(?:the\s+)?(?:meeting\s+of\s.*|(?:[\w’'&-]+\s+){0,8}{bodies.last}\b.*)"
    ).search(found.text)
    return (found[: tail.start()] if tail is not None else found).strip(" .")


def _by_post(parts: Sequence[Paragraph]) -> SourcedText | None:
    """A line of the head that is only "By Director of Communities"."""
    from planextract.normalise import owners

    line = pattern(r"by:?\s+(?:the\s+)?(?P<who>(?-i:[A-Z])[^.;:]{5,90})")
    for part in parts[: HEADER // 2]:
        match = line.fullmatch(part.text)
        party = owners.party(part.words.span(match, "who")) if match is not None else None
        if match is not None and party is not None and party.role is not None:
            return part.words.span(match, "who")
    return None


def _considered(parts: Sequence[Paragraph]) -> SourcedText | None:
    line = pattern(
        r"to consider (?:a|the) report (?:of|by|from) (?:the\s+)?(?P<who>[^.;]{3,150}?)"
        r"(?:\s+(?:on|regarding|which|about|concerning)\b.*)?\.?"
    )
    for part in parts[:HEADER]:
        match = line.fullmatch(part.text)
        if match is not None:
            return part.words.span(match, "who")
    return None


def contact(parts: Sequence[Paragraph]) -> Contact | None:
    """The contact officer, from labelled lines anywhere in the document."""
    name = labelled.value(parts, "contact") or None
    if name is not None:
        inner = pattern(r"(?:{labels.contact_name})\s*:\s*").match(name.text)
        name = name[inner.end() :] if inner is not None else name
    if name is None:
        return None
    found = Contact(
        name=_words(_before_comma(name)),
        role=_words(_after_comma(name) or labelled.value(parts, "post")),
        telephone=_matching(parts, "telephone", TELEPHONE),
        email=_matching(parts, "email", EMAIL),
    )
    return found if found.name is not None or found.email is not None else None


def _before_comma(words: SourcedText) -> SourcedText | None:
    name = words.split(r"\s*[,;(]|\s[-–]\s|\s{2,}")[0].strip()
    parts = name.text.split()
    return (
        name
        if 1 < len(parts) < 6 and name.text[0].isupper() and not re.search(r"[\d@:]", name.text)
        else None
    )


def _after_comma(words: SourcedText) -> SourcedText | None:
    pieces = words.split(r"\s*[,;(]\s*|\s[-–]\s")
    role = words[len(words) - sum(len(piece) for piece in pieces[1:]) :] if len(pieces) == 2 else None
    return role.strip(" )") if role is not None and not re.search(r"[\d@]", role.text) else None


def _matching(parts: Sequence[Paragraph], key: str, shape: re.Pattern[str]) -> Extracted[str] | None:
    for words in labelled.values(parts, key):
        match = shape.search(words.text)
        if match is not None:
            return extracted_text(words.span(match), key)
    return None


def _words(words: SourcedText | None) -> Extracted[str] | None:
    return extracted_text(words, "contact") if words is not None and words.text else None
