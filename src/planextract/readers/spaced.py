"""Words set with a blank between their letters, as headings are: "A C T I O N" is one word."""

import re
from collections.abc import Iterator

from planextract.readers.fragments import Run

_SPACED = re.compile(r"(?<!\S)(?:[A-Z] ){3,}[A-Z](?![A-Za-z0-9])")
"""Four capitals at the least: three may be initials."""
_VOWELS = frozenset("AEIOUY")


def closed(run: Run) -> Iterator[Run]:
    """A run with the blanks inside such words left out; initials in a row have no vowel and stay.

    >>> "".join(part.text for part in closed(Run("R E S O L V E D: T H A T the Clerk writes", 0, 40)))
    'RESOLVED: THAT the Clerk writes'
    """
    at = 0
    for match in _SPACED.finditer(run.text):
        if _VOWELS.isdisjoint(match[0]):
            continue
        yield _cut(run, at, match.start())
        for place in range(match.start(), match.end(), 2):
            yield _cut(run, place, place + 1)
        at = match.end()
    yield _cut(run, at, len(run.text))


def _cut(run: Run, start: int, stop: int) -> Run:
    return run._replace(text=run.text[start:stop], start=run.start + start, end=run.start + stop)
