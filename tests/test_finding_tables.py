"""Tables of findings without actions: who is responsible, cells with bullets, rows that a page break cut."""

from dataclasses import replace

import pytest

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
