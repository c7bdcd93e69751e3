"""Owners, deadlines and states of labelled cells are read no worse than they were; docs/accuracy.md says how well."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import neutral
from planextract import vocab

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
