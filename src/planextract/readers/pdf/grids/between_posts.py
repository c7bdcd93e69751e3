"""Tables between upright rules that no level rules part into rows."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from planextract.provenance import Box
from planextract.readers.pdf.grids.drafting import draft
from planextract.readers.pdf.grids.headlines import across
from planextract.readers.pdf.grids.likeness import tabular
from planextract.readers.pdf.grids.refining import LABELLED, value_gutters
from planextract.readers.pdf.grids.separators import Posts
from planextract.readers.pdf.grids.softcells import Draft
from planextract.readers.pdf.grids.words import WordLine, within


def between_posts(areas: Sequence[Posts], lines: list[WordLine], taken: list[Box]) -> Iterator[Draft]:
    """The tables between rows of upright rules, outside the boxes that are taken."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    for area in areas:
        if sum(1 for x in area.xs if left < x < right) < 2:  # a frame around the page's words
            continue
        inside = [
            line
            for line in within(lines, area.x0 - 300, area.x1 + 300)
            if area.top <= line.bottom <= area.bottom + 2
        ]
        inside = [line for line in inside if not any(box[1] <= line.bottom <= box[3] for box in taken)]
        if len(inside) < 2:
            continue
        left, right = min(line.x0 for line in inside), max(line.x1 for line in inside)
        edges = [x for x in area.xs if left < x < right]
        spanning = frozenset(place for place, line in enumerate(inside) if across(line, edges))
        if len(edges) < 2 or 2 * len(spanning) > len(inside):
            continue
        columns = (within(inside, x0, x1) for x0, x1 in pairwise([left, *edges, right]))
        edges = sorted(
            [*edges, *(x for column in columns if len(column) >= LABELLED for x in value_gutters(column))]
        )
        made = draft(inside, edges, spanning, area.seps, min(area.x0, left - 1), max(area.x1, right + 1))
        if made is not None and tabular(made.body, made.starts, drawn=True):
            yield made
