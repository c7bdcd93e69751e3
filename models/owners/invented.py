"""Owner cells made up for training: invented people, posts and bodies in the layouts that plans print them in.

Nouns and names come from nouns.toml (our vocabulary's) and words.toml, how a cell is put together from grammar.toml.
That was written without a look at the rules of `planextract.normalise.owners`, so that model and rules err apart.
"""

import random
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent

Marked = tuple[int, int, str]
"""First and last character (half-open) and label."""
Cell = tuple[str, list[Marked]]

_PART = re.compile(r"<([^<>]+)>")
_WEIGHT = re.compile(r"(\d+)\* ")
_CASES: Mapping[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "capitalised": lambda words: words[:1].upper() + words[1:],
    "titled": str.title,
    "small": str.lower,
}
_CAPITALS, _WRAPPED = 0.04, 0.08
"""Shares of cells printed in capitals, and wrapped by a narrow column."""


@dataclass(frozen=True)
class Rule:
    """The ways of a rule with how often each is taken, and the label of what it gives."""

    ways: Sequence[str]
    weights: Sequence[int]
    label: str | None = None


@dataclass
class Maker:
    """Draws cells; the same chance gives the same cells."""

    chance: random.Random
    rules: Mapping[str, Rule]
    text: str = ""
    spans: list[Marked] = field(default_factory=list)

    def cell(self) -> Cell:
        self.text, self.spans = "", []
        self.add("cell")
        draw = self.chance.random()
        if draw < _CAPITALS:
            return self.text.upper(), self.spans
        blanks = [match.start() for match in re.finditer(" ", self.text)]
        if draw < _CAPITALS + _WRAPPED and blanks:
            at = self.chance.choice(blanks)
            return f"{self.text[:at]}\n{self.text[at + 1 :]}", self.spans
        return self.text, self.spans

    def add(self, name: str, inner: str = "") -> None:
        """What a rule gives, behind what there is already; `inner` is the rule that <_> stands for."""
        rule = self.rules[name]
        (way,) = self.chance.choices(rule.ways, rule.weights)
        start, at = len(self.text), 0
        for part in _PART.finditer(way):
            self.text += way[at : part.start()]
            self._part(inner if part[1] == "_" else part[1])
            at = part.end()
        self.text += way[at:]
        if rule.label is not None:
            self.spans.append((start, len(self.text), rule.label))

    def _part(self, named: str) -> None:
        name, _, rest = named.partition(":")
        if rest not in _CASES:
            self.add(name, rest)
            return
        start = len(self.text)
        self.add(name)
        self.text = self.text[:start] + _CASES[rest](self.text[start:])


def cells(count: int, seed: int) -> list[Cell]:
    """So many cells with the spans of their parties."""
    maker = Maker(random.Random(seed), rules())
    return [maker.cell() for _ in range(count)]


def rules() -> dict[str, Rule]:
    """The grammar with its lists of words as rules of their own."""
    files = (_read(HERE / f"{name}.toml") for name in ("nouns", "words", "grammar"))
    return {name: _rule(name, found) for file in files for name, found in file.items()}


def _read(path: Path) -> dict[str, object]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _rule(name: str, found: object) -> Rule:
    label = name if name.isupper() else None
    if isinstance(found, dict):
        return Rule(*_weighed(found["ways"]), found["mark"])
    if isinstance(found, str):
        words = found.split(",") if "," in found else found.split()
        return Rule([" ".join(word.split()) for word in words], [1] * len(words))
    assert isinstance(found, list), name
    return Rule(*_weighed(found), label)


def _weighed(ways: Sequence[str]) -> tuple[list[str], list[int]]:
    weights = [_WEIGHT.match(way) for way in ways]
    plain = [
        way if weight is None else way[weight.end() :] for way, weight in zip(ways, weights, strict=True)
    ]
    return plain, [1 if weight is None else int(weight[1]) for weight in weights]
