"""Tables of findings without actions: who is responsible, cells with bullets, rows that a page break cut."""

from dataclasses import replace

import pytest

import planextract
from build import block, document, table
from planextract.document import Block, Document, Table
from planextract.pipeline import extract_document
from planextract.records import Extraction, Finding

HEADER = ["Responsible body", "Areas for priority action"]
COUNCIL = "Barnton Borough Council and NHS Marford Integrated Care Board"
AUTISM = "• children who wait for an autism assessment"
SPEECH = "• children who wait for a speech and language therapist"
LED = "Leaders should cut the time that children wait. This should include:"


def found(*flow: Block | Table) -> list[Finding]:
    return list(read(document(*flow)).findings)


def read(made: Document) -> Extraction:
    return extract_document(made)


def test_each_row_is_a_finding_with_those_responsible() -> None:
    first, second = found(
        table(
            [
                HEADER,
                [COUNCIL, f"{LED}\n{SPEECH}\n{AUTISM}"],
                [COUNCIL, "Leaders should issue plans in time."],
            ]
        )
    )
    assert first.kind == second.kind == "priority_action"
    assert first.text.value == (
        "Leaders should cut the time that children wait. This should include: children who wait for a speech and "
        "language therapist children who wait for an autism assessment"
    )
    assert [owner.organisation for owner in first.owners] == [
        "Barnton Borough Council",
        "NHS Marford Integrated Care Board",
    ]
    assert [source.kind for source in first.owners[0].sources] == ["cell"]


def test_bullets_without_words_over_them_are_findings_each() -> None:
    cell = "• Plans are issued in time\n• Reviews are held each year"
    assert [
        each.text.value for each in found(table([HEADER, [COUNCIL, cell], [COUNCIL, "Staff are trained."]]))
    ] == [
        "Plans are issued in time",
        "Reviews are held each year",
        "Staff are trained.",
    ]


def test_the_rest_of_a_row_on_the_next_page_is_part_of_it() -> None:
    above = table([HEADER, [COUNCIL, "Leaders should train staff."], [COUNCIL, f"{LED}\n{SPEECH}"]], page=1)
    below = table([["", AUTISM], [COUNCIL, "Leaders should issue plans in time."]], index=1, page=2)
    assert [each.text.value for each in found(above, below)] == [
        "Leaders should train staff.",
        "Leaders should cut the time that children wait. This should include: children who wait for a speech and "
        "language therapist children who wait for an autism assessment",
        "Leaders should issue plans in time.",
    ]


BOX = [
    ["Areas for improvement"],
    ["Leaders should train staff."],
    ["Leaders should work together on a plan for"],
]


def test_a_box_under_its_title_holds_findings() -> None:
    assert [(each.kind, each.text.value) for each in found(table(BOX))] == [
        ("area_for_development", "Leaders should train staff."),
        ("area_for_development", "Leaders should work together on a plan for"),
    ]


@pytest.mark.parametrize("title", ["Recommendations", "Key decision", "Summary"])
def test_other_boxes_hold_none(title: str) -> None:
    assert found(table([[title], ["That the Cabinet notes the report."], ["That it is published."]])) == []


@pytest.mark.parametrize(
    ("page", "words", "whole"),
    [
        (2, "transitions. It should be agreed by June.", True),
        (2, "Transitions. It should be agreed by June.", False),
        (1, "transitions. It should be agreed by June.", False),
    ],
)
def test_last_words_on_the_next_page_are_part_of_the_last_row(page: int, words: str, whole: bool) -> None:
    box, rest = table(BOX, page=1), replace(block(words, 0), page=page)
    last = found(box, rest)[-1]
    assert (last.text.value or "").endswith("agreed by June.") is whole
    assert len(last.text.sources) == (2 if whole else 1)


# What was agreed about a recommendation ----------------------------------------------------------------------------

AUDITED = ["Ref", "Finding", "Recommendation", "Management response", "Responsible officer", "Target date"]


def agreed(*flow: Block | Table) -> list[tuple[str, str, list[str], list[str]]]:
    """The kind and words of each action, its owners and the words of the findings that it answers, the first first."""
    made = read(document(*flow))
    texts = {each.id: each.text.value or "" for each in made.findings}
    return [
        (
            action.kind,
            action.text.value or "",
            [owner.raw for owner in action.owners],
            [texts[each] for each in action.finding_ids],
        )
        for action in made.actions
    ]


def test_what_was_agreed_is_the_action_and_the_recommendation_a_finding() -> None:
    rows = [
        AUDITED,
        [
            "1",
            "Keys were lost.",
            "Keys should be signed for.",
            "Agreed. A log will be kept.",
            "Caretaker",
            "May 2024",
        ],
        ["2", "Doors stood open.", "Doors should be closed.", "Agreed.", "Site Manager", "June 2024"],
    ]
    assert agreed(table(rows)) == [
        ("planned", "A log will be kept.", ["Caretaker"], ["Keys should be signed for.", "Keys were lost."]),
        (
            "recommendation",
            "Doors should be closed.",
            ["Site Manager"],
            ["Doors should be closed.", "Doors stood open."],
        ),
    ]


def test_barely_agreed_recommendations_stay_actions() -> None:
    rows = [
        AUDITED,
        ["1", "Keys were lost.", "Keys should be signed for.", "Agreed.", "Caretaker", "May 2024"],
    ]
    assert [(kind, said) for kind, said, _, _ in agreed(table(rows))] == [
        ("recommendation", "Keys should be signed for.")
    ]


def test_a_response_of_a_form_names_who_and_by_when() -> None:
    page = (
        "<h1>Audit findings report</h1><table><tr><td colspan=2>Recommendation 4 – high</td></tr>"
        "<tr><td>Issue and risk</td><td>Invoices were paid twice, which costs money.</td></tr>"
        "<tr><td>Recommendation</td><td>The system should refuse a number that it knows.</td></tr>"
        "<tr><td>Management response</td><td>Accepted. The setting will be changed.<br/>Officer: Payments Lead"
        "<br/>Due date: 1 May 2024</td></tr></table>"
    )
    made = planextract.extract_bytes(page.encode(), "audit.html", planextract.Options(models=False))
    (action,) = made.actions
    assert [each.kind for each in made.findings] == ["finding", "recommendation"]
    assert (action.text.value, [owner.raw for owner in action.owners]) == (
        "The setting will be changed.",
        ["Payments Lead"],
    )
    assert action.deadline is not None and action.deadline.raw == "1 May 2024"
    assert action.progress.response is not None and action.progress.response.value == "accepted"


def test_a_response_that_puts_it_off_is_no_action() -> None:
    rows = [
        ["Recommendation", "Management response"],
        ["The board should approve a plan.", "This will be considered at a later meeting of the board."],
    ]
    made = read(document(table(rows)))
    assert [each.kind for each in made.findings] == ["recommendation"] and made.actions == ()


@pytest.mark.parametrize(
    ("label", "owner", "when"),
    [
        ("Management response", "Responsible officer", "Implementation date"),
        ("Agreed action", "Owner", "Target date"),
        ("Agreed management action", "Lead officer", "By when"),
        ("Management comment", "Person responsible", "Timescale"),
    ],
)
def test_a_report_without_tables_says_what_was_agreed(label: str, owner: str, when: str) -> None:
    lines = (
        "Internal Audit Report: Stores",
        "Finding: Counts were not made in four of twelve months.",
        "Recommendation: Stock should be counted each month.",
        f"{label}: Agreed. Counts will be made and signed.",
        f"{owner}: Stores Manager",
        f"{when}: 31 July 2024",
        "Recommendation: The store should be locked at night.",
    )
    flow = [block(line, index, "heading" if index == 0 else "paragraph") for index, line in enumerate(lines)]
    assert agreed(*flow) == [
        (
            "planned",
            "Counts will be made and signed.",
            ["Stores Manager"],
            ["Stock should be counted each month."],
        )
    ]
    assert [each.kind for each in found(*flow)] == ["finding", "recommendation", "recommendation"]
