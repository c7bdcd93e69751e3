"""Which engine reads a file: PDFium, and pdfplumber where PDFium fails or must not be let at it."""

from collections.abc import Iterator

from planextract.errors import CorruptFileError, LimitExceededError, ReadError
from planextract.options import Limits
from planextract.readers.pdf.engine import pdfium, plumber
from planextract.readers.pdf.engine.bounds import BoundExceededError
from planextract.readers.pdf.engine.pictures import Picture
from planextract.readers.pdf.engine.screening import harmless
from planextract.readers.pdf.sheet import Sheet

_MOST_MARKS = 20_000_000
"""Characters and drawn things that PDFium hands over of one document."""


class PdfFile:
    """An open PDF: its properties and its pages, read one after another and let go."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        """Raises EncryptedFileError, CorruptFileError or LimitExceededError."""
        self._data, self.name, self._limits = data, name, limits
        self._reference: plumber.PdfFile | None = None
        self._pdfium = opened(data)
        if self._pdfium is None:
            self._reference = plumber.PdfFile(data, name, limits)

    @property
    def too_long(self) -> bool:
        """Whether it has more pages than the limits let be read; `sheets` ends with the last that they do."""
        return (
            self._pdfium.pages > self._limits.pages if self._pdfium is not None else self._second().too_long
        )

    @property
    def properties(self) -> dict[str, str]:
        """Title, Author, CreationDate and the like, as the file gives them."""
        return (self._pdfium or self._second()).properties

    def sheets(self) -> Iterator[Sheet]:
        """The pages in order, those that are broken without contents. Raises LimitExceededError."""
        if self._pdfium is None:
            yield from self._second().sheets()
            return
        marks = 0
        try:
            for number in range(1, min(self._pdfium.pages, self._limits.pages) + 1):
                sheet = self._sheet(self._pdfium, number)
                marks += len(sheet.glyphs) + len(sheet.rules) + len(sheet.fills)
                if marks > _MOST_MARKS:
                    raise self._too_much("the PDF")
                yield sheet
        finally:
            self._pdfium.close()

    def picture(self, number: int, skew: float = 0.0) -> Picture | None:
        """A page in pixels, while `sheets` is at it; None where it cannot be drawn within the bounds."""
        if self._pdfium is None:
            return None
        try:
            return self._pdfium.picture(number, skew)
        except (pdfium.PageFailedError, BoundExceededError):
            return None

    def _sheet(self, engine: pdfium.PdfiumFile, number: int) -> Sheet:
        try:
            return engine.sheet(number)
        except BoundExceededError:
            raise self._too_much(f"page {number} of the PDF") from None
        except pdfium.PageFailedError:
            return self._reread(number)

    def _reread(self, number: int) -> Sheet:
        """A page that PDFium fails on, or in which it finds nothing at all, by the reference engine."""
        try:
            return self._second().sheet(number)
        except CorruptFileError:
            return Sheet(number, 0.0, 0.0, broken=True)

    def _second(self) -> plumber.PdfFile:
        if self._reference is None:
            self._reference = plumber.PdfFile(self._data, self.name, self._limits)
        return self._reference

    def _too_much(self, where: str) -> ReadError:
        return LimitExceededError(
            self.name, f"{where} asks for more than any report needs; print it to a new PDF."
        )


def opened(data: bytes) -> pdfium.PdfiumFile | None:
    """The file in PDFium; None where that must not be let at it or does not open it."""
    if not harmless(data):
        return None
    try:
        opened = pdfium.PdfiumFile(data)
    except pdfium.PdfiumError:
        return None
    return opened if opened.pages else None
