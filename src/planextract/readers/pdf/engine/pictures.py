"""Pictures of pages: PDFium draws a page in pixels, level where it lies askew."""

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import raw

from planextract.readers.pdf.engine.affine import turning
from planextract.readers.pdf.engine.screening import small
from planextract.readers.pdf.glyphs import Floats

DPI = 200
"""Words are read as well at 300, and worse at 150."""
_MOST_PIXELS = 12_000_000
"""Of a page: an A3 page has 7.7 million. A larger one, as of a scan whose resolution got lost, is drawn coarser."""
_MOST_STORED = 150_000_000
"""Pixels of the images stored on a page, all of which PDFium unpacks."""
_SMALLEST = 20.0
"""In points: a page that is lower or narrower holds no line of print."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page in pixels of red, green and blue, from which `skew` degrees were taken around the middle of the page.

    `left` and `top` are where its corner lies, in points; `scale` is pixels to the point.
    """

    pixels: NDArray[np.uint8]
    scale: float
    left: float
    top: float
    skew: float = 0.0


def resolution(width: float, height: float) -> float | None:
    """Dots to the inch at which a page of that size, in points, stays within the bounds; None for a sliver.

    >>> resolution(595, 842), resolution(2480, 3508) < 90, resolution(595, 5)
    (200.0, True, None)
    """
    if min(width, height) < _SMALLEST:
        return None
    return min(float(DPI), 72 * sqrt(_MOST_PIXELS / (width * height)))


def drawable(images: list[int]) -> bool:
    """May PDFium unpack the images of a page, by their addresses? Size and packing are judged before it does."""
    total = 0
    for address in images:
        image = ctypes.cast(address, raw.FPDF_PAGEOBJECT)
        width, height = ctypes.c_uint(), ctypes.c_uint()
        if not raw.FPDFImageObj_GetImagePixelSize(image, width, height):
            return False
        total += width.value * height.value
        if not _packed_once(image):
            return False
    return total <= _MOST_STORED


def _packed_once(image: Any) -> bool:
    """Is an image's size known once its last packing is undone? What lies under others can inflate without end."""
    filters = [_filter(image, place) for place in range(raw.FPDFImageObj_GetImageFilterCount(image))]
    *outer, last = [name for name in filters if not name.startswith("ASCII")] or [""]
    if last == "LZWDecode":  # undone in one go, not row by row
        outer.append(last)
    if not outer:
        return True
    return outer == ["FlateDecode"] and filters[0] == "FlateDecode" and small(memoryview(_stored(image)))


def _filter(image: Any, place: int) -> str:
    return str(
        _answer(lambda *room: raw.FPDFImageObj_GetImageFilter(image, place, *room)), "ascii", "replace"
    )[:-1]


def _stored(image: Any) -> bytes:
    return _answer(lambda *room: raw.FPDFImageObj_GetImageDataRaw(image, *room))


def _answer(ask: Callable[..., int]) -> bytes:
    """What PDFium writes into a room of the size that it asks for."""
    size = ask(None, 0)
    room = ctypes.create_string_buffer(size)
    ask(room, size)
    return room.raw[:size]


def drawn(page: Any, visible: Floats, centre: tuple[float, float], skew: float) -> Picture | None:
    """A page as it is shown, or None where it cannot be drawn."""
    left, top, right, bottom = visible.tolist()
    dpi = resolution(right - left, bottom - top)
    if dpi is None:
        return None
    scale = dpi / 72
    across, down = round((right - left) * scale), round((bottom - top) * scale)
    bitmap = raw.FPDFBitmap_CreateEx(across, down, raw.FPDFBitmap_BGR, None, 0)
    if not bitmap:
        return None
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, 0xFFFFFFFF)
        level = turning(-skew, (centre[0] - left, centre[1] - top), scale)
        edges = raw.FS_RECTF(0, 0, across, down)
        raw.FPDF_RenderPageBitmapWithMatrix(bitmap, page, raw.FS_MATRIX(*level.tolist()), edges, 0)
        pixels = _pixels(bitmap, across, down)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return Picture(pixels, scale, left, top, skew)


def _pixels(bitmap: Any, across: int, down: int) -> NDArray[np.uint8]:
    stride = raw.FPDFBitmap_GetStride(bitmap)
    size = ctypes.c_ubyte * (stride * down)
    buffer = ctypes.cast(raw.FPDFBitmap_GetBuffer(bitmap), ctypes.POINTER(size)).contents
    rows = np.frombuffer(buffer, dtype=np.uint8).reshape(down, stride)
    return rows[:, : 3 * across].reshape(down, across, 3)[:, :, ::-1].copy()
