"""What a machine of a cluster does with a file, tried in this process: no cluster is needed for it."""

import os
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from planextract.batch import kit, node
from planextract.batch.cluster import Cluster
from planextract.batch.folders import PREFIX, Folder
from planextract.batch.jobs import Job
from planextract.batch.parcels import Brief, Reply
from planextract.batch.runner import Row, Runner
from planextract.errors import MissingDependencyError
from planextract.options import Options
from planextract.outcomes import File, Outcomes
from test_batch import ACTION, QUICK, TESTS, chaos_is_found, written

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")
__all__ = ["chaos_is_found"]


@pytest.fixture(autouse=True)
def no_desk_is_left() -> Iterator[None]:
    yield
    node._clear()


def brief(options: Options = QUICK, **changes: str) -> bytes:
    return replace(Brief.to(options, kit.installed(), "chaos"), kit={**kit.installed(), **changes}).as_bytes()


def job(path: Path) -> Job:
    return Job(str(path), path.name, "", sha256=File.at(path, path.name).sha256)


@pytest.mark.long
def test_a_file_gives_what_it_gives_a_batch_here_by_path_and_by_value(tmp_path: Path) -> None:
    [path] = written(tmp_path / "in", {"plan.txt": ACTION.format("grit")}).iterdir()
    out = tmp_path / "plan.jsonl"
    [done] = Runner(QUICK, 1).run([Job(str(path), path.name, str(out))])
    by_path = Reply.of(node.read(brief(), job(path).as_line()))
    away = replace(job(path), path="/nowhere/plan.txt")
    by_value = Reply.of(node.read(brief(), away.as_line(), path.read_bytes()))
    assert by_path.lines == by_value.lines == out.read_bytes()
    assert by_path.rows[0].became == by_value.rows[0].became == done.rows[0].became


@pytest.mark.parametrize("where", ["another", "none"])
def test_a_path_with_other_bytes_or_none_is_not_seen(tmp_path: Path, where: str) -> None:
    [path] = written(tmp_path, {"plan.txt": ACTION.format("grit")}).iterdir()
    asked = job(path)
    if where == "another":
        path.write_text(ACTION.format("the hall"))
    else:
        path.unlink()
    reply = Reply.of(node.read(brief(), asked.as_line()))
    assert reply.unseen and not reply.lines and not reply.rows


def test_another_version_there_is_said_and_nothing_is_read(tmp_path: Path) -> None:
    [path] = written(tmp_path, {"plan.txt": ACTION.format("grit")}).iterdir()
    reply = Reply.of(node.read(brief(pdfplumber="0.9.0", tesserocr="99"), job(path).as_line()))
    assert reply.trouble is not None and not reply.lines
    assert f"pdfplumber {kit.installed()['pdfplumber']} and not 0.9.0" in reply.trouble
    assert "tesserocr" in reply.trouble and "lxml" not in reply.trouble


def test_an_error_is_told_by_its_place_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [path] = written(tmp_path, {"plan.txt": ACTION.format("grit")}).iterdir()

    def broken(_: object) -> str:
        raise KeyError("Jane Holm of 3 Mill Lane")

    monkeypatch.setattr(kit, "difference", broken)
    reply = node.read(brief(), job(path).as_line())
    assert b"KeyError at" in reply and b"Holm" not in reply


@pytest.mark.long
def test_vocabularies_go_along_and_the_warm_parent_is_kept_for_the_next_file(tmp_path: Path) -> None:
    words = (
        written(tmp_path, {"own.toml": '[abbreviations]\n"Jane Holm, Head of Housing" = ["JH"]\n'})
        / "own.toml"
    )
    options = replace(QUICK, vocabularies=(words,))
    said = "Minutes of the meeting\nAction: JH to write to the county council by 1 May 2014.\n"
    one, two = sorted(written(tmp_path / "in", {"a.txt": said, "b.txt": ACTION.format(2)}).iterdir())
    [done] = Runner(options, 1).run([Job(str(one), one.name, str(tmp_path / "a.jsonl"))])
    sent = brief(options)
    words.unlink()
    reply = Reply.of(node.read(sent, job(one).as_line()))
    assert b"Head of Housing" in reply.lines and reply.lines == Path(done.job.out).read_bytes()
    assert Reply.of(node.read(sent, job(two).as_line())).rows[0].became.outcome == "read"
    [desk] = node._desks.values()
    [worker] = desk._reader._runner._workers
    assert worker.process.poll() is None


def test_replies_that_are_none() -> None:
    row = Row(Outcomes("read", None, 1, 1, 0), 0.5, 9)
    whole = Reply("m", (row,), b"{}\n").as_bytes()
    assert Reply.of(whole).rows == (row,)
    for broken in (b"", b"[]\n", whole[:-1], whole.replace(b'"read"', b'"fine"')):
        with pytest.raises((ValueError, KeyError, TypeError)):
            Reply.of(broken)


def test_folders_of_processes_that_are_gone_are_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    gone = tmp_path / f"{PREFIX}gone"
    gone.mkdir()
    (gone / "lock").touch()
    (gone / "document.txt").write_text("the words of a document")
    held = Folder()
    other = Folder()
    assert not gone.exists() and held.path.is_dir() and other.path.is_dir()
    other.close()
    held.close()
    assert not list(tmp_path.iterdir())


def test_all_that_reads_is_compared() -> None:
    project = tomllib.loads((TESTS.parent / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    reading = [*project["dependencies"], *extras["ocr"], *extras["models"], *extras["xls"]]
    names = {each.partition(">")[0].partition("[")[0] for each in reading} - {"rich", "typer"}
    assert names <= set(kit.LIBRARIES)
    assert kit.difference(kit.installed()) is None


def test_without_ray_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingDependencyError, match=r"planextract\[ray\]"):
        Cluster(QUICK, "auto")
