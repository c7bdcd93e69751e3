"""Tables in aligned columns, page after page: from a header down to where lines no longer stand in its columns."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from planextract.readers.aligned.forms import Form, form
from planextract.readers.aligned.heads import Heads, heads, parted
from planextract.readers.aligned.placing import Placed, in_columns, lefts, moved
from planextract.readers.aligned.printed import Piece, Printed
from planextract.readers.aligned.rowstarts import rows
from planextract.readers.flow import Area, Flow, area_of
from planextract.vocab import Vocabulary

_FURNITURE = 4
"""Lines of a page's header or footer between two parts of a table."""
_MOST_PIECES = 3
"""Pieces of one line of page furniture."""
_BAND = 3
"""Lines that a heading across the columns wraps over."""
_FAR = 6
"""Blank lines between two lines of one table on a page, at the most."""
_MOST_DOUBTFUL = 0.08
"""This share of lines at the most may leave it open whether a row begins."""
_ILL = 1.5
"""A line that costs more than this for each of its cells, and once more, is not of the table."""
_NUMBER = re.compile(r"(?:^[-–]?\s*|\bpage\s+)\d{1,4}\s*[-–]?(?:\s*(?:of|/)\s*\d{1,4})?$", re.IGNORECASE)
"""A page's number."""


@dataclass(frozen=True)
class Layout:
    """A table found: its lines in columns and where its rows begin; `first` to `stop` are lines of the file.

    `heads` counts the lines of the header; `aside` are lines of page furniture between its parts. Without `rows` it
    could not be told where rows begin. `beside` is another under the same header to its right.
    """

    heads: Heads
    lines: tuple[Placed, ...]
    starts: tuple[int, ...]
    aside: tuple[Printed, ...]
    first: int
    stop: int
    beside: "Layout | None" = None


def find(lines: Sequence[Printed], vocabulary: Vocabulary) -> Iterator[Layout | Form]:
    """The tables and forms among some lines, in order. A table whose rows are in doubt has no `starts`."""
    finder = _Finder(lines, vocabulary)
    place = 0
    while place < len(lines):
        found = form(lines, place, finder.furniture, vocabulary) or finder.table(place)
        if found is None:
            place += 1
            continue
        layout, place = found
        yield layout


class _Finder:
    """Finds tables among lines; headers and page furniture are looked up once."""

    def __init__(self, lines: Sequence[Printed], vocabulary: Vocabulary) -> None:
        self._lines = lines
        self._vocabulary = vocabulary
        self._heads: dict[int, Heads | None] = {}
        self.furniture = furniture(lines, vocabulary)

    def _heads_at(self, place: int) -> Heads | None:
        if place not in self._heads:
            self._heads[place] = heads(self._lines, place, self._vocabulary)
        return self._heads[place]

    def table(self, place: int) -> tuple[Layout, int] | None:
        """The table whose header begins with a line, and the place after it."""
        header = self._heads_at(place)
        if header is None:
            return None
        ahead = self._ahead(place + header.lines)
        header = parted(header, self._lines[place : place + header.lines], ahead, self._vocabulary)
        begin = lefts(ahead, header.columns)
        if list(begin) != sorted(set(begin)):
            return None
        body, at = self._read(place + header.lines, begin)
        if not body:
            return None
        aside: list[Printed] = []
        while (rest := self._next_page(at, header, begin)) is not None:
            between, begin, more, at = rest
            aside += between
            body += more
        return self._layout(place, header, body, aside), at

    def _layout(self, place: int, header: Heads, body: list[Placed], aside: list[Printed]) -> Layout:
        top = list(_headed(self._lines[place : place + header.lines], header))
        first, stop = self._lines[place].number, body[-1].line.number + 1
        half = len(header.columns) // 2
        sides = [(0, half), (half, 2 * half)] if header.twice else [(0, len(header.columns))]
        parts = [_side(header, top, body, *side) for side in sides]
        if not all(starts for _, _, starts in parts):
            return Layout(header, (*top, *body), (), tuple(aside), first, stop)
        beside: Layout | None = None
        for heads_, lines, starts in reversed(parts):
            beside = Layout(heads_, lines, starts, tuple(aside), first, stop, beside)
            aside = []
        assert beside is not None
        return beside

    def _ahead(self, first: int) -> list[Printed]:
        """The lines that may be of a table on a page: down to its foot, a wide gap or the next header."""
        found: list[Printed] = []
        for place in range(first, len(self._lines)):
            line = self._lines[place]
            if line.foreign or line.page != self._lines[first].page or (found and line.blanks > _FAR):
                break
            if place in self.furniture or (found and self._heads_at(place) is not None):
                break
            found.append(line)
        return found

    def _read(self, first: int, begin: Sequence[int]) -> tuple[list[Placed], int]:
        """The lines of a table on a page, in columns, up to the last that keeps to them; and the place after that."""
        lines = in_columns(self._ahead(first), begin)
        kept = 0
        for place, line in enumerate(lines):
            if place - kept >= _BAND:
                break
            if line.across or line.cost > _ILL * (1 + len(line.filled)):
                continue
            alone = len(line.filled) == 1 and line.line.blanks > 0
            if not alone or any(
                len(other.filled) > 1 and not other.across for other in lines[place + 1 : place + 12]
            ):
                kept = place + 1
        return lines[:kept], first + kept

    def _next_page(
        self, at: int, header: Heads, begin: tuple[int, ...]
    ) -> tuple[list[Printed], tuple[int, ...], list[Placed], int] | None:
        """The rest on the next page: under the header printed again, or in the same columns a little moved."""
        lines = self._lines
        aside: list[Printed] = []
        page = lines[at - 1].page + 1
        while at < len(lines) and at in self.furniture and lines[at].page <= page:
            aside.append(lines[at])
            at += 1
        if at >= len(lines) or lines[at].page != page or len(aside) > 2 * _FURNITURE:
            return None
        again = self._heads_at(at)
        if again is not None:
            again = parted(
                again, lines[at : at + again.lines], self._ahead(at + again.lines), self._vocabulary
            )
            if not again.same(header):
                return None
            aside += lines[at : at + again.lines]
            at += again.lines
            fresh = lefts(self._ahead(at), again.columns)
        else:
            fresh = moved(self._ahead(at), begin)
        body, stop = self._read(at, fresh)
        if not body or (again is None and not _resumes(body)):
            return None
        return aside, fresh, body, stop


def _side(
    header: Heads, top: Sequence[Placed], body: Sequence[Placed], first: int, stop: int
) -> tuple[Heads, tuple[Placed, ...], tuple[int, ...]]:
    """Some columns of a table: their header, their lines and where its rows begin, no rows where that is in doubt."""
    own = Heads(header.columns[first:stop], header.lines, header.roles[first:stop])
    whole = own.columns == header.columns
    part = [line if whole else replace(line, cells=line.cells[first:stop], across=False) for line in body]
    part = [line for line in part if line.across or line.filled]
    if not part:
        return own, (), ()
    found = rows(part, own.what, own.dates)
    part = [replace(line, across=line.across or place in found.headings) for place, line in enumerate(part)]
    heading = [replace(line, cells=line.cells[first:stop]) for line in top]
    sure = found.doubtful <= _MOST_DOUBTFUL * len(part)
    return own, (*heading, *part), (0, *(start + len(top) for start in found.starts)) if sure else ()


def _resumes(body: Sequence[Placed]) -> bool:
    """Do lines at the top of a page keep to the columns of the page before?"""
    several = [line for line in body if len(line.filled) > 1 and not line.across]
    fitting = sum(1 for line in several if line.cost < 2.0)
    return not body[0].across and fitting >= 2 and fitting >= 0.7 * len(several)


def _headed(top: Sequence[Printed], header: Heads) -> Iterator[Placed]:
    """The lines of a header with each word under its own column."""
    starts = [head.start for head in header.columns]
    for line in top:
        cells: list[Piece | None] = [None] * len(starts)
        for word in line.words:
            column = max(0, bisect_right(starts, word.start) - 1)
            before = cells[column]
            start = word.start if before is None else before.start
            cells[column] = Piece(start, word.end, line.text[start : word.end])
        yield Placed(line, tuple(cells), 0.0, False)


def furniture(lines: Sequence[Printed], vocabulary: Vocabulary) -> frozenset[int]:
    """The lines at the head and foot of pages that say a page's number, or the same on another page."""
    pages: dict[int, list[int]] = {}
    for place, line in enumerate(lines):
        pages.setdefault(line.page, []).append(place)
    said: dict[str, set[int]] = {}
    for those in pages.values():
        for place in {*those[:_FURNITURE], *those[-_FURNITURE:]}:
            said.setdefault(_undated(lines[place].text), set()).add(lines[place].page)

    def runs(place: int) -> bool:
        text, pieces = lines[place].text, lines[place].pieces
        if _NUMBER.search(text.strip()):
            return True
        heads_ = bool(vocabulary.roles_of(pieces[0].text))
        return len(said.get(_undated(text), ())) > 1 and len(pieces) <= _MOST_PIECES and not heads_

    outer = (
        takewhile(runs, side)
        for those in pages.values()
        for side in (those[:_FURNITURE], those[: -_FURNITURE - 1 : -1])
    )
    return frozenset(place for side in outer for place in side)


def _undated(text: str) -> str:
    return " ".join(re.sub(r"\d+", "#", text).split()).casefold()


# Into the flow -------------------------------------------------------------------------------------------------


def read(layout: Layout, flow: Flow) -> None:
    """Put the table into the flow; a cell's source is its lines, each without the blanks around it."""
    for line in layout.aside:
        line.put_aside(flow)
    bounds = [*layout.starts, len(layout.lines)]
    columns = len(layout.heads.columns)
    flow.claim((len(bounds) - 1) * columns)
    flow.table(
        (
            _areas(layout.lines[first:stop], number, columns)
            for number, (first, stop) in enumerate(pairwise(bounds))
        ),
        columns,
    )
    if layout.beside is not None:
        read(layout.beside, flow)


def _areas(row: Sequence[Placed], number: int, columns: int) -> list[Area]:
    if all(line.across for line in row):
        return [area_of(number, 0, [line.line.words_of() for line in row], columns)]
    return [
        area_of(number, column, [line.line.words_of(cell) for line in row if (cell := line.cells[column])])
        for column in range(columns)
    ]
