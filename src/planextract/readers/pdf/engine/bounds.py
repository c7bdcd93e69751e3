"""Bounds that pdfminer does not set: how far streams inflate, how large fonts' tables grow, how deep things nest.

A kilobyte can ask pdfminer for gigabytes or for ever. `install` puts bounded versions in the places that do the
asking; they change nothing for a file that stays within the bounds. One process reads one document at a time, and the
budget is that document's.
"""

import zlib
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from pdfminer import cmapdb, pdffont, pdfinterp, pdftypes, psparser
from pdfminer.psexceptions import PSEOF
from pdfplumber.page import PDFPageAggregatorWithMarkedContent as PageAggregator

MOST_STREAM_BYTES = 75_000_000
MOST_GLYPHS = 100_000
"""On one page; a crowded one has ten thousand."""
MOST_PATHS = 100_000
MOST_FORMS = 5_000
"""Drawings within drawings that one page may call upon."""
MOST_CODES = 100_000
"""Entries of one font's table of characters; there are 65,536 codes of two bytes."""
DEEPEST = 500
MOST_HOPS = 100
MOST_FILTERS = 8


class BoundExceededError(Exception):
    """A file asks for more than any report needs."""


class _Budget:
    def __init__(self) -> None:
        self.inflated = MOST_STREAM_BYTES

    def spend(self, size: int) -> None:
        self.inflated -= size
        if self.inflated < 0:
            raise BoundExceededError("inflated bytes")


_budget = _Budget()


def renew(inflated_bytes: int) -> None:
    """Give the next document its budget, and see that the bounds are in place."""
    _budget.inflated = inflated_bytes
    if not isinstance(vars(pdftypes)["zlib"], _BoundedZlib):
        _install()


# Streams -------------------------------------------------------------------------------------------------------


class _BoundedZlib:
    """What pdfminer uses of zlib."""

    error = zlib.error

    @staticmethod
    def decompress(data: bytes) -> bytes:
        inflater = zlib.decompressobj()
        inflated = inflater.decompress(data, MOST_STREAM_BYTES)
        if inflater.unconsumed_tail:
            raise BoundExceededError("stream")
        if not inflater.eof:
            raise zlib.error("incomplete stream")
        _budget.spend(len(inflated))
        return inflated


def _rescued(data: bytes) -> bytes:
    """What can be inflated of a stream that breaks off or has a wrong check sum."""
    inflater = zlib.decompressobj()
    parts: list[bytes] = []
    try:
        for start in range(0, len(data), 64):
            parts.append(inflater.decompress(data[start : start + 64], MOST_STREAM_BYTES))
            _budget.spend(len(parts[-1]))
    except zlib.error:
        pass  # pdfminer makes nothing of such a stream; what came before the fault is still the document's
    return b"".join(parts)


def _run_lengths(data: bytes) -> bytes:
    """RunLengthDecode (ISO 32000-1, 7.4.5)."""
    out = bytearray()
    place = 0
    while place < len(data) and data[place] != 128 and len(out) <= MOST_STREAM_BYTES:
        length = data[place]
        if length < 128:
            out += data[place + 1 : place + 2 + length]
            place += length + 2
        else:
            out += data[place + 1 : place + 2] * (257 - length)
            place += 2
    _budget.spend(len(out))
    return bytes(out)


def _lzw(data: bytes) -> bytes:
    """LZWDecode with the usual early change of width (ISO 32000-1, 7.4.4)."""
    out = bytearray()
    table = [bytes((code,)) for code in range(256)] + [b"", b""]
    width, last, bits, held = 9, b"", 0, 0
    for byte in data:
        held, bits = (held << 8) | byte, bits + 8
        if bits < width:
            continue
        bits -= width
        code, held = held >> bits, held & ((1 << bits) - 1)
        if code == 256:
            del table[258:]
            width, last = 9, b""
            continue
        if (
            code == 257
            or code > len(table)
            or (code == len(table) and not last)
            or len(out) > MOST_STREAM_BYTES
        ):
            break
        word = table[code] if code < len(table) else last + last[:1]
        out += word
        if last and len(table) < 4096:
            table.append(last + word[:1])
        last = word
        width = 9 + (len(table) >= 511) + (len(table) >= 1023) + (len(table) >= 2047)
    _budget.spend(len(out))
    return bytes(out)


def _few_filters(get_filters: Callable[[Any], list[Any]]) -> Callable[[Any], list[Any]]:
    @wraps(get_filters)
    def bounded(stream: Any) -> list[Any]:
        filters = get_filters(stream)
        if len(filters) > MOST_FILTERS:
            raise BoundExceededError("filters")
        return filters

    return bounded


# Fonts, references and nesting ---------------------------------------------------------------------------------


def _small_widths(get_widths: Callable[[Any], Any]) -> Callable[[Iterable[object]], Any]:
    @wraps(get_widths)
    def bounded(entries: Iterable[object]) -> Any:
        listed = list(entries)
        if any(isinstance(entry, int | float) and entry > MOST_CODES for entry in listed):
            return {}
        return get_widths(listed)

    return bounded


def _small_map(add: Callable[[Any, int, Any], None]) -> Callable[[Any, int, Any], None]:
    @wraps(add)
    def bounded(mapping: Any, cid: int, code: Any) -> None:
        if len(mapping.cid2unichr) > MOST_CODES:
            raise PSEOF("character map")  # ends the reading of the map, as its own end would
        add(mapping, cid, code)

    return bounded


def _resolved(reference: Any, default: object = None) -> Any:
    """What a reference leads to; references that lead to one another lead nowhere."""
    found = reference
    for _ in range(MOST_HOPS):
        if not isinstance(found, pdftypes.PDFObjRef):
            return found
        try:
            document: Any = found.doc
            found = document.getobj(found.objid)
        except pdftypes.PDFObjectNotFound:
            return default
    return default


def _shallow(start_type: Callable[[Any, int, str], None]) -> Callable[[Any, int, str], None]:
    @wraps(start_type)
    def bounded(parser: Any, pos: int, kind: str) -> None:
        if len(parser.context) > DEEPEST:
            raise BoundExceededError("nesting")
        start_type(parser, pos, kind)

    return bounded


def _install() -> None:
    bounded: tuple[tuple[Any, str, Any], ...] = (
        (pdftypes, "decompress_corrupted", _rescued),
        (pdftypes, "lzwdecode", _lzw),
        (pdftypes, "rldecode", _run_lengths),
        (pdftypes.PDFStream, "get_filters", _few_filters(pdftypes.PDFStream.get_filters)),
        (pdftypes.PDFObjRef, "resolve", _resolved),
        (pdffont, "get_widths", _small_widths(pdffont.get_widths)),
        (pdffont, "get_widths2", _small_widths(pdffont.get_widths2)),
        (cmapdb.FileUnicodeMap, "add_cid2unichr", _small_map(cmapdb.FileUnicodeMap.add_cid2unichr)),
        (psparser.PSStackParser, "start_type", _shallow(psparser.PSStackParser.start_type)),
        (pdftypes, "zlib", _BoundedZlib()),
    )
    for owner, name, better in bounded:
        setattr(owner, name, better)


# Pages ---------------------------------------------------------------------------------------------------------


class BoundedDevice(PageAggregator):
    """Collects a page's objects, and stops when there are more than a page can hold."""

    glyphs = paths = forms = depth = 0

    def render_char(self, *arguments: Any, **named: Any) -> float:
        self.glyphs += 1
        if self.glyphs > MOST_GLYPHS:
            raise BoundExceededError("characters")
        return float(super().render_char(*arguments, **named))

    def paint_path(self, *arguments: Any, **named: Any) -> None:
        self.paths += 1
        if self.paths > MOST_PATHS:
            raise BoundExceededError("paths")
        super().paint_path(*arguments, **named)

    def begin_figure(self, *arguments: Any, **named: Any) -> None:
        self.forms += 1
        self.depth += 1
        if self.forms > MOST_FORMS or self.depth > DEEPEST // 10:
            raise BoundExceededError("forms")
        super().begin_figure(*arguments, **named)

    def end_figure(self, *arguments: Any, **named: Any) -> None:
        self.depth -= 1
        super().end_figure(*arguments, **named)


class _Interpreter(pdfinterp.PDFPageInterpreter):
    """Runs a page's operators, and stops at paths and stacks that no drawing has."""

    def do_q(self) -> None:
        if len(self.gstack) > 20 * DEEPEST:
            raise BoundExceededError("saved states")
        super().do_q()

    # pdfminer takes as many operands from its stack as a method names.
    def do_c(self, x1: Any, y1: Any, x2: Any, y2: Any, x3: Any, y3: Any) -> None:
        self._check_path()
        super().do_c(x1, y1, x2, y2, x3, y3)

    def do_l(self, x: Any, y: Any) -> None:
        self._check_path()
        super().do_l(x, y)

    def _check_path(self) -> None:
        if len(self.curpath) > MOST_PATHS:
            raise BoundExceededError("points")


def laid_out(page: Any) -> Any:
    """The objects of a pdfplumber page as pdfminer lays them out, within the bounds."""
    device = BoundedDevice(page.pdf.rsrcmgr, pageno=page.page_number, laparams=None)
    _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    return device.get_result()
