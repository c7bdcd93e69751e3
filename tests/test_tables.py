"""Tables made whole and their rows as drafts: what a plan's grid says, whatever shape it is printed in."""

from dataclasses import replace

import pytest

from build import block, document, table
from planextract import roles, tables, vocab
from planextract.document import Document
from planextract.drafts import rows
from planextract.drafts.rows import TableDrafts
from planextract.normalise.context import Context
from planextract.options import Options
from planextract.roles import Reading

HEADER = ["Areas for development", "Actions to address", "By when", "Who is responsible", "Progress"]


def readings(made: Document) -> list[Reading]:
    words = vocab.load(Options())
    return [roles.assign(whole, words, Context()) for whole in tables.assemble(made, words)]


def drafts(*rows_of_tables: list[list[object]]) -> TableDrafts:
    made = document(*(table(each, index) for index, each in enumerate(rows_of_tables)))  # type: ignore[arg-type]
    return rows.draft(readings(made), vocab.load(Options()))


def links(found: TableDrafts) -> list[tuple[str, list[str]]]:
    return [(a.words.text, [found.findings[i].words.text for i in a.findings]) for a in found.actions]


def test_a_finding_spans_the_blank_cells_under_it() -> None:
    found = drafts(
        [
            HEADER,
            ["1. Supervision is variable.", "Audit records", "26 March 2010", "Head of Service", "Completed"],
            ["", "Train managers", "1 April 2010", "Head of Service", "Outstanding"],
            ["2. Files are late.", "Issue guidance", "1 May 2010", "Head of Service", ""],
        ]
    )
    assert links(found) == [
        ("Audit records", ["Supervision is variable."]),
        ("Train managers", ["Supervision is variable."]),
        ("Issue guidance", ["Files are late."]),
    ]
    assert [f.reference.text for f in found.findings if f.reference] == ["1", "2"]


def test_a_merged_finding_spans_its_rows() -> None:
    found = drafts(
        [
            HEADER,
            [("1. Supervision is variable.", 1, 2), "Audit records", "26 March 2010", "Head of Service", ""],
            [None, "Train managers", "1 April 2010", "Head of Service", ""],
        ]
    )
    assert [linked for _, linked in links(found)] == [["Supervision is variable."]] * 2


def test_an_open_finding_goes_on_under_a_repeated_header() -> None:
    found = drafts(
        [HEADER, ["1. Supervision is variable.", "Audit records", "26 March 2010", "Head of Service", ""]],
        [HEADER, ["", "Train managers", "1 April 2010", "Head of Service", ""]],
    )
    assert [linked for _, linked in links(found)] == [["Supervision is variable."]] * 2


def test_a_table_goes_on_without_a_header() -> None:
    found = drafts(
        [HEADER, ["1. Supervision is variable.", "Audit records", "26 March 2010", "Head of Service", ""]],
        [["2. Files are late.", "Issue guidance", "1 May 2010", "Head of Performance", "Completed"]],
    )
    assert [a.slots[0].role for a in found.actions] == ["deadline", "deadline"]
    assert len(found.findings) == 2


def test_a_changed_header_gives_the_kind_and_numbering_restarts() -> None:
    found = drafts(
        [
            ["Areas for priority action", *HEADER[1:]],
            ["1. Children were not seen.", "Review cases", "29 January 2010", "Head of Service", ""],
        ],
        [
            ["Related issues", *HEADER[1:]],
            ["1. Recruitment of staff", "Pay a supplement", "1 April 2010", "Head of Service", ""],
        ],
    )
    assert [(f.kind, f.reference.text) for f in found.findings if f.reference] == [
        ("priority_action", "1"),
        ("related_issue", "1"),
    ]
    assert len(links(found)[1][1]) == 1


def test_title_lead_and_links_inside_the_grid() -> None:
    found = drafts(
        [
            ["Unannounced Inspection Action Plan", "", "", "", ""],
            ["Lead Officer: Alwyn Marsh, Head of Service", "", "", "", ""],
            ["Links: Children's Plan, Duty Team Business Plan", "", "", "", ""],
            ["Success Criteria", "", "How This Will Be Measured", "", ""],
            ["• Referrals are timely\n• Children are safe", "", "• Audit\n• Case files", "", ""],
            HEADER,
            ["1. Supervision is variable.", "Audit records", "26 March 2010", "Head of Service", ""],
        ]
    )
    (plan,) = found.plans
    assert plan.title is not None and plan.title.text == "Unannounced Inspection Action Plan"
    assert plan.lead is not None and plan.lead.text == "Alwyn Marsh, Head of Service"
    assert [link.text for link in plan.links] == ["Children's Plan", "Duty Team Business Plan"]
    assert [(c.text, m.text if m else None) for c, m in plan.criteria] == [
        ("Referrals are timely", "Audit"),
        ("Children are safe", "Case files"),
    ]
    assert len(found.actions) == 1


def test_bands_are_sections() -> None:
    found = drafts(
        [
            ["Ref", "Action", "Lead officer", "Target date"],
            [("Theme 1: Early help", 4)],
            ["1.1", "Open a second hub", "Head of Early Help", "June 2015"],
            [("Theme 2: Workforce", 4)],
            ["2.1", "Recruit six social workers", "Head of Service", "July 2015"],
        ]
    )
    assert [
        (a.section.text if a.section else None, a.reference.text if a.reference else None)
        for a in found.actions
    ] == [
        ("Theme 1: Early help", "1.1"),
        ("Theme 2: Workforce", "2.1"),
    ]


def test_bullets_stay_in_their_cell() -> None:
    found = drafts(
        [
            HEADER,
            [
                "1. Finding",
                "Provide training to cover:\n• Recording\n• Consent",
                "1 April 2010",
                "Head of Service",
                "",
            ],
        ]
    )
    (action,) = found.actions
    assert action.words.text == "Provide training to cover: Recording Consent"
    assert [item.text for item in action.items] == ["Recording", "Consent"]


def test_a_column_without_a_field_is_kept_under_its_header() -> None:
    found = drafts(
        [
            ["Action", "Owner", "Target date", "Cabinet briefing slot"],
            ["Open a second hub", "Head of Early Help", "June 2015", "Second Tuesday"],
        ]
    )
    (action,) = found.actions
    kept = [slot for slot in action.slots if slot.role == "other"]
    assert [(slot.header.text, slot.words.text) for slot in kept if slot.header] == [
        ("Cabinet briefing slot", "Second Tuesday")
    ]


def test_content_settles_a_header_that_could_be_two_things() -> None:
    dates = [["Action", "Target", "Owner"], ["Open a hub", "June 2015", "Head of Service"]]
    aims = [
        ["Target", "Strategies", "Timescale", "Owner"],
        ["Every child can read well", "Buy books", "June 2015", "Head"],
    ]
    (first,) = readings(document(table(dates)))  # type: ignore[arg-type]
    (second,) = readings(document(table(aims)))  # type: ignore[arg-type]
    assert first.columns[1].roles == ("deadline",)
    assert second.columns[0].roles == ("objective",)


@pytest.mark.parametrize(
    "grid",
    [
        [["Name", "Representing", "Apologies"], ["A Marsh", "Health", ""], ["B Reed", "Police", "Yes"]],
        [["Indicator", "2012/13 Outturn", "Target 2013/14"], ["Assessments on time", "71%", "85%"]],
        [
            ["Decision to be taken", "Decision Maker", "Lead Officer", "Anticipated Date of Decision"],
            ["Approve the budget", "Cabinet", "Head of Finance", "12 June 2015"],
            ["Agree the plan", "Cabinet", "Head of Policy", "10 July 2015"],
        ],
        [["Term", "Definition"], ["CAF", "Common Assessment Framework"]],
    ],
)
def test_tables_that_are_no_plan_give_no_action(grid: list[list[object]]) -> None:
    assert drafts(grid).actions == []


def test_a_table_under_a_heading_takes_it_as_its_section() -> None:
    made = document(
        block("Improvement Action Plan", 0, "heading"),
        table([["Action", "Owner", "By when"], ["Open a hub", "Head of Service", "June 2015"]], 0),
        block("Theme 2: Workforce", 1, "heading"),
        table([["Action", "Owner", "By when"], ["Recruit staff", "Head of Service", "July 2015"]], 1),
    )
    found = rows.draft(readings(made), vocab.load(Options()))
    assert found.plans[0].title is not None and found.plans[0].title.text == "Improvement Action Plan"
    assert [a.section.text if a.section else None for a in found.actions] == [None, "Theme 2: Workforce"]


def test_rows_that_belong_to_no_action_are_said() -> None:
    found = drafts(
        [
            ["Action", "Owner", "By when"],
            ["", "Head of Service", "June 2015"],
            ["Open a hub", "A Marsh", "May"],
        ]
    )
    assert [d.code for d in found.diagnostics] == ["rows_not_understood"]


def test_numbered_actions_in_one_cell_take_their_own_owners_and_dates() -> None:
    found = drafts(
        [
            ["Issue", "Action", "Officer", "Target date"],
            [
                "Registers are old",
                "1. Refresh registers. 2. Report to CMT",
                "Risk Manager\nHead of Audit",
                "1. June 2018 2. July 2018",
            ],
        ]
    )
    assert [(a.words.text, [s.words.text for s in a.slots]) for a in found.actions] == [
        ("Refresh registers.", ["Risk Manager", "June 2018"]),
        ("Report to CMT", ["Head of Audit", "July 2018"]),
    ]
    assert [a.findings for a in found.actions] == [(0,), (0,)]


@pytest.mark.parametrize("shown", [("2.1", "2.2"), ("2.1.", "2.2."), ("1.", "2.")])
def test_actions_numbered_under_their_finding_share_a_column_of_owners_and_dates(
    shown: tuple[str, str],
) -> None:
    first, second = shown
    found = drafts(
        [
            ["#", "Finding", "Agreed action", "Resp. officer / target date"],
            [
                "2",
                "Keys are lent",
                f"{first} A log of keys will be kept.\n{second} Locks to be changed by Estates.",
                f"{first} Site Manager\n14/11/2024\n{second} Head of Estates\n31/12/2024",
            ],
        ]
    )
    assert [(a.words.text, [s.words.text for s in a.slots]) for a in found.actions] == [
        ("A log of keys will be kept.", ["Site Manager", "14/11/2024"]),
        ("Locks to be changed by Estates.", ["Head of Estates", "31/12/2024"]),
    ]
    assert [a.reference.text for a in found.actions if a.reference] == [first.strip("."), second.strip(".")]


def test_a_lone_action_that_is_numbered_under_its_row_keeps_its_own_number() -> None:
    found = drafts(
        [
            ["#", "Finding", "Agreed action", "Officer"],
            ["3", "Keys are lent", "3.1 A log of keys will be kept.", "Site Manager"],
            ["4", "Doors stand open", "7.2 Doors will be shut.", "Caretaker"],
        ]
    )
    assert [a.reference.text for a in found.actions if a.reference] == ["3.1", "4"]


def test_numbered_actions_beside_a_list_of_another_length_stay_one_and_are_said() -> None:
    found = drafts(
        [
            ["Action", "Officer", "Target date"],
            [
                "1. Refresh registers. 2. Report to CMT",
                "Risk Manager",
                "1. June 2018 2. July 2018 3. May 2019",
            ],
        ]
    )
    assert len(found.actions) == 1
    assert [d.code for d in found.diagnostics] == ["lists_not_paired"]


def test_a_column_of_owners_and_dates_is_shared_out() -> None:
    found = drafts(
        [
            ["Action", "Lead and timescale"],
            ["Audit supervision", "Head of Service, Adults, March 2016"],
            ["Train staff", "by end April 2016 - Principal Social Worker"],
            ["Keys held by two officers", "J Barker, Finance Manager 31 May 2016"],
        ]
    )
    assert [[(s.role, s.words.text) for s in a.slots] for a in found.actions] == [
        [("owner", "Head of Service, Adults"), ("deadline", "March 2016")],
        [("owner", "Principal Social Worker"), ("deadline", "by end April 2016")],
        [("owner", "J Barker, Finance Manager"), ("deadline", "31 May 2016")],
    ]


def test_an_aim_goes_on_over_the_blank_cells_under_it() -> None:
    found = drafts(
        [
            ["Objective", "Action", "Who", "When"],
            ["Reduce burglary", "Fit locks to 200 homes", "Police", "May 2018"],
            ["", "Publish advice", "Communications Team", "June 2018"],
        ]
    )
    assert [slot.words.text for a in found.actions if (slot := a.slot("objective"))] == [
        "Reduce burglary"
    ] * 2


def test_small_tables_without_headers_are_read_together_under_their_lines() -> None:
    made = document(
        block("Action Log", 0, "heading"),
        block("Benefits cases – Lead GS", 1),
        table(
            [
                ["Meet with the Agency about flooding data", "Carried forward"],
                ["Send letter to the Council", "New"],
            ],
            0,
        ),
        block("Register – Lead PM", 2),
        table([["Draft of the plan", "Completed"]], 1),
    )
    found = rows.draft(readings(made), vocab.load(Options()))
    assert [(a.words.text, a.section.text if a.section else None) for a in found.actions] == [
        ("Meet with the Agency about flooding data", "Benefits cases – Lead GS"),
        ("Send letter to the Council", "Benefits cases – Lead GS"),
        ("Draft of the plan", "Register – Lead PM"),
    ]
    assert [slot.words.text for a in found.actions if (slot := a.slot("section_owner"))] == ["GS", "GS", "PM"]


FORM = [
    ["Ref", "3.1"],
    ["Action:", "Open a second family hub"],
    ["Lead officer:", "Head of Early Help"],
    ["Target date:", "June 2015"],
    ["Progress:", "Site found"],
]


def test_a_form_for_each_action_is_read_as_a_row() -> None:
    second = [
        ["Ref", "3.2"],
        ["Action:", "Recruit two wardens"],
        ["Lead officer:", ""],
        ["Target date:", "July 2015"],
    ]
    found = drafts([*FORM, *second])  # type: ignore[list-item]
    assert [(a.reference.text if a.reference else None, a.words.text) for a in found.actions] == [
        ("3.1", "Open a second family hub"),
        ("3.2", "Recruit two wardens"),
    ]
    assert [[(s.role, s.words.text) for s in a.slots] for a in found.actions] == [
        [("owner", "Head of Early Help"), ("deadline", "June 2015"), ("progress", "Site found")],
        [("deadline", "July 2015")],
    ]


def test_forms_in_tables_of_their_own_go_on_from_each_other() -> None:
    found = drafts(FORM, [[label, value.replace("3.1", "3.2")] for label, value in FORM])  # type: ignore[list-item]
    assert len(found.actions) == 2


def test_labels_of_a_memo_are_no_form_of_a_plan() -> None:
    found = drafts([["To:", ""], ["From:", ""], ["CC:", ""], ["Date:", ""], ["Re:", ""], ["Comments:", ""]])
    assert not found.actions


def test_a_form_of_two_pairs_a_row() -> None:
    found = drafts(
        [
            ["Recommendation", "Review the register", "Priority", "High"],
            ["Agreed action", "Risk manager to review", "Owner", "Risk Manager"],
            ["Target date", "June 2018", "Status", "Complete"],
        ]
    )
    (action,) = found.actions
    assert action.words.text == "Risk manager to review"
    assert [f.words.text for f in found.findings] == ["Review the register"]


def test_a_table_of_two_columns_under_a_header_is_no_form() -> None:
    found = drafts(
        [["Action", "Owner"], ["Review the plan", "Head of Finance"], ["Report progress", "Clerk"]]
    )
    assert [a.words.text for a in found.actions] == ["Review the plan", "Report progress"]


def test_the_title_of_a_form_is_kept_as_its_section() -> None:
    title = [("Priority 2: Family support", 2)]
    found = drafts([*FORM, title, *[[label, value.replace("3.1", "3.2")] for label, value in FORM]])  # type: ignore[list-item]
    assert [a.section.text if a.section else None for a in found.actions] == [
        None,
        "Priority 2: Family support",
    ]


def test_ratings_of_two_dates_are_editions_and_two_ratings_are_not() -> None:
    dated = [["Action", "Owner", "RAG Q1", "RAG Q2"], ["Open a hub", "Head of Service", "Red", "Amber"]]
    apart = [["Action", "Owner", "RAG", "RAG impact"], ["Open a hub", "Head of Service", "Red", "Amber"]]
    (first,), (second,) = readings(document(table(dated))), readings(document(table(apart)))  # type: ignore[arg-type]
    assert [column.roles for column in first.columns[2:]] == [("rag",), ("rag",)]
    assert [column.roles for column in second.columns[2:]] == [("rag",), ("other",)]


def test_a_header_of_two_rows_is_known_again_on_the_next_page() -> None:
    two_rows = [
        [("Action", 1, 2), ("Responsibility", 2), ("Timescale", 1, 2)],
        [None, "Lead officer", "Partners", None],
    ]
    found = drafts(
        [*two_rows, ["Open a hub", "Head of Service", "Police", "June 2015"]],
        [*two_rows, ["Recruit staff", "HR Manager", "", "July 2015"]],
    )
    assert [(a.words.text, [s.words.text for s in a.slots]) for a in found.actions] == [
        ("Open a hub", ["Head of Service", "Police", "June 2015"]),
        ("Recruit staff", ["HR Manager", "July 2015"]),
    ]


def test_a_section_and_a_plan_go_on_under_a_header_printed_again() -> None:
    header = ["Action", "Lead officer", "Target date"]
    found = drafts(
        [
            [("Service Improvement Plan", 3)],
            header,
            [("Theme 1", 3)],
            ["Open a hub", "Head of Service", "June 2015"],
        ],
        [[("Service Improvement Plan", 3)], header, ["Recruit staff", "HR Manager", "July 2015"]],
    )
    assert len(found.plans) == 1
    assert [a.section.text if a.section else None for a in found.actions] == ["Theme 1", "Theme 1"]


def test_a_recommendation_without_an_action_keeps_its_own_answer() -> None:
    found = drafts(
        [
            ["Ref", "Recommendation", "Response", "Action", "Owner"],
            ["R1", "Meet monthly", "Agreed", "Set the dates", "Board Secretary"],
            ["R2", "Sell the hall", "Not agreed", "", "Head of Property"],
        ]
    )
    assert [(a.kind, a.words.text, [s.words.text for s in a.slots]) for a in found.actions] == [
        ("planned", "Set the dates", ["Agreed", "Board Secretary"]),
        ("recommendation", "Sell the hall", ["Not agreed", "Head of Property"]),
    ]


def test_an_acronym_at_the_end_of_an_action_is_no_owner() -> None:
    found = drafts([["Action", "Target date"], ["Adopt the asset model (SAM)", "June 2015"]])
    assert found.actions[0].slot("owner") is None


def test_stripes_in_one_table_take_no_rating_from_another() -> None:
    header = ["Action", "Owner", "RAG"]
    striped = table([header, ["Open a hub", "Head of Service", ""]], 0)
    body = tuple(replace(cell, fill="#dbe5f1") for cell in striped.rows[1].cells)
    striped = replace(striped, rows=(striped.rows[0], replace(striped.rows[1], cells=body)))
    rated = table([header, ["Recruit staff", "HR Manager", ""]], 1)
    *plain, last = rated.rows[1].cells
    body = (*plain, replace(last, fill="#ff0000"))
    rated = replace(rated, rows=(rated.rows[0], replace(rated.rows[1], cells=body)))
    found = rows.draft(readings(document(striped, rated)), vocab.load(Options()))
    fills = [slot.cell.fill if (slot := a.slot("rag")) and slot.cell else None for a in found.actions]
    assert fills == [None, "#ff0000"]


def test_an_aim_does_not_go_on_under_a_new_heading() -> None:
    header = ["Objective", "Action", "Who", "When"]
    made = document(
        block("Priority 1: Safer streets", 0, "heading"),
        table([header, ["Reduce burglary", "Fit locks", "Police", "May 2018"]], 0),  # type: ignore[list-item]
        block("Priority 2: Green town", 1, "heading"),
        table([header, ["", "Plant trees", "Parks Manager", "June 2018"]], 1),  # type: ignore[list-item]
    )
    found = rows.draft(readings(made), vocab.load(Options()))
    assert [slot.words.text for a in found.actions if (slot := a.slot("objective"))] == ["Reduce burglary"]


def test_parts_of_a_merged_action_are_actions() -> None:
    found = drafts(
        [
            ["#", "Action", "Sub tasks", "Finish & status", "Task owner"],
            [("A", 1, 2), ("Benefits of transparency paper", 1, 2), "", "Summer 2012\nONGOING", "Jan Hurst"],
            [None, None, "Secretariat to provide a contact.", "21/05/12\nCOMPLETED", "Secretariat"],
        ]
    )
    whole, part = found.actions
    assert (part.words.text, part.section and part.section.text) == (
        "Secretariat to provide a contact.",
        "Benefits of transparency paper",
    )
    assert [[slot.words.text for slot in draft.slots if slot.role == "owner"] for draft in (whole, part)] == [
        ["Jan Hurst"],
        ["Secretariat"],
    ]


@pytest.mark.parametrize(
    ("cell", "due", "state"),
    [
        ("Summer 2012\nONGOING", "Summer 2012", "ONGOING"),
        ("CANCELLED", "", "CANCELLED"),
        ("Draft for discussion\n4 July 2012\nCOMPLETED", "Draft for discussion\n4 July 2012", "COMPLETED"),
        ("Ongoing", "Ongoing", "Ongoing"),
    ],
)
def test_lines_of_date_and_state_in_one_cell(cell: str, due: str, state: str) -> None:
    (action,) = drafts([["Action", "Finish & status", "Owner"], ["Write to members", cell, "Clerk"]]).actions
    said = {slot.role: slot.words.text for slot in action.slots}
    assert (said["deadline"], said["status"]) == (due, state)


def test_a_bold_line_beside_a_blank_number_is_a_band() -> None:
    grid = table(
        [
            ["#", "Action", "Owner", "Deadline"],
            ["", "General items", "", ""],
            ["1", "Write to members", "Clerk", "May 2012"],
        ]
    )
    bold = [replace(cell, bold=cell.text.text == "General items") for cell in grid.rows[1].cells]
    grid = replace(grid, rows=(grid.rows[0], replace(grid.rows[1], cells=tuple(bold)), grid.rows[2]))
    (action,) = rows.draft(readings(document(grid)), vocab.load(Options())).actions
    assert action.section is not None and action.section.text == "General items"


@pytest.mark.parametrize(("beside", "owners"), [("VAT register – Lead PM", ["GS/JTe"]), ("VAT register", [])])
def test_initials_in_a_heading_are_its_lead_where_others_name_theirs(beside: str, owners: list[str]) -> None:
    made = document(
        block("Open Data Licensing – GS/JTe", 0, kind="heading"),
        table([["Write the paper", "New"], ["Send the letter", "Completed"]], 0),
        block(beside, 1, kind="heading"),
        table([["Secure the plan", "New"], ["Draft the case", "Completed"]], 1),
    )
    found = rows.draft(readings(made), vocab.load(Options())).actions
    named = [slot.words.text for slot in found[0].slots if slot.role == "section_owner"]
    assert named == owners


def test_bullets_pair_with_lines_of_progress_that_begin_with_states() -> None:
    cells = [
        "• Circulate the prototype map\n• Home Office to clarify its plans",
        "Completed\nCompleted. See attached note.",
    ]
    found = drafts([["Action", "Progress"], cells])
    said = [
        [slot.words.text for slot in draft.slots if slot.role in ("owner", "progress")]
        for draft in found.actions
    ]
    assert said == [["Completed"], ["Completed. See attached note.", "Home Office"]]
    told = [cells[0], "Completed\nThe note is attached."]
    assert len(drafts([["Action", "Progress"], told]).actions) == 1


def test_a_row_below_an_action_that_only_tells_of_its_progress_is_part_of_it() -> None:
    found = drafts(
        [
            ["Ref", "Action", "Owner", "Due"],
            ["1", "Publish a rota", "Service Manager", "June 2024"],
            [("Update: The rota went out on 3 May.", 4)],
            ["2", "Test the call-out list", "Duty Officer", "May 2025"],
            [None, ("Progress: none so far.", 3)],
            [("Note: more will be added in the autumn.", 4)],
        ]
    )
    told = [[slot.words.text for slot in action.slots if slot.role == "progress"] for action in found.actions]
    assert told == [["The rota went out on 3 May."], ["none so far."]]
    assert [action.section for action in found.actions] == [None, None]


def test_the_row_that_sums_up_a_table_is_no_action() -> None:
    found = drafts(
        [
            ["Ref", "Action", "Owner", "Due"],
            ["1", "Publish a rota", "Service Manager", "June 2024"],
            ["", "Total", "", "4"],
        ]
    )
    assert [action.words.text for action in found.actions] == ["Publish a rota"]


def test_the_title_of_a_form_that_only_numbers_its_action_is_its_number() -> None:
    found = drafts(
        [
            [("Action 1.1", 2)],
            ["Action", "Publish a rota"],
            ["Lead", "Service Manager"],
            ["Timescale", "June 2024"],
            [("Action 1.2", 2)],
            ["Action", "Test the call-out list"],
            ["Lead", "Duty Officer"],
            ["Timescale", "May 2025"],
        ]
    )
    numbers = [action.reference.text if action.reference else None for action in found.actions]
    assert numbers == ["1.1", "1.2"]
    assert [action.section for action in found.actions] == [None, None]
