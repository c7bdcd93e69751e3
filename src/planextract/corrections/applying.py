"""Replays decisions on an extraction. What cannot be found again is told and left alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planextract import checks, identities
from planextract.corrections import fields
from planextract.corrections.flowing import squashed
from planextract.corrections.held import Correction, Corrections
from planextract.corrections.matching import Matcher, Reason
from planextract.diagnostics import CODES
from planextract.document import Document
from planextract.normalise.actions import overdue
from planextract.records import Action, DiagnosticRecord, Extraction, Finding, Provenance, fold

REASONS: dict[Reason, str] = {
    "record_vanished": "its words no longer stand in the document",
    "words_vanished": "the words that it was about no longer stand there",
    "words_changed": "other words stand there now",
    "now_read": "something stands there now where nothing was",
    "several_fit": "several places fit it, and nothing tells them apart",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one decision. `record` is the id that its record has now; `reason` is None where it holds.

    `places` are those of its words now, where the field itself has not got them.
    """

    correction: Correction
    record: str | None
    reason: Reason | None = None
    places: tuple[Provenance, ...] | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    extraction: Extraction
    outcomes: tuple[Outcome, ...]

    @property
    def left(self) -> tuple[Outcome, ...]:
        """What could not be applied."""
        return tuple(each for each in self.outcomes if each.reason is not None)


def apply(extraction: Extraction, corrections: Corrections, document: Document) -> Applied:
    """The extraction as people corrected it, with what became of each correction.

    `document` is the file that the extraction was made of, as read. Corrections are found by their words, so that it
    need not be the file that they were made for, nor the version of planextract. Two remarks are added:
    `corrections_applied`, and `correction_not_applied` for each that was not.
    """
    outcomes = found_again(Matcher(extraction, document), corrections)
    work = _Work(extraction)
    for each in outcomes:
        work.take(each)
    return Applied(_finished(extraction, work, outcomes), outcomes)


def found_again(matcher: Matcher, corrections: Corrections) -> tuple[Outcome, ...]:
    """What each correction is about now, or why it is not found; nothing is changed."""
    return tuple(_outcome(matcher, each) for each in corrections.corrections)


def _outcome(matcher: Matcher, correction: Correction) -> Outcome:
    found = matcher.record(correction.target)
    if isinstance(found, str):
        return Outcome(correction, None, found)
    if correction.verdict == "rejected":
        same = squashed(found.text.raw) == squashed(correction.target.quote.exact)
        return Outcome(correction, found.id, None if same else "words_changed")
    places = matcher.value(found, correction)
    if isinstance(places, str):
        return Outcome(correction, found.id, places)
    return Outcome(correction, found.id, None, places)


class _Work:
    """The records of an extraction while decisions are put into them."""

    def __init__(self, extraction: Extraction) -> None:
        self.actions: dict[str, Action] = {each.id: each for each in extraction.actions}
        self.findings: dict[str, Finding] = {each.id: each for each in extraction.findings}
        self.rejected: set[str] = set()

    def take(self, outcome: Outcome) -> None:
        correction, id = outcome.correction, outcome.record
        if id is None or outcome.reason is not None:
            return
        if correction.verdict == "rejected":
            self.rejected.add(id)
            return
        group, field = correction.target.group, correction.field
        record = self.actions[id] if group == "actions" else self.findings[id]
        value = fields.checked(group, field, correction.value)
        if fields.value_in(record, field) == value:
            return
        changed = fields.put(record, field, value, outcome.places)
        if isinstance(changed, Action):
            self.actions[id] = changed
        else:
            self.findings[id] = changed


# What follows from it ------------------------------------------------------------------------------------------------


def _finished(extraction: Extraction, work: _Work, outcomes: Sequence[Outcome]) -> Extraction:
    gone = work.rejected
    day = extraction.metadata.reference_date
    reference = day.value if day is not None else None
    actions = tuple(
        each.model_copy(
            update={
                "overdue_at_reference": overdue(each.deadline, each.progress, reference),
                "finding_ids": _kept(each.finding_ids, gone),
            }
        )
        for each in work.actions.values()
        if each.id not in gone
    )
    decisions = tuple(
        each.model_copy(
            update={
                "action_ids": _kept(each.action_ids, gone),
                "changes": tuple(
                    change.model_copy(update={"action_ids": _kept(change.action_ids, gone)})
                    for change in each.changes
                ),
            }
        )
        for each in extraction.decisions
    )
    tallies = tuple(
        each.model_copy(update={"agrees_with_actions": checks.agrees(each, actions)})
        for each in extraction.tallies
    )
    return extraction.model_copy(
        update={
            "actions": actions,
            "findings": tuple(each for each in work.findings.values() if each.id not in gone),
            "decisions": decisions,
            "tallies": tallies,
            "identities": identities.suggestions(actions),
            "diagnostics": (*extraction.diagnostics, *_remarks(outcomes)),
        }
    )


def _kept(ids: Iterable[str], gone: set[str]) -> tuple[str, ...]:
    return tuple(each for each in ids if each not in gone)


def _remarks(outcomes: Sequence[Outcome]) -> Iterable[DiagnosticRecord]:
    counts = dict.fromkeys(("corrected", "accepted", "rejected"), 0)
    for each in outcomes:
        if each.reason is None:
            counts[each.correction.verdict] += 1
    if any(counts.values()):
        said = ", ".join(f"{count} {verdict}" for verdict, count in counts.items() if count)
        yield _remark("corrections_applied", f"a person's decisions were put in: {said}")
    for each in outcomes:
        if each.reason is not None:
            yield _remark("correction_not_applied", f"{_named(each.correction)}: {REASONS[each.reason]}")


_LONGEST = 60


def _named(correction: Correction) -> str:
    """A decision as one would speak of it."""
    words = fold(correction.target.quote.exact)
    short = words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} ..."
    what = f"the {correction.field} of " if correction.field else ""
    about = fold(correction.target.words.exact) if correction.field and correction.target.words else ""
    return f'{what}"{short}"' + (f', read from "{about}"' if about and about != words else "")


def _remark(code: str, message: str) -> DiagnosticRecord:
    return DiagnosticRecord(code=code, severity=CODES[code][0], message=message)
