"""The five seed documents against what a careful reader found in them."""

import json
import runpy
from functools import cache
from typing import Any

import pytest

import planextract
from conftest import SHARED
from planextract.records import Extraction

pytestmark = pytest.mark.skipif(
    not (SHARED / "seeds").is_dir(), reason="the seed documents are not beside this checkout"
)

NUMBERS = ("000", "001", "002", "003", "004")
PLANS = ("002", "003")
MEASURES = ("action_p", "action_r", "finding_p", "finding_r", "finding_kind", "record_exact")

Gold = dict[str, Any]


@cache
def extraction(number: str) -> Extraction:
    found: Extraction = planextract.extract(next((SHARED / "seeds").glob(f"{number}_*")))
    return found


@cache
def gold(number: str) -> Gold:
    found: Gold = json.loads((SHARED / "gold" / "seeds" / f"{number}.json").read_text(encoding="utf-8"))
    return found


@cache
def scorer() -> dict[str, Any]:
    return runpy.run_path(str(SHARED / "score" / "score.py"), run_name="score")


def scored(number: str) -> tuple[dict[str, Any], list[tuple[str, ...]]]:
    """The summary of the shared scorer, and what it missed."""
    convert = runpy.run_path(str(SHARED / "score" / "to_neutral.py"), run_name="to_neutral")["to_neutral"]
    neutral = convert(json.loads(extraction(number).model_dump_json(by_alias=True)))
    missed: list[tuple[str, ...]] = []
    counts = scorer()["score_doc"](gold(number), neutral, missed)
    return scorer()["summary"]([counts]), missed


def said(extracted: Any) -> str | None:
    """The value of an `Extracted` as a string."""
    return None if extracted is None or extracted.value is None else str(extracted.value)


def alike(one: str | None, other: str | None) -> bool:
    found: bool = scorer()["words"](one) == scorer()["words"](other)
    return found


# Scores --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", PLANS)
def test_every_field_of_every_record_is_right(number: str) -> None:
    summary, missed = scored(number)
    measured = {key: summary[key] for key in (*MEASURES, *scorer()["ALL"]) if summary[key] is not None}
    assert missed == []
    assert {key: value for key, value in measured.items() if value < 1} == {}


@pytest.mark.parametrize("number", NUMBERS)
def test_nothing_is_invented(number: str) -> None:
    summary, missed = scored(number)
    assert missed == []
    assert summary["predicted_actions"] == summary["gold_actions"]
    assert summary["finding_p"] == 1.0


# What the gold says of the documents ---------------------------------------------------------------------------


@pytest.mark.parametrize("number", NUMBERS)
def test_metadata(number: str) -> None:
    about, wanted = extraction(number).metadata, dict(gold(number).get("metadata", {}))
    contact, lead = wanted.pop("contact", {}), wanted.pop("lead", None)
    assert said(about.meeting_date) == wanted.pop("date", None)
    found = {key: said(getattr(about, key)) for key in wanted}
    assert {key: found[key] for key in wanted if not alike(found[key], wanted[key])} == {}
    assert {key: said(getattr(about.contact, key)) for key in contact} == contact
    if lead:
        (owner,) = extraction(number).plans[0].lead
        assert (owner.name, owner.role) == (lead["name"], lead["role"])


@pytest.mark.parametrize("number", NUMBERS)
def test_reviews(number: str) -> None:
    wanted = gold(number).get("reviews", [])
    found = extraction(number).reviews
    assert len(found) == len(wanted)
    for review, right in zip(found, wanted, strict=True):
        assert alike(said(review.name), right["name"])
        assert (said(review.start), said(review.end)) == (right["start"], right.get("end"))
        people = right.get("reviewers", [])
        assert len(review.reviewers) == len(people)
        for reviewer, person in zip(review.reviewers, people, strict=True):
            assert all(alike(getattr(reviewer, key), person[key]) for key in person)


@pytest.mark.parametrize("number", NUMBERS)
def test_tallies(number: str) -> None:
    found = [{"total": tally.total, "counts": tally.counts} for tally in extraction(number).tallies]
    assert found == gold(number).get("tallies", [])
    assert all(tally.sums for tally in extraction(number).tallies)


@pytest.mark.parametrize("number", NUMBERS)
def test_decisions(number: str) -> None:
    plain = [decision for decision in extraction(number).decisions if not decision.action_ids]
    wanted = gold(number).get("decisions", [])
    assert [decision.verb for decision in plain] == [right["verb"] for right in wanted]
    for decision, right in zip(plain, wanted, strict=True):
        text = scorer()["words"](said(decision.text))
        assert text.endswith(scorer()["words"](right["text"]))
        assert (said(decision.reference) or "").strip("()") == right.get("reference", "")


@pytest.mark.parametrize("number", NUMBERS)
def test_appendices(number: str) -> None:
    found = [said(appendix) for appendix in extraction(number).metadata.appendices]
    wanted = gold(number).get("appendices")
    assert wanted is None or len(found) == len(wanted)
    assert all(alike(one, other) for one, other in zip(found, wanted or [], strict=False))


def test_success_criteria_of_the_plan() -> None:
    criteria = [criterion for plan in extraction("002").plans for criterion in plan.success_criteria]
    assert len(criteria) == gold("002")["success_criteria"]
    assert len([criterion for criterion in criteria if criterion.measure]) == gold("002")["measures"]
