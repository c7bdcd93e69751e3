"""The clauses that the model learns from: which are actions, and where in them it is said who acts by when."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planextract.prose.clause_model import Role

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LOOKED_AT = [
    ROOT / "benchmarks" / "prose" / f"narrative_{name}.jsonl" for name in ("dev", "second", "third", "fourth")
]
OURS = [HERE / f"{name}.jsonl" for name in ("parish", "boards", "committees", "papers", "reworded")]
MINUTES = HERE / "minutes.jsonl"
"""Whole minutes, sentence by sentence, that we made up; each fifth of them is kept for asking."""
CASES = ROOT / "tests" / "cases" / "clauses.toml"

FIELDS: tuple[Role, ...] = ("owner", "deadline")


@dataclass(frozen=True, slots=True)
class Said:
    """Where the words of a role stand. `sure` is false where they stand more often than the label says."""

    role: Role
    start: int
    stop: int
    sure: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """`said` is None where nobody has said who acts by when."""

    text: str
    action: bool
    said: tuple[Said, ...] | None = None


def learned() -> list[Clause]:
    """The clauses to learn from, each wording once; never those of a half that is only scored."""
    found: dict[str, Clause] = {}
    for path in (*LOOKED_AT, *OURS):
        for line in path.read_text(encoding="utf-8").splitlines():
            clause = _clause(json.loads(line))
            found.setdefault(clause.text, clause)
    found |= {clause.text: clause for clause, kept in minutes() if not kept and clause.text not in found}
    for case in tomllib.loads(CASES.read_text(encoding="utf-8"))["clause"]:
        found.setdefault(case["text"], _clause({"owner": None, "deadline": None, **case}))
    return list(found.values())


def minutes() -> list[tuple[Clause, bool]]:
    """The sentences of whole minutes, and whether their minutes are kept for asking."""
    lines = map(json.loads, MINUTES.read_text(encoding="utf-8").splitlines())
    return [(_clause(line), line["minutes"] % 5 == 0) for line in lines]


def _clause(case: dict[str, Any]) -> Clause:
    action = bool(case.get("action", case.get("is_action")))
    if not action or not all(field in case for field in FIELDS):
        return Clause(case["text"], action)
    return Clause(
        case["text"],
        action,
        tuple(said for field in FIELDS for said in _said(case["text"], field, case[field])),
    )


def _said(text: str, role: Role, words: str | None) -> Iterator[Said]:
    parts = [part for part in re.split(r";\s*", words or "") if part]
    for part in dict.fromkeys(parts):
        places = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", text)]
        for start, stop in places:
            yield Said(role, start, stop, len(places) <= parts.count(part))
