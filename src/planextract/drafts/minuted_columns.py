"""Which tables are minutes or decision lists, by their columns: what was said, and beside it what is to be done.

A table of minutes that has no such column only lays out prose; it is read as the paragraphs that it holds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planextract.document import Block, BlockKind, Cell, Document, Table
from planextract.drafts.minuted_cells import lines_of, nothing, who
from planextract.metadata import kind_of
from planextract.metadata.kind import records_meeting
from planextract.prose.paragraphs import paragraphs
from planextract.prose.words import pattern
from planextract.roles import Column, Reading

TAKEN_FOR = "minutes_table"

LONG = 12
"""Words that a cell has on average where the column of the business says what was said about it."""

_SAID = r"(?:{minuted.said}|{minuted.decided}|{minuted.business})"
_AND = r"\s*(?:/|&|\+|,|\band\b|\bor\b)\s*"
_SAID_HEADER = rf"{_SAID}(?:{_AND}(?:{_SAID}|{{actions.words}})){{0,3}}"
_ACTS_HEADER = r"{actions.words}"
_BESIDE = frozenset(
    {
        "reference",
        "source_reference",
        "theme",
        "source",
        "other",
        "not_action_table",
        "date_raised",
        "action",
        "milestone",
        "owner",
        "accountable",
        "support",
        "deadline",
    }
)
"""Roles of the columns that minutes have beside what was said; with a state or a rating it is a log of actions."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of minutes: `said` what was said or decided, `acts` what is to be done, `who` and `when`.

    `bare`: no header says so.
    """

    said: tuple[int, ...]
    acts: int | None
    who: int | None
    when: int | None
    titles: tuple[int, ...]
    bare: bool = False


def told(reading: Reading) -> Reading:
    """A reading, taken for minutes where its columns are those of minutes, and for no plan where it is an agenda."""
    if _agenda(reading):
        return replace(reading, taken_for="other", why="what a meeting is to do with each item of its agenda")
    if layout(reading) is None:
        return reading
    why = "what was said or decided, and beside it what is to be done or who does it"
    return replace(reading, taken_for=TAKEN_FOR, why=why)


_PURPOSE = (
    r"(?:(?:for|to|item\s+for)\s+)?{minuted.purposes}"
    r"(?:\s*(?:/|,|&|\band\b|\bor\b)\s*(?:(?:for|to)\s+)?{minuted.purposes}){0,3}"
    r"(?:\s+(?:(?:the|a|an|any)\s+)?{minuted.purpose_of})?"
)


def _agenda(reading: Reading) -> bool:
    """Whether all cells of what is to be done only say what a meeting is to do with its items: "To note"."""
    what = next((column for column in reading.columns if reading.what in column.roles), None)
    if what is None or not any(_headed(column, r"{minuted.business}") for column in reading.columns):
        return False
    said = [words for cell in _cells(reading, what.index) if (words := cell.text.text.strip(" .:;()–—-"))]
    return len(said) > 1 and all(pattern(_PURPOSE).fullmatch(words) is not None for words in said)


def layout(reading: Reading) -> Layout | None:
    """The columns of minutes kept in a table; None for any other table."""
    return _by_headers(reading) or _by_margin(reading)


def _by_headers(reading: Reading) -> Layout | None:
    said = tuple(column.index for column in reading.columns if _tells(column, reading)) or _noted(reading)
    rest = [column for column in reading.columns if column.index not in said]
    if not said or any(set(column.roles) - _BESIDE for column in rest if not _acts(column)):
        return None
    acts = next((column.index for column in rest if _acts(column)), None)
    behind = [column for column in rest if said and column.index > said[0] and column.index != acts]
    who = next((column.index for column in behind if _names(column)), None)
    when = next((column.index for column in rest if column.roles == ("deadline",)), None)
    if all(column is None or column < said[0] for column in (acts, who)):
        return None
    titles = tuple(column.index for column in rest if column.index not in (acts, who, when))
    return Layout(said, acts, who, when, titles)


def _noted(reading: Reading) -> tuple[int, ...]:
    """The second of two columns that say what the business was, before the actions: "Item | Notes | Action"."""
    business = [column for column in reading.columns if _headed(column, _SAID_HEADER)]
    acts = next((column for column in reading.columns if _acts(column)), None)
    if len(business) < 2 or (acts is None and reading.what is not None):
        return ()
    last = [column for column in business[1:] if acts is None or column.index < acts.index]
    return (last[-1].index,) if last else ()


def _by_margin(reading: Reading) -> Layout | None:
    """Of a table whose columns have no headers: long prose, and to its right a margin of those who are to act."""
    said = _prose(reading)
    if said is None or reading.what is not None or reading.columns[said].header is not None:
        return None
    for column in reading.columns[said + 1 :]:
        lines = [line for line in lines_of(_cells(reading, column.index)) if not nothing(line)]
        if lines and all(who(line) for line in lines):
            return Layout((said,), column.index, None, None, tuple(range(said)), bare=True)
    return None


def _prose(reading: Reading) -> int | None:
    """The column of the longest cells, where they are long enough to be prose."""
    longest = max(reading.columns, key=lambda column: _words(reading, column.index), default=None)
    return longest.index if longest is not None and _words(reading, longest.index) >= LONG else None


def _words(reading: Reading, column: int) -> float:
    """Words of the cells of a column, on average."""
    cells = _cells(reading, column)
    return sum(len(cell.text.text.split()) for cell in cells) / max(1, len(cells))


def _cells(reading: Reading, column: int) -> list[Cell]:
    """The cells of a column, a merged one once."""
    return [
        cell
        for row in reading.table.rows()
        if (cell := row.grid.cells[column]) is not None and row.grid.starts(column)
    ]


def _acts(column: Column) -> bool:
    return bool({"action", "milestone"} & set(column.roles)) or _headed(column, _ACTS_HEADER)


def _headed(column: Column, header: str) -> bool:
    said = " ".join(column.header.text.split()).strip(" :.") if column.header is not None else ""
    return pattern(header).fullmatch(said) is not None


def _names(column: Column) -> bool:
    return bool({"owner", "accountable"} & set(column.roles))


def _tells(column: Column, reading: Reading) -> bool:
    """Whether a column holds what was said: by its header, or under that of the business by its long cells."""
    if column.header is None or not _headed(column, _SAID_HEADER):
        return False
    if pattern(r"\b(?:{minuted.said}|{minuted.decided})\b").search(column.header.text):
        return True
    return _words(reading, column.index) >= LONG


def unrolled(document: Document, readings: Sequence[Reading]) -> Document:
    """Minutes with those of their tables that only lay out prose as its paragraphs, each item under its title.

    They may be known as minutes only by what the tables hold, as a record of decisions is.
    """
    laid = {
        segment.table.index: reading
        for reading in readings
        if reading.taken_for == "other" and reading.what is None and _prose(reading) is not None
        for segment in reading.table.segments
    }
    kind = kind_of(document, paragraphs(document))
    if not laid or kind not in ("minutes", "other"):
        return document
    flow: list[Block | Table] = []
    done: list[Reading] = []
    for part in document.flow:
        reading = laid.get(part.index) if isinstance(part, Table) else None
        if reading is None:
            flow.append(part)
        elif reading not in done:
            done.append(reading)
            flow += _blocks(reading, len(document.flow) + len(flow))
    made = replace(document, flow=tuple(flow))
    return made if kind == "minutes" or records_meeting(paragraphs(made)) else document


def _blocks(reading: Reading, start: int) -> Iterator[Block]:
    """The cells of a table as blocks, numbered from `start`."""
    prose = _prose(reading)
    cells = [cell for row in reading.table.rows() for cell in row.grid.own()]
    lines = [(cell, line) for cell in cells for line in cell.lines if not line.struck]
    for number, (cell, line) in enumerate(lines, start):
        body = cell.column == prose
        kind: BlockKind = "heading" if not body else "item" if line.kind == "item" else "paragraph"
        yield Block(number, line.text, cell.source, kind, line.label)
