"""Heads of every kind of public body, as text gives them. Places and people are invented."""

from datetime import date
from typing import Any

import pytest

from planextract import extract_bytes
from planextract.records import Metadata


def about(text: str) -> Metadata:
    return extract_bytes(text.encode(), "head.txt").metadata


def said(known: Metadata, field: str) -> Any:
    """The value of a field, of lists those of their entries."""
    found = getattr(known, field)
    if field in ("contacts", "author"):
        people = found if isinstance(found, tuple) else (found,) if found is not None else ()
        return [each.name.value for each in people if each.name is not None]
    if field == "appendices":
        return [each.reference for each in found]
    if field == "implications":
        return {each.heading: each.value for each in found}
    if isinstance(found, tuple):
        return [each.value for each in found]
    return found.value if found is not None else None


TWO_COLUMNS = """WINTERBECK FIRE AND RESCUE AUTHORITY
Meeting         PERFORMANCE SCRUTINY PANEL
Date            3 October 2017
Time            14.00 hours
Venue           Conference Room, Headquarters
Report of       Chief Fire Officer
Subject         HYDRANT INSPECTION BACKLOG
Purpose of report
To tell the panel how the backlog will be cleared."""

ON_THE_RIGHT = """Borough of Sallowfield
Executive                                        Date: 9 March 2021
Subject: Cycle Route Maintenance
Classification: Part 1 (Public)"""

BLANKS_ONLY = """Governance Committee Date: Monday, 6 February 2023 Time: 6.30 pm Venue: Council Chamber, Guildhall
Membership"""

UNDER_LABELS = """Committee:           Date:            Agenda Item:
Licensing Committee  6 April 2011     7.1
Title:
Late Night Levy Review"""

BILINGUAL = """PWYLLGOR TRWYDDEDU / LICENSING COMMITTEE
Dyddiad y Cyfarfod / Date of Meeting: 8 Tachwedd 2018
Teitl / Title: Taxi Rank Review
Aelod Arweiniol / Lead Member: Cllr Mair Bevan
Wardiau / Wards: Castell"""

WELSH = """Agenda a chofnodion
Pwyllgor Safonau - Dydd Gwener, 3ydd Mawrth, 2023 2.00 y.p.
Lleoliad: Siambr y Cyngor, Neuadd y Dref
Cyswllt: Nerys Gethin  Swyddog Pwyllgorau"""

IRISH = """CORRAFORD COUNTY COUNCIL
Minutes of Ordinary Meeting of the Municipal District of Lissane held in Óstán na Coille on 12 May 2015 at 3.00 p.m.
PRESENT:
Cllr. P. Devoy"""

SCOTTISH = """GLEN ORRIN COUNCIL
HOUSING AND ROADS COMMITTEE : 6 DECEMBER 2007
WINTER GRITTING ACTION PLAN
Report by Head of Roads
IMPLICATIONS
Financial: Met from the roads budget.
Personnel: None.
Community (Rural and Equality): None.
For further information please contact Ishbel Rannoch on ext. 3345"""

BOARD = """OAKSHIRE NHS FOUNDATION TRUST
BOARD OF DIRECTORS
Meeting in public
Thursday 28 September 2017
9.30am – 12.30pm
Lecture Theatre, Education Centre, Oakshire General Hospital
AGENDA
1. Welcome"""

SUMMONS = """LOWER FENWICK PARISH COUNCIL
You are summoned to attend the meeting on Monday 9 July 2012 at 7.15pm in the Reading Room, Chapel Lane, to consider:
AGENDA
1. Apologies
2. Minutes of the meeting of 11th June 2012"""

NOTICE = """CITY OF MARRICK
A MEETING of the HIGHWAYS PANEL will be held in the Mayor's Parlour on FRIDAY, 14TH MAY, 2004 at 10.00 a.m.
Chief Executive
1. Apologies"""

TO_THE_MEETING = """Report of the Director of Regeneration to the meeting of Markets Committee to be held on 2 May 2005
Subject: Stall rents
Recommendations"""

ITEM_PAGE = """Agenda item
Allotment Rents 2022/23
Meeting of Amenities Committee, Wednesday, 19th January, 2022 6.00 pm (Item 8.)
Report of the Parks Manager
Decision:
RESOLVED that the rents be held.
Supporting documents:
Allotment rents report, item 8. PDF 210 KB"""

DECISION = """Details
Title:
Lease of Unit 7 - Canal Yard
Decision Maker:
Head of Estates
Decision Date:
Thu 6 Jun 2019
Implementation Date (not before):
Fri 14 Jun 2019
Status:
Implemented
Exempt?
No
Subject to Call In?
Yes
Call-in Deadline: Thu 13 Jun 2019"""

RECORD = """RECORD OF MAYORAL DECISION
Title: Skills Fund Extensions
Reference number: MD-23-114
Name of decision maker: Mayor of Derrow Combined Authority
Subject to call-in? No – the chair of scrutiny has agreed that it is urgent and cannot wait for the next meeting
Exempt information: in part (Annex 2 is exempt, the rest is open)
Date of decision: 12.06.23
Date record published: 14.06.23
Decision takes effect from: 15 June 2023"""

FORCE = """Decision notice
Decision Maker: Cabinet Member for Parks
Date of decision: 4 May 2016
This decision will come into force on 13 May 2016 unless it is called in."""

CONTROL = """Comhairle Contae an Chaisleáin
Heritage Action Plan
2021–2026
Current revision:          C
Date of current revision:  11/02/2022
The plan is monitored by: Heritage Forum"""

APPENDICES = """REPORT TO CABINET
4 June 2013
The audit was held in May and the action plan that came out of it forms Appendix 2 to this report.
Appendices
1. What the audit found
2. Neglect action plan"""

EXTRACT = """EXTRACT FROM THE MINUTES OF THE FINANCE COMMITTEE
held on 17 November 2010
Minute No. 52
Subject: STORES AUDIT
RESOLVED that the report be noted.
Printed: 19/11/2010"""

TRUST_COVER = """Report to:     Trust Board
Date of Trust Board:   25 September 2014
Agenda Number: 14/112
Title of paper: Safer Staffing Actions
Executive lead: Jane Tollard, Chief Nurse"""

LETTER = """Our ref: QA/22/07
If calling please ask for: Howell Pryce
Date: 3 Mai 2022
Dear Head of Service
Thank you for the action plan."""

TWO_DAYS = """Marchfield Police and Crime Panel
13 and 14 November 2023
Present: Cllr A"""

EAST = """Report to Cabinet
Date 7 February 2023
By Director of Highways
Title of report Verge cutting
Purpose of report To report on the extra cuts"""


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        (TWO_COLUMNS, "authority", "Winterbeck Fire and Rescue Authority"),
        (TWO_COLUMNS, "body", "Performance Scrutiny Panel"),
        (TWO_COLUMNS, "meeting_date", date(2017, 10, 3)),
        (TWO_COLUMNS, "meeting_time", "14.00 hours"),
        (TWO_COLUMNS, "venue", "Conference Room, Headquarters"),
        (TWO_COLUMNS, "report_of", "Chief Fire Officer"),
        (TWO_COLUMNS, "title", "Hydrant Inspection Backlog"),
        (ON_THE_RIGHT, "authority", "Borough of Sallowfield"),
        (ON_THE_RIGHT, "body", "Executive"),
        (ON_THE_RIGHT, "meeting_date", date(2021, 3, 9)),
        (ON_THE_RIGHT, "publicity", "public"),
        (BLANKS_ONLY, "meeting_date", date(2023, 2, 6)),
        (BLANKS_ONLY, "venue", "Council Chamber, Guildhall"),
        (BLANKS_ONLY, "body", "Governance Committee"),
        (UNDER_LABELS, "body", "Licensing Committee"),
        (UNDER_LABELS, "meeting_date", date(2011, 4, 6)),
        (UNDER_LABELS, "agenda_item", "7.1"),
        (UNDER_LABELS, "title", "Late Night Levy Review"),
        (BILINGUAL, "meeting_date", date(2018, 11, 8)),
        (BILINGUAL, "title", "Taxi Rank Review"),
        (BILINGUAL, "lead_member", "Cllr Mair Bevan"),
        (BILINGUAL, "wards", "Castell"),
        (WELSH, "body", "Pwyllgor Safonau"),
        (WELSH, "meeting_date", date(2023, 3, 3)),
        (WELSH, "meeting_time", "2.00 y.p."),
        (WELSH, "venue", "Siambr y Cyngor, Neuadd y Dref"),
        (WELSH, "contacts", ["Nerys Gethin"]),
        (IRISH, "body", "Municipal District of Lissane"),
        (IRISH, "venue", "Óstán na Coille"),
        (IRISH, "meeting_date", date(2015, 5, 12)),
        (IRISH, "meeting_time", "3.00 p.m."),
        (SCOTTISH, "body", "Housing and Roads Committee"),
        (SCOTTISH, "meeting_date", date(2007, 12, 6)),
        (SCOTTISH, "title", "Winter Gritting Action Plan"),
        (SCOTTISH, "contacts", ["Ishbel Rannoch"]),
        (
            SCOTTISH,
            "implications",
            {
                "Financial": "Met from the roads budget.",
                "Personnel": "None.",
                "Community (Rural and Equality)": "None.",
            },
        ),
        (BOARD, "authority", "Oakshire NHS Foundation Trust"),
        (BOARD, "body", "Board of Directors"),
        (BOARD, "meeting_date", date(2017, 9, 28)),
        (BOARD, "meeting_time", "9.30am"),
        (BOARD, "venue", "Lecture Theatre, Education Centre, Oakshire General Hospital"),
        (BOARD, "title", None),
        (SUMMONS, "meeting_date", date(2012, 7, 9)),
        (SUMMONS, "meeting_time", "7.15pm"),
        (SUMMONS, "venue", "Reading Room, Chapel Lane"),
        (NOTICE, "authority", "City of Marrick"),
        (NOTICE, "body", "Highways Panel"),
        (NOTICE, "meeting_date", date(2004, 5, 14)),
        (NOTICE, "venue", "Mayor's Parlour"),
        (TO_THE_MEETING, "body", "Markets Committee"),
        (TO_THE_MEETING, "meeting_date", date(2005, 5, 2)),
        (TO_THE_MEETING, "report_of", "Director of Regeneration"),
        (ITEM_PAGE, "title", "Allotment Rents 2022/23"),
        (ITEM_PAGE, "body", "Amenities Committee"),
        (DECISION, "decision_date", date(2019, 6, 6)),
        (DECISION, "effective_from", date(2019, 6, 14)),
        (DECISION, "meeting_date", None),
        (DECISION, "decision_status", "Implemented"),
        (DECISION, "publicity", "public"),
        (DECISION, "subject_to_call_in", True),
        (DECISION, "body", None),
        (RECORD, "decision_reference", "MD-23-114"),
        (RECORD, "decision_maker", "Mayor of Derrow Combined Authority"),
        (RECORD, "subject_to_call_in", False),
        (RECORD, "publicity", "part_exempt"),
        (RECORD, "decision_date", date(2023, 6, 12)),
        (RECORD, "publication_date", date(2023, 6, 14)),
        (RECORD, "effective_from", date(2023, 6, 15)),
        (FORCE, "effective_from", date(2016, 5, 13)),
        (CONTROL, "authority", "Comhairle Contae an Chaisleáin"),
        (CONTROL, "title", "Heritage Action Plan"),
        (CONTROL, "period", "2021–2026"),
        (CONTROL, "version", "C"),
        (CONTROL, "version_date", date(2022, 2, 11)),
        (CONTROL, "monitored_by", ["Heritage Forum"]),
        (APPENDICES, "appendices", ["1", "2"]),
        (APPENDICES, "plan_location", "Appendix 2"),
        (EXTRACT, "minute_number", "52"),
        (EXTRACT, "body", "Finance Committee"),
        (EXTRACT, "printed_on", date(2010, 11, 19)),
        (TRUST_COVER, "meeting_date", date(2014, 9, 25)),
        (TRUST_COVER, "agenda_item", "14/112"),
        (TRUST_COVER, "lead_member", None),
        (LETTER, "contacts", ["Howell Pryce"]),
        (TWO_DAYS, "body", "Marchfield Police and Crime Panel"),
        (TWO_DAYS, "meeting_date", date(2023, 11, 13)),
        (EAST, "title", "Verge cutting"),
        (EAST, "report_of", "Director of Highways"),
        (EAST, "purpose", "To report on the extra cuts"),
    ],
)
def test_a_head_says(text: str, field: str, value: Any) -> None:
    assert said(about(text), field) == value


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("12.11.24", date(2024, 11, 12)),
        ("12/11/2024", date(2024, 11, 12)),
        ("Tuesday the 12th day of November 2024", date(2024, 11, 12)),
        ("Tues 12 Nov 24 at 2pm", date(2024, 11, 12)),
        ("12fed o Dachwedd 2024", date(2024, 11, 12)),
        ("Dydd Mawrth, 12 Tachwedd 2024 am 10.00 y.b.", date(2024, 11, 12)),
        ("12 and 13 November 2024", date(2024, 11, 12)),
        ("Tuesday 12 – Wednesday 13 November 2024", date(2024, 11, 12)),
        ("30 November and 1 December 2024", date(2024, 11, 30)),
        ("November 12th, 2024", date(2024, 11, 12)),
        ("November 2024", None),
        ("1 April 2024 to 31 March 2025", None),
    ],
)
def test_a_labelled_meeting_in_every_spelling(printed: str, day: date | None) -> None:
    known = about(f"Report to: Cabinet\nDate of meeting: {printed}\nTitle: Waste plan")
    assert said(known, "meeting_date") == day


@pytest.mark.parametrize(
    "text",
    [
        "Internal audit report\nStores\nImplementation date: 31 March 2012\nOwner: Head of Stores",
        "Lettings policy\nReview date:\n4 May 2020\nOwner: Head of Lettings",
        "Officer Decision Record\nDecision Maker: Head of Estates\nCall-in deadline:\n12 May 2021",
        "Lettings policy\nSigned: A Bell Review Date: 4 May 2020 Version: 2",
        "CABINET\nREPORT OF DIRECTOR\nRECOMMENDATION\nA meeting of the Markets Panel will be held on 4 May 2020.",
        "Parks plan\nTo: Lowmoor Safeguarding Partnership\nThe plan was agreed on 4 May 2020.",
        "AGENDA\nThe next meeting of the Markets Panel will be held on 4 May 2020.",
        "Marchfield Safeguarding Board\n3 May 2016\nAnnual report",
    ],
)
def test_days_that_are_none_of_a_meeting_or_a_decision(text: str) -> None:
    known = about(text)
    assert known.meeting_date is None and known.effective_from is None and known.decision_date is None


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Board Assurance Framework", "Board Assurance Framework"),
        ("Library improvement plan", "Library improvement plan"),
        ("Subject Access Requests – annual report", "Subject Access Requests – annual report"),
    ],
)
def test_a_title_that_begins_like_a_label_is_a_title(line: str, title: str) -> None:
    known = about(f"AUDIT COMMITTEE\n12 March 2014\n{line}\nReport of: Head of Audit\nRecommendations")
    assert said(known, "title") == title and said(known, "venue") is None


def test_several_contacts_on_one_line_are_several() -> None:
    text = "Report to: Cabinet\nContact officers: Norah Sykes (ext 4417) / Iwan Beech (ext 4460)\nWards: All"
    assert said(about(text), "contacts") == ["Norah Sykes", "Iwan Beech"]


def test_words_in_columns_stand_where_they_say() -> None:
    known = about(TWO_COLUMNS)
    for value in (known.body, known.venue, known.title, known.meeting_date):
        assert value is not None
        source = value.sources[0]
        assert source.kind == "block" and value.raw in TWO_COLUMNS


@pytest.mark.parametrize(
    ("text", "authority"),
    [
        ("Audit Findings Report for Mid Orle NHS Foundation Trust\nYear ended 31 March 2022", None),
        ("Inspection of services in the London\nBorough of Marrow\n12 May 2011", None),
        ("Comhairle Contae Chnoc Rua\nCnocroe County Council\nMinutes", "Cnocroe County Council"),
    ],
)
def test_a_line_that_ends_like_an_authority_is_none(text: str, authority: str | None) -> None:
    assert said(about(text), "authority") == authority


def test_a_paper_for_a_body_is_no_meeting_of_it() -> None:
    known = about("Improvement plan review for the Full Governing Body, 26 March 2025\nWhat was done")
    assert known.body is None and known.meeting_date is None
