"""Old workbooks: `cases/tracker.xls` is the workbook below, saved as .xls by LibreOffice, and must read like it."""

from dataclasses import replace
from pathlib import Path

import pytest

import planextract
from conftest import SHARED
from formats import by_libreoffice
from planextract.document import Cell, Document
from planextract.errors import CorruptFileError, EncryptedFileError, LimitExceededError, MissingReaderError
from planextract.options import Limits, Options
from planextract.readers import read_bytes
from planextract.readers.office.program import found_program
from workbooks import Book, Box, Look, Tab, bold, workbook

pytest.importorskip("xlrd")

OLD = Path(__file__).parent / "cases" / "tracker.xls"
PUBLIC = SHARED / "corpus" / "real" / "xls" / "govuk_lpdp_comms_plan_appendix_b.xls"
GREEN, GREY = 'rgb="FF00FF00"', 'rgb="FFC0C0C0"'
DAY = Look(form="dd/mm/yyyy")

TRACKER = Book(
    (
        Tab(
            "Tracker",
            [
                [Box("Improvement tracker", Look(bold=True, size=16))],
                [],
                bold("Ref", "Action", "Lead", "Deadline", "Done", "Internal note", fill=GREY),
                ["1", "Appoint a lead", "Head of HR", Box(40268, DAY), Box(0.75, Look(form="0%")), "secret"],
                ["", "Publish the plan", "Clerk", "~~May 2010~~ June 2010", Box("", Look(fill=GREEN))],
                [Box("Housing", Look(bold=True)), None, None, None, None],
                ["3", "Sell the depot", Box("Head of Estates", Look(struck=True)), Box(40451.5, DAY), 1234.5],
                ["4", "Not for the public", "Clerk", "July 2010"],
            ],
            merged=("A4:A5", "A6:E6"),
            hidden=frozenset({8}),
            columns='<cols><col min="6" max="6" hidden="1"/></cols>',
        ),
        Tab("Workings", [["Old figures", "More"]], state="hidden"),
    ),
)


def new() -> Document:
    return read_bytes(workbook(TRACKER), "tracker.xlsx")


def old(options: Options | None = None) -> Document:
    return read_bytes(OLD.read_bytes(), "tracker.xls", options)


def test_it_reads_as_the_xlsx_does() -> None:
    ours, wanted = old(), new()
    assert ours.flow == wanted.flow
    assert [remark.message for remark in ours.diagnostics] == [
        remark.message for remark in wanted.diagnostics
    ]
    assert (ours.reader, ours.media_type) == ("xls", "application/vnd.ms-excel")


def test_what_the_workbook_shows() -> None:
    """The comparison above holds for two empty documents too."""
    (table,) = old().tables
    rows = [[cell.text.text for cell in row.cells] for row in table.rows]
    assert rows == [
        ["Ref", "Action", "Lead", "Deadline", "Done"],
        ["1", "Appoint a lead", "Head of HR", "31/03/2010", "75%"],
        ["Publish the plan", "Clerk", "June 2010", ""],
        ["Housing"],
        ["3", "Sell the depot", "", "30/09/2010", "1234.5"],
    ]
    first = table.rows[1].cells[0]
    assert (first.row_span, table.rows[3].cells[0].column_span) == (2, 5)
    assert [table.rows[2].cells[3].fill, table.rows[0].cells[0].fill] == ["#00ff00", "#c0c0c0"]
    assert _struck(table.rows[2].cells[2]) == ["May 2010"]
    assert old().diagnostics[0].message == "left out because they are hidden: 1 sheet, 1 row, 1 column"


def _struck(cell: Cell) -> list[str]:
    return [line.text.text for line in cell.lines if line.struck]


def test_every_word_stands_where_it_says() -> None:
    found = old()
    for cell in (cell for table in found.tables for cell in table.cells()):
        for source in (source for line in cell.lines for source in line.text.sources()):
            assert found.source_at(source.place)[source.start : source.end] == source.original


def broken() -> bytes:
    """The workbook with a first record longer than any is."""
    return OLD.read_bytes().replace(b"\x09\x08\x10\x00", b"\x09\x08\xff\xff", 1)


def test_broken_and_locked_workbooks_have_typed_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    data = OLD.read_bytes()
    with pytest.raises(CorruptFileError, match="let it repair"):
        read_bytes(broken(), "tracker.xls")
    with pytest.raises(CorruptFileError, match="cut short"):
        read_bytes(data[:2048], "tracker.xls")
    head = data.index(
        b"\x09\x08\x10\x00"
    )  # (a record that says the rest is encrypted, in place of the second)
    after = head + 4 + int.from_bytes(data[head + 2 : head + 4], "little")
    locked = data[:after] + b"\x2f\x00" + data[after + 2 :]
    with pytest.raises(EncryptedFileError, match="password"):
        read_bytes(locked, "tracker.xls")
    monkeypatch.setattr("planextract.readers.xls.book.xlrd", None)
    with pytest.raises(MissingReaderError, match=r"planextract\[xls\]"):
        read_bytes(data, "tracker.xls")


def test_only_cells_with_words_count_against_the_limit() -> None:
    assert old(Options(limits=Limits(cells=30))).tables
    with pytest.raises(LimitExceededError, match="more than 5 cells"):
        old(Options(limits=Limits(cells=5)))


def test_doubts_about_a_file_are_not_printed(capfd: pytest.CaptureFixture[str]) -> None:
    assert read_bytes(OLD.read_bytes() + b"odd", "tracker.xls").tables
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(found_program() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_a_sheet_that_says_word_for_word_what_another_says_is_taken_once(ending: str) -> None:
    rows = [bold("Action", "Lead", "Deadline"), ["Sell the depot", "Clerk", Box(40268, DAY)]]
    tabs = (Tab("Plan", rows), Tab("Print", [[], *([None, *row] for row in rows)]))
    found = read_bytes(by_libreoffice(workbook(Book(tabs)), "xlsx", ending), f"tracker.{ending}")
    assert [table.rows[1].cells[2].text.text for table in found.tables] == ["31/03/2010"]
    assert [remark.code for remark in found.diagnostics] == ["repeated_sheet"]


@pytest.mark.skipif(found_program() is None, reason="LibreOffice is not installed")
def test_an_ods_says_which_sheet_repeats_and_which_holds_choices() -> None:
    rows = [bold("Action", "Lead", "Deadline"), ["Sell the depot", "Clerk", "May 2010"]]
    choose = "'Drop downs'!$A$2:$A$4"
    after = (
        '<dataValidations count="1"><dataValidation type="list" sqref="B2:B9">'
        f"<formula1>{choose}</formula1></dataValidation></dataValidations>"
    )
    view = [
        [
            Box("Sell the depot", formula="Plan!A2"),
            "by",
            Box("May 2010", formula="Plan!C2"),
            Box("Clerk", formula="Plan!B2"),
        ]
    ]
    lists = [bold("Lead"), ["Clerk"], ["Head of HR"], ["Head of Estates"]]
    tabs = (Tab("Plan", rows, after=after), Tab("View", view), Tab("Drop downs", lists))
    found = read_bytes(by_libreoffice(workbook(Book(tabs)), "xlsx", "ods"), "tracker.ods")
    assert [len(table.rows) for table in found.tables] == [2]
    assert [remark.code for remark in found.diagnostics] == ["choices_sheet", "repeated_sheet"]


def test_the_communications_plan_of_2010() -> None:
    if not PUBLIC.exists():
        pytest.skip("the public papers are not at hand")
    found = planextract.extract(PUBLIC)
    assert len(found.actions) == 13
    first = found.actions[0]
    assert (first.reference.value, first.section.value) == ("1.1", "Events")
    assert (first.deadline.raw, first.deadline.value.edtf) == ("Feb-10", "2010-02")


def make() -> None:
    """Writes the .xlsx to convert: soffice --convert-to xls --outdir tests/cases tracker.xlsx"""
    Path("tracker.xlsx").write_bytes(workbook(replace(TRACKER)))


if __name__ == "__main__":
    make()


def test_a_broken_formula_is_a_typed_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """xlrd has an exception of its own for names whose formulas contradict themselves."""
    from xlrd.formula import FormulaError

    def contradicted(**_: object) -> None:
        raise FormulaError("tExp")

    monkeypatch.setattr("planextract.readers.xls.book.xlrd.open_workbook", contradicted)
    with pytest.raises(CorruptFileError, match="broken or cut short"):
        read_bytes(OLD.read_bytes(), "plan.xls")
