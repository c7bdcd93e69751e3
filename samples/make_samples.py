"""Makes the sample documents in Word, PDF, Excel and OpenDocument: python samples/make_samples.py [FOLDER].

The same bytes each time: dates and ids inside the files are fixed. The text samples are written by hand.
"""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent
sys.path.insert(0, str(SAMPLES.parent / "tests"))

import workbooks  # noqa: E402
from conversions import Box, Break, Grid, Row, Sheet, Words, pdf, word  # noqa: E402
from opendocument import odt  # noqa: E402
from workbooks import Book, Look, Tab, workbook  # noqa: E402

BLUE, GREEN, AMBER, RED, GREY = "#5B9BD5", "#92D050", "#FFC000", "#FF0000", "#E7E6E6"
FILLS = {"Blue": BLUE, "Green": GREEN, "Amber": AMBER, "Red": RED}


def rag(colour: str) -> Box:
    """A cell with the colour as shading and as a word."""
    return Box(colour, fill=FILLS[colour])


# A housing improvement plan in Word ----------------------------------------------------------------------------

HOUSING_HEADER: Row = tuple(
    Box(words, bold=True, fill=GREY)
    for words in (
        "Ref",
        "What the inspectors found",
        "Action",
        "Lead",
        "Target date",
        "RAG",
        "Progress",
    )
)


def band(words: str, columns: int) -> Row:
    return [Box(words, across=columns, bold=True, fill=GREY), *[None] * (columns - 1)]


HOUSING_ROWS: Sequence[Row] = (
    HOUSING_HEADER,
    band("Theme 1: Repairs and damp", 7),
    (
        "1.1",
        Box("Repairs are often closed before the work is finished.", down=3),
        "Telephone a sample of tenants each week to check that closed jobs are complete",
        "Repairs Manager",
        "31 May 2023",
        Box(fill=BLUE),
        "Completed. 120 calls made in June and nine jobs reopened.",
    ),
    (
        "1.2",
        None,
        "Agree with the contractor what a finished repair is. To cover:\n"
        "• Making good\n• Clearing away\n• Photographs",
        "Head of Property Services and Contracts Manager",
        "30 September 2023",
        Box(fill=GREEN),
        "Draft sent to the contractor on 12 July 2023.",
    ),
    (
        "1.3",
        None,
        "Publish repairs performance on the website",
        "Performance Officer",
        "Quarterly from July 2023",
        Box(fill=GREEN),
        "First figures published on 28 July 2023.",
    ),
    (
        "1.4",
        Box("Reports of damp and mould are not linked to earlier reports about the same home.", down=2),
        "Add a marker for damp to the housing system",
        "ICT Business Partner",
        "~~30 June 2023~~ 31 August 2023",
        Box(fill=AMBER),
        "Supplier’s release was late.",
    ),
    (
        "1.5",
        None,
        "Visit every home with two or more reports since 2020",
        "Surveying Team",
        "December 2023",
        Box(fill=GREEN),
        "88 of 140 homes visited.",
    ),
    HOUSING_HEADER,
    band("Theme 2: Tenant safety", 7),
    (
        "2.1",
        Box("Fire risk assessments are in date but half of the works in them are late.", down=2),
        "Appoint a contractor for fire doors",
        "Head of Property Services",
        "30 June 2023",
        Box(fill=RED),
        "No bids received; tender to be repeated.",
    ),
    (
        "2.2",
        None,
        "Report late fire safety works to the Housing Improvement Board",
        "Health and Safety Manager",
        "Monthly",
        Box(fill=GREEN),
        "",
    ),
    (
        "2.3",
        "Electrical certificates could not be found for 61 homes.",
        "Test the 61 homes and load the certificates",
        "Compliance Manager",
        "By the end of October 2023",
        Box(fill=GREEN),
        "44 homes tested.",
    ),
)

HOUSING = Sheet(
    "Housing Landlord Services Improvement Plan",
    (
        Words("Housing Landlord Services Improvement Plan", "title"),
        Words("Marrowdale District Council"),
        Words("Position at 31 July 2023"),
        Words(
            "This plan answers the inspection of the Council’s landlord services in February 2023. It is "
            "monitored each month by the Housing Improvement Board, whose members include four tenants."
        ),
        Words("Key", "heading"),
        Grid(
            (
                (Box("Blue", fill=BLUE), "Completed"),
                (Box("Green", fill=GREEN), "On track"),
                (Box("Amber", fill=AMBER), "At risk of delay"),
                (Box("Red", fill=RED), "Overdue"),
            ),
            (80, 200),
            header=0,
        ),
        Words("Action plan", "heading"),
        Grid(HOUSING_ROWS, (40, 130, 200, 110, 90, 40, 150)),
    ),
    wide=True,
    head="Marrowdale District Council",
    foot="Housing Landlord Services Improvement Plan – version 4",
    made=datetime(2023, 7, 31, 9, 0),  # noqa: DTZ001
)

# A peer challenge action plan in PDF ---------------------------------------------------------------------------

PEER_HEADER = ("Ref", "Recommendation", "Action", "Lead officer", "Timescale", "RAG", "Update")
PEER_WIDTHS = (34, 150, 205, 120, 88, 42, 130)

PEER_PAGE_1: Sequence[Row] = (
    PEER_HEADER,
    (
        Box("R1", down=3),
        Box(
            "Set out one vision for the county that members, staff and partners can put in their own words.",
            down=3,
        ),
        "Hold three workshops for members and partners and publish what was said",
        "Helena Croft, Director of Strategy",
        "By 31 December 2023",
        rag("Blue"),
        "Complete. Workshops held in October and November.",
    ),
    (
        None,
        None,
        "Take the draft vision to Full Council",
        "Chief Executive",
        "May 2024",
        rag("Green"),
        "On the forward plan.",
    ),
    (
        None,
        None,
        "Use the vision in the induction of new staff",
        "Head of Human Resources",
        "Summer 2024",
        rag("Green"),
        "",
    ),
    (
        Box("R2", down=2),
        Box("Bring the savings plan and the transformation programme together under one board.", down=2),
        "Agree terms of reference for a single board",
        "Martin Adeyemi, Executive Director of Resources (S151 Officer)",
        "31 January 2024",
        rag("Amber"),
        "In progress. Draft considered on 9 January 2024.",
    ),
    (
        None,
        None,
        "Publish one set of figures for savings each quarter",
        "Head of Finance",
        "Quarterly",
        rag("Green"),
        "First set due in April.",
    ),
)

PEER_PAGE_2: Sequence[Row] = (
    PEER_HEADER,
    (
        "",
        "",
        "Close the two boards that it replaces",
        "Martin Adeyemi, Executive Director of Resources (S151 Officer)",
        "Q1 2024/25",
        rag("Amber"),
        "Depends on the terms of reference.",
    ),
    (
        Box("R3", down=2),
        Box("Give scrutiny committees better information and more time to use it.", down=2),
        "Send papers to members ten working days before each meeting",
        "Monitoring Officer",
        "Ongoing",
        rag("Green"),
        "Achieved for the January meetings.",
    ),
    (
        None,
        None,
        "Train scrutiny members in:\n• Questioning\n• Reading accounts\n• Working with the public",
        "Democratic Services Manager",
        "Spring 2024",
        rag("Red"),
        "Trainer has withdrawn.",
    ),
    (
        Box("R4", down=2),
        Box("Plan for the retirement of senior officers.", down=2),
        "Identify posts at risk in the next three years",
        "Head of Human Resources",
        "29 February 2024",
        rag("Green"),
        "In progress",
    ),
    (
        None,
        None,
        "Agree a scheme for acting up and mentoring",
        "Head of Human Resources with support from Unison",
        "2024/25",
        rag("Green"),
        "Not started",
    ),
)

PEER_PAGE_3: Sequence[Row] = (
    PEER_HEADER,
    (
        Box("R5", down=2),
        Box("Work with the district councils on the use of shared buildings.", down=2),
        "Map all public buildings in the four market towns",
        "Property Services",
        "30 June 2024",
        rag("Green"),
        "Two towns mapped.",
    ),
    (
        None,
        None,
        "Invite the districts to a joint property board",
        "Chief Executive / Leader of the Council",
        "TBC",
        rag("Red"),
        "Awaiting replies.",
    ),
)

PEER = Sheet(
    "Corporate Peer Challenge Action Plan",
    (
        Words("Corporate Peer Challenge Action Plan", "title"),
        Words("Update for Cabinet, 23 January 2024"),
        Words(
            "Key: Blue – complete; Green – on track; Amber – at risk; Red – off track. "
            "The peer challenge took place on 11-14 July 2023."
        ),
        Grid(PEER_PAGE_1, PEER_WIDTHS),
        Break(),
        Grid(PEER_PAGE_2, PEER_WIDTHS),
        Break(),
        Grid(PEER_PAGE_3, PEER_WIDTHS),
    ),
    wide=True,
    head="Thornmere County Council – Corporate Peer Challenge Action Plan",
    foot="Page {page} of {pages}",
)

# An audit tracker in PDF ---------------------------------------------------------------------------------------

TRACKER_HEADER = ("Ref", "Audit", "Agreed action", "Owner", "Due date", "Status", "Comments")
TRACKER: Sequence[Sequence[str]] = (
    (
        "18/01",
        "Creditors",
        "Remove former staff from the list of approvers",
        "Payroll Manager / HR Manager",
        "30/09/2018",
        "Implemented",
        "",
    ),
    (
        "18/02",
        "Creditors",
        "Match every invoice over £500 to an order",
        "Head of Finance (Section 151 Officer)",
        "Q3 2018/19",
        "Partially implemented",
        "Done for capital orders.",
    ),
    (
        "18/03",
        "Creditors",
        "Publish payments over £500 each month",
        "ICT Service Desk",
        "Monthly",
        "Implemented",
        "",
    ),
    (
        "18/04",
        "Fleet",
        "Fit trackers to all vehicles",
        "J Whitcombe",
        "2018/19",
        "Not yet due",
        "",
    ),
    (
        "18/05",
        "Fleet",
        "Check the licences of all drivers twice a year",
        "All service managers",
        "Sept 2018",
        "Overdue",
        "Half of services have replied.",
    ),
    (
        "18/06",
        "Housing rents",
        "Reconcile the rent account with the ledger",
        "Osmerton Homes Ltd",
        "End of Q4 2018/19",
        "In progress",
        "",
    ),
    (
        "18/07",
        "Housing rents",
        "Write off debts of former tenants over six years old",
        "Cabinet Member for Finance",
        "31 March 2019",
        "Not yet due",
        "",
    ),
    (
        "18/08",
        "Grants",
        "Ask each voluntary body for its annual accounts",
        "Community Partnerships Team",
        "Annually",
        "Implemented",
        "",
    ),
    (
        "18/09",
        "Grants",
        "Adopt a scheme for small grants",
        "TBC",
        "Financial year 2019/20",
        "Not started",
        "",
    ),
    (
        "18/10",
        "Business continuity",
        "Test the plan for the loss of the Town Hall",
        "A Rowntree, Emergency Planning Officer",
        "Immediate",
        "Superseded",
        "Replaced by a joint exercise with the county.",
    ),
)


def striped(rows: Sequence[Sequence[str]]) -> list[Row]:
    return [[Box(cell, fill=GREY if number % 2 else None) for cell in row] for number, row in enumerate(rows)]


TRACKER_SHEET = Sheet(
    "Internal Audit Action Tracker",
    (
        Words("Internal Audit Action Tracker", "title"),
        Words("Osmerton Metropolitan Borough Council"),
        Words("Report to: Audit Committee"),
        Words("Date: 15 November 2018"),
        Words("The tracker lists actions agreed with managers in audit reports issued since April 2018."),
        Grid((TRACKER_HEADER, *striped(TRACKER)), (36, 68, 130, 95, 66, 62, 66)),
    ),
    head="Osmerton Metropolitan Borough Council",
    foot="Internal Audit Action Tracker – page {page}",
)

# A parish action log in Word -----------------------------------------------------------------------------------

PARISH = Sheet(
    "Action Log",
    (
        Words("Sallowby Parish Council", "title"),
        Words("Action log from the meeting held on 12 March 2024", "heading"),
        Words(
            "Present: Cllr Joan Attwater (JA) (Chair), Cllr Peter Dunmore (PD), Cllr Ruth Ellery (RE), "
            "Simon Garth (SG) Parish Clerk"
        ),
        Grid(
            (
                ("Item", "Action", "Who", "By when", "Status"),
                (
                    "1",
                    "Ask the county council to repaint the white lines at Church Corner",
                    "SG",
                    "9 April 2024",
                    "Done",
                ),
                (
                    "2",
                    "Obtain three quotations for the play area gate",
                    "PD/RE",
                    "Next meeting",
                    "In progress",
                ),
                (
                    "3",
                    "Walk the footpaths in the north of the parish and list any broken stiles",
                    "PD",
                    "31 March 2024",
                    "Completed",
                ),
                (
                    "4",
                    "Draft a reply to the consultation on bus services",
                    "JA and SG",
                    "ASAP",
                    "In progress",
                ),
                ("5", "Deliver the newsletter", "All", "May 2024", "Not started"),
                ("6", "Order two grit bins", "Clerk", "Autumn 2024", "Carried forward"),
            ),
            (40, 210, 70, 90, 90),
        ),
        Words("Next meeting: 14 May 2024 in the Reading Room."),
    ),
    made=datetime(2024, 3, 13, 9, 0),  # noqa: DTZ001
)

# A recommendation tracker in Excel ----------------------------------------------------------------------------

DAY, MONTH, SHARE = Look("dd/mm/yyyy"), Look("mmm\\-yy"), Look("0%")
GREENISH, AMBERISH = 'theme="9" tint="0.39997558519241921"', 'rgb="FFFFC000"'


def rated(words: str, fill: str) -> workbooks.Box:
    return workbooks.Box(words, Look(fill=fill))


def day(serial: int) -> workbooks.Box:
    return workbooks.Box(serial, DAY)


def blanks(rows: int) -> list[list[workbooks.Box]]:
    """Rows that are formatted and say nothing, as spreadsheets have them by the hundred."""
    return [[workbooks.Box("", DAY)] * 9 for _ in range(rows)]


OPEN_TAB = Tab(
    "Open",
    (
        [workbooks.Box("Internal Audit Action Tracker", Look(bold=True, size=16))],
        ["Wrenholt Borough Council"],
        ["Position at:", day(42094)],
        [],
        workbooks.bold(
            *("Ref", "Audit", "Recommendation", "Responsible Officer", "Working notes"),
            *("Target date", "RAG", "% complete", "Latest update"),
            fill='theme="0" tint="-0.14999847407452621"',
        ),
        (
            *("WR/01", "Car parks", "Reconcile ticket machine income to bankings each month"),
            *("Parking Manager", "see JB", day(42063), rated("Green", GREENISH)),
            *(workbooks.Box(1, SHARE), "Implemented. Reconciled to 28 February 2015."),
        ),
        (
            *("WR/02", workbooks.Box(""), "Write down who may:\n• open the safe\n• approve refunds"),
            *("Head of Finance", "chase", day(42185), rated("Amber", AMBERISH)),
            *(workbooks.Box(0.75, SHARE), "In progress. Refunds agreed; safe with the Treasurer."),
        ),
        [],
        (
            *("WR/03", "Leisure", "Check the inventory of each centre every six months"),
            *("Leisure Contracts Officer", "", "~~31/12/2014~~\n30/06/2015", "Red"),
            *(workbooks.Box(0.1, SHARE), "Overdue. One centre of four checked."),
        ),
        (
            *("WR/04", "Payroll", "Test a sample of overtime claims against rotas"),
            *("Payroll Team", "", workbooks.Box(42248, MONTH), "Green"),
            *(workbooks.Box(0, SHARE), "Not started"),
        ),
        (
            *("WR/05", "Payroll", "Stop paying mileage without receipts"),
            *("Payroll Team", "", day(42094), "Green"),
            *(workbooks.Box(1, SHARE), "Withdrawn: the scheme has ended."),
        ),
        *blanks(300),
        ["Figures are for internal audits only."],
    ),
    merged=("A1:I1", "B6:B7"),
    hidden=frozenset({11}),
    columns='<cols><col min="5" max="5" width="20" hidden="1"/></cols>',
    after=(
        '<conditionalFormatting sqref="G6:G400"><cfRule type="cellIs" dxfId="0" priority="1" operator="equal">'
        '<formula>"Red"</formula></cfRule><cfRule type="cellIs" dxfId="1" priority="2" operator="equal">'
        '<formula>"Green"</formula></cfRule></conditionalFormatting>'
    ),
)
CLOSED_TAB = Tab(
    "Closed",
    (
        workbooks.bold(
            "Ref", "Recommendation", "Responsible Officer", "Target date", "Status", "Date completed"
        ),
        ("WR/90", "Publish a register of grants", "Grants Officer", day(41639), "Complete", day(41624)),
        ("WR/91", "Renew the insurance of the museum", "Risk Manager", day(41730), "Complete", day(41719)),
    ),
)
SUMMARY_TAB = Tab(
    "For print",
    (
        ("WR/90", "WR/91"),
        tuple(
            workbooks.Box(words, formula=f"Closed!{place}")
            for words, place in (
                ("Publish a register of grants", "B2"),
                ("Renew the insurance of the museum", "B3"),
                ("Grants Officer", "C2"),
                ("Risk Manager", "C3"),
            )
        ),
    ),
)
LISTS_TAB = Tab("Lists", (["Green"], ["Amber"], ["Red"]), state="hidden")

AUDIT_BOOK = Book(
    (OPEN_TAB, CLOSED_TAB, SUMMARY_TAB, LISTS_TAB),
    "Internal Audit Action Tracker",
    ("FF0000", "92D050"),
)

# A scrutiny review's response in OpenDocument ------------------------------------------------------------------

FLOOD = Sheet(
    "Review of Flooding: Response and Action Plan",
    (
        Words("Review of Flooding: Response and Action Plan", "title"),
        Words("Pellmere District Council"),
        Words("Report to: Environment Scrutiny Committee"),
        Words("Date: 9 September 2014"),
        Words("The Cabinet accepts four of the five recommendations of the review."),
        Words("Action plan", "heading"),
        Grid(
            (
                ("No.", "Recommendation", "Response", "Action", "Lead", "Timescale"),
                (
                    Box("1", down=2),
                    Box("That the Council map the ditches that it owns.", down=2),
                    Box("Agreed", down=2, fill=GREEN),
                    "Survey ditches in the lower villages",
                    "Drainage Engineer",
                    "31 December 2014",
                ),
                (None, None, None, "Publish the map on the website", "GIS Officer", "March 2015"),
                (
                    "2",
                    "That sandbags be kept in each parish.",
                    Box("Partially agreed", fill=AMBER),
                    "Offer parishes a store, with:\n• 200 sandbags\n• A key holder",
                    "Emergency Planning Officer",
                    "~~October 2014~~ November 2014",
                ),
                (
                    "3",
                    "That the Council buy a second pump.",
                    Box("Not agreed", fill=RED),
                    "Use the pump of the county council",
                    "Emergency Planning Officer",
                    "Ongoing",
                ),
                (
                    "4",
                    "That landowners be told of their duties.",
                    Box("Agreed", fill=GREEN),
                    "Write to all riparian owners",
                    "Head of Legal Services and Drainage Engineer",
                    "By 30 November 2014",
                ),
                (
                    "5",
                    "That the Committee see progress.",
                    Box("Agreed", fill=GREEN),
                    "Report to the Committee",
                    "Director of Environment",
                    "Every six months",
                ),
            ),
            (30, 150, 70, 170, 110, 90),
        ),
        Words("Next steps", "heading"),
        Words("The plan goes to Council on 7 October 2014.", "item"),
    ),
    head="Pellmere District Council",
    foot="Review of Flooding",
)

MADE = {
    "marrowdale-housing-improvement-plan.docx": (word, HOUSING),
    "thornmere-peer-challenge-plan.pdf": (pdf, PEER),
    "osmerton-audit-tracker.pdf": (pdf, TRACKER_SHEET),
    "sallowby-parish-action-log.docx": (word, PARISH),
    "wrenholt-recommendation-tracker.xlsx": (workbook, AUDIT_BOOK),
    "pellmere-flood-review-response.odt": (odt, FLOOD),
}
"""File name: how it is drawn, and what."""


def make(folder: Path) -> None:
    for name, (draw, sheet) in MADE.items():
        (folder / name).write_bytes(draw(sheet))


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES)
