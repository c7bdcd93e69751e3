"""Gold to measure with, from what a person decided: the small neutral form of the scorer.

An action counts as gold where its text, owners, deadline and state were all decided on, a finding where its text and
kind were. The others are optional: a reading is neither praised for them nor blamed. What was rejected is not there,
so that a reading that has it is blamed.
"""

from collections import defaultdict
from typing import Any

from planextract.corrections import fields
from planextract.corrections.applying import Applied
from planextract.records import Action, Deadline, Extracted, Finding, State, fold

Json = dict[str, Any]

STATUSES: dict[State, str] = {
    "not_started": "not_started",
    "not_due": "not_started",
    "in_progress": "in_progress",
    "on_track": "in_progress",
    "extended": "in_progress",
    "ongoing": "in_progress",
    "at_risk": "at_risk",
    "on_hold": "at_risk",
    "behind": "at_risk",
    "overdue": "overdue",
    "completed": "completed",
    "completed_pending_verification": "completed",
    "embedded": "completed",
    "closed": "completed",
    "superseded": "superseded",
    "cancelled": "superseded",
    "not_applicable": "superseded",
    "no_data": "no_data",
}
KINDS = {
    "due": "date",
    "start_only": "date",
    "event": "unspecified",
    "to_be_confirmed": "unspecified",
    "settled": "none",
}
"""Kinds of deadline that the scorer calls otherwise."""


def gold(applied: Applied) -> Json:
    """One document's gold."""
    decided: dict[str, set[str]] = defaultdict(set)
    for outcome in applied.outcomes:
        if outcome.record is not None and outcome.reason is None:
            decided[outcome.record].add(outcome.correction.field)
    extraction = applied.extraction
    sure_findings = [
        each for each in extraction.findings if decided[each.id] >= set(fields.ASKED["findings"])
    ]
    sure = [each for each in extraction.actions if decided[each.id] >= set(fields.ASKED["actions"])]
    places = {each.id: place for place, each in enumerate(sure_findings)}
    return {
        "doc": extraction.source.name,
        "findings": [_finding(each) for each in sure_findings],
        "actions": [_action(each, places) for each in sure],
        "optional_findings": [_text(each) for each in extraction.findings if each not in sure_findings],
        "optional_actions": [_text(each) for each in extraction.actions if each not in sure],
    }


def _text(record: Action | Finding) -> str:
    return fold(record.text.value or record.text.raw)


def _words(found: Extracted[str] | None) -> str | None:
    return (found.value or found.raw) if found is not None else None


def _finding(finding: Finding) -> Json:
    return {"reference": _words(finding.reference), "kind": finding.kind, "text": _text(finding)}


def _action(action: Action, places: dict[str, int]) -> Json:
    progress = action.progress
    rag = progress.rag.value if progress.rag is not None else None
    state = progress.state.value if progress.state is not None else None
    return {
        "reference": _words(action.reference),
        "text": _text(action),
        "finding_index": next((places[id] for id in action.finding_ids if id in places), None),
        "section": _words(action.section),
        "owners": [_owner(party) for party in fields.value_in(action, "owners")],
        "deadline": _deadline(action.deadline),
        "status": STATUSES[state] if state is not None else "unknown",
        "rag": rag.colour if rag is not None else "none",
        "percent": progress.percent.value if progress.percent is not None else None,
        "commentary": _words(progress.commentary) or "",
        "extra": {heading: _words(found) for heading, found in action.other.items()},
    }


def _owner(party: fields.Party) -> Json:
    named = {name: getattr(party, name) for name in ("name", "role", "organisation")}
    part = "support" if party.part in ("support", "consulted", "via") else "lead"
    return {name: words for name, words in named.items() if words} | {"part": part}


def _deadline(found: Extracted[Deadline] | None) -> Json:
    if found is None or found.value is None:
        return {
            "raw": found.raw if found is not None else None,
            "start": None,
            "end": None,
            "kind": "none" if found is None else "unspecified",
        }
    due: Any = found.value
    first = getattr(due, "earliest", None) or getattr(due, "start", None)
    last = getattr(due, "latest", None) or getattr(due, "until", None)
    made: Json = {
        "raw": found.raw,
        "start": first.isoformat() if first is not None else None,
        "end": last.isoformat() if last is not None else None,
        "kind": KINDS.get(due.kind, due.kind),
        "precision": getattr(due, "precision", None),
    }
    if due.kind == "recurring" and due.freq is not None:
        often = f";INTERVAL={due.interval}" if due.interval != 1 else ""
        made["recurrence"] = f"FREQ={due.freq.upper()}{often}"
    if getattr(due, "duration", None):
        made["duration"] = due.duration
    if due.original is not None:
        days = (due.original.earliest, due.original.latest)
        made["revised_from"] = dict(
            zip(("start", "end"), (day and day.isoformat() for day in days), strict=True)
        )
    return made
