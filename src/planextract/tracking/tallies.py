"""What each edition holds, how it came of the one before, and whether that is what the documents themselves count."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from planextract.records import Tally
from planextract.tracking.chain import Document
from planextract.tracking.records import EditionTally, Sighting, Stated, Thread


@dataclass
class _Book:
    """Sightings and kinds of events by edition and thread, gathered once."""

    seen: dict[str, dict[str, Sighting]] = field(default_factory=lambda: defaultdict(dict))
    kinds: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(dict))


def tallied(documents: Sequence[Document], threads: Sequence[Thread]) -> tuple[EditionTally, ...]:
    """One tally for each plan edition in which anything was read, oldest first."""
    book = _Book()
    for thread in threads:
        for each in thread.sightings:
            book.seen[each.edition][thread.id] = each
        for event in thread.events:
            book.kinds[event.edition].setdefault(thread.id, set()).add(event.kind)
    slipped = {each.id: each.slippage.days for each in threads if each.slippage.redatings}
    found: list[EditionTally] = []
    previous: str | None = None
    for document in documents:
        if document.is_plan and document.extraction.actions:
            found.append(_tally(document, previous, book, slipped))
            previous = document.edition.key
    return tuple(found)


def _tally(
    document: Document, previous: str | None, book: _Book, slipped: Mapping[str, int | None]
) -> EditionTally:
    key = document.edition.key
    here, there = book.seen[key], book.seen[previous] if previous is not None else {}
    sightings = list(here.values())
    flows = _flows(book.kinds[key], here, there)
    happened = Counter(kind for kinds in book.kinds[key].values() for kind in kinds)
    days = [moved for thread in here if (moved := slipped.get(thread)) is not None]
    known = [each.overdue for each in sightings if each.overdue is not None]
    arrived = sum(flows[name] for name in ("carried", "added", "taken_up", "returned", "from_splits"))
    left = sum(flows[name] for name in ("carried", "merged_away", "dropped", "retired"))
    return EditionTally(
        edition=key,
        total=len(sightings),
        stages=_count(each.progress.stage for each in sightings),
        states=_count(each.progress.state.value for each in sightings if each.progress.state is not None),
        colours=_count(
            each.progress.rag.value.colour
            for each in sightings
            if each.progress.rag is not None and each.progress.rag.value is not None
        ),
        overdue=sum(known) if known else None,
        **flows,
        redated=happened["redated"],
        reopened=happened["reopened"],
        completed=happened["completed"],
        mean_slippage=round(fmean(days), 1) if days else None,
        balances=arrived == len(document.extraction.actions) and left == len(there),
        stated=tuple(
            _stated(tally, sightings) for tally in document.extraction.tallies if tally.group is None
        ),
    )


def _flows(
    kinds: Mapping[str, set[str]], here: Mapping[str, Sighting], there: Mapping[str, Sighting]
) -> dict[str, int]:
    """Where the actions of an edition come from, and where those of the one before went."""
    names = ("carried", "added", "taken_up", "returned", "from_splits", "merged_away", "dropped", "retired")
    flows = dict.fromkeys(names, 0)
    for thread in here:
        flows["carried" if thread in there else _arrival(kinds.get(thread, set()))] += 1
    for thread in there.keys() - here.keys():
        happened = kinds.get(thread, set())
        flows[
            "merged_away" if "merged" in happened else "retired" if "retired" in happened else "dropped"
        ] += 1
    return flows


def _arrival(kinds: set[str]) -> str:
    if "taken_up" in kinds:
        return "taken_up"
    if "returned" in kinds:
        return "returned"
    return "from_splits" if "split" in kinds else "added"


def _count(values: Iterable[object]) -> dict[str, int]:
    counted = Counter(str(value) for value in values if value is not None)
    return dict(sorted(counted.items()))


def _stated(tally: Tally, sightings: Sequence[Sighting]) -> Stated:
    """A total of the document beside ours by the same keys: all colours, or all states, of which it counts some."""
    ours: Counter[str] = Counter()
    for each in sightings:
        rag, state = each.progress.rag, each.progress.state
        if rag is not None and rag.value is not None and rag.value.colour in tally.counts:
            ours[rag.value.colour] += 1
        elif state is not None and state.value in tally.counts:
            ours[state.value] += 1
    counted = {key: ours[key] for key in tally.counts}
    agrees = counted == tally.counts and (tally.partial or tally.total == len(sightings))
    return Stated(
        total=tally.total,
        counts=tally.counts,
        counted=counted,
        agrees=agrees if any(counted.values()) else None,
        raw=tally.raw,
        sources=tally.sources,
    )
