"""Every value of every sample stands where its sources say, looked for without the text that carried it there.

Text formats: the characters of the block or cell stand in the decoded file, in order. Word: they are the paragraphs
that python-docx finds there. PDF: they are the characters that pdfplumber finds inside the box. White space counts
everywhere but in PDF, where it is no character.
"""

import runpy
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pdfplumber
import pytest

import planextract
from planextract import readers
from planextract.document import Block, Document
from planextract.provenance import Place

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
DOCUMENTS: list[Path] = runpy.run_path(str(SAMPLES / "regenerate.py"), run_name="regenerate")["documents"]()
TEXTS = [path for path in DOCUMENTS if path.suffix in {".txt", ".md", ".html"}]
WORDS = [path for path in DOCUMENTS if path.suffix == ".docx"]
PDFS = [path for path in DOCUMENTS if path.suffix == ".pdf"]

Entry = dict[str, Any]


@cache
def read(path: Path) -> Document:
    return readers.read(path)


@cache
def sourced(path: Path) -> list[tuple[str | None, list[Entry]]]:
    """Every `sources` of the extraction that names places, with its `raw` where it has one."""
    record = planextract.extract(path).model_dump(mode="json", by_alias=True)
    return [(raw, places) for raw, places in _sourced(record) if places]


def _sourced(value: object) -> Iterator[tuple[str | None, list[Entry]]]:
    if isinstance(value, dict):
        if "sources" in value:
            yield (
                value.get("raw"),
                [entry for entry in value["sources"] if entry["kind"] in ("cell", "block")],
            )
        for inner in value.values():
            yield from _sourced(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _sourced(inner)


def place_of(entry: Entry) -> Place:
    if entry["kind"] == "block":
        return Place(page=entry["page"], block=entry["block"])
    return Place(page=entry["page"], table=entry["table"], row=entry["row"], column=entry["column"])


def is_shading(raw: str | None, entries: list[Entry]) -> bool:
    """A colour that a cell without words is shaded in stands at the empty span of that cell."""
    return raw == "" and [(entry["kind"], entry["start"], entry["end"]) for entry in entries] == [
        ("cell", 0, 0)
    ]


def squeezed(text: str) -> str:
    return "".join(text.split())


def ids(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", DOCUMENTS, ids=ids)
def test_raw_is_the_characters_under_the_sources(path: Path) -> None:
    assert sourced(path)
    for raw, entries in sourced(path):
        if is_shading(raw, entries):
            assert read(path).source_at(place_of(entries[0])) == ""
            continue
        spans = [read(path).source_at(place_of(entry))[entry["start"] : entry["end"]] for entry in entries]
        assert all(0 <= entry["start"] < entry["end"] for entry in entries)
        assert all(span and span == span.strip() for span in spans)
        assert raw is None or raw == " ".join(spans)


def stands(lines: list[str], text: str, position: int) -> int:
    """Where the last of some lines ends, each found after the one before."""
    for line in lines:
        found = text.find(line, position)
        assert found >= 0, line
        position = found + len(line)
    return position


@pytest.mark.parametrize("path", TEXTS, ids=ids)
def test_blocks_and_cells_of_text_stand_in_the_file_in_order(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    position = 0
    for part in read(path).flow:
        if isinstance(part, Block):
            position = stands(part.source.split("\n"), text, position)
            continue
        for row in part.rows:
            # (the lines of aligned columns lie side by side, so each cell begins at the row)
            position = max(
                [position, *(stands(cell.source.split("\n"), text, position) for cell in row.cells)]
            )


@pytest.mark.parametrize("path", WORDS, ids=ids)
def test_cells_of_word_are_the_paragraphs_there(path: Path) -> None:
    opened = docx.Document(str(path))
    entries = [entry for _, entries in sourced(path) for entry in entries if entry["kind"] == "cell"]
    assert entries
    for entry in entries:
        cell = opened.tables[entry["table"]].cell(entry["row"], entry["column"])
        written = "\n".join(paragraph.text for paragraph in cell.paragraphs)
        assert read(path).source_at(place_of(entry)) == written


@pytest.mark.parametrize("path", WORDS, ids=ids)
def test_blocks_of_word_are_the_paragraphs_in_order(path: Path) -> None:
    body = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    blocks = [block.source for block in read(path).blocks if block.kind not in ("header", "footer")]
    rest = iter(body)
    assert [source for source in blocks if source not in rest] == []


@cache
def characters(path: Path) -> list[list[Entry]]:
    with pdfplumber.open(path) as opened:
        return [page.chars for page in opened.pages]


def inside(path: Path, entry: Entry) -> list[Entry]:
    """The characters whose centre lies in the box, in the order of lines and then from the left."""
    x0, top, x1, bottom = entry["bbox"]
    found = [
        char
        for char in characters(path)[entry["page"] - 1]
        if x0 <= (char["x0"] + char["x1"]) / 2 <= x1 and top <= (char["top"] + char["bottom"]) / 2 <= bottom
    ]
    return sorted(found, key=lambda char: (round(char["bottom"]), char["x0"]))


@pytest.mark.parametrize("path", PDFS, ids=ids)
def test_the_box_holds_the_words(path: Path) -> None:
    entries = [entry for _, entries in sourced(path) for entry in entries]
    assert entries
    for entry in entries:
        words = squeezed(read(path).source_at(place_of(entry))[entry["start"] : entry["end"]])
        assert squeezed("".join(char["text"] for char in inside(path, entry))) == words
