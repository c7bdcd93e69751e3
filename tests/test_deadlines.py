"""Deadlines: real cells, near-misses, clauses of prose, and the score on the collected expressions."""

import json
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planextract.normalise import deadlines
from planextract.normalise.context import Context, Found
from planextract.provenance import Place, SourcedText
from planextract.records import Deadline, DueBy, Event, Relative

CASES = tomllib.loads((Path(__file__).parent / "cases" / "deadlines.toml").read_text(encoding="utf-8"))
SHARED = Path(__file__).resolve().parents[2] / "shared" / "domain" / "deadlines.jsonl"

Neutral = tuple[str, str | None, str | None, str | None]
"""What is compared: kind, first day, last day, and the frequency or duration."""


def read(text: str, context: Context) -> Found[Deadline] | None:
    return deadlines.normalise(SourcedText.plain(text), context)


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

KINDS = {
    **dict.fromkeys(
        ("date", "range", "term", "season", "quarter", "financial_year", "academic_year"), "dated"
    ),
    **dict.fromkeys(("municipal_year", "plan_year"), "dated"),
    **dict.fromkeys(("recurring", "ongoing", "immediate", "relative"), None),
    **dict.fromkeys(("event", "tbc"), "unspecified"),
    "complete": "settled",
}
"""Kinds of the collection by those that the score tells apart; None: the same name."""
OURS = {"due": "dated", "start_only": "dated", "event": "unspecified", "to_be_confirmed": "unspecified"}
FREQS = {"DAILY": 0, "WEEKLY": 0, "MONTHLY": 1, "YEARLY": 12}


def often(freq: str | None, interval: int) -> str | None:
    """Months or weeks between two times, so that quarterly is 3 months by any writing."""
    if freq is None:
        return None
    months = FREQS[freq.upper()] * interval
    return f"{months} months" if months else f"{interval} {freq.lower()}"


def ours(value: Deadline) -> Neutral:
    fields = value.model_dump(mode="json")
    done = fields.get("completed_on") or {}
    first = fields.get("earliest") or fields.get("start") or done.get("earliest")
    last = fields.get("latest") or fields.get("until") or done.get("latest")
    much = often(fields["freq"], fields["interval"]) if value.kind == "recurring" else fields.get("duration")
    return OURS.get(value.kind, value.kind), first, last, None if value.kind == "event" else much


def wanted(want: dict[str, Any]) -> Iterator[Neutral]:
    """The readings that count as right: the contract has fewer types than the collection, and a looser event."""
    kind = KINDS.get(want["kind"], want["kind"]) or want["kind"]
    recurrence, relative = want["recurrence"] or {}, want["relative"] or {}
    much = often(recurrence.get("freq"), recurrence.get("interval", 1)) if kind == "recurring" else None
    offset = relative.get("offset", "")
    first, last = want["start"], want["end"]
    if kind == "relative":
        yield "relative", None, last, offset.split("/")[-1]
        if not offset.startswith("P"):
            yield "dated", first, last, None
    elif kind == "multiple" and last:
        yield "dated", first, last, None
        yield "immediate", None, last, None
    elif kind == "horizon" and last:
        yield "relative", None, last, "P12M"
    elif kind == "immediate":
        yield "immediate", None, last, None
    else:
        yield kind, first, last, much
        yield "dated" if last and kind == "unspecified" else kind, first, last, much


NO_VALUE = {"none", "horizon", "plan_year", "phase", "invalid"}


def verdict(case: dict[str, Any]) -> str:
    """right, abstained or wrong."""
    text, want = case["text"], case["want"]
    reference = case.get("reference_date")
    context = Context(
        reference_date=date.fromisoformat(reference) if reference else None,
        quarters="calendar" if "calendar quarters" in case.get("context", "") else "financial",
    )
    found = read(text, context)
    if found is None or found.value is None:
        none = want["kind"] in NO_VALUE and (want["end"] is None or want["kind"] == "invalid")
        return "right" if none else "abstained"
    right = set(wanted(want))
    if want["kind"] == "recurring" and want["start"] and found.value.kind != "recurring":
        right.add(("dated", want["start"], want["end"], None))
    got = ours(found.value)
    if want["kind"] == "immediate" and want["end"] is None:
        got = (*got[:2], None, got[3])
    return "right" if got in right else "wrong"


@pytest.mark.skipif(not SHARED.exists(), reason="the collection of expressions is not here")
def test_the_collected_expressions() -> None:
    """At least 95 % right and at most 1 % silently wrong."""
    cases = [json.loads(line) for line in SHARED.read_text(encoding="utf-8").splitlines()]
    verdicts = [(verdict(case), case["text"]) for case in cases]
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
