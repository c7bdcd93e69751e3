"""Words whose letters are set apart for show are read as words; letters that stand for themselves stay apart."""

from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

import planextract
from planextract.options import Options
from planextract.readers import pdf


def printed(*lines: tuple[str, float], size: float = 12, font: str = "Helvetica") -> bytes:
    """Lines of text, each with so many points between its characters."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    for number, (words, apart) in enumerate(lines):
        text = canvas.beginText(60, 760 - 40 * number)
        text.setFont(font, size)
        text.setCharSpace(apart)
        text.textOut(words)
        canvas.drawText(text)
    canvas.save()
    return stream.getvalue()


def read(words: str, apart: float = 0.0, **more: object) -> str:
    document = pdf.read(printed((words, apart), **more), "page.pdf", Options())  # type: ignore[arg-type]
    return "\n".join(block.text.text for block in document.blocks)


@pytest.mark.parametrize("apart", [1.0, 3.0, 4.0, 6.0, 9.0])
@pytest.mark.parametrize(
    "words", ["ACTION PLAN", "IMPROVEMENT PLAN", "Action Plan", "AUDIT ACTION PLAN 2024", "SEND REVIEW"]
)
def test_letters_set_apart_by_the_printer(words: str, apart: float) -> None:
    assert read(words, apart) == words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("A C T I O N   P L A N", "ACTION PLAN"),
        ("A C T I O N  P L A N", "ACTION PLAN"),
        ("O W N E R", "OWNER"),
        ("D E A D L I N E", "DEADLINE"),
        ("P R O G R E S S", "PROGRESS"),
        ("P L A N   O F   A C T I O N", "PLAN OF ACTION"),
        ("A C T I O N   P L A N   2 0 2 4", "ACTION PLAN 2024"),
    ],
)
@pytest.mark.parametrize("font", ["Helvetica", "Times-Bold", "Courier"])
def test_letters_set_apart_by_the_typist(typed: str, words: str, font: str) -> None:
    assert read(typed, font=font) == words


@pytest.mark.parametrize(
    "words",
    [
        "J R Smith",
        "J R R Tolland",
        "A B C",
        "A B C D E F",
        "a b c d e",
        "M T W T F S S",
        "R A G",
        "R A A G",
        "A A B E",
        "Y N N Y Y",
        "1 2 3 4 5 6",
        "Options A E I O U",
        "I V X",
        "G P",
        "P A Marsh and J R Reed",
        "A plan",
        "T S O",
        "x y z w",
        "Open a hub",
        "No. 1 a 2 b",
    ],
)
def test_letters_that_stand_for_themselves_stay_apart(words: str) -> None:
    assert read(words) == words


def test_a_header_set_apart_is_known_and_its_place_is_that_of_its_letters() -> None:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    rows = [
        ["R E F", "A C T I O N", "O W N E R", "D E A D L I N E"],
        ["1", "Refresh every register", "Head of Audit", "30 June 2024"],
        ["2", "Fit a lock to the store", "Caretaker", "31 July 2024"],
    ]
    xs = (40, 100, 300, 420, 540)
    for number, row in enumerate(rows):
        top = 760 - 24 * number
        canvas.setFont("Helvetica-Bold" if number == 0 else "Helvetica", 10)
        for column, words in enumerate(row):
            canvas.drawString(xs[column] + 4, top - 16, words)
            canvas.rect(xs[column], top - 24, xs[column + 1] - xs[column], 24)
    canvas.save()
    found = planextract.extract_bytes(stream.getvalue(), "plan.pdf")
    assert [action.text.raw for action in found.actions] == [
        "Refresh every register",
        "Fit a lock to the store",
    ]
    assert [[owner.raw for owner in action.owners] for action in found.actions] == [
        ["Head of Audit"],
        ["Caretaker"],
    ]
    assert all(action.deadline is not None for action in found.actions)
    header = pdf.read(stream.getvalue(), "plan.pdf", Options()).tables[0].rows[0].cells[1]
    (place,) = header.text.sources()
    assert (header.text.text, place.start, place.end) == ("ACTION", 0, 6)
    assert place.box is not None and place.box[0] == pytest.approx(104, abs=0.5)
