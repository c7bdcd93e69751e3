"""Stated totals with their parts: "of the 28 actions: 9 are marked green, as completed ..."."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planextract.document import Document
from planextract.prose.paragraphs import Paragraph, paragraphs
from planextract.prose.words import alternatives, pattern, section, words
from planextract.provenance import SourcedText
from planextract.records import Tally, sources_of

LARGEST = 100_000

_ONES = {word: number for number, word in enumerate(words("tallies.ones"), 1)}
_STATES = {wording: key for key, wordings in section("tallies.states").items() for wording in wordings}
_NUMBER = rf"(?:\d{{1,6}}|{alternatives(tuple(_ONES))})"

_TOTAL = (
    rf"(?:\bof\s+(?:the\s+|these\s+)?(?P<of>{_NUMBER})\s+(?:\w+\s+)?{{tallies.things}}\b|"
    rf"\bthere\s+(?:are|were)\s+(?:a\s+total\s+of\s+)?(?P<there>{_NUMBER})\s+(?:\w+\s+)?{{tallies.things}}\b)"
)
_PART = (
    rf"(?:^|(?<=[\s(;,:]))(?P<count>{_NUMBER})\s*(?:\([\d.<%\s\w]{{1,20}}\)\s*)?(?=[a-z(])"
    rf"(?P<between>[^;:\d]{{0,60}}?)\b(?P<state>{alternatives(tuple(_STATES))})\b"
)


@dataclass(frozen=True, slots=True)
class _Part:
    count: int
    state: str | None


def find(document: Document) -> tuple[Tally, ...]:
    """Every total whose parts follow it, in a list below or in the same paragraph; at least two parts."""
    parts = paragraphs(document)
    found = []
    for index, part in enumerate(parts):
        match = pattern(_TOTAL).search(part.text[:2000])
        if match is not None:
            tally = _listed(match, part, parts[index + 1 : index + 13]) or _in_sentence(match, part)
            if tally is not None:
                found.append(tally)
    return tuple(found)


def _listed(match: re.Match[str], lead: Paragraph, following: Sequence[Paragraph]) -> Tally | None:
    """The parts are the items of the list that the total introduces."""
    if not lead.text.rstrip().endswith(":"):
        return None
    items = list(_items(following))
    return _tally(
        _total(match),
        [_part(item.text) for item in items],
        [lead.words, *(item.words for item in items)],
        "counted_list",
    )


def _items(following: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """List items that begin with a number."""
    begins = pattern(rf"{_NUMBER}\b")
    for part in following:
        if not begins.match(part.text) or part.heading:
            return
        yield part


def _in_sentence(match: re.Match[str], part: Paragraph) -> Tally | None:
    """The parts follow the total in its own paragraph, up to the end of the sentence or the next total."""
    rest = part.words[match.end() : 2000]
    stop = re.search(r"(?<=[a-z)])\.\s+(?=[A-Z])", rest.text)
    rest = rest[: stop.start()] if stop is not None else rest
    counted = [_read(found) for found in pattern(_PART).finditer(rest.text)]
    whole = part.words[match.start() : match.end() + len(rest)]
    return _tally(_total(match), counted, [whole], "counted_sentence")


def _part(text: str) -> _Part | None:
    match = pattern(_PART).match(text[:300])
    if match is not None:
        return _read(match)
    number = pattern(_NUMBER).match(text)
    return _Part(_value(number[0]), None) if number is not None else None


def _read(match: re.Match[str]) -> _Part:
    return _Part(_value(match["count"]), _STATES[" ".join(match["state"].casefold().split())])


def _tally(
    total: int, counted: Sequence[_Part | None], sources: Sequence[SourcedText], rule: str
) -> Tally | None:
    """None where fewer than two parts, a part says no state, or a state stands twice: such a list is another thing."""
    read = [part for part in counted if part is not None and part.state is not None]
    counts = {part.state: part.count for part in read if part.state is not None}
    if len(read) < 2 or len(read) != len(counted) or len(counts) != len(read) or total > LARGEST:
        return None
    said = SourcedText.join(" ", sources)
    return Tally(
        total=total,
        counts=counts,
        sums=sum(counts.values()) == total,
        raw=said.raw,
        rule=rule,
        sources=sources_of(said),
    )


def _total(match: re.Match[str]) -> int:
    return _value(match["of"] or match["there"])


def _value(number: str) -> int:
    return int(number) if number.isdigit() else _ONES[number.casefold()]
