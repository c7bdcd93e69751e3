"""Following actions through editions: what is linked, what is not, and what is told of it."""

import json
from pathlib import Path

import pytest

import planextract
from editions import HEADINGS, edition, event, kinds, minutes, only, thread
from planextract.tracking.assign import assigned
from planextract.tracking.evidence import Comparison
from planextract.tracking.order import ordered
from planextract.tracking.records import Tracking
from planextract.tracking.schema import as_text, json_schema
from tracking_series import Ways, archive, series

ROOT = Path(__file__).resolve().parents[1]

MOULD = (
    "H1.1",
    "Publish the damp and mould policy for council tenants",
    "Dana Okafor",
    "31 March 2024",
    "In progress",
)
SURVEY = (
    "H1.2",
    "Recruit two surveyors for the stock condition survey",
    "Head of Housing",
    "30 June 2024",
    "Not started",
)
GAS = ("H2.1", "Complete the overdue gas safety inspections", "Head of Repairs", "May 2024", "On track")
LIFTS = (
    "H2.2",
    "Review lift maintenance contracts with procurement",
    "Head of Repairs",
    "Q2 2024/25",
    "On track",
)
ROWS = (MOULD, SURVEY, GAS, LIFTS)

OLD, NEW, LATER = "10 January 2024", "10 April 2024", "10 July 2024"


def changed(row: tuple[str, ...], **cells: str) -> tuple[str, ...]:
    """A row with some of its cells other."""
    names = dict(zip(("ref", "action", "lead", "deadline", "status"), range(5), strict=True))
    made = list(row)
    for name, cell in cells.items():
        made[names[name]] = cell
    return tuple(made)


# Links -----------------------------------------------------------------------------------------------------------


def test_an_unchanged_plan_has_no_events() -> None:
    found = only(edition(OLD, ROWS), edition(NEW, ROWS))
    assert len(found.threads) == 4
    assert all(not each.events and len(each.sightings) == 2 for each in found.threads)


def test_rewording_reordering_and_renumbering_keep_an_action() -> None:
    later = [
        ("1", "Complete all gas safety inspections that are overdue", *GAS[2:]),
        ("2", "Publish a policy on damp and mould for tenants of the council", *MOULD[2:]),
    ]
    found = only(edition(OLD, ROWS), edition(NEW, later))
    assert kinds(thread(found, "Complete all gas")) == ["renumbered"]
    assert set(kinds(thread(found, "Publish a policy"))) == {"renumbered"}


def test_a_bare_number_never_links() -> None:
    old = edition(OLD, [("1", *MOULD[1:]), ("2", *SURVEY[1:])])
    new = edition(
        NEW, [("1", "Draft a tree strategy", *MOULD[2:]), ("2", "Audit the payroll system", *SURVEY[2:])]
    )
    found = only(old, new)
    assert not found.links
    assert [kinds(each) for each in found.threads] == [["dropped"], ["dropped"], ["added"], ["added"]]


def test_the_same_words_with_another_number_in_them_are_another_action() -> None:
    old = edition(OLD, [("", "Circulate minutes of the sixth meeting", "Clerk", "", "Completed"), *ROWS])
    new = edition(NEW, [("", "Circulate minutes of the seventh meeting", "Clerk", "", "Not started"), *ROWS])
    found = only(old, new)
    assert kinds(thread(found, "Circulate minutes of the sixth")) == ["retired"]
    assert kinds(thread(found, "Circulate minutes of the seventh")) == ["added"]


def test_words_that_stand_under_several_headings_go_by_their_heading() -> None:
    headings = ("Workstream", "Action", "Lead", "Deadline", "Status")
    rows = [
        (name, "Develop business case", "PM", "", "In progress") for name in ("Lifts", "Leisure", "Parking")
    ]
    later = [("Parking", "Develop business case", "PM", "", "Completed"), rows[0]]
    found = only(edition(OLD, rows, headings), edition(NEW, later, headings))
    told = {(each.sightings[0].action_id, tuple(kinds(each))) for each in found.threads}
    assert told == {("a001", ()), ("a002", ("dropped",)), ("a003", ("completed",))}


def test_what_fits_two_actions_equally_is_left_to_a_person() -> None:
    row = ("", "Write to the minister about grant funding for libraries", "", "", "")
    found = only(edition(OLD, [row, MOULD]), edition(NEW, [row, row, MOULD]))
    assert len(found.links) == 1
    assert [len(doubt.candidates) for doubt in found.doubtful] == [1, 1]
    assert found.doubtful[0].candidates[0].confidence < 0.9


def test_links_say_why() -> None:
    (link,) = only(edition(OLD, [MOULD]), edition(NEW, [changed(MOULD, deadline="June 2024")])).links
    assert {(reason.feature, reason.level) for reason in link.reasons} >= {
        ("text", "same"), ("reference", "same"), ("owners", "same"), ("deadline", "other"),
    }  # fmt: skip
    assert 0.9 <= link.confidence <= 1


def test_a_rival_with_a_better_partner_counts_for_nothing() -> None:
    scores = {("a", "x"): 4.0, ("a", "y"): 3.9, ("b", "x"): 6.5}
    found = assigned({pair: Comparison((), score) for pair, score in scores.items()})
    assert {(match.old, match.new) for match in found.linked} == {("a", "y"), ("b", "x")}


# Splits, merges, absences ----------------------------------------------------------------------------------------


def test_two_actions_become_one() -> None:
    slides = ("1.1", "Draw up and share key slides on the tenants' charter", "Clerk", "", "In progress")
    points = ("1.2", "Agree key points to make about homelessness duty", "Clerk", "", "In progress")
    both = (
        "1.1",
        "Draw up and share key slides on the tenants' charter and points to make about homelessness duty",
        *slides[2:],
    )
    found = only(edition(OLD, [slides, points, GAS]), edition(NEW, [both, GAS]))
    gone = thread(found, "Agree key points")
    assert gone.standing == "merged"
    assert gone.merged_into == thread(found, "Draw up").id
    assert kinds(thread(found, "Draw up")) == ["merged"]


def test_one_action_becomes_two() -> None:
    one = (
        "1.1",
        "Draw up a schedule of estate inspections and publish results of resident surveys",
        "Clerk",
        "",
        "",
    )
    parts = [
        ("1.1", "Draw up a schedule of estate inspections", "Clerk", "", ""),
        ("1.2", "Publish results of resident surveys", "Clerk", "", ""),
    ]
    found = only(edition(OLD, [one, GAS]), edition(NEW, [*parts, GAS]))
    part = next(each for each in found.threads if each.split_from is not None)
    whole = next(each for each in found.threads if each.id == part.split_from)
    assert kinds(part) == ["split"]
    assert kinds(whole) == ["split"]
    assert {whole.text, part.text} == {parts[0][1], parts[1][1]}


def test_an_open_action_that_is_gone_was_dropped_and_a_done_one_was_not() -> None:
    done = changed(SURVEY, status="Completed")
    found = only(edition(OLD, [MOULD, done, GAS, LIFTS]), edition(NEW, [GAS, LIFTS]))
    assert thread(found, "Publish").standing == "dropped"
    assert thread(found, "Recruit").standing == "retired"


def test_an_action_that_comes_back() -> None:
    found = only(edition(OLD, ROWS), edition(NEW, ROWS[1:]), edition(LATER, ROWS))
    assert kinds(thread(found, "Publish")) == ["dropped", "returned"]
    assert thread(found, "Publish").standing == "open"


def test_an_edition_without_actions_drops_nothing() -> None:
    found = only(edition(OLD, ROWS), edition(NEW, []), edition(LATER, ROWS))
    assert not [each for each in found.threads if each.events]
    assert [remark.code for remark in found.remarks] == ["edition_without_actions"]


# Dates, owners, states -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("31 March 2024", "30 June 2024", ("redated", 91)),
        ("30 June 2024", "31 May 2024", ("redated", -30)),
        ("March 2024", "11 March 2024", None),
        ("2024", "June 2024", None),
        ("31 March 2024", "Ongoing", ("undated", None)),
        ("Ongoing", "31 March 2025", ("dated", None)),
        ("31 March 2024", "see the note by the Leader", ("undated", None)),
        ("31 March 2024", "May Transparency Board", None),
    ],
)
def test_what_became_of_a_date(before: str, after: str, told: tuple[str, int | None] | None) -> None:
    old, new = ([changed(MOULD, deadline=each), *ROWS[1:]] for each in (before, after))
    found = thread(only(edition(OLD, old), edition(NEW, new)), "Publish")
    assert [(each.kind, each.days) for each in found.events] == ([told] if told else [])


def test_slippage_adds_up() -> None:
    days = ("31 March 2024", "30 June 2024", "30 September 2024")
    plans = [
        edition(day, [changed(MOULD, deadline=due), *ROWS[1:]])
        for day, due in zip((OLD, NEW, LATER), days, strict=True)
    ]
    slip = thread(only(*plans), "Publish").slippage
    assert (str(slip.first), str(slip.last), slip.days, slip.redatings) == (
        "2024-03-31",
        "2024-09-30",
        183,
        2,
    )


def test_a_change_of_owner() -> None:
    new = edition(NEW, [changed(MOULD, lead="Head of Repairs"), *ROWS[1:]])
    told = event(thread(only(edition(OLD, ROWS), new), "Publish"), "owner_changed")
    assert (told.before, told.after) == ("Dana Okafor", "Head of Repairs")
    assert told.sources


def test_a_column_of_owners_that_is_gone_is_no_change_of_owner() -> None:
    new = edition(NEW, [(*row[:2], *row[3:]) for row in ROWS], [*HEADINGS[:2], *HEADINGS[3:]])
    assert all(not each.events for each in only(edition(OLD, ROWS), new).threads)


@pytest.mark.parametrize(
    ("before", "after", "kind", "direction"),
    [
        ("On track", "Overdue", "state_changed", "back"),
        ("Not started", "In progress", "state_changed", "forward"),
        ("Completed", "In progress", "reopened", "back"),
        ("In progress", "Cancelled", "stopped", None),
    ],
)
def test_what_became_of_a_state(before: str, after: str, kind: str, direction: str | None) -> None:
    old, new = ([changed(GAS, status=each), MOULD, SURVEY] for each in (before, after))
    (told,) = thread(only(edition(OLD, old), edition(NEW, new)), "Complete").events
    assert (told.kind, told.direction) == (kind, direction)


@pytest.mark.parametrize(
    ("due", "status", "timing", "days"),
    [
        ("31 March 2024", "Completed 2 April 2024", "late", 2),
        ("31 March 2024", "Completed 20 March 2024", "early", -11),
        ("30 June 2024", "Completed", "early", None),
        ("31 December 2023", "Completed", "late", None),
        ("31 March 2024", "Completed", None, None),
    ],
)
def test_completed_in_time(due: str, status: str, timing: str | None, days: int | None) -> None:
    old = changed(GAS, deadline=due)
    found = only(edition(OLD, [old, MOULD]), edition(NEW, [changed(old, status=status), MOULD]))
    told = event(thread(found, "Complete"), "completed")
    assert (told.timing, told.days) == (timing, days)


# Order -----------------------------------------------------------------------------------------------------------


def test_editions_go_by_their_own_dates() -> None:
    plans = [edition(day, ROWS) for day in (LATER, OLD, NEW)]
    assert [each.edition for each in only(*plans).tallies] == ["e01", "e02", "e03"]
    assert planextract.track(plans) == planextract.track(reversed(plans))


def test_an_edition_without_a_date_is_placed_by_what_tells() -> None:
    named = edition("", ROWS, name="housing-plan-2024-02-20.html")
    issue = edition("", ROWS, title="Housing Improvement Plan Update 3", name="third.html")
    dated = [
        edition(OLD, ROWS, title="Housing Improvement Plan Update 1"),
        edition(NEW, ROWS, title="Housing Improvement Plan Update 4"),
    ]
    placed = ordered([issue, dated[1], named, dated[0]])
    assert [(each.source.name, when.basis) for each, when in placed] == [
        (f"plan {OLD}.html", "reference_date"),
        ("third.html", "issue_number"),
        ("housing-plan-2024-02-20.html", "file_name"),
        (f"plan {NEW}.html", "reference_date"),
    ]


def test_a_copy_in_another_format_is_no_edition() -> None:
    found = only(
        edition(OLD, ROWS),
        edition(OLD, ROWS, name="copy.html", title="Housing  improvement plan"),
        edition(NEW, ROWS),
    )
    assert len(found.editions) == 2
    assert [remark.code for remark in found.remarks] == ["same_edition_twice"]


def test_a_draft_comes_before_the_plan() -> None:
    plan, draft = (
        edition("", ROWS, name="plan.html"),
        edition("", ROWS, title="Draft Housing Improvement Plan"),
    )
    assert [each.source.name for each, _ in ordered([plan, draft])] == ["plan undated.html", "plan.html"]


# Minutes ---------------------------------------------------------------------------------------------------------

RESOLVED = """12. Housing Improvement Plan

RESOLVED:

(1) That action H1.1 be closed.

(2) That the deadline for action H1.2 be extended to 30 September 2024.

(3) That the action on lift maintenance contracts with procurement be removed from the plan.

(4) That a time extension be granted for the recommendation in table C.
"""


def test_decisions_of_a_meeting_are_events_of_the_actions_they_name() -> None:
    after = [changed(MOULD, status="Completed"), changed(SURVEY, deadline="30 September 2024"), GAS]
    found = only(edition(OLD, ROWS), minutes("2 February 2024", RESOLVED), edition(NEW, after))
    assert [each.kind for each in found.editions] == ["plan", "minutes", "plan"]
    assert event(thread(found, "Publish"), "decided").change == "closed"
    extended = thread(found, "Recruit")
    assert (event(extended, "decided").days, extended.slippage.redatings, extended.slippage.days) == (
        92,
        1,
        92,
    )
    assert thread(found, "Review lift").standing == "retired"
    assert [(each.change, each.text) for each in found.unplaced] == [
        ("extended", "That a time extension be granted for the recommendation in table C.")
    ]


def test_an_action_that_was_closed_and_is_still_open() -> None:
    found = only(edition(OLD, ROWS), minutes("2 February 2024", RESOLVED), edition(NEW, ROWS))
    assert kinds(thread(found, "Publish")) == ["decided", "reopened"]


def test_the_recommendation_in_a_table() -> None:
    headings = ("Table", "Recommendation", "Officer", "Target date", "Status")
    rows = [
        (
            "Table B",
            "Reconcile the bank accounts monthly",
            "Chief Accountant",
            "31 March 2024",
            "In progress",
        ),
        ("Table C", "Test the disaster recovery plan", "Head of Digital", "31 March 2024", "In progress"),
    ]
    resolved = (
        "9. Audit tracker\n\nRESOLVED: That a time extension be granted for the recommendation in table C."
    )
    found = only(edition(OLD, rows, headings), minutes("2 February 2024", resolved, "Audit Committee"))
    assert event(thread(found, "Test the disaster"), "decided").change == "extended"
    assert not thread(found, "Reconcile").events


def test_actions_of_minutes_are_found_again_in_the_next_plan() -> None:
    agreed = minutes(
        "2 February 2024",
        "5. Repairs\n\nAction: Head of Repairs to write to all tenants about access for gas inspections.\n\n"
        "Action: Clerk to invite the ombudsman to the May meeting.\n",
    )
    row = (
        "H3.1",
        "Head of Repairs to write to tenants about access for gas inspections",
        "Head of Repairs",
        "",
        "In progress",
    )
    found = only(edition(OLD, ROWS), agreed, edition(NEW, [*ROWS, row]))
    assert "taken_up" in kinds(thread(found, "Head of Repairs to write"))
    assert thread(found, "Clerk to invite").standing == "not_taken_up"


# Tallies ---------------------------------------------------------------------------------------------------------


def test_tallies_balance_whatever_happens() -> None:
    ways = Ways(split=0.05, merged=0.05, dropped=0.1, added=0.1, returned=1.0)
    for number in range(3):
        (found,) = planextract.track(series(f"balance {number}", 6, 30, ways).editions).series
        assert [tally.balances for tally in found.tallies] == [True] * 6
        assert found.tallies[3].total == sum(found.tallies[3].stages.values())


def test_stated_totals_are_held_against_the_actions() -> None:
    rows = "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in ROWS)
    head = "".join(f"<th>{each}</th>" for each in HEADINGS)

    def page(day: str, said: str) -> bytes:
        return (
            f"<html><body><h1>Housing Improvement Plan</h1><p>Report date: {day}</p><p>{said}</p>"
            f"<table><tr>{head}</tr>{rows}</table></body></html>"
        ).encode()

    right = "Of the 4 actions: 2 are on track, 1 is in progress and 1 is not started."
    wrong = "Of the 4 actions: 3 are on track and 1 is not started."
    read = [
        planextract.extract_bytes(page(day, said), f"{day}.html")
        for day, said in ((OLD, right), (NEW, wrong))
    ]
    assert [[each.agrees for each in tally.stated] for tally in only(*read).tallies] == [[True], [False]]


# Series ----------------------------------------------------------------------------------------------------------


def test_plans_of_two_councils_are_never_linked() -> None:
    plans = [edition(OLD, ROWS), edition(NEW, ROWS, council="Thornmere City Council")]
    found = planextract.track(plans)
    assert not [link for each in found.series for link in each.links]
    assert [remark.code for remark in found.remarks] == ["several_authorities"]


def test_series_are_found_in_an_archive() -> None:
    trees = [
        (
            "T1",
            "Plant two hundred street trees in the north wards",
            "Parks Manager",
            "March 2024",
            "On track",
        ),
        ("T2", "Map every ash tree with dieback on council land", "Parks Manager", "May 2024", "On track"),
        ("T3", "Agree a tree strategy with parish councils", "Head of Planning", "June 2024", "On track"),
    ]
    documents = [
        edition(NEW, ROWS),
        edition(OLD, trees, title="Tree Strategy Action Plan"),
        edition(OLD, ROWS, council="Thornmere City Council"),
        edition(NEW, trees, title="Tree Strategy Action Plan"),
        edition(OLD, ROWS),
    ]
    found = planextract.track(documents, find_series=True)
    assert sorted((each.title, len(each.editions)) for each in found.series) == [
        ("Housing Improvement Plan", 2),
        ("Tree Strategy Action Plan", 2),
    ]
    assert len(found.alone) == 1


@pytest.mark.long
def test_a_mixed_archive_has_no_link_between_councils() -> None:
    made = archive(60, "small archive")
    council = {each.source.sha256: one.council for one in made for each in one.editions}
    found = planextract.track([each for one in made for each in one.editions], find_series=True)
    whole = sum(len(one.editions) > 1 for one in made)
    assert all(len({council[each.sha256] for each in one.editions}) == 1 for one in found.series)
    assert whole - 2 <= len(found.series) <= whole + 2


# Accuracy --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rate", [0.0, 0.3])
def test_links_of_a_series_that_is_made_up(rate: float) -> None:
    from tracking import score_made

    links, _ = score_made(series("test", 4, 60, Ways(words=rate, reworded=1.0)))
    assert links.f1 >= 0.97


# Contract --------------------------------------------------------------------------------------------------------


def test_the_published_schema_is_that_of_the_records() -> None:
    assert (ROOT / "docs" / "schema" / "tracking-v1.json").read_text(encoding="utf-8") == as_text(), (
        "run: planextract schema --tracking > docs/schema/tracking-v1.json"
    )


def test_json_holds_to_the_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    read = [
        edition(OLD, ROWS),
        minutes("2 February 2024", RESOLVED),
        edition(NEW, [changed(GAS, deadline="Ongoing")]),
    ]
    text = planextract.track(read).model_dump_json(by_alias=True)
    jsonschema.validate(json.loads(text), json_schema())
    assert Tracking.model_validate_json(text).series
