"""The labelled owner cells that the model learns from: which words are a name, post or organisation, and of whom.

Of each it is told what the rules read of it, so that it learns when to think otherwise.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from planextract.normalise import owners
from planextract.normalise.context import Context
from planextract.prose.opinion import Opinion, opinion
from planextract.prose.owner_marks import SUPPORTING, Label, Said, of_party, place
from planextract.provenance import SourcedText

HERE = Path(__file__).resolve().parent
CELLS = HERE.parents[1] / "benchmarks" / "cells"
BATCHES = ("dev", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
LOOKED_AT = [CELLS / f"owners_{name}.jsonl" for name in BATCHES]
OURS = [HERE / f"{name}.jsonl" for name in ("owner_cells", "reworded_cells")]
"""Cells that were thought up one by one, and those written anew after real ones that may be looked at."""

NOBODY = frozenset({"ditto", "unstated", "unassigned", "tbc", "vacant", "none", "na", "not_applicable"})
"""Kinds of what names nobody."""


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    said: tuple[Said, ...]


def learned(more: Iterable[Path] = ()) -> list[Cell]:
    """The cells to learn from; never those of a half that is only scored."""
    return labelled((*LOOKED_AT, *OURS, *more))


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


@cache
def by_rules(text: str) -> Opinion:
    """What the rules read of a cell. Of those that they were written with it is oftener right than in life."""
    found, remarks = owners.normalise(SourcedText.plain(text), Context())
    return opinion(text, found, bool(remarks))


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
            at = place(text, words, taken)
            if at is None:
                return None
            places.append((*at, label))
        if not places:
            return None
        found += of_party(places, party.get("responsibility") in SUPPORTING)
    return tuple(sorted(found, key=lambda each: each.start))


def _words(text: str, party: dict[str, Any]) -> Iterator[tuple[str, Label]]:
    """What is printed of a party. A post with its body, "Chair of the Audit Committee", is one post."""
    name, role, body = (
        party.get("name") or party.get("initials"),
        party.get("role"),
        party.get("organisation"),
    )
    role = role.replace(" (portfolio)", "") if role else None
    if name:
        yield name, "name"
    flat = " ".join(text.casefold().split())
    if role and body:
        for whole in (f"{role} of {body}", f"{role} of the {body}", f"{body} {role}"):
            if whole.casefold() in flat:
                yield whole, "role"
                return
    before = party.get("qualifier") or ""
    if role:
        qualified = f"{before} {role}"
        yield (qualified if before and qualified.casefold() in flat else role), "role"
    if body:
        yield body, "organisation"
