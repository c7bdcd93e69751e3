"""Findings that stand over the actions which answer them: rows across the table, titles, headings, paragraphs."""

import pytest

import planextract as pe
from planextract.drafts.finding_heads import head
from planextract.provenance import SourcedText
from planextract.records import Extraction

HEADER = "<tr><th>Ref</th><th>Action</th><th>Lead</th><th>By when</th></tr>"
FIRST = "<tr><td>1.1</td><td>Publish a rota for the team</td><td>Service Manager</td><td>June 2024</td></tr>"
SECOND = "<tr><td>2.1</td><td>Test the call-out list twice a year</td><td>Duty Officer</td><td>March 2025</td></tr>"
THIRD = "<tr><td>3.1</td><td>Move the office to the depot</td><td>Head of Service</td><td>2025</td></tr>"
"""Three actions of an invented plan."""


def band(words: str) -> str:
    return f'<tr><td colspan="4">{words}</td></tr>'


def table(*rows: str) -> str:
    return f"<table>{''.join(rows)}</table>"


def read(*parts: str) -> Extraction:
    return pe.extract_bytes("".join(parts).encode(), "plan.html")


def linked(*parts: str) -> list[tuple[str, list[tuple[str, str | None, str]]]]:
    """Each action with the kind, number and words of the findings that it answers."""
    found = read(*parts)
    by_id = {
        one.id: (one.kind, one.reference.value if one.reference else None, one.text.value or "")
        for one in found.findings
    }
    return [
        (action.reference.value or "" if action.reference else "", [by_id[one] for one in action.finding_ids])
        for action in found.actions
    ]


WORDS = "The service should plan for staff who are away."


@pytest.mark.parametrize(
    ("printed", "kind", "number"),
    [
        (f"Recommendation 4: {WORDS}", "recommendation", "4"),
        (f"RECOMMENDATION 4 – {WORDS}", "recommendation", "4"),
        (f"Recommendation 4\n{WORDS}", "recommendation", "4"),
        (f"Rec. 4. {WORDS}", "recommendation", "4"),
        (f"R4 {WORDS}", "recommendation", "R4"),
        (f"Recommendation No. 4) {WORDS}", "recommendation", "4"),
        (f"Recommendation B {WORDS}", "recommendation", "B"),
        (f"Area for improvement 2: {WORDS}", "area_for_development", "2"),
        (f"AFI-03 {WORDS}", "area_for_development", "AFI-03"),
        (f"KEY ISSUE 1. {WORDS}", "area_for_development", "1"),
        (f"Priority action 1 {WORDS}", "priority_action", "1"),
        (f"Learning point 6 - {WORDS}", "finding", "6"),
        (f"Argymhelliad 2: {WORDS}", "recommendation", "2"),
    ],
)
def test_labels_of_findings(printed: str, kind: str, number: str) -> None:
    found = head(SourcedText.plain(printed))
    assert found is not None
    assert (found.kind, found.reference.text, found.words.text) == (kind, number, WORDS)


@pytest.mark.parametrize(
    "printed",
    [
        "Priority 2: Improve how we answer the telephone",
        "Theme 1: Governance and decision making in the round",
        "Recommendation 3 was completed in May and is now closed",
        "Finding a new home for the archive of the parish",
        "Recommendations of the working group on flooding",
        "Risk register of the programme board for 2024",
    ],
)
def test_sections_and_sentences_are_no_findings(printed: str) -> None:
    assert head(SourcedText.plain(printed)) is None


def test_rows_across_a_table_are_the_findings_of_the_actions_under_them() -> None:
    rows = [
        HEADER,
        band("AFI 1: The service should plan for staff who are away."),
        FIRST,
        band("AFI 2: The service should know that its call-out works."),
        SECOND,
        band("Other work of the service"),
        THIRD,
    ]
    assert linked(table(*rows)) == [
        ("1.1", [("area_for_development", "AFI 1", "The service should plan for staff who are away.")]),
        ("2.1", [("area_for_development", "AFI 2", "The service should know that its call-out works.")]),
        ("3.1", []),
    ]


def test_the_label_and_the_words_of_a_finding_in_two_rows() -> None:
    rows = table(HEADER, band("Recommendation 1"), band(WORDS), FIRST)
    assert linked(rows) == [("1.1", [("recommendation", "1", WORDS)])]


def test_a_title_over_each_header_is_the_finding_of_the_rows_below() -> None:
    one = (band("PRIORITY ACTION 1<br/>Leaders should plan for staff who are away."), HEADER, FIRST)
    two = (band("PRIORITY ACTION 2<br/>Leaders should test the call-out."), HEADER, SECOND)
    wanted = [
        ("1.1", [("priority_action", "1", "Leaders should plan for staff who are away.")]),
        ("2.1", [("priority_action", "2", "Leaders should test the call-out.")]),
    ]
    assert linked(table(*one, *two)) == wanted
    assert linked(table(*one), table(*two)) == wanted


def test_headings_over_tables_are_findings() -> None:
    parts = (
        "<h2>Recommendation 1: Plan for staff who are away</h2>",
        table(HEADER, FIRST),
        "<h2>Recommendation 2</h2><p>The service should know that its call-out works.</p><h3>Actions</h3>",
        table(HEADER, SECOND),
        table(HEADER, SECOND.replace("2.1", "2.2").replace("Test", "Report")),
        "<h2>Other work</h2>",
        table(HEADER, THIRD),
    )
    known = ("recommendation", "2", "The service should know that its call-out works.")
    assert linked(*parts) == [
        ("1.1", [("recommendation", "1", "Plan for staff who are away")]),
        ("2.1", [known]),
        ("2.2", [known]),
        ("3.1", []),
    ]


def test_what_a_meeting_is_asked_is_no_finding_over_the_plan_below() -> None:
    asked = "<p>Recommendation 1: That the Committee notes progress against the plan.</p>"
    assert linked(asked, table(HEADER, FIRST)) == [("1.1", [])]


def test_a_finding_over_a_table_is_not_found_a_second_time() -> None:
    title = "<h1>Peer review of Barnton District Council: report of the review team</h1>"
    found = read(title, "<h2>Recommendation 1: Plan for staff who are away</h2>", table(HEADER, FIRST))
    assert [one.text.value for one in found.findings] == ["Plan for staff who are away"]


def test_the_section_of_an_action_under_a_finding_is_the_heading_over_its_table() -> None:
    parts = (
        "<h2>Response</h2>",
        table(HEADER, band(f"AFI 1: {WORDS}"), FIRST),
        "<h2>Prevention</h2>",
        table(HEADER, SECOND),
    )
    sections = [action.section.value if action.section else None for action in read(*parts).actions]
    assert sections == ["Response", "Prevention"]


def test_a_row_of_a_label_and_its_words_is_the_finding_over_the_rows_below() -> None:
    def labelled(number: int, words: str) -> str:
        return f'<tr><td>Recommendation {number}</td><td colspan="3">{words}</td></tr>'

    rows = (
        labelled(1, WORDS),
        HEADER,
        FIRST,
        labelled(2, "The service should test it twice a year."),
        SECOND,
    )
    assert linked(table(*rows)) == [
        ("1.1", [("recommendation", "1", WORDS)]),
        ("2.1", [("recommendation", "2", "The service should test it twice a year.")]),
    ]
