"""How far found tables are the true ones, by adjacency relations.

The measure is that of the ICDAR-2013 table competition (Göbel et al.): a relation says that one cell's words have
another's as nearest neighbour to the right, or below; blank cells are skipped; a cell that spans rows or columns has
a neighbour in each, every pair once. Words are compared after Unicode NFKC and case folding, with all white space,
bullets and characters of the categories C dropped, dashes made "-", quotes "'", and runs of three or more dots
dropped; then they must be equal. Relations of a page are multisets; true and found tables of a page are paired one to
one for the most correct relations, and tables left over count as wrong or missed. Tables with fewer than two filled
cells are ignored. `table` is the mean over true tables of each one's F1, `document` the F1 of mean precision and mean
recall over documents. A document with more than one truth takes the better. This is not the competition's own
program: compare figures within one run only.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import mean

import numpy as np
from scipy.optimize import linear_sum_assignment

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_QUOTES = re.compile('[\u2018\u2019\u201b\u2032`\u00b4\u201c\u201d\u2033"]')
_DOTS = re.compile(r"\.{3,}|\u2026")
_BULLETS = re.compile("[\u2022\u25aa\u25cf\u25e6\u2023\u00b7]")
_CIDS = re.compile(r"\(cid:\d+\)")

Spanned = tuple[int, int, int, int, str]
"""First row, first column, last row, last column, words."""
Relations = Counter[tuple[str, str, str]]


def folded(words: str) -> str:
    words = unicodedata.normalize("NFKC", _CIDS.sub("", words)).casefold()
    words = _BULLETS.sub("", words)
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
    """`ruling` says what is drawn of a true table, where that is known."""

    page: int
    relations: Relations
    ruling: str = ""


@dataclass
class Score:
    """Of one document."""

    correct: int = 0
    found: int = 0
    true: int = 0
    tables: list[float] = field(default_factory=list)
    rulings: list[str] = field(default_factory=list)
    """Of each of `tables`."""
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
        here = [table for table in true if table.page == page]
        score.rulings += [table.ruling for table in here]
        _score_page(
            [table.relations for table in here],
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


def best(truths: Sequence[Sequence[Found]], found: Sequence[Found]) -> Score:
    return max(
        (scored(truth, found) for truth in truths), key=lambda s: (s.precision + s.recall, s.precision)
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


def by_ruling(scores: Sequence[Score]) -> str:
    """The mean over tables by what is drawn of them."""
    known = [pair for score in scores for pair in zip(score.rulings, score.tables, strict=True)]
    parts = []
    for ruling in sorted({ruling for ruling, _ in known}):
        these = [table for kind, table in known if kind == ruling]
        parts.append(f"{ruling} {mean(these):.3f} of {len(these)}")
    return "  ".join(parts)
