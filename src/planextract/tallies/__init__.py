"""Stated totals with their parts: "of the 28 actions: 9 are marked green, as completed ..."; percentages alone too."""

from collections.abc import Iterator, Sequence

from planextract.document import Block, Document, Table
from planextract.prose.paragraphs import Paragraph, paragraphs
from planextract.provenance import SourcedText
from planextract.records import Share, Tally
from planextract.tallies import alone, lists, sentences, tabled, unruled, wrapped
from planextract.tallies import shares as percentages

__all__ = ["find", "shares"]

ABOVE = 3
"""Paragraphs above a table that may say what it counts."""


def find(document: Document) -> tuple[Tally, ...]:
    """Every total with its parts: in lists, in sentences, in tables. Each axis is a tally of its own."""
    found = list(_in_text(wrapped.whole(paragraphs(document))))
    for table, above in _tables(document):
        found += tabled.tallies(table, above) or unruled.of_table(table, above)
    return tuple(_distinct(found))


def shares(document: Document) -> tuple[Share, ...]:
    """Percentages that are given without counts."""
    parts = wrapped.whole(paragraphs(document))
    found: list[Share] = []
    index = 0
    while index < len(parts):
        listed = percentages.listed(parts, index)
        if listed is not None:
            found.append(listed[0])
            index = listed[1]
            continue
        for sentence in sentences.sentences(parts[index].words):
            share = percentages.of_sentence(sentence, alone.led_in(parts, index))
            found += [share] if share is not None else []
        index += 1
    for table, above in _tables(document):
        found += tabled.shares(table, above)
    return tuple(found)


def _in_text(parts: Sequence[Paragraph]) -> Iterator[Tally]:
    """The tallies outside tables, in order. Sentences are read together where no list, line or heading parts them."""
    said: list[SourcedText] = []
    index = 0
    while index < len(parts):
        rows = unruled.at(parts, index)
        if rows is not None:
            yield from sentences.tallies(said)
            yield from rows[0]
            said, index = [], rows[1]
            continue
        listed = lists.at(parts, index)
        stop = listed[1] if listed is not None else index + 1
        whole = listed[0] if listed is not None else None
        for place in range(index, stop) if whole is None else ():
            part = parts[place]
            line = _line(parts, place)
            if line is not None or part.heading:
                yield from sentences.tallies(said)
                said = []
            if line is not None:
                yield line
            elif not _leads_in(parts, place):
                said += sentences.sentences(part.words)
        if whole is not None:
            yield from sentences.tallies(said)
            said = []
            yield whole
        index = stop
    yield from sentences.tallies(said)


def _line(parts: Sequence[Paragraph], index: int) -> Tally | None:
    """The tally of a line below words that say what is counted; a sentence with a total of its own is none."""
    words = parts[index].words
    if (
        len(words) > alone.LONGEST_LINE
        or not alone.led_in(parts, index)
        or len(sentences.sentences(words)) > 1
    ):
        return None
    if sentences.fraction(words) is not None or sentences.every(words) is not None:
        return None
    return alone.of_line(words)


def _leads_in(parts: Sequence[Paragraph], index: int) -> bool:
    """Whether the paragraph behind is a list of counts: then what this one counts is divided there."""
    listed = lists.at(parts, index + 1) if index + 1 < len(parts) else None
    return listed is not None and listed[0] is not None


def _tables(document: Document) -> Iterator[tuple[Table, str]]:
    """Each table with the last words above it."""
    above: list[str] = []
    for part in document.flow:
        if isinstance(part, Block):
            above = [*above[1 - ABOVE :], part.text.text[-alone.LONGEST_LINE :]]
        else:
            yield part, "\n".join(above)


def _distinct(found: list[Tally]) -> list[Tally]:
    """Without a tally that is said again word for word in numbers."""
    kept: list[Tally] = []
    for tally in found:
        if not any(
            (tally.total, tally.counts) == (other.total, other.counts)
            and (tally.group is None or other.group is None or tally.group == other.group)
            for other in kept
        ):
            kept.append(tally)
    return kept
