"""The labelled owner cells that the model learns from: which words are a name, post or organisation, and of whom."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planextract.prose.owner_model import MARKS, How, Label
from planextract.prose.wordpieces import Word

HERE = Path(__file__).resolve().parent
CELLS = HERE.parents[1] / "benchmarks" / "cells"
BATCHES = ("dev", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
LOOKED_AT = [CELLS / f"owners_{name}.jsonl" for name in BATCHES]
OURS = HERE / "owner_cells.jsonl"
"""Cells that were thought up one by one."""

NOBODY = frozenset({"ditto", "unstated", "unassigned", "tbc", "vacant", "none", "na", "not_applicable"})
"""Kinds of what names nobody."""
SUPPORT = frozenset({"support", "consulted", "via"})


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a label; `how` is that of their first word."""

    label: Label
    how: How
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    said: tuple[Said, ...]


def learned(more: Iterable[Path] = ()) -> list[Cell]:
    """The cells to learn from; never those of a half that is only scored."""
    return labelled((*LOOKED_AT, OURS, *more))


def labelled(paths: Iterable[Path]) -> list[Cell]:
    """The cells of some files, each wording once; those whose parties are not all printed as labelled are left out."""
    found: dict[str, Cell] = {}
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            said = _said(case["text"], case["want"])
            if said is not None and case["text"].strip():
                found.setdefault(case["text"], Cell(case["text"], said))
    return list(found.values())


def marks(cell: Cell, words: Iterable[Word]) -> list[int]:
    """What each word is, by its place in `MARKS`."""
    found = []
    for word in words:
        said = next((each for each in cell.said if each.start <= word.start < each.stop), None)
        first = said is not None and said.start == word.start
        found.append(MARKS.index(None if said is None else (said.label, said.how if first else "inside")))
    return found


def _said(text: str, want: Iterable[dict[str, Any]]) -> tuple[Said, ...] | None:
    found: list[Said] = []
    for party in want:
        if party["kind"] in NOBODY or "not_applicable" in party.get("qualifiers", ()):
            continue
        places: list[tuple[int, int, Label]] = []
        for words, label in _words(text, party):
            taken = [
                *((each.start, each.stop) for each in found),
                *((start, stop) for start, stop, _ in places),
            ]
            at = _find(text, words, taken)
            if at is None:
                return None
            places.append((*at, label))
        if not places:
            return None
        opening: How = "support" if party.get("responsibility") in SUPPORT else "lead"
        for number, (start, stop, label) in enumerate(sorted(places)):
            found.append(Said(label, "field" if number else opening, start, stop))
    return tuple(sorted(found, key=lambda each: each.start))


def _words(text: str, party: dict[str, Any]) -> Iterator[tuple[str, Label]]:
    """What is printed of a party. A post with its body, "Chair of the Audit Committee", is one post."""
    name, role, place = (
        party.get("name") or party.get("initials"),
        party.get("role"),
        party.get("organisation"),
    )
    role = role.replace(" (portfolio)", "") if role else None
    if name:
        yield name, "name"
    flat = " ".join(text.casefold().split())
    if role and place:
        for whole in (f"{role} of {place}", f"{role} of the {place}", f"{place} {role}"):
            if whole.casefold() in flat:
                yield whole, "role"
                return
    before = party.get("qualifier") or ""
    if role:
        qualified = f"{before} {role}"
        yield (qualified if before and qualified.casefold() in flat else role), "role"
    if place:
        yield place, "organisation"


def _find(text: str, words: str, taken: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Where words stand that nothing else has: as printed, in other capitals, or with a word cut at a line end."""
    blanks = r"\s+".join(map(re.escape, words.split()))
    letters = r"\s*".join(map(re.escape, "".join(words.split())))
    for pattern, flags in ((blanks, 0), (blanks, re.IGNORECASE), (letters, 0)):
        for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, flags):
            if all(match.end() <= start or match.start() >= stop for start, stop in taken):
                return match.span()
    return None
