"""Stated totals and their parts."""

import io

import docx
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


# Forms that whole kinds of papers have -------------------------------------------------------------------------


def numbers(text: str, name: str = "a.txt") -> list[tuple[int, dict[str, int]]]:
    return [(tally.total, tally.counts) for tally in extract_bytes(text.encode(), name).tallies]


def percents(text: str) -> list[dict[str, float]]:
    return [share.percents for share in extract_bytes(text.encode(), "a.txt").shares]


@pytest.mark.parametrize(
    ("text", "total", "counts"),
    [
        (
            "We checked 41 recommendations. Of these 30 (73%) have been implemented, 8 (20%) are part implemented "
            "and 3 (7%) are no longer required.",
            41,
            {"completed": 30, "in_progress": 8, "superseded": 3},
        ),
        (
            "It has six themes and 50 actions. As at 30 June, thirty are complete, twelve are on course and eight "
            "are running late.",
            50,
            {"completed": 30, "on_track": 12, "behind": 8},
        ),
        (
            "There are 36 recommendations. Of the 36, 20 are implemented and 16 have not been implemented.",
            36,
            {"completed": 20, "not_started": 16},
        ),
        (
            "We track 27 actions (15 done, 9 under way and 3 parked).",
            27,
            {"completed": 15, "in_progress": 9, "on_hold": 3},
        ),
        (
            "The position on the 27 actions is: complete 15, in hand 9, yet to start 3.",
            27,
            {"completed": 15, "in_progress": 9, "not_started": 3},
        ),
        (
            "30 of the 42 actions have been completed. The other 12 are on schedule.",
            42,
            {"completed": 30, "on_track": 12},
        ),
        ("The team has delivered 17 of its 22 pledges.", 22, {"completed": 17}),
        ("17/22 milestones are on track.", 22, {"on_track": 17}),
        ("77% (17 of 22) of milestones are on track.", 22, {"on_track": 17}),
        ("The 22 recommendations have all been implemented.", 22, {"completed": 22}),
        (
            "Of the 18 actions, none are red, 7 are amber and 11 are green.",
            18,
            {"red": 0, "amber": 7, "green": 11},
        ),
        ("57% (8) of the actions are complete, 43% (6) are overdue.", 14, {"completed": 8, "overdue": 6}),
        (
            "There were 2 red actions, 6 amber actions and 9 green actions.",
            17,
            {"red": 2, "amber": 6, "green": 9},
        ),
        (
            "Improvement plan actions: 9 green, up from 4 last quarter, 5 amber and 1 red.",
            15,
            {"green": 9, "amber": 5, "red": 1},
        ),
        (
            "Of the 14 outstanding actions, 6 are on track and 8 are overdue.",
            14,
            {"on_track": 6, "overdue": 8},
        ),
    ],
)
def test_forms_of_sentences(text: str, total: int, counts: dict[str, int]) -> None:
    assert numbers(text) == [(total, counts)]


def test_a_sentence_wrapped_over_lines() -> None:
    text = (
        "4.2 Out of the 33 actions in the Older People Scheme, 20 have been completed (61%), 9 are\n"
        "on target (27%) and 4 are stalled (12%).\n4.3 A leaflet is not needed."
    )
    assert numbers(text) == [(33, {"completed": 20, "on_track": 9, "behind": 4})]
    leads_in = (
        "Progress with the actions in the improvement plan at the end of June -\n20 are complete\n9 are late"
    )
    assert numbers(leads_in) == [(29, {"completed": 20, "behind": 9})]


def test_counts_behind_their_labels_in_one_line() -> None:
    assert numbers("Delivery plan actions\nGreen 20, Amber/Green 7, Amber/Red 2, Red 1 – total 30.") == [
        (30, {"green": 20, "amber_green": 7, "amber_red": 2, "red": 1})
    ]
    assert numbers("Action tracker\nComplete (12) | In train (7) | Deferred (2)") == [
        (21, {"completed": 12, "in_progress": 7, "on_hold": 2})
    ]
    assert numbers("RAG of actions: R2 A7 G12") == [(21, {"red": 2, "amber": 7, "green": 12})]


def test_a_line_for_each_group_has_a_tally() -> None:
    text = (
        "Service plan actions\nHousing: 9 green, 4 amber, 1 red\nParks (8): 6 green, 2 amber\n"
        "All services: 15 green, 6 amber, 1 red (22 actions)"
    )
    found = extract_bytes(text.encode(), "a.txt").tallies
    assert [(tally.group, tally.total, tally.total_stated) for tally in found] == [
        ("Housing", 14, False),
        ("Parks", 8, True),
        (None, 22, True),
    ]


@pytest.mark.parametrize(
    ("text", "total", "counts"),
    [
        ("Recommendations made: 21\nImplemented: 16\nOverdue: 5", 21, {"completed": 16, "overdue": 5}),
        ("Audit actions\nImplemented ...... 14\nIn progress ...... 5", 19, {"completed": 14, "in_progress": 5}),
        ("AMBER 5\nGREEN 14\nTOTAL 19", 19, {"amber": 5, "green": 14}),
        ("Red actions – 2\nGreen actions – 14\nTotal actions – 16", 16, {"red": 2, "green": 14}),
        ("Summary\n• 14 actions complete\n• 5 actions not yet due", 19, {"completed": 14, "not_due": 5}),
        ("Action log\n• 74% (14) complete\n• 26% (5) cancelled", 19, {"completed": 14, "cancelled": 5}),
    ],
)  # fmt: skip
def test_forms_of_lists(text: str, total: int, counts: dict[str, int]) -> None:
    assert numbers(text) == [(total, counts)]


def test_percentages_in_words_lists_and_tables() -> None:
    assert percents("60 per cent of the actions are complete and 40 per cent in progress.") == [
        {"completed": 60, "in_progress": 40}
    ]
    assert percents("Action plan, year 2\nImplemented 62.5%\nIn progress 30%\nOverdue 7.5%") == [
        {"completed": 62.5, "in_progress": 30, "overdue": 7.5}
    ]
    assert percents("Status of actions\tShare\nComplete\t62%\nOverdue\t38%") == [
        {"completed": 62, "overdue": 38}
    ]
    assert percents("Action tracker\nComplete 62% | Overdue 38%") == [{"completed": 62, "overdue": 38}]
    assert numbers("Action plan, year 2\nImplemented 62.5%\nIn progress 30%\nOverdue 7.5%") == []


@pytest.mark.parametrize(
    "text",
    [
        "The target is 90% of recommendations completed by their due date.",
        "More than 90% of the actions are complete.",
        "Moving and handling 91% completed\nFire 95% completed",
    ],
)
def test_no_share(text: str) -> None:
    assert percents(text) == []


def test_a_table_has_a_tally_for_each_row() -> None:
    text = """Internal audit recommendations by audit

             Implemented   In progress   Not started   Total
Payroll           6             2             1           9
Creditors        11             1             0          12
Total            17             3             1          21
"""
    found = extract_bytes(text.encode(), "a.txt").tallies
    assert [(tally.group, tally.total) for tally in found] == [("Payroll", 9), ("Creditors", 12), (None, 21)]
    assert found[1].counts == {"completed": 11, "in_progress": 1, "not_started": 0}
    assert found[2].agrees_with_actions is None


def test_a_table_has_a_tally_for_each_column() -> None:
    text = "Inquiry recommendations\tMar 24\tJun 24\nComplete\t9\t14\nOn track\t12\t8\nAll\t21\t22"
    found = extract_bytes(text.encode(), "a.txt").tallies
    assert [(tally.group, tally.total, tally.counts) for tally in found] == [
        ("Mar 24", 21, {"completed": 9, "on_track": 12}),
        ("Jun 24", 22, {"completed": 14, "on_track": 8}),
    ]


def test_a_table_that_came_as_lines() -> None:
    text = "Status of recommendations\nAudit Complete In progress Overdue Total\nPayroll 6 2 1 9\nAll audits 6 2 1 9"
    assert [tally.group for tally in extract_bytes(text.encode(), "a.txt").tallies] == ["Payroll"]


def test_a_true_table_with_a_header_in_two_rows() -> None:
    made = docx.Document()
    made.add_paragraph("RAG rating of the actions in the improvement plan")
    table = made.add_table(rows=5, cols=6)
    rows = (
        ("Theme", "RAG rating", "", "", "", "Total"),
        ("", "Red", "Amber", "Green", "% green", ""),
        ("Leadership", "1", "2", "5", "63%", "8"),
        ("Practice", "–", "4", "6", "60%", "10"),
        ("Total", "1", "6", "11", "61%", "18"),
    )
    for row, words in zip(table.rows, rows, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    table.cell(0, 1).merge(table.cell(0, 4))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 5).merge(table.cell(1, 5))
    data = io.BytesIO()
    made.save(data)
    found = extract_bytes(data.getvalue(), "a.docx").tallies
    assert [(tally.group, tally.total, tally.counts) for tally in found] == [
        ("Leadership", 8, {"red": 1, "amber": 2, "green": 5}),
        ("Practice", 10, {"red": 0, "amber": 4, "green": 6}),
        (None, 18, {"red": 1, "amber": 6, "green": 11}),
    ]


def test_a_true_table_with_percentages_and_letters() -> None:
    page = (
        "<h2>Delivery plan</h2><table><tr><th>Goal</th><th>Actions</th><th>R</th><th>A</th><th>G</th></tr>"
        "<tr><td>Homes</td><td>8</td><td>1 (12%)</td><td>2 (25%)</td><td>5 (63%)</td></tr>"
        "<tr><td>Streets</td><td>4</td><td></td><td>1 (25%)</td><td>3 (75%)</td></tr></table>"
    )
    found = extract_bytes(page.encode(), "a.html").tallies
    assert [(tally.group, tally.total, tally.counts) for tally in found] == [
        ("Homes", 8, {"red": 1, "amber": 2, "green": 5}),
        ("Streets", 4, {"red": 0, "amber": 1, "green": 3}),
    ]
    assert found[0].percents == {"red": 12, "amber": 25, "green": 63} and found[0].percents_agree


@pytest.mark.parametrize(
    "text",
    [
        "Actions 3 and 7 are complete, action 9 is overdue and actions 11 and 12 are in progress.",
        "It is expected that 30 of the 42 actions will be completed by June.",
        "Recycling: green bins 12, blue bins 5, red boxes 2",
        "Planning status\nComplete: 12 applications\nIn progress: 5 applications",
        "Project status\nHomes completed: 12\nHomes in progress: 30",
        "Key\n1 Red\n2 Amber\n3 Green",
        "Risk scores: Green 1 to 5, Amber 6 to 12, Red 15 to 25",
        "Staff training\tCompleted\tIn progress\tOverdue\nWard A\t12\t3\t1\nWard B\t11\t2\t0",
        "Action\tRed\tAmber\tGreen\nHire a clerk\t\t\t1\nMend the roof\t\t1\t\nBuy a mower\t\t\t1",
        "No.\tAction\tStatus\tCost\n4\tHire a clerk\tIn progress\t120\n7\tMend the roof\tCompleted\t90",
    ],
)
def test_counts_of_other_things(text: str) -> None:
    assert numbers(text) == []
