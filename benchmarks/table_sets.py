"""Documents whose tables are known: our own layouts, plans printed by several programs, the ICDAR-2013 set."""

import sys
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from pathlib import Path
from zlib import crc32

import pdfplumber

from adjacency import Found, Spanned, relations

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from layouts import LAYOUTS
from layouts import printed as drawn
from producers.made import PRINTERS, Combination, Said, combinations, missing, one_producer_each, printed
from producers.records import folded_record, found
from producers.truth import TrueTable


@dataclass(frozen=True)
class Case:
    """`truths`: one or more ways in which a person may read its tables."""

    name: str
    data: bytes
    truths: tuple[tuple[Found, ...], ...]
    kind: str
    looked_at: bool
    combination: Combination | None = None

    @property
    def producer(self) -> str:
        return self.combination.producer if self.combination is not None else ""


def actions(case: Case) -> tuple[Counter[Said], Counter[Said]]:
    """The actions that a printed plan states, and those that we read."""
    assert case.combination is not None
    true = Counter(map(folded_record, case.combination.said()))
    return true, Counter(map(folded_record, found(case.data)))


def _found(tables: Iterable[tuple[int, Iterable[Spanned]]]) -> tuple[Found, ...]:
    return tuple(Found(page, known) for page, cells in tables if (known := relations(cells)))


def layouts() -> Iterator[Case]:
    """One plan in the layouts of tests/layouts.py, which the finder was built on."""
    for layout in LAYOUTS:
        data, tables = drawn(layout)
        truth = [
            (
                table.page,
                [
                    (
                        cell.row,
                        cell.column,
                        cell.row + cell.row_span - 1,
                        cell.column + cell.column_span - 1,
                        cell.text,
                    )
                    for cell in table.cells
                ],
            )
            for table in tables
        ]
        yield Case(layout.name, data, (_found(truth),), "layouts", True)


def produced(every: bool) -> Iterator[Case]:
    """Plans printed by what is installed: one for each layout and half, or every plan in every layout by each."""
    here = [producer for producer in PRINTERS if missing(producer) is None]
    print(f"printed by {', '.join(here)}; {', '.join(filter(None, map(missing, PRINTERS)))}".rstrip("; "))
    wanted = combinations(here) if every else one_producer_each(combinations(here))
    for producer in here:
        chosen = [one for one in wanted if one.producer == producer]
        with tempfile.TemporaryDirectory() as folder:
            files = printed(chosen, Path(folder) / producer)
        for one in chosen:
            tables = one.true_tables(files[one.name])
            truths = [_found((table.page, table.cells) for table in tables)]
            if one.layout.form == "form":
                truths.append(_found(_stacked(tables)))
            yield Case(one.name, files[one.name], tuple(truths), one.layout.group, one.looked_at, one)


def _stacked(tables: Sequence[TrueTable]) -> Iterator[tuple[int, list[Spanned]]]:
    """The forms of a page as one table: with one under another, who can say."""
    for page, those in groupby(tables, key=lambda table: table.page):
        cells: list[Spanned] = []
        for table in those:
            below = max((cell[2] for cell in cells), default=-1) + 1
            cells += [(a + below, b, c + below, d, words) for a, b, c, d, words in table.cells]
        yield page, cells


def competition(folder: Path) -> Iterator[Case]:
    """*.pdf with *-str.xml anywhere below a folder. Those whose names hash even were looked at in development."""
    for file in sorted(folder.rglob("*.pdf")):
        truths = sorted(file.parent.glob(f"{file.stem}*-str.xml"))
        if truths:
            data, even = file.read_bytes(), crc32(file.stem.encode()) % 2 == 0
            with pdfplumber.open(BytesIO(data)) as opened:
                known = tuple(tuple(_regions(truth, opened)) for truth in truths)
            yield Case(file.stem, data, known, "ICDAR-2013", even)


def _regions(file: Path, opened: pdfplumber.PDF) -> Iterator[Found]:
    for region in ET.parse(file).getroot().iter("region"):
        cells: list[Spanned] = []
        for cell in region.iter("cell"):
            row, column = int(cell.get("start-row", 0)), int(cell.get("start-col", 0))
            last = int(cell.get("end-row", row)), int(cell.get("end-col", column))
            cells.append(
                (row, column, max(row, last[0]), max(column, last[1]), cell.findtext("content") or "")
            )
        if known := relations(cells):
            page = int(region.get("page", 0))
            yield Found(page, known, _ruling(region, opened.pages[page - 1]))


def _ruling(region: ET.Element, page: pdfplumber.page.Page) -> str:
    """How a true table is ruled: three level lines and three upright ones in its box are both ways, none is none."""
    boxes = [
        [_number(box.get(edge, "")) for edge in ("x1", "y1", "x2", "y2")]
        for box in region.iter("bounding-box")
    ]
    x0, x1 = min(min(box[0], box[2]) for box in boxes), max(max(box[0], box[2]) for box in boxes)
    height = float(page.height)
    top = height - max(max(box[1], box[3]) for box in boxes)
    bottom = height - min(min(box[1], box[3]) for box in boxes)
    level, plumb = set(), set()
    for edge in page.edges:
        if edge["orientation"] == "h":
            long = edge["x1"] - edge["x0"] >= 0.3 * (x1 - x0) and edge["x0"] < x1 and edge["x1"] > x0
            if long and top - 12 <= edge["top"] <= bottom + 12:
                level.add(round(edge["top"] / 3))
            continue
        beside = edge["top"] < bottom and edge["bottom"] > top and x0 - 8 <= edge["x0"] <= x1 + 8
        if beside and edge["bottom"] - edge["top"] >= 6:
            plumb.add(round(edge["x0"] / 3))
    if min(len(level), len(plumb)) >= 3:
        return "ruled both ways"
    return "partly ruled" if level or plumb else "not ruled"


def _number(text: str) -> float:
    """One box of the competition's truth has a letter in a number."""
    return float("".join(letter for letter in text if letter.isdigit() or letter in ".-"))
