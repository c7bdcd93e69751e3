"""What the clause model sees of a clause: its words, the same with names and verbs of duty as what they are, its start.

Training and use both take it from here; a change asks for another training.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from planextract.prose.words import vocabulary

SIZE = 1 << 16
"""Features fall into so many places by their CRC-32; that several share one costs little."""

LONGEST = 1_200
"""Characters of a clause that are looked at."""

OPENING = 8
"""Words of the beginning whose place counts."""

_TOKEN = re.compile(r"[A-Za-z][A-Za-z’'-]*|\d+|[.,:;?!()→/–—-]")
_INITIALS = re.compile(r"[A-Z]{2,4}")
_MERGED = frozenset({"<name>", "<party>", "<initials>", "<number>"})


def features(text: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The places of a clause's features and their weights, each of the three views of length one."""
    tokens = _TOKEN.findall(text[:LONGEST])
    kinds = list(
        _merged(_kind(token, tokens[index - 1] if index else ".") for index, token in enumerate(tokens))
    )
    plain = ["0" if token.isdigit() else token.lower() for token in tokens]
    views = (
        [f"w {gram}" for gram in _grams(plain, 3)],
        [f"k {gram}" for gram in _grams(kinds, 4)],
        [f"{place} {kind}" for place, kind in enumerate(kinds[:OPENING])],
    )
    places: list[int] = []
    weights: list[float] = []
    for view in views:
        found = sorted({zlib.crc32(feature.encode()) % SIZE for feature in view})
        places += found
        weights += [max(1, len(found)) ** -0.5] * len(found)
    return np.array(places, dtype=np.int64), np.array(weights)


def _grams(tokens: Sequence[str], longest: int) -> Iterator[str]:
    for size in range(1, longest + 1):
        for start in range(len(tokens) - size + 1):
            yield " ".join(tokens[start : start + size])


def _kind(token: str, before: str) -> str:
    """What a word is, where that says more than the word: a month, a party, initials, a name, a verb of duty."""
    word = token.lower().replace("’", "'")
    if token.isdigit():
        return "<number>"
    if word in vocabulary("days.months"):
        return "<month>"
    if word in vocabulary("clauses.party"):
        return "<party>"
    if _INITIALS.fullmatch(token):
        return "<initials>"
    if token[0].isupper() and before not in ".:;?!":
        return "<name>"
    if word in vocabulary("following.done"):
        return "<done>"
    return "<duty>" if word in _duties() else word


@cache
def _duties() -> frozenset[str]:
    return (
        vocabulary("clauses.duty_verbs")
        | vocabulary("clauses.follow_up_verbs")
        | vocabulary("imperatives.verbs")
    )


def _merged(kinds: Iterator[str]) -> Iterator[str]:
    """Names and parties that follow one another are one."""
    last = ""
    for kind in kinds:
        if kind != last or kind not in _MERGED:
            yield kind
        last = kind
