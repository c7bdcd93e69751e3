"""Tables as read, made whole: header rows found, bands told from rows, and parts that continue joined.

A table as read is cut into segments, each a header with the rows under it. Segments that go on from one another,
over a page break or under a repeated header, form one logical table.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, zip_longest

from planextract import forms
from planextract.between import LONGEST_CAPTION, Between, with_rest
from planextract.document import Block, Document, Table
from planextract.fitting import fit, recast
from planextract.headers import (
    GridRow,
    Words,
    grid,
    is_band,
    is_group,
    is_header,
    is_new_header,
    is_under,
    repeats,
    stack,
    words_over_columns,
)
from planextract.joins import Join
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.records import JoinReason
from planextract.vocab import Vocabulary, alias

SECTION = r"\s*{plans.sections}\s*(?:\d|(?-i:[A-Z])\b|[:–-])"
"""How a line begins that names the section which the table under it belongs to."""


BELOW = re.compile(r"\s*(?P<label>[^:\n]{2,40}):(?=\s|$)")
TOLD_BELOW = frozenset({"progress", "status", "management_response", "evidence", "completion_date"})
"""Roles of what may be told of an action in a row across the table below its own."""

LABELLED_NUMBER = re.compile(
    r"(?P<label>[A-Za-z][A-Za-z’'/ ]{1,40}?)\s*(?:[Nn]o\.?\s*)?(?:[A-Z]{0,3}\d{1,3}(?:\.\d{1,2})?|[A-Z])?\s*:?"
)
"""What kind of finding, and its number."""


@dataclass(frozen=True)
class BodyRow:
    """A row under a header. `band` is the full-width row above it that it stands under, `over` that with the full-width
    rows right above the band.
    """

    grid: GridRow
    band: SourcedText | None = None
    over: tuple[SourcedText, ...] = ()


@dataclass(frozen=True)
class Segment:
    """One header with its rows. `header` holds the words over each column; it is empty for a table without one.

    `titles` are the full-width rows above the header, `heading` the heading in the text above the table. `recast`
    means that the page shows fewer or more columns than its table has; `adjoins` that nothing but page furniture stands
    between it and the table before.
    """

    table: Table
    header: Words
    rows: tuple[BodyRow, ...]
    titles: tuple[SourcedText, ...] = ()
    heading: SourcedText | None = None
    continues: bool = False
    recast: bool = False
    adjoins: bool = False
    printed: tuple[Words, ...] = ()
    """The rows of the header one by one, where it has several."""
    band_below: SourcedText | None = None
    """A band in its last row: it stands over the rows of the part that goes on from here."""


@dataclass(frozen=True)
class LogicalTable:
    """Segments that share their columns, in document order, and why each table as read was joined to the others."""

    segments: tuple[Segment, ...]
    joins: tuple[Join, ...] = ()

    @property
    def columns(self) -> int:
        return self.segments[0].table.columns

    def rows(self) -> Iterator[BodyRow]:
        for segment in self.segments:
            yield from segment.rows


def assemble(document: Document, vocabulary: Vocabulary, *, join: bool = True) -> tuple[LogicalTable, ...]:
    """The logical tables of a document, in order; without `join` each table as read stands for itself."""
    whole: list[LogicalTable] = []
    for segment in _segments(document, vocabulary, join):
        joined = _joined(whole[-1], segment, vocabulary, join) if whole else None
        if joined is None:
            whole.append(LogicalTable((segment,)))
        else:
            whole[-1] = joined
    return tuple(whole)


def _joined(whole: LogicalTable, segment: Segment, vocabulary: Vocabulary, join: bool) -> LogicalTable | None:
    """A table with one more segment; None where that begins a table of its own."""
    last = whole.segments[-1]
    apart = last.table.index != segment.table.index
    reason = _reason(last, segment, vocabulary) if join or not apart else None
    if reason is None:
        return None
    table, onto = segment.table, last.table
    made = (Join(reason, table.index, table.page, onto.index, onto.page),) if apart else ()
    return LogicalTable((*whole.segments, segment), (*whole.joins, *made))


def _segments(document: Document, vocabulary: Vocabulary, join: bool) -> Iterator[Segment]:
    last: Segment | None = None
    between = Between()
    for part in forms.mended(document.flow, vocabulary) if join else document.flow:
        if isinstance(part, Block):
            between.take(part, last.table if last is not None else None)
            continue
        whole, before, adjoins = forms.as_rows(part, vocabulary) or part, None, False
        if join and last is not None:
            rest = with_rest(last.table, whole, between.words)
            adjoins = rest is not None or not between.parts(last.table, part)
            whole, before = _going_on(rest or whole, last, vocabulary) if adjoins else (whole, None)
        for number, segment in enumerate(cut(whole, vocabulary, before)):
            over = _line_over(segment, between.above) or between.heading
            moved = whole.columns != part.columns and before is not None
            last = replace(segment, heading=over, recast=moved, adjoins=adjoins and number == 0)
            yield last
        between = Between()


def _going_on(table: Table, last: Segment, vocabulary: Vocabulary) -> tuple[Table, Segment | None]:
    """A table that may go on from the segment before, in the columns of that, and the segment if it does.

    The same header printed again settles it; without one the columns must stand where they stood.
    """
    if table.columns == last.table.columns and _heads_again(table, last):
        return table, last
    columns = fit(last.table, table)
    if columns is None:
        return table, None
    if columns == tuple(range(last.table.columns)):
        return table, last
    laid = recast(table, columns, last.table.columns)
    own = any(is_header(row, vocabulary, ()) for row in _top(table))
    return (table, None) if own and not _heads_again(laid, last) else (laid, last)


def _heads_again(table: Table, last: Segment) -> bool:
    return any(repeats(row, words) for row in _top(table) for words in last.printed)


def _top(table: Table) -> list[GridRow]:
    """The rows among which a header stands, below a title or two."""
    return list(islice((row for row in grid(table) if row.own()), 3))


def _line_over(segment: Segment, block: Block | None) -> SourcedText | None:
    """A short line right above a table that heads it: "Priority 2: Improve attendance".

    Over a table without a header of its own any short line does.
    """
    if block is None or block.kind != "paragraph" or len(block.text) > LONGEST_CAPTION or segment.continues:
        return None
    plain = not segment.header and not block.text.text.rstrip().endswith((".", ":", ";"))
    return block.text if plain or pattern(SECTION).match(block.text.text) else None


def cut(table: Table, vocabulary: Vocabulary, before: Segment | None = None) -> Iterator[Segment]:
    """One table as read, cut at its header rows. Rows before any header go on from the segment before, if any.

    In a table without any header a plain first cell beside blank ones is no title but a row, say of an action that
    nobody has reported on yet.
    """
    cutting = _Cutting(table, vocabulary, before)
    rows = [row for row in grid(table) if row.own()]
    bare = before is None and not any(is_header(row, vocabulary, ()) for row in rows)
    for row, following in zip_longest(rows, rows[1:]):
        if (
            (not cutting.rows and following is not None and is_group(row, following, vocabulary))
            or cutting.repeats(row)
            or is_header(row, vocabulary, cutting.header, half=cutting.half)
            or (cutting.half and is_under(row, cutting.spans))
            or (cutting.continues and is_new_header(row, following))
        ):
            yield from cutting.head(row)
        elif (label := labelled_band(row, vocabulary)) is not None:
            cutting.bands.append(label)
        elif is_band(row, table.columns, cutting.headed or bare) and not (
            cutting.rows and labelled_below(row.own()[0].text, vocabulary) is not None
        ):
            cutting.bands.append(row.own()[0].text)
        else:
            cutting.take(row)
    yield from cutting.close()


def labelled_below(words: SourcedText, vocabulary: Vocabulary) -> tuple[str, SourcedText, SourcedText] | None:
    """The role, label and words of what tells more of the row above it: "Update: The form went live in May.".

    >>> from planextract.vocab import load
    >>> role, label, said = labelled_below(SourcedText.plain("Update: It went live."), load())
    >>> role, label.text, said.text
    ('progress', 'Update', 'It went live.')
    """
    found = BELOW.match(words.text)
    role = next(iter(vocabulary.roles_of(found["label"])), None) if found is not None else None
    if found is None or role not in TOLD_BELOW or pattern(r"\s*{plans.remarks}\b").match(found["label"]):
        return None
    return role, words.span(found, "label").strip(), words[found.end() :].strip()


def labelled_band(row: GridRow, vocabulary: Vocabulary) -> SourcedText | None:
    """The words of a row of two cells, the second over all other columns, where the first only labels and numbers
    a finding: "Recommendation 1" beside the recommendation.
    """
    own = row.own()
    if len(own) != 2 or own[0].column != 0 or own[1].column_span < 2 or own[0].row_span > 1:
        return None
    if own[1].column + own[1].column_span < len(row.cells):
        return None
    found = LABELLED_NUMBER.fullmatch(own[0].text.text.strip())
    if found is None or vocabulary.finding_kind(found["label"]) is None:
        return None
    return SourcedText.join(": ", (own[0].text.strip(" :"), own[1].text))


class _Cutting:
    """A table being cut: the header in force, the rows under it, and the bands that no row has followed yet."""

    def __init__(self, table: Table, vocabulary: Vocabulary, before: Segment | None) -> None:
        self.table = table
        self.vocabulary = vocabulary
        self.header = before.header if before is not None else ()
        self.printed: list[Words] = list(before.printed) if before is not None else []
        self.headed = before is not None
        self.continues = before is not None
        self.spanned = False
        self.spans: frozenset[int] = frozenset()
        self.over: tuple[SourcedText, ...] = ()
        self.band = before.band_below if before is not None else None
        if self.band is None and before is not None and before.rows:
            self.band = before.rows[-1].band
        self.titles: list[SourcedText] = []
        self.bands: list[SourcedText] = []
        self.rows: list[BodyRow] = []

    @property
    def half(self) -> bool:
        """Whether the lower half of the header just begun may follow."""
        return self.spanned and not self.rows

    def head(self, row: GridRow) -> Iterator[Segment]:
        """A header row: the lower half of the header just begun, or the end of the segment and a new one."""
        words = words_over_columns(row)
        if self.half:
            self.header, self.spanned = stack(self.header, row, self.vocabulary), False
            self.printed.append(words)
            return
        first = not self.rows and (self.continues or not self.headed)
        again = self.repeats(row)
        yield from self._segment()
        if first:
            self.titles, self.bands = self.bands, []
            self.band = self.band if again else None
        self.header, self.headed, self.continues, self.printed = words, True, False, [words]
        own = row.own()
        self.spanned = any(cell.column_span > 1 or cell.row_span > 1 for cell in own)
        self.spans = frozenset(
            column
            for cell in own
            for column in range(cell.column, cell.column + cell.column_span)
            if 1 < cell.column_span < len(row.cells)
        )

    def repeats(self, row: GridRow) -> bool:
        """Whether a row is one of the header in force, printed again."""
        return any(repeats(row, words) for words in self.printed)

    def take(self, row: GridRow) -> None:
        if not self.headed and not self.rows:
            self.titles, self.bands = self.bands, []
        if self.bands:
            self.over, self.band, self.bands = tuple(self.bands), self.bands[-1], []
        self.rows.append(BodyRow(row, self.band, self.over))

    def close(self) -> Iterator[Segment]:
        if not self.rows and not self.headed:
            self.titles, self.bands = self.bands, []
        left = self.bands[-1] if self.bands and self.rows else None
        for segment in self._segment():
            yield replace(segment, band_below=left)

    def _segment(self) -> Iterator[Segment]:
        if self.rows or (self.titles and not self.headed):
            continues = self.continues and bool(self.rows)
            yield Segment(
                self.table,
                self.header,
                tuple(self.rows),
                tuple(self.titles),
                continues=continues,
                printed=tuple(self.printed),
            )
            self.titles = []
        self.rows = []


def _reason(last: Segment, segment: Segment, vocabulary: Vocabulary) -> JoinReason | None:
    """Why a segment goes on with the table of the one before: same columns, under the same roles; None where not."""
    if last.table.columns != segment.table.columns:
        return None
    if segment.continues:
        return "columns_matched_by_position" if segment.recast else "same_columns_no_header"
    if not last.header or not segment.header:
        headless = not last.header and not segment.header
        return "both_without_header" if headless and fit(last.table, segment.table) is not None else None
    if _roles(last.header, vocabulary) != _roles(segment.header, vocabulary):
        return None
    again = _said(last.header) == _said(segment.header)
    return "header_repeated" if again else "same_roles"


def _said(header: Words) -> list[str]:
    return [alias(words.text) if words is not None else "" for words in header]


def _roles(header: Words, vocabulary: Vocabulary) -> list[tuple[str, ...] | str]:
    """What a header promises, column by column; words that are in no vocabulary stand for themselves."""
    return [
        vocabulary.roles_of(words.text) or alias(words.text) if words is not None else "" for words in header
    ]
