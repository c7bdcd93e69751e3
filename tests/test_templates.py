"""Templates that nobody filled in, or only in part: what they ask for is no action, owner or date."""

import pytest

from planextract import Extraction, Options, extract_bytes
from planextract.vocab import load

HEADER = "| Ref | Action | Lead | Deadline | Status |\n|---|---|---|---|---|\n"


def plan(*rows: str, header: str = HEADER) -> Extraction:
    return extract_bytes((header + "\n".join(rows) + "\n").encode(), "plan.md")


def told(found: Extraction) -> list[str]:
    return [remark.code for remark in found.diagnostics if remark.code != "no_reference_date"]


FILLED = "| 1 | Appoint a lead officer | Head of HR | 31/03/2025 | In progress |"


@pytest.mark.parametrize(
    "row",
    [
        "| 2 | Click or tap here to enter text. | Choose an item. | Click or tap to enter a date. | Choose an item. |",
        "| 2 | Enter action here | Enter name here | DD/MM/YYYY | |",
        "| 2 | [insert action] | [name] | [insert date] | [status] |",
        "| 2 | <Action> | <Job title> | dd/mm/yy | |",
        "| 2 | e.g. Recruit two social workers | e.g. Head of Service | e.g. June 2025 | |",
        "| 2 | Example: Recruit two social workers | | DD/MM/YYYY | |",
        "| 2 | | | | |",
        "| | | | | |",
    ],
)
def test_rows_that_nobody_filled_in_are_no_actions(row: str) -> None:
    found = plan(FILLED, row)
    assert [action.text.value for action in found.actions] == ["Appoint a lead officer"]
    assert [owner.role for owner in found.actions[0].owners] == ["Head of HR"]
    assert set(told(found)) <= {"template_text"}


def test_a_state_that_the_template_gives_is_not_that_of_the_action_above() -> None:
    found = plan(FILLED, "| 2 | | | | Not started |")
    assert [action.progress.state.value for action in found.actions] == ["in_progress"]
    assert told(found) == ["rows_not_understood"]


def test_a_cell_that_nobody_filled_in_is_blank_beside_those_that_are() -> None:
    found = plan("| 1 | Appoint a lead officer | Enter name here | [insert date] | In progress |")
    (action,) = found.actions
    assert (action.owners, action.deadline) == ((), None)
    assert told(found) == ["template_text"]
    sources = next(remark.sources for remark in found.diagnostics if remark.code == "template_text")
    assert [(source.column, source.start) for source in sources] == [(2, 1), (3, 1)]


@pytest.mark.parametrize(
    ("action", "lead"),
    [
        ("Enter the county's award for recycling", "Head of Waste"),
        ("Insert a clause on social value in all contracts", "Procurement Manager"),
        ("Write to the residents who live here", "Clerk"),
        ("Widen support, e.g. by evening sessions", "Youth Offer Lead"),
        ("[Council tax] Review the discount scheme", "Revenues Manager"),
        ("Choose an itemised supplier", "Head of ICT"),
    ],
)
def test_near_misses_are_actions(action: str, lead: str) -> None:
    found = plan(f"| 1 | {action} | {lead} | June 2025 | |")
    assert [one.text.value for one in found.actions] == [action]
    assert told(found) == []


def test_a_title_that_begins_with_the_word_is_no_example() -> None:
    found = plan("| Example Borough Council | | | | |", FILLED)
    assert [action.text.value for action in found.actions] == ["Appoint a lead officer"]
    assert told(found) == []


def test_an_example_among_real_words_stays() -> None:
    found = plan("| 1 | Review the offer to young carers | Head of Service | e.g. June 2025 | |")
    assert [action.text.value for action in found.actions] == ["Review the offer to young carers"]


def test_councils_may_add_prompts_of_their_own(tmp_path) -> None:  # type: ignore[no-untyped-def]
    own = tmp_path / "own.toml"
    own.write_text('[prompts]\nwhole = ["Officer to complete"]\n', encoding="utf-8")
    assert not load().prompts.asks("Officer to complete")
    assert load(Options(vocabularies=(own,))).prompts.asks("OFFICER TO COMPLETE")
    assert load(Options(vocabularies=(own,))).prompts.asks("dd/mm/yyyy")
