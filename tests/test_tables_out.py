"""Tables of a whole archive: what is in each column, as CSV and Parquet packages and as SQLite."""

import csv
import hashlib
import json
import os
import sqlite3
import sys
import warnings
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import planextract
from extractions import action, bare_action, full, source, words
from planextract import errors, pipeline
from planextract.emit import EXTRAS, FORMATS, WRITERS, emit, emit_many, require, write
from planextract.emit.cells import safe
from planextract.emit.filed import Filed, entries
from planextract.emit.sqlite import INDICES, VIEWS
from planextract.emit.tables import TABLES, Table
from planextract.readers.collection.member import Member
from planextract.records import (
    Decision,
    DiagnosticRecord,
    Extracted,
    Extraction,
    Progress,
    State,
    Update,
)

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = sorted(
    path for path in (ROOT / "samples").iterdir() if path.suffix in (".pdf", ".docx", ".txt", ".xlsx")
)


def journal() -> Progress:
    """A progress with a dated journal, as audit trackers keep it."""
    day = Extracted[date](value=date(2010, 1, 4), raw="4 Jan", rule="day_month", sources=())
    state = Extracted[State](value="on_track", raw="On target", rule="whole_state", sources=())
    return Progress(updates=(Update(date=day, text=words("Rota agreed with the hospital"), state=state),))


def archive() -> list[Extraction | Filed]:
    """A plan, its copy in another folder, minutes with a decision that makes an action, and a file that is locked."""
    minutes = full(bare_action(), action(id="a003", progress=journal())).model_copy(
        update={
            "source": source("minutes.docx").model_copy(update={"sha256": "ab" * 32, "pages": None}),
            "decisions": (
                Decision(
                    id="d1",
                    reference=words("12/09"),
                    verb="request",
                    text=words("That the Head of Housing be requested to report back"),
                    made="resolved",
                    action_ids=("a002",),
                ),
            ),
            "diagnostics": (
                DiagnosticRecord(
                    code="deadline_not_understood",
                    severity="warning",
                    message='table 1, row 3: "Q5" is not a quarter',
                    sources=words("Q5").sources,
                ),
            ),
        }
    )
    locked = pipeline.unreadable(
        Member("old.pdf", b"%PDF"), errors.EncryptedFileError("old.pdf", "it opens only with a password.")
    )
    return [Filed(full(), "2010/plan.pdf"), Filed(full(), "2011/plan.pdf"), minutes, locked]


def samples() -> list[Extraction | Filed]:
    return [Filed(planextract.extract(path), f"samples/{path.name}") for path in SAMPLES]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("csv") / "plans"
    write([*archive(), *samples()], "datapackage", folder)
    return folder


@pytest.fixture(scope="module")
def parquet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parquet") / "plans"
    write([*archive(), *samples()], "parquet", folder)
    return folder


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("sqlite") / "plans.sqlite"
    write([*archive(), *samples()], "sqlite", path)
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def rows(package: Path, name: str) -> list[dict[str, str]]:
    with (package / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


KEY, COPY = "0" * 16, f"{'0' * 16}-2"

# Every column ----------------------------------------------------------------------------------------------------


def test_documents(package: Path) -> None:
    first, copy, minutes, locked = rows(package, "documents")[:4]
    assert first == {
        "document_id": KEY,
        "position": "1",
        "path": "2010/plan.pdf",
        "name": "plan.pdf",
        "media_type": "application/pdf",
        "sha256": "0" * 64,
        "bytes": "1234",
        "pages": "4",
        "reader": "pdf",
        "error": "",
        "document_kind": "action_plan",
        "title": "Improvement Plan",
        "authority": "Easterby Borough Council",
        "body": "",
        "meeting_date": "",
        "agenda_item": "",
        "report_of": "",
        "wards": "",
        "reference_date": "2010-02-02",
        "reference_basis": "option",
        "findings": "1",
        "actions": "2",
        "decisions": "1",
        "diagnostics": "1",
        "redacted": "",
        "schema_version": first["schema_version"],
        "planextract_version": "0.1.0",
    }
    assert (copy["document_id"], copy["path"], copy["position"]) == (COPY, "2011/plan.pdf", "2")
    assert (minutes["document_id"], minutes["path"], minutes["pages"]) == ("ab" * 8, "minutes.docx", "")
    assert (locked["reader"], locked["error"]) == ("none", "it opens only with a password.")
    assert locked["document_id"] == hashlib.sha256(b"%PDF").hexdigest()[:16]
    harrowmoor = next(row for row in rows(package, "documents") if "harrowmoor" in row["name"])
    assert harrowmoor["body"] == "Overview and Scrutiny Committee"
    assert harrowmoor["meeting_date"] == "2020-01-14"


def test_actions(package: Path) -> None:
    first, second = rows(package, "actions")[:2]
    assert first == {
        "document_id": KEY,
        "action_id": "a001",
        "plan_id": "p1",
        "kind": "planned",
        "modality": "shall",
        "reference": "1.1",
        "section": "Safeguarding",
        "text": "Screen all alerts, every day",
        "owners": "Clive Jarman (Head of Safeguarding, Easterby); DMT",
        "owners_absent": "",
        "deadline_raw": "29 January 2010",
        "deadline_kind": "due",
        "earliest": "2010-01-29",
        "latest": "2010-01-29",
        "precision": "day",
        "approximate": "false",
        "year_inferred": "false",
        "first_latest": "2009-12-31",
        "deadline_absent": "",
        "state": "in_progress",
        "state_raw": "Work underway",
        "state_absent": "",
        "stage": "open",
        "rag": "amber",
        "percent": "40",
        "completed_on": "2010-02-01",
        "response": "accepted",
        "assurance": "Internal audit",
        "commentary": "Post filled – cover “still to be agreed”",
        "priority": "priority",
        "evidence": "evidence",
        "success_measure": "success_measure",
        "resources": "resources",
        "risk": "risk",
        "monitored_by": "monitored_by",
        "other": '{"Budget code": "B12"}',
        "overdue_at_reference": "true",
        "page": "3",
        "owners_confidence": "0.25",
        "deadline_confidence": "0.75",
        "state_confidence": "",
    }
    assert (second["text"], second["plan_id"], second["owners"]) == ("Report back", "", "")
    tracker = [row for row in rows(package, "actions") if row["reference"] == "18/02"]
    assert [(row["deadline_raw"], row["earliest"], row["latest"], row["precision"]) for row in tracker] == [
        ("Q3 2018/19", "2018-10-01", "2018-12-31", "quarter")
    ]


def test_a_reason_stands_where_there_is_no_value(tmp_path: Path) -> None:
    write([full(action(deadline=None, absent={"deadline": "blank"}))], "datapackage", tmp_path / "plans")
    [row] = rows(tmp_path / "plans", "actions")
    assert (row["deadline_raw"], row["latest"], row["deadline_absent"]) == ("", "", "blank")


def test_what_belongs_to_actions(package: Path) -> None:
    lead, support = rows(package, "owners")[:2]
    assert lead == {
        "document_id": KEY,
        "action_id": "a001",
        "number": "1",
        "owner": "Clive Jarman (Head of Safeguarding, Easterby)",
        "raw": "Clive Jarman (Head of Safeguarding, Easterby)",
        "name": "Clive Jarman",
        "role": "Head of Safeguarding",
        "organisation": "Easterby",
        "kind": "person",
        "part": "lead",
        "inherited": "false",
        "expansion": "",
        "confidence": "0.5",
    }
    assert (support["number"], support["owner"], support["part"]) == ("2", "DMT", "support")
    assert rows(package, "action_findings")[0] == {
        "document_id": KEY,
        "action_id": "a001",
        "finding_id": "f001",
    }
    assert next(row for row in rows(package, "updates") if row["document_id"] == "ab" * 8) == {
        "document_id": "ab" * 8,
        "action_id": "a003",
        "number": "1",
        "date": "2010-01-04",
        "date_raw": "4 Jan",
        "text": "Rota agreed with the hospital",
        "state": "on_track",
    }


def test_what_belongs_to_documents(package: Path) -> None:
    assert rows(package, "findings")[0] == {
        "document_id": KEY,
        "finding_id": "f001",
        "plan_id": "",
        "kind": "priority_action",
        "reference": "1",
        "section": "",
        "text": "Not screened",
        "page": "3",
    }
    assert rows(package, "plans")[0] == {
        "document_id": KEY,
        "plan_id": "p1",
        "title": "The Plan",
        "lead": "Clive Jarman (Head of Safeguarding, Easterby); DMT",
    }
    assert rows(package, "reviews")[0] == {
        "document_id": KEY,
        "review_id": "r1",
        "name": "Peer review",
        "kind": "peer",
        "provider": "",
        "start": "",
        "end": "",
    }
    assert rows(package, "tallies")[0] == {
        "document_id": KEY,
        "number": "1",
        "total": "3",
        "counts": '{"green": 3}',
        "sums": "true",
        "agrees_with_actions": "",
        "raw": "3",
        "page": "",
    }
    assert next(row for row in rows(package, "diagnostics") if row["document_id"] == "ab" * 8) == {
        "document_id": "ab" * 8,
        "number": "1",
        "code": "deadline_not_understood",
        "severity": "warning",
        "message": 'table 1, row 3: "Q5" is not a quarter',
        "page": "3",
    }


def test_decisions_and_the_actions_that_they_make(package: Path) -> None:
    made = next(row for row in rows(package, "decisions") if row["document_id"] == "ab" * 8)
    assert made == {
        "document_id": "ab" * 8,
        "decision_id": "d1",
        "reference": "12/09",
        "verb": "request",
        "text": "That the Head of Housing be requested to report back",
        "made": "resolved",
        "page": "3",
    }
    assert {"document_id": "ab" * 8, "decision_id": "d1", "action_id": "a002"} in rows(
        package, "decision_actions"
    )


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_csv_parquet_and_sqlite_hold_the_same(
    table: Table, package: Path, parquet: Path, base: sqlite3.Connection
) -> None:
    written = pq.read_table(parquet / f"{table.name}.parquet").to_pylist()
    assert written, "the test would see nothing"
    as_text = [{name: _text(value) for name, value in row.items()} for row in written]
    assert as_text == rows(package, table.name)
    kept = [dict(row) for row in base.execute(f"SELECT * FROM {table.name} ORDER BY rowid")]
    plain = [
        {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
        for row in written
    ]
    assert kept == plain


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else safe(str(value))  # "--10-14", a day without its year


# Data packages ---------------------------------------------------------------------------------------------------


def test_a_data_package_is_what_frictionless_takes(package: Path, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frictionless = pytest.importorskip("frictionless")
        report = frictionless.validate(str(package / "datapackage.json"))
        assert report.valid, report.flatten(["type", "message"])
        spoilt = tmp_path / "owners.csv"
        spoilt.write_text((package / "owners.csv").read_text().replace("false", "perhaps", 1))
        resource = json.loads((package / "datapackage.json").read_text())["resources"][6]
        assert resource["name"] == "owners"
        schema = frictionless.Schema.from_descriptor(resource["schema"])
        found = frictionless.validate(spoilt.name, basepath=str(spoilt.parent), schema=schema)
        assert not found.valid, "frictionless sees what is wrong"


VALUES: dict[str, Any] = {
    "string": str,
    "integer": int,
    "number": float,
    "date": date.fromisoformat,
    "boolean": {"true": True, "false": False}.__getitem__,
}


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_data_package_keeps_its_word(kind: str, package: Path, parquet: Path) -> None:
    """Our own reading of the standard: bytes, hashes, types, what is required, choices, keys."""
    folder = {"csv": package, "parquet": parquet}[kind]
    resources = {
        each["name"]: each for each in json.loads((folder / "datapackage.json").read_text())["resources"]
    }
    assert list(resources) == [table.name for table in TABLES]
    held = {name: rows(package, name) for name in resources}
    for name, resource in resources.items():
        data = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        schema = resource["schema"]
        assert [field["name"] for field in schema["fields"]] == list(held[name][0])
        for field in schema["fields"]:
            limits = field.get("constraints", {})
            assert field["description"].endswith((".", "..."))
            for row in held[name]:
                cell = row[field["name"]]
                assert cell or not limits.get("required"), (name, field["name"])
                assert not cell or cell in limits.get("enum", [cell])
                assert not cell or VALUES[field["type"]](cell) is not None
        keys = [tuple(row[part] for part in schema["primaryKey"]) for row in held[name]]
        assert len(set(keys)) == len(keys), name
        for foreign in schema.get("foreignKeys", []):
            target = foreign["reference"]
            there = {tuple(row[part] for part in target["fields"]) for row in held[target["resource"]]}
            assert {tuple(row[part] for part in foreign["fields"]) for row in held[name]} <= there


def test_parquet_has_types_and_meanings(parquet: Path) -> None:
    schema = pq.read_schema(parquet / "actions.parquet")
    assert str(schema.field("latest").type) == "date32[day]"
    assert str(schema.field("overdue_at_reference").type) == "bool"
    assert not schema.field("action_id").nullable
    assert schema.field("text").metadata[b"description"] == b"What is to be done."
    [first, *_] = pq.read_table(parquet / "actions.parquet").to_pylist()
    assert (first["latest"], first["percent"], first["page"]) == (date(2010, 1, 29), 40.0, 3)


def test_parquet_is_written_in_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("planextract.emit.parquet"), "ROWS", 3)
    write(archive(), "parquet", tmp_path / "plans")
    file = pq.ParquetFile(tmp_path / "plans" / "actions.parquet")
    assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [3, 3]


def test_a_cell_of_a_package_is_no_formula(tmp_path: Path) -> None:
    hostile = '=HYPERLINK("http://bad.example")'
    document = full(action(text=words(hostile), other={"@SUM(A1)": words("+1")}))
    write([Filed(document, "=cmd.pdf")], "datapackage", tmp_path / "plans")
    [row] = rows(tmp_path / "plans", "actions")
    assert row["text"] == f"'{hostile}"
    assert json.loads(row["other"]) == {"@SUM(A1)": "+1"}
    assert rows(tmp_path / "plans", "documents")[0]["path"] == "'=cmd.pdf"
    write([document], "parquet", tmp_path / "parquet")
    kept = pq.read_table(tmp_path / "parquet" / "actions.parquet").to_pylist()
    assert kept[0]["text"] == hostile, "no spreadsheet opens Parquet"


# SQLite ----------------------------------------------------------------------------------------------------------


def test_sqlite_answers_the_common_questions(base: sqlite3.Connection) -> None:
    overdue = [dict(row) for row in base.execute("SELECT * FROM overdue WHERE document_id = ?", [KEY])]
    assert overdue == [
        {
            "path": "2010/plan.pdf",
            "document_id": KEY,
            "action_id": "a001",
            "reference": "1.1",
            "text": "Screen all alerts, every day",
            "owners": "Clive Jarman (Head of Safeguarding, Easterby); DMT",
            "deadline_raw": "29 January 2010",
            "latest": "2010-01-29",
            "reference_date": "2010-02-02",
            "days_late": 4,
            "state": "in_progress",
            "rag": "amber",
            "page": 3,
        }
    ]
    jarman = base.execute("SELECT * FROM by_owner WHERE owner LIKE 'Clive Jarman%'").fetchall()
    assert [tuple(row) for row in jarman] == [
        ("Clive Jarman (Head of Safeguarding, Easterby)", "person", 3, 3, 2, 0, 0, 1, 3)
    ]
    payroll = base.execute("SELECT actions, done FROM by_owner WHERE owner = 'Payroll Manager'").fetchone()
    assert tuple(payroll) == (1, 1)
    states = {row["state"]: row["actions"] for row in base.execute("SELECT * FROM by_state")}
    total = base.execute("SELECT COUNT(*) FROM actions").fetchone()[0]
    assert states["in_progress"] >= 3
    assert sum(states.values()) <= total
    doubtful = base.execute("SELECT path, code FROM to_check WHERE document_id = ?", ["ab" * 8]).fetchall()
    assert [tuple(row) for row in doubtful] == [("minutes.docx", "deadline_not_understood")]


def test_sqlite_is_sound_and_says_what_it_is(base: sqlite3.Connection) -> None:
    assert base.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert base.execute("PRAGMA user_version").fetchone()[0] == 1
    there = {(row["type"], row["name"]) for row in base.execute("SELECT type, name FROM sqlite_master")}
    assert {("view", name) for name in VIEWS} | {("index", name) for name in INDICES} <= there
    meaning = base.execute("SELECT sql FROM sqlite_master WHERE name = 'owners'").fetchone()[0]
    assert "role TEXT, -- Post." in meaning


def test_sqlite_refuses_what_points_nowhere(base: sqlite3.Connection) -> None:
    base.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        base.execute("INSERT INTO action_findings VALUES (?, 'a001', 'f999')", [KEY])
    base.rollback()


def test_indices_are_used(base: sqlite3.Connection) -> None:
    plan = base.execute("EXPLAIN QUERY PLAN SELECT * FROM actions WHERE latest < '2011-01-01'").fetchall()
    assert "actions_by_latest" in plan[0]["detail"]


# Archives --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("to", [to for to in FORMATS if to != "json"])
def test_the_same_documents_give_the_same_bytes(to: str, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(archive(), to, tmp_path / name)
    one, two = tmp_path / "one", tmp_path / "two"
    files = [path.name for path in one.iterdir()] if one.is_dir() else [""]
    for name in files:
        assert (one / name).read_bytes() == (two / name).read_bytes(), name


@pytest.mark.parametrize("to", FORMATS)
def test_an_empty_archive_is_written_too(to: str, tmp_path: Path) -> None:
    write([], to, tmp_path / "plans")
    assert (tmp_path / "plans").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["plans"]


@pytest.mark.parametrize("to", [to for to in FORMATS if to != "json"])
def test_documents_are_taken_one_at_a_time(to: str, tmp_path: Path) -> None:
    """The next is asked for when the one before is let go."""
    alive: list[int] = []

    class Watched(Extraction):
        def __del__(self) -> None:
            alive.remove(id(self))

    def given() -> Iterator[Extraction]:
        for number in range(4):
            document = Watched.model_validate(full().model_dump(by_alias=True))
            object.__setattr__(document, "source", source(f"{number}.pdf"))
            alive.append(id(document))
            assert len(alive) <= 3
            yield document
            del document

    write(given(), to, tmp_path / "plans")
    assert not alive


@pytest.mark.parametrize("to", FORMATS)
def test_nothing_half_written_is_left(to: str, tmp_path: Path) -> None:
    def broken() -> Iterator[Extraction]:
        yield full()
        raise ZeroDivisionError

    (tmp_path / "kept").write_text("before")
    for name in ("new", "kept"):
        with pytest.raises((ZeroDivisionError, FileExistsError)):
            write(broken(), to, tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert (tmp_path / "kept").read_text() == "before"


@pytest.mark.parametrize("to", ["datapackage", "parquet"])
def test_a_folder_replaces_an_earlier_one_and_nothing_else(to: str, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    write(archive(), to, folder)
    write([full()], to, folder)
    assert len(json.loads((folder / "datapackage.json").read_text())["resources"]) == len(TABLES)
    (folder / "notes.txt").write_text("mine")
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(FileExistsError, match="other things"):
        write([full()], to, folder)
    assert sorted(path.name for path in folder.iterdir()) == before
    assert [path.name for path in tmp_path.iterdir()] == ["plans"]


def test_a_device_gets_the_whole_file() -> None:
    write([full()], "sqlite", Path(os.devnull))


def test_json_holds_one_document() -> None:
    with pytest.raises(ValueError, match="choose jsonl"):
        write([full(), full()], "json", Path(os.devnull))


def test_formats_that_are_no_text_are_told() -> None:
    with pytest.raises(ValueError, match="xlsx is no text"):
        emit(full(), "xlsx")
    with pytest.raises(ValueError, match="no emitter writes 'docx'"):
        write([], "docx", Path(os.devnull))


@pytest.mark.parametrize(
    ("to", "library"), [("xlsx", "xlsxwriter"), ("parquet", "pyarrow"), ("ics", "icalendar")]
)
def test_a_missing_library_names_its_extra(
    to: str, library: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, f"planextract.emit.{to}", None)
    monkeypatch.delitem(sys.modules, f"planextract.emit.{to}")
    monkeypatch.setitem(sys.modules, library, None)
    for call in (lambda: require(to), lambda: write([full()], to, tmp_path / "plans")):
        with pytest.raises(errors.MissingDependencyError, match=rf"pip install 'planextract\[{to}\]'"):
            call()
    assert EXTRAS[library][1] == to
    assert list(tmp_path.iterdir()) == []


def test_extras_are_those_of_the_package() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    for _, extra in EXTRAS.values():
        assert f"\n{extra} = [" in text
    assert set(WRITERS) | {"ics", "csv", "json", "jsonl"} == set(FORMATS)


def test_keys_are_those_of_the_content() -> None:
    keyed = list(entries([full(), Filed(full(), "b/plan.pdf"), full()]))
    assert [entry.key for entry in keyed] == [KEY, COPY, f"{KEY}-3"]
    unknown = full().model_copy(update={"source": source().model_copy(update={"sha256": ""})})
    [one] = entries([Filed(unknown, "b/plan.pdf")])
    assert one.key == hashlib.sha256(b"b/plan.pdf").hexdigest()[:16]


def test_many_texts_take_filed_documents_too() -> None:
    assert "".join(emit_many([Filed(full())], "jsonl")) == emit(full(), "jsonl")


@pytest.mark.parametrize("to", ["sqlite", "parquet", "datapackage", "xlsx", "ics"])
def test_half_a_character_and_nothing_break_no_format(to: str, tmp_path: Path) -> None:
    write([full(action(text=words("caf\udce9 \x00\x0b")))], to, tmp_path / "plans")
