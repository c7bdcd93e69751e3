"""Vocabularies from their TOML files: `vocab/CODE/` for a language, and a council's own file over it."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar, get_args

from planextract.errors import VocabularyError
from planextract.options import Options
from planextract.records import Colour, FindingKind, Response, State
from planextract.vocab.openings import OpeningWords
from planextract.vocab.prompts import Prompts
from planextract.vocab.sentences import SentenceWords
from planextract.vocab.vocabulary import Dated, Vocabulary
from planextract.vocab.wording import alias

T = TypeVar("T")

FILES = ("headers", "statuses", "findings", "templates")

KEYS: dict[str, frozenset[str]] = {
    "statuses": frozenset(get_args(State)),
    "colours": frozenset(get_args(Colour)),
    "responses": frozenset(get_args(Response)),
    "kinds": frozenset(get_args(FindingKind)),
}
"""The keys that each table may have; a header's keys are the roles of the language's own file."""

MEANINGS = ("deadlines", "abbreviations")
"""Tables of a council's own file whose keys are what their wordings stand for: words that we read, or names."""


def load(options: Options = Options()) -> Vocabulary:
    """The vocabulary that the options ask for. Raises `VocabularyError` for a file that contradicts itself."""
    return _load(options.languages, options.vocabularies, stamps(options.vocabularies))


def stamps(paths: tuple[Path, ...]) -> tuple[tuple[int, int], ...]:
    """When each file was last written and how long it is, so that a file that was changed is read again."""
    found = (path.stat() if path.is_file() else None for path in paths)
    return tuple((0, 0) if stat is None else (stat.st_mtime_ns, stat.st_size) for stat in found)


@lru_cache(maxsize=16)
def _load(languages: tuple[str, ...], own: tuple[Path, ...], _: object) -> Vocabulary:
    gathered = _Gathered()
    for language in languages:
        for name in FILES:
            gathered.add(*_of_language(language, name))
    gathered.settle()
    for path in own:
        gathered.add(*_of_user(path))
        gathered.settle()
    return gathered.vocabulary()


def _of_language(language: str, name: str) -> tuple[str, Mapping[str, object]]:
    source = files("planextract").joinpath(f"vocab/{language}/{name}.toml")
    where = f"vocab/{language}/{name}.toml"
    if not language.isalpha() or not source.is_file():
        raise VocabularyError(where, language, "there is no such vocabulary")
    return where, _read(where, source.read_bytes())


def _of_user(path: Path) -> tuple[str, Mapping[str, object]]:
    try:
        return str(path), _read(str(path), path.read_bytes())
    except OSError as error:
        raise VocabularyError(path, path.name, f"cannot be read: {error.strerror}") from error


def _read(where: str, data: bytes) -> Mapping[str, object]:
    try:
        return tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise VocabularyError(where, "", f"is not TOML: {error}") from error


class _Gathered:
    """Tables while files are being read. What a later layer says of an alias replaces what an earlier one said."""

    def __init__(self) -> None:
        self.settled: dict[str, dict[str, tuple[str, ...]]] = {}
        self.fresh: dict[str, dict[str, tuple[str, ...]]] = {}
        self.roles: set[str] = set()
        self.families: list[tuple[str, str]] = []
        self.openings: dict[str, list[str]] = {}
        self.sentences: dict[str, list[str]] = {}
        self.dated: dict[str, list[str]] = {}
        self.legends: dict[str, list[str]] = {}
        self.prompts: dict[str, list[str]] = {}

    def add(self, where: str, tables: Mapping[str, object]) -> None:
        for name, table in tables.items():
            if name == "families":
                self.families += _families(where, table)
            elif name in ("openings", "sentences", "dated", "legends", "prompts"):
                _extend(getattr(self, name), _lists(where, name, table))
            elif name == "ambiguous":
                self._ambiguous(where, _lists(where, name, table))
            elif name in MEANINGS:
                self._meanings(where, name, _lists(where, name, table))
            elif name == "headers" or name in KEYS:
                self._keyed(where, name, _lists(where, name, table))
            else:
                raise VocabularyError(where, name, "is no table of a vocabulary")

    def _keyed(self, where: str, name: str, table: Mapping[str, list[str]]) -> None:
        known = KEYS.get(name, frozenset(self.roles))
        for key, wordings in table.items():
            if known and key not in known:
                raise VocabularyError(where, key, f"is no key of [{name}]")
            for wording in wordings:
                self._put(where, name, alias(wording), (key,))
        if name == "headers":
            self.roles |= set(table)

    def _meanings(self, where: str, name: str, table: Mapping[str, list[str]]) -> None:
        """Wordings by what they stand for; abbreviations keep their capitals, for "it" is no IT."""
        for meaning, wordings in table.items():
            for wording in wordings:
                folded = " ".join(wording.split()) if name == "abbreviations" else alias(wording)
                self._put(where, name, folded, (" ".join(meaning.split()),))

    def _ambiguous(self, where: str, table: Mapping[str, list[str]]) -> None:
        for wording, roles in table.items():
            if len(set(roles)) < 2 or not set(roles) <= self.roles:
                raise VocabularyError(where, wording, "needs two or more roles that [headers] knows")
            self._put(where, "headers", alias(wording), tuple(roles))

    def _put(self, where: str, name: str, wording: str, keys: tuple[str, ...]) -> None:
        table = self.fresh.setdefault(_family(name), {})
        if table.setdefault(wording, (name, *keys)) != (name, *keys):
            raise VocabularyError(where, wording, f"stands under {table[wording][-1]} and under {keys[-1]}")

    def settle(self) -> None:
        """Ends a layer: the next one may overrule it."""
        for name, table in self.fresh.items():
            self.settled.setdefault(name, {}).update(table)
        self.fresh = {}

    def vocabulary(self) -> Vocabulary:
        return Vocabulary(
            headers={wording: keys[1:] for wording, keys in self.settled.get("headers", {}).items()},
            states=self._single("statuses"),
            colours=self._single("colours"),
            responses=self._single("responses"),
            kinds=self._single("kinds"),
            families=tuple(self.families),
            openings=OpeningWords.of(self.openings),
            sentences=SentenceWords.of(self.sentences),
            dated=Dated.of(self.dated),
            prompts=Prompts.of(self.prompts),
            deadlines=self._single("deadlines"),
            abbreviations=self._single("abbreviations"),
            legends={
                key: frozenset(map(alias, self.legends.get(key, ())))
                for key in ("headers", "doubt", "subjects")
            },
        )

    def _single(self, name: str) -> dict[str, str]:
        table = self.settled.get(_family(name), {})
        return {wording: keys[1] for wording, keys in table.items() if keys[0] == name}


def _family(name: str) -> str:
    """Tables that may not share an alias: one cell is a state, a colour or an answer."""
    return "cells" if name in ("statuses", "colours", "responses") else name


def _lists(where: str, name: str, table: object) -> dict[str, list[str]]:
    if not isinstance(table, dict):
        raise VocabularyError(where, name, "must be a table of lists")
    for key, wordings in table.items():
        if not isinstance(wordings, list) or not all(isinstance(wording, str) for wording in wordings):
            raise VocabularyError(where, key, "must be a list of strings")
    return table


def _families(where: str, table: object) -> list[tuple[str, str]]:
    if not isinstance(table, list):
        raise VocabularyError(where, "families", "must be an array of tables")
    return [(family["role"], pattern) for family in table for pattern in family["like"]]


def _extend(into: dict[str, list[str]], table: Mapping[str, list[str]]) -> None:
    for key, words in table.items():
        into.setdefault(key, []).extend(words)
