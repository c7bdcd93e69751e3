"""An action draft made a record: each of its words read by the reader of its role, and nothing left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from planextract.confidence import BY_MODEL
from planextract.diagnostics import Diagnostic, remark
from planextract.drafts.draft import ActionDraft, Slot
from planextract.legend import Legend
from planextract.normalise import (
    dates,
    deadlines,
    marked_columns,
    owners,
    progress,
    stated_beside,
    statuses,
)
from planextract.normalise.changed import former
from planextract.normalise.context import Context, Found, Remark
from planextract.normalise.dittos import Above
from planextract.normalise.owners.looks import LeadLook, by_look, lead_look
from planextract.prose.models import Models
from planextract.provenance import SourcedText
from planextract.records import (
    AbsentReason,
    Action,
    ColumnText,
    Deadline,
    DueBy,
    Extracted,
    Interval,
    Owner,
    OwnerPart,
    Progress,
    Settled,
    State,
    extracted_text,
    fold,
    sources_of,
    texts,
)
from planextract.second_reading import SecondReader
from planextract.vocab import Vocabulary

OWNER_ROLES: tuple[tuple[str, OwnerPart], ...] = (
    ("owner", "lead"),
    ("accountable", "accountable"),
    ("support", "support"),
)

PROGRESS_ROLES = frozenset(
    {"progress", "status", "marked_status", "rag", "percent_complete", "completion_date"}
)
"""Columns that `Progress` holds whole."""

RESPONSE_ROLES = frozenset({"management_response", "accepted"})
"""Columns of which `Progress` takes the answer; their words are kept in `other` as well."""

FIELDS = {
    "priority": "priority",
    "evidence": "evidence",
    "success_measure": "success_measure",
    "resources": "resources",
    "cost": "resources",
    "risk": "risk",
    "monitoring": "monitored_by",
}
"""Roles that have a field of their own for their words as they stand."""

PROSE = frozenset({"minute_action", "resolution", "commitment", "recommendation"})
"""Kinds whose owners a clause names: whoever is its subject is a party, known to us or not."""

TAKEN = frozenset(
    {
        "action",
        "section_owner",
        "owner",
        "accountable",
        "support",
        "deadline",
        "revised_deadline",
        "deadline_within",
        "marked_deadline",
        "denied_deadline",
        *PROGRESS_ROLES,
    }
)


@dataclass(frozen=True)
class Reader:
    """What it takes to read the drafts of one document. Diagnostics gather in `diagnostics`."""

    context: Context
    vocabulary: Vocabulary
    legend: Legend
    diagnostics: list[Diagnostic] = field(default_factory=list)
    above: Above = field(default_factory=Above)
    second: SecondReader = field(default_factory=lambda: SecondReader(Models(wanted=False)))

    def action(
        self, draft: ActionDraft, number: int, finding_ids: tuple[str, ...], plan_id: str | None
    ) -> Action:
        """One action record; `number` counts from 1 in the document."""
        draft = self._without_state(draft)
        self.above.begin(draft)
        led, due = self.owners(draft), self.deadline(draft)
        self._check_start(draft, due)
        how_far = self.progress(draft, due)
        named, other = _columns(draft.slots)
        return Action(
            id=f"a{number:03d}",
            plan_id=plan_id,
            finding_ids=finding_ids,
            reference=extracted_text(draft.reference, "printed_number") if draft.reference else None,
            section=extracted_text(draft.section, "section_heading") if draft.section else None,
            kind=draft.kind,
            modality=draft.modality,
            condition=extracted_text(draft.condition, "condition") if draft.condition else None,
            text=extracted_text(draft.words, draft.rule).model_copy(update={"confidence": draft.confidence}),
            items=texts(draft.items, "bullet"),
            owners=led,
            deadline=due,
            progress=how_far,
            other=other,
            overdue_at_reference=overdue(due, how_far, self.context.reference_date),
            absent=self._absent(draft, led, due, how_far),
            **named,
        )

    def _without_state(self, draft: ActionDraft) -> ActionDraft:
        """A row of a table whose words say its state too: "COMPLETED: Fit the screens"."""
        if draft.kind in PROSE or draft.slot("status") is not None:
            return draft
        found = stated_beside.of_text(draft.words, self._around("action"))
        if found is None:
            return draft
        words, state = found
        return replace(draft, words=words, slots=(*draft.slots, Slot("status", state)))

    def _around(self, role: str) -> statuses.Around:
        return statuses.Around(role, "", self.vocabulary, self.legend)

    def _absent(
        self,
        draft: ActionDraft,
        led: Sequence[Owner],
        due: Extracted[Deadline] | None,
        how_far: Progress,
    ) -> dict[str, AbsentReason]:
        """Why each of the fields that people ask for has no value."""
        found: dict[str, AbsentReason] = {}
        if not led:
            read = [owners.normalise(words, self.context)[1] for words in _said(draft, WHO)]
            found["owners"] = _why(draft, WHO, bool(read), any(read))
        if due is None or due.value is None:
            found["deadline"] = _why(draft, WHEN, bool(_said(draft, WHEN)), due is not None)
        if how_far.state is None or how_far.state.value is None:
            told = how_far.state is not None or how_far.commentary is not None
            why = _why(draft, HOW_FAR, bool(_said(draft, HOW_FAR)), told)
            found["state"] = "colour_only" if why == "none_stated" and how_far.rag is not None else why
        return found

    # Owners

    def ahead(self, drafts: Iterable[ActionDraft]) -> None:
        """Have all cells of owners of a document read again together, which is faster than one by one."""
        self.second.ahead(
            (slot.words, self._context_of(slot))
            for draft in drafts
            if draft.kind not in PROSE
            for slot in draft.slots
            if slot.role in READ_TWICE
        )

    def owners(self, draft: ActionDraft) -> tuple[Owner, ...]:
        found: list[Owner] = []
        read: list[SourcedText] = []
        for role, part in OWNER_ROLES:
            for slot in _of_role(draft.slots, role):
                if slot.cell is not None and slot.words in read:
                    continue  # "Lead and supporting officers": one cell in two roles names nobody twice
                read.append(slot.words)
                repeated = self.above.owners(slot)
                if repeated:
                    found += repeated
                    continue
                reader = owners if draft.kind in PROSE else self.second
                parties, remarks = reader.normalise(slot.words, self._context_of(slot), part)
                if not parties and remarks and draft.kind in PROSE and _one_party(slot):
                    parties, remarks = (_as_told(slot.words, part),), ()
                self.above.remember(slot, parties)
                look = self._lead_look(slot)
                if look is not None and slot.cell is not None:
                    parties, more = by_look(parties, slot.cell, look)
                    remarks = (*remarks, *more)
                if slot.marked:
                    parties = tuple(one.model_copy(update={"rule": BY_MODEL}) for one in parties)
                found += parties
                self._note(remarks, slot.words)
        for slot in _of_role(draft.slots, "section_owner"):
            found += inherited(owners.normalise(slot.words, self.context)[0])
        return tuple(found)

    def _context_of(self, slot: Slot) -> Context:
        over = slot.header is not None and owners.of_organisations(slot.header.text)
        return replace(self.context, organisations=True) if over else self.context

    def _lead_look(self, slot: Slot) -> LeadLook | None:
        """How the leads among several owners are shown: by the header over them, or else by the document's legend."""
        said = lead_look(slot.header.text) if slot.header is not None else None
        return said if said is not None else self.legend.lead

    # Deadline

    def deadline(self, draft: ActionDraft) -> Extracted[Deadline] | None:
        """The deadline in force: the revised column's where it says something, with the first one as original."""
        raised = _raised(draft)
        first = self._first_deadline(draft, raised)
        revised = [self._deadline(slot, raised) for slot in _of_role(draft.slots, "revised_deadline")]
        current = next((found for found in reversed(revised) if found is not None), None)
        if current is None:
            return first
        if first is None or current.value is None:
            return current
        return current.model_copy(update={"value": _with_history(current.value, [first])})

    def _first_deadline(self, draft: ActionDraft, raised: date | None) -> Extracted[Deadline] | None:
        for slot in _of_role(draft.slots, "denied_deadline"):
            self._note([Remark("deadline_denied", "says when, but not when this is due")], slot.words)
        for slot in _of_role(draft.slots, "deadline"):
            found = self._deadline(slot, raised)
            if found is not None:
                return found.model_copy(update={"rule": BY_MODEL}) if slot.marked else found
        for slot in _of_role(draft.slots, "deadline_within"):
            within = deadlines.find(slot.words, self.context)
            if within is not None:
                return self._extracted(within, slot.words)
        return self._marked_deadline(draft)

    def _marked_deadline(self, draft: ActionDraft) -> Extracted[Deadline] | None:
        """The periods that are marked in columns headed by one each, from the first to the last."""
        marked = [
            when
            for slot in _of_role(draft.slots, "marked_deadline")
            if slot.header is not None
            and marked_columns.is_mark(slot.words.text)
            and (when := marked_columns.period(slot.header)) is not None
        ]
        if not marked:
            return None
        words = SourcedText.join(" to ", dict.fromkeys((marked[0], marked[-1])))
        undated = replace(self.context, reference_date=None)  # (no year is guessed for a tick)
        found = deadlines.normalise(words, undated)
        return self._extracted(found, words) if found is not None else None

    def _deadline(self, slot: Slot, raised: date | None) -> Extracted[Deadline] | None:
        if not slot.words.text.strip():
            return None
        repeated = self.above.deadline(slot)
        if repeated is not None:
            return repeated
        found = self._since(slot.words, raised)
        if found is None:
            return None
        due = self._extracted(found, slot.words)
        self.above.remember(slot, due)
        if slot.cell is None or due.value is None or due.value.original is not None:
            return due
        if not any(line.struck or line.before is not None for line in slot.cell.lines):
            return due
        before = [self._extracted(one, words) for words, one in former(slot.cell, slot.words, self.context)]
        return due.model_copy(update={"value": _with_history(due.value, before)})

    def _since(self, words: SourcedText, raised: date | None) -> Found[Deadline] | None:
        """The deadline; without a year, the first such day after its action was raised, where the row says when."""
        found = self._found(words)
        if found is None or raised is None or not _year_open(found):
            return found
        speaks = self.context.reference_date
        if speaks is not None and raised > speaks:  # a slip of the pen
            return found
        since = deadlines.normalise(words, replace(self.context, reference_date=raised))
        value = since.value if since is not None else None
        return (
            since
            if isinstance(value, DueBy) and value.latest is not None and value.latest >= raised
            else found
        )

    def _found(self, words: SourcedText) -> Found[Deadline] | None:
        """The deadline of a cell; where it cannot be read with a state beside it, that of the other words."""
        found = deadlines.normalise(words, self.context)
        if found is None or (found.value is not None and found.rule != "itemised"):
            return found
        beside = stated_beside.of_deadline(words, self._around("deadline"), self.context)
        return deadlines.normalise(beside.when, self.context) if beside and beside.when.text else found

    def _extracted(self, found: Found[Deadline], cell: SourcedText) -> Extracted[Deadline]:
        words = found.words or cell
        self._note(found.remarks, words)
        return Extracted[Deadline](
            value=found.value, raw=words.raw, rule=found.rule, sources=sources_of(words)
        )

    def _check_start(self, draft: ActionDraft, due: Extracted[Deadline] | None) -> None:
        """Says so where an action is due before it starts; the column of starts is kept as it stands."""
        latest: date | None = getattr(due.value, "latest", None) if due is not None else None
        for slot in _of_role(draft.slots, "start_date") if latest is not None else ():
            begins = deadlines.normalise(slot.words, self.context)
            first: date | None = getattr(begins.value, "earliest", None) if begins is not None else None
            if first is not None and latest is not None and first > latest:
                why = f"it starts on {first} and is due on {latest}"
                self._note([Remark("deadline_before_start", why)], slot.words)

    # Progress

    def progress(self, draft: ActionDraft, due: Extracted[Deadline] | None) -> Progress:
        slots = [slot for slot in draft.slots if slot.role in PROGRESS_ROLES | RESPONSE_ROLES]
        slots += self._beside_deadline(draft) if not _said(draft, PROGRESS_ROLES) else []
        found, remarks = progress.normalise(slots, self.context, self.vocabulary, self.legend)
        self._note(remarks, SourcedText.join(" ", (slot.words for slot in slots)))
        if due is not None and isinstance(due.value, Settled) and found.state is None:
            state = Extracted[State](
                value="completed", raw=due.raw, rule="settled_deadline", sources=due.sources
            )
            found = found.model_copy(update={"state": state, "stage": "done"})
        return found

    def _beside_deadline(self, draft: ActionDraft) -> list[Slot]:
        """What cells of deadlines say of progress, the last of them first."""
        cells = [slot for slot in draft.slots if slot.role in ("deadline", "revised_deadline")]
        found = (
            stated_beside.of_deadline(slot.words, self._around("deadline"), self.context)
            for slot in reversed(cells)
            if slot.cell is not None
        )
        return [Slot("progress", beside.said) for beside in found if beside is not None][:1]

    def _note(self, remarks: Iterable[Remark], words: SourcedText) -> None:
        self.diagnostics.extend(remark(each.code, each.message, words) for each in remarks)


READ_TWICE = frozenset(role for role, _ in OWNER_ROLES)
WHO = frozenset({"owner", "accountable", "support", "section_owner"})
WHEN = frozenset({"deadline", "revised_deadline", "marked_deadline", "deadline_within"})
HOW_FAR = frozenset({"status", "marked_status", "progress", "rag"})


def _said(draft: ActionDraft, roles: frozenset[str]) -> list[SourcedText]:
    return [slot.words for slot in draft.slots if slot.role in roles and slot.words.text.strip()]


def _why(draft: ActionDraft, roles: frozenset[str], said: bool, unread: bool) -> AbsentReason:
    if said:
        return "not_understood" if unread else "none_stated"
    return "blank" if roles & draft.columns else "not_given"


def _one_party(slot: Slot) -> bool:
    """Whether a clause names one party, as far as one can tell: short, and no list."""
    text = slot.words.text
    return slot.cell is None and len(text.split()) <= 8 and "," not in text and " and " not in text


def _as_told(words: SourcedText, part: OwnerPart) -> Owner:
    """The subject of a clause that no rule for parties knows, kept as it stands."""
    said = fold(words.text)
    return Owner(
        raw=words.raw, role=said, kind="role", part=part, rule="words_as_printed", sources=sources_of(words)
    )


def _raised(draft: ActionDraft) -> date | None:
    """The day in the column that says when an action was raised."""
    for slot in _of_role(draft.slots, "date_raised"):
        found = dates.day_in(slot.words)
        if found is not None:
            return found[1]
    return None


def _year_open(found: Found[Deadline]) -> bool:
    """Whether a deadline's year is not printed."""
    if found.value is None:
        return bool({each.code for each in found.remarks} & {"deadline_year_unknown", "deadline_ambiguous"})
    return isinstance(found.value, DueBy) and found.value.year_inferred


def _of_role(slots: Sequence[Slot], role: str) -> list[Slot]:
    return [slot for slot in slots if slot.role == role]


def _with_history(current: Deadline, struck: Sequence[Extracted[Deadline]]) -> Deadline:
    """The deadline in force with those that it replaced, the first apart; what says the same is no change."""
    before = [_interval(one) for one in struck if not _same(one.value, current)]
    if not before:
        return current
    return current.model_copy(update={"original": before[0], "revisions": (*before[1:], *current.revisions)})


def _same(one: Deadline | None, other: Deadline) -> bool:
    if isinstance(one, DueBy) and isinstance(other, DueBy):
        return (one.earliest, one.latest) == (other.earliest, other.latest)
    plain: dict[str, object] = {"original": None, "revisions": (), "qualifiers": ()}
    return one is not None and one.model_copy(update=plain) == other.model_copy(update=plain)


def _interval(one: Extracted[Deadline]) -> Interval:
    due = one.value if isinstance(one.value, DueBy) else None
    return Interval(
        earliest=due.earliest if due is not None else None,
        latest=due.latest if due is not None else None,
        raw=one.raw,
    )


def inherited(lead: Sequence[Owner]) -> tuple[Owner, ...]:
    """A plan's lead officers as owners of an action that names none."""
    return tuple(owner.model_copy(update={"inherited": True}) for owner in lead)


# Columns kept as they stand ------------------------------------------------------------------------------------


def _columns(slots: Sequence[Slot]) -> tuple[dict[str, ColumnText], dict[str, Extracted[str]]]:
    """The columns that have a field of their own, and all others under their headers as printed."""
    named: dict[str, ColumnText] = {}
    other: dict[str, Extracted[str]] = {}
    for slot in slots:
        name = FIELDS.get(slot.role)
        if slot.role in TAKEN or not slot.words.text.strip():
            continue
        if name is not None and name not in named:
            named[name] = _column_text(slot)
        else:
            other[_unused(_title(slot), other)] = extracted_text(slot.words, "column_text")
    return named, other


def _column_text(slot: Slot) -> ColumnText:
    header = fold(slot.header.text) if slot.header is not None else None
    words = slot.words
    return ColumnText(
        value=fold(words.text), raw=words.raw, rule="column_text", sources=sources_of(words), header=header
    )


def _title(slot: Slot) -> str:
    if slot.header is not None:
        return fold(slot.header.text)
    return f"column {slot.cell.column}" if slot.cell is not None else slot.role


def _unused(title: str, taken: dict[str, Extracted[str]]) -> str:
    """The header, numbered where a table prints it twice."""
    count = 1
    while (name := title if count == 1 else f"{title} ({count})") in taken:
        count += 1
    return name


# Overdue -------------------------------------------------------------------------------------------------------


def overdue(due: Extracted[Deadline] | None, how_far: Progress, reference: date | None) -> bool | None:
    """Whether the day has passed at the reference date; None where that cannot be known."""
    if due is None or due.value is None or reference is None or how_far.stage in ("done", "stopped"):
        return False if how_far.stage in ("done", "stopped") else None
    if due.value.kind not in ("due", "relative", "immediate"):
        return False if due.value.kind in ("ongoing", "recurring") else None
    latest: date | None = getattr(due.value, "latest", None)
    return latest < reference if latest is not None else None
