"""CSV for spreadsheets: one row an action, in the order of COLUMNS.

Quoting as in RFC 4180, UTF-8, lines ending in a line feed. A cell that a spreadsheet would run as a formula gets an
apostrophe in front; the JSON has the words untouched.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import StringIO

from planextract.emit import cells
from planextract.emit.cells import Cell, safe, value, words
from planextract.records import Action, Extraction, Finding, Plan

__all__ = ["COLUMNS", "HEADER", "Row", "body", "line", "rows", "safe"]


@dataclass(frozen=True, slots=True)
class Row:
    """An action with what it belongs to."""

    extraction: Extraction
    action: Action
    plan: Plan | None
    findings: tuple[Finding, ...]


def _owners(row: Row, field: str) -> str | None:
    return cells.joined([getattr(owner, field) for owner in row.action.owners])


def _due(row: Row, field: str) -> Cell:
    return cells.due(row.action.deadline, field)


COLUMNS: dict[str, Callable[[Row], Cell]] = {
    "document": lambda row: row.extraction.source.name,
    "plan": lambda row: words(row.plan.title) if row.plan is not None else None,
    "finding_kind": lambda row: cells.joined([finding.kind for finding in row.findings]),
    "finding_reference": lambda row: cells.joined([words(finding.reference) for finding in row.findings]),
    "finding_text": lambda row: cells.joined([words(finding.text) for finding in row.findings]),
    "action_id": lambda row: row.action.id,
    "reference": lambda row: words(row.action.reference),
    "section": lambda row: words(row.action.section),
    "kind": lambda row: row.action.kind,
    "modality": lambda row: row.action.modality,
    "action": lambda row: words(row.action.text),
    "owners": lambda row: cells.owners_in_words(row.action.owners),
    "owners_raw": lambda row: _owners(row, "raw"),
    "owner_names": lambda row: _owners(row, "name"),
    "owner_roles": lambda row: _owners(row, "role"),
    "owner_organisations": lambda row: _owners(row, "organisation"),
    "owner_kinds": lambda row: _owners(row, "kind"),
    "owner_parts": lambda row: _owners(row, "part"),
    "deadline_raw": lambda row: cells.raw(row.action.deadline),
    "deadline_kind": lambda row: _due(row, "kind"),
    "earliest": lambda row: _due(row, "earliest"),
    "latest": lambda row: _due(row, "latest"),
    "precision": lambda row: _due(row, "precision"),
    "state": lambda row: value(row.action.progress.state),
    "stage": lambda row: row.action.progress.stage,
    "rag": lambda row: cells.colour(row.action),
    "percent": lambda row: value(row.action.progress.percent),
    "completed_on": lambda row: value(row.action.progress.completed_on),
    "response": lambda row: value(row.action.progress.response),
    "assurance": lambda row: words(row.action.progress.assurance),
    "commentary": lambda row: words(row.action.progress.commentary),
    "priority": lambda row: words(row.action.priority),
    "evidence": lambda row: words(row.action.evidence),
    "success_measure": lambda row: words(row.action.success_measure),
    "resources": lambda row: words(row.action.resources),
    "risk": lambda row: words(row.action.risk),
    "monitored_by": lambda row: words(row.action.monitored_by),
    "other": lambda row: cells.other(row.action),
    "overdue_at_reference": lambda row: row.action.overdue_at_reference,
    "page": lambda row: cells.page(row.action.text),
    "action_confidence": lambda row: cells.confidence(row.action.text),
    "owners_confidence": lambda row: cells.confidence(*row.action.owners),
    "deadline_confidence": lambda row: cells.confidence(row.action.deadline),
    "state_confidence": lambda row: cells.confidence(row.action.progress.state),
}
"""What each column holds, in order."""


# Rows ------------------------------------------------------------------------------------------------------------


def rows(extraction: Extraction) -> Iterator[dict[str, Cell]]:
    """The cells of each action by column, dates as dates and nothing made safe for spreadsheets yet."""
    plans = cells.plans(extraction)
    findings = {finding.id: finding for finding in extraction.findings}
    for action in extraction.actions:
        row = Row(extraction, action, plans.get(action.plan_id or ""), cells.findings_of(action, findings))
        yield {column: cell(row) for column, cell in COLUMNS.items()}


_LINE_END = re.compile(r"\r\n?")  # the csv module of Python 3.11 leaves a lone carriage return unquoted


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return f"{cell:g}"
    return safe(_LINE_END.sub("\n", cell)) if isinstance(cell, str) else str(cell)


def line(cells_of_a_row: Iterable[Cell]) -> str:
    """One line of CSV, every cell safe, with its line feed."""
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerow([_written(cell) for cell in cells_of_a_row])
    return text.getvalue()


HEADER = line(COLUMNS)


def body(extraction: Extraction) -> str:
    """One line for each action, none for a document without any."""
    return "".join(line(row.values()) for row in rows(extraction))
