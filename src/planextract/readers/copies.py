"""Sheets of a workbook that say again what another sheet says: for print, or for somebody who asked for a copy."""

from collections import Counter
from collections.abc import Iterator, Sequence

from planextract.diagnostics import Diagnostic, remark
from planextract.readers.sheets import Sheet, SheetCell

_FEWEST_CELLS = 6
"""A sheet with less in it may have that in common with another by chance."""
_MOST_SHIFTS = 50
_MOST_SHEETS = 60

Places = dict[tuple[int, int], SheetCell]


def without_copies(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[Diagnostic]]:
    """The sheets without those all of whose words stand in an earlier one, as they stand there, and what to say."""
    kept: list[tuple[Sheet, Places]] = []
    said = []
    for sheet in sheets:
        own = {place: sheet.cells[place] for place in sheet.worded()}
        first = next((other for other, theirs in kept[:_MOST_SHEETS] if _is_in(own, theirs)), None)
        if first is None:
            kept.append((sheet, own))
        else:
            message = f"the sheet {sheet.name!r} says nothing that {first.name!r} does not, and was left out"
            said.append(remark("repeated_sheet", message))
    return [sheet for sheet, _ in kept], said


def _is_in(own: Places, theirs: Places) -> bool:
    """Whether some cells stand in others, all moved by as many rows and columns."""
    if not _FEWEST_CELLS <= len(own) <= len(theirs):
        return False
    return any(_same(own, theirs, shift) for shift in _shifts(own, theirs))


def _shifts(own: Places, theirs: Places) -> Iterator[tuple[int, int]]:
    """By how much the cells may have been moved, by where their rarest words stand."""
    counts = Counter(cell.text.strip() for cell in theirs.values())
    place = min(own, key=lambda place: (counts[own[place].text.strip()], place))
    words = own[place].text.strip()
    if counts[words] <= _MOST_SHIFTS:
        for row, column in (there for there, cell in theirs.items() if cell.text.strip() == words):
            yield row - place[0], column - place[1]


def _same(own: Places, theirs: Places, shift: tuple[int, int]) -> bool:
    down, across = shift
    return all(
        (other := theirs.get((row + down, column + across))) is not None and _says_no_more(cell, other)
        for (row, column), cell in own.items()
    )


def _says_no_more(cell: SheetCell, other: SheetCell) -> bool:
    """Whether a cell says what another does; its colour may be missing, and not be another: that may be a rating."""
    return (
        cell.text.strip() == other.text.strip()
        and cell.fill in (None, other.fill)
        and [run.text for run in cell.runs if run.struck] == [run.text for run in other.runs if run.struck]
    )
