"""Events and threads in plain words, for people: the page, the workbook and the terminal say the same."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from planextract.emit.cells import owner_in_words
from planextract.records import Deadline, DueBy, Extracted, Owner, fold
from planextract.tracking.records import Edition, Event, Sighting, Thread

WORDS = {
    "added": "new",
    "taken_up": "taken up from minutes",
    "not_taken_up": "agreed in minutes, not in the plan that followed",
    "reworded": "reworded",
    "renumbered": "renumbered",
    "owner_changed": "owner changed",
    "redated": "re-dated",
    "dated": "given a date",
    "undated": "date taken away",
    "state_changed": "state changed",
    "completed": "completed",
    "stopped": "stopped",
    "reopened": "reopened",
    "split": "split",
    "merged": "merged",
    "dropped": "no longer listed, last seen open",
    "retired": "no longer listed, done before",
    "returned": "back in the plan",
    "decided": "decided by a meeting",
}
"""Each kind of event as one says it."""

STANDINGS = {
    "open": "open",
    "done": "done",
    "stopped": "stopped",
    "unknown": "no state given",
    "dropped": "dropped while open",
    "retired": "done and taken out",
    "merged": "merged into another",
    "split": "split",
    "not_taken_up": "not taken up",
}


def day(value: date | None) -> str:
    """A day as it is written in this country.

    >>> day(date(2025, 3, 1)), day(None)
    ('1 Mar 2025', '')
    """
    return f"{value.day} {value:%b %Y}" if value is not None else ""


def called(edition: Edition) -> str:
    """An edition by its day, or its file where it has none."""
    return day(edition.date) or edition.name


def happened(event: Event, texts: Mapping[str, str] = MappingProxyType({})) -> str:
    """An event in a few words; `texts` has those of other threads.

    >>> happened(Event(kind="redated", edition="e02", from_date=date(2025, 3, 31), to_date=date(2025, 6, 30), days=91))
    're-dated from 31 Mar 2025 to 30 Jun 2025 (91 days later)'
    """
    detail = DETAILS[event.kind](event) if event.kind in DETAILS else ""
    if event.other_threads:
        others = "; ".join(f"“{texts[each]}”" if each in texts else each for each in event.other_threads)
        detail = f": {others}" if texts else f" ({others})"
    if event.kind == "dropped" and event.from_state is None:
        return "no longer listed, no state given before"
    return f"{WORDS[event.kind]}{detail}"


def _redated(event: Event) -> str:
    return f" from {day(event.from_date)} to {day(event.to_date)} ({_moved(event.days)})"


def _of_state(event: Event) -> str:
    worse = {"back": ", for the worse", "forward": ", for the better", None: ""}[event.direction]
    ending = worse if event.kind == "state_changed" else ""
    return f" from {state(event, 'from')} to {state(event, 'to')}{ending}"


def _reopened(event: Event) -> str:
    return _of_state(event) if event.to_state or event.to_colour else " after a meeting had closed it"


def _timed(event: Event) -> str:
    if event.timing is None:
        return ""
    by = f" by {abs(event.days)} days" if event.days else ""
    return {"late": f" late{by}", "early": f" early{by}", "on_time": " on time"}[event.timing]


def _decided(event: Event) -> str:
    until = f" to {day(event.to_date)}" if event.to_date is not None else ""
    return f": {(event.change or '').replace('_', ' ')}{until}"


DETAILS: dict[str, Callable[[Event], str]] = {
    "redated": _redated,
    "dated": lambda event: f": {day(event.to_date)}",
    "undated": lambda event: f": {day(event.from_date)} became {_quoted(event.after)}",
    "owner_changed": lambda event: f" from {event.before or 'nobody'} to {event.after or 'nobody'}",
    "state_changed": _of_state,
    "reopened": _reopened,
    "stopped": _of_state,
    "completed": _timed,
    "decided": _decided,
    "renumbered": lambda event: f" from {event.before} to {event.after}",
}
"""What is said of an event behind its name."""


def _moved(days: int | None) -> str:
    if days is None:
        return ""
    return f"{abs(days)} day{'' if abs(days) == 1 else 's'} {'later' if days > 0 else 'earlier'}"


def _quoted(words: str | None) -> str:
    return f"“{words}”" if words else "nothing"


def state(event: Event, side: str) -> str:
    """The state on one side of an event, by the document's word or else by ours or its colour."""
    printed = event.before if side == "from" else event.after
    ours = getattr(event, f"{side}_state") or getattr(event, f"{side}_colour")
    colour = getattr(event, f"{side}_colour")
    said = printed or (ours or "none").replace("_", " ")
    return f"{said} ({colour.replace('_', ' ')})" if colour and colour not in said.lower() else said


# An action in one edition ----------------------------------------------------------------------------------------


def owners(parties: tuple[Owner, ...]) -> str:
    return "; ".join(owner_in_words(owner) for owner in parties)


def due(deadline: Extracted[Deadline] | None) -> str:
    """A deadline by its last day where there is one, else in the document's words."""
    if deadline is None:
        return ""
    if isinstance(deadline.value, DueBy):
        return day(deadline.value.latest)
    return fold(deadline.raw)


def standing_of(sighting: Sighting) -> str:
    """State and colour as an edition gives them."""
    progress = sighting.progress
    said = (
        progress.state.value.replace("_", " ") if progress.state is not None and progress.state.value else ""
    )
    colour = (
        progress.rag.value.colour.replace("_", " ") if progress.rag is not None and progress.rag.value else ""
    )
    return ", ".join(part for part in (said, colour) if part)


def slipped(thread: Thread) -> str:
    """How far a thread's date moved.

    >>> from planextract.tracking.records import Slippage
    >>> slipped(Thread(id="t1", text="", standing="open", sightings=(), slippage=Slippage(days=91, redatings=2)))
    '91 days later in 2 re-datings'
    """
    found = thread.slippage
    if not found.redatings or found.days is None:
        return ""
    times = f"{found.redatings} re-dating{'' if found.redatings == 1 else 's'}"
    return f"{_moved(found.days)} in {times}" if found.days else f"back to its first date in {times}"
