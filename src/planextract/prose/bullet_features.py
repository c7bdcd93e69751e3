"""What the bullet model sees of a bullet: its words, pairs of words, how it begins, and what it counts in them.

Training and use both take it from here; a change asks for another training.
"""

import math
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

FILE = "words.toml"
"""Beside the pipeline, since its words are part of the model."""

_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[^\sa-z\d]")
_SENTENCE = re.compile(r"(?<=[.!?])\s")

LONGEST = 2_000
"""Characters of a bullet that are looked at; what it is stands in its first sentences."""


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of words.toml."""

    poor: frozenset[str]
    short: frozenset[str]
    well: frozenset[str]
    turns: frozenset[str]
    aspects: frozenset[str]
    verbs: frozenset[str]
    auxiliaries: frozenset[str]
    imperatives: frozenset[str]
    asks: frozenset[str]

    def balance(self, sentence: Sequence[str]) -> int:
        """How many more of its words go well than fall short."""
        return sum(word in self.well for word in sentence) - sum(word in self.short for word in sentence)


@cache
def words(folder: Path) -> Words:
    """The lists of words of the model in a folder."""
    lists = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
    return Words(**{name: frozenset(each) for name, each in lists.items()})


def features(text: str, known: Words) -> list[str]:
    """The features of one bullet, each once, sorted."""
    sentences = [_tokens(part) for part in _SENTENCE.split(_plain(text)[:LONGEST])]
    tokens = [token for sentence in sentences for token in sentence]
    spoken = [token for token in tokens if _is_word(token)]
    return sorted(
        {*_wordings(tokens, spoken), *_counts(sentences, spoken, known), *_opening(sentences, known)}
    )


def _plain(text: str) -> str:
    return text.strip().lower().replace("’", "'")


def _tokens(text: str) -> list[str]:
    """Words and marks; figures are all the same."""
    return ["#" if token[0].isdigit() else token for token in _TOKEN.findall(text)]


def _is_word(token: str) -> bool:
    return token == "#" or token[0].isalpha()


def _wordings(tokens: Sequence[str], spoken: Sequence[str]) -> Iterator[str]:
    yield from tokens
    yield from (f"{first}_{second}" for first, second in pairwise(tokens))
    yield from (f"stem:{word[:4]}" for word in spoken if len(word) > 4)
    yield from (f"early:{word}" for word in spoken[:5])


def _counts(sentences: Sequence[Sequence[str]], spoken: Sequence[str], known: Words) -> Iterator[str]:
    yield f"words:{min(6, int(math.log2(len(spoken) + 1)))}"
    yield f"sentences:{min(4, len(sentences))}"
    yield f"poor:{min(3, sum(word in known.poor for word in spoken))}"
    yield f"short:{min(5, sum(word in known.short for word in spoken))}"
    yield f"well:{min(5, sum(word in known.well for word in spoken))}"
    yield f"balance:{_within(known.balance(spoken), 3)}"
    yield f"first:{_within(known.balance(sentences[0]), 2)}"
    yield f"last:{_within(known.balance(sentences[-1]), 2)}"
    if any(word in known.turns for word in spoken):
        yield "turns"


def _opening(sentences: Sequence[Sequence[str]], known: Words) -> Iterator[str]:
    """How the first sentence begins and whether it says something, or only names what to look at."""
    first = [token for token in sentences[0] if _is_word(token)]
    says = any(word in known.verbs for word in first)
    plainly = any(word in known.auxiliaries for word in first)
    lone = len(sentences) == 1
    at = next((index for index, word in enumerate(first[:4]) if word in known.aspects), None)
    yield f"says:{says}"
    yield f"says:{says},{lone}"
    yield f"aspect:{at is not None},{plainly}"
    yield f"opening:{says},{plainly},{lone}"
    yield f"head:{_sort(first[:1], known)}"
    yield f"asks:{first[:1] != [] and first[0] in known.imperatives},{any(word in known.asks for word in first)}"
    if at is not None and lone and not plainly:
        yield f"named:{_sort(first[:at], known)}"


def _sort(tokens: Sequence[str], known: Words) -> str:
    """Of which list the first listed word among some is."""
    named = (("well", known.well), ("short", known.short), ("aspect", known.aspects))
    return next((name for name, words in named if any(token in words for token in tokens)), "other")


def _within(count: int, most: int) -> int:
    return max(-most, min(most, count))
