"""Trained models: found, checked against their checksums, loaded late, and done without where they are missing."""

import hashlib
import importlib.util
import json
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from planextract.drafts import bullet_kinds
from planextract.prose import models
from planextract.prose.models import Models

ROOT = Path(__file__).resolve().parents[1]
NAMES = {"bullets": 3_000_000, "clauses": 9_000_000}
"""And the most that each may weigh, without what it was trained from."""
TASK = "the kind of bullets"

with_spacy = pytest.mark.skipif(importlib.util.find_spec("spacy") is None, reason="spaCy is not here")


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """No test leaves another what it found missing."""
    models.missing.cache_clear()
    yield
    models.missing.cache_clear()


@with_spacy
def test_a_model_says_that_it_took_part() -> None:
    wanted = Models()
    assert wanted.used == ()
    model = wanted.get("bullets", TASK)
    assert model is not None
    sums = ROOT / "models" / "bullets" / "SHA256SUMS"
    (used,) = wanted.used
    assert (used.name, used.version) == ("bullets", model.pipeline.meta["version"])
    assert used.sha256 == hashlib.sha256(sums.read_bytes()).hexdigest()
    assert wanted.diagnostics == ()


def test_without_spacy_one_remark_and_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "find_spec", lambda _: None)
    wanted = Models()
    assert wanted.get("bullets", TASK) is None
    assert wanted.get("bullets", TASK) is None
    assert [(each.code, each.message) for each in wanted.diagnostics] == [
        ("model_not_installed", "the kind of bullets: install planextract[models] to have it used")
    ]
    assert wanted.used == ()


def test_models_not_wanted_are_not_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "find_spec", lambda _: None)
    wanted = Models(wanted=False)
    assert wanted.get("bullets", TASK) is None
    assert wanted.diagnostics == ()


@with_spacy
def test_a_changed_file_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "models" / "bullets", tmp_path / "bullets")
    with (tmp_path / "bullets" / "pipeline" / "textcat" / "model").open("ab") as file:
        file.write(b"\0")
    monkeypatch.setattr(models, "folder_of", lambda name: tmp_path / name)
    wanted = Models()
    assert wanted.get("bullets", TASK) is None
    (remark,) = wanted.diagnostics
    assert "pipeline/textcat/model of the model bullets is not the file" in remark.message


def test_a_file_more_or_less_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "bullets"
    shutil.copytree(ROOT / "models" / "bullets", folder)
    assert list(models.wrong_files(folder)) == []
    (folder / "pipeline" / "extra").write_bytes(b"")
    (folder / "pipeline" / "meta.json").unlink()
    assert list(models.wrong_files(folder)) == ["pipeline/extra", "pipeline/meta.json"]


@with_spacy
def test_a_model_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = Models()
    assert wanted.get("horoscopes", TASK) is None
    assert "not in this copy" in wanted.diagnostics[0].message


@pytest.mark.parametrize("name", NAMES)
def test_every_model_is_in_the_wheel_and_the_source(name: str) -> None:
    hatch = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]
    taken = hatch["build"]["targets"]["wheel"]["force-include"]
    sums = (ROOT / models.FOLDER / name / models.SUMS).read_text(encoding="utf-8")
    needed = {line.partition("  ")[2].partition("/")[0] for line in sums.splitlines()}
    for part in (*needed, models.SUMS, "README.md"):
        path = f"{models.FOLDER}/{name}/{part}"
        assert (ROOT / path).exists()
        assert taken[path] == f"planextract/{path}"
    assert models.FOLDER in hatch["build"]["targets"]["sdist"]["include"]


@pytest.mark.parametrize("name", NAMES)
def test_no_model_carries_its_texts(name: str) -> None:
    folder = ROOT / models.FOLDER / name
    sums = (folder / models.SUMS).read_text(encoding="utf-8").splitlines()
    assert sum((folder / line.partition("  ")[2]).stat().st_size for line in sums) < NAMES[name]
    assert not (folder / models.PIPELINE / "vocab").exists()
    bullets = ROOT.parent / "shared" / "training" / "inspection_bullets.jsonl"
    if not bullets.is_file():
        pytest.skip("the bullets are not here")
    held = b"".join((folder / line.partition("  ")[2]).read_bytes() for line in sums)
    texts = [json.loads(line)["text"] for line in bullets.read_text(encoding="utf-8").splitlines()]
    assert [text for text in texts if len(text.split()) > 3 and text.encode() in held] == []


def trainer() -> ModuleType:
    path = ROOT / "models" / "bullets" / "train.py"
    spec = importlib.util.spec_from_file_location("train_bullets", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SMALL = [
    ("Leaders know their services well.", "strength"),
    ("Staff are proud to work for Barnton.", "strength"),
    ("Plans are not reviewed in time.", "afi"),
    ("The quality of supervision.", "afi"),
]


@with_spacy
def test_council_bullets_are_of_both_kinds_and_each_once() -> None:
    made = trainer().council()
    assert {each.kind for each in made} == {"strength", "area_for_development"}
    assert len({each.text.casefold() for each in made}) == len(made) > 80


@with_spacy
def test_training_repeats_byte_for_byte(tmp_path: Path) -> None:
    training = tmp_path / "bullets.jsonl"
    lines = [
        {"src": "jtai", "la": "barnton", "file": "a.pdf", "label": kind, "text": text} for text, kind in SMALL
    ]
    training.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    module = trainer()
    for folder in ("first", "second"):
        (tmp_path / folder).mkdir()
        shutil.copy(ROOT / "models" / "bullets" / "words.toml", tmp_path / folder)
        module.write(module.train(module.bullets(training)), tmp_path / folder)
    first, second = (tmp_path / folder / models.SUMS for folder in ("first", "second"))
    assert first.read_bytes() == second.read_bytes()
    assert list(models.wrong_files(tmp_path / "first")) == []


@with_spacy
def test_the_shipped_model_is_as_good_as_its_card_says() -> None:
    """On bullets that nobody trained with or looked at; a change of features without a training falls below."""
    path = ROOT / "benchmarks" / "prose" / "bullets_council.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    model = Models().get("bullets", TASK)
    assert model is not None
    odds = bullet_kinds.odds_of([row["text"] for row in rows], model)
    right = [(one > 0) == (row["label"] == "afi") for row, one in zip(rows, odds, strict=True)]
    sure = [hit for hit, one in zip(right, odds, strict=True) if abs(one) > 1.39]
    assert sum(right) / len(right) > 0.82
    assert sum(sure) / len(sure) > 0.92
