"""The second reader of owner cells: what it compares, that it is asked only where it is wanted, what becomes of it."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import planextract
from planextract import Options, confidence, second_reading
from planextract.errors import MissingDependencyError
from planextract.normalise import owners
from planextract.normalise.context import Context
from planextract.prose import models
from planextract.prose.models import Models
from planextract.provenance import SourcedText
from planextract.records import Owner
from planextract.second_reading import SecondReader, read_by_rules, tokens

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "samples" / "osmerton-audit-tracker.pdf"
TWICE = Options(second_reading=True)

with_spacy = pytest.mark.skipif(importlib.util.find_spec("spacy") is None, reason="spaCy is not here")


def parties(text: str) -> tuple[Owner, ...]:
    return owners.normalise(SourcedText.plain(text), Context())[0]


# What is compared --------------------------------------------------------------------------------------------------


def test_titles_and_marks_are_no_difference() -> None:
    assert read_by_rules(parties("Cllr Ada Thwaite (the Head of Revenues & Benefits)")) == (
        ("NAME", "ada thwaite"),
        ("ROLE", "head of revenues and benefits"),
    )


@pytest.mark.parametrize(
    "text", ["", " ", "_", "Ada Thwaite/\nOtto Brindle", "漢字 ☑ ½", "a" * 500, '"' * 500]
)
def test_tokens_are_where_they_say(text: str) -> None:
    found = tokens(text)
    assert all(text[token.start : token.end] == token.text for token in found)
    assert "".join(token.text for token in found).replace("\n", "") == "".join(text.split())


@with_spacy
@pytest.mark.parametrize("text", ["", " ", "\n", "Ada Thwaite", '"' * 399, "x" * 399, "\x00", "漢字"])
def test_any_cell_can_be_read(text: str) -> None:
    SecondReader(Models()).judged(text, parties(text))


# Agreed and disputed -----------------------------------------------------------------------------------------------


@with_spacy
@pytest.mark.parametrize(
    "text",
    [
        "Ada Thwaite",
        "Head of Housing",
        "Otto Brindle, Head of Legal Services",
        "Director of Finance / Head of Audit",
        "Housing Strategy Manager (Ada Thwaite)",
        "Fenshire County Council",
        "Audit Committee",
        "All managers",
    ],
)
def test_two_readers_agree_on_plain_cells(text: str) -> None:
    found = SecondReader(Models()).judged(text, parties(text))
    assert found
    assert {owner.second_reading for owner in found} == {"agreed"}


@with_spacy
def test_another_reading_is_disputed() -> None:
    wrong = (Owner(raw="Ada", name="Ada", kind="person", rule="person_name"),)
    (owner,) = SecondReader(Models()).judged("Ada Thwaite, Head of Housing", wrong)
    assert owner.second_reading == "disputed"
    assert owner.name == "Ada"


@with_spacy
def test_a_long_cell_is_not_read_again() -> None:
    text = "Head of Housing, who will " + "see to it that this is done and " * 20
    assert {
        owner.second_reading for owner in SecondReader(Models()).judged(text, parties("Head of Housing"))
    } == {None}


def test_a_finer_figure_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    tiers = {
        "person": {"n": 98, "right": 89},
        "person_agreed": {"n": 48, "right": 48},
        "post_or_body": {"n": 98, "right": 79},
        "disputed": {"n": 8, "right": 5},
    }
    monkeypatch.setattr(confidence, "tables", lambda: {"fields": {"owners": tiers}})
    confidence.figure.cache_clear()
    figures = []
    for kind in ("person", "role"):
        for said in (None, "agreed", "disputed"):
            owner = Owner(raw="x", kind=kind, rule="r", second_reading=said)
            figures.append(confidence.figure_of(owner, 1))
    confidence.figure.cache_clear()
    assert figures == [0.9, 0.98, 0.6, 0.8, 0.8, 0.6]


# In the product ----------------------------------------------------------------------------------------------------


def test_it_is_not_asked_unless_it_is_wanted() -> None:
    program = f"import planextract, sys\nplanextract.extract({str(SAMPLE)!r})\nprint('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"
    assert {
        owner.second_reading for action in planextract.extract(SAMPLE).actions for owner in action.owners
    } == {None}


@with_spacy
def test_it_changes_nothing_but_how_sure_owners_are() -> None:
    once, twice = planextract.extract(SAMPLE), planextract.extract(SAMPLE, TWICE)
    assert [model.name for model in twice.source.models] == ["owners"]
    read = [owner for action in twice.actions for owner in action.owners]
    assert {owner.second_reading for owner in read if not owner.inherited} <= {"agreed", "disputed"}
    assert sum(owner.second_reading == "agreed" for owner in read) >= len(read) / 2
    update = {"second_reading": None, "confidence": None}
    for before, after in zip(once.actions, twice.actions, strict=True):
        bare = [[owner.model_copy(update=update) for owner in action.owners] for action in (before, after)]
        assert bare[0] == bare[1]
        assert before.model_copy(update={"owners": ()}) == after.model_copy(update={"owners": ()})


def test_without_the_extra_it_is_an_error_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_reading, "find_spec", lambda _: None)
    with pytest.raises(MissingDependencyError, match=r"planextract\[models\]"):
        planextract.extract(SAMPLE, TWICE)


def test_no_models_means_none() -> None:
    found = planextract.extract(SAMPLE, Options(second_reading=True, models=False))
    assert found.source.models == ()


@with_spacy
def test_a_model_that_is_not_sound_is_said_and_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "missing", lambda _: "broken; install planextract anew")
    found = planextract.extract(SAMPLE, TWICE)
    assert [each.message for each in found.diagnostics if each.code == "model_not_installed"] == [
        "a second reading of owners: broken; install planextract anew"
    ]


@with_spacy
def test_the_command_line_has_it_too() -> None:
    command = [sys.executable, "-m", "planextract", "explain", "--second-reading", str(SAMPLE), "a002"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "  again  agreed\n" in done.stdout


# Training ----------------------------------------------------------------------------------------------------------


def trainer() -> ModuleType:
    path = ROOT / "models" / "owners" / "train.py"
    spec = importlib.util.spec_from_file_location("train_owners", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@with_spacy
def test_training_repeats_byte_for_byte(tmp_path: Path) -> None:
    module = trainer()
    cells = [("Ada Thwaite, Head of Housing", [(0, 11, "NAME"), (13, 28, "ROLE")])] * 5
    for folder in ("first", "second"):
        (tmp_path / folder).mkdir()
        module.write(module.train(cells, made=60), tmp_path / folder)
    first, second = (tmp_path / folder / models.SUMS for folder in ("first", "second"))
    assert first.read_bytes() == second.read_bytes()
    assert list(models.wrong_files(tmp_path / "first")) == []


@with_spacy
def test_the_labels_of_training_stand_in_their_cells() -> None:
    module = trainer()
    cells = module.invented.cells(500, 1)
    assert cells == module.invented.cells(500, 1)
    for text, spans in cells:
        ends = [0]
        for start, end, label in spans:
            assert label in ("NAME", "ROLE", "ORG")
            assert ends[-1] <= start < end <= len(text)
            assert text[start:end].strip()
            ends.append(end)


@with_spacy
def test_a_labelled_cell_whose_party_is_not_printed_is_left_out(tmp_path: Path) -> None:
    lines = [
        '{"text": "JH (lead)", "want": [{"kind": "initials", "initials": "JH", "name": null, "role": null}]}',
        '{"text": "Chair of the Audit Committee", "want": '
        '[{"kind": "role", "role": "Chair", "organisation": "Audit Committee"}]}',
        '{"text": "JH", "want": [{"kind": "person", "name": "Jane Holm"}]}',
    ]
    path = tmp_path / "cells.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert trainer().labelled([path]) == [
        ("JH (lead)", [(0, 2, "NAME")]),
        ("Chair of the Audit Committee", [(0, 28, "ROLE")]),
    ]
