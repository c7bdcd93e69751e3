"""The words by which owners are recognised, from `vocab/en/owners.toml`, and how text is folded to look them up."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_SIGNS = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "−": "-", "\xa0": " "}
)

Words = frozenset[str]


def folded(text: str) -> str:
    """Small letters, plain quotes and dashes, single blanks.

    >>> folded("Children’s  Services – Duty")
    "children's services - duty"
    """
    return " ".join(text.translate(_SIGNS).casefold().split())


@lru_cache(maxsize=8192)
def key(token: str) -> str:
    """One word as the lists have it: without the punctuation around it.

    >>> key("(Cllr."), key("Children’s"), key("S.151")
    ('cllr', "children's", 's.151')
    """
    return folded(token).strip(".,;:!?()[]{}'\"*•")


@dataclass(frozen=True)
class Lexicon:
    """All the lists, each by its table and name in the TOML file."""

    lists: Mapping[str, Words]
    posts: Mapping[str, str]

    def __getitem__(self, name: str) -> Words:
        return self.lists[name]

    def has(self, word: str, *names: str) -> bool:
        return any(word in self.lists[name] for name in names)


def _entries(value: str | Iterable[str]) -> Words:
    return frozenset(folded(word) for word in (value.split() if isinstance(value, str) else value))


@cache
def lexicon() -> Lexicon:
    """The lists, read once."""
    source = files("planextract").joinpath("vocab/en/owners.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(source)
    posts = tables["labels"].pop("posts")
    lists = {
        f"{table}.{name}": _entries(value) for table, names in tables.items() for name, value in names.items()
    }
    return Lexicon(lists, posts)


@cache
def phrases(*names: str) -> re.Pattern[str]:
    """Any phrase of some lists as whole words, the longest first."""
    wordings = {wording for name in names for wording in lexicon()[name]}
    ordered = sorted(wordings, key=lambda wording: (-len(wording), wording))
    body = "|".join(re.escape(wording).replace(r"\ ", r"\s+") for wording in ordered)
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)", re.IGNORECASE)
