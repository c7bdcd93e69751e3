"""Reading workbooks: made here of plain data or bare XML, so that every construct is in plain sight."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

import planextract
from planextract import document
from planextract.errors import CorruptFileError, LimitExceededError, NoTextError, UnsupportedFormatError
from planextract.options import Limits, Options
from planextract.readers import read_bytes, xlsx
from planextract.readers.shown import shown
from workbooks import MAIN, Book, Box, Look, Tab, bold, workbook

SHARED = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "real" / "xlsx"
NO_LIMITS = Limits()
HEADER = bold("Ref", "Action", "Lead", "Deadline")


def read(*tabs: Tab, fills: tuple[str, ...] = (), limits: Limits = NO_LIMITS) -> document.Document:
    return xlsx.read(workbook(Book(tabs, fills=fills)), "plan.xlsx", Options(limits=limits))


def words(table: document.Table) -> list[list[str]]:
    return [[cell.text.text for cell in row.cells] for row in table.rows]


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """The package with a replacement in one part."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as file, zipfile.ZipFile(buffer, "w") as out:
        for name in file.namelist():
            text = file.read(name).decode()
            assert name != part or old in text
            out.writestr(name, text.replace(old, new) if name == part else text)
    return buffer.getvalue()


def test_a_title_above_and_formatted_rows_below_are_no_rows_of_the_table() -> None:
    blank = [[Box("", Look(fill='rgb="FFEEEEEE"'))] * 4] * 500
    found = read(
        Tab(
            "Tracker",
            [[Box("Action log", Look(bold=True))], ["Date:", "3 May 2015"], [], HEADER, ["1", "Act"], *blank],
        )
    )
    blocks = [(block.kind, block.level, block.text.text) for block in found.blocks]
    assert blocks == [("heading", 1, "Action log"), ("paragraph", None, "Date:\t3 May 2015")]
    assert words(found.tables[0]) == [["Ref", "Action", "Lead", "Deadline"], ["1", "Act", "", ""]]


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        ("42094", "dd/mm/yyyy", "31/03/2015"),
        ("42094", "m/d/yy", "31/03/2015"),
        ("42094", "[$-409]mm/dd/yyyy h:mm", "31/03/2015 00:00"),
        ("42094", "mmm\\-yy", "Mar-15"),
        ("42094", "[$-809]dd mmmm yyyy;@", "31 March 2015"),
        ("42094", "yyyy", "2015"),
        ("42094", "yyyy-mm-dd", "2015-03-31"),
        ("42094.75", "d/m/yy h:mm AM/PM", "31/3/15 6:00 pm"),
        ("42094.5", "ddd d mmm", "Tue 31 Mar"),
        ("59", "d/m/yyyy", "28/2/1900"),
        ("60", "d/m/yyyy", "60"),
        ("-1", "d/m/yyyy", "-1"),
        ("9999999", "d/m/yyyy", "9999999"),
        ("1.5", "[h]:mm", "1.5"),
        ("0.75", "0%", "75%"),
        ("0.755", "0.0%", "75.5%"),
        ("3.0", "General", "3"),
        ("0.30000000000000004", "General", "0.3"),
        ("1234.5", "[$£-809]#,##0.00", "£1,234.50"),
        ("-1234", "#,##0;[Red]-#,##0", "-1,234"),
        ("7", "000", "007"),
        ("4", '"Q"0', "Q4"),
        ("0", "0;-0;;@", ""),
        ("1E+400", "General", "1E+400"),
        ("five", "0", "five"),
    ],
)
def test_numbers_and_days_as_they_are_shown(number: str, form: str, expected: str) -> None:
    assert shown(number, form) == expected


@pytest.mark.parametrize(
    "hostile", ["d" * 10_000, "[" * 10_000, '"' * 9_999, "0." * 5_000, "#," * 5_000, ";" * 10_000]
)
def test_hostile_formats_end(hostile: str) -> None:
    assert isinstance(shown("42094.123", hostile), str)
    assert isinstance(shown("9" * 299, hostile), str)


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    data = workbook(Book([Tab("A", [HEADER, ["1", "Act", "Ann", Box(40632, Look("dd/mm/yyyy"))]])]))
    later = changed(data, "xl/workbook.xml", "<sheets>", '<workbookPr date1904="1"/><sheets>')
    assert words(xlsx.read(later, "x", Options()).tables[0])[1][3] == "31/03/2015"


def test_merged_cells_are_one_cell_with_spans() -> None:
    found = read(
        Tab("A", [HEADER, ["1", "Act", "Ann", "May"], ["", "Also", "", "June"]], merged=("A2:A3", "C2:C3"))
    ).tables[0]
    spans = {cell.text.text: (cell.row_span, cell.column_span) for cell in found.cells()}
    assert spans["1"] == spans["Ann"] == (2, 1)
    assert words(found)[2] == ["Also", "June"]


def test_merged_cells_that_overlap_or_reach_everywhere_do_no_harm() -> None:
    merged = tuple(f"A{row}:XFD1048576" for row in range(1, 400))
    found = read(Tab("A", [HEADER, ["1", "Act", "Ann", "May"]], merged=merged))
    assert found.tables[0].rows[0].cells[0].text.text == "Ref"


def test_colours_of_fills_themes_and_conditions() -> None:
    looks = [
        Look(fill=fill) for fill in ('rgb="FF92D050"', 'theme="9" tint="0.3999"', 'indexed="10"', 'theme="0"')
    ]
    condition = (
        '<conditionalFormatting sqref="A2:D9"><cfRule type="containsText" dxfId="0" priority="2" text="late"/>'
        '<cfRule type="cellIs" operator="equal" dxfId="1" priority="1"><formula>"Red"</formula></cfRule>'
        '</conditionalFormatting><conditionalFormatting sqref="D2:D9">'
        '<cfRule type="expression" dxfId="0" priority="0"><formula>A1=1</formula></cfRule></conditionalFormatting>'
    )
    rows = [
        HEADER,
        [Box(str(place), look) for place, look in enumerate(looks)],
        ["red", "running late", "on time", "Red"],
    ]
    table = read(Tab("A", rows, after=condition), fills=("FFC000", "FF0000")).tables[0]
    assert [cell.fill for cell in table.rows[1].cells] == ["#92d050", "#a9d18e", "#ff0000", None]
    assert [cell.fill for cell in table.rows[2].cells] == ["#ff0000", "#ffc000", None, None]


def coloured(*rules: str, sqref: str = "D2:D4") -> document.Document:
    """A plan whose last column is coloured by rules; the first colour is green, the second a grey."""
    found = "".join(rules)
    after = f'<conditionalFormatting sqref="{sqref}">{found}</conditionalFormatting>'
    rows = [HEADER, ["1", "Act", "Ann", "Green"], ["2", "Also", "Bob", "Late"], ["3", "Rest", "Cy", ""]]
    return read(Tab("A", rows, after=after), fills=("00B050", "D9D9D9"))


def rule(formula: str, kind: str = "expression", colour: int = 0) -> str:
    return f'<cfRule type="{kind}" dxfId="{colour}" priority="1"><formula>{formula}</formula></cfRule>'


@pytest.mark.parametrize(
    ("formula", "fills"),
    [
        ('$D2="Green"', ["#00b050", None]),
        ('D2="late"', [None, "#00b050"]),
        ('D$2="Green"', [None, None]),
        ('$C2="Ann"', [None, None]),
        ('D3="Late"', [None, None]),
    ],
)
def test_a_formula_about_the_cell_itself_is_followed(formula: str, fills: list[str | None]) -> None:
    found = coloured(rule(formula))
    assert [row.cells[3].fill for row in found.tables[0].rows[1:3]] == fills
    assert codes(found) == ([] if any(fills) else ["colour_by_rule"])


@pytest.mark.parametrize("kind", ["colorScale", "iconSet"])
def test_scales_and_icons_are_said(kind: str) -> None:
    found = coloured(f'<cfRule type="{kind}" priority="1"/>')
    assert [remark.message for remark in found.diagnostics] == [
        "2 cells may have a colour by a rule that was not worked out"
    ]


def test_stripes_and_greys_are_no_ratings() -> None:
    assert codes(coloured(rule("MOD(ROW(),2)=0"))) == []
    assert codes(coloured(rule('$A2="1"', colour=1), sqref="A2:D4")) == []
    assert codes(coloured(rule('$A2="1"'), sqref="A2:D4")) == ["colour_by_rule"]


def test_a_tracker_as_councils_keep_them() -> None:
    """A merged title, the header in row 3, days as numbers, per cent, a note far to the right, formatted blank rows."""
    day, share = Look(form="dd/mm/yyyy"), Look(form="0%")
    blank = [[Box("", Look(fill='rgb="FFEEEEEE"'))] * 6] * 990
    rows = [
        [Box("Osmerton Borough Council improvement tracker", Look(bold=True, size=16))],
        [],
        bold("Recommendation", "Action", "Lead", "Deadline", "Progress %", "RAG"),
        ["1. Records are poor", "Write a policy", "Clerk", Box(42094, day), Box(0.6, share), "Amber"],
        [None, "~~Train staff~~ Brief all staff", "Head of HR", "30.06.15", Box(1, share), "Green"],
        *blank,
    ]
    rows[4] = [*rows[4], *[None] * 18, "Z"]
    found = planextract.extract_bytes(
        workbook(Book([Tab("Tracker", rows, merged=("A1:F1", "A4:A5"))])), "t.xlsx"
    )
    assert [(a.text.value, a.owners[0].raw, a.deadline.value.latest.isoformat()) for a in found.actions] == [
        ("Write a policy", "Clerk", "2015-03-31"),
        ("Brief all staff", "Head of HR", "2015-06-30"),
    ]
    assert [action.progress.percent.value for action in found.actions] == [60, 100]
    assert [action.finding_ids for action in found.actions] == [("f001",), ("f001",)]
    assert found.metadata.title.value == "Osmerton Borough Council improvement tracker"


def test_struck_words_line_breaks_and_bullets() -> None:
    rows = [HEADER, ["1", "To do:\n• This\n• That", Box("Bob", Look(struck=True)), "~~May 2014~~ June 2014"]]
    cells = read(Tab("A", rows)).tables[0].rows[1].cells
    assert [(line.kind, line.text.text) for line in cells[1].lines] == [
        ("plain", "To do:"),
        ("item", "This"),
        ("item", "That"),
    ]
    assert (cells[2].text.text, cells[2].source) == ("", "Bob")
    assert (cells[3].text.text, cells[3].source) == ("June 2014", "May 2014 June 2014")


def test_every_word_stands_where_it_says() -> None:
    found = read(
        Tab(
            "Log", [["Date:", "May\u00a02015"], [], HEADER, ["1", "• of\ufb01ce _x0041_", "~~Ann~~ Bob", 3.0]]
        )
    )
    pieces = [line.text for cell in found.tables[0].cells() for line in cell.lines] + [
        b.text for b in found.blocks
    ]
    sources = [source for text in pieces for source in text.sources()]
    assert sources
    for source in sources:
        assert found.source_at(source.place)[source.start : source.end] == source.original
    assert found.tables[0].rows[1].cells[1].text.text == "• office A"


def test_what_is_hidden_is_left_out_with_a_remark() -> None:
    tab = Tab(
        "A",
        [HEADER, ["1", "Seen", "Ann", "May"], ["2", "Unseen", "Ann", "May"]],
        hidden=frozenset({3}),
        columns='<cols><col min="3" max="3" hidden="1"/><col min="5" max="16384" hidden="1"/></cols>',
    )
    found = read(tab, Tab("Lists", [["x", "y"]], state="veryHidden"))
    assert words(found.tables[0]) == [["Ref", "Action", "Deadline"], ["1", "Seen", "May"]]
    assert [(r.code, r.message) for r in found.diagnostics] == [
        ("hidden_cells", "left out because they are hidden: 1 sheet, 1 row, 1 column")
    ]


def test_a_merged_cell_whose_first_row_is_hidden_is_seen() -> None:
    rows = [HEADER, ["1", "Unseen", "", ""], ["", "Seen", "Ann", "May"]]
    found = read(Tab("A", rows, merged=("A2:A3",), hidden=frozenset({2})))
    assert words(found.tables[0])[1] == ["1", "Seen", "Ann", "May"]


def test_a_sheet_that_repeats_another_by_formula_is_taken_once() -> None:
    copy = [[Box(text, formula=f"'The Plan'!B{row}") for text in ("Act", "Ann")] for row in (2, 3)]
    found = read(Tab("The Plan", [HEADER, ["1", "Act", "Ann", "May"]]), Tab("View", copy))
    assert len(found.tables) == 1
    assert [remark.code for remark in found.diagnostics] == ["repeated_sheet"]
    kept = read(Tab("The Plan", [HEADER, ["1", "Act", "Ann", "May"]], state="hidden"), Tab("View", copy))
    assert words(kept.tables[0]) == [["Act", "Ann"], ["Act", "Ann"]]


PLAN = [
    HEADER,
    ["1", "Sell the depot", "Head of Estates", "May 2015"],
    ["2", "Publish the register", "Clerk", "June 2015"],
]
MOVED = [[], [None], *([None, *row] for row in PLAN)]


def codes(found: document.Document) -> list[str]:
    return [remark.code for remark in found.diagnostics]


def test_a_sheet_that_says_word_for_word_what_another_says_is_taken_once() -> None:
    found = read(Tab("Plan", PLAN), Tab("Print", MOVED))
    assert (len(found.tables), codes(found)) == (1, ["repeated_sheet"])
    assert (
        found.diagnostics[0].message
        == "the sheet 'Print' says nothing that 'Plan' does not, and was left out"
    )
    part = read(Tab("Plan", PLAN), Tab("For Estates", [row[1:3] for row in PLAN]))
    assert len(part.tables) == 1


@pytest.mark.parametrize(
    "other",
    [
        pytest.param([*PLAN[:2], ["2", "Publish the register", "Clerk", "July 2015"]], id="another date"),
        pytest.param([*PLAN, ["3", "Buy a depot", "Clerk", "July 2015"]], id="one row more"),
        pytest.param([PLAN[0], PLAN[2], PLAN[1]], id="another order"),
        pytest.param(
            [
                *PLAN[:2],
                ["2", "Publish the register", "Clerk", Box("June 2015", Look(fill='rgb="FFFF0000"'))],
            ],
            id="a colour",
        ),
        pytest.param([*PLAN[:2], ["2", "Publish the register", "Clerk", "~~June 2015~~"]], id="struck"),
        pytest.param([["1", "May 2015"]], id="too little to tell"),
    ],
)
def test_a_sheet_that_says_anything_else_is_another(
    other: list[list[Box | str | int | float | None]],
) -> None:
    found = read(Tab("Plan", PLAN), Tab("Next", other))
    assert (len(found.tables), codes(found)) == (2, [])


LISTS = [
    bold("Status", "Lead", "Type of action"),
    ["Complete", "Head of HR", "Policy"],
    ["In progress", "Clerk", "Training"],
    ["Not started", "", "Review"],
]


def chooses(*formulas: str) -> str:
    rules = "".join(
        f'<dataValidation type="list" sqref="C2:C9"><formula1>{formula}</formula1></dataValidation>'
        for formula in formulas
    )
    return f"<dataValidations>{rules}</dataValidations>"


def chooses_later(formula: str) -> str:
    """As Excel writes it for programs that know lists of other sheets only in an extension."""
    spaces = 'xmlns:x14="urn:x14" xmlns:xm="urn:xm"'
    rule = f'<x14:dataValidation type="list"><x14:formula1><xm:f>{formula}</xm:f></x14:formula1></x14:dataValidation>'
    return f"<extLst><ext {spaces}><x14:dataValidations>{rule}</x14:dataValidations></ext></extLst>"


@pytest.mark.parametrize(
    "after",
    [
        chooses("'Drop downs'!$A$2:$A$4", "'Drop downs'!$B$2:$B$3", "'Drop downs'!$C:$C"),
        chooses("Statuses", "Posts", "'Drop downs'!$C$2:$C$4"),
        chooses_later("'Drop downs'!$A$1:$C$9"),
    ],
)
def test_a_sheet_of_choices_gives_no_actions(after: str) -> None:
    named = (("Statuses", "'Drop downs'!$A$2:$A$4"), ("Posts", "'Drop downs'!$B$2:$B$3"))
    book = Book([Tab("Plan", PLAN, after=after), Tab("Drop downs", LISTS)], named=named)
    found = planextract.extract_bytes(workbook(book), "plan.xlsx")
    assert [action.text.value for action in found.actions] == ["Sell the depot", "Publish the register"]
    assert "choices_sheet" in [remark.code for remark in found.diagnostics]


def test_a_plan_from_which_another_sheet_chooses_is_a_plan() -> None:
    found = read(
        Tab("Plan", PLAN),
        Tab("Updates", [["Action", "News"], ["1", "Sold"]], after=chooses("Plan!$A$2:$A$3")),
    )
    assert (len(found.tables), codes(found)) == (2, [])
    own = read(Tab("Plan", PLAN, after=chooses("Plan!$A$2:$D$9", "'Plan'!$A$1:$D$1")))
    assert len(own.tables) == 1


def test_formulas_without_values_are_said() -> None:
    late = Box("", formula='IF(D2>TODAY(),"","Late")')
    found = read(Tab("Plan", [*PLAN, ["3", "Buy a depot", "Clerk", late], ["4", "Let it", "Clerk", late]]))
    assert [remark.message for remark in found.diagnostics] == [
        "the values of 2 formulas are not in the file"
    ]
    said = read(Tab("Plan", [*PLAN, ["3", "Buy a depot", "Clerk", Box("Late", formula="D2")]]))
    assert codes(said) == []


def test_several_sheets_are_headed_by_their_names() -> None:
    found = read(
        Tab("Housing", [HEADER, ["1", "a", "b", "c"]]), Tab("Sheet2", [HEADER, ["2", "d", "e", "f"]])
    )
    assert [part.text.text if isinstance(part, document.Block) else part.index for part in found.flow] == [
        "Housing",
        0,
        1,
    ]


def test_blank_rows_end_a_table_only_where_something_else_follows() -> None:
    other = bold("Risk", "Score")
    rows = [
        HEADER,
        ["1", "a", "b", "c"],
        [],
        ["Theme 2"],
        ["2", "d", "e", "f"],
        [],
        ["Note 1"],
        [],
        other,
        ["Fire", 4],
    ]
    found = read(Tab("A", rows))
    assert [len(table.rows) for table in found.tables] == [4, 2]
    assert [block.text.text for block in found.blocks] == ["A", "Note 1"]


def test_marked_tables_say_which_row_is_their_header() -> None:
    data = workbook(Book([Tab("A", [["Ref", "Action"], ["1", "Act"]])]))
    buffer = BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as file:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/table"
        file.writestr(
            "xl/_rels/sheet0.xml.rels", f'<R><Relationship Id="t" Type="{kind}" Target="table1.xml"/></R>'
        )
        file.writestr("xl/table1.xml", f'<table xmlns="{MAIN}" ref="A1:B2"/>')
    found = xlsx.read(buffer.getvalue(), "x", Options()).tables[0]
    assert [row.header for row in found.rows] == [True, False]


def test_only_cells_with_words_count_against_the_limit() -> None:
    blank = [[Box("", Look(fill='rgb="FFEEEEEE"'))] * 8] * 50
    assert read(Tab("A", [HEADER, *blank, ["1", "a"]]), limits=Limits(cells=8)).tables
    with pytest.raises(LimitExceededError, match="more than 5 cells"):
        read(Tab("A", [HEADER, ["1", "a"]]), limits=Limits(cells=5))


def test_a_sheet_with_words_far_apart_is_over_the_limit() -> None:
    data = workbook(Book([Tab("A", [HEADER])]))
    columns = [first + second for first in "BCDEFGH" for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    cells = "".join(
        f'<row r="{row}"><c r="{column}{row}"><v>1</v></c><c r="ZZ{row}"><v>1</v></c></row>'
        for row, column in enumerate(columns, 2)
    )
    wide = changed(data, "xl/sheet0.xml", "</sheetData>", cells + "</sheetData>")
    with pytest.raises(LimitExceededError):
        xlsx.read(wide, "x", Options(limits=Limits(cells=5_000)))


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/sheet0.xml", 't="s"><v>0</v>', 't="s"><v>99999999999</v>'),
        ("xl/sheet0.xml", 'r="A1"', 'r="ZZZZ99999999999"'),
        ("xl/sheet0.xml", 's="1"', 's="-7"'),
        ("xl/styles.xml", "<cellXfs>", "<cellXfs><xf/>"),
        ("xl/theme.xml", "srgbClr", "nothing"),
        ("xl/workbook.xml", 'state="visible"', ""),
    ],
)
def test_nonsense_in_a_part_does_no_harm(part: str, old: str, new: str) -> None:
    data = changed(workbook(Book([Tab("A", [HEADER, ["1", "Act", "Ann", "May"]])])), part, old, new)
    assert "Act" in str(words(xlsx.read(data, "x", Options()).tables[0]))


def test_broken_workbooks_have_typed_errors() -> None:
    data = workbook(Book([Tab("A", [HEADER])]))
    with pytest.raises(CorruptFileError, match="repair"):
        xlsx.read(
            changed(data, "xl/sheet0.xml", "<worksheet", "<!DOCTYPE x [<!ENTITY e 'e'>]><worksheet"),
            "x",
            Options(),
        )
    with pytest.raises(CorruptFileError, match="repair"):
        xlsx.read(changed(data, "xl/_rels/workbook.xml.rels", "sheet0.xml", "gone.xml"), "x", Options())
    with pytest.raises(UnsupportedFormatError, match="no Excel workbook"):
        xlsx.read(changed(data, "xl/workbook.xml", "workbook", "notebook"), "x", Options())
    with pytest.raises(NoTextError, match="no words"):
        read(Tab("A", [[Box("", Look(fill='rgb="FFFF0000"'))]]))


def test_strict_workbooks_are_read_like_others() -> None:
    data = workbook(Book([Tab("A", [HEADER, ["1", "Act", "Ann", "May"]])]))
    strict = changed(data, "xl/sheet0.xml", MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
    assert xlsx.read(strict, "x", Options()).flow == xlsx.read(data, "x", Options()).flow


def test_the_action_items_of_2015_are_read_once() -> None:
    path = SHARED / "us_gsa_portfoliostat_action_items_2015.xlsx"
    if not path.exists():
        pytest.skip("the public papers are not at hand")
    found = read_bytes(path.read_bytes(), path.name)
    assert len(found.tables[0].rows) == 10
    assert all(re.fullmatch(r"\d\d/\d\d/2015", row.cells[7].text.text) for row in found.tables[0].rows[1:])
    assert [remark.code for remark in found.diagnostics] == ["choices_sheet", "repeated_sheet"]


def test_one_long_text_that_many_cells_share_is_over_a_limit() -> None:
    """It stands once in the file, so that a small file asks for any amount of text."""
    long = "Review the placement of every child. " * 6_000
    rows = [[str(number), *[long] * 5] for number in range(20)]
    with pytest.raises(LimitExceededError, match="more text than any plan"):
        read(Tab("Plan", [bold("Ref", "Action", "Lead", "Deadline", "Progress", "Evidence"), *rows]))
