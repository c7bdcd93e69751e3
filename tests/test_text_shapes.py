"""What converters leave of a plan in a text file: slashes for cells, columns of blanks, one cell a line, two copies."""

import shutil
import subprocess
from pathlib import Path

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
    (table,) = read(first + "\f" + second).tables
    assert [[cell.text.text for cell in row.cells] for row in table.rows] == [
        ["Action", "Lead", "Deadline"],
        ["Appoint a lead officer", "Clerk", "May 2012"],
        ["Write to tenants", "Housing", "June 2012"],
        ["Sell the depot in Rope Lane", "Estates", "July 2012"],
        ["Paint the fence", "Parks", "May 2013"],
    ]


ALIGNED = """
                            Sallowby Town Council
No.   Recommendation          Action                        Lead               By when      RAG
                                                            officer
1     Members should see      Publish the forward plan for Clerk               May 2024     Green
      what is to come         twelve months
      before it is decided.   Send papers ten working       Democratic         Ongoing      Amber
                              days before each meeting      Services

2     Records of the depot    Count all stock with an       Depot Manager /    30 June      Red
      cannot be relied on.  officer of another service     Head of Finance    2024

                                          OFFICIAL
                                             1
\f                            Sallowby Town Council
No.      Recommendation          Action                     Lead            By when        RAG
                                                            officer
                                 Write off obsolete parts   Depot           July 2024      Red
                                                            Manager
3        Grants are given        Ask each body for its      Clerk           Annually       Green
         without accounts.       accounts before it is
                                 paid

                                          OFFICIAL
                                             2
"""


def test_long_cells_narrow_gaps_and_pages_of_aligned_columns() -> None:
    """As `pdftotext -layout` prints a plan: cells wrap, columns drift and almost touch, the header comes again."""
    found = planextract.extract_bytes(ALIGNED.encode(), "plan.txt")
    said = [
        (
            action.text.value,
            [" ".join(owner.raw.split()) for owner in action.owners],
            " ".join(action.deadline.raw.split())
            if action.deadline is not None and action.deadline.raw
            else None,
        )
        for action in found.actions
    ]
    assert said == [
        ("Publish the forward plan for twelve months", ["Clerk"], "May 2024"),
        ("Send papers ten working days before each meeting", ["Democratic Services"], "Ongoing"),
        (
            "Count all stock with an officer of another service",
            ["Depot Manager", "Head of Finance"],
            "30 June 2024",
        ),
        ("Write off obsolete parts", ["Depot Manager"], "July 2024"),
        ("Ask each body for its accounts before it is paid", ["Clerk"], "Annually"),
    ]
    assert "columns_lost" not in [remark.code for remark in found.diagnostics]
    footers = [block.text.text for block in read(ALIGNED).blocks if block.kind == "footer"]
    assert "OFFICIAL" in footers


def test_headings_across_aligned_columns_stand_between_the_rows() -> None:
    text = (
        "Action                        Lead             Deadline\n"
        "Children do not see the same social worker for long enough to trust one\nanother.\n"
        "Recruit four social workers   HR Manager       May 2024\n"
        "and two managers\n"
        "Case files are not kept up to date by all of the teams in the service\n"
        "Audit one file in ten each    Audit            June 2024\n"
        "month                         Manager\n"
    )
    (table,) = read(text).tables
    assert [[" ".join(cell.text.text.split()) for cell in row.cells] for row in table.rows] == [
        ["Action", "Lead", "Deadline"],
        ["Children do not see the same social worker for long enough to trust one another."],
        ["Recruit four social workers and two managers", "HR Manager", "May 2024"],
        ["Case files are not kept up to date by all of the teams in the service"],
        ["Audit one file in ten each month", "Audit Manager", "June 2024"],
    ]
    assert table.rows[1].cells[0].column_span == 3


def test_rows_whose_cells_stand_in_their_middle_are_prose_and_that_is_said() -> None:
    text = (
        "Ref   Action                            Lead            Deadline\n"
        "      Compile a register of all\n"
        "A1    partnerships, with the purpose    Clerk           May 2024\n"
        "      and cost of each\n"
        "      Suspend the network access of\n"
        "A2    staff who have not done the       HR Manager      June 2024\n"
        "      course\n"
        "      Review the plans of Revenues,\n"
        "A3    Waste and the contact centre,     Head of         July 2024\n"
        "      in one exercise                   Finance\n"
    )
    found = planextract.extract_bytes(text.encode(), "plan.txt")
    assert found.actions == ()
    (lost,) = [remark for remark in found.diagnostics if remark.code == "columns_lost"]
    assert "lines 1 to 10" in lost.message


def test_a_form_in_aligned_columns() -> None:
    text = (
        "Ref                   A1\n"
        "Recommendation        Purchase cards should be reconciled each month and\n"
        "                      the reconciliation reviewed.\n"
        "Agreed management     Introduce a form that budget holders must sign\n"
        "action\n"
        "Responsible officer   Chief Accountant\n"
        "Due date              31 December 2023\n"
    )
    (action,) = planextract.extract_bytes(text.encode(), "plan.txt").actions
    assert action.text.value == "Introduce a form that budget holders must sign"
    assert [owner.raw for owner in action.owners] == ["Chief Accountant"]
    assert action.deadline is not None
    assert action.deadline.raw == "31 December 2023"


def test_two_tables_side_by_side_under_one_header_are_two() -> None:
    text = (
        "Action                Lead      By when      Action               Lead       By when\n"
        "Appoint an officer    Clerk     May 2012     Sell the depot       Estates    July 2012\n"
        "Write to tenants      Housing   June 2012    Paint the fence      Parks      May 2013\n"
    )
    found = planextract.extract_bytes(text.encode(), "plan.txt")
    assert [(action.text.value, action.deadline and action.deadline.raw) for action in found.actions] == [
        ("Appoint an officer", "May 2012"),
        ("Write to tenants", "June 2012"),
        ("Sell the depot", "July 2012"),
        ("Paint the fence", "May 2013"),
    ]


def test_a_pdf_s_text_says_what_the_pdf_says() -> None:
    """The sample whose rows span pages, laid out by pdftotext."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    sample = Path(__file__).resolve().parents[1] / "samples" / "thornmere-peer-challenge-plan.pdf"
    done = subprocess.run(["pdftotext", "-layout", str(sample), "-"], check=True, stdout=subprocess.PIPE)
    found = [
        planextract.extract_bytes(data, name).actions
        for data, name in ((sample.read_bytes(), "plan.pdf"), (done.stdout, "plan.txt"))
    ]
    pdf, text = [
        [
            (
                " ".join((action.text.value or "").replace("•", " ").split()),
                [" ".join(owner.raw.split()) for owner in action.owners],
                action.deadline and " ".join((action.deadline.raw or "").split()),
            )
            for action in actions
        ]
        for actions in found
    ]
    assert text == pdf
    assert len(text) == 12


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


def test_steps_joined_by_slashes_under_a_header_of_dates() -> None:
    """A blank cell of each row is gone: which of two dates a row has cannot be told, and neither is given."""
    text = (
        "Year 1 / Date achieved / Date planned\n"
        "Step 1 / Set up a patient group with our partners / It has met for many years\n"
        "Step 2 / Agree the areas of priority with members / September 2012\n"
        "Step 3 / Post the survey on the website / October 2012\n"
    )
    found = planextract.extract_bytes(text.encode(), "report.txt")
    assert [action.text.value for action in found.actions] == [
        "Set up a patient group with our partners",
        "Agree the areas of priority with members",
        "Post the survey on the website",
    ]
    assert all(action.deadline is None for action in found.actions)


def test_a_list_of_cells_in_which_owners_and_dates_recur_is_said_to_be_lost() -> None:
    cells = (
        *(
            "Timetable for measures",
            "Lead responsibility",
            "Annual report",
            "Policy Officer",
            "31 August 2023",
        ),
        *("Draft action plan", "Final action plan", "Policy Officer", "Policy Officer", "April 2023"),
        *("September 2023", "Consultation list reviewed", "Policy Officer", "Lead responsibility"),
    )
    found = planextract.extract_bytes("\n\n".join(cells).encode(), "plan.txt")
    assert found.actions == ()
    assert [remark.code for remark in found.diagnostics].count("columns_lost") == 1
    told = [f"{cell} is one of many things that were said at length." for cell in cells]
    other = planextract.extract_bytes("\n\n".join(told).encode(), "plan.txt")
    assert "columns_lost" not in [remark.code for remark in other.diagnostics]


def test_letter_spaced_words_mark_an_action() -> None:
    text = (
        "Minutes of the Parish Council, 4 May 2021\n\nThe hedge is overgrown.\n\n"
        "A C T I O N: Clerk to write to the owner\n"
    )
    (action,) = planextract.extract_bytes(text.encode(), "minutes.txt").actions
    assert [owner.raw for owner in action.owners] == ["Clerk"]


def test_a_header_that_reaches_into_the_next_column_is_read() -> None:
    """A sign of no width made the columns of the header lie upon one another; found by fuzzing."""
    text = (
        "Review the\u200b policy and     Clerk         May 2024\n"
        "   No   Recommendation            Lead          Date\n"
        "1    Review the policy and     Clerk         May ,2024\n     tell all staff\n"
    )
    found = planextract.extract_bytes(text.encode(), "plan.txt")
    assert found.source.name == "plan.txt"
