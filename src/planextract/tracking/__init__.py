"""Actions followed through the editions of a plan: linked, with what slipped, and what became of each.

The road: `series` says which documents are editions of one plan, `order` puts them in order, `chain` strings their
actions together (`profiles`, `candidates`, `evidence`, `assign`, `parts`), `minutes` puts decisions to actions,
`history` tells what happened to each (`moves`), `tallies` counts.
"""

from collections.abc import Iterable, Sequence

from planextract.records import Extraction
from planextract.tracking import minutes, series, tallies
from planextract.tracking.chain import Document, chained
from planextract.tracking.history import Histories
from planextract.tracking.order import Dated, ordered
from planextract.tracking.records import Edition, EditionTally, Series, Tracking, TrackingRemark
from planextract.version import __version__

__all__ = ["track"]

MANY = 0.6
"""Of the actions of an edition that are gone in the next, from which that may be an extract or another plan."""


def track(extractions: Iterable[Extraction], find_series: bool = False) -> Tracking:
    """Follows the actions of plans through their editions.

    The documents are taken for editions of one plan, with the minutes of meetings about it; with `find_series` it is
    found out which are editions of what. Documents of different authorities are never linked.
    """
    documents = list(_distinct(extractions))
    groups = series.found(documents) if find_series else series.by_authority(documents)
    placed = {id(each) for group in groups for each in group}
    left = [each for each in documents if id(each) not in placed]
    remarks = []
    if not find_series and len(groups) > 1:
        remarks.append(_several(groups))
    return Tracking(
        planextract_version=__version__,
        series=tuple(_series(group, f"s{number + 1:03d}") for number, group in enumerate(groups) if group),
        alone=tuple(each.source.name for each in left),
        remarks=tuple(remarks),
    )


def _distinct(extractions: Iterable[Extraction]) -> Iterable[Extraction]:
    """Without a document that was given twice."""
    seen: set[str] = set()
    for each in extractions:
        if each.source.sha256 not in seen:
            seen.add(each.source.sha256)
            yield each


def _series(given: Sequence[Extraction], key: str) -> Series:
    documents, copies = series.without_copies(given)
    placed = ordered(documents)
    editions = [
        Document(_edition(document, dated, number), document, number)
        for number, (document, dated) in enumerate(placed)
    ]
    chain = chained(editions)
    decided, unplaced = minutes.decided(editions, chain)
    threads = Histories(editions, chain, decided).threads()
    counted = tallies.tallied(editions, threads)
    title, authority = series.called([document for document, _ in placed])
    return Series(
        id=key,
        title=title,
        authority=authority,
        editions=tuple(each.edition for each in editions),
        threads=threads,
        links=tuple(chain.links),
        doubtful=tuple(chain.doubts),
        tallies=counted,
        unplaced=tuple(unplaced),
        remarks=(*_of_copies(copies), *_remarks(editions, counted)),
    )


def _edition(document: Extraction, dated: Dated, number: int) -> Edition:
    return Edition(
        key=f"e{number + 1:02d}",
        kind="minutes" if document.metadata.document_kind == "minutes" else "plan",
        name=document.source.name,
        sha256=document.source.sha256,
        title=series.called([document])[0],
        date=dated.day,
        date_basis=dated.basis,
        actions=len(document.actions),
    )


# Remarks ---------------------------------------------------------------------------------------------------------


def _several(groups: Sequence[Sequence[Extraction]]) -> TrackingRemark:
    names = ", ".join(f"{series.called(group)[1]}" for group in groups)
    return TrackingRemark(
        code="several_authorities",
        message=f"the documents are of several authorities ({names}); each was followed alone.",
        documents=tuple(each.source.name for group in groups for each in group),
    )


def _of_copies(copies: Sequence[tuple[str, str]]) -> Iterable[TrackingRemark]:
    for name, other in copies:
        message = f"{name} says what {other} says, and is left out as a copy."
        yield TrackingRemark(code="same_edition_twice", message=message, documents=(name, other))


def _remarks(editions: Sequence[Document], counted: Sequence[EditionTally]) -> Iterable[TrackingRemark]:
    for each in editions:
        name = each.edition.name
        if each.edition.date_basis in ("as_given", "latest_day_inside", "issue_number"):
            message = f"{name} says no day of its own; its place in the order is by {_BASES[each.edition.date_basis]}."
            yield TrackingRemark(code="edition_undated", message=message, documents=(name,))
        if each.is_plan and not each.extraction.actions:
            message = f"no action was read in {name}; nothing is taken for dropped because of it."
            yield TrackingRemark(code="edition_without_actions", message=message, documents=(name,))
    yield from _shrinking(editions, counted)


_BASES = {
    "as_given": "the order in which the documents were given",
    "latest_day_inside": "the latest day that it looks back on",
    "issue_number": "the number of its issue",
}


def _shrinking(editions: Sequence[Document], counted: Sequence[EditionTally]) -> Iterable[TrackingRemark]:
    names = {each.edition.key: each.edition.name for each in editions}
    before = 0
    for tally in counted:
        dropped, total = tally.dropped, tally.total
        if before >= 5 and dropped >= MANY * before:
            name = names[tally.edition]
            message = f"{dropped} of {before} actions of the edition before are not in {name}, which may be an extract."
            yield TrackingRemark(code="many_dropped", message=message, documents=(name,))
        before = total
