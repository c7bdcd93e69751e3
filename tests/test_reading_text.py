"""The text reader: every shape a plan takes in a text file, and that no character loses its place."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planextract.document import Block, Document, Table
from planextract.errors import CorruptFileError, LimitExceededError
from planextract.options import Limits, Options
from planextract.provenance import SourcedText
from planextract.readers import text


def read(words: str | bytes) -> Document:
    return text.read(words.encode() if isinstance(words, str) else words, "plan.txt", Options())


def rows(table: Table) -> list[list[str]]:
    return [[cell.text.text for cell in row.cells] for row in table.rows]


def blocks(document: Document) -> list[tuple[str, str | None, str]]:
    return [(part.kind, part.label.text if part.label else None, part.text.text) for part in document.blocks]


def parts_of(document: Document) -> list[tuple[SourcedText, str]]:
    """Every text of the document with the source that its places count in."""
    found: list[tuple[SourcedText, str]] = []
    for block in document.blocks:
        found += [(words, block.source) for words in (block.label, block.text) if words is not None]
    for table in document.tables:
        for cell in table.cells():
            for line in cell.lines:
                found += [(words, cell.source) for words in (line.label, line.text) if words is not None]
    return found


def check_spans(document: Document) -> None:
    for words, source in parts_of(document):
        for piece in words.pieces:
            assert piece.original == source[piece.start : piece.end]


# Tabs ----------------------------------------------------------------------------------------------------------


def test_tab_separated_rows_with_fragments() -> None:
    document = read(
        "<b>Areas for priority action</b>\t<b>Actions to address</b>\t<b>By when</b>\t<b>Progress</b>\n"
        "1. Records are poor.\tProvide training to cover: <ul style='x'> <li>▪ Recording</li> <li>▪ Consent</li> </ul>"
        "\t1 April 2010\tWork underway R&amp;D\n"
        "\t<p>Audit <s>old</s> records</p>\t26 March 2010\n"
    )
    (table,) = document.tables
    assert table.columns == 4
    assert [cell.bold for cell in table.rows[0].cells] == [True] * 4
    training = table.rows[1].cells[1]
    assert [(line.kind, line.label and line.label.text, line.text.text) for line in training.lines] == [
        ("plain", None, "Provide training to cover:"),
        ("item", "▪", "Recording"),
        ("item", "▪", "Consent"),
    ]
    assert training.source.startswith("Provide training to cover: <ul") and training.source.endswith("</ul>")
    assert table.rows[1].cells[0].lines[0].label is not None
    assert table.rows[1].cells[3].text.text == "Work underway R&D"
    assert table.rows[1].cells[3].text.raw == "Work underway R&amp;D"
    assert [(line.text.text, line.struck) for line in table.rows[2].cells[1].lines] == [
        ("old", True),
        ("Audit records", False),
    ]
    assert len(table.rows[2].cells) == 4 and table.rows[2].cells[3].blank
    check_spans(document)


def test_a_blank_line_ends_a_table_and_one_row_goes_on() -> None:
    document = read(
        "Action\tBy when\tWho\nReview\tMay\tAB\n\nAction\tBy when\tWho\nTrain\tJune\tCD\n\nPublish\tJuly\tEF\n"
    )
    assert [len(table.rows) for table in document.tables] == [2, 2, 1]


def test_quoted_cells_lists_over_lines_and_bands() -> None:
    document = read(
        'Ref\tAction\tOwner\n1\t"Review all\ncases ""now"""\tAB\nTheme 2: Staff\n'
        "2\tPublish the policy\tEF\n3\tTrain <ul>\n<li>nurses</li>\n</ul>\tCD\n"
    )
    (table,) = document.tables
    assert rows(table)[1] == ["1", 'Review all\ncases "now"', "AB"]
    assert rows(table)[2] == ["Theme 2: Staff", "", ""]
    assert rows(table)[4] == ["3", "Train\nnurses", "CD"]
    check_spans(document)


@pytest.mark.parametrize(
    "words",
    [
        "Telephone No :\t01642 000000\nEmail Address :\tofficer@example.gov.uk\n",
        "1.\tThat the report be noted.\n2.\tThat officers report back.\n3.\tThat it be published.\n",
        "Report of:\t\tDirector of Place\nDate:\t\t12 May 2014\nWard:\t\tAll\n",
        "\tAn indented line of prose.\n\tAnother indented line.\n\tA third one.\n",
        "One line\twith tabs\tin it\n",
    ],
)
def test_tabs_in_prose_make_no_table(words: str) -> None:
    document = read(words)
    assert not document.tables
    assert len(document.blocks) == words.count("\n")


def test_two_columns_need_a_header() -> None:
    assert rows(read("Action\tBy when\nReview\tMay 2010\nTrain\tJune 2010\n").tables[0])[0] == [
        "Action",
        "By when",
    ]


# Prose ---------------------------------------------------------------------------------------------------------


def test_labels_and_headings() -> None:
    document = read(
        "1. SUMMARY\n\nThis report provides findings.\n\n3.2 The Review looked at:\n\n- Case Records Review\n"
        "- 3.6 An overview of the key findings was provided.\n\nRESOLVED\n(a) That the findings be noted\n"
        " · Partners commit to change; and\n21 MAY 2014\n"
    )
    assert blocks(document) == [
        ("heading", "1.", "SUMMARY"),
        ("paragraph", None, "This report provides findings."),
        ("item", "3.2", "The Review looked at:"),
        ("item", "-", "Case Records Review"),
        ("item", "3.6", "An overview of the key findings was provided."),
        ("heading", None, "RESOLVED"),
        ("item", "(a)", "That the findings be noted"),
        ("item", "·", "Partners commit to change; and"),
        ("paragraph", None, "21 MAY 2014"),
    ]
    assert document.blocks[4].source == "- 3.6 An overview of the key findings was provided."
    check_spans(document)


def test_one_paragraph_a_line() -> None:
    words = "Minutes:\nThe Committee considered a report of the Director.\nThe review found strengths.\nRESOLVED\n"
    assert len(read(words).blocks) == 4


def test_wrapped_lines_are_one_paragraph() -> None:
    words = (
        "The Meetings Administrator outlined to the attendees that in accordance with Standing\n"
        "Orders and GDPR Regulations, no cameras of any kind or sound recording or communi-\n"
        "cation equipment may be used at these Meetings, and the Members also wished to thank\n"
        "the outgoing engineer for his work.\n"
        "It was proposed that the allocation be made to road safety works in the town and that\n"
        "the same amount be set aside for the villages in the west of the district, subject to\n"
        "the usual conditions.\n\n"
        "(a) Circulated, copy of draft Minutes of Meeting of the Municipal District of Newcastle\nWest.\n"
    )
    document = read(words)
    assert [block.text.text[:12] for block in document.blocks] == [
        "The Meetings",
        "It was propo",
        "Circulated, ",
    ]
    assert "communi-cation equipment" in document.blocks[0].text.text
    assert "\n" in document.blocks[0].source
    check_spans(document)


def test_a_bullet_alone_and_a_sentence_over_a_page_end() -> None:
    head = "The review led to a significant number of changes, which have been dealt with already, and the new Quality"
    document = read(
        f"·\n\nthere were several decisions outstanding\n\n{head}\n\f\nassurance group will monitor progress.\n"
    )
    assert blocks(document)[0] == ("item", "·", "there were several decisions outstanding")
    assert document.blocks[1].text.text.endswith("the new Quality assurance group will monitor progress.")


def test_markdown() -> None:
    document = read(
        "---\ntitle: 'Action plan'\ntags:\n  - one\n  - two\n---\nPlan\n====\n\n## Who **does** it ##\n\n"
        "Some *emphasis*, `code` and [the plan](a.pdf) \\| here, snake_case_name stays.\n\n> quoted words\n"
    )
    assert document.properties == {"title": "Action plan", "tags": "one; two"}
    assert [(block.kind, block.level, block.text.text) for block in document.blocks] == [
        ("heading", 1, "Plan"),
        ("heading", 2, "Who does it"),
        ("paragraph", None, "Some emphasis, code and the plan | here, snake_case_name stays."),
        ("paragraph", None, "quoted words"),
    ]
    assert document.blocks[0].source == "Plan\n===="
    check_spans(document)


def test_words_in_angle_brackets_are_words() -> None:
    document = read("Name of <School name>: less than <5% & more, a<b, R&amp;D <b>now</b>\n")
    assert document.blocks[0].text.text == "Name of <School name>: less than <5% & more, a<b, R&D now"


# Other shapes of tables ----------------------------------------------------------------------------------------


def test_pipe_tables() -> None:
    document = read(
        "| **Milestone** |\tTarget Date |\n|---|:-:|\n| Review a \\| b<br>and c | ~~May~~ June |\n\n"
        "| | |\n|---|---|\n| Action | [plan](x.pdf) |\n\nAction | Owner | By\n--|--|--\nDo it | JB\n"
    )
    first, second, third = document.tables
    assert first.rows[0].header and first.rows[0].cells[0].bold and first.rows[0].cells[0].header
    assert rows(first)[1] == ["Review a | b\nand c", "June"]
    assert [line.struck for line in first.rows[1].cells[1].lines] == [True, False]
    assert rows(second) == [["Action", "plan"]]
    assert rows(third)[1] == ["Do it", "JB", ""]
    assert first.rows[1].cells[0].source == " Review a \\| b<br>and c "
    check_spans(document)


def test_a_stroke_in_prose_makes_no_table() -> None:
    assert not read("Home | About\nYou are here | Minutes | Tuesday\n").tables


def test_html_table_in_text() -> None:
    document = read(
        "Intro.\n\n<table>\n<tr><th rowspan=2>Action</th>\n\n<th colspan='2'>When</th></tr>\n"
        "<tr><td>A</td><td>B</td></tr>\n"
        "</table>\n\nAfter.\n"
    )
    (table,) = document.tables
    assert [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells()] == [
        (0, 0, 2, 1),
        (0, 1, 1, 2),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
    ]
    assert [type(part) for part in document.flow] == [Block, Table, Block]


LAID_OUT = """\
 Ref  Action                          Lead officer        Target date   Status
 1.1  Review all cases open to the    Head of Service     29 January    Complete
      Duty Team and report back                           2010
 1.2  Provide refresher training      Training Manager    1 April 2010  Underway
 1.3  Publish the policy              Policy Officer      May 2010      Not
                                                                        started

This is a paragraph of prose after the table.  It has double blanks.  They mean nothing.
"""


def test_columns_of_blanks() -> None:
    document = read(LAID_OUT)
    (table,) = document.tables
    assert rows(table)[1] == [
        "1.1",
        "Review all cases open to the Duty Team and report back",
        "Head of Service",
        "29 January 2010",
        "Complete",
    ]
    assert rows(table)[3][4] == "Not started"
    assert len(table.rows) == 4 and len(document.blocks) == 1
    check_spans(document)


def test_blank_lines_part_the_rows_of_a_laid_out_table() -> None:
    document = read(
        "Action                  By when      Who\n\nReview cases            May 2010     AB\nand report\n\n"
        "Train staff             June 2010    CD\nin all teams\n\nEnd of the plan.\n"
    )
    assert rows(document.tables[0])[1:] == [
        ["Review cases and report", "May 2010", "AB"],
        ["Train staff in all teams", "June 2010", "CD"],
    ]
    assert document.blocks[-1].text.text == "End of the plan."


def test_double_blanks_in_prose_make_no_table() -> None:
    words = (
        "First sentence here.  Second one.  Third.\nA longer sentence than that.  Short.  End of it all.\n"
        "Odd.  Even.  More words.\n"
    )
    assert not read(words * 3).tables


# Characters and limits -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings(encoding: str) -> None:
    document = read("Children’s plan\r\rNext\x0bline\u00a0here".encode(encoding))
    assert [block.text.text for block in document.blocks] == ["Children’s plan", "Next line here"]
    assert document.diagnostics == ()


def test_old_windows_files_are_guessed_and_said_so() -> None:
    document = read("Children’s plan – £5".encode("cp1252"))
    assert document.blocks[0].text.text == "Children’s plan – £5"
    assert [diagnostic.code for diagnostic in document.diagnostics] == ["encoding_guessed"]


@pytest.mark.parametrize(
    "data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf \n", "\u00a0\u200b".encode(), b"-----\n=====\n"]
)
def test_files_without_words(data: bytes) -> None:
    with pytest.raises(CorruptFileError):
        read(data)


def test_limits() -> None:
    with pytest.raises(LimitExceededError):
        text.read(b"a\tb\tc\n" * 40, "plan.txt", Options(limits=Limits(cells=100)))
    with pytest.raises(LimitExceededError):
        text.read(b"words " * 40, "plan.txt", Options(limits=Limits(bytes=100)))


def test_one_wide_row_does_not_fill_up_a_million_short_ones() -> None:
    with pytest.raises(LimitExceededError):
        read("a\tb\tc\n" * 2000 + "\t".join("x" * 2000) + "\n")


HOSTILE = [
    *[
        "a",
        "(",
        "1 ",
        "/",
        "\t",
        "|",
        "a\tb\n",
        "a|b\n",
        "<",
        "<a ",
        '<a "',
        "<!--",
        "&amp;",
        "&#",
        "*",
        "**a",
        "_",
    ],
    *[
        "[",
        "[a](",
        "`",
        "~~a ",
        "<b>",
        "<p>x",
        "<table><tr><td>x",
        "<ul>\t",
        '"',
        '\t"',
        "- \n",
        "•",
        "1.",
        "+--",
    ],
    *["a  b  c\n", "> ", "\u200b ", "\u00a0", "---\n", "# ", "\r", "\f", "ﬁ ", "a-\n"],
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_ends(words: str) -> None:
    document = read("Title\n" + words * (10_000 // len(words)) + "\nEnd\n")
    check_spans(document)


# Properties ----------------------------------------------------------------------------------------------------

PIECES = [
    *[
        "Review all cases",
        "ongoing",
        "by 3 May 2010",
        "1.",
        "•",
        "- ",
        "(a) ",
        " ",
        "  ",
        "\t",
        "\n",
        "\n\n",
        "\r\n",
    ],
    *[
        "<b>",
        "</b>",
        "<p>",
        "<ul><li>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<s>",
        "</s>",
        "<br>",
        "&amp;",
    ],
    *[
        "|",
        "|---|---|",
        "**",
        "_it_",
        "[a](b)",
        "\\|",
        "# ",
        "===",
        "---",
        "~~",
        '"',
        "`",
        "\f",
        "> ",
        "&nbsp;",
    ],
    *["\u200b", "\u00ad", "ﬁ", "Policy-\n"],
]
FILES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map("".join)


@settings(max_examples=400, deadline=None)
@given(FILES)
def test_every_piece_stands_where_it_says(words: str) -> None:
    try:
        document = read(words)
    except CorruptFileError:
        return
    check_spans(document)
    for block in document.blocks:
        assert block.source in words


@settings(max_examples=400, deadline=None)
@given(FILES)
@example("<table><td>Review all cases, and<tr>Review all cases")
def test_sources_stand_in_the_file_in_order(words: str) -> None:
    """Words that a page puts into a table but into no cell of it come before the table, as in a browser."""
    try:
        document = read(words)
    except CorruptFileError:
        return
    position = 0
    for part in document.flow:
        for source in [part.source] if isinstance(part, Block) else _cell_sources(part):
            found = words.find(source, position)
            assert found >= 0
            position = 0 if "<t" in words else found + len(source)


def _cell_sources(table: Table) -> list[str]:
    """Sources of cells that hold words; those laid out in columns are no unbroken stretch of the file."""
    return [
        cell.source
        for cell in table.cells()
        if not cell.blank and "  " not in cell.source and "\n" not in cell.source
    ]


PLAIN = st.lists(
    st.sampled_from(
        [
            "Review",
            "cases",
            "by",
            "May",
            "2010",
            "\t",
            "\n",
            "\n\n",
            " ",
            "•",
            "(a)",
            "- 3.6",
            "Lead:",
            "|",
            "  ",
        ]
    ),
    min_size=1,
    max_size=60,
).map(" ".join)


@settings(max_examples=400, deadline=None)
@given(PLAIN)
def test_no_word_is_lost(words: str) -> None:
    document = read("Plan\n\n" + words)
    said = " ".join(_sources(document))
    assert sorted(re.findall(r"\w+", "Plan\n\n" + words)) == sorted(re.findall(r"\w+", said))


def _sources(document: Document) -> list[str]:
    cells = [cell.source for table in document.tables for cell in table.cells()]
    return [*(block.source for block in document.blocks), *cells]


# The shared documents ------------------------------------------------------------------------------------------


def test_seed_with_tables(shared: Path) -> None:
    data = (shared / "seeds" / "002_4395c4bd27678cb3.txt").read_bytes()
    document = text.read(data, "002.txt", Options())
    assert [(len(table.rows), table.columns) for table in document.tables] == [
        (8, 5), (6, 5), (6, 5), (6, 5), (6, 5), (6, 5), (6, 5), (5, 5)
    ]  # fmt: skip
    assert not document.blocks
    check_spans(document)


def test_every_shared_text_reads_and_keeps_its_words(shared: Path) -> None:
    files = sorted([*(shared / "seeds").glob("*.txt"), *(shared / "corpus" / "real" / "text").glob("*.txt")])
    for path in files:
        data = path.read_bytes()
        document = text.read(data, path.name, Options())
        check_spans(document)
        said = " ".join(_sources(document))
        assert len(re.findall(r"\w+", said)) == len(re.findall(r"\w+", data.decode())), path.name
