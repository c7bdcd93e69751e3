"""Tracking as an Excel workbook: one sheet a plan, one row an action, its editions side by side.

The first sheet lists the plans with their tallies by edition, the last ones every event and what a person has to look
at. Cells are text, dates or numbers, never formulas. The extra is `xlsx`.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from planextract.emit import cells
from planextract.emit.cells import Cell
from planextract.emit.sheets import said
from planextract.emit.xlsx import FIRST_DAY, MADE, MOST_ROWS, Looks, fitting
from planextract.tracking import lines, told
from planextract.tracking.records import Edition, Series, Sighting, Thread, Tracking
from planextract.version import __version__

LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")

BEFORE = (
    ("Thread", 8),
    ("Ref", 8),
    ("Action", 52),
    ("Stands", 18),
    ("First due", 12),
    ("Last due", 12),
    ("Days slipped", 9),
    ("Re-datings", 9),
    ("What happened", 44),
)
"""Columns before the editions, and their widths in letters."""

EACH = (("Owner", 22), ("Due", 14), ("State", 16))
"""Columns of each edition."""


def write(tracking: Tracking, path: Path) -> None:
    """The whole workbook."""
    with closing(xlsxwriter.Workbook(str(path), {"strings_to_urls": False})) as book:
        book.set_properties(
            {
                "title": "Action plans through their editions",
                "comments": f"Tracked by planextract {__version__}",
                "created": MADE,
            }
        )
        sheets = _Sheets(book, Looks(book))
        sheets.plans(tracking)
        for series in tracking.series:
            sheets.plan(series)
        sheets.events(tracking)
        sheets.doubts(tracking)


@dataclass
class _Sheets:
    """The workbook while it is written."""

    book: Any
    looks: Looks
    names: set[str] = field(default_factory=set)

    def _begin(self, name: str, columns: Sequence[tuple[str, float]], header_rows: int = 1) -> Any:
        sheet = self.book.add_worksheet(self._free(name))
        for place, (heading, width) in enumerate(columns):
            sheet.set_column(place, place, width)
            sheet.write_string(header_rows - 1, place, heading, self.looks.heading)
        sheet.freeze_panes(header_rows, min(3, len(columns)))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, header_rows - 1)
        sheet.set_footer("&L&A&CPage &P of &N")
        return sheet

    def _free(self, name: str) -> str:
        """A name that Excel takes and no sheet has yet."""
        plain = _NOT_IN_NAMES.sub(" ", fitting(name)).strip()[:LONGEST_NAME].strip() or "Plan"
        choice, number = plain, 1
        while choice.casefold() in self.names:
            number += 1
            ending = f" ({number})"
            choice = f"{plain[: LONGEST_NAME - len(ending)]}{ending}"
        self.names.add(choice.casefold())
        return choice

    def _rows(self, sheet: Any, first: int, rows: Iterator[Sequence[Cell]], columns: int) -> None:
        last = first
        for last, row in enumerate(rows, first):
            if last >= MOST_ROWS:
                break
            for place, cell in enumerate(row):
                self._put(sheet, last, place, cell)
        sheet.autofilter(first - 1, 0, max(last, first), columns - 1)

    def _put(self, sheet: Any, row: int, place: int, cell: Cell) -> None:
        if cell is None or cell == "":
            sheet.write_blank(row, place, None, self.looks.of("text"))
        elif isinstance(cell, date) and cell >= FIRST_DAY:
            sheet.write_datetime(row, place, datetime(cell.year, cell.month, cell.day), self.looks.of("date"))  # noqa: DTZ001
        elif isinstance(cell, bool | date):
            sheet.write_string(row, place, said(cell) or "", self.looks.of("text"))
        elif isinstance(cell, int | float):
            sheet.write_number(row, place, cell, self.looks.of("small"))
        else:
            text = fitting(cell)
            sheet.write_string(row, place, text, self.looks.of("text", None, cells.is_formula(text)))

    # The sheets ----------------------------------------------------------------------------------------------------

    def plans(self, tracking: Tracking) -> None:
        columns = [("Plan", 34), ("Authority", 22), ("Edition", 12), ("Document", 34), ("Dated by", 16)]
        columns += [(said(name) or name, 10) for name in TALLIED]
        columns += [("Balances", 10), ("Document's own totals", 30)]
        sheet = self._begin("Plans", columns)
        self._rows(sheet, 1, _of_plans(tracking), len(columns))

    def plan(self, series: Series) -> None:
        editions = [edition for edition in series.editions if edition.actions or edition.kind == "plan"]
        columns = [*BEFORE, *(each for _ in editions for each in EACH)]
        sheet = self._begin(series.title or series.id, columns, header_rows=2)
        for number, edition in enumerate(editions):
            first = len(BEFORE) + number * len(EACH)
            name = fitting(f"{told.called(edition)}{' (minutes)' if edition.kind == 'minutes' else ''}")
            sheet.merge_range(0, first, 0, first + len(EACH) - 1, "", self.looks.heading)
            sheet.write_string(0, first, name, self.looks.heading)
        for place in range(len(BEFORE)):
            sheet.write_blank(0, place, None, self.looks.heading)
        self._rows(sheet, 2, (_of_thread(each, editions) for each in series.threads), len(columns))
        sheet.print_area(
            0, 0, max(len(series.threads) + 1, 2), len(BEFORE) - 1
        )  # editions side by side fit no paper

    def events(self, tracking: Tracking) -> None:
        widths = {"action": 48, "in_words": 44, "plan": 28, "document": 28, "was": 28, "became": 28}
        columns = [(said(name) or name, widths.get(name, 12)) for name in lines.COLUMNS]
        sheet = self._begin("Events", columns)
        found = ([cell(row) for cell in lines.COLUMNS.values()] for row in lines.rows(tracking))
        self._rows(sheet, 1, found, len(columns))

    def doubts(self, tracking: Tracking) -> None:
        columns = [
            ("Plan", 28),
            ("What", 20),
            ("Edition", 10),
            ("Action or words", 52),
            ("May be", 52),
            ("Sure", 9),
        ]
        sheet = self._begin("To look at", columns)
        self._rows(sheet, 1, _to_look_at(tracking), len(columns))


TALLIED = (
    "total", "carried", "added", "taken_up", "returned", "from_splits", "merged_away", "dropped", "retired",
    "completed", "reopened", "redated", "overdue", "mean_slippage",
)  # fmt: skip
"""Figures of an edition that the first sheet shows."""

VERDICTS = {True: "agrees", False: "differs", None: "nothing to compare"}


def _of_plans(tracking: Tracking) -> Iterator[Sequence[Cell]]:
    for series in tracking.series:
        tallies = {tally.edition: tally for tally in series.tallies}
        for edition in series.editions:
            tally = tallies.get(edition.key)
            figures = [getattr(tally, name) if tally is not None else None for name in TALLIED]
            totals = tally.stated if tally is not None else ()
            stated = "\n".join(f"{each.raw} [{VERDICTS[each.agrees]}]" for each in totals)
            yield [
                series.title or series.id,
                series.authority,
                edition.date or edition.key,
                edition.name,
                said(edition.date_basis),
                *figures,
                said(tally.balances) if tally is not None else None,
                stated or None,
            ]


def _of_thread(thread: Thread, editions: Sequence[Edition]) -> Sequence[Cell]:
    seen = {each.edition: each for each in thread.sightings}
    slip = thread.slippage
    names = {edition.key: told.called(edition) for edition in editions}
    events = "\n".join(
        f"{names.get(each.edition, each.edition)}: {told.happened(each)}" for each in thread.events
    )
    cells_of: list[Cell] = [
        thread.id,
        thread.reference,
        thread.text,
        told.STANDINGS[thread.standing],
        slip.first,
        slip.last,
        slip.days if slip.redatings else None,
        slip.redatings or None,
        events or None,
    ]
    for edition in editions:
        cells_of += _of_sighting(seen.get(edition.key))
    return cells_of


def _of_sighting(seen: Sighting | None) -> list[Cell]:
    if seen is None:
        return [None, None, None]
    value = seen.deadline.value if seen.deadline is not None else None
    due: Cell = (
        getattr(value, "latest", None) if getattr(value, "kind", "") == "due" else told.due(seen.deadline)
    )
    return [told.owners(seen.owners), due, told.standing_of(seen) or "listed"]


def _to_look_at(tracking: Tracking) -> Iterator[Sequence[Cell]]:
    for series in tracking.series:
        texts = {
            (each.edition, each.action_id): each.text
            for thread in series.threads
            for each in thread.sightings
        }
        threads = {thread.id: thread.text for thread in series.threads}
        for doubt in series.doubtful:
            for link in doubt.candidates:
                new, old = (
                    texts[link.new.edition, link.new.action_id],
                    texts[link.old.edition, link.old.action_id],
                )
                yield [
                    series.title or series.id, "may be one action", link.new.edition, cells.words(new),
                    f"{link.old.edition}: {cells.words(old)}", link.confidence,
                ]  # fmt: skip
        for each in series.unplaced:
            may = "\n".join(f"{number}: {threads[number]}" for number in each.candidates)
            what = f"decision: {each.change.replace('_', ' ')}"
            yield [series.title or series.id, what, each.edition, each.text, may or None, None]
        for remark in series.remarks:
            yield [series.title or series.id, said(remark.code), None, remark.message, None, None]
