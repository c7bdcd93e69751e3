"""Pictures of pages with their tables drawn over them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

from planextract.document import Cell, Table
from planextract.provenance import Box
from planextract.tableview.facts import RowKind, TableFacts
from planextract.tableview.notes import LETTERS, Colour, Note, beside

COLOURS: tuple[Colour, ...] = (
    (0, 92, 175),
    (196, 78, 0),
    (0, 122, 61),
    (124, 44, 160),
    (190, 24, 56),
    (0, 121, 128),
    (120, 80, 20),
    (186, 32, 128),
)
"""One for each logical table, and again from the first; dark enough for white letters."""
GREY: Colour = (110, 110, 110)
"""For tables that were not taken for plans."""

TINTS: dict[RowKind, int] = {"header": 64, "title": 36, "section": 36, "row": 0}
"""How strongly rows are tinted, of 255."""
ROW_MARKS: dict[RowKind, str] = {"header": " H", "title": " T", "section": " S", "row": ""}


def colour_of(table: TableFacts) -> Colour:
    return GREY if table.whole is None else COLOURS[table.whole % len(COLOURS)]


@dataclass(frozen=True)
class _Canvas:
    """A picture of the part of a page at `shown`, and the layer that is drawn over it."""

    layer: Image.Image
    pen: ImageDraw.ImageDraw
    shown: Box
    scale: float
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont

    def at(self, box: Box) -> Box:
        """A box of the page in pixels."""
        x0, top, x1, bottom = box
        left, above = self.shown[0], self.shown[1]
        return (
            (x0 - left) * self.scale,
            (top - above) * self.scale,
            (x1 - left) * self.scale,
            (bottom - above) * self.scale,
        )

    @property
    def line(self) -> int:
        return max(1, round(0.6 * self.scale))

    @property
    def chip_height(self) -> float:
        return (LETTERS + 3.5) * self.scale

    def chip_width(self, words: str) -> float:
        return self.pen.textlength(words, font=self.font) + 4 * self.scale

    def chip(self, words: str, x: float, y: float, colour: Colour, *, hollow: bool = False) -> None:
        """Words on a label whose top left corner is at x and y, kept within the picture."""
        width, height = self.chip_width(words), self.chip_height
        x = max(0.0, min(x, self.layer.width - width - 1))
        y = max(0.0, min(y, self.layer.height - height - 1))
        back = (255, 255, 255, 235) if hollow else (*colour, 235)
        ink = (*colour, 255) if hollow else (255, 255, 255, 255)
        self.pen.rounded_rectangle(
            (x, y, x + width, y + height),
            1.5 * self.scale,
            fill=back,
            outline=(*colour, 255),
            width=self.line,
        )
        self.pen.text((x + 2 * self.scale, y + height / 2), words, fill=ink, font=self.font, anchor="lm")


def drawn(picture: Image.Image, shown: Box, tables: Sequence[TableFacts]) -> Image.Image:
    """The picture of a page with its tables over it, and beside it what they were taken for.

    `shown` is the part of the page that the picture shows.
    """
    layer = Image.new("RGBA", picture.size, (255, 255, 255, 0))
    scale = picture.width / (shown[2] - shown[0])
    font = ImageFont.load_default(LETTERS * scale)
    canvas = _Canvas(layer, ImageDraw.Draw(layer), shown, scale, font)
    for table in tables:
        _cells(canvas, table)
    for table in tables:
        _labels(canvas, table)
    page = Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")
    return beside(page, _notes(canvas, tables), scale) if tables else page


def _notes(canvas: _Canvas, tables: Sequence[TableFacts]) -> list[Note]:
    """What is said of each table, at the height where it stands."""
    return [
        Note(canvas.at(table.table.box)[1], colour_of(table), tuple(table.lines()))
        for table in tables
        if table.table.box is not None
    ]


# Cells ---------------------------------------------------------------------------------------------------------


def _cells(canvas: _Canvas, table: TableFacts) -> None:
    colour = colour_of(table)
    for cell in table.table.cells():
        if cell.box is None:
            continue
        tint = TINTS[table.rows.get(cell.row, "row")]
        box = canvas.at(cell.box)
        canvas.pen.rectangle(
            box, fill=(*colour, tint) if tint else None, outline=(*colour, 230), width=canvas.line
        )
        if cell.row_span > 1 or cell.column_span > 1:
            _span(canvas, cell, box, colour)


def _span(canvas: _Canvas, cell: Cell, box: Box, colour: Colour) -> None:
    """A merged cell: a second outline inside the first, and how many rows and columns it covers."""
    inset = 1.5 * canvas.scale
    x0, top, x1, bottom = box
    if x1 - x0 > 4 * inset and bottom - top > 4 * inset:
        inner = (x0 + inset, top + inset, x1 - inset, bottom - inset)
        canvas.pen.rectangle(inner, outline=(*colour, 150), width=canvas.line)
    words = f"{cell.row_span} x {cell.column_span}"
    corner = (x1 - 2.5 * canvas.scale, bottom - 2 * canvas.scale)
    canvas.pen.text(corner, words, fill=(*colour, 255), font=canvas.font, anchor="rs")


# Labels --------------------------------------------------------------------------------------------------------


def _labels(canvas: _Canvas, table: TableFacts) -> None:
    if table.table.box is None:
        return
    colour = colour_of(table)
    box = canvas.at(table.table.box)
    _row_numbers(canvas, table, colour)
    if table.comes:
        _arrow(canvas, box[2] - 8 * canvas.scale, box[1], colour)
    if table.goes:
        _arrow(canvas, box[2] - 8 * canvas.scale, box[3] + 10 * canvas.scale, colour)
    _column_chips(canvas, table, box, colour)
    name = f"table {table.table.index}"
    canvas.chip(name, box[0] - canvas.chip_width(name), box[1] - canvas.chip_height, colour)
    for join in table.seams:
        _seam(canvas, table.table, join.row or 0, join.reason, colour)


def _arrow(canvas: _Canvas, x: float, y: float, colour: Colour) -> None:
    """An arrow whose point is at x and y, from above: the table comes from the page before or goes on to the next."""
    size = 5 * canvas.scale
    canvas.pen.polygon([(x, y), (x - size, y - size), (x + size, y - size)], fill=(*colour, 235))
    canvas.pen.rectangle((x - size / 3, y - 2 * size, x + size / 3, y - size), fill=(*colour, 235))


def _row_numbers(canvas: _Canvas, table: TableFacts, colour: Colour) -> None:
    """The number of each row and what it was taken for, to the left of its first cell."""
    for row in table.table.rows:
        first = next((cell for cell in row.cells if cell.box is not None), None)
        if first is None or first.box is None or table.table.box is None:
            continue
        x0, top = canvas.at(first.box)[:2]
        words = f"{row.index}{ROW_MARKS[table.rows.get(row.index, 'row')]}"
        edge = min(x0, canvas.at(table.table.box)[0]) if _level(table.table) else x0
        canvas.pen.text(
            (edge - canvas.scale, top + canvas.scale),
            words,
            fill=(*colour, 255),
            font=canvas.font,
            anchor="ra",
        )


def _column_chips(canvas: _Canvas, table: TableFacts, box: Box, colour: Colour) -> None:
    """Each column's number and roles over it, one above the other where they have no room side by side."""
    height = canvas.chip_height
    tiers: list[float] = []
    for column, (x, y) in sorted(_heads(canvas, table.table).items(), key=lambda head: head[1][0]):
        words = f"{column} {table.roles.get(column, '')}".strip()
        if not _level(table.table):
            canvas.chip(words, x, y, colour, hollow=True)
            continue
        tier = next((place for place, right in enumerate(tiers) if right <= x), len(tiers))
        tiers[tier : tier + 1] = [x + canvas.chip_width(words) + canvas.scale]
        canvas.chip(words, x, box[1] - (tier + 1) * height, colour, hollow=True)


def _heads(canvas: _Canvas, table: Table) -> dict[int, tuple[float, float]]:
    """Where each column begins: the corner of its first cell that covers no other."""
    heads: dict[int, tuple[float, float]] = {}
    for cell in sorted(table.cells(), key=lambda cell: (cell.column_span > 1, cell.row)):
        if cell.box is not None and cell.column not in heads:
            x0, top = canvas.at(cell.box)[:2]
            heads[cell.column] = (x0, top)
    return heads


def _seam(canvas: _Canvas, table: Table, row: int, reason: str, colour: Colour) -> None:
    """What the page break did to a row, at the right of its upper edge."""
    boxes = [cell.box for cell in table.rows[row].cells if cell.box is not None]
    if boxes:
        right = max(canvas.at(box)[2] for box in boxes)
        top = min(canvas.at(box)[1] for box in boxes)
        canvas.chip(reason, right - canvas.chip_width(reason), top - canvas.chip_height / 2, colour)


def _level(table: Table) -> bool:
    """Whether columns follow one another from left to right on the page as it is shown."""
    for row in table.rows:
        boxes = [cell.box for cell in row.cells if cell.box is not None]
        for left, right in pairwise(boxes):
            return right[0] > left[0]
    return True
