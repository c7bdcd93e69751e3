"""The command line: what it reads, where it writes, what it says and how it ends."""

import csv
import json
import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import get_args

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from extractions import full
from planextract import cli, console, emit, extract, outputs
from planextract.cli import failing
from planextract.emit import EMITTERS, FORMATS, write
from planextract.emit.filed import Filed
from planextract.options import TrackedChanges
from planextract.replacing import replacing
from planextract.version import __version__

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "samples" / "easterby-inspection-action-plan.txt"
PDF = ROOT / "samples" / "osmerton-audit-tracker.pdf"
PICTURE = b"\x89PNG\r\n\x1a\n not a report"


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner(env={"COLUMNS": "110"}).invoke(cli.app, [str(each) for each in arguments], input=stdin)


def program(*arguments: str | Path, **more: object) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "planextract", *map(str, arguments)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)  # type: ignore[call-overload, no-any-return]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two plans of one name, a picture, and things that are no documents."""
    inside = tmp_path / "reports"
    for name in (
        "plan.txt",
        "older/plan.md",
        ".hidden.txt",
        ".git/config",
        "~$plan.docx",
        "plan.json",
        "all.csv",
    ):
        path = inside / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(SAMPLE.read_bytes())
    (inside / "logo.png").write_bytes(PICTURE)
    return inside


# extract -----------------------------------------------------------------------------------------------------------


def test_one_file_to_standard_output_is_what_the_library_gives() -> None:
    result = run("extract", SAMPLE)
    assert result.exit_code == 0
    assert result.stdout == emit(extract(SAMPLE))
    assert result.stderr == ""


@pytest.mark.parametrize("to", EMITTERS)
def test_every_format(to: str) -> None:
    assert run("extract", SAMPLE, "--to", to).stdout_bytes.decode() == emit(extract(SAMPLE), to)


def test_the_formats_offered_are_those_there_are() -> None:
    assert get_args(cli.extract.To) == FORMATS


def test_the_views_of_tracked_changes_are_those_of_the_library() -> None:
    assert get_args(cli.options.TrackedChanges) == get_args(TrackedChanges)


def test_standard_input() -> None:
    result = run("extract", "-", stdin=PDF.read_bytes())
    assert result.exit_code == 0
    record, same = json.loads(result.stdout), json.loads(emit(extract(PDF)))
    assert record["source"].pop("name") == "stdin"
    del same["source"]["name"]
    assert record == same


def test_several_files_as_lines() -> None:
    result = run("extract", SAMPLE, PDF, "--to", "jsonl")
    names = [json.loads(line)["source"]["name"] for line in result.stdout.splitlines()]
    assert names == [SAMPLE.name, PDF.name]


def test_several_files_as_csv_have_one_header() -> None:
    found = list(csv.DictReader(StringIO(run("extract", SAMPLE, PDF, "--to", "csv").stdout)))
    assert {row["document"] for row in found} == {SAMPLE.name, PDF.name}


def test_the_same_file_twice_is_read_once() -> None:
    assert run("extract", SAMPLE, SAMPLE, "--to", "jsonl").stdout.count("\n") == 1


def test_several_documents_as_json_need_a_folder(folder: Path) -> None:
    for arguments in ((SAMPLE, PDF), (folder,)):
        result = run("extract", *arguments)
        assert result.exit_code == 2
        assert "-o FOLDER" in result.stderr


def test_a_folder_into_a_folder(folder: Path, tmp_path: Path) -> None:
    result = run("extract", folder, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["plan.md.json", "plan.txt.json"]
    assert "logo.png" in result.stderr
    assert "2 files: 22 actions" in result.stderr


def test_a_folder_can_be_read_again_with_the_results_in_it(folder: Path) -> None:
    first = run("extract", folder, "-o", folder)
    again = run("extract", folder, "-o", folder)
    assert first.stderr == again.stderr


def test_the_ending_of_the_output_chooses_the_format(tmp_path: Path) -> None:
    out = tmp_path / "plan.csv"
    result = run("extract", SAMPLE, "-o", out)
    assert result.stdout == ""
    assert out.read_text() == emit(extract(SAMPLE), "csv")
    assert result.stderr.startswith("11 actions, 6 findings, ")
    assert result.stderr.endswith(f" -> {out}\n")


def test_reference_date() -> None:
    record = json.loads(run("extract", SAMPLE, "--reference-date", "2011-08-05").stdout)
    assert record["metadata"]["reference_date"]["value"] == "2011-08-05"
    assert record["metadata"]["reference_date"]["basis"] == "option"
    assert run("extract", SAMPLE, "--reference-date", "5/8/2011").exit_code == 2


# Archives ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "to"),
    [
        ("plans.xlsx", "xlsx"),
        ("plans.sqlite", "sqlite"),
        ("plans.db", "sqlite"),
        ("plans.ics", "ics"),
        ("plans.parquet", "parquet"),
    ],
)
def test_several_documents_into_one_file_or_folder(name: str, to: str, tmp_path: Path) -> None:
    out = tmp_path / name
    result = run("extract", SAMPLE, PDF, "-o", out)
    assert result.exit_code == 0
    assert "2 files: 21 actions" in result.stderr
    documents = [Filed(extract(path), str(path), os.path.relpath(path, tmp_path)) for path in (SAMPLE, PDF)]
    write(documents, to, tmp_path / "same")
    same = tmp_path / "same"
    for path in out.iterdir() if out.is_dir() else [out]:
        assert path.read_bytes() == (same / path.name if out.is_dir() else same).read_bytes()


def test_a_folder_of_tables(tmp_path: Path) -> None:
    out = tmp_path / "plans"
    assert run("extract", SAMPLE, PDF, "--to", "datapackage", "-o", out).exit_code == 0
    with (out / "documents.csv").open(newline="") as file:
        assert [row["path"] for row in csv.DictReader(file)] == [str(SAMPLE), str(PDF)]
    assert run("extract", PDF, "--to", "datapackage", "-o", out).exit_code == 0
    (out / "mine.txt").write_text("x")
    result = run("extract", PDF, "--to", "datapackage", "-o", out)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{out}: it cannot be written (the folder holds other things)")


def test_links_of_a_workbook_lead_from_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "plan.pdf").write_bytes(PDF.read_bytes())
    out = tmp_path / "plans.xlsx"
    assert run("extract", tmp_path / "reports", "-o", out).exit_code == 0
    linked = [each.hyperlink for row in openpyxl.load_workbook(out)["Actions"].iter_rows() for each in row]
    assert {(each.target, each.location) for each in linked if each} == {(r"reports\plan.pdf", "page=1")}


def test_a_folder_takes_a_workbook_for_each_document(tmp_path: Path) -> None:
    assert run("extract", SAMPLE, PDF, "--to", "xlsx", "-o", tmp_path).exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "easterby-inspection-action-plan.xlsx",
        "osmerton-audit-tracker.xlsx",
    ]


@pytest.mark.parametrize(("to", "place"), [("xlsx", "file"), ("sqlite", "file"), ("parquet", "folder")])
def test_what_is_no_text_needs_a_place(to: str, place: str) -> None:
    result = run("extract", PDF, "--to", to)
    assert result.exit_code == 2
    assert result.stderr == f"{to} needs a {place}: add -o OUT.\n"


def test_a_missing_extra_is_told_before_anything_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "planextract.emit.xlsx", None)
    monkeypatch.delitem(sys.modules, "planextract.emit.xlsx")
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    result = run("extract", "gone.pdf", "-o", tmp_path / "plans.xlsx")
    assert result.exit_code == 2
    assert result.stderr == "writing Excel workbooks needs an extra: pip install 'planextract[xlsx]'\n"


def test_nothing_read_writes_no_archive(tmp_path: Path) -> None:
    picture = tmp_path / "scan.pdf"
    picture.write_bytes(PICTURE)
    assert run("extract", picture, "-o", tmp_path / "plans.sqlite").exit_code == 3
    assert [path.name for path in tmp_path.iterdir()] == ["scan.pdf"]


def test_results_beside_the_documents_are_not_read_as_documents(folder: Path) -> None:
    for name in ("plans.sqlite", "plans.ics"):
        assert "2 files: 22 actions" in run("extract", folder, "-o", folder / name).stderr
    again = run("extract", folder, "-o", folder / "plans.ics")
    assert again.stderr.count("passed over") == 1, "the picture"


def test_redaction() -> None:
    result = run("extract", ROOT / "samples" / "sallowby-parish-action-log.docx", "--redact", "names, emails")
    record = json.loads(result.stdout)
    assert record["source"]["redacted"] == ["names", "emails"]
    assert "Dunmore" not in result.stdout
    assert "Person 1" in result.stdout


def test_redaction_of_something_else_is_refused() -> None:
    result = run("extract", PDF, "--redact", "names,addresses")
    assert result.exit_code == 2
    assert result.stderr == "--redact addresses: choose from names, phones, emails.\n"


# How it ends -------------------------------------------------------------------------------------------------------


def test_some_unread(tmp_path: Path) -> None:
    picture = tmp_path / "scan.pdf"
    picture.write_bytes(PICTURE)
    out = tmp_path / "all.jsonl"
    result = run("extract", picture, SAMPLE, tmp_path / "gone.pdf", "-o", out)
    assert result.exit_code == 1
    assert out.read_text().count("\n") == 1
    said = result.stderr.splitlines()
    assert said[0] == f"{picture}: it is a picture; run OCR over it and read the result."
    assert said[1] == f"{tmp_path / 'gone.pdf'}: there is no such file; check the name."


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.pdf", b""), ("cut.docx", b"PK\x03\x04 cut short"), ("picture.txt", PICTURE), ("gone.txt", None)],
)
@pytest.mark.parametrize("command", ["extract", "show", "tables", "explain"])
def test_nothing_read(command: str, name: str, content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    out = tmp_path / "plan.json"
    more = {"explain": ["a001"], "extract": ["-o", str(out)]}.get(command, [])
    result = run(command, tmp_path / name, *more)
    assert result.exit_code == 3
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith(f"{tmp_path / name}: ")
    assert not out.exists()


def test_an_empty_folder(tmp_path: Path) -> None:
    result = run("extract", tmp_path, "--to", "csv")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "no file" in result.stderr


def test_a_folder_where_a_file_is_wanted(tmp_path: Path) -> None:
    assert "name one file in it" in run("show", tmp_path).stderr


@pytest.mark.parametrize(
    "arguments", [["extract"], ["extract", "x", "--to", "xml"], ["explain", "x"], ["nonsense"]]
)
def test_wrong_use(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    result = run("extract", SAMPLE, "-o", tmp_path / "none" / "plan.json")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_no_document_is_overwritten(tmp_path: Path) -> None:
    mine = tmp_path / "plan.json"
    mine.write_bytes(SAMPLE.read_bytes())
    assert run("extract", mine, "-o", mine).exit_code == 2
    assert run("extract", mine, "-o", tmp_path).exit_code == 2
    assert mine.read_bytes() == SAMPLE.read_bytes()


def test_a_bug_looks_like_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planextract.pipeline.extract_document", lambda *_: 1 / 0)
    assert isinstance(run("extract", SAMPLE).exception, ZeroDivisionError)


def test_exit_codes_are_told_in_help() -> None:
    text = run("--help").stdout
    codes = (failing.ALL_READ, failing.SOME_UNREAD, failing.WRONG_USE, failing.NOTHING_READ)
    assert all(f"\n    {code}  " in text for code in codes)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGPIPE there")
def test_a_broken_pipe_ends_quietly() -> None:
    reader = program("extract", SAMPLE)
    assert reader.stdout is not None and reader.stderr is not None
    reader.stdout.close()
    assert reader.stderr.read() == b""
    assert reader.wait(timeout=60) != 0
    reader.stderr.close()


# Writing -----------------------------------------------------------------------------------------------------------


def test_a_file_half_written_is_never_seen(tmp_path: Path) -> None:
    out = tmp_path / "plan.json"
    out.write_text("before")
    with pytest.raises(ZeroDivisionError), replacing(out) as file:
        file.write(b"half")
        assert out.read_text() == "before"
        raise ZeroDivisionError
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]
    assert out.read_text() == "before"


def test_a_link_is_followed(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("before")
    link.symlink_to(real)
    outputs.write_file(link, ["after"])
    assert link.is_symlink()
    assert real.read_text() == "after"


def test_a_device_is_no_file_to_replace() -> None:
    outputs.write_file(Path(os.devnull), ["gone"])
    assert not Path(os.devnull).is_file()


# Looking -----------------------------------------------------------------------------------------------------------


def test_show() -> None:
    result = run("show", SAMPLE)
    assert result.exit_code == 0
    assert "Adult Services Inspection Action Plan" in result.stdout
    assert "2011-12-31 (Q3" in result.stdout
    assert "11 actions, 6 findings" in result.stdout


def test_show_a_document_without_actions() -> None:
    assert "No actions in this document." in run("show", ROOT / "samples" / "peer-challenge-news.txt").stdout


def test_explain_gives_words_rule_and_place() -> None:
    lines = run("explain", SAMPLE, "a005").stdout.splitlines()
    start = lines.index("deadline")
    assert lines[start + 2 : start + 4] == ["  raw    Q3 2011/12", "  rule   financial_quarter"]
    assert re.fullmatch(r"  sure   0\.\d+ \((?:use|look|doubt)\)", lines[start + 4])
    assert lines[start + 5].startswith("  place  table ")
    assert lines[start + 5].endswith(", row 2, column 2, characters 3-13")


def test_explain_an_unknown_action() -> None:
    result = run("explain", SAMPLE, "a099")
    assert result.exit_code == 2
    assert "it has a001 to a011" in result.stderr


def test_explain_everything_that_has_a_source() -> None:
    text = "\n".join(console.explain(full(), full().actions[0]))
    for name in (
        "priority_action f001",
        "owners[1]",
        "progress.rag",
        "progress.updates[0].text",
        "other['Budget code']",
    ):
        assert f"\n{name}\n" in text
    assert "overdue on 2010-02-02: yes" in text


def test_tables_is_plain_in_a_pipe() -> None:
    first, second, *_ = run("tables", PDF).stdout.splitlines()
    assert first.startswith("table 0, page 1: ")
    assert len(first.split("\t")) == 3
    assert second.split("\t")[1:4] == ["0", "Ref", "reference"]


def test_schema() -> None:
    assert run("schema").stdout == (ROOT / "docs" / "schema" / "v1.json").read_text(encoding="utf-8")


def test_version() -> None:
    assert run("--version").stdout == f"planextract {__version__}\n"


def test_words_of_a_document_do_not_command_the_terminal() -> None:
    assert console.printable("a\x1b]0;title\x07b\u202ec\x9b2J") == "a�]0;title�b�c�2J"


@pytest.mark.parametrize("text", ["a" * 10_000, "\x1b" * 10_000, "[bold]" * 2_000, "é " * 5_000])
def test_hostile_words_are_clipped(text: str) -> None:
    assert len(console._clipped(text)) <= 160


def test_a_vocabulary_is_checked_and_used(tmp_path: Path) -> None:
    words, plan = tmp_path / "own.toml", tmp_path / "plan.txt"
    words.write_text('[deadlines]\n"2022/23" = ["Year 1"]\n[statuses]\ncompleted = ["Landed"]\n')
    plan.write_text(
        "Ref\tAction\tLead officer\tTarget date\tStatus\n1\tOpen a hub\tHead of Housing\tYear 1\tLanded\n"
    )
    checked = run("vocab", "check", words)
    assert (checked.exit_code, checked.stdout) == (0, f"{words}: 1 states, 1 deadlines\n")
    read = json.loads(run("extract", plan, "--vocabulary", words).stdout)
    assert read["actions"][0]["deadline"]["value"]["latest"] == "2023-03-31"
    assert read["actions"][0]["progress"]["state"]["value"] == "completed"
    words.write_text('[statuses]\ncompleted = ["Landed"]\nbehind = ["landed"]\n')
    for command in (("vocab", "check", words), ("extract", plan, "--vocabulary", words)):
        refused = run(*command)
        assert refused.exit_code == 2 and "landed" in refused.stderr
