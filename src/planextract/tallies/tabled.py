"""Tables of counts: a row or a column for each colour or state, and a tally for each column or row of counts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planextract.document import Table
from planextract.prose.words import alternatives, pattern, section
from planextract.provenance import SourcedText
from planextract.records import Share, Tally
from planextract.tallies import shares as percentages
from planextract.tallies.numbers import SIGN, value
from planextract.tallies.parts import ANY_STATE, Part, keys_in, tally
from planextract.tallies.subjects import names_actions, names_others

MOST = 40
"""Rows or columns of a table of counts."""

_COUNT = (
    r"(?P<count>\d{1,3},\d{3}|\d{1,6})\s*(?:actions?|recommendations?)?\s*"
    rf"(?:(?:[(\[–/-]|(?<=\s))\s*(?P<share>[\d.]{{1,6}})\s?{SIGN}\s*[)\]]?)?"
)
_SHARE = rf"(?:[(\[]\s*)?(?P<share>\d{{1,3}}(?:\.\d{{1,2}})?)\s?{SIGN}\s*[)\]]?"
_NOTHING = re.compile(r"(?i)[-–—.]?|nil|none")
"""A cell that counts none."""
_WITH_SHARE = re.compile(rf"(?i)^\d{{1,6}}(?:\s*[(\[–/-]|\s)\s*[\d.]{{1,6}}\s?{SIGN}")
"""A count with its percentage behind it, in one cell."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_LABEL = rf"(?:[\w‘’'\"&()/–-]+\s+){{0,3}}?[‘'\"(]*{ANY_STATE}(?:[\s‘’'\"&()/:–-]+[\w‘’'\"&()/–-]+){{0,4}}[\s)’'\":]*"
_ALL = r"(?:(?:grand|overall|sub)[\s-]*)?(?:totals?|all|overall|combined)(?:\s+(?:number|no\.?|of|[\w-]+)){0,4}\s*:?"
_NUMBER = r"(?:(?:{tallies.numbers}|#)(?:\s+of)?\s*)?(?:[\w-]+\s+){0,2}?"
_NUMBER += r"(?:{tallies.things}|{tallies.numbers})(?:\s+\w+)?"
_PERCENT = rf"{SIGN}|\bpercentages?\b|\bproportion\b|\bshare\b"
_LETTERS = {letter: colour for colour, letters in section("tallies.letters").items() for letter in letters}
_LETTER = alternatives(tuple(_LETTERS))

Cells = Sequence[Sequence[SourcedText]]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as rows of words, merged cells in all their places. `body` is the first row below the header."""

    cells: Cells
    body: int

    @property
    def columns(self) -> range:
        return range(len(self.cells[0]))

    @property
    def rows(self) -> Cells:
        return self.cells[self.body :]

    @property
    def header(self) -> str:
        return " | ".join(cell.text for row in self.cells[: self.body] for cell in row if len(cell) < 120)

    def head(self, column: int) -> list[SourcedText]:
        """The header cells of a column, the lowest first, each once."""
        found: list[SourcedText] = []
        for row in reversed(self.cells[: self.body]):
            if row[column].text and row[column] not in found:
                found.append(row[column])
        return found

    def says(self, column: int, form: str) -> bool:
        return any(pattern(form).search(cell.text) is not None for cell in self.head(column))


@dataclass(frozen=True, slots=True)
class Series:
    """A row or column of counts or percentages: each number with the label of its state, and the total beside them."""

    cells: Sequence[tuple[SourcedText, SourcedText, SourcedText | None]]
    """The label, the number, and the percentage where one stands in a cell of its own."""
    total: SourcedText | None
    group: SourcedText | None
    others: Sequence[SourcedText] = ()
    """Numbers under labels that name no state."""


def tallies(table: Table, above: str) -> tuple[Tally, ...]:
    """The tallies that a table is; none for a table of anything else. `above` are the words before it."""
    grid = _grid(table)
    if grid is None:
        return ()
    found = [made for series in _series(grid, above) if (made := _tally(series)) is not None]
    return tuple(found)


def shares(table: Table, above: str) -> tuple[Share, ...]:
    """The percentages of a table that gives no counts."""
    grid = _grid(table)
    if grid is None or not _names_actions(grid, above) or tallies(table, above):
        return ()
    found = [made for series in _series(grid, above, _SHARE) if (made := _shares(series)) is not None]
    return tuple(found)


# The grid ------------------------------------------------------------------------------------------------------


def _grid(table: Table) -> Grid | None:
    """The words of a table that can be one of counts: small, with numbers below a header or beside labels."""
    if not 1 < len(table.rows) <= MOST or not 1 < table.columns <= MOST:
        return None
    cells = [[SourcedText()] * table.columns for _ in table.rows]
    for number, row in enumerate(table.rows):
        for cell in row.cells:
            words = cell.text.folded().strip()
            for down in cells[number : number + max(1, cell.row_span)]:
                for column in range(cell.column, min(cell.column + max(1, cell.column_span), table.columns)):
                    down[column] = words
    cells = [row for row in cells if any(words.text for words in row)]
    kept = [column for column in range(table.columns) if any(row[column].text for row in cells)]
    body = next((number for number, row in enumerate(cells) if _counts(row)), None)
    if body is None or len(kept) < 2:
        return None
    return Grid([[row[column] for column in kept] for row in cells], body)


def _counts(row: Sequence[SourcedText]) -> bool:
    """Whether a row has a number that is no year: the first such row is the first below the header."""
    return any(_number(words.text) and not _YEAR.fullmatch(words.text) for words in row)


def _number(text: str) -> bool:
    return pattern(_COUNT).fullmatch(text) is not None or pattern(_SHARE).fullmatch(text) is not None


def _names_actions(grid: Grid, above: str) -> bool:
    """Whether the header of a table or the words above it say that actions are counted."""
    return not names_others(grid.header) and (names_actions(grid.header) or names_actions(above))


def _state(words: SourcedText) -> bool:
    return len(words) < 80 and pattern(_LABEL).fullmatch(words.text) is not None


# Its rows and columns of counts --------------------------------------------------------------------------------


def _series(grid: Grid, above: str, form: str = _COUNT) -> list[Series]:
    """Every series of numbers of one form; several only where something says that they count actions."""
    by_rows = list(_by_rows(grid, form))
    found = by_rows or list(_by_columns(grid, form))
    if not found or _names_actions(grid, above):
        return found
    if (
        names_others(grid.header)
        or names_others(above.rpartition("\n")[2])
        or (by_rows and len(grid.columns) > 3)
    ):
        return []
    return [series for series in found if series.group is None][-1:]


def _is_all(words: SourcedText) -> bool:
    return pattern(_ALL).fullmatch(words.text) is not None and not _state(words)


def _reads(words: SourcedText, form: str) -> bool:
    return pattern(form).fullmatch(words.text) is not None or _NOTHING.fullmatch(words.text) is not None


def _by_rows(grid: Grid, form: str) -> Iterator[Series]:
    """A row for each state, and a series for each column of numbers: "Green | 24 | 60%"."""
    named = next((column for column in grid.columns if _lists_states(grid, column)), None)
    if named is None:
        return
    rows = [row for row in grid.rows if _state(row[named]) or _is_all(row[named]) or row[named].text]
    states = [row for row in rows if _state(row[named])]
    totals = [row for row in rows if _is_all(row[named])]
    others = [row for row in rows if row not in states and row not in totals]
    columns = [
        column for column in grid.columns if column > named and _of_numbers(grid, states, column, form)
    ]
    if not totals and any(_worded(states, column) for column in grid.columns if column != named):
        return  # a state in each row beside words: a table of actions
    for column in columns:
        beside = _percent_column(grid, states, column, columns)
        yield Series(
            [(row[named], row[column], row[beside] if beside is not None else None) for row in states],
            totals[-1][column] if totals else None,
            _group_of(grid, column) if len(columns) > 1 else None,
            [row[column] for row in others if pattern(form).fullmatch(row[column].text)],
        )


def _lists_states(grid: Grid, column: int) -> bool:
    """Whether a column names a state in each row, or in most of them."""
    words = [row[column] for row in grid.rows if row[column].text]
    states = [each for each in words if _state(each)]
    rest = [each for each in words if not _state(each) and not _is_all(each)]
    return len(states) >= 2 and len(rest) <= min(2, len(states) / 2)


def _worded(rows: Cells, column: int) -> bool:
    """Whether a column says in words what each row is about; the meaning of a colour is no such."""
    words = [row[column] for row in rows if row[column].text and not _number(row[column].text)]
    return 2 * sum(1 for each in words if len(each) > 2 and not _state(each)) > len(rows)


def _of_numbers(grid: Grid, rows: Cells, column: int, form: str) -> bool:
    """Whether a column has a number of the form in each row, and its header does not make it one of something else."""
    if not all(_reads(row[column], form) for row in rows) or not any(
        row[column].text.strip("-–—") for row in rows
    ):
        return False
    if form == _COUNT and _only_percents(grid, column):
        return False
    if len(rows) > 2 and [row[column].text for row in rows] == [
        str(place) for place in range(1, len(rows) + 1)
    ]:
        return False  # the numbers of a list
    heads = grid.head(column)
    return not (
        heads and pattern(r"(?:[\w-]+\s+){0,2}{tallies.uncounted}").fullmatch(heads[0].text) is not None
    )


def _only_percents(grid: Grid, column: int) -> bool:
    """Whether a column holds percentages and no counts, by its header: "Green %", but not over "24 (60%)"."""
    return grid.says(column, _PERCENT) and not any(_WITH_SHARE.search(row[column].text) for row in grid.rows)


def _percent_column(grid: Grid, rows: Cells, column: int, columns: Sequence[int]) -> int | None:
    """The column of percentages that belongs to one of counts: the one behind it; the one before where all stand so."""
    for beside in (column + 1, column - 1):
        if beside in grid.columns and beside not in columns and _percents(grid, rows, beside):
            return beside
    return None


def _percents(grid: Grid, rows: Cells, column: int) -> bool:
    said = grid.says(column, _PERCENT)
    return all(
        pattern(_SHARE).fullmatch(row[column].text) is not None
        or (said and re.fullmatch(r"[\d.]{1,6}", row[column].text) is not None)
        or _NOTHING.fullmatch(row[column].text) is not None
        for row in rows
    )


def _group_of(grid: Grid, column: int) -> SourcedText | None:
    heads = [head for head in grid.head(column) if not _is_all(head)]
    return heads[0] if heads and pattern(_NUMBER).fullmatch(heads[0].text) is None else None


def _by_columns(grid: Grid, form: str) -> Iterator[Series]:
    """A column for each state, and a series for each row of numbers: the header "Red | Amber | Green | Total"."""
    named = _state_columns(grid)
    counts = {
        column: head for column, head in named.items() if form == _SHARE or not _only_percents(grid, column)
    }
    if len({head.text.casefold() for head in counts.values()}) != len(counts) or len(counts) < 2:
        return
    rows = [row for row in grid.rows if any(row[column].text for column in counts)]
    read = [row for row in rows if all(_reads(row[column], form) for column in counts)]
    worded = [
        row
        for row in rows
        if not all(_number(row[column].text) or _reads(row[column], form) for column in counts)
    ]
    if len(worded) >= len(read):
        return  # words under a state: a table of actions, and none of counts
    wholes = [row for row in read if any(_is_all(cell) for cell in row)]
    rest = [row for row in read if row not in wholes]
    if len(rest) > 1 and all(_amount(row, counts) <= 1 for row in rest):
        rest = []  # ones for ticks: a row is an action
    for row in read:
        if row in wholes or row in rest:
            total = _total_column(grid, row, named, read)
            group = None if row in wholes or len(read) == 1 else _label(row, named)
            yield _row_series(row, named, counts, total, group)


def _amount(row: Sequence[SourcedText], counts: dict[int, SourcedText]) -> int:
    found = (pattern(_COUNT).fullmatch(row[column].text) for column in counts)
    return sum(value(match["count"]) for match in found if match is not None)


def _label(row: Sequence[SourcedText], named: dict[int, SourcedText]) -> SourcedText | None:
    """What a row is about: its first words that are no number."""
    return next(
        (
            cell
            for column, cell in enumerate(row)
            if column not in named and cell.text and not _number(cell.text)
        ),
        None,
    )


def _row_series(
    row: Sequence[SourcedText],
    named: dict[int, SourcedText],
    counts: dict[int, SourcedText],
    total: int | None,
    group: SourcedText | None,
) -> Series:
    shared = {head.text.casefold(): column for column, head in named.items() if column not in counts}
    cells = [
        (head, row[column], row[shared[head.text.casefold()]] if head.text.casefold() in shared else None)
        for column, head in counts.items()
    ]
    others = [
        cell
        for column, cell in enumerate(row)
        if column > min(counts)
        and column not in named
        and column != total
        and re.fullmatch(r"\d{1,6}", cell.text)
    ]
    return Series(cells, row[total] if total is not None else None, group, others)


def _state_columns(grid: Grid) -> dict[int, SourcedText]:
    """The columns whose header names a state or colour, with the cell that does."""
    found: dict[int, SourcedText] = {}
    letters: dict[int, SourcedText] = {}
    for column in grid.columns:
        for head in grid.head(column):
            if _state(head):
                found[column] = head
                break
            if pattern(_LETTER).fullmatch(head.text) is not None:
                letters[column] = head
    said = {_LETTERS[head.text.casefold()] for head in letters.values()}
    return {**found, **letters} if {"red", "green"} <= said else found


def _total_column(
    grid: Grid, row: Sequence[SourcedText], named: dict[int, SourcedText], rows: Cells
) -> int | None:
    """The column of totals: the one that says so; else one of all actions, where it is no less than its parts, or one
    that is the sum of its parts in each row."""
    numbered = [
        column
        for column in grid.columns
        if column not in named and re.fullmatch(r"\d{1,6}", row[column].text) is not None
    ]
    for column in numbered:
        if any(_is_all(head) for head in grid.head(column)):
            return column
    amounts = _amount(row, named)
    for column in numbered:
        if (
            any(pattern(_NUMBER).fullmatch(head.text) for head in grid.head(column))
            and int(row[column].text) >= amounts
        ):
            return column
    sums = [
        column for column in numbered if all(row[column].text == str(_amount(row, named)) for row in rows)
    ]
    return sums[0] if len(rows) > 1 and sums else None


# To records ----------------------------------------------------------------------------------------------------


def _tally(series: Series) -> Tally | None:
    parts = [_part(*cell) for cell in series.cells]
    if not any(part.count for part in parts):
        return None
    total = pattern(_COUNT).fullmatch(series.total.text) if series.total is not None else None
    whole = value(total["count"]) if total is not None else None
    more = [Part(int(cell.text), None, None) for cell in series.others if cell.text.isdigit()]
    if whole is None or sum(part.count for part in (*parts, *more)) != whole:
        more = []
    group = series.group.text if series.group is not None else None
    return tally(whole, [*parts, *more], _said(series), "counted_table", group=group)


def _shares(series: Series) -> Share | None:
    found = []
    for label, number, _ in series.cells:
        match = pattern(_SHARE).fullmatch(number.text)
        found.append((float(match["share"]) if match is not None else 0.0, _keys(label)))
    if len(found) < 2 or not any(share for share, _ in found):
        return None
    return percentages.share(found, _said(series), "percentages_in_table")


def _said(series: Series) -> SourcedText:
    label = [series.group] if series.group is not None else []
    total = [series.total] if series.total is not None else []
    return SourcedText.join(" ", [*label, *(cell for pair in series.cells for cell in pair[:2]), *total])


def _part(label: SourcedText, number: SourcedText, beside: SourcedText | None) -> Part:
    count = pattern(_COUNT).fullmatch(number.text)
    share = count["share"] if count is not None else None
    if share is None and beside is not None:
        figures = re.search(r"\d{1,3}(?:\.\d{1,2})?", beside.text)
        share = figures[0] if figures is not None else None
    colour, state = _keys(label)
    return Part(
        value(count["count"]) if count is not None else 0, colour, state, float(share) if share else None
    )


def _keys(label: SourcedText) -> tuple[str | None, str | None]:
    letter = _LETTERS.get(label.text.casefold())
    return (letter, None) if letter is not None else keys_in(re.sub(r"[&/](?=\s)", " ", label.text))
