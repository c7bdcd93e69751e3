"""Words that a narrow column breaks without a hyphen are put together where that is sure."""

from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from planextract.options import Options
from planextract.readers import pdf


def column(*cells: str, room: float | None = None, words: str = "") -> list[str]:
    """The cells of a ruled column of one, as wide as its longest line or `room`, on a page that also says `words`."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(40, 800, words)
    lines = [cell.split("|") for cell in cells]
    width = room or max(stringWidth(line, "Helvetica", 10) for cell in lines for line in cell)
    y = 760.0
    for cell in lines:
        height = 13 * len(cell) + 6
        canvas.rect(40, y - height, width + 8, height)
        canvas.rect(48 + width, y - height, 60, height)
        canvas.drawString(52 + width, y - 12, "Yes")
        for number, line in enumerate(cell):
            canvas.drawString(44, y - 12 - 13 * number, line)
        y -= height
    canvas.save()
    (table,) = pdf.read(stream.getvalue(), "column.pdf", Options()).tables
    return [row.cells[0].text.text for row in table.rows]


def test_a_word_that_stands_whole_elsewhere() -> None:
    said = column("Head of|Safeguardi|ng Services", "Date", words="Safeguarding and family help")
    assert said[0] == "Head of Safeguarding Services"


def test_letters_that_are_no_word() -> None:
    assert column("Commissionin|g Manager", "Who")[0] == "Commissioning Manager"


@pytest.mark.parametrize("cell", ["31/12/20|23", "31/12/202|3", "31.12.2|023"])
def test_dates_in_figures(cell: str) -> None:
    assert column(cell, "Due", words="Tracker")[0] == cell.replace("|", "")


@pytest.mark.parametrize(
    "cell", ["Commissioning|manager", "Communications|hub", "Performance|and planning", "2023|24 places"]
)
def test_two_words_are_left_apart_though_the_first_fills_its_line(cell: str) -> None:
    assert column(cell, "Who")[0].split() == cell.replace("|", " ").split()


def test_a_line_with_room_for_more_is_whole() -> None:
    assert column("with|in a year", "Who", room=60, words="within")[0] == "with in a year"
