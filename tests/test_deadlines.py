"""Deadlines: real cells, near-misses, clauses of prose, and the score on the collected expressions."""

import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import neutral
from planextract.normalise import deadlines
from planextract.normalise.context import Context, Found
from planextract.normalise.dates import any_of, meant, words_of
from planextract.provenance import Place, SourcedText
from planextract.records import Deadline, DueBy, Event, Relative

CASES = tomllib.loads((Path(__file__).parent / "cases" / "deadlines.toml").read_text(encoding="utf-8"))
SHARED = Path(__file__).resolve().parents[2] / "shared" / "domain" / "deadlines.jsonl"


def read(text: str, context: Context) -> Found[Deadline] | None:
    return deadlines.normalise(SourcedText.plain(text), context)


def test_a_date_on_another_weekday_than_printed_is_given_and_said() -> None:
    """18 March 2010 was a Thursday."""
    for text in ("Friday 18 March 2010", "Friday 18 March"):
        found = read(text, Context(reference_date=date(2010, 2, 1)))
        assert found is not None and isinstance(found.value, DueBy)
        assert found.value.latest == date(2010, 3, 18)
        assert [remark.code for remark in found.remarks] == ["deadline_weekday_differs"]
    for right in ("Friday 18 March 2011", "Fri. 18 March 2011", "Dydd Gwener 18 March 2011"):
        same = read(right, Context())
        assert same is not None and not same.remarks, right


@pytest.mark.parametrize(
    "text",
    [
        "next meeting", "the next meeting", "At the next meeting", "to be brought to the next scheduled"
        " meeting", "before the next meeting",
        "by the March meeting", "March meeting", "before the March meeting", "ahead of the next meeting of"
        " this group",
    ],
)  # fmt: skip
def test_the_day_of_the_next_meeting_where_the_document_prints_it(text: str) -> None:
    known = Context(reference_date=date(2024, 1, 16), next_meeting=date(2024, 3, 12))
    found = read(text, known)
    assert found is not None and isinstance(found.value, DueBy)
    assert (found.rule, found.value.earliest, found.value.latest) == (
        "next_meeting", date(2024, 3, 12), date(2024, 3, 12)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("next meeting of the Audit Committee", "event"), ("a future meeting", "event"), ("the May"
        " meeting", "month"), ("next Cabinet meeting", "event"),
        ("quarterly at the next meeting", "recurring"), ("12 April 2024, before the next meeting", "exact_day"),
    ],
)  # fmt: skip
def test_another_meeting_is_not_the_next_one(text: str, rule: str) -> None:
    found = read(text, Context(reference_date=date(2024, 1, 16), next_meeting=date(2024, 3, 12)))
    assert found is not None and found.rule == rule


def test_before_the_meeting_of_a_month_is_not_before_that_month() -> None:
    found = read("before the June meeting", Context(reference_date=date(2024, 5, 14)))
    assert found is not None and isinstance(found.value, DueBy) and found.value.latest == date(2024, 6, 30)


@pytest.mark.parametrize("table", ["frequencies", "numbers", "terms", "seasons", "times", "weekdays"])
def test_a_wording_is_known_with_blanks_hyphens_or_neither(table: str) -> None:
    for wording, key in words_of(table).items():
        for printed in (wording, wording.replace(" ", "-"), wording.replace(" ", "")):
            assert re.fullmatch(any_of(table), printed) and meant(table, printed) == key, printed


def context_of(case: dict[str, Any]) -> Context:
    return Context(
        reference_date=case.get("reference"),
        school=case.get("school", False),
        quarters=case.get("quarters", "financial"),
    )


@pytest.mark.parametrize("case", CASES["cell"], ids=lambda case: case["text"])
def test_cells(case: dict[str, Any]) -> None:
    found = read(case["text"], context_of(case))
    assert found is not None
    assert found.value is not None, found
    value = found.value.model_dump()
    got = {key: value[key] for key in case["want"]}
    assert {key: list(item) if isinstance(item, tuple) else item for key, item in got.items()} == case["want"]
    assert found.rule == case.get("rule", found.rule)


READINGS = tomllib.loads((Path(__file__).parent / "cases" / "readings.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("reference", "text", "reads"),
    [(day, text, reads) for day, texts in READINGS.items() for text, reads in texts.items()],
)
def test_readings(reference: str, text: str, reads: str) -> None:
    found = read(text, Context(reference_date=None if reference == "none" else date.fromisoformat(reference)))
    value = found.value if found is not None else None
    first, last = getattr(value, "earliest", None), getattr(value, "latest", None)
    if not reads:
        assert value is None
    elif ".." not in reads:
        assert value is not None
        kind, _, day = reads.partition(" ")
        assert (value.kind, str(first) if day else "") == (kind, day)
    else:
        begin, _, end = reads.partition("..")
        assert (str(first) if begin else "", str(last)) == (begin, end)


@pytest.mark.parametrize("case", CASES["negative"], ids=lambda case: case["text"])
def test_near_misses_get_no_value(case: dict[str, Any]) -> None:
    found = read(case["text"], context_of(case))
    if "code" in case:
        assert found is not None
        assert found.value is None, found
        assert [remark.code for remark in found.remarks] == [case["code"]]
    else:
        assert found is None


@pytest.mark.parametrize("case", CASES["clause"], ids=lambda case: case["text"])
def test_clauses(case: dict[str, Any]) -> None:
    found = deadlines.find(SourcedText.plain(case["text"]), context_of(case))
    if "words" not in case:
        assert found is None, found
        return
    assert found is not None
    assert found.words is not None
    assert found.words.text == case["words"]
    assert (found.value.kind if found.value else None) == case.get("kind")


def test_the_words_of_a_clause_keep_their_place() -> None:
    clause = SourcedText.of(
        "report back  to this\ncommittee in 6\nmonths time", Place(page=2, block=4), start=10
    )
    found = deadlines.find(clause, Context(reference_date=date(2013, 1, 10)))
    assert found is not None
    assert isinstance(found.value, Relative)
    assert found.value.latest == date(2013, 7, 10)
    assert found.words is not None
    source = found.words.sources()[0]
    assert (source.start, source.original) == (41, "in 6\nmonths time")


def test_an_event_keeps_its_capitals() -> None:
    found = read("Within three months of approval of the Scheme", Context())
    assert found is not None
    assert isinstance(found.value, Event)
    assert (found.value.event, found.value.duration) == ("approval of the Scheme", "P3M")


def test_a_changed_date_keeps_the_first() -> None:
    found = read("31 March 2014 revised to 30 June 2014", Context())
    assert found is not None
    assert isinstance(found.value, DueBy)
    assert found.value.latest == date(2014, 6, 30)
    assert found.value.original is not None
    assert found.value.original.latest == date(2014, 3, 31)


HOSTILE = [
    "a" * 10_000,
    "(" * 10_000,
    "1 " * 5_000,
    "/" * 10_000,
    "1/" * 5_000,
    "march " * 1_600,
    "next a" * 1_600,
]
HOSTILE += [
    "within 6 " * 1_000,
    "end of " * 1_400,
    "\ue000" * 10_000,
    "by the " * 1_400,
    "- " * 5_000,
    "12 may " * 1_400,
]
HOSTILE += [
    "next " + "a " * 5_000,
    "q1 " * 3_000,
    "2014/15 " * 1_200,
    "every " * 1_600,
    "~~" * 5_000,
    "İ" * 10_000,
    "1st, " * 2_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8])
def test_hostile_text_comes_to_an_end(text: str) -> None:
    context = Context(reference_date=date(2014, 5, 21))
    for part in (text, text[:390]):
        deadlines.normalise(SourcedText.plain(part), context)
        deadlines.find(SourcedText.plain(part), context)


# The collected expressions -----------------------------------------------------------------------------------------


@pytest.mark.skipif(not SHARED.exists(), reason="the collection of expressions is not here")
def test_the_collected_expressions() -> None:
    """At least 95 % right and at most 1 % silently wrong."""
    cases = [json.loads(line) for line in SHARED.read_text(encoding="utf-8").splitlines()]
    verdicts = [(neutral.deadline_verdict(case), case["text"]) for case in cases]
    wrong = [text for verdict, text in verdicts if verdict == "wrong"]
    abstained = [text for verdict, text in verdicts if verdict == "abstained"]
    share = 1 - (len(wrong) + len(abstained)) / len(cases)
    print(f"{len(cases)} expressions: {share:.1%} right, abstained {abstained}, wrong {wrong}")  # noqa: T201
    assert len(wrong) / len(cases) <= 0.01, wrong
    assert share >= 0.98, abstained


@pytest.mark.parametrize(
    "text", ["2014/15", "Jul-14", "22/01/10", "90%", "March 31 of 2015 or 2016", "31 of 2015"]
)
def test_dateparser_is_asked_only_for_whole_dates(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planextract.normalise.deadlines.fallback._read", lambda *_: pytest.fail("asked"))
    read(text, Context())
