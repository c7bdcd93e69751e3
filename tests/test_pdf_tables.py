"""Tables whose rules stop short, and what only looks like a table: pages drawn for one thing each."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from planextract.document import Table
from planextract.options import Options
from planextract.readers import pdf

ABOVE = ["The table below shows what each service reported to the board in the last year, with totals."]
COUNCILS = ("Ashby", "Brindle", "Corvale", "Dunmere", "Elstow", "Farnley", "Garside", "Hythe Bay")


class Drawing:
    """A page with its origin at the top left."""

    def __init__(self) -> None:
        self.stream = BytesIO()
        self.canvas = Canvas(self.stream, pagesize=A4, invariant=1)

    def say(self, x: float, y: float, words: str, size: float = 9, font: str = "Helvetica") -> None:
        self.canvas.setFillColor(HexColor("#000000"))
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, A4[1] - y, words)

    def right(self, x: float, y: float, words: str) -> None:
        self.canvas.setFont("Helvetica", 9)
        self.canvas.drawRightString(x, A4[1] - y, words)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.line(x0, A4[1] - y0, x1, A4[1] - y1)

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])

    def fill(self, x0: float, y0: float, x1: float, y1: float, colour: str) -> None:
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.rect(x0, A4[1] - y1, x1 - x0, y1 - y0, stroke=0, fill=1)

    def tables(self) -> tuple[Table, ...]:
        self.canvas.save()
        return pdf.read(self.stream.getvalue(), "page.pdf", Options()).tables


def rows(table: Table) -> list[list[str]]:
    return [[cell.text.text for cell in row.cells] for row in table.rows]


def only(tables: Iterable[Table]) -> list[list[str]]:
    (table,) = tables
    return rows(table)


def values(row: int) -> list[str]:
    return [str(100 + 7 * row), f"{row}.{row}", str(30 * row + 2)]


BODY = [[name, *values(number)] for number, name in enumerate(COUNCILS, 1)]


# Rules that stop short -----------------------------------------------------------------------------------------


def test_columns_ruled_in_the_header_only() -> None:
    page = Drawing()
    header = ["Service", "Cases", "Rate", "Open"]
    xs, top = (60, 200, 300, 400, 500), 100
    page.grid(xs, (top, top + 18))
    for x, words in zip(xs, header, strict=False):
        page.say(x + 4, top + 12, words)
    for number, row in enumerate(BODY, 1):
        y = top + 18 * number
        page.line(xs[0], y, xs[-1], y)
        for x, words in zip(xs, row, strict=False):
            page.say(x + 4, y + 12, words)
    bottom = top + 18 * (len(BODY) + 1)
    page.line(xs[0], bottom, xs[-1], bottom)
    page.line(xs[0], top, xs[0], bottom)
    page.line(xs[-1], top, xs[-1], bottom)
    assert only(page.tables()) == [header, *BODY]


def test_a_band_over_all_columns_stays_one_cell() -> None:
    page = Drawing()
    xs = (60, 200, 300, 400, 500)
    page.grid((60, 500), (100, 118))
    page.say(64, 112, "Objective 1: Safer homes for every tenant")
    page.grid(xs, (118, 136, 154, 172))
    for number, row in enumerate(BODY[:3]):
        for x, words in zip(xs, row, strict=False):
            page.say(x + 4, 130 + 18 * number, words)
    assert only(page.tables()) == [["Objective 1: Safer homes for every tenant"], *BODY[:3]]


def test_rows_of_figures_that_no_rules_part() -> None:
    page = Drawing()
    header = ["Service", "Cases", "Rate", "Open"]
    xs = (60, 200, 300, 400, 500)
    page.grid(xs, (100, 118, 136, 140 + 14 * len(BODY)))
    for x, upper, lower in zip(xs, header, ("", "2023", "2023", "2023"), strict=False):
        page.say(x + 4, 112, upper)
        page.say(x + 4, 130, lower)
    for number, row in enumerate(BODY):
        for x, words in zip(xs, row, strict=False):
            page.say(x + 4, 148 + 14 * number, words)
    assert only(page.tables()) == [header, ["", "2023", "2023", "2023"], *BODY]


def test_words_that_wrap_in_a_tall_row_are_one_cell() -> None:
    page = Drawing()
    xs = (60, 200, 300, 400)
    wrapped = [
        "Review the policy on",
        "letting and publish",
        "what was decided on it",
        "by each of the panels",
    ]
    page.grid(xs, (100, 118, 180, 242, 304))
    for x, words in zip(xs, ("Action", "Lead", "By"), strict=False):
        page.say(x + 4, 112, words)
    for number in range(3):
        for line, words in enumerate(wrapped):
            page.say(64, 130 + 62 * number + 12 * line, words)
        page.say(204, 130 + 62 * number, "Head of Housing")
        page.say(304, 130 + 62 * number, f"{number + 1} May 2024")
    row = [" ".join(wrapped), "Head of Housing"]
    assert only(page.tables()) == [
        ["Action", "Lead", "By"],
        *([*row, f"{number} May 2024"] for number in (1, 2, 3)),
    ]


def test_labels_left_of_a_box_that_is_ruled_without_them() -> None:
    page = Drawing()
    ys = [100 + 18 * number for number in range(len(BODY) + 1)]
    page.grid((200, 300, 400, 500), ys)
    page.line(60, ys[0], 200, ys[0])
    page.line(60, ys[-1], 200, ys[-1])
    for number, row in enumerate(BODY):
        for x, words in zip((60, 200, 300, 400), row, strict=False):
            page.say(x + 4, 112 + 18 * number, words)
    assert only(page.tables()) == BODY


def test_a_frame_around_a_page_leaves_the_table_in_it_alone() -> None:
    page = Drawing()
    page.grid((20, 540, 575), (20, 820))
    for number, words in enumerate(ABOVE):
        page.say(60, 60 + 13 * number, words)
    page.grid((60, 200, 300, 400, 500), [100 + 18 * number for number in range(len(BODY) + 1)])
    for number, row in enumerate(BODY):
        for x, words in zip((60, 200, 300, 400), row, strict=False):
            page.say(x + 4, 112 + 18 * number, words)
    assert BODY in [rows(table) for table in page.tables()]


def test_white_rules_as_wide_as_a_gap_between_coloured_cells() -> None:
    page = Drawing()
    for number, row in enumerate(BODY[:4]):
        y = 100 + 25 * number
        for place, words in enumerate(row[:2]):
            x = 60 + 150 * place
            page.fill(x, y, x + 148, y + 22, "#4f82bd" if number == 0 or place == 0 else "#d3dfee")
            page.say(x + 6, y + 14, words)
        page.fill(60, y + 22, 358, y + 25, "#ffffff")
    assert only(page.tables()) == [row[:2] for row in BODY[:4]]


# Headers and labels of several lines ---------------------------------------------------------------------------


def figures_under(page: Drawing, top: float, labels: Sequence[Sequence[str]], step: float = 14) -> None:
    """Rows of a label of one or more lines with three figures beside the last of its lines."""
    y = top
    for number, label in enumerate(labels, 1):
        for line in label:
            page.say(60, y, line)
            y += step
        for x, words in zip((270, 370, 470), values(number), strict=True):
            page.right(x, y - step, words)


def test_a_header_of_several_lines_over_figures_is_one_row() -> None:
    page = Drawing()
    for y in (95, 141, 141 + 14 * 6 + 4):
        page.line(55, y, 480, y)
    for y, words in ((107, ("", "Share of", "Open", "Cases")), (119, ("Service", "cases", "at the", "per"))):
        for x, word in zip((60, 230, 340, 445), words, strict=True):
            page.say(x, y, word)
    for x, word in zip((230, 340, 445), ("closed", "end", "officer"), strict=True):
        page.say(x, 131, word)
    figures_under(page, 153, [[name] for name in COUNCILS[:6]])
    found = only(page.tables())
    assert found[0] == ["Service", "Share of cases closed", "Open at the end", "Cases per officer"]
    assert [row[0] for row in found[1:]] == list(COUNCILS[:6])


def test_a_heading_over_several_columns_spans_them() -> None:
    page = Drawing()
    for x0, y, x1 in ((55, 95, 480), (240, 112, 480), (55, 130, 480), (55, 134 + 14 * 6 + 4, 480)):
        page.line(x0, y, x1, y)
    page.say(330, 107, "2023")
    for x, word in zip((60, 250, 355, 450), ("Service", "Cases", "Rate", "Open"), strict=True):
        page.say(x, 125, word)
    figures_under(page, 146, [[name] for name in COUNCILS[:6]])
    (table,) = page.tables()
    year = next(cell for cell in table.cells() if cell.text.text == "2023")
    assert (year.row, year.column, year.column_span) == (0, 1, 3)


def test_a_label_that_wraps_is_one_row_with_its_figures() -> None:
    page = Drawing()
    for y in (95, 113, 113 + 14 * 7 + 4):
        page.line(55, y, 480, y)
    for x, word in zip((60, 250, 350, 450), ("Service", "Cases", "Rate", "Open"), strict=True):
        page.say(x, 107, word)
    labels = [
        ["Ashby"],
        ["Brindle and the parishes", "of the lower valley"],
        ["Corvale"],
        ["Dunmere"],
        ["Elstow"],
    ]
    figures_under(page, 125, labels)
    assert [row[0] for row in only(page.tables())[1:]] == [" ".join(label) for label in labels]


def test_figures_beside_the_middle_of_a_label_of_two_lines() -> None:
    page = Drawing()
    for y in (95, 113, 113 + 26 * 5 + 4):
        page.line(55, y, 480, y)
    page.say(60, 107, "Measure")
    for x, word in zip((290, 390, 470), ("Cases", "Rate", "Open"), strict=True):
        page.right(x, 107, word)
    for number in range(1, 6):
        y = 100 + 26 * number
        page.say(60, y, f"Cases that were opened in area {number}")
        page.say(60, y + 10, "And closed within thirty days")
        for x, words in zip((290, 390, 470), values(number), strict=True):
            page.right(x, y + 5, words)
    found = only(page.tables())
    assert found[1:] == [
        [f"Cases that were opened in area {number} And closed within thirty days", *values(number)]
        for number in range(1, 6)
    ]


def test_leaders_and_typed_rules_are_no_words() -> None:
    page = Drawing()
    for x, word in zip((60, 250, 330, 410), ("Service", "Cases", "Rate", "Open"), strict=True):
        page.say(x, 100, word, font="Courier")
    page.say(60, 112, "-" * 72, font="Courier")
    for number, name in enumerate(COUNCILS, 1):
        page.say(60, 112 + 12 * number, f"{name} {'. ' * (14 - len(name) // 2)}", font="Courier")
        for x, words in zip((250, 330, 410), values(number), strict=True):
            page.say(x, 112 + 12 * number, words, font="Courier")
    found = only(page.tables())
    assert [row[1:] for row in found] == [["Cases", "Rate", "Open"], *(row[1:] for row in BODY)]


def test_pieces_side_by_side_under_the_same_header_are_tables_of_their_own() -> None:
    page = Drawing()
    xs = (60, 160, 220, 320, 380)
    page.grid(xs, [100 + 18 * number for number in range(6)])
    for left, right in zip([["Service", "Cases"], *BODY[:4]], [["Service", "Cases"], *BODY[4:]], strict=True):
        y = 112 + 18 * ([["Service", "Cases"], *BODY[:4]].index(left))
        for x, words in zip(xs, [*left[:2], *right[:2]], strict=False):
            page.say(x + 4, y, words)
    first, second = (rows(table) for table in page.tables())
    assert first == [["Service", "Cases"], *(row[:2] for row in BODY[:4])]
    assert second == [["Service", "Cases"], *(row[:2] for row in BODY[4:])]


# What is no table ----------------------------------------------------------------------------------------------


def test_the_gridlines_of_a_chart_are_no_table() -> None:
    page = Drawing()
    page.grid([100 + 20 * number for number in range(16)], [100 + 15 * number for number in range(11)])
    for number in range(11):
        page.right(94, 103 + 15 * number, str(500 - 50 * number))
    page.say(180, 132, "Cases opened")
    page.say(260, 190, "Cases closed")
    assert page.tables() == ()


def test_the_scale_of_a_chart_between_level_lines_is_no_column() -> None:
    page = Drawing()
    for number in range(9):
        y = 100 + 20 * number
        page.line(90, y, 480, y)
        page.say(66, y + 3, str(400 - 50 * number))
        page.say(486, y + 3, f"0.{9 - number}")
    page.say(180, 133, "Cases opened")
    page.say(300, 193, "Cases closed")
    assert page.tables() == ()


def test_a_sliver_between_shading_and_rules_is_no_column() -> None:
    page = Drawing()
    xs = (60, 200, 300, 400, 500)
    for number in range(5):
        page.fill(66, 100 + 18 * number, 194, 118 + 18 * number, "#d9e2f3" if number % 2 else "#c6d9f1")
    page.grid((60, 66, 194, 200, 300, 400, 500), [100 + 18 * number for number in range(6)])
    for number, row in enumerate(BODY[:5]):
        for x, words in zip(xs, row, strict=False):
            page.say(x + 8, 112 + 18 * number, words)
    assert only(page.tables()) == BODY[:5]


def test_lettered_paragraphs_in_two_columns_are_prose() -> None:
    page = Drawing()
    for number in range(30):
        page.say(60, 100 + 12 * number, "the council agreed that every service reports on it")
        page.say(344, 100 + 12 * number, "and that the board hears of what was found there")
        if number % 6 == 0:
            page.say(320, 100 + 12 * number, f"{'abcdef'[number // 6]})")
    for y in (90, 470):
        page.line(55, y, 560, y)
    assert page.tables() == ()


# Rows and columns that little parts ------------------------------------------------------------------------------

HEADER = ["No", "Action", "Lead officer", "By when"]
LEFTS = (60.0, 90.0, 320.0, 440.0)
PLAN = [
    ["1.1", "Publish the lettings policy and tell|every tenant of it by letter", "Priya Hallam", "May 2024"],
    ["1.2", "Inspect all lifts", "Tom Askew", "June 2024"],
    ["1.3", "Agree with the landlords how repairs|are reported and put right", "Priya Hallam", "July 2024"],
    ["2.1", "Train the duty team", "Head of Housing", "Quarterly"],
    ["2.2", "Report to the board", "Tom Askew", "Ongoing"],
]
SAID = [[cell.replace("|", " ") for cell in row] for row in PLAN]


def close_set(
    page: Drawing, top: float, table: Sequence[Sequence[str]], lefts: Sequence[float] = LEFTS
) -> float:
    """Rows one right under another, without a gap or a rule; gives the foot of the last line."""
    y = top
    for row in table:
        for x, cell in zip(lefts, row, strict=True):
            for line, words in enumerate(cell.split("|")):
                page.say(x, y + 11 * line, words)
        y += 11 * max(cell.count("|") + 1 for cell in row)
    return y


def test_numbers_open_rows_where_nothing_else_parts_them() -> None:
    page = Drawing()
    for x, words in zip(LEFTS, HEADER, strict=True):
        page.say(x, 100, words, font="Helvetica-Bold")
    close_set(page, 111, PLAN)
    assert only(page.tables()) == [HEADER, *SAID]


def test_a_column_that_one_full_line_nearly_closes() -> None:
    page = Drawing()
    full = "Publish the policy on how homes are let and put it to the vote"
    edge = 90 + page.canvas.stringWidth(full, "Helvetica", 9) + 2.5
    lefts = (60.0, 90.0, edge, edge + 90)
    plan = [
        ["1.1", full, "Priya Hallam", "May 2024"],
        *PLAN[1:],
        ["2.3", "Close the plan", "Tom Askew", "2025"],
    ]
    for x, words in zip(lefts, HEADER, strict=True):
        page.say(x, 100, words, font="Helvetica-Bold")
    close_set(page, 111, plan, lefts)
    assert [row[2] for row in only(page.tables())] == ["Lead officer", *(row[2] for row in plan)]


def test_upright_rules_go_on_over_a_heading_between_them() -> None:
    page = Drawing()
    top = 100.0
    for heading, part in (
        ("Safer homes for every tenant", PLAN[:3]),
        ("A board that hears of them", PLAN[3:]),
    ):
        page.say(60, top, heading, font="Helvetica-Bold")
        foot = close_set(page, top + 14, part)
        for x in (56, 86, 316, 436, 540):
            page.line(x, top + 5, x, foot - 6)
        top = foot + 8
    found = only(page.tables())
    assert found == [*SAID[:3], ["A board that hears of them"], *SAID[3:]]


def test_one_row_left_over_for_the_next_page_is_known_by_its_columns() -> None:
    page = Drawing()
    for x, words in zip(LEFTS, HEADER, strict=True):
        page.say(x, 700, words, font="Helvetica-Bold")
    close_set(page, 711, PLAN)
    page.canvas.showPage()
    page.say(60, 40, "Brindle District Council", size=8)
    page.say(60, 80, "2.3")
    page.say(90, 80, "Close the plan and say what")
    page.say(90, 91, "has come of it")
    page.say(320, 80, "Tom Askew")
    page.say(440, 80, "March 2025")
    page.say(
        60,
        140,
        "The board hears of this plan each quarter until all of its actions have been closed.",
        size=10,
    )
    first, second = page.tables()
    assert rows(first) == [HEADER, *SAID]
    assert rows(second) == [["2.3", "Close the plan and say what has come of it", "Tom Askew", "March 2025"]]


def test_prose_below_a_table_and_the_page_number_under_it_are_not_its_rows() -> None:
    page = Drawing()
    for number, row in enumerate(PLAN):
        if number % 2 == 0:
            page.fill(56, 100 + 30 * number, 540, 130 + 30 * number, "#eeeeee")
        close_set(page, 112 + 30 * number, [row])
    page.say(
        60, 275, "Progress on this plan is reported to the board, and any member may ask for the evidence", 10
    )
    page.say(
        60, 288, "behind an entry, and officers close the plan once the last of its actions is done.", 10
    )
    page.say(290, 800, "Page 1", size=8)
    assert only(page.tables()) == SAID


def test_header_cells_whose_words_read_upwards() -> None:
    page = Drawing()
    header = ["Service", "Cases opened this year", "Rate per head", "Still open"]
    xs = (60, 200, 240, 280, 320)
    page.grid(xs, (100, 200, *(200 + 18 * number for number in range(1, len(BODY) + 1))))
    page.say(64, 190, header[0])
    page.canvas.setFont("Helvetica", 9)
    for x, words in zip(xs[1:], header[1:], strict=False):
        page.canvas.saveState()
        page.canvas.translate(x + 18, A4[1] - 196)
        page.canvas.rotate(90)
        upper, _, lower = words.partition(" ") if len(words) > 20 else (words, "", "")
        page.canvas.drawString(0, 0, upper)
        page.canvas.drawString(0, -11, lower)
        page.canvas.restoreState()
    for number, row in enumerate(BODY):
        for x, words in zip(xs, row, strict=False):
            page.say(x + 4, 212 + 18 * number, words)
    assert only(page.tables()) == [header, *BODY]


def test_a_table_inside_a_cell_is_part_of_what_the_cell_says() -> None:
    page = Drawing()
    page.grid((60, 160, 460, 540), (100, 118, 220, 240))
    for x, words in zip((64, 164, 464), ("Action", "Detail", "By"), strict=True):
        page.say(x, 112, words)
    page.say(64, 132, "Close the gap")
    page.say(164, 132, "Cases by team:")
    page.say(464, 132, "May 2024")
    page.grid((170, 300, 400), (140, 158, 176, 194))
    for number, (team, cases) in enumerate((("Team", "Cases"), ("North", "12"), ("South", "31"))):
        page.say(174, 152 + 18 * number, team)
        page.say(304, 152 + 18 * number, cases)
    page.say(64, 234, "Report on it")
    page.say(464, 234, "June 2024")
    found = only(page.tables())
    assert found[0] == ["Action", "Detail", "By"]
    assert found[1][0] == "Close the gap" and found[1][2] == "May 2024"
    assert found[1][1].split() == ["Cases", "by", "team:", "Team", "Cases", "North", "12", "South", "31"]
    assert found[2] == ["Report on it", "", "June 2024"]


def test_a_label_column_beside_values_on_a_page_with_prose() -> None:
    page = Drawing()
    form = [
        ("Action", "Publish the policy"),
        ("Lead", "Priya Hallam"),
        ("By when", "May 2024"),
        ("RAG", "Green"),
    ]
    page.grid((60, 160, 500), [100 + 18 * number for number in range(5)])
    for number, (label, value) in enumerate(form):
        page.say(64, 112 + 18 * number, label, font="Helvetica-Bold")
        page.say(164, 112 + 18 * number, value)
    page.say(60, 220, "The board hears of this plan each quarter until all of its actions have been closed.")
    assert only(page.tables()) == [list(pair) for pair in form]


def test_rules_between_the_rows_only_leave_header_and_last_row_in() -> None:
    page = Drawing()
    for x, words in zip(LEFTS, HEADER, strict=True):
        page.say(x, 100, words, font="Helvetica-Bold")
    for number, row in enumerate(PLAN):
        page.line(56, 106 + 30 * number, 540, 106 + 30 * number)
        close_set(page, 118 + 30 * number, [row])
    page.say(
        60, 300, "The board hears of this plan each quarter until all of its actions have been closed.", 10
    )
    assert only(page.tables()) == [HEADER, *SAID]


def test_a_bullet_stands_a_little_apart_and_a_row_more() -> None:
    page = Drawing()
    header, lefts = ["Action", "Lead officer", "By when"], (60.0, 320.0, 440.0)
    for x, words in zip(lefts, header, strict=True):
        page.say(x, 100, words, font="Helvetica-Bold")
    y, wanted = 100.0, []
    for first, bullets, lead, date in (
        ("Ask what tenants think", ("in a survey", "at two meetings"), "Priya Hallam", "May 2024"),
        ("Train the duty team", ("in the new law", "in the new forms"), "Tom Askew", "June 2024"),
        ("Report to the board", (), "Head of Housing", "July 2024"),
        ("Publish the policy", ("in print", "on the website"), "Tom Askew", "May 2025"),
    ):
        y += 18
        for x, words in zip(lefts, (first, lead, date), strict=True):
            page.say(x, y, words)
        for bullet in bullets:
            y += 13
            page.say(60, y, f"\u2022 {bullet}")
        wanted.append([" ".join([first, *bullets]), lead, date])
        for line in range(2):  # lines of a cell that wraps, at the usual distance
            page.say(320, y + 11 * (line + 1), "and team" if line else "with her")
        y += 22
        wanted[-1][1] += " with her and team"
    found = [[cell.replace("\u2022 ", "").replace("\n", " ") for cell in row] for row in only(page.tables())]
    assert found == [header, *wanted]


def test_a_narrow_stripe_of_colour_is_a_column() -> None:
    page = Drawing()
    for number, colour in enumerate(("#00b050", "#ff0000", "#00b050", "#ffc000", "#ff0000")):
        page.fill(200, 100 + 18 * number, 206, 118 + 18 * number, colour)
    page.grid((60, 200, 206, 300, 400), [100 + 18 * number for number in range(6)])
    for number, row in enumerate(BODY[:5]):
        for x, words in zip((64, 210, 304), row, strict=False):
            page.say(x, 112 + 18 * number, words)
    (table,) = page.tables()
    assert [row.cells[1].fill for row in table.rows] == [
        "#00b050",
        "#ff0000",
        "#00b050",
        "#ffc000",
        "#ff0000",
    ]
