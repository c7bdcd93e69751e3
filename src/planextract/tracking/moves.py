"""What changed between two editions of one action: its date, its owners, its state, its words, its number.

A date that is only said more finely ("January 2011" becoming "11/01/2011"), a year that was inferred on one side, and
words that no rule could read are no change. An owner read from a heading, or from the words of the action, on one side
only is none either: the column it stood in is gone, not the person.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from planextract.records import Action, Deadline, DueBy, Extracted, Owner, Provenance, fold
from planextract.tracking.profiles import Profile, owner_key
from planextract.tracking.records import Direction, Event, Timing
from planextract.tracking.words import lists, names_time, slip


@dataclass(frozen=True, slots=True)
class Step:
    """An action before and after, in editions of two days (null where those are not known)."""

    edition: str
    days: tuple[date | None, date | None]
    before: Action
    after: Action
    old: Profile
    new: Profile

    def event(self, **told: Any) -> Event:
        return Event(edition=self.edition, between=self.days, **told)


def moved(step: Step) -> Iterator[Event]:
    """Everything that changed, in the order in which one tells it."""
    yield from _words(step)
    yield from _number(step)
    yield from _owners(step)
    yield from _date(step)
    yield from _state(step)


# Words and number ------------------------------------------------------------------------------------------------


def _words(step: Step) -> Iterator[Event]:
    old, new = step.old.text, step.new.text
    if old.key == new.key or _slips(set(old.words) ^ set(new.words), step):
        return
    text = step.after.text
    before = step.before.text.value or fold(step.before.text.raw)
    yield step.event(kind="reworded", before=before, after=text.value or fold(text.raw), sources=text.sources)


def _slips(differing: set[str], step: Step) -> bool:
    """Whether the words that only one side has are the other's with a slip of the keyboard, and there is no more."""
    if step.old.text.numbers != step.new.text.numbers:
        return False
    one = differing & set(step.old.words)
    other = differing & set(step.new.words)
    return len(one) == len(other) and all(any(slip(word, twin) for twin in other) for word in one)


def _number(step: Step) -> Iterator[Event]:
    old, new = step.before.reference, step.after.reference
    if old is not None and new is not None and step.old.reference != step.new.reference:
        yield step.event(kind="renumbered", before=old.raw, after=new.raw, sources=new.sources)


# Owners ----------------------------------------------------------------------------------------------------------


def _owners(step: Step) -> Iterator[Event]:
    before, after = step.before, step.after
    old, new = _named(before.owners), _named(after.owners)
    if old == new or (not new and after.absent.get("owners") != "blank") or not (old or new):
        return
    if not old and before.absent.get("owners") != "blank":
        return
    if _same_party(old, new) or not _comparable(step, old, new):
        return
    yield step.event(
        kind="owner_changed",
        before=_listed(before.owners),
        after=_listed(after.owners),
        sources=tuple(source for owner in after.owners for source in owner.sources),
    )


def _named(owners: tuple[Owner, ...]) -> frozenset[str]:
    """Who is responsible, as compared: those who lead where some only support."""
    leading = [owner for owner in owners if owner.part in ("lead", "accountable")] or list(owners)
    return frozenset(
        owner_key(owner.name or owner.role or owner.organisation or owner.raw) for owner in leading
    )


def _same_party(old: frozenset[str], new: frozenset[str]) -> bool:
    """Whether each side's names hold the other's: "Head of Housing" is "the Head of Housing Services (J Hill)"."""
    words = [{frozenset(name.split()) for name in side} for side in (old, new)]
    return len(old) == len(new) and all(
        any(one <= other or other <= one for other in words[1]) for one in words[0]
    )


def _comparable(step: Step, old: frozenset[str], new: frozenset[str]) -> bool:
    sides = [_origin(step.before), _origin(step.after)]
    if sides[0] == sides[1] == "words":
        return step.old.text.key != step.new.text.key
    if sides[0] == sides[1]:
        return True
    if "words" in sides:
        return False
    same_heading = (
        step.before.section is not None
        and step.after.section is not None
        and fold(step.before.section.raw).casefold() == fold(step.after.section.raw).casefold()
    )
    return not old & new and not same_heading


def _origin(action: Action) -> str:
    """Where owners were read: a place of their own, the heading over the action, or the action's own words."""
    text = {_cell(source) for source in action.text.sources}
    heading = {_cell(source) for source in action.section.sources} if action.section is not None else set()
    places = {_cell(source) for owner in action.owners for source in owner.sources}
    if places and places <= text:
        return "words"
    if places and places <= heading:
        return "heading"
    return "own"


def _cell(source: Provenance) -> tuple[object, ...]:
    if source.kind == "cell":
        return source.kind, source.table, source.row, source.column
    return (source.kind, getattr(source, "block", None), getattr(source, "name", None))


def _listed(owners: tuple[Owner, ...]) -> str | None:
    return "; ".join(fold(owner.raw) for owner in owners) or None


# Dates -----------------------------------------------------------------------------------------------------------


def due_of(deadline: Extracted[Deadline] | None) -> DueBy | None:
    value = deadline.value if deadline is not None else None
    return value if isinstance(value, DueBy) else None


def _date(step: Step) -> Iterator[Event]:
    before, after = step.before.deadline, step.after.deadline
    old, new = due_of(before), due_of(after)
    said = {
        "before": fold(before.raw) if before is not None else None,
        "after": fold(after.raw) if after is not None else None,
        "sources": after.sources if after is not None else (),
    }
    if old is not None and new is not None:
        if not agree(old, new):
            days = (new.latest - old.latest).days
            yield step.event(kind="redated", from_date=old.latest, to_date=new.latest, days=days, **said)
    elif old is not None and _given_up(step.after):
        yield step.event(kind="undated", from_date=old.latest, **said)
    elif new is not None and _without(step.before):
        yield step.event(kind="dated", to_date=new.latest, **said)


def agree(old: DueBy, new: DueBy) -> bool:
    """Whether two deadlines are one, said more or less finely; an inferred year gives way to the other's.

    >>> january = DueBy(earliest=date(2011, 1, 1), latest=date(2011, 1, 31), precision="month")
    >>> day = DueBy(earliest=date(2011, 1, 11), latest=date(2011, 1, 11), precision="day")
    >>> a_year_on = DueBy(earliest=date(2012, 1, 1), latest=date(2012, 1, 31), precision="month", year_inferred=True)
    >>> stated = a_year_on.model_copy(update={"year_inferred": False})
    >>> agree(january, day), agree(january, a_year_on), agree(january, stated)
    (True, True, False)
    """
    if old.year_inferred != new.year_inferred and old.latest.year != new.latest.year:
        years = old.latest.year - new.latest.year
        if abs(years) > 1:
            return False
        return _within(old, _shifted(new, years)) or _within(_shifted(new, years), old)
    return _within(old, new) or _within(new, old)


def _within(inner: DueBy, outer: DueBy) -> bool:
    if inner.earliest == inner.latest and outer.earliest == outer.latest:
        return inner.latest == outer.latest
    return outer.earliest <= inner.earliest and inner.latest <= outer.latest and _finer(inner, outer)


def _finer(inner: DueBy, outer: DueBy) -> bool:
    """Whether the wider of two is a stretch of the calendar and not merely an earlier beginning."""
    return outer.precision != "range" or (outer.latest - inner.latest) <= timedelta(days=31)


def _shifted(due: DueBy, years: int) -> DueBy:
    def moved_by(day: date) -> date:
        return day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)

    return due.model_copy(update={"earliest": moved_by(due.earliest), "latest": moved_by(due.latest)})


OPEN_KINDS = ("ongoing", "recurring", "immediate", "to_be_confirmed", "event", "relative")


def _given_up(action: Action) -> bool:
    """Whether an action that had a day has none now, by its own words: "Ongoing", "tbc", an empty cell."""
    deadline = action.deadline
    if deadline is None:
        return action.absent.get("deadline") in ("blank", "none_stated")
    if deadline.value is None:
        return not names_time(deadline.raw)
    return deadline.value.kind in OPEN_KINDS


def _without(action: Action) -> bool:
    deadline = action.deadline
    if deadline is None:
        return action.absent.get("deadline") in ("blank", "none_stated")
    return deadline.value is not None and deadline.value.kind in (*OPEN_KINDS, "start_only")


# States ----------------------------------------------------------------------------------------------------------


def _state(step: Step) -> Iterator[Event]:
    old, new = step.before.progress, step.after.progress
    told = _told(step)
    closed = ("done", "stopped")
    if new.stage == "done" and old.stage != "done":
        timing, days = _timing(step)
        yield step.event(kind="completed", timing=timing, days=days, **told)
    elif new.stage == "stopped" and old.stage != "stopped":
        yield step.event(kind="stopped", **told)
    elif old.stage in closed and new.stage == "open":
        yield step.event(kind="reopened", direction="back", **told)
    elif new.stage not in closed and old.stage not in closed and _differs(told):
        yield step.event(kind="state_changed", direction=_direction(told), **told)


def _told(step: Step) -> dict[str, Any]:
    old, new = step.before.progress, step.after.progress
    colours = [each.rag.value if each.rag is not None else None for each in (old, new)]
    raws = [fold(found.raw) if (found := each.state or each.rag) is not None else None for each in (old, new)]
    found = new.state or new.rag
    return {
        "before": raws[0],
        "after": raws[1],
        "from_state": old.state.value if old.state is not None else None,
        "to_state": new.state.value if new.state is not None else None,
        "from_colour": colours[0].colour if colours[0] is not None else None,
        "to_colour": colours[1].colour if colours[1] is not None else None,
        "sources": found.sources if found is not None else (),
    }


def _differs(told: dict[str, Any]) -> bool:
    return any(
        told[f"from_{name}"] is not None
        and told[f"to_{name}"] is not None
        and told[f"from_{name}"] != told[f"to_{name}"]
        for name in ("state", "colour")
    )


def _direction(told: dict[str, Any]) -> Direction | None:
    """Whether an action goes better or worse; None where state and colour do not say, or say different things."""
    known = lists()
    steps = []
    for name, ranks in (("state", known.states), ("colour", known.colours)):
        old, new = ranks.get(told[f"from_{name}"]), ranks.get(told[f"to_{name}"])
        if old is not None and new is not None and old != new:
            steps.append(new > old)
    if not steps or len(set(steps)) > 1:
        return None
    return "forward" if steps[0] else "back"


def _timing(step: Step) -> tuple[Timing | None, int | None]:
    """Whether an action was done before its day, and by how many days where the document says when.

    Where it does not, the editions tell: still open in one after that day is late, done in one before it is not late.
    """
    due = due_of(step.before.deadline) or due_of(step.after.deadline)
    if due is None:
        return None, None
    done = step.after.progress.completed_on
    if done is not None and done.value is not None:
        if due.earliest <= done.value <= due.latest:
            return "on_time", (done.value - due.latest).days if due.earliest == due.latest else 0
        return ("late" if done.value > due.latest else "early"), (done.value - due.latest).days
    earlier, later = step.days
    if later is not None and later <= due.latest:
        return ("early" if later < due.earliest else "on_time"), None
    if earlier is not None and earlier > due.latest and step.before.progress.stage != "unknown":
        return "late", None
    return None, None
