"""The history of each thread: what happened to it in each edition, how far its date moved, and where it stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planextract.records import fold
from planextract.tracking.chain import Chain, Document, Seen, Strand
from planextract.tracking.moves import Step, due_of, moved
from planextract.tracking.profiles import text_of
from planextract.tracking.records import Event, Sighting, Slippage, Standing, Thread

Decided = Mapping[int, Sequence[Event]]
"""What meetings decided of each thread, by its number."""

SETTLING = ("closed", "removed", "merged", "superseded")
"""Decisions after which an action may leave the plan."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event with the number of its edition, to put events in order."""

    number: int
    event: Event


@dataclass
class Histories:
    """All threads of a chain. Editions in which nothing was read say nothing of what is gone: they are no `plans`."""

    documents: Sequence[Document]
    chain: Chain
    decided: Decided

    def __post_init__(self) -> None:
        self.numbers = {each.edition.key: each.number for each in self.documents}
        self.plans = {each.number for each in self.documents if each.is_plan and each.extraction.actions}
        self.first = min(self.plans, default=0)

    def threads(self) -> tuple[Thread, ...]:
        return tuple(self._thread(strand) for strand in self.chain.strands)

    def _thread(self, strand: Strand) -> Thread:
        told = sorted(self._events(strand), key=lambda each: each.number)
        events = tuple(each.event for each in told)
        last = strand.last.action
        return Thread(
            id=thread_id(strand),
            text=text_of(last),
            reference=fold(last.reference.raw) if last.reference is not None else None,
            standing=_standing(strand, events),
            sightings=tuple(_sighting(each) for each in strand.seen),
            events=events,
            slippage=_slippage(strand, events),
            merged_into=thread_id(strand.merged_into) if strand.merged_into is not None else None,
            split_from=thread_id(strand.split_from) if strand.split_from is not None else None,
        )

    # Events ------------------------------------------------------------------------------------------------------

    def _events(self, strand: Strand) -> Iterator[Told]:
        yield from (Told(self.numbers[event.edition], event) for event in self.decided.get(strand.number, ()))
        yield from self._arrival(strand)
        yield from self._changes(strand)
        yield from self._absences(strand)
        yield from self._partings(strand)

    def _arrival(self, strand: Strand) -> Iterator[Told]:
        plans = strand.in_plans()
        if not plans:
            return
        first = plans[0]
        if strand.seen[0] is not first:
            yield self._told(first, kind="taken_up", before=strand.seen[0].document.edition.key)
        elif first.kind == "split" and strand.split_from is not None:
            yield self._told(first, kind="split", other_threads=(thread_id(strand.split_from),))
        elif first.document.number != self.first:
            yield self._told(first, kind="added")

    def _changes(self, strand: Strand) -> Iterator[Told]:
        before: Seen | None = strand.seen[0]
        for seen in strand.seen[1:]:
            if not seen.document.is_plan:
                continue
            if before is not None and before is not seen:
                days = (before.document.edition.date, seen.document.edition.date)
                key = seen.document.edition.key
                step = Step(key, days, before.action, seen.action, before.profile, seen.profile)
                if (closed := self._closed(strand, before, seen)) is not None:
                    yield Told(
                        seen.document.number, step.event(kind="reopened", before=closed, direction="back")
                    )
                joined = any(number == seen.document.number for number, _ in strand.took_in)
                parted = any(number == seen.document.number for number, _ in strand.parts)
                for event in moved(step):
                    if not (event.kind == "reworded" and (joined or parted)):  # told as merged or split
                        yield Told(seen.document.number, event)
            before = seen

    def _closed(self, strand: Strand, before: Seen, seen: Seen) -> str | None:
        """The decision by which an action was closed that the next edition has as open all the same."""
        if seen.action.progress.stage != "open" or before.action.progress.stage in ("done", "stopped"):
            return None
        for event in self.decided.get(strand.number, ()):
            between = before.document.number < self.numbers[event.edition] < seen.document.number
            if event.change in SETTLING and between:
                return event.after
        return None

    def _absences(self, strand: Strand) -> Iterator[Told]:
        """Editions from which a thread is gone, once for each absence, and those in which it is back."""
        present = {each.document.number: each for each in strand.seen}
        last: Seen | None = None
        gone = False
        for document in self.documents:
            number = document.number
            if strand.ended is not None and number >= strand.ended:
                return
            if number in present:
                if gone:
                    yield self._told(present[number], kind="returned")
                last, gone = present[number], False
            elif last is not None and not gone and number in self.plans:
                gone = True
                yield Told(number, self._absence(strand, last, document))

    def _absence(self, strand: Strand, last: Seen, document: Document) -> Event:
        settled = last.action.progress.stage in ("done", "stopped") or any(
            event.change in SETTLING for event in self.decided.get(strand.number, ())
        )
        plan = bool(strand.in_plans()) and strand.in_plans()[0].document.number < document.number
        state = last.action.progress.state
        return Event(
            kind="not_taken_up" if not plan else "retired" if settled else "dropped",
            edition=document.edition.key,
            between=(last.document.edition.date, document.edition.date),
            before=fold(state.raw) if state is not None else None,
            from_state=state.value if state is not None else None,
            sources=last.action.text.sources,
        )

    def _partings(self, strand: Strand) -> Iterator[Told]:
        by_number = {each.document.number: each for each in strand.seen}
        for number in dict.fromkeys(number for number, _ in strand.took_in):
            others = tuple(thread_id(each) for at, each in strand.took_in if at == number)
            yield self._told(by_number[number], kind="merged", other_threads=others)
        for number in dict.fromkeys(number for number, _ in strand.parts):
            others = tuple(thread_id(each) for at, each in strand.parts if at == number)
            yield self._told(by_number[number], kind="split", other_threads=others)
        if strand.merged_into is not None and strand.ended is not None:
            document = next(each for each in self.documents if each.number == strand.ended)
            days = (strand.last.document.edition.date, document.edition.date)
            whole = (thread_id(strand.merged_into),)
            merged = Event(kind="merged", edition=document.edition.key, between=days, other_threads=whole)
            yield Told(strand.ended, merged)

    def _told(self, seen: Seen, **told: object) -> Told:
        number = seen.document.number
        earlier = [each.edition.date for each in self.documents if each.number < number and each.is_plan]
        days = (earlier[-1] if earlier else None, seen.document.edition.date)
        sources = seen.action.text.sources
        event = Event(edition=seen.document.edition.key, between=days, sources=sources, **told)
        return Told(number, event)


def thread_id(strand: Strand) -> str:
    return f"t{strand.number + 1:04d}"


def _sighting(seen: Seen) -> Sighting:
    action = seen.action
    return Sighting(
        edition=seen.document.edition.key,
        action_id=action.id,
        kind=action.kind,
        reference=action.reference,
        section=action.section,
        text=action.text,
        owners=action.owners,
        deadline=action.deadline,
        progress=action.progress,
        overdue=_overdue(seen),
    )


def _overdue(seen: Seen) -> bool | None:
    """Whether it was open after its day in an edition that has one; null where that is not known."""
    due, day, stage = due_of(seen.action.deadline), seen.document.edition.date, seen.action.progress.stage
    if due is None or day is None or stage == "unknown":
        return None
    return stage == "open" and due.latest < day


# What it comes to ------------------------------------------------------------------------------------------------


def _standing(strand: Strand, events: Sequence[Event]) -> Standing:
    if strand.merged_into is not None:
        return "merged"
    for event in reversed(events):
        if event.kind in ("dropped", "retired", "not_taken_up"):
            return event.kind
        if event.kind in ("returned", "added", "taken_up"):
            break
    settled = [
        each.change for each in events if each.kind == "decided" and each.edition >= _last_edition(strand)
    ]
    if settled and settled[-1] in ("closed", "superseded"):
        return "done" if settled[-1] == "closed" else "stopped"
    return strand.last.action.progress.stage


def _last_edition(strand: Strand) -> str:
    return strand.last.document.edition.key


def _slippage(strand: Strand, events: Sequence[Event]) -> Slippage:
    """How far the date moved in all, counting what one edition tells of earlier dates."""
    dues = [(seen, due) for seen in strand.seen if (due := due_of(seen.action.deadline)) is not None]
    if not dues:
        return Slippage()
    begun = dues[0][1]
    first = begun.original.latest if begun.original is not None else begun.latest
    within = 1 + len(begun.revisions) if begun.original is not None else 0
    extended: set[date] = set()
    redatings = within
    last = dues[-1][1].latest
    for event in events:
        if event.kind == "decided" and event.change == "extended" and event.to_date is not None:
            extended.add(event.to_date)
            redatings += 1
            last = max(last, event.to_date)
        elif event.kind == "redated" and event.to_date not in extended:
            redatings += 1
    years_agree = redatings > 0 or first is None
    days = (last - first).days if first is not None and years_agree else 0
    return Slippage(first=first, last=last if redatings else first, days=days, redatings=redatings)
