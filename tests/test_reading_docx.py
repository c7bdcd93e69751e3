"""Reading Word files: made here with python-docx or of bare XML, so that every construct is in plain sight."""

import datetime
import time
import zipfile
from io import BytesIO
from pathlib import Path

import docx as python_docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

import planextract
from planextract import document
from planextract.options import Limits, Options, TrackedChanges
from planextract.readers import docx, read
from planextract.readers.numerals import rendered
from planextract.records import BlockSource

PUBLIC = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "real" / "docx"
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(body: str, strict: bool = False, types: str = "<Types/>", **parts: str) -> bytes:
    """A .docx of a body's XML, its content types, and parts such as numbering, by kind."""
    relations = "".join(
        f'<Relationship Id="r{place}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>'
        for place, kind in enumerate(parts)
    )
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    files = {
        "[Content_Types].xml": types,
        "_rels/.rels": f'<Relationships xmlns="{rels}">'
        f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{MAIN}" xmlns:r="{OFFICE}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{rels}">{relations}</Relationships>',
        **{f"word/{kind}.xml": f'<w:{kind} xmlns:w="{MAIN}">{xml}</w:{kind}>' for kind, xml in parts.items()},
    }
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, xml in files.items():
            file.writestr(name, in_strict(xml) if strict else xml)
    return stream.getvalue()


def in_strict(xml: str) -> str:
    xml = xml.replace(MAIN, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    return xml.replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")


def p(text: str, properties: str = "", look: str = "") -> str:
    run = f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def read_docx(data: bytes, options: Options | None = None) -> document.Document:
    return docx.read(data, "plan.docx", options or Options())


def saved(file: "python_docx.document.Document") -> bytes:
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()


def test_a_file_of_python_docx() -> None:
    file = python_docx.Document()
    file.core_properties.title = "Improvement Plan"
    file.add_heading("Action plan", level=1)
    file.add_paragraph("The plan follows the peer review.")
    file.add_paragraph("Recruit a manager", style="List Bullet")
    table = file.add_table(rows=2, cols=3)
    for cell, text in zip(table.rows[0].cells, ("Action", "Lead", "Timescale"), strict=True):
        cell.text = text
    table.rows[1].cells[0].text = "Review the recruitment policy"
    table.rows[1].cells[2].text = "March 2011"
    found = read_docx(saved(file))
    kinds = [(part.kind, part.text.text) for part in found.blocks]
    assert kinds == [
        ("heading", "Action plan"),
        ("paragraph", "The plan follows the peer review."),
        ("item", "Recruit a manager"),
    ]
    assert found.blocks[2].label is not None
    assert found.properties["Title"] == "Improvement Plan"
    assert [[cell.text.text for cell in row.cells] for row in found.tables[0].rows] == [
        ["Action", "Lead", "Timescale"],
        ["Review the recruitment policy", "", "March 2011"],
    ]
    assert isinstance(found.flow[-1], document.Table)


def test_grid_positions_of_merged_and_indented_cells() -> None:
    body = tbl(
        tr(tc("Theme", '<w:gridSpan w:val="3"/>')),
        tr(tc("1", '<w:vMerge w:val="restart"/>'), tc("Appoint a lead"), tc("Q1")),
        tr(tc("", "<w:vMerge/>"), tc("Report"), tc("Q2")),
        tr(tc("late start"), properties='<w:gridBefore w:val="2"/>'),
    )
    table = read_docx(package(body)).tables[0]
    assert table.columns == 3
    places = [[(cell.column, cell.column_span, cell.row_span) for cell in row.cells] for row in table.rows]
    assert places == [[(0, 3, 1)], [(0, 1, 2), (1, 1, 1), (2, 1, 1)], [(1, 1, 1), (2, 1, 1)], [(2, 1, 1)]]


def test_hostile_spans_are_clipped_and_merges_without_a_start_are_cells() -> None:
    body = tbl(tr(tc("a", '<w:gridSpan w:val="2000000000"/>'), tc("b", "<w:vMerge/>")))
    table = read_docx(package(body)).tables[0]
    assert table.columns == 64
    assert [cell.text.text for cell in table.rows[0].cells] == ["a", "b"]


def test_shading_highlight_and_header_rows() -> None:
    marked = (
        f"<w:tc>{p('Late', look='<w:highlight w:val=&quot;red&quot;/>'.replace('&quot;', chr(34)))}</w:tc>"
    )
    body = tbl(
        tr(tc("Action"), tc("RAG"), tc("Note"), properties="<w:tblHeader/>"),
        tr(
            tc("Consult", '<w:shd w:val="clear" w:fill="auto"/>'),
            tc("", '<w:shd w:val="clear" w:fill="92D050"/>'),
            marked,
        ),
    )
    table = read_docx(package(body)).tables[0]
    assert [cell.fill for cell in table.rows[1].cells] == [None, "#92d050", "#ff0000"]
    assert [row.header for row in table.rows] == [True, False]
    assert table.rows[0].cells[0].header


def test_tracked_changes_are_accepted() -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">Due </w:t></w:r><w:del><w:r><w:delText>March</w:delText></w:r></w:del>'
        "<w:ins><w:r><w:t>June</w:t></w:r></w:ins></w:p>"
    )
    gone = tr(tc("gone"), tc("gone"), properties="<w:del/>")
    found = read_docx(package(body + tbl(gone, tr(tc("kept"), tc("too")))))
    assert found.blocks[0].text.text == "Due June"
    assert [[cell.text.text for cell in row.cells] for row in found.tables[0].rows] == [["kept", "too"]]


def test_struck_words_stand_in_a_line_of_their_own() -> None:
    strike = "<w:rPr><w:strike/></w:rPr>"
    cell = (
        f'<w:tc><w:p><w:r>{strike}<w:t xml:space="preserve">31 March 2010 </w:t></w:r>'
        "<w:r><w:t>30 June 2010</w:t></w:r></w:p>"
        f"<w:p><w:r>{strike}<w:t>overtaken</w:t></w:r></w:p></w:tc>"
    )
    found = read_docx(package(tbl(tr(tc("Act"), cell)))).tables[0].rows[0].cells[1]
    assert [(line.text.text, line.struck) for line in found.lines] == [
        ("30 June 2010", False),
        ("31 March 2010", True),
        ("overtaken", True),
    ]
    assert found.text.text == "30 June 2010"
    source = found.lines[0].text.sources()[0]
    assert found.source[source.start : source.end] == "30 June 2010"


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="7"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>'
)


def in_list(number: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def test_list_numbers_are_rendered_and_have_no_source() -> None:
    levels = [(5, 0), (5, 1), (5, 1), (5, 0), (5, 1), (6, 0), (7, 0), (5, 0), (0, 0)]
    body = "".join(p(f"item {place}", in_list(number, level)) for place, (number, level) in enumerate(levels))
    blocks = read_docx(package(body, numbering=NUMBERING)).blocks
    labels = [block.label.text if block.label is not None else None for block in blocks]
    assert labels == ["1.", "1.a)", "1.b)", "2.", "2.a)", "•", "4.", "5.", None]
    assert [block.level for block in blocks[:3]] == [1, 2, 2]
    assert all(block.label.sources() == () for block in blocks if block.label is not None)


def test_typed_labels_have_a_source() -> None:
    cell = (
        read_docx(package(tbl(tr(tc("x"), tc("- circulate the prototype map"))))).tables[0].rows[0].cells[1]
    )
    line = cell.lines[0]
    assert (line.kind, line.text.text) == ("item", "circulate the prototype map")
    assert line.label is not None
    assert [(source.start, source.end) for source in line.label.sources()] == [(0, 1)]
    assert line.text.sources()[0].start == 2


def test_links_content_controls_tabs_breaks_and_symbols() -> None:
    body = (
        "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:hyperlink><w:r><w:t>the plan</w:t></w:r></w:hyperlink><w:r><w:tab/>"
        '<w:t>here</w:t><w:noBreakHyphen/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p></w:sdtContent></w:sdt>'
    )
    cell = "<w:tc><w:p><w:r><w:t>A. Brindle</w:t><w:br/><w:t>C. Dray</w:t></w:r></w:p></w:tc>"
    found = read_docx(package(body + tbl(tr(tc("Lead"), cell))))
    assert found.blocks[0].text.text == "the plan\there-✓"
    lead = found.tables[0].rows[0].cells[1]
    assert [line.text.text for line in lead.lines] == ["A. Brindle", "C. Dray"]
    assert lead.source == "A. Brindle\nC. Dray"


def test_headings_by_style_outline_and_weight() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="H2"/></w:style>'
    )
    body = (
        p("By style", '<w:pStyle w:val="Mine"/>')
        + p("By outline", '<w:outlineLvl w:val="0"/>')
        + p("By weight", look="<w:b/>")
        + p("A sentence in bold that ends with a full stop.", look="<w:b/>")
    )
    found = read_docx(package(body, styles=styles)).blocks
    assert [(block.kind, block.level) for block in found] == [
        ("heading", 2),
        ("heading", 1),
        ("heading", None),
        ("paragraph", None),
    ]


def test_a_table_of_one_column_is_a_frame_and_nested_words_are_the_outer_cell_s() -> None:
    inner = tbl(tr(tc("inner one"), tc("inner two")))
    outer = tbl(tr(f"<w:tc>{p('before')}{inner}{p('after')}</w:tc>", tc("beside")))
    found = read_docx(package(tbl(tr(f"<w:tc>{p('framed')}{outer}</w:tc>"))))
    assert [block.text.text for block in found.blocks] == ["framed"]
    cell = found.tables[0].rows[0].cells[0]
    assert [line.text.text for line in cell.lines] == ["before", "inner one", "inner two", "after"]
    assert cell.source == "before\ninner one\ninner two\nafter"


def test_text_boxes_follow_their_paragraph_and_stand_once() -> None:
    box = f"<w:txbxContent>{p('in the box')}</w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    body = (
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent><w:t>anchor</w:t></w:r></w:p>"
    )
    assert [block.text.text for block in read_docx(package(body)).blocks] == ["anchor", "in the box"]


def test_hidden_words_are_left_out_with_a_remark() -> None:
    found = read_docx(package(p("seen") + p("unseen", look="<w:vanish/>")))
    assert [block.text.text for block in found.blocks] == ["seen"]
    assert [remark.code for remark in found.diagnostics] == ["hidden_text"]


def test_running_headers_and_footers() -> None:
    file = python_docx.Document()
    file.add_paragraph("Body of the report")
    file.sections[0].header.paragraphs[0].text = "Cabinet 12 May 2010"
    file.sections[0].footer.paragraphs[0].text = "Page"
    kinds = [(block.kind, block.text.text) for block in read_docx(saved(file)).blocks]
    assert kinds == [
        ("header", "Cabinet 12 May 2010"),
        ("paragraph", "Body of the report"),
        ("footer", "Page"),
    ]


def test_strict_office_files_are_read_like_others() -> None:
    body = tbl(tr(tc("Action"), tc("Lead"))) + p("words")
    assert read_docx(package(body, strict=True)).flow == read_docx(package(body)).flow


def test_every_line_stands_where_it_says() -> None:
    file = python_docx.Document()
    table = file.add_table(rows=1, cols=2)
    cell = table.rows[0].cells[0]
    cell.text = "Owner:\tCllr Ash"
    cell.add_paragraph("• of\ufb01ce\u00a0hours")
    fonts = OxmlElement("w:rFonts")
    fonts.set(qn("w:ascii"), "Arial")
    cell.add_paragraph().add_run("tail")._r.get_or_add_rPr().append(fonts)
    table.rows[0].cells[1].text = "x"
    found = read_docx(saved(file))
    for read_cell in found.tables[0].cells():
        for line in read_cell.lines:
            for source in line.text.sources():
                assert found.source_at(source.place)[source.start : source.end] == source.original
    assert [line.text.text for line in found.tables[0].rows[0].cells[0].lines] == [
        "Owner:\tCllr Ash",
        "office hours",
        "tail",
    ]


def test_cells_over_the_limit_are_refused() -> None:
    with pytest.raises(Exception, match="more than 3 cells"):
        read_docx(package(tbl(tr(tc("a"), tc("b")), tr(tc("c"), tc("d")))), Options(limits=Limits(cells=3)))


def test_forms_of_numbers() -> None:
    assert [rendered(number, "upperRoman") for number in (4, 9, 1999)] == ["IV", "IX", "MCMXCIX"]
    assert rendered(27, "lowerLetter") == "aa"
    assert rendered(10**9, "lowerRoman") == str(10**9)


def test_the_action_log_of_november_2011() -> None:
    path = PUBLIC / "govuk_tb11_action_log_2011-11.conv.docx"
    if not path.exists():
        pytest.skip("the public papers are not at hand")
    table = read(path).tables[0]
    assert [cell.text.text for cell in table.rows[1].cells][1:] == ["Action", "Deadline", "Progress"]
    assert [table.rows[row].cells[3].fill for row in (2, 5, 13)] == ["#92d050", "#ffc000", "#c0504d"]


# Tracked changes, and what stands in a document besides its runs ------------------------------------------------

ACTION_HEADER = tr(tc("Action"), tc("Lead"), tc("Timescale"))


def said(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def deleted(text: str) -> str:
    return f'<w:del><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def inserted(text: str) -> str:
    return f'<w:ins><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:ins>'


def changed() -> bytes:
    """A plan in which a date moved twice, an action was added and another dropped."""
    dates = deleted("31 March 2010") + said(" ") + deleted("30 June 2010") + inserted("September 2010")
    due = f"<w:tc><w:p>{dates}</w:p></w:tc>"
    gone = tr(tc("Close the depot"), tc("Head of Fleet"), tc("May 2010"), properties="<w:del/>")
    new = tr(tc("Sell the depot"), tc("Head of Estates"), tc("June 2010"), properties="<w:ins/>")
    return package(
        tbl(ACTION_HEADER, tr(tc("Appoint a lead"), tc("Head of HR"), due), gone, new)
        + f"<w:p><w:pPr>{in_list(5, 0)}</w:pPr>{deleted('An item that went')}</w:p>"
        + p("The item that stayed", in_list(5, 0)),
        numbering=NUMBERING,
    )


def test_deleted_words_are_struck_and_count_for_no_number() -> None:
    found = read_docx(changed())
    due = found.tables[0].rows[1].cells[2]
    assert [(line.text.text, line.struck) for line in due.lines] == [
        ("September 2010", False),
        ("31 March 2010", True),
        ("30 June 2010", True),
    ]
    assert due.source[due.lines[2].text.sources()[0].start :].startswith("30 June 2010")
    assert [(block.label.text if block.label else None, block.text.text) for block in found.blocks] == [
        ("1.", "The item that stayed")
    ]
    assert [remark.code for remark in found.diagnostics] == ["tracked_changes"]
    assert "accepted" in found.diagnostics[0].message


@pytest.mark.parametrize("view", ["rejected", "original"])
def test_a_document_as_it_was_before_its_tracked_changes(view: TrackedChanges) -> None:
    found = read_docx(changed(), Options(tracked_changes=view))
    assert "rejected" in found.diagnostics[0].message
    assert [[cell.text.text for cell in row.cells] for row in found.tables[0].rows[1:]] == [
        ["Appoint a lead", "Head of HR", "31 March 2010 30 June 2010"],
        ["Close the depot", "Head of Fleet", "May 2010"],
    ]
    assert [block.text.text for block in found.blocks] == ["An item that went", "The item that stayed"]


def test_deleted_dates_are_the_history_of_a_deadline() -> None:
    first, second = planextract.extract_bytes(changed(), "plan.docx").actions
    assert (first.deadline.value.latest.isoformat(), first.deadline.raw) == ("2010-09-30", "September 2010")
    assert first.deadline.value.original.latest.isoformat() == "2010-03-31"
    assert [one.raw for one in first.deadline.value.revisions] == ["30 June 2010"]
    assert second.text.value == "Sell the depot"
    assert second.deadline.value.original is None


def crossed(text: str) -> str:
    return f'<w:r><w:rPr><w:strike/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def history(date: str, options: Options = Options()) -> list[str]:
    """What the dates in a cell were before, the first one first; `date` is what stands in its paragraph."""
    due = f"<w:tc><w:p>{date}</w:p></w:tc>"
    body = tbl(ACTION_HEADER, tr(tc("Appoint a lead"), tc("Head of HR"), due))
    (action,) = planextract.extract_bytes(package(body), "plan.docx", options).actions
    value = action.deadline.value
    before = [] if value.original is None else [value.original, *value.revisions]
    return [f"{one.raw}: {one.latest}" for one in before]


@pytest.mark.parametrize(
    ("date", "before"),
    [
        (
            said("30 ") + deleted("April") + inserted("June") + said(" 2010"),
            ["30 April 2010: 2010-04-30"],
        ),
        (
            said("30 ") + inserted("June") + deleted("April") + said(" 2010"),
            ["30 April 2010: 2010-04-30"],
        ),
        (said("June 20") + deleted("09") + inserted("10"), ["June 2009: 2009-06-30"]),
        (deleted("31 March") + inserted("30 June") + said(" 2010"), ["31 March 2010: 2010-03-31"]),
        (inserted("30 ") + said("April 2010"), ["April 2010: 2010-04-30"]),
        (
            said("by ")
            + deleted("Q1")
            + f"<w:ins>{deleted('Q2')}</w:ins>"
            + inserted("Q3")
            + said(" 2010/11"),
            ["by Q1 2010/11: 2010-06-30"],
        ),
        (
            deleted("June 2009") + f"<w:ins>{deleted('May 2010')}</w:ins>" + inserted("June 2010"),
            ["June 2009: 2009-06-30", "May 2010: 2010-05-31"],
        ),
        (deleted("about ") + said("June 2010"), []),
        (said("On") + inserted("-") + said("going"), []),
    ],
)
def test_a_deadline_changed_in_part_by_tracked_changes(date: str, before: list[str]) -> None:
    assert history(date) == before
    assert history(date, Options(tracked_changes="rejected")) == []


@pytest.mark.parametrize(
    ("date", "before"),
    [
        (said("30 ") + crossed("April ") + said("June 2010"), ["30 April 2010: 2010-04-30"]),
        (said("By ") + crossed("30 April") + said(" 15 June 2010"), ["By 30 April 2010: 2010-04-30"]),
        (said("June ") + crossed("2009") + said(" 2010"), ["June 2009: 2009-06-30"]),
        (crossed("Q1") + said(" Q2 2010/11"), ["Q1 2010/11: 2010-06-30"]),
        (crossed("31 March 2010") + said(" September 2010"), ["31 March 2010: 2010-03-31"]),
        (crossed("30") + said(" June 2010"), []),
        (crossed("Early ") + said("June 2010"), []),
        (said("June ") + crossed("2009 ") + said("or later"), []),
        (crossed("March ") + said("30 June 2010"), []),
    ],
)
def test_a_deadline_that_is_struck_through_in_part(date: str, before: list[str]) -> None:
    assert history(date, Options(reference_date=datetime.date(2010, 2, 1))) == before


def test_what_a_line_said_before_its_changes_stands_where_it_says() -> None:
    date = said("30 ") + deleted("April") + inserted("June") + said(" 2010")
    cell = read_docx(package(tbl(tr(tc("x"), f"<w:tc><w:p>{date}</w:p></w:tc>")))).tables[0].rows[0].cells[1]
    before = cell.lines[0].before
    assert before is not None
    assert [cell.source[source.start : source.end] for source in before.sources()] == ["30 April", "2010"]


def test_words_that_moved_stand_once() -> None:
    moved = "<w:moveFrom><w:r><w:t>Review the policy</w:t></w:r></w:moveFrom>"
    to = "<w:moveTo><w:r><w:t>Review the policy</w:t></w:r></w:moveTo>"
    cells = tr(f"<w:tc><w:p>{moved}</w:p></w:tc>", f"<w:tc><w:p>{to}</w:p></w:tc>", tc("x"))
    for view, wanted in (
        ("accepted", ["", "Review the policy", "x"]),
        ("original", ["Review the policy", "", "x"]),
    ):
        row = read_docx(package(tbl(cells)), Options(tracked_changes=view)).tables[0].rows[0]
        assert [[line.text.text for line in cell.lines] for cell in row.cells] == [
            [each] if each else [] for each in wanted
        ]


def test_cells_that_a_tracked_change_added_or_took_away() -> None:
    row = tr(tc("kept"), tc("gone", "<w:cellDel/>"), tc("new", "<w:cellIns/>"), tc("too"))
    for view, wanted in (("accepted", ["kept", "new", "too"]), ("original", ["kept", "gone", "too"])):
        table = read_docx(package(tbl(row)), Options(tracked_changes=view)).tables[0]
        assert [cell.text.text for cell in table.rows[0].cells] == wanted


def form_box(ticked: str) -> str:
    data = f"<w:ffData><w:checkBox><w:sizeAuto/>{ticked}</w:checkBox></w:ffData>"
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        '<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def control_box(ticked: int, sign: str) -> str:
    w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
    return (
        f'<w:sdt><w:sdtPr><w14:checkbox xmlns:w14="{w14}"><w14:checked w14:val="{ticked}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
    )


@pytest.mark.parametrize(
    ("box", "sign"),
    [
        (form_box("<w:checked/>"), "☑"),
        (form_box('<w:default w:val="1"/>'), "☑"),
        (form_box('<w:default w:val="1"/><w:checked w:val="0"/>'), "☐"),
        (form_box('<w:default w:val="0"/>'), "☐"),
        (control_box(1, "☒"), "☑"),
        (control_box(0, "☐"), "☐"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', "☐"),
    ],
)
def test_tick_boxes_of_every_age(box: str, sign: str) -> None:
    found = read_docx(package(f"<w:p>{said('Done ')}{box}</w:p>"))
    assert found.blocks[0].text.text == f"Done {sign}"


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        (
            control_box(0, "☐") + said(" Not started ") + control_box(1, "☒") + said(" In progress"),
            "in_progress",
        ),
        (said("Complete ") + form_box("<w:checked/>") + said(" Not started ") + form_box(""), "completed"),
        (form_box("") + said(" Complete ") + form_box("") + said(" Not started"), None),
    ],
)
def test_the_box_that_is_ticked_is_the_state(cell: str, state: str | None) -> None:
    body = tbl(
        tr(tc("Action"), tc("Lead"), tc("Status")),
        tr(tc("Appoint a lead"), tc("Head of HR"), f"<w:tc><w:p>{cell}</w:p></w:tc>"),
    )
    (action,) = planextract.extract_bytes(package(body), "plan.docx").actions
    assert (action.progress.state.value, action.progress.state.rule) == (state, "ticked_box")


def test_the_choice_of_a_form_s_list() -> None:
    data = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="Choose"/><w:listEntry w:val="Head of HR"/></w:ddList>'
    field = (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Head of HR</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert read_docx(package(f"<w:p>{said('Lead: ')}{field}</w:p>")).blocks[0].text.text == "Lead: Head of HR"


def control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def test_content_controls_around_rows_cells_paragraphs_and_words() -> None:
    inner = f"<w:tc>{control(p('Head of HR'))}</w:tc>"
    words = f"<w:tc><w:p>{control(said('June 2010'))}</w:p></w:tc>"
    row = tr(control(tc("Appoint a lead")), inner, words)
    found = read_docx(package(control(tbl(ACTION_HEADER, control(row)))))
    assert [cell.text.text for cell in found.tables[0].rows[1].cells] == [
        "Appoint a lead",
        "Head of HR",
        "June 2010",
    ]


def test_controls_that_still_show_their_prompt_are_blank() -> None:
    prompt = "<w:showingPlcHdr/>"
    row = tr(
        control(tc("Click or tap here to enter text."), prompt),
        f"<w:tc>{control(p('Enter name here'), prompt)}</w:tc>",
        f"<w:tc><w:p>{said('by ')}{control(said('Click to enter a date'), prompt)}</w:p></w:tc>",
    )
    found = read_docx(package(tbl(ACTION_HEADER, row)))
    assert [cell.text.text for cell in found.tables[0].rows[1].cells] == ["", "", "by"]
    assert [remark.code for remark in found.diagnostics] == ["template_text"]
    filled = read_docx(package(tbl(ACTION_HEADER, row.replace(prompt, '<w:showingPlcHdr w:val="0"/>'))))
    assert filled.tables[0].rows[1].cells[1].text.text == "Enter name here"


def test_a_prompt_under_a_running_header_is_blank_too() -> None:
    head = '<w:sectPr><w:headerReference r:id="r0"/></w:sectPr>'
    body = control(p("Click here to enter text"), "<w:showingPlcHdr/>") + p("The plan") + head
    data = package(body, header=p("Cabinet"))
    assert [block.text.text for block in read_docx(data).blocks] == ["Cabinet", "The plan"]


def test_text_boxes_in_text_boxes_stand_once() -> None:
    inner = f"<w:r><w:pict><w:txbxContent>{p('inner')}</w:txbxContent></w:pict></w:r>"
    outer = f"<w:txbxContent><w:p>{said('outer')}{inner}</w:p></w:txbxContent>"
    body = f"<w:p><w:r><w:pict>{outer}</w:pict></w:r>{said('anchor')}</w:p>"
    assert [block.text.text for block in read_docx(package(body)).blocks] == ["anchor", "outer", "inner"]


def test_notes_and_comments_are_blocks_and_not_words_of_cells() -> None:
    lead = (
        "<w:tc><w:p><w:commentRangeStart w:id='1'/><w:r><w:t>Head of HR</w:t></w:r><w:commentRangeEnd w:id='1'/>"
        "<w:r><w:commentReference w:id='1'/></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p></w:tc>"
    )
    body = tbl(ACTION_HEADER, tr(tc("Appoint a lead"), lead, tc("June 2010")))
    found = read_docx(
        package(
            body,
            footnotes=f"<w:footnote>{p('Subject to funding')}</w:footnote>",
            endnotes=f"<w:endnote>{p('See the review')}</w:endnote>",
            comments=f"<w:comment>{p('Is she still here?')}</w:comment>",
        )
    )
    assert found.tables[0].rows[1].cells[1].text.text == "Head of HR"
    assert [(block.kind, block.text.text) for block in found.blocks] == [
        ("note", "Subject to funding"),
        ("note", "See the review"),
        ("note", "Is she still here?"),
    ]


def test_cells_merged_across_as_old_programs_say_it() -> None:
    across = tr(tc("Priority 1", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("Q1"))
    table = read_docx(package(tbl(ACTION_HEADER, across))).tables[0]
    assert [(cell.column, cell.column_span, cell.text.text) for cell in table.rows[1].cells] == [
        (0, 2, "Priority 1"),
        (2, 1, "Q1"),
    ]


@pytest.mark.parametrize(
    ("main", "media_type"),
    [
        (
            "application/vnd.ms-word.document.macroEnabled.main+xml",
            "application/vnd.ms-word.document.macroEnabled.12",
        ),
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
        ),
        (
            "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
            "application/vnd.ms-word.template.macroEnabled.12",
        ),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", docx.MEDIA_TYPE),
    ],
)
def test_templates_and_files_with_macros(main: str, media_type: str) -> None:
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    data = package(p("Action plan"), types=types)
    assert planextract.extract_bytes(data, "plan.docm").source.media_type == media_type


# Constructs that Word writes around words ------------------------------------------------------------------------

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def words_in(cell: str) -> list[str]:
    """The lines of a cell of one paragraph."""
    row = tr(tc("Appoint a lead"), f"<w:tc><w:p>{cell}</w:p></w:tc>")
    return [line.text.text for line in read_docx(package(tbl(row))).tables[0].rows[0].cells[1].lines]


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def shows(instruction: str, result: str) -> str:
    told = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return mark("begin") + told + mark("separate") + said(result) + mark("end")


def smart(text: str) -> str:
    attributes = '<w:smartTagPr><w:attr w:name="Year" w:val="2010"/></w:smartTagPr>'
    return f'<w:smartTag w:element="date">{attributes}{said(text)}</w:smartTag>'


def nested_fields() -> str:
    """{ IF { PAGE } = 1 "a" "b" }: what the inner field shows is part of what the outer one is told."""
    told = f"<w:r><w:instrText> IF </w:instrText></w:r>{shows('PAGE', '3')}<w:r><w:instrText> = 1 </w:instrText></w:r>"
    return mark("begin") + told + mark("separate") + said("Head of HR") + mark("end")


@pytest.mark.parametrize(
    ("cell", "lines"),
    [
        (said("see ") + shows('HYPERLINK "http://example.gov.uk/plan"', "the plan"), ["see the plan"]),
        ('<w:fldSimple w:instr=" HYPERLINK x ">' + said("the plan") + "</w:fldSimple>", ["the plan"]),
        (nested_fields(), ["Head of HR"]),
        (mark("begin") + mark("separate") + said("\u2002\u2002\u2002\u2002\u2002") + mark("end"), []),
        (smart("30 June 2010"), ["30 June 2010"]),
        (f'<w:customXml w:element="d"><w:customXmlPr/>{said("Head of HR")}</w:customXml>', ["Head of HR"]),
        (
            said("Head of HR")
            + f"<w:r><w:pict><w:txbxContent>{p('from May: vacant')}</w:txbxContent></w:pict></w:r>",
            ["Head of HR", "from May: vacant"],
        ),
        (
            f'<w:bdo w:val="ltr">{said("Head")}</w:bdo><w:dir w:val="ltr">{said(" of HR")}</w:dir>',
            ["Head of HR"],
        ),
        ("<w:r><w:t>safe</w:t><w:softHyphen/><w:t>guarding</w:t></w:r>", ["safeguarding"]),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>', ["☑"]),
        ('<w:r><w:sym w:font="Wingdings" w:char="00FE"/></w:r>', ["☑"]),
        ('<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>ü</w:t></w:r>', ["✓"]),
        ('<w:r><w:rPr><w:rFonts w:hAnsi="Wingdings 2"/></w:rPr><w:t>P</w:t></w:r>', ["✓"]),
        ('<w:r><w:rPr><w:rFonts w:ascii="Arial"/></w:rPr><w:t>P</w:t></w:r>', ["P"]),
    ],
)
def test_words_of_a_cell_stand_once_whatever_is_around_them(cell: str, lines: list[str]) -> None:
    assert words_in(cell) == lines


def test_elements_around_rows_cells_and_paragraphs_hide_nothing() -> None:
    cells = (
        tc("Appoint a lead") + f'<w:customXml w:element="c"><w:customXmlPr/>{tc("Head of HR")}</w:customXml>'
    )
    newer = f'<mc:Choice Requires="w14">{tr(tc("Close the depot"), tc("Head of Fleet"))}</mc:Choice>'
    older = f"<mc:Fallback>{tr(tc('Close'), tc('Fleet'))}</mc:Fallback>"
    choice = f'<mc:AlternateContent xmlns:mc="{MC}">{newer}{older}</mc:AlternateContent>'
    words = f'<w:customXml w:element="x"><w:customXmlPr/>{p("The plan")}</w:customXml>'
    found = read_docx(package(words + tbl(f'<w:customXml w:element="r">{tr(cells)}</w:customXml>', choice)))
    assert [block.text.text for block in found.blocks] == ["The plan"]
    assert [[cell.text.text for cell in row.cells] for row in found.tables[0].rows] == [
        ["Appoint a lead", "Head of HR"],
        ["Close the depot", "Head of Fleet"],
    ]


@pytest.mark.parametrize("content", [tc("☒"), f"<w:tc>{p('☒')}</w:tc>"])
def test_a_tick_box_that_is_all_of_a_cell(content: str) -> None:
    w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
    for ticked, sign in ((1, "☑"), (0, "☐")):
        box = f'<w14:checkbox xmlns:w14="{w14}"><w14:checked w14:val="{ticked}"/></w14:checkbox>'
        table = read_docx(package(tbl(tr(tc("Done"), control(content, box))))).tables[0]
        assert table.rows[0].cells[1].text.text == sign


def test_rows_that_are_hidden_or_end_early_keep_the_grid() -> None:
    hidden = tr(
        *(f"<w:tc>{p(words, look='<w:vanish/>')}</w:tc>" for words in ("Sell the depot", "Q3", "x")),
        properties="<w:hidden/>",
    )
    short = tr(tc("Close the depot"), properties='<w:gridAfter w:val="2"/>')
    found = read_docx(package(tbl(ACTION_HEADER, hidden, short)))
    assert [[cell.text.text for cell in row.cells] for row in found.tables[0].rows[1:]] == [
        ["", "", ""],
        ["Close the depot"],
    ]
    assert found.tables[0].columns == 3
    assert [remark.code for remark in found.diagnostics] == ["hidden_text"]


def test_words_in_a_cell_that_is_merged_into_the_one_above_are_not_shown() -> None:
    rows = [
        tr(tc("1", '<w:vMerge w:val="restart"/>'), tc("Q1")),
        tr(tc("old words", "<w:vMerge/>"), tc("Q2")),
    ]
    table = read_docx(package(tbl(*rows))).tables[0]
    assert [[cell.text.text for cell in row.cells] for row in table.rows] == [["1", "Q1"], ["Q2"]]


def test_a_cell_of_ten_thousand_changes_is_read_in_time() -> None:
    changes = (deleted("May ") + inserted("June ") + "<w:r><w:br/></w:r>" + mark("begin")) * 10_000
    row = tr(tc("Appoint a lead"), tc("Head of HR"), f"<w:tc><w:p>{changes}</w:p></w:tc>")
    begun = time.process_time()
    (action,) = planextract.extract_bytes(package(tbl(ACTION_HEADER, row)), "plan.docx").actions
    assert action.deadline.value is None
    assert (
        time.process_time() - begun < 10
    )  # (2 seconds; a minute and more where each line looks at all others)


# Numbers as Word prints them -------------------------------------------------------------------------------------


def level(depth: int, form: str, text: str, more: str = "") -> str:
    counts = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>'
    return f'<w:lvl w:ilvl="{depth}">{counts}{more}<w:lvlText w:val="{text}"/></w:lvl>'


def counted(*levels: str, more: str = "") -> str:
    """A numbering part of one definition, which is list 1; `more` are other lists."""
    definition = f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
    return f'{definition}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}'


def labels(places: list[tuple[int, int]], numbering: str) -> list[str | None]:
    body = "".join(p(f"item {count}", in_list(*place)) for count, place in enumerate(places))
    blocks = read_docx(package(body, numbering=numbering)).blocks
    return [block.label.text if block.label is not None else None for block in blocks]


CLAUSES = (level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "%1.%2(%3)"))


def test_numbers_of_several_levels_and_a_list_that_begins_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    second = f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{anew}</w:num>'
    places = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 0), (1, 1), (1, 2), (2, 0), (2, 1), (2, 2), (2, 0)]
    assert labels(places, counted(*CLAUSES, more=second)) == [
        *("1", "1.1", "1.2", "1.2(a)", "1.2(b)", "2", "2.1", "2.1(a)"),
        *("1", "1.1", "1.1(a)", "2"),
    ]


def test_legal_numbers_are_digits_under_roman_ones() -> None:
    numbering = counted(level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert labels([(1, 0), (1, 0), (1, 1), (1, 1)], numbering) == ["I.", "II.", "2.1", "2.2"]


def test_a_level_that_is_never_begun_anew_counts_on() -> None:
    numbering = counted(level(0, "decimal", "%1."), level(1, "decimal", "R%2", '<w:lvlRestart w:val="0"/>'))
    assert labels([(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)], numbering) == ["1.", "R1", "R2", "2.", "R3"]


def test_a_list_with_a_level_of_its_own() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
    second = f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{own}</w:num>'
    assert labels([(2, 0), (2, 0)], counted(level(0, "decimal", "%1."), more=second)) == ["A)", "B)"]


def test_lists_that_share_a_style_of_numbering() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Points"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Points"/>{level(0, "decimal", "AP%1")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    assert labels([(1, 0), (1, 0)], numbering) == ["AP1", "AP2"]


def test_paragraphs_that_their_style_numbers() -> None:
    numbers = '<w:pPr><w:numPr>{}<w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>{numbers.format(depth)}</w:style>'
        for name, depth in (("Main", ""), ("Sub", '<w:ilvl w:val="1"/>'), ("Point", ""))
    )
    numbering = counted(
        level(0, "decimal", "R%1", '<w:pStyle w:val="Main"/>'),
        level(1, "lowerLetter", "R%1%2", '<w:pStyle w:val="Sub"/>'),
        level(2, "lowerRoman", "R%1%2(%3)", '<w:pStyle w:val="Point"/>'),
    )
    styled = [p(name, f'<w:pStyle w:val="{name}"/>') for name in ("Main", "Sub", "Point", "Main")]
    none = p("no number", '<w:pStyle w:val="Main"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    blocks = read_docx(package("".join([*styled, none]), numbering=numbering, styles=styles)).blocks
    assert [block.label.text if block.label else None for block in blocks] == [
        "R1",
        "R1a",
        "R1a(i)",
        "R2",
        None,
    ]


# Pages ------------------------------------------------------------------------------------------------------------

PAGE = "<w:lastRenderedPageBreak/>"


def begun(text: str) -> str:
    """A paragraph at the top of a page, as Word saves it."""
    return f"<w:p><w:r>{PAGE}<w:t>{text}</w:t></w:r></w:p>"


def pages(body: str, **parts: str) -> list[tuple[int | None, int | None, int | None, int | None]]:
    starts = read_docx(package(body, **parts)).page_starts
    return [(start.page, start.block, start.table, start.row) for start in starts]


def test_pages_as_word_last_laid_them_out() -> None:
    cut = f"<w:tc><w:p>{said('The lead ')}<w:r>{PAGE}<w:t>reports</w:t></w:r></w:p></w:tc>"
    table = tbl(
        ACTION_HEADER,
        tr(tc("Appoint a lead"), tc("Head of HR"), tc("Q1")),
        tr(cut, cut, tc("Q2")),  # each cell of a row that a page cuts has a mark
        tr(tc("Close the depot"), tc("Head of Fleet"), tc("Q3")),
        tr(f"<w:tc>{begun('Sell it')}</w:tc>", tc("Head of Estates"), tc("Q4")),
    )
    break_here = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    body = (
        p("The plan") + table + p("Below") + break_here + begun("Next") + break_here + break_here + p("Last")
    )
    assert pages(body) == [
        (1, 0, 0, 0),
        (2, None, 0, 3),
        (3, 1, 0, 4),
        (4, 2, None, None),
        (6, 3, None, None),  # nothing is printed on page 5
        (None, 4, None, None),
    ]


def test_a_file_without_marks_of_pages_has_no_hints() -> None:
    assert pages(p("The plan") + '<w:p><w:r><w:br w:type="page"/><w:t>Next</w:t></w:r></w:p>') == []


def test_page_hints_of_actions_and_of_what_stands_on_no_page() -> None:
    rows = [tr(tc("Appoint a lead"), tc("Head of HR"), tc("Q1 2010/11"))]
    rows.append(tr(f"<w:tc>{begun('Close the depot')}</w:tc>", tc("Head of Fleet"), tc("Q2 2010/11")))
    notes = f"<w:footnote>{p('Subject to funding')}</w:footnote>"
    head = '<w:sectPr><w:headerReference r:id="r1"/></w:sectPr>'
    data = package(p("The plan") + tbl(ACTION_HEADER, *rows) + head, footnotes=notes, header=p("Cabinet"))
    found = planextract.extract_bytes(data, "plan.docx")
    hints = [found.source.page_hint(action.text.sources[0]) for action in found.actions]
    assert (hints, [action.text.sources[0].page for action in found.actions]) == ([1, 2], [None, None])
    notes_block = BlockSource(page=None, block=2, start=0, end=7)
    running = BlockSource(page=None, block=0, start=0, end=7)
    assert [block.text.text for block in read_docx(data).blocks] == [
        "Cabinet",
        "The plan",
        "Subject to funding",
    ]
    assert [found.source.page_hint(source) for source in (notes_block, running)] == [None, None]


# Who leads, by the look of the words -------------------------------------------------------------------------------

RED, BOLD = '<w:color w:val="FF0000"/>', "<w:b/>"


def looking(text: str, look: str) -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def leads(
    header: str, cell: str, before: str = "", **parts: str
) -> tuple[list[tuple[str | None, str]], list[str]]:
    """The owners in a cell of one paragraph with their parts, and the remarks on owners."""
    row = tr(tc("Appoint a lead"), f"<w:tc><w:p>{cell}</w:p></w:tc>", tc("June 2010"))
    data = package(before + tbl(tr(tc("Action"), tc(header), tc("Timescale")), row), **parts)
    found = planextract.extract_bytes(data, "plan.docx")
    codes = [each.code for each in found.diagnostics if each.code.startswith(("lead_", "owner_"))]
    return [(owner.name or owner.role, owner.part) for owner in found.actions[0].owners], codes


@pytest.mark.parametrize(
    ("header", "cell", "parts"),
    [
        ("Who (lead in red)", said("Priya Hallam, ") + looking("Tom Osgood", RED), ["support", "lead"]),
        (
            "Who (lead in red)",
            looking("Priya Hallam, ", '<w:color w:val="C00000"/>') + said("Tom Osgood"),
            ["lead", "support"],
        ),
        (
            "Owner (lead officer in bold)",
            looking("Priya Hallam", BOLD) + said(", Tom Osgood"),
            ["lead", "support"],
        ),
        (
            "Owners – lead in bold",
            looking("Priya Hallam", BOLD) + looking(", Tom Osgood", BOLD),
            ["lead", "lead"],
        ),
        ("Who", looking("Priya Hallam", RED) + said(", Tom Osgood"), ["lead", "lead"]),
        (
            "Lead (in bold) and supporting officers",
            looking("Priya Hallam", BOLD) + said(", Tom Osgood"),
            ["lead", "support"],
        ),
    ],
)
def test_the_lead_is_known_by_its_look_where_the_header_says_so(
    header: str, cell: str, parts: list[str]
) -> None:
    owners, remarks = leads(header, cell)
    assert owners == list(zip(("Priya Hallam", "Tom Osgood"), parts, strict=True))
    assert remarks == []


@pytest.mark.parametrize(
    "legend",
    [
        "Lead officers are shown in bold.",
        "Key: names in bold denote lead officers",
        "Bold = lead officer",
    ],
)
def test_the_lead_is_known_by_its_look_where_the_document_says_so(legend: str) -> None:
    cell = looking("Priya Hallam", BOLD) + said(", Tom Osgood")
    assert leads("Owner", cell, p(legend))[0] == [("Priya Hallam", "lead"), ("Tom Osgood", "support")]
    both = p(legend) + p("Lead officers are shown in red.")
    assert leads("Owner", cell, both)[0] == [("Priya Hallam", "lead"), ("Tom Osgood", "lead")]


def test_a_lead_in_the_colour_of_a_style() -> None:
    style = (
        f'<w:style w:type="character" w:styleId="Lead"><w:name w:val="Lead"/><w:rPr>{RED}</w:rPr></w:style>'
    )
    cell = looking("Priya Hallam", '<w:rStyle w:val="Lead"/>') + said(", Tom Osgood")
    assert leads("Who (lead in red)", cell, styles=style)[0] == [
        ("Priya Hallam", "lead"),
        ("Tom Osgood", "support"),
    ]


@pytest.mark.parametrize(
    "cell",
    [
        said("Priya Hallam, Tom Osgood"),
        looking("Priya", RED) + said(" Hallam, Tom Osgood"),
        looking("Priya Hallam, ", '<w:color w:val="FF0000" w:themeColor="accent2"/>') + said("Tom Osgood"),
        looking("Priya Hallam, ", '<w:color w:val="auto"/>') + said("Tom Osgood"),
    ],
)
def test_a_lead_that_cannot_be_seen_is_said_and_not_guessed(cell: str) -> None:
    owners, remarks = leads("Who (lead in red)", cell)
    assert [part for _, part in owners] == ["lead", "lead"]
    assert remarks == ["lead_not_shown"]


def test_what_a_cell_says_of_parts_counts_for_more_than_its_look() -> None:
    cell = said("Lead: Priya Hallam; Support: ") + looking("Tom Osgood", RED)
    assert leads("Who (lead in red)", cell)[0] == [("Priya Hallam", "lead"), ("Tom Osgood", "support")]


def test_parts_in_other_formats_are_said() -> None:
    found = read_docx(package(p("Before") + '<w:altChunk r:id="rId9"/>' + p("After")))
    assert [block.text.text for block in found.blocks] == ["Before", "After"]
    assert [remark.code for remark in found.diagnostics] == ["part_not_read"]
