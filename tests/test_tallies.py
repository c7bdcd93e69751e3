"""Stated totals and their parts."""

import pytest

from planextract import extract_bytes, tallies
from planextract.document import Block, Document
from planextract.provenance import Place, SourcedText
from planextract.records import Tally


def document(text: str) -> Document:
    lines = [line for line in text.splitlines() if line.strip()]
    blocks = (Block(n, SourcedText.of(line, Place(block=n)), line) for n, line in enumerate(lines))
    return Document("sample.txt", "text/plain", "text", "", len(text), tuple(blocks))


def found(text: str) -> tuple[Tally, ...]:
    return tallies.find(document(text))


def test_list_of_colours() -> None:
    (tally,) = found("""16. In summary, of the 28 actions:
- 9 are marked green, as completed
 - 2 are marked amber/green, as some parts are still to be completed
 - 10 are marked amber indicating that most of the work has been completed but further action is required.
 - 1 is marked amber/red as staff sickness means that activity is currently on hold
 - 4 actions are marked red and will not be achieved in the timescale - revised timescales need to be agreed
 - 2 actions are marked no data as, despite chasing, no information has been provided by the lead officer.
17. Attached at Appendix 4 is a brief overview.""")
    assert tally.total == 28 and tally.sums
    assert tally.counts == {"green": 9, "amber_green": 2, "amber": 10, "amber_red": 1, "red": 4, "no_data": 2}
    assert len(tally.sources) == 7


def test_two_lists_of_one_report() -> None:
    whole, part = (
        found("""At the end of quarter 4 (January to March 2025) there were 114 actions to be reported:
• 64 are complete (55%)
• 49 are in progress (43%)
• 1 has not started (less than 1%)
Of the 49 actions that are in progress:
• 21 actions are green (43%)
• 21 actions are amber (43%)
• 7 actions are red (14%)
Red, 7, 14%; Green, 21, 43%; Amber, 21, 43%""")
    )
    assert whole.counts == {"completed": 64, "in_progress": 49, "not_started": 1} and whole.sums
    assert part.total == 49 and part.counts == {"green": 21, "amber": 21, "red": 7}


def test_number_words_in_a_sentence() -> None:
    (tally,) = found(
        "Of the nine recommendations five were now delivered, two were on track and two were extended."
    )
    assert tally.total == 9 and tally.counts == {"completed": 5, "on_track": 2, "extended": 2} and tally.sums


def test_a_total_that_does_not_add_up() -> None:
    (tally,) = found("Of the 12 actions, 5 are green, 4 are amber and 2 are red.")
    assert not tally.sums


@pytest.mark.parametrize(
    "text",
    [
        "Progress had reached 85% and could be completed by the extension date requested.",
        "Only 3 of the 20 people interviewed knew that an action plan existed.",
        "Ten (83%) of the projects are now rated as green or complete and two projects (17%) as amber.",
        "Of the 10 targets, 6 were met and 4 were missed.",
        "There are 88 actions in total: 39 ‘Must do’ actions and 49 ‘Should do’ actions.",
        "The Action Plan has 38 components.",
        "Of the 6 projects agreed in 2014:\n- Town hall\n- Leisure centre",
    ],
)
def test_no_tally(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize("text", ["1 " * 5000, "of the " * 2000, "a" * 10000, "9 are " * 2000, "(" * 10000])
def test_hostile_text_ends(text: str) -> None:
    found(f"of the 28 actions: {text}\n{text}")


def test_missing_blank_and_one_part_of_a_total() -> None:
    (tally,) = found("Members heard that with 65out of 99 actions complete the programme was ahead.")
    assert (tally.total, tally.counts, tally.partial, tally.sums) == (99, {"completed": 65}, True, False)


def test_colours_before_states_with_percentages() -> None:
    (tally,) = found(
        "Performance on 73 key measures of success were reported this quarter – 41 (56%) were on track (rated green), "
        "15 (21%) were off target (rated amber), and 17 (23%) were off target and required improvement (rated red)."
    )
    assert tally.counts == {"green": 41, "amber": 15, "red": 17} and tally.sums
    assert tally.percents == {"green": 56.0, "amber": 21.0, "red": 23.0} and tally.percents_agree


def test_part_of_another_total() -> None:
    (tally,) = found("Of the 49 actions that are in progress:\n• 21 are green\n• 21 are amber\n• 7 are red")
    assert (tally.total, tally.of) == (49, "in_progress")


def test_states_before_their_counts() -> None:
    (tally,) = found("""There are 88 actions in total: 39 ‘Must do’ actions and 49 ‘Should do’ actions.
No actions are off track (red).
• Red ‘Off Track’ = 0
• Amber ‘On Track’ = 44 (50%)
• Green ‘Complete’ = 26 (30%)
• Blue ‘Complete & CSPI’ = 18 (25%)""")
    assert (
        tally.counts == {"red": 0, "amber": 44, "green": 26, "blue": 18}
        and tally.total == 88
        and tally.total_stated
    )
    assert tally.percents_agree is False


def test_percentages_alone() -> None:
    text = "The Chief Executive reported that 82.3% of the Plan was on target (green)."
    (share,) = tallies.shares(document(text))
    assert share.percents == {"green": 82.3} and not share.sums
    (share,) = tallies.shares(document("71% of actions were green, 20% were amber and 9% were red."))
    assert share.sums
    assert tallies.shares(document("Of the 38 measures, 66% had met or exceeded the target.")) == ()


def test_tables_of_counts() -> None:
    rows = extract_bytes(
        b"RAG status\tActions\t%\nGreen\t24\t60%\nAmber\t12\t30%\nRed\t4\t10%\nTotal\t40\t100%", "a.txt"
    )
    (tally,) = rows.tallies
    assert tally.total == 40 and tally.counts == {"green": 24, "amber": 12, "red": 4} and tally.percents_agree
    columns = extract_bytes(b"| Red | Amber | Green |\n|---|---|---|\n| 3 | 8 | 21 |", "a.md")
    (tally,) = columns.tallies
    assert tally.total == 32 and not tally.total_stated
