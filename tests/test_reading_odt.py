"""Reading OpenDocument: texts and spreadsheets of bare XML, so that every construct is in plain sight."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

import planextract
from conversions import Box, Grid, Sheet, Words, word
from opendocument import listed, odt, opened, p
from planextract import document
from planextract.errors import (
    CorruptFileError,
    EncryptedFileError,
    LimitExceededError,
    NoTextError,
    UnsupportedFormatError,
)
from planextract.options import Limits, Options
from planextract.readers import read_bytes

SHARED = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "real" / "odt"
NO_LIMITS = Limits()


def read(body: str, kind: str = "text", automatic: str = "", limits: Limits = NO_LIMITS) -> document.Document:
    return read_bytes(opened(body, kind, automatic), f"plan.{kind}", Options(limits=limits))


def cell(text: str = "", more: str = "") -> str:
    return f"<table:table-cell{more}>{p(text) if text else ''}</table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def table(*rows: str, name: str = "") -> str:
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'


def words(found: document.Table) -> list[list[str]]:
    return [[cell.text.text for cell in row.cells] for row in found.rows]


SHEET = Sheet(
    "Plan",
    (
        Words("Improvement Plan", "title"),
        Words("The plan follows the peer review."),
        Words("Actions", "heading"),
        Grid(
            (
                ("Finding", "Action", "Lead", "RAG"),
                (
                    Box("Late repairs", down=2),
                    "Appoint a clerk:\n• soon\n• well",
                    "Ann Ash",
                    Box(fill="#92D050"),
                ),
                (None, "~~Never~~ Always reply", "Bob Birch", Box("Red", fill="#FF0000")),
                (Box("Theme 2", across=4, bold=True), None, None, None),
            ),
            (90, 200, 90, 60),
        ),
        Words("Next", "item"),
    ),
    head="A council",
    foot="Version 2",
)


def test_a_text_reads_like_the_same_one_in_word() -> None:
    ours, theirs = read_bytes(odt(SHEET), "plan.odt"), read_bytes(word(SHEET), "plan.docx")
    said = [
        [(block.kind, block.level, block.text.text) for block in found.blocks] for found in (ours, theirs)
    ]
    assert said[0] == said[1]
    looks = [
        [
            (c.row, c.column, c.row_span, c.column_span, c.text.text, c.fill, c.bold, c.header)
            for c in found.tables[0].cells()
        ]
        for found in (ours, theirs)
    ]
    assert [look[:6] for look in looks[0]] == [look[:6] for look in looks[1]]
    assert ours.properties["Title"] == "Plan"
    assert [line.struck for line in ours.tables[0].rows[2].cells[0].lines] == [False, True]


def test_lists_are_counted_as_they_are_printed() -> None:
    goes_on = listed("three", style="Numbers").replace(
        "<text:list ", '<text:list text:continue-numbering="true" '
    )
    found = read(
        listed("one", "two", style="Numbers") + p("between") + goes_on + listed("again", style="Numbers")
    )
    labels = [block.label.text if block.label is not None else None for block in found.blocks]
    assert labels == ["1.", "2.", None, "3.", "1."]


def test_levels_of_lists_and_headings() -> None:
    style = (
        '<text:list-style style:name="Deep">'
        '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
        '<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>'
        '<text:list-level-style-number text:level="3" style:num-format="1" text:display-levels="3"/></text:list-style>'
    )
    deepest = f"<text:list><text:list-item>{p('deepest')}</text:list-item></text:list>"
    inner = f"<text:list><text:list-item>{p('deep')}{deepest}"
    body = (
        '<text:h text:outline-level="2">Aims</text:h><text:list text:style-name="Deep"><text:list-item>'
        f"{p('top')}{p('more')}{inner}</text:list-item></text:list></text:list-item></text:list>"
    )
    found = read(body, automatic=style).blocks
    said = [(b.kind, b.level, b.label.text if b.label is not None else None, b.text.text) for b in found]
    assert said == [
        ("heading", 2, None, "Aims"),
        ("item", 1, "1.", "top"),
        ("paragraph", None, None, "more"),
        ("item", 2, "(a)", "deep"),
        ("item", 3, "1.a.1", "deepest"),
    ]


def test_what_was_deleted_commented_or_hidden_is_left_out() -> None:
    hidden = (
        '<style:style style:name="H" style:family="text">'
        '<style:text-properties text:display="none"/></style:style>'
    )
    body = (
        f'<text:tracked-changes><text:changed-region text:id="c"><text:deletion>{p("gone")}</text:deletion>'
        '</text:changed-region></text:tracked-changes><text:p>kept<text:change text:change-id="c"/>'
        f"<office:annotation>{p('who said so?')}</office:annotation>"
        '<text:span text:style-name="H">unseen</text:span></text:p>'
    )
    found = read(body, automatic=hidden)
    assert [block.text.text for block in found.blocks] == ["kept"]
    assert [remark.code for remark in found.diagnostics] == ["hidden_text"]


def test_blanks_tabs_breaks_notes_and_boxes() -> None:
    inside = f"<text:note-body>{p('a note')}</text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{inside}</text:note>"
    box = f"<draw:frame><draw:text-box>{p('in a box')}</draw:text-box></draw:frame>"
    body = f'<text:p>  one\n  two<text:s text:c="2"/>x<text:tab/>y<text:line-break/>z{note}{box}</text:p>'
    found = read(body).blocks
    assert [(block.kind, block.source) for block in found] == [
        ("paragraph", "one two  x\ty\nz"),
        ("paragraph", "in a box"),
        ("footer", "a note"),
    ]


def test_repeated_and_covered_cells_within_bounds() -> None:
    wide = cell(more=' table:number-columns-repeated="999999999"')
    body = table(
        row(cell("Action"), cell("Lead"), cell("Date")),
        row(cell("Both", ' table:number-columns-spanned="2"'), "<table:covered-table-cell/>", cell("May")),
        row(cell("x", ' table:number-columns-repeated="3"')),
        row(cell(), cell(), cell(), more=' table:number-rows-repeated="1000000"'),
    )
    found = read(body).tables[0]
    assert words(found)[1:3] == [["Both", "May"], ["x", "x", "x"]]
    assert (len(found.rows), found.columns, found.rows[1].cells[1].column) == (4, 3, 2)
    with pytest.raises(LimitExceededError, match="more than 100 cells"):
        read(
            table(row(cell("x"), cell("y"), more=' table:number-rows-repeated="1000000"')),
            limits=Limits(cells=100),
        )
    assert read(table(row(cell("a"), cell("b"), wide))).tables[0].columns == 1_024


def test_spans_end_where_another_cell_stands_or_the_table_ends() -> None:
    wide, tall = (f' table:number-{lines}-spanned="9"' for lines in ("columns", "rows"))
    found = read(
        table(
            row(cell("Action", wide), cell("Lead"), cell("Date", wide)),
            row(cell("Both", tall), cell("Clerk", tall), cell("May")),
            row("<table:covered-table-cell/>", cell("HR"), cell("June")),
            row(cell("Long", wide), *["<table:covered-table-cell/>"] * 2),
        )
    ).tables[0]
    assert [[(c.text.text, c.column_span, c.row_span) for c in each.cells] for each in found.rows] == [
        [("Action", 1, 1), ("Lead", 1, 1), ("Date", 1, 1)],
        [("Both", 1, 2), ("Clerk", 1, 1), ("May", 1, 1)],
        [("HR", 1, 1), ("June", 1, 1)],
        [("Long", 3, 1)],
    ]


def test_every_word_stands_where_it_says() -> None:
    found = read_bytes(odt(SHEET), "plan.odt")
    pieces = [line.text for c in found.tables[0].cells() for line in c.lines] + [b.text for b in found.blocks]
    sources = [source for text in pieces for source in text.sources()]
    assert len(sources) > 15
    for source in sources:
        assert found.source_at(source.place)[source.start : source.end] == source.original


def test_a_spreadsheet() -> None:
    styles = (
        '<style:style style:name="red" style:family="table-cell">'
        '<style:table-cell-properties fo:background-color="#FF0000"/></style:style>'
        '<style:style style:name="off" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    day = ' office:value-type="date" office:date-value="2015-03-31"'
    body = (
        table(
            row(cell("Action log")),
            row(cell(more=' table:number-columns-repeated="16384"')),
            row(cell("Action"), cell("Lead"), cell("Date"), cell("RAG")),
            row(cell("Write"), cell("Ann"), cell("03/31/15", day), cell("late", ' table:style-name="red"')),
            row(cell("Unseen"), cell("Bob"), more=' table:visibility="filter"'),
            row(
                cell(more=' table:number-columns-repeated="16384"'),
                more=' table:number-rows-repeated="1048000"',
            ),
            name="Tracker",
        )
        + f'<table:table table:name="Lists" table:style-name="off">{row(cell("x"), cell("y"))}</table:table>'
    )
    found = read(body, "spreadsheet", styles)
    assert words(found.tables[0]) == [
        ["Action", "Lead", "Date", "RAG"],
        ["Write", "Ann", "31/03/2015", "late"],
    ]
    assert found.tables[0].rows[1].cells[3].fill == "#ff0000"
    assert [block.text.text for block in found.blocks] == ["Action log", "Tracker"]
    assert found.reader == "ods"
    assert [remark.message for remark in found.diagnostics] == [
        "left out because they are hidden: 1 sheet, 1 row"
    ]
    with pytest.raises(LimitExceededError):
        read(body, "spreadsheet", limits=Limits(cells=5))


def test_broken_files_have_typed_errors() -> None:
    with pytest.raises(NoTextError, match="no text"):
        read("")
    with pytest.raises(UnsupportedFormatError, match="presentation"):
        read("", "presentation")
    with pytest.raises(CorruptFileError, match="repair"):
        read("<!DOCTYPE")
    with zipfile.ZipFile(BytesIO(opened(p("x")))) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts["META-INF/manifest.xml"] = parts["META-INF/manifest.xml"].replace(
        b"/>", b"><manifest:encryption-data/></manifest:manifest>"
    )
    locked = BytesIO()
    with zipfile.ZipFile(locked, "w") as file:
        for name, data in parts.items():
            file.writestr(name, data)
    with pytest.raises(EncryptedFileError, match="password"):
        read_bytes(locked.getvalue(), "x")


def test_styles_that_inherit_in_a_circle_end() -> None:
    circle = "".join(
        f'<style:style style:name="{a}" style:parent-style-name="{b}" style:family="paragraph"/>'
        for a, b in ("ab", "ba")
    )
    assert read(p("words", "a"), automatic=circle).blocks[0].text.text == "words"


@pytest.mark.parametrize(
    "body",
    [
        "<text:p>" + '<text:s text:c="999999999"/>' * 50_000 + "x</text:p>",
        "<text:p>" + "x<text:line-break/>" * 10_000 + "</text:p>",
        "<text:p>" + "(" * 10_000 + "</text:p>",
    ],
)
def test_hostile_paragraphs_end(body: str) -> None:
    assert len(read(body).blocks) == 1


def test_the_action_log_of_october_2012() -> None:
    path = SHARED / "govuk_odug_action_log_2012-10-24.odt"
    if not path.exists():
        pytest.skip("the public papers are not at hand")
    found = read_bytes(path.read_bytes(), path.name)
    assert len(found.tables) == 11
    assert [block.kind for block in found.blocks][:4] == ["header", "heading", "item", "heading"]
    assert words(found.tables[0])[1] == ["Circulate minutes and actions from sixth meeting", "Complete"]


def test_the_lead_is_known_by_its_look_as_in_word() -> None:
    red = '<style:style style:name="R" style:family="text"><style:text-properties fo:color="#ff0000"/></style:style>'
    names = '<text:span text:style-name="R">Priya Hallam</text:span>, Tom Osgood'
    owners = f"<table:table-cell><text:p>{names}</text:p></table:table-cell>"
    rows = row(cell("Action"), cell("Who (lead in red)")) + row(cell("Appoint a lead"), owners)
    found = planextract.extract_bytes(opened(table(rows), automatic=red), "plan.odt")
    assert [(owner.name, owner.part) for owner in found.actions[0].owners] == [
        ("Priya Hallam", "lead"),
        ("Tom Osgood", "support"),
    ]
