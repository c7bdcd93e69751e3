"""How a wording is folded before it is looked up."""

import re
import unicodedata
from functools import lru_cache

_QUOTES = re.compile("['\u2018\u2019\u201a\u201b\u02bc\u0060\u00b4\u00ad\u200b-\u200f\ufe0e\ufe0f\ufeff]")
"""Apostrophes close up ("who's" is "whos"); what cannot be seen goes with them."""

_FOLDED = re.compile(r"[\s!\"“”„«»()*,\-‐‑‒–—―−./\\:;<=>?@\[\]^_{|}~•·▪…]+")


@lru_cache(maxsize=16384)
def alias(text: str) -> str:
    """The form under which a wording is looked up: compatible characters unified, case and punctuation folded.

    Words that are punctuation only stand for themselves.

    >>> alias("Who's responsible?"), alias("Lead  Officer/\\nEM"), alias("–"), alias("Outputs & outcomes")
    ('whos responsible', 'lead officer em', '-', 'outputs and outcomes')
    """
    folded = _QUOTES.sub("", unicodedata.normalize("NFKC", text).casefold()).replace("&", " and ")
    words = _FOLDED.sub(" ", folded).strip()
    return words or re.sub(r"[‐‑‒–—―−]", "-", "".join(folded.split()))


def stem(wording: str) -> str:
    """An alias with its plurals made singular, well enough to compare two aliases.

    >>> stem(alias("Responsibilities")), stem(alias("Target dates")), stem("progress")
    ('responsibility', 'target date', 'progress')
    """
    return " ".join(_singular(word) for word in wording.split())


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return (
        word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word
    )
