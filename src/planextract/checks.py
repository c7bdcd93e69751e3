"""Sense checks over the finished records: what a document says that does not agree with itself.

Each check is one function from an extraction to the remarks that it calls for, listed in CHECKS.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from planextract.diagnostics import CODES
from planextract.document import Page
from planextract.normalise.progress import DONE
from planextract.provenance import Box
from planextract.records import (
    Action,
    BlockSource,
    CellSource,
    DiagnosticRecord,
    Extraction,
    Provenance,
    State,
    Tally,
)


def _remark(code: str, message: str, sources: tuple[Provenance, ...] = ()) -> DiagnosticRecord:
    return DiagnosticRecord(code=code, severity=CODES[code][0], message=message, sources=sources)


def completed_after_reference(extraction: Extraction) -> Iterable[DiagnosticRecord]:
    """An action completed on a day that the document could not know yet."""
    known = extraction.metadata.reference_date
    for action in extraction.actions:
        done = action.progress.completed_on
        if known is not None and done is not None and done.value is not None and done.value > known.value:
            message = (
                f"action {action.id} is completed on {done.value}, after the document's date {known.value}"
            )
            yield _remark("completed_after_reference", message, done.sources)


def revised_before_original(extraction: Extraction) -> Iterable[DiagnosticRecord]:
    """A deadline that lies before the day it was first set for, which is more often a slip than a decision."""
    for action in extraction.actions:
        due = action.deadline.value if action.deadline is not None else None
        first = due.original if due is not None else None
        latest: date | None = getattr(due, "latest", None)
        if (
            action.deadline is not None
            and first is not None
            and first.latest
            and latest
            and latest < first.latest
        ):
            message = f"action {action.id} has a revised deadline before its original one"
            yield _remark("revised_before_original", message, action.deadline.sources)


def state_against_deadline(extraction: Extraction) -> Iterable[DiagnosticRecord]:
    """An action that is on track though its deadline has passed, or overdue before it has come."""
    known = extraction.metadata.reference_date
    for action in extraction.actions:
        state = action.progress.state.value if action.progress.state is not None else None
        latest: date | None = getattr(action.deadline.value, "latest", None) if action.deadline else None
        if known is None or state is None or latest is None or action.deadline is None:
            continue
        if state in IN_TIME and action.overdue_at_reference:
            message = f"action {action.id} is {state} though its deadline passed on {latest}"
            yield _remark("state_against_deadline", message, action.deadline.sources)
        elif state == "overdue" and latest > known.value and not _moved(action):
            message = f"action {action.id} is overdue though its deadline comes on {latest}"
            yield _remark("state_against_deadline", message, action.deadline.sources)


def _moved(action: Action) -> bool:
    """Whether a deadline was changed, so that the first one may be what is overdue."""
    due = action.deadline.value if action.deadline is not None else None
    return due is not None and (due.original is not None or "revised" in due.qualifiers)


IN_TIME: frozenset[State] = frozenset({"on_track", "not_due"})


def percent_against_state(extraction: Extraction) -> Iterable[DiagnosticRecord]:
    """An action that is completed by less than all of its work, or not begun with some of it done."""
    for action in extraction.actions:
        share, state = action.progress.percent, action.progress.state
        if share is None or share.value is None or state is None or state.value is None:
            continue
        done, begun = state.value in DONE, state.value != "not_started"
        if (done and share.value < 100) or (not begun and share.value > 0):
            message = f"action {action.id} is {state.value} at {share.value:g} %"
            yield _remark("percent_against_state", message, (*share.sources, *state.sources))


def tally_does_not_add_up(extraction: Extraction) -> Iterable[DiagnosticRecord]:
    for tally in extraction.tallies:
        if not tally.sums and not tally.partial:
            stated = ", ".join(f"{count} {key}" for key, count in tally.counts.items())
            yield _remark(
                "tally_does_not_add_up", f"stated total {tally.total}, parts {stated}", tally.sources
            )


def tally_percents_disagree(extraction: Extraction) -> Iterable[DiagnosticRecord]:
    """Percentages printed beside counts that are not those of the counts."""
    for tally in extraction.tallies:
        if tally.percents_agree is False:
            stated = ", ".join(
                f"{tally.counts[key]} {key} {share:g} %" for key, share in tally.percents.items()
            )
            yield _remark("tally_percents_disagree", f"of {tally.total}: {stated}", tally.sources)


def tally_disagrees(extraction: Extraction) -> Iterable[DiagnosticRecord]:
    for tally in extraction.tallies:
        if tally.agrees_with_actions is False:
            message = f"stated total {tally.total}, actions found {len(extraction.actions)}"
            yield _remark("tally_disagrees", message, tally.sources)


CHECKS: tuple[Callable[[Extraction], Iterable[DiagnosticRecord]], ...] = (
    completed_after_reference,
    revised_before_original,
    state_against_deadline,
    percent_against_state,
    tally_does_not_add_up,
    tally_percents_disagree,
    tally_disagrees,
)


def check(extraction: Extraction) -> tuple[DiagnosticRecord, ...]:
    """All remarks that the checks make, in the order of CHECKS."""
    return tuple(found for each in CHECKS for found in each(extraction))


def doubtful_words(extraction: Extraction, pages: Sequence[Page]) -> Iterator[DiagnosticRecord]:
    """Deadlines and owners that stand on words of which OCR was not sure: the fields in which one letter matters."""
    doubts = {page.number: page.doubtful for page in pages if page.doubtful}
    for action in extraction.actions if doubts else ():
        owners = tuple(source for owner in action.owners if not owner.inherited for source in owner.sources)
        for field, sources in (
            ("deadline", action.deadline.sources if action.deadline else ()),
            ("owner", owners),
        ):
            found = tuple(source for source in sources if _on_doubtful(source, doubts))
            if found:
                message = f"action {action.id}: OCR was not sure of words of its {field}"
                yield _remark("ocr_word_doubtful", message, found)


def _on_doubtful(source: Provenance, doubts: dict[int, tuple[Box, ...]]) -> bool:
    if not isinstance(source, CellSource | BlockSource) or source.page is None or source.bbox is None:
        return False
    return any(_stands_on(source.bbox, word) for word in doubts.get(source.page, ()))


def _stands_on(box: Box, word: Box) -> bool:
    """Does a line of words reach over the middle of a word? (Its box is as high as its type, the word's as its ink.)"""
    x, y = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def agrees(tally: Tally, actions: tuple[Action, ...]) -> bool | None:
    """Whether the actions found match a stated total and its parts; None with no actions to compare.

    What is said of one group only, a department or a quarter, is not held against all actions.
    """
    if tally.group is not None:
        return None
    planned = [action for action in actions if action.kind in ("planned", "recommendation")]
    if tally.of is not None:
        total = _count(planned, tally.of)
        return None if total is None else tally.total == total
    if not planned:
        return None
    return tally.total == len(planned) and all(
        _count(planned, key) in (count, None) for key, count in tally.counts.items()
    )


def _count(actions: list[Action], key: str) -> int | None:
    """How many actions carry a colour or state; None for one that no action carries."""
    found = Counter[str]()
    for action in actions:
        rag, state = action.progress.rag, action.progress.state
        found.update([rag.value.colour] if rag is not None and rag.value is not None else [])
        found.update([state.value] if state is not None and state.value is not None else [])
    return found.get(key)
