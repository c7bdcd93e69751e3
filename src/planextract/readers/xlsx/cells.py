"""The cells of a worksheet: what they show, and which of them look into another sheet."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from lxml import etree

from planextract.diagnostics import Diagnostic, remark
from planextract.errors import LimitExceededError
from planextract.readers.references import area, position
from planextract.readers.runs import Run
from planextract.readers.seen import Seen
from planextract.readers.sheets import Area, Sheet, SheetCell
from planextract.readers.shown import day_first, shown
from planextract.readers.xlsx.conditions import Conditions
from planextract.readers.xlsx.looks import Font, Look, Looks, font, whole
from planextract.readers.xlsx.package import S

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_OTHER_SHEET = re.compile(r"'((?:[^'\[\]]|''){1,62})'!|\b([A-Za-z_][\w.]{0,61})!")

Rich = tuple[tuple[str, Font | None], ...]
"""Text in runs; those without a font of their own look as their cell does."""


@dataclass(slots=True)
class Worksheet:
    """A sheet, and how many rows and columns with words are hidden in it.

    `unworked` counts formulas whose values the file lacks, `uncertain` cells whose colour may be that of a rule nobody
    worked out.
    """

    sheet: Sheet
    hidden_rows: int = 0
    hidden_columns: int = 0
    unworked: int = 0
    uncertain: int = 0


@dataclass(slots=True)
class Reading:
    """What all sheets of a workbook share, and how many cells may still be read."""

    name: str
    strings: list[Rich]
    looks: Looks
    from_1904: bool
    cells_left: int
    most_cells: int

    def claim(self) -> None:
        self.cells_left -= 1
        if self.cells_left < 0:
            reason = f"it has more than {self.most_cells} cells; raise Limits.cells to read it."
            raise LimitExceededError(self.name, reason)


# Text --------------------------------------------------------------------------------------------------------------


def shared_strings(root: etree._Element | None) -> list[Rich]:
    return [] if root is None else [rich(entry) for entry in root.findall(S + "si")]


def rich(element: etree._Element) -> Rich:
    """The runs of a text; readings of its letters, as Japanese has them, are left out."""
    found: list[tuple[str, Font | None]] = []
    for child in element:
        if child.tag == S + "t":
            found.append((unescaped(child.text or ""), None))
        elif child.tag == S + "r":
            look = child.find(S + "rPr")
            found.append((unescaped(child.findtext(S + "t") or ""), None if look is None else font(look)))
    return tuple(found)


def unescaped(text: str) -> str:
    """Letters that XML cannot hold are written by their code; line ends are made line feeds.

    >>> unescaped("Line one_x000D_\\nline two, room_x0020_2, snake_case")
    'Line one\\nline two, room 2, snake_case'
    """
    text = _ESCAPED.sub(lambda match: "" if match[1][0] in "dD" else chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def remarks_on_cells(found: Sequence[Worksheet]) -> list[Diagnostic]:
    """What to say of cells whose words or colours the file leaves to a spreadsheet program."""
    unworked, uncertain = sum(each.unworked for each in found), sum(each.uncertain for each in found)
    said = []
    if unworked:
        message = f"the values of {unworked} formula{'s' if unworked > 1 else ''} are not in the file"
        said.append(remark("formula_without_value", message))
    if uncertain:
        message = f"{uncertain} cell{'s' if uncertain > 1 else ''} may have a colour by a rule that was not worked out"
        said.append(remark("colour_by_rule", message))
    return said


# A sheet -----------------------------------------------------------------------------------------------------------


def worksheet(root: etree._Element, name: str, reading: Reading, headers: Sequence[Area]) -> Worksheet:
    """What a sheet shows. Raises LimitExceededError."""
    return _Walk(root, name, reading, headers).found


class _Walk:
    """One walk over the rows of a sheet."""

    def __init__(self, root: etree._Element, name: str, reading: Reading, headers: Sequence[Area]) -> None:
        self._root = root
        self._reading = reading
        self._headers = headers[:100]
        self._conditions = Conditions(root, reading.looks)
        self._blanks: dict[str, SheetCell] = {}
        self._shared: dict[str, set[str]] = {}
        rows = list(_rows(root))
        sheet = Sheet(name, hidden={row for row, element in rows if _hidden(element, self._rows_hide)})
        sheet.merged = [
            found for entry in root.iter(S + "mergeCell") if (found := area(entry.get("ref") or ""))
        ]
        self._seen = Seen(sheet.hidden, _hidden_columns(root), sheet.merged)
        self.found = Worksheet(sheet)
        for row, element in rows:
            self._row(row, element)
        self.found.hidden_rows, self.found.hidden_columns = len(self._seen.rows), len(self._seen.columns)

    @cached_property
    def _rows_hide(self) -> bool:
        """Whether rows are hidden that do not say otherwise by a height of their own."""
        form = self._root.find(S + "sheetFormatPr")
        return form is not None and _true(form.get("zeroHeight"))

    def _row(self, row: int, element: etree._Element) -> None:
        for column, entry in _entries(element):
            self.found.unworked += entry.find(S + "f") is not None and entry.find(S + "v") is None
            cell = self._cell(entry)
            place = self._seen.place(row, column, bool(cell.text.strip())) if cell is not None else None
            if cell is not None and place is not None:
                self._put(place, cell, entry)

    def _put(self, place: tuple[int, int], cell: SheetCell, entry: etree._Element) -> None:
        row, column = place
        if cell.text.strip():
            self._reading.claim()
            fill, known = self._conditions.fill(row, column, cell.text, cell.fill)
            self.found.uncertain += not known
            header = any(h.top <= row <= h.bottom and h.left <= column <= h.right for h in self._headers)
            cell = SheetCell(cell.runs, fill, cell.value, cell.large, header)
            taken = self._taken(entry.find(S + "f"))
            if taken:
                self.found.sheet.taken[place] = taken
        self.found.sheet.cells[place] = cell

    def _taken(self, formula: etree._Element | None) -> set[str]:
        if formula is None:
            return set()
        names = {
            (quoted.replace("''", "'") or plain).casefold()
            for quoted, plain in _OTHER_SHEET.findall(formula.text or "")
        }
        if formula.get("t") == "shared":
            names = self._shared.setdefault(formula.get("si") or "", names)
        return names

    # One cell

    def _cell(self, entry: etree._Element) -> SheetCell | None:
        """A cell with its words, or with its colour; None for one with neither."""
        look = self._reading.looks[entry.get("s")]
        words, value = self._words(entry, look)
        if not any(text for text, _ in words):
            if look.fill is None:
                return None
            return self._blanks.setdefault(look.fill, SheetCell((), look.fill))
        runs = tuple(
            Run(text, (own or look.font).bold, (own or look.font).struck) for text, own in words if text
        )
        return SheetCell(runs, look.fill, value, self._reading.looks.large(look))

    def _words(self, entry: etree._Element, look: Look) -> tuple[Rich, bool]:
        """What a cell shows, and whether that is a number or a day."""
        kind = entry.get("t", "n")
        if kind == "inlineStr":
            inner = entry.find(S + "is")
            return (rich(inner) if inner is not None else ()), False
        stored = entry.findtext(S + "v") or ""
        if kind == "s":
            number = whole(stored)
            return (self._reading.strings[number] if 0 <= number < len(self._reading.strings) else ()), False
        if kind == "str":
            stored = unescaped(stored)
        elif kind == "b":
            stored = {"0": "FALSE", "1": "TRUE"}.get(stored, stored)
        elif kind == "d":
            stored = _iso_day(stored)
        elif kind == "n" and stored:
            stored = shown(stored, look.form, self._reading.from_1904)
        return ((stored, None),), kind in ("n", "d")


def _iso_day(stored: str) -> str:
    try:
        return day_first(datetime.fromisoformat(stored))
    except ValueError:
        return stored


def _true(said: str | None) -> bool:
    return said in ("1", "true", "on")


def _rows(root: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    data = root.find(S + "sheetData")
    row = -1
    for element in () if data is None else data.iterchildren(S + "row"):
        said = whole(element.get("r"))
        row = said - 1 if 0 < said <= 1_048_576 else row + 1
        yield row, element


def _entries(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    column = -1
    for entry in row.iterchildren(S + "c"):
        said = position(entry.get("r") or "")
        column = said[1] if said is not None else column + 1
        yield column, entry


def _hidden(row: etree._Element, by_default: bool) -> bool:
    said = row.get("hidden")
    return _true(said) if said is not None else by_default and row.get("ht") is None


def _hidden_columns(root: etree._Element) -> set[int]:
    hidden: set[int] = set()
    for entry in root.iterfind(f"{S}cols/{S}col"):
        first, last = whole(entry.get("min")), min(whole(entry.get("max")), 16_384)
        if _true(entry.get("hidden")) and 0 < first <= last and len(hidden) < 16_384:
            hidden |= set(range(first - 1, last))
    return hidden
