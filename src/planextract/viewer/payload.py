"""What the page is told: records with their values, what to filter them by, and the places of all words."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel

from planextract.confidence import band
from planextract.document import Document
from planextract.emit.cells import owner_in_words
from planextract.records import (
    Action,
    BlockSource,
    CellSource,
    ColumnText,
    Decision,
    Extracted,
    Extraction,
    FileSource,
    Finding,
    OptionSource,
    Owner,
    Provenance,
    Tally,
    fold,
)
from planextract.values import Source, Value, printable, value_in_words, values
from planextract.viewer.naming import day_in_words, deadline_shown, field_named, plain
from planextract.viewer.places import Boxes, key_of

Json = dict[str, Any]


class Places:
    """The places of values, each told once; values name them by their number."""

    def __init__(self, document: Document) -> None:
        self._boxes = Boxes(document)
        self._numbers: dict[Source, int] = {}
        self.told: list[Json] = []

    def numbers(self, sources: Sequence[Provenance]) -> list[int]:
        return [self._number(source) for source in sources if isinstance(source, CellSource | BlockSource)]

    def _number(self, source: CellSource | BlockSource) -> int:
        if source not in self._numbers:
            self._numbers[source] = len(self.told)
            boxes = [[round(side, 2) for side in box] for box in self._boxes.of(source)]
            self.told.append(
                {
                    "key": key_of(source),
                    "page": source.page,
                    "start": source.start,
                    "end": source.end,
                    "boxes": boxes,
                }
            )
        return self._numbers[source]


def payload(document: Document, extraction: Extraction) -> Json:
    """All that the page needs save pictures and the words of the document."""
    places = Places(document)
    remarks = [
        {
            "code": each.code,
            "severity": each.severity,
            "words": printable(each.message),
            "places": places.numbers(each.sources),
        }
        for each in extraction.diagnostics
    ]
    return {
        "about": _about(extraction),
        "records": list(_records(extraction, places)),
        "remarks": remarks,
        "places": places.told,
    }


def _about(extraction: Extraction) -> Json:
    about, file = extraction.metadata, extraction.source
    day = about.reference_date
    names = [found.value or found.raw for found in (about.authority, about.body) if found is not None]
    title = about.title.raw if about.title is not None else file.name
    return {
        "title": printable(fold(title)),
        "file": printable(file.name),
        "names": [printable(fold(name)) for name in names],
        "kind": plain(about.document_kind),
        "day": day.value.isoformat() if day is not None else None,
        "dayWords": f"{day_in_words(day.value)} ({plain(day.basis)})" if day is not None else None,
        "hints": any(start.page is not None for start in file.page_starts),
        "version": file.planextract_version,
    }


# Records -----------------------------------------------------------------------------------------------------------


def _records(extraction: Extraction, places: Places) -> Iterator[Json]:
    told = _Teller(extraction, places)
    for action in extraction.actions:
        yield told.action(action)
    for finding in extraction.findings:
        yield told.finding(finding)
    for decision in extraction.decisions:
        yield told.decision(decision)
    yield told.record("metadata", "about", "What the document says of itself", extraction.metadata)
    for review in extraction.reviews:
        yield told.record(review.id, "about", f"Review: {review.name.raw}", review)
    for plan in extraction.plans:
        yield told.record(plan.id, "about", f"Plan {plan.id}", plan)
    for number, tally in enumerate(extraction.tallies, 1):
        yield told.tally(f"total{number}", tally)


class _Teller:
    """Tells records one by one."""

    def __init__(self, extraction: Extraction, places: Places) -> None:
        self._file = extraction.source
        self._places = places

    def record(self, id: str, group: str, words: str, record: BaseModel) -> Json:
        told = [self._value(path, value) for path, value in values(record)]
        return {"id": id, "group": group, "words": printable(fold(words)), "values": told}

    def action(self, action: Action) -> Json:
        progress = action.progress
        words = action.text.value or action.text.raw
        held = self.record(action.id, "actions", words, action)
        rag = progress.rag.value.colour if progress.rag is not None and progress.rag.value else None
        return held | {
            "kind": plain(action.kind),
            "section": _words_of(action.section),
            "reference": _words_of(action.reference),
            "owners": list(dict.fromkeys(printable(owner_in_words(owner)) for owner in action.owners)),
            "state": progress.state.value if progress.state is not None else None,
            "stage": progress.stage,
            "rag": rag,
            "late": action.overdue_at_reference is True,
            "due": _due(action),
            "band": _band(action),
            "findings": list(action.finding_ids),
            "page": self._page(action.text),
        }

    def finding(self, finding: Finding) -> Json:
        held = self.record(finding.id, "findings", finding.text.value or finding.text.raw, finding)
        return held | {
            "kind": plain(finding.kind),
            "section": _words_of(finding.section),
            "reference": _words_of(finding.reference),
            "band": band(finding.confidence),
            "page": self._page(finding.text),
        }

    def decision(self, decision: Decision) -> Json:
        held = self.record(decision.id, "decisions", decision.text.value or decision.text.raw, decision)
        kind = f"{decision.made}: {plain(decision.verb)}"
        return held | {
            "kind": kind,
            "reference": _words_of(decision.reference),
            "actions": list(decision.action_ids),
            "page": self._page(decision.text),
        }

    def tally(self, id: str, tally: Tally) -> Json:
        counts = ", ".join(f"{count} {plain(name)}" for name, count in tally.counts.items())
        shown = f"{tally.total}: {counts}"
        value = {
            "path": "total",
            "name": "Stated total",
            "shown": shown,
            "raw": printable(tally.raw),
            "rule": tally.rule,
            "places": self._places.numbers(tally.sources),
        }
        return {"id": id, "group": "about", "words": f"Stated total: {shown}", "values": [value]}

    def _value(self, path: str, value: Value) -> Json:
        held: Json = {
            "path": path,
            "name": printable(_name(path, value)),
            "shown": printable(_shown(value)),
            "raw": printable(value.raw),
            "rule": value.rule,
            "places": self._places.numbers(value.sources),
        }
        if isinstance(value, Extracted) and value.value is None:
            held["unread"] = True
        if value.confidence is not None:
            held |= {"confidence": value.confidence, "band": band(value.confidence)}
        said = [_said(source) for source in value.sources if isinstance(source, OptionSource | FileSource)]
        return held | ({"said": said[0]} if said else {})

    def _page(self, text: Extracted[str]) -> str | None:
        """The page of a record; "about 3" where the file only hints at it."""
        for source in text.sources[:1]:
            page = getattr(source, "page", None)
            hint = self._file.page_hint(source) if page is None else None
            return str(page) if page is not None else f"about {hint}" if hint is not None else None
        return None


def _said(source: OptionSource | FileSource) -> str:
    if isinstance(source, OptionSource):
        return f"the caller said so: {source.name}"
    return printable(f"the file's own property {source.name}")


def _words_of(found: Extracted[str] | None) -> str | None:
    return printable(fold(found.value or found.raw)) if found is not None else None


def _name(path: str, value: Value) -> str:
    if isinstance(value, Owner):
        return f"Owner, {plain(value.part)}" if value.part != "lead" else "Owner"
    if isinstance(value, ColumnText) and value.header:
        return fold(value.header)
    return field_named(path)


def _shown(value: Value) -> str:
    if isinstance(value, Owner):
        return owner_in_words(value)
    found = value.value
    if found is None:
        return "not understood"
    if isinstance(found, date):
        return day_in_words(found)
    if isinstance(found, str):
        return fold(found) if " " in found else plain(found)
    if isinstance(found, BaseModel) and hasattr(found, "edtf"):
        return deadline_shown(found)
    colour = getattr(found, "colour", None)
    return plain(colour) if colour is not None else value_in_words(found)


# What to filter by ---------------------------------------------------------------------------------------------------


def _due(action: Action) -> Json:
    """The last day of a deadline, or why there is none: its kind, "unread" or "none"."""
    found = action.deadline
    if found is None:
        return {"kind": "none"}
    if found.value is None:
        return {"kind": "unread"}
    latest: date | None = getattr(found.value, "latest", None)
    return {"kind": found.value.kind, "shown": deadline_shown(found.value)} | (
        {"day": latest.isoformat()} if latest is not None else {}
    )


_ORDER = ("doubt", "look", "use")


def _band(action: Action) -> str | None:
    """The band of its least sure value."""
    found = {band(value.confidence) for _, value in values(action)}
    return next((each for each in _ORDER if each in found), None)
