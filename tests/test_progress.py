"""What progress, status, rating and answer cells say."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

import planextract
from build import cell
from planextract.drafts.draft import Slot
from planextract.legend import Legend, LegendEntry
from planextract.normalise import progress, stated_beside, statuses
from planextract.normalise.colours import named
from planextract.normalise.context import Context
from planextract.normalise.updates import journal
from planextract.provenance import Place, SourcedText
from planextract.records import DueBy, Progress, Rag, State
from planextract.vocab import load

PLACE = Place(page=1, table=0, row=1, column=4)
CASES = tomllib.loads((Path(__file__).parent / "cases" / "statuses.toml").read_text(encoding="utf-8"))
BLANK = Legend()
NOWHERE = Context()


def slot(text: str, role: str = "progress", header: str = "", fill: str | None = None) -> Slot:
    words = SourcedText.of(text, PLACE)
    over = SourcedText.plain(header) if header else None
    return Slot(role, words, over, cell(text, 0, 1, 4, fill=fill) if fill else None)


def read(*slots: Slot, legend: Legend = BLANK, context: Context = NOWHERE) -> Progress:
    return progress.normalise(slots, context, load(), legend)[0]


def codes(*slots: Slot, legend: Legend = BLANK) -> list[str]:
    return [remark.code for remark in progress.normalise(slots, Context(), load(), legend)[1]]


def key(*entries: tuple[str, str, State | None, str | None]) -> Legend:
    return Legend(
        tuple(
            LegendEntry(SourcedText.plain(code), SourcedText.plain(meaning), state, colour)  # type: ignore[arg-type]
            for code, meaning, state, colour in entries
        )
    )


def said(found: Progress) -> dict[str, object]:
    """The values of a record that are there, without their evidence."""
    fields = {
        "state": found.state,
        "percent": found.percent,
        "completed_on": found.completed_on,
        "response": found.response,
        "commentary": found.commentary,
    }
    values = {
        name: each.value for name, each in fields.items() if each is not None and each.value is not None
    }
    return values | (
        {"rag": found.rag.value.colour} if found.rag is not None and found.rag.value is not None else {}
    )


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["text"][:40] or "blank")
def test_cell(case: dict[str, object]) -> None:
    found = read(slot(str(case["text"]), str(case.get("role", "progress")), str(case.get("header", ""))))
    wanted = {name: case[name] for name in case if name not in ("text", "role", "header", "source", "words")}
    assert said(found) == wanted
    if "words" in case:
        assert found.state is not None and found.state.raw.strip(".") == case["words"]


@pytest.mark.parametrize("case", CASES["negative"], ids=lambda case: case["text"][:40])
def test_words_of_a_sentence_are_no_state(case: dict[str, str]) -> None:
    found = read(slot(case["text"]))
    assert found.state is None
    assert found.stage == "unknown"
    assert found.commentary is not None and found.commentary.value == " ".join(case["text"].split())


def test_state_and_commentary_are_slices_of_the_cell() -> None:
    found = read(slot("Work underway External trainer identified"))
    assert found.state is not None and found.commentary is not None
    assert [(source.start, source.end) for source in found.state.sources] == [(0, 13)]  # type: ignore[union-attr]
    assert [(source.start, source.end) for source in found.commentary.sources] == [(14, 41)]  # type: ignore[union-attr]


# Stages and answers


@pytest.mark.parametrize(
    ("state", "stage"),
    [
        ("completed", "done"),
        ("closed", "done"),
        ("overdue", "open"),
        ("superseded", "stopped"),
        ("no_data", "unknown"),
    ],
)
def test_stage(state: State, stage: str) -> None:
    assert progress.stage_of(state) == stage


def test_no_in_an_achieved_column_is_open_without_a_state() -> None:
    found = read(slot("No", "status", "Achieved?"))
    assert (found.state and found.state.value, found.stage) == (None, "open")


def test_open_is_a_stage_and_no_state() -> None:
    found = read(slot("Open", "status", "Open/Closed"))
    assert found.state is not None
    assert (found.state.value, found.state.raw, found.stage) == (None, "Open", "open")


def test_status_that_nobody_knows_gets_a_remark() -> None:
    assert codes(slot("Zone 4", "status")) == ["state_not_understood"]
    assert codes(slot("Zone 4", "progress")) == []


# Journals


def test_journal_gives_updates_and_the_latest_state() -> None:
    found = read(slot("12/03/14: Not started\n30/06/14: Completed. Signed off."))
    assert [update.date.value for update in found.updates if update.date] == [
        date(2014, 3, 12),
        date(2014, 6, 30),
    ]
    assert [update.state.value for update in found.updates if update.state] == ["not_started", "completed"]
    assert found.state is not None and found.state.value == "completed"


def test_journal_may_print_the_newest_first() -> None:
    found = read(slot("June 2014: Completed\nMarch 2014: In progress"))
    assert found.state is not None and found.state.value == "completed"


def test_journal_by_quarters() -> None:
    found = read(
        slot("Q1 (2015/16) Draft prepared. Q2 (2015/16) Consultation underway. Q3 (2015/16) Completed.")
    )
    assert [update.date.raw for update in found.updates if update.date] == [
        "Q1 (2015/16)",
        "Q2 (2015/16)",
        "Q3 (2015/16)",
    ]
    assert found.state is not None and found.state.value == "completed"


def test_journal_whose_order_is_unknown_gives_no_state() -> None:
    found = read(slot("Q1: Completed\nQ2: In progress"))
    assert found.state is None and len(found.updates) == 2


def test_state_before_a_journal_stands() -> None:
    found = read(slot("Ongoing Update 9 July 2020 The board has met twice."))
    assert found.state is not None and found.state.value == "ongoing"
    assert [update.text.value for update in found.updates] == ["The board has met twice."]


@pytest.mark.parametrize(
    "text",
    [
        "Meeting held on 12 March 2014 and report agreed",
        "Report to Cabinet: 12 March 2014",
        "The Q2 figures are out",
    ],
)
def test_a_date_in_a_sentence_is_no_journal(text: str) -> None:
    assert journal(SourcedText.plain(text)) == ()


# Several columns


def test_status_column_comes_before_progress_column() -> None:
    found = read(slot("Completed subject to audit", "progress"), slot("In progress", "status"))
    assert found.state is not None and found.state.value == "in_progress"


def test_completion_date_column_with_a_state_of_its_own() -> None:
    found = read(slot("In progress", "status"), slot("14 March 2012", "completion_date", "Date completed"))
    assert found.state is not None and found.state.value == "in_progress"
    assert found.completed_on is not None and found.completed_on.value == date(2012, 3, 14)


def test_completion_date_after_the_reference_date_is_no_completion() -> None:
    context = Context(reference_date=date(2012, 1, 1))
    found = read(slot("14 March 2012", "completion_date", "Date completed"), context=context)
    assert found.state is None


# Colours and legends


def rating(found: Progress) -> Rag | None:
    return found.rag.value if found.rag is not None else None


@pytest.mark.parametrize(
    ("fill", "colour"),
    [
        ("#ff0000", "red"), ("#c00000", "red"), ("#ffc7ce", "red"), ("#ffc000", "amber"), ("#ffff00", "amber"),
        ("#ffeb9c", "amber"), ("#92d050", "green"), ("#00b050", "green"), ("#c6efce", "green"), ("#0070c0", "blue"),
        ("#7030a0", "purple"), ("#ffffff", None), ("#d9d9d9", None), ("#f2f2f2", None), ("#000000", None),
        ("#dce6f1", None), ("#fff2cc", None), ("#ebf1de", None), ("auto", None), (None, None),
    ],
)  # fmt: skip
def test_fill(fill: str | None, colour: str | None) -> None:
    assert named(fill) == colour


def test_fill_counts_in_columns_of_ratings_only() -> None:
    found = rating(read(slot("Policy agreed", "progress", fill="#92d050")))
    assert found is not None and (found.colour, found.origin) == ("green", "fill")
    assert rating(read(slot("75%", "percent_complete", "% complete", fill="#92d050"))) is None


def test_fill_of_an_empty_cell() -> None:
    found = read(slot("", "rag", fill="#ff0000"))
    assert rating(found) is not None and found.state is None and found.commentary is None


def test_colour_alone_gives_no_state() -> None:
    assert read(slot("Green", "rag")).state is None


def test_colour_with_a_legend_gives_a_state() -> None:
    legend = key(("Green", "Completed", "completed", "green"), ("Red", "Overdue", "overdue", "red"))
    found = read(slot("Green", "rag"), legend=legend)
    assert found.state is not None and (found.state.value, found.state.rule) == ("completed", "legend")
    assert rating(found) == Rag.model_validate({"colour": "green", "from": "text", "meaning": "Completed"})


def test_fill_with_a_legend_gives_a_state() -> None:
    legend = key(("Blue", "Complete", "completed", "blue"), ("Grey", "Not due", "not_due", "grey"))
    found = read(slot("", "rag", fill="#bfbfbf"), legend=legend)
    assert found.state is not None and found.state.value == "not_due"


def test_code_of_the_legend() -> None:
    legend = key(("C", "Complete", "completed", None), ("B", "Behind schedule", "behind", None))
    found = read(slot("B", "status"), legend=legend)
    assert found.state is not None and found.state.value == "behind"
    assert found.rag is None


def test_legend_overrules_the_vocabulary() -> None:
    legend = key(("Outstanding", "past its date", "overdue", None), ("Met", "done", "completed", None))
    found = read(slot("Outstanding"), legend=legend)
    assert found.state is not None and (found.state.value, found.state.rule) == ("overdue", "legend")


def test_words_and_colour_that_disagree() -> None:
    assert codes(slot("Completed", "status"), slot("Red", "rag")) == ["state_and_colour_disagree"]
    assert codes(slot("Completed", "status"), slot("Green", "rag")) == []
    late = key(("Red", "Completed late", "completed", "red"), ("Green", "Completed", "completed", "green"))
    assert codes(slot("Completed", "status"), slot("Red", "rag"), legend=late) == []


# Hostile text

HOSTILE = ["a" * 10000, "(" * 10000, "1 " * 5000, "/" * 10000, ". " * 5000, "1%" * 5000, "Q1 " * 3000, "\n" * 10000,
           "Completed " * 1000, "12/03/14 " * 1100, " " * 10000, "Update 1" * 1200, "🟢" * 5000]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:8]))
@pytest.mark.parametrize("role", ["status", "progress", "percent_complete", "management_response"])
def test_hostile_text_ends(text: str, role: str) -> None:
    assert isinstance(read(slot(text, role, "Progress")), Progress)


# The phrases of the domain notes

STATUSES = Path(__file__).resolve().parents[2] / "shared" / "domain" / "statuses.json"
FLOOR = 0.95


@pytest.mark.skipif(not STATUSES.is_file(), reason="the domain notes are not here")
def test_phrases_of_the_domain_notes() -> None:
    """Each phrase as a whole cell gives its state, colour or answer; a dash says nothing and counts as missed."""
    import json

    phrases: dict[str, str] = json.loads(STATUSES.read_text(encoding="utf-8"))
    missed = {text: (want, got) for text, want in phrases.items() if (got := _reading(text, want)) != want}
    assert 1 - len(missed) / len(phrases) >= FLOOR, missed


def _reading(text: str, want: str) -> str | None:
    role = "rag" if want.startswith("rag:") else "status"
    found = read(slot(text, role))
    if want.startswith("rag:"):
        return (
            f"rag:{found.rag.value.colour}" if found.rag is not None and found.rag.value is not None else None
        )
    if found.response is not None and found.response.value is not None:
        return found.response.value.removeprefix("partially_")
    return found.state.value if found.state is not None else None


def test_the_newest_of_several_dated_columns_holds() -> None:
    found = read(
        slot("In progress - 4 audited", header="Update October 2019"),
        slot("Implemented. 40 files audited", header="Update March 2020"),
    )
    assert said(found) == {"state": "completed", "commentary": "40 files audited"}
    assert [
        (update.text.value, update.state.value if update.state else None) for update in found.updates
    ] == [("In progress - 4 audited", "in_progress")]


def test_a_blank_newest_column_leaves_the_one_before() -> None:
    found = read(slot("Not started", header="Progress Q1 2019/20"), slot("", header="Progress Q2 2019/20"))
    assert found.state is not None and found.state.value == "not_started"
    assert found.updates == ()


def test_progress_and_comments_are_no_editions_of_each_other() -> None:
    found = read(slot("On track", header="Progress"), slot("Meeting held in May", header="Comments"))
    assert said(found) == {"state": "on_track", "commentary": "Meeting held in May"}


def test_last_and_this_are_editions_and_so_are_terms() -> None:
    found = read(slot("G", "rag", header="RAG This"), slot("R", "rag", header="RAG Last"))
    assert found.rag is not None and found.rag.value is not None and found.rag.value.colour == "green"
    terms = read(slot("Two classes", header="Spring review"), slot("Not started", header="Autumn review"))
    assert said(terms) == {"commentary": "Two classes"}
    assert [update.text.value for update in terms.updates] == ["Not started"]


def test_a_shaded_newest_column_without_words_holds() -> None:
    key_ = key(("Red", "not started", "not_started", "red"), ("Green", "done", "completed", "green"))
    found = read(
        slot("R", "rag", header="Previous RAG"),
        slot("", "rag", header="Current RAG", fill="#00b050"),
        legend=key_,
    )
    assert found.state is not None and found.state.value == "completed"


def test_the_marked_one_of_several_states() -> None:
    found = read(
        slot("", "marked_status", header="Status Not begun"),
        slot("x", "marked_status", header="In progress"),
        slot("Two of five rooms painted", header="Notes"),
    )
    assert said(found) == {"state": "in_progress", "commentary": "Two of five rooms painted"}
    both = (slot("x", "marked_status", header="Ongoing"), slot("x", "marked_status", header="Complete"))
    assert read(*both).state is None and codes(*both) == ["state_not_understood"]


@pytest.mark.parametrize(
    ("cell", "when", "what"),
    [
        ("30 April 2025 - Overdue, quotes awaited", "30 April 2025", "Overdue, quotes awaited"),
        ("31/03/24: Complete", "31/03/24", "Complete"),
        ("Dec 2025 (not started)", "Dec 2025", "not started"),
        ("30 May 2025 - Closed 12 May 2025", "30 May 2025", "Closed 12 May 2025"),
        ("Withdrawn", "", "Withdrawn"),
        ("June 2025 - completed draft to Board", None, None),
        ("March 2025 - ongoing", None, None),
        ("Drainage: complete", None, None),
        ("31 March 2025", None, None),
    ],
)
def test_a_state_beside_a_deadline(cell: str, when: str | None, what: str | None) -> None:
    around = statuses.Around("deadline", "", load(), BLANK)
    found = stated_beside.of_deadline(SourcedText.plain(cell), around, NOWHERE)
    assert (found.when.text if found else None, found.said.text if found else None) == (when, what)


@pytest.mark.parametrize(
    ("text", "left", "what"),
    [
        ("COMPLETED: Fit a second handrail", "Fit a second handrail", "COMPLETED"),
        ("(Done) Fit a second handrail", "Fit a second handrail", "Done"),
        ("Fit a second handrail - Completed", "Fit a second handrail", "Completed"),
        ("Fit a second handrail (withdrawn)", "Fit a second handrail", "withdrawn"),
        ("Complete: the audit of handrails", None, None),
        ("Fit a second handrail (ongoing)", None, None),
        ("Fit a second handrail (north door)", None, None),
        ("REVIEW: Fit a second handrail", None, None),
    ],
)
def test_a_state_beside_the_words_of_an_action(text: str, left: str | None, what: str | None) -> None:
    found = stated_beside.of_text(SourcedText.plain(text), statuses.Around("action", "", load(), BLANK))
    assert (found[0].text if found else None, found[1].text if found else None) == (left, what)


PLAN = """<h1>Elmstead estate plan, updated 3 June 2025</h1><table>
<tr><th>No</th><th>Action</th><th>Lead</th><th>Due</th><th colspan="3">Status</th></tr>
<tr><th></th><th></th><th></th><th></th><th>Not started</th><th>Under way</th><th>Done</th></tr>
<tr><td>1</td><td>Replace the lobby lighting</td><td>Estates Manager</td><td>July 2025</td>
<td></td><td>X</td><td></td></tr>
<tr><td>2</td><td>Survey the roof</td><td>Estates Manager</td><td>30 April 2025 - overdue</td>
<td></td><td></td><td>X</td></tr>
<tr><td></td><td colspan="6">Update: Surveyor came twice in May.</td></tr></table>"""


def test_marks_and_rows_of_updates_in_a_table() -> None:
    first, second = planextract.extract_bytes(PLAN.encode(), "plan.html").actions
    assert first.progress.state is not None and first.progress.state.value == "in_progress"
    assert second.progress.state is not None and second.progress.state.value == "completed"
    assert second.progress.commentary is not None
    assert second.progress.commentary.value == "Surveyor came twice in May."
    due = second.deadline.value if second.deadline is not None else None
    assert isinstance(due, DueBy) and due.latest == date(2025, 4, 30)


SIGNS = """<h1>Elmstead estate plan, updated 3 June 2025</h1><table>
<tr><th>Measure</th><th>Responsible</th><th>Timescale</th><th>Outcome in year</th><th></th></tr>
<tr><td>Print the bus leaflet in large type</td><td>Clerk</td><td>May 2025</td><td>Out since April.</td><td>✓</td></tr>
<tr><td>Put a ramp at the north door</td><td>Clerk</td><td>June 2025</td><td>Two quotes came in.</td><td>→</td></tr>
<tr><td>Hold a signing class</td><td>Clerk</td><td>May 2025</td><td>No tutor found.</td><td>W</td></tr></table>
<p>✓ achieved &#160; → in hand &#160; ✗ behind &#160; W withdrawn</p>"""


def test_a_column_of_signs_that_the_key_explains() -> None:
    read_ = planextract.extract_bytes(SIGNS.encode(), "plan.html").actions
    assert [action.progress.state.value if action.progress.state else None for action in read_] == [
        "completed",
        "in_progress",
        "cancelled",
    ]
    assert [action.progress.commentary.value for action in read_ if action.progress.commentary] == [
        "Out since April.",
        "Two quotes came in.",
        "No tutor found.",
    ]


def test_a_sign_of_the_key_before_a_percentage() -> None:
    explained = key(("►", "on track", "on_track", None), ("✔", "completed", "completed", None))
    found = read(slot("► 60%", "progress", header="Progress"), legend=explained)
    assert said(found) == {"state": "on_track", "percent": 60.0}
