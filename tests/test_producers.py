"""Plans of invented councils as Chromium, LibreOffice and reportlab print them.

Only the half of all combinations that may be looked at is tested, one plan for each layout of each program;
`benchmarks/tables.py --every-plan` scores them all. Where a program is not installed its tests are skipped.
"""

import fcntl
from collections.abc import Callable
from pathlib import Path
from statistics import mean

import pytest

from adjacency import Found, best, relations
from cell_boxes import compared
from peers import planextract, tables_of
from producers.grids import Grid, GridCell, GridRow
from producers.made import PRINTERS, Combination, combinations, missing, one_each, printed
from producers.records import folded_record, found
from producers.styles import LAYOUTS
from producers.truth import folded, true_tables

pytestmark = pytest.mark.long

CHOSEN = [one for one in one_each(combinations()) if one.looked_at]
FLOORS = {"full": 0.98, "level": 0.95, "none": 0.85, "other": 0.85}
"""What cells must reach on average, by how a table is ruled."""

UNREAD: dict[str, str] = {}
"""Combinations that are not read as the plan says, and why."""

Print = Callable[[Combination], bytes]


@pytest.fixture(scope="session")
def print_of(tmp_path_factory: pytest.TempPathFactory) -> Print:
    """Prints all plans of a producer at the first call; workers beside each other share what was printed."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if base.name.startswith("popen") else base) / "printed"
    shared.mkdir(exist_ok=True)
    known: dict[str, dict[str, bytes]] = {}

    def of(one: Combination) -> bytes:
        lack = missing(one.producer)
        if lack is not None:
            pytest.skip(lack)
        if one.producer not in known:
            chosen = [other for other in CHOSEN if other.producer == one.producer]
            with (shared / f"{one.producer}.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                known[one.producer] = printed(chosen, shared / one.producer)
        return known[one.producer][one.name]

    return of


def cases() -> list[object]:
    return [
        pytest.param(
            one, id=one.name, marks=[pytest.mark.xfail(reason=UNREAD[one.name])] if one.name in UNREAD else []
        )
        for one in CHOSEN
    ]


@pytest.mark.long
@pytest.mark.parametrize("one", cases())
def test_what_a_plan_says_is_read_whoever_printed_it(one: Combination, print_of: Print) -> None:
    assert list(map(folded_record, found(print_of(one)))) == list(map(folded_record, one.said()))


@pytest.mark.parametrize("group", FLOORS)
@pytest.mark.parametrize("producer", PRINTERS)
def test_cells_are_those_that_were_printed(producer: str, group: str, print_of: Print) -> None:
    scores = []
    for one in CHOSEN:
        if one.producer == producer and one.layout.group == group and one.layout.form != "form":
            data = print_of(one)
            truth = [Found(table.page, relations(table.cells)) for table in one.true_tables(data)]
            scores += best([truth], tables_of(planextract, data)).tables
    assert mean(scores) >= FLOORS[group]


@pytest.mark.parametrize("producer", PRINTERS)
def test_the_boxes_of_cells_hold_their_words(producer: str, print_of: Print) -> None:
    for one in [one for one in CHOSEN if one.producer == producer][::12]:
        assert [cell for cell in compared(print_of(one)) if not cell.same] == [], one.name


def test_there_are_layouts_enough_and_their_names_differ() -> None:
    assert len({layout.name for layout in LAYOUTS}) == len(LAYOUTS)
    for producer in PRINTERS:
        assert len({one.layout.name for one in CHOSEN if one.producer == producer}) >= 20


def test_a_row_that_is_cut_has_its_parts_on_two_pages() -> None:
    """The truth that cells are measured by: rows in printed order, the header found where it was printed again."""
    row = GridRow("body", (GridCell(0, "A1"), GridCell(1, "Count all stock in March")))
    after = GridRow("body", (GridCell(0, "A2"), GridCell(1, "Write off obsolete parts")))
    header = GridRow("header", (GridCell(0, "Ref"), GridCell(1, "Action")))
    pages = [
        folded("Tracker Ref Action A1 Count all stock"),
        folded("Ref Action in March A2 Write off obsolete parts"),
    ]
    first, second = true_tables([Grid((1, 4), (header, row, after))], pages)
    assert [cell[4] for cell in first.cells] == ["Ref", "Action", "A1", "Count all stock "]
    assert [cell[4] for cell in second.cells] == [
        "Ref",
        "Action",
        "",
        "in March",
        "A2",
        "Write off obsolete parts",
    ]
    assert (first.page, second.page) == (1, 2)


def test_a_merged_cell_reaches_as_far_as_its_rows_stand_on_the_page() -> None:
    rows = [
        GridRow(
            "body",
            (GridCell(0, "Caseloads are too high", row_span=3), GridCell(1, "Recruit four social workers")),
        ),
        GridRow("body", (GridCell(1, "Report caseloads weekly"),)),
        GridRow("body", (GridCell(1, "Review the duty rota"),)),
    ]
    pages = [
        folded("Caseloads are too high Recruit four social workers Report caseloads weekly"),
        folded("Review the duty rota"),
    ]
    first, second = true_tables([Grid((1, 1), tuple(rows))], pages)
    assert first.cells[0] == (0, 0, 1, 0, "Caseloads are too high")
    assert second.cells == ((0, 1, 0, 1, "Review the duty rota"),)


def test_nothing_is_printed_twice(tmp_path: Path) -> None:
    chosen = [one for one in CHOSEN if one.producer == "reportlab"][:1]
    first = printed(chosen, tmp_path / "made")
    (tmp_path / "made" / "000.made.pdf").write_bytes(b"kept")
    assert first[chosen[0].name].startswith(b"%PDF")
    assert printed(chosen, tmp_path / "made") == {chosen[0].name: b"kept"}
