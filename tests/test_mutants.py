"""Broken copies of every kind of document: each gives a typed result, and none a bug, a crash or a hang."""

import os
from collections import Counter
from pathlib import Path

import pytest

from mutants import mutant
from planextract.batch.jobs import Job
from planextract.batch.runner import Runner
from planextract.options import Limits, Options
from planextract.outcomes import FAILURES
from planextract.records import Extraction

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
TRACKER = Path(__file__).parent / "cases" / "tracker.xls"
SOURCES = [
    path
    for path in (*sorted(SAMPLES.iterdir()), TRACKER)
    if path.suffix in (".pdf", ".docx", ".xlsx", ".odt", ".html", ".txt", ".md", ".xls")
]
EACH = 25
LIMITS = Limits(seconds=60, cpu_seconds=30, stall_seconds=30)


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")
def test_broken_copies_have_typed_results(tmp_path: Path) -> None:
    assert problems(tmp_path, EACH, first=0) == []


def problems(folder: Path, each: int, first: int) -> list[str]:
    """What went wrong with so many mutants of each source, by seed."""
    jobs = []
    for source in SOURCES:
        for seed in range(first, first + each):
            path = folder / f"{seed}-{source.name}"
            path.write_bytes(mutant(source.read_bytes(), seed))
            jobs.append(Job(str(path), path.name, str(folder / f"{path.name}.jsonl")))
    said, became = [], Counter()
    for done in Runner(Options(limits=LIMITS), 2).run(jobs):
        for line in Path(done.job.out).read_text(encoding="utf-8").splitlines():
            found = Extraction.model_validate_json(line)
            codes = [each.code for each in found.diagnostics if each.code in FAILURES]
            became[done.rows[0].became.outcome] += 1
            said += [f"{done.job.name}: {code} {found.diagnostics[0].message[-60:]}" for code in codes]
    assert sum(became.values()) == len(jobs)
    return said
