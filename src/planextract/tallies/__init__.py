"""Stated totals with their parts: "of the 28 actions: 9 are marked green, as completed ..."; percentages alone too."""

from planextract.document import Document
from planextract.prose.paragraphs import paragraphs
from planextract.records import Share, Tally
from planextract.tallies import lists, sentences, tabled

__all__ = ["find", "shares"]


def find(document: Document) -> tuple[Tally, ...]:
    """Every total with its parts: in lists, in sentences, in tables. Each axis is a tally of its own."""
    parts = paragraphs(document)
    found: list[Tally] = []
    index = 0
    while index < len(parts):
        listed = lists.at(parts, index)
        if listed is not None and listed[0] is not None:
            found.append(listed[0])
        elif index + 1 >= len(parts) or lists.at(parts, index + 1) is None:
            stop = listed[1] if listed is not None else index + 1
            for part in parts[index:stop]:
                found += sentences.tallies(part.words)
        index = listed[1] if listed is not None else index + 1
    found += [tally for table in document.tables if (tally := tabled.of_table(table)) is not None]
    return tuple(_distinct(found))


def shares(document: Document) -> tuple[Share, ...]:
    """Percentages that are given without counts."""
    return tuple(
        share
        for part in paragraphs(document)
        for sentence in sentences.sentences(part.words)
        if (share := sentences.share(sentence)) is not None
    )


def _distinct(found: list[Tally]) -> list[Tally]:
    """Without a tally that is said again word for word in numbers."""
    kept: list[Tally] = []
    for tally in found:
        if not any((tally.total, tally.counts) == (other.total, other.counts) for other in kept):
            kept.append(tally)
    return kept
