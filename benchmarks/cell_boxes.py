"""Do the words inside each cell's box, read by pdfplumber, make the cell's text?

    python benchmarks/cell_boxes.py FILE.pdf ...     these files
    python benchmarks/cell_boxes.py --plans          plans printed by the programs that are installed

The characters whose middle lies in the box of a cell are put into words by pdfplumber, which knows nothing of our
cells; the words must be those of the cell, white space, bullets and what pdfplumber cannot read aside. Only cells
that say something, or whose box holds something, are counted. Where merely the order differs, that is said.
"""

import argparse
import logging
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
from pdfplumber.utils import extract_words

from planextract.document import Cell
from planextract.errors import PlanExtractError
from planextract.options import Options
from planextract.provenance import Box
from planextract.readers import pdf

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

_UNREAD = re.compile("\\(cid:\\d+\\)|[\u2022\u25aa\u25cf\u25e6]")


@dataclass(frozen=True)
class Compared:
    """One cell: its words by us, and those in its box by pdfplumber, both without white space."""

    page: int
    table: int
    row: int
    column: int
    ours: str
    theirs: str

    @property
    def same(self) -> bool:
        return self.ours == self.theirs

    @property
    def same_letters(self) -> bool:
        return sorted(self.ours) == sorted(self.theirs)


def compared(data: bytes) -> Iterator[Compared]:
    """Every cell of a document that says something by one of the two."""
    document = pdf.read(data, "file.pdf", Options(ocr=False))
    with pdfplumber.open(BytesIO(data)) as file:
        for number, page in enumerate(file.pages, 1):
            tables = [table for table in document.tables if table.page == number]
            chars = page.dedupe_chars().chars if tables else []
            for table in tables:
                for cell in table.cells():
                    found = Compared(
                        number, table.index, cell.row, cell.column, bare(cell.source), _inside(cell, chars)
                    )
                    if found.ours or found.theirs:
                        yield found
            page.close()


def _inside(cell: Cell, chars: Sequence[dict[str, Any]]) -> str:
    if cell.box is None:
        return ""
    inside = [char for char in chars if middle_in(char, cell.box)]
    return bare("".join(word["text"] for word in extract_words(inside, **_reading(inside))))


def _reading(chars: Sequence[dict[str, Any]]) -> dict[str, str]:
    """How turned words read: up or down the page, by the matrix that they are printed with."""
    upwards = any(not char["upright"] and char["matrix"][1] > 0 for char in chars)
    return {"char_dir_rotated": "btt", "line_dir_rotated": "ltr"} if upwards else {}


def middle_in(char: dict[str, Any], box: Box) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def bare(words: str) -> str:
    """Without white space, bullets and what pdfplumber could not read: it gives some bullets as (cid:127)."""
    words = unicodedata.normalize("NFKC", _UNREAD.sub("", words)).replace("\u00ad", "-")
    return "".join(letter for letter in words if not letter.isspace())


def report(name: str, cells: Sequence[Compared], show: int) -> None:
    misses = [cell for cell in cells if not cell.same]
    order = sum(1 for cell in misses if cell.same_letters)
    share = 1 - len(misses) / len(cells) if cells else 1.0
    print(f"{name:50} {len(cells):6} cells  same {share:.4f}  missed {len(misses)}, order only {order}")
    for cell in misses[:show]:
        where = f"page {cell.page}, table {cell.table}, row {cell.row}, column {cell.column}"
        print(f"    {where}: {cell.ours[:60]!r} / {cell.theirs[:60]!r}")


def documents(files: Sequence[Path], plans: bool) -> Iterator[tuple[str, bytes]]:
    for file in files:
        yield file.name, file.read_bytes()
    if plans:
        from table_sets import produced

        for case in produced(every=False):
            yield case.name, case.data


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--plans", action="store_true")
    parser.add_argument("--show", type=int, default=5, help="misses to show of each document")
    arguments = parser.parse_args()
    everything: list[Compared] = []
    for name, data in documents(arguments.files, arguments.plans):
        try:
            cells = list(compared(data))
        except PlanExtractError as error:
            print(f"{name:50} {error.reason if hasattr(error, 'reason') else error}")
            continue
        report(name, cells, arguments.show)
        everything += cells
    report("all", everything, 0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
