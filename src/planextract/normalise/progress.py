"""How far an action has come, from all the columns that say something of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from planextract.drafts.draft import Slot
from planextract.legend import Legend
from planextract.normalise import dates, history, marked_columns, statuses, updates
from planextract.normalise.context import Context, Remark
from planextract.provenance import SourcedText
from planextract.records import (
    Extracted,
    Progress,
    Rag,
    Response,
    Stage,
    State,
    Update,
    extracted,
    extracted_text,
)
from planextract.vocab import Vocabulary

ORDER = (
    "status",
    "progress",
    "rag",
    "percent_complete",
    "completion_date",
    "accepted",
    "management_response",
    "assurance",
)
"""Columns in the order in which their states count."""

STAGES: dict[State, Stage] = {
    "completed": "done",
    "completed_pending_verification": "done",
    "embedded": "done",
    "closed": "done",
    "superseded": "stopped",
    "cancelled": "stopped",
    "not_applicable": "stopped",
    "no_data": "unknown",
}
"""Stages of states; all others are open."""

DONE: frozenset[State] = frozenset({"completed", "embedded", "closed"})
_ANSWERS = re.compile(
    r"\W*(?:fully |partially |partly |part |not )?(?:agreed|accepted|rejected)\b", re.IGNORECASE
)
"""Words of an answer that a progress column may begin with; "Approved by Cabinet" there is a step of the work."""
UNKNOWN_WORDS = 4
"""A status of more words than this is commentary; a shorter one that is in no vocabulary deserves a remark."""


def normalise(
    slots: Sequence[Slot], context: Context, vocabulary: Vocabulary, legend: Legend
) -> tuple[Progress, tuple[Remark, ...]]:
    """The progress that the cells of one row report, and what is to be said about them."""
    reading = _Reading(context, vocabulary, legend)
    current, earlier = history.newest(reading.marked(slots), context, vocabulary)
    for role in ORDER:
        for slot in current:
            if slot.role == role:
                reading.read(slot)
    reading.updates = (*(reading.earlier(slot) for slot in earlier), *reading.updates)
    return reading.progress(current), tuple(reading.remarks)


def stage_of(state: State | None) -> Stage:
    """The stage of a state, for readers who want no more.

    >>> stage_of("embedded"), stage_of("at_risk"), stage_of(None)
    ('done', 'open', 'unknown')
    """
    return "unknown" if state is None else STAGES.get(state, "open")


@dataclass
class _Reading:
    """The cells of one row while they are being read; the first column that gives a value keeps it."""

    context: Context
    vocabulary: Vocabulary
    legend: Legend
    state: Extracted[State] | None = None
    stage: Stage | None = None
    rag: Extracted[Rag] | None = None
    percent: Extracted[float] | None = None
    completed_on: Extracted[date] | None = None
    response: Extracted[Response] | None = None
    assurance: Extracted[str] | None = None
    commentary: dict[int, SourcedText] = field(default_factory=dict)
    updates: tuple[Update, ...] = ()
    remarks: list[Remark] = field(default_factory=list)

    def read(self, slot: Slot) -> None:
        about = statuses.around(slot, self.vocabulary, self.legend)
        if self.rag is None:
            self.rag = statuses.rag(slot.words, about)
        if statuses.is_blank(slot.words):
            return
        if slot.role in ("accepted", "management_response"):
            self._response(slot)
        elif slot.role == "assurance":
            self.assurance = self.assurance or extracted_text(slot.words, "column_text")
        elif slot.role == "completion_date":
            self._completion_date(slot, about)
        else:
            self._cell(slot, about)

    def marked(self, slots: Sequence[Slot]) -> list[Slot]:
        """What is left to read after the marks in columns that are headed by a state each."""
        marks = [slot for slot in slots if slot.role == "marked_status" and not statuses.is_blank(slot.words)]
        if len(marks) == 1 and marks[0].header is not None:
            state = marked_columns.headed(marks[0].header.text, self.vocabulary)
            self.state = extracted(Extracted[State], state, marks[0].words.strip(), "marked_column")
        elif len(marks) > 1:
            self.remarks.append(Remark("state_not_understood", "more than one of the states is marked"))
        return [slot for slot in slots if slot.role != "marked_status"]

    def earlier(self, slot: Slot) -> Update:
        """What a column of an earlier date says."""
        about = statuses.around(slot, self.vocabulary, self.legend)
        return Update(
            text=extracted_text(slot.words, "earlier_column"), state=self._state_within(slot.words, about)
        )

    # Status, progress, rating and percentage

    def _cell(self, slot: Slot, about: statuses.Around) -> None:
        share = statuses.percent(slot.words, about)
        self.percent = self.percent or share
        if about.role in statuses.RATED and statuses.whole_colour(slot.words, about) is not None:
            self._coded(slot.words, about)
            return
        dated = bool(updates.journal(slot.words))
        found = statuses.state(slot.words, about) if not dated else None
        if found is not None and self._settled_otherwise(found):
            found = None
        if found is None and self._answer(slot):
            return
        rest = found.rest if found is not None else slot.words
        if found is not None:
            share = share or statuses.percent(found.rest, about)
            self.percent = self.percent or share
            self._take(found)
            rest = self._completed_on(found, rest)
        rest = self._journal(rest, about)
        if found is None and self.state is None and share is not None:
            self.state = statuses.percent_state(share)
        self._comment(slot, rest, whole=found is None, share=share)

    def _settled_otherwise(self, found: statuses.StateFound) -> bool:
        """A column before this one gave another state: these words are about a part of the work, and commentary."""
        return self.state is not None and self.state.value is not None and found.value != self.state.value

    def _coded(self, words: SourcedText, about: statuses.Around) -> None:
        """A bare colour: a state only where the legend says so."""
        found = statuses.legend_code(words, about)
        if found is not None and self.state is None:
            self._take(found)

    def _take(self, found: statuses.StateFound) -> None:
        if found.value is None:
            self.stage = self.stage or "open"
        if self.state is None or (self.state.value is None and found.value is not None):
            self.state = found.extracted

    def _completed_on(self, found: statuses.StateFound, rest: SourcedText) -> SourcedText:
        """The full date that follows a state of completion; the rest is what stands after it."""
        if found.value not in DONE or self.completed_on is not None:
            return rest
        day = dates.day_in(rest[:40])
        at = rest.text.find(day[0].text) if day is not None else -1
        if day is None or not re.fullmatch(
            r"(?i)[(\s]*(?:on|in|dated)?\s*", rest.text[:at] if at >= 0 else "x"
        ):
            return rest
        self.completed_on = extracted(Extracted[date], day[1], day[0], "date_after_state")
        after = rest[at + len(day[0]) :]
        return after if not after.text.strip(" ).\n") else rest

    def _journal(self, rest: SourcedText, about: statuses.Around) -> SourcedText:
        entries = updates.journal(rest)
        if not entries:
            return rest
        found = updates.updates(entries, lambda words: self._state_within(words, about))
        self.updates = (*self.updates, *found)
        if self.state is None:
            self.state = updates.latest_state(entries, found)
        return rest

    def _state_within(self, words: SourcedText, about: statuses.Around) -> Extracted[State] | None:
        found = statuses.state(words, about)
        return found.extracted if found is not None and found.value is not None else None

    def _comment(self, slot: Slot, rest: SourcedText, whole: bool, share: Extracted[float] | None) -> None:
        rest = self._without_colour(rest, slot) if whole else rest
        if (
            statuses.is_blank(rest)
            or not rest.text.strip(" ().,;:\n")
            or (share and share.raw == rest.raw.strip())
        ):
            return
        self.commentary[id(slot)] = rest
        known = self.state or self.rag or self.percent or self.response
        if slot.role == "status" and whole and not known and len(rest.text.split()) <= UNKNOWN_WORDS:
            self.remarks.append(
                Remark("state_not_understood", "a status that is in no vocabulary and no legend")
            )

    def _without_colour(self, rest: SourcedText, slot: Slot) -> SourcedText:
        """The words after the colour that a cell begins with."""
        about = statuses.around(slot, self.vocabulary, self.legend)
        found = statuses.opening_colour(rest, about) if slot.role in statuses.RATED else None
        found = found or statuses.opening_sign(rest, about)
        return rest[found.end :].strip(" \t\n:;,.–—-\ufe0f") if found is not None else rest

    # Dates and answers

    def _completion_date(self, slot: Slot, about: statuses.Around) -> None:
        day = dates.day_in(slot.words)
        if day is not None and len(dates.days_in(slot.words)) == 1 and self.completed_on is None:
            self.completed_on = extracted(Extracted[date], day[1], day[0], "completion_date")
        self._by_date(slot, day[1] if day is not None else None)
        found = statuses.state(slot.words, about)
        if found is not None and found.value is not None and self.state is None:
            self.state = found.extracted
            rest = found.rest
        else:
            rest = slot.words if day is None else SourcedText()
        if not statuses.is_blank(rest):
            self.commentary[id(slot)] = rest

    def _by_date(self, slot: Slot, day: date | None) -> None:
        """A day in a column of actual completion, past at the reference date, says that the work is done."""
        header = slot.header.text if slot.header is not None else ""
        if self.state is not None or day is None or not header or self.vocabulary.is_open(header):
            return
        reference = self.context.reference_date
        if reference is None or day <= reference:
            self.state = extracted(Extracted[State], "completed", slot.words.strip(), "completion_date")

    def _response(self, slot: Slot) -> None:
        """An answer to a recommendation; the words of its column are kept elsewhere as they stand."""
        if self.response is not None:
            return
        found = self.vocabulary.response_opening(slot.words.text)
        if found is not None:
            words = slot.words[found.start : found.end]
            self.response = extracted(
                Extracted[Response], cast(Response, found.key), words, "opening_response"
            )
        elif slot.role == "accepted" and slot.words.text.strip().casefold() in (
            "yes",
            "y",
            "no",
            "n",
            "✓",
            "✔",
            "√",
        ):
            yes = slot.words.text.strip().casefold() not in ("no", "n")
            self.response = extracted(
                Extracted[Response], "accepted" if yes else "rejected", slot.words.strip(), "yes_or_no"
            )

    def _answer(self, slot: Slot) -> bool:
        """ "Agreed" in a status column is an answer and no state."""
        answer = self.vocabulary.response_of(slot.words.text) if slot.role == "status" else None
        if answer is None:
            self._opening_answer(slot)
            return False
        self.response = self.response or extracted(
            Extracted[Response], answer, slot.words.strip(), "whole_response"
        )
        return True

    def _opening_answer(self, slot: Slot) -> None:
        """ "Agreed in principle by the Board. ..." answers too; what it says besides stays commentary."""
        if slot.role not in ("status", "progress") or self.response is not None or self.state is not None:
            return
        found = self.vocabulary.response_opening(slot.words.text)
        if found is None or not _ANSWERS.match(slot.words.text):
            return
        words = slot.words[found.start : found.end]
        self.response = extracted(Extracted[Response], cast(Response, found.key), words, "opening_response")

    # The record

    def progress(self, slots: Sequence[Slot]) -> Progress:
        self._by_colour()
        self._disagreement()
        value = self.state.value if self.state is not None else None
        parts = [self.commentary[id(slot)] for slot in slots if id(slot) in self.commentary]
        words = SourcedText.join(" ", parts).strip()
        return Progress(
            state=self.state,
            stage=self.stage if value is None and self.stage is not None else stage_of(value),
            rag=self.rag,
            percent=self.percent,
            completed_on=self.completed_on,
            response=self.response,
            assurance=self.assurance,
            commentary=extracted_text(words, "commentary") if words.text else None,
            updates=self.updates,
        )

    def _by_colour(self) -> None:
        """A colour gives a state only through the document's legend."""
        if self.state is not None or self.rag is None or self.rag.value is None:
            return
        entry = self.legend.of_colour(self.rag.value.colour)
        if entry is not None and entry.state is not None:
            self.state = Extracted[State](
                value=entry.state, raw=self.rag.raw, rule="legend", sources=self.rag.sources
            )

    def _disagreement(self) -> None:
        state = self.state.value if self.state is not None and self.state.rule != "legend" else None
        if state is None or self.rag is None or self.rag.value is None:
            return
        if _disagree(state, self.rag.value, self.legend):
            colour = self.rag.value.colour.replace("_", "/")
            message = f"the words say {state.replace('_', ' ')}, the colour is {colour}"
            self.remarks.append(Remark("state_and_colour_disagree", message))


def _disagree(state: State, rating: Rag, legend: Legend) -> bool:
    """Whether a state and a colour cannot both hold, by the legend or by what colours mean everywhere."""
    entry = legend.of_colour(rating.colour)
    if entry is not None:
        return entry.state is not None and {stage_of(state), stage_of(entry.state)} == {"done", "open"}
    return (state in DONE and rating.colour == "red") or (
        state in ("behind", "overdue") and rating.colour in ("green", "blue")
    )
