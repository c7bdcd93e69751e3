"""What leaves planextract: the output contract, version 1, as frozen pydantic records.

This module is its only definition; `docs/schema/v1.json` is generated from it. Null in place of an `Extracted` means
that the document has no such column or an empty cell; an `Extracted` with a null value means words that we could
not read. Pages count from 1, all else from 0, spans are half-open, boxes are x0, top, x1, bottom in points from the
page's top left.
"""

from collections.abc import Sequence
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

    from planextract.provenance import Source, SourcedText

SCHEMA_VERSION = "1.4"

T = TypeVar("T")

Day = date
"""For records that have a field called date, which hides the type in its own annotation."""

BBox = tuple[float, float, float, float]


class Record(BaseModel):
    """Base of all records: frozen, and strict about what it holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# Where a value stands ------------------------------------------------------------------------------------------


class CellSource(Record):
    """Characters start..end of one cell of a table as read."""

    kind: Literal["cell"] = "cell"
    page: int | None
    table: int
    row: int
    column: int
    start: int
    end: int
    bbox: BBox | None = None


class BlockSource(Record):
    """Characters start..end of one paragraph, heading or list item outside tables."""

    kind: Literal["block"] = "block"
    page: int | None
    block: int
    start: int
    end: int
    bbox: BBox | None = None


class OptionSource(Record):
    """The caller supplied it."""

    kind: Literal["option"] = "option"
    name: str


class FileSource(Record):
    """The file says it of itself: a document property."""

    kind: Literal["file"] = "file"
    name: str


Provenance = Annotated[CellSource | BlockSource | OptionSource | FileSource, Field(discriminator="kind")]
"""Where a value stands, told apart by `kind`."""


def provenance(source: "Source") -> CellSource | BlockSource:
    """One stretch of a document's characters as a record; boxes are rounded to a hundredth of a point."""
    place, box = source.place, source.box
    bbox = (
        (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2)) if box is not None else None
    )
    if place.block is not None:
        return BlockSource(page=place.page, block=place.block, start=source.start, end=source.end, bbox=bbox)
    assert place.table is not None and place.row is not None and place.column is not None
    return CellSource(
        page=place.page,
        table=place.table,
        row=place.row,
        column=place.column,
        start=source.start,
        end=source.end,
        bbox=bbox,
    )


def sources_of(text: "SourcedText") -> tuple[CellSource | BlockSource, ...]:
    """The provenance of some words of a document."""
    return tuple(provenance(source) for source in text.sources())


class Extracted(Record, Generic[T]):
    """One value with its evidence.

    `raw` is exactly the source characters under `sources`, one blank between entries. `rule` names the function that
    decided. `confidence` is a calibrated probability that the value is right, null until its field is calibrated.
    """

    value: T | None
    raw: str
    rule: str
    confidence: float | None = None
    sources: tuple[Provenance, ...] = ()


class ColumnText(Extracted[str]):
    """The words of a column, with its header as printed (null where the table prints none)."""

    header: str | None = None


class Appendix(Extracted[str]):
    """The title of an appendix, with the number or letter that it goes by."""

    reference: str | None = None


# Deadlines -----------------------------------------------------------------------------------------------------

Precision = Literal[
    "day",
    "week",
    "month",
    "quarter",
    "season",
    "term",
    "half",
    "year",
    "financial_year",
    "academic_year",
    "municipal_year",
    "range",
]
Freq = Literal["daily", "weekly", "monthly", "yearly"]


class Interval(Record):
    """A stretch of days, both ends included: one of several alternatives, or a date that was changed."""

    earliest: date | None
    latest: date | None
    raw: str = ""


class _DeadlineBase(Record):
    """`original` is the first date of a deadline that was changed, `revisions` those between it and the present one."""

    edtf: str | None = None
    qualifiers: tuple[str, ...] = ()
    original: Interval | None = None
    revisions: tuple[Interval, ...] = ()


class DueBy(_DeadlineBase):
    """Due in a known stretch of days; the day after `latest` it is late."""

    kind: Literal["due"] = "due"
    earliest: date
    latest: date
    precision: Precision
    approximate: bool = False
    year_inferred: bool = False
    alternatives: tuple[Interval, ...] = ()


class StartOnly(_DeadlineBase):
    """When it begins, and no end."""

    kind: Literal["start_only"] = "start_only"
    earliest: date
    year_inferred: bool = False


class Recurring(_DeadlineBase):
    """Done again and again, in iCalendar terms; `latest` (and `until`) where the recurrence is bounded."""

    kind: Literal["recurring"] = "recurring"
    freq: Freq | None
    interval: int = 1
    bymonth: tuple[int, ...] = ()
    start: date | None = None
    until: date | None = None
    latest: date | None = None


class Ongoing(_DeadlineBase):
    """Goes on without an end; `earliest` where its beginning is stated ("from September 2013 onwards")."""

    kind: Literal["ongoing"] = "ongoing"
    earliest: date | None = None


class Immediate(_DeadlineBase):
    """As soon as possible; `latest` is the reference date where that is known."""

    kind: Literal["immediate"] = "immediate"
    latest: date | None = None


class Relative(_DeadlineBase):
    """A duration (ISO 8601) counted from an anchor; `latest` where the anchor's date is known."""

    kind: Literal["relative"] = "relative"
    duration: str
    anchor: str | None = None
    latest: date | None = None


class Event(_DeadlineBase):
    """Tied to something that has no date of its own; `duration` where it is counted from that."""

    kind: Literal["event"] = "event"
    event: str
    duration: str | None = None


class ToBeConfirmed(_DeadlineBase):
    kind: Literal["to_be_confirmed"] = "to_be_confirmed"


class Settled(_DeadlineBase):
    """The deadline cell says that it is done; also reported as progress."""

    kind: Literal["settled"] = "settled"
    completed_on: Interval | None = None


Deadline = Annotated[
    DueBy | StartOnly | Recurring | Ongoing | Immediate | Relative | Event | ToBeConfirmed | Settled,
    Field(discriminator="kind"),
]

# Owners --------------------------------------------------------------------------------------------------------

OwnerKind = Literal["person", "role", "body", "organisation", "unit", "initials", "collective", "unassigned"]
OwnerPart = Literal["lead", "support", "consulted", "accountable", "via"]


SecondReading = Literal["agreed", "disputed"]


class Owner(Record):
    """One party. `expansion` is what the document says that an abbreviation stands for; `contact` the telephone numbers
    and mail addresses beside it, as printed, with "; " between them. `second_reading` says whether a trained model read
    the same parties in the cell; null where none was asked."""

    raw: str
    name: str | None = None
    role: str | None = None
    organisation: str | None = None
    kind: OwnerKind
    part: OwnerPart = "lead"
    inherited: bool = False
    expansion: str | None = None
    contact: str | None = None
    rule: str
    second_reading: SecondReading | None = None
    confidence: float | None = None
    sources: tuple[Provenance, ...] = ()


# Progress ------------------------------------------------------------------------------------------------------

State = Literal[
    "not_started",
    "not_due",
    "in_progress",
    "on_track",
    "at_risk",
    "behind",
    "overdue",
    "on_hold",
    "extended",
    "ongoing",
    "completed",
    "completed_pending_verification",
    "embedded",
    "closed",
    "superseded",
    "cancelled",
    "not_applicable",
    "no_data",
]
Stage = Literal["open", "done", "stopped", "unknown"]
Colour = Literal[
    "red", "amber", "green", "blue", "purple", "grey", "black", "white", "amber_green", "amber_red"
]
Response = Literal["accepted", "partially_accepted", "rejected"]


class Rag(Record):
    """A colour as printed. `meaning` is what the document's own legend says of it."""

    colour: Colour
    origin: Literal["text", "fill", "symbol", "legend"] = Field(alias="from", serialization_alias="from")
    meaning: str | None = None

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Update(Record):
    """One entry of a dated journal of progress."""

    date: Extracted[Day] | None = None
    text: Extracted[str]
    state: Extracted[State] | None = None


class Progress(Record):
    """Five things that plans write under "status", in fields of their own."""

    state: Extracted[State] | None = None
    stage: Stage = "unknown"
    rag: Extracted[Rag] | None = None
    percent: Extracted[float] | None = None
    completed_on: Extracted[date] | None = None
    response: Extracted[Response] | None = None
    assurance: Extracted[str] | None = None
    commentary: Extracted[str] | None = None
    updates: tuple[Update, ...] = ()


# Findings, actions, decisions ----------------------------------------------------------------------------------

FindingKind = Literal[
    "strength",
    "area_for_development",
    "priority_action",
    "related_issue",
    "recommendation",
    "risk",
    "finding",
]
ActionKind = Literal["planned", "recommendation", "resolution", "minute_action", "commitment"]
Modality = Literal["shall", "may", "proposed"]
ChangeKind = Literal["closed", "extended", "merged", "superseded", "carried_forward", "removed"]
Verb = Literal[
    "note",
    "receive",
    "approve",
    "endorse",
    "agree",
    "adopt",
    "confirm",
    "elect",
    "appoint",
    "refer",
    "delegate",
    "authorise",
    "request",
    "recommend",
    "defer",
    "withdraw",
    "close",
    "other",
]


Grade = Literal["must", "should"]
"""How an inspector asks: for what a rule demands, or as advice."""


class Finding(Record):
    """What a review observed. `text` is without its printed number, which is `reference`.

    `confidence` is that of `kind`; `owners` are the bodies that a table names as responsible for it.
    """

    id: str
    plan_id: str | None = None
    kind: FindingKind
    confidence: float | None = None
    reference: Extracted[str] | None = None
    section: Extracted[str] | None = None
    text: Extracted[str]
    grade: Grade | None = None
    owners: tuple[Owner, ...] = ()


AbsentReason = Literal["not_given", "blank", "none_stated", "colour_only", "not_understood"]


class Action(Record):
    """Something to be done. `items` are the bullets inside its cell, which `text` holds too.

    `absent` says why owners, deadline or state have no value: "not_given" (no such column, and no words of it), "blank"
    (an empty cell), "none_stated" ("N/A", a dash), "colour_only" (a rating without a legend), "not_understood".
    `condition` is what must happen first: "if no response was received".
    """

    id: str
    plan_id: str | None = None
    finding_ids: tuple[str, ...] = ()
    reference: Extracted[str] | None = None
    section: Extracted[str] | None = None
    kind: ActionKind
    modality: Modality = "shall"
    condition: Extracted[str] | None = None
    text: Extracted[str]
    items: tuple[Extracted[str], ...] = ()
    owners: tuple[Owner, ...] = ()
    deadline: Extracted[Deadline] | None = None
    progress: Progress = Progress()
    priority: ColumnText | None = None
    evidence: ColumnText | None = None
    success_measure: ColumnText | None = None
    resources: ColumnText | None = None
    risk: ColumnText | None = None
    monitored_by: ColumnText | None = None
    other: dict[str, Extracted[str]] = {}
    overdue_at_reference: bool | None = None
    absent: dict[str, AbsentReason] = {}


class Change(Record):
    """What a decision does to actions that there are already.

    `text` names them, `references` are the numbers among its words, `until` is the new date where one is stated, and
    `action_ids` are the actions of this document that have such a number.
    """

    kind: ChangeKind
    text: Extracted[str]
    references: tuple[Extracted[str], ...] = ()
    until: Extracted[Deadline] | None = None
    action_ids: tuple[str, ...] = ()


class Decision(Record):
    """What a meeting decided (resolved) or is asked to decide (recommended)."""

    id: str
    reference: Extracted[str] | None = None
    verb: Verb
    text: Extracted[str]
    made: Literal["resolved", "recommended"]
    action_ids: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


class Tally(Record):
    """A stated total with its parts, keyed by colour where every part has one and else by state.

    `sums` says whether the parts add up; `agrees_with_actions` whether the actions found agree, null when there are
    none to compare with. `of` is the part of another total that this one divides ("of the 49 in progress"), and `group`
    what a line, row or column of several is about ("Adults", "Sep 23"); None for one about all that there is. Where no
    total is printed it is the sum of the parts, and `total_stated` is false; where only some parts are printed
    ("65 out of 99 complete"), `partial` is true. `percents` are those printed beside the counts, and `percents_agree`
    says whether they are the counts' own.
    """

    total: int
    counts: dict[str, int]
    sums: bool
    agrees_with_actions: bool | None = None
    of: str | None = None
    group: str | None = None
    total_stated: bool = True
    partial: bool = False
    percents: dict[str, float] = {}
    percents_agree: bool | None = None
    raw: str
    rule: str
    sources: tuple[Provenance, ...] = ()


class Share(Record):
    """Percentages by colour or state that the document gives without their counts."""

    percents: dict[str, float]
    sums: bool
    raw: str
    rule: str
    sources: tuple[Provenance, ...] = ()


# Plans, reviews, metadata --------------------------------------------------------------------------------------


class SuccessCriterion(Record):
    criterion: Extracted[str]
    measure: Extracted[str] | None = None


class LegendEntry(Record):
    """One line of the document's own key: what a code or colour means, and the state that this amounts to."""

    code: Extracted[str]
    meaning: Extracted[str]
    state: State | None = None


class Plan(Record):
    id: str
    title: Extracted[str] | None = None
    lead: tuple[Owner, ...] = ()
    links: tuple[Extracted[str], ...] = ()
    success_criteria: tuple[SuccessCriterion, ...] = ()
    legend: tuple[LegendEntry, ...] = ()


class Reviewer(Record):
    raw: str
    name: str | None = None
    role: str | None = None
    organisation: str | None = None
    sources: tuple[Provenance, ...] = ()


class Judgement(Record):
    """What a review judged, as printed: "Overall effectiveness", "Requires improvement to be good"."""

    heading: Extracted[str]
    grade: Extracted[str]


class Review(Record):
    """A review, inspection or challenge. `start` and `end` are the days on site as ISO dates, `--MM-DD` where no year
    is stated; `report_date` is that of its report or letter, `case_sample` how many case records it read.
    """

    id: str
    name: Extracted[str]
    kind: str
    provider: Extracted[str] | None = None
    start: Extracted[str] | None = None
    end: Extracted[str] | None = None
    reviewers: tuple[Reviewer, ...] = ()
    report_date: Extracted[date] | None = None
    judgements: tuple[Judgement, ...] = ()
    case_sample: Extracted[int] | None = None
    lines_of_enquiry: tuple[Extracted[str], ...] = ()


class Contact(Record):
    """A person to ask. What redaction takes out stands in these fields only."""

    name: Extracted[str] | None = None
    role: Extracted[str] | None = None
    telephone: Extracted[str] | None = None
    email: Extracted[str] | None = None


class Implication(Extracted[str]):
    """What a report says under one of its implications, with the heading as printed."""

    heading: str


Publicity = Literal["public", "part_exempt", "exempt"]
DocumentKind = Literal["action_plan", "report", "minutes", "agenda", "letter", "news", "other"]
ReferenceBasis = Literal["meeting_date", "report_date", "latest_date", "file", "option"]


class ReferenceDate(Record):
    """The day that the document speaks from, and how it is known."""

    value: date
    basis: ReferenceBasis
    raw: str | None = None
    sources: tuple[Provenance, ...] = ()


class Metadata(Record):
    """What a document says of itself. Each date has a field of its own kind: the day on which a meeting is held, a
    decision made, published or effective, a version made, a copy printed. `plan_location` is where the plan is
    that the document cites and does not hold; `conversion_warnings` what the text says of how it was made.
    """

    document_kind: DocumentKind = "other"
    title: Extracted[str] | None = None
    authority: Extracted[str] | None = None
    body: Extracted[str] | None = None
    meeting_date: Extracted[date] | None = None
    agenda_item: Extracted[str] | None = None
    report_of: Extracted[str] | None = None
    contact: Contact | None = None
    wards: Extracted[str] | None = None
    reference_date: ReferenceDate | None = None
    appendices: tuple[Appendix, ...] = ()
    background_papers: tuple[Extracted[str], ...] = ()
    directorate: Extracted[str] | None = None
    joint_bodies: tuple[Extracted[str], ...] = ()
    meeting_time: Extracted[str] | None = None
    venue: Extracted[str] | None = None
    publicity: Extracted[Publicity] | None = None
    minute_number: Extracted[str] | None = None
    decision_reference: Extracted[str] | None = None
    author: Contact | None = None
    contacts: tuple[Contact, ...] = ()
    lead_member: Extracted[str] | None = None
    purpose: Extracted[str] | None = None
    key_decision: Extracted[bool] | None = None
    subject_to_call_in: Extracted[bool] | None = None
    decision_maker: Extracted[str] | None = None
    decision_status: Extracted[str] | None = None
    publication_date: Extracted[date] | None = None
    decision_date: Extracted[date] | None = None
    effective_from: Extracted[date] | None = None
    printed_on: Extracted[date] | None = None
    implications: tuple[Implication, ...] = ()
    version: Extracted[str] | None = None
    version_date: Extracted[date] | None = None
    period: Extracted[str] | None = None
    plan_owner: Extracted[str] | None = None
    monitored_by: tuple[Extracted[str], ...] = ()
    plan_links: tuple[Extracted[str], ...] = ()
    plan_location: Extracted[str] | None = None
    conversion_warnings: tuple[Extracted[str], ...] = ()


class PageStart(Record):
    """The first block, and the first row of a table, that begin on a page of a format whose places have none.

    It is a hint: the page as the author's program last laid it out. `page` is null from where none is known.
    """

    page: int | None
    block: int | None = None
    table: int | None = None
    row: int | None = None


Redaction = Literal["names", "phones", "emails"]


class ModelUsed(Record):
    """A trained model that took part in a result; `sha256` is that of its list of checksums."""

    name: str
    version: str
    sha256: str


class SourceFile(Record):
    """The file that was read. `pages` is null for formats without pages; `page_starts` are hints at them.

    `redacted` says what was taken out of the words: `raw` then is no longer what stands under `sources`.
    `models` are the trained models that something in the result rests on.
    """

    name: str
    media_type: str
    sha256: str
    bytes: int
    pages: int | None
    reader: str
    planextract_version: str
    page_starts: tuple[PageStart, ...] = ()
    redacted: tuple[Redaction, ...] = ()
    models: tuple[ModelUsed, ...] = ()

    def page_hint(self, source: "Provenance") -> int | None:
        """The page on which a place probably stands, by `page_starts`; None where nothing is known of it.

        >>> starts = (PageStart(page=1, block=0), PageStart(page=2, block=5, table=0, row=3))
        >>> file = SourceFile(name="plan.docx", media_type="", sha256="", bytes=1, pages=None, reader="docx",
        ...     planextract_version="", page_starts=starts)
        >>> [file.page_hint(BlockSource(page=None, block=block, start=0, end=1)) for block in (0, 4, 5)]
        [1, 1, 2]
        """
        before = [start.page for start in self.page_starts if _begins_before(start, source)]
        return before[-1] if before else None


def _begins_before(start: PageStart, source: "Provenance") -> bool:
    if isinstance(source, BlockSource):
        return start.block is not None and start.block <= source.block
    if not isinstance(source, CellSource) or start.table is None or start.row is None:
        return False
    return (start.table, start.row) <= (source.table, source.row)


JoinReason = Literal[
    "header_repeated",
    "same_roles",
    "same_columns_no_header",
    "columns_matched_by_position",
    "both_without_header",
    "row_cut_by_page_break",
    "finding_cut_by_page_break",
    "finding_carried_over",
]


class JoinRecord(Record):
    """A table as read that goes on from another, or its first `row` or finding that goes on over the break."""

    reason: JoinReason
    table: int
    page: int | None
    onto_table: int
    onto_page: int | None
    row: int | None = None


IdentityReason = Literal[
    "same_name",
    "initials_of_name",
    "shorter_name",
    "misspelt_name",
    "misspelt_post",
    "abbreviated_body",
    "abbreviated_post",
    "place_in_abbreviation",
]


class Identity(Record):
    """Two ways in which owners are printed that may be one party, and the actions of each. Nothing was merged."""

    names: tuple[str, str]
    reason: IdentityReason
    action_ids: tuple[tuple[str, ...], tuple[str, ...]]


class DiagnosticRecord(Record):
    """A remark on the document; the codes are listed in docs/diagnostics.md."""

    code: str
    severity: Literal["info", "warning", "error"]
    message: str
    sources: tuple[Provenance, ...] = ()


class Extraction(Record):
    """All that one document says."""

    schema_version: str = SCHEMA_VERSION
    source: SourceFile
    metadata: Metadata = Metadata()
    reviews: tuple[Review, ...] = ()
    plans: tuple[Plan, ...] = ()
    findings: tuple[Finding, ...] = ()
    actions: tuple[Action, ...] = ()
    decisions: tuple[Decision, ...] = ()
    tallies: tuple[Tally, ...] = ()
    shares: tuple[Share, ...] = ()
    joins: tuple[JoinRecord, ...] = ()
    identities: tuple[Identity, ...] = ()
    diagnostics: tuple[DiagnosticRecord, ...] = ()

    def to_arrow(self, table: str = "actions") -> "pyarrow.Table":
        """One of the tables of docs/outputs.md as an Arrow table. Raises ValueError, MissingDependencyError."""
        found: pyarrow.Table = _frames().arrow([self], table)
        return found

    def to_pandas(self, table: str = "actions") -> "pandas.DataFrame":
        """The same as a pandas frame."""
        frame: pandas.DataFrame = _frames().pandas_frame([self], table)
        return frame

    def to_polars(self, table: str = "actions") -> "polars.DataFrame":
        """The same as a polars frame."""
        frame: polars.DataFrame = _frames().polars_frame([self], table)
        return frame


def _frames() -> Any:
    """What makes tables, by its name: it stands later on the road, and is loaded when a table is asked for."""
    return import_module("planextract.emit.frames")


# Making them ---------------------------------------------------------------------------------------------------


def fold(text: str) -> str:
    """Words with every run of white space made one blank."""
    return " ".join(text.split())


def extracted_text(words: "SourcedText", rule: str) -> Extracted[str]:
    """Words taken as they stand."""
    return Extracted[str](value=fold(words.text), raw=words.raw, rule=rule, sources=sources_of(words))


def extracted(kind: type[Extracted[T]], value: T | None, words: "SourcedText", rule: str) -> Extracted[T]:
    """A value read from some words, as `extracted(Extracted[date], day, words, "day_month_year")`."""
    return kind(value=value, raw=words.raw, rule=rule, sources=sources_of(words))


def texts(parts: Sequence["SourcedText"], rule: str) -> tuple[Extracted[str], ...]:
    return tuple(extracted_text(part, rule) for part in parts)
