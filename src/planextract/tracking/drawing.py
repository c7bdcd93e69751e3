"""Pictures of tracking as SVG text: the editions as columns, the slip of each action as bars, a timeline each.

A picture says in words what it shows (`aria-label`, and a `title` for each mark), and no meaning is in colour alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from itertools import pairwise

from planextract.records import DueBy
from planextract.tracking import told
from planextract.tracking.moves import agree, due_of
from planextract.tracking.records import Edition, Event, Series, Sighting, Thread

WIDTH, TALL = 640, 46
"""Of a timeline, in units of its own."""

MARGIN = 16
MOST_BARS = 25
SHORT = 70
"""Letters of an action beside its bar."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Where a day lies across a timeline, and where each edition does; one without a day lies between two that have."""

    first: date
    last: date
    editions: tuple[Edition, ...]
    days: dict[str, date]

    @classmethod
    def of(cls, series: Series) -> "Axis":
        days = _days(series.editions)
        dues = [
            due.latest
            for thread in series.threads
            for each in thread.sightings
            if (due := due_of(each.deadline)) is not None
        ]
        known = list(days.values()) or [date(2000, 1, 1)]
        earliest, latest = min(known), max(known)
        span = max(
            (latest - earliest).days, 180
        )  # one day in the far future must not press all others together
        near = [day for day in dues if -span <= (day - earliest).days <= 3 * span]
        return cls(min([earliest, *near]), max([latest, *near]), series.editions, days)

    def across(self, day: date) -> float:
        whole = max((self.last - self.first).days, 1)
        share = min(1.0, max(0.0, (day - self.first).days / whole))
        return round(MARGIN + share * (WIDTH - 2 * MARGIN), 1)

    def of_edition(self, key: str) -> float:
        return self.across(self.days[key])


def _days(editions: Sequence[Edition]) -> dict[str, date]:
    """A day for each edition; where none is dated, three months lie between two."""
    known = [(place, each.date) for place, each in enumerate(editions) if each.date is not None]
    if not known:
        return {
            each.key: date(2000, 1, 1) + timedelta(days=91 * place) for place, each in enumerate(editions)
        }
    return {each.key: each.date or _between(place, known) for place, each in enumerate(editions)}


def _between(place: int, known: Sequence[tuple[int, date]]) -> date:
    before = [(at, day) for at, day in known if at < place]
    after = [(at, day) for at, day in known if at > place]
    if before and after:
        (low, start), (high, end) = before[-1], after[0]
        return start + (end - start) * (place - low) / (high - low)
    if before:
        return before[-1][1] + timedelta(days=60 * (place - before[-1][0]))
    return after[0][1] - timedelta(days=60 * (after[0][0] - place))


# A timeline ------------------------------------------------------------------------------------------------------


def timeline(thread: Thread, axis: Axis) -> str:
    """One action from its first edition to its last, its dates above the line."""
    parts = "".join(
        (
            *_ground(axis),
            *_life(thread, axis),
            *_dues(thread, axis),
            *_dots(thread, axis),
            *_gone(thread, axis),
        )
    )
    return f'<svg viewBox="0 0 {WIDTH} {TALL}" role="img" aria-label="{escape(_spoken(thread, axis))}">{parts}</svg>'


def _spoken(thread: Thread, axis: Axis) -> str:
    names = {edition.key: told.called(edition) for edition in axis.editions}
    said = [f"{names[event.edition]}: {told.happened(event)}" for event in thread.events]
    return "; ".join(said) or "nothing changed"


def heading(axis: Axis) -> str:
    """The editions over all timelines, each by its day where there is room."""
    parts, taken = [], -100.0
    for number, edition in enumerate(axis.editions):
        at = axis.of_edition(edition.key)
        parts.append(f'<line class="grid" x1="{at}" x2="{at}" y1="20" y2="26"/>')
        if at - taken >= 84:
            name = told.day(edition.date) or f"edition {number + 1}"
            side = "end" if at > WIDTH - 60 else "start" if at < 60 else "middle"
            parts.append(f'<text class="faint" x="{at}" y="14" text-anchor="{side}">{escape(name)}</text>')
            taken = at
    return (
        f'<svg viewBox="0 0 {WIDTH} 26" role="img" aria-label="Days of the editions">{"".join(parts)}</svg>'
    )


LINE = 33
"""Height of the line of life."""


def _ground(axis: Axis) -> Iterator[str]:
    for edition in axis.editions:
        at = axis.of_edition(edition.key)
        yield f'<line class="grid" x1="{at}" x2="{at}" y1="2" y2="{TALL - 2}"/>'


def _life(thread: Thread, axis: Axis) -> Iterator[str]:
    seen = {each.edition for each in thread.sightings}
    plans = [edition for edition in axis.editions if edition.kind == "plan" or edition.key in seen]
    first, last = thread.sightings[0].edition, thread.sightings[-1].edition
    between = False
    for one, other in pairwise(plans):
        between = between or one.key == first
        if between:
            kind = "life" if one.key in seen and other.key in seen else "gap"
            a, b = axis.of_edition(one.key), axis.of_edition(other.key)
            yield f'<line class="{kind}" x1="{a}" x2="{b}" y1="{LINE}" y2="{LINE}"/>'
        if other.key == last:
            return


def _dues(thread: Thread, axis: Axis) -> Iterator[str]:
    """Every day that it was due by, the last of them filled, with a line from each to the next."""
    days = [due.latest for due in _distinct(thread)]
    for one, other in pairwise(days):
        a, b = axis.across(one), axis.across(other)
        yield f'<line class="slip" x1="{a}" x2="{b}" y1="12" y2="12"/>'
    for place, day in enumerate(days):
        at, kind = axis.across(day), "due" if place == len(days) - 1 else "was"
        said = f"due {told.day(day)}"
        yield f'<path class="{kind}" d="M{at} 6l6 6l-6 6l-6 -6z"><title>{said}</title></path>'


def _distinct(thread: Thread) -> list[DueBy]:
    """The deadlines of a thread, one that is only said in another way left out."""
    found: list[DueBy] = []
    for each in thread.sightings:
        due = due_of(each.deadline)
        if due is not None and not (found and agree(found[-1], due)):
            found.append(due)
    return found


def _dots(thread: Thread, axis: Axis) -> Iterator[str]:
    names = {edition.key: edition for edition in axis.editions}
    for each in thread.sightings:
        edition = names[each.edition]
        at, kind = (
            axis.of_edition(each.edition),
            "minutes" if edition.kind == "minutes" else each.progress.stage,
        )
        yield _mark(at, kind, escape(_said(each, edition)))


def _mark(at: float, kind: str, said: str) -> str:
    title = f"<title>{said}</title>"
    if kind == "stopped":
        return f'<rect class="stopped" x="{at - 5}" y="{LINE - 5}" width="10" height="10">{title}</rect>'
    return f'<circle class="{kind}" cx="{at}" cy="{LINE}" r="{6 if kind == "done" else 5}">{title}</circle>'


def _said(each: Sighting, edition: Edition) -> str:
    parts = (told.called(edition), told.standing_of(each), told.owners(each.owners), told.due(each.deadline))
    return " · ".join(part for part in parts if part)


GONE = ("dropped", "retired", "not_taken_up")


def _gone(thread: Thread, axis: Axis) -> Iterator[str]:
    for event in thread.events:
        if event.kind in GONE:
            yield _cross(event, axis)


def _cross(event: Event, axis: Axis) -> str:
    at = axis.of_edition(event.edition)
    said = escape(told.happened(event))
    if event.kind == "retired":
        return f'<line class="life" x1="{at}" x2="{at}" y1="{LINE - 6}" y2="{LINE + 6}"><title>{said}</title></line>'
    path = f"M{at - 5} {LINE - 5}l10 10m0 -10l-10 10"
    return f'<path class="cross" d="{path}"><title>{said}</title></path>'


# Charts ----------------------------------------------------------------------------------------------------------


def chart(threads: Sequence[Thread]) -> str:
    """The actions whose date moved farthest, as bars from no slip; none where no date moved."""
    moved = [each for each in threads if each.slippage.redatings and each.slippage.days]
    moved.sort(key=lambda each: (-abs(each.slippage.days or 0), each.id))
    shown = moved[:MOST_BARS]
    if not shown:
        return ""
    most = max(abs(each.slippage.days or 0) for each in shown)
    early = any((each.slippage.days or 0) < 0 for each in shown)
    rows = "".join(_bar(place, each, most, early) for place, each in enumerate(shown))
    tall = 24 * len(shown) + 6
    rest = f"<p>And {len(moved) - len(shown)} more.</p>" if len(moved) > len(shown) else ""
    label = f"Days by which the dates of {len(moved)} actions moved, the farthest first"
    return f'<svg viewBox="0 0 960 {tall}" role="img" aria-label="{label}">{rows}</svg>{rest}'


def _bar(place: int, thread: Thread, most: int, early: bool) -> str:
    days = thread.slippage.days or 0
    start, room = (570, 250) if early else (480, 350)
    long = max(2, round(abs(days) / most * room * (0.3 if days < 0 else 1)))
    if days < 0:
        long = min(long, 80)
    left, top = (start - long if days < 0 else start), 24 * place + 6
    words = f"{thread.reference} {thread.text}" if thread.reference else thread.text
    after = (start if days < 0 else left + long) + 6
    short = words if len(words) <= SHORT else f"{words[: SHORT - 1].rstrip()}…"
    times = f" ({thread.slippage.redatings}×)" if thread.slippage.redatings > 1 else ""
    return (
        f'<g><title>{escape(words)}</title><text x="0" y="{top + 12}">{escape(short)}</text>'
        f'<rect class="{"early" if days < 0 else "late"}" x="{left}" y="{top}" width="{long}" height="15"/>'
        f'<text class="faint" x="{after}" y="{top + 12}">{days:+d} days{times}</text></g>'
    )


STAGES = ("done", "stopped", "unknown", "open")


def flow(series: Series) -> str:
    """A column for each edition: how many actions are done, stopped, without a state and open, the open on top."""
    tallies = series.tallies
    names = {edition.key: told.called(edition) for edition in series.editions}
    most = max(tally.total for tally in tallies) or 1
    step = min(120, 900 // len(tallies))
    parts = []
    for place, tally in enumerate(tallies):
        at, base = 30 + place * step, 150.0
        said = ", ".join(f"{count} {told.STANDINGS[stage]}" for stage, count in tally.stages.items())
        for stage in STAGES:
            high = round(130 * tally.stages.get(stage, 0) / most, 1)
            base -= high
            if high:
                parts.append(
                    f'<rect class="{stage}" x="{at}" y="{base}" width="{max(step * 0.6, 4)}" height="{high}"/>'
                )
        name = escape(names[tally.edition])
        parts.append(
            f"<g><title>{name}: {escape(said)}</title>"
            f'<text x="{at}" y="{base - 4}">{tally.total}</text>'
            f"{_below(at, name, place, step)}</g>"
        )
    label = f"Actions by stage in {len(tallies)} editions"
    return f'<svg viewBox="0 0 960 178" role="img" aria-label="{label}">{"".join(parts)}</svg>'


def _below(at: float, name: str, place: int, step: float) -> str:
    """The name of an edition under its column, where there is room for it."""
    every = max(1, round(70 / step))
    if place % every:
        return ""
    short = name if len(name) <= 16 else f"{name[:15]}…"
    return f'<text class="faint" x="{at}" y="168">{short}</text>'
