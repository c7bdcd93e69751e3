"""Whether a cell only repeats what its template asks for, or gives an example of it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planextract.vocab.wording import alias

_LONGEST = 80
_BRACKETS = {"[": "]", "<": ">", "{": "}", "«": "»"}
_LABEL = re.compile(r"\s*([^:\n–—-]{1,40})\s?[:–—-]")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Prompts:
    """The word lists behind the rules; all folded."""

    whole: frozenset[str]
    asking: frozenset[str]
    ending: tuple[str, ...]
    bracketed_verbs: frozenset[str]
    bracketed: frozenset[str]
    example: tuple[str, ...]
    example_label: frozenset[str]

    @classmethod
    def of(cls, table: Mapping[str, Iterable[str]]) -> "Prompts":
        folded = {key: tuple(alias(words) for words in table.get(key, ())) for key in cls.__slots__}
        return cls(
            whole=frozenset(folded["whole"]),
            asking=frozenset(folded["asking"]),
            ending=folded["ending"],
            bracketed_verbs=frozenset(folded["bracketed_verbs"]),
            bracketed=frozenset(folded["bracketed"]),
            example=folded["example"],
            example_label=frozenset(folded["example_label"]),
        )

    def asks(self, text: str) -> bool:
        """Whether words are those of a template, to be replaced.

        >>> words = Prompts.of({"asking": ["Enter"], "ending": ["here"], "bracketed": ["date"], "whole": ["DD/MM/YY"]})
        >>> [words.asks(text) for text in ("Enter name here", "[date]", "dd/mm/yy", "Enter the market", "[TBC]")]
        [True, True, True, False, False]
        """
        text = text.strip()
        if not 1 < len(text) <= _LONGEST:
            return False
        if _BRACKETS.get(text[0]) == text[-1]:
            return self._asks_in_brackets(alias(text[1:-1]))
        wording = alias(text)
        begins = any(wording.startswith(f"{words} ") for words in self.asking)
        return wording in self.whole or (
            begins and wording.endswith(tuple(f" {words}" for words in self.ending))
        )

    def _asks_in_brackets(self, wording: str) -> bool:
        first = _WORD.match(wording)
        verb = first is not None and first[0] in self.bracketed_verbs
        return verb or wording in self.bracketed or wording in self.whole

    def exemplifies(self, text: str) -> bool:
        """Whether words say of themselves that they are an example.

        >>> words = Prompts.of({"example": ["e.g."], "example_label": ["Example"]})
        >>> [words.exemplifies(text) for text in ("e.g. Recruit a manager", "Example: HR", "Example actions")]
        [True, True, False]
        """
        wording = alias(text[:_LONGEST])
        label = _LABEL.match(text)
        begins = any(wording.startswith(f"{words} ") or wording == words for words in self.example)
        return begins or (label is not None and alias(label[1]) in self.example_label)
