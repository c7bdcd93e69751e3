"""OLE2 files, as old Office programs and Outlook write them: folders and streams in one file, by Microsoft's [MS-CFB].

A file inside another has streams of its own further down, which say nothing of what the outer one is. Nothing that a
file says of itself is believed: chains of sectors that turn back end, sizes are at most what the file holds.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_ENTRY = 128
_LAST = 0xFFFFFFFA
"""From here on numbers of sectors mean "none"."""
_FOLDERS = (1, 5)
_LONG_SECTORS = 12
_SHORT = 64
"""Bytes in a sector of the stream that holds the small ones."""


class BrokenCompoundError(Exception):
    """What an OLE2 file says of itself is not so."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A stream or folder; `number` is its place in the directory."""

    number: int
    name: str
    folder: bool
    left: int
    right: int
    inner: int
    start: int
    size: int


def top_names(data: bytes) -> frozenset[str]:
    """The names of the streams and folders at the top of an OLE2 file; none where its directory is broken."""
    try:
        compound = Compound(data)
        return frozenset(compound.inside(compound.top))
    except BrokenCompoundError:
        return frozenset()


class Compound:
    """An open OLE2 file. Raises BrokenCompoundError, here and in its methods."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._size = 1 << (struct.unpack_from("<H", data, 30)[0] & 15)
            if self._size < _ENTRY:
                raise BrokenCompoundError(f"sectors of {self._size} bytes")
            self._next = _following(data, self._size)
            directory = b"".join(self._sectors(_number(data, 48)))
            self._entries = [
                self._entry(directory, at) for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)
            ]
            self.top = self._entries[0]
        except (struct.error, IndexError) as error:
            raise BrokenCompoundError(str(error)) from None
        self._placed: set[int] = set()

    def _entry(self, directory: bytes, at: int) -> Entry:
        raw = directory[at : at + _ENTRY]
        length = min(struct.unpack_from("<H", raw, 64)[0], 64)
        size = (
            struct.unpack_from("<Q", raw, 120)[0] if self._size == 1 << _LONG_SECTORS else _number(raw, 120)
        )
        return Entry(
            number=at // _ENTRY,
            name=raw[: max(length - 2, 0)].decode("utf-16-le", "replace"),
            folder=raw[66] in _FOLDERS,
            left=_number(raw, 68),
            right=_number(raw, 72),
            inner=_number(raw, 76),
            start=_number(raw, 116),
            size=size,
        )

    def inside(self, folder: Entry) -> dict[str, Entry]:
        """What lies in a folder, by name. Each entry lies in one: that of the first folder asked for."""
        found: dict[str, Entry] = {}
        waiting = [folder.inner]
        while waiting:
            number = waiting.pop()
            if number not in self._placed and number < len(self._entries):
                self._placed.add(number)
                entry = self._entries[number]
                found.setdefault(entry.name, entry)
                waiting += [entry.right, entry.left]
        return found

    def stream(self, entry: Entry) -> bytes:
        """All of a stream."""
        if entry.size > len(self._data):
            raise BrokenCompoundError(f"{entry.name} is said to be larger than the file")
        small = entry.size < self._cutoff
        sectors = self._short_sectors(entry.start) if small else self._sectors(entry.start)
        found = bytearray()
        try:
            while len(found) < entry.size:
                found += next(sectors)
        except StopIteration:
            raise BrokenCompoundError(f"{entry.name} is cut short") from None
        return bytes(found[: entry.size])

    @property
    def _cutoff(self) -> int:
        """The size from which on a stream has sectors of its own."""
        return _number(self._data, 56)

    def _sectors(self, first: int) -> Iterator[bytes]:
        return (_sector(self._data, self._size, number) for number in _chain(first, self._next))

    def _short_sectors(self, first: int) -> Iterator[bytes]:
        return (
            self._shorts[number * _SHORT : (number + 1) * _SHORT]
            for number in _chain(first, self._short_next)
        )

    @cached_property
    def _shorts(self) -> bytes:
        return b"".join(self._sectors(self.top.start))

    @cached_property
    def _short_next(self) -> tuple[int, ...]:
        listed = b"".join(self._sectors(_number(self._data, 60)))
        return struct.unpack(f"<{len(listed) // 4}I", listed[: len(listed) // 4 * 4])


def _number(data: bytes, at: int) -> int:
    number: int = struct.unpack_from("<I", data, at)[0]
    return number


def _chain(first: int, following: list[int] | tuple[int, ...]) -> Iterator[int]:
    """Sectors from the first one on, each once."""
    seen: set[int] = set()
    while first < _LAST and first not in seen:
        if first >= len(following):
            raise BrokenCompoundError(f"there is no sector {first}")
        seen.add(first)
        yield first
        first = following[first]


def _sector(data: bytes, size: int, number: int) -> bytes:
    start = (number + 1) * size
    return data[start : start + size]


def _following(data: bytes, size: int) -> list[int]:
    """For each sector the one that goes on from it; there are no more than the file has room for."""
    most = len(data) // size + 1
    listed = list(struct.unpack_from("<109I", data, 76))
    more, seen = _number(data, 68), set[int]()
    while more < _LAST and more not in seen and len(listed) < most:
        seen.add(more)
        *numbers, following = struct.unpack(f"<{size // 4}I", _sector(data, size, more))
        listed += numbers
        more = following
    found: list[int] = []
    for number in listed:
        if number < _LAST and len(found) < most:
            sector = _sector(data, size, number)
            found += struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])
    return found
