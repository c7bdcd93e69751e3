"""Each sample document says what stands beside it, and those in Word and PDF come out of their maker as committed."""

import json
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import planextract
from planextract.records import Extraction

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
REGENERATE: dict[str, Any] = runpy.run_path(str(SAMPLES / "regenerate.py"), run_name="regenerate")
MAKER: dict[str, Any] = runpy.run_path(str(SAMPLES / "make_samples.py"), run_name="make_samples")
DOCUMENTS: list[Path] = REGENERATE["documents"]()
MADE: dict[str, Any] = MAKER["MADE"]
rendered: Callable[[Extraction], str] = REGENERATE["rendered"]


def said(path: Path) -> dict[str, Any]:
    """What the document says, apart from the file that says it."""
    record: dict[str, Any] = json.loads(rendered(planextract.extract(path)))
    return {key: value for key, value in record.items() if key != "source"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_extraction_is_the_expected_one(document: Path) -> None:
    file: Path = REGENERATE["expected_file"](document)
    assert file.exists(), "nobody has read this extraction against its document yet"
    assert json.loads(rendered(planextract.extract(document))) == json.loads(file.read_text(encoding="utf-8"))


def test_there_are_samples_of_every_format() -> None:
    assert len(DOCUMENTS) >= 10
    assert {path.suffix for path in DOCUMENTS} == REGENERATE["FORMATS"]


def test_every_sample_is_described() -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in DOCUMENTS if f"`{path.name}`" not in readme] == []


@pytest.mark.parametrize("name", MADE)
def test_made_documents_say_what_the_committed_ones_say(name: str, tmp_path: Path) -> None:
    MAKER["make"](tmp_path)
    assert said(tmp_path / name) == said(SAMPLES / name)


@pytest.mark.parametrize("name", MADE)
def test_making_twice_gives_the_same_bytes(name: str) -> None:
    draw, sheet = MADE[name]
    assert draw(sheet) == draw(sheet)


def test_regenerate_overwrites_only_when_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    document = DOCUMENTS[0]
    file = tmp_path / "changed.expected.json"
    file.write_text("{}\n")
    monkeypatch.setitem(REGENERATE["main"].__globals__, "expected_file", lambda _: file)
    assert REGENERATE["main"](["--only", document.stem]) == 1
    assert file.read_text() == "{}\n"
    assert REGENERATE["main"](["--only", document.stem, "--write"]) == 0
    assert REGENERATE["main"](["--only", document.stem]) == 0
