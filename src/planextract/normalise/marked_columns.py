"""Columns headed by a state or a period each, of which a row marks some: "Not started | Complete", "Q1 | Q2"."""

import re
from collections.abc import Sequence

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


_PERIOD = re.compile(
    r"\s*(?:(?:q|qtr ?|quarter )[1-4](?: ?(?:19|20)?\d\d ?[/-] ?\d\d(?:\d\d)?| ?(?:19|20)\d\d)?"
    r"|(?:19|20)\d\d(?: ?[/-] ?\d\d(?:\d\d)?)?|(?:year|yr) ?\d)\s*",
    re.IGNORECASE,
)


def is_period(header: str) -> bool:
    """Whether a header is a quarter or a year and nothing else.

    >>> is_period("Q3"), is_period("2024/25"), is_period("Year 2"), is_period("2024 target")
    (True, True, True, False)
    """
    return len(header) <= LONGEST and _PERIOD.fullmatch(header) is not None


def has_year(header: str) -> bool:
    """Whether a period says its year; "Q3" does not."""
    return re.search(r"(?:19|20)\d\d|\d\d ?[/-] ?\d\d|(?i:year|yr)", header) is not None


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
