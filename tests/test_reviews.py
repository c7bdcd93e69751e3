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
