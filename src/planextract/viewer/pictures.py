"""Pictures of the pages of a PDF, small enough for three hundred of them to lie in one file."""

import base64
import io
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from planextract import pulse
from planextract.document import Document
from planextract.provenance import Box
from planextract.readers.pdf.engine.previews import Previews

SCALE = 1.6
"""Pixels to a point: 115 to an inch, in which small print of eight points can be read."""
MOST_PIXELS = 6_000_000
"""Of one picture; a plan of a building is drawn smaller."""
COLOURS = 64
"""A page of words has a few colours and their shades; a palette is a third of its size in full colour, and as small as
lossless WebP in a fifth of the time."""
PLAIN = 150_000
"""Bytes above which a page is no page of words but a photograph or a scan, and is tried as one."""
PHOTOGRAPH = 45
"""Quality of photographs and scans, of 100."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as a picture. `shown` is the part of the page that it shows, in points."""

    page: int
    shown: Box
    uri: str


def pictures(document: Document, data: bytes, scale: float = SCALE) -> Iterator[Picture]:
    """The pages of a PDF, one after another; a page that cannot be drawn is a white sheet."""
    with Previews(data) as previews:
        for page in document.pages:
            pulse.beat()
            size = max(page.width, 1.0) * max(page.height, 1.0)
            fitting = min(scale, (MOST_PIXELS / size) ** 0.5)
            image, shown = previews.picture(page, fitting)
            yield Picture(page.number, shown, _uri(*_packed(image)))


def _packed(image: Image.Image) -> tuple[str, bytes]:
    """A picture in the smaller of two forms: words as a palette, photographs as what looks like them."""
    few = image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    plain = _saved(few, "PNG", compress_level=6)
    if len(plain) <= PLAIN:
        return "png", plain
    photograph = _saved(image, "WEBP", quality=PHOTOGRAPH, method=2)
    return ("png", plain) if len(plain) <= len(photograph) else ("webp", photograph)


def _saved(image: Image.Image, form: str, **how: object) -> bytes:
    held = io.BytesIO()
    image.save(held, format=form, **how)
    return held.getvalue()


def _uri(form: str, data: bytes) -> str:
    return f"data:image/{form};base64,{base64.b64encode(data).decode('ascii')}"
