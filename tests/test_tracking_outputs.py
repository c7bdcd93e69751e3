"""Tracking as files and on the command line: CSV, a workbook, a page, and what is said of it."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import planextract
from editions import edition, only
from planextract import cli
from planextract.tracking import writing
from planextract.tracking.records import Tracking
from test_tracking import LATER, MOULD, NEW, OLD, RESOLVED, ROWS, changed, minutes

ROOT = Path(__file__).resolve().parents[1]
SERIES = ROOT / "samples" / "series"

HOSTILE = (
    '=HYPERLINK("http://example.org","x") <script>alert(\'x\')</script> & "quoted" \x0b text for the tenants'
)


@pytest.fixture(scope="module")
def tracking() -> Tracking:
    """Three editions and a meeting, with words in them that no output may take for its own."""
    row = ("H9.9", HOSTILE, "<b>Dana</b> Okafor", "31 March 2024", "In progress")
    plans = [
        edition(OLD, [*ROWS, row], title="Housing <Improvement> Plan [2024] of all/that: is*very?long"),
        minutes("2 February 2024", RESOLVED),
        edition(NEW, [*ROWS[1:], changed(row, deadline="30 June 2024")]),
        edition(LATER, [*ROWS, changed(row, deadline="31 December 2024", status="Completed")]),
    ]
    return planextract.track(plans)


def written(tracking: Tracking, to: str) -> str:
    return "".join(writing.texts(tracking, to))


def test_csv_has_a_line_for_each_event(tracking: Tracking) -> None:
    csv = pytest.importorskip("csv")
    rows = list(csv.DictReader(written(tracking, "csv").splitlines(keepends=True)))
    (series,) = tracking.series
    assert len(rows) == sum(len(thread.events) for thread in series.threads)
    redated = [row for row in rows if row["event"] == "redated" and row["reference"] == "H9.9"]
    assert [(row["from_date"], row["to_date"], row["days"]) for row in redated] == [
        ("2024-03-31", "2024-06-30", "91"),
        ("2024-06-30", "2024-12-31", "184"),
    ]
    assert all(not cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


class Page(HTMLParser):
    """What a page has: its tags, the addresses that it would load, its text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.loads: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in ("meta", "line", "path", "rect", "circle", "br"):
            self.open.append(tag)
        self.loads += [
            value or "" for name, value in attrs if name in ("src", "href", "xlink:href", "action", "data")
        ]

    def handle_endtag(self, tag: str) -> None:
        if tag in ("circle", "rect", "path", "line"):
            return
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_loads_nothing_and_escapes_everything(tracking: Tracking) -> None:
    page = Page()
    page.feed(written(tracking, "html"))
    assert page.open == []
    assert "script" not in page.tags and "b" not in page.tags and "link" not in page.tags
    assert all(each.startswith("#") for each in page.loads)
    words = "".join(page.words)
    assert "<script>alert('x')</script>" in words
    assert "default-src 'none'" in written(tracking, "html")


def test_the_page_has_a_timeline_for_each_action_and_says_it_in_words(tracking: Tracking) -> None:
    text = written(tracking, "html")
    (series,) = tracking.series
    assert text.count('<details class="thread"') == len(series.threads)
    assert "re-dated from 30 Jun 2024 to 31 Dec 2024 (184 days later)" in text
    assert "Days by which the dates of" in text
    assert "no longer listed, done before" in text


def test_the_workbook_has_a_sheet_for_a_plan_and_a_row_for_an_action(
    tracking: Tracking, tmp_path: Path
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    writing.write(tracking, "xlsx", tmp_path / "plan.xlsx")
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    (series,) = tracking.series
    assert book.sheetnames[0] == "Plans" and book.sheetnames[2:] == ["Events", "To look at"]
    sheet = book.worksheets[1]
    assert len(sheet.title) <= 31 and not set(sheet.title) & set("[]:*?/\\")
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert [row[0] for row in rows] == [thread.id for thread in series.threads]
    own = next(row for row in rows if row[1] == "H9.9")
    assert (own[6], own[7]) == (275, 2)
    assert [str(own[at])[:10] for at in (10, 13, 16)] == ["2024-03-31", "2024-06-30", "2024-12-31"]
    assert all(cell.data_type != "f" for each in book.worksheets for row in each.iter_rows() for cell in row)
    assert own[2].startswith("=HYPERLINK")


def test_the_same_tracking_gives_the_same_bytes(tracking: Tracking, tmp_path: Path) -> None:
    for to in writing.FORMATS:
        paths = [tmp_path / f"{name}.{to}" for name in ("one", "other")]
        for path in paths:
            writing.write(tracking, to, path)
        assert paths[0].read_bytes() == paths[1].read_bytes(), to


def test_an_unknown_format_is_refused(tracking: Tracking, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="pdf"):
        writing.write(tracking, "pdf", tmp_path / "plan.pdf")
    with pytest.raises(ValueError, match="no text"):
        written(tracking, "xlsx")


def test_nothing_to_track() -> None:
    empty = planextract.track([])
    assert empty.series == ()
    for to in ("json", "csv", "html"):
        assert written(empty, to)


def test_one_edition_alone() -> None:
    found = only(edition(OLD, [MOULD]))
    assert [(tally.total, tally.added) for tally in found.tallies] == [(1, 1)]
    assert "Housing Improvement Plan" in written(planextract.track([edition(OLD, [MOULD])]), "html")


# The command line --------------------------------------------------------------------------------------------------


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.app, ["track", *map(str, arguments)])


def test_the_command_reads_documents_and_results(tmp_path: Path) -> None:
    old = SERIES / "dunmarsh-estates-plan-january.md"
    result = tmp_path / "january.json"
    result.write_text(planextract.emit(planextract.extract(old)), encoding="utf-8")
    new = SERIES / "dunmarsh-estates-plan-april.md"
    direct, again = run(old, new), run(result, new)
    assert direct.exit_code == 0, direct.stderr
    assert json.loads(direct.stdout) == json.loads(again.stdout)
    assert "2 editions" in direct.stderr


def test_the_command_says_what_it_cannot_read(tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text('{"no": "result"}', encoding="utf-8")
    done = run(tmp_path / "other.json", SERIES)
    assert done.exit_code == 1
    assert "other.json: it is no result of `planextract extract`" in done.stderr
    assert run(tmp_path / "other.json").exit_code == 3
    assert run(SERIES, "--to", "xlsx").exit_code == 2
    assert run(SERIES, "-o", tmp_path / "no" / "such" / "folder" / "out.html").exit_code == 2
