"""Pictures of pages with their tables: what is drawn, in which colours, where it is written and how it fails."""

from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from paged import Part, paged
from planextract import cli, pipeline, readers, tableview
from planextract.document import Document, Table
from planextract.tableview.drawing import COLOURS, GREY
from planextract.tableview.facts import TableFacts, facts
from planextract.tableview.index import page as index_page

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "samples" / "thornmere-peer-challenge-plan.pdf"
WORD = ROOT / "samples" / "sallowby-parish-action-log.docx"

HEADER = ["Ref", "Action", "Lead", "Target date"]
WIDTHS = (40.0, 250.0, 120.0, 100.0)
PLAN = Part(
    [
        HEADER,
        ["1", "Refresh every register", "Head of Audit", "30 June 2024"],
        ["2", "Fit a lock", "Caretaker", "May 2024"],
    ],
    WIDTHS,
    bold=(0,),
)
MORE = Part(
    [["3", "Review the key register", "Clerk", "June 2024"], ["4", "Buy a safe", "Clerk", "2025"]], WIDTHS
)
SITES = Part(
    [["Site", "Opens", "Shuts"], ["Library", "9 am", "5 pm"], ["Museum", "9 am", "6 pm"]],
    (200, 100, 100),
    bold=(0,),
)


def run(*arguments: str | Path) -> Result:
    return CliRunner(env={"COLUMNS": "110"}).invoke(cli.app, ["view-tables", *map(str, arguments)])


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan on pages 1 and 2, opening hours on page 3, and a page without a table."""
    prose = Part([], WIDTHS, above="That is all.")
    path = tmp_path / "plan.pdf"
    path.write_bytes(paged(PLAN, MORE, SITES, prose))
    return path


def told(path: Path) -> tuple[Document, dict[int, list[TableFacts]]]:
    document = readers.read(path)
    return document, facts(document, pipeline.tables_of(document))


def edge(picture: Path, table: Table, scale: float) -> tuple[int, ...]:
    """The colour half way down the left edge of a table."""
    assert table.box is not None
    with Image.open(picture) as image:
        at = round(table.box[0] * scale), round((table.box[1] + table.box[3]) / 2 * scale + 3)
        return image.getpixel(at)  # type: ignore[return-value]


def near(found: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(found, wanted, strict=True))


# What is drawn -------------------------------------------------------------------------------------------------


def test_facts_say_what_each_row_and_column_was_taken_for(plan: Path) -> None:
    _, pages = told(plan)
    (first,), (second,), (other,) = (pages[number] for number in (1, 2, 3))
    assert first.rows == {0: "header", 1: "row", 2: "row"}
    assert first.roles == {0: "reference", 1: "action", 2: "owner", 3: "deadline"}
    assert (first.whole, second.whole, other.whole) == (0, 0, None)
    assert [join.reason for join in second.comes] == ["same_columns_no_header"]
    assert first.goes == second.comes
    assert "no plan" in next(other.lines()) and other.why in list(other.lines())


def test_a_row_that_was_sewn_to_the_page_before_is_told_on_its_own_page(tmp_path: Path) -> None:
    rest = Part([["", "and number the keys", "", ""], *MORE.rows], WIDTHS)
    path = tmp_path / "cut.pdf"
    path.write_bytes(paged(PLAN, rest))
    _, pages = told(path)
    (second,) = pages[2]
    assert [(join.row, join.reason) for join in second.seams] == [(0, "row_cut_by_page_break")]
    assert second.rows == {0: "row", 1: "row", 2: "row"}


def test_the_documents_own_key_is_no_plan(tmp_path: Path) -> None:
    key = Part([["RAG", "Meaning"], ["Red", "Off track"], ["Green", "On track"]], (100, 200), bold=(0,))
    path = tmp_path / "key.pdf"
    path.write_bytes(paged(key, PLAN))
    _, pages = told(path)
    assert (pages[1][0].whole, pages[2][0].whole) == (None, 0)


@pytest.mark.parametrize("scale", [1.0, 2.5])
def test_tables_of_plans_have_a_colour_and_others_are_grey(plan: Path, tmp_path: Path, scale: float) -> None:
    written = tableview.view(plan, tmp_path / "out", scale=scale)
    assert [path.name for path in written] == ["page-001.png", "page-002.png", "page-003.png"]
    tables = readers.read(plan).tables
    colours = [edge(path, table, scale) for path, table in zip(written, tables, strict=True)]
    assert near(colours[0], COLOURS[0]) and near(colours[1], COLOURS[0]) and near(colours[2], GREY)


def test_without_joining_each_table_has_a_colour_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(paged(PLAN, PLAN))
    assert run(path, "-o", tmp_path, "--no-join").exit_code == 0
    tables = readers.read(path).tables
    for number, table in enumerate(tables, 1):
        assert near(edge(tmp_path / f"page-00{number}.png", table, 2.0), COLOURS[number - 1])


@pytest.mark.parametrize(
    ("turn", "left", "above"), [(0, 20, 42), (90, 30, 20), (180, 25, 30), (270, 42, 25)], ids=str
)
def test_edges_lie_where_the_page_shows_them(tmp_path: Path, turn: int, left: int, above: int) -> None:
    """`left` and `above` are what the crop takes from the page as displayed."""
    writer = pypdf.PdfWriter()
    page = pypdf.PdfReader(BytesIO(paged(PLAN))).pages[0]
    page.cropbox = pypdf.generic.RectangleObject((20, 30, 570, 800))
    page.rotate(turn)
    writer.add_page(page)
    path = tmp_path / "turned.pdf"
    writer.write(path)
    (picture,) = tableview.view(path, tmp_path / "out", scale=2)
    ((drawn,),) = told(path)[1].values()
    box = drawn.table.rows[2].cells[1].box
    assert box is not None
    x0, top, x1, bottom = (2 * (edge - (left, above)[place % 2]) for place, edge in enumerate(box))
    with Image.open(picture) as image:
        foot = [image.getpixel((round((x0 + x1) / 2), round(bottom) + by)) for by in range(-2, 3)]
        side = [image.getpixel((round(x1) + by, round((top + bottom) / 2))) for by in range(-2, 3)]
        middle = image.getpixel((round((x0 + x1) / 2), round(bottom) - 8))
    for line in (foot, side):
        assert any(near(found, COLOURS[0]) for found in line)  # type: ignore[arg-type]
    assert not near(middle, COLOURS[0])  # type: ignore[arg-type]


def test_the_index_names_every_picture_and_table_and_runs_nothing(plan: Path, tmp_path: Path) -> None:
    tableview.view(plan, tmp_path / "out")
    text = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    for number in (1, 2, 3):
        assert f'<img src="page-00{number}.png"' in text
    assert "table 1: action_table" in text and "same_columns_no_header" in text and "table 2: no plan" in text
    assert "<script" not in text and "http" not in text


def test_the_name_of_a_document_is_no_html() -> None:
    assert "<b>" not in index_page("<b>plan.pdf", [])


# Which pages ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        ((), {1, 2, 3}),
        (("--all-pages",), {1, 2, 3, 4}),
        (("--pages", "2-3"), {2, 3}),
        (("--pages", "1, 3-9"), {1, 3}),
        (("--pages", "4", "--all-pages"), {4}),
    ],
)
def test_pages_are_chosen(plan: Path, tmp_path: Path, chosen: tuple[str, ...], names: set[int]) -> None:
    result = run(plan, "-o", tmp_path / "out", *chosen)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == f"{len(names)} page{'' if len(names) == 1 else 's'} -> {tmp_path / 'out'}\n"
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "index.html",
        *(f"page-00{number}.png" for number in names),
    }


@pytest.mark.parametrize("pages", ["0", "3-1", "x", "", "1-", "1,,2"])
def test_page_numbers_that_are_none(plan: Path, tmp_path: Path, pages: str) -> None:
    result = run(plan, "-o", tmp_path / "out", "--pages", pages)
    assert result.exit_code == 2
    assert "write page numbers from 1, such as 3, 3-7 or 3-7,9." in result.stderr
    assert not (tmp_path / "out").exists()


def test_no_table_on_the_pages_is_said(plan: Path, tmp_path: Path) -> None:
    result = run(plan, "-o", tmp_path / "out", "--pages", "4")
    assert result.exit_code == 3
    assert (
        result.stderr == f"{plan}: there is no table on these pages; --all-pages draws them all the same.\n"
    )


# What fails ----------------------------------------------------------------------------------------------------


def test_what_is_no_pdf_is_said_in_a_sentence(tmp_path: Path) -> None:
    result = run(WORD, "-o", tmp_path / "out")
    assert result.exit_code == 3
    assert result.stderr == (
        f"{WORD}: only the pages of a PDF can be drawn; `planextract tables` says what tables it has.\n"
    )
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written(plan: Path, tmp_path: Path) -> None:
    result = run(plan, "-o", plan)
    assert result.exit_code == 2
    assert "it cannot be written" in result.stderr
    assert plan.read_bytes() == paged(PLAN, MORE, SITES, Part([], WIDTHS, above="That is all."))


def test_nothing_half_written_is_left(plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Image.Image, file: BytesIO, **_: object) -> None:
        file.write(b"half")
        raise RuntimeError

    monkeypatch.setattr(Image.Image, "save", fail)
    with pytest.raises(RuntimeError):
        tableview.view(plan, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_the_same_file_gives_the_same_pictures(tmp_path: Path) -> None:
    first, second = (tableview.view(SAMPLE, tmp_path / name, scale=1) for name in "ab")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_page_as_large_as_a_wall_is_drawn_smaller(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    page = pypdf.PdfReader(BytesIO(paged(PLAN))).pages[0]
    page.mediabox = pypdf.generic.RectangleObject((0, 0, 14_000, 14_000))
    writer.add_page(page)
    path = tmp_path / "wall.pdf"
    writer.write(path)
    (picture,) = tableview.view(path, tmp_path / "out", scale=8)
    with Image.open(picture) as image:
        assert image.width * image.height < 60_000_000
