"""How sure values are, and why some are absent."""

from datetime import date

import pytest

import planextract as pe
from planextract import confidence
from planextract.records import BlockSource, CellSource, DueBy, Event, Extracted, Owner, State

PLAN = """Report date: 1 June 2015

Ref\tAction\tLead officer\tTarget date\tStatus
1\tOpen a hub\tHead of Housing\t31 May 2015\tComplete
2\tRecruit staff\t\t\t
3\tRewrite the guide\tN/A\t-\tsoon to be seen about
4\tPublish figures\tvery much later on\tin the fullness\tAmber
"""


def due(**more: object) -> DueBy:
    day = date(2015, 5, 31)
    return DueBy.model_validate({"earliest": day, "latest": day, "precision": "day", **more})


@pytest.mark.parametrize(
    ("value", "raw", "tier"),
    [
        (due(), "31 May 2015", "stated"),
        (due(), "Report to be submitted to Cabinet on 31 May 2015", "stated_in_a_sentence"),
        (due(year_inferred=True), "31 May", "year_inferred"),
        (due(precision="range"), "1 to 31 May 2015", "composed"),
        (due(approximate=True), "Spring 2015", "composed"),
        (Event(event="next meeting"), "next meeting", "without_a_date"),
    ],
)
def test_what_a_deadline_rests_on(value: DueBy | Event, raw: str, tier: str) -> None:
    assert confidence.deadline_tier(value, raw) == tier


def test_what_owners_and_states_rest_on() -> None:
    post = Owner(raw="Head of Housing", kind="role", rule="role_words")
    assert confidence.owner_tier(post, 1) == "post_or_body"
    assert confidence.owner_tier(post, 2) == "one_of_several"
    rules = {
        "whole_state": "words",
        "opening_state": "words",
        "sentence_state": "sentence",
        "legend_code": "legend",
        "percentage": "derived",
    }
    for rule, tier in rules.items():
        assert confidence.state_tier(Extracted[State](value="completed", raw="Complete", rule=rule)) == tier


def test_every_tier_that_is_shipped_is_one_that_values_have() -> None:
    known = {
        "deadline": {
            "stated",
            "stated_in_a_sentence",
            "year_inferred",
            "composed",
            "without_a_date",
            "marked",
        },
        "owners": {
            f"{tier}{reread}"
            for tier in ("post_or_body", "person", "one_of_several")
            for reread in ("", "_agreed", "_disputed", "_plain")
        }
        | {"agreed", "disputed", "plain", "marked", "by_model"},
        "state": {"words", "sentence", "legend", "derived"},
        "clause": {"agreed", "disputed", "model_alone", "model_in_minutes"},
    }
    fields = confidence.tables()["fields"]
    assert fields.keys() <= known.keys()
    for field, tiers in fields.items():
        assert tiers.keys() <= known[field]
        for counts in tiers.values():
            assert counts["n"] >= 8 and 0 <= counts["right"] <= counts["n"]


def test_values_have_the_figure_of_their_tier() -> None:
    action = pe.extract_bytes(PLAN.encode(), "plan.txt").actions[0]
    assert action.deadline is not None and action.progress.state is not None
    assert action.deadline.confidence == confidence.figure("deadline", "stated")
    assert action.owners[0].confidence == confidence.figure("owners", "post_or_body_plain")
    assert action.progress.state.confidence == confidence.figure("state", "words")
    assert action.text.confidence is None


def test_what_could_not_be_read_has_no_figure() -> None:
    last = pe.extract_bytes(PLAN.encode(), "plan.txt").actions[3]
    assert last.deadline is not None and last.deadline.value is None and last.deadline.confidence is None


def test_why_a_field_is_absent() -> None:
    first, second, third, fourth = pe.extract_bytes(PLAN.encode(), "plan.txt").actions
    assert first.absent == {}
    assert second.absent == {"owners": "blank", "deadline": "blank", "state": "blank"}
    assert third.absent == {"owners": "none_stated", "deadline": "none_stated", "state": "not_understood"}
    assert fourth.absent == {
        "owners": "not_understood",
        "deadline": "not_understood",
        "state": "colour_only",
    }


def test_a_table_without_a_column_gives_nothing() -> None:
    text = "Ref\tAction\tLead officer\n1\tOpen a hub\tHead of Housing\n2\tRecruit\tHR Manager\n"
    action = pe.extract_bytes(text.encode(), "plan.txt").actions[0]
    assert action.absent == {"deadline": "not_given", "state": "not_given"}


def test_only_who_a_cell_names_is_plain() -> None:
    cell = CellSource(page=None, table=0, row=1, column=2, start=0, end=15)
    words = BlockSource(page=None, block=3, start=0, end=15)
    named = Owner(raw="Head of\n\t\tHousing", role="Head of Housing", kind="role", rule="role_words")
    tiers = [
        confidence.owner_tiers(named.model_copy(update={"sources": sources}), 1)
        for sources in ((cell,), (words,), ())
    ]
    assert tiers == [("post_or_body_plain", "plain", "post_or_body"), ("post_or_body",), ("post_or_body",)]
