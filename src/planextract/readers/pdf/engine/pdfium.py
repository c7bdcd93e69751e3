"""The engine: PDFium reads a page, and its answers come over in bulk.

PDFium is one process-wide machine without locks of its own: every page is read under one lock, and pages are closed
before their document.
"""

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

from planextract.provenance import Box
from planextract.readers.pdf.engine import bulk, pictures
from planextract.readers.pdf.engine.affine import Maps, moved_boxes, then
from planextract.readers.pdf.engine.bounds import MOST_GLYPHS, MOST_PATHS, BoundExceededError
from planextract.readers.pdf.engine.drawings import Drawing, drawing, images
from planextract.readers.pdf.engine.fonts import is_bold, turn_of
from planextract.readers.pdf.glyphs import Flags, Floats, Glyphs
from planextract.readers.pdf.medians import median
from planextract.readers.pdf.sheet import Sheet
from planextract.readers.symbol_fonts import symbols

PdfiumError = pdfium.PdfiumError
_LOCK = Lock()
_MOST_OBJECTS = 3 * MOST_PATHS
_HYPHENS = (0x02, 0xFFFE)
"""What PDFium makes of a hyphen at the end of a line."""
_FRESH = 100
"""After so many pages the document is opened anew: PDFium keeps every object that it ever read of it."""
MOST_PIXELS = 40_000_000
"""Of a picture of a page: a large drawing is drawn smaller rather than not at all."""
_UNSEEN = 3
"""The text render mode that leaves no ink (ISO 32000-1, table 106)."""
_CUT_OUT = 7
"""The one that cuts letters out, so that what is painted next shows in their shape."""
_FILLED = (0, 4)
"""Those that leave only the ink of a fill."""
_WHITE = 0xF8F8F8
"""A colour that has all these bits is as white as paper."""
_LEAST_SIZE = 0.5
"""Nobody sees smaller type, in points."""
_TALLEST = 3.0
"""A font whose letters stand in boxes of more times its size lies about how far they reach."""
_DESCENT = 0.25
"""How far letters reach below the line that they stand on, as a share of their size."""
_KEYS = (
    "Author",
    "CreationDate",
    "Creator",
    "Keywords",
    "ModDate",
    "Producer",
    "Subject",
    "Title",
    "Trapped",
)


class PageFailedError(Exception):
    """PDFium makes nothing of a page."""


class PdfiumFile:
    """An open PDF. Raises PdfiumError for files that PDFium does not open."""

    def __init__(self, data: bytes) -> None:
        self._data, self._read = data, 0
        with _LOCK:
            self._document = pdfium.PdfDocument(data)
            self.pages = len(self._document)
            self.properties = _properties(self._document)

    def sheet(self, number: int) -> Sheet:
        """A page by its number from 1. Raises PageFailedError or BoundExceededError."""
        self._read += 1
        if self._read % _FRESH == 0:
            self._reopen()
        with _LOCK, _page(self._document, number - 1) as page:
            return _sheet(page, number)

    def preview(self, number: int, scale: float) -> tuple[Any, Box]:
        """A page as an image of so many pixels a point, at most `MOST_PIXELS`, and the part of the page that it shows.

        Raises PageFailedError.
        """
        with _LOCK:
            with _page(self._document, number - 1) as page:
                _, width, height, visible = _geometry(page)
            x0, top, x1, bottom = visible.tolist()
            shown = max(x0, 0.0), max(top, 0.0), min(x1, width), min(bottom, height)
            across, down = shown[2] - shown[0], shown[3] - shown[1]
            if across <= 0 or down <= 0:
                raise PageFailedError(number)
            fitting = min(scale, (MOST_PIXELS / (across * down)) ** 0.5)
            opened = self._document[number - 1]
            try:
                return opened.render(scale=fitting).to_pil().convert("RGB"), shown
            finally:
                opened.close()

    def picture(self, number: int, skew: float) -> pictures.Picture | None:
        """A page in pixels, turned level; None where PDFium cannot draw it or must not."""
        with _LOCK, _page(self._document, number - 1) as page:
            return _picture(page, skew)

    def _reopen(self) -> None:
        with _LOCK:
            self._document.close()
            self._document = pdfium.PdfDocument(self._data)

    def close(self) -> None:
        with _LOCK:
            self._document.close()


def _properties(document: Any) -> dict[str, str]:
    """Title, Author, CreationDate and the like, as the file gives them."""
    found = {key: str(document.get_metadata_value(key)).strip("\x00 ") for key in _KEYS}
    return {key: value for key, value in found.items() if value}


@contextmanager
def _page(document: Any, index: int) -> Iterator[Any]:
    page = raw.FPDF_LoadPage(document, index)
    if not page:
        raise PageFailedError(index + 1)
    try:
        yield page
    finally:
        raw.FPDF_ClosePage(page)


@contextmanager
def _text_page(page: Any) -> Iterator[tuple[int, int]]:
    """The address of a page's text and the number of its characters."""
    text = raw.FPDFText_LoadPage(page)
    if not text:
        raise PageFailedError
    try:
        yield bulk.address(text), max(raw.FPDFText_CountChars(text), 0)
    finally:
        raw.FPDFText_ClosePage(text)


def _sheet(page: Any, number: int) -> Sheet:
    count = raw.FPDFPage_CountObjects(page)
    if count <= 0:
        raise PageFailedError(number)
    if count > _MOST_OBJECTS:
        raise BoundExceededError("objects")
    frame, width, height, visible = _geometry(page)
    drawn = drawing(bulk.page_objects(bulk.address(page), count), frame)
    with _text_page(page) as (text, characters):
        if characters > 2 * MOST_GLYPHS:
            raise BoundExceededError("characters")
        glyphs, inks = _glyphs(text, characters, frame)
    if len(glyphs) > MOST_GLYPHS:
        raise BoundExceededError("characters")
    seen = _within(glyphs.boxes, visible) & _seen(glyphs.boxes, inks, drawn)
    return Sheet(
        number=number,
        width=width,
        height=height,
        glyphs=glyphs if seen.all() else glyphs.take(seen),
        rules=drawn.rules,
        fills=drawn.fills,
        pictures=drawn.pictures,
        hidden=int((glyphs.inked & ~seen).sum()),
    )


def _picture(page: Any, skew: float) -> pictures.Picture | None:
    place, width, height, visible = _geometry(page)
    shown = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
    if np.abs(visible[2:] - visible[:2] - shown).max() > 1:
        return None  # it shows more than there is, and where its corner would come to lie is not known
    count = raw.FPDFPage_CountObjects(page)
    if not pictures.drawable(images(bulk.page_objects(bulk.address(page), count), place)):
        return None
    return pictures.drawn(page, visible, (width / 2, height / 2), skew)


# Pages ---------------------------------------------------------------------------------------------------------


def _geometry(page: Any) -> tuple[Maps, float, float, Floats]:
    """The map to the displayed page with pdfplumber's origin, width, height, and the box that is shown."""
    rotation = raw.FPDFPage_GetRotation(page) % 4
    media = _box(raw.FPDFPage_GetMediaBox, page)
    crop = _box(raw.FPDFPage_GetCropBox, page)
    if media is None:
        if crop is not None:
            raise PageFailedError("its size is its parent's, which PDFium does not tell")
        media = _bounding_box(page)
    x0, y0, x1, y1 = media
    width, height = x1 - x0, y1 - y0
    frame = {
        0: (1.0, 0.0, 0.0, -1.0, 0.0, height),
        1: (0.0, 1.0, 1.0, 0.0, 0.0, -2 * x0),
        2: (-1.0, 0.0, 0.0, 1.0, x0 + x1, -2 * y0),
        3: (0.0, -1.0, -1.0, 0.0, y0 + y1, width),
    }[rotation]
    if rotation % 2:
        width, height = height, width
    shown = crop if crop is not None and min(crop[2] - crop[0], crop[3] - crop[1]) >= 10 else media
    ends = (shown[:2], shown[2:])
    a, b, c, d, e, f = frame
    xs, ys = [a * x + c * y + e for x, y in ends], [b * x + d * y + f for x, y in ends]
    return np.array(frame), width, height, np.array((min(xs), min(ys), max(xs), max(ys)))


def _box(ask: Any, page: Any) -> tuple[float, float, float, float] | None:
    edges = [ctypes.c_float() for _ in range(4)]
    if not ask(page, *edges):
        return None
    x0, y0, x1, y1 = (edge.value for edge in edges)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _bounding_box(page: Any) -> tuple[float, float, float, float]:
    box = raw.FS_RECTF()
    if not raw.FPDF_GetPageBoundingBox(page, box):
        raise PageFailedError
    return box.left, box.bottom, box.right, box.top


def _within(boxes: Floats, frame: Floats) -> NDArray[np.bool_]:
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    inside: Flags = (frame[0] <= x) & (x <= frame[2]) & (frame[1] <= y) & (y <= frame[3])
    return inside


@dataclass(frozen=True, slots=True)
class _Inks:
    """Which characters are drawn in no ink, and which are white or cut out, so that they show only on a ground."""

    unseen: Flags
    white: Flags


def _seen(boxes: Floats, inks: _Inks, drawn: Drawing) -> Flags:
    """What a reader sees: the text of a scan, which has no ink of its own, and white only on a coloured ground."""
    seen = ~(inks.unseen | inks.white)
    lost = np.flatnonzero(~seen)
    if not len(lost):
        return seen
    grounds = list(drawn.pictures[:100])
    grounds += [
        (fill.x0, fill.top, fill.x1, fill.bottom) for fill in drawn.fills[:1_000] if fill.colour != "#ffffff"
    ]
    pictured, backed = (_upon(boxes[lost], ground) for ground in (drawn.pictures[:100], grounds))
    known = not drawn.shaded and len(drawn.fills) <= 1_000
    seen[lost] = np.where(inks.unseen[lost], pictured, backed | ~np.bool_(known))
    return seen


def _upon(boxes: Floats, grounds: Sequence[Box]) -> Flags:
    on = np.zeros(len(boxes), dtype=np.bool_)
    for ground in grounds:
        on |= _within(boxes, np.array(ground))
    return on


# Characters ----------------------------------------------------------------------------------------------------


def _glyphs(text: int, count: int, frame: Maps) -> tuple[Glyphs, "_Inks"]:
    """The characters of a page, and how they are drawn."""
    codes = bulk.code_points(text, count)
    left, top, right, bottom = loose = np.array(bulk.char_boxes(text, count).T, dtype=np.float64, order="C")
    codes[(codes == _HYPHENS[0]) | (codes == _HYPHENS[1])] = ord("-")
    made_up = (right == left) & ((codes <= 32) | (top == bottom))
    kept = np.flatnonzero(~(made_up | _second_halves(codes)))
    marks = np.searchsorted(kept, np.flatnonzero(made_up & (codes == 32)))
    codes, loose = codes[kept], loose[:, kept]
    boxes = moved_boxes(loose[[0, 3, 2, 1]].T, frame)
    opens = _opens(codes, boxes)
    run, first = np.cumsum(opens) - 1, np.flatnonzero(opens)
    largest = np.maximum.reduceat(boxes[:, 2:] - boxes[:, :2], first) if len(first) else boxes[:, 2:]
    styles = _styles(text, kept[first], frame, largest)
    spaced = np.zeros(len(kept), dtype=np.bool_)
    spaced[marks[marks < len(kept)]] = True
    spaced[first[1:]] |= styles.changed & _apart(boxes, styles.sizes)[first[1:] - 1]
    _show_symbols(codes, styles, run)
    sizes, turns = styles.sizes[run], styles.turns[run]
    _set_on_lines(boxes, styles.feet[run], turns)
    _cut_to_size(boxes, sizes, turns)
    joined = np.zeros(len(kept), dtype=np.bool_)
    joined[1:] = (loose[:, 1:] == loose[:, :-1]).all(axis=0) & (run[1:] == run[:-1])
    glyphs = Glyphs(codes, boxes, boxes, sizes.clip(0.1), styles.bold[run], turns, joined, spaced)
    return glyphs, _Inks(styles.unseen[run], styles.white[run])


def _second_halves(codes: NDArray[np.int32]) -> Flags:
    """Puts together what comes in two halves, as a coloured disc does; says where the second ones are."""
    second = np.zeros(len(codes), dtype=np.bool_)
    high = (codes[:-1] >= 0xD800) & (codes[:-1] < 0xDC00) & (codes[1:] >= 0xDC00) & (codes[1:] < 0xE000)
    at = np.flatnonzero(high)
    codes[at] = 0x10000 + ((codes[at] - 0xD800) << 10) + (codes[at + 1] - 0xDC00)
    second[at + 1] = True
    return second


def _opens(codes: NDArray[np.int32], boxes: Floats) -> Flags:
    """Where runs open whose style is asked for: at words, changes of line, and gaps that may hide a blank."""
    opens = np.ones(len(codes), dtype=np.bool_)
    blank = codes <= 32
    level = (np.abs(boxes[1:, [1, 3]] - boxes[:-1, [1, 3]]) < 0.001).all(axis=1)
    opens[1:] = (blank[:-1] & ~blank[1:]) | ~level | _apart(boxes, boxes[:, 3] - boxes[:, 1])
    return opens


def _apart(boxes: Floats, sizes: Floats) -> Flags:
    """Where a character stands clear of the one before."""
    least = 0.05 * median(sizes) if len(sizes) else 0.0
    clear: Flags = boxes[1:, 0] - boxes[:-1, 2] > least
    return clear


@dataclass(frozen=True, slots=True)
class _Styles:
    """The type of each run; `changed` where its font or size is not that of the run before, `fonts` its place in
    `names`; `feet` where its letters end below, NaN where their boxes say so rightly.
    """

    sizes: Floats
    bold: Flags
    turns: NDArray[np.int32]
    unseen: Flags
    white: Flags
    changed: Flags
    fonts: NDArray[np.int64]
    names: list[str]
    feet: Floats


def _styles(text: int, indices: NDArray[np.int64], frame: Maps, largest: Floats) -> _Styles:
    """`largest` is how wide and how tall the boxes of each run's letters are at most."""
    drawn = bulk.char_objects(text, indices.tolist())
    opens = np.ones(len(drawn), dtype=np.bool_)
    opens[1:] = (drawn[1:] != drawn[:-1]) | (drawn[1:] == 0)
    which, owners = np.cumsum(opens) - 1, bulk.handles(drawn[opens].tolist())
    # All the characters that a text object draws have one matrix.
    maps = then(bulk.char_matrices(text, indices[opens].tolist()).astype(np.float64), frame)
    sizes = np.abs(bulk.font_sizes(owners) * np.hypot(maps[:, 2], maps[:, 3]))[which]
    fonts = bulk.fonts(owners)
    numbers = {font: number for number, font in enumerate(dict.fromkeys(fonts))}
    of = np.fromiter(map(numbers.__getitem__, fonts), dtype=np.int64, count=len(fonts))
    names = [bulk.font_name(font) for font in numbers]
    bold = np.array([is_bold(name) for name in names], dtype=np.bool_)[of]
    told = sizes
    sizes = _drawn_sizes(told, of[which], largest.max(axis=1))
    strange = (sizes != told) | (largest[:, 1] > _TALLEST * sizes)
    feet = np.where(strange, maps[which, 5] + _DESCENT * sizes, np.nan)
    changed = (of[which[1:]] != of[which[:-1]]) | (np.abs(sizes[1:] - sizes[:-1]) > 0.02 * sizes[1:])
    modes, colours = bulk.render_modes(owners), bulk.text_colours(owners)
    filled = (modes == _FILLED[0]) | (modes == _FILLED[1])
    unseen = (modes == _UNSEEN) | (filled & (colours == bulk.CLEAR))
    white = (filled & (colours >= 0) & (colours & _WHITE == _WHITE)) | (modes == _CUT_OUT)
    unseen, white = unseen[which] | (sizes < _LEAST_SIZE), white[which]
    return _Styles(sizes, bold[which], _turns(maps)[which], unseen, white, changed, of[which], names, feet)


def _drawn_sizes(sizes: Floats, fonts: NDArray[np.int64], largest: Floats) -> Floats:
    """The sizes of runs. A font whose letters are drawings may be of any size by name: its largest letter tells."""
    doubtful = (sizes < _LEAST_SIZE) | ((sizes > _TALLEST * largest) & (largest > 0))
    if not doubtful.any():
        return sizes
    found = sizes.copy()
    for font in np.unique(fonts[doubtful]).tolist():
        here = np.flatnonzero(fonts == font)
        drawn, told = float(largest[here].max()), float(sizes[here].max())
        if told < _LEAST_SIZE or told > _TALLEST * drawn:
            found[here] = drawn or told
    return found


def _show_symbols(codes: NDArray[np.int32], styles: _Styles, run: NDArray[np.int64]) -> None:
    """The letters of a font of symbols are none: what they show stands in their place."""
    for number, font in enumerate(styles.names):
        show = symbols(font)
        if show is not None:
            here = (styles.fonts == number)[run]
            codes[here] = [show(code) for code in codes[here].tolist()]


def _turns(maps: Maps) -> NDArray[np.int32]:
    """How each run reads, on a page whose y grows downwards."""
    level = (np.abs(maps[:, 1]) <= 0.15 * np.abs(maps[:, 0])) & (maps[:, 0] >= 0)
    turns = np.zeros(len(maps), dtype=np.int32)
    for place in np.flatnonzero(~level).tolist():
        turns[place] = turn_of(maps[place, 0], -maps[place, 1])
    return turns


def _set_on_lines(boxes: Floats, feet: Floats, turns: NDArray[np.int32]) -> None:
    """Level letters end where they should, if their boxes do not say so."""
    known = np.flatnonzero(~np.isnan(feet) & (turns == 0))
    boxes[known, 3] = feet[known]


def _cut_to_size(boxes: Floats, sizes: Floats, turns: NDArray[np.int32]) -> None:
    """Each box from the foot of its character to one font size above it, as the reference engine has it."""
    if not turns.any():
        boxes[:, 1] = boxes[:, 3] - sizes
        return
    for turn, foot, head, sign in ((0, 3, 1, -1), (90, 2, 0, -1), (180, 1, 3, 1), (270, 0, 2, 1)):
        here = turns == turn
        if here.any():
            boxes[here, head] = boxes[here, foot] + sign * sizes[here]
