"""What a document says of itself. Officers' names are invented."""

from datetime import date
from pathlib import Path

import pytest

from planextract.document import Block, Document
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
    describe(document(f"REPORT TO {text}\nMeeting: {text}\n{text}"))
