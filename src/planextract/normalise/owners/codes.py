"""Lists of codes: whether they are of organisations or the initials of people."""

import re
from collections.abc import Sequence

from planextract.normalise.owners.lexicon import key, lexicon

_CODE = re.compile(r"[A-Z][A-Za-z&]{1,6}")
_NO_CODE = (
    "role.heads",
    "words.topics",
    "words.common",
    "person.forenames",
    "person.honorifics",
    "body.heads",
)


def codes_in_a_row(text: str) -> bool:
    """Whether codes of organisations stand with blanks between; "TOWN CLERK" is a post.

    >>> codes_in_a_row("SNH SAC FWAG SWT"), codes_in_a_row("DCC AC PKC"), codes_in_a_row("ANN LEE FOX")
    (True, True, False)
    """
    codes = text.split(" ")
    if len(codes) < 2 or not all(re.fullmatch(r"[A-Z]{2,7}", code) for code in codes):
        return False
    long = [code for code in codes if len(code) > 2]
    unspeakable = any(not set(code) & _VOWELS for code in long)
    if len(codes) < 3:
        return unspeakable and not any(lexicon().has(key(code), *_NO_CODE, *_OTHERS) for code in codes)
    if len(long) < len(codes) and not (len(long) > 1 and unspeakable):
        return False
    return not any(lexicon().has(key(code), *_NO_CODE) for code in codes if set(code) & _VOWELS)


_VOWELS = set("AEIOUY")
_OTHERS = ("role.acronyms", "body.acronyms", "unit.acronyms", "words.common")


def _weight(text: str) -> int:
    """How surely a code is an organisation's: 2 where it is known, 1 where it may be."""
    word = key(text)
    if lexicon().has(word, "organisation.acronyms", "organisation.names"):
        return 2
    return int(word in lexicon()["organisation.company"] or (len(text) > 3 and text.isupper()))


def among_organisations(kinds: Sequence[str], texts: Sequence[str]) -> list[str]:
    """In a list of three codes or more of which most are organisations, all are: the "NT" of "RSPB, NT, NE, NFU"."""
    codes = [place for place, kind in enumerate(kinds) if kind in "Io" and _CODE.fullmatch(texts[place])]
    weights = [_weight(texts[place]) for place in codes]
    weighty = sum(map(bool, weights))
    named = sum(kind in "Oo" and " " in text for kind, text in zip(kinds, texts, strict=True))
    few = sum(weights) + 2 * named < 4 or 2 * weighty < len(codes)
    if few or len(codes) < 3 or not set(kinds) <= set("IoObBC"):
        return list(kinds)
    most = 3 * weighty > 2 * len(codes)
    found = list(kinds)
    for place, weight in zip(codes, weights, strict=True):
        if weight or most or len(texts[place]) > 2:
            found[place] = "o"
    return found
