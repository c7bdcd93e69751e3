"""Months that are forenames too: "April Jones" and "June Smith" are due at no time."""

import re

from planextract.normalise.dates import lexicon
from planextract.normalise.deadlines.stretch import Stretch
from planextract.normalise.owners.kinds import kind_of
from planextract.normalise.owners.letters import UNKNOWN
from planextract.normalise.owners.lexicon import lexicon as owner_lexicon

_NEXT = re.compile(r" ([A-Z][a-z'’]+(?:-[A-Z][a-z]+)?)\b")
_FORENAMES = ("april", "may", "june", "jan", "august", "mai", "medi")


def names_somebody(original: str, stretch: Stretch) -> bool:
    """Whether a bare month stands before a word that may be a surname: one that no list of ours has.

    "April Cabinet" and "May Scrutiny" are months, "June Newsletter" is left alone for safety's sake.
    """
    if stretch.rule != "month" or stretch.year is not None:
        return False
    if original[stretch.start : stretch.stop].casefold() not in _FORENAMES:
        return False
    after = _NEXT.match(original, stretch.stop)
    if after is None or after[1].casefold() in lexicon()["temporal"]["time"]:
        return False
    known = owner_lexicon().has(after[1].casefold(), "words.common", "words.topics", "words.objects")
    return not known and kind_of(after[1]) == UNKNOWN
