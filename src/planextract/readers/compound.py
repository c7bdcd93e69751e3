"""OLE2 files, as old Office programs write them: what stands at the top of one.

A file inside another has streams of its own further down, which say nothing of what the outer one is.
"""

import struct
from collections.abc import Iterator

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER = 512
_ENTRY = 128
_LAST = 0xFFFFFFFA
"""From here on numbers of sectors mean "none"."""


def top_names(data: bytes) -> frozenset[str]:
    """The names of the streams and folders at the top of an OLE2 file; none where its directory is broken."""
    try:
        return frozenset(_top_names(data))
    except (struct.error, IndexError):
        return frozenset()


def _top_names(data: bytes) -> Iterator[str]:
    size = 1 << (struct.unpack_from("<H", data, 30)[0] & 15)
    directory = b"".join(_sectors(data, size))
    entries = [directory[at : at + _ENTRY] for at in range(0, len(directory), _ENTRY)]
    waiting, seen = [_number(entries[0], 76)], set[int]()
    while waiting:
        number = waiting.pop()
        if number in seen or number >= len(entries):
            continue
        seen.add(number)
        entry = entries[number]
        length = min(struct.unpack_from("<H", entry, 64)[0], 64)
        yield entry[: max(length - 2, 0)].decode("utf-16-le", "replace")
        waiting += [_number(entry, 68), _number(entry, 72)]


def _number(data: bytes, at: int) -> int:
    number: int = struct.unpack_from("<I", data, at)[0]
    return number


def _sectors(data: bytes, size: int) -> Iterator[bytes]:
    """The sectors of the directory, one after the other."""
    following = _following(data, size)
    seen: set[int] = set()
    sector = _number(data, 48)
    while sector < _LAST and sector not in seen:
        seen.add(sector)
        yield _sector(data, size, sector)
        sector = following[sector]


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
