"""Reading PDFs: words, tables and their places, on pages drawn here and on the public papers where they are at hand."""

from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
import reportlab
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from planextract import document
from planextract.errors import NoTextError
from planextract.options import Limits, Options
from planextract.provenance import Place, SourcedText
from planextract.readers import pdf, read, read_bytes
from planextract.readers.cleaning import cleaned
from planextract.readers.labels import dash_end, label_end
from planextract.readers.pdf.engine.engines import PdfFile
from planextract.readers.pdf.lines import columns
from planextract.readers.pdf.lines.printed import PrintedLine, printed_lines
from planextract.readers.symbol_fonts import symbols

PUBLIC = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "real" / "pdf"
DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
STYLES = getSampleStyleSheet()


def plan(
    rows: list[list[object]], *style: tuple[object, ...], widths: tuple[int, ...] = (60, 200, 90, 90)
) -> bytes:
    """A page with one ruled table."""
    stream = BytesIO()
    cells = [
        [Paragraph(cell, STYLES["BodyText"]) if isinstance(cell, str) else "" for cell in row] for row in rows
    ]
    table = Table(cells, colWidths=widths)
    table.setStyle(
        TableStyle(
            [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP"), *style]
        )
    )
    SimpleDocTemplate(stream, pagesize=A4, title="Improvement Plan", invariant=1).build([table])
    return stream.getvalue()


def drawn(
    *pages: list[tuple[float, float, str]], size: tuple[float, float] = A4, font: str = "Helvetica"
) -> bytes:
    """Pages of words at x and y from the top left."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=size, invariant=1)
    for words in pages:
        canvas.setFont(font, 11)
        for x, y, text in words:
            canvas.drawString(x, size[1] - y, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def read_pdf(data: bytes, options: Options | None = None) -> document.Document:
    return pdf.read(data, "plan.pdf", options or Options())


def words(cell: document.Cell | None) -> list[str]:
    assert cell is not None
    return [line.text.text for line in cell.lines]


HEADER: list[object] = ["Ref", "Action", "Lead", "Timescale"]


def test_a_ruled_table_is_read_row_by_row() -> None:
    rows = [HEADER, ["1.1", "Review the recruitment policy", "Head of HR", "March 2011"]]
    table = read_pdf(plan(rows)).tables[0]
    assert table.columns == 4
    assert [cell.text.text for cell in table.rows[0].cells] == HEADER
    assert [cell.column for cell in table.rows[1].cells] == [0, 1, 2, 3]
    assert table.rows[1].at(3) is not None
    assert words(table.rows[1].at(3)) == ["March 2011"]
    assert table.page == 1


def test_merged_cells_have_spans_and_stand_in_their_first_row() -> None:
    rows: list[list[object]] = [
        ["Theme one: safeguarding", None, None, None],
        ["1", "Appoint a lead officer", "Director", "Q1"],
        [None, "Report to the board", "Director", "Q2"],
    ]
    table = read_pdf(plan(rows, ("SPAN", (0, 0), (3, 0)), ("SPAN", (0, 1), (0, 2)))).tables[0]
    theme, first, last = table.rows
    assert [(cell.column, cell.column_span) for cell in theme.cells] == [(0, 4)]
    assert first.cells[0].row_span == 2
    assert [cell.column for cell in last.cells] == [1, 2, 3]
    assert last.at(0) is None


def test_shading_becomes_the_fill_of_its_cell() -> None:
    rows = [HEADER, ["1", "Publish the plan", "Clerk", "Done"], ["2", "Consult residents", "Clerk", "Late"]]
    style = (
        ("BACKGROUND", (3, 1), (3, 1), colors.HexColor("#92d050")),
        ("BACKGROUND", (3, 2), (3, 2), colors.red),
    )
    table = read_pdf(plan(rows, *style)).tables[0]
    assert [row.cells[3].fill for row in table.rows] == [None, "#92d050", "#ff0000"]
    assert table.rows[1].cells[0].fill is None


def test_a_coloured_mark_in_an_empty_cell_is_its_fill() -> None:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    canvas.grid([50, 250, 350], [700, 720, 740])
    canvas.drawString(60, 725, "Action")
    canvas.drawString(260, 725, "RAG")
    canvas.drawString(60, 705, "Recruit two social workers")
    canvas.setFillColor(colors.HexColor("#ffc000"))
    canvas.circle(300, 710, 6, stroke=0, fill=1)
    canvas.save()
    assert read_pdf(stream.getvalue()).tables[0].rows[1].cells[1].fill == "#ffc000"


def test_wrapped_lines_are_one_line_with_a_piece_for_each() -> None:
    action = "Cabinet Office Transparency Team to develop a report on the release of street level crime data"
    cell = read_pdf(plan([HEADER, ["1", action, "Clerk", "May 2011"]])).tables[0].rows[1].cells[1]
    assert words(cell) == [action]
    line = cell.lines[0].text
    assert cell.source.count("\n") == 2
    assert [
        cell.source[piece.start : piece.end] for piece in line.pieces if piece.place
    ] == cell.source.split("\n")
    assert [source.original for source in line.sources()] == cell.source.split("\n")
    assert all(
        piece.boxes is not None and len(piece.boxes) == len(piece.text)
        for piece in line.pieces
        if piece.place
    )


def test_bullets_in_a_cell_are_items_with_their_labels() -> None:
    text = "Leaders should improve:<br/>• access to support from education, health and social care<br/>• EHC plans"
    cell = read_pdf(plan([HEADER, ["1", text, "Board", "2024"]])).tables[0].rows[1].cells[1]
    assert [line.kind for line in cell.lines] == ["plain", "item", "item"]
    assert [line.label.text for line in cell.lines if line.label is not None] == ["•", "•"]
    assert words(cell)[2] == "EHC plans"
    assert cell.text.text.startswith("Leaders should improve:\n• access")


def test_a_line_that_had_room_for_the_next_word_ends_there() -> None:
    cell = read_pdf(
        plan([HEADER, ["1", "Act", "A. Brindle<br/>C. Dray", "2024"], ["2", "Act", "Director of Place", "-"]])
    )
    assert words(cell.tables[0].rows[1].cells[2]) == ["A. Brindle", "C. Dray"]


def test_a_gap_parts_paragraphs_and_a_hyphen_joins_a_word() -> None:
    first = [
        (50, 100, "The partnership will agree one plan for well-"),
        (50, 114, "being services across the whole county"),
    ]
    second = [(50, 146, "A second paragraph that is as wide as the other one was")]
    blocks = read_pdf(drawn([*first, *second])).blocks
    assert [block.text.text for block in blocks] == [
        "The partnership will agree one plan for well-being services across the whole county",
        "A second paragraph that is as wide as the other one was",
    ]


def test_bold_cells_and_headings() -> None:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(50, 780, "Peer Review Action Plan")
    canvas.setFont("Helvetica-Bold", 11)
    canvas.drawString(50, 740, "Background")
    canvas.setFont("Helvetica", 11)
    canvas.drawString(50, 720, "The review took place in March 2014 and reported to Cabinet in the summer.")
    canvas.drawString(
        50, 706, "It was led by the Local Government Association with officers of four councils."
    )
    canvas.save()
    found = [(block.kind, block.level, block.bold) for block in read_pdf(stream.getvalue()).blocks]
    assert found == [("heading", 1, True), ("heading", 2, True), ("paragraph", None, False)]


def test_running_headers_and_page_numbers_are_furniture() -> None:
    pages = [
        [
            (50, 30, "Cabinet 12 May 2010"),
            (50, 200 + number, f"Words of page {number}"),
            (290, 810, f"Page {number} of 3"),
        ]
        for number in (1, 2, 3)
    ]
    blocks = read_pdf(drawn(*pages)).blocks
    assert [block.kind for block in blocks] == ["header", "paragraph", "footer"] * 3
    assert [block.index for block in blocks] == list(range(9))


def test_a_river_at_the_very_edge_of_a_column_cuts_its_lines() -> None:
    left = [*(f"The council will {number:03d}" for number in range(7)), "then"]
    right = [f"reports go to it in {number:03d}" for number in range(8)]
    lines = enumerate(zip(left, right, strict=True))
    both = [
        (at, 100 + 14 * row, words)
        for row, pair in lines
        for at, words in zip((72.0002, 310), pair, strict=True)
    ]
    blocks = read_bytes(drawn(both, font="Courier"), "plan.pdf").blocks
    assert "The council will 006 then" in " ".join(block.text.text for block in blocks)


def test_lines_are_cut_only_where_they_end_up_in_two_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """A map has hundreds of lines with blanks in hundreds of places; to try them all took minutes."""
    cuts: list[float] = []
    cut = columns._cut

    def counted(line: PrintedLine, river: float) -> tuple[PrintedLine, PrintedLine]:
        cuts.append(river)
        return cut(line, river)

    monkeypatch.setattr(columns, "_cut", counted)
    words = [
        (40 + 130 * place + 3 * (line % 5), 60 + 12 * line, "Mill Lane footpath"[: 16 + (line + place) % 3])
        for line in range(60)
        for place in range(4)
    ]
    (sheet,) = PdfFile(drawn(words), "map.pdf", Limits()).sheets()
    lines = printed_lines(sheet.glyphs)
    assert len(lines) == 60
    assert columns.columns(lines, 595.0)
    assert len(cuts) <= 3 * 60


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"The left column goes on in line {number}" for number in range(8)]
    right = [f"while the right one says other things {number}" for number in range(8)]
    page = [(50, 100 + 14 * row, text) for row, text in enumerate(left)]
    page += [(310, 100 + 14 * row, text) for row, text in enumerate(right)]
    text = " ".join(block.text.text for block in read_pdf(drawn(page)).blocks)
    assert text.index("line 7") < text.index("while the right one says other things 0")


def test_labels_and_values_stay_on_one_line() -> None:
    page = [
        (50, 100 + 14 * row, label)
        for row, label in enumerate(("Report of:", "Date:", "Wards:", "Contact:", "Item:"))
    ]
    page += [(200, 100 + 14 * row, f"Some value number {row}") for row in range(5)]
    assert read_pdf(drawn(page)).blocks[0].text.text.startswith("Report of: Some value number 0")


def test_a_frame_around_prose_is_no_table() -> None:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    canvas.rect(40, 600, 500, 100)
    canvas.drawString(50, 680, "Recommendation: that the Cabinet notes the report.")
    canvas.save()
    found = read_pdf(stream.getvalue())
    assert not found.tables
    assert found.blocks[0].text.text.startswith("Recommendation")


def test_tables_without_outer_lines_are_closed() -> None:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    for y in (740, 720, 700, 680):
        canvas.line(50, y, 450, y)
    for x in (150, 350):
        canvas.line(x, 680, x, 740)
    for row, y in enumerate((725, 705, 685)):
        for x in (60, 160, 360):
            canvas.drawString(x, y, f"r{row}x{x}")
    canvas.save()
    table = read_pdf(stream.getvalue()).tables[0]
    assert [len(row.cells) for row in table.rows] == [3, 3, 3]
    assert table.rows[2].cells[2].text.text == "r2x360"


def test_upright_words_in_a_header_cell_are_read() -> None:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    canvas.grid([50, 80, 250], [600, 620, 720])
    canvas.drawString(90, 660, "Action")
    canvas.drawString(90, 605, "Adopt the strategy")
    canvas.saveState()
    canvas.translate(68, 630)
    canvas.rotate(90)
    canvas.drawString(0, 0, "Priority level")
    canvas.restoreState()
    canvas.save()
    cell = read_pdf(stream.getvalue()).tables[0].rows[0].cells[0]
    assert words(cell) == ["Priority level"]
    box = cell.lines[0].text[:8].sources()[0].box
    assert box is not None
    assert box[3] - box[1] > box[2] - box[0]


def test_a_watermark_stays_out_of_the_cells() -> None:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    canvas.grid([50, 250, 450], [600, 660, 720])
    for x, y, text in (
        (60, 700, "Action"),
        (260, 700, "Owner"),
        (60, 640, "Write the plan"),
        (260, 640, "Clerk"),
    ):
        canvas.drawString(x, y, text)
    canvas.saveState()
    canvas.translate(80, 590)
    canvas.rotate(30)
    canvas.setFont("Helvetica", 60)
    canvas.drawString(0, 0, "DRAFT")
    canvas.restoreState()
    canvas.save()
    found = read_pdf(stream.getvalue())
    assert [cell.text.text for cell in found.tables[0].cells()] == [
        "Action",
        "Owner",
        "Write the plan",
        "Clerk",
    ]
    assert found.blocks[-1].text.text == "DRAFT"
    assert found.blocks[-1].kind == "header"


def test_a_large_blank_alone_on_a_page() -> None:
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 40)
    canvas.drawString(50, 600, "  ")
    canvas.showPage()
    canvas.drawString(50, 600, "Action plan")
    canvas.save()
    assert [block.text.text for block in read_pdf(made.getvalue()).blocks] == ["Action plan"]


def table_with_a_stamp(words: str, size: float, first: bool) -> bytes:
    """A ruled table with level words in light grey across it, drawn before it or after."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)

    def stamp() -> None:
        canvas.setFillColor(colors.HexColor("#dddddd"))
        canvas.setFont("Helvetica-Bold", size)
        canvas.drawString(80, 625, words)
        canvas.setFillColor(colors.black)

    if first:
        stamp()
    canvas.setFont("Helvetica", 10)
    canvas.grid([50, 250, 450], [600, 640, 680, 720])
    for y, action, owner in (
        (705, "Action", "Owner"),
        (665, "Recruit two social workers", "Head of HR"),
        (625, "Publish the housing strategy", "Director of Place"),
    ):
        canvas.drawString(60, y, action)
        canvas.drawString(260, y, owner)
    if not first:
        stamp()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(("words", "size"), [("DRAFT", 90), ("COPY", 70), ("NOT FOR ISSUE", 50)])
def test_a_level_stamp_across_a_table_stays_out_of_its_cells(words: str, size: float, first: bool) -> None:
    found = read_pdf(table_with_a_stamp(words, size, first))
    assert [cell.text.text for cell in found.tables[0].cells()] == [
        "Action",
        "Owner",
        "Recruit two social workers",
        "Head of HR",
        "Publish the housing strategy",
        "Director of Place",
    ]
    assert [(block.text.text, block.kind) for block in found.blocks] == [(words, "header")]


def test_large_type_beside_small_type_is_no_stamp() -> None:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 60)
    canvas.drawString(50, 740, "Our plan")
    canvas.drawString(50, 655, "T")
    canvas.setFont("Helvetica", 12)
    for line in range(5):
        canvas.drawString(92 if line < 4 else 50, 700 - 14 * line, "his plan says what the council will do")
    canvas.save()
    kinds = {block.text.text: block.kind for block in read_pdf(stream.getvalue()).blocks}
    assert kinds["Our plan"] == kinds["T"] == "heading"
    assert "header" not in kinds.values()


def test_a_table_that_lies_on_its_side_is_read_upright() -> None:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    canvas.translate(A4[0], 0)
    canvas.rotate(90)
    canvas.grid([50, 250, 450], [300, 330, 360])
    for x, y, text in (
        (60, 340, "Action"),
        (260, 340, "Deadline"),
        (60, 310, "Set up a board"),
        (260, 310, "31 May 2012"),
    ):
        canvas.drawString(x, y, text)
    canvas.save()
    data = stream.getvalue()
    table = read_pdf(data).tables[0]
    assert [cell.text.text for cell in table.cells()] == [
        "Action",
        "Deadline",
        "Set up a board",
        "31 May 2012",
    ]
    cell = table.rows[1].cells[1]
    assert cell.box is not None
    with pdfplumber.open(BytesIO(data)) as file:
        inside = file.pages[0].crop(cell.box).chars
    assert sorted(char["text"] for char in inside) == sorted("31 May 2012")


@pytest.mark.parametrize(("pictured", "times"), [(False, 1), (True, 1), (True, 30)])
def test_words_at_a_slant_are_a_watermark_unless_a_page_has_no_others(pictured: bool, times: int) -> None:
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=1)
    if pictured:
        canvas.drawInlineImage(Image.new("RGB", (20, 20), "grey"), 50, 300, 400, 400)
    canvas.rotate(30)
    for line in range(times):
        canvas.drawString(200, 300 - 12 * line, "Action plan")
    canvas.save()
    if not pictured or times > 1:
        (block,) = read_bytes(made.getvalue(), "plan.pdf", Options(ocr=False)).blocks
        assert block.text.text.startswith("Action plan")
        return
    with pytest.raises(NoTextError, match="may be scans"):
        read_bytes(made.getvalue(), "plan.pdf", Options(ocr=False))


def test_a_page_of_nothing_but_hidden_words_says_so() -> None:
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=1)
    canvas.setFillColor(colors.white)
    canvas.drawString(50, 600, "secret")
    canvas.save()
    with pytest.raises(NoTextError, match="not to be seen"):
        read_bytes(made.getvalue(), "plan.pdf", Options(ocr=False))


def test_hidden_words_are_left_out_with_a_remark() -> None:
    found = read_pdf(drawn([(50, 100, "The plan"), (700, 100, "beyond the edge")]))
    assert [block.text.text for block in found.blocks] == ["The plan"]
    assert [remark.code for remark in found.diagnostics] == ["hidden_text"]


def test_a_page_without_words_among_others_gets_a_remark() -> None:
    found = read_pdf(drawn([(50, 100, "The plan is on the next page")], []))
    assert [remark.code for remark in found.diagnostics] == ["no_text_on_page"]
    assert [page.number for page in found.pages] == [1, 2]


def test_pages_have_their_displayed_size_and_the_file_its_properties() -> None:
    data = drawn([(50, 100, "Plan")], size=landscape(A4))
    page = read_pdf(data).pages[0]
    assert page.width > page.height == pytest.approx(210 * mm, abs=0.5)
    assert read_pdf(plan([HEADER, HEADER])).properties["Title"] == "Improvement Plan"


def test_the_same_bytes_give_the_same_document() -> None:
    data = plan([HEADER, ["1", "Review", "Clerk", "Q3"]])
    assert read_pdf(data) == read_pdf(data)


@pytest.mark.parametrize(
    "text", ["a" * 10_000, "(" * 10_000, "1 " * 5_000, "1." * 5_000, "- " * 5_000, "i" * 10_000, "/" * 10_000]
)
def test_labels_of_hostile_lines(text: str) -> None:
    label_end(text)
    dash_end(text)


def test_limits_on_pages_and_cells() -> None:
    three = drawn(*[[(50, 100, "Words")] for _ in range(3)])
    found = read_pdf(three, Options(limits=Limits(pages=2)))
    assert [page.number for page in found.pages] == [1, 2]
    (said,) = (each for each in found.diagnostics if each.code == "cut_short")
    assert said.message == "reading ended after page 2: it has more than 2; raise Limits.pages"
    with pytest.raises(Exception, match="more than 7 cells"):
        read_pdf(plan([HEADER, HEADER]), Options(limits=Limits(cells=7)))


def test_read_goes_by_content_not_by_name(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(drawn([(50, 100, "Words")]))
    assert read(path).media_type == "application/pdf"
    assert read_bytes(path.read_bytes(), "x").name == "x"


def _parts(found: document.Document) -> list[SourcedText]:
    lines = [line for table in found.tables for cell in table.cells() for line in cell.lines]
    labels = [line.label for line in lines if line.label is not None]
    return [*(line.text for line in lines), *labels, *(block.text for block in found.blocks)]


@pytest.mark.parametrize(
    "name", ["govuk_tb5_action_log_2011-03", "govuk_tb_minutes_2010-11-19", "ofsted_send_bury_2024-05"]
)
def test_the_words_of_public_papers_stand_exactly_where_we_say(name: str) -> None:
    path = PUBLIC / f"{name}.pdf"
    if not path.exists():
        pytest.skip("the public papers are not at hand")
    found = read(path)
    centres: dict[int | None, list[tuple[float, float, str]]] = {}
    with pdfplumber.open(path) as file:
        for page in file.pages:
            centres[page.page_number] = [
                ((char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2, char["text"])
                for char in page.chars
            ]
            page.close()
    for text in _parts(found):
        for part in (text, text[: len(text) // 2], text[len(text) // 2 :]):
            for source in part.sources():
                assert found.source_at(source.place)[source.start : source.end] == source.original
                assert source.box is not None
                x0, top, x1, bottom = (
                    edge + nudge for edge, nudge in zip(source.box, (-0.01, -0.01, 0.01, 0.01), strict=True)
                )
                inside = [
                    text for x, y, text in centres[source.place.page] if x0 <= x <= x1 and top <= y <= bottom
                ]
                assert sorted("".join("".join(inside).split())) == sorted("".join(source.original.split()))


def test_the_action_log_of_march_2011() -> None:
    path = PUBLIC / "govuk_tb5_action_log_2011-03.pdf"
    if not path.exists():
        pytest.skip("the public papers are not at hand")
    table = read(path).tables[0]
    assert [cell.text.text for cell in table.rows[0].cells] == [
        "Meeting date",
        "Action",
        "Deadline",
        "Progress",
    ]
    assert [row.cells[3].fill for row in table.rows[1:4]] == ["#92d050"] * 3
    assert all(len(row.cells) == 4 for row in table.rows)


def test_ligatures_and_soft_hyphens_of_a_pdf_keep_a_box_for_each_letter() -> None:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    with_ligatures = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
    registerFont(TTFont("Vera", with_ligatures))
    canvas.setFont("Vera", 11)
    canvas.drawString(50, 700, "Open the of\ufb01ce on co\u00adoperation")
    canvas.save()
    (block,) = read_pdf(stream.getvalue()).blocks
    assert block.text.text == "Open the office on cooperation"
    office = block.text[9:15].sources()[0]
    assert office.box is not None
    x0, x1 = (
        pdfmetrics.stringWidth("Open the ", "Vera", 11),
        pdfmetrics.stringWidth("Open the of\ufb01ce", "Vera", 11),
    )
    assert (office.box[0], office.box[2]) == pytest.approx((50 + x0, 50 + x1), abs=0.1)


@pytest.mark.parametrize(
    ("font", "codes", "shown"),
    [
        ("ABCDEF+Wingdings-Regular", (0xFC, 0xFB, 0xFE, 0x78, 0xA8), "✓✗☑☒☐"),
        ("Wingdings-Regular", (0xDF, 0xE0, 0xE1, 0xE2, 0xE4, 0xF0), "←→↑↓↗⇨"),
        ("Wingdings-Regular", (0x6C, 0xA1, 0x6E, 0x4A, 0x4C), "●○■☺☹"),
        ("Wingdings2", (0x50, 0x4F, 0x52, 0x53, 0xA3, 0x98, 0x99), "✓✗☑☒☐●○"),
        ("Wingdings3", (0x66, 0x67, 0x68, 0x69, 0x6B, 0x70, 0x71), "←→↑↓↗▲▼"),
        ("BCDEFG+Wingdings3", (0xF068, 0xF071), "↑▼"),
        ("Webdings", (0x61, 0x72, 0x63, 0x6E), "✓✗☐●"),
        ("SymbolMT", (0xF0D6, 0xF0AD, 0xF0AF, 0xF0B7), "√↑↓•"),
    ],
)
def test_what_fonts_of_symbols_show(font: str, codes: tuple[int, ...], shown: str) -> None:
    show = symbols(font)
    assert show is not None
    assert cleaned(SourcedText.plain("".join(chr(show(code)) for code in codes))).text == shown


def test_ticks_harvey_balls_and_arrows_of_a_pdf_are_read_as_they_are() -> None:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    for y, font, words in (
        (700, "ZapfDingbats", "\u2714 \u2718 \u25cf \u27a8"),
        (650, "Symbol", "\u2192 \u221a \u2191"),
        (600, "DejaVu", "\u25cb \u25d4 \u25d1 \u25d5 \u25cf \u2610 \u2611"),
    ):
        if font == "DejaVu":
            if not DEJAVU.is_file():
                continue
            registerFont(TTFont("DejaVu", DEJAVU))
        canvas.setFont(font, 12)
        canvas.drawString(60, y, f"\u2192 {words}" if font == "Symbol" else words)
    canvas.save()
    found = read_pdf(stream.getvalue())
    said = [block.source for block in found.blocks]
    expected = ["✔ ✘ ● ➨", "→ → √ ↑", "○ ◔ ◑ ◕ ● ☐ ☑"]
    assert said == expected[: len(said)] and len(said) >= 2
    assert not found.diagnostics


def test_symbols_and_ligatures_are_spelt_out_and_keep_their_source() -> None:
    tick = cleaned(SourcedText.of("o\ufb03ce\u00a0\uf0fc", Place(block=0)))
    assert tick.text == "office ✓"
    assert tick.raw == "o\ufb03ce\u00a0\uf0fc"
