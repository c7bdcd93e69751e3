"""What converters leave of a plan in a text file: slashes for cells, columns of blanks, one cell a line, two copies."""

import pytest

import planextract
from planextract.document import Document
from planextract.options import Options
from planextract.readers import text as reader


def read(words: str) -> Document:
    return reader.read(words.encode(), "plan.txt", Options())


def test_cells_joined_by_slashes() -> None:
    text = (
        "The group met in May.\n\nAction / Lead / Date planned\n"
        "Set up a patient group with GP’s and staff / Practice manager / September 2012\n"
        "Post the survey on the website / Reception / October 2012\n\nThe practice / surgery is open daily.\n"
    )
    document = read(text)
    assert [[cell.text.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["Action", "Lead", "Date planned"],
        ["Set up a patient group with GP’s and staff", "Practice manager", "September 2012"],
        ["Post the survey on the website", "Reception", "October 2012"],
    ]
    assert [block.text.text for block in document.blocks][-1] == "The practice / surgery is open daily."
    cell = document.tables[0].rows[2].cells[1]
    assert document.source_at(cell.lines[0].text.sources()[0].place) == "Reception"


@pytest.mark.parametrize(
    "text",
    [
        "Action / Lead / Date\nSet up a group / Manager / HR / May 2012\nPost it / Reception / June 2012\n",
        "He / she / they may speak.\nEach / every / any member may vote.\nThe chair / vice / clerk decides.\n",
        "Action / Lead / Date\nSet up a group / Manager / May 2012\n",
        "Action / Lead\nSet up a group / Manager\nPost it / Reception\nWrite / Clerk\n",
    ],
)
def test_slashes_that_make_no_table(text: str) -> None:
    assert read(text).tables == ()


def test_one_document_twice_in_a_file_is_read_once() -> None:
    page = (
        "Action plan\n\nThe Cabinet agreed the plan that follows, and asked for a report on it each quarter.\n\n"
        "| Action | Lead | Deadline |\n|---|---|---|\n| Appoint a lead officer | Clerk | May 2012 |\n"
        "| Write to the tenants of all blocks | Head of Housing | June 2012 |\n\n"
    )
    for above in ("", "Printed from the website\n\n"):
        document = read(above + page + page)
        assert len(document.tables) == 1
        assert [remark.code for remark in document.diagnostics] == ["repeated_document"]
    other = read(page + page.replace("Appoint", "Elect"))
    assert (len(other.tables), other.diagnostics) == (2, ())
    assert len(read("Yes\n\nYes\n").blocks) == 2


def test_pages_of_aligned_columns_need_not_keep_to_the_same_ones() -> None:
    first = (
        "Action                     Lead          Deadline\n"
        "Appoint a lead officer     Clerk         May 2012\n"
        "Write to tenants           Housing       June 2012\n"
    )
    second = (
        "Action                        Lead             Deadline\n"
        "Sell the depot in Rope Lane   Estates          July 2012\n"
        "Paint the fence               Parks            May 2013\n"
    )
    tables = read(first + "\f" + second).tables
    assert [[cell.text.text for cell in table.rows[1].cells] for table in tables] == [
        ["Appoint a lead officer", "Clerk", "May 2012"],
        ["Sell the depot in Rope Lane", "Estates", "July 2012"],
    ]


def test_rows_of_aligned_columns_begin_at_their_dates_under_one_finding() -> None:
    text = (
        "Areas for development        Actions to address            By when         Progress\n"
        "1. Supervision of new        Write a policy for            29 January      Complete\n"
        "staff is not recorded and    supervision and brief\n"
        "managers do not know         all managers\n"
        "whom to ask about it\n"
        "                             Audit one file in ten         1 April 2010    On target\n"
        "                             and report to the board\n"
        "2. Young people do not       Print a card with names       Ongoing         In progress\n"
        "know whom to ask             of the duty team\n"
    )
    (table,) = read(text).tables
    assert [[" ".join(cell.text.text.split()) for cell in row.cells][1:3] for row in table.rows[1:]] == [
        ["Write a policy for supervision and brief all managers", "29 January"],
        ["Audit one file in ten and report to the board", "1 April 2010"],
        ["Print a card with names of the duty team", "Ongoing"],
    ]


def test_a_converter_s_notice_is_nothing_to_do() -> None:
    notice = "Text files cannot include scanned images.\n\n"
    plan = "| Action | Lead | Deadline |\n|---|---|---|\n| Appoint a lead officer | Clerk | May 2012 |\n\n"
    found = planextract.extract_bytes((notice + plan + notice).encode(), "plan.txt")
    assert [action.text.value for action in found.actions] == ["Appoint a lead officer"]
    assert found.metadata.title is None or "scanned" not in found.metadata.title.value


def test_a_table_of_one_cell_a_line_is_said_to_be_lost() -> None:
    lines = (
        *("Action", "Lead officer", "Deadline", "Appoint a lead officer", "Clerk", "May 2012"),
        *("Write to tenants", "Head of Housing", "June 2012", "Sell the depot", "Estates", "July 2012"),
    )
    found = planextract.extract_bytes("\n\n".join(lines).encode(), "plan.txt")
    assert found.actions == ()
    lost = [remark for remark in found.diagnostics if remark.code == "columns_lost"]
    assert [remark.sources[0].block for remark in lost] == [0]
    told = planextract.extract_bytes(b"Action\n\nThe clerk is to write.\n\nLead officer\n\nClerk", "plan.txt")
    assert "columns_lost" not in [remark.code for remark in told.diagnostics]
