"""What `extract` and `list_actions` give: figures and ids of ours, and words of the document marked as quoted."""

from collections import Counter
from datetime import date

from pydantic import Field

from planextract import outcomes
from planextract.confidence import Band, band
from planextract.emit import cells
from planextract.mcp_server.quoting import NOTICE, Answer, Quoted, maybe, quoted
from planextract.mcp_server.readings import Reading
from planextract.outcomes import Outcome
from planextract.records import AbsentReason, Action, Colour, DocumentKind, Extraction, Stage, State

MOST_DOCUMENTS = 20
MOST_IDS = 100
MOST_OWNERS = 6


class DocumentSummary(Answer):
    """One document: a file, or one of those in a zip or mail."""

    part: int = Field(description="Number of the document within its file, from 0.")
    name: Quoted
    outcome: Outcome
    reason: Quoted | None = Field(description="Why it was not read whole, or why nothing was found.")
    media_type: str
    sha256: str
    pages: int | None
    document_kind: DocumentKind
    title: Quoted | None
    authority: Quoted | None
    reference_date: date | None = Field(description="The day that the document speaks from.")
    counts: dict[str, int]
    stages: dict[Stage, int]
    remarks: dict[str, int] = Field(description="Remarks by code; docs/diagnostics.md explains each.")
    action_ids: tuple[str, ...]
    finding_ids: tuple[str, ...]
    decision_ids: tuple[str, ...]
    ids_left_out: int = Field(description="How many ids are left off for shortness.")


class Summary(Answer):
    """What a file holds."""

    notice: str = NOTICE
    path: str
    documents: tuple[DocumentSummary, ...]
    documents_left_out: int = 0


def summary(reading: Reading) -> Summary:
    shown = reading.extractions[:MOST_DOCUMENTS]
    return Summary(
        path=reading.path,
        documents=tuple(_document(part, each) for part, each in enumerate(shown)),
        documents_left_out=len(reading.extractions) - len(shown),
    )


def _document(part: int, extraction: Extraction) -> DocumentSummary:
    about, source = extraction.metadata, extraction.source
    became = outcomes.of(extraction)
    ids = [
        tuple(record.id for record in records)
        for records in (extraction.actions, extraction.findings, extraction.decisions)
    ]
    return DocumentSummary(
        part=part,
        name=quoted(source.name),
        outcome=became.outcome,
        reason=_reason(extraction, became.code),
        media_type=source.media_type,
        sha256=source.sha256,
        pages=source.pages,
        document_kind=about.document_kind,
        title=maybe(cells.words(about.title)),
        authority=maybe(cells.words(about.authority)),
        reference_date=about.reference_date.value if about.reference_date is not None else None,
        counts={
            name: len(getattr(extraction, name))
            for name in ("actions", "findings", "decisions", "plans", "reviews", "tallies")
        },
        stages=dict(Counter(action.progress.stage for action in extraction.actions)),
        remarks=dict(Counter(each.code for each in extraction.diagnostics)),
        action_ids=ids[0][:MOST_IDS],
        finding_ids=ids[1][:MOST_IDS],
        decision_ids=ids[2][:MOST_IDS],
        ids_left_out=sum(max(0, len(each) - MOST_IDS) for each in ids),
    )


def _reason(extraction: Extraction, code: str | None) -> Quoted | None:
    return next((quoted(each.message) for each in extraction.diagnostics if each.code == code), None)


class ActionRow(Answer):
    """One action, shortened; `show_source` has all of it."""

    path: str
    part: int
    id: str
    reference: Quoted | None
    section: Quoted | None
    text: Quoted
    owners: tuple[Quoted, ...]
    owners_left_out: int
    deadline: Quoted | None = Field(description="As printed.")
    deadline_kind: str | None
    earliest: date | None
    latest: date | None = Field(description="Last day on which it is in time.")
    state: State | None
    stage: Stage
    rag: Colour | None
    percent: float | None
    overdue_at_reference: bool | None = Field(description="Late on the day that the document speaks from.")
    absent: dict[str, AbsentReason] = Field(description="Why owners, deadline or state have no value.")
    page: int | None
    confidence: float | None = Field(description="Of the least sure of owners, deadline and state.")
    band: Band | None


class Listed(Answer):
    """The actions that were asked for, from `offset` on."""

    notice: str = NOTICE
    searched: tuple[str, ...] = Field(description="The files that were looked through.")
    matching: int
    without_last_day: int = Field(description="Actions left out for want of a last day to compare.")
    offset: int
    actions: tuple[ActionRow, ...]


def row(path: str, part: int, action: Action) -> ActionRow:
    sure = surety(action)
    rag = action.progress.rag
    return ActionRow(
        path=path,
        part=part,
        id=action.id,
        reference=maybe(cells.words(action.reference), 60),
        section=maybe(cells.words(action.section), 120),
        text=quoted(cells.words(action.text) or ""),
        owners=tuple(quoted(cells.owner_in_words(owner), 120) for owner in action.owners[:MOST_OWNERS]),
        owners_left_out=max(0, len(action.owners) - MOST_OWNERS),
        deadline=maybe(cells.raw(action.deadline), 120),
        deadline_kind=action.deadline.value.kind if action.deadline and action.deadline.value else None,
        earliest=day(action, "earliest"),
        latest=day(action, "latest"),
        state=action.progress.state.value if action.progress.state is not None else None,
        stage=action.progress.stage,
        rag=rag.value.colour if rag is not None and rag.value is not None else None,
        percent=action.progress.percent.value if action.progress.percent is not None else None,
        overdue_at_reference=action.overdue_at_reference,
        absent=action.absent,
        page=cells.page(action.text),
        confidence=sure,
        band=band(sure),
    )


def day(action: Action, field: str) -> date | None:
    """A day of a deadline; None where it has no such day."""
    found = cells.due(action.deadline, field)
    return found if isinstance(found, date) else None


def surety(action: Action) -> float | None:
    """The confidence of the least sure of owners, deadline and state; None where one of them has none."""
    return cells.confidence(*action.owners, action.deadline, action.progress.state)
