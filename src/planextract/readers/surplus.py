"""Sheets of a workbook that say nothing of their own: copies of others, and the choices of drop-down lists."""

from collections import Counter
from collections.abc import Iterator, Sequence

from planextract.diagnostics import Diagnostic, remark
from planextract.readers.sheets import Area, Sheet, SheetCell

_REPEATS = 0.5
"""Share of a sheet's words that formulas take from sheets that have them too, from which on it only repeats those."""
_CHOICES = 0.5
"""Share of a sheet's words that lists choose from, from which on it holds nothing else; each list has a header."""
_MOST_AREAS = 100
_FEWEST_CELLS = 6
"""A sheet with less in it may have that in common with another by chance."""
_MOST_SHIFTS = 50
_MOST_SHEETS = 60

Places = dict[tuple[int, int], SheetCell]


def needed(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[Diagnostic]]:
    """The sheets with words of their own, and what to say of those left out."""
    said: list[Diagnostic] = []
    kept = [sheet for sheet in sheets if any(True for _ in sheet.worded())]
    for without in (_without_choices, _without_formulas, _without_copies):
        kept, more = without(kept)
        said += more
    return kept, said


# Choices ---------------------------------------------------------------------------------------------------------


def _without_choices(sheets: list[Sheet]) -> tuple[list[Sheet], list[Diagnostic]]:
    """A sheet that has lists of its own is more than what others choose from."""
    kept, said = [], []
    for sheet in sheets:
        taken = [area for other in sheets for area in other.choices.get(sheet.name.casefold(), ())]
        if not sheet.choices and _only_choices(sheet, list(dict.fromkeys(taken))[:_MOST_AREAS]):
            message = f"the sheet {sheet.name!r} holds the choices of lists elsewhere and was left out"
            said.append(remark("choices_sheet", message))
        else:
            kept.append(sheet)
    return kept, said


def _only_choices(sheet: Sheet, areas: list[Area]) -> bool:
    places = list(sheet.worded())
    chosen = sum(
        any(each.top <= row <= each.bottom and each.left <= column <= each.right for each in areas)
        for row, column in places
    )
    return chosen > 0 and chosen >= _CHOICES * len(places)


# Repeated by formula ---------------------------------------------------------------------------------------------


def _without_formulas(sheets: list[Sheet]) -> tuple[list[Sheet], list[Diagnostic]]:
    texts = {sheet.name.casefold(): {sheet.cells[place].text for place in sheet.worded()} for sheet in sheets}
    kept, said = [], []
    for sheet in sheets:
        own = sheet.name.casefold()
        if _repeats(sheet, {name: words for name, words in texts.items() if name != own}):
            del texts[own]
            message = f"the sheet {sheet.name!r} repeats others by formula and was left out"
            said.append(remark("repeated_sheet", message))
        else:
            kept.append(sheet)
    return kept, said


def _repeats(sheet: Sheet, others: dict[str, set[str]]) -> bool:
    """Whether most of what a sheet says stands in other sheets that its formulas look into."""
    cells = [place for place in sheet.worded() if sheet.cells[place].text != "0"]
    again = sum(
        1
        for place in cells
        if any(sheet.cells[place].text in others.get(name, ()) for name in sheet.taken.get(place, ()))
    )
    return again > 0 and again >= _REPEATS * len(cells)


# Repeated word for word ------------------------------------------------------------------------------------------


def _without_copies(sheets: list[Sheet]) -> tuple[list[Sheet], list[Diagnostic]]:
    """A copy is a sheet all of whose words stand in an earlier one, as they stand there."""
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
