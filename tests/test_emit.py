"""What each emitter writes, from extractions made by hand."""

import csv
import json
from datetime import date
from io import StringIO

import pytest

import planextract
from extractions import action, bare_action, column, full, words
from planextract.emit import EMITTERS, emit, emit_many
from planextract.emit.csv import COLUMNS, rows, safe
from planextract.records import Deadline, Extracted, Extraction


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


def test_json_is_the_contract() -> None:
    record = json.loads(emit(full(), "json"))
    assert list(record) == list(Extraction.model_fields)
    first, second = record["actions"]
    assert first["deadline"]["value"]["latest"] == "2010-01-29"
    assert first["progress"]["rag"]["value"]["from"] == "fill"
    assert first["progress"]["percent"]["value"] == 40.0
    assert set(first) == set(second)
    assert second["deadline"] is None
    assert second["owners"] == []


def test_json_is_written_for_people_too() -> None:
    text = emit(full())
    assert text.startswith('{\n  "schema_version": "1.4",\n')
    assert text.endswith("\n}\n")
    assert "“still to be agreed”" in text


def test_a_word_not_understood_is_not_a_missing_word() -> None:
    unread = Extracted[Deadline](value=None, raw="Q5", rule="not_understood")
    found, missing = json.loads(emit(full(action(deadline=unread), action(deadline=None))))["actions"]
    assert found["deadline"] == {
        "value": None,
        "raw": "Q5",
        "rule": "not_understood",
        "confidence": None,
        "sources": [],
    }
    assert missing["deadline"] is None


def test_jsonl_is_one_line_with_the_same_content() -> None:
    odd = full(action(text=words("one\u2028two\x85three")))
    text = emit(odd, "jsonl")
    assert len(text.splitlines()) == 1
    assert json.loads(text) == json.loads(emit(odd))


def test_half_a_character_still_gives_utf_8() -> None:
    broken = full(action(text=words("caf\udce9")))
    for to in EMITTERS:
        assert r"caf\udce9" in emit(broken, to).encode("utf-8").decode()
    assert json.loads(emit(broken))["actions"][0]["text"]["raw"] == "caf\udce9"


def test_csv_has_one_row_an_action() -> None:
    first, second = table(emit(full(), "csv"))
    assert list(first) == list(COLUMNS)
    assert first["finding_text"] == "Not screened"
    assert first["owners"] == "Clive Jarman (Head of Safeguarding, Easterby); DMT"
    assert first["owner_roles"] == "Head of Safeguarding; "
    assert first["deadline_kind"] == "due"
    assert (first["earliest"], first["latest"], first["percent"]) == ("2010-01-29", "2010-01-29", "40")
    assert (first["rag"], first["state"], first["overdue_at_reference"]) == ("amber", "in_progress", "true")
    assert (first["page"], first["deadline_confidence"], first["owners_confidence"]) == ("3", "0.75", "0.25")
    assert json.loads(first["other"]) == {"Budget code": "B12"}
    assert second["action"] == "Report back"
    empty = {name for name, cell in second.items() if not cell}
    assert {"owners", "deadline_raw", "latest", "state", "overdue_at_reference", "other"} <= empty


def test_csv_rows_keep_their_types() -> None:
    row = next(rows(full()))
    assert row["latest"] == date(2010, 1, 29)
    assert row["percent"] == 40.0
    assert row["overdue_at_reference"] is True


def test_csv_of_a_word_not_understood() -> None:
    unread = Extracted[Deadline](value=None, raw="Q5", rule="not_understood")
    [row] = table(emit(full(action(deadline=unread)), "csv"))
    assert (row["deadline_raw"], row["deadline_kind"], row["latest"]) == ("Q5", "", "")


def test_csv_lines_end_in_a_line_feed_and_cells_are_quoted() -> None:
    text = emit(full(action(text=words('say "yes", then\nact'))), "csv")
    assert "\r" not in text
    assert '"say ""yes"", then\nact"' in text


@pytest.mark.parametrize(
    "cell",
    [
        "=HYPERLINK(A1)",
        "+44 1632 960001",
        "-cmd|'/c calc'!A1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "=",
        "- see above",
        "＝1",
    ],
)
def test_no_cell_is_a_formula(cell: str) -> None:
    assert safe(cell) == f"'{cell}"
    [row] = table(emit(full(action(text=words(cell), risk=column(cell))), "csv"))
    assert row["action"] == row["risk"] == f"'{cell}".replace("\r", "\n")


@pytest.mark.parametrize("cell", ["-2.5", "-12", "2-3", "Q3 = late", "", "'quoted", "–"])
def test_plain_cells_stay_as_they_are(cell: str) -> None:
    assert safe(cell) == cell


def test_header_stands_once_over_several_documents() -> None:
    texts = list(emit_many([full(), full(bare_action())], "csv"))
    assert [row["action_id"] for row in table("".join(texts))] == ["a001", "a002", "a002"]
    assert "".join(texts).count("action_id") == 1


def test_a_document_without_actions_gives_a_header_alone() -> None:
    empty = full().model_copy(update={"actions": ()})
    assert emit(empty, "csv").splitlines() == [",".join(COLUMNS)]


def test_the_same_extraction_gives_the_same_text() -> None:
    assert [emit(full(), to) for to in EMITTERS] == [emit(full(), to) for to in EMITTERS]


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(ValueError, match="'xml'; choose one of json, jsonl, csv"):
        emit(full(), "xml")


def test_the_public_name_is_the_function_whatever_was_loaded_first() -> None:
    assert planextract.emit is emit


@pytest.mark.parametrize("text", ["a" * 10_000, "(" * 10_000, "=" * 10_000, "-1" * 5_000, '"' * 10_000])
def test_hostile_cells_come_back_whole(text: str) -> None:
    [row] = table(emit(full(action(text=words(text))), "csv"))
    assert row["action"].removeprefix("'") == text
