"""Columns headed by a state or a period each, of which a row marks some: "Not started | Complete", "Q1 | Q2"."""

import re
from collections.abc import Sequence

from planextract.provenance import SourcedText
from planextract.records import State
from planextract.vocab import Vocabulary

LONGEST = 40
"""Characters of a header that names a state."""

_MARKS = frozenset("✓✔√☑✅🗸🗹✗✘❌☒✖xX×●•■⬤★*")


def headed(header: str, vocabulary: Vocabulary) -> State | None:
    """The state that a header names, alone or after what stands over several columns: "Status: Complete"."""
    words = header.split() if len(header) <= LONGEST else []
    found = (vocabulary.state_of(" ".join(words[first:])) for first in range(len(words)))
    return next((state for state in found if state is not None and state != "no_data"), None)


_YEAR = r"(?:19|20)\d\d(?: ?[/-] ?\d\d(?:\d\d)?)?"
_PERIOD = re.compile(
    rf"(?:(?:q|qtr ?|quarter )[1-4](?: ?(?:{_YEAR}|\d\d ?[/-] ?\d\d))?|{_YEAR}|(?:year|yr) ?\d)",
    re.IGNORECASE,
)
_OVER = re.compile(
    rf"(?:[A-Za-z/]+ ){{0,2}}(?P<year>{_YEAR})? ?(?P<period>{_PERIOD.pattern})"
    rf"|(?:[A-Za-z/]+ ){{1,2}}(?P<bare>{_PERIOD.pattern})",
    re.IGNORECASE,
)


def period(header: SourcedText) -> SourcedText | None:
    """The quarter or year that a header is, alone or below what stands over several columns, with the year from there.

    >>> period(SourcedText.plain("Q3")).text, period(SourcedText.plain("Delivery 2024/25 Q3")).text
    ('Q3', 'Q3 2024/25')
    >>> period(SourcedText.plain("2024 target"))
    """
    words = header.folded().strip()
    found = _OVER.fullmatch(words.text) if len(words) <= LONGEST else None
    if found is None:
        return None
    if found["bare"] is not None:
        return words.span(found, "bare")
    own = words.span(found, "period")
    return (
        own
        if found["year"] is None or has_year(own.text)
        else SourcedText.join(" ", (own, words.span(found, "year")))
    )


def dated(header: SourcedText, heading: SourcedText | None) -> SourcedText:
    """A header, with the one year of the heading over the table where it says none: "Q1" of "Actions 2024/25"."""
    if heading is None or has_year(header.text):
        return header
    years = list(re.finditer(rf"(?<!\d){_YEAR}(?!\d)", heading.text))
    return SourcedText.join(" ", (header, heading.span(years[0]))) if len(years) == 1 else header


def has_year(text: str) -> bool:
    """Whether a period says its year; "Q3" does not."""
    return re.search(r"(?i)(?:19|20)\d\d|\d\d ?[/-] ?\d\d|year|yr", text) is not None


def is_mark(text: str) -> bool:
    """A tick, a cross or a dot: which one does not matter, since the others of its row are blank.

    >>> is_mark(" X "), is_mark("✓✓"), is_mark("x2")
    (True, True, False)
    """
    bare = text.strip().strip("()[]").strip()
    return 0 < len(bare) <= 3 and set(bare) <= _MARKS


def together(states: Sequence[State | None]) -> bool:
    """Whether some columns offer a choice: two states at least, and none twice."""
    named = [state for state in states if state is not None]
    return len(named) >= 2 and len(set(named)) == len(named)
