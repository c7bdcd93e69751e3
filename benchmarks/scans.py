"""Scans against the born-digital pages that they were made of.

    python benchmarks/scans.py [--skew 1.2] [--specks 0.002] [--pages 12] samples/*.pdf ../shared/corpus/real/pdf/*.pdf

Each page is drawn at 200 dots to the inch and put into a new PDF as a picture; that is read by OCR and compared with
the reading of the page as it was:

    words    of the text layer that OCR gives (recall), and of OCR's that the text layer has (precision)
    cells    cells of tables with the same words in both, as F1
    actions  of the born-digital pages that the scan gives with the same words, and of these those whose owners, and
             whose deadline, are read alike

and what the reading took, in CPU seconds a page. Kinds of dashes and quotation marks, capitals and blanks do not count.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader, PdfWriter

import planextract
from planextract.document import Document
from planextract.pipeline import extract_document
from planextract.readers import read_bytes
from planextract.records import Action

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from scanning import scanned
from tables import folded


@dataclass
class Tally:
    """How much was to be found, was found, and is the same."""

    pages: int = 0
    seconds: float = 0.0
    counts: Counter[str] = field(default_factory=Counter)

    def compare(self, name: str, born: Iterable[str], read: Iterable[str]) -> None:
        there, here = Counter(born), Counter(read)
        self.counts[f"{name} there"] += there.total()
        self.counts[f"{name} read"] += here.total()
        self.counts[f"{name} same"] += (there & here).total()

    def share(self, part: str, whole: str) -> float:
        return self.counts[part] / self.counts[whole] if self.counts[whole] else float("nan")

    def f1(self, name: str) -> float:
        both = self.counts[f"{name} there"] + self.counts[f"{name} read"]
        return 2 * self.counts[f"{name} same"] / both if both else float("nan")

    def add(self, other: "Tally") -> None:
        self.pages += other.pages
        self.seconds += other.seconds
        self.counts += other.counts

    def __str__(self) -> str:
        planned = self.counts["actions there"]
        return (
            f"{self.pages:3} pages  words {self.share('words same', 'words there'):.3f} recall "
            f"{self.share('words same', 'words read'):.3f} precision  cells {self.f1('cells'):.3f} of "
            f"{self.counts['cells there']:4}  actions {self.counts['actions same']}/{planned} "
            f"(+{self.counts['actions read'] - self.counts['actions same']}), owners {self.counts['owners']}, "
            f"deadlines {self.counts['deadlines']}  {self.seconds / max(self.pages, 1):.2f} s/page"
        )


def words(document: Document) -> list[str]:
    cells = (cell.text.text for table in document.tables for cell in table.cells())
    texts = (*cells, *(block.source for block in document.blocks))
    return [letters for text in texts for word in text.split() if (letters := folded(word))]


def cells(document: Document) -> list[str]:
    found = (folded(cell.text.text) for table in document.tables for cell in table.cells())
    return [letters for letters in found if letters]


def actions(document: Document) -> dict[str, Action]:
    return {folded(action.text.value or ""): action for action in extract_document(document).actions}


def measured(born: bytes, scan: bytes) -> Tally:
    there = read_bytes(born, "born.pdf")
    start = time.process_time()
    here = read_bytes(scan, "scan.pdf")
    tally = Tally(pages=len(here.pages), seconds=time.process_time() - start)
    tally.compare("words", words(there), words(here))
    tally.compare("cells", cells(there), cells(here))
    planned, found = actions(there), actions(here)
    tally.compare("actions", planned.keys(), found.keys())
    for text in planned.keys() & found.keys():
        old, new = planned[text], found[text]
        tally.counts["owners"] += _owners(old) == _owners(new)
        tally.counts["deadlines"] += _deadline(old) == _deadline(new)
    return tally


def _owners(action: Action) -> list[tuple[object, ...]]:
    return [(owner.name, owner.role, owner.organisation) for owner in action.owners]


def _deadline(action: Action) -> object:
    return action.deadline.value if action.deadline is not None else None


def first_pages(path: Path, most: int) -> bytes:
    pages = PdfReader(path)
    writer = PdfWriter()
    writer.append(pages, pages=(0, min(most, len(pages.pages))))
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Scans against the born-digital pages that they were made of."
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--skew", type=float, default=0.0, help="degrees by which the scans lie askew")
    parser.add_argument(
        "--specks", type=float, default=0.0, help="share of pixels black or white for no reason"
    )
    parser.add_argument("--pages", type=int, default=10, help="of each file at most")
    chosen = parser.parse_args()
    total = Tally()
    for path in chosen.files:
        born = first_pages(path, chosen.pages)
        try:
            tally = measured(born, scanned(born, skew=chosen.skew, specks=chosen.specks))
        except planextract.PlanExtractError as error:
            print(f"{path.name[:44]:44} {error}")
            continue
        print(f"{path.name[:44]:44} {tally}", flush=True)
        total.add(tally)
    print(f"{'all':44} {total}")


if __name__ == "__main__":
    main()
