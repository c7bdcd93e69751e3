"""A request's body, taken piece by piece: the one file in it onto the disk, its fields into memory, all counted.

The framework's own form parser reads everything before anybody can say no, and spools files of any size; its limits
were mended several times (CVE-2024-47874, CVE-2026-54283). Here the pieces go through `python_multipart`'s grammar
with counters of our own in between.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, BinaryIO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from planextract.service.problems import ProblemError
from planextract.service.settings import Uploads
from planextract.service.workplace import Desk

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

FILE_FIELDS = ("file", "files")
NAMELESS = "upload"
LONGEST_NAME = 200
MULTIPART = "multipart/form-data"


@dataclass(slots=True)
class Upload:
    """What was sent: the file lies at `desk.document`."""

    name: str
    size: int
    fields: dict[str, str] = field(default_factory=dict)


async def from_form(
    pieces: AsyncIterator[bytes], content_type: str, desk: Desk, most: int, limits: Uploads
) -> Upload:
    """The file of a multipart form. Raises ProblemError."""
    kind, parameters = parse_options_header(content_type)
    boundary = parameters.get(b"boundary")
    if kind != MULTIPART.encode() or not boundary:
        raise ProblemError("unsupported_body", f"Send {MULTIPART} with a part called file.")
    with desk.document.open("wb") as document:
        form = _Form(document, desk, most, limits)
        try:
            parser = MultipartParser(
                boundary, form.callbacks(), max_header_count=8, max_header_size=limits.header_bytes
            )
            async for piece in pieces:
                parser.write(piece)
        except FormParserError:
            raise ProblemError("bad_request", "The multipart body is not understood.") from None
        except OSError:
            raise _no_room() from None
    return form.upload()


async def from_body(pieces: AsyncIterator[bytes], disposition: str | None, desk: Desk, most: int) -> Upload:
    """The body as it is, named by Content-Disposition. Raises ProblemError."""
    size = 0
    try:
        with desk.document.open("wb") as document:
            async for piece in pieces:
                size += len(piece)
                _within(size, most)
                desk.take(len(piece))
                document.write(piece)
    except OSError:
        raise _no_room() from None
    if size == 0:
        raise ProblemError("missing_file", "The body is empty; send the document in it.")
    _, parameters = parse_options_header(disposition)
    return Upload(_plain_name(parameters.get(b"filename", b"")), size)


def announced(length: str | None, most: int) -> None:
    """Refuses a body by the length that it says it has, before a byte of it is read. Raises ProblemError."""
    if length is not None and length.isascii() and length.isdigit():
        _within(int(length[:20]), most)


def _within(size: int, most: int) -> None:
    if size > most:
        raise ProblemError("too_large", f"At most {most} bytes are taken.")


def _no_room() -> ProblemError:
    return ProblemError("unavailable", "There is no room for uploads on the disk.")


class _Form:
    """The parts of a form as the parser tells of them."""

    def __init__(self, document: BinaryIO, desk: Desk, most: int, limits: Uploads) -> None:
        self._document, self._desk, self._most, self._limits = document, desk, most, limits
        self._fields: dict[str, bytes] = {}
        self._name: str | None = None
        self._size = self._held = self._parts = 0
        self._header, self._value = b"", b""
        self._disposition = b""
        self._to: str | None = None
        self._complete = False

    def callbacks(self) -> "MultipartCallbacks":
        return {
            "on_part_begin": self._begin,
            "on_header_begin": self._header_begin,
            "on_header_field": self._header_name,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._headers_end,
            "on_part_data": self._data,
            "on_end": self._end,
        }

    def upload(self) -> Upload:
        if not self._complete:
            raise ProblemError("bad_request", "The multipart body ends before its last boundary.")
        if self._name is None:
            raise ProblemError("missing_file", "Send the document as a part called file.")
        try:
            fields = {name: value.decode("utf-8") for name, value in self._fields.items()}
        except UnicodeDecodeError:
            raise ProblemError("invalid_option", "Fields are UTF-8.") from None
        return Upload(self._name, self._size, fields)

    def _begin(self) -> None:
        self._parts += 1
        if self._parts > self._limits.fields + 1:
            raise ProblemError(
                "too_many_parts", f"One file and at most {self._limits.fields} fields are taken."
            )
        self._disposition, self._to = b"", None

    def _header_begin(self) -> None:
        self._header, self._value = b"", b""

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value

    def _headers_end(self) -> None:
        _, parameters = parse_options_header(self._disposition.decode("latin-1"))
        name = parameters.get(b"name", b"").decode("latin-1")
        if name in FILE_FIELDS:
            if self._name is not None:
                raise ProblemError("too_many_parts", "One file is taken at a time; send a zip for several.")
            self._name = _plain_name(parameters.get(b"filename", b""))
        elif not name or b"filename" in parameters:
            raise ProblemError("missing_file", "Send the document as a part called file, and no other file.")
        elif name in self._fields:
            raise ProblemError("invalid_option", "A field was sent twice.")
        else:
            self._to, self._fields[name] = name, b""

    def _data(self, data: bytes, start: int, end: int) -> None:
        count = end - start
        if self._to is not None:
            self._held += count
            if self._held > self._limits.field_bytes:
                raise ProblemError("too_large", f"Fields may have {self._limits.field_bytes} bytes together.")
            self._fields[self._to] += data[start:end]
            return
        self._size += count
        _within(self._size, self._most)
        self._desk.take(count)
        self._document.write(memoryview(data)[start:end])

    def _end(self) -> None:
        self._complete = True


def _plain_name(name: bytes) -> str:
    """What the result calls the file: the last part of its path, printable, of a bounded length."""
    try:
        text = name.decode("latin-1").encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        text = name.decode("latin-1")
    last = PurePosixPath(PureWindowsPath(text.replace("\x00", "")).name).name
    plain = "".join(letter for letter in last if letter.isprintable())
    return plain[-LONGEST_NAME:] or NAMELESS


# Pace ------------------------------------------------------------------------------------------------------------


async def paced(pieces: AsyncIterator[bytes], limits: Uploads) -> AsyncIterator[bytes]:
    """The same pieces, as long as they keep coming. Raises ProblemError for a body that trickles in."""
    begun, size = time.monotonic(), 0
    while True:
        try:
            async with asyncio.timeout(limits.idle_seconds):
                piece = await anext(pieces, None)
        except TimeoutError:
            raise _too_slow() from None
        if piece is None:
            return
        size += len(piece)
        if time.monotonic() - begun > limits.idle_seconds + size / limits.slowest:
            raise _too_slow()
        if piece:
            yield piece


def _too_slow() -> ProblemError:
    return ProblemError("upload_too_slow", "Send the document faster, or over a better connection.")
