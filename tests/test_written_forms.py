"""Plans written as paragraphs: labels and values line by line, and items that end in who and by when."""

import planextract as pe
from planextract.records import Action, Extraction


def read(*parts: str) -> Extraction:
    return pe.extract_bytes(f"<h1>Barnton Improvement Plan</h1>{''.join(parts)}".encode(), "plan.html")


def told(action: Action) -> tuple[str | None, str | None, list[str], str | None]:
    owners = [owner.name or owner.role or owner.organisation or "" for owner in action.owners]
    number = action.reference.value if action.reference else None
    return number, action.text.value, owners, action.deadline.raw if action.deadline else None


ROTA = ("1", "Publish a rota for the team", ["Service Manager"], "June 2024")
LIST = ("2", "Test the call-out list", ["Duty Officer"], "May 2025")


def form(title: str, who: str, when: str, progress: str) -> str:
    return f"{title}<p>Lead: {who}</p><p>By when: {when}</p><p>Progress: {progress}</p>"


def test_headings_with_labelled_lines_under_them() -> None:
    found = read(
        form(
            "<h2>Action 1: Publish a rota for the team</h2>", "Service Manager", "June 2024", "Out since May."
        ),
        form("<h2>Action 2: Test the call-out list</h2>", "Duty Officer", "May 2025", ""),
    )
    assert [told(action) for action in found.actions] == [ROTA, LIST]
    progress = [action.progress.commentary for action in found.actions if action.progress]
    assert progress[0] is not None and progress[0].value == "Out since May."


def test_numbered_paragraphs_with_labelled_lines_under_them() -> None:
    found = read(
        form("<p>1. Publish a rota for the team</p>", "Service Manager", "June 2024", "Out."),
        form("<p>2. Test the call-out list</p>", "Duty Officer", "May 2025", "None."),
    )
    assert [told(action) for action in found.actions] == [ROTA, LIST]


def test_all_labels_of_an_action_in_one_paragraph_under_the_finding() -> None:
    labels = "<p>Action: {}<br/>Lead: {}<br/>Deadline: {}</p>"
    found = read(
        "<h2>Recommendation 1</h2><p>The service should plan for staff who are away.</p>",
        labels.format("Publish a rota for the team", "Service Manager", "June 2024"),
        "<h2>Recommendation 2</h2><p>The service should know that its call-out works.</p>",
        labels.format("Test the call-out list", "Duty Officer", "May 2025"),
    )
    assert [told(action)[1:] for action in found.actions] == [ROTA[1:], LIST[1:]]
    assert [action.finding_ids for action in found.actions] == [("f001",), ("f002",)]


def test_recommendations_with_an_answer_and_no_action() -> None:
    found = read(
        form("<p><b>Recommendation 1 - That the rota be published.</b></p>", "Clerk", "June 2024", "Done."),
        form("<p><b>Recommendation 2 - That the list be tested.</b></p>", "Clerk", "May 2025", "None."),
    )
    assert [(action.kind, *told(action)) for action in found.actions] == [
        ("recommendation", "1", "That the rota be published.", ["Clerk"], "June 2024"),
        ("recommendation", "2", "That the list be tested.", ["Clerk"], "May 2025"),
    ]


def test_items_that_end_in_who_and_by_when() -> None:
    found = read(
        "<h2>1. Response</h2><p><b>Recommendation 1:</b> The service should plan for staff who are away.</p>",
        "<p><b>Actions</b></p>",
        "<ul><li>Publish a rota for the team (Lead: Service Manager, by June 2024) <i>Complete</i></li>",
        "<li>Test the call-out list (Owner: Duty Officer; due: May 2025)</li></ul>",
    )
    first, second = found.actions
    assert told(first) == (None, "Publish a rota for the team", ["Service Manager"], "by June 2024")
    assert told(second) == (None, "Test the call-out list", ["Duty Officer"], "May 2025")
    assert first.progress is not None and first.progress.stage == "done"
    assert first.finding_ids == second.finding_ids == ("f001",)


def test_the_head_of_a_report_is_no_form() -> None:
    found = read(
        "<p>Report of: Head of Audit</p><p>Lead member: Cllr Moss</p><p>Date: 3 June 2024</p><p>Purpose: To note.</p>",
        "<p>Contact officer: J. Moss</p><p>Status: Public</p>",
    )
    assert found.actions == ()
