"""Pictures of pages, for people who look at what was read."""

from types import TracebackType

from PIL import Image

from planextract.document import Page
from planextract.provenance import Box
from planextract.readers.pdf.engine.engines import opened
from planextract.readers.pdf.engine.pdfium import MOST_PIXELS, PageFailedError


class Previews:
    """The pages of a PDF as images, to be used as a context."""

    def __init__(self, data: bytes) -> None:
        self._engine = opened(data)

    def __enter__(self) -> "Previews":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._engine is not None:
            self._engine.close()

    def picture(self, page: Page, scale: float) -> tuple[Image.Image, Box]:
        """A page at so many pixels a point, and the part of it that is shown.

        A page that PDFium cannot or must not draw is a white sheet.
        """
        try:
            if self._engine is not None:
                return self._engine.preview(page.number, scale)
        except PageFailedError:
            pass
        width, height = max(page.width, 1.0), max(page.height, 1.0)
        fitting = min(scale, (MOST_PIXELS / (width * height)) ** 0.5)
        size = max(1, round(width * fitting)), max(1, round(height * fitting))
        return Image.new("RGB", size, "white"), (0.0, 0.0, width, height)
