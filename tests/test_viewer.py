"""The page of a document: where words are said to stand, what it holds, and that no word in it can run."""

import base64
import hashlib
import io
import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from PIL import Image
from typer.testing import CliRunner

import planextract
from planextract import cli, pipeline, readers, viewer
from planextract.document import Block, Document
from planextract.inputs import walk
from planextract.provenance import Place, SourcedText
from planextract.records import BlockSource, CellSource, Extraction
from planextract.viewer.places import Boxes
from scanning import scanned

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
PLAN = SAMPLES / "thornmere-peer-challenge-plan.pdf"
TRACKER = SAMPLES / "osmerton-audit-tracker.pdf"
LOG = SAMPLES / "sallowby-parish-action-log.docx"

HOSTILE = (
    '</script><script>alert(1)</script><img src="http://203.0.113.9/x" onerror="alert(2)"> <!-- @data@ ]]>'
)


def made(path: Path) -> tuple[Document, Extraction, str]:
    data = path.read_bytes()
    document = readers.read_bytes(data, path.name)
    extraction = pipeline.extract_document(document)
    return document, extraction, viewer.page(document, extraction, data)


class Scripts(HTMLParser):
    """The scripts of a page by their id or type, and the tags and addresses that stand outside of them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.held: dict[str, str] = {}
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self._name = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.tags.append(tag)
        self._name = (named.get("id") or named.get("type") or "code") if tag == "script" else ""
        self.addresses += [named[name] or "" for name in ("src", "href") if name in named]

    def handle_data(self, data: str) -> None:
        if self._name:
            self.held[self._name] = self.held.get(self._name, "") + data

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 (the parser calls it so)
        self._name = ""


def told(html: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Scripts(html).held["told"])
    return found


def bare(words: str) -> str:
    return re.sub(r"[^\w%£]+", "", words).casefold()


# Where words stand ---------------------------------------------------------------------------------------------------


def words_in(page: Any, boxes: list[list[float]]) -> str:
    """What pdfplumber says stands in some boxes: the letters whose middle lies in one of them."""
    found = []
    for x0, top, x1, bottom in boxes:
        for letter in page.chars:
            across, down = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
            if x0 <= across <= x1 and top <= down <= bottom:
                found.append(letter["text"])
    return "".join(found)


def values_of(html: str) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    held = told(html)
    for record in held["records"]:
        for value in record["values"]:
            yield value, [held["places"][number] for number in value["places"]]


@pytest.mark.parametrize("path", [PLAN, TRACKER], ids=lambda path: path.stem)
def test_boxes_hold_the_words_of_their_values_and_no_others(path: Path) -> None:
    checked = 0
    with pdfplumber.open(path) as pdf:
        for value, places in values_of(made(path)[2]):
            if not value["raw"].strip() or not places:
                continue
            seen = "".join(words_in(pdf.pages[place["page"] - 1], place["boxes"]) for place in places)
            assert bare(seen) == bare(value["raw"]), value["path"]
            checked += 1
    assert checked > 60


def test_each_line_of_words_has_a_box_of_its_own() -> None:
    held = told(made(PLAN)[2])
    owner = next(
        v for r in held["records"] if r["id"] == "a001" for v in r["values"] if v["path"] == "owners[0]"
    )
    boxes = [box for place in owner["places"] for box in held["places"][place]["boxes"]]
    assert owner["raw"] == "Helena Croft, Director of Strategy"
    assert len(boxes) == 2
    assert boxes[0][3] <= boxes[1][1] + 1, "the second line stands under the first"


def test_a_colour_without_words_has_the_box_of_its_cell() -> None:
    document = readers.read(PLAN)
    cell = (633.44, 131.5, 675.44, 154.0)
    shaded = CellSource(page=1, table=0, row=1, column=5, start=0, end=0, bbox=cell)
    assert Boxes(document).of(shaded) == [cell]


@pytest.mark.parametrize("turned", [False, True])
def test_letters_are_put_into_lines(turned: bool) -> None:
    """Level lines, and one that runs up the page."""
    letters = [(10.0 + 5 * at, 20.0, 15.0 + 5 * at, 30.0) for at in range(6)]
    if turned:
        letters = [(20.0, 100.0 - 5 * at, 30.0, 105.0 - 5 * at) for at in range(6)]
    below = [(10.0 + 5 * at, 32.0, 15.0 + 5 * at, 42.0) for at in range(4)]
    text = SourcedText.of(
        "review by May", Place(page=1, block=0), boxes=[*letters, (0, 0, 0, 0), *below, *below[:2]]
    )
    block = Block(0, text, text.text, page=1)
    document = Document("plan.pdf", "application/pdf", "pdf", "", 1, (block,))
    whole = (20.0, 75.0, 30.0, 105.0) if turned else (10.0, 20.0, 40.0, 30.0)
    assert Boxes(document).of(BlockSource(page=1, block=0, start=0, end=10)) == [
        whole,
        (10.0, 32.0, 20.0, 42.0),
    ]


def test_words_keep_their_characters_one_for_one() -> None:
    document, _, html = made(LOG)
    for part in told(html)["parts"]:
        if part["kind"] != "table":
            assert part["text"] == document.blocks[int(part["key"][1:])].source
    for value, places in values_of(html):
        words = []
        for place in places:
            words.append(shown_at(told(html)["parts"], place["key"])[place["start"] : place["end"]])
        if places:
            assert " ".join(words) == value["raw"], value["path"]


def shown_at(parts: list[dict[str, Any]], key: str) -> str:
    for part in parts:
        if part.get("key") == key:
            return str(part["text"])
        for row in part.get("rows", ()):
            for cell in row:
                if cell["key"] == key:
                    return str(cell["text"])
    raise AssertionError(key)


# What it holds -------------------------------------------------------------------------------------------------------


def test_it_tells_records_remarks_and_what_to_filter_by() -> None:
    _, extraction, html = made(SAMPLES / "wrenholt-recommendation-tracker.xlsx")
    held = told(html)
    actions = [record for record in held["records"] if record["group"] == "actions"]
    assert [record["id"] for record in actions] == [action.id for action in extraction.actions]
    assert len(held["remarks"]) == len(extraction.diagnostics)
    for record, action in zip(actions, extraction.actions, strict=True):
        assert record["late"] == (action.overdue_at_reference is True)
        state = action.progress.state
        assert record["state"] == (state.value if state is not None else None)
        due = action.deadline.value if action.deadline is not None else None
        assert record["due"].get("day") == (str(due.latest) if getattr(due, "latest", None) else None)


def test_pictures_are_small_and_show_the_page() -> None:
    scripts = Scripts(made(PLAN)[2]).held
    pages = [scripts[f"picture-{number}"] for number in (1, 2, 3)]
    for page in pages:
        data = base64.b64decode(page.removeprefix("data:image/png;base64,"))
        assert len(data) < 60_000
        with Image.open(io.BytesIO(data)) as picture:
            assert picture.size[0] == pytest.approx(1.6 * 841.89, abs=2)
            assert picture.convert("L").getextrema()[0] < 60, "there is ink on it"


def test_bytes_that_were_not_read_are_not_drawn() -> None:
    document, extraction, _ = made(PLAN)
    assert told(viewer.page(document, extraction, TRACKER.read_bytes()))["shown"] == {}
    assert told(viewer.page(document, extraction))["shown"] == {}


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*-*.*[!n]")), ids=lambda path: path.name)
def test_every_sample_has_a_page(path: Path) -> None:
    document = readers.read(path)
    held = told(viewer.page(document, pipeline.extract_document(document)))
    assert held["about"]["file"] == path.name
    assert sum(1 for part in held["parts"]) == len(document.flow)


# Hostile words -------------------------------------------------------------------------------------------------------


def hostile(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(
        "Action plan\n\n| Action | Lead | Due |\n|---|---|---|\n"
        f"| Review {HOSTILE} now | Clerk {HOSTILE} | {HOSTILE} |\n| Mend the gate | Clerk | May 2024 |\n",
        encoding="utf-8",
    )
    return path


def test_what_a_document_says_stays_data(tmp_path: Path) -> None:
    html = made(hostile(tmp_path))[2]
    scripts = Scripts(html)
    assert scripts.tags.count("script") == 2
    assert "img" not in scripts.tags
    assert "alert(1)" in scripts.held["told"], "the words are there, as words"
    assert "alert(" not in scripts.held["code"]
    assert scripts.addresses == ["#records"]


def test_the_policy_names_the_one_script_and_style() -> None:
    html = made(LOG)[2]
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    said = policy[1].replace("&#x27;", "'")
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        body = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.S)
        assert len(body) == 1
        digest = base64.b64encode(hashlib.sha256(body[0].encode()).digest()).decode()
        assert f"{rule} 'sha256-{digest}'" in said
    assert "default-src 'none'" in said
    assert "connect-src 'none'" in said
    assert not re.search(r"https?:", said)


def test_the_script_has_no_way_to_read_words_as_html() -> None:
    code = Scripts(made(LOG)[2]).held["code"]
    for way in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "DOMParser",
    ):
        assert way not in code


def test_marks_that_turn_the_direction_of_words_are_taken_out(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("Action: Review the \u202eplan\u202c by 3 May 2024. Lead: Clerk\n", encoding="utf-8")
    assert "\u202e" not in made(path)[2]


# The command ---------------------------------------------------------------------------------------------------------


def run(*arguments: str | Path) -> Any:
    return CliRunner().invoke(cli.app, ["view", *map(str, arguments)])


def test_it_writes_one_file(tmp_path: Path) -> None:
    output = tmp_path / "report.html"
    done = run(LOG, "-o", output)
    assert done.exit_code == 0, done.output
    assert "report.html" in done.output
    assert output.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_without_a_name_it_is_one_that_folders_are_read_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(LOG, tmp_path / "log.docx")
    monkeypatch.chdir(tmp_path)
    assert run("log.docx").exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log.docx", "log.view.html"]
    assert [path.name for path in walk(tmp_path)] == ["log.docx"]


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        run(PLAN, "-o", tmp_path / name)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_it_does_not_write_over_the_document_nor_hide_what_is_wrong(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<h1>Action plan</h1>", encoding="utf-8")
    assert run(page, "-o", page).exit_code == 2
    assert run(tmp_path / "none.pdf", "-o", tmp_path / "x.html").exit_code == 3
    assert not (tmp_path / "x.html").exists()


def test_the_library_gives_the_same_page_as_the_command(tmp_path: Path) -> None:
    run(LOG, "-o", tmp_path / "a.html")
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == viewer.view(LOG)
    assert planextract.__version__ in viewer.view(LOG)


# Scans ---------------------------------------------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize("quarters", [0, 1])
def test_boxes_on_a_scan_lie_over_the_same_words(quarters: int) -> None:
    """The scan is a picture of the page, so that its words stand where pdfplumber finds those of the page."""
    pytest.importorskip("tesserocr")
    data = scanned(PLAN, [0], quarters=quarters)
    document = readers.read_bytes(data, "scan.pdf")
    if not document.pages[0].ocr:
        pytest.skip("no data for Tesseract here")
    html = viewer.page(document, pipeline.extract_document(document), data)
    same = 0
    with pdfplumber.open(PLAN) as pdf:
        page = pdf.pages[0]
        for value, places in values_of(html):
            boxes = [box for place in places for box in place["boxes"]]
            if quarters:  # a quarter anticlockwise: what stood to the right stands above
                boxes = [[page.width - bottom, x0, page.width - top, x1] for x0, top, x1, bottom in boxes]
            if boxes and len(value["raw"]) > 6:
                same += bare(words_in(page, [widened(box) for box in boxes])) == bare(value["raw"])
    assert same > 25


def widened(box: list[float]) -> list[float]:
    """OCR draws its boxes close around the ink."""
    return [box[0] - 2, box[1] - 2, box[2] + 2, box[3] + 2]
