"""iCalendar, read back with the icalendar library: which actions have a task, and what stands in it."""

from datetime import date, datetime
from typing import Any

import pytest
from icalendar import Calendar, Todo

from extractions import action, deadline, full, progress, words
from planextract.emit import emit, emit_many
from planextract.emit.filed import Filed
from planextract.emit.ics import recurrence
from planextract.records import (
    Action,
    DueBy,
    Event,
    Extracted,
    Extraction,
    Immediate,
    Metadata,
    Ongoing,
    Progress,
    Recurring,
    Relative,
    Settled,
    Stage,
    StartOnly,
    State,
    ToBeConfirmed,
)


def todos(*documents: Extraction | Filed) -> list[Todo]:
    text = "".join(emit_many(documents, "ics"))
    calendar: Any = Calendar.from_ical(text)
    assert calendar["VERSION"] == "2.0"
    assert not calendar.errors
    return list(calendar.walk("VTODO"))


def due_on(value: Any, raw: str = "as printed") -> Action:
    return action(deadline=Extracted[Any](value=value, raw=raw, rule="x"))


def test_a_task_has_all_that_the_plan_says() -> None:
    [todo] = todos(full())
    assert todo["SUMMARY"] == "Screen all alerts, every day"
    assert todo["DUE"].dt == date(2010, 1, 29)
    assert todo["DUE"].params["VALUE"] == "DATE"
    assert todo["DTSTAMP"].dt.isoformat() == "2010-02-02T00:00:00+00:00"
    assert (todo["STATUS"], todo["PERCENT-COMPLETE"]) == ("IN-PROCESS", 40)
    assert todo["DESCRIPTION"].split("\n") == [
        "Owner: Clive Jarman (Head of Safeguarding, Easterby); DMT",
        "Due: 29 January 2010",
        "State: Work underway",
        "Finding: Not screened",
        "Plan: The Plan",
        "Source: plan.pdf, page 3, a001",
    ]


def test_nobody_is_invited_and_nothing_invented() -> None:
    [todo] = todos(full())
    assert not {"ORGANIZER", "ATTENDEE", "DTSTART", "COMPLETED", "PRIORITY", "RRULE"} & set(todo)


def test_a_period_is_due_on_its_last_day() -> None:
    quarter = DueBy(earliest=date(2018, 10, 1), latest=date(2018, 12, 31), precision="quarter")
    [todo] = todos(full(due_on(quarter, "Q3 2018/19")))
    assert todo["DUE"].dt == date(2018, 12, 31)
    assert "Due: Q3 2018/19" in todo["DESCRIPTION"]


def test_a_duration_counts_where_its_day_is_known() -> None:
    known = Relative(duration="P6M", anchor="the report", latest=date(2010, 8, 2))
    assert todos(full(due_on(known)))[0]["DUE"].dt == date(2010, 8, 2)
    assert todos(full(due_on(Relative(duration="P6M")))) == []


@pytest.mark.parametrize(
    "value",
    [
        Ongoing(),
        Immediate(latest=date(2010, 2, 2)),
        StartOnly(earliest=date(2010, 4, 1)),
        Event(event="approval of the scheme"),
        ToBeConfirmed(),
        Settled(),
        Recurring(freq="weekly"),
        None,
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_has_no_day_is_left_out(value: Any) -> None:
    assert todos(full(due_on(value))) == []
    assert todos(full(action(deadline=None))) == []


TODAY = date(2019, 7, 10)


@pytest.mark.parametrize(
    ("value", "first", "rule"),
    [
        (Recurring(freq="monthly"), date(2019, 7, 31), {"FREQ": ["MONTHLY"], "BYMONTHDAY": [-1]}),
        (
            Recurring(freq="monthly", interval=3, start=date(2011, 4, 1)),
            date(2011, 4, 30),
            {"FREQ": ["MONTHLY"], "INTERVAL": [3], "BYMONTHDAY": [-1]},
        ),
        (
            Recurring(freq="yearly", bymonth=(2, 10)),
            date(2019, 10, 31),
            {"FREQ": ["YEARLY"], "BYMONTH": [2, 10], "BYMONTHDAY": [-1]},
        ),
        (
            Recurring(freq="weekly", start=date(2019, 9, 2), until=date(2019, 12, 20)),
            date(2019, 9, 2),
            {"FREQ": ["WEEKLY"], "UNTIL": [date(2019, 12, 20)]},
        ),
    ],
)
def test_what_comes_round_again(value: Recurring, first: date, rule: dict[str, Any]) -> None:
    document = full(due_on(value))
    known = document.metadata.reference_date
    assert known is not None
    moved = known.model_copy(update={"value": TODAY})
    document = document.model_copy(
        update={"metadata": document.metadata.model_copy(update={"reference_date": moved})}
    )
    [todo] = todos(document)
    assert todo["DTSTART"].dt == todo["DUE"].dt == first
    assert {
        name: [getattr(each, "dt", each) for each in values] for name, values in todo["RRULE"].items()
    } == rule


@pytest.mark.parametrize(
    "value",
    [
        Recurring(freq=None),
        Recurring(freq="yearly"),
        Recurring(freq="monthly", interval=3),
        Recurring(freq="daily"),
        Recurring(freq="yearly", interval=2, bymonth=(6,)),
        Recurring(freq="monthly", until=date(2019, 7, 1)),
    ],
)
def test_a_recurrence_whose_days_are_not_known_is_left_out(value: Recurring) -> None:
    assert recurrence(value, TODAY) is None


def test_without_a_reference_date_nothing_is_counted_from_today() -> None:
    bare = full(action(deadline=deadline()), due_on(Recurring(freq="monthly"))).model_copy(
        update={"metadata": Metadata()}
    )
    [todo] = todos(bare)
    assert todo["DTSTAMP"].dt.date() == date(1970, 1, 1)


@pytest.mark.parametrize(
    ("state", "stage", "status"),
    [
        ("completed", "done", "COMPLETED"),
        ("cancelled", "stopped", "CANCELLED"),
        ("behind", "open", "IN-PROCESS"),
        ("not_started", "open", "NEEDS-ACTION"),
        ("on_hold", "open", "NEEDS-ACTION"),
        (None, "unknown", None),
    ],
)
def test_states(state: State | None, stage: Stage, status: str | None) -> None:
    found = Extracted[State](value=state, raw="as printed", rule="x") if state else None
    [todo] = todos(full(action(progress=Progress(state=found, stage=stage))))
    assert todo.get("STATUS") == status
    assert "PERCENT-COMPLETE" not in todo


def test_a_percentage_beyond_the_whole_is_the_whole() -> None:
    over = progress().model_copy(
        update={"percent": Extracted[float](value=130.0, raw="130%", rule="percent")}
    )
    assert todos(full(action(progress=over)))[0]["PERCENT-COMPLETE"] == 100


def test_uids_are_stable_and_differ() -> None:
    documents = [full(), full(action(), action(id="a003"))]
    first, *others = (str(todo["UID"]) for todo in todos(*documents))
    assert len({first, *others}) == 3
    assert [str(todo["UID"]) for todo in todos(*documents)] == [first, *others]
    assert first == "10a1c86c-896a-5961-bae1-7187b125967f", "a calendar that has it would get the task twice"


def test_lines_are_folded_and_signs_escaped() -> None:
    odd = "Agree; sign, and send \\ file — “é😀” " + "x" * 200 + "\r\nBEGIN:VALARM\x07"
    text = emit(full(action(text=words(odd))), "ics")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    [todo] = todos(full(action(text=words(odd))))
    assert todo["SUMMARY"] == "Agree; sign, and send \\ file — “é😀” " + "x" * 200 + " BEGIN:VALARM"
    assert not todo.subcomponents


def test_several_documents_are_one_calendar() -> None:
    text = "".join(emit_many([full(), full()], "ics"))
    assert text.count("BEGIN:VCALENDAR") == text.count("END:VCALENDAR") == 1
    assert text.endswith("END:VCALENDAR\r\n")
    assert [Calendar.from_ical("".join(emit_many([], "ics"))).walk("VTODO")] == [[]]


def test_the_source_is_where_the_file_lies() -> None:
    [todo] = todos(Filed(full(), "2010/plan.pdf"))
    assert todo["DESCRIPTION"].endswith("Source: 2010/plan.pdf, page 3, a001")
    assert isinstance(todo["DTSTAMP"].dt, datetime)
