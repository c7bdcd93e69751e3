"""Owners, deadlines and states of labelled cells are read no worse than they were; docs/accuracy.md says how well."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import neutral
from planextract import vocab
from planextract.normalise.context import Context
from planextract.prose.models import Models
from planextract.second_reading import SecondReader

CELLS = Path(__file__).resolve().parents[1] / "benchmarks" / "cells"

JUDGES: dict[str, Callable[[neutral.Case], neutral.Verdict]] = {
    "deadlines": neutral.deadline_verdict,
    "owners": neutral.owner_verdict,
    "statuses": lambda case: neutral.status_verdict(case, vocab.load()),
}
FLOORS = {
    "deadlines_dev": (0.97, 0.01),
    "deadlines_second": (0.95, 0.01),
    "deadlines_heldout": (0.93, 0.017),
    "owners_dev": (0.99, 0.01),
    "owners_second": (0.99, 0.01),
    "owners_heldout": (0.89, 0.095),
    "statuses_dev": (0.98, 0.0),
    "statuses_second": (0.76, 0.0),
    "statuses_heldout": (0.87, 0.0),
}
"""The least share right, and the most wrong: what a cell does not say, given as its value."""


@pytest.mark.parametrize("name", FLOORS)
def test_no_worse_than_before(name: str) -> None:
    judge = JUDGES[name.partition("_")[0]]
    lines = (CELLS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    verdicts = Counter(
        judge(json.loads(line)) for line in lines
    )  # (no cell is named: a half is never looked at)
    right, wrong = (verdicts[verdict] / verdicts.total() for verdict in ("right", "wrong"))
    least, most = FLOORS[name]
    assert right >= least, f"{right:.3f} right"
    assert wrong <= most, f"{wrong:.3f} wrong"


def test_a_second_reading_tells_right_from_wrong() -> None:
    """Where rules and model agree on real cells that neither was made with, owners are far oftener right."""
    second = SecondReader(Models(), every=True)
    right: dict[str | None, list[bool]] = {"agreed": [], "disputed": []}
    for line in (CELLS / "owners_heldout.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        found, _ = second.normalise(neutral.cell(case["text"]), Context())
        if case["group"] == "real" and found:
            right[found[0].second_reading].append(neutral.owner_verdict(case, second) == "right")
    agreed, disputed = (sum(right[said]) / len(right[said]) for said in ("agreed", "disputed"))
    assert agreed >= 0.95
    assert agreed - disputed >= 0.2
    assert len(right["agreed"]) >= 0.6 * (len(right["agreed"]) + len(right["disputed"]))
