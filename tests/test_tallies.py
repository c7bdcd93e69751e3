"""Stated totals and their parts."""

import pytest

from planextract import tallies
from planextract.document import Block, Document
from planextract.provenance import Place, SourcedText
from planextract.records import Tally


def found(text: str) -> tuple[Tally, ...]:
    lines = [line for line in text.splitlines() if line.strip()]
    blocks = (Block(n, SourcedText.of(line, Place(block=n)), line) for n, line in enumerate(lines))
    return tallies.find(Document("sample.txt", "text/plain", "text", "", len(text), tuple(blocks)))


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
        "with 65out of 99 actions complete",
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
