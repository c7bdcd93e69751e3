"""A council's own vocabulary, checked: what it says of deadlines must be something that our rules read."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from planextract import vocab
from planextract.errors import VocabularyError
from planextract.normalise import deadlines
from planextract.normalise.context import Context
from planextract.options import Options
from planextract.provenance import SourcedText
from planextract.vocab import Vocabulary
from planextract.vocab.loading import stamps

_SOME_DAY = date(2020, 6, 1)
"""Lets "next March" be read; which year it means is the document's affair."""


@dataclass(frozen=True)
class Report:
    """How many wordings a file adds or changes, by table."""

    path: Path
    counts: tuple[tuple[str, int], ...]


def load(options: Options = Options()) -> Vocabulary:
    """The vocabulary that the options ask for.

    Raises VocabularyError for a file that contradicts itself, has a table or key that we do not know, or explains a
    deadline by words that we do not read.
    """
    return _checked(options.languages, options.vocabularies, stamps(options.vocabularies))


@lru_cache(maxsize=16)
def _checked(languages: tuple[str, ...], own: tuple[Path, ...], _: object) -> Vocabulary:
    vocabulary = vocab.load(Options(languages=languages, vocabularies=own))
    for wording, meaning in vocabulary.deadlines.items():
        found = deadlines.normalise(SourcedText.plain(meaning), Context(reference_date=_SOME_DAY))
        if found is None or found.value is None:
            where = own[-1] if own else "vocab"
            raise VocabularyError(
                where, wording, f"stands for {meaning!r}, which is no deadline that we read"
            )
    return vocabulary


def check(path: Path, options: Options = Options()) -> Report:
    """Reads a vocabulary file as an extraction would. Raises VocabularyError."""
    base = load(Options(languages=options.languages))
    own = load(Options(languages=options.languages, vocabularies=(path,)))
    tables = ("headers", "states", "colours", "responses", "kinds", "deadlines", "abbreviations")
    counts = tuple((name, _changed(getattr(base, name), getattr(own, name))) for name in tables)
    return Report(path, tuple((name, count) for name, count in counts if count))


def _changed(before: object, after: object) -> int:
    assert isinstance(before, dict) and isinstance(after, dict)
    return sum(before.get(wording) != meaning for wording, meaning in after.items())
