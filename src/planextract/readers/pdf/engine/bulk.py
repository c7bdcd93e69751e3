"""PDFium called in bulk: one function over many characters or objects, the answers in a numpy array.

Most of PDFium's answers take less time than ctypes takes to look at what it is asked with. So its functions are
declared without the types of their arguments, and called by `map` from C with what ctypes passes on unseen: handles
made ready once, and the places of a tray that serves every call. That tray makes this module as little safe in threads
as PDFium itself: all its callers hold one lock.
"""

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Handle = Any
"""An object of PDFium as ctypes passes it on without a look."""

UNKNOWN, CLEAR = -1, -2
_NOTHING = 0xFFFFFFFF

_POINTER, _INT = ctypes.c_void_p, ctypes.c_int


class _Segment(ctypes.c_void_p):
    """A segment of a path; it is passed on as it came, which an address would not be."""


def _declared(name: str, answer: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of PDFium by plain addresses. (PYFUNCTYPE keeps the lock that ctypes would let go at each call.)"""
    address = ctypes.cast(getattr(pdfium, name), _POINTER).value
    assert address is not None
    return ctypes.PYFUNCTYPE(answer, *arguments)(address)


_loose_box = _declared("FPDFText_GetLooseCharBox", None)
_text_object = _declared("FPDFText_GetTextObject", ctypes.c_size_t)
_unicode = _declared("FPDFText_GetUnicode", ctypes.c_uint)
_text = _declared("FPDFText_GetText", _INT, _POINTER, _INT, _INT, _POINTER)
_text_matrix = _declared("FPDFText_GetMatrix", None)
_font_size = _declared("FPDFTextObj_GetFontSize", None)
_font = _declared("FPDFTextObj_GetFont", _POINTER)
_render_mode = _declared("FPDFTextObj_GetTextRenderMode", _INT)
_font_name = _declared("FPDFFont_GetBaseFontName", ctypes.c_ulong, _POINTER, _POINTER, ctypes.c_ulong)
_page_object = _declared("FPDFPage_GetObject", _POINTER)
_form_object = _declared("FPDFFormObj_GetObject", _POINTER)
_count_form_objects = _declared("FPDFFormObj_CountObjects", _INT, _POINTER)
_kind = _declared("FPDFPageObj_GetType", _INT, _POINTER)
_matrix = _declared("FPDFPageObj_GetMatrix", None)
_bounds = _declared("FPDFPageObj_GetBounds", None)
_stroke_width = _declared("FPDFPageObj_GetStrokeWidth", None)
_draw_mode = _declared("FPDFPath_GetDrawMode", None)
_count_segments = _declared("FPDFPath_CountSegments", _INT)
_segment = _declared("FPDFPath_GetPathSegment", _Segment)
_segment_kind = _declared("FPDFPathSegment_GetType", _INT)
_segment_closes = _declared("FPDFPathSegment_GetClose", _INT)
_segment_point = _declared("FPDFPathSegment_GetPoint", None)
_fill_colour = _declared("FPDFPageObj_GetFillColor", _INT)
_stroke_colour = _declared("FPDFPageObj_GetStrokeColor", _INT)


def address(handle: Any) -> int:
    """Where an object that pypdfium2 holds lies."""
    return ctypes.cast(handle, _POINTER).value or 0


def handles(addresses: Iterable[int]) -> list[Handle]:
    return list(map(_POINTER.from_param, addresses))


# The tray ------------------------------------------------------------------------------------------------------

_PLACES, _FIELDS = 4_096, 8
"""How many answers the tray holds, and of how many numbers of four bytes each may be."""
_ROOM = (ctypes.c_uint32 * (_PLACES * _FIELDS))()
_TRAY: NDArray[np.uint32] = np.ctypeslib.as_array(_ROOM).reshape(_PLACES, _FIELDS)
_INTO = [
    [ctypes.byref(_ROOM, 4 * (place * _FIELDS + field)) for place in range(_PLACES)] for field in range(4)
]
"""The first four fields of each place."""


def _answers(
    asked: Callable[..., Any],
    arguments: Sequence[Sequence[Any]],
    fields: int,
    number: Any,
    into: int = 1,
    unwritten: int = 0,
) -> NDArray[Any]:
    """What a function writes, a row for each call; `into` is how many addresses it takes to write to."""
    total = len(arguments[0])
    found = np.empty((total, fields), dtype=number)
    for start in range(0, total, _PLACES):
        stop = min(start + _PLACES, total)
        _TRAY[: stop - start] = unwritten
        batch = (argument[start:stop] for argument in arguments)
        deque(map(asked, *batch, *_INTO[:into]), maxlen=0)
        found[start:stop] = _TRAY[: stop - start, :fields].view(number)
    return found


# Characters ----------------------------------------------------------------------------------------------------


def code_points(page: int, count: int) -> NDArray[np.int32]:
    """The characters of a text page as UTF-16 units; PDFium leaves out those without a code when asked for all."""
    units = np.zeros(count + 1, dtype=np.uint16)
    if _text(page, 0, count, units.ctypes.data) == count + 1:
        return units[:count].astype(np.int32)
    codes = map(_unicode, repeat(_POINTER.from_param(page)), range(count))
    return np.fromiter(codes, dtype=np.uint32, count=count).astype(np.int32)


def char_boxes(page: int, count: int) -> Floats:
    """Left, top, right and bottom of each character in the file's own coordinates."""
    return _answers(_loose_box, (handles([page]) * count, range(count)), 4, np.float32)


def char_objects(page: int, indices: list[int]) -> NDArray[np.uint64]:
    """The text objects that draw some characters; 0 for characters that PDFium made up."""
    found = map(_text_object, repeat(_POINTER.from_param(page)), indices)
    return np.fromiter(found, dtype=np.uint64, count=len(indices))


def char_matrices(page: int, indices: list[int]) -> Floats:
    """a, b, c, d, e and f of some characters."""
    return _answers(_text_matrix, (handles([page]) * len(indices), indices), 6, np.float32)


def font_sizes(objects: list[Handle]) -> Floats:
    return _answers(_font_size, (objects,), 1, np.float32)[:, 0]


def render_modes(objects: list[Handle]) -> NDArray[np.int32]:
    return np.fromiter(map(_render_mode, objects), dtype=np.int32, count=len(objects))


def text_colours(objects: list[Handle]) -> NDArray[np.int64]:
    """0xRRGGBB of each object; UNKNOWN for a pattern, CLEAR where it is quite transparent."""
    parts = _answers(_fill_colour, (objects,), 4, np.uint32, into=4, unwritten=_NOTHING)
    red, green, blue, alpha = parts.T.astype(np.int64)
    found: NDArray[np.int64] = (red << 16) | (green << 8) | blue
    found[alpha == 0] = CLEAR
    found[alpha == _NOTHING] = UNKNOWN
    return found


def fonts(objects: list[Handle]) -> list[int]:
    return [found or 0 for found in map(_font, objects)]


def font_name(font: int) -> str:
    buffer = ctypes.create_string_buffer(256)
    _font_name(font, ctypes.addressof(buffer), 256)
    return buffer.value.decode("utf-8", "replace")


# Drawings ------------------------------------------------------------------------------------------------------


def page_objects(page: int, count: int) -> list[int | None]:
    return list(map(_page_object, repeat(_POINTER.from_param(page)), range(count)))


def form_objects(form: int) -> list[int | None]:
    return list(map(_form_object, repeat(_POINTER.from_param(form)), range(_count_form_objects(form))))


def kinds(objects: list[int | None]) -> NDArray[np.int32]:
    return np.fromiter(map(_kind, objects), dtype=np.int32, count=len(objects))


def matrices(objects: list[Handle]) -> Floats:
    return _answers(_matrix, (objects,), 6, np.float32)


def bounds(objects: list[Handle]) -> Floats:
    """Left, bottom, right and top."""
    return _answers(_bounds, (objects,), 4, np.float32, into=4)


def stroke_widths(objects: list[Handle]) -> Floats:
    return _answers(_stroke_width, (objects,), 1, np.float32)[:, 0]


def draw_modes(objects: list[Handle]) -> NDArray[np.int32]:
    """Whether each path is filled (not 0) and whether it is stroked."""
    return _answers(_draw_mode, (objects,), 2, np.int32, into=2)


def colours(objects: list[Handle], stroke: bool) -> NDArray[np.int64]:
    """0xRRGGBB of each object; -1 where it is a pattern, or quite transparent."""
    # Where there is no colour nothing is written, and it is as transparent as can be.
    parts = _answers(_stroke_colour if stroke else _fill_colour, (objects,), 4, np.uint32, into=4)
    red, green, blue, alpha = parts.T.astype(np.int64)
    return np.where(alpha > 0, (red << 16) | (green << 8) | blue, -1)


def segment_counts(paths: list[Handle]) -> NDArray[np.int64]:
    return np.fromiter(map(_count_segments, paths), dtype=np.int64, count=len(paths)).clip(0)


def segments(paths: list[Handle], counts: list[int]) -> tuple[list[Handle], Floats]:
    """Every segment of some paths, one path after the other, and the point where each ends."""
    owners = chain.from_iterable(map(repeat, paths, counts))
    found = list(map(_segment, owners, chain.from_iterable(map(range, counts))))
    return found, _answers(_segment_point, (found,), 2, np.float32, into=2)


def segment_kinds(found: list[Handle]) -> NDArray[np.int32]:
    """Line, curve or move."""
    return np.fromiter(map(_segment_kind, found), dtype=np.int32, count=len(found))


def closings(found: list[Handle]) -> NDArray[np.bool_]:
    """Does each segment close its path?"""
    return np.fromiter(map(_segment_closes, found), dtype=np.bool_, count=len(found))
