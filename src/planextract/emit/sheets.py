"""The sheets of a workbook for people: which columns, in which words, how wide, and what a reader is asked to check."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from planextract.confidence import band
from planextract.emit import cells
from planextract.emit.cells import Cell, owners_in_words, raw, value, words
from planextract.emit.filed import Entry
from planextract.emit.tables import unread
from planextract.records import Action, Deadline, Extraction, Finding, Plan

Look = Literal["text", "small", "date", "number", "rag", "file", "page", "word"]
"""How a column's cells are shown; "file" and "page" are links, "rag" is filled with its colour."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one row is about."""

    entry: Entry
    record: Any = None
    plan: Plan | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    width: float
    cell: Callable[[Line], Cell]
    look: Look = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """`printed` is how many columns go on paper; those behind them are for the screen."""

    name: str
    columns: tuple[Column, ...]
    lines: Callable[[Entry], Iterable[Line]]
    printed: int


def said(code: Cell) -> str | None:
    """A key of ours in plain words.

    >>> said("in_progress"), said("amber_red"), said(True), said(None)
    ('In progress', 'Amber red', 'Yes', None)
    """
    if isinstance(code, bool):
        return "Yes" if code else "No"
    return str(code).replace("_", " ").capitalize() if code is not None else None


def page_of(extraction: Extraction, found: Any) -> Cell:
    """The page; "~3" where the file only hints at it, as Word does."""
    for source in found.sources[:1]:
        page: int | None = getattr(source, "page", None)
        if page is not None:
            return page
        hint = extraction.source.page_hint(source)
        return f"~{hint}" if hint is not None else None
    return None


def _page(line: Line) -> Cell:
    record = line.record
    return page_of(line.entry.extraction, getattr(record, "text", record))


def _file(line: Line) -> Cell:
    return line.entry.path


# Actions ---------------------------------------------------------------------------------------------------------


def _found(name: str) -> Callable[[Line], Cell]:
    return lambda line: words(getattr(line.record, name))


def _progress(name: str) -> Callable[[Line], Cell]:
    return lambda line: value(getattr(line.record.progress, name))


def _finding(line: Line) -> Cell:
    numbered = [
        " ".join(part for part in (words(each.reference), words(each.text)) if part) for each in line.findings
    ]
    return "\n".join(numbered) or None


def _other(line: Line) -> Cell:
    columns = line.record.other.items()
    return "\n".join(f"{header}: {words(found)}" for header, found in columns) or None


def _percent(line: Line) -> Cell:
    percent = value(line.record.progress.percent)
    return percent / 100 if isinstance(percent, int | float) else None


@dataclass(frozen=True, slots=True)
class Value:
    """A value of an action that somebody may have to check: its words, what was made of them, and how sure that is."""

    name: str
    raw: str
    read: str | None
    confidence: float | None
    sources: tuple[Any, ...]


def unsure(action: Action) -> Iterator[Value]:
    """Owners, deadline and state that are to be looked at or doubted."""
    for found in _values(action):
        if band(found.confidence) in ("look", "doubt"):
            yield found


def _values(action: Action) -> Iterator[Value]:
    owners, deadline, state = action.owners, action.deadline, action.progress.state
    if owners:
        printed = "; ".join(owner.raw for owner in owners)
        sources = tuple(source for owner in owners for source in owner.sources)
        yield Value("owner", printed, owners_in_words(owners), cells.confidence(*owners), sources)
    if deadline is not None:
        yield Value("due", deadline.raw, _in_words(deadline.value), deadline.confidence, deadline.sources)
    if state is not None:
        yield Value("state", state.raw, said(state.value), state.confidence, state.sources)


def _in_words(deadline: Deadline | None) -> str | None:
    """A deadline as we read it: "by 2018-12-31 (quarter)", "Ongoing"."""
    if deadline is None:
        return None
    latest: date | None = getattr(deadline, "latest", None)
    if latest is None:
        return said(deadline.kind)
    return f"by {latest.isoformat()} ({getattr(deadline, 'precision', deadline.kind)})"


def _to_look_at(line: Line) -> Cell:
    return ", ".join(f"{each.name} ({band(each.confidence)})" for each in unsure(line.record)) or None


def _actions(entry: Entry) -> Iterator[Line]:
    extraction = entry.extraction
    plans = cells.plans(extraction)
    findings = {finding.id: finding for finding in extraction.findings}
    for action in extraction.actions:
        yield Line(entry, action, plans.get(action.plan_id or ""), cells.findings_of(action, findings))


ACTIONS = Sheet(
    "Actions",
    (
        Column("Ref", 8, _found("reference")),
        Column("Finding", 26, _finding),
        Column("Action", 44, _found("text")),
        Column("Owner", 24, lambda line: owners_in_words(line.record.owners)),
        Column("Due by", 12, lambda line: cells.due(line.record.deadline, "latest"), "date"),
        Column("Due as printed", 16, lambda line: raw(line.record.deadline)),
        Column("State", 13, lambda line: said(value(line.record.progress.state)), "word"),
        Column("RAG", 10, lambda line: said(cells.colour(line.record)), "rag"),
        Column("Overdue", 9, lambda line: said(line.record.overdue_at_reference), "word"),
        Column("Progress", 36, lambda line: words(line.record.progress.commentary)),
        Column("Document", 26, _file, "file"),
        Column("Page", 7, _page, "page"),
        Column("% done", 8, _percent, "number"),
        Column("Completed on", 12, _progress("completed_on"), "date"),
        Column("State as printed", 18, lambda line: raw(line.record.progress.state)),
        Column("Response", 12, lambda line: said(_progress("response")(line)), "word"),
        Column("Plan", 24, lambda line: words(line.plan.title) if line.plan is not None else None),
        Column("Section", 20, _found("section")),
        Column("Priority", 12, _found("priority")),
        Column("Success measure", 28, _found("success_measure")),
        Column("Evidence", 28, _found("evidence")),
        Column("Resources", 20, _found("resources")),
        Column("Risk", 20, _found("risk")),
        Column("Monitored by", 20, _found("monitored_by")),
        Column("Assurance", 20, lambda line: words(line.record.progress.assurance)),
        Column("Other columns", 28, _other),
        Column("Look at", 20, _to_look_at),
        Column("Kind", 14, lambda line: said(line.record.kind), "word"),
        Column("Action id", 10, lambda line: line.record.id, "small"),
        Column("Document id", 19, lambda line: line.entry.key, "small"),
    ),
    _actions,
    printed=12,
)

# Findings and documents ------------------------------------------------------------------------------------------


def _findings(entry: Entry) -> Iterator[Line]:
    plans = cells.plans(entry.extraction)
    for finding in entry.extraction.findings:
        yield Line(entry, finding, plans.get(finding.plan_id or ""))


def _answers(line: Line) -> Cell:
    actions = line.entry.extraction.actions
    return ", ".join(action.id for action in actions if line.record.id in action.finding_ids) or None


FINDINGS = Sheet(
    "Findings",
    (
        Column("Ref", 8, _found("reference")),
        Column("Kind", 18, lambda line: said(line.record.kind), "word"),
        Column("Finding", 70, _found("text")),
        Column("Section", 24, _found("section")),
        Column("Actions", 18, _answers),
        Column("Document", 28, _file, "file"),
        Column("Page", 7, _page, "page"),
        Column("Plan", 24, lambda line: words(line.plan.title) if line.plan is not None else None),
        Column("Finding id", 10, lambda line: line.record.id, "small"),
        Column("Document id", 19, lambda line: line.entry.key, "small"),
    ),
    _findings,
    printed=7,
)


def _metadata(name: str) -> Callable[[Line], Cell]:
    return lambda line: words(getattr(line.entry.extraction.metadata, name))


def _spoken(name: str) -> Callable[[Line], Cell]:
    return lambda line: getattr(line.entry.extraction.metadata.reference_date, name, None)


def _counted(name: str) -> Callable[[Line], Cell]:
    return lambda line: len(getattr(line.entry.extraction, name))


def _read(line: Line) -> Cell:
    return unread(line.entry.extraction) or "Read"


DOCUMENTS = Sheet(
    "Documents",
    (
        Column("Document", 34, _file, "file"),
        Column("Title", 40, _metadata("title")),
        Column("Authority", 26, _metadata("authority")),
        Column("Committee", 24, _metadata("body")),
        Column("Kind", 13, lambda line: said(line.entry.extraction.metadata.document_kind), "word"),
        Column("Speaks from", 12, _spoken("value"), "date"),
        Column("Known by", 14, lambda line: said(_spoken("basis")(line)), "word"),
        Column("Pages", 8, lambda line: line.entry.extraction.source.pages, "small"),
        Column("Actions", 9, _counted("actions"), "small"),
        Column("Findings", 9, _counted("findings"), "small"),
        Column("Decisions", 10, _counted("decisions"), "small"),
        Column("To check", 9, lambda line: sum(1 for _ in _to_check(line.entry)), "small"),
        Column("Reading", 30, _read),
        Column(
            "Taken out",
            16,
            lambda line: ", ".join(line.entry.extraction.source.redacted) or None,
        ),
        Column("SHA-256", 20, lambda line: line.entry.extraction.source.sha256, "small"),
        Column("Document id", 19, lambda line: line.entry.key, "small"),
    ),
    lambda entry: [Line(entry)],
    printed=13,
)

# To check --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Check:
    """One thing for a person's eye."""

    what: str
    why: str
    sources: tuple[Any, ...]
    raw: str | None = None
    read: str | None = None
    action: str | None = None


def _to_check(entry: Entry) -> Iterator[Check]:
    """Warnings and errors among our remarks, then values that are to be doubted."""
    for remark in entry.extraction.diagnostics:
        if remark.severity != "info":
            yield Check(said(remark.code) or "", remark.message, remark.sources)
    for action in entry.extraction.actions:
        for each in unsure(action):
            if band(each.confidence) == "doubt":
                why = f"Such a value was right in {each.confidence:.0%} of real cases: compare it with the page."
                yield Check(f"{said(each.name)} in doubt", why, each.sources, each.raw, each.read, action.id)


def _checks(entry: Entry) -> Iterator[Line]:
    for check in _to_check(entry):
        yield Line(entry, check)


def _for_the_reader(_: Line) -> Cell:
    return None


TO_CHECK = Sheet(
    "To check",
    (
        Column("What", 30, lambda line: line.record.what),
        Column("Why", 60, lambda line: line.record.why),
        Column("As printed", 30, lambda line: line.record.raw),
        Column("Read as", 30, lambda line: line.record.read),
        Column("Action id", 10, lambda line: line.record.action, "small"),
        Column("Document", 30, _file, "file"),
        Column("Page", 7, _page, "page"),
        Column("Checked by", 16, _for_the_reader),
    ),
    _checks,
    printed=8,
)

SHEETS = (ACTIONS, FINDINGS, DOCUMENTS, TO_CHECK)
