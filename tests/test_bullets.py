"""Findings in lists under lead-ins and headings."""

from pathlib import Path

import pytest

import planextract
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
        ("Tarbrook and Fenside PDU should:", "should"),
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


# Reports of inspectorates, as they are laid out --------------------------------------------------------------------


def told(html: str) -> list[tuple[str, str | None, str]]:
    """The kind, number and words of each finding of a page, by the whole road."""
    read = planextract.extract_bytes(html.encode(), "report.html", planextract.Options(models=False))
    return [
        (each.kind, each.reference.value if each.reference is not None else None, each.text.value or "")
        for each in read.findings
    ]


@pytest.mark.parametrize(
    ("sorts", "deeper"),
    [("<h4>Ward 3</h4>", "h3"), ("<p><b>Ward 3</b></p>", "h3"), ("<p><b>Ward 3</b></p>", "p")],
)
def test_a_list_goes_on_under_headings_that_sort_it(sorts: str, deeper: str) -> None:
    assert told(
        f"<h1>Inspection of Tarbrook Hospital</h1><{deeper}><b>Action the trust MUST take to improve</b></{deeper}>"
        f"<p>{sorts}</p><ul><li>The trust must ensure that rotas are full.</li></ul>"
        f"{sorts.replace('3', '4')}<ul><li>The trust must ensure that doors are locked.</li></ul>"
        "<p><b>Our team</b></p><ul><li>A lead inspector and two specialist advisers came</li></ul>"
    )[:2] == [
        ("recommendation", None, "The trust must ensure that rotas are full."),
        ("recommendation", None, "The trust must ensure that doors are locked."),
    ]


def test_a_numbered_list_goes_on_past_the_rules_that_are_quoted() -> None:
    assert told(
        "<h1>Inspection of Kyleburn House</h1><h2>Requirements</h2>"
        "<p>1. The provider must keep people safe. To do this the provider must, at a minimum:<br/>a) train staff; and"
        "<br/>b) keep records.</p><p>This is to comply with Regulation 9 of the Regulations.</p>"
        "<p>2. The provider must repair the lift.</p><h2>Complaints</h2><p>3. There were none to report here.</p>"
    ) == [
        (
            "recommendation",
            "1",
            "The provider must keep people safe. To do this the provider must, at a minimum: a) train staff; and "
            "b) keep records.",
        ),
        ("recommendation", "2", "The provider must repair the lift."),
    ]


def test_an_introduction_stands_between_heading_and_list() -> None:
    assert told(
        "<h1>Peer challenge of Oxmere Council</h1><h2>4. Our recommendations to you</h2><p>These matter most to us:</p>"
        "<p><b>1.</b> <b>Publish the plan.</b> Say who does what.</p><p><b>2.</b> Agree a charter with residents.</p>"
        "<h2>5. Next steps</h2><p>1. The council will reflect on this report with partners.</p>"
    ) == [
        ("recommendation", "1", "Publish the plan. Say who does what."),
        ("recommendation", "2", "Agree a charter with residents."),
    ]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Area for improvement", "area_for_development"),
        ("Cause of concern", "area_for_development"),
        ("What needs to improve", "area_for_development"),
        ("What the service does well", "strength"),
        ("Notable practice", "strength"),
        ("Requirement", "recommendation"),
    ],
)
def test_a_paragraph_under_a_heading_is_a_finding(heading: str, kind: str) -> None:
    said = "The service must know who is at work on any night."
    assert told(
        f"<h1>An inspection of Fenwold Fire and Rescue Service</h1><h3>{heading}</h3><p>{said}</p>"
        "<h3>Main findings</h3><p>Managers need to be trained, and staff should be asked.</p>"
    ) == [(kind, None, said)]


def test_the_paragraphs_that_lead_to_a_list_are_no_findings() -> None:
    assert told(
        "<h1>Inspection of Tarbrook Hospital</h1><h2>Areas for improvement</h2>"
        "<p>What a trust must do is needed to meet the law.</p><h3>Action the trust SHOULD take to improve</h3>"
        "<ul><li>The trust should share its rotas with night staff.</li></ul>"
    ) == [("recommendation", None, "The trust should share its rotas with night staff.")]


def test_reasons_for_a_grade_and_their_contrary() -> None:
    assert told(
        "<h1>Inspection report: Eastgate Surgery</h1><p>Our rating went down. We rated it as inadequate because:</p>"
        "<ul><li>Fridges were not checked.</li></ul><p>However:</p><ul><li>Staff were kind to all patients.</li></ul>"
    ) == [
        ("area_for_development", None, "Fridges were not checked."),
        ("strength", None, "Staff were kind to all patients."),
    ]


def test_a_lead_in_that_ends_as_a_sentence() -> None:
    assert told(
        "<p>Dear parent,</p><p>HM Inspectors found a school that is well led after their inspection.</p>"
        "<p>The inspection team found the following strengths in the work of the school.</p>"
        "<ul><li>Children who are proud of their school.</li></ul>"
        "<p>The following areas for improvement were agreed with the headteacher.</p>"
        "<ul><li>Raise attainment in numeracy.</li></ul>"
    ) == [
        ("strength", None, "Children who are proud of their school."),
        ("area_for_development", None, "Raise attainment in numeracy."),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "<p>Arolygiad | Inspection</p><h1>A report on Ysgol Maes y Coed</h1><p>by Estyn</p>",
        "<p>Healthwatch Marford</p><h1>Living at Larch Court</h1>",
        "<h1>Storm Freya: multi-agency debrief report</h1>",
        "<p>Care Inspectorate Wales</p><h1>Ty Hendre</h1>",
    ],
)
def test_the_head_says_that_it_is_the_reviewers_report(head: str) -> None:
    assert told(f"{head}<h2>Recommendations</h2><p>R1   Raise the standard of writing</p>") == [
        ("recommendation", "R1", "Raise the standard of writing")
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<h2>Recommendations</h2><p>It is recommended that Cabinet:</p><p>1. note the findings of the inspectors</p>"
        "<p>2. endorse the plan that answers them in full</p>",
        "<h2>Methodology</h2><p>Inspectors, before the visit:</p><ul><li>read the plans of the school with care</li>"
        "<li>meet governors and parents at the gate</li></ul>",
        "<h2>Contents</h2><ul><li>Areas for improvement 4</li><li>Recommendations for the council 9</li></ul>",
        "<p>Recommendation 4 was met in March, and recommendation 5 will be.</p>",
    ],
)
def test_what_a_report_says_besides_is_no_finding(body: str) -> None:
    assert told(f"<p>Estyn</p><h1>Inspection of Ysgol Maes y Coed</h1>{body}") == []


@pytest.mark.parametrize(
    ("said", "kind", "number"),
    [
        ("<p>Area for improvement 2: {}</p>", "area_for_development", "2"),
        ("<p><b>AFI 3</b> {}</p>", "area_for_development", "AFI 3"),
        ("<h3>Recommendation 1</h3><p>{}</p>", "recommendation", "1"),
        ("<h3>Recommendation 4: Record keeping</h3><p>{}</p>", "recommendation", "4"),
        ("<p>Recommendation B – {}</p>", "recommendation", "B"),
        ("<p>Statutory recommendation 1 (finance): {}</p>", "recommendation", "1"),
        ("<p>Recommendation Two: {}</p>", "recommendation", "Two"),
        ("<p>Proposal for improvement: {}</p>", "recommendation", None),
        ("<h3>Learning point 6</h3><p>{}</p>", "finding", "6"),
        ("<h3>Cause of concern 1</h3><p>{}</p>", "area_for_development", "1"),
        ("<h3>Area for improvement 3</h3><p>Ref: Standard 8</p><p>{}</p>", "area_for_development", "3"),
    ],
)
def test_labels_say_what_a_finding_is(said: str, kind: str, number: str | None) -> None:
    words_ = "The force should tell victims when their case is closed."
    page = "<h1>Inspection of Westfold Constabulary</h1><h2>Victims</h2>" + said.format(words_)
    assert told(page) == [(kind, number, words_)]


def test_a_labelled_finding_that_a_summary_repeats_is_one() -> None:
    said = "<p>Recommendation 1: The board should publish its risk register.</p>"
    assert told(f"<h1>Governance review of Ashmoor</h1><h2>Summary</h2>{said}<h2>Risk</h2>{said}") == [
        ("recommendation", "1", "The board should publish its risk register.")
    ]


def test_a_report_without_a_list_recommends_in_its_sentences() -> None:
    assert told(
        "<h1>Independent review of the depot</h1><p>The gates were open. "
        "We recommend that the council replaces them.</p>"
    ) == [("recommendation", None, "We recommend that the council replaces them.")]


def test_boxes_that_lay_out_a_report_are_read_as_prose() -> None:
    assert told(
        "<h2>REGULATION 28 REPORT TO PREVENT FUTURE DEATHS</h2><table>"
        "<tr><td>1</td><td>CORONER<br/>I am Ann Holt, Area Coroner.</td></tr>"
        "<tr><td>2</td><td>CORONER'S CONCERNS<br/><p>In my opinion there is a risk of deaths.</p>"
        "<p>The MATTERS OF CONCERN are as follows. –</p><p>To the Trust</p>"
        "<p>(1) Alarms were switched off at night.</p>"
        "<p>To the Council</p><p>(2) The bridge has no barrier of any height.</p></td></tr>"
        "<tr><td>3</td><td>YOUR RESPONSE<br/>You are under a duty to respond.</td></tr></table>"
    ) == [
        ("area_for_development", "1", "Alarms were switched off at night."),
        ("area_for_development", "2", "The bridge has no barrier of any height."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Recommendation " * 400,
        "recommend that " * 600,
        "R1 " * 2000,
        "area for improvement " * 400,
        "However: " * 500,
    ],
)
def test_hostile_labels_end(text: str) -> None:
    read = document(f"Inspection of Barnton\n{text}\n{text}:\n- {text}")
    drafted(read)
    recommendations.findings(read)


@pytest.mark.parametrize(
    "over", ["<h2>3. Key findings</h2>", "<h2>Lessons identified</h2>", "<p>The review found:</p>"]
)
def test_numbered_findings_have_no_kind_without_a_model(over: str) -> None:
    listed = "<p>3.1 Radios did not work in the valley.</p><p>3.2 Nobody kept a log of calls.</p>"
    assert told(
        f"<h1>Storm Freya: debrief report</h1>{over}{listed}<h2>4. Thanks</h2><p>4.1 We thank all.</p>"
    ) == [
        ("finding", "3.1", "Radios did not work in the valley."),
        ("finding", "3.2", "Nobody kept a log of calls."),
    ]


@pytest.mark.parametrize(
    "heading",
    ["Who we are", "People interviewed", "Abbreviations", "Assurance levels", "What is Enter and View?"],
)
def test_lists_of_what_a_report_is_made_of_are_no_findings(heading: str) -> None:
    listed = "<ul><li>We listen to people and share what they say</li><li>The director of the hospital trust</li></ul>"
    assert (
        told(f"<p>Healthwatch Marford</p><h1>Enter and View: Larch Court</h1><h2>{heading}</h2>{listed}")
        == []
    )


@pytest.mark.parametrize(
    ("judgement", "said"),
    [
        ("Judgment: Not compliant", ["Fire drills had not been held since spring."]),
        ("Judgement: Substantially Compliant", ["Fire drills had not been held since spring."]),
        ("Judgment: Compliant", []),
    ],
)
def test_a_regulation_that_is_not_met(judgement: str, said: list[str]) -> None:
    page = (
        "<h1>Report of an inspection of a Designated Centre</h1><h3>Regulation 28: Fire precautions</h3>"
        f"<p>Fire drills had not been held since spring.</p><p>{judgement}</p>"
        "<h3>Regulation 30: Volunteers</h3><p>There were no volunteers at the time.</p><p>Judgment: Compliant</p>"
    )
    assert told(page) == [("area_for_development", "28", each) for each in said]


def test_a_frame_around_one_area_for_improvement() -> None:
    assert told(
        "<h1>An inspection of Westfold Constabulary</h1><p>Calls are answered late.</p><table><tr><td>"
        "<p><b>Area for improvement</b></p><p>The force should answer calls in ten seconds.</p></td></tr></table>"
        "<p>We found that staff work hard.</p>"
    ) == [("area_for_development", None, "The force should answer calls in ten seconds.")]


# Reports that a board or a group of members publishes ---------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        "<p><b>HARTMERE SAFEGUARDING ADULTS BOARD</b></p><h1>Safeguarding Adults Review – “Walter”</h1>",
        "<p>Oxmere Safeguarding Children Partnership</p><h1>Local Child Safeguarding Practice Review: Baby K</h1>",
        "<p><b>Fenwold Community Safety Partnership</b></p><h1>Domestic Homicide Review</h1><p>Overview report</p>",
        "<h1>Warm Homes for All</h1><p>Report of the Task and Finish Group of the Housing Scrutiny Committee</p>",
        "<p>Health Overview and Scrutiny Committee</p><h1>Scrutiny Review of Dental Access</h1><p>May 2023</p>",
        "<p>Oxmere Safeguarding Adults Board</p><h1>Safeguarding Adults Review</h1><p>Author: Lena Marsh</p>",
        "<h1>Rapid Review: Child P</h1><p>Oxmere Safeguarding Children Partnership</p>",
        "<h1>Report of the Independent Review of Night Shelters</h1><p>Fenwold County Council</p>",
        "<p>Report by the Local Government Ombudsman</p><h1>Investigation into a complaint about Oxmere Council</h1>",
        "<h1>Task &amp; Finish Group report: Cycling to school</h1><p>Marford Borough Council</p>",
    ],
)
def test_the_name_of_who_publishes_a_review_puts_it_before_no_meeting(head: str) -> None:
    said = "That the council prints its rules in large type."
    assert told(f"{head}<h2>Recommendations</h2><p><b>Recommendation 1</b> – {said}</p>") == [
        ("recommendation", "1", said)
    ]


@pytest.mark.parametrize(
    "head",
    [
        "<p>Hartmere Safeguarding Adults Board</p><p>Meeting date: 4 May 2023</p><h1>Safeguarding Adults Review</h1>",
        "<h1>Report to Cabinet</h1><p>Report of the Director of Housing</p><h2>Task and Finish Group report</h2>",
        "<h1>Safeguarding Adults Review “Walter”</h1><p>Report of: Head of Adult Services</p><h2>Report</h2>",
        "<p>Report of the Head of Internal Audit</p><h1>Internal audit report: cash offices</h1>",
        "<p>Health Overview and Scrutiny Committee</p><h1>Update on the scrutiny review of dental access</h1>",
    ],
)
def test_a_paper_about_such_a_review_gives_no_recommendations_of_its_own(head: str) -> None:
    said = "That the Board prints its rules in large type."
    assert told(f"{head}<h2>Recommendations</h2><p><b>Recommendation 1</b> – {said}</p>") == []


@pytest.mark.parametrize(
    ("said", "kind", "number"),
    [
        ("Ten shops were empty. <b>Finding 4: {}</b>", "finding", "4"),
        ("<b>Key finding 2 – {}</b>", "finding", "2"),
        ("We saw the rota (see page 4). Recommendation 3: {}", "recommendation", "3"),
    ],
)
def test_a_label_stands_at_the_end_of_a_paragraph_that_explains_it(said: str, kind: str, number: str) -> None:
    words_ = "The council does not know which of its shops are let."
    page = "<h1>Independent review of the market</h1><h2>Lettings</h2><p>2.1 " + said.format(words_) + "</p>"
    assert told(page) == [(kind, number, words_)]


def test_two_labels_in_one_paragraph_are_two_findings() -> None:
    assert told(
        "<h1>Independent review of the market</h1><p>Finding 1: No register of stalls is kept by anyone. "
        "Finding 2: Rents were last set in 2011.</p>"
    ) == [
        ("finding", "1", "No register of stalls is kept by anyone."),
        ("finding", "2", "Rents were last set in 2011."),
    ]


def test_a_labelled_sentence_goes_on_in_bullets_without_a_colon() -> None:
    assert told(
        "<h1>Independent review of the depot</h1><p><b>Recommendation 2</b> – That training in lifting</p>"
        "<ul><li>is given to every new driver; and</li><li>is given again each year.</li></ul>"
        "<p><b>Recommendation 3</b> – That the yard is lit at night.</p><ul><li>the yard has no lamps.</li></ul>"
    ) == [
        (
            "recommendation",
            "2",
            "That training in lifting is given to every new driver; and is given again each year.",
        ),
        ("recommendation", "3", "That the yard is lit at night."),
    ]


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Finding 1: Inspection records (medium)", "Six of ten inspections of swings left no trace."),
        ("Learning point 3 – Professional curiosity", "Six of ten inspections of swings left no trace."),
        ("Learning theme 2: Trust", "Six of ten inspections of swings left no trace."),
        ("Finding 2: Swings were not inspected", "Swings were not inspected"),
    ],
)
def test_a_heading_that_names_a_finding_stands_over_its_words(heading: str, said: str) -> None:
    page = f"<h3>{heading}</h3><p>Six of ten inspections of swings left no trace.</p>"
    assert [words_ for _, _, words_ in told(f"<h1>Independent review of the parks</h1>{page}")] == [said]


def test_paragraphs_with_the_number_of_their_section_stand_under_a_heading_that_names_a_finding() -> None:
    assert told(
        "<h1>Independent review of the parks</h1><h3>Finding 1: Inspections</h3><p>4.1 Six of ten left no trace.</p>"
        "<h3>Finding 2: Swings were not inspected</h3><p>4.2 Nobody had been asked to.</p>"
    ) == [("finding", "1", "Six of ten left no trace."), ("finding", "2", "Swings were not inspected")]


def test_a_sentence_recommends_whatever_comes_first_in_it() -> None:
    assert told(
        "<h1>Scrutiny review of libraries</h1><p>Hours fell. The Panel recommends that opening hours are restored.</p>"
    ) == [("recommendation", None, "The Panel recommends that opening hours are restored.")]


@pytest.mark.parametrize(
    "opening",
    [
        "This letter outlines the findings of the joint targeted area inspection of child neglect.",
        "This letter summarises our findings.",
    ],
)
def test_a_letter_that_says_it_gives_the_findings_has_them_in_paragraphs(opening: str) -> None:
    assert told(
        f"<p>Dear partners</p><h1>Joint targeted area inspection of Oxmere</h1><p>{opening}</p>"
        "<h2>What is working well?</h2><p>Meetings are attended by all.</p><p>Children are heard.</p><h2>Next</h2>"
        "<p>Please send your plan by May.</p>"
    ) == [("strength", None, "Meetings are attended by all."), ("strength", None, "Children are heard.")]


@pytest.mark.parametrize(
    "lists",
    [
        "<ul><li>Supervision of carers:<ul><li>notes are not kept; and</li><li>meetings are missed.</li></ul></li>"
        "<li>The speed of repairs.</li></ul>",
        "<ul><li>Supervision of carers:</li><li>notes are not kept; and</li><li>meetings are missed.</li>"
        "<li>The speed of repairs.</li></ul>",
    ],
)
def test_bullets_under_a_bullet_that_ends_in_a_colon_are_part_of_it(lists: str) -> None:
    assert told(f"<h1>Inspection of Tarbrook Home</h1><h2>What needs to improve</h2>{lists}") == [
        (
            "area_for_development",
            None,
            "Supervision of carers: notes are not kept; and meetings are missed.",
        ),
        ("area_for_development", None, "The speed of repairs."),
    ]
