"""Columns of prose: where a white river runs down between lines, the left side is read before the right."""

from collections.abc import Sequence

import numpy as np

from planextract.readers.pdf.lines.printed import PrintedLine

_FEWEST_LINES = 5
_SHORTEST_SIDE = 18
"""Both sides of a river must hold prose: this many characters a line on average. Labels and values do not."""


def columns(lines: Sequence[PrintedLine], right: float) -> list[tuple[list[PrintedLine], float]]:
    """Lines from top to bottom as columns in reading order, each with how far its lines reach."""
    stretch = _stretch_with_river(lines)
    if stretch is None:
        return [(list(lines), right)] if lines else []
    first, stop, river = stretch
    left, beside = _sides(lines[first:stop], river)
    return [
        *columns(lines[:first], right),
        *columns(left, max(line.x1 for line in left)),
        *columns(beside, max(line.x1 for line in beside)),
        *columns(lines[stop:], right),
    ]


def _stretch_with_river(lines: Sequence[PrintedLine]) -> tuple[int, int, float] | None:
    """The longest run of lines that leaves some x white, with prose on both sides."""
    gaps = [_gaps(line) for line in lines]
    middles = sorted({round((start + end) / 2) for found in gaps for start, end, _ in found})
    best: tuple[int, int, float] | None = None
    for river in middles:
        for first, stop in _runs(lines, gaps, river):
            longer = best is None or stop - first > best[1] - best[0]
            if longer and _prose(lines[first:stop], gaps[first:stop], river):
                best = (first, stop, float(river))
    return best


Gap = tuple[float, float, int]
"""Where a wide blank of a line starts and ends, and which of its characters it is."""


def _gaps(line: PrintedLine) -> list[Gap]:
    """The wide blanks of a line."""
    least = max(9.0, 1.2 * line.size)
    if line.widest_blank < least or not _upright(line):
        return []
    edges = line.boxes.array
    wide = np.flatnonzero(edges[:, 2] - edges[:, 0] >= least).tolist()
    return [
        (box[0], box[2], place) for place in wide if line.text[place] == " " for box in (line.boxes[place],)
    ]


def _upright(line: PrintedLine) -> bool:
    """Are the boxes on the page those of the reading frame? On a page that lies sideways they are not."""
    return abs(line.boxes[0][0] - line.x0) < 1


def _runs(lines: Sequence[PrintedLine], gaps: Sequence[list[Gap]], river: float) -> list[tuple[int, int]]:
    """Runs of lines that keep a river white, each beginning and ending with a line on both its sides."""
    runs: list[tuple[int, int]] = []
    first = last = -1
    for place, line in enumerate([*lines, None]):
        both = line is not None and any(start <= river <= end for start, end, _ in gaps[place])
        if both:
            first, last = (place if first < 0 else first), place
        elif first >= 0 and (line is None or line.x0 <= river <= line.x1):
            runs.append((first, last + 1))
            first = -1
    return [run for run in runs if run[1] - run[0] >= _FEWEST_LINES]


def _prose(lines: Sequence[PrintedLine], gaps: Sequence[list[Gap]], river: float) -> bool:
    """Whether both sides hold it. The lines are not cut to find out: that would take minutes on a crowded map."""
    left: list[int] = []
    beside: list[int] = []
    for line, found in zip(lines, gaps, strict=True):
        if line.x1 <= river:
            left.append(len(line.text))
        elif line.x0 >= river:
            beside.append(len(line.text))
        else:
            at = _crossing(found, river)
            left.append(at)
            beside.append(len(line.text) - at - 1)
    if min(len(left), len(beside)) < max(_FEWEST_LINES, len(lines) // 2):
        return False
    return all(sum(side) >= _SHORTEST_SIDE * len(side) for side in (left, beside))


def _crossing(gaps: Sequence[Gap], river: float) -> int:
    """Which character of a line lies over the river."""
    return next(place for start, end, place in gaps if start <= river <= end)


def _sides(lines: Sequence[PrintedLine], river: float) -> tuple[list[PrintedLine], list[PrintedLine]]:
    left: list[PrintedLine] = []
    beside: list[PrintedLine] = []
    for line in lines:
        if line.x1 <= river:
            left.append(line)
        elif line.x0 >= river:
            beside.append(line)
        else:
            before, after = _cut(line, river)
            left.append(before)
            beside.append(after)
    return left, beside


def _cut(line: PrintedLine, river: float) -> tuple[PrintedLine, PrintedLine]:
    """A line in two at the blank over the river."""
    at = _crossing(_gaps(line), river)
    boxes = line.boxes[at + 1 :]
    first_word = boxes[line.text[at + 1 :].find(" ")][2] - boxes[0][0]
    return (
        _part(line, slice(at))._replace(x1=line.boxes[at - 1][2]),
        _part(line, slice(at + 1, None))._replace(x0=boxes[0][0], first_word=first_word),
    )


def _part(line: PrintedLine, cut: slice) -> PrintedLine:
    boxes = line.boxes[cut]
    (x0, top, _, _), (_, _, x1, bottom) = boxes.array.min(axis=0).tolist(), boxes.array.max(axis=0).tolist()
    return line._replace(text=line.text[cut], boxes=boxes, box=(x0, top, x1, bottom))
