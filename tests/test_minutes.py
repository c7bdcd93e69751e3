"""Decisions and actions in minutes. The wordings are real, the people invented."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

import planextract
from planextract.document import Block, Document
from planextract.drafts import minutes
from planextract.drafts.draft import ActionDraft, DecisionDraft
from planextract.metadata import describe
from planextract.metadata.next_meeting import next_meeting
from planextract.provenance import Place, SourcedText
from planextract.records import Action, DueBy

SHARED = Path(__file__).resolve().parents[2] / "shared"


def document(text: str) -> Document:
    lines = [line for line in text.splitlines() if line.strip()]
    blocks = (Block(n, SourcedText.of(line, Place(block=n)), line) for n, line in enumerate(lines))
    return Document("sample.txt", "text/plain", "text", "", len(text), tuple(blocks))


def decided(text: str) -> tuple[DecisionDraft, ...]:
    doc = document(text)
    return minutes.decisions(doc, describe(doc)[0])


def marked(text: str) -> tuple[ActionDraft, ...]:
    return minutes.minute_actions(document("Minutes of the meeting\n" + text))


def resolved(clause: str) -> DecisionDraft:
    (decision,) = decided(f"Minutes:\nRESOLVED:\n(a) {clause}")
    return decision


def words(draft: ActionDraft | None, role: str) -> str | None:
    slot = draft.slot(role) if draft is not None else None
    return slot.words.text if slot is not None else None


LIST = """Minutes:
RESOLVED
(a) That the key findings of the peer review be noted
(b) That the report be referred to the Health and Wellbeing Scrutiny Committee for that committee to scrutinise it.
(c) That the Strategic Director (Children, Families and Adults) be requested to report back in 6 months time.
(d) That the Strategic Director (Children, Families and Adults) be also requested to report back to a future meeting"""


def test_a_list_of_resolutions() -> None:
    found = decided(LIST)
    assert [draft.verb for draft in found] == ["note", "refer", "request", "request"]
    assert [draft.reference and draft.reference.text for draft in found] == ["a", "b", "c", "d"]
    assert {draft.made for draft in found} == {"resolved"}
    assert [words(draft.action, "owner") for draft in found] == [
        None,
        "Health and Wellbeing Scrutiny Committee",
        "Strategic Director (Children, Families and Adults)",
        "Strategic Director (Children, Families and Adults)",
    ]
    assert found[0].action is None
    assert found[3].action is not None and found[3].action.kind == "resolution"
    assert "a future meeting" in (words(found[3].action, "deadline") or "")


def test_owner_stands_where_it_says() -> None:
    doc = document(LIST)
    decision = minutes.decisions(doc, describe(doc)[0])[1]
    slot = decision.action.slot("owner") if decision.action is not None else None
    assert slot is not None
    (source,) = slot.words.sources()
    assert doc.source_at(source.place)[source.start : source.end] == "Health and Wellbeing Scrutiny Committee"


@pytest.mark.parametrize(
    "text",
    [
        "RESOLVED that relevant Heads of Services provide a full update and attend the next meeting.",
        "RESOLVEDthat relevant Heads of Services provide a full update and attend the next meeting.",
        "RESOVLED – that relevant Heads of Services provide a full update.",
        "R E S O L V E D: T H A T relevant Heads of Services provide a full update.",
        "AGREED - That relevant Heads of Services provide a full update.",
        "Decision Made:\n1. That relevant Heads of Services provide a full update.",
        "The Committee resolved with 7 votes for to:\n(i) That relevant Heads of Services provide an update.",
        "RESOLVED: That the Committee:-\n(A) That relevant Heads of Services provide an update.",
    ],
)
def test_keywords(text: str) -> None:
    (decision,) = decided("Minutes:\n" + text)
    assert words(decision.action, "owner") == "relevant Heads of Services"


@pytest.mark.parametrize(
    ("clause", "owner"),
    [
        ("That a report be requested from the Chief Executive, summarising progress", "Chief Executive"),
        (
            "requests the Policy and Improvement Officer to investigate the two issues",
            "Policy and Improvement Officer",
        ),
        ("That a monitor be established, to be maintained by the scrutiny team.", "scrutiny team"),
        ("officers continue to implement it (Scrutiny & Elections Officer)", "Scrutiny & Elections Officer"),
        ("That prior to the workshop, officers undertake work to focus on alignment", "officers"),
        ("That the report be noted and the Head of Housing be asked to write to tenants", "Head of Housing"),
        ("That matters requiring approval be brought to their November meetings.", None),
        ("the Scrutiny Coordinator email all members of the committee", "Scrutiny Coordinator"),
    ],
)
def test_owners_of_resolutions(clause: str, owner: str | None) -> None:
    decision = resolved(clause)
    assert decision.action is not None
    assert words(decision.action, "owner") == owner


@pytest.mark.parametrize(
    ("clause", "verb"),
    [
        ("That the report be noted", "note"),
        ("That, Members note the progress", "note"),
        ("That the Annual Plan be approved", "approve"),
        ("that Mrs Lomas be elected temporary Chair for this meeting;", "elect"),
        ("That the Task Group be removed from the Tracker Report", "close"),
        ("that completed items be removed from the list.", "close"),
        ("a time extension be granted for the recommendation as listed in table C", "approve"),
        ("the three issues outstanding be carried forward to the 2015/16 Action Plan", "other"),
        ("That Cabinet Members be assured by plans and actions to manage the delivery", "note"),
        ("That payment listed below be authorised", "approve"),
        ("That the minutes to be submitted to council be noted", "note"),
    ],
)
def test_decisions_that_make_no_action(clause: str, verb: str) -> None:
    decision = resolved(clause)
    assert (decision.verb, decision.action) == (verb, None)


def test_permission_is_no_duty() -> None:
    delegated = resolved(
        "That authority be delegated to the Director of Resources, in consultation with the Leader, to finalise it"
    )
    assert delegated.action is not None and delegated.action.modality == "may"
    assert (words(delegated.action, "owner") or "").startswith("Director of Resources")
    vary = resolved("That the Facilitator be authorised to vary the Forward Work Programme")
    assert vary.action is not None and vary.action.modality == "may"


def test_reasons_are_fenced_off() -> None:
    found = decided("""Minutes:
RESOLVED: That the report be noted.
REASON: To establish a clear reporting line and ensure that progress is made
Alternative options considered
That officers be requested to do nothing""")
    assert [draft.verb for draft in found] == ["note"]


def test_bullets_below_an_item_belong_to_it() -> None:
    (first, second) = decided("""Minutes:
RESOLVED:
1. That the grounds for call-in be:
· Lack of consultation
· New important evidence
2. That a timetable be prepared.""")
    assert first.words.text == "That the grounds for call-in be: Lack of consultation New important evidence"
    assert second.action is not None


def test_what_a_report_recommends_is_no_action() -> None:
    (decision,) = decided("""REPORT TO CABINET
RECOMMENDATION
THAT the
Scrutiny members note the recent actions and debate any issues arising from the report.
APPENDICES""")
    assert decision.made == "recommended" and decision.verb == "note" and decision.action is None
    assert decision.words.text.startswith("Scrutiny members note")


def test_an_asked_meeting() -> None:
    found = decided("""REPORT TO CABINET
Recommendation: The Trust Board is asked to:
- Note the improved status of completed actions.
- Request the Director to report back in May.
Purpose: To provide progress""")
    assert [(draft.verb, draft.made, draft.action) for draft in found] == [
        ("note", "recommended", None),
        ("request", "recommended", None),
    ]


@pytest.mark.parametrize(
    ("text", "said", "owner", "due"),
    [
        ("Action: DCLG to obtain advice from CIPFA.", "DCLG to obtain advice from CIPFA.", "DCLG", None),
        ("2.2.2 Action: NB to follow up with MW", "NB to follow up with MW", "NB", None),
        ("The hall roof leaks.\nAction 2.01: CP", "The hall roof leaks.", "CP", None),
        (
            "Posters will be put up in all wards.\nACTION: Clerk",
            "Posters will be put up in all wards.",
            "Clerk",
            None,
        ),
        (
            "Action Point 1\nPapers to be issued to attendees.\nOwner: Lena Forrest",
            "Papers to be issued to attendees.",
            "Lena Forrest",
            None,
        ),
        ("Action Required 1 - Circulate minutes (SM)", "Circulate minutes (SM)", "SM", None),
        (
            "Action: Open Data Team to provide an update.\nDue: next meeting of the Board.",
            "Open Data Team to provide an update.",
            "Open Data Team",
            "next meeting of the Board",
        ),
        ("It leaks. [Action: JS to circulate the survey]", "JS to circulate the survey", "JS", None),
        (
            "Action: Copy of the terms to be circulated to the Panel.",
            "Copy of the terms to be circulated to the Panel.",
            None,
            None,
        ),
        (
            "Action i): Panel members to submit case studies to the Secretariat by the next meeting.",
            "Panel members to submit case studies to the Secretariat by the next meeting.",
            "Panel members",
            "by the next meeting",
        ),
        (
            "Action: Feedback from UK Linked Data User Group (Steve Parr).",
            "Feedback from UK Linked Data User Group (Steve Parr).",
            "Steve Parr",
            None,
        ),
        (
            "Action: Martin Joyce agreed to bring a paper setting out the principles of open courts",
            "Martin Joyce agreed to bring a paper setting out the principles of open courts",
            "Martin Joyce",
            None,
        ),
        (
            "Action 5: Joan (with support from Robert) to lead the production of a position paper.",
            "Joan (with support from Robert) to lead the production of a position paper.",
            "Joan",
            None,
        ),
        (
            "Action: Revised terms to be circulated to the Panel by Secretariat by end of August.",
            "Revised terms to be circulated to the Panel by Secretariat by end of August.",
            "Secretariat",
            "by end of August",
        ),
        (
            "Action: The Board requested that the Met Office outline its programme.",
            "The Board requested that the Met Office outline its programme.",
            "Met Office",
            None,
        ),
        ("Action: Need to work closely with users.", "Need to work closely with users.", None, None),
        (
            "Action: Contribute to the publicity campaign.",
            "Contribute to the publicity campaign.",
            None,
            None,
        ),
        (
            "Datasets will be looked into. Action: Steve.",
            "Datasets will be looked into.",
            "Steve",
            None,
        ),
        (
            "Actions:\nThe Policy Team will provide a link to the announcement.\nDue:\nnext Board - 2 March",
            "The Policy Team will provide a link to the announcement.",
            "Policy Team",
            "next Board - 2 March",
        ),
        (
            "Action: For TS/BB to provide a first draft to the group prior to the next meeting.",
            "For TS/BB to provide a first draft to the group prior to the next meeting.",
            "TS/BB",
            "prior to the next meeting",
        ),
        (
            "Action: For all to contribute case studies to the sheet.",
            "For all to contribute case studies to the sheet.",
            "all",
            None,
        ),
        (
            "Action: Invite someone from the advisory group (Gerda Schultz, LGA).",
            "Invite someone from the advisory group (Gerda Schultz, LGA).",
            "Gerda Schultz, LGA",
            None,
        ),
        (
            "Action: ToR to reflect the outcome of the review.",
            "ToR to reflect the outcome of the review.",
            None,
            None,
        ),
        (
            "Action: Rhea Bell, Ian Cole and Will Parr to meet to discuss releases.",
            "Rhea Bell, Ian Cole and Will Parr to meet to discuss releases.",
            "Rhea Bell, Ian Cole and Will Parr",
            None,
        ),
    ],
)
def test_marked_actions(text: str, said: str, owner: str | None, due: str | None) -> None:
    (action,) = marked(text)
    assert action.words.text == said and action.kind == "minute_action"
    assert (words(action, "owner"), words(action, "deadline")) == (owner, due)


def test_undertakings_where_nothing_is_marked() -> None:
    text = "Officers undertook to clarify the position with the Member following the meeting."
    (action,) = marked(text)
    assert words(action, "owner") == "Officers"
    assert [draft.words.text for draft in marked(text + "\nAction: Clerk to buy salt.")] == [
        "Clerk to buy salt."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "REPORT TO CABINET\nAction 7: Develop a data ethics framework",
        "Dear all\nAction: Clerk to buy salt.",
        "Our strategy\nActions\n- Provide a dashboard for all services\n- The Council to lead by example",
        "Peer review\n“We will act,” the leader said: “Officers agreed to write to everybody.”",
    ],
)
def test_only_minutes_have_minute_actions(text: str) -> None:
    assert minutes.minute_actions(document(text)) == ()


def acts(text: str) -> Sequence[ActionDraft]:
    doc = document(text)
    made = minutes.decisions(doc, describe(doc)[0])
    return [draft.action for draft in made if draft.action is not None] or minutes.minute_actions(doc)


def test_narrative_cases() -> None:
    path = SHARED / "domain" / "narrative.jsonl"
    if not path.exists():
        pytest.skip("the narrative cases are not here")
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found, owned = 0, 0
    for case in cases:
        text = case["text"].replace(" / ", "\n")
        actions = acts(f"Minutes:\n{text}") or (
            acts(f"Minutes:\nRESOLVED:\n{text}") if resolves(case["class"]) else []
        )
        if not case["is_action"]:
            assert not actions, text
            continue
        found += bool(actions)
        owned += bool(actions) and same(words(actions[0], "owner"), case["owner"])
    assert found >= 27 and owned >= 25


def resolves(kind: str) -> bool:
    return kind.startswith(
        (
            "resolved",
            "delegated",
            "agreed",
            "to_request",
            "committee",
            "follow_up",
            "closure",
            "carried",
            "completed",
            "note",
            "elected",
        )
    )


def same(got: str | None, wanted: str | None) -> bool:
    """Whether the owner phrase opens as wanted; the cases cut some names short."""
    if got is None or wanted is None:
        return got is wanted
    return wanted.startswith(got[:12]) or got.startswith(wanted[:12])


@pytest.mark.parametrize("name", ["000", "001", "004"])
def test_seeds_without_planned_actions(name: str) -> None:
    paths = sorted((SHARED / "seeds").glob(f"{name}_*.txt"))
    if not paths:
        pytest.skip("the seeds are not here")
    assert all(draft.kind == "commitment" for draft in acts(paths[0].read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10000,
        "(" * 10000,
        "1 " * 5000,
        "/" * 10000,
        "be noted and " * 800,
        "the Board " * 1000,
        "RESOLVED " * 1000,
    ],
)
def test_hostile_text_ends(text: str) -> None:
    acts(f"Minutes:\nRESOLVED:\n(a) That {text}\nAction: {text}\n{text}\nIt was agreed that {text}")


def test_joints_of_the_list_are_no_words_of_a_resolution() -> None:
    first, second, third = decided("""MINUTES
RESOLVED:
(a) That the action plan be approved; and
(b) That the Head of Housing be requested to report back before the end of March 2020;
(c) That the report be noted.""")
    assert first.words.text == "That the action plan be approved"
    assert words(second.action, "deadline") == "before the end of March 2020"
    assert second.words.text.endswith("March 2020") and words(second.action, "owner") == "Head of Housing"
    assert third.words.text == "That the report be noted."


def test_the_next_business_is_no_resolution() -> None:
    (decision,) = decided("""MINUTES
And Resolved:
“That the Deputation be invited to attend a Monthly Meeting.”
To consider the Mayor's Report pursuant to Section 179 of the Act.""")
    assert decision.words.text.startswith("That the Deputation")


def test_being_committed_is_no_undertaking() -> None:
    assert marked("MINUTES\nThe Department is committed to supporting the agenda and publishes a lot.") == ()


def test_a_list_that_its_heading_gives_to_somebody() -> None:
    found = marked(
        "Actions: for Secretariat\n- Consider setting up a community of practice.\n"
        "- Comms strategy should be tied to specific projects."
    )
    assert [words(draft, "owner") for draft in found] == ["Secretariat", "Secretariat"]


def test_a_heading_and_another_kind_of_list_end_a_list_of_actions() -> None:
    found = marked(
        "Action:\n- Policy Team to circulate the slides.\n- Clerk to write to members.\n"
        "• In June the Policy Team will publish its strategy.\nSTRATEGY\n- The team will highlight its work."
    )
    assert [words(draft, "owner") for draft in found] == ["Policy Team", "Clerk"]


def test_parts_of_a_marked_action_are_actions() -> None:
    found = marked(
        "Action 2: (a) Secretariat to draft invites to new members for Norman and (b) for Norman to send out "
        "invitations by the end of July. (c) Chair to follow up."
    )
    assert [(draft.reference and draft.reference.text, words(draft, "owner")) for draft in found] == [
        ("2 a", "Secretariat"),
        ("2 b", "Norman"),
        ("2 c", "Chair"),
    ]
    assert words(found[1], "deadline") == "by the end of July"


def test_brackets_inside_an_action_part_nothing() -> None:
    (found,) = marked("Action 2: Clerk to ask for (a) quotes and (b) references.")
    assert words(found, "owner") == "Clerk"


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("KK would also produce some slides on what the group does.", "KK"),
        ("HS and KK will discuss with the website team.", "HS and KK"),
        ("KK agreed she would discuss this with the website team.", "KK"),
        ("The Chair will send round details to all members.", "Chair"),
        ("Anne Bell is to follow up with the charities.", "Anne Bell"),
        ("- Ministry of Justice (MOJ) to present at the next board on charging", "Ministry of Justice (MOJ)"),
    ],
)
def test_what_somebody_is_to_do_without_a_mark(text: str, owner: str) -> None:
    (action,) = marked(text)
    assert words(action, "owner") == owner


@pytest.mark.parametrize(
    "text",
    [
        "It will set out how the country can be at the forefront.",
        "The application process will close on 24th August.",
        "Members of the group had committed to making public the data requests that they were working on.",
        "- Presumption to publish for free must be upheld",
        "- To ask the Ordnance Survey and the Environment Agency to create a map.",
        "Departments will provide the context where it helps users.",
    ],
)
def test_what_will_happen_is_no_action(text: str) -> None:
    assert marked(text) == ()


def test_beside_resolutions_only_people_undertake() -> None:
    text = (
        "RESOLVED: That officers be requested to report.\nBB would create a list.\nThe Board will discuss it."
    )
    assert [words(draft, "owner") for draft in marked(text)] == ["BB"]


def test_actions_and_their_progress_that_came_as_one_cell_a_line() -> None:
    found = marked(
        "Action\nProgress\nPolicy Team to circulate the plan.\nComplete\nOfficers to share drafts with peers.\n"
        "In progress.\n3. Emerging themes\nThe drafts are of a good standard."
    )
    assert [(words(draft, "owner"), words(draft, "progress")) for draft in found] == [
        ("Policy Team", "Complete"),
        ("Officers", "In progress."),
    ]


# Minutes that are kept in a table ---------------------------------------------------------------------------------


def in_table(
    *rows: Sequence[str], above: str = "<p>Minutes of the meeting held on 4 March 2024</p>"
) -> list[Action]:
    """The actions of a page with one table; cells are HTML."""
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows[1:])
    head = "".join(f"<th>{cell}</th>" for cell in rows[0])
    html = f"<html><body>{above}<table><tr>{head}</tr>{body}</table></body></html>"
    return list(planextract.extract_bytes(html.encode(), "minutes.html").actions)


def owners(action: Action) -> list[str | None]:
    return [owner.name or owner.role or owner.organisation for owner in action.owners]


def due(action: Action) -> str | None:
    return action.deadline.raw if action.deadline is not None else None


def test_initials_beside_what_was_said() -> None:
    found = in_table(
        ("No.", "Discussion", "Action"),
        ("41/24", "<b>Waiting list</b><br/>PQ said that the list had grown. PQ to bring a forecast to the May"
        " meeting.", "PQ"),
        ("42/24", "The Committee asked for a note on agency costs by 22 March. The report was"
        " noted.", "<br/>RS / PQ"),
        ("43/24", "RS offered to send the slides round.<br/>It was agreed that TU would visit the"
        " depot.", "RS<br/>TU"),
        ("44/24", "The policy was approved.", "TU"),
        ("45/24", "TU set out the campaign. She was asked to thank the volunteers.", "TU"),
        ("46/24", "Nobody had anything to declare.", "NFA"),
    )  # fmt: skip
    assert [
        (action.text.value, action.reference and action.reference.value, owners(action)) for action in found
    ] == [
        ("PQ to bring a forecast to the May meeting.", "41/24", ["PQ"]),
        ("The Committee asked for a note on agency costs by 22 March.", "42/24", ["RS", "PQ"]),
        ("RS offered to send the slides round.", "43/24", ["RS"]),
        ("It was agreed that TU would visit the depot.", "43/24", ["TU"]),
        ("She was asked to thank the volunteers.", "45/24", ["TU"]),
    ]
    assert due(found[1]) == "by 22 March"


def test_actions_in_words_beside_what_was_said() -> None:
    found = in_table(
        ("Agenda item", "Summary of discussion", "Actions", "By whom", "By when"),
        ("1. Welcome", "Everybody was welcomed.", "–", "", ""),
        ("2. Heating", "The boiler failed twice.", "<p>Ask for three quotes</p><p>Tell the lettings"
        " team</p>", "<p>Gwen Rudd</p><p>Site Manager</p>", "<p>12 April 2024</p><p>ASAP</p>"),
        ("3. Trips", "A long talk.", "Update the risk assessment", "Deputy Head", "30/4/2024"),
        ("4. Accounts", "Presented by the Treasurer.", "Noted", "", ""),
    )  # fmt: skip
    assert [(action.text.value, owners(action), due(action)) for action in found] == [
        ("Ask for three quotes", ["Gwen Rudd"], "12 April 2024"),
        ("Tell the lettings team", ["Site Manager"], "ASAP"),
        ("Update the risk assessment", ["Deputy Head"], "30/4/2024"),
    ]
    assert [action.section and action.section.value for action in found] == ["Heating", "Heating", "Trips"]


def test_who_is_to_act_within_the_cell_of_an_action() -> None:
    found = in_table(
        ("Item", "Minutes", "Action / lead"),
        ("5", "Talk about the gate.", "<p>Ring the fencing firm – Moira</p><p>Find the old plans – Alun (end"
        " of May)</p>"),
        ("6", "Talk about the fête.", "Moira and Alun: posters to be printed by 3 June 2024"),
        ("7", "Talk about the pond.", "All - send photographs to Mr Petherick"),
        ("8", "Talk about the lane.", "DE to write to Highways. FG to measure the verge."),
        ("9", "Talk about the clock.", "None"),
    )  # fmt: skip
    assert [(action.text.value, owners(action), due(action)) for action in found] == [
        ("Ring the fencing firm", ["Moira"], None),
        ("Find the old plans", ["Alun"], "end of May"),
        ("posters to be printed by 3 June 2024", ["Moira", "Alun"], "by 3 June 2024"),
        ("send photographs to Mr Petherick", ["All"], None),
        ("DE to write to Highways.", ["DE"], None),
        ("FG to measure the verge.", ["FG"], None),
    ]


def test_notes_behind_the_item_are_what_was_said() -> None:
    found = in_table(
        ("Agenda item", "Key points", "Actions / Lead / Deadline"),
        ("Training", "Calendar late.", "Calendar to be shared – Kim Otley – 28 June 2024"),
        (
            "Audit",
            "Rate up.",
            "1. Housing to check ten cases (Ms Holt, by 31 July 2024)<br/>2. Kim to tell the chair",
        ),
        ("Budget", "Report noted.", "No actions"),
    )
    assert [(action.text.value, owners(action), due(action)) for action in found] == [
        ("Calendar to be shared", ["Kim Otley"], "28 June 2024"),
        ("Housing to check ten cases", ["Holt"], "by 31 July 2024"),
        ("Kim to tell the chair", ["Kim"], None),
    ]


def test_a_record_of_decisions_in_a_layout_table() -> None:
    found = page(
        "<tr><td><b>6</b></td><td><b>LIBRARIES</b><p>Cabinet considered a report of the Head of Culture on"
        " the use of"
        " the branches.</p><p><b>RESOLVED that</b></p><p>(a) the findings be noted; and</p><p>(b) the Head of"
        " Culture"
        " consult users and report back in July 2025.</p></td></tr>",
        above="Record of decisions",
    )
    assert [(action.kind, owners(action), due(action)) for action in found] == [
        ("resolution", ["Head of Culture"], "in July 2025")
    ]


def test_one_action_over_several_lines_of_a_cell() -> None:
    (found,) = in_table(
        ("Item", "Discussion", "Action"),
        ("1", "Drains.", "Clerk to ask the contractor<br/>for a plan of the drains"),
    )
    assert found.text.value == "Clerk to ask the contractor for a plan of the drains"


def test_a_list_of_decisions() -> None:
    found = in_table(
        ("Item", "Title", "Decision", "Responsible officer"),
        ("3", "Minutes", "Approved.", "–"),
        ("4", "Budget monitoring", "(a) That the report be noted.<br/>(b) That the Head of Finance be asked"
        " to report again in June 2024.", "Head of Finance"),
        ("5", "Taxi fares", "The new table of fares was approved.", "Licensing Manager"),
        ("6", "Depot", "Head of Property to obtain a valuation of the depot.", "Head of Property"),
        ("7", "Markets", "Deferred to the next meeting.", "Markets Manager"),
        above="<h2>Executive: decision list</h2>",
    )  # fmt: skip
    assert [(action.text.value, action.reference and action.reference.value) for action in found] == [
        ("That the Head of Finance be asked to report again in June 2024.", "4"),
        ("Head of Property to obtain a valuation of the depot.", "6"),
    ]


def test_a_list_of_decisions_and_who_takes_them_forward() -> None:
    found = in_table(
        ("Agenda item", "Ref", "Decision", "To be taken forward by", "Timescale"),
        ("Sederunt", "1", "Noted apologies from Cllr Ure.", "–", "–"),
        ("Ferries", "2.1", "Noted the position.", "–", "–"),
        ("Winter plan", "3.1", "Instructed that a rota be drawn up for the Committee.", "Head of Roads", "10 Feb 2026"),
        ("Grants", "4.1", "Requested a paper on unspent awards.", "Head of Culture", "Before end Mar 2026"),
        ("Lochside Hall", "5.1", "Approved for sale. To arrange a valuation.", "Estates Manager", ""),
        ("Accounts", "6.1", "Received the accounts; thanked the Treasurer.", "–", "–"),
        above="<h2>Decision and action note: meeting of 12 January 2026</h2>",
    )  # fmt: skip
    assert [
        (action.reference and action.reference.value, owners(action), due(action)) for action in found
    ] == [
        ("3.1", ["Head of Roads"], "10 Feb 2026"),
        ("4.1", ["Head of Culture"], "Before end Mar 2026"),
        ("5.1", ["Estates Manager"], None),
    ]
    assert found[2].text.value == "To arrange a valuation."


@pytest.mark.parametrize("header", ["Remitted to", "For action by", "To be progressed by"])
def test_other_words_for_who_takes_a_decision_forward(header: str) -> None:
    (found,) = in_table(
        ("Item", "Decision", header),
        ("Parking", "Agreed to consult traders on new hours.", "Head of Roads"),
        ("Minute", "Approved.", ""),
        above="<h2>Action note of 12 January 2026</h2>",
    )
    assert owners(found) == ["Head of Roads"]


@pytest.mark.parametrize(
    ("headers", "purposes"),
    [
        (("No.", "Item", "Lead officer", "Purpose", "Time"), ("To approve", "To note", "For information")),
        (("Ref", "Item", "Presenter", "Action", "Timing"), ("Assurance", "Discussion / decision", "Note")),
        (("Ref", "Item", "Lead", "Action required", "Time"), ("To receive the report", "Noting", "Verbal update")),
    ],
)  # fmt: skip
def test_an_agenda_is_no_list_of_actions(headers: Sequence[str], purposes: Sequence[str]) -> None:
    rows = [
        (str(number), f"Paper {number} on the harbour", "Harbour Master", purpose, f"10.{number}0")
        for number, purpose in enumerate(purposes, 1)
    ]
    assert in_table(headers, *rows, above="<h1>Harbour Committee</h1><p>Friday 10 October 2025</p>") == []


def test_tables_that_are_no_minutes() -> None:
    plan = in_table(
        ("Ref", "Issue", "Action", "Lead", "Date", "Status"),
        ("1", "Phones", "Buy a new exchange", "Practice Manager", "May 2024", "Complete"),
        above="<h2>Action plan</h2>",
    )
    assert [(action.kind, action.progress.state and action.progress.state.value) for action in plan] == [
        ("planned", "completed")
    ]


def page(table: str, above: str = "Minutes of the meeting held on Monday 13 January 2025") -> list[Action]:
    html = f"<html><body><p>{above}</p><table>{table}</table></body></html>"
    return list(planextract.extract_bytes(html.encode(), "minutes.html").actions)


def test_a_margin_without_headers() -> None:
    found = page(
        "<tr><td>1</td><td>Apologies were received from Cllr Tate and from Cllr Oram. These were"
        " accepted.</td><td></td></tr>"
        "<tr><td>2</td><td>The bench by the pond has been vandalised again. Cllr Moss agreed to inspect it"
        " before the end of"
        " the month. A long discussion on the cost of a metal one followed.</td><td>KM</td></tr>"
        "<tr><td>3</td><td>Members noted that reserves were adequate. RESOLVED: that the Clerk submit the"
        " precept form by"
        " 24 January.</td><td>Clerk</td></tr>"
    )
    assert [(action.text.value, owners(action)) for action in found] == [
        ("Cllr Moss agreed to inspect it before the end of the month.", ["KM"]),
        ("that the Clerk submit the precept form by 24 January.", ["Clerk"]),
    ]


def test_a_margin_of_which_only_the_actions_have_a_header() -> None:
    found = page(
        "<tr><td></td><td></td><td><b>Action</b></td></tr>"
        "<tr><td>1.</td><td><b>Welcome</b><br/>The Chair welcomed everybody and noted that apologies had come"
        " from two members.</td><td></td></tr>"
        "<tr><td>2.</td><td><b>Infection control</b><br/>RT presented the report, and the group was content"
        " with it.<br/>LK was asked"
        " to share the audit with partners by 7 February.</td><td>LK</td></tr>"
    )
    assert [(action.text.value, owners(action), due(action)) for action in found] == [
        ("LK was asked to share the audit with partners by 7 February.", ["LK"], "by 7 February")
    ]


def test_prose_that_a_table_lays_out() -> None:
    found = page(
        "<tr><th>Item</th><th>Discussion</th></tr>"
        "<tr><td>1. Apologies</td><td>Apologies were received from Mrs Tate, and these were accepted.</td></tr>"
        "<tr><td>2. Safeguarding</td><td>The report was taken as read. Governors asked how often the audit is"
        " done.<br/>"
        "ACTION: Clerk to add safeguarding to the March agenda</td></tr>"
        "<tr><td>3. Finance</td><td>The Bursar presented month 9. RESOLVED: that the Bursar obtain three"
        " quotations.</td></tr>"
    )
    assert [(action.kind, action.text.value) for action in found] == [
        ("minute_action", "Clerk to add safeguarding to the March agenda"),
        ("resolution", "that the Bursar obtain three quotations."),
    ]


def test_what_is_resolved_in_mid_paragraph() -> None:
    (first, second) = decided(
        "Minutes of the meeting\na) Mill Lane. The potholes are back. RESOLVED: that the Clerk report them to"
        " the County."
        " Thanks were given. RESOLVED: that Cllr Pike speak to the landowner."
    )
    assert [first.words.text, second.words.text] == [
        "that the Clerk report them to the County.",
        "that Cllr Pike speak to the landowner.",
    ]
    (quoted,) = decided(
        "Minutes of the meeting\nOn the proposal of Cllr. Hearn, seconded by Cllr. Mac Giolla, it was"
        " RESOLVED “that this"
        " Committee write to the Minister for Transport seeking funding”."
    )
    assert quoted.words.text == "that this Committee write to the Minister for Transport seeking funding"
    assert words(quoted.action, "owner") == "this Committee"


def test_a_point_behind_a_title_ends_no_sentence() -> None:
    found = minutes.minute_actions(
        document(
            "Minutes of the meeting\nMs. Lacey will examine whether a seat could be given and revert to members."
            " Chief Supt. Doyle undertook to include these."
        )
    )
    assert [words(draft, "owner") for draft in found] == ["Ms. Lacey", "Chief Supt. Doyle"]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Date of next meeting: Tuesday 3 December 2024, 7.30pm", date(2024, 12, 3)),
        ("Next meeting – Weds 4th Dec 2024 at the usual place", date(2024, 12, 4)),
        ("12. Date and time of the next meeting: 10 January at 2pm", date(2025, 1, 10)),
        ("The next meeting will be held on 28 November 2024.", date(2024, 11, 28)),
        ("Date of next meeting: to be confirmed", None),
        ("At the next meeting the Clerk will report on the fair of 14 December 2024", None),
        ("The last meeting was on 3 September 2024", None),
    ],
)
def test_the_day_of_the_next_meeting(line: str, day: date | None) -> None:
    assert next_meeting(document(f"Minutes of the meeting\n{line}"), date(2024, 11, 5)) == day


def test_the_day_of_the_next_meeting_below_its_heading_or_in_a_table() -> None:
    below = document("Minutes of the meeting\nDATE OF NEXT MEETING\nTuesday 3rd December 2024 at 7.30pm")
    assert next_meeting(below, date(2024, 11, 5)) == date(2024, 12, 3)
    found = in_table(
        ("Item", "Discussion", "Action"),
        ("4", "Swings.", "Clerk to bring prices to the next meeting"),
        ("5", "Date of next meeting: 8 April 2024", ""),
    )
    value = found[0].deadline.value if found[0].deadline is not None else None
    assert isinstance(value, DueBy) and value.latest == date(2024, 4, 8)


@pytest.mark.parametrize(
    "when", ["before the Easter holidays", "during the summer recess", "before Christmas"]
)
def test_time_off_is_part_of_a_deadline(when: str) -> None:
    (action,) = marked(f"MINUTES\nMr Hale undertook to have the roof checked {when}.")
    assert words(action, "deadline") == when


def test_a_day_in_figures_behind_by() -> None:
    found = in_table(("Item", "Discussion", "Action"), ("4", "Swings.", "Clerk to order them by 21/3"))
    assert [due(action) for action in found] == ["by 21/3"]


def test_initials_of_a_margin_that_came_out_as_lines() -> None:
    found = marked(
        "3. Budget\nMr Orme spoke to his report. It was agreed that GH would bring a recovery plan in May.\nGH\n"
        "4. Carers\nThe strategy was noted.\nAOB\n5. Winter\nThe plan is late. PB to send the toolkit to all"
        " wards by 4 October. PB/GH"
    )
    assert [(draft.words.text, words(draft, "owner")) for draft in found] == [
        ("It was agreed that GH would bring a recovery plan in May.", "GH"),
        ("PB to send the toolkit to all wards by 4 October.", "PB/GH"),
    ]


def test_a_mark_at_the_end_is_for_the_sentence_that_gives_work() -> None:
    (found,) = marked(
        "The Board noted the report. It was agreed that the Chief Officer would circulate a"
        " briefing.\nAction: Mrs Kell"
    )
    assert found.words.text == "It was agreed that the Chief Officer would circulate a briefing."
    assert words(found, "owner") == "Mrs Kell"


# Action logs ------------------------------------------------------------------------------------------------------


def test_a_log_with_a_column_of_codes_that_a_line_below_explains() -> None:
    found = in_table(
        ("Ref", "Action agreed", "Lead", "Due", "Latest", "Where"),
        ("P/7", "Replace the pump", "Ivor Lane", "28.02.25<br/>rev. 31.03.25", "Part on order.", "P"),
        ("P/8", "Paint the gate", "Ivor Lane", "14.03.25", "", "D"),
        above="<h2>Works group action log</h2><p>Where: D = done, P = in progress, X = withdrawn</p>",
    )
    assert [action.progress.state and action.progress.state.value for action in found] == [
        "in_progress",
        "completed",
    ]
    assert found[0].progress.commentary is not None and found[0].progress.commentary.value == "Part on order."
    value = found[0].deadline.value if found[0].deadline is not None else None
    assert isinstance(value, DueBy) and value.latest == date(2025, 3, 31)
    assert value.original is not None and value.original.latest == date(2025, 2, 28)


def test_no_further_action_in_a_table_of_actions_is_none() -> None:
    found = in_table(
        ("Agreed action", "Agency", "By"),
        ("No further action", "", ""),
        ("–", "", ""),
        ("Fit a new lock", "Housing", "3 May 2025"),
        above="<h3>Case 12</h3>",
    )
    assert [action.text.value for action in found] == ["Fit a new lock"]


# What carries a mark, and what stands beside it --------------------------------------------------------------------


def said_on(html: str, title: str = "") -> list[Action]:
    page = f"<html><head><title>{title}</title></head><body>{html}</body></html>"
    return list(planextract.extract_bytes(page.encode(), "page.html").actions)


GOVERNORS = (
    "<h1>Ashgrove Junior School</h1><h2>Finance and Premises – Spring Term (1)</h2><p>Date: 22.01.2026</p>"
    "<p>Governors: Mr Alan Peel (Chair), Ms Rana Sood (Headteacher)<br/>Also: Mrs Joy Tull (Clerk)</p>"
    "<h3>1. Actions from the last meeting</h3><ul><li>Clerk to send out the calendar – done 04.12.25</li>"
    "<li>HT to ring the roofers – complete</li></ul>"
    "<h3>2. Budget</h3><p><i>Q: Why are supply costs up? A: Two staff are on leave.</i></p>"
    "<p><b>Action: HT to bring a paper on supply costs (by 06.03.2026)</b></p>"
    "<p><b>Action: Chair and SBM to sign off the benchmarking return – deadline 27 March 2026</b></p>"
    "<h3>3. Premises</h3><table><tr><th>Policy</th><th>Outcome</th></tr><tr><td>Lettings</td><td>Deferred</td></tr>"
    "</table><p><b>Action: SBM to price new gutters and report back, 12.03.2026</b></p>"
    "<h3>4. Training</h3><p>Mr Peel went on a course. <b>Action: All governors to read the guidance by the end of"
    " term.</b></p>"
)


@pytest.mark.parametrize(
    ("title", "end"),
    [
        ("F&amp;P minutes spring 1", ""),
        ("", "<p>12.03.2026 at 5pm. Meeting closed 6.40pm.</p>"),
        ("", "<p>There being no further business the meeting was declared closed at 18:40.</p>"),
        ("", "<p>The Chair closed the meeting at 6.40 p.m.</p>"),
        ("", "<p>Meeting ended: 18.40</p>"),
    ],
)
def test_marked_lines_of_minutes_that_are_not_called_so(title: str, end: str) -> None:
    assert [
        (action.text.value, owners(action), due(action)) for action in said_on(GOVERNORS + end, title)
    ] == [
        ("HT to bring a paper on supply costs (by 06.03.2026)", ["HT"], "by 06.03.2026"),
        (
            "Chair and SBM to sign off the benchmarking return – deadline 27 March 2026",
            ["Chair", "SBM"],
            "deadline 27 March 2026",
        ),
        ("SBM to price new gutters and report back, 12.03.2026", ["SBM"], "12.03.2026"),
        ("All governors to read the guidance by the end of term.", ["All governors"], "by the end of term"),
    ]


def test_what_somebody_undertakes_beside_the_mark_of_other_business() -> None:
    found = said_on(
        "<p>Minutes of the meeting held on Monday 12 January 2026</p><h3>4/26 Roads</h3>"
        "<p>The figures were noted. County Cllr Tuke will raise the broken grid with the Roads Engineer.</p>"
        "<p>The verge on Mill Road is overgrown. The Clerk will write to the owner about the verge.<br/>"
        "ACTION: Clerk to write to the owner of Mill House about the verge.</p><h3>5/26 Hall</h3>"
        "<p>Bills are up by 9%. RESOLVED to get prices for two heaters. <i>Action: Clerk / Cllr Wynne</i></p>"
        "<p>Mrs Ames undertook to have the piano tuned before Lent.</p>"
        "<p>Costs rose by 8%. Cllr Osei offered to ask the scouts for help and to report back in March.</p>"
        "<h3>6/26 Archive</h3><p>Dr Quill had visited and her note was received. She will check the deeds again.</p>"
        "<p>Mr Lorne thanked Dr Quill. He will check the locks.</p>"
    )
    assert [(action.text.value, owners(action)) for action in found] == [
        ("County Cllr Tuke will raise the broken grid with the Roads Engineer.", ["Tuke"]),
        ("Clerk to write to the owner of Mill House about the verge.", ["Clerk"]),
        ("RESOLVED to get prices for two heaters.", ["Clerk", "Wynne"]),
        ("Mrs Ames undertook to have the piano tuned before Lent.", ["Ames"]),
        ("Cllr Osei offered to ask the scouts for help and to report back in March.", ["Osei"]),
        ("She will check the deeds again.", ["Quill"]),
    ]
