"""What a document says that its horizons are: "Year 1 April 2024 to March 2025", "S = 2024/25, M = 2025/26"."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations

from planextract.document import Document
from planextract.normalise import deadlines
from planextract.normalise.context import Context
from planextract.provenance import SourcedText
from planextract.records import DueBy
from planextract.vocab.wording import alias

LONGEST = 2_000
"""Characters of a paragraph or cell that may be a key."""

MOST = 8
"""Horizons of a document; a longer list is something else."""

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)? )?{_MONTH} (?:19|20)\d\d|(?:19|20)\d\d(?: ?[/-] ?\d\d(?:\d\d)?)?(?!\d))"
_END = r"(?:end (?:of )?)?"
_PERIOD = (
    rf"(?:(?:by|before|in|during|until) )?(?:the )?{_END}{_DAY}(?: ?(?:to|-|–|—|until|and) ?{_END}{_DAY})?"
)
_NUMBERED = r"(?:years?|yr|phase|stage|wave|tranche|period) ?\d{1,2}"
_TERM = r"(?:short|medium|long|longer|immediate)(?:[ -]terms?)?"
_BY = r"(?: ?[:=(–—-] ?| (?:is|means|covers|runs from|from) | )"
_NAMED = rf"(?P<label>{_NUMBERED}|{_TERM})(?: ?[(/] ?(?P<short>[A-Z]{{1,2}})\)?)?{_BY}"
_LETTER = rf"(?P<letter>[A-Z]{{1,2}}) ?[:=(–-] ?(?:{_TERM} ?[,:(–-]? ?)?"
_ENTRY = re.compile(rf"(?<![\w-])(?:{_NAMED}|{_LETTER})(?P<period>{_PERIOD})", re.IGNORECASE)


def find(document: Document, context: Context) -> Mapping[str, str]:
    """Folded horizons with the words of their periods, as a council's own vocabulary has them.

    A horizon that is explained in two ways is left out, and so is one that stands alone: a key has two.
    """
    found: dict[str, DueBy] = {}
    clashing: set[str] = set()
    for text in _texts(document):
        entries = list(_entries(text, context))
        for labels, period in entries if len(entries) > 1 else ():
            for label in labels:
                held = found.setdefault(label, period)
                if (held.earliest, held.latest) != (period.earliest, period.latest):
                    clashing.add(label)
    known = {label: period for label, period in found.items() if label not in clashing}
    if not 1 < len(known) <= 3 * MOST:
        return {}
    return {**dict(_together(known)), **{label: _words(period, period) for label, period in known.items()}}


def _entries(text: str, context: Context) -> Iterator[tuple[list[str], DueBy]]:
    """Each horizon of a text, in its spellings, with its period.

    >>> [(names[0], str(due.latest)) for names, due in _entries("Year 1 (2024/25); Year 2 (2025/26)", Context())]
    [('year 1', '2025-03-31'), ('year 2', '2026-03-31')]
    """
    for match in _ENTRY.finditer(" ".join(text[:LONGEST].split())):
        read = deadlines.normalise(SourcedText.plain(match["period"]), context)
        due = read.value if read is not None else None
        if (
            isinstance(due, DueBy)
            and due.earliest is not None
            and due.latest is not None
            and not due.year_inferred
        ):
            yield _spellings(match), due


def _spellings(match: re.Match[str]) -> list[str]:
    letters = [match["letter"] or match["short"]] if match["letter"] or match["short"] else []
    label = match["label"] or ""
    number = re.search(r"\d+", label)
    if number is not None and label[:1].casefold() == "y":
        named = [f"year {number[0]}", f"yr {number[0]}", f"y{number[0]}"]
    elif number is not None:
        named = [label]
    else:
        term = re.sub(r"(?i)[ -]terms?$", "", label)
        named = [term, f"{term} term"] if term else []
    return [alias(each) for each in (*named, *letters)]


def _together(known: Mapping[str, DueBy]) -> Iterator[tuple[str, str]]:
    """Two horizons of a kind as one: "Years 1-2", "Short/medium"."""
    for first, last in combinations(known, 2):
        earlier, later = sorted((first, last), key=lambda label: known[label].latest or date.max)
        period = _words(known[earlier], known[later])
        kind, one, other = earlier.rpartition(" ")[0], earlier.split()[-1], later.split()[-1]
        for by in ("-", " - ", " to ", "/", " and ", " & "):
            if one.isdigit() and other.isdigit() and later.startswith(kind):
                yield alias(f"{kind} {one}{by}{other}"), period
                yield alias(f"{kind}s {one}{by}{other}"), period
            elif not one.isdigit() and not other.isdigit():
                yield alias(f"{earlier}{by}{later}"), period


def _words(first: DueBy, last: DueBy) -> str:
    assert first.earliest is not None and last.latest is not None
    return f"{first.earliest.day} {first.earliest:%B %Y} to {last.latest.day} {last.latest:%B %Y}"


def _texts(document: Document) -> Iterator[str]:
    yield from (block.text.text for block in document.blocks)
    yield from (cell.text.text for table in document.tables for cell in table.cells() if len(cell.text) > 8)
