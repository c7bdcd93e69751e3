"""The engine: pdfplumber opens the file and hands over characters, rules and fills, one page at a time."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from itertools import islice, pairwise
from typing import Any

from pdfminer.pdfdocument import PDFEncryptionError, PDFNoPageLabels, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfpage import PDFPage
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from planextract.errors import CorruptFileError, EncryptedFileError, LimitExceededError, ReadError
from planextract.options import Limits
from planextract.provenance import Box
from planextract.readers.pdf.engine import bounds
from planextract.readers.pdf.engine.colours import hex_colour
from planextract.readers.pdf.engine.fonts import is_bold, turn_of
from planextract.readers.pdf.engine.strokes import THIN, box_sides, rule
from planextract.readers.pdf.glyphs import Glyph, glyphs_of
from planextract.readers.pdf.sheet import Fill, Rule, Sheet

# pdfminer quotes the document in its log messages, and councils' papers hold personal data.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
logging.getLogger("pdfplumber").setLevel(logging.CRITICAL)

# What pdfminer lets escape from broken files, beside its own two families: it checks few of the types, lengths and
# numbers that it reads, and pdfplumber wraps most of these in PdfminerException (then in args[0]).
BROKEN = (
    PdfminerException,
    MalformedPDFException,
    PDFException,
    PSException,
    AssertionError,
    AttributeError,
    IndexError,
    KeyError,
    OverflowError,
    RecursionError,
    TypeError,
    UnicodeError,
    ValueError,
    ZeroDivisionError,
    bounds.BoundExceededError,
    MemoryError,
)

_LOCKED = (PDFPasswordIncorrect, PDFEncryptionError)


class PdfFile:
    """An open PDF: its properties and its pages, read one after another and let go."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        """Raises EncryptedFileError, CorruptFileError or LimitExceededError."""
        self.name = name
        self._limits = limits
        bounds.renew(limits.inflated_bytes)
        try:
            self._pdf = PDF(BytesIO(data))
            # A cosmetic label that is broken loses pdfminer the whole document; nobody asks for labels.
            setattr(self._pdf.doc, "get_page_labels", _no_labels)  # noqa: B010
            self._pages = list(islice(PDFPage.create_pages(self._pdf.doc), limits.pages + 1))
        except BROKEN as error:
            raise self._told(error) from None
        self.too_long = len(self._pages) > limits.pages
        del self._pages[limits.pages :]
        if not self._pages:
            raise CorruptFileError(name, "the PDF has no pages; ask for a fresh copy of it.")

    @property
    def properties(self) -> dict[str, str]:
        """Title, Author, CreationDate and the like, as the file gives them."""
        metadata: Mapping[Any, Any] = self._pdf.metadata
        words = {
            key: value for key, value in metadata.items() if isinstance(key, str) and isinstance(value, str)
        }
        return {key: words[key].strip("\x00 ") for key in sorted(words) if words[key].strip("\x00 ")}

    def sheets(self) -> Iterator[Sheet]:
        """The pages in order, those that are broken without contents. Raises LimitExceededError."""
        for number in range(1, len(self._pages) + 1):
            yield self.sheet(number)

    def sheet(self, number: int) -> Sheet:
        """A page by its number from 1, without contents where it is broken. Raises LimitExceededError."""
        if number > len(self._pages):
            return Sheet(number, 0.0, 0.0, broken=True)
        raw = self._pages[number - 1]
        try:
            page = _page(self._pdf, raw, number)
            objects = page.objects
        except BROKEN as error:
            if not isinstance(self._told(error), CorruptFileError):
                raise self._told(error, number) from None
            x0, top, x1, bottom = raw.mediabox
            return Sheet(number, abs(x1 - x0), abs(bottom - top), broken=True)
        sheet = _sheet(page, objects, number)
        page.close()  # PDF.close would read every page again (pdfplumber#1390)
        return sheet

    def _told(self, error: Exception, number: int | None = None) -> ReadError:
        """What went wrong as one of ours."""
        causes = list(_causes(error))
        where = "the PDF" if number is None else f"page {number} of the PDF"
        if any(isinstance(cause, _LOCKED) for cause in causes):
            return EncryptedFileError(self.name, "it opens only with a password; save a copy without one.")
        if any(isinstance(cause, bounds.BoundExceededError | MemoryError) for cause in causes):
            return LimitExceededError(
                self.name, f"{where} asks for more than any report needs; print it to a new PDF."
            )
        return CorruptFileError(
            self.name, f"{where} is broken or cut short; open it and print it to a new PDF."
        )


def _no_labels() -> Iterator[str]:
    raise PDFNoPageLabels


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        inner = error.args[0] if error.args else None
        error = inner if isinstance(inner, BaseException) else error.__cause__


def _page(pdf: PDF, raw: PDFPage, number: int) -> Page:
    # Some files give no page size, and pdfplumber fails on what pdfminer forgives.
    raw.attrs["MediaBox"] = list(raw.mediabox)
    raw.attrs["Rotate"] = raw.rotate
    page = Page(pdf, raw, page_number=number)
    page._layout = bounds.laid_out(page)  # what Page.layout caches
    return page


def _sheet(page: Page, objects: Mapping[str, Any], number: int) -> Sheet:
    frame = _visible_box(page)
    glyphs = [_glyph(char) for char in objects.get("char", ())]
    seen = [glyph for glyph in glyphs if _within(glyph[1], frame)]
    areas = [*objects.get("rect", ()), *objects.get("curve", ())]
    return Sheet(
        number=number,
        width=float(page.width),
        height=float(page.height),
        glyphs=glyphs_of(seen),
        rules=tuple(_rules(objects.get("line", ()), areas)),
        fills=tuple(_fills(objects.get("rect", ()), objects.get("curve", ()))),
        pictures=tuple(_box(image) for image in objects.get("image", ())),
        hidden=sum(1 for text, *_ in glyphs if text.strip()) - sum(1 for text, *_ in seen if text.strip()),
    )


def _visible_box(page: Page) -> Box:
    """The crop box, or the page where the file gives one that leaves nothing."""
    x0, top, x1, bottom = (float(edge) for edge in page.cropbox)
    if x1 - x0 < 10 or bottom - top < 10:
        x0, top, x1, bottom = (float(edge) for edge in page.bbox)
    return x0, top, x1, bottom


def _within(box: Box, frame: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return frame[0] <= x <= frame[2] and frame[1] <= y <= frame[3]


def _glyph(char: Mapping[str, Any]) -> Glyph:
    box = (float(char["x0"]), float(char["top"]), float(char["x1"]), float(char["bottom"]))
    turn = turn_of(*char["matrix"][:2])
    across = box[2] - box[0] if turn in (90, 270) else box[3] - box[1]
    return str(char["text"]), box, max(across, 0.1), is_bold(str(char["fontname"])), turn


def _rules(lines: Iterable[Mapping[str, Any]], areas: Iterable[Mapping[str, Any]]) -> Iterator[Rule]:
    for line in lines:
        yield from rule(_box(line), hex_colour(line.get("stroking_color")))
    for area in areas:
        stroked, filled = bool(area.get("stroke")), bool(area.get("fill"))
        box = _box(area)
        if stroked and area["object_type"] == "rect":
            colour = hex_colour(area.get("stroking_color"))
            yield from (edge for side in box_sides(box) for edge in rule(side, colour))
        elif stroked and len(area.get("pts", ())) <= 50:
            yield from _strokes(area)
        elif filled and min(box[2] - box[0], box[3] - box[1]) <= THIN:
            yield from rule(box, hex_colour(area.get("non_stroking_color")))


def _strokes(area: Mapping[str, Any]) -> Iterator[Rule]:
    """The level and upright strokes of an open path."""
    points = [(float(x), float(y)) for x, y in area["pts"]]
    colour = hex_colour(area.get("stroking_color"))
    for (x0, y0), (x1, y1) in pairwise(points):
        if min(abs(x1 - x0), abs(y1 - y0)) < 0.5:
            yield from rule((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), colour)


def _fills(rects: Iterable[Mapping[str, Any]], curves: Iterable[Mapping[str, Any]]) -> Iterator[Fill]:
    """Painted areas. (pdfplumber keeps the order of painting among rectangles and among curves.)"""
    for area in (*rects, *curves):
        box = _box(area)
        colour = hex_colour(area.get("non_stroking_color")) if area.get("fill") else None
        if colour is not None and min(box[2] - box[0], box[3] - box[1]) > THIN:
            yield Fill(*box, colour, shape=area["object_type"] != "rect")


def _box(thing: Mapping[str, Any]) -> Box:
    return float(thing["x0"]), float(thing["top"]), float(thing["x1"]), float(thing["bottom"])
