"""Findings in lists under lead-ins and headings."""

from pathlib import Path

import pytest

from planextract.document import Block, Document
from planextract.drafts import bullets, recommendations
from planextract.drafts.bullet_kinds import SURE, lent
from planextract.drafts.draft import FindingDraft
from planextract.metadata import describe
from planextract.prose import models
from planextract.prose.models import Models
from planextract.provenance import Place, SourcedText

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"


def document(text: str) -> Document:
    lines = [line for line in text.splitlines() if line.strip()]
    blocks = (Block(n, SourcedText.of(line, Place(block=n)), line) for n, line in enumerate(lines))
    return Document("sample.txt", "text/plain", "text", "", len(text), tuple(blocks))


def drafted(read: Document, wanted: Models | None = None) -> tuple[FindingDraft, ...]:
    return bullets.findings(read, describe(read)[0], wanted or Models(False))


def found(text: str) -> list[tuple[str, str]]:
    return [(draft.kind, draft.words.text) for draft in drafted(document(text))]


def test_lead_ins_decide() -> None:
    assert found("""Minutes:
The review found that Barnton’s key strengths were:
· Strong leadership and management;
· A dedicated workforce; and
· The political will to implement change.
However, the Review identified that the Council needed to ensure that:
· The voice of the child is fully embedded in practice; and
· Social Workers commit longer term to Barnton as a place to work.
Councillor Gordon Blake addressed the Committee.""") == [
        ("strength", "Strong leadership and management"),
        ("strength", "A dedicated workforce"),
        ("strength", "The political will to implement change"),
        ("area_for_development", "The voice of the child is fully embedded in practice"),
        ("area_for_development", "Social Workers commit longer term to Barnton as a place to work"),
    ]


def test_headings_decide() -> None:
    assert found("""What needs to improve?
- The quality of care planning.
- The timeliness of assessments.
Areas for priority action
1. Referrals are not recorded""") == [
        ("area_for_development", "The quality of care planning."),
        ("area_for_development", "The timeliness of assessments."),
        ("priority_action", "Referrals are not recorded"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "3.2 The Review concentrated on three strands of work whilst on site, including:\n- Case Records Review",
        "The key objectives of the Scheme were:\n· to demonstrate how the Council would meet its obligations",
        "The outcome will be a clear statement of good practice and areas for development from the peer team.",
        "Areas for improvement\nThe council has a plan.",
    ],
)
def test_other_lists_are_no_findings(text: str) -> None:
    assert found(text) == []


def test_seed_minutes() -> None:
    paths = sorted(SEEDS.glob("003_*.txt"))
    if not paths:
        pytest.skip("the seeds are not here")
    kinds = [kind for kind, _ in found(paths[0].read_text(encoding="utf-8"))]
    assert kinds == ["strength"] * 5 + ["area_for_development"] * 8


REPORT = """Barnton scrutiny improvement review
Recommendations
1. The Council should train all members of scrutiny committees
2. Work programmes should be agreed with directors each spring
Next steps
The review team thanks all those who took part."""


def test_a_review_reports_its_own_recommendations() -> None:
    drafts = recommendations.findings(document(REPORT))
    assert [(draft.kind, draft.reference and draft.reference.text) for draft in drafts] == [
        ("recommendation", "1"),
        ("recommendation", "2"),
    ]


def test_a_covering_report_has_none() -> None:
    assert recommendations.findings(document("REPORT TO CABINET\n" + REPORT)) == ()


@pytest.mark.parametrize("text", ["a" * 10000, "- " * 5000, "1 " * 5000, "strengths " * 1000])
def test_hostile_text_ends(text: str) -> None:
    drafted(document(f"key strengths {text}:\n- {text}"))


def test_an_item_that_a_page_breaks_is_one() -> None:
    lines = (
        (1, "heading", None, "What needs to improve?"),
        (1, "item", "•", "The voice of the child is frequently absent from plans over"),
        (2, "paragraph", None, "the years. Plans are out of date."),
        (2, "item", "•", "The portal is not always as accessible as leaders intend."),
    )
    blocks = tuple(
        Block(n, words(said, n, page), said, kind, words(label, n, page) if label else None, page=page)  # type: ignore[arg-type]
        for n, (page, kind, label, said) in enumerate(lines)
    )
    drafts = drafted(Document("a.pdf", "application/pdf", "pdf", "", 1, blocks))
    assert [draft.words.text for draft in drafts] == [
        "The voice of the child is frequently absent from plans over the years. Plans are out of date.",
        "The portal is not always as accessible as leaders intend.",
    ]
    assert [source.place.page for source in drafts[0].words.sources()] == [1, 2]


def words(text: str, block: int, page: int) -> SourcedText:
    return SourcedText.of(text, Place(page=page, block=block))


# What inspectors ask for, and headings of other genres ------------------------------------------------------------


QUALITY_REPORT = """Oakfield Community Hospital
Inspection report by the regulator
Areas of outstanding practice
• The frailty team had reduced the time that older patients spent in the emergency department.
Action the hospital MUST take to improve
• The provider must ensure that medicines are stored safely.
Action the hospital SHOULD take to improve
• The provider should consider how complaints are shared with staff."""


def test_must_and_should_are_grades() -> None:
    drafts = drafted(document(QUALITY_REPORT))
    assert [(draft.kind, draft.grade, draft.rule) for draft in drafts] == [
        ("strength", None, "strength_heading"),
        ("recommendation", "must", "must_heading"),
        ("recommendation", "should", "should_heading"),
    ]


@pytest.mark.parametrize(
    ("lead", "grade"),
    [
        ("The provider must:", "must"),
        ("The trust should:", "should"),
        ("The force should, within six months:", "should"),
        ("The inspectors identified that the council should:", "should"),
    ],
)
def test_lead_ins_with_a_grade(lead: str, grade: str) -> None:
    drafts = drafted(
        document(f"Inspection of Barnton hospital\n{lead}\n• make sure that records are complete")
    )
    assert [(draft.kind, draft.grade) for draft in drafts] == [("recommendation", grade)]


@pytest.mark.parametrize(
    "text",
    [
        "Grants to village halls\nApplicants must:\n• send the form with two quotations",
        "Cleaning contract\nThe service must:\n• be open from eight to six",
        "Notes of the panel\nTo succeed the panel needed to:\n• agree its terms of reference",
    ],
)
def test_what_no_review_asks_for_is_no_finding(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("What needs to improve in this area of social work practice", "area_for_development"),
        ("What is the area partnership doing that is effective?", "strength"),
        ("Areas for consideration", "area_for_development"),
        ("Priorities for further improvement", "area_for_development"),
        ("Promising practice", "strength"),
        ("Areas for priority action", "priority_action"),
        ("The Ofsted inspection identified six areas of significant weakness:", "area_for_development"),
    ],
)
def test_headings_of_many_genres(heading: str, kind: str) -> None:
    assert found(f"{heading}\n• The timeliness of plans in the north of the county") == [
        (kind, "The timeliness of plans in the north of the county")
    ]


def test_a_numbered_lead_in_is_no_finding_itself() -> None:
    assert found("""Priorities for further improvement
13. Priorities for further improvement:
• The trust should improve how it collects data.""") == [
        ("area_for_development", "The trust should improve how it collects data.")
    ]


def test_a_recommendation_is_found_once_and_ends_with_its_list() -> None:
    text = """Barnton Constabulary: an inspection
Recommendations
The force should, within six months:
• make sure that all crimes are recorded within a day;
• train supervisors in the recording of crime.
3. Summary of the approach of the inspection"""
    read = document(text)
    listed = drafted(read)
    assert [draft.grade for draft in listed] == ["should", "should"]
    assert recommendations.findings(read, but=listed) == ()
    assert len(recommendations.findings(read)) == 2


# Lists under no heading that says their kind ----------------------------------------------------------------------

LETTER = """Dear Mr Ashe,
Corporate peer challenge of Barnton
Thank you for taking part. We found a council that is improving.
Leadership of place
• There is strong political leadership, which partners respect and value
• Partners work well together and know their communities
• The chief executive has good relationships with the health service
Financial planning
• Savings are not yet identified beyond next year
• There is a lack of capacity to deliver the programme
• Reporting of budgets to members is too slow and not clear enough
Documents that we looked at
• The corporate plan and the medium-term financial plan
• The constitution and the scheme of delegation"""


def test_a_model_tells_lists_of_no_kind() -> None:
    pytest.importorskip("spacy")
    wanted = Models()
    drafts = drafted(document(LETTER), wanted)
    assert [draft.kind for draft in drafts] == ["strength"] * 3 + ["area_for_development"] * 3
    assert {draft.rule for draft in drafts} == {"bullet_model"}
    assert all(draft.confidence is not None and SURE <= draft.confidence <= 1 for draft in drafts)
    assert [used.name for used in wanted.used] == ["bullets"]


def test_without_a_model_such_lists_are_findings_of_no_kind() -> None:
    drafts = drafted(document(LETTER), Models(False))
    assert [(draft.kind, draft.rule, draft.confidence) for draft in drafts] == [
        ("finding", "bullet_list", None)
    ] * 6


def test_without_spacy_such_lists_have_a_remark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "find_spec", lambda _: None)
    models.missing.cache_clear()
    wanted = Models()
    drafts = drafted(document(LETTER), wanted)
    models.missing.cache_clear()
    assert {draft.kind for draft in drafts} == {"finding"}
    assert [each.code for each in wanted.diagnostics] == ["model_not_installed"]


def test_headings_ask_no_model() -> None:
    wanted = Models()
    drafted(document("Review of Barnton\nStrengths\n• Good partnership working with health"), wanted)
    assert wanted.used == () and wanted.diagnostics == ()


@pytest.mark.parametrize(
    "text",
    [
        LETTER.replace("Corporate peer challenge of Barnton", "Summer fair in Barnton").replace(
            "We found", "It is"
        ),
        "REPORT TO CABINET\nSubject: Peer review\nLeadership\n• There is strong leadership here\n• Savings are late",
        "Inspection of Barnton\nThe team comprised:\n• Jane Holm, Chief Executive, Marford\n• Peter Ashe, Leader",
        "Inspection of Barnton\nQuestions\n• Is the leadership of it clear?\n• Is the council financially sound?",
        "Inspection of Barnton\nContents of this report\n• Leadership of the place 3\n• Financial planning of it 5",
        "Inspection of Barnton\nSites\n• Barnton Hall\n• Marford Road",
    ],
)
def test_lists_that_tell_of_no_findings(text: str) -> None:
    assert found(text) == []


def test_a_mixed_list_lends_little() -> None:
    apart, together = [4.0, -4.0, 4.0, -4.0, 0.5, -4.0], [4.0, 4.0, 4.0, 0.5, -4.0, -4.0, -4.0, -4.0]
    assert abs(lent(apart)[4] - 0.5) < 0.5
    assert lent(together)[2] > 4.0 and lent(together)[-1] < -4.0


# Where heading and words disagree ---------------------------------------------------------------------------------


def test_a_lead_in_wins_over_its_heading_and_is_less_sure() -> None:
    report = Document(
        "a.pdf",
        "application/pdf",
        "pdf",
        "",
        1,
        (
            Block(0, words("Peer review of Barnton", 0, 1), "Peer review of Barnton", "heading"),
            Block(1, words("Strengths", 1, 1), "Strengths", "heading"),
            Block(2, words("The review found that the council needed to ensure that:", 2, 1), ""),
            Block(3, words("• records are kept up to date", 3, 1), ""),
        ),
    )
    (draft,) = drafted(report)
    assert (draft.kind, draft.confidence) == ("area_for_development", bullets.CONTRADICTED)


def test_a_heading_keeps_its_class_against_the_model_and_is_less_sure() -> None:
    pytest.importorskip("spacy")
    praise = "Robust leadership is effective and staff are proud, confident and well supported."
    headed = f"\nAreas for improvement\n• {praise}\n• The timeliness of plans."
    drafts = drafted(document(LETTER + headed), Models())
    under = [draft for draft in drafts if draft.rule == "area_for_development_heading"]
    assert [(draft.kind, draft.confidence) for draft in under] == [
        ("area_for_development", bullets.CONTRADICTED),
        ("area_for_development", None),
    ]
    alone = drafted(document("Peer review of Barnton" + headed), Models())
    assert [draft.confidence for draft in alone] == [None, None], "no model is loaded to doubt a heading"


@pytest.mark.parametrize(
    ("lead", "kind"),
    [
        ("We identified several serious concerns. These issues included:", "finding"),
        (
            "Inspectors identified the following concerns, which had built up over years:",
            "area_for_development",
        ),
        ("The team identified the following points, of which staff can be proud:", "strength"),
        ("The team found a good start, but also the following issues that need work:", "finding"),
        ("The team had asked that these points be put right, and found that:", "area_for_development"),
    ],
)
def test_the_tone_of_a_lead_in_decides_before_a_model(lead: str, kind: str) -> None:
    read = f"Inspection of Barnton\n{lead}\n• caseloads of social workers in the north\n• supervision of new staff"
    assert [each for each, _ in found(read)] == [kind, kind]
