"""Tables printed by hand over pages: each page's rows are given, so that a test says what the break cuts."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

SIZE, STEP, PAD = 9.0, 11.0, 4.0

Cells = Sequence[str | None]
"""The words of a row, with a line end where a line ends; None where the cell above reaches in."""


@dataclass(frozen=True)
class Part:
    """What one page prints of a table. `bold` are the rows set in bold, `above` a line of text over the table."""

    rows: Sequence[Cells]
    widths: Sequence[float]
    left: float = 40.0
    top: float = 70.0
    ruled: bool = True
    bold: tuple[int, ...] = ()
    wide: bool = False
    above: str = ""


def paged(*parts: Part) -> bytes:
    """A page for each part, with a running header and a page number."""
    stream = BytesIO()
    canvas = Canvas(stream, invariant=1)
    for number, part in enumerate(parts, 1):
        size = landscape(A4) if part.wide else A4
        canvas.setPageSize(size)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(40, size[1] - 30, "Thornbeck District Council")
        canvas.drawString(size[0] / 2, 24, f"Page {number}")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(40, size[1] - part.top + 12, part.above)
        _draw(canvas, part, size[1])
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _draw(canvas: Canvas, part: Part, height: float) -> None:
    xs = [part.left]
    for width in part.widths:
        xs.append(xs[-1] + width)
    y = part.top
    for number, row in enumerate(part.rows):
        deep = max((cell or "").count("\n") + 1 for cell in row) * STEP + 2 * PAD
        canvas.setFont("Helvetica-Bold" if number in part.bold else "Helvetica", SIZE)
        for column, cell in enumerate(row):
            for line, words in enumerate((cell or "").split("\n")):
                canvas.drawString(xs[column] + PAD, height - y - PAD - SIZE - line * STEP, words)
            if part.ruled and cell is not None:
                canvas.line(xs[column], height - y, xs[column + 1], height - y)
        if part.ruled:
            for x in xs:
                canvas.line(x, height - y, x, height - y - deep)
        y += deep
    if part.ruled:
        canvas.line(xs[0], height - y, xs[-1], height - y)
