"""What a PDF would ask of PDFium, judged from its bytes: PDFium sets no bounds that could be set from outside.

A file that may inflate to gigabytes, or whose drawings call one another without end, is left to the engine that is
bounded. Nothing is said of a file here but which engine reads it.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from planextract.readers.pdf.engine.bounds import MOST_STREAM_BYTES

_INFLATION = 1_032
"""Deflate makes at most this many bytes of one."""
_MOST_OLD_BYTES = 250_000
"""Of LZW, which makes at most some 320 MB of them."""
_MOST_CALLS = 5_000
"""Of drawings within drawings; a report has dozens."""
_HEAD = 2_000
"""A stream's dictionary is not longer, as far as it matters here."""
_STREAM = re.compile(rb"stream\r?\n")
_OBJECT = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+obj\b")
_DEFLATED = re.compile(rb"/(?:FlateDecode|Fl)\b")
_OLD = re.compile(rb"/(?:LZWDecode|LZW|RunLengthDecode|RL)\b")
_REFERENCE = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+R\b")
_CALL = re.compile(rb"\bDo\b")


@dataclass(frozen=True, slots=True)
class _Stream:
    number: int
    head: bytes
    body: memoryview


def harmless(data: bytes) -> bool:
    """May PDFium read it?"""
    forms: dict[int, tuple[int, list[int]]] = {}
    for stream in _streams(data):
        if b"/Image" in stream.head and b"/Subtype" in stream.head:
            continue  # is not inflated to read words
        packed = len(_DEFLATED.findall(stream.head))
        old = len(_OLD.findall(stream.head))
        if (
            packed + old > 1
            or (packed and not small(stream.body))
            or (old and len(stream.body) > _MOST_OLD_BYTES)
        ):
            return False
        if b"/Form" in stream.head:
            called = [int(number) for number in _REFERENCE.findall(stream.head)]
            forms[stream.number] = (_calls(stream, packed > 0), called)
    return _few_calls(forms)


def _streams(data: bytes) -> Iterator[_Stream]:
    view = memoryview(data)
    position = 0
    for found in _STREAM.finditer(data):
        start = found.end()
        if found.start() < position or data[found.start() - 3 : found.start()] == b"end":
            continue
        stop = data.find(b"endstream", start)
        stop = len(data) if stop < 0 else stop
        head = data[max(position, found.start() - _HEAD) : found.start()]
        tail = head[head.rfind(b"endobj") + 1 :]
        opening = (list(_OBJECT.finditer(tail)) or list(_OBJECT.finditer(head)))[-1:]
        number = int(opening[0].group(1)) if opening else -1
        yield _Stream(number, opening[0].string[opening[0].end() :] if opening else head, view[start:stop])
        position = stop


def small(body: memoryview) -> bool:
    """Does a packed stream stay within the bounds?"""
    if len(body) * _INFLATION <= MOST_STREAM_BYTES:
        return True
    inflater = zlib.decompressobj()
    size, waiting = 0, bytes(body)
    try:
        while waiting and not inflater.eof and size <= MOST_STREAM_BYTES:
            size += len(inflater.decompress(waiting, 1_000_000))
            waiting = inflater.unconsumed_tail
    except zlib.error:
        return False
    return size <= MOST_STREAM_BYTES


def _calls(stream: _Stream, packed: bool) -> int:
    """How often a drawing calls upon others, at most."""
    body = bytes(stream.body)
    if packed:
        try:
            body = zlib.decompressobj().decompress(body, MOST_STREAM_BYTES)
        except zlib.error:
            return 1
    return len(_CALL.findall(body))


def _few_calls(forms: dict[int, tuple[int, list[int]]]) -> bool:
    """Do drawings within drawings come to an end soon? What may call what is judged by references alone."""
    totals: dict[int, int] = {}
    waiting = list(forms)
    for _ in range(_DEEPEST):
        later = []
        for number in waiting:
            calls, called = forms[number]
            inner = [other for other in called if other in forms and other != number]
            if calls and any(other not in totals for other in inner):
                later.append(number)
                continue
            reached = max((totals[other] for other in inner), default=0) if calls else 0
            totals[number] = 1 + calls * reached
            if totals[number] > _MOST_CALLS:
                return False
        if not later:
            return True
        waiting = later
    return False


_DEEPEST = 30
"""Drawings within one another; those that call each other in a circle never end."""
