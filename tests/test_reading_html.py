"""The web page reader."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planextract
from planextract.document import Block, Document, Table
from planextract.errors import CorruptFileError, LimitExceededError
from planextract.options import Limits, Options
from planextract.readers import html

PAGE = """<!DOCTYPE html>
<html><head><title>Action plan &ndash; Cabinet</title><meta name="author" content="Policy &amp; Performance">
<style>p { color: red }</style></head>
<body><header><h1>Anytown Council</h1><p>We use cookies</p></header><nav><ul><li>Home</li></ul></nav>
<main><h1>Improvement <em>plan</em></h1><p>The plan has <b>3</b> actions.<p>Unclosed &amp; paragraph
over two lines.
<ul><li>First point<li>▪ Second point<ul><li>Inner point</ul></ul>
<table><caption>Table 1</caption>
<thead><tr><th rowspan=2>Action<th colspan=2>Who and when</tr><tr><th>Owner<th>By when</thead>
<tr><td rowspan="9">1. Review policy</td><td>Anna Brindle</td>
<td style="background-color:#0f0"><s>May</s> June 2024</td></tr>
<tr><td>Director of Place<br/>Cabinet</td><td bgcolor="red"><img src="r.gif" alt="Red"> 3 May</td></tr></table>
<dl><dt>Ward</dt><dd>All</dd></dl><div>Loose text<br>next line</div>
<p hidden>secret</p><p style="display: none">secret</p><script>var x = "<p>secret</p>";</script></main>
<footer><p>Contact us</p></footer></body></html>"""


def read(page: str, options: Options | None = None) -> Document:
    return html.read(page.encode(), "plan.html", options or Options())


def test_a_cell_ends_before_one_that_reaches_in_from_above() -> None:
    page = (
        "<table><tr><td>1<td rowspan=3>Theme<td>Clerk<tr><td colspan=3>Review<td>May<tr><td>3<td>HR</table>"
    )
    (table,) = read(page).tables
    assert [[(c.text.text, c.column, c.column_span) for c in row.cells] for row in table.rows] == [
        [("1", 0, 1), ("Theme", 1, 1), ("Clerk", 2, 1)],
        [("Review", 0, 1), ("May", 3, 1)],
        [("3", 0, 1), ("HR", 2, 1)],
    ]


def check_spans(document: Document) -> None:
    for block in document.blocks:
        for words in (block.text, block.label):
            for piece in words.pieces if words is not None else ():
                assert piece.original == block.source[piece.start : piece.end]
    for table in document.tables:
        for cell in table.cells():
            for line in cell.lines:
                for piece in line.text.pieces:
                    assert piece.original == cell.source[piece.start : piece.end]


def test_blocks_of_a_page() -> None:
    document = read(PAGE)
    assert document.properties == {"title": "Action plan – Cabinet", "author": "Policy & Performance"}
    assert [(block.kind, block.level, block.text.text) for block in document.blocks] == [
        ("heading", 1, "Anytown Council"),
        ("header", None, "We use cookies"),
        ("heading", 1, "Improvement plan"),
        ("paragraph", None, "The plan has 3 actions."),
        ("paragraph", None, "Unclosed & paragraph over two lines."),
        ("item", 1, "First point"),
        ("item", 1, "Second point"),
        ("item", 2, "Inner point"),
        ("paragraph", None, "Table 1"),
        ("paragraph", None, "Ward"),
        ("paragraph", None, "All"),
        ("paragraph", None, "Loose text"),
        ("paragraph", None, "next line"),
        ("footer", None, "Contact us"),
    ]
    check_spans(document)


def test_a_source_is_the_inner_source_and_a_block_s_runs_from_first_word_to_last() -> None:
    document = read(PAGE)
    assert document.blocks[2].source == "Improvement <em>plan"
    assert document.tables[0].rows[3].cells[0].source == "Director of Place<br/>Cabinet"
    for block in document.blocks:
        assert block.source in PAGE


def test_a_table_with_merged_cells_and_fills() -> None:
    (table,) = read(PAGE).tables
    assert table.columns == 3
    assert [row.header for row in table.rows] == [True, True, False, False]
    assert [(c.row, c.column, c.row_span, c.column_span) for c in table.cells()] == [
        *[(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)],
        *[(2, 0, 2, 1), (2, 1, 1, 1), (2, 2, 1, 1), (3, 1, 1, 1), (3, 2, 1, 1)],
    ]
    assert [cell.fill for cell in table.cells() if cell.fill] == ["#00ff00", "#ff0000"]
    june, red = table.rows[2].cells[2], table.rows[3].cells[1]
    assert [(line.text.text, line.struck) for line in june.lines] == [("May", True), ("June 2024", False)]
    assert june.text.text == "June 2024"
    assert red.text.text == "Red 3 May"


def test_tables_that_lay_out_a_page_give_their_contents() -> None:
    document = read(
        "<table><tr><td>Menu<td><p>Before</p><table><tr><td>a<td>b</table><p>After</p></table><table><tr><td>Box</table>"
    )
    assert [part.text.text if isinstance(part, Block) else part.columns for part in document.flow] == [
        *["Menu", "Before", 2, "After", "Box"]
    ]


def test_what_is_left_open_closes_with_its_cell() -> None:
    (table,) = read("<table><tr><td><b><s>old<td>new<tr><td></div></p>x<td>y</table><p>after").tables
    assert [(cell.bold, cell.text.text) for cell in table.cells()] == [
        (True, ""),
        (False, "new"),
        (False, "x"),
        (False, "y"),
    ]


def test_a_hidden_part_that_never_ends_hides_nothing() -> None:
    assert [block.text.text for block in read("<nav>Menu<p>Words</p>").blocks] == ["Menu", "Words"]


def test_the_declared_encoding_of_an_old_page() -> None:
    page = '<html><head><meta charset="windows-1252"></head><body><p>Children’s plan</p></body></html>'
    document = html.read(page.encode("cp1252"), "plan.html", Options())
    assert document.blocks[0].text.text == "Children’s plan"


@pytest.mark.parametrize(
    "page", ["", "  \n", "<html><body><script>1</script></body></html>", "<p></p><!-- words -->"]
)
def test_pages_without_words(page: str) -> None:
    with pytest.raises(CorruptFileError):
        read(page)


@pytest.mark.parametrize(
    "page",
    [
        "<table>" + "<tr><td>x</td><td>y</td></tr>" * 60 + "</table>",
        "<table><tr><td colspan=1000>x</table>",
        "<table><tr>" + "<td rowspan=65534 colspan=900>x" * 3 + "<tr><td>y" * 50 + "</table>",
    ],
)
def test_cells_are_limited(page: str) -> None:
    with pytest.raises(LimitExceededError):
        read(page, Options(limits=Limits(cells=100)))


HOSTILE = [
    *[
        "<",
        "<a",
        '<a "',
        "<a '\">",
        "<!--",
        "<?",
        "<![CDATA[",
        "&#x110000;",
        "&amp",
        "<b>x",
        "</b>",
        "<p>",
        "<li>x",
    ],
    *[
        "<table>",
        "<table><tr><td>x",
        "<td>",
        "<tr>",
        "<ul><li>",
        "<nav>x",
        "<p hidden>x",
        "<svg><",
        "<title>",
        "<h1>x",
    ],
    *[
        "<td rowspan=99999999999 colspan=-1>",
        "<script>",
        "<p style='display:none'>",
        "<dl><dt>x",
        "<main>",
        "</main>",
    ],
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_pages_end(words: str) -> None:
    check_spans(read("<p>Title</p>" + words * (10_000 // len(words)) + "End"))


MARKS = [
    *[
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<table>",
        "</table>",
        "<tr>",
        "<td>",
        "<th colspan=2>",
        "<td rowspan=3>",
        "</td>",
    ],
    *[
        "<ul>",
        "<li>",
        "</ul>",
        "<h2>",
        "</h2>",
        "<br>",
        "<s>",
        "</s>",
        "<div>",
        "</div>",
        "<nav>",
        "</nav>",
        "&nbsp;",
    ],
    *[
        "Review",
        " ",
        "\n",
        "3 May",
        "&amp;",
        "• ",
        "1. ",
        "<!-- -->",
        "<thead>",
        "</thead>",
        "<main>",
        "<img alt=Red>",
    ],
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(MARKS), min_size=1, max_size=60).map("".join))
def test_any_page_keeps_its_spans_and_the_order_of_its_cells(page: str) -> None:
    # words that stand between cells come before their table, as in browsers, so blocks have no such order
    try:
        document = read(page)
    except CorruptFileError:
        return
    check_spans(document)
    assert all(block.source in page for block in document.blocks)
    for table in document.tables:
        position = 0
        for source in _sources(table):
            found = page.find(source, position)
            assert found >= 0
            position = found + len(source)


def _sources(table: Table) -> list[str]:
    cells = list(table.cells())
    assert len({(cell.row, cell.column) for cell in cells}) == len(cells)
    assert all(cell.column + cell.column_span <= table.columns for cell in cells)
    assert all(cell.row + cell.row_span <= len(table.rows) for cell in cells)
    return [cell.source for cell in cells]


# Pages of councils' websites -------------------------------------------------------------------------------------


def page(title: str, content: str) -> bytes:
    """A page as ModernGov writes it between a council's menus."""
    menu = '<div id="header"><ul class="nav"><li><a href="/">Home</a></li><li><a href="/bins">Bins</a></li></ul></div>'
    foot = '<div id="footer"><p>Report by email, by 3 May 2031, what you think of this page</p></div>'
    return (
        f"<!DOCTYPE HTML><html><head><title>{title} - Osmerton Borough Council</title></head><body>{menu}"
        f'<div id="modgov"><div class="mgContent">{content}</div></div>{foot}</body></html>'
    ).encode()


def field(label: str, words: str) -> str:
    return f'<p><span class="mgLabel">{label}:&nbsp;</span>{words}</p>'


DECISION = page(
    "Decision - Parking strategy 2015 - 2020",
    '<h1 class="mgMainTitleTxt">Decision details</h1><h2 class="mgSubTitleTxt">Parking strategy 2015 - 2020</h2>'
    + field("Decision Maker", '<a href="mgCommitteeDetails.aspx?ID=133">Cabinet</a>')
    + field("Made at meeting", '<a href="ieListDocuments.aspx?MId=512">12/03/2015 - Cabinet</a>')
    + field("Decision published", "16/03/2015")
    + field("Effective from", "24/03/2015")
    + field("Decision status", "Recommendations Approved")
    + field("Is Key decision?", "Yes")
    + field("Is subject to call in?", "Yes")
    + '<h3 class="mgSubSubTitleTxt">Decision:</h3><div class="mgWordPara"><p><b>RESOLVED</b> that:</p>'
    '<p class="MsoNormal">(a)&nbsp;&nbsp; the parking strategy 2015 to 2020 be approved; and</p>'
    '<p class="MsoNormal">(b)&nbsp;&nbsp; the Head of Highways be requested to report progress to Cabinet by 30 '
    "September 2015.</p></div>"
    + field("Report author", "Edwin Marsh")
    + field("Accompanying Documents", "")
    + '<ul class="mgBulletList"><li><a href="x.pdf">Parking report</a>&nbsp;<span>PDF 216 KB</span></li></ul>',
)
ITEM = page(
    "Agenda item - Internal audit progress report",
    '<h1 class="mgMainTitleTxt">Agenda item</h1><h2 class="mgSubTitleTxt">Internal audit progress report</h2><ul><li>'
    '<a href="x">Meeting of Audit Committee, Thursday, 28th September 2023 10.00 am (Item 7.)</a></li></ul>'
    '<p class="mgSubItemTitleTxt">Minutes:</p><div class="mgWordPara"><p>Members considered the report.</p>'
    "<p><b>Resolved:</b></p><p>(1) That the report be noted.</p>"
    "<p>(2) That the Payroll Manager attend the next meeting.</p></div>"
    "<p>Supporting documents:</p><ul><li>Progress report, item 7. PDF 310 KB</li></ul>",
)
MEETING = page(
    "Agenda and minutes - Audit Committee",
    '<h1 class="mgMainTitleTxt">Agenda and minutes</h1>'
    '<h2 class="mgSubTitleTxt">Audit Committee<br>Thursday, 28th September, 2023 10.00 am</h2>'
    "<div>Agenda frontsheet <span>PDF 216 KB</span> Printed minutes <span>PDF 90 KB</span></div>"
    "<h2>Items</h2><table><tr><th>No.</th><th>Item</th></tr>"
    '<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt">1.</p></td><td><p class="mgAiTitleTxt">Apologies</p>'
    '<p class="mgSubItemTitleTxt">Minutes:</p><div class="mgWordPara"><p>None were received.</p></div></td></tr>'
    '<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt">2.</p></td><td><p class="mgAiTitleTxt">Internal audit '
    'progress report<span>PDF 310 KB</span></p><p class="mgSubItemTitleTxt">Minutes:</p><div class="mgWordPara">'
    "<p>Members considered the report.</p><p><b>RESOLVED:</b></p><p>(1) That the report be noted; and</p>"
    "<p>(2) That the Payroll Manager be asked to attend on 14 December 2023.</p>"
    "<p><b>Action: Head of Internal Audit to circulate the timetable.</b></p></div></td></tr></table>",
)


def test_a_decision_page() -> None:
    found = planextract.extract_bytes(DECISION, "ieDecisionDetails.aspx")
    about = found.metadata
    assert (about.title.value, about.body.value) == ("Parking strategy 2015 - 2020", "Cabinet")
    assert (about.authority.value, about.report_of.value) == ("Osmerton Borough Council", "Edwin Marsh")
    assert (about.document_kind, about.meeting_date.value) == ("minutes", date(2015, 3, 12))
    assert [(each.reference.value, each.verb, each.made) for each in found.decisions] == [
        ("a", "approve", "resolved"),
        ("b", "request", "resolved"),
    ]
    (action,) = found.actions
    assert action.owners[0].role == "Head of Highways"
    assert action.deadline.value.latest == date(2015, 9, 30)


def test_a_page_of_one_item() -> None:
    found = planextract.extract_bytes(ITEM, "mgAi.aspx")
    about = found.metadata
    assert (about.title.value, about.body.value) == ("Internal audit progress report", "Audit Committee")
    assert about.meeting_date.value == date(2023, 9, 28)
    assert [each.verb for each in found.decisions] == ["note", "other"]
    assert [action.owners[0].role for action in found.actions] == ["Payroll Manager"]


def test_a_page_of_a_meeting() -> None:
    """Its table only numbers the items; the number and the title of each are one heading."""
    document = read(MEETING.decode())
    assert document.tables == ()
    assert [block.text.text for block in document.blocks if block.level == 3] == [
        "Apologies",
        "Internal audit progress reportPDF 310 KB",
    ]
    check_spans(document)
    found = planextract.extract_bytes(MEETING, "ieListDocuments.aspx")
    about = found.metadata
    assert (about.body.value, about.meeting_date.value) == ("Audit Committee", date(2023, 9, 28))
    assert about.title is None
    assert [each.verb for each in found.decisions] == ["note", "request"]
    assert len(found.actions) == 2


def test_what_stands_around_the_main_part_is_furniture() -> None:
    for mark in ("<main>", '<div role="main">', "<div id='modgov'>"):
        name = mark[1:].partition(" ")[0].rstrip(">")
        html = f"<div><p>Menu</p></div>{mark}<div><p>The plan</p></div></{name}><div><p>Contact us</p></div>"
        kinds = [(block.kind, block.text.text) for block in read(html).blocks]
        assert kinds == [("header", "Menu"), ("paragraph", "The plan"), ("footer", "Contact us")]
