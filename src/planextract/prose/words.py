"""The words that prose is read by, from `vocab/en/prose.toml`, as pieces of regular expressions."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

FILE = "vocab/en/prose.toml"


@cache
def _prose() -> Mapping[str, Any]:
    return tomllib.loads(resources.files("planextract").joinpath(FILE).read_text(encoding="utf-8"))


@cache
def section(path: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of one table, as `section("reviews.kinds")`. Raises KeyError for one that is not there."""
    found: Any = _prose()
    for key in path.split("."):
        found = found[key]
    return {key: tuple(words) for key, words in found.items() if isinstance(words, list)}


def words(path: str) -> tuple[str, ...]:
    """One list of words, as `words("bodies.last")`."""
    table, _, key = path.rpartition(".")
    return section(table)[key]


@cache
def vocabulary(path: str) -> frozenset[str]:
    return frozenset(words(path))


@cache
def either(*paths: str) -> str:
    """A pattern for any wording of the lists, the longest first; blanks match any white space.

    >>> bool(re.fullmatch(either("sections.appendices"), "list of  appendices"))
    True
    """
    return alternatives(tuple(word for path in paths for word in words(path)))


@cache
def alternatives(wordings: tuple[str, ...]) -> str:
    """A pattern for any of some wordings, the longest first."""
    longest = sorted(set(wordings), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(_spaced(word) for word in longest) + ")"


def _spaced(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]")


@cache
def pattern(source: str) -> re.Pattern[str]:
    """A pattern that ignores case. `{path}` in the source stands for any wording of that list.

    >>> pattern(r"^{sections.appendices}$").match("APPENDICES") is not None
    True
    """
    filled = re.sub(r"\{([a-z_]+(?:\.[a-z_]+)+)\}", lambda match: either(match[1]), source)
    return re.compile(filled, re.IGNORECASE)
