"""The second reader of owner cells: a trained model that marks names, posts and organisations, and knows no rule.

What it marks is held against what the rules read. Where the two agree a reading is surer than where they do not
(`confidence`); the model's reading itself never leaves here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any, Literal, NamedTuple

from planextract.errors import MissingDependencyError
from planextract.normalise.owners.lexicon import lexicon
from planextract.prose.models import Models
from planextract.records import Owner

NAME = "owners"
"""Of the model."""
TASK = "a second reading of owners"
LONGEST = 400
"""Characters; longer cells are not read twice, nor do they often name owners only."""

TITLES = ("person.honorifics", "person.ranks", "person.councillors")
"""Words before a name that one reader may keep and the other leave."""

Label = Literal["NAME", "ROLE", "ORG"]

_QUOTES, _MARKS = re.compile(r"['’]"), re.compile(r"[^\w]+")
_TOKEN = re.compile(r"\n|[^\W_]+(?:['’][^\W_]+)?|[^\w\s]|_")


class Token(NamedTuple):
    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Words, marks and line breaks, which tell the parties of a cell apart.

    >>> [token.text for token in tokens("JH/KB\\nO’Brien (S.151)")]
    ['JH', '/', 'KB', '\\n', 'O’Brien', '(', 'S', '.', '151', ')']
    """
    return [Token(match[0], *match.span()) for match in _TOKEN.finditer(text)]


def doc(nlp: Any, text: str) -> Any:
    """A Doc of those tokens; the pipeline's own tokenizer, which changes with spaCy, is not asked."""
    from spacy.tokens import Doc

    found = tokens(text)
    spaces = [text.startswith(" ", token.end) for token in found]
    return Doc(nlp.vocab, [token.text for token in found], spaces)


Said = tuple[tuple[str, str], ...]
"""Who is named: label and plain words, in order of the alphabet."""


def _said(parts: Iterable[tuple[str, str]]) -> Said:
    return tuple(sorted((label, words) for label, text in parts if (words := _plain(label, text))))


def _plain(label: str, text: str) -> str:
    """Words as both readers may print them: in small letters, without marks, and without a title or "the" before."""
    words = _MARKS.sub(" ", _QUOTES.sub("", text.casefold().replace("&", " and "))).split()
    while len(words) > 1 and (words[0] == "the" or (label == "NAME" and lexicon().has(words[0], *TITLES))):
        words = words[1:]
    return " ".join(words)


def read_by_rules(owners: Sequence[Owner]) -> Said:
    """What the rules read, in the terms of the model."""
    return _said(_fields(owners))


def _fields(owners: Sequence[Owner]) -> Iterator[tuple[Label, str]]:
    for owner in owners:
        if owner.name is not None:
            yield "NAME", owner.name
        if owner.role is not None:
            yield "ROLE", owner.role
        if owner.organisation is not None:
            yield "ORG", owner.organisation


@dataclass
class SecondReader:
    """Reads the owner cells of one document again.

    Raises MissingDependencyError where it is asked for and cannot be had; `Options.models` turns it off.
    """

    models: Models
    _read: dict[str, Said] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if find_spec("spacy") is None:
            raise MissingDependencyError(TASK, "models")

    def read(self, texts: Iterable[str]) -> None:
        """Read cells ahead, many at once, which is several times as fast as one by one."""
        fresh = sorted({text for text in texts if text.strip() and len(text) <= LONGEST} - self._read.keys())
        model = self.models.get(NAME, TASK) if fresh else None
        if model is None:
            return
        nlp = model.pipeline
        with nlp.memory_zone():
            for text, found in zip(fresh, nlp.pipe(doc(nlp, text) for text in fresh), strict=True):
                self._read[text] = _said((entity.label_, entity.text) for entity in found.ents)

    def judged(self, text: str, owners: Sequence[Owner]) -> tuple[Owner, ...]:
        """The owners of a cell with whether the model reads the same names, posts and organisations in it.

        As they are where it was not read again: it is too long, or there is no model.
        """
        self.read([text])
        found = self._read.get(text)
        if found is None:
            return tuple(owners)
        said = "agreed" if found == read_by_rules(owners) else "disputed"
        return tuple(owner.model_copy(update={"second_reading": said}) for owner in owners)
