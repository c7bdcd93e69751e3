"""What the command line shows of a plan: a table to read, the places of values in words, the tables seen.

Words of a document reach the terminal without their control characters, which could move its cursor or worse.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from planextract.confidence import band
from planextract.emit.cells import owner_in_words
from planextract.records import (
    Action,
    BlockSource,
    CellSource,
    DiagnosticRecord,
    Extracted,
    Extraction,
    FileSource,
    OptionSource,
    Owner,
    SourceFile,
    fold,
)
from planextract.values import Source, Value, printable, value_in_words, values

if TYPE_CHECKING:
    from planextract.joins import Join
    from planextract.pipeline import TableReport

_PIPED_WIDTH = 110
_LONGEST = 150


def _console() -> Console:
    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else _PIPED_WIDTH
    return Console(width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def _clipped(text: str) -> str:
    text = fold(printable(text))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} ..."


# One plan --------------------------------------------------------------------------------------------------------


def show(extraction: Extraction) -> None:
    """The plan as a table: what is to be done, who does it, by when, and where it stands."""
    console = _console()
    for line in heading(extraction):
        console.print(printable(line))
    if extraction.actions:
        console.print(_action_table(extraction.actions, extraction.source))
    else:
        console.print("\nNo actions in this document.\n")
    for remark in extraction.diagnostics:
        console.print(f"{remark.severity}: {printable(remark.message)}")
    console.print(counted(extraction))


def heading(extraction: Extraction) -> Iterator[str]:
    """What the document is, in up to three lines."""
    about = extraction.metadata
    yield about.title.raw if about.title is not None else extraction.source.name
    names = [found.value or found.raw for found in (about.authority, about.body) if found is not None]
    if names:
        yield ", ".join(names)
    day = about.reference_date
    kind = about.document_kind.replace("_", " ")
    yield f"{kind}, {day.value.isoformat()} ({day.basis.replace('_', ' ')})" if day is not None else kind


def counted(extraction: Extraction) -> str:
    """How much was found: "36 actions, 13 findings, 1 remark"."""
    return counts(len(extraction.actions), len(extraction.findings), len(extraction.diagnostics))


def counts(actions: int, findings: int, remarks: int) -> str:
    parts = ((actions, "action"), (findings, "finding"), (remarks, "remark"))
    return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in parts)


def _action_table(actions: Sequence[Action], file: SourceFile) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=True)
    table.add_column("Id", no_wrap=True)
    table.add_column("Action", ratio=5)
    table.add_column("Owner", ratio=3)
    table.add_column("Deadline", ratio=3)
    table.add_column("State", ratio=2)
    table.add_column("Page", justify="right")
    for action in actions:
        state = Text(state_in_words(action), style=_STYLES.get(action.progress.stage, ""))
        owners = "; ".join(_clipped(owner_in_words(owner)) for owner in action.owners)
        words = Text(_clipped(action.text.value or action.text.raw))
        table.add_row(action.id, words, Text(owners), deadline_in_words(action), state, _page(action, file))
    return table


def _page(action: Action, file: SourceFile) -> str:
    """The page; "~3" where it is only a hint."""
    if not action.text.sources:
        return ""
    source = action.text.sources[0]
    page, hint = getattr(source, "page", None), file.page_hint(source)
    return str(page) if page is not None else f"~{hint}" if hint is not None else ""


_STYLES = {"done": "green", "stopped": "dim"}


def deadline_in_words(action: Action) -> str:
    """The last day, with the words as printed where they name more than a day; "?" before words not understood."""
    found = action.deadline
    if found is None:
        return ""
    raw, due = _clipped(found.raw), found.value
    if due is None:
        return f"? {raw}"
    latest: date | None = getattr(due, "latest", None)
    if latest is None:
        return raw
    return latest.isoformat() if getattr(due, "precision", "") == "day" else f"{latest.isoformat()} ({raw})"


def state_in_words(action: Action) -> str:
    """State, colour, percentage and lateness, as many of them as are known."""
    progress = action.progress
    state = progress.state.value or f"? {_clipped(progress.state.raw)}" if progress.state is not None else ""
    rag = progress.rag.value.colour if progress.rag is not None and progress.rag.value is not None else ""
    percent = progress.percent.value if progress.percent is not None else None
    share = f"{percent:g}%" if percent is not None else ""
    late = "late" if action.overdue_at_reference else ""
    return ", ".join(part.replace("_", " ") for part in (state, rag, share, late) if part)


# One action ------------------------------------------------------------------------------------------------------


def explain(extraction: Extraction, action: Action) -> Iterator[str]:
    """Each value of an action with its words, its rule and its place, line by line."""
    yield f"{action.id}: {action.kind.replace('_', ' ')} action, {action.progress.stage}"
    for finding in extraction.findings:
        if finding.id in action.finding_ids:
            yield from _value_lines(f"{finding.kind} {finding.id}", finding.text)
    for name, value in values(action):
        yield from _value_lines(name, value)
    reference = extraction.metadata.reference_date
    if action.overdue_at_reference is not None and reference is not None:
        yield f"overdue on {reference.value.isoformat()}: {'yes' if action.overdue_at_reference else 'no'}"
    for remark in _remarks_on(extraction, action):
        yield f"{remark.severity}: {printable(remark.message)}"
    yield "Pages count from 1, all else from 0, as in the JSON."


def _value_lines(name: str, value: Value) -> Iterator[str]:
    yield printable(name)
    understood = value.value if isinstance(value, Extracted) else value
    yield f"  value  {printable(value_in_words(understood))}"
    yield f"  raw    {printable(fold(value.raw))}"
    yield f"  rule   {value.rule}"
    if value.confidence is not None:
        yield f"  sure   {value.confidence:g} ({band(value.confidence)})"
    if isinstance(value, Owner) and value.second_reading is not None:
        yield f"  again  {value.second_reading}"
    for source in value.sources:
        yield f"  place  {place_in_words(source)}"


def place_in_words(source: Source) -> str:
    """A place as one says it, with the numbers of the JSON.

    >>> place_in_words(CellSource(page=3, table=1, row=6, column=2, start=0, end=15))
    'page 3, table 1, row 6, column 2, characters 0-15'
    """
    if isinstance(source, OptionSource):
        return f"the option {source.name}"
    if isinstance(source, FileSource):
        return f"the file's own property {source.name}"
    page = f"page {source.page}, " if source.page is not None else ""
    if isinstance(source, BlockSource):
        return f"{page}block {source.block}, characters {source.start}-{source.end}"
    cell = f"table {source.table}, row {source.row}, column {source.column}"
    return f"{page}{cell}, characters {source.start}-{source.end}"


def _remarks_on(extraction: Extraction, action: Action) -> list[DiagnosticRecord]:
    """The remarks about words that stand in one of the action's own cells or blocks."""
    own = {_spot(source) for _, value in values(action) for source in value.sources}
    return [each for each in extraction.diagnostics if own & {_spot(source) for source in each.sources}]


def _spot(source: Source) -> tuple[object, ...]:
    if isinstance(source, CellSource):
        return source.page, source.table, source.row, source.column
    return (source.page, source.block) if isinstance(source, BlockSource) else (source.kind, source.name)


# The tables seen ---------------------------------------------------------------------------------------------------


def show_tables(reports: "Sequence[TableReport]") -> None:
    """What tables there are, what each was taken for and why, and the roles of its columns."""
    if not reports:
        sys.stdout.write("No tables in this document.\n")
    elif sys.stdout.isatty():
        _console().print(_report_table(reports))
    else:
        sys.stdout.writelines(f"{line}\n" for line in report_lines(reports))


def _report_heading(report: "TableReport") -> str:
    return f"{_table_in_words(report.index, report.page)}: {report.rows} rows, {report.columns} columns"


def _column_cells(report: "TableReport") -> Iterator[tuple[str, str, str, str]]:
    for number, (header, roles, why) in enumerate(report.roles):
        yield str(number), printable(header) or "-", ", ".join(roles) or "-", printable(why)


def _join_cells(join: "Join") -> tuple[str, str, str]:
    """What was joined, to what, and why."""
    row = f", row {join.row}" if join.row is not None else ""
    part = f"{_table_in_words(join.table, join.page)}{row}"
    return part, f"onto {_table_in_words(join.onto_table, join.onto_page)}", join.reason


def _table_in_words(index: int, page: int | None) -> str:
    return f"table {index}, page {page}" if page is not None else f"table {index}"


def report_lines(reports: "Sequence[TableReport]") -> Iterator[str]:
    """Plain lines with tabs between their parts, for a pipe."""
    for report in reports:
        yield f"{_report_heading(report)}\t{report.taken_for}\t{printable(report.why)}"
        yield from ("\t".join(("", *cells)) for cells in _column_cells(report))
        yield from ("\t".join(("", "join", *_join_cells(join))) for join in report.joins)


def _report_table(reports: "Sequence[TableReport]") -> Table:
    table = Table("Column", "Header", "Role", "Why", box=SIMPLE_HEAD, pad_edge=False)
    for report in reports:
        table.add_row(
            Text(""),
            Text(_report_heading(report), style="bold"),
            Text(report.taken_for),
            Text(printable(report.why)),
        )
        for cells in _column_cells(report):
            table.add_row(*map(Text, cells))
        for join in report.joins:
            table.add_row(Text("join"), *map(Text, _join_cells(join)))
        table.add_section()
    return table
