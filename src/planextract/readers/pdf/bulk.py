"""PDFium called in bulk: one function over many characters or objects, the answers in a numpy array.

A call through ctypes' own signatures costs more than most of PDFium's answers. Here the functions are declared with
plain addresses, and `map` runs them from C with the address of each answer's place in the array.
"""

import ctypes
from collections import deque
from collections.abc import Callable, Iterable
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_POINTER, _INT = ctypes.c_void_p, ctypes.c_int


def _declared(name: str, answer: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of PDFium by plain addresses. (PYFUNCTYPE keeps the lock that ctypes would let go at each call.)"""
    address = ctypes.cast(getattr(pdfium, name), _POINTER).value
    assert address is not None
    return ctypes.PYFUNCTYPE(answer, *arguments)(address)


_loose_box = _declared("FPDFText_GetLooseCharBox", _INT, _POINTER, _INT, _POINTER)
_text_object = _declared("FPDFText_GetTextObject", ctypes.c_size_t, _POINTER, _INT)
_unicode = _declared("FPDFText_GetUnicode", ctypes.c_uint, _POINTER, _INT)
_text = _declared("FPDFText_GetText", _INT, _POINTER, _INT, _INT, _POINTER)
_text_matrix = _declared("FPDFText_GetMatrix", _INT, _POINTER, _INT, _POINTER)
_font_size = _declared("FPDFTextObj_GetFontSize", _INT, _POINTER, _POINTER)
_font = _declared("FPDFTextObj_GetFont", _POINTER, _POINTER)
_render_mode = _declared("FPDFTextObj_GetTextRenderMode", _INT, _POINTER)
_font_name = _declared("FPDFFont_GetBaseFontName", ctypes.c_ulong, _POINTER, _POINTER, ctypes.c_ulong)
_page_object = _declared("FPDFPage_GetObject", _POINTER, _POINTER, _INT)
_form_object = _declared("FPDFFormObj_GetObject", _POINTER, _POINTER, ctypes.c_ulong)
_count_form_objects = _declared("FPDFFormObj_CountObjects", _INT, _POINTER)
_kind = _declared("FPDFPageObj_GetType", _INT, _POINTER)
_matrix = _declared("FPDFPageObj_GetMatrix", _INT, _POINTER, _POINTER)
_bounds = _declared("FPDFPageObj_GetBounds", _INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)
_stroke_width = _declared("FPDFPageObj_GetStrokeWidth", _INT, _POINTER, _POINTER)
_draw_mode = _declared("FPDFPath_GetDrawMode", _INT, _POINTER, _POINTER, _POINTER)
_count_segments = _declared("FPDFPath_CountSegments", _INT, _POINTER)
_segment = _declared("FPDFPath_GetPathSegment", _POINTER, _POINTER, _INT)
_segment_kind = _declared("FPDFPathSegment_GetType", _INT, _POINTER)
_segment_closes = _declared("FPDFPathSegment_GetClose", _INT, _POINTER)
_segment_point = _declared("FPDFPathSegment_GetPoint", _INT, _POINTER, _POINTER, _POINTER)
_COLOURS = {
    name: _declared(name, _INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)
    for name in ("FPDFPageObj_GetFillColor", "FPDFPageObj_GetStrokeColor")
}


def address(handle: Any) -> int:
    """Where an object that pypdfium2 holds lies."""
    return ctypes.cast(handle, _POINTER).value or 0


def _run(calls: Iterable[object]) -> None:
    deque(calls, maxlen=0)


def _places(array: NDArray[Any], field: int = 0) -> range:
    """The address of one field in each row of an array."""
    start = array.ctypes.data + field * array.itemsize
    step = array.shape[1] * array.itemsize
    return range(start, start + step * len(array), step)


# Characters ----------------------------------------------------------------------------------------------------


def code_points(page: int, count: int) -> NDArray[np.int32]:
    """The characters of a text page as UTF-16 units; PDFium leaves out those without a code when asked for all."""
    units = np.zeros(count + 1, dtype=np.uint16)
    if _text(page, 0, count, units.ctypes.data) == count + 1:
        return units[:count].astype(np.int32)
    return np.fromiter(map(_unicode, repeat(page), range(count)), dtype=np.uint32, count=count).astype(
        np.int32
    )


def char_boxes(page: int, count: int) -> Floats:
    """Left, top, right and bottom of each character in the file's own coordinates."""
    boxes = np.zeros((count, 4), dtype=np.float32)
    _run(map(_loose_box, repeat(page), range(count), _places(boxes)))
    return boxes


def char_objects(page: int, indices: list[int]) -> NDArray[np.uint64]:
    """The text objects that draw some characters; 0 for characters that PDFium made up."""
    return np.fromiter(map(_text_object, repeat(page), indices), dtype=np.uint64, count=len(indices))


def char_matrices(page: int, indices: list[int]) -> Floats:
    """a, b, c, d, e and f of some characters."""
    matrices = np.zeros((len(indices), 6), dtype=np.float32)
    _run(map(_text_matrix, repeat(page), indices, _places(matrices)))
    return matrices


def font_sizes(objects: list[int]) -> Floats:
    sizes = np.zeros((len(objects), 1), dtype=np.float32)
    _run(map(_font_size, objects, _places(sizes)))
    return sizes[:, 0]


def render_modes(objects: list[int]) -> NDArray[np.int32]:
    return np.fromiter(map(_render_mode, objects), dtype=np.int32, count=len(objects))


def fonts(objects: list[int]) -> list[int]:
    return [found or 0 for found in map(_font, objects)]


def font_name(font: int) -> str:
    buffer = ctypes.create_string_buffer(256)
    _font_name(font, ctypes.addressof(buffer), 256)
    return buffer.value.decode("utf-8", "replace")


# Drawings ------------------------------------------------------------------------------------------------------


def page_objects(page: int, count: int) -> list[int]:
    return [found or 0 for found in map(_page_object, repeat(page), range(count))]


def form_objects(form: int) -> list[int]:
    return [found or 0 for found in map(_form_object, repeat(form), range(_count_form_objects(form)))]


def kinds(objects: list[int]) -> list[int]:
    return list(map(_kind, objects))


def matrices(objects: list[int]) -> Floats:
    found = np.zeros((len(objects), 6), dtype=np.float32)
    _run(map(_matrix, objects, _places(found)))
    return found


def bounds(objects: list[int]) -> Floats:
    """Left, bottom, right and top."""
    found = np.zeros((len(objects), 4), dtype=np.float32)
    _run(map(_bounds, objects, *(_places(found, field) for field in range(4))))
    return found


def stroke_widths(objects: list[int]) -> Floats:
    found = np.zeros((len(objects), 1), dtype=np.float32)
    _run(map(_stroke_width, objects, _places(found)))
    return found[:, 0]


def draw_modes(objects: list[int]) -> NDArray[np.int32]:
    """Whether each path is filled (not 0) and whether it is stroked."""
    found = np.zeros((len(objects), 2), dtype=np.int32)
    _run(map(_draw_mode, objects, _places(found, 0), _places(found, 1)))
    return found


def colours(objects: list[int], stroke: bool) -> NDArray[np.int64]:
    """0xRRGGBB of each object; -1 where it is a pattern, or quite transparent."""
    name = "FPDFPageObj_GetStrokeColor" if stroke else "FPDFPageObj_GetFillColor"
    parts = np.zeros((len(objects), 4), dtype=np.uint32)
    fields = (_places(parts, field) for field in range(4))
    known = np.fromiter(map(_COLOURS[name], objects, *fields), dtype=np.int32, count=len(objects))
    red, green, blue, alpha = parts.T.astype(np.int64)
    return np.where((known != 0) & (alpha > 0), (red << 16) | (green << 8) | blue, -1)


def segment_counts(paths: list[int]) -> NDArray[np.int64]:
    return np.fromiter(map(_count_segments, paths), dtype=np.int64, count=len(paths)).clip(0)


def segments(paths: list[int], counts: NDArray[np.int64]) -> tuple[list[int | None], Floats]:
    """Every segment of some paths, one path after the other, and the point where each ends."""
    total = int(counts.sum())
    owners = np.repeat(np.array(paths, dtype=np.uint64), counts).tolist()
    inner = (np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)).tolist()
    found: list[int | None] = list(map(_segment, owners, inner))
    points = np.zeros((total, 2), dtype=np.float32)
    _run(map(_segment_point, found, _places(points, 0), _places(points, 1)))
    return found, points


def segment_kinds(found: list[int | None]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Line, curve or move, and whether it closes its path, of each segment."""
    kind = np.fromiter(map(_segment_kind, found), dtype=np.int32, count=len(found))
    closes = np.fromiter(map(_segment_closes, found), dtype=np.int32, count=len(found))
    return kind, closes
