"""Scans made of born-digital pages: each drawn in pixels, and put into a PDF as a picture."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

DPI = 200


def photograph(page: object, *, skew: float = 0.0, specks: float = 0.0, quarters: int = 0) -> Image.Image:
    """A page of pypdfium2 in pixels, turned by `skew` degrees clockwise and by quarters of a turn anticlockwise.

    `specks` is the share of pixels that are black or white for no reason.
    """
    picture = page.render(scale=DPI / 72).to_pil().convert("RGB")  # type: ignore[attr-defined]
    if skew:
        picture = picture.rotate(-skew, resample=Image.Resampling.BICUBIC, fillcolor="white")
    if specks:
        pixels, chance = np.array(picture), np.random.default_rng(7).random(picture.size[::-1])
        pixels[chance < specks / 2] = 0
        pixels[chance > 1 - specks / 2] = 255
        picture = Image.fromarray(pixels)
    return picture.rotate(90 * quarters, expand=True)


def scanned(
    source: Path | bytes,
    pages: Iterable[int] | None = None,
    *,
    skew: float = 0.0,
    specks: float = 0.0,
    quarters: int = 0,
) -> bytes:
    """The pages of a PDF, counted from 0, as a PDF of their pictures."""
    stream = BytesIO()
    canvas = Canvas(stream, invariant=1)
    document = pypdfium2.PdfDocument(source)
    for number in range(len(document)) if pages is None else pages:
        page = document[number]
        width, height = page.get_size() if quarters % 2 == 0 else reversed(page.get_size())
        picture = photograph(page, skew=skew, specks=specks, quarters=quarters)
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(picture), 0, 0, width, height)
        canvas.showPage()
        page.close()
    document.close()
    canvas.save()
    return stream.getvalue()
