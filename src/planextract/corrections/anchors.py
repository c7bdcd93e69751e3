"""Makes decisions about values of one reading of a document, with the words by which they are found again.

The form follows the W3C Web Annotation Data Model: a TextQuoteSelector (exact, prefix, suffix) for what must be found
again, and positions, which hold in the same file only.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from planextract.corrections import fields
from planextract.corrections.fields import Group, Reviewed
from planextract.corrections.flowing import Flow
from planextract.corrections.held import Correction, Quote, Target
from planextract.document import Document
from planextract.records import Extraction, Provenance, fold


def now() -> datetime:
    return datetime.now(UTC)


class Decider:
    """Turns what a person decides into corrections. `clock` says when; nothing else here looks at a clock."""

    def __init__(
        self,
        document: Document,
        extraction: Extraction,
        by: str | None = None,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._flow = Flow(document)
        self._sha256 = document.sha256
        self._records: dict[str, tuple[Group, Reviewed]] = {
            **{each.id: ("actions", each) for each in extraction.actions},
            **{each.id: ("findings", each) for each in extraction.findings},
        }
        self._by = by
        self._clock = clock

    def accept(self, record: str, field: str) -> Correction:
        """The value is right as it was read. Raises ValueError for a record or field that there is not."""
        group, found = self._record(record)
        if field not in fields.TYPES[group]:
            raise ValueError(f"{field or 'nothing'}: choose from {', '.join(fields.TYPES[group])}.")
        was = fields.as_json(group, field, fields.value_in(found, field))
        return self._made(group, found, field, verdict="accepted", was=was, value=was)

    def correct(self, record: str, field: str, value: object) -> Correction:
        """The value, given as JSON, holds instead. Raises ValueError, also for a value that the field cannot have."""
        group, found = self._record(record)
        held = fields.as_json(group, field, fields.checked(group, field, value))
        was = fields.as_json(group, field, fields.value_in(found, field))
        return self._made(group, found, field, verdict="corrected", was=was, value=held)

    def reject(self, record: str) -> Correction:
        """It is no action, or no finding. Raises ValueError."""
        group, found = self._record(record)
        return self._made(group, found, "", verdict="rejected")

    def accept_all(self, record: str) -> list[Correction]:
        """All of a record that is asked for, and all else that it says."""
        group, found = self._record(record)
        wanted = [
            field
            for field in fields.TYPES[group]
            if field in fields.ASKED[group] or fields.held(found, field) is not None
        ]
        return [self.accept(record, field) for field in wanted]

    def _record(self, id: str) -> tuple[Group, Reviewed]:
        if id not in self._records:
            raise ValueError(f"{id}: there is no such action or finding.")
        return self._records[id]

    def _made(self, group: Group, record: Reviewed, field: str, **decided: Any) -> Correction:
        raw, sources = fields.evidence(record, field)
        target = Target(
            group=group,
            id=record.id,
            sha256=self._sha256,
            reference=fold(record.reference.raw) if record.reference is not None else None,
            quote=self._quote(record.text.raw, record.text.sources),
            words=self._quote(raw, sources) if raw.strip() else None,
            column=self._flow.heading_over(sources[0]) if sources else None,
            places=sources or record.text.sources,
        )
        return Correction(made=self._clock(), by=self._by, field=field, target=target, **decided)

    def _quote(self, raw: str, sources: tuple[Provenance, ...]) -> Quote:
        prefix, suffix = self._flow.around(sources)
        said = [fold(self._flow.words_at(source)) for source in sources]
        return Quote(
            exact="\n".join(each for each in said if each) or fold(raw), prefix=prefix, suffix=suffix
        )
