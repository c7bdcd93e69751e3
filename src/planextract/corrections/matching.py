"""Finds again what a decision was about: the record by its own words, then the value by its words in it.

Where a page moved or tables changed places the words are the same. Where several records have the same words their
numbers, then the words around them tell; where these do not tell either, nothing is chosen.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal

from planextract.corrections import fields
from planextract.corrections.fields import Group, Reviewed
from planextract.corrections.flowing import Flow, squashed
from planextract.corrections.held import Correction, Quote, Target
from planextract.document import Document
from planextract.provenance import Place
from planextract.records import BlockSource, CellSource, Extraction, Provenance

Reason = Literal["record_vanished", "words_vanished", "words_changed", "now_read", "several_fit"]

_LIKE = 0.9
"""How like two texts must be for one to be the other with a word changed."""
_AHEAD = 0.05
"""By how much the most like one must be ahead of the next."""
_TELLING = 6
"""By how many characters of context one place must fit better than another."""


class Matcher:
    """Finds the records and values of one extraction that decisions were about.

    Where the file is the one that was decided on, byte for byte, places hold, and words that another version reads
    otherwise are still the words that a person looked at.
    """

    def __init__(self, extraction: Extraction, document: Document) -> None:
        self._flow = Flow(document)
        self._sha256 = document.sha256
        self._pools: dict[Group, Sequence[Reviewed]] = {
            "actions": extraction.actions,
            "findings": extraction.findings,
        }
        self._by_words: dict[tuple[Group, str], list[Reviewed]] = defaultdict(list)
        for group, pool in self._pools.items():
            for each in pool:
                self._by_words[group, squashed(each.text.raw)].append(each)

    def record(self, target: Target) -> Reviewed | Reason:
        exact = self._by_words.get((target.group, squashed(target.quote.exact)))
        found = exact or self._like(self._pools[target.group], target)
        for narrowed in (self._placed, self._numbered, self._surrounded):
            if len(found) > 1:
                found = narrowed(found, target)
        if not found:
            return "record_vanished"
        return found[0] if len(found) == 1 else "several_fit"

    def value(self, record: Reviewed, correction: Correction) -> tuple[Provenance, ...] | Reason | None:
        """Where the words of a value stand now, if that is not where its field has them; or why it is not found."""
        raw, _ = fields.evidence(record, correction.field)
        words = correction.target.words
        if squashed(raw) == (squashed(words.exact) if words is not None else ""):
            return None
        if self._same(correction.target):
            return correction.target.places if words is not None else None
        if words is None:
            return "now_read"
        there = self._beside(record, words)
        if not there:
            return "words_vanished"
        return "words_changed" if raw.strip() else there

    def _same(self, target: Target) -> bool:
        return target.sha256 == self._sha256

    # One of several -----------------------------------------------------------------------------------------------

    def _like(self, pool: Sequence[Reviewed], target: Target) -> list[Reviewed]:
        """The one record that says nearly the same under the same number; nothing where two come close."""
        number = squashed(target.reference or "")
        wanted = squashed(target.quote.exact)
        measured = []
        for each in pool:
            own = squashed(each.reference.raw) if each.reference is not None else ""
            if own == number:
                matcher = SequenceMatcher(None, wanted, squashed(each.text.raw), autojunk=False)
                if matcher.real_quick_ratio() >= _LIKE and matcher.quick_ratio() >= _LIKE:
                    measured.append((matcher.ratio(), each))
        measured.sort(key=lambda pair: -pair[0])
        if not measured or measured[0][0] < _LIKE:
            return []
        ahead = len(measured) == 1 or measured[0][0] - measured[1][0] >= _AHEAD
        return [measured[0][1]] if ahead else [each for _, each in measured[:2]]

    def _placed(self, found: list[Reviewed], target: Target) -> list[Reviewed]:
        if not self._same(target):
            return found
        here = [each for each in found if each.id == target.id]
        return here or found

    def _numbered(self, found: list[Reviewed], target: Target) -> list[Reviewed]:
        number = squashed(target.reference or "")
        here = [
            each
            for each in found
            if (squashed(each.reference.raw) if each.reference is not None else "") == number
        ]
        return here or found

    def _surrounded(self, found: list[Reviewed], target: Target) -> list[Reviewed]:
        """Those around which the words are most alike, where they are clearly so."""
        measured = sorted(
            ((_shared(target.quote, self._flow.around(each.text.sources)), each) for each in found),
            key=lambda pair: -pair[0],
        )
        ahead = measured[0][0] - measured[1][0] >= _TELLING and measured[0][0] >= 2 * _TELLING
        return [measured[0][1]] if ahead else found

    def _beside(self, record: Reviewed, words: Quote) -> tuple[Provenance, ...]:
        """Where each of the words of a value stands in the record's row or paragraph; nothing where one is missing
        or stands there twice."""
        cells = list(self._flow.beside(record.text.sources))
        found: list[Provenance] = []
        for each in words.exact.split("\n"):
            there = [(place, at) for place, text in cells for at in _occurrences(text, each)]
            if len(there) != 1:
                return ()
            place, (start, end) = there[0]
            found.append(_source(place, start, end))
        return tuple(found)


def _occurrences(text: str, words: str) -> list[tuple[int, int]]:
    """Where some words stand in a text, whatever white space lies between them; not inside longer words."""
    pattern = r"\s+".join(re.escape(token) for token in words.split())
    return [match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text)] if pattern else []


def _source(place: Place, start: int, end: int) -> Provenance:
    if place.block is not None:
        return BlockSource(page=place.page, block=place.block, start=start, end=end)
    assert place.table is not None and place.row is not None and place.column is not None
    return CellSource(
        page=place.page, table=place.table, row=place.row, column=place.column, start=start, end=end
    )


def _shared(quote: Quote, around: tuple[str, str]) -> int:
    """How many letters before and behind are the same."""
    before, behind = around
    return _common(squashed(quote.prefix)[::-1], squashed(before)[::-1]) + _common(
        squashed(quote.suffix), squashed(behind)
    )


def _common(a: str, b: str) -> int:
    return next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
