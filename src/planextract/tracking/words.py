"""The words that tracking goes by, from `vocab/en/tracking.toml`, and how a text is cut into words to compare."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from planextract.vocab.wording import alias, stem

Words = frozenset[str]


@dataclass(frozen=True)
class Lists:
    """The lists of the file; `numbers` gives the figure of each number in words."""

    empty: Words
    time: Words
    months: Words
    numbers: Mapping[str, str]
    edition: Words
    draft: tuple[str, ...]
    final: tuple[str, ...]
    common: Words
    councils: Words
    states: Mapping[str, int]
    colours: Mapping[str, int]
    places: tuple[str, ...]
    issues: tuple[str, ...]
    leads: Words
    kinds: Words


@cache
def lists() -> Lists:
    """The lists, read once."""
    source = files("planextract").joinpath("vocab/en/tracking.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(source)
    words, titles = tables["words"], tables["titles"]
    numbers = {word: str(place) for place, word in enumerate(words["ordinals"].split())}
    numbers |= {word: str(place) for place, word in enumerate(words["cardinals"].split())}
    return Lists(
        empty=_set(words["empty"]),
        time=_set(words["time"]),
        months=_set(words["months"]),
        numbers=numbers,
        edition=_set(titles["edition"]),
        draft=tuple(alias(each) for each in titles["draft"]),
        final=tuple(alias(each) for each in titles["final"]),
        common=_set(titles["common"]),
        councils=_set(tables["councils"]["forms"]),
        states=_ranks(tables["states"]["ladder"]),
        colours=_ranks(tables["states"]["colours"]),
        places=tuple(tables["minutes"]["places"]),
        issues=tuple(tables["issues"]["words"]),
        leads=_set(words["leads"]),
        kinds=_set(tables["councils"]["kinds"]),
    )


def _set(text: str) -> Words:
    return frozenset(stem(alias(word)) for word in text.split())


def _ranks(steps: Iterable[Iterable[str]]) -> dict[str, int]:
    return {name: rank for rank, names in enumerate(steps) for name in names}


# Cutting ---------------------------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)+|[^\W_]+")
_FIGURE = re.compile(r"\d+(?:st|nd|rd|th)?")


@cache
def _dates() -> re.Pattern[str]:
    """Days, months with a year and years as they stand in an action's words; they may move without a new action."""
    month = "|".join(sorted(lists().months, key=len, reverse=True))
    return re.compile(
        rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{month})\b\.?,?(?:\s+\d{{4}}|\s+\d{{2}}\b)?"
        rf"|(?:{month})\b\.?\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?\d{{4}}"
        r"|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|(?:19|20)\d\d\s?[/-]\s?\d{2,4}|(?:19|20)\d\d)\b",
        re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True)
class Cut:
    """A text as it is compared: its words that mean something, and the numbers in it that are no dates."""

    words: tuple[str, ...]
    numbers: Words

    @property
    def key(self) -> str:
        """Two texts with one key say the same."""
        return " ".join((*self.words, *sorted(self.numbers)))


@lru_cache(maxsize=65536)
def cut(text: str) -> Cut:
    """The words and numbers of a text, dates and words without meaning left out.

    >>> cut("Circulate the minutes of the sixth meeting by 30 October 2012")
    Cut(words=('circulate', 'minute', 'meeting'), numbers=frozenset({'6'}))
    >>> cut("Recruit 5 social workers").key
    'recruit social worker 5'
    """
    known = lists()
    words: list[str] = []
    numbers: set[str] = set()
    for found in _WORD.findall(alias_of(_dates().sub(" ", text))):
        word = _singular(found)
        if _FIGURE.fullmatch(word):
            numbers.add(word.rstrip("stndrh"))
        elif word in known.numbers:
            numbers.add(known.numbers[word])
        elif word not in known.empty:
            words.append(word)
    return Cut(tuple(words), frozenset(numbers))


def alias_of(text: str) -> str:
    """Folded as the vocabularies are; a hyphen closes up what it joins no more than a blank does."""
    return alias(text) if text.strip() else ""


@lru_cache(maxsize=16384)
def _singular(word: str) -> str:
    return stem(word)


def names_time(text: str) -> bool:
    """Whether words speak of a time at all: a figure, a month, a season.

    >>> names_time("May Transparency Board"), names_time("Reference AI Use Case Inventory Guidance")
    (True, False)
    """
    known = lists()
    words = _WORD.findall(alias_of(text))
    return any(
        word.isdigit() or word in known.months or _singular(word) in known.time or word in known.numbers
        for word in words
    )


def slip(one: str, other: str) -> bool:
    """Whether two words are one word with a slip of the keyboard: a letter more, less, other, or two changed about.

    >>> slip("spacial", "spatial"), slip("2depts", "depts"), slip("cat", "cut"), slip("sixth", "sixths")
    (True, True, False, True)
    """
    short, long = sorted((one, other), key=len)
    if len(short) < 5 or len(long) - len(short) > 1:
        return False
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    rest_short, rest_long = short[start:], long[start:]
    if len(short) != len(long):
        return rest_long[1:] == rest_short
    return rest_short[1:] == rest_long[1:] or (
        rest_short[2:] == rest_long[2:] and rest_short[:2] == rest_long[1::-1]
    )
