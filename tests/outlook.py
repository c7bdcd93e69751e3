"""Outlook messages described as plain data, written as .msg: an OLE2 file by [MS-CFB] with what [MS-OXMSG] asks for."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SECTOR, SHORT, CUTOFF = 512, 64, 4096
END, FREE, NONE, ITS_TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFD

Folder = dict[str, "bytes | Folder"]

TICKS_OF_3_MAY_2010 = 129_173_616_000_000_000
"""09:20 on that day, in ten-millionths of a second since 1601."""


@dataclass(frozen=True)
class Attachment:
    """A file by value; a mail where `inner` is given; a link to a file where there is neither."""

    name: str
    data: bytes | None = None
    inner: "Mail | None" = None
    media_type: str = ""
    content_id: str = ""


@dataclass(frozen=True)
class Mail:
    """A message; `rich` is its packed Rich Text, `narrow` says that its words are stored in Windows-1252."""

    subject: str = ""
    sender: str = ""
    to: str = ""
    plain: str = ""
    page: bytes = b""
    rich: bytes = b""
    attached: Sequence[Attachment] = ()
    ticks: int = TICKS_OF_3_MAY_2010
    kind: str = "IPM.Note"
    narrow: bool = False


def msg(mail: Mail) -> bytes:
    """The message as .msg."""
    return compound(_message(mail, head=32))


def _message(mail: Mail, head: int) -> Folder:
    words = ((0x001A, mail.kind), (0x0037, mail.subject), (0x0C1A, mail.sender), (0x0E04, mail.to))
    found: Folder = {}
    for number, said in (*words, (0x1000, mail.plain)):
        found |= _words(number, said, mail.narrow)
    for number, content in ((0x1013, mail.page), (0x1009, mail.rich)):
        found |= {f"__substg1.0_{number:04X}0102": content} if content else {}
    for number, each in enumerate(mail.attached):
        found[f"__attach_version1.0_#{number:08X}"] = _attachment(each)
    fixed = struct.pack("<IIQ", 0x00390040, 6, mail.ticks) + struct.pack("<IIQ", 0x3FDE0003, 6, 65001)
    fixed += struct.pack("<IIQ", 0x3FFD0003, 6, 1252)
    return found | {"__properties_version1.0": bytes(head) + fixed}


def _words(number: int, said: str, narrow: bool = False) -> Folder:
    stored = said.encode("cp1252") if narrow else said.encode("utf-16-le")
    return {f"__substg1.0_{number:04X}00{'1E' if narrow else '1F'}": stored} if said else {}


def _attachment(each: Attachment) -> Folder:
    method = 5 if each.inner is not None else 1 if each.data is not None else 2
    found = {"__properties_version1.0": bytes(8) + struct.pack("<IIQ", 0x37050003, 6, method)}
    found |= _words(0x3001 if each.inner is not None else 0x3707, each.name)
    found |= _words(0x370E, each.media_type) | _words(0x3712, each.content_id)
    if each.inner is not None:
        found["__substg1.0_3701000D"] = _message(each.inner, head=24)
    elif each.data is not None:
        found["__substg1.0_37010102"] = each.data
    return found


# OLE2 ------------------------------------------------------------------------------------------------------------


def compound(top: Folder) -> bytes:
    """Folders and streams as one OLE2 file of version 3, at most 109 sectors of its table."""
    return _Writer(top).data


class _Writer:
    def __init__(self, top: Folder) -> None:
        self._sectors: list[bytes] = []
        self._next: list[int] = []
        self._small = bytearray()
        self._small_next: list[int] = []
        self._entries = [b""]
        inner = self._inside(top)
        small = self._chain(bytes(self._small))
        self._entries[0] = _entry("Root Entry", 5, inner=inner, start=small, size=len(self._small))
        shorts = self._chain(struct.pack(f"<{len(self._small_next)}I", *self._small_next), b"\xff")
        directory = self._chain(b"".join(self._entries))
        self.data = self._head(directory, shorts) + b"".join(self._sectors)

    def _inside(self, folder: Folder) -> int:
        """The first entry of a folder; each entry has the next on its right, which is a tree, if a lean one."""
        numbers = [len(self._entries) + place for place in range(len(folder))]
        self._entries += [b""] * len(folder)
        for place, (name, content) in enumerate(
            sorted(folder.items(), key=lambda item: (len(item[0]), item[0]))
        ):
            right = numbers[place + 1] if place + 1 < len(numbers) else NONE
            if isinstance(content, bytes):
                start = self._short(content) if len(content) < CUTOFF else self._chain(content)
                entry = _entry(name, 2, right=right, start=start, size=len(content))
            else:
                entry = _entry(name, 1, right=right, inner=self._inside(content))
            self._entries[numbers[place]] = entry
        return numbers[0] if numbers else NONE

    def _chain(self, content: bytes, filler: bytes = b"\0") -> int:
        if not content:
            return END
        first = len(self._sectors)
        parts = [content[at : at + SECTOR].ljust(SECTOR, filler) for at in range(0, len(content), SECTOR)]
        self._sectors += parts
        self._next += [*range(first + 1, first + len(parts)), END]
        return first

    def _short(self, content: bytes) -> int:
        if not content:
            return END
        first, count = len(self._small_next), -(-len(content) // SHORT)
        self._small += content.ljust(count * SHORT, b"\0")
        self._small_next += [*range(first + 1, first + count), END]
        return first

    def _head(self, directory: int, shorts: int) -> bytes:
        """The head, once the table of sectors stands behind all others."""
        tables = 1
        while tables * SECTOR // 4 < len(self._next) + tables:
            tables += 1
        first = len(self._sectors)
        listed = [*self._next, *[ITS_TABLE] * tables]
        listed += [FREE] * (tables * SECTOR // 4 - len(listed))
        self._sectors += [
            struct.pack("<128I", *listed[at : at + SECTOR // 4]) for at in range(0, len(listed), SECTOR // 4)
        ]
        count = -(-len(self._small_next) * 4 // SECTOR)
        places = [*range(first, first + tables), *[FREE] * (109 - tables)]
        return (
            MARK
            + struct.pack("<16xHHHHH6xII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables)
            + struct.pack("<IIIIIII", directory, 0, CUTOFF, shorts, count, END, 0)
            + struct.pack("<109I", *places)
        )


def _entry(
    name: str, kind: int, right: int = NONE, inner: int = NONE, start: int = END, size: int = 0
) -> bytes:
    said = name.encode("utf-16-le") + b"\0\0"
    return (
        said.ljust(64, b"\0")
        + struct.pack("<HBB", len(said), kind, 1)
        + struct.pack("<III", NONE, right, inner)
        + struct.pack("<36xIQ", start, size)
    )


# Rich Text -------------------------------------------------------------------------------------------------------


def stored(rich: bytes) -> bytes:
    """Rich Text as a message holds it, not packed."""
    return struct.pack("<II4sI", len(rich) + 12, len(rich), b"MELA", 0) + rich
