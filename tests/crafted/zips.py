"""Zips written byte by byte, with whatever sizes, methods and marks they are to claim."""

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

STORED, DEFLATED, BZIP2 = 0, 8, 12
ENCRYPTED = 1


@dataclass(frozen=True)
class Entry:
    """One member as packed; `at` is where its header lies in the file, None for its own."""

    name: str
    packed: bytes
    size: int
    check: int = 0
    method: int = DEFLATED
    flags: int = 0
    at: int | None = None


def entry(name: str, data: bytes | str) -> Entry:
    """An honest member."""
    data = data.encode() if isinstance(data, str) else data
    packer = zlib.compressobj(9, wbits=-15)
    return Entry(name, packer.compress(data) + packer.flush(), len(data), zlib.crc32(data))


def zipped(entries: Iterable[Entry]) -> bytes:
    body, directory, count = b"", b"", 0
    parts: list[bytes] = []
    place = 0
    for each in entries:
        common = struct.pack(
            "<HHHHHIIIHH",
            *(20, each.flags, each.method, 0, 0x21, each.check, len(each.packed), each.size),
            *(len(each.name), 0),
        )
        name = each.name.encode()
        at = place if each.at is None else each.at
        directory += b"PK\x01\x02" + b"\x14\x00" + common + struct.pack("<HHHII", 0, 0, 0, 0, at) + name
        count += 1
        if each.at is None:
            parts.append(b"PK\x03\x04" + common + name + each.packed)
            place += len(parts[-1])
    body = b"".join(parts)
    count = min(count, 0xFFFF)
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end
