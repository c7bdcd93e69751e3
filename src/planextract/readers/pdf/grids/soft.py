"""Tables whose rules are missing or partial: found by upright rules, by level rules and bands of colour, or by white.

An area is proposed by what is drawn or by the gutters alone; its columns are where white lines up, its rows where
rules part it, or else where lines stand apart or one column's words begin. What does not hold together is prose.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from planextract.provenance import Box
from planextract.readers.pdf.glyphs import Glyphs
from planextract.readers.pdf.grids.areas import area, crosses
from planextract.readers.pdf.grids.between_posts import between_posts
from planextract.readers.pdf.grids.between_rules import between_rules
from planextract.readers.pdf.grids.carrying import Carried, carried, recalled, resumed
from planextract.readers.pdf.grids.gutters import CLEAR, LEAST
from planextract.readers.pdf.grids.in_white import in_white
from planextract.readers.pdf.grids.lattice import MOST_RULES, Grid
from planextract.readers.pdf.grids.places import places
from planextract.readers.pdf.grids.refining import refined, without_slivers
from planextract.readers.pdf.grids.separators import Posts, Stack, posts, stacks
from planextract.readers.pdf.grids.softcells import Draft, grid
from planextract.readers.pdf.grids.unfolding import unfolded
from planextract.readers.pdf.grids.words import Print, WordLine, free
from planextract.readers.pdf.sheet import Sheet

_MOST_LINES = 400
"""A page with more lines of print is none that people read."""
_CHART = 12
"""Cells: fewer are no chart's gridlines."""
_HOLLOW = 0.25
"""A table has words in more of its cells."""
_COLUMNED = 0.06
"""This share of a page's lines has a clear gap where there is a table among them."""
_MORE = 12.0
"""Points that a table has more than what is boxed of it."""
_TALL = 90.0
"""Points: a row higher than this may be several between which no rules are drawn."""


class TableFinder:
    """Finds the tables of a document page after page: one that a page cuts is known again on the next."""

    def __init__(self) -> None:
        self._before: Carried | None = None

    def completed(self, sheet: Sheet, ruled: Sequence[Grid]) -> list[Grid]:
        """The ruled grids of a page and its soft ones, from the top; a soft grid takes the place of ruled scraps."""
        ruled = [without_slivers(known, sheet) for known in ruled]
        hollow = [known.box for known in ruled if _hollow(known, sheet)]
        ruled = [known for known in ruled if known.box not in hollow]
        strong = [known for known in ruled if len(known.ys) > 4]
        charts = [
            box for box in hollow if area(box) < 0.5 * sheet.width * sheet.height
        ]  # no page's decoration
        scraps = [known for known in ruled if known not in strong]
        whole: list[Grid] = []
        for draft, soft in self._found(sheet, [*charts, *(known.box for known in strong)]):
            held, figured = [scrap for scrap in scraps if crosses(scrap.box, soft.box)], draft.body.figured
            poor = all(_covers(soft, scrap) and (figured or _scrap(scrap, soft)) for scrap in held)
            if poor and _says_more(soft, held, 1 if figured else 2):
                whole.append(soft)
                scraps = [scrap for scrap in scraps if scrap not in held]
        whole += [refined(known, sheet.glyphs) for known in (*strong, *scraps)]
        whole = [piece for known in whole for piece in unfolded(known, sheet.glyphs)]
        return sorted(whole, key=lambda known: (known.box[1], known.box[0]))

    def _found(self, sheet: Sheet, taken: Sequence[Box]) -> list[tuple[Draft, Grid]]:
        """The soft tables of a page."""
        before, self._before = self._before, None
        if len(sheet.rules) + len(sheet.fills) > MOST_RULES:
            return []
        printed = Print(_outside(sheet.glyphs, taken))
        if not 1 <= printed.rows <= _MOST_LINES or (before is None and printed.gapped(LEAST, 1) < 2):
            return []
        uprights, piles = list(posts(sheet, taken)), list(stacks(sheet, taken))
        columned = (
            printed.gapped(LEAST, 2) if not piles else printed.gapped(CLEAR, 1) >= _COLUMNED * printed.rows
        )
        if before is None and not uprights and not columned:
            return []  # the usual page of prose: nothing more is asked of it
        boxes, found = list(taken), list[tuple[Draft, Grid]]()
        for drafted in _drafts(printed.lines, uprights, piles, before, boxes):
            draft = recalled(drafted, before) if before is not None and not found else drafted
            made = grid(draft)
            if made is not None and not any(crosses(made.box, box) for box in boxes):
                boxes.append(made.box)
                found.append((draft, made))
        self._before = carried([draft for draft, _ in found], printed.lines)
        return found


def _drafts(
    lines: list[WordLine],
    uprights: list[Posts],
    piles: list[Stack],
    before: Carried | None,
    boxes: list[Box],
) -> Iterator[Draft]:
    """What may be tables; `boxes` grow as they turn out to be."""
    if len(lines) >= 2:
        yield from between_posts(uprights, lines, list(boxes))
        yield from between_rules(piles, lines, list(boxes))
        yield from in_white(lines, list(boxes))
    rest = resumed(before, free(lines, boxes)) if before is not None else None
    if rest is not None:
        yield rest


def _outside(glyphs: Glyphs, taken: Sequence[Box]) -> Glyphs:
    if not taken:
        return glyphs
    middles = (glyphs.frame[:, :2] + glyphs.frame[:, 2:]) / 2
    outside = np.ones(len(glyphs), dtype=np.bool_)
    for x0, top, x1, bottom in taken:
        outside &= ~((middles >= (x0, top)) & (middles <= (x1, bottom))).all(axis=1)
    return glyphs.take(outside)


def _hollow(grid: Grid, sheet: Sheet) -> bool:
    """Has no row words in half of its many cells, and are most of all cells blank? Then it is what a chart draws."""
    if len(grid.cells) < _CHART:
        return False
    owners = places(sheet.glyphs, grid)[sheet.glyphs.inked]
    said = np.bincount(owners[owners >= 0], minlength=len(grid.cells)) > 0
    if np.count_nonzero(said) >= _HOLLOW * len(grid.cells):
        return False
    filled = np.bincount([cell.row for cell, words in zip(grid.cells, said.tolist(), strict=True) if words])
    return int(filled.max(initial=0)) * 2 < len(grid.xs) - 1


def _scrap(grid: Grid, soft: Grid) -> bool:
    """One boxed row, or columns boxed without rows: it may be what is drawn of a larger table."""
    rows, height = len(grid.ys) - 1, grid.ys[-1] - grid.ys[0]
    if rows == 1:
        return height > _TALL or soft.ys[-1] - soft.ys[0] > height + _MORE
    return rows == 2 and grid.ys[-1] - grid.ys[1] > _TALL


def _covers(soft: Grid, scrap: Grid) -> bool:
    a, b = soft.box, scrap.box
    across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return across * down >= 0.8 * (b[2] - b[0]) * (b[3] - b[1])


def _says_more(soft: Grid, scraps: Sequence[Grid], rows_more: int) -> bool:
    """Has the soft grid rows that are not drawn, and no fewer columns?"""
    if not scraps:
        return True
    rows = sum(len(scrap.ys) - 1 for scrap in scraps)
    return len(soft.ys) - 1 >= rows + rows_more and len(soft.xs) >= max(len(scrap.xs) for scrap in scraps)
