"""The table of who inspected on which day and at what hours, as Irish inspection reports print it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from planextract.document import Document
from planextract.metadata.dated import day_in
from planextract.prose.paragraphs import Paragraph
from planextract.provenance import SourcedText


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of it."""

    words: SourcedText
    day: date
    name: SourcedText
    role: SourcedText


_LINE = re.compile(
    r"(?P<day>(?:\w+day,?\s)?\d{1,2}\S{0,8}\s?(?:[A-Z]\w{2,8}\s)?(?:\d{4}\s)?)\d{1,2}[:.]\d{2}\s?(?:hrs?|hours|[ap]m)?\s?"
    r"(?:to|-|–)\s?\d{1,2}[:.]\d{2}\s?(?:hrs?|hours|[ap]m)?\s(?P<name>(?:[A-Z][\w’'.-]*\s){1,4}[A-Z][\w’'-]*)\s(?P<role>Lead|Support)"
)
""" "Tuesday 14 May 2024 09:00hrs to 17:00hrs Aoife Brannock Lead", white space folded."""


def turns(document: Document, parts: Sequence[Paragraph]) -> tuple[Turn, ...]:
    """Every line of the table, from tables or, where the reader saw none, from paragraphs."""
    lines = [
        SourcedText.join(" ", (cell.text for cell in row.cells))
        for table in document.tables
        for row in table.rows
    ]
    return tuple(turn for words in (*lines, *(part.whole for part in parts)) for turn in _turn(words))


def _turn(words: SourcedText) -> Iterator[Turn]:
    words = words[:300].folded().strip()
    match = _LINE.fullmatch(words.text)
    day = day_in(words.span(match, "day")) if match is not None else None
    if match is not None and day is not None:
        yield Turn(words, day[1], words.span(match, "name"), words.span(match, "role"))
