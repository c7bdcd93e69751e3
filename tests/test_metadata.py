"""What a document says of itself. Officers' names are invented."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planextract import extract_bytes
from planextract.document import Block, Cell, Document, Line, Row, Table
from planextract.metadata import describe
from planextract.metadata.casing import ordinary
from planextract.provenance import Place, SourcedText

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"

COVER = """AGENDA ITEM
REPORT TO HEALTH AND WELLBEING BOARD
21 MAY 2014
REPORT OF CORPORATE DIRECTOR OF CHILDREN, EDUCATION AND SOCIAL CARE
REPORT ON STOCKTON-ON-TEES BOROUGH COUNCIL'S LGA SAFEGUARDING PRACTICE DIAGNOSTIC REVIEW (CHILDREN) – 25-27 MARCH 2014
1. SUMMARY
This report provides findings.
2. RECOMMENDATIONS
That the Health and Wellbeing Board notes the content of the report.
Name of Contact Officer: Nora Ellis
Telephone No : 01642 000000
Email Address : nora.ellis@example.gov.uk"""

SCRUTINY = """UPDATE ON CHILDREN'S SAFEGUARDING
Report By: Director of Children's Services
Wards Affected
County-wide
Purpose
1. To update Scrutiny members on the recent changes.
RECOMMENDATION
THAT the
Scrutiny members note the recent actions.
APPENDICES
- Appendix 1 Inter relationship between the Children's Trust and other local groups
- Appendix 3 Safeguarding Action Plan
BACKGROUND PAPERS
- Scrutiny report on Review of Children's Safeguarding – 30 March 2009"""


def document(text: str) -> Document:
    lines = [line for line in text.splitlines() if line.strip()]
    blocks = (Block(n, SourcedText.of(line, Place(block=n)), line) for n, line in enumerate(lines))
    return Document("sample.txt", "text/plain", "text", "", len(text), tuple(blocks))


def seed(name: str) -> Document:
    found = sorted(SEEDS.glob(f"{name}_*.txt"))
    if not found:
        pytest.skip("the seeds are not here")
    return document(found[0].read_text(encoding="utf-8"))


def test_header_block_of_a_cover_report() -> None:
    about, remarks = describe(document(COVER))
    assert about.document_kind == "report"
    assert about.body is not None and about.body.value == "Health and Wellbeing Board"
    assert about.body.raw == "HEALTH AND WELLBEING BOARD"
    assert about.report_of is not None
    assert about.report_of.value == "Corporate Director of Children, Education and Social Care"
    assert about.authority is not None and about.authority.value == "Stockton-on-Tees Borough Council"
    assert about.authority.raw == "STOCKTON-ON-TEES BOROUGH COUNCIL"
    assert about.meeting_date is not None and about.meeting_date.value == date(2014, 5, 21)
    assert about.reference_date is not None and about.reference_date.basis == "meeting_date"
    assert about.agenda_item is None
    assert not remarks


def test_contact_lines() -> None:
    contact = describe(document(COVER))[0].contact
    assert contact is not None and contact.name is not None and contact.name.value == "Nora Ellis"
    assert contact.telephone is not None and contact.telephone.value == "01642 000000"
    assert contact.email is not None and contact.email.value == "nora.ellis@example.gov.uk"


def test_values_stand_where_they_say() -> None:
    doc = document(COVER)
    about, _ = describe(doc)
    for value in (about.title, about.body, about.report_of, about.authority, about.meeting_date):
        assert value is not None
        source = value.sources[0]
        assert source.kind == "block"
        assert doc.blocks[source.block].source[source.start : source.end] == value.raw


def test_undated_report_guesses_nothing() -> None:
    about, remarks = describe(document(SCRUTINY))
    assert about.reference_date is None and about.meeting_date is None
    assert {remark.code for remark in remarks} == {"no_reference_date", "plan_is_elsewhere"}
    assert about.title is not None and about.title.value == "Update on Children's Safeguarding"
    assert about.wards is not None and about.wards.value == "County-wide"


def test_appendices_and_background_papers() -> None:
    about, _ = describe(document(SCRUTINY))
    assert [(paper.reference, paper.value) for paper in about.appendices] == [
        ("1", "Inter relationship between the Children's Trust and other local groups"),
        ("3", "Safeguarding Action Plan"),
    ]
    assert [paper.value for paper in about.background_papers] == [
        "Scrutiny report on Review of Children's Safeguarding – 30 March 2009"
    ]


def test_labelled_report_head() -> None:
    about, _ = describe(
        document("""Housing & New Homes Committee
Agenda Item 24
Subject:                    Housing, Health & Safety Update
Date of meeting:    20th September 2023
Report of: Executive Director Housing, Neighbourhoods & Communities
Contact Officers:    Name: Martin Ridd;
Email: martin.ridd@example.gov.uk
Ward(s) affected:   All""")
    )
    assert about.body is not None and about.body.value == "Housing & New Homes Committee"
    assert about.agenda_item is not None and about.agenda_item.value == "24"
    assert about.title is not None and about.title.value == "Housing, Health & Safety Update"
    assert about.meeting_date is not None and about.meeting_date.value == date(2023, 9, 20)
    assert about.contact is not None and about.contact.name is not None
    assert about.contact.name.value == "Martin Ridd"


def test_minutes_page_of_a_website() -> None:
    about, _ = describe(
        document("""Issue - meetings
Audit Recommendation Tracker
Meeting: 08/09/2020 - Governance Committee (Item 97)
97 Audit Recommendation Tracker PDF 187 KB
Report by the Chief Executive (attached).
Minutes:
RESOLVED that the tracker be noted.""")
    )
    assert about.document_kind == "minutes"
    assert about.title is not None and about.title.value == "Audit Recommendation Tracker"
    assert about.body is not None and about.body.value == "Governance Committee"
    assert about.agenda_item is not None and about.agenda_item.value == "97"
    assert about.report_of is not None and about.report_of.value == "Chief Executive"
    assert about.meeting_date is not None and about.meeting_date.value == date(2020, 9, 8)


def test_several_councils_are_no_authority() -> None:
    about, _ = describe(
        document(
            "Three more in breach\nBarnton Borough Council, North Wexshire Council and Ashby City Council failed."
        )
    )
    assert about.authority is None


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("DIRECTOR OF CHILDREN'S SERVICES", "Director of Children's Services"),
        ("UPDATE ON THE HSCB AND SEND", "Update on the HSCB and SEND"),
        ("Already in Ordinary case", "Already in Ordinary case"),
    ],
)
def test_capitals_made_ordinary(printed: str, value: str) -> None:
    assert ordinary(printed) == value


def test_seed_news() -> None:
    about, remarks = describe(seed("004"))
    assert about.document_kind == "news"
    assert about.authority is not None and about.authority.value == "Hartlepool Borough Council"
    assert about.title is not None and about.title.value == "Safeguarding work under the spotlight"
    assert [remark.code for remark in remarks] == ["no_reference_date"]


def test_seed_minutes() -> None:
    about, _ = describe(seed("003"))
    assert about.title is not None and about.title.value == "Outcomes of Safeguarding Children Peer Review"
    assert about.agenda_item is not None and about.agenda_item.value == "9"
    assert about.report_of is not None
    assert about.report_of.value == "Strategic Director Children, Families & Adults"


@pytest.mark.parametrize(
    "text", ["a" * 10000, "(" * 10000, "1 " * 5000, "/" * 10000, "A B " * 2500, "of the " * 1500]
)
def test_hostile_text_ends(text: str) -> None:
    describe(document(f"REPORT TO {text}\nMeeting: {text}\nUpdate for {text}\nVersion 1 {text}\n{text}"))
    describe(document(f"{text}\nAction log {text}\nas at {text}"))


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "BARNTON BOROUGH COUNCIL\nCIVIC CENTRE, HIGH STREET, BARNTON, BA1 2XY\nCHILDREN'S IMPROVEMENT PLAN",
            1,
        ),
        ("St Mary's Church of England Primary School\nChildren's Improvement Plan\nSeptember 2018", 1),
        ("Barnton Borough Council – Children's Improvement Plan\nLast updated: 4 March 2014", 1),
        (
            "OVERVIEW AND SCRUTINY COMMITTEE (HEALTH)\n4 MARCH 2014\nAGENDA ITEM 7\nChildren's Improvement Plan",
            1,
        ),
        ("BARNTON BOROUGH COUNCIL\nCABINET\nMINUTES of the meeting held on 4 March 2014\nPresent: Cllr A", 0),
        ("Our Ref: AB/12\n4 March 2014\nDear Chief Executive\nThe inspection took place in May.", 0),
        ("(cid:3)(cid:3)HSDUWPHQW\nPlan", 0),
    ],
)
def test_title_is_no_line_that_stands_around_it(head: str, title: int) -> None:
    about, _ = describe(document(head))
    assert (about.title and about.title.value) == ("Children's Improvement Plan" if title else None)


@pytest.mark.parametrize(
    ("head", "day", "basis"),
    [
        ("Housing Improvement Plan\nPosition at 31 July 2023", date(2023, 7, 31), "report_date"),
        ("Peer Challenge Action Plan\nUpdate for Cabinet, 23 January 2024", date(2024, 1, 23), "report_date"),
        ("Action log from the meeting held on 12 March 2024", date(2024, 3, 12), "meeting_date"),
        ("Improvement Plan (as at 31 March 2014)", date(2014, 3, 31), "report_date"),
        ("Improvement Plan\nUpdated: 4 March 2014", date(2014, 3, 4), "report_date"),
        ("Improvement Plan\nVersion 3 - 12 June 2019", date(2019, 6, 12), "report_date"),
        ("Action Log – 14 May 2013", date(2013, 5, 14), "report_date"),
        (
            "A council was told off\nPublished 3 May 2018\n“It is bad,” he said.",
            date(2018, 5, 3),
            "report_date",
        ),
        ("Committee: Audit Committee\nDate: 4 March 2014", date(2014, 3, 4), "meeting_date"),
        ("Meeting: 18/06/2013 - Cabinet (Item 49)", date(2013, 6, 18), "meeting_date"),
        (
            "CABINET\nMinutes of the meeting held on Tuesday 4 March 2014 at 6pm\nPresent: Cllr A",
            date(2014, 3, 4),
            "meeting_date",
        ),
        ("5th Meeting of the Audit Committee\nMarch 17, 2025, at 1:00 PM", date(2025, 3, 17), "meeting_date"),
    ],
)
def test_date_of_the_document(head: str, day: date, basis: str) -> None:
    known = describe(document(head))[0].reference_date
    assert known is not None and (known.value, known.basis) == (day, basis)


@pytest.mark.parametrize(
    "head",
    [
        "Improvement Plan\nPrinted on 9 April 2014\nReview date: 3 May 2015\nNext meeting: 14 May 2014",
        "CABINET\nMINUTES\nPresent: Cllr A\n1. Minutes of the meeting held on 4 February 2014",
        "CABINET\nThe minutes of the meeting held on 4 February 2014 were approved.",
        "CABINET\nMINUTES\nDate of next meeting\n14 May 2014",
        "Agenda\nApologies\nMinutes of the meeting held on 4 February 2014",
        "Response to the inspection report of 3 May 2018\nImprovement plan",
        "Peer review of care leavers – 13-15 September 2016",
        "Delivery plan 1 April 2014 - 31 March 2015",
        "Actions from the previous meeting held on 3 May 2018",
        "Some report\nNumber of children in care as at 31 March 2013",
    ],
)
def test_days_of_something_else(head: str) -> None:
    about, _ = describe(document(head))
    assert about.meeting_date is None and about.reference_date is None


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("Meeting: Scrutiny Panel (Communities)", "Scrutiny Panel (Communities)"),
        ("Meeting: 18/06/2013 - Cabinet (Item 49)", "Cabinet"),
        ("Meeting: Audit Board (this committee no longer meets) (Item 15)", "Audit Board"),
        ("REPORT TO CABINET, 9 November 2022", "Cabinet"),
        ("Update for Cabinet, 23 January 2024", "Cabinet"),
    ],
)
def test_body(line: str, body: str) -> None:
    found = describe(document(f"Waste plan\n{line}"))[0].body
    assert found is not None and found.value == body


def test_authority_from_a_running_header_and_from_a_page_title() -> None:
    plan = document("Peer Challenge Action Plan\nUpdate for Cabinet")
    header = "Thornmere County Council – Peer Challenge Action Plan"
    running = Block(9, SourcedText.of(header, Place(block=9)), header, kind="header")
    found = describe(replace(plan, flow=(*plan.flow, running)))[0].authority
    assert (
        found is not None and found.value == "Thornmere County Council" and found.sources[0].kind == "block"
    )
    page = replace(plan, reader="html", properties={"title": "Agenda item - Waste - Harrowmoor City Council"})
    found = describe(page)[0].authority
    assert found is not None and found.value == "Harrowmoor City Council" and found.sources[0].kind == "file"


def test_city_of_is_part_of_a_name_and_inspection_of_is_not() -> None:
    about, _ = describe(
        document("Inspection of City of Ashby Metropolitan Borough Council children’s services")
    )
    assert about.authority is not None
    assert about.authority.value == "City of Ashby Metropolitan Borough Council"


def test_words_about_minutes_make_none() -> None:
    pages = [f"We publish what we hold, part {number}." for number in range(30)]
    text = "\n".join(["Open Data Strategy", *pages, "Minutes of public meetings held with users"])
    assert describe(document(text))[0].document_kind == "other"


def headed(*lines: str) -> Document:
    """A document whose first lines are headings."""
    made = document("\n".join(lines))
    blocks = tuple(
        replace(block, kind="heading") if isinstance(block, Block) and block.index < 4 else block
        for block in made.flow
    )
    return replace(made, flow=blocks)


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (
            (
                "Open Data User Group - Minutes",
                "27th January 2014",
                "Attendees",
                "Agenda",
                "1. Chair’s welcome",
            ),
            "minutes",
        ),
        (
            ("Local Public Data Panel – Agenda", "21 October 2010", "Attendees:", "Apologies:", "1. Minutes"),
            "agenda",
        ),
        (
            (
                "LOCAL PUBLIC DATA PANEL",
                "Planning sub-group",
                "Note of telecon 31st January 2013",
                "Participants:",
            ),
            "minutes",
        ),
    ],
)
def test_minutes_may_print_their_agenda(lines: tuple[str, ...], kind: str) -> None:
    assert describe(headed(*lines))[0].document_kind == kind


@pytest.mark.parametrize(
    "lines",
    [
        ("Tarvie Community Council", "Draft minute of ordinary meeting held on Monday 4 March 2019"),
        ("ADVISORY GROUP ON REGISTERS", "Note of the sixth meeting, 12 February 2026, and by video"),
        ("Harbour Policing Group", "Notes – 14 August 2025 – Community Centre"),
        ("Events Working Party", "Notes 4 April 2024 10.00 Council Offices"),
        ("Glen Ellach Council", "12 May 2014", "Sederunt: Councillors Mairi Gill (Convener), Ewan Bain"),
        ("Liaison Panel", "8 April 2025", "Present: Ivor Stamp (Chair), Gwen Lusby (Horse)", "1. Welcome"),
        (
            "Court Users",
            "12 March 2026",
            "Attended: DJ Hargrave, Alan Pitt",
            "Apologies – Custody contractor",
        ),
        (
            "Peat Partnership",
            "Steering group, 30 April 2025",
            "Who came: Duncan (Wildlife Trust, chair), Mette",
        ),
    ],
)
def test_minutes_by_their_title_or_by_who_was_there(lines: tuple[str, ...]) -> None:
    assert describe(headed(*lines, "1. Paths", "The stile is mended."))[0].document_kind == "minutes"


@pytest.mark.parametrize(
    "lines",
    [
        ("Housing Strategy", "Present: a shortage of homes", "Future: more of them"),
        ("Notes on completing the form", "Members of the panel: see page 4"),
        ("Who we are", "The chair of the group is Ivor Stamp", "Those present in the area: three schools"),
    ],
)
def test_words_of_minutes_elsewhere(lines: tuple[str, ...]) -> None:
    assert describe(headed(*lines))[0].document_kind == "other"


def test_note_of_a_call_has_its_day() -> None:
    about, _ = describe(
        headed("Planning sub-group", "Note of telecon 31st January 2013", "Participants:", "Anne Bell")
    )
    assert about.meeting_date is not None and about.meeting_date.value == date(2013, 1, 31)


def test_a_meeting_that_minutes_speak_of_is_not_theirs() -> None:
    lines = (
        "Transparency Board Minutes",
        "22.05.12",
        "Introductions",
        "Next Board meeting to give an update of the Open Government Partnership",
        "The Chair had attended a meeting of the DWP Delivery Board.",
    )
    about, _ = describe(headed(*lines))
    assert about.body is not None and about.body.value == "Transparency Board"


def test_a_log_may_have_its_day_in_the_first_row_of_its_table() -> None:
    title = Cell(
        0, 0, (Line(SourcedText.of("Board Action Log as 2 Sept 2011", Place(table=0, row=0, column=0))),), ""
    )
    about, _ = describe(replace(document("UNCLASSIFIED"), flow=(Table(0, (Row(0, (title,)),), 2),)))
    assert about.reference_date is not None
    assert (about.reference_date.value, about.reference_date.basis) == (date(2011, 9, 2), "report_date")


DECISION = """Decision details
Procurement of Home Care Services
Decision Maker: Cabinet Member for Adult Care
Decision status: Recommendations Approved
Is Key decision?: Yes
Is subject to call in?: No
Purpose:
To award the contract for home care.
Decision:
That the contract be awarded.
Report author: Jill Marden
Publication date: 04/03/2021
Date of decision: 02/03/2021
Effective from: 12/03/2021"""


def test_block_of_a_decision() -> None:
    about, _ = describe(document(DECISION))
    assert about.decision_maker is not None and about.decision_maker.value == "Cabinet Member for Adult Care"
    assert about.decision_status is not None and about.decision_status.value == "Recommendations Approved"
    assert about.key_decision is not None and about.key_decision.value is True
    assert about.subject_to_call_in is not None and about.subject_to_call_in.value is False
    assert about.purpose is not None and about.purpose.value == "To award the contract for home care."
    assert (
        about.author is not None
        and about.author.name is not None
        and about.author.name.value == "Jill Marden"
    )


def test_each_date_is_of_its_own_kind() -> None:
    about, _ = describe(document(DECISION))
    assert about.meeting_date is None
    assert about.decision_date is not None and about.decision_date.value == date(2021, 3, 2)
    assert about.publication_date is not None and about.publication_date.value == date(2021, 3, 4)
    assert about.effective_from is not None and about.effective_from.value == date(2021, 3, 12)
    assert about.reference_date is not None and about.reference_date.value == date(2021, 3, 2)
    printed, _ = describe(
        document("Document control\nVersion: 20\nDate printed: 03/04/2012\nOwner: Head of Policy")
    )
    assert printed.printed_on is not None and printed.printed_on.value == date(2012, 4, 3)
    assert printed.reference_date is None and printed.version is not None and printed.version.value == "20"
    assert printed.plan_owner is not None and printed.plan_owner.value == "Head of Policy"


def test_implications_with_their_headings() -> None:
    text = "4. FINANCIAL IMPLICATIONS\nNot applicable to this report.\n7. CONSULTATION\nNot applicable.\nDETAIL\nMore."
    found = describe(document(text))[0].implications
    assert [(each.heading, each.value) for each in found] == [
        ("FINANCIAL IMPLICATIONS", "Not applicable to this report."),
        ("CONSULTATION", "Not applicable."),
    ]
    assert describe(document("Consultation\nThe public were asked."))[0].implications == ()


def test_several_contact_officers() -> None:
    text = """Report of: Executive Director
Contact Officers: Name: Mark Reeve;
Email: mark.reeve@example.gov.uk
Name: Gary Gale
Email: gary.gale@example.gov.uk
Ward(s) affected: All
For general release"""
    about, _ = describe(document(text))
    found = [(who.name and who.name.value, who.email and who.email.value) for who in about.contacts]
    assert found == [("Mark Reeve", "mark.reeve@example.gov.uk"), ("Gary Gale", "gary.gale@example.gov.uk")]
    assert about.publicity is not None and about.publicity.value == "public"


def test_contact_in_one_line() -> None:
    text = "Contact: Lisa Barton, Democratic Services - telephone (01524) 000000, or email lbarton@example.gov.uk"
    (who,) = describe(document(text))[0].contacts
    assert who.name is not None and who.name.value == "Lisa Barton"
    assert who.role is not None and who.role.value == "Democratic Services"
    assert who.telephone is not None and who.telephone.value == "(01524) 000000"


def test_page_of_a_meeting() -> None:
    text = """Agenda and minutes
Audit & Governance Committee - Thursday 12th September 2019 7.30 pm
Venue: Council Chamber - Civic Offices. View directions"""
    about, _ = describe(document(text))
    assert about.meeting_date is not None and about.meeting_date.value == date(2019, 9, 12)
    assert about.meeting_time is not None and about.meeting_time.value == "7.30 pm"
    assert about.venue is not None and about.venue.value == "Council Chamber - Civic Offices"


def test_cover_sheet_that_is_a_table() -> None:
    text = "| Report author | Helen Frost, Head of Audit |\n|---|---|\n| Key Decision | No |\n| Wards affected | All |"
    about = extract_bytes(text.encode(), "report.md").metadata
    assert (
        about.author is not None
        and about.author.role is not None
        and about.author.role.value == "Head of Audit"
    )
    assert about.key_decision is not None and about.key_decision.value is False
    assert about.wards is not None and about.wards.value == "All"


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("Draft v2.1 - 14 June 2022", "v2.1"),
        ("Corporate Improvement Plan Version 9", "9"),
        ("Extensible Markup Language (XML), version 1.1", None),
        ("Version 2 of the app is published on 3 June.", None),
    ],
)
def test_version(text: str, version: str | None) -> None:
    found = describe(document(text))[0].version
    assert (found.value if found is not None else None) == version


def test_monitors_and_place_of_a_plan() -> None:
    text = "The Improvement Plan will be monitored by Cabinet, LSCB and CYP. The action plan is attached at Appendix 3."
    about, _ = describe(document(text))
    assert [body.value for body in about.monitored_by] == ["Cabinet", "LSCB", "CYP"]
    assert about.plan_location is not None and about.plan_location.value == "Appendix 3"


def test_text_that_says_it_is_a_conversion() -> None:
    about, remarks = describe(
        document("By their nature, text files cannot include scanned images and tables.")
    )
    assert len(about.conversion_warnings) == 1 and remarks[0].code == "text_is_a_conversion"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("NOT FOR PUBLICATION", "exempt"),
        ("Exempt: No", "public"),
        ("PART I", "public"),
        ("Part 2: Strategy", None),
        ("Open", None),
        ("Classification: Open", "public"),
    ],
)
def test_publicity(line: str, said: str | None) -> None:
    found = describe(document(f"{line}\nReport to: Cabinet"))[0].publicity
    assert (found.value if found is not None else None) == said


@pytest.mark.parametrize(
    "text", ["a" * 10000, "Aa " * 4000, "of the " * 3000, "Contact: " * 1500, "Version " * 1500]
)
def test_hostile_cover_ends(text: str) -> None:
    describe(
        document(
            f"Purpose: {text}\nfinancial implications\n{text}\nplan is monitored by {text}\nContact: {text}"
        )
    )


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("CQC tracker - Quality Committee, 15 February 2023\nNo. Action", date(2023, 2, 15)),
        ("Ashby District Council – Housing Board, 15 July 2025 – Paper 3\nHousing plan", date(2025, 7, 15)),
        ("Board of Directors (public session) – Thursday 7 November 2024\nAction log", date(2024, 11, 7)),
        (
            "Plan\nPosition as at 14.03.25 (for the meeting on 18.03.25). Send updates by Friday.",
            date(2025, 3, 14),
        ),
        ("Safeguarding review. Action plan v6 (updated 2 October 2024)", date(2024, 10, 2)),
        ("Plan\nLast revised by the Review Panel 14.06.2011.", date(2011, 6, 14)),
        (
            "Plan\nVersion 4, reviewed by the Learning Subgroup on 21 June 2022. Mr T died in 2019.",
            date(2022, 6, 21),
        ),
        (
            "Ashby Partnership delivery plan\nAgreed by the Partnership Board on 7 March 2024",
            date(2024, 3, 7),
        ),
        (
            "School plan\nInspected in June 2023. Governors adopted this plan on 18.9.23. It has two parts.",
            date(2023, 9, 18),
        ),
        ("Ashby Police\n14 November 2024 OFFICIAL\nHighlight report", date(2024, 11, 14)),
        ("Plan\nThe inspection of 12 May 2023 found weaknesses in three areas.", None),
        ("Plan\nTo be reviewed by the Board on 3 June 2026.", None),
        ("Plan\nThe local plan was approved by Council on 3 May 2012.", None),
        ("Plan\nOn 26 February 2025 the Regulator wrote to us.", None),
        ("Plan\nThe policy should be updated before the Board meets in 2026.", None),
    ],
)
def test_the_day_that_a_head_says_in_passing(head: str, day: date | None) -> None:
    found = extract_bytes(head.encode(), "plan.txt").metadata.reference_date
    assert (found.value if found is not None else None) == day
