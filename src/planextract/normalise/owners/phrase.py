"""Some words of a cell, and their plain forms."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from planextract.normalise.owners.lexicon import key, lexicon

_ARTICLE = re.compile(r"^(?:(?:[Tt]he|THE)\s+|[Aa]n?\s+(?=[a-z]))")

_WELSH_ARTICLE = re.compile(r"[Yy]r?\s+([\w-]+)")

_AT_COUNCIL = re.compile(r"(?<!\s)\s+(?:at|for|in)\s+the\s+(?:council|authority|trust)$")

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def without_article(text: str) -> str:
    """Words without "the" or "a" before them; "A Bell" keeps its initial, and the Welsh article goes only from a post
    or title that we know.

    >>> without_article("the Head of Housing"), without_article("Y Pennaeth Cyllid"), without_article("Y Bell")
    ('Head of Housing', 'Pennaeth Cyllid', 'Y Bell')
    """
    return _ARTICLE.sub("", without_welsh_article(text), count=1)


def without_welsh_article(text: str) -> str:
    """Words without "Y" or "Yr" before a post or title."""
    welsh = _WELSH_ARTICLE.match(text)
    if welsh and lexicon().has(key(welsh[1]), "welsh.posts", "welsh.modifiers", "person.councillors"):
        return text[welsh.start(1) :]
    return text


@dataclass(frozen=True)
class Phrase:
    """Some words with what the document's abbreviations stand for."""

    text: str
    abbreviations: Mapping[str, str]

    @cached_property
    def tokens(self) -> list[str]:
        plain = _BRACKETS.sub(" ", self.text).strip() or self.text.strip("()[] ")
        tokens = _AT_COUNCIL.sub("", without_article(plain)).split()
        while (
            len(tokens) > 2 and key(tokens[-1]) in lexicon()["person.postnominals"] and tokens[-1].isupper()
        ):
            tokens.pop()
        return tokens

    @cached_property
    def keys(self) -> list[str]:
        return [word for token in self.tokens if (word := key(token))]

    @property
    def whole(self) -> str:
        return " ".join(self.keys)

    @property
    def last(self) -> str:
        return self.keys[-1]
