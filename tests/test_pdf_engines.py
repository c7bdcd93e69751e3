"""The two PDF engines against one another: PDFium reads what pdfplumber reads, and gives way where it must."""

import re
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from crafted import fonts
from crafted.pages import one_page, stream
from planextract.options import Limits
from planextract.readers.pdf.engine import engines, pdfium, plumber
from planextract.readers.pdf.engine.screening import _few_calls, harmless
from planextract.readers.pdf.glyphs import Glyphs
from planextract.readers.pdf.lines.garbling import garbled, unknown_symbols
from planextract.readers.pdf.lines.printed import printed_lines
from planextract.readers.pdf.sheet import Rule, Sheet

PUBLIC = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "real" / "pdf"


def page(draw: Callable[[Canvas], object], rotate: int = 0, crop: tuple[float, ...] | None = None) -> bytes:
    """One page; turned, and cropped to a box of the file's coordinates."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    draw(canvas)
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(stream))
    if rotate:
        writer.pages[0].rotate(rotate)
    if crop is not None:
        writer.pages[0].cropbox = RectangleObject(crop)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def table(canvas: Canvas) -> None:
    canvas.setFillColor(colors.HexColor("#ffc000"))
    canvas.rect(250, 700, 100, 20, stroke=0, fill=1)
    canvas.setFillColor(colors.black)
    canvas.grid([50, 250, 350], [700, 720, 740])
    for x, y, text in ((60, 725, "Action"), (260, 725, "RAG"), (60, 705, "Recruit two social workers")):
        canvas.drawString(x, y, text)


def in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("plan")
    table(canvas)
    canvas.endForm()
    canvas.translate(20, -30)
    canvas.scale(0.9, 0.9)
    canvas.doForm("plan")


def both(data: bytes) -> tuple[Sheet, Sheet]:
    """A file's first page by PDFium and by pdfplumber."""
    return pdfium.PdfiumFile(data).sheet(1), plumber.PdfFile(data, "plan.pdf", Limits()).sheet(1)


def places(rules: tuple[Rule, ...]) -> list[tuple[float, ...]]:
    return sorted(
        tuple(round(edge, 1) for edge in (rule.x0, rule.top, rule.x1, rule.bottom)) for rule in rules
    )


CASES = [(draw, rotate, None) for draw in (table, in_a_form) for rotate in (0, 90, 180, 270)]
CASES += [(table, 0, (30.0, 30.0, 500.0, 800.0))]


def inked(sheet: Sheet) -> Glyphs:
    """The letters from the top left; PDFium puts the words of a line in the order in which they read."""
    glyphs = sheet.glyphs.take(sheet.glyphs.inked)
    return glyphs.take(np.lexsort((glyphs.boxes[:, 0].round(), glyphs.boxes[:, 3].round())))


@pytest.mark.parametrize(("draw", "rotate", "crop"), CASES)
def test_the_engines_agree(
    draw: Callable[[Canvas], object], rotate: int, crop: tuple[float, ...] | None
) -> None:
    ours, theirs = both(page(draw, rotate, crop))
    assert (ours.width, ours.height) == pytest.approx((theirs.width, theirs.height), abs=0.01)
    ink, reference = inked(ours), inked(theirs)
    assert ink.text == reference.text
    assert ink.turns.tolist() == reference.turns.tolist()
    assert np.abs(ink.boxes - reference.boxes).max() < 0.5
    assert np.abs(ink.sizes - reference.sizes).max() < 0.01
    assert np.array(places(ours.rules)) == pytest.approx(np.array(places(theirs.rules)), abs=0.15)
    assert [fill.colour for fill in ours.fills] == [fill.colour for fill in theirs.fills] == ["#ffc000"]


@pytest.mark.parametrize(
    "name",
    ["govuk_tb5_action_log_2011-03", "govuk_tb3_pm_commitments_update_2010-11", "ofsted_send_bury_2024-05"],
)
def test_the_engines_print_the_same_lines_of_public_papers(name: str) -> None:
    path = PUBLIC / f"{name}.pdf"
    if not path.exists():
        pytest.skip("the public papers are not at hand")
    ours, theirs = both(path.read_bytes())
    assert [line.text for line in printed_lines(ours.glyphs)] == [
        line.text for line in printed_lines(theirs.glyphs)
    ]


def test_letters_without_ink_are_hidden_but_not_those_over_a_scan() -> None:
    def unseen(canvas: Canvas) -> None:
        canvas.drawString(50, 700, "The plan")
        words = canvas.beginText(50, 600)
        words.setTextRenderMode(3)
        words.textLine("secret")
        canvas.drawText(words)

    sheet = pdfium.PdfiumFile(page(unseen)).sheet(1)
    assert (sheet.glyphs.text.replace(" ", ""), sheet.hidden) == ("Theplan", 6)


@pytest.mark.parametrize("ink", ["white", "clear", "tiny"])
def test_letters_that_nobody_can_see_are_hidden(ink: str) -> None:
    def unseen(canvas: Canvas) -> None:
        canvas.drawString(50, 700, "The plan")
        if ink == "white":
            canvas.setFillColor(colors.white)
        elif ink == "clear":
            canvas.setFillAlpha(0)
        else:
            canvas.setFont("Helvetica", 0.1)
        canvas.drawString(50, 600, "secret")

    sheet = pdfium.PdfiumFile(page(unseen)).sheet(1)
    assert (sheet.glyphs.text.replace(" ", ""), sheet.hidden) == ("Theplan", 6)


@pytest.mark.parametrize("ground", ["fill", "shading", "outline"])
def test_white_letters_on_a_coloured_ground_are_seen(ground: str) -> None:
    def heading(canvas: Canvas) -> None:
        if ground == "shading":
            canvas.linearGradient(40, 690, 200, 720, (colors.navy, colors.blue))
        else:
            canvas.setFillColor(colors.navy)
            canvas.rect(40, 690, 160, 30, stroke=0, fill=int(ground == "fill"))
        canvas.setFillColor(colors.white)
        words = canvas.beginText(50, 700)
        words.setTextRenderMode(2 if ground == "outline" else 0)
        words.textLine("Action")
        canvas.drawText(words)

    sheet = pdfium.PdfiumFile(page(heading)).sheet(1)
    assert (sheet.glyphs.text.strip(), sheet.hidden) == ("Action", 0)


DRAWN = b"""<</Type/Font/Subtype/Type3/FontBBox[0 0 100 100]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 98
/CharProcs<</a 6 0 R/b 7 0 R>>/Encoding<</Type/Encoding/Differences[97/a/b]>>/Widths[60 60]>>"""
"""A font of pictures, as old printers and TeX make them: its letters are as large as they are drawn."""


def read_alone(data: bytes) -> Sheet:
    return pdfium.PdfiumFile(data).sheet(1)


def test_letters_that_are_drawings_have_the_size_of_what_is_drawn() -> None:
    letters = [stream(b"60 0 0 %d 50 70 d1 0 %d 50 70 re f" % (foot, foot)) for foot in (0, -20)]
    for size, unit, text in ((b"0.12", b"1", "abba"), (b"300", b"0.0004", "ab")):
        words = stream(b"BT /F1 %b Tf 72 700 Td (%b) Tj ET" % (size, text.encode()))
        font = DRAWN.replace(b"[1 0 0 1 0 0]", b"[%b 0 0 %b 0 0]" % (unit, unit))
        sheet = read_alone(one_page(*letters, contents=words, font=font))
        assert (sheet.glyphs.text, sheet.hidden) == (text, 0)
        assert 5 < sheet.glyphs.sizes.min() <= sheet.glyphs.sizes.max() < 15
        assert [line.text for line in printed_lines(sheet.glyphs)] == [text]


def test_letters_cut_out_of_a_fill_are_seen_and_those_of_nothing_not() -> None:
    words = b"q BT /F1 20 Tf 7 Tr 72 700 Td (Action) Tj ET %b Q"
    for painted, seen in ((b"0 0 1 rg 60 690 200 40 re f", "Action"), (b"", "")):
        assert read_alone(one_page(contents=stream(words % painted))).glyphs.text == seen


def test_a_coloured_disc_is_one_character() -> None:
    letters = b"begincmap 1 beginbfchar <0001> <D83DDFE2> endbfchar endcmap"
    sheet = read_alone(fonts.told(letters, stream(b"BT /F1 12 Tf 72 700 Td <00010001> Tj ET")))
    assert sheet.glyphs.text == "\N{LARGE GREEN CIRCLE}" * 2


def test_a_font_that_lies_about_how_far_its_letters_reach() -> None:
    told = b"/FontName/Cambria/Flags 32/FontBBox[-1475 -2463 2867 3117]/Ascent 3000/Descent -4000"
    named = b"/BaseFont/Cambria/Encoding/WinAnsiEncoding/FontDescriptor<</Type/FontDescriptor %b>>" % told
    font = b"<</Type/Font/Subtype/TrueType %b>>" % named
    sheet = read_alone(one_page(contents=stream(b"BT /F1 12 Tf 72 20 Td (Action) Tj ET"), font=font))
    assert (sheet.glyphs.text, sheet.hidden) == ("Action", 0)
    assert sheet.glyphs.boxes[:, 3].tolist() == pytest.approx([775] * 6)


def strokes_and_fills(canvas: Canvas) -> None:
    """Each way to draw a rule or a fill, one over the other, with a path of several stretches and a curve."""
    canvas.setFillColor(colors.HexColor("#92d050"))
    canvas.rect(50, 600, 100, 40, stroke=1, fill=1)
    canvas.setFillColor(colors.black)
    canvas.rect(50, 560, 300, 0.5, stroke=0, fill=1)
    canvas.line(50, 540, 350, 540)
    canvas.line(50, 500, 150, 530)
    path = canvas.beginPath()
    path.rect(200, 600, 50, 20)
    path.rect(260, 600, 50, 0.5)
    canvas.setFillColor(colors.red)
    canvas.drawPath(path, stroke=0, fill=1)
    path = canvas.beginPath()
    path.moveTo(400, 600)
    for x, y in ((450, 600), (450, 650), (400, 650)):
        path.lineTo(x, y)
    path.close()
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.circle(420, 500, 10, stroke=0, fill=1)
    canvas.saveState()
    canvas.scale(2, 2)
    canvas.rect(30, 200, 40, 1, stroke=0, fill=1)
    canvas.restoreState()
    canvas.drawString(60, 610, "Complete")


@pytest.mark.parametrize("rotate", [0, 90])
def test_each_way_to_draw_a_rule_or_a_fill(rotate: int) -> None:
    ours, theirs = both(page(strokes_and_fills, rotate))
    assert places(ours.rules) == places(theirs.rules)
    assert sorted((fill.colour, fill.shape, round(fill.area)) for fill in ours.fills) == sorted(
        (fill.colour, fill.shape, round(fill.area)) for fill in theirs.fills
    )


def test_more_characters_than_one_batch_of_calls_holds() -> None:
    def crowded(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 4)
        for row in range(150):
            canvas.drawString(20, 820 - 5 * row, f"{row} " + "the plan of the council " * 4)

    sheet = pdfium.PdfiumFile(page(crowded)).sheet(1)
    assert len(sheet.glyphs) > 10_000
    lines = [line.text for line in printed_lines(sheet.glyphs)]
    assert lines == [f"{row} " + " ".join(["the plan of the council"] * 4) for row in range(150)]


def test_a_thick_line_paints_an_area() -> None:
    def band(canvas: Canvas) -> None:
        canvas.setStrokeColor(colors.red)
        canvas.setLineWidth(20)
        canvas.line(50, 700, 250, 700)

    fill = pdfium.PdfiumFile(page(band)).sheet(1).fills[0]
    assert (round(fill.bottom - fill.top), fill.colour) == (20, "#ff0000")


def test_a_page_in_which_pdfium_finds_nothing_is_read_again() -> None:
    file = engines.PdfFile(page(lambda canvas: canvas.showPage()), "plan.pdf", Limits())
    assert [(sheet.number, sheet.broken, len(sheet.glyphs)) for sheet in file.sheets()] == [(1, False, 0)]


def packed(body: bytes, times: int = 1, entries: bytes = b"") -> bytes:
    for _ in range(times):
        body = zlib.compress(body, 9)
    filters = b"/FlateDecode " * times
    return b"%%PDF-1.7\n4 0 obj\n<</Length %d/Filter[%s]%s>>\nstream\n%s\nendstream\nendobj\n" % (
        len(body),
        filters,
        entries,
        body,
    )


def test_what_pdfium_must_not_be_let_at() -> None:
    calls = b"/X Do " * 100
    assert harmless(packed(b"BT (The plan) Tj ET" * 100))
    assert not harmless(packed(bytes(1000), times=2))
    assert not harmless(packed(bytes(100_000_000)))
    assert harmless(packed(bytes(100_000_000), entries=b"/Subtype/Image"))
    assert harmless(packed(calls, entries=b"/Subtype/Form/Resources<</XObject<</X 5 0 R>>>>"))
    nested = b"".join(
        re.sub(
            b"^%PDF-1.7\n4", b"%d" % number, packed(calls, entries=b"/Subtype/Form/X %d 0 R" % (number + 1))
        )
        for number in range(1, 4)
    )
    assert not harmless(nested)
    circle = re.sub(b"^%PDF-1.7\n4", b"1", packed(calls, entries=b"/Subtype/Form/X 2 0 R"))
    circle += re.sub(b"^%PDF-1.7\n4", b"2", packed(calls, entries=b"/Subtype/Form/X 1 0 R"))
    assert not harmless(circle)


@pytest.mark.parametrize(
    "text", [b"stream\n" * 2_000, b"1 0 obj " * 2_000, b"1 " * 5_000, b"<</Form" * 1_500]
)
def test_hostile_bytes_are_screened(text: bytes) -> None:
    assert harmless(text) in (True, False)


def test_garbled_letters_and_unknown_symbols() -> None:
    assert garbled("7KH(cid:3)3ODQ(cid:3)RI(cid:3)WKH(cid:3)&RXQFLO(cid:3)DQG(cid:3)LWV(cid:3)SDUWQHUV")
    assert garbled("\ufffd" * 30)
    assert not garbled("The RI of the plan: 3 (cid:127)")
    assert unknown_symbols("\uf083 a bullet\ndone \uf0fc\nrisk \ue062") == {"\ue062"}


def test_a_drawing_that_names_others_and_calls_none_is_harmless() -> None:
    """As in a public test file of pdf.js, whose form has resources that call each other and no call of its own."""
    assert _few_calls({1: (0, [2]), 2: (1, [3]), 3: (1, [2])}) is False
    assert _few_calls({1: (0, [2]), 2: (1, [])})
