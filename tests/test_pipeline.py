"""The road as a whole: one result for every file, dates judged by the document, checks over the records."""

from datetime import date
from pathlib import Path

import pytest

import planextract as pe
from planextract import checks
from planextract.records import Extraction, Tally

PLAN = """Improvement plan

Report date: 1 June 2015

Ref\tAction\tLead officer\tTarget date\tStatus
1\tOpen a second hub\tHead of Early Help\t31 May 2015\tIn progress
2\tRecruit two wardens\tCommunity Safety Manager\t30 June 2015\tIn progress
3\tRewrite the guide\tHead of Service\t31 March 2015\tComplete
4\tPublish figures\tHead of Performance\tOngoing\tIn progress
5\tAgree the budget\tHead of Finance\tsoon enough\tIn progress
"""


def plan(text: str = PLAN, **options: object) -> Extraction:
    return pe.extract_bytes(text.encode(), "plan.txt", pe.Options(**options))  # type: ignore[arg-type]


def test_one_result_for_every_file_and_in_order(tmp_path: Path) -> None:
    files = {
        "a.txt": PLAN.encode(),
        "b.pdf": b"",
        "c.docx": b"\x00\x01rubbish\xff" * 50,
        "d.txt": b"A note.\n",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    paths = [*(tmp_path / name for name in files), tmp_path / "missing.pdf"]
    found = list(pe.extract_many(paths))
    assert [each.source.name for each in found] == [*files, "missing.pdf"]
    assert [[d.code for d in each.diagnostics if d.severity == "error"] for each in found] == [
        [],
        ["corrupt_file"],
        ["unsupported_format"],
        [],
        ["unreadable"],
    ]
    assert found[1].source.sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_a_bug_still_looks_like_a_bug(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN)
    monkeypatch.setattr("planextract.tables.assemble", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        list(pe.extract_many([tmp_path / "plan.txt"]))


def test_overdue_is_judged_by_the_documents_own_date() -> None:
    found = plan()
    assert found.metadata.reference_date is not None
    assert found.metadata.reference_date.value == date(2015, 6, 1)
    assert [action.overdue_at_reference for action in found.actions] == [True, False, False, False, None]


def test_the_caller_knows_the_date_better() -> None:
    found = plan(reference_date=date(2015, 7, 15))
    assert found.metadata.reference_date is not None
    assert found.metadata.reference_date.basis == "option"
    assert [action.overdue_at_reference for action in found.actions][:2] == [True, True]


def test_without_any_date_nothing_is_overdue_or_not() -> None:
    found = plan(PLAN.replace("Report date: 1 June 2015\n", ""))
    assert found.metadata.reference_date is None
    assert [action.overdue_at_reference for action in found.actions][:2] == [None, None]


def test_words_that_no_rule_reads_keep_their_place_and_are_remarked_on() -> None:
    found = plan()
    due = found.actions[4].deadline
    assert due is not None and due.value is None and due.raw == "soon enough"
    (remark,) = [each for each in found.diagnostics if each.code == "deadline_not_understood"]
    assert remark.sources == due.sources


def test_a_stated_total_is_held_against_the_actions_found() -> None:
    actions = plan().actions
    tally = Tally(total=5, counts={"in_progress": 4, "completed": 1}, sums=True, raw="", rule="counted_list")
    assert checks.agrees(tally, actions) is True
    assert checks.agrees(tally.model_copy(update={"total": 6}), actions) is False
    assert checks.agrees(tally, ()) is None


def test_a_document_that_disagrees_with_itself_is_told() -> None:
    text = PLAN + "\nOf the 9 actions: 6 are in progress and 2 are complete.\n"
    codes = {each.code for each in plan(text).diagnostics}
    assert {"tally_does_not_add_up", "tally_disagrees"} <= codes


def test_a_revised_date_before_the_first_one_is_remarked_on() -> None:
    text = (
        "Ref\tAction\tOwner\tOriginal date\tRevised date\n"
        "1\tOpen a hub\tHead of Service\t30 June 2015\t31 May 2015\n"
        "2\tRecruit staff\tHR Manager\t30 June 2015\t31 July 2015\n"
    )
    found = plan(text)
    remarks = [each for each in found.diagnostics if each.code == "revised_before_original"]
    assert [each.sources for each in remarks] == [found.actions[0].deadline.sources]  # type: ignore[union-attr]


def test_a_state_that_its_deadline_denies_is_remarked_on() -> None:
    text = (
        "Report date: 1 June 2015\n\nRef\tAction\tOwner\tStart date\tTarget date\t% complete\tStatus\n"
        "1\tOpen a hub\tHead of Service\t1 May 2015\t31 May 2015\t50%\tOn track\n"
        "2\tRecruit staff\tHR Manager\t1 May 2015\t31 July 2015\t20%\tOverdue\n"
        "3\tRewrite the guide\tHR Manager\t1 September 2015\t31 July 2015\t0%\tNot started\n"
        "4\tPublish figures\tHR Manager\t1 April 2015\t30 April 2015\t60%\tComplete\n"
        "5\tAgree the budget\tHR Manager\t1 April 2015\t31 July 2015\t60%\tOn track\n"
    )
    found = plan(text)
    remarks = {each.code: each.message for each in found.diagnostics}
    assert [each.code for each in found.diagnostics] == [
        "deadline_before_start",
        "state_against_deadline",
        "state_against_deadline",
        "percent_against_state",
    ]
    assert "a004" in remarks["percent_against_state"]


def test_a_cell_that_repeats_the_row_above_says_what_that_says() -> None:
    text = (
        "Ref\tAction\tOwner\tTarget date\n"
        "1\tOpen a hub\tHead of Service / HR Manager\t31 May 2015\n"
        "2\tRecruit staff\tAs above\tditto\n"
        "3\tRewrite the guide\tditto\t30 June 2015\n"
    )
    first, second, third = plan(text).actions
    assert [owner.role for owner in second.owners] == ["Head of Service", "HR Manager"]
    assert all(owner.inherited for owner in (*second.owners, *third.owners))
    assert [owner.sources for owner in third.owners] == [owner.sources for owner in first.owners]
    assert second.deadline is not None and second.deadline.value is not None
    assert (second.deadline.raw, second.deadline.rule) == ("ditto", "ditto")
    assert getattr(second.deadline.value, "latest", None) == date(2015, 5, 31)
    assert second.deadline.value.qualifiers == ("ditto",)


def test_a_first_row_repeats_nothing() -> None:
    found = plan(
        "Ref\tAction\tOwner\tTarget date\n1\tOpen a hub\tditto\tas above\n2\tRecruit\tHR Manager\tMay 2015\n"
    )
    assert found.actions[0].owners == ()
    assert found.actions[0].deadline is not None and found.actions[0].deadline.value is None
    assert {"owner_not_understood", "deadline_not_understood"} <= {each.code for each in found.diagnostics}


LOG = """Action log

Report date: 2 September 2011

Meeting date & action number\tAction\tDeadline\tProgress
19/05/2011\tThe project team to meet the finders\tAugust\tOn track
19/07/2011\tThe team to circulate the sheet\tSeptember\tOn track
11/01/2011\tThe panel to present a proposal\tMarch Transparency Board\tComplete
19/11/2011\tThe clerk to write to members\tlate January\tOn track
19/07/2011\tThe clerk to publish figures\tOngoing\tOn track
"""


def test_the_day_an_action_was_raised_gives_its_deadline_a_year() -> None:
    due = [action.deadline.value for action in plan(LOG).actions if action.deadline is not None]
    assert [getattr(each, "latest", None) for each in due] == [
        date(2011, 8, 31),
        date(2011, 9, 30),
        date(2011, 3, 31),
        date(2012, 1, 31),  # raised after the log was made: a slip of the pen, so the log's own day counts
        None,
    ]
    assert getattr(due[0], "year_inferred", False)


def test_nothing_is_repeated_from_another_table_or_over_a_blank_cell() -> None:
    head = "Ref\tAction\tOwner\tTarget date\n"
    text = (
        f"Housing\n\n{head}1\tOpen a hub\tHR Manager\t31 May 2015\n2\tRecruit\t\t\n3\tRewrite it\tditto\tas above\n\n"
        f"The work on schools follows here in a table of its own.\n\n{head}1\tAgree terms\tas above\tditto\n"
        "2\tSign them\tHead of Legal\t30 June 2015\n"
    )
    found = plan(text).actions
    assert [len(action.owners) for action in found] == [1, 0, 0, 0, 1]
    for action in (found[2], found[3]):
        assert action.deadline is not None and action.deadline.value is None
