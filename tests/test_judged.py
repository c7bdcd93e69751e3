"""The clause model: how sure an action of prose is, and what a clause alone is that no rule knows."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

import planextract as pe
from planextract import confidence
from planextract.drafts import judged
from planextract.options import Options
from planextract.prose import models
from planextract.prose.clause_features import SIZE, features
from planextract.prose.clause_model import MODEL, Reading, read
from planextract.prose.models import Models
from planextract.prose.paragraphs import Paragraph
from planextract.provenance import SourcedText
from surroundings import extracted, wrapped

ROOT = Path(__file__).resolve().parents[1]
UNKNOWN = "Marta offered her help in getting the leaflets folded and out to every household before the fair."
"""A promise in a form that no rule knows."""


def model() -> models.Model:
    found = Models().get(MODEL, judged.TASK)
    assert found is not None
    return found


def test_it_tells_actions_from_what_sounds_like_them() -> None:
    likely = read("Clerk to write to the landowner about the hedge before the next meeting.", model())
    unlikely = read("The landowner had written about the hedge before the last meeting.", model())
    assert likely.probability > 0.9
    assert unlikely.probability < 0.3


def test_it_needs_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "find_spec", lambda _: None)
    models.missing.cache_clear()
    assert models.missing(MODEL) is None
    assert "install planextract[models]" in (models.missing("bullets") or "")
    models.missing.cache_clear()


def test_a_clause_alone_that_no_rule_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judged, "read", lambda *_: Reading(0.95))
    (action,) = extracted(UNKNOWN).actions
    assert action.text.rule == "clause_model"
    assert action.modality == "proposed"
    agreed = confidence.figure("clause", "agreed")
    assert action.text.confidence is not None and action.text.confidence < agreed
    assert pe.extract_bytes(UNKNOWN.encode(), "clause.txt", Options(models=False)).actions == ()
    monkeypatch.setattr(judged, "read", lambda *_: Reading(0.2))
    assert extracted(UNKNOWN).actions == ()


@pytest.mark.parametrize("text", ["Action\tOwner\nRepair\tClerk", "Clerk to chase"])
def test_scraps_and_cells_are_not_put_to_it(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(judged, "read", lambda *_: Reading(0.99))
    assert "clause_model" not in {action.text.rule for action in extracted(text).actions}


def test_in_minutes_it_must_be_surer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judged, "at_a_glance", lambda *_: 3.0)
    monkeypatch.setattr(judged, "read", lambda *_: Reading(0.7))
    assert extracted(wrapped(UNKNOWN)).actions == ()
    monkeypatch.setattr(judged, "read", lambda text, _: Reading(0.99 if text == UNKNOWN else 0.1))
    (action,) = extracted(wrapped(UNKNOWN)).actions
    assert (action.text.rule, action.text.raw) == ("clause_model", UNKNOWN)
    assert action.text.confidence is not None and action.text.confidence < 0.9
    monkeypatch.setattr(judged, "at_a_glance", lambda *_: -3.0)
    assert extracted(wrapped(UNKNOWN)).actions == ()


@pytest.mark.parametrize(
    ("text", "owner", "deadline"),
    [
        ("Circulate the announcement of the new opening hours\nMarta", "Marta", None),
        (
            "Cllr. Orme said that, in the event of the pump failing, he would arrange a working party by 4 June.",
            "Cllr. Orme",
            "by 4 June",
        ),
        (
            "The Chair stressed the need for clarity and has also asked the Scrutiny Manager to arrange a meeting.",
            "Scrutiny Manager",
            None,
        ),
    ],
)
def test_who_and_by_when_of_what_the_model_found(text: str, owner: str, deadline: str | None) -> None:
    lines = [Paragraph(SourcedText.plain(line)) for line in text.split("\n")]
    (action,) = judged.alone(lines, Models())
    assert action.rule == "clause_model"
    said = {slot.role: slot.words.text for slot in action.slots}
    assert (said.get("owner"), said.get("deadline")) == (owner, deadline)


def test_what_a_rule_read_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judged, "read", lambda *_: Reading(0.99))
    monkeypatch.setattr(judged, "at_a_glance", lambda *_: 9.0)
    text = wrapped("The Town Clerk undertook to write to the County Council.")
    assert [action.text.rule for action in extracted(text).actions].count("undertook") == 1
    assert sum("undertook to write" in action.text.raw for action in extracted(text).actions) == 1


@pytest.mark.parametrize(("share", "surer"), [(0.9, True), (0.1, False)])
def test_agreement_makes_an_action_surer(monkeypatch: pytest.MonkeyPatch, share: float, surer: bool) -> None:
    monkeypatch.setattr(judged, "read", lambda *_: Reading(share))
    found = extracted(wrapped("The Town Clerk undertook to write to the County Council."))
    (action,) = found.actions
    figure = action.text.confidence  # (none where too few are disputed to say)
    assert (figure is not None and figure >= 0.9) is surer
    assert [used.name for used in found.source.models] == [MODEL]


def test_a_mark_needs_no_second_opinion() -> None:
    found = extracted(wrapped("Action: Clerk to write to the County Council."))
    assert [action.text.confidence for action in found.actions] == [None]


def test_features_are_few_and_of_length_one() -> None:
    places, weights = features("That Ms R. Daly be asked to report back by 4 June 2020.")
    assert len(places) == len(weights) and places.max() < SIZE
    assert np.isclose((weights**2).sum(), 3)
    assert len(features("")[0]) == 0


@pytest.mark.long
def test_training_gives_the_weights_that_are_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    path = ROOT / "models" / "clauses" / "train.py"
    monkeypatch.syspath_prepend(str(path.parent))
    spec = importlib.util.spec_from_file_location("train_clauses", path)
    assert spec is not None and spec.loader is not None
    train = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = train
    spec.loader.exec_module(train)
    shipped = np.load(path.parent / models.WEIGHTS)
    assert np.abs(train.train(train.learned()).astype(float) - shipped).max() < 0.05
