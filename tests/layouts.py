"""One action plan printed in many layouts, with the cells that each page truly holds.

A layout is a way of printing: which rules and fills are drawn, how findings that span actions are shown, how the page
is cut. `printed` gives the bytes of the PDF and the truth. The same layout gives the same bytes each time.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

PLAN: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "cases" / "layouts.toml").read_text(encoding="utf-8")
)

ACTIONS: tuple[tuple[str, str, str, str, str, str], ...] = tuple(
    (ref, finding["text"], action, lead, date, progress)
    for finding in PLAN["findings"]
    for ref, action, lead, date, progress in finding["actions"]
)
"""What the plan says, row by row: reference, finding, action, lead, date, progress."""

Lines = Literal["all", "inner", "header", "none"]
FILLS = {"Complete": "#92D050", "Not": "#FF0000"}


@dataclass(frozen=True)
class Layout:
    """`level` and `plumb`: which rules are drawn; `findings`: how a finding over several actions is printed."""

    name: str
    level: Lines = "none"
    plumb: Lines = "none"
    findings: Literal["first", "repeat", "merged", "band"] = "first"
    widths: tuple[float, ...] = (32, 108, 148, 74, 70, 90)
    size: float = 9.0
    leading: float = 1.18
    pad: tuple[float, float] = (4.0, 3.0)
    """Blank at the left and right of a cell's words, and above and below them."""
    margin: float = 36.0
    wide: bool = False
    turned: bool = False
    header: Literal["every", "first", "none"] = "every"
    header_rows: int = 1
    header_fill: str | None = None
    zebra: str | None = None
    zebra_cells: bool = False
    fill_rules: bool = False
    rag: bool = False
    dash: tuple[float, ...] = ()
    double: bool = False
    outer: bool = True
    split_rows: bool = False
    prose_beside: bool = False
    twin: bool = False
    subset: tuple[int, ...] = ()
    """Only these columns are printed."""


@dataclass(frozen=True)
class TrueCell:
    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True)
class TrueTable:
    page: int
    cells: tuple[TrueCell, ...]


@dataclass
class _Row:
    """A row to print: for each column its words, None where a cell from the left or above reaches in."""

    texts: list[str | None]
    kind: Literal["header", "band", "body"] = "body"
    spans: dict[int, int] = field(default_factory=dict)
    down: int = 1
    """Rows that the merged finding covers, counted at its first row."""
    begun: bool = False


@dataclass
class _Drawn:
    row: _Row
    top: float
    bottom: float


# The rows of a layout ------------------------------------------------------------------------------------------


def _rows(layout: Layout) -> list[_Row]:
    rows: list[_Row] = []
    for finding in PLAN["findings"]:
        if layout.findings == "band":
            rows.append(_Row([finding["text"], *[None] * 4], "band", {0: 5}))
        for place, (ref, *rest) in enumerate(finding["actions"]):
            first = place == 0 or layout.findings == "repeat"
            said = finding["text"] if first else None if layout.findings == "merged" else ""
            cells = [ref, *rest] if layout.findings == "band" else [ref, said, *rest]
            rows.append(
                _Row(cells, down=len(finding["actions"]) if first and layout.findings == "merged" else 1)
            )
    return rows


def _header(layout: Layout) -> list[_Row]:
    words = list(PLAN["columns"])
    if layout.findings == "band":
        words.remove("Finding")
    if layout.header_rows == 1:
        return [_Row(words, "header")]
    upper: list[str | None] = ["", "", "What will be done", None, None, ""]
    return [_Row(upper, "header", {2: 3}), _Row([*words], "header")]


def _chosen(layout: Layout, rows: list[_Row]) -> list[_Row]:
    if not layout.subset:
        return rows
    return [replace(row, texts=[row.texts[column] for column in layout.subset]) for row in rows]


# Pages ---------------------------------------------------------------------------------------------------------


class _Printer:
    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.size = landscape(A4) if layout.wide else A4
        self.stream = BytesIO()
        sheet = (self.size[1], self.size[0]) if layout.turned else self.size
        self.canvas = Canvas(self.stream, pagesize=sheet, invariant=1)
        self.page = 0
        self.truth: list[TrueTable] = []
        self.drawn: list[_Drawn] = []
        self.widths = list(layout.widths)
        self.left = layout.margin
        self.y = 0.0

    @property
    def step(self) -> float:
        return self.layout.size * self.layout.leading

    def open_page(self) -> None:
        self.page += 1
        if self.layout.turned:
            self.canvas.rotate(90)
            self.canvas.translate(0, -self.size[1])
        self.y = 46.0
        self._say(36, 30, "Thornbeck District Council", 8)
        if self.page == 1:
            self._say(36, 56, PLAN["title"], 14, bold=True)
            self.y = self.prose(PLAN["before"], 36, 78, self.size[0] - 72) + 14

    def close_page(self) -> None:
        self._finish()
        self._say(self.size[0] / 2 - 20, self.size[1] - 24, f"Page {self.page}", 8)
        self.canvas.showPage()

    def _say(self, x: float, y: float, words: str, size: float, bold: bool = False) -> None:
        self.canvas.setFillColor(HexColor("#000000"))
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(x, self.size[1] - y, words)

    def prose(self, words: str, x: float, y: float, width: float) -> float:
        for line in simpleSplit(words, "Helvetica", 10, width):
            self._say(x, y, line, 10)
            y += 12.5
        return y

    def wrapped(self, row: _Row) -> list[list[str]]:
        font = "Helvetica" if row.kind == "body" else "Helvetica-Bold"
        across, found = 0.0, []
        for column, text in enumerate(row.texts):
            across = sum(self.widths[column : column + row.spans.get(column, 1)]) - 2 * self.layout.pad[0]
            found.append(simpleSplit(text or "", font, self.layout.size, across))
        return found

    def height(self, rows: Sequence[_Row], place: int) -> float:
        """How high a row is; the last row under a merged finding leaves room for what is left of it."""
        lines = self.wrapped(rows[place])
        counts = [
            len(cell) for column, cell in enumerate(lines) if not (column == 1 and rows[place].down > 1)
        ]
        return max([1, *counts]) * self.step + 2 * self.layout.pad[1]

    def heights(self, rows: Sequence[_Row]) -> list[float]:
        found = [self.height(rows, place) for place in range(len(rows))]
        for place, row in enumerate(rows):
            if row.down > 1:
                need = len(self.wrapped(row)[1]) * self.step + 2 * self.layout.pad[1]
                lack = need - sum(found[place : place + row.down])
                found[place + row.down - 1] += max(0.0, lack)
        return found

    def table(self, header: list[_Row], rows: list[_Row], low: float) -> None:
        """Print a table down to `low` on each page, its header again where the layout says so."""
        heights = self.heights(rows)
        self._head(header)
        place = 0
        while place < len(rows):
            group = max(1, rows[place].down) if self.layout.findings == "merged" else 1
            group = 2 if rows[place].kind == "band" else group
            need = sum(heights[place : place + group])
            room = low - self.y
            if (
                need > room
                and self.layout.split_rows
                and group == 1
                and room > 3 * self.step + 2 * self.layout.pad[1]
            ):
                rows[place : place + 1] = self._halves(rows[place], room)
                heights = self.heights(rows)
            elif need > room:
                self.close_page()
                self.open_page()
                if self.layout.header == "every":
                    self._head(header)
            for _ in range(group):
                self._row(rows[place], heights[place])
                place += 1

    def _halves(self, row: _Row, room: float) -> list[_Row]:
        fits = int((room - 2 * self.layout.pad[1]) / self.step)
        lines = self.wrapped(row)
        upper = [" ".join(cell[:fits]) for cell in lines]
        return [_Row(list(upper)), _Row([" ".join(cell[fits:]) for cell in lines], begun=True)]

    def _head(self, header: list[_Row]) -> None:
        if self.layout.header == "none":
            return
        for place in range(len(header)):
            self._row(header[place], self.height(header, place))

    def _row(self, row: _Row, height: float) -> None:
        self.drawn.append(_Drawn(row, self.y, self.y + height))
        self.y += height

    # Drawing what has been placed ------------------------------------------------------------------------------

    def _finish(self) -> None:
        if not self.drawn:
            return
        self._fills()
        for drawn in self.drawn:
            self._words(drawn)
        self._rules()
        self.truth.append(TrueTable(self.page, tuple(self._true_cells())))
        self.drawn = []

    def _xs(self) -> list[float]:
        xs = [self.left]
        for width in self.widths:
            xs.append(xs[-1] + width)
        return xs

    def _words(self, drawn: _Drawn) -> None:
        xs = self._xs()
        for column, lines in enumerate(self.wrapped(drawn.row)):
            y = drawn.top + self.layout.pad[1] + 0.8 * self.layout.size
            for line in lines:
                self._say(
                    xs[column] + self.layout.pad[0], y, line, self.layout.size, drawn.row.kind != "body"
                )
                y += self.step

    def _paint(self, x0: float, top: float, x1: float, bottom: float, colour: str) -> None:
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.rect(x0, self.size[1] - bottom, x1 - x0, bottom - top, stroke=0, fill=1)

    def _fills(self) -> None:
        xs, body = self._xs(), 0
        for drawn in self.drawn:
            body += drawn.row.kind == "body"
            colour = self.layout.zebra if drawn.row.kind == "body" and body % 2 else None
            if drawn.row.kind != "body":
                colour = self.layout.header_fill
            stretches = list(pairwise(xs)) if self.layout.zebra_cells else [(xs[0], xs[-1])]
            for x0, x1 in stretches if colour is not None else []:
                self._paint(x0, drawn.top, x1, drawn.bottom, colour or "")
            mark = (drawn.row.texts[-1] or "").split(" ")[0].rstrip(".")
            if self.layout.rag and mark in FILLS:
                self._paint(xs[-2], drawn.top, xs[-1], drawn.bottom, FILLS[mark])

    def _line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if self.layout.fill_rules:
            self._paint(x0 - 0.3, y0 - 0.3, x1 + 0.3, y1 + 0.3, "#404040")
            return
        for shift in (-1.0, 1.0) if self.layout.double else (0.0,):
            dx, dy = (0.0, shift) if y0 == y1 else (shift, 0.0)
            self.canvas.setLineWidth(0.5)
            self.canvas.setDash(*self.layout.dash)
            self.canvas.line(x0 + dx, self.size[1] - y0 - dy, x1 + dx, self.size[1] - y1 - dy)

    def _rules(self) -> None:
        xs, last = self._xs(), len(self.drawn) - 1
        under_header = max(
            (place for place, drawn in enumerate(self.drawn) if drawn.row.kind == "header"), default=-1
        )
        edges = [(-1, self.drawn[0].top), *((place, drawn.bottom) for place, drawn in enumerate(self.drawn))]
        for place, y in edges:
            if self._wanted(self.layout.level, place in (-1, last), place in (-1, under_header, last)):
                first = 2 if self._merged_under(place) else 0
                if first:
                    self._line(xs[0], y, xs[1], y)
                self._line(xs[first], y, xs[-1], y)
        for drawn in self.drawn:
            covered = {c + n for c, span in drawn.row.spans.items() for n in range(1, span)}
            for column, x in enumerate(xs):
                if column not in covered and self._wanted(
                    self.layout.plumb, column in (0, len(xs) - 1), False
                ):
                    self._line(x, drawn.top, x, drawn.bottom)

    def _wanted(self, lines: Lines, edge: bool, header: bool) -> bool:
        if lines == "header":
            return header
        return lines == "all" or (lines == "inner" and not edge)

    def _merged_under(self, place: int) -> bool:
        """Does a merged finding reach over the lower edge of this row?"""
        below = self.drawn[place + 1].row if 0 <= place < len(self.drawn) - 1 else None
        return below is not None and self.layout.findings == "merged" and below.texts[1] is None

    def _true_cells(self) -> Iterator[TrueCell]:
        for number, drawn in enumerate(self.drawn):
            for column, text in enumerate(drawn.row.texts):
                if text:
                    down = drawn.row.down if column == 1 else 1
                    yield TrueCell(number, column, text, down, drawn.row.spans.get(column, 1))


def printed(layout: Layout) -> tuple[bytes, tuple[TrueTable, ...]]:
    """The PDF and what its tables truly hold, page by page."""
    printer = _Printer(layout)
    header, rows = _chosen(layout, _header(layout)), _chosen(layout, _rows(layout))
    printer.open_page()
    low = printer.size[1] - 48
    if layout.twin:
        _twins(printer, header, rows)
    elif layout.prose_beside:
        _beside_prose(printer, header, rows)
    else:
        printer.table(header, rows, low)
        printer._finish()
        if printer.y + 60 < low:
            printer.prose(PLAN["after"], 36, printer.y + 26, printer.size[0] - 72)
    printer.close_page()
    printer.canvas.save()
    return printer.stream.getvalue(), tuple(printer.truth)


def _twins(printer: _Printer, header: list[_Row], rows: list[_Row]) -> None:
    """Two tables side by side, the first half of the rows in the left one."""
    top, half = printer.y, (len(rows) + 1) // 2
    for left, part in ((printer.left, rows[:half]), (printer.size[0] / 2 + 8, rows[half:])):
        printer.left, printer.y = left, top
        printer.table(header, part, printer.size[1] - 48)
        printer._finish()


def _beside_prose(printer: _Printer, header: list[_Row], rows: list[_Row]) -> None:
    """The table in the left column of a page of two, with prose above and below it and all down the right column."""
    half = printer.size[0] / 2
    y = printer.prose(PLAN["after"], 36, printer.y, half - 48) + 10
    right = printer.y
    while right < printer.size[1] - 130:
        right = printer.prose(PLAN["before"] + " " + PLAN["after"], half + 12, right, half - 48) + 8
    printer.y = y
    printer.table(header, rows[:6], printer.size[1] - 48)
    printer._finish()
    printer.prose(PLAN["after"], 36, printer.y + 18, half - 48)


# The layouts ---------------------------------------------------------------------------------------------------

_LANDSCAPE = (40.0, 160.0, 220.0, 100.0, 90.0, 150.0)
_GRID: dict[str, Any] = {"level": "all", "plumb": "all"}

LAYOUTS: tuple[Layout, ...] = (
    Layout("full_grid", **_GRID, header_fill="#D9E2F3"),
    Layout("merged_findings", **_GRID, findings="merged"),
    Layout("band_rows", **_GRID, findings="band", widths=(36, 196, 94, 90, 106)),
    Layout("rag_fills", **_GRID, rag=True),
    Layout("inner_rules", level="inner", plumb="inner"),
    Layout("no_side_rules", level="all", plumb="inner"),
    Layout("level_rules", level="all"),
    Layout("level_rules_repeat", level="all", findings="repeat", header="first"),
    Layout("level_rules_merged", level="all", findings="merged"),
    Layout("level_rules_bands", level="all", findings="band", widths=(36, 196, 94, 90, 106)),
    Layout("plumb_rules", plumb="all"),
    Layout("plumb_inner", plumb="inner", pad=(4, 4)),
    Layout("boxed_columns", level="header", plumb="all"),
    Layout("header_rule", level="header"),
    Layout("header_fill", header_fill="#D9D9D9"),
    Layout("zebra", zebra="#EDEDED", header_fill="#BFBFBF"),
    Layout("zebra_no_header_fill", zebra="#EDEDED"),
    Layout("zebra_cells", zebra="#EDEDED", header_fill="#BFBFBF", zebra_cells=True),
    Layout("no_rules"),
    Layout("no_rules_repeat", findings="repeat"),
    Layout("no_rules_tight", pad=(4, 0)),
    Layout("no_rules_loose", pad=(6, 6), wide=True, widths=_LANDSCAPE),
    Layout("no_rules_bands", findings="band", widths=(36, 196, 94, 90, 106)),
    Layout("no_rules_headless", header="first"),
    Layout("narrow_gutters", pad=(2.2, 3)),
    Layout("two_row_header", **_GRID, header_rows=2),
    Layout("two_row_header_level", level="all", header_rows=2),
    Layout("two_row_header_no_rules", header_rows=2),
    Layout("landscape_level", level="all", wide=True, widths=_LANDSCAPE),
    Layout("turned_level", level="all", wide=True, widths=_LANDSCAPE, turned=True),
    Layout("turned_no_rules", wide=True, widths=_LANDSCAPE, turned=True),
    Layout("dotted", **_GRID, dash=(1, 2)),
    Layout("dashed_level", level="all", dash=(3, 2)),
    Layout("double", **_GRID, double=True),
    Layout("double_level", level="all", double=True),
    Layout("fill_borders", **_GRID, fill_rules=True),
    Layout("fill_borders_level", level="all", fill_rules=True),
    Layout("clipped_left", **_GRID, margin=-3, widths=(34, 112, 150, 78, 74, 94)),
    Layout("split_rows", **_GRID, split_rows=True, findings="repeat"),
    Layout("split_rows_level", level="all", split_rows=True, findings="repeat"),
    Layout("split_rows_no_rules", split_rows=True, findings="repeat"),
    Layout("twins", **_GRID, twin=True, subset=(0, 2, 4), widths=(28, 160, 68)),
    Layout("twins_level", level="all", twin=True, subset=(0, 2, 4), widths=(28, 160, 68)),
    Layout(
        "beside_prose_level", level="all", prose_beside=True, subset=(0, 2, 3, 4), widths=(26, 106, 60, 56)
    ),
    Layout("beside_prose_no_rules", prose_beside=True, subset=(0, 2, 3, 4), widths=(26, 106, 60, 56)),
)
