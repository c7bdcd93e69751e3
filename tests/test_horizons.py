"""What a document says that its horizons are, and periods that a table has for columns."""

from datetime import date

import pytest

import planextract
from planextract.records import Action, DueBy


def actions(body: str) -> tuple[Action, ...]:
    return planextract.extract_bytes(f"<h1>Elmstead plan</h1>{body}".encode(), "plan.html").actions


def due(action: Action) -> tuple[date | None, date | None] | None:
    found = action.deadline.value if action.deadline is not None else None
    return (found.earliest, found.latest) if isinstance(found, DueBy) else None


def plan(when: str, key: str) -> str:
    return f"""<p>{key}</p><table><tr><th>Action</th><th>Lead</th><th>Timescale</th></tr>
<tr><td>Replace the lobby lighting</td><td>Estates Manager</td><td>{when}</td></tr>
<tr><td>Survey the roof</td><td>Estates Manager</td><td>TBC</td></tr></table>"""


YEARS = (
    "The plan covers Year 1 April 2024 to March 2025, Year 2 April 2025 to March 2026 and more after that."
)


@pytest.mark.parametrize(
    ("when", "key", "first", "last"),
    [
        ("Year 1", YEARS, date(2024, 4, 1), date(2025, 3, 31)),
        ("Years 1-2", YEARS, date(2024, 4, 1), date(2026, 3, 31)),
        ("M", "Key: S = 2024/25, M = 2025/26 to 2027/28", date(2025, 4, 1), date(2028, 3, 31)),
        ("Medium term", "Short term (2024/25); medium term (2025/26)", date(2025, 4, 1), date(2026, 3, 31)),
        ("S", "Short term (S): by March 2025. Long term (L): by 2030", date(2025, 3, 1), date(2025, 3, 31)),
    ],
)
def test_horizons_that_the_document_explains(when: str, key: str, first: date, last: date) -> None:
    assert due(actions(plan(when, key))[0]) == (first, last)


@pytest.mark.parametrize(
    ("when", "key"),
    [
        ("Year 1", "Year 1 of the plan was 2024."),
        ("Year 1", "Year 1 (2024/25) comes first; year 2 (2025/26) too; Year 1 is 2023/24 elsewhere."),
        ("M", "S is short and M is medium."),
    ],
)
def test_horizons_that_it_does_not_explain(when: str, key: str) -> None:
    assert due(actions(plan(when, key))[0]) is None


TICKED = """<h2>Locality actions 2024/25</h2><table>
<tr><th>Action</th><th>Who</th><th>Q1</th><th>Q2</th><th>Q3</th><th>Q4</th></tr>
<tr><td>Open a seed library</td><td>Parish Council</td><td></td><td>x</td><td>x</td><td></td></tr>
<tr><td>Paint the bus shelter</td><td>Parish Council</td><td></td><td></td><td></td><td>✓</td></tr></table>
<h2>Others</h2><table><tr><th>Action</th><th>Who</th><th>2023</th><th>2024</th></tr>
<tr><td>Map the wells</td><td>Parish Council</td><td></td><td>•</td></tr>
<tr><td>List the milestones of the parish</td><td>Parish Council</td><td>•</td><td></td></tr></table>"""


def test_ticks_under_quarters_and_years() -> None:
    assert [due(action) for action in actions(TICKED)] == [
        (date(2024, 7, 1), date(2024, 12, 31)),
        (date(2025, 1, 1), date(2025, 3, 31)),
        (date(2024, 1, 1), date(2024, 12, 31)),
        (date(2023, 1, 1), date(2023, 12, 31)),
    ]


def test_no_year_is_guessed_for_a_quarter() -> None:
    undated = TICKED.replace("Locality actions 2024/25", "Locality actions")
    first = actions(f"<p>Parish Council, 4 March 2024</p>{undated}")[0]
    assert due(first) is None and first.deadline is not None


UNKNOWN = """<table><tr><th>No</th><th>Improvement step</th><th>Lead</th><th>Due</th><th>Delivery</th></tr>
<tr><td>1</td><td>Replace the lobby lighting in both towers</td><td>Estates Manager</td><td>July 2025</td>
<td>On track</td></tr><tr><td>2</td><td>Survey the roof of the old school</td><td>Estates Manager</td><td>May 2025</td>
<td>Closed</td></tr></table><table><tr><th>Measure</th><th>Target</th><th>Dec</th><th>Jan</th></tr>
<tr><td>Calls answered in a minute</td><td>95%</td><td>88%</td><td>91%</td></tr>
<tr><td>Repairs done in a week</td><td>90%</td><td>79%</td><td>72%</td></tr></table>"""


def test_columns_under_headers_that_nobody_knows() -> None:
    found = actions(UNKNOWN)
    assert [action.text.value for action in found] == [
        "Replace the lobby lighting in both towers",
        "Survey the roof of the old school",
    ]
    assert [action.progress.state.value for action in found if action.progress.state] == [
        "on_track",
        "closed",
    ]


def test_owners_of_a_table_without_a_header() -> None:
    bare = """<table><tr><td colspan="4">Priority 1: Lighting</td></tr>
<tr><td>1.1</td><td>Replace the lamps in Mill Lane and Back Lane</td><td>Highways Team</td><td>March 2025</td></tr>
<tr><td>1.2</td><td>Survey the wiring of all columns</td><td>Elmstead Lions</td><td>May 2025</td></tr>
<tr><td>1.3</td><td>Write to the landowner about the bulkhead</td><td>Clerk</td><td>June 2025</td></tr></table>"""
    assert [[owner.raw for owner in action.owners] for action in actions(bare)] == [
        ["Highways Team"],
        ["Elmstead Lions"],
        ["Clerk"],
    ]
