"""What meetings decided of actions: closed, extended, merged, dropped; each put to the one action that it names.

A resolution names an action by its number, by the table or appendix that it stands in, or by its words. Where that is
one action of the plan as it then was, the decision is an event of it; where it is none or several, the decision is
listed for a person with the actions that it may mean.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planextract.changed_actions import bare
from planextract.records import Change, Decision, DueBy, fold
from planextract.tracking.candidates import rarity_of
from planextract.tracking.chain import Chain, Document, Seen
from planextract.tracking.evidence import Rarity, weight
from planextract.tracking.moves import due_of
from planextract.tracking.profiles import text_of
from planextract.tracking.records import Event, Unplaced
from planextract.tracking.words import alias_of, cut, lists

NAMED = 0.6
"""Of a resolution's words that an action has, from which it may be the one that is meant."""

FEW = 3
"""Words of which a resolution must know the action to be gone by."""

AHEAD = 0.2
"""By which the best must be ahead of the second."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A decision and the threads that it may be about: one, or it is not placed."""

    document: Document
    decision: Decision
    change: Change
    threads: tuple[int, ...]
    candidates: tuple[int, ...]


def decided(documents: Sequence[Document], chain: Chain) -> tuple[dict[int, list[Event]], list[Unplaced]]:
    """Every change that minutes resolve: as events by thread, and those that name no one action."""
    events: dict[int, list[Event]] = {}
    unplaced: list[Unplaced] = []
    for each in _changes(documents, chain):
        if len(each.threads) == 1:
            number = each.threads[0]
            seen = _at(chain, number, each.document)
            events.setdefault(number, []).append(_event(each, seen))
        else:
            unplaced.append(_unplaced(each))
    return events, unplaced


def _changes(documents: Sequence[Document], chain: Chain) -> Iterator[Placed]:
    rarity = Rarity({})
    for document in documents:
        changes = [
            (decision, change)
            for decision in document.extraction.decisions
            if decision.made == "resolved"
            for change in decision.changes
        ]
        if not changes:
            continue
        rarity = rarity or rarity_of(each.profile for strand in chain.strands for each in strand.seen)
        known = _standing(chain, document)
        for decision, change in changes:
            whole = decision.text.value or decision.text.raw if len(decision.changes) == 1 else ""
            threads, candidates = _meant(change, whole, known, rarity)
            yield Placed(document, decision, change, threads, candidates)


def _standing(chain: Chain, document: Document) -> dict[int, Seen]:
    """Each thread as the last plan before a meeting had it."""
    plans = [
        each.document.number
        for strand in chain.strands
        for each in strand.in_plans()
        if each.document.number < document.number
    ]
    last = max(plans, default=-1)
    return {
        strand.number: each
        for strand in chain.strands
        for each in strand.in_plans()
        if each.document.number == last
    }


def _at(chain: Chain, number: int, document: Document) -> Seen:
    return [each for each in chain.strands[number].in_plans() if each.document.number < document.number][-1]


# Which action ----------------------------------------------------------------------------------------------------


def _meant(
    change: Change, whole: str, known: dict[int, Seen], rarity: Rarity
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The threads that a change is about, and those that it may be about where that is not one.

    `whole` is all that was resolved where that is one change; it may say more than the words that were taken for the
    action's name ("the recommendation in table C").
    """
    named = [_numbered(reference.raw, known) for reference in change.references]
    found = [each for each in named if len(each) == 1]
    if found and len(found) == len(named) == 1:
        return found[0], ()
    text = change.text.value or change.text.raw
    if len(cut(text).words) < FEW and whole:
        text = whole
    in_place = _in_place(whole or text, known)
    if len(in_place) == 1:
        return in_place, ()
    pool = {number: known[number] for number in in_place} or known
    likely = sorted(_shares(text, pool, rarity), reverse=True)
    second = likely[1][0] if len(likely) > 1 else 0.0
    if likely and likely[0][0] >= NAMED and likely[0][0] - second >= AHEAD and not change.references:
        return (likely[0][1],), ()
    candidates = [number for each in named for number in each] or list(in_place)
    candidates += [number for share, number in likely if share >= NAMED / 2]
    return (), tuple(dict.fromkeys(candidates))[:8]


def _numbered(reference: str, known: dict[int, Seen]) -> tuple[int, ...]:
    wanted = bare(reference)
    return tuple(number for number, seen in known.items() if seen.profile.reference == wanted)


def _in_place(text: str, known: dict[int, Seen]) -> tuple[int, ...]:
    """Threads under a heading that the text names by its letter or number: "the recommendation in table C"."""
    words = "|".join(lists().places)
    match = re.search(rf"\b(?:{words}) ([a-z]|\d+)\b", alias_of(text))
    if match is None:
        return ()
    return tuple(
        number
        for number, seen in known.items()
        if any(re.search(rf"\b{match[0]}\b", alias_of(words)) for words in _places(seen))
    )


def _places(seen: Seen) -> Iterator[str]:
    """What says where an action stands: its heading, and the columns that we have no name for."""
    if seen.action.section is not None:
        yield seen.action.section.raw
    yield from (column.raw for column in seen.action.other.values())


def _shares(text: str, known: dict[int, Seen], rarity: Rarity) -> Iterator[tuple[float, int]]:
    """How much of what a resolution says is in each action, words that no action has left aside."""
    words = frozenset(word for word in cut(text).words if word in rarity)
    if len(words) < FEW:
        return
    whole = weight(words, rarity)
    for number, seen in known.items():
        yield weight(words & seen.profile.wide, rarity) / whole, number


# What comes of it ------------------------------------------------------------------------------------------------


def _event(placed: Placed, seen: Seen) -> Event:
    change = placed.change
    until = change.until.value if change.until is not None else None
    due = due_of(seen.action.deadline)
    to_date = until.latest if isinstance(until, DueBy) else None
    days = (to_date - due.latest).days if to_date is not None and due is not None else None
    return Event(
        kind="decided",
        edition=placed.document.edition.key,
        between=(seen.document.edition.date, placed.document.edition.date),
        before=text_of(seen.action),
        after=fold(change.text.raw),
        from_date=due.latest if due is not None else None,
        to_date=to_date,
        days=days,
        change=change.kind,
        decision_id=placed.decision.id,
        sources=change.text.sources,
    )


def _unplaced(placed: Placed) -> Unplaced:
    return Unplaced(
        edition=placed.document.edition.key,
        decision_id=placed.decision.id,
        change=placed.change.kind,
        text=fold(placed.decision.text.raw),
        candidates=tuple(f"t{number + 1:04d}" for number in placed.candidates),
        sources=placed.change.text.sources,
    )
