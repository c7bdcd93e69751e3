"""Months with one slip of the keyboard in them: "Augst 2015", "31st Ocotber 2014".

Left alone, such a word would be taken for a name and the year beside it for the whole deadline, months late.
"""

import re
from collections.abc import Iterator
from functools import cache
from string import ascii_lowercase

from planextract.normalise.dates import lexicon

_WORD = re.compile(r"(?<![a-z'])[a-z]{5,10}(?![a-z'])")
_LEAST = 6
"""Letters of the shortest name that is mended: a slip in "March" or "June" makes another word, or a name."""


def _slips(name: str) -> Iterator[str]:
    """The name with one letter left out, doubled, changed for another or for its neighbour; never the first."""
    for place in range(1, len(name)):
        before, letter, after = name[:place], name[place], name[place + 1 :]
        yield before + after
        yield before + letter + letter + after
        if after:
            yield before + after[0] + letter + after[1:]
        if len(name) > _LEAST:
            yield from (before + other + after for other in ascii_lowercase)


@cache
def _mended() -> dict[str, str]:
    """Each slip with a spelling as long that `vocab/en/deadlines.toml` lists for its month."""
    found: dict[str, str] = {}
    for spellings in lexicon()["months"].values():
        listed = {len(spelling): spelling for spelling in reversed(spellings)}
        for slip in _slips(spellings[0]) if len(spellings[0]) >= _LEAST else ():
            if len(slip) in listed and slip not in spellings:
                found[slip] = listed[len(slip)]
    return found


def mended(text: str) -> tuple[str, tuple[int, ...]]:
    """Plain text with its misspelt months in a spelling that rules know, character for character, and where they are.

    >>> mended("by augst 2015"), mended("by august 2015")
    (('by agust 2015', (3,)), ('by august 2015', ()))
    """
    places = []
    for match in _WORD.finditer(text):
        spelling = _mended().get(match.group())
        if spelling is not None:
            places.append(match.start())
            text = text[: match.start()] + spelling + text[match.end() :]
    return text, tuple(places)
