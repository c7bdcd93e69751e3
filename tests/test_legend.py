"""The document's own key: found in tables and lines, never invented from ordinary ones."""

import pytest

from build import block, cell, document, table
from planextract.document import Block, Row, Table
from planextract.legend import Legend, find
from planextract.normalise.quarters import stated
from planextract.vocab import load


def read(*flow: Block | Table) -> Legend:
    return find(document(*flow), load())


def lines(*words: str) -> list[Block]:
    return [block(text, index) for index, text in enumerate(words)]


def codes(legend: Legend) -> list[tuple[str, str, str | None]]:
    return [(entry.code.text, entry.meaning.text, entry.state) for entry in legend.entries]


def shaded(*cells: tuple[str, str], down: bool = False) -> Table:
    made = [
        cell(words, 0, at if down else 0, 0 if down else at, fill=fill)
        for at, (words, fill) in enumerate(cells)
    ]
    rows = [Row(at, (each,)) for at, each in enumerate(made)] if down else [Row(0, tuple(made))]
    return Table(0, tuple(rows), 1 if down else len(made))


# Lines


def test_one_line_under_the_word_key() -> None:
    legend = read(block("Key: B = complete; G = on target; A = slipped; R = overdue", 0))
    assert codes(legend) == [
        ("B", "complete", "completed"),
        ("G", "on target", "on_track"),
        ("A", "slipped", "at_risk"),
        ("R", "overdue", "overdue"),
    ]
    assert [entry.colour for entry in legend.entries] == ["blue", "green", "amber", "red"]


def test_one_line_behind_the_header_of_its_column() -> None:
    found = read(*lines("St: N = not started, O = in hand, C = closed, W = withdrawn"))
    assert codes(found) == [
        ("N", "not started", "not_started"),
        ("O", "in hand", "in_progress"),
        ("C", "closed", "closed"),
        ("W", "withdrawn", "cancelled"),
    ]
    assert not found.colours, "W is no white here"


def test_words_keep_their_place() -> None:
    entry = read(block("Key: B = complete; G = on target", 0)).entries[1]
    assert [(source.start, source.end) for source in (*entry.code.sources(), *entry.meaning.sources())] == [
        (19, 20),
        (23, 32),
    ]


def test_lines_that_follow_one_another() -> None:
    legend = read(
        *lines("Blue: Completed", "Green – on target", "Red – not started", "The board met in May.")
    )
    assert [state for _, _, state in codes(legend)] == ["completed", "on_track", "not_started"]


def test_entries_without_anything_between_them() -> None:
    legend = read(block("Red = overdue  Amber = slightly behind  Green = on track", 0))
    assert codes(legend)[1] == ("Amber", "slightly behind", "at_risk")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            "RAG: R = not begun, A = begun, G = in place",
            {"R": "not_started", "A": "in_progress", "G": "completed"},
        ),
        (
            "G – complete, comes off the log | A – in progress, within timescale | R – overdue",
            {"G": "completed", "A": "in_progress", "R": "overdue"},
        ),
        ("✓ achieved → under way ✗ dropped", {"✓": "completed", "→": "in_progress", "✗": "cancelled"}),
        (
            "Status codes: C – commenced; D – delayed; N – not commenced",
            {"C": "in_progress", "D": "behind", "N": "not_started"},
        ),
        (
            "Key (RAG): Red – not started; Amber – started; Green – completed",
            {"Red": "not_started", "Amber": "in_progress", "Green": "completed"},
        ),
        (
            "Status: 1 Not started 2 In progress 3 Completed",
            {"1": "not_started", "2": "in_progress", "3": "completed"},
        ),
        ("A Complete B Ongoing works", {}),
        ("Status: A complete review took place", {}),
        ("Progress: C – complete", {}),
        ("How to read the column: ✔ completed ○ not started", {"✔": "completed", "○": "not_started"}),
    ],
)
def test_forms_of_keys(line: str, found: dict[str, str]) -> None:
    assert {code: state for code, _, state in codes(read(block(line, 0)))} == found


def test_letters_are_colours_only_among_those_of_colours() -> None:
    legend = read(block("Status codes: A – achieved; C – commenced; D – delayed", 0))
    assert [entry.colour for entry in legend.entries] == [None, None, None]


def test_a_key_under_other_lines() -> None:
    words = "HT: Mrs Ogden. DHT: Mr Lyle.\nRAG: R = not begun, A = begun, G = in place"
    assert [code for code, _, _ in codes(read(block(words, 0)))] == ["R", "A", "G"]


def test_grades() -> None:
    legend = read(*lines("1 - Fully Achieved", "2 - On-track", "3 - Slipped", "4 - Not Achieved"))
    assert [state for _, _, state in codes(legend)] == ["completed", "on_track", "at_risk", "not_started"]


def test_colours_of_a_real_report() -> None:
    """Herefordshire, 2009: what the colour means is the publisher's own, and some meanings are no state."""
    legend = read(
        *lines(
            "Green – completed",
            "Amber/Green – some parts still to be completed",
            "Amber – most completed, further action required",
            "Amber/Red – on hold",
            "Red – will not be achieved in the timescale",
        )
    )
    assert [(entry.colour, entry.state) for entry in legend.entries] == [
        ("green", "completed"),
        ("amber_green", None),
        ("amber", None),
        ("amber_red", "on_hold"),
        ("red", "behind"),
    ]


def test_percentages_are_no_state() -> None:
    """Reading's green is "over 75% complete", which is not complete."""
    legend = read(
        block("RAG rating key: Green: over 75% complete, Amber: 26%-75%, Red: up to 25% complete", 0)
    )
    assert [state for _, _, state in codes(legend)] == [None, None, None]
    assert [meaning for _, meaning, _ in codes(legend)] == [
        "over 75% complete",
        "26%-75%",
        "up to 25% complete",
    ]


def test_code_with_its_letter() -> None:
    legend = read(*lines("Green (G) – on target", "Red (R) – off target"))
    found = legend.of_code("G")
    assert found is not None and found.state == "on_track"
    assert legend.of_colour("red") == legend.of_code("Red")


# Tables


def test_table_of_two_columns() -> None:
    legend = read(
        table(
            [["RAG", "Meaning"], ["Green", "Action on target"], ["Amber", "Some delay"], ["Red", "Overdue"]],
            3,
        )
    )
    assert [state for _, _, state in codes(legend)] == ["on_track", "at_risk", "overdue"]
    assert legend.table_indexes == {3}


def test_table_under_a_title_row() -> None:
    legend = read(table([[("Key", 2)], ["C", "Complete"], ["IP", "In progress"], ["NS", "Not started"]]))
    assert [state for _, _, state in codes(legend)] == ["completed", "in_progress", "not_started"]


def test_shades_beside_meanings() -> None:
    rows = [
        Row(at, (cell("", 0, at, 0, fill=fill), cell(words, 0, at, 1)))
        for at, (fill, words) in enumerate([("#00b050", "Action on target"), ("#ff0000", "Action overdue")])
    ]
    legend = read(Table(0, tuple(rows), 2))
    assert [(entry.colour, entry.code.text, entry.state) for entry in legend.entries] == [
        ("green", "Green", "on_track"),
        ("red", "Red", "overdue"),
    ]
    assert legend.entries[0].code.sources() == ()


@pytest.mark.parametrize("down", [True, False])
def test_shaded_meanings(down: bool) -> None:
    cells = (("Completed", "#00b050"), ("In progress", "#ffc000"), ("Not started", "#ff0000"))
    legend = read(shaded(*cells, down=down))
    assert [(entry.colour, entry.state) for entry in legend.entries] == [
        ("green", "completed"),
        ("amber", "in_progress"),
        ("red", "not_started"),
    ]


def test_key_in_a_cell_of_the_plan() -> None:
    legend = read(
        table(
            [
                ["Key: R = Not started, A = In progress, G = Completed", "x"],
                ["Action", "Owner"],
                ["Train staff", "Clerk"],
            ]
        )
    )
    assert [state for _, _, state in codes(legend)] == ["not_started", "in_progress", "completed"]
    assert legend.table_indexes == frozenset()


def test_each_code_once() -> None:
    again = [["Green", "On track"], ["Red", "Overdue"]]
    legend = read(table(again, 0), table(again, 1))
    assert len(legend.entries) == 2 and legend.table_indexes == {0, 1}


# What is no legend


@pytest.mark.parametrize(
    "words",
    [
        ["1 - Review the policy", "2 - Train all staff", "3 - Report to the Board"],
        ["JE – Joan Exampleson", "PS – Peter Sampleton"],
        ["Key objectives: to reduce harm", "Key: see over"],
        ["Actions are rated green where there are no issues or risks, amber when there are."],
        ["Green – 12 actions", "Red – 3 actions"],
        ["Green: 9", "Red: 2"],
        ["Completed – 12", "On track – 10"],
        ["A. Smithson – Chair", "B. Jonesdale – Clerk"],
        ["Action: Report to be written", "Completed: 5 May"],
        ["Green – on track"],
        ["Legend has it that the hall is haunted"],
    ],
)
def test_ordinary_lines(words: list[str]) -> None:
    assert read(*lines(*words)).entries == ()


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["Action", "RAG", "Progress"],
            ["Train staff", "Green", "On track"],
            ["Write policy", "Red", "Not started"],
        ],
        [["RAG", "Comment"], ["Green", "Policy agreed"], ["Red", "Not started"], ["Green", "Done"]],
        [["Green", "9"], ["Amber", "10"], ["Red", "2"]],
        [["No", "Action"], ["1", "Review the policy"], ["2", "Train all staff"]],
        [["Status", "Number"], ["Completed", "4"], ["Overdue", "2"]],
        [["1", "Completed"], ["2", "Completed"]],
    ],
)
def test_ordinary_tables(rows: list[list[str]]) -> None:
    legend = read(table(rows))  # type: ignore[arg-type]
    assert legend == Legend()


def test_empty_document() -> None:
    assert read() == Legend()


@pytest.mark.parametrize(
    "text", ["a" * 10000, "(" * 10000, "1 " * 5000, "/" * 10000, "A = " * 2500, "Key: " * 2000, " " * 10000]
)
def test_hostile_text_ends(text: str) -> None:
    assert read(block(text, 0), table([[text, "x"], ["y", text]])).entries == ()


# Quarters


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Q2 2005 means completion by 30th June 2005", {"calendar"}),
        ("Q1 = Jan-Mar, Q2 = Apr-Jun", {"calendar"}),
        ("Quarter 1 (January to March)", {"calendar"}),
        ("Q1: April – June; Q2: July – September; Q4: January – March", {"financial"}),
        ("April to June (Q1)", {"financial"}),
        ("The Q2 update is due in June", set()),
        ("Q2 2013/14 report to Cabinet in June 2013", set()),
        ("Q1 (April to May)", set()),
    ],
)
def test_quarters(text: str, found: set[str]) -> None:
    assert stated(text) == found


def test_quarters_of_a_document() -> None:
    assert read(block("Q2 2005 means completion by 30th June 2005", 0)).quarters == "calendar"
    assert read(block("Progress in Q2", 0)).quarters == "financial"
    assert read(block("Q1 = Jan-Mar", 0), block("Q1 = Apr-Jun", 1)).quarters == "financial"
