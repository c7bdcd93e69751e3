"""Sheets of an OpenDocument spreadsheet; its cells hold the words that they show."""

import re
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from planextract.errors import LimitExceededError
from planextract.readers.odt.entries import EntryReader
from planextract.readers.odt.package import OFFICE, STYLE, TABLE, count
from planextract.readers.odt.styles import Look
from planextract.readers.odt.tables import rows, worded
from planextract.readers.references import area
from planextract.readers.runs import Run
from planextract.readers.sheets import Area, Sheet, SheetCell
from planextract.readers.shown import day_first

_WIDEST, _LONGEST = 16_384, 1_048_576
_UNSEEN = ("collapse", "filter")
_OTHER_SHEET = re.compile(r"\[\$?(?:'((?:[^'\[\]]|''){1,62})'|([^'\[\].$]{1,62}))\.")
_LIST = re.compile(
    r"of:cell-content-is-in-list\(\[\$?(?:'((?:[^']|''){1,62})'|([^'.\[\]]{1,62}))\.([$A-Z0-9:.]{1,30})\]\)"
)
_FIGURES = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")


class SheetReader:
    """Reads sheets; `hidden_*` count sheets, rows and columns with words that were left out."""

    def __init__(self, reader: EntryReader, name: str, most_cells: int) -> None:
        self._reader = reader
        self._name = name
        self._left = self._most = most_cells
        self._choices: dict[str, tuple[str, Area]] = {}
        self.hidden_sheets = self.hidden_rows = self.hidden_columns = 0

    def sheets(self, body: etree._Element, unseen: set[str]) -> Iterator[Sheet]:
        """The sheets of a spreadsheet; `unseen` are the styles of hidden ones."""
        self._choices = _choices(body)
        for element in body.iterfind(TABLE + "table"):
            if element.get(TABLE + "style-name") in unseen:
                self.hidden_sheets += 1
            else:
                yield self._sheet(element)

    def _sheet(self, element: etree._Element) -> Sheet:
        sheet = Sheet(element.get(TABLE + "name") or "")
        styles, hidden = _columns(element)
        unseen: set[int] = set()
        row = 0
        for found in rows(element):
            if row >= _LONGEST:
                break
            has_words = worded(found.element)
            if found.element.get(TABLE + "visibility") in _UNSEEN:
                sheet.hidden |= set(range(row, row + found.times)) if found.times <= _WIDEST else set()
                self.hidden_rows += has_words
            elif has_words:
                for again in range(found.times):
                    unseen |= self._row(found.element, row + again, sheet, styles, hidden)
                self._choose(found.element, sheet)
            row += found.times
        self.hidden_columns += len(unseen)
        return sheet

    def _row(
        self, element: etree._Element, row: int, sheet: Sheet, styles: dict[int, str], hidden: set[int]
    ) -> set[int]:
        """Put one row into the sheet; the answer is the hidden columns in which it has words."""
        column, unseen = 0, set()
        usual = element.get(TABLE + "default-cell-style-name")
        for entry in element.iterchildren(TABLE + "table-cell", TABLE + "covered-table-cell"):
            times = count(entry, TABLE + "number-columns-repeated", _WIDEST)
            if entry.tag == TABLE + "table-cell" and column < _WIDEST and (times <= 64 or worded(entry)):
                for place in range(column, min(column + times, _WIDEST)):
                    cell = self._cell(entry, entry.get(TABLE + "style-name") or usual or styles.get(place))
                    if place in hidden:
                        unseen |= {place} if cell.text.strip() else set()
                    elif cell.text.strip() or cell.fill is not None:
                        self._claim()
                        sheet.cells[row, place] = cell
                        if taken := _taken(entry):
                            sheet.taken[row, place] = taken
                        _merge(entry, row, place, sheet)
            column += times
        return unseen

    def _choose(self, row: etree._Element, sheet: Sheet) -> None:
        for entry in row if self._choices else ():
            chosen = self._choices.get(entry.get(TABLE + "content-validation-name") or "")
            if chosen is not None and chosen[0] != sheet.name.casefold():
                areas = sheet.choices.setdefault(chosen[0], [])
                areas += [] if chosen[1] in areas else [chosen[1]]

    def _claim(self) -> None:
        self._left -= 1
        if self._left < 0:
            reason = f"it has more than {self._most} cells; raise Limits.cells to read it."
            raise LimitExceededError(self._name, reason)

    def _cell(self, entry: etree._Element, style: str | None) -> SheetCell:
        look = self._reader.styles.look("table-cell", style)
        kind = entry.get(OFFICE + "value-type") or "string"
        runs = list(self._runs(entry, look))
        day = _day(entry) if kind == "date" and _FIGURES.match("".join(run.text for run in runs)) else None
        if day is not None:
            runs = [Run(day, runs[0].bold, runs[0].struck)]
        large = (look.size or 0) >= 1.15 * (self._reader.styles.look("table-cell", "Default").size or 10)
        return SheetCell(tuple(runs), look.fill or None, kind not in ("string", "boolean"), large)

    def _runs(self, entry: etree._Element, look: Look) -> Iterator[Run]:
        for place, found in enumerate(self._reader.flat(entry, look)):
            if place:
                yield Run("\n")
            yield from found.paragraph.runs


def _taken(entry: etree._Element) -> set[str]:
    """The other sheets that a cell's formula looks into, in small letters."""
    found = _OTHER_SHEET.findall(entry.get(TABLE + "formula") or "")
    return {(quoted.replace("''", "'") or plain).casefold() for quoted, plain in found}


def _choices(body: etree._Element) -> dict[str, tuple[str, Area]]:
    """Where drop-down lists take their choices from, a sheet in small letters and its cells, by the lists' names."""
    found = {}
    for rule in body.iterfind(f"{TABLE}content-validations/{TABLE}content-validation"):
        match = _LIST.fullmatch(rule.get(TABLE + "condition") or "")
        around = area(match[3].replace("$", "").replace(".", "")) if match is not None else None
        if match is not None and around is not None:
            name = (match[1] or match[2]).replace("''", "'").casefold()
            found[rule.get(TABLE + "name") or ""] = (name, around)
    return found


def _columns(element: etree._Element) -> tuple[dict[int, str], set[int]]:
    """The style that each column gives to its cells, and the columns that are hidden."""
    styles: dict[int, str] = {}
    hidden: set[int] = set()
    column = 0
    for entry in element.iter(TABLE + "table-column"):
        times = count(entry, TABLE + "number-columns-repeated", _WIDEST)
        here = range(column, min(column + times, _WIDEST))
        styles |= dict.fromkeys(here, entry.get(TABLE + "default-cell-style-name") or "")
        hidden |= set(here) if entry.get(TABLE + "visibility") in _UNSEEN else set()
        column += times
        if column >= _WIDEST:
            break
    return styles, hidden


def _merge(entry: etree._Element, row: int, column: int, sheet: Sheet) -> None:
    across = count(entry, TABLE + "number-columns-spanned", _WIDEST)
    down = count(entry, TABLE + "number-rows-spanned", _LONGEST)
    if across > 1 or down > 1:
        sheet.merged.append(Area(row, column, row + down - 1, column + across - 1))


def _day(entry: etree._Element) -> str | None:
    """The day of a cell that shows one in figures, with the day before the month."""
    try:
        return day_first(datetime.fromisoformat(entry.get(OFFICE + "date-value") or ""))
    except ValueError:
        return None


def unseen_styles(root: etree._Element) -> set[str]:
    """The styles of tables that are not displayed."""
    return {
        style.get(STYLE + "name") or ""
        for style in root.iter(STYLE + "style")
        if any(
            entry.get(TABLE + "display") == "false" for entry in style.iterfind(STYLE + "table-properties")
        )
    }
