"""Plans by reportlab's own tables, which decide on the breaks of pages themselves."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    LongTable,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from producers.grids import Grid, GridCell, GridRow, grids
from producers.plans import Plan
from producers.styles import Layout

MARGIN = 42.0
DASHES = {"solid": None, "double": None, "dotted": (1, 2), "dashed": (3, 2)}


class Turned(Flowable):  # type: ignore[misc]
    """Words that run upwards."""

    def __init__(self, words: Paragraph, room: float) -> None:
        super().__init__()
        self.words, self.room = words, room

    def wrap(self, across: float, _down: float) -> tuple[float, float]:
        self.width, self.deep = across, self.words.wrap(self.room, across)[1]
        return across, self.room

    def draw(self) -> None:
        self.canv.rotate(90)
        self.words.drawOn(self.canv, 0, -self.deep)


def printed(cases: Sequence[tuple[Plan, Layout]], folder: Path) -> list[bytes]:
    """The PDF of each case."""
    return [document(plan, layout) for plan, layout in cases]


def document(plan: Plan, layout: Layout) -> bytes:
    stream = BytesIO()
    size = landscape(A4) if layout.wide or plan.wide else A4
    across, down = size[0] - 2 * MARGIN, size[1] - 2 * MARGIN
    made = BaseDocTemplate(stream, pagesize=size, invariant=1, title=plan.title)
    half = (across - 16) / 2
    two = layout.form == "two columns"
    spread = [Frame(MARGIN + place * (half + 16), MARGIN, half, down - 90, 0, 0, 0, 0) for place in (0, 1)]
    head = Frame(MARGIN, size[1] - MARGIN - 90, across, 90, 0, 0, 0, 0)
    whole = Frame(MARGIN, MARGIN, across, down, 0, 0, 0, 0)
    made.addPageTemplates(
        [
            PageTemplate("first", [head, *spread] if two else [whole]),
            PageTemplate("more", spread if two else [whole]),
        ]
    )
    style = ParagraphStyle("text", fontName="Helvetica", fontSize=10, leading=12.5)
    story: list[Any] = [
        NextPageTemplate("more"),
        Paragraph(
            escape(plan.title),
            ParagraphStyle("title", style, fontName="Helvetica-Bold", fontSize=14, leading=18),
        ),
        Paragraph(escape(plan.before), style),
        FrameBreak() if two else Spacer(0, 10),
        *_tables(grids(plan, layout), layout, half if two else across),
        Spacer(0, 10),
        Paragraph(escape(plan.after), style),
    ]
    made.build(story)
    return stream.getvalue()


def _tables(parts: Sequence[Grid], layout: Layout, across: float) -> Iterable[Any]:
    bare = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
    if layout.form == "twin":
        tables = [_table(grid, layout, across / 2 - 10, Table) for grid in parts]
        return [Table([tables], [across / 2, across / 2], style=bare)]
    if layout.form == "nested":
        frame = TableStyle([("BOX", (0, 0), (-1, -1), 2, HexColor("#000000"))])
        return [
            Table([[row]], [across], style=frame) for row in [_table(parts[0], layout, across - 16, Table)]
        ]
    return [part for grid in parts for part in (_table(grid, layout, across, LongTable), Spacer(0, 10))]


def _table(grid: Grid, layout: Layout, across: float, kind: type[Table]) -> Table:
    widths = [across * width / sum(grid.widths) for width in grid.widths]
    cells: list[list[Any]] = [["" for _ in widths] for _ in grid.rows]
    for number, row in enumerate(grid.rows):
        for cell in row.cells:
            cells[number][cell.column] = _words(cell, row, layout)
    heads = len(grid.header)
    return kind(
        cells,
        widths,
        style=TableStyle(list(_commands(grid, layout))),
        repeatRows=heads if layout.header == "every" else 0,
        splitInRow=1 if layout.cut else 0,
        hAlign="LEFT",
    )


def _words(cell: GridCell, row: GridRow, layout: Layout) -> Any:
    bold = row.kind != "body" or cell.label
    family = (
        ("Times-Bold" if bold else "Times-Roman")
        if layout.serif
        else "Helvetica-Bold"
        if bold
        else "Helvetica"
    )
    style = ParagraphStyle(
        "cell",
        fontName=family,
        fontSize=layout.size,
        leading=layout.size * 1.2,
        alignment=TA_CENTER if layout.centred else TA_LEFT,
        textColor=HexColor(layout.header_ink if row.kind == "header" else "#000000"),
    )
    words = re.sub("[✓✗]", r'<font name="ZapfDingbats">\g<0></font>', escape(cell.text))
    if row.kind == "header" and layout.turned:
        return Turned(Paragraph(words, style), 90)
    first, *items = words.split("\n• ")
    return [Paragraph(first, style)] + [
        Paragraph(item, ParagraphStyle("item", style, leftIndent=10, bulletIndent=2), bulletText="•")
        for item in items
    ]


def _commands(grid: Grid, layout: Layout) -> Iterable[tuple[Any, ...]]:
    last, heads = len(grid.rows) - 1, len(grid.header)
    yield "VALIGN", (0, 0), (-1, -1), "MIDDLE" if layout.middle else "TOP"
    for side, place in (("LEFT", 0), ("RIGHT", 0), ("TOP", 1), ("BOTTOM", 1)):
        yield f"{side}PADDING", (0, 0), (-1, -1), layout.pad[place]
    pen = (
        layout.thick,
        HexColor(layout.ink),
        "butt",
        DASHES[layout.line],
        "miter",
        2 if layout.line == "double" else 1,
        1.5,
    )
    if layout.level == "all":
        yield "LINEABOVE", (0, 0), (-1, -1), *pen
        yield "LINEBELOW", (0, 0), (-1, -1), *pen
    elif layout.level == "inner":
        yield "LINEABOVE", (0, 1), (-1, -1), *pen
    elif layout.level == "header":
        yield "LINEABOVE", (0, 0), (-1, 0), *pen
        yield "LINEBELOW", (0, heads - 1), (-1, heads - 1), *pen
        yield "LINEBELOW", (0, last), (-1, last), *pen
    if layout.plumb in ("all", "inner"):
        yield "LINEBEFORE", (1, 0), (-1, -1), *pen
    if layout.plumb == "all":
        yield "LINEBEFORE", (0, 0), (0, -1), *pen
        yield "LINEAFTER", (-1, 0), (-1, -1), *pen
    yield from _fills(grid, layout)
    for number, row in enumerate(grid.rows):
        for cell in row.cells:
            if cell.column_span > 1 or cell.row_span > 1:
                yield (
                    "SPAN",
                    (cell.column, number),
                    (cell.column + cell.column_span - 1, number + cell.row_span - 1),
                )


def _fills(grid: Grid, layout: Layout) -> Iterable[tuple[Any, ...]]:
    body = 0
    for number, row in enumerate(grid.rows):
        body += row.kind == "body"
        stripe = layout.zebra if row.kind == "body" and body % 2 else None
        fill = {"header": layout.header_fill, "band": layout.band_fill}.get(row.kind, stripe)
        if fill is not None:
            yield "BACKGROUND", (0, number), (-1, number), HexColor(fill)
        for cell in row.cells:
            if cell.fill is not None:
                yield "BACKGROUND", (cell.column, number), (cell.column, number), HexColor(cell.fill)
