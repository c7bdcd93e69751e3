"""Paragraphs and list items: which printed lines belong together, in a cell or on the open page."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from planextract.provenance import Piece, Place, SourcedText
from planextract.readers.cleaning import cleaned
from planextract.readers.labels import dash_end, label_end
from planextract.readers.pdf.lines.printed import PrintedLine

_GAP = 1.35
"""Lines set this many times further apart than their neighbours begin a new paragraph."""
_TIGHT, _LOOSE = 1.22, 1.6
"""The usual distance of lines, and the widest single one, in font sizes, where there is nothing to measure."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Printed lines that make one paragraph or item; `label` is where its label ends and its words begin."""

    lines: tuple[PrintedLine, ...]
    label: tuple[int, int] | None = None


def paragraphs(
    lines: Sequence[PrintedLine], right: float, pitch: float | None = None, by_font: bool = False
) -> list[Paragraph]:
    """Lines in reading order as paragraphs.

    A new one begins at a label, after a clear gap, and where the next word would have fitted on the line before
    (`right` is how far lines may reach); with `by_font` also where the size or weight of the type changes.
    """
    if len(lines) < 2:
        return [_alone(line) for line in lines]
    step = _GAP * (pitch or usual_pitch(lines) or _TIGHT * lines[0].size)
    dashes = _dash_margins(lines)
    labels = [_label(line, dashes) for line in lines]
    groups = [[lines[0]]]
    heads = [labels[0]]
    for (above, line), label in zip(pairwise(lines), labels[1:], strict=True):
        opens = label is not None or _parted(above, line, step, right) or (by_font and _reset(above, line))
        if opens or (heads[-1] is not None and _outdented(line, groups[-1])):
            groups.append([])
            heads.append(label)
        groups[-1].append(line)
    return [Paragraph(tuple(group), head) for group, head in zip(groups, heads, strict=True)]


def _alone(line: PrintedLine) -> Paragraph:
    """A line with nothing beside it, as most cells hold."""
    return Paragraph((line,), label_end(line.text) or dash_end(line.text))


def _outdented(line: PrintedLine, item: Sequence[PrintedLine]) -> bool:
    """Does a line stand left of the hanging lines of the item above?"""
    hanging = len(item) > 1 and item[1].x0 > item[0].x0 + 0.5 * line.size
    return hanging and line.x0 < item[1].x0 - 0.5 * line.size


def usual_pitch(lines: Sequence[PrintedLine]) -> float | None:
    """The distance from line to line inside paragraphs, None where there is too little to measure."""
    if len(lines) < 2:
        return None
    steps = [below.bottom - above.bottom for above, below in pairwise(lines) if above.turn == below.turn]
    size = median(line.size for line in lines)
    single = [step for step in steps if 0.8 * size <= step <= _LOOSE * size]
    if single:
        return median(single)
    spaced = [step for step in steps if _LOOSE * size < step <= 2.4 * size]
    return min(spaced) if len(spaced) >= 4 else None


def _parted(above: PrintedLine, line: PrintedLine, step: float, right: float) -> bool:
    if above.turn != line.turn or (line.ruled is not None and line.ruled > above.middle):
        return True
    drop = line.bottom - above.bottom
    return drop < -0.5 * line.size or drop > max(step, 0.9 * line.size) or _would_fit(above, line, right)


def _would_fit(above: PrintedLine, line: PrintedLine, right: float) -> bool:
    """Would the next word have fitted above? Then somebody chose to begin a new line, save in mid-sentence."""
    if line.text[0].islower() or above.broken or _runs_on(above.text, line.text):
        return False
    return above.x1 + line.first_word + 0.9 * line.size < right


def _reset(above: PrintedLine, line: PrintedLine) -> bool:
    """Does the type change? A sentence that goes on in small letters may have begun in bold."""
    if abs(above.size - line.size) > 0.12 * max(above.size, line.size):
        return True
    return above.bold != line.bold and not line.text[0].islower()


def _label(line: PrintedLine, dashes: list[float]) -> tuple[int, int] | None:
    found = label_end(line.text)
    if found is None and any(abs(line.x0 - margin) < 2 for margin in dashes):
        found = dash_end(line.text)
    return found


def _dash_margins(lines: Sequence[PrintedLine]) -> list[float]:
    """Where dashes stand as bullets: at the head of an area, or more than once at one margin with words set in."""
    dashed = [line for line in lines if not line.text[0].isalnum() and dash_end(line.text) is not None]
    if not dashed:
        return []
    margins = [line.x0 for line in dashed if line is lines[0]]
    for line in dashed:
        alike = sum(1 for other in dashed if abs(other.x0 - line.x0) < 2)
        plain = any(abs(other.x0 - line.x0) < 2 for other in lines if other not in dashed)
        if alike >= 2 or not plain:
            margins.append(line.x0)
    return margins


# Paragraphs to text --------------------------------------------------------------------------------------------


def source_of(lines: Sequence[PrintedLine]) -> str:
    """The characters of an area as places count them."""
    return "\n".join(line.text for line in lines)


def offsets(lines: Sequence[PrintedLine]) -> dict[int, int]:
    """Where each line, by its id, starts in the source."""
    starts: dict[int, int] = {}
    position = 0
    for line in lines:
        starts[id(line)] = position
        position += len(line.text) + 1
    return starts


def sourced(
    paragraph: Paragraph, place: Place, starts: dict[int, int]
) -> tuple[SourcedText, SourcedText | None]:
    """A paragraph's words and its label; `starts` says where each of its lines starts in the source."""
    if paragraph.label is None and len(paragraph.lines) == 1:  # as in most cells
        (line,) = paragraph.lines
        return cleaned(SourcedText((_stretch(line, 0, len(line.text), place, starts),))), None
    label_stop, begin = paragraph.label or (0, 0)
    words: list[Piece] = []
    broken: list[bool] = []
    for line in paragraph.lines:
        if begin < len(line.text):
            broken.append(line.broken)
            words.append(_stretch(line, begin, len(line.text), place, starts))
        begin = 0
    label = None
    if paragraph.label is not None:
        label = SourcedText((_stretch(paragraph.lines[0], 0, label_stop, place, starts),))
    return cleaned(_wrapped(words, broken)), label


def _stretch(line: PrintedLine, begin: int, end: int, place: Place, starts: dict[int, int]) -> Piece:
    start = starts[id(line)]
    if begin == 0 and end == len(line.text):
        return Piece(line.text, place, start, start + end, line.text, line.boxes)
    words = line.text[begin:end]
    return Piece(words, place, start + begin, start + end, words, line.boxes[begin:end])


def _wrapped(words: list[Piece], broken: list[bool]) -> SourcedText:
    """Printed lines as one: a blank between them, but none inside a word that is `broken` or after its hyphen."""
    joined = words[:1]
    for (above, line), goes_on in zip(pairwise(words), broken, strict=False):
        if not goes_on and not _runs_on(above.text, line.text):
            joined.append(_BLANK)
        joined.append(line)
    return SourcedText(joined)


def _runs_on(above: str, below: str) -> bool:
    broken = above[-1:] == "\u00ad" or (above[-1:] in ("-", "\u2010", "/") and above[-2:-1].isalnum())
    return broken and below[:1].isalpha()


_BLANK = Piece(" ")
