"""Reviews, their days and their teams. The people are invented."""

from pathlib import Path

import pytest

from planextract import extract_bytes, reviews
from planextract.document import Block, Document
from planextract.metadata import describe
from planextract.provenance import Place, SourcedText
from planextract.records import Review

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"


def document(text: str) -> Document:
    lines = [line for line in text.splitlines() if line.strip()]
    blocks = (Block(n, SourcedText.of(line, Place(block=n)), line) for n, line in enumerate(lines))
    return Document("sample.txt", "text/plain", "text", "", len(text), tuple(blocks))


def found(text: str) -> tuple[Review, ...]:
    doc = document(text)
    return reviews.find(doc, describe(doc)[0])


def seed(name: str) -> tuple[Review, ...]:
    paths = sorted(SEEDS.glob(f"{name}_*.txt"))
    if not paths:
        pytest.skip("the seeds are not here")
    return found(paths[0].read_text(encoding="utf-8"))


def test_review_with_its_team() -> None:
    (review,) = found("""REPORT TO HEALTH AND WELLBEING BOARD
REPORT ON BARNTON BOROUGH COUNCIL'S LGA SAFEGUARDING PRACTICE DIAGNOSTIC REVIEW (CHILDREN) – 25-27 MARCH 2014
This report gives the findings of the LGA Safeguarding Practice Diagnostic Review (Children), held in March 2014.
3.3 The Peer Review Team was made up of the following members :
Colin Jarvis (Head of Safeguarding, Suffolk County Council)
Neil Holt (Operations Manager, Children's Social Care, West Sussex County Council)
3.4 The team was on site from 25-27 March 2014 and met staff.""")
    assert review.name.value == "LGA Safeguarding Practice Diagnostic Review (Children)"
    assert review.kind == "practice_diagnostic"
    assert review.provider is not None and review.provider.value == "LGA"
    assert review.start is not None and review.start.value == "2014-03-25"
    assert review.end is not None and review.end.value == "2014-03-27"
    assert [(who.name, who.organisation) for who in review.reviewers] == [
        ("Colin Jarvis", "Suffolk County Council"),
        ("Neil Holt", "West Sussex County Council"),
    ]
    assert review.reviewers[1].role == "Operations Manager, Children's Social Care"


def test_review_in_minutes() -> None:
    (review,) = seed("003")
    assert review.name.value == "Safeguarding Children Peer Review"
    assert (review.start and review.start.value, review.end and review.end.value) == (
        "2012-12-03",
        "2012-12-07",
    )


def test_review_to_come_without_a_year() -> None:
    (review,) = seed("004")
    assert review.kind == "peer_review"
    assert review.start is not None and review.start.value == "--09-10"
    assert review.start.raw == "September 10"
    (leader,) = review.reviewers
    assert leader.role == "director of children’s services"
    assert leader.organisation == "Rotherham"


@pytest.mark.parametrize(
    "text",
    [
        "The external review by a consultant led to a significant number of changes.",
        "At a recent review we had some discussion. A further meeting is in July.",
        "Scrutiny report on Review of Children's Safeguarding – 30 March 2009",
        "The peer review will be discussed by the Committee.",
    ],
)
def test_a_mention_is_no_review(text: str) -> None:
    assert found(text) == ()


def test_seed_without_a_dated_review() -> None:
    assert seed("001") == ()


@pytest.mark.parametrize(
    "text", ["a" * 10000, "Aa " * 4000, "1 " * 5000, "A’s " * 2500, "Peer Review of " * 700, "of and " * 1500]
)
def test_hostile_text_ends(text: str) -> None:
    found(f"The peer review team was on site {text}\nteam members: {text}:\n{text}\nPeer Review of {text}")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        (
            "PEER REVIEW OF SERVICES FOR CARE LEAVERS – 13-15 SEPTEMBER 2016",
            "Peer Review of Services for Care Leavers",
        ),
        ("OUTCOMES OF THE WASTE SERVICES PEER CHALLENGE", "Waste Services Peer Challenge"),
        ("Update on the Corporate Peer Challenge", "Corporate Peer Challenge"),
        ("Report of the LGA Corporate Peer Challenge of Planning and Housing in 2016", None),
    ],
)
def test_name_of_a_review(title: str, name: str | None) -> None:
    (review,) = found(f"{title}\nThe team was on site from 13-15 September 2016.")
    assert review.name.value == (name or "LGA Corporate Peer Challenge of Planning and Housing")


def test_news_of_a_challenge_to_come() -> None:
    (review,) = found("""Council invites experts
Easterby Borough Council has asked for a "peer challenge" of its planning service, which will begin on October 14.
"This is not an inspection," he said.
Nora Ellis, head of planning at Marrowdale, will lead the team.""")
    assert (review.name.value, review.kind) == ("peer challenge", "peer_challenge")
    assert review.start is not None and review.start.value == "--10-14"
    assert [(who.role, who.organisation) for who in review.reviewers] == [("head of planning", "Marrowdale")]


def test_judgements_and_lead_of_an_inspection() -> None:
    (review,) = found("""Inspection of Thornmere Borough Council local authority children’s services
Inspection dates: 21 November to 2 December 2022
Lead inspector: Mark Rees, His Majesty’s Inspector
Overall effectiveness: Requires improvement to be good
The impact of leaders on social work practice: inadequate
Report published: 31 January 2023
Thornmere was last inspected by Ofsted in September 2018.""")
    assert (review.kind, review.provider and review.provider.value) == ("ilacs", "Ofsted")
    assert [(each.heading.value, each.grade.value) for each in review.judgements] == [
        ("Overall effectiveness", "Requires improvement to be good"),
        ("The impact of leaders on social work practice", "inadequate"),
    ]
    assert review.report_date is not None and str(review.report_date.value) == "2023-01-31"
    assert [who.name for who in review.reviewers] == ["Mark Rees"]


def test_several_reviews_each_with_its_days() -> None:
    first, second = found("""Update on external reviews
The LGA Corporate Peer Challenge took place from 9 to 12 May 2022.
The Ofsted focused visit took place on 14 and 15 June 2022.""")
    assert (first.kind, first.start and first.start.value) == ("peer_challenge", "2022-05-09")
    assert (second.kind, second.start and second.start.value) == ("focused_visit", "2022-06-14")
    assert second.provider is not None and second.provider.value == "Ofsted"


def test_days_of_the_review_before_are_not_its_own() -> None:
    (review,) = found("""Area SEND inspection of Barnton Local Area Partnership
Inspection dates: 12 to 16 February 2024
Dates of previous inspection: 13 to 15 May 2019""")
    assert (review.kind, review.start and review.start.value) == ("area_send", "2024-02-12")


def test_opinion_of_an_audit_without_days() -> None:
    (review,) = found("INTERNAL AUDIT FINAL REPORT\nPayroll 2022/23\nOverall opinion: Substantial assurance")
    assert review.kind == "internal_audit" and review.start is None
    assert review.judgements[0].grade.value == "Substantial assurance"


def test_case_sample_and_lines_of_enquiry() -> None:
    (review,) = found("""Peer Review of Safeguarding
The review looked at the following key lines of enquiry:
- Vision and leadership
- Quality of practice
Thirty five case records were subject to audit by the team.
The team was on site from 2 to 5 February 2016.""")
    assert review.case_sample is not None and review.case_sample.value == 35
    assert [each.value for each in review.lines_of_enquiry] == [
        "Vision and leadership",
        "Quality of practice",
    ]


def test_team_with_roles_first_and_in_one_sentence() -> None:
    (review,) = found("""Corporate Peer Challenge
The team was on site from 4 to 7 March 2024.
The peers were:
• Lead Officer Peer: Laura Tilley, Chief Executive, Winton City Council
• Cllr Gwen Farrow - London Borough of Barnton (Independent member peer)""")
    assert [who.name for who in review.reviewers] == ["Laura Tilley", "Gwen Farrow"]
    (review,) = found("""The peer review team comprised:
Alan Marsh (Director, Norchester Council), Beth Cole (Head of Care, Highmoor Council) and Tara Singh (Manager).
The team visited Barnton from 8-10 June 2015.""")
    assert [who.name for who in review.reviewers] == ["Alan Marsh", "Beth Cole", "Tara Singh"]


def told(review: Review) -> dict[str, object]:
    """What is not empty, in plain values."""
    values = {
        "kind": review.kind,
        "provider": review.provider and review.provider.value,
        "start": review.start and review.start.value,
        "end": review.end and review.end.value,
        "report": review.report_date and str(review.report_date.value),
        "grades": {each.heading.value: each.grade.value for each in review.judgements},
        "team": [who.name for who in review.reviewers],
        "cases": review.case_sample and review.case_sample.value,
    }
    return {key: value for key, value in values.items() if value}


def test_front_of_an_inspection_with_grades_beside_wrapped_headings() -> None:
    (review,) = found("""Inspection of Brackenmoor local authority children’s services
Inspection dates: 6 to 17 March 2023
Lead inspector: Dinah Prowse, His Majesty’s Inspector
Judgement Grade
The experiences and progress of children who need
help and protection Requires improvement to be good
The experiences and progress of children in care Good
Overall effectiveness Requires improvement to be good
Services have improved since the last inspection in 2019.""")
    assert told(review) == {
        "kind": "ilacs",
        "start": "2023-03-06",
        "end": "2023-03-17",
        "grades": {
            "The experiences and progress of children who need help and protection": "Requires improvement to be good",
            "The experiences and progress of children in care": "Good",
            "Overall effectiveness": "Requires improvement to be good",
        },
        "team": ["Dinah Prowse"],
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            """Ardmullen Residential Services
Report of an inspection by RQIA
Type of Inspection: Unannounced Care Inspection
Date of Inspection: 21 February 2023
Inspector: Fidelma Toner""",
            {
                "kind": "unannounced_inspection",
                "provider": "RQIA",
                "start": "2023-02-21",
                "end": "2023-02-21",
                "team": ["Fidelma Toner"],
            },
        ),
        (
            """Care Quality
Commission
Stonebeck Council: local authority assessment
Assessment published: 17 January 2025
Overall rating: Requires improvement
Assessing needs
Score: 2
Safeguarding
Score: 3
The assessment team visited from 10 to 12 September 2024.""",
            {
                "kind": "cqc_assessment",
                "provider": "Care Quality Commission",
                "start": "2024-09-10",
                "end": "2024-09-12",
                "report": "2025-01-17",
                "grades": {
                    "Overall rating": "Requires improvement",
                    "Assessing needs": "2",
                    "Safeguarding": "3",
                },
            },
        ),
        (
            """Care Inspectorate Wales
Inspection report on Hafan Deg Care Home
Date(s) of inspection visit(s): 14/03/2024
Date published: 22/05/2024
Well-being Good
Care & Support Good
Leadership & Management Excellent""",
            {
                "kind": "inspection",
                "provider": "Care Inspectorate Wales",
                "start": "2024-03-14",
                "end": "2024-03-14",
                "report": "2024-05-22",
                "grades": {
                    "Well-being": "Good",
                    "Care & Support": "Good",
                    "Leadership & Management": "Excellent",
                },
            },
        ),
        (
            """Lochside View
Inspection report by the Care Inspectorate
Inspection carried out on 8 May 2023
How well do we support people’s wellbeing? 3 - Adequate
How good is our leadership? 4 - Good""",
            {
                "kind": "inspection",
                "provider": "Care Inspectorate",
                "start": "2023-05-08",
                "end": "2023-05-08",
                "grades": {
                    "How well do we support people’s wellbeing?": "3 - Adequate",
                    "How good is our leadership?": "4 - Good",
                },
            },
        ),
        (
            """Domestic Homicide Review
Overview report into the death of ‘Aneta’ on 12 May 2020
Report Author: Joanna Fisk
Chair: Colin Ward
Completed: 4 October 2022
The review panel met on 5 February 2021 and 9 June 2021.""",
            {
                "kind": "domestic_homicide_review",
                "report": "2022-10-04",
                "team": ["Joanna Fisk", "Colin Ward"],
            },
        ),
        (
            """Child L
Serious Case Review
Lead Reviewer
Sandra Pell
7 July 2016
The review considered events from 1 May 2012 to 9 August 2014.""",
            {"kind": "serious_case_review", "report": "2016-07-07", "team": ["Sandra Pell"]},
        ),
        (
            """Audit Findings Report for Ponteland Vale Council
Year ended 31 March 2023
Grant Thornton UK LLP
28 November 2023
Key audit partner: Neil Arkwright""",
            {
                "kind": "external_audit",
                "provider": "Grant Thornton UK LLP",
                "report": "2023-11-28",
                "team": ["Neil Arkwright"],
            },
        ),
        (
            """Harwold Audit Partnership
Internal Audit – Cyber Security 2023/24
Fieldwork: 4/03/2024 – 8/03/2024
Draft report issued: 20 March 2024
Final report: 11 April 2024
Access control Substantial
Back-ups Limited""",
            {
                "kind": "internal_audit",
                "provider": "Harwold Audit Partnership",
                "start": "2024-03-04",
                "end": "2024-03-08",
                "report": "2024-04-11",
                "grades": {"Access control": "Substantial", "Back-ups": "Limited"},
            },
        ),
        (
            """Critical friend review of corporate governance
Larkfield Consulting
Prepared by: Prunella Gates and Hugh Odell
3 August 2020
We were on site on 6 and 7 July 2020 and interviewed 14 people.""",
            {
                "kind": "critical_friend_review",
                "provider": "Larkfield Consulting",
                "start": "2020-07-06",
                "end": "2020-07-07",
                "report": "2020-08-03",
                "team": ["Prunella Gates", "Hugh Odell"],
            },
        ),
        (
            """SCRUTINY REVIEW OF ALLOTMENTS
Final Report – 4th April 2011
Review Group Members
Councillor P. Marsden (Chairman)
Councillor R. Oyelaran""",
            {"kind": "scrutiny_review", "report": "2011-04-04", "team": ["P. Marsden", "R. Oyelaran"]},
        ),
    ],
)
def test_first_page(text: str, wanted: dict[str, object]) -> None:
    (review,) = found(text)
    assert told(review) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            """Care home update
CQC inspected Elmwood Lodge on 20 and 23 January 2020. It was rated Inadequate overall.
• Safe: Inadequate
• Effective: Requires Improvement
Weekly visits continue.""",
            {
                "kind": "cqc_inspection",
                "provider": "CQC",
                "start": "2020-01-20",
                "end": "2020-01-23",
                "grades": {
                    "overall": "Inadequate",
                    "Safe": "Inadequate",
                    "Effective": "Requires Improvement",
                },
            },
        ),
        (
            """Agenda Item 6
Report on the fire service
The HMICFRS inspection was held from 4 to 8 March 2024. Its report came out on 9 May 2024; \
efficiency was judged “adequate” and effectiveness “good”.""",
            {
                "kind": "hmicfrs",
                "provider": "HMICFRS",
                "start": "2024-03-04",
                "end": "2024-03-08",
                "report": "2024-05-09",
                "grades": {"efficiency": "adequate", "effectiveness": "good"},
            },
        ),
        (
            """POLICE AND CRIME PANEL – AGENDA ITEM 7
HMICFRS PEEL 2023–2025: Marland Police
HMICFRS published its PEEL assessment of Marland Police on 20 October 2023.
Preventing crime – Good
Managing offenders – Requires improvement""",
            {
                "kind": "hmicfrs",
                "provider": "HMICFRS",
                "report": "2023-10-20",
                "grades": {"Preventing crime": "Good", "Managing offenders": "Requires improvement"},
            },
        ),
    ],
)
def test_review_told_in_a_paper(text: str, wanted: dict[str, object]) -> None:
    (review,) = found(text)
    assert told(review) == wanted


def test_letter_with_its_inspectors() -> None:
    (review,) = found("""Ofsted
Clive House
70 Petty Lane
London SW1
14 July 2021
Bernard Coyle
Director of Children’s Services
Hartleigh Borough Council
Dear Bernard
Focused visit to Hartleigh children’s services
This letter summarises the findings of the focused visit to Hartleigh on 9 June 2021. \
Her Majesty’s Inspectors for this visit were Rachel Gower HMI and Sam Ikande.
Inspectors read 27 children’s case records.
Yours sincerely
Rachel Gower
Her Majesty’s Inspector""")
    assert told(review) == {
        "kind": "focused_visit",
        "provider": "Ofsted",
        "start": "2021-06-09",
        "end": "2021-06-09",
        "report": "2021-07-14",
        "team": ["Rachel Gower", "Sam Ikande"],
        "cases": 27,
    }


def test_letter_signed_by_commissioners() -> None:
    (review,) = found("""Commissioners’ Third Report
Pelmouth City Council
30 November 2022
Dear Secretary of State,
This is our third report.
Yours sincerely,
Alan Penrose, Lead Commissioner
Joyce Marsh, Commissioner""")
    assert told(review)["team"] == ["Alan Penrose", "Joyce Marsh"]
    assert told(review)["report"] == "2022-11-30"


def test_inspectors_in_a_table_of_days() -> None:
    (review,) = found("""This inspection was carried out by HIQA during the following times:
Tuesday 14 May 2024 09:30hrs to 17:15hrs Aoife Brannock Lead
Wednesday 15 May 2024 09:00hrs to 13:40hrs Aoife Brannock Lead
Tuesday 14 May 2024 09:30hrs to 17:15hrs Donal Reidy Support""")
    assert told(review) == {
        "kind": "inspection",
        "provider": "HIQA",
        "start": "2024-05-14",
        "end": "2024-05-15",
        "team": ["Aoife Brannock", "Donal Reidy"],
    }


def test_team_behind_a_wrapped_lead_in_and_of_two_bodies() -> None:
    (review,) = found("""LGA Corporate Peer Challenge
Amberley District Council
21st to 24th November 2023
Peer challenges are delivered by experienced elected member and officer peers. The peers
for Amberley were:
• Ruth Godber, Chief Executive – Sandford Borough Council
• Cllr Iain Moston – Leader, Westray Council (Liberal Democrat)""")
    assert told(review)["team"] == ["Ruth Godber", "Iain Moston"]
    (review,) = found("""Area SEND inspection of Wexcombe Local Area Partnership
Inspection dates: 22 to 26 January 2024
Inspection team
Ofsted
Hester Lowe HMI, Ofsted Lead inspector
Peter Amadi Ofsted Inspector
Care Quality Commission
Wendy Tranter, CQC Lead inspector""")
    assert told(review)["team"] == ["Hester Lowe", "Peter Amadi", "Wendy Tranter"]
    assert review.provider is None


def test_reviews_in_the_order_of_the_page() -> None:
    first, second = found("""Scrutiny Committee
2. Estyn's inspection of education services was held between 3 and 7 June 2013. \
Its report came out on 30 September 2013; performance was judged "adequate" and prospects for improvement "good".
4. The first Estyn monitoring visit followed on 10th to 12th November 2014 and the letter is attached.""")
    assert told(first) == {
        "kind": "inspection",
        "provider": "Estyn",
        "start": "2013-06-03",
        "end": "2013-06-07",
        "report": "2013-09-30",
        "grades": {"performance": "adequate", "prospects for improvement": "good"},
    }
    assert told(second) == {
        "kind": "monitoring_visit",
        "provider": "Estyn",
        "start": "2014-11-10",
        "end": "2014-11-12",
    }
    assert [first.id, second.id] == ["r1", "r2"]


@pytest.mark.parametrize(
    "text",
    [
        "Executive\nLGA Corporate Peer Challenge – preparation\nThe team will be on site from 10 to 13 June\n2025.",
        "The home was last inspected by CIW on 4 March 2019. The next inspection is due in 2025.",
        "Internal Audit Progress Report\nReport of the Head of Audit\nCreditors Substantial\nPayroll Limited",
        "Internal Audit Plan 2024/25\nAssurance levels used: Substantial, Reasonable, Limited, None.",
        "Domestic Homicide Review\nThe panel held its review meetings from 4 to 6 May 2021.",
    ],
)
def test_no_review_that_took_place(text: str) -> None:
    assert found(text) == ()


def test_dates_of_a_paper_are_not_those_of_the_report() -> None:
    (review,) = found("""Cabinet
Report author: Dawn Fell
Report date: 14 November 2023
LGA Corporate Peer Challenge – action plan
1. The LGA carried out a Corporate Peer Challenge of the Council between 12 and 15 September 2023.
2. The draft report was issued on 9 October 2023 and our response to the report was published on 20 October 2023.
3. The team will return from 4 to 5 June 2024.
Date of meeting: 21 November 2023""")
    assert told(review) == {
        "kind": "peer_challenge",
        "provider": "LGA",
        "start": "2023-09-12",
        "end": "2023-09-15",
    }


@pytest.mark.parametrize(
    ("days", "start", "end"),
    [
        ("8 to 12 and 22 to 26 May 2017", "2017-05-08", "2017-05-26"),
        ("8 to 12 May and 22 to 26 May 2017", "2017-05-08", "2017-05-26"),
        ("30 and 31 January and 1 February 2024", "2024-01-30", "2024-02-01"),
        ("4-7 March & 2 April 2019", "2019-03-04", "2019-04-02"),
        ("18 to 20 December 2018 and 7 January 2019", "2018-12-18", "2019-01-07"),
    ],
)
def test_days_in_several_stretches(days: str, start: str, end: str) -> None:
    (review,) = found(
        f"Joint area review of Cold Norton\nThe inspectors were on site on {days}, in all ten days."
    )
    assert (told(review)["start"], told(review)["end"]) == (start, end)


def test_year_of_days_is_that_beside_their_month() -> None:
    (review,) = found("""LGA Corporate Peer Challenge
June 2023
The peer team was on site from 12 to 15 June and met 140 people.""")
    assert (told(review)["start"], told(review)["end"]) == ("2023-06-12", "2023-06-15")


def test_report_is_no_older_than_the_visit() -> None:
    (review,) = found("""Inspection Report
16 January 2024
Name of Service: Silverbirch Nursing Home
Date of Inspection: 16 January 2024
Lead inspector Moya Devlin""")
    assert told(review) == {
        "kind": "inspection",
        "start": "2024-01-16",
        "end": "2024-01-16",
        "team": ["Moya Devlin"],
    }


def test_visits_in_a_list() -> None:
    reviews = found("""OFSTED MONITORING VISITS – UPDATE
• first monitoring visit, 12 and 13 April 2022 (front door)
• second monitoring visit, 4 and 5 October 2022 (care leavers)""")
    assert [told(review)["start"] for review in reviews] == ["2022-04-12", "2022-10-04"]


def test_team_in_roles_first_with_dashes() -> None:
    (review,) = found("""Safeguarding peer review
The team was in Tansley from 6th – 10th February 2012.
The team consisted of:
Team leader: Karen Amos – Director of Children's Services, Ribbleford
Councillor Jim Dow – Lead Member, Northwell
Sue Penn – Named Nurse, Tawford PCT
The review of 24 cases took two days.""")
    assert told(review)["team"] == ["Karen Amos", "Jim Dow", "Sue Penn"]
    assert told(review)["cases"] == 24


@pytest.mark.parametrize(
    ("text", "provider"),
    [
        ("Serious Case Review\nAuthor: Hilda Bream\nOfsted had inspected the nursery in 2012.", None),
        ("Peer review\nThe team was on site from 4 to 6 May 2016.\nCQC reports were read.", None),
        (
            "Joint targeted area inspection\nOfsted, the Care Quality Commission (CQC) and HMI Probation carried out "
            "a joint inspection from 14 to 18 January 2019.",
            None,
        ),
        (
            "Inspection of Oak Lodge\nEstyn carried out the inspection from 4 to 6 May 2016. CIPFA was quoted.",
            "Estyn",
        ),
    ],
)
def test_provider_is_one_who_does_such_reviews(text: str, provider: str | None) -> None:
    (review,) = found(text)
    assert told(review).get("provider") == provider


def test_report_of_a_review_without_days_in_a_paper() -> None:
    first, second = found("""Cabinet
Update on safeguarding
The overview report of the Domestic Homicide Review was made public on 4 May 2022.
Ofsted published its letter on the focused visit on 6 June 2022. The report on the focused visit was discussed.""")
    assert told(first) == {"kind": "domestic_homicide_review", "report": "2022-05-04"}
    assert told(second) == {"kind": "focused_visit", "provider": "Ofsted", "report": "2022-06-06"}


def test_reviews_in_a_table() -> None:
    reviews = extract_bytes(
        b"""Quarterly assurance report

External reviews

Review                          Dates                 Result
LGA Corporate Peer Challenge    7 to 10 March 2022    Feedback report published
Ofsted focused visit            14 and 15 June 2022   Letter, no grade
CQC assessment                  3 to 5 October 2023   Good
""",
        "report.txt",
    ).reviews
    assert [(each.kind, told(each)["provider"], told(each)["start"]) for each in reviews] == [
        ("peer_challenge", "LGA", "2022-03-07"),
        ("focused_visit", "Ofsted", "2022-06-14"),
        ("cqc_assessment", "CQC", "2023-10-03"),
    ]


def test_people_named_beside_what_they_are() -> None:
    (review,) = found("""Ofsted Focused Visit
Her Majesty's Inspectors, Lisa Farnham and Roy Tabley, visited the authority on 2nd and 3rd July 2019 for two days.
Report published 30 July 2019. More is said below.""")
    assert told(review)["team"] == ["Lisa Farnham", "Roy Tabley"]
    assert told(review)["report"] == "2019-07-30"
    (review,) = found("""Peer review of Fostering
Undertaken 21, 22 and 23 June 2016
Reviewers: Gail Storr (Tallis Council), Imran Shah (Norbeck Council)""")
    assert told(review)["team"] == ["Gail Storr", "Imran Shah"]
    assert (told(review)["start"], told(review)["end"]) == ("2016-06-21", "2016-06-23")


def test_two_signatures_side_by_side_are_no_one_person() -> None:
    (review,) = found("""26 April 2017
Dear Mr Cole
Joint local area SEND inspection in Maltbrook
Between 27 February 2017 and 3 March 2017, Ofsted and CQC conducted a joint inspection of the local area.
Yours sincerely
Deirdre Fenn Paul Rusk
Regional Director Chief Inspector""")
    assert told(review) == {
        "kind": "area_send",
        "start": "2017-02-27",
        "end": "2017-03-03",
        "report": "2017-04-26",
    }
