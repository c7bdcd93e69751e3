"""What progress, status, rating and answer cells say."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from build import cell
from planextract.drafts.draft import Slot
from planextract.legend import Legend, LegendEntry
from planextract.normalise import progress
from planextract.normalise.colours import named
from planextract.normalise.context import Context
from planextract.normalise.updates import journal
from planextract.provenance import Place, SourcedText
from planextract.records import Progress, Rag, State
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
