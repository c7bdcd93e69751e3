"""An extraction made by hand that fills every record of the contract, for tests of what comes after the road."""

from datetime import date

from planextract.records import (
    Action,
    Appendix,
    BlockSource,
    CellSource,
    ColumnText,
    Contact,
    Deadline,
    Decision,
    DiagnosticRecord,
    DueBy,
    Extracted,
    Extraction,
    FileSource,
    Finding,
    Interval,
    JoinRecord,
    LegendEntry,
    Metadata,
    OptionSource,
    Owner,
    Plan,
    Progress,
    Rag,
    ReferenceDate,
    Response,
    Review,
    Reviewer,
    SourceFile,
    State,
    SuccessCriterion,
    Tally,
    Update,
)

CELL = CellSource(page=3, table=1, row=6, column=2, start=0, end=15, bbox=(312.0, 140.5, 371.2, 152.0))
BLOCK = BlockSource(page=None, block=4, start=0, end=9)


def words(text: str) -> Extracted[str]:
    return Extracted[str](value=text, raw=text, rule="table_row", sources=(CELL,))


def column(text: str) -> ColumnText:
    return ColumnText(value=text, raw=text, rule="column", header="As printed", sources=(CELL,))


def source(name: str = "plan.pdf") -> SourceFile:
    return SourceFile(
        name=name,
        media_type="application/pdf",
        sha256="0" * 64,
        bytes=1234,
        pages=4,
        reader="pdf",
        planextract_version="0.1.0",
    )


def deadline() -> Extracted[Deadline]:
    first = Interval(earliest=date(2009, 12, 31), latest=date(2009, 12, 31), raw="31 December 2009")
    due = DueBy(
        earliest=date(2010, 1, 29),
        latest=date(2010, 1, 29),
        precision="day",
        edtf="2010-01-29",
        qualifiers=("by",),
        original=first,
        alternatives=(first,),
        revisions=(first,),
    )
    return Extracted[Deadline](
        value=due, raw="29 January 2010", rule="day_month_year", confidence=0.75, sources=(CELL,)
    )


def progress() -> Progress:
    return Progress(
        state=Extracted[State](value="in_progress", raw="Work underway", rule="opening", sources=(CELL,)),
        stage="open",
        rag=Extracted[Rag](
            value=Rag(colour="amber", origin="fill", meaning="at risk"), raw="", rule="fill", sources=(CELL,)
        ),
        percent=Extracted[float](value=40.0, raw="40%", rule="percent", sources=(CELL,)),
        completed_on=Extracted[date](value=date(2010, 2, 1), raw="1.2.10", rule="day", sources=(CELL,)),
        response=Extracted[Response](value="accepted", raw="Agreed", rule="word", sources=(CELL,)),
        assurance=words("Internal audit"),
        commentary=words("Post filled – cover “still to be agreed”"),
        updates=(Update(text=words("Begun")),),
    )


def owners() -> tuple[Owner, ...]:
    lead = Owner(
        raw="Clive Jarman (Head of Safeguarding, Easterby)",
        name="Clive Jarman",
        role="Head of Safeguarding",
        organisation="Easterby",
        kind="person",
        rule="name_and_role",
        confidence=0.5,
        sources=(CELL,),
    )
    return lead, Owner(raw="DMT", kind="body", part="support", rule="body", confidence=0.25, sources=(CELL,))


def action(**fields: object) -> Action:
    filled: dict[str, object] = {
        "id": "a001",
        "plan_id": "p1",
        "finding_ids": ("f001",),
        "reference": words("1.1"),
        "section": words("Safeguarding"),
        "kind": "planned",
        "text": words("Screen all alerts, every day"),
        "items": (words("every day"),),
        "owners": owners(),
        "deadline": deadline(),
        "progress": progress(),
        "other": {"Budget code": words("B12")},
        "overdue_at_reference": True,
    }
    columns = ("priority", "evidence", "success_measure", "resources", "risk", "monitored_by")
    filled |= {name: column(name) for name in columns}
    return Action.model_validate(filled | fields)


def bare_action() -> Action:
    """An action of a table that has no other column."""
    return Action(id="a002", kind="minute_action", text=words("Report back"))


def metadata() -> Metadata:
    return Metadata(
        document_kind="action_plan",
        title=words("Improvement Plan"),
        authority=words("Easterby Borough Council"),
        contact=Contact(email=words("c.james@easterby.example")),
        reference_date=ReferenceDate(
            value=date(2010, 2, 2), basis="option", sources=(OptionSource(name="reference_date"),)
        ),
        appendices=(Appendix(value="Costs", raw="Costs", rule="appendix", reference="A"),),
        background_papers=(
            Extracted[str](value="None", raw="None", rule="x", sources=(FileSource(name="t"),)),
        ),
    )


def full(*actions: Action) -> Extraction:
    """An extraction with something in every list; two actions unless others are given."""
    key = LegendEntry(code=words("A"), meaning=words("at risk"), state="at_risk")
    criterion = SuccessCriterion(criterion=words("No delay"), measure=words("Weekly count"))
    plan = Plan(id="p1", title=words("The Plan"), lead=owners(), legend=(key,), success_criteria=(criterion,))
    return Extraction(
        source=source(),
        metadata=metadata(),
        reviews=(Review(id="r1", name=words("Peer review"), kind="peer", reviewers=(Reviewer(raw="X"),)),),
        plans=(plan,),
        findings=(
            Finding(id="f001", kind="priority_action", reference=words("1"), text=words("Not screened")),
        ),
        actions=actions or (action(), bare_action()),
        decisions=(Decision(id="d1", verb="note", text=words("be noted"), made="resolved"),),
        tallies=(Tally(total=3, counts={"green": 3}, sums=True, raw="3", rule="tally", sources=(BLOCK,)),),
        joins=(
            JoinRecord(reason="header_repeated", table=2, page=4, onto_table=1, onto_page=3),
            JoinRecord(reason="row_cut_by_page_break", table=2, page=4, onto_table=1, onto_page=3, row=1),
        ),
        diagnostics=(DiagnosticRecord(code="no_reference_date", severity="info", message="none"),),
    )
