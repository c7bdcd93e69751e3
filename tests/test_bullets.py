"""Findings in lists under lead-ins and headings."""

from pathlib import Path

import pytest

from planextract.document import Block, Document
from planextract.drafts import bullets, recommendations
from planextract.drafts.draft import FindingDraft
from planextract.metadata import describe
from planextract.prose.models import Models
from planextract.provenance import Place, SourcedText

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"


def document(text: str) -> Document:
    lines = [line for line in text.splitlines() if line.strip()]
    blocks = (Block(n, SourcedText.of(line, Place(block=n)), line) for n, line in enumerate(lines))
    return Document("sample.txt", "text/plain", "text", "", len(text), tuple(blocks))


def drafted(read: Document, models: Models | None = None) -> tuple[FindingDraft, ...]:
    return bullets.findings(read, describe(read)[0], models or Models(False))


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
