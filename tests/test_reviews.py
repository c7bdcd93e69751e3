"""Reviews, their days and their teams. The people are invented."""

from pathlib import Path

import pytest

from planextract import reviews
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
