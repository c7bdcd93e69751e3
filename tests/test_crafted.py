"""Files made to harm a reader: each comes to the outcome noted here, in a child within its limits.

A better outcome than the one noted fails too, until it is noted.
"""

import os
from pathlib import Path

import pytest

from crafted import CASES, LARGE, locks
from planextract.batch.jobs import Job
from planextract.batch.runner import Done, Runner
from planextract.options import Limits, Options
from planextract.outcomes import FAILURES
from planextract.readers.office.program import found_program
from planextract.records import Extraction

HOSTILE = Path(__file__).resolve().parents[2] / "shared" / "hostile"
LIMITS = Limits(seconds=120, cpu_seconds=30, stall_seconds=90, memory=1_500 << 20)
READ = ("nothing_found no_tables", "nothing_found no_action_table")
SLOW = {
    *(f"{name}.pdf" for name in LARGE),
    *("p01-flate-1GiB.pdf", "p04-flate-text-ops-50MB.pdf", "p40-xobject-laughs-10e9.pdf"),
    *("p43-grid-200x200.pdf", "p43-grid-400x400.pdf", "p48-q-nesting-1M.pdf", "p42-xobject-depth-2000.pdf"),
    *("d13-table-2000x50.docx", "d20-65k-parts.docx"),
    *("t10-pipes-100k.txt", "t11-nested-html-100k.txt", "t13-bullets-100k.txt", "t14-rtf-depth-100k.txt"),
}
"""Those that take a second of the processor or more."""

ENDS: dict[str, str] = {
    "limit_exceeded": "p01 p02 p03 p04 p07 p15 p40 p42 p45 p48 p49 d01 d02 d16 d18 d20",
    "corrupt_file": (
        "p05 p12 p13 p24 p60 p61 p62 p64 p65 p66 p67 p68 d03 d05 d06 d07 d08 d15 d22 d24 d25 d28 d29 d31 d32"
        " t14 t15"
    ),
    "encrypted_file": "p50 p52 p53 p54 d27 d30",
    "no_text": "p06 p08 p10 p11 p23 p41 p44 p47 d14 d17",
}
"""Why those that are not read are not; `t03` is read, and all others have nothing to find in them."""

OFFICE = ("t14",)
"""Those that LibreOffice is asked to read, whatever their names end in."""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")


def expected(name: str) -> tuple[str, ...]:
    number = name.partition("-")[0]
    if number in OFFICE and found_program() is None:
        return ("unread missing_reader",)
    for code, numbers in ENDS.items():
        if number in numbers.split():
            return (f"unread {code}",)
    return ("read",) if number == "t03" else READ


def ended(folder: Path, names: list[str]) -> list[Done]:
    """What became of such files, each in a child of its own."""
    jobs = []
    for name in names:
        (folder / name).write_bytes(CASES[name]())
        jobs.append(Job(str(folder / name), name, str(folder / f"{name}.jsonl")))
    return list(Runner(Options(limits=LIMITS), 2).run(jobs))


def wrong(done: Done) -> str | None:
    """What is wrong with an end; None where it is as noted."""
    (row,) = done.rows
    (line,) = Path(done.job.out).read_text(encoding="utf-8").splitlines()
    codes = {said.code for said in Extraction.model_validate_json(line).diagnostics}
    became = f"{row.became.outcome} {row.became.code or ''}".strip()
    if became not in expected(done.job.name) or codes & FAILURES.keys():
        return f"{done.job.name}: {became}, {row.seconds:.0f} s, {row.peak >> 20} MB"
    if row.peak > LIMITS.memory:
        return f"{done.job.name}: {row.peak >> 20} MB"
    return None


@pytest.mark.long
def test_crafted_files_end_as_noted(tmp_path: Path) -> None:
    found = ended(tmp_path, [name for name in CASES if name not in SLOW])
    assert len(found) == len(CASES) - len(SLOW)
    assert [said for done in found if (said := wrong(done)) is not None] == []


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(SLOW))
def test_a_crafted_file_that_takes_long_ends_as_noted(name: str, tmp_path: Path) -> None:
    (done,) = ended(tmp_path, [name])
    assert wrong(done) is None


def test_what_a_crafted_file_refers_to_is_not_read(tmp_path: Path) -> None:
    found = ended(tmp_path, ["d07-xxe-file.docx", "d09-external-rel.docx", "d23-rel-cycle.docx"])
    assert len(found) == 3
    assert not [done for done in found if "root:" in Path(done.job.out).read_text(encoding="utf-8")]


@pytest.mark.long
def test_every_case_is_made_the_same_each_time() -> None:
    """But those that a library locks, with a new key each time."""
    for name, make in CASES.items():
        if name not in SLOW and name.removesuffix(".pdf") not in locks.CASES:
            assert make() == make(), name


def test_each_shared_file_has_a_case_of_its_name() -> None:
    if not HOSTILE.is_dir():
        pytest.skip("the shared files are not beside this checkout")
    assert {path.name for path in HOSTILE.iterdir()} <= set(CASES)
