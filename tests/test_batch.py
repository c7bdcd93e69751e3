"""Batches: whatever a document does, every file has its result, nothing else is harmed and nothing is left behind."""

import csv
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

import planextract
from planextract import cli
from planextract.batch import jobs, warming
from planextract.batch.jobs import Job
from planextract.batch.reporting import Quiet, Tally
from planextract.batch.run import Order, Result, batch
from planextract.batch.runner import Done, Runner
from planextract.batch.sources import sources
from planextract.batch.store import NAME, OutputError, Store
from planextract.batch.work import place_of
from planextract.batch.writing import WRITERS
from planextract.options import Limits, Options

TESTS = Path(__file__).parent
SAMPLES = TESTS.parent / "samples"
SHARED = TESTS.parents[1] / "shared"
QUICK = Options(
    limits=Limits(seconds=12, cpu_seconds=3, stall_seconds=6, memory=1 << 30, result_bytes=2_000_000)
)

ACTION = "Minutes of the meeting\nAction: Clerk to write to the county council about {} by 1 May 2014.\n"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")


@pytest.fixture(autouse=True)
def chaos_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(TESTS), *sys.path]))


def written(folder: Path, documents: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, words in documents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(words, encoding="utf-8")
    return folder


def ran(folder: Path, out: Path, options: Options = QUICK, **wishes: object) -> Result:
    order = Order((str(folder),), out, options=options, **wishes)  # type: ignore[arg-type]
    return batch(order, Runner(options, 2, "chaos").run, Quiet())


def manifest(out: Path) -> dict[str, dict[str, str]]:
    with (out / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return {row["document"]: row for row in csv.DictReader(file)}


def results(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / "plans.jsonl").read_text(encoding="utf-8").splitlines()]


# Chaos ----------------------------------------------------------------------------------------------------------

ENDS: dict[str, tuple[str, str | tuple[str, ...]]] = {
    "ok": ("read", ""),
    "exit": ("failed", "crash"),
    "segv": ("failed", "crash"),
    "abort": ("failed", "crash"),
    "oom": ("failed", "memory"),
    "spin": ("failed", ("timeout", "stalled")),  # (the first where it gets the processor that it asks for)
    "sleep": ("failed", "stalled"),
    "stop": ("failed", "stalled"),
    "bug": ("failed", "internal"),
    "garble": ("failed", "stalled"),
    "talk": ("read", ""),
    "orphan": ("read", ""),
    "huge": ("failed", "too_much_result"),
}
"""What a child may do, and what becomes of its document."""


@pytest.mark.long
def test_whatever_a_child_does_is_told_and_harms_nobody_else(tmp_path: Path) -> None:
    kinds = [*ENDS, *["ok"] * 30]
    random.Random(7).shuffle(kinds)
    documents = {f"{n:03d}-{kind}.txt": ACTION.format(n) + f"MOCK:{kind}\n" for n, kind in enumerate(kinds)}
    mark = 1_000_000 + os.getpid()  # (a limit that tells these children from those of tests beside this one)
    options = replace(QUICK, limits=replace(QUICK.limits, pages=mark))
    ran(written(tmp_path / "in", documents), tmp_path / "out", options)
    rows = manifest(tmp_path / "out")
    assert len(rows) == len(results(tmp_path / "out")) == len(documents)
    for name, row in rows.items():
        kind = name.split("-")[1].removesuffix(".txt")
        outcome, code = ENDS[kind]
        assert row["outcome"] == outcome and row["code"] in ((code,) if isinstance(code, str) else code), name
    assert eventually(lambda: not mentioning(str(mark))), "somebody was left behind"


def test_nothing_of_a_document_is_in_what_is_said_of_a_bug(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", {"a.txt": "Jane Holm of 3 Mill Lane\nMOCK:bug\n"})
    ran(folder, tmp_path / "out")
    (said,) = results(tmp_path / "out")[0]["diagnostics"]  # type: ignore[misc]
    assert said["code"] == "internal" and "KeyError at chaos.py" not in said["message"]
    assert "KeyError" in said["message"] and "Holm" not in said["message"]


def test_a_bug_is_told_by_its_file_within_our_code() -> None:
    with pytest.raises(TypeError) as caught:
        planextract.readers.read_bytes(None, "plan.txt")  # type: ignore[arg-type]
    assert place_of(caught.value).startswith("TypeError at readers/__init__.py:")


def test_the_documents_of_a_zip_before_and_after_one_that_fails(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with zipfile.ZipFile(folder / "pack.zip", "w") as pack:
        for n, kind in enumerate(["ok", "bug", "ok", "segv", "ok"]):
            pack.writestr(f"{n}.txt", ACTION.format(n) + f"MOCK:{kind}\n")
    ran(folder, tmp_path / "out")
    rows = manifest(tmp_path / "out")
    assert {name: row["code"] for name, row in rows.items()} == {
        "pack.zip/0.txt": "",
        "pack.zip/1.txt": "internal",
        "pack.zip/2.txt": "",
        "pack.zip/3.txt": "crash",
        "pack.zip/4.txt": "",
    }
    names = [each["source"]["name"] for each in results(tmp_path / "out")]  # type: ignore[index]
    assert names == list(rows)


@pytest.mark.long
def test_a_warm_parent_that_is_killed_is_replaced(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", {f"{n}.txt": ACTION.format(n) for n in range(30)})
    runner = Runner(QUICK, 2, "chaos")
    finished: list[Done] = []
    listed = (
        Job(str(path), path.name, str(tmp_path / f"{path.stem}.jsonl")) for path in sorted(folder.iterdir())
    )
    for done in runner.run(listed):
        finished.append(done)
        if len(finished) in (5, 15):
            runner._workers[
                len(finished) // 10
            ].process.kill()  # (each once: a file that is struck twice has failed)
    assert Counter(row.became.outcome for done in finished for row in done.rows) == {"read": 30}


# Going on --------------------------------------------------------------------------------------------------------


def test_resuming_reads_only_what_is_new_changed_or_failed(tmp_path: Path) -> None:
    folder = written(
        tmp_path / "in", {"a.txt": ACTION.format(1), "b.txt": ACTION.format(2), "c.txt": "MOCK:bug\n"}
    )
    ran(folder, tmp_path / "out")
    kept = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out" / NAME).rglob("*.jsonl")}
    written(folder, {"b.txt": ACTION.format(3), "d.txt": ACTION.format(4)})
    ran(folder, tmp_path / "out", anew=False)
    now = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out" / NAME).rglob("*.jsonl")}
    untouched = [name for name in kept if now.get(name) == kept[name]]
    assert len(untouched) == 2, "a.txt and the old b.txt; c.txt was read again"
    assert list(manifest(tmp_path / "out")) == ["a.txt", "b.txt", "c.txt", "d.txt"]
    assert "about 3" in (tmp_path / "out" / "plans.jsonl").read_text()


def test_other_options_are_another_reading(tmp_path: Path) -> None:
    plain, school = (jobs.key("0" * 64, jobs.fingerprint(Options(school=school))) for school in (False, True))
    patient = jobs.key("0" * 64, jobs.fingerprint(Options(limits=Limits(seconds=600))))
    assert plain != school and plain == patient


def test_options_cross_to_a_child_unchanged() -> None:
    from datetime import date

    options = Options(reference_date=date(2014, 5, 1), languages=("en",), limits=Limits(pages=7))
    assert jobs.options_of_json(jobs.options_as_json(options)) == options


def test_the_same_bytes_in_two_folders_are_read_once(tmp_path: Path) -> None:
    same = ACTION.format("the hall")
    folder = written(tmp_path / "in", {"a/plan.txt": same, "b/plan.txt": same, "c.txt": ACTION.format(9)})
    ran(folder, tmp_path / "out", to=("jsonl", "json", "csv"))
    rows = manifest(tmp_path / "out")
    assert rows["b/plan.txt"]["same_as"] == "a/plan.txt" and rows["b/plan.txt"]["actions"] == "1"
    assert len(list((tmp_path / "out" / NAME).rglob("*.jsonl"))) == 2
    assert [each["source"]["name"] for each in results(tmp_path / "out")] == list(rows)  # type: ignore[index]
    assert (tmp_path / "out" / "json" / "b" / "plan.txt.json").is_file()


def outputs(out: Path) -> dict[str, bytes]:
    """Every output, the manifest without its seconds and memory."""
    found = {
        path.name: path.read_bytes()
        for path in out.iterdir()
        if path.is_file() and path.name != "manifest.csv"
    }
    rows = (out / "manifest.csv").read_text(encoding="utf-8").splitlines()
    return {**found, "manifest": "\n".join(row.rsplit(",", 2)[0] for row in rows).encode()}


def command(folder: Path, out: Path) -> list[str]:
    return [
        sys.executable,
        "-m",
        "planextract",
        "batch",
        str(folder),
        "-o",
        str(out),
        "-q",
        "--resume",
        "-j",
        "2",
    ]


@pytest.mark.long
@pytest.mark.parametrize("kills", [3, 12])
def test_killed_at_any_moment_and_run_again_it_gives_the_same_bytes(tmp_path: Path, kills: int) -> None:
    count = 8 * kills
    folder = written(tmp_path / "in", {f"{n:03d}.txt": ACTION.format(n) for n in range(count)})
    subprocess.run(command(folder, tmp_path / "whole"), check=True)
    chance = random.Random(kills)
    for _ in range(kills):
        run = subprocess.Popen(command(folder, tmp_path / "broken"), start_new_session=True)
        time.sleep(chance.uniform(0.2, 1.6))
        run.kill()
        run.wait()
    subprocess.run(command(folder, tmp_path / "broken"), check=True)
    assert outputs(tmp_path / "broken") == outputs(tmp_path / "whole")
    assert len(results(tmp_path / "broken")) == count
    left = [
        path.name
        for path in (tmp_path / "broken").rglob("*")
        if ".part" in path.name or path.parent.name == "work"
    ]
    assert not left
    assert eventually(lambda: not mentioning(str(tmp_path)))


def mentioning(words: str) -> list[str]:
    """The processes that have some words in their command."""
    found = []
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            said = each.read_bytes().decode("utf-8", "replace")
        except OSError:
            continue
        if words in said and int(each.parent.name) != os.getpid():
            found.append(said)
    return found


def eventually(holds: Callable[[], object]) -> bool:
    for _ in range(100):
        if holds():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.long
def test_the_outputs_are_the_same_with_one_worker_and_with_three(tmp_path: Path) -> None:
    for count in (1, 3):
        order = Order((str(SAMPLES),), tmp_path / str(count), options=QUICK, to=("jsonl", "csv"))
        batch(order, Runner(QUICK, count).run, Quiet())
    assert outputs(tmp_path / "1") == outputs(tmp_path / "3")


@pytest.mark.long
def test_asked_to_stop_it_ends_its_children_and_keeps_what_is_done(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", {f"{n:03d}.txt": ACTION.format(n) for n in range(400)})
    run = subprocess.Popen(command(folder, tmp_path / "out"), stderr=subprocess.PIPE, text=True)
    assert eventually(lambda: list((tmp_path / "out" / NAME / "results").rglob("*.jsonl")))
    run.send_signal(signal.SIGTERM)
    _, said = run.communicate(timeout=10)
    assert run.returncode == 130 and "--resume goes on" in said
    assert not (tmp_path / "out" / NAME / "work").exists()


# Where it reads and writes ---------------------------------------------------------------------------------------


def test_what_is_no_ordinary_file_has_a_row_and_stops_nothing(tmp_path: Path) -> None:
    folder = written(
        tmp_path / "in", {"plan.txt": ACTION.format(1), "empty.pdf": "", "sub/old.txt": ACTION.format(2)}
    )
    os.mkfifo(folder / "pipe.txt")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    (folder / "=cmd.txt").write_text(ACTION.format(3))
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text(ACTION.format(4))
    (folder / "new\nline.txt").write_text(ACTION.format(5))
    ran(folder, tmp_path / "out", to=("jsonl", "json", "csv"))
    rows = manifest(tmp_path / "out")
    outcomes = {name: (row["outcome"], row["code"]) for name, row in rows.items()}
    assert outcomes["pipe.txt"] == outcomes["gone.txt"] == ("unread", "unreadable")
    assert outcomes["empty.pdf"] == ("unread", "corrupt_file")
    assert sum(outcome == "read" for outcome, _ in outcomes.values()) == 5
    assert len(rows) == 8 and "'=cmd.txt" in rows


@pytest.mark.long
def test_a_huge_file_is_refused_without_being_held(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", {"plan.txt": ACTION.format(1)})
    with (folder / "huge.pdf").open("wb") as file:
        file.truncate(600_000_000)
    ran(folder, tmp_path / "out")
    row = manifest(tmp_path / "out")["huge.pdf"]
    assert (row["outcome"], row["code"]) == ("unread", "limit_exceeded")
    assert int(row["peak_memory_mb"]) < 600


def test_two_runs_at_once(tmp_path: Path) -> None:
    store = Store(tmp_path / "out", anew=False)
    with pytest.raises(OutputError, match="another run is at work"):
        Store(tmp_path / "out", anew=False)
    store.close()
    Store(tmp_path / "out", anew=False).close()


def test_an_output_that_cannot_be_written_is_said_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="cannot be written"):
        ran(written(tmp_path / "in", {"a.txt": ACTION.format(1)}), tmp_path / "out")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=150k", "none", str(disk)], capture_output=True, check=False
    )
    if made.returncode != 0:
        pytest.skip("needs the right to mount a small disk")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.long
def test_a_full_disk_ends_the_batch_and_it_goes_on_elsewhere(tmp_path: Path, small_disk: Path) -> None:
    folder = written(tmp_path / "in", {f"{n:03d}.txt": ACTION.format(n) for n in range(40)})
    run = subprocess.run(command(folder, small_disk / "out"), capture_output=True, text=True, check=False)
    assert run.returncode == 2 and "No space left" in run.stderr
    for path in (small_disk / "out" / NAME / "results").rglob("*.jsonl"):
        assert path.read_bytes().endswith(b"\n")
    subprocess.run(["mount", "-o", "remount,size=20m", str(small_disk)], check=True)
    subprocess.run(command(folder, small_disk / "out"), check=True)
    assert len(results(small_disk / "out")) == 40


def test_names_are_paths_within_the_archive(tmp_path: Path) -> None:
    written(tmp_path / "one", {"plan.txt": "x", "sub/plan.txt": "y", ".hidden": "z", "~$lock.docx": "z"})
    written(tmp_path / "two", {"plan.txt": "x"})
    found = [source.name for source in sources([str(tmp_path / "one")])]
    assert found == ["plan.txt", "sub/plan.txt"]
    both = [source.name for source in sources([str(tmp_path / "one"), str(tmp_path / "two")])]
    assert both == ["one/plan.txt", "one/sub/plan.txt", "two/plan.txt"]


def test_what_a_warm_parent_reads_has_a_little_of_everything() -> None:
    found = planextract.extract_bytes(warming.WORDS, "warm.txt", Options())
    assert len(found.actions) > 3 and found.decisions and found.findings and found.tallies
    assert {each.deadline.value.kind for each in found.actions if each.deadline} > {"due", "relative"}


# From Python -----------------------------------------------------------------------------------------------------


def test_many_files_in_children_come_in_order(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", {f"{n:02d}.txt": ACTION.format(n) for n in range(12)})
    (folder / "03.txt").write_bytes(b"")
    paths = sorted(folder.iterdir())
    alone = list(planextract.extract_many(paths, QUICK))
    assert list(planextract.extract_many(paths, QUICK, workers=2)) == alone
    assert [len(each.actions) for each in alone] == [0 if n == 3 else 1 for n in range(12)]


# No network, and the summary ----------------------------------------------------------------------------------------


def test_the_summary_says_what_needs_an_eye(tmp_path: Path) -> None:
    documents = {"a.txt": ACTION.format(1), "b.txt": "The weather was fine.\n", "c.pdf": "%PDF-1.4\n"}
    result = ran(written(tmp_path / "in", documents), tmp_path / "out")
    first, *rest = result.tally.lines()
    assert first == (
        "3 documents: 1 read, 1 with nothing in them, 0 in part, 1 not readable, 0 failed; 1 actions, 0 findings"
    )
    assert rest == ["To look at (see manifest.csv):", "       1  corrupt_file (unread)"]
    assert result.grave and isinstance(result.tally, Tally)


@pytest.mark.long
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the hostile files")
def test_every_hostile_file_has_a_typed_result_within_its_limits(tmp_path: Path) -> None:
    options = Options(limits=Limits(seconds=30, cpu_seconds=20, stall_seconds=15))
    order = Order((str(SHARED / "hostile"),), tmp_path / "out", options=options)
    batch(order, Runner(options, 2).run, Quiet())
    rows = manifest(tmp_path / "out")
    assert len(rows) == len(list((SHARED / "hostile").iterdir()))
    assert not [name for name, row in rows.items() if row["outcome"] == "failed"]
    assert max(float(row["seconds"]) for row in rows.values()) < 32


# Outputs for all -------------------------------------------------------------------------------------------------


def test_an_archive_in_every_form(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", {"a/may.txt": ACTION.format("grit"), "b.txt": ACTION.format("bins")})
    out = tmp_path / "out"
    ran(folder, out, to=tuple(WRITERS))
    made = {
        "plans.jsonl",
        "json",
        "actions.csv",
        "plans.ics",
        "plans.xlsx",
        "plans.sqlite",
        "datapackage",
        "parquet",
    }
    assert made <= {path.name for path in out.iterdir()}
    with closing(sqlite3.connect(out / "plans.sqlite")) as base:
        rows = base.execute(
            "SELECT path, text FROM documents JOIN actions USING (document_id) ORDER BY position"
        ).fetchall()
    assert [(path, "grit" in text) for path, text in rows] == [("b.txt", False), ("a/may.txt", True)]
    sheet = openpyxl.load_workbook(out / "plans.xlsx")["Documents"]
    assert sheet["A3"].hyperlink.target == r"..\in\a\may.txt"
    assert (out / "plans.ics").read_text().count("DUE;VALUE=DATE:20140501") == 2


def test_names_are_taken_out_of_every_form(tmp_path: Path) -> None:
    words = "Minutes of the meeting\nAction: Owen Tapsell to write to the council by 1 May 2014.\n"
    folder = written(tmp_path / "in", {"may.txt": words})
    out = tmp_path / "out"
    ran(folder, out, to=("jsonl", "json", "csv", "datapackage", "ics"), redactions=("names",))
    files = [path for path in out.rglob("*") if path.is_file() and NAME not in path.parts]
    assert len(files) > 10
    for path in files:
        assert b"Tapsell" not in path.read_bytes(), path
    [line] = (out / "plans.jsonl").read_text().splitlines()
    assert json.loads(line)["source"]["redacted"] == ["names"]
    assert json.loads(line)["actions"][0]["owners"][0]["name"] == "Person 1"


def test_the_forms_offered_are_those_there_are() -> None:
    assert [str(form) for form in cli.batch.Form] == list(WRITERS)
