"""Whether a document counts quarters from January or from April."""

import re
from collections.abc import Iterator

from planextract.document import Document

_MONTH = r"(?P<{0}>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{{0,6}}"
_QUARTER = r"\b(?:q|qtr ?|quarter )(?P<number>[1-4])\b(?: ?(?:of )?(?:19|20)\d\d(?:[/-]\d\d)?)?"
_RANGE = (
    _MONTH.format("first") + r"(?: (?:19|20)\d\d)? ?(?:-|–|—|to) ?(?:end (?:of )?)?" + _MONTH.format("last")
)
_STATED = (
    re.compile(_QUARTER + r" ?(?:=|:|\(|-|–|is|means|runs from) ?" + _RANGE, re.IGNORECASE),
    re.compile(_RANGE + r"\)? ?(?:=|\(|is|-|–) ?" + _QUARTER, re.IGNORECASE),
    re.compile(
        _QUARTER
        + r" ?(?:=|means) ?(?:[a-z]{2,10} ){0,5}(?:\d{1,2}(?:st|nd|rd|th)? )?"
        + _MONTH.format("last"),
        re.IGNORECASE,
    ),
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = {name: number for number, name in enumerate(_MONTHS, 1)}


def quarters_of(document: Document) -> str:
    """ "calendar" where the document says so of every quarter that it explains, "financial" otherwise."""
    found = {said for text in _texts(document) for said in stated(text)}
    return "calendar" if found == {"calendar"} else "financial"


def stated(text: str) -> set[str]:
    """What a text says of its quarters.

    >>> stated("Q2 2005 means completion by 30th June 2005"), stated("Q1 (April to June)"), stated("Q2 update, June")
    ({'calendar'}, {'financial'}, set())
    """
    text = " ".join(text[:4000].split())
    return {said for pattern in _STATED for match in pattern.finditer(text) if (said := _said(match))}


def _said(match: re.Match[str]) -> str | None:
    number, last = int(match["number"]), _NUMBERS[match["last"].casefold()[:3]]
    first = match.groupdict().get("first")
    if first is not None and (last - _NUMBERS[first.casefold()[:3]]) % 12 != 2:
        return None
    if last == number * 3:
        return "calendar"
    return "financial" if last == number * 3 % 12 + 3 else None


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        yield block.text.text
    for table in document.tables:
        for cell in table.cells():
            if re.search(r"(?i)\bq(?:uarter |tr ?)?[1-4]\b", cell.text.text[:4000]):
                yield cell.text.text
