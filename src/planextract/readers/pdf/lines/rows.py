"""Rows of print: which characters stand on one baseline, over all areas of a page at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from planextract.readers.pdf.glyphs import Floats, Glyphs
from planextract.readers.pdf.medians import median, medians

_SAME_LINE = 0.3
"""Characters whose feet are this many font sizes apart still stand on one line."""
_MIXED = 1.9
"""Type this many times larger stands in a line of its own; raised letters are more than half of the others."""

Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rows:
    """`order` are the glyphs row by row from the left, `of` the row of each of these, `areas` the area of each row."""

    order: Indices
    of: Indices
    areas: list[int]


@dataclass(slots=True)
class _Row:
    """Glyphs of one area and turn; top, bottom and size are those of most of them."""

    area: int
    turn: int
    glyphs: Indices
    top: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        return self.top + self.bottom


def rows(glyphs: Glyphs, areas: Indices) -> Rows:
    """The rows of each area, level ones from the top and then turned ones."""
    frame = glyphs.frame
    keys = (frame[:, 3], glyphs.turns, areas) if glyphs.turns.any() else (frame[:, 3], areas)
    order = np.lexsort(keys)
    starts = _starts(glyphs, areas, order)
    found = list(_inked(glyphs, areas, order, starts))
    found.sort(key=lambda row: (row.area, row.turn, row.middle))
    merged = _merged(glyphs, found)
    members = np.concatenate([row.glyphs for row in merged])
    of = np.repeat(np.arange(len(merged)), [len(row.glyphs) for row in merged])
    return Rows(_across(frame, members, of), of, [row.area for row in merged])


def _across(frame: Floats, members: Indices, of: Indices) -> Indices:
    """The members of each row from the left; most rows are drawn so."""
    x0, x1 = frame[members, 0], frame[members, 2]
    back = (of[1:] == of[:-1]) & ((x0[1:] < x0[:-1]) | ((x0[1:] == x0[:-1]) & (x1[1:] < x1[:-1])))
    if back.any():
        mixed = np.zeros(of[-1] + 1, dtype=np.bool_)
        mixed[of[1:][back]] = True
        places = np.flatnonzero(mixed[of])
        members[places] = members[places[np.lexsort((x1[places], x0[places], of[places]))]]
    return members


def _inked(glyphs: Glyphs, areas: Indices, order: Indices, starts: Indices) -> Iterator[_Row]:
    """The rows that begin at `starts` in that order, without blank ones."""
    sizes = glyphs.sizes[order]
    mixed = np.maximum.reduceat(sizes, starts) >= _MIXED * np.minimum.reduceat(sizes, starts)
    inked = np.logical_or.reduceat(glyphs.inked[order], starts)
    heads = order[starts]
    measured = zip(
        starts.tolist(),
        [*starts[1:].tolist(), len(order)],
        areas[heads].tolist(),
        glyphs.turns[heads].tolist(),
        *(
            medians(values, starts).tolist()
            for values in (glyphs.frame[order, 1], glyphs.frame[order, 3], sizes)
        ),
        mixed.tolist(),
        inked.tolist(),
        strict=True,
    )
    for start, stop, area, turn, top, bottom, size, uneven, seen in measured:
        if uneven:
            parts = _by_size(glyphs, order[start:stop])
            yield from (_row(glyphs, part, area) for part in parts if glyphs.inked[part].any())
        elif seen:
            yield _Row(area, turn, order[start:stop], top, bottom, size)


def _starts(glyphs: Glyphs, areas: Indices, order: Indices) -> Indices:
    """Where in that order rows begin: at another area or turn, and where the next foot stands clearly lower."""
    feet, sizes = glyphs.frame[order, 3], glyphs.sizes[order]
    apart = np.ones(len(order), dtype=np.bool_)
    of, turns = areas[order], glyphs.turns[order]
    apart[1:] = (of[1:] != of[:-1]) | (turns[1:] != turns[:-1])
    lower = apart.copy()
    lower[1:] |= feet[1:] - feet[:-1] > 0.001
    steps = np.flatnonzero(lower)
    starts: list[int] = []
    foot = size = 0.0
    largest = np.maximum.reduceat(sizes, steps)
    for start, new, bottom, tall in zip(
        steps.tolist(), apart[steps].tolist(), feet[steps].tolist(), largest.tolist(), strict=True
    ):
        if new or bottom - foot > _SAME_LINE * min(size, tall):
            starts.append(start)
            foot, size = bottom, tall
    return np.array(starts, dtype=np.int64)


def _by_size(glyphs: Glyphs, row: Indices) -> list[Indices]:
    """A row in two where a large page number or initial stands beside small type."""
    sizes = glyphs.sizes[row]
    least, most = float(sizes.min()), float(sizes.max())
    if most < _MIXED * least:
        return [row]
    middle = (most * least) ** 0.5
    return [row[sizes <= middle], *_by_size(glyphs, row[sizes > middle])]


def _row(glyphs: Glyphs, members: Indices, area: int) -> _Row:
    top, bottom, size = (
        median(column)
        for column in (glyphs.frame[members, 1], glyphs.frame[members, 3], glyphs.sizes[members])
    )
    return _Row(area, int(glyphs.turns[members[0]]), members, top, bottom, size)


def _merged(glyphs: Glyphs, found: list[_Row]) -> list[_Row]:
    """Rows with the raised and lowered characters, and bullets of another font, that belong to the line beside."""
    merged: list[_Row] = []
    for row in found:
        if merged and _side_by_side(glyphs, merged[-1], row):
            both = np.concatenate((merged[-1].glyphs, row.glyphs))
            merged[-1] = _row(glyphs, both, row.area)
        else:
            merged.append(row)
    return merged


def _side_by_side(glyphs: Glyphs, above: _Row, row: _Row) -> bool:
    """Do two rows share half of the lower one's height, and nowhere the same place?"""
    if (above.area, above.turn) != (row.area, row.turn):
        return False
    shared = min(above.bottom, row.bottom) - max(above.top, row.top)
    if shared < 0.55 * min(above.bottom - above.top, row.bottom - row.top):
        return False
    if max(above.size, row.size) >= _MIXED * min(above.size, row.size):
        return False
    both = np.concatenate((above.glyphs, row.glyphs))
    both = both[glyphs.inked[both] & ~glyphs.joined[both]]
    ordered = both[np.argsort(glyphs.frame[both, 0], kind="stable")].tolist()
    x0, x1, sizes = glyphs.frame[:, 0], glyphs.frame[:, 2], glyphs.sizes
    return all(
        x1[left] - x0[right] < 0.3 * min(sizes[left], sizes[right]) for left, right in pairwise(ordered)
    )
