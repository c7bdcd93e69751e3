"""What the cells of an old workbook show: words in runs of one look, numbers and days in their format."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from planextract.readers.runs import Run
from planextract.readers.sheets import SheetCell
from planextract.readers.shown import shown

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.formatting import XF, Font
    from xlrd.sheet import Cell, Sheet

_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = range(6)
"""What xlrd calls the kinds of cells."""

_NUMBERS = (_NUMBER, _DATE)
_SOLID = 1


class Cells:
    """Reads the cells of one workbook; `errors` are the words that Excel shows for its errors."""

    def __init__(self, book: "Book", errors: Mapping[int, str]) -> None:
        self._book = book
        self._errors = errors
        self._blanks: dict[str, SheetCell] = {}
        self._usual_size = book.font_list[0].height if book.font_list else 0

    def of(self, sheet: "Sheet") -> Iterator[tuple[int, int, SheetCell]]:
        """The cells that have words or a colour, with their row and column."""
        for row in range(sheet.nrows):
            for column, kind in enumerate(sheet.row_types(row)):
                read = self._cell(sheet, row, column) if kind != _EMPTY else None
                if read is not None:
                    yield row, column, read

    def worded(self, sheet: "Sheet") -> Iterator[tuple[int, int]]:
        return ((row, column) for row, column, cell in self.of(sheet) if cell.text.strip())

    def _cell(self, sheet: "Sheet", row: int, column: int) -> SheetCell | None:
        cell = sheet.cell(row, column)
        look = self._book.xf_list[cell.xf_index]
        fill = self._fill(look)
        words = self._words(cell, look)
        if not words:
            return None if fill is None else self._blanks.setdefault(fill, SheetCell((), fill))
        font = self._book.font_list[look.font_index]
        runs = tuple(self._runs(words, font, sheet.rich_text_runlist_map.get((row, column), ())))
        large = self._usual_size > 0 and font.height >= 1.15 * self._usual_size
        return SheetCell(runs, fill, cell.ctype in _NUMBERS, large)

    def _words(self, cell: "Cell", look: "XF") -> str:
        if cell.ctype == _TEXT:
            return str(cell.value).replace("\r\n", "\n").replace("\r", "\n")
        if cell.ctype == _BOOLEAN:
            return "TRUE" if cell.value else "FALSE"
        if cell.ctype == _ERROR:
            return self._errors.get(cell.value, "")
        if cell.ctype not in _NUMBERS:
            return ""
        form = self._book.format_map.get(look.format_key)
        return shown(_plain(cell.value), form.format_str if form else "General", self._book.datemode == 1)

    def _runs(self, words: str, font: "Font", changes: list[tuple[int, int]] | tuple[()]) -> Iterator[Run]:
        """The words cut where their font changes."""
        start = 0
        for offset, number in (*changes, (len(words), 0)):
            if start < offset <= len(words):
                yield Run(words[start:offset], font.weight >= 700, bool(font.struck_out))
                start = offset
            font = self._book.font_list[number]

    def _fill(self, look: "XF") -> str | None:
        """The colour of a solid fill; white is none."""
        if look.background.fill_pattern != _SOLID:
            return None
        parts = self._book.colour_map.get(look.background.pattern_colour_index)
        if parts is None or tuple(parts) == (255, 255, 255):
            return None
        return "#" + "".join(f"{part:02x}" for part in parts)


def _plain(value: float) -> str:
    """A number as an .xlsx stores it."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
