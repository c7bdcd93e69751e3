"""Tables in PDFs against the truth, by adjacency relations: ours and pdfplumber's in the same run.

    python benchmarks/tables.py                    the layouts of tests/layouts.py
    python benchmarks/tables.py FOLDER             also the ICDAR-2013 set: *.pdf with *-str.xml anywhere below FOLDER

The measure is that of the ICDAR-2013 table competition (Göbel et al.): a relation says that one cell's words have
another's as nearest neighbour to the right, or below; blank cells are skipped; a cell that spans rows or columns has
a neighbour in each, every pair once. Words are compared after Unicode NFKC and case folding, with all white space and
characters of the categories C dropped, dashes made "-", quotes "'", and then runs of three or more dots, set apart or
not, dropped; then they must be equal. Relations of a page are multisets; true and found tables of a page are paired
one to one for the most correct relations, and tables left over count as wrong or missed. Tables with fewer than two
filled cells are ignored.
`table` is the mean over true tables of each one's F1, `document` the F1 of mean precision and mean recall over
documents. A document with more than one truth takes the better. This is not the competition's own program: compare
figures within one run only.

Documents are shown in two halves: those whose names hash even were looked at in development, the odd ones were not.
"""

import argparse
import re
import sys
import time
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from statistics import mean
from zlib import crc32

import numpy as np
import pdfplumber
from scipy.optimize import linear_sum_assignment

from planextract.errors import PlanExtractError
from planextract.options import Options
from planextract.readers import pdf

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_QUOTES = re.compile('[\u2018\u2019\u201b\u2032`\u00b4\u201c\u201d\u2033"]')
_DOTS = re.compile(r"\.{3,}|\u2026")
_CIDS = re.compile(r"\(cid:\d+\)")

Spanned = tuple[int, int, int, int, str]
"""First row, first column, last row, last column, words."""
Relations = Counter[tuple[str, str, str]]


def folded(words: str) -> str:
    words = unicodedata.normalize("NFKC", _CIDS.sub("", words)).casefold()
    words = "".join(
        letter for letter in words if not letter.isspace() and unicodedata.category(letter)[0] != "C"
    )
    return _DOTS.sub("", _QUOTES.sub("'", _DASHES.sub("-", words)))


def relations(cells: Iterable[Spanned]) -> Relations:
    """The relations of one table."""
    filled = [(*cell[:4], words) for cell in cells if (words := folded(cell[4]))]
    owner = {
        (row, column): place
        for place, (top, left, bottom, right, _) in enumerate(filled)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    pairs: set[tuple[str, int, int]] = set()
    for row in {row for row, _ in owner}:
        along = [owner[at] for at in sorted(at for at in owner if at[0] == row)]
        pairs |= {("right", a, b) for a, b in pairwise(along) if a != b}
    for column in {column for _, column in owner}:
        down = [owner[at] for at in sorted(at for at in owner if at[1] == column)]
        pairs |= {("below", a, b) for a, b in pairwise(down) if a != b}
    return Counter((way, filled[a][4], filled[b][4]) for way, a, b in pairs)


@dataclass(frozen=True)
class Found:
    page: int
    relations: Relations


@dataclass
class Score:
    """Of one document."""

    correct: int = 0
    found: int = 0
    true: int = 0
    tables: list[float] = field(default_factory=list)
    false_tables: int = 0

    @property
    def precision(self) -> float:
        return self.correct / self.found if self.found else float(self.true == 0)

    @property
    def recall(self) -> float:
        return self.correct / self.true if self.true else 1.0


def scored(true: Sequence[Found], found: Sequence[Found]) -> Score:
    score = Score()
    for page in sorted({table.page for table in (*true, *found)}):
        _score_page(
            [table.relations for table in true if table.page == page],
            [table.relations for table in found if table.page == page],
            score,
        )
    return score


def _score_page(true: list[Relations], found: list[Relations], score: Score) -> None:
    score.true += sum(table.total() for table in true)
    score.found += sum(table.total() for table in found)
    shared = np.array([[(a & b).total() for b in found] for a in true]).reshape(len(true), len(found))
    paired = {a: b for a, b in zip(*linear_sum_assignment(-shared), strict=True) if shared[a, b]}
    score.correct += sum(int(shared[a, b]) for a, b in paired.items())
    score.false_tables += len(found) - len(paired)
    for place, table in enumerate(true):
        both = int(shared[place, paired[place]]) if place in paired else 0
        size = table.total() + (found[paired[place]].total() if place in paired else 0)
        score.tables.append(2 * both / size if size else 1.0)


# The tools -----------------------------------------------------------------------------------------------------


def ours(data: bytes) -> Iterator[tuple[int, list[Spanned]]]:
    try:
        document = pdf.read(data, "plan.pdf", Options(ocr=False))
    except PlanExtractError:
        return
    for table in document.tables:
        cells = [
            (
                cell.row,
                cell.column,
                cell.row + cell.row_span - 1,
                cell.column + cell.column_span - 1,
                cell.source,
            )
            for cell in table.cells()
        ]
        yield table.page or 0, cells


def plumber(data: bytes) -> Iterator[tuple[int, list[Spanned]]]:
    with pdfplumber.open(BytesIO(data)) as file:
        for page in file.pages:
            for rows in page.extract_tables():
                yield (
                    page.page_number,
                    [
                        (row, column, row, column, words or "")
                        for row, cells in enumerate(rows)
                        for column, words in enumerate(cells)
                    ],
                )
            page.close()


Tool = Callable[[bytes], Iterable[tuple[int, list[Spanned]]]]
TOOLS: dict[str, Tool] = {"planextract": ours, "pdfplumber": plumber}


def tables_of(tool: Tool, data: bytes) -> list[Found]:
    return [Found(page, known) for page, cells in tool(data) if (known := relations(cells))]


# The documents -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    name: str
    data: bytes
    truths: tuple[tuple[Found, ...], ...]

    @property
    def even(self) -> bool:
        return crc32(self.name.encode()) % 2 == 0


def layouts() -> Iterator[Case]:
    from layouts import LAYOUTS, printed

    for layout in LAYOUTS:
        data, tables = printed(layout)
        truth = tuple(
            Found(
                table.page,
                relations(
                    (
                        cell.row,
                        cell.column,
                        cell.row + cell.row_span - 1,
                        cell.column + cell.column_span - 1,
                        cell.text,
                    )
                    for cell in table.cells
                ),
            )
            for table in tables
        )
        yield Case(layout.name, data, (truth,))


def competition(folder: Path) -> Iterator[Case]:
    for file in sorted(folder.rglob("*.pdf")):
        truths = sorted(file.parent.glob(f"{file.stem}*-str.xml"))
        if truths:
            yield Case(file.stem, file.read_bytes(), tuple(tuple(_regions(truth)) for truth in truths))


def _regions(file: Path) -> Iterator[Found]:
    for region in ET.parse(file).getroot().iter("region"):
        cells = []
        for cell in region.iter("cell"):
            row, column = int(cell.get("start-row", 0)), int(cell.get("start-col", 0))
            last = int(cell.get("end-row", row)), int(cell.get("end-col", column))
            cells.append(
                (row, column, max(row, last[0]), max(column, last[1]), cell.findtext("content") or "")
            )
        known = relations(cells)
        if known:
            yield Found(int(region.get("page", 0)), known)


def ruling(data: bytes) -> str:
    """How the document's tables are ruled, roughly: from the rules on its pages."""
    level = plumb = 0
    with pdfplumber.open(BytesIO(data)) as file:
        for page in file.pages:
            level += sum(1 for edge in page.edges if edge["orientation"] == "h" and edge["width"] > 20)
            plumb += sum(1 for edge in page.edges if edge["orientation"] == "v" and edge["height"] > 8)
            page.close()
    if level >= 4 and plumb >= 4:
        return "ruled both ways"
    return "partly ruled" if level + plumb >= 2 else "not ruled"


# The report ----------------------------------------------------------------------------------------------------


def best(case: Case, found: list[Found]) -> Score:
    return max(
        (scored(truth, found) for truth in case.truths), key=lambda s: (s.precision + s.recall, s.precision)
    )


def summary(scores: Sequence[Score]) -> str:
    if not scores:
        return "-"
    precision, recall = mean(s.precision for s in scores), mean(s.recall for s in scores)
    both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    tables = [table for score in scores for table in score.tables]
    good = sum(1 for table in tables if table >= 0.9)
    return (
        f"document {both:.3f} (P {precision:.3f} R {recall:.3f})  table {mean(tables):.3f}  "
        f">= .9: {good} of {len(tables)}  false {sum(score.false_tables for score in scores)}"
    )


def report(cases: Sequence[Case], groups: dict[str, list[int]], lines: bool) -> None:
    scores: dict[str, list[Score]] = {}
    for name, tool in TOOLS.items():
        start = time.process_time()
        scores[name] = [best(case, tables_of(tool, case.data)) for case in cases]
        print(f"{name:12} {time.process_time() - start:6.1f} CPU seconds")
    for place, case in enumerate(cases if lines else ()):
        row = "  ".join(f"{name} {mean(scores[name][place].tables):.3f}" for name in scores)
        print(f"  {case.name:26} {row}  false {scores['planextract'][place].false_tables}")
    for group, places in groups.items():
        for name in scores:
            print(f"{group:32} {name:12} {summary([scores[name][place] for place in places])}")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument(
        "--even", action="store_true", help="of a folder, show the even half document by document"
    )
    arguments = parser.parse_args()
    made = list(layouts())
    report(made, {"layouts": list(range(len(made)))}, lines=True)
    if arguments.folder is not None:
        cases = list(competition(arguments.folder))
        for half, even in (("even half", True), ("odd half", False)):
            part = [case for case in cases if case.even is even]
            ruled = [ruling(case.data) for case in part]
            groups = {half: list(range(len(part)))}
            for kind in sorted(set(ruled)):
                groups[f"{half}, {kind}"] = [place for place, found in enumerate(ruled) if found == kind]
            report(part, groups, lines=even and arguments.even)
    return 0


if __name__ == "__main__":
    sys.exit(main())
