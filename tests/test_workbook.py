"""The Excel workbook, read back with openpyxl: sheets, words, dates, fills, links, limits."""

import re
import zipfile
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from extractions import action, bare_action, column, deadline, full, source, words
from planextract.emit import write
from planextract.emit.filed import Filed
from planextract.emit.sheets import SHEETS, said
from planextract.emit.xlsx import CUT, FILLS, MOST_LETTERS, address, fitting
from planextract.records import (
    BlockSource,
    Colour,
    DiagnosticRecord,
    DueBy,
    Extracted,
    Extraction,
    Ongoing,
    Owner,
    PageStart,
    Progress,
    Rag,
)

xlsx: Any = import_module("planextract.emit.xlsx")


def written(tmp_path: Path, *documents: Extraction | Filed) -> openpyxl.Workbook:
    write(documents, "xlsx", tmp_path / "plans.xlsx")
    return openpyxl.load_workbook(tmp_path / "plans.xlsx", rich_text=False)


def lines(sheet: Worksheet) -> list[dict[str, Any]]:
    """The values of each row by the heading above, days as days."""
    heading, *rows = sheet.iter_rows(values_only=True)
    days = ([each.date() if isinstance(each, datetime) else each for each in row] for row in rows)
    return [dict(zip(heading, row, strict=True)) for row in days]


def cell(sheet: Worksheet, heading: str, row: int = 2) -> Any:
    headings = [each.value for each in sheet[1]]
    return sheet.cell(row, headings.index(heading) + 1)


def test_the_sheet_of_actions(tmp_path: Path) -> None:
    book = written(tmp_path, Filed(full(), "2010/plan.pdf", "2010/plan.pdf"))
    assert book.sheetnames == ["Actions", "Findings", "Documents", "To check"]
    first, second = lines(book["Actions"])
    assert first == {
        "Ref": "1.1",
        "Finding": "1 Not screened",
        "Action": "Screen all alerts, every day",
        "Owner": "Clive Jarman (Head of Safeguarding, Easterby); DMT",
        "Due by": date(2010, 1, 29),
        "Due as printed": "29 January 2010",
        "State": "In progress",
        "RAG": "Amber",
        "Overdue": "Yes",
        "Progress": "Post filled – cover “still to be agreed”",
        "Document": "2010/plan.pdf",
        "Page": 3,
        "% done": 0.4,
        "Completed on": date(2010, 2, 1),
        "State as printed": "Work underway",
        "Response": "Accepted",
        "Plan": "The Plan",
        "Section": "Safeguarding",
        "Priority": "priority",
        "Success measure": "success_measure",
        "Evidence": "evidence",
        "Resources": "resources",
        "Risk": "risk",
        "Monitored by": "monitored_by",
        "Assurance": "Internal audit",
        "Other columns": "Budget code: B12",
        "Look at": "owner (doubt), due (doubt)",
        "Kind": "Planned",
        "Action id": "a001",
        "Document id": "0" * 16,
    }
    assert {name for name, value in second.items() if value is not None} == {
        "Action", "Document", "Page", "Kind", "Action id", "Document id",
    }  # fmt: skip


def test_the_other_sheets(tmp_path: Path) -> None:
    remark = DiagnosticRecord(
        code="deadline_not_understood",
        severity="warning",
        message='table 1, row 3: "Q5" is not a quarter',
        sources=words("Q5").sources,
    )
    document = full().model_copy(update={"diagnostics": (*full().diagnostics, remark)})
    book = written(tmp_path, Filed(document, "2010/plan.pdf", "2010/plan.pdf"))
    [finding] = lines(book["Findings"])
    assert finding == {
        "Ref": "1",
        "Kind": "Priority action",
        "Finding": "Not screened",
        "Section": None,
        "Actions": "a001",
        "Document": "2010/plan.pdf",
        "Page": 3,
        "Plan": None,
        "Finding id": "f001",
        "Document id": "0" * 16,
    }
    [about] = lines(book["Documents"])
    assert about == {
        "Document": "2010/plan.pdf",
        "Title": "Improvement Plan",
        "Authority": "Easterby Borough Council",
        "Committee": None,
        "Kind": "Action plan",
        "Speaks from": date(2010, 2, 2),
        "Known by": "Option",
        "Pages": 4,
        "Actions": 2,
        "Findings": 1,
        "Decisions": 1,
        "To check": 3,
        "Reading": "Read",
        "Taken out": None,
        "SHA-256": "0" * 64,
        "Document id": "0" * 16,
    }
    said_of_it, owner, due = lines(book["To check"])
    assert said_of_it["What"] == "Deadline not understood"
    assert said_of_it["Why"] == 'table 1, row 3: "Q5" is not a quarter'
    assert (said_of_it["Page"], said_of_it["Action id"]) == (3, None)
    assert owner == {
        "What": "Owner in doubt",
        "Why": "Such a value was right in 25% of real cases: compare it with the page.",
        "As printed": "Clive Jarman (Head of Safeguarding, Easterby); DMT",
        "Read as": "Clive Jarman (Head of Safeguarding, Easterby); DMT",
        "Action id": "a001",
        "Document": "2010/plan.pdf",
        "Page": 3,
        "Checked by": None,
    }
    assert (due["As printed"], due["Read as"]) == ("29 January 2010", "by 2010-01-29 (day)")


def test_what_is_sure_is_not_to_be_checked(tmp_path: Path) -> None:
    sure = deadline().model_copy(update={"confidence": 0.98})
    party = Owner(raw="Head of Housing", role="Head of Housing", kind="role", rule="role", confidence=0.92)
    book = written(tmp_path, full(action(deadline=sure, owners=(party,))))
    assert lines(book["To check"]) == []
    assert lines(book["Actions"])[0]["Look at"] == "owner (look)"


def test_sheets_are_fit_to_read_and_print(tmp_path: Path) -> None:
    book = written(tmp_path, full())
    for sheet, wanted in zip(book, SHEETS, strict=True):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions or sheet.title == "To check"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows == "$1:$1"
        last = openpyxl.utils.get_column_letter(wanted.printed)
        assert sheet.print_area.endswith(f"!$A$1:${last}${max(sheet.max_row, 2)}")
        assert sheet["A1"].font.b
        assert sheet["A1"].alignment.wrap_text
    assert cell(book["Actions"], "Action").alignment.wrap_text
    assert book["Actions"].column_dimensions["C"].width > 40
    assert cell(book["Actions"], "Due by").number_format == "d mmm yyyy"


def test_a_long_cell_makes_its_row_tall(tmp_path: Path) -> None:
    long = full(action(text=words("Write to every household in the borough. " * 12)), bare_action())
    sheet = written(tmp_path, long)["Actions"]
    assert sheet.row_dimensions[2].height > 100 > sheet.row_dimensions[3].height > 14


def rated(colour: Colour) -> Extraction:
    rag = Extracted[Rag](value=Rag(colour=colour, origin="fill"), raw="", rule="fill")
    return full(action(progress=Progress(rag=rag)))


@pytest.mark.parametrize("word", FILLS)
def test_a_colour_is_said_as_well_as_shown(word: str, tmp_path: Path) -> None:
    colour: Any = word.lower().replace(" ", "_")
    shown = cell(written(tmp_path, rated(colour))["Actions"], "RAG")
    fill, letters = FILLS[word]
    assert shown.value == word
    assert shown.fill.fgColor.rgb == f"FF{fill[1:]}"
    assert shown.font.color.rgb == f"FF{letters[1:]}"
    assert contrast(fill, letters) > 4.5


def contrast(one: str, other: str) -> float:
    """Contrast of two colours as WCAG has it; 4.5 is its least for text."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    r, g, b = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def test_every_colour_has_a_fill() -> None:
    assert set(FILLS) == {said(colour) for colour in Colour.__args__}  # type: ignore[attr-defined]


# Dates -----------------------------------------------------------------------------------------------------------


def test_a_period_gives_its_last_day_and_its_words(tmp_path: Path) -> None:
    quarter = DueBy(earliest=date(2018, 10, 1), latest=date(2018, 12, 31), precision="quarter")
    found = Extracted[Any](value=quarter, raw="Q3 2018/19", rule="financial_quarter")
    ongoing = Extracted[Any](value=Ongoing(), raw="Ongoing", rule="ongoing")
    unread = Extracted[Any](value=None, raw="Q5", rule="not_understood")
    document = full(*(action(deadline=each) for each in (found, ongoing, unread)))
    rows = lines(written(tmp_path, document)["Actions"])
    assert [(row["Due by"], row["Due as printed"]) for row in rows] == [
        (date(2018, 12, 31), "Q3 2018/19"),
        (None, "Ongoing"),
        (None, "Q5"),
    ]


def test_a_day_before_excel_had_days_is_text(tmp_path: Path) -> None:
    old = DueBy(earliest=date(1889, 4, 1), latest=date(1889, 4, 1), precision="day")
    found = Extracted[Any](value=old, raw="1 April 1889", rule="day_month_year")
    [row] = lines(written(tmp_path, full(action(deadline=found)))["Actions"])
    assert row["Due by"] == "1889-04-01"


# Links -----------------------------------------------------------------------------------------------------------


def test_a_link_leads_to_the_file_and_the_page(tmp_path: Path) -> None:
    document = Filed(full(), "Audit & Risk/plan 2.pdf", "../Audit & Risk/plan 2.pdf")
    book = written(tmp_path, document)
    page = cell(book["Actions"], "Page").hyperlink
    assert (page.target, page.location) == (r"..\Audit%20%26%20Risk\plan%202.pdf", "page=3")
    assert cell(book["Actions"], "Document").hyperlink is None, (
        "one link a row, since Excel takes so many a sheet"
    )
    shown = cell(book["Documents"], "Document").hyperlink
    assert (shown.target, shown.location) == (r"..\Audit%20%26%20Risk\plan%202.pdf", None)


def test_without_a_way_there_is_no_link(tmp_path: Path) -> None:
    sheet = written(tmp_path, full())["Actions"]
    assert cell(sheet, "Document").value == "plan.pdf"
    assert cell(sheet, "Document").hyperlink is None


@pytest.mark.parametrize(
    "link",
    [
        "//server/share/plan.pdf",
        r"\\server\share\plan.pdf",
        "/etc/passwd",
        "C:/plan.pdf",
        "https://bad.example/plan.pdf",
        "javascript:alert(1)",
        "a" * 2_100,
        "",
        None,
    ],
)
def test_links_lead_nowhere_else(link: str | None) -> None:
    assert address(link, 1) is None


def test_a_hint_at_a_page_is_marked_as_one(tmp_path: Path) -> None:
    starts = (PageStart(page=1, block=0), PageStart(page=2, block=5))
    place = BlockSource(page=None, block=6, start=0, end=9)
    text = Extracted[str](value="Report back", raw="Report back", rule="x", sources=(place,))
    word = source("plan.docx").model_copy(update={"pages": None, "page_starts": starts})
    document = full(action(text=text)).model_copy(update={"source": word})
    sheet = written(tmp_path, Filed(document, "plan.docx", "plan.docx"))["Actions"]
    assert cell(sheet, "Page").value == "~2"
    assert cell(sheet, "Page").hyperlink is None
    assert cell(sheet, "Document").hyperlink.target == "plan.docx"


def test_links_stop_where_excel_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_LINKS", 3)
    sheet = written(tmp_path, *[Filed(full(), "plan.pdf", "plan.pdf")] * 2)["Actions"]
    linked = [each.coordinate for row in sheet.iter_rows() for each in row if each.hyperlink]
    assert linked == ["L2", "L3", "L4"]
    assert [row["Page"] for row in lines(sheet)] == [3, 3, 3, 3]


def test_rows_are_not_held_until_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[int] = []
    finish = xlsx.Growing.finish

    def watched(sheet: Any) -> None:
        held.append(len(sheet.part.row_info))
        finish(sheet)

    monkeypatch.setattr(xlsx.Growing, "finish", watched)
    written(tmp_path, *[full()] * 20)
    assert max(held) <= 2


# Limits and hostile words ----------------------------------------------------------------------------------------

FORMULAS = ["=HYPERLINK(A1)", "+44 1632 960001", "-cmd|'/c calc'!A1", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula(text: str, tmp_path: Path) -> None:
    document = full(action(text=words(text), risk=column(text), other={text: words("x")}))
    book = written(tmp_path, Filed(document, text, "plan.pdf"))
    sheet = book["Actions"]
    for heading in ("Action", "Risk", "Other columns", "Document"):
        found = cell(sheet, heading)
        assert found.data_type == "s", heading
        assert found.value.startswith(text.replace("\r", "\n"))
        assert found.quotePrefix, heading
    assert not cell(sheet, "Owner").quotePrefix
    with zipfile.ZipFile(tmp_path / "plans.xlsx") as parts:
        for name in parts.namelist():
            assert b"<f>" not in parts.read(name), name


def test_control_characters_are_shown_and_do_not_break_the_file(tmp_path: Path) -> None:
    odd = "a\x00b\x0bc\x1fd\ufffee caf\udce9 _x0041_ 😀"
    [row] = lines(written(tmp_path, full(action(text=words(odd))))["Actions"])
    assert unescape(row["Action"]) == "a�b�c�d�e caf\\udce9 _x0041_ 😀"


@pytest.mark.parametrize("letter", ["x", "😀"])
def test_a_cell_that_is_too_long_is_cut_and_says_so(letter: str, tmp_path: Path) -> None:
    [row] = lines(written(tmp_path, full(action(text=words(letter * 40_000))))["Actions"])
    assert row["Action"].endswith(CUT)
    assert MOST_LETTERS - 1 <= len(row["Action"].encode("utf-16-le")) // 2 <= MOST_LETTERS
    assert fitting(letter * 16_000) == letter * 16_000


def test_a_full_sheet_goes_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 4)
    documents = [Filed(full(), f"{number}.pdf", f"{number}.pdf") for number in range(4)]
    book = written(tmp_path, *documents)
    assert [name for name in book.sheetnames if name.startswith("Actions")] == [
        "Actions",
        "Actions (2)",
        "Actions (3)",
    ]
    shown = [
        row["Document"] for name in book.sheetnames if name.startswith("Actions") for row in lines(book[name])
    ]
    assert shown == [f"{number}.pdf" for number in range(4) for _ in range(2)]
    assert book["Actions (2)"].auto_filter.ref == "A1:AD4"
    assert book["Actions (3)"]["A1"].value == "Ref"


def test_the_file_names_its_maker_and_no_clock(tmp_path: Path) -> None:
    written(tmp_path, full())
    with zipfile.ZipFile(tmp_path / "plans.xlsx") as parts:
        core = parts.read("docProps/core.xml").decode()
        assert {part.date_time[0] for part in parts.infolist()} == {1980}
    assert "Read by planextract" in core
    assert set(re.findall(r"\d{4}-\d\d-\d\dT", core)) == {"1980-01-01T"}
