"""The schema file is the one that the records give, and what we emit is valid by it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import planextract
from extractions import bare_action, full
from planextract.schema import as_text, json_schema

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = sorted(
    path
    for path in (ROOT / "samples").iterdir()
    if path.suffix in (".docx", ".html", ".odt", ".pdf", ".txt", ".xlsx")
)


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(json_schema())
    return Draft202012Validator(json_schema())


def test_the_file_is_current() -> None:
    file = ROOT / "docs" / "schema" / "v1.json"
    assert file.read_text(encoding="utf-8") == as_text(), "run: make schema"


def test_heading() -> None:
    schema = json_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert list(schema)[:3] == ["$schema", "$id", "title"]


@pytest.mark.parametrize("extraction", [full(), full(bare_action())], ids=["full", "bare"])
def test_hand_made_extractions_are_valid(
    validator: Draft202012Validator, extraction: planextract.Extraction
) -> None:
    validator.validate(json.loads(planextract.emit(extraction)))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_samples_are_valid(validator: Draft202012Validator, sample: Path) -> None:
    validator.validate(json.loads(planextract.emit(planextract.extract(sample))))


def test_missing_and_unknown_keys_are_not_valid(validator: Draft202012Validator) -> None:
    record = json.loads(planextract.emit(full()))
    assert not validator.is_valid({**record, "surprise": 1})
    del record["actions"][0]["deadline"]
    assert not validator.is_valid(record)


def objects(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "Extraction", schema
    yield from ((name, each) for name, each in schema["$defs"].items() if "properties" in each)


def test_every_key_is_required() -> None:
    for name, each in objects(json_schema()):
        assert set(each["required"]) == set(each["properties"]), name
