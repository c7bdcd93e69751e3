"""An Excel workbook for people, by XlsxWriter, a row at a time. The extra is `xlsx`.

Cells are text, dates or numbers, never formulas; a text that Excel would take for a formula when it is edited is marked
as text (the apostrophe that Excel shows in the formula bar), its words untouched. Where a sheet is full the rows go on
in another.
"""

import re
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

import xlsxwriter

from planextract.emit import cells
from planextract.emit.cells import Cell
from planextract.emit.filed import Entry
from planextract.emit.sheets import SHEETS, Line, Look, Sheet
from planextract.version import __version__

MOST_ROWS = 1_048_576
MOST_LETTERS = 32_767
MOST_LINKS = 65_530
MOST_OF_A_LINK = 2_000
"""What Excel takes: rows of a sheet, letters of a cell (in UTF-16), links of a sheet, letters of a link (with room)."""

FIRST_DAY = date(1900, 3, 1)
"""Before it Excel's calendar is not ours: it has a 29 February 1900."""

MADE = datetime(1980, 1, 1)  # noqa: DTZ001 (no day that the file was made on, so that its bytes stay the same)

FILLS = {
    "Red": ("#C00000", "#FFFFFF"),
    "Amber": ("#FFC000", "#000000"),
    "Green": ("#00803C", "#FFFFFF"),
    "Blue": ("#1F5FA8", "#FFFFFF"),
    "Purple": ("#7030A0", "#FFFFFF"),
    "Grey": ("#BFBFBF", "#000000"),
    "Black": ("#000000", "#FFFFFF"),
    "White": ("#FFFFFF", "#000000"),
    "Amber green": ("#C9D64A", "#000000"),
    "Amber red": ("#F08030", "#000000"),
}
"""Fill and letters; the cell always has the word too."""

_LOOKS: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True},
    "small": {"font_color": "#595959", "align": "left"},
    "word": {"text_wrap": True},
    "date": {"num_format": "d mmm yyyy", "align": "left"},
    "number": {"num_format": "0%", "align": "left"},
    "rag": {"align": "center"},
    "file": {"text_wrap": True, "font_color": "#1F5FA8", "underline": 1},
    "page": {"align": "left", "font_color": "#1F5FA8", "underline": 1},
}
_ALL = {"valign": "top", "font_name": "Calibri", "font_size": 10, "border": 1, "border_color": "#D9D9D9"}
_HEADING = {
    "bold": True,
    "text_wrap": True,
    "bg_color": "#1F3864",
    "font_color": "#FFFFFF",
    "valign": "vcenter",
}


def write(documents: Iterable[Entry], path: Path) -> None:
    """All documents as one workbook; rows wait in files beside it, so that memory does not grow with them."""
    with TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
        options = {"constant_memory": True, "tmpdir": folder, "strings_to_urls": False}
        with closing(xlsxwriter.Workbook(str(path), options)) as book:
            book.use_zip64()
            book.set_properties({"title": "Action plans", "comments": _MAKER, "created": MADE})
            looks = Looks(book)
            growing = [Growing(book, sheet, looks) for sheet in SHEETS]
            for entry in documents:
                for sheet in growing:
                    sheet.take(entry)
            for sheet in growing:
                sheet.finish()


_MAKER = f"Read by planextract {__version__}"


# Letters ---------------------------------------------------------------------------------------------------------

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?")
CUT = " [... cut: longer than an Excel cell; the JSON has it all]"


def fitting(text: str) -> str:
    """Text that a cell can hold: control characters, which XML cannot hold, shown as �, and not too long.

    >>> fitting("a\\x0bb"), len(fitting("x" * 40_000))
    ('a�b', 32767)
    """
    text = _NOT_XML.sub("\ufffd", cells.encodable(_LINE_ENDS.sub("\n", text)))
    wide = sum(letter > "\uffff" for letter in text) if len(text) > MOST_LETTERS // 2 else 0
    if len(text) + wide <= MOST_LETTERS:
        return text
    room = (MOST_LETTERS - len(CUT)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT


def address(link: str | None, page: Cell = None) -> str | None:
    """A relative link to a file, and to a page of a PDF; None for what leads anywhere else or is too long.

    >>> address("reports/plan #2.pdf", 12), address("plan.docx", 3), address("//server/share/plan.pdf")
    ('external:reports/plan%20%232.pdf#page=12', 'external:plan.docx', None)
    """
    if not link or re.match(r"[/\\]|[A-Za-z][A-Za-z\d+.-]*:", link):
        return None
    at_page = f"#page={page}" if isinstance(page, int) and link.lower().endswith(".pdf") else ""
    escaped = quote(cells.encodable(link.replace("\\", "/")), safe="/")
    return f"external:{escaped}{at_page}" if len(escaped) <= MOST_OF_A_LINK else None


# Looks -----------------------------------------------------------------------------------------------------------


class Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, str | None, bool], Any] = {}
        self.heading = book.add_format(_ALL | _HEADING)

    def of(self, look: str, fill: str | None = None, as_text: bool = False) -> Any:
        """`fill` is the word of a colour; `as_text` keeps Excel from taking the words for a formula."""
        key = look, fill, as_text
        if key not in self._made:
            colours = dict(zip(("bg_color", "font_color"), FILLS[fill], strict=True)) if fill else {}
            quoted = {"quote_prefix": True} if as_text else {}
            self._made[key] = self._book.add_format(_ALL | _LOOKS[look] | colours | quoted)
        return self._made[key]


# Sheets ----------------------------------------------------------------------------------------------------------


@dataclass
class Growing:
    """A sheet that takes rows, and goes on in another of the same columns where it is full."""

    book: Any
    sheet: Sheet
    looks: Looks
    parts: int = 0
    row: int = 0
    links: int = 0
    part: Any = field(default=None)

    def __post_init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self.parts += 1
        name = self.sheet.name if self.parts == 1 else f"{self.sheet.name} ({self.parts})"
        self.part = self.book.add_worksheet(name)
        self.row, self.links = 0, 0
        part = self.part
        part.freeze_panes(1, 0)
        part.set_landscape()
        part.set_paper(9)  # A4
        part.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        part.fit_to_pages(1, 0)
        part.repeat_rows(0)
        part.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS}"})  # "1.10" is no number
        part.set_footer("&L&A&CPage &P of &N")
        for place, column in enumerate(self.sheet.columns):
            part.set_column(place, place, column.width)
        part.set_row(0, 30)
        for place, column in enumerate(self.sheet.columns):
            part.write_string(0, place, column.heading, self.looks.heading)

    def take(self, entry: Entry) -> None:
        for line in self.sheet.lines(entry):
            if self.row == MOST_ROWS - 1:
                self.finish()
                self._begin()
            self.row += 1
            row = [column.cell(line) for column in self.sheet.columns]
            self._set_height(height(self.sheet, row))
            links = self._links(line, row)
            for place, (cell, column) in enumerate(zip(row, self.sheet.columns, strict=True)):
                self._write(place, cell, links.get(column.look))

    def _set_height(self, points: float) -> None:
        """Of this row. Rows that are in the file are forgotten, which the library leaves to the end of the sheet."""
        self.part.set_row(self.row, points)
        for held in ("row_info", "row_sizes"):
            getattr(self.part, held, {}).pop(self.row - 2, None)

    def finish(self) -> None:
        """What can be said of a sheet when its last row is known."""
        self.part.autofilter(0, 0, max(self.row, 1), len(self.sheet.columns) - 1)
        self.part.print_area(0, 0, max(self.row, 1), self.sheet.printed - 1)

    def _write(self, place: int, cell: Cell, link: str | None) -> None:
        look = self.sheet.columns[place].look
        if link is not None and cell is not None and self.links < MOST_LINKS:
            self._link(place, cell, link, look)
        else:
            self._put(place, cell, "text" if look == "file" else "small" if look == "page" else look)

    def _links(self, line: Line, row: list[Cell]) -> dict[str, str | None]:
        """The one link of a row, since a sheet holds so many: on the page where one can open that, else on the file."""
        page = next(
            (cell for cell, column in zip(row, self.sheet.columns, strict=True) if column.look == "page"),
            None,
        )
        link = address(line.entry.link, page)
        return {"page" if link is not None and "#page=" in link else "file": link}

    def _link(self, place: int, cell: Cell, link: str, look: Look) -> None:
        self.links += 1
        text = fitting(str(cell))
        shown = self.looks.of(look, as_text=cells.is_formula(text))
        self.part.write_url(self.row, place, link, shown, text)
        if isinstance(cell, int):
            self.part.write_number(self.row, place, cell, shown)  # the link stays

    def _put(self, place: int, cell: Cell, look: Look) -> None:
        part, row = self.part, self.row
        if cell is None:
            part.write_blank(row, place, None, self.looks.of(look))
        elif isinstance(cell, date) and cell >= FIRST_DAY:
            part.write_datetime(row, place, datetime(cell.year, cell.month, cell.day), self.looks.of(look))  # noqa: DTZ001
        elif isinstance(cell, int | float):
            part.write_number(row, place, cell, self.looks.of(look))
        else:
            text = fitting(cell.isoformat() if isinstance(cell, date) else cell)
            fill = text if look == "rag" else None
            part.write_string(row, place, text, self.looks.of(look, fill, cells.is_formula(text)))


LINE, MOST_POINTS, MOST_LINES_ASIDE = 13.5, 409, 10
"""Points of a line of letters and, at the most, of a row; lines that a column off the paper may ask for."""


def height(sheet: Sheet, row: list[Cell]) -> float:
    """Points that a row needs, by its longest cell. Excel would find out by itself; others show one line only."""
    lines = 1
    for place, cell in enumerate(row):
        if isinstance(cell, str) and _LOOKS[sheet.columns[place].look].get("text_wrap"):
            room = sheet.columns[place].width * 1.1
            wanted = sum(1 + int(len(part) / room) for part in cell.split("\n"))
            lines = max(lines, wanted if place < sheet.printed else min(wanted, MOST_LINES_ASIDE))
    return min(lines * LINE + 3, MOST_POINTS)
