"""The names of authorities and of the bodies that meet."""

import re
from collections.abc import Iterator, Sequence

from planextract.document import Document
from planextract.metadata.casing import ordinary
from planextract.metadata.dated import Day, day_in, only_day
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import either, pattern
from planextract.provenance import SourcedText

HEAD = 6
"""Paragraphs from the top whose council is the document's own."""

OPENING = 3
"""Paragraphs from the top in which a line that is only an authority's name is the document's own."""

_WORDS = r"[\w’'&-]+(?:\s+[\w’'&-]+){0,6}"
_CAPITALISED = r"[A-Z][\w’'&.-]*"
COUNCIL = re.compile(
    rf"\b(?:(?:London|Royal) Borough of (?:{_CAPITALISED} ){{0,2}}{_CAPITALISED}|"
    rf"(?:(?!Council\b){_CAPITALISED}[ ](?:(?:and|upon|of|&)[ ])?){{1,7}}Council)\b",
)
SHOUTED = re.compile(r"\b(?:(?!COUNCIL\b)[A-Z][A-Z’'&.-]*[ ]){1,7}COUNCIL\b")
_OF = re.compile(r"(?i)(?<!\S)(?P<before>\S+) of (?:the )?")
"""In "Inspection of City of Ashby" only the second "of" is part of the name."""
NOT_NAMES = re.compile(
    r"(?:The|Youth|Scrutiny|Your|Our|This|Parish|Town|City|County|Borough|District|Full|Local|Each|Every|That|All|A|In|For|By|To|"
    r"Report|Leader|Director|Chief|Executive|of|the|Municipal|Special|Metropolitan|Unitary)"
)


def authority(parts: Sequence[Paragraph], title: SourcedText | None) -> SourcedText | None:
    """The council whose document this is: named in the title or the head, or the only one that is named often."""
    own = _own_line(parts)
    if own is not None and pattern(r"{welsh.authorities}\b.*").fullmatch(own.text) is None:
        return own
    head = ([title] if title is not None else []) + [part.words for part in parts[:HEAD]]
    for words in head:
        named = _distinct(councils(words))
        if len(named) == 1:
            return named[0]
        if named:
            return None
    if own is not None:
        return own
    everywhere = [name for part in parts for name in councils(part.words)]
    named = _distinct(everywhere)
    return named[0] if len(named) == 1 and len(everywhere) > 1 else None


def _own_line(parts: Sequence[Paragraph]) -> SourcedText | None:
    """The first line that is only an authority's name, and not the end of the line above it."""
    above = ["", *(part.text for part in parts[:OPENING])]
    lines = zip(parts[:OPENING], above, strict=False)
    return next((part.words for part, over in lines if is_authority(part.words) and not goes_on(over)), None)


def goes_on(text: str) -> bool:
    """Whether a line of a head breaks off inside a name: "services in the London", over "Borough of Ashby"."""
    return pattern(r"(?:.*\s)?(?:{casing.small}|london|royal|metropolitan)").fullmatch(text) is not None


def councils(words: SourcedText) -> Iterator[SourcedText]:
    """Every council that some words name.

    >>> [name.text for name in councils(SourcedText.plain("SAFEGUARDING AT STOCKTON-ON-TEES BOROUGH COUNCIL'S SITES"))]
    ['STOCKTON-ON-TEES BOROUGH COUNCIL']
    >>> [name.text for name in councils(SourcedText.plain("Suffolk County Council and others"))]
    ['Suffolk County Council']
    """
    text = words.text[:2000]
    for match in (SHOUTED if text.isupper() else COUNCIL).finditer(text):
        name = _named(words[match.start() : match.end()])
        if name is not None:
            yield name


def _named(words: SourcedText) -> SourcedText | None:
    """Without leading words that are no part of a name; None where nothing but the kind of council is left."""
    lead = pattern(r".*\s(?:on|to|at|for|from|by|with|the)\s+").match(words.text)
    if words.text.isupper() and lead is not None:
        words = words[lead.end() :]
    for match in _OF.finditer(words.text):
        if not pattern(r"{authorities.of}").fullmatch(match["before"]):
            return _named(words[match.end() :])
    opens_name = pattern(r"(?:{authorities.of})\s+of\s").match(words.text) is not None
    while not opens_name and (first := words.text.split(" ")[0]) and _no_name(first):
        if len(first) == len(words.text):
            return None
        words = words[len(first) + 1 :]
    kinds = pattern(r"(?:{authorities.kinds}\s+)?council")
    return None if kinds.fullmatch(words.text) else words


def _no_name(word: str) -> bool:
    return bool(NOT_NAMES.fullmatch(word if not word.isupper() else word.capitalize()))


def is_authority(words: SourcedText) -> bool:
    """Whether a line is only the name of an authority that is no council, or of one without that word.

    >>> is_authority(SourcedText.plain("NHS Fennmoor and Ashby Integrated Care Board"))
    True
    >>> is_authority(SourcedText.plain("Comhairle Contae an Chaisleáin"))
    True
    >>> is_authority(SourcedText.plain("Fire Authority"))
    False
    """
    text = _BRACKET.sub("", words.text.strip(" .#*"))
    paper = pattern(r"\b(?:for|in|on|to|at|{days.update}|{plans.dated}|review|inspection|minutes)\b").search(
        text
    )
    if len(text) > 90 or re.search(r"[.:;,/|\d]", text) or not _titled(text):
        return False
    if paper is not None and pattern(r"(?:{authorities.named_for})\s+for\s.*").fullmatch(text) is None:
        return False
    return bool(
        pattern(r"(?:[\w’'&-]+\s+){1,8}?(?:{authorities.others})").fullmatch(text)
        or pattern(rf"(?:{{authorities.boroughs}})\s+of\s+{_WORDS}").fullmatch(text)
        or pattern(rf"(?:{{authorities.named_for}})\s+for\s+{_WORDS}").fullmatch(text)
        or (
            pattern(rf"(?:{{welsh.authorities}})\s+{_WORDS}").fullmatch(text)
            and pattern(r"{welsh.no_authorities}").fullmatch(text) is None
        )
    )


def is_council(words: SourcedText) -> bool:
    """Whether a line is a council's name, or begins with it as a letterhead does."""
    named = next(councils(words), None)
    if named is None or not words.text.startswith(named.text):
        return False
    return re.match(r"\W*$|\s*[,|·•]", words.text[len(named) :]) is not None


def is_organisation(words: SourcedText) -> bool:
    """Whether a line is only the name of a school, a trust or a ministry."""
    text = words.text.strip(" #*")
    if len(text) > 90 or not _titled(text):
        return False
    return bool(
        pattern(
            r"(?:[\w’'&.,-]+\s+){0,9}(?<!in )(?<!to )(?<!at )(?<!for )(?:{bodies.organisations})"
        ).fullmatch(text)
        or pattern(r"(?:{bodies.ministries})\s+[^:–]{3,60}").fullmatch(text)
    )


def of_file(document: Document) -> str | None:
    """The one council in the title that a web page gives itself."""
    named = _distinct(councils(SourcedText.plain(document.properties.get("title", ""))))
    return named[0].text if document.reader == "html" and len(named) == 1 else None


def in_furniture(furniture: Sequence[SourcedText]) -> SourcedText | None:
    """The one council in running headers and footers."""
    named = _distinct(name for words in furniture for name in councils(words))
    return named[0] if len(named) == 1 else None


def _distinct(names: "Sequence[SourcedText] | Iterator[SourcedText]") -> list[SourcedText]:
    found: dict[str, SourcedText] = {}
    for name in names:
        found.setdefault(name.text.casefold(), name)
    return list(found.values())


_BRACKET = re.compile(r"\s\((?!Item\b)[A-Z][A-Za-z’'&, -]{2,60}\)$")
"""What a body is for, in brackets behind its name: "Scrutiny Panel (Communities)"."""


_OF_BODY = rf"{{bodies.of}}\s+of\s+(?:the\s+)?{_WORDS}"


def is_body(words: SourcedText) -> bool:
    """Whether some words end or begin as the name of a body does: "Policy Board", "Municipal District of Ashby"."""
    text = _BRACKET.sub("", words.text[:200]).strip()
    return bool(
        re.search(rf"(?i)\b{either('bodies.last')}$", text)
        or pattern(rf"(?:.*\s)?{_OF_BODY}").fullmatch(text)
        or pattern(r"{welsh.bodies}\b[^.:;]*").fullmatch(text)
    )


def body_line(words: SourcedText) -> SourcedText | None:
    """A line that is only the name of a committee, board or panel."""
    text = _BRACKET.sub("", words.text)
    if len(text) > 90 or not is_body(words) or re.search(r"[.:;]", text):
        return None
    if (
        COUNCIL.fullmatch(text)
        or SHOUTED.fullmatch(text)
        or pattern(r"(?:.*\s)?{bodies.posts}").fullmatch(text)
    ):
        return None
    if len(text.split()) < 2 and not pattern(r"{bodies.alone}").fullmatch(text):
        return None
    return words if _titled(text) else None


def _titled(text: str) -> bool:
    words = ordinary(text).split()
    return all(word[0].isupper() or not word[0].isalpha() or word in _SMALL for word in words)


_SMALL = frozenset(
    {"of", "and", "the", "for", "on", "in", "&", "a", "ac", "ar", "o", "y", "yr", "yn", "an", "na", "i"}
)
"""English, Welsh and Irish small words inside a name."""


_REPORTED = (
    r"\b(?:attend\w*|had|have|has|was|were|is|will|would|to\s+\w+\s+(?:a|an|the)|next|last|previous|future)\b"
)
"""With these words before it a meeting is one that the minutes speak of."""


_HELD_WORD = r"(?!(?:held|meeting|on|at|in|will)\b)[\w’'&-]+"
_OF_BODY_HELD = rf"{{bodies.of}}\s+of\s+(?:the\s+)?{_HELD_WORD}(?:\s+{_HELD_WORD}){{0,5}}"


def body_in_minutes(words: SourcedText) -> SourcedText | None:
    """The body of "Minutes of a meeting of the Audit Committee held on ..."."""
    found = pattern(
        r"\b(?:minutes?|meeting|notes?)\b[^.]{0,60}?\bof\s+(?:the\s+)?"
        rf"(?P<body>{_OF_BODY_HELD}|(?:[\w&’'()-]+\s+){{0,10}}?{{bodies.last}}(?:\s\([\w’'&, -]{{2,60}}\))?)"
        r"(?=\s+(?:held|meeting|on|at|will|is|to\s+be|took|which|convened)\b|\s*[,.:-]|$)"
    ).search(words.text[:400])
    if found is None or pattern(_REPORTED).search(words.text[: found.start("body")]):
        return None
    name = words.span(found, "body")
    nested = pattern(r"(?:.*\s)?meeting\s+of\s+(?:the\s+)?").match(name.text)
    name = name[nested.end() :] if nested is not None else name
    council = re.match(rf"{COUNCIL.pattern}['’]s\s+(?=\w)", name.text)
    name = name[council.end() :] if council is not None else name
    return name if _titled(name.text) else None


def body_in_title(title: SourcedText | None) -> SourcedText | None:
    """The body that opens the title of its minutes: "Local Public Data Panel – first meeting"."""
    if title is None:
        return None
    opens = pattern(
        r"(?P<body>(?:[\w&’'-]+\s+){1,8}?{bodies.last})\s*(?:\s[-–]\s|:|\b(?:minutes|agenda|meeting)\b)"
    ).match(title.text)
    return body_line(title.span(opens, "body")) if opens is not None else None


def dated_body(words: SourcedText) -> tuple[SourcedText, Day] | None:
    """The body and the day of a line that has nothing else: "Audit Committee - 3 May 2019 7.30 pm".

    >>> dated_body(SourcedText.plain("HOUSING COMMITTEE : 8 NOVEMBER 2007"))[0]
    SourcedText('HOUSING COMMITTEE')
    """
    found = day_in(words) if len(words) < 160 else None
    start = words.text.find(found[0].text) if found is not None else 0
    day = only_day(words[start:]) if start else None
    if day is None:
        return None
    held = pattern(r".*[^\s(|:,–—-]").match(words.text[:start])
    body = words[: held.end()] if held is not None else words[:0]
    weekday = pattern(r"(?<![\s(|:,–—-])[\s(|:,–—-]+(?:{welsh.days}|\w+day)(?:\s+the)?$").search(body.text)
    body = body[: weekday.start()] if weekday is not None else body
    opens = pattern(r"(?:meeting|minutes|notes)\s+of\s+(?:the\s+)?").match(body.text)
    body = body[opens.end() :] if opens is not None else body
    paper = pattern(r"\b(?:{days.update}|{days.titled}|agenda|review|to|for\s+the)\b").search(body.text)
    return (body, day) if paper is None and body_line(body) is not None else None
