"""CSV for spreadsheets: one row an action, in the order of COLUMNS.

Quoting as in RFC 4180, UTF-8, lines ending in a line feed. A cell that a spreadsheet would run as a formula gets an
apostrophe in front; the JSON has the words untouched.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

from planextract.records import Action, Deadline, Extracted, Extraction, Finding, Owner, Plan, fold

Cell = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Row:
    """An action with what it belongs to."""

    extraction: Extraction
    action: Action
    plan: Plan | None
    findings: tuple[Finding, ...]


# Cells -----------------------------------------------------------------------------------------------------------


def _words(found: Extracted[str] | None) -> str | None:
    """The value, or the words as printed where there is none."""
    if found is None:
        return None
    return found.raw if found.value is None else found.value


def _value(found: Extracted[Any] | None) -> Cell:
    value: Cell = found.value if found is not None else None
    return value


def _joined(parts: list[str | None]) -> str | None:
    """The parts with "; " between them, empty ones kept so that columns about owners stay in step."""
    return "; ".join(part or "" for part in parts) if any(parts) else None


def owner_in_words(owner: Owner) -> str:
    """A party as one says it: the name with post and organisation in brackets, or what there is of them."""
    rest = ", ".join(part for part in (owner.role, owner.organisation) if part)
    if owner.name and rest:
        return f"{owner.name} ({rest})"
    return owner.name or rest or fold(owner.raw)


def _owners(row: Row, field: str) -> str | None:
    return _joined([getattr(owner, field) for owner in row.action.owners])


def _deadline(row: Row) -> Deadline | None:
    return row.action.deadline.value if row.action.deadline is not None else None


def _due(row: Row, field: str) -> Cell:
    """A field that only some kinds of deadline have."""
    due = _deadline(row)
    found: Cell = getattr(due, field, None)
    return found


def _rag(row: Row) -> str | None:
    rag = row.action.progress.rag
    return rag.value.colour if rag is not None and rag.value is not None else None


def _page(row: Row) -> int | None:
    pages = [getattr(source, "page", None) for source in row.action.text.sources]
    return pages[0] if pages else None


def _other(row: Row) -> str | None:
    columns = {header: _words(found) for header, found in row.action.other.items()}
    return json.dumps(columns, ensure_ascii=False) if columns else None


def _confidence(*found: Extracted[Any] | Owner | None) -> float | None:
    """The least confidence of some values; None where any of them has none."""
    figures = [each.confidence for each in found if each is not None]
    known = [figure for figure in figures if figure is not None]
    return min(known) if known and len(known) == len(figures) else None


COLUMNS: dict[str, Callable[[Row], Cell]] = {
    "document": lambda row: row.extraction.source.name,
    "plan": lambda row: _words(row.plan.title) if row.plan is not None else None,
    "finding_kind": lambda row: _joined([finding.kind for finding in row.findings]),
    "finding_reference": lambda row: _joined([_words(finding.reference) for finding in row.findings]),
    "finding_text": lambda row: _joined([_words(finding.text) for finding in row.findings]),
    "action_id": lambda row: row.action.id,
    "reference": lambda row: _words(row.action.reference),
    "section": lambda row: _words(row.action.section),
    "kind": lambda row: row.action.kind,
    "modality": lambda row: row.action.modality,
    "action": lambda row: _words(row.action.text),
    "owners": lambda row: _joined([owner_in_words(owner) for owner in row.action.owners]),
    "owners_raw": lambda row: _owners(row, "raw"),
    "owner_names": lambda row: _owners(row, "name"),
    "owner_roles": lambda row: _owners(row, "role"),
    "owner_organisations": lambda row: _owners(row, "organisation"),
    "owner_kinds": lambda row: _owners(row, "kind"),
    "owner_parts": lambda row: _owners(row, "part"),
    "deadline_raw": lambda row: row.action.deadline.raw if row.action.deadline is not None else None,
    "deadline_kind": lambda row: _due(row, "kind"),
    "earliest": lambda row: _due(row, "earliest"),
    "latest": lambda row: _due(row, "latest"),
    "precision": lambda row: _due(row, "precision"),
    "state": lambda row: _value(row.action.progress.state),
    "stage": lambda row: row.action.progress.stage,
    "rag": _rag,
    "percent": lambda row: _value(row.action.progress.percent),
    "completed_on": lambda row: _value(row.action.progress.completed_on),
    "response": lambda row: _value(row.action.progress.response),
    "assurance": lambda row: _words(row.action.progress.assurance),
    "commentary": lambda row: _words(row.action.progress.commentary),
    "priority": lambda row: _words(row.action.priority),
    "evidence": lambda row: _words(row.action.evidence),
    "success_measure": lambda row: _words(row.action.success_measure),
    "resources": lambda row: _words(row.action.resources),
    "risk": lambda row: _words(row.action.risk),
    "monitored_by": lambda row: _words(row.action.monitored_by),
    "other": _other,
    "overdue_at_reference": lambda row: row.action.overdue_at_reference,
    "page": _page,
    "action_confidence": lambda row: _confidence(row.action.text),
    "owners_confidence": lambda row: _confidence(*row.action.owners),
    "deadline_confidence": lambda row: _confidence(row.action.deadline),
    "state_confidence": lambda row: _confidence(row.action.progress.state),
}
"""What each column holds, in order."""


# Rows ------------------------------------------------------------------------------------------------------------


def rows(extraction: Extraction) -> Iterator[dict[str, Cell]]:
    """The cells of each action by column, dates as dates and nothing made safe for spreadsheets yet."""
    plans = {plan.id: plan for plan in extraction.plans}
    findings = {finding.id: finding for finding in extraction.findings}
    for action in extraction.actions:
        linked = tuple(findings[each] for each in action.finding_ids if each in findings)
        row = Row(extraction, action, plans.get(action.plan_id or ""), linked)
        yield {column: cell(row) for column, cell in COLUMNS.items()}


_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_LINE_END = re.compile(r"\r\n?")  # the csv module of Python 3.11 leaves a lone carriage return unquoted
_NEGATIVE = re.compile(r"-\d+(?:\.\d+)?")


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    >>> safe("=HYPERLINK(A1)"), safe("- see above"), safe("-2.5")
    ("'=HYPERLINK(A1)", "'- see above", '-2.5')
    """
    return f"'{text}" if _FORMULA.match(text) and not _NEGATIVE.fullmatch(text) else text


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return f"{cell:g}"
    return safe(_LINE_END.sub("\n", cell)) if isinstance(cell, str) else str(cell)


def _lines(records: list[list[str]]) -> str:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(records)
    return text.getvalue()


HEADER = _lines([list(COLUMNS)])


def body(extraction: Extraction) -> str:
    """One line for each action, none for a document without any."""
    return _lines([[_written(cell) for cell in row.values()] for row in rows(extraction)])
