"""Plans in aligned columns, as `pdftotext -layout` makes them of PDFs, against what the PDFs themselves give.

    python benchmarks/aligned.py FOLDER_OR_PDF ...     PDFs anywhere below
    python benchmarks/aligned.py --plans ...           also plans printed by the programs that are installed
    python benchmarks/aligned.py --lines ...           also a line for each document

An action is found where its words are those of one in the PDF, and wholly right where its owners and its deadline are
also as they stand there. Needs pdftotext (poppler-utils).
"""

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import planextract
from producers.made import PRINTERS, combinations, missing, one_each, printed

Row = tuple[str, str, str]
"""Words of an action, of its owners, and its deadline, each without white space and in small letters."""


@dataclass
class Score:
    """Of some documents: actions in the PDF, in the text, in both, and in both with owners and deadline."""

    true: int = 0
    said: int = 0
    found: int = 0
    whole: int = 0
    documents: int = 0
    wrong: list[Row] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        for name in ("true", "said", "found", "whole"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.documents += 1

    def __str__(self) -> str:
        f1 = 2 * self.found / max(1, self.true + self.said)
        return (
            f"{self.true:5} actions in the PDF, {self.said:5} in the text, F1 {f1:.3f}, "
            f"wholly right {self.whole / max(1, self.true):.3f} of the PDF's, "
            f"{self.whole / max(1, self.said):.3f} of the text's"
        )


def records(data: bytes, name: str) -> list[Row]:
    found = planextract.extract_bytes(data, name)
    return [
        (
            _folded(action.text.value),
            " ".join(sorted(_folded(owner.raw) for owner in action.owners)),
            _folded(action.deadline.raw if action.deadline is not None else None),
        )
        for action in found.actions
    ]


def _folded(words: str | None) -> str:
    return "".join(letter for letter in (words or "").casefold() if letter.isalnum())


def aligned(data: bytes) -> bytes:
    """A PDF's words, laid out in columns of blanks."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, check=True, stdout=subprocess.PIPE)
    return done.stdout


def compared(true: Sequence[Row], said: Sequence[Row]) -> Score:
    words = Counter(row[0] for row in true) & Counter(row[0] for row in said)
    whole = Counter(true) & Counter(said)
    wrong = list((Counter(said) - Counter(true)).elements())
    return Score(len(true), len(said), words.total(), whole.total(), wrong=wrong)


def printed_plans() -> Iterator[tuple[str, str, bytes]]:
    """Two plans in each layout by each producer that is installed; all of them served to build on."""
    for producer in [producer for producer in PRINTERS if missing(producer) is None]:
        chosen = [one for one in one_each(combinations()) if one.producer == producer]
        with tempfile.TemporaryDirectory() as folder:
            files = printed(chosen, Path(folder) / producer)
        for one in chosen:
            yield "plans", one.name, files[one.name]


def given(paths: Iterable[Path]) -> Iterator[tuple[str, str, bytes]]:
    for path in paths:
        for file in sorted(path.rglob("*.pdf")) if path.is_dir() else [path]:
            yield str(path), file.name, file.read_bytes()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--plans", action="store_true")
    parser.add_argument("--lines", action="store_true")
    options = parser.parse_args()
    scores: dict[str, Score] = {}
    for kind, name, data in (*given(options.paths), *(printed_plans() if options.plans else ())):
        score = compared(records(data, "plan.pdf"), records(aligned(data), "plan.txt"))
        scores.setdefault(kind, Score()).add(score)
        if options.lines and (score.true or score.said):
            print(f"{name:60} {score}", flush=True)
    for kind, score in scores.items():
        print(f"{kind:32} {score.documents:4} documents {score}")


if __name__ == "__main__":
    main()
