"""A document as one run of words, in which the words around a place can be seen."""

import re
from collections.abc import Iterator, Sequence

from planextract.document import Block, Document
from planextract.provenance import Place
from planextract.records import BlockSource, CellSource, Provenance, fold

AROUND = 64
"""Characters of context on each side."""

_UNSAID = re.compile(r"(?<!\d)[^\w%£€$&+]+|[^\w%£€$&+]+(?!\d)")
"""Blanks and punctuation, but between figures, where they tell 1.5 from 15 and 30/6 from 306."""


def squashed(words: str) -> str:
    """Words without blanks, punctuation and capitals, which lines and pages break and printers change.

    >>> squashed("By 31 Decem\\u00adber,\\n2023") == squashed("by 31 December 2023")
    True
    >>> squashed("30/6") == squashed("306")
    False
    """
    return _UNSAID.sub("", fold(words.replace("\u00ad", ""))).casefold()


def place_of(source: CellSource | BlockSource) -> Place:
    if isinstance(source, BlockSource):
        return Place(page=source.page, block=source.block)
    return Place(page=source.page, table=source.table, row=source.row, column=source.column)


class Flow:
    """The words of a document in reading order, and where each place begins in them."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._starts: dict[Place, int] = {}
        texts: list[str] = []
        at = 0
        for place, source in _parts(document):
            self._starts[place] = at
            texts.append(source)
            at += len(source) + 1
        self._text = "\n".join(texts)

    def words_at(self, source: Provenance) -> str:
        if not isinstance(source, CellSource | BlockSource):
            return ""
        return self._document.source_at(place_of(source))[source.start : source.end]

    def around(self, sources: Sequence[Provenance]) -> tuple[str, str]:
        """What stands before the first and behind the last of some places."""
        placed = [each for each in sources if isinstance(each, CellSource | BlockSource)]
        if not placed:
            return "", ""
        first = self._starts[place_of(placed[0])] + placed[0].start
        last = self._starts[place_of(placed[-1])] + placed[-1].end
        before, behind = self._text[max(0, first - 2 * AROUND) : first], self._text[last : last + 2 * AROUND]
        return fold(before)[-AROUND:], fold(behind)[:AROUND]

    def beside(self, sources: Sequence[Provenance]) -> Iterator[tuple[Place, str]]:
        """The cells in the rows of some places, or the blocks that they are; with all that they say."""
        rows = {(s.page, s.table, s.row) for s in sources if isinstance(s, CellSource)}
        blocks = {(s.page, s.block) for s in sources if isinstance(s, BlockSource)}
        for place, text in _parts(self._document):
            if (place.page, place.table, place.row) in rows or (place.page, place.block) in blocks:
                yield place, text

    def heading_over(self, source: Provenance) -> str | None:
        """What the first row of a cell's table says over it: a hint, since headings may stand elsewhere."""
        if not isinstance(source, CellSource) or source.row == 0:
            return None
        table = next(
            (
                each
                for each in self._document.tables
                if (each.index, each.page) == (source.table, source.page)
            ),
            None,
        )
        cell = table.rows[0].at(source.column) if table is not None and table.rows else None
        return fold(cell.source) or None if cell is not None else None


def _parts(document: Document) -> Iterator[tuple[Place, str]]:
    for part in document.flow:
        if isinstance(part, Block):
            yield Place(page=part.page, block=part.index), part.source
        else:
            for cell in part.cells():
                yield Place(page=cell.page, table=part.index, row=cell.row, column=cell.column), cell.source
