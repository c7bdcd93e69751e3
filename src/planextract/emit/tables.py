"""An archive as tables that refer to one another: what CSV and Parquet packages and SQLite files hold.

Each table says its columns, with type and meaning, its key, and which columns point at another table. Rows come
document by document in the order given, parents before what points at them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from planextract import records
from planextract.emit import cells
from planextract.emit.cells import Cell, page, raw, value, words
from planextract.emit.filed import Entry
from planextract.records import Extraction

Type = Literal["string", "integer", "number", "boolean", "date"]


@dataclass(frozen=True, slots=True)
class Item:
    """What one row is made of: a record, the record that it is part of, and its number among that one's parts."""

    entry: Entry
    record: Any
    parent: Any = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Field:
    """A column. `choices` are all values that a text may have, where they are few and known."""

    name: str
    type: Type
    description: str
    cell: Callable[[Item], Cell]
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns that point at the key of another table; `optional` where the last of them may be empty."""

    fields: tuple[str, ...]
    table: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    description: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    items: Callable[[Entry], Iterable[Item]]
    references: tuple[Reference, ...] = ()

    def rows(self, entry: Entry) -> Iterator[tuple[Cell, ...]]:
        for item in self.items(entry):
            yield tuple(field.cell(item) for field in self.fields)


# Columns that several tables have --------------------------------------------------------------------------------


def _text(name: str, description: str, cell: Callable[[Item], Cell], choices: Any = None) -> Field:
    return Field(name, "string", description, cell, choices=get_args(choices) if choices else ())


def _id(name: str, description: str, cell: Callable[[Item], Cell]) -> Field:
    return Field(name, "string", description, cell, required=True)


def _number(description: str) -> Field:
    return Field("number", "integer", description, lambda item: item.number, required=True)


DOCUMENT = _id("document_id", "The document.", lambda item: item.entry.key)
OF_DOCUMENT = Reference(("document_id",), "documents")
OF_PLAN = Reference(("document_id", "plan_id"), "plans", optional=True)
OF_ACTION = Reference(("document_id", "action_id"), "actions")
PAGE = Field(
    "page",
    "integer",
    "Page that it begins on, from 1; empty in formats without pages.",
    lambda item: page(item.record.text),
)


def _plan(item: Item) -> Cell:
    """The plan, where the document has it."""
    found: str | None = item.record.plan_id
    return found if any(found == plan.id for plan in item.entry.extraction.plans) else None


PLAN = _text("plan_id", "The plan that it is part of.", _plan)


def _records(name: str) -> Callable[[Entry], Iterator[Item]]:
    """One row for each record of a list of the document."""

    def items(entry: Entry) -> Iterator[Item]:
        for number, record in enumerate(getattr(entry.extraction, name), 1):
            yield Item(entry, record, number=number)

    return items


def _of_actions(parts: Callable[[records.Action], Iterable[Any]]) -> Callable[[Entry], Iterator[Item]]:
    """One row for each part of each action."""

    def items(entry: Entry) -> Iterator[Item]:
        for action in entry.extraction.actions:
            for number, part in enumerate(parts(action), 1):
                yield Item(entry, part, action, number)

    return items


# documents -------------------------------------------------------------------------------------------------------


def _metadata(name: str) -> Callable[[Item], Cell]:
    return lambda item: words(getattr(item.entry.extraction.metadata, name))


def _source(name: str) -> Callable[[Item], Cell]:
    return lambda item: getattr(item.entry.extraction.source, name)


def _count(name: str) -> Callable[[Item], Cell]:
    return lambda item: len(getattr(item.entry.extraction, name))


def _reference(name: str) -> Callable[[Item], Cell]:
    return lambda item: getattr(item.entry.extraction.metadata.reference_date, name, None)


def unread(extraction: Extraction) -> str | None:
    """Why a document could not be read; None for one that was."""
    errors = [each for each in extraction.diagnostics if each.severity == "error"]
    return errors[0].message if errors and extraction.source.reader == "none" else None


DOCUMENTS = Table(
    "documents",
    "One row for each file, also for one that could not be read.",
    ("document_id",),
    (
        _id(
            "document_id",
            "The first 16 letters of the file's SHA-256; -2 and so on behind it for further copies.",
            lambda item: item.entry.key,
        ),
        Field(
            "position",
            "integer",
            "Place in the order in which the documents were given, from 1.",
            lambda item: item.entry.position,
            True,
        ),
        _id("path", "Where the file lies, as it was given; else its name.", lambda item: item.entry.path),
        _id("name", "File name.", _source("name")),
        _text("media_type", "Kind of file.", _source("media_type")),
        _text("sha256", "SHA-256 of the file.", _source("sha256")),
        Field("bytes", "integer", "Size of the file.", _source("bytes")),
        Field("pages", "integer", "Pages; empty in formats without.", _source("pages")),
        _text("reader", "Which reader read it; none where it could not be read.", _source("reader")),
        _text(
            "error",
            "Why it could not be read; empty where it was.",
            lambda item: unread(item.entry.extraction),
        ),
        _text(
            "document_kind",
            "What kind of document it is.",
            lambda item: item.entry.extraction.metadata.document_kind,
            records.DocumentKind,
        ),
        _text("title", "Title.", _metadata("title")),
        _text("authority", "Council or other authority.", _metadata("authority")),
        _text("body", "Committee or board.", _metadata("body")),
        Field(
            "meeting_date",
            "date",
            "Day of the meeting.",
            lambda item: value(item.entry.extraction.metadata.meeting_date),
        ),
        _text("agenda_item", "Number on the agenda.", _metadata("agenda_item")),
        _text("report_of", "Whose report it is.", _metadata("report_of")),
        _text("wards", "Wards.", _metadata("wards")),
        Field("reference_date", "date", "The day that the document speaks from.", _reference("value")),
        _text(
            "reference_basis",
            "How the reference date is known.",
            _reference("basis"),
            records.ReferenceBasis,
        ),
        Field("findings", "integer", "How many findings it has.", _count("findings"), True),
        Field("actions", "integer", "How many actions it has.", _count("actions"), True),
        Field("decisions", "integer", "How many decisions it has.", _count("decisions"), True),
        Field("diagnostics", "integer", "How many remarks we have on it.", _count("diagnostics"), True),
        _text(
            "redacted",
            "What was taken out of it (names, phones, emails), with a comma between; empty for nothing.",
            lambda item: ",".join(item.entry.extraction.source.redacted) or None,
        ),
        _text(
            "schema_version", "Version of the contract.", lambda item: item.entry.extraction.schema_version
        ),
        _text("planextract_version", "Version of planextract that read it.", _source("planextract_version")),
    ),
    lambda entry: [Item(entry, entry.extraction)],
)

# plans, reviews, findings ----------------------------------------------------------------------------------------

PLANS = Table(
    "plans",
    "Plans in a document.",
    ("document_id", "plan_id"),
    (
        DOCUMENT,
        _id("plan_id", "p1 and so on; unique within a document.", lambda item: item.record.id),
        _text("title", "Title of the plan.", lambda item: words(item.record.title)),
        _text(
            "lead",
            "Who leads it, joined by semicolons.",
            lambda item: cells.owners_in_words(item.record.lead),
        ),
    ),
    _records("plans"),
    (OF_DOCUMENT,),
)

REVIEWS = Table(
    "reviews",
    "Reviews, inspections and challenges that a document speaks of.",
    ("document_id", "review_id"),
    (
        DOCUMENT,
        _id("review_id", "Unique within a document.", lambda item: item.record.id),
        _text("name", "Name of the review.", lambda item: words(item.record.name)),
        _text("kind", "Kind of review.", lambda item: item.record.kind),
        _text("provider", "Who carried it out.", lambda item: words(item.record.provider)),
        _text("start", "First day; --MM-DD where no year is stated.", lambda item: words(item.record.start)),
        _text("end", "Last day, likewise.", lambda item: words(item.record.end)),
    ),
    _records("reviews"),
    (OF_DOCUMENT,),
)

FINDINGS = Table(
    "findings",
    "What reviews observed.",
    ("document_id", "finding_id"),
    (
        DOCUMENT,
        _id("finding_id", "f001 and so on; unique within a document.", lambda item: item.record.id),
        PLAN,
        _text("kind", "Kind of finding.", lambda item: item.record.kind, records.FindingKind),
        _text("reference", "Printed number.", lambda item: words(item.record.reference)),
        _text("section", "Heading that it stands under.", lambda item: words(item.record.section)),
        _text("text", "What was observed.", lambda item: words(item.record.text)),
        PAGE,
    ),
    _records("findings"),
    (OF_DOCUMENT, OF_PLAN),
)

# actions and what they have --------------------------------------------------------------------------------------


def _column(name: str, description: str) -> Field:
    return _text(name, description, lambda item: words(getattr(item.record, name)))


def _due(name: str, type_: Type, description: str, choices: Any = None) -> Field:
    options = get_args(choices) if choices else ()
    field = name.removeprefix("deadline_")
    return Field(
        name, type_, description, lambda item: cells.due(item.record.deadline, field), choices=options
    )


def _progress(name: str, type_: Type, description: str, choices: Any = None) -> Field:
    options = get_args(choices) if choices else ()
    return Field(
        name, type_, description, lambda item: value(getattr(item.record.progress, name)), choices=options
    )


def _absent(name: str) -> Field:
    reason = f"Why there is no value: {', '.join(get_args(records.AbsentReason))}."
    return _text(f"{name}_absent", reason, lambda item: item.record.absent.get(name), records.AbsentReason)


def _sure(name: str, cell: Callable[[records.Action], Cell]) -> Field:
    meaning = "Share that was right among real values with such evidence; empty where none was measured."
    return Field(f"{name}_confidence", "number", meaning, lambda item: cell(item.record))


def _first_deadline(item: Item) -> Cell:
    original = cells.due(item.record.deadline, "original")
    found: Cell = getattr(original, "latest", None)
    return found


DEADLINE_KINDS = Literal[
    "due",
    "start_only",
    "recurring",
    "ongoing",
    "immediate",
    "relative",
    "event",
    "to_be_confirmed",
    "settled",
]

ACTIONS = Table(
    "actions",
    "Things to be done.",
    ("document_id", "action_id"),
    (
        DOCUMENT,
        _id("action_id", "a001 and so on; unique within a document.", lambda item: item.record.id),
        PLAN,
        _text("kind", "Kind of action.", lambda item: item.record.kind, records.ActionKind),
        _text("modality", "How binding it is.", lambda item: item.record.modality, records.Modality),
        _column("reference", "Printed number."),
        _column("section", "Heading that it stands under."),
        _column("text", "What is to be done."),
        _text(
            "owners",
            "Who does it, in words, joined by semicolons; one by one in the table owners.",
            lambda item: cells.owners_in_words(item.record.owners),
        ),
        _absent("owners"),
        _text("deadline_raw", "Deadline as printed.", lambda item: raw(item.record.deadline)),
        _due("deadline_kind", "string", "Sort of deadline.", DEADLINE_KINDS),
        _due("earliest", "date", "First day of the deadline's period."),
        _due("latest", "date", "Last day on which it is in time."),
        _due("precision", "string", "Day, month, quarter ...", records.Precision),
        _due("approximate", "boolean", "Whether the period has no sharp ends, as a season has not."),
        _due(
            "year_inferred",
            "boolean",
            "Whether the year is not printed but follows from the document's date.",
        ),
        Field(
            "first_latest",
            "date",
            "Last day of the first deadline, where it was changed since.",
            _first_deadline,
        ),
        _absent("deadline"),
        _progress("state", "string", "Where the work stands.", records.State),
        _text("state_raw", "State as printed.", lambda item: raw(item.record.progress.state)),
        _absent("state"),
        _text(
            "stage", "The state in one of four words.", lambda item: item.record.progress.stage, records.Stage
        ),
        _text("rag", "Colour as printed.", lambda item: cells.colour(item.record), records.Colour),
        _progress("percent", "number", "How much is done, 0 to 100."),
        _progress("completed_on", "date", "Day of completion."),
        _progress("response", "string", "Whether it was accepted.", records.Response),
        _text("assurance", "What proves completion.", lambda item: words(item.record.progress.assurance)),
        _text("commentary", "The narrative.", lambda item: words(item.record.progress.commentary)),
        _column("priority", "Words of that column."),
        _column("evidence", "Words of that column."),
        _column("success_measure", "Words of that column."),
        _column("resources", "Words of that column."),
        _column("risk", "Words of that column."),
        _column("monitored_by", "Words of that column."),
        _text(
            "other",
            "Every column without a field of its own, as a JSON object.",
            lambda item: cells.other(item.record),
        ),
        Field(
            "overdue_at_reference",
            "boolean",
            "Whether it was late on the reference date; empty where that cannot be known.",
            lambda item: item.record.overdue_at_reference,
        ),
        PAGE,
        _sure("owners", lambda action: cells.confidence(*action.owners)),
        _sure("deadline", lambda action: cells.confidence(action.deadline)),
        _sure("state", lambda action: cells.confidence(action.progress.state)),
    ),
    _records("actions"),
    (OF_DOCUMENT, OF_PLAN),
)


def _answered(entry: Entry) -> Iterator[Item]:
    findings = {finding.id: finding for finding in entry.extraction.findings}
    for action in entry.extraction.actions:
        for finding in cells.findings_of(action, findings):
            yield Item(entry, finding, action)


ACTION_FINDINGS = Table(
    "action_findings",
    "Which findings an action answers.",
    ("document_id", "action_id", "finding_id"),
    (
        DOCUMENT,
        _id("action_id", "The action.", lambda item: item.parent.id),
        _id("finding_id", "The finding.", lambda item: item.record.id),
    ),
    _answered,
    (OF_ACTION, Reference(("document_id", "finding_id"), "findings")),
)


def _party(name: str, description: str, choices: Any = None) -> Field:
    return _text(name, description, lambda item: getattr(item.record, name), choices)


OWNERS = Table(
    "owners",
    "Who carries an action out, one row for each party.",
    ("document_id", "action_id", "number"),
    (
        DOCUMENT,
        _id("action_id", "The action.", lambda item: item.parent.id),
        _number("Place among the owners of the action, from 1."),
        _text("owner", "The party in words.", lambda item: cells.owner_in_words(item.record)),
        _party("raw", "As printed."),
        _party("name", "Name of a person."),
        _party("role", "Post."),
        _party("organisation", "Organisation."),
        _party("kind", "Sort of party.", records.OwnerKind),
        _party("part", "What it does.", records.OwnerPart),
        Field(
            "inherited",
            "boolean",
            "Whether it comes from the plan's lead or the row above.",
            lambda item: item.record.inherited,
            True,
        ),
        _party("expansion", "What an abbreviation stands for."),
        Field(
            "confidence",
            "number",
            "Share that was right among real values with such evidence.",
            lambda item: item.record.confidence,
        ),
    ),
    _of_actions(lambda action: action.owners),
    (OF_ACTION,),
)

UPDATES = Table(
    "updates",
    "Entries of dated journals of progress.",
    ("document_id", "action_id", "number"),
    (
        DOCUMENT,
        _id("action_id", "The action.", lambda item: item.parent.id),
        _number("Place in the journal of the action, from 1."),
        Field("date", "date", "Day of the entry.", lambda item: value(item.record.date)),
        _text("date_raw", "The day as printed.", lambda item: raw(item.record.date)),
        _text("text", "The entry.", lambda item: words(item.record.text)),
        _text("state", "State that it tells.", lambda item: value(item.record.state), records.State),
    ),
    _of_actions(lambda action: action.progress.updates),
    (OF_ACTION,),
)

# decisions, tallies, diagnostics ---------------------------------------------------------------------------------

DECISIONS = Table(
    "decisions",
    "What meetings decided or are asked to decide.",
    ("document_id", "decision_id"),
    (
        DOCUMENT,
        _id("decision_id", "Unique within a document.", lambda item: item.record.id),
        _text("reference", "Printed number.", lambda item: words(item.record.reference)),
        _text("verb", "What is decided.", lambda item: item.record.verb, records.Verb),
        _text("text", "The decision.", lambda item: words(item.record.text)),
        _text(
            "made",
            "Whether it was resolved or is recommended.",
            lambda item: item.record.made,
            Literal["resolved", "recommended"],
        ),
        PAGE,
    ),
    _records("decisions"),
    (OF_DOCUMENT,),
)


def _deciding(entry: Entry) -> Iterator[Item]:
    known = {action.id for action in entry.extraction.actions}
    for decision in entry.extraction.decisions:
        for action_id in dict.fromkeys(decision.action_ids):
            if action_id in known:
                yield Item(entry, action_id, decision)


DECISION_ACTIONS = Table(
    "decision_actions",
    "Which actions a decision makes.",
    ("document_id", "decision_id", "action_id"),
    (
        DOCUMENT,
        _id("decision_id", "The decision.", lambda item: item.parent.id),
        _id("action_id", "The action.", lambda item: item.record),
    ),
    _deciding,
    (Reference(("document_id", "decision_id"), "decisions"), OF_ACTION),
)

TALLIES = Table(
    "tallies",
    "Totals that documents state.",
    ("document_id", "number"),
    (
        DOCUMENT,
        _number("Place in the document, from 1."),
        Field("total", "integer", "The total.", lambda item: item.record.total, True),
        _text(
            "counts",
            "The parts by colour or state, as a JSON object.",
            lambda item: cells.as_json(item.record.counts),
        ),
        Field("sums", "boolean", "Whether the parts add up.", lambda item: item.record.sums, True),
        Field(
            "agrees_with_actions",
            "boolean",
            "Whether the actions found agree; empty with none to compare.",
            lambda item: item.record.agrees_with_actions,
        ),
        _text("raw", "As printed.", lambda item: item.record.raw),
        Field("page", "integer", "Page, from 1.", lambda item: page(item.record)),
    ),
    _records("tallies"),
    (OF_DOCUMENT,),
)

DIAGNOSTICS = Table(
    "diagnostics",
    "Our remarks on documents.",
    ("document_id", "number"),
    (
        DOCUMENT,
        _number("Place among the remarks on the document, from 1."),
        _text("code", "Which remark; docs/diagnostics.md explains each.", lambda item: item.record.code),
        _text(
            "severity",
            "How grave it is.",
            lambda item: item.record.severity,
            Literal["info", "warning", "error"],
        ),
        _text("message", "What and where.", lambda item: item.record.message),
        Field("page", "integer", "Page that it is about, from 1.", lambda item: page(item.record)),
    ),
    _records("diagnostics"),
    (OF_DOCUMENT,),
)

TABLES: tuple[Table, ...] = (
    DOCUMENTS,
    PLANS,
    REVIEWS,
    FINDINGS,
    ACTIONS,
    ACTION_FINDINGS,
    OWNERS,
    UPDATES,
    DECISIONS,
    DECISION_ACTIONS,
    TALLIES,
    DIAGNOSTICS,
)
"""Every table after those that it points at."""
