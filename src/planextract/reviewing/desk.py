"""The documents of a folder on a reviewer's desk, with what was decided on each.

Decisions are written at once, beside the output: `NAME.corrections.json`. They are read from there each time, so that
a file that somebody else changed is not written over from memory.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planextract import corrections, pipeline, readers, viewer
from planextract.corrections import Applied, Correction, Corrections, Decider, Outcome, fields
from planextract.corrections.applying import found_again
from planextract.corrections.fields import Group
from planextract.corrections.gold import gold
from planextract.corrections.held import DocumentName
from planextract.corrections.matching import Matcher
from planextract.document import Document
from planextract.emit import emit
from planextract.options import Options
from planextract.records import Extraction
from planextract.values import printable, value_in_words
from planextract.viewer.naming import deadline_shown, plain

Json = dict[str, Any]


@dataclass(frozen=True)
class Paper:
    """One document as read."""

    data: bytes
    document: Document
    extraction: Extraction
    matcher: Matcher


class Desk:
    """The documents of a folder, by their number. Not to be used by two threads at once."""

    def __init__(
        self,
        documents: Sequence[Path],
        folder: Path | None = None,
        options: Options = Options(),
        by: str | None = None,
    ) -> None:
        self.documents = tuple(documents)
        self._folder = folder
        self._options = options
        self._by = by
        self._open: tuple[int, Paper] | None = None

    def file(self, number: int) -> Path:
        """Where the decisions on a document are kept: in the folder of the output, or else beside the document."""
        path = self.documents[number]
        return (self._folder or path.parent) / f"{path.name}{corrections.ENDING}"

    def paper(self, number: int) -> Paper:
        """A document, read when it is first asked for; the last one is kept. Raises ReadError."""
        if self._open is None or self._open[0] != number:
            path = self.documents[number]
            data = readers.content(path, self._options)
            document = readers.read_bytes(data, path.name, self._options)
            extraction = pipeline.extract_document(document, self._options)
            paper = Paper(data, document, extraction, Matcher(extraction, document))
            self._open = number, paper
        return self._open[1]

    def held(self, number: int) -> Corrections:
        """The decisions on a document. Raises CorrectionsError where their file is broken."""
        file, document = self.file(number), self.paper(number).document
        if file.is_file():
            return corrections.load(file)
        return Corrections(document=DocumentName(name=document.name, sha256=document.sha256))

    def applied(self, number: int) -> Applied:
        paper = self.paper(number)
        return corrections.apply(paper.extraction, self.held(number), paper.document)

    # What is shown ------------------------------------------------------------------------------------------------

    def page(self, number: int) -> str:
        """The page of a document as it was read, with what was decided."""
        paper = self.paper(number)
        applied = self.applied(number)
        remarks = applied.extraction.diagnostics[len(paper.extraction.diagnostics) :]
        left = tuple(each for each in remarks if each.code == "correction_not_applied")
        shown = paper.extraction.model_copy(update={"diagnostics": (*left, *paper.extraction.diagnostics)})
        review = {
            "decisions": _told(applied.outcomes),
            "choices": choices(),
            "given": _given(paper.extraction),
        }
        return viewer.page(paper.document, shown, paper.data, home="../../", review=review)

    def counted(self, number: int) -> int | None:
        """How many decisions there are on a document; None where their file is broken."""
        file = self.file(number)
        try:
            return len(corrections.load(file).corrections) if file.is_file() else 0
        except corrections.CorrectionsError:
            return None

    def export(self, number: int, what: str) -> str:
        """The decisions, the corrected extraction or gold, as JSON."""
        if what == "corrections":
            return self.held(number).model_dump_json(indent=1) + "\n"
        applied = self.applied(number)
        if what == "extraction":
            return emit(applied.extraction, "json")
        return json.dumps(gold(applied), indent=1, ensure_ascii=False) + "\n"

    # What is decided ----------------------------------------------------------------------------------------------

    def decide(self, number: int, asked: Json) -> Json:
        """Writes down one decision, or takes it back; what holds then for the record.

        Raises ValueError, with a plain sentence, for what cannot be decided.
        """
        paper, held = self.paper(number), self.held(number)
        record, field = str(asked.get("record", "")), str(asked.get("field", ""))
        made = self._made(Decider(paper.document, paper.extraction, self._by), asked, record, field)
        standing = {
            (each.record, each.correction.field): each.correction for each in found_again(paper.matcher, held)
        }
        about = {each.field for each in made} or ({field} if field else {name for _, name in standing})
        replaced = [standing[record, each] for each in about if (record, each) in standing]
        name = DocumentName(name=paper.document.name, sha256=paper.document.sha256)
        kept = held.without(*replaced).model_copy(update={"document": name})
        file = self.file(number)
        file.parent.mkdir(parents=True, exist_ok=True)
        kept = kept.with_(*made)
        corrections.save(file, kept)
        return {"decisions": _told(found_again(paper.matcher, kept)).get(record, {})}

    @staticmethod
    def _made(decider: Decider, asked: Json, record: str, field: str) -> list[Correction]:
        match asked.get("verdict"):
            case "accepted":
                return [decider.accept(record, field)] if field else decider.accept_all(record)
            case "corrected":
                return [decider.correct(record, field, asked.get("value"))]
            case "rejected":
                return [decider.reject(record)]
            case "undone":
                return []
        raise ValueError("verdict: choose from accepted, corrected, rejected, undone.")


def _told(outcomes: Sequence[Outcome]) -> dict[str, Json]:
    """What was decided, by record and field, for the page."""
    found: dict[str, Json] = defaultdict(dict)
    for each in outcomes:
        if each.record is None or each.reason is not None:
            continue
        correction = each.correction
        told: Json = {"verdict": correction.verdict, "value": correction.value}
        if correction.verdict == "corrected":
            told["shown"] = printable(_in_words(correction))
        found[each.record][correction.field] = told
    return found


def _given(extraction: Extraction) -> dict[str, Json]:
    """What was read, by record and field, as a person would give it: what the forms begin with."""
    given: dict[str, Json] = {}
    groups: tuple[tuple[Group, Sequence[fields.Reviewed]], ...] = (
        ("actions", extraction.actions),
        ("findings", extraction.findings),
    )
    for group, records in groups:
        for record in records:
            read = {field: fields.value_in(record, field) for field in fields.TYPES[group]}
            given[record.id] = {
                field: fields.as_json(group, field, value)
                for field, value in read.items()
                if value is not None
            }
    return given


def _in_words(correction: Correction) -> str:
    value = fields.checked(correction.target.group, correction.field, correction.value)
    if value is None or value == ():
        return "nothing"
    if correction.field == "owners":
        return "; ".join(_party(each) for each in value)
    if correction.field == "deadline":
        return deadline_shown(value)
    return plain(value) if isinstance(value, str) and " " not in value else value_in_words(value)


def _party(party: fields.Party) -> str:
    rest = ", ".join(each for each in (party.role, party.organisation) if each)
    return f"{party.name} ({rest})" if party.name and rest else party.name or rest


def choices() -> Json:
    """What a person may decide about and choose from, for the page's forms."""
    return {
        "fields": {group: list(held) for group, held in fields.TYPES.items()},
        "asked": fields.ASKED,
        "states": list(fields.literals("progress.state")),
        "colours": list(fields.literals("progress.rag")),
        "kinds": list(fields.literals("kind")),
    }
