"""Mail as Outlook saves it (.msg): an OLE2 file with a stream for each property, by Microsoft's [MS-OXMSG].

Attachments lie in folders of their own; a mail in a mail is such a folder with properties like the outer one's. The
numbers of properties are those of [MS-OXPROPS].
"""

import struct
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta

from planextract.errors import (
    CorruptFileError,
    EncryptedFileError,
    LimitExceededError,
    UnsupportedFormatError,
)
from planextract.readers.collection.member import Bounds, Member
from planextract.readers.collection.message import Message
from planextract.readers.collection.names import inside
from planextract.readers.collection.rich import code_page, page_in, unpacked
from planextract.readers.compound import BrokenCompoundError, Compound, Entry

PROPERTIES = "__properties_version1.0"
"""The stream of those properties that have a fixed length; it is in every message and attachment."""

_BROKEN = "the mail is broken or cut short; save it again from Outlook."
_NOT_HERE = "what it stands for is not in the mail but a link to it, or an object; save it from Outlook."
_TOO_DEEP = "it lies too deep inside other mails; save it from Outlook."
_TOO_LARGE = "it is larger than {} bytes; raise Limits.bytes."
_LOCKED = "it is encrypted or signed as a whole; open it in Outlook and save what it says as text."
_DEEPEST = 3
_ATTACHMENT = "__attach_version1.0_"
_SEALED = "IPM.NOTE.SMIME"
_EMBEDDED = 5
_LONGEST_WORDS = 4_000
"""Bytes of a name or subject that are read."""

_SUBJECT, _TO, _SENDER, _ADDRESS, _REPRESENTED = 0x0037, 0x0E04, 0x0C1A, 0x0C1F, 0x0042
_SENT, _ARRIVED, _CLASS = 0x0039, 0x0E06, 0x001A
_PLAIN, _PAGE, _RICH = 0x1000, 0x1013, 0x1009
_NAMES = (0x3707, 0x3704, 0x3001)
_CONTENT, _METHOD, _MEDIA_TYPE, _HIDDEN, _CONTENT_ID = 0x3701, 0x3705, 0x370E, 0x7FFE, 0x3712
_PAGE_LETTERS, _LETTERS = 0x3FDE, 0x3FFD
_UNICODE, _NARROW, _BINARY, _FOLDER = 0x001F, 0x001E, 0x0102, 0x000D
_WHOLE, _TIME, _TRUTH = 0x0003, 0x0040, 0x000B
_TOP_HEAD, _INNER_HEAD, _OTHER_HEAD = 32, 24, 8
_YEAR_1601 = datetime(1601, 1, 1)  # noqa: DTZ001


def members(data: bytes, name: str, bounds: Bounds) -> Iterator[Member]:
    """The message, where it says anything, and what is attached. Raises CorruptFileError and LimitExceededError."""
    try:
        compound = Compound(data)
        yield from _message(_Folder(compound, compound.top, _TOP_HEAD), name, bounds, 1)
    except BrokenCompoundError:
        raise CorruptFileError(name, _BROKEN) from None


class _Folder:
    """The properties of a message or attachment. Its methods raise BrokenCompoundError."""

    def __init__(self, compound: Compound, entry: Entry, head: int) -> None:
        self.compound = compound
        self.entries = compound.inside(entry)
        if PROPERTIES not in self.entries:
            raise BrokenCompoundError(f"{entry.name} has no properties")
        fixed = compound.stream(self.entries[PROPERTIES])
        self._fixed = {
            struct.unpack_from("<I", fixed, at)[0]: fixed[at + 8 : at + 16]
            for at in range(head, len(fixed) - 15, 16)
        }

    def number(self, what: int, kind: int = _WHOLE) -> int:
        """A number; 0 where there is none."""
        size = 2 if kind == _TRUTH else 8 if kind == _TIME else 4
        return int.from_bytes(self._fixed.get(what << 16 | kind, b"")[:size], "little")

    def found(self, what: int, kind: int) -> Entry | None:
        return self.entries.get(f"__substg1.0_{what:04X}{kind:04X}")

    def content(self, what: int, kind: int, most: int) -> bytes:
        """A property of some length; b"" where there is none or it is longer than `most`."""
        entry = self.found(what, kind)
        return self.compound.stream(entry) if entry is not None and entry.size <= most else b""

    def words(self, what: int, most: int = _LONGEST_WORDS) -> str:
        """Words, in whichever letters they are stored."""
        wide = self.content(what, _UNICODE, most).decode("utf-16-le", "replace")
        narrow = "" if wide else self.content(what, _NARROW, most).decode(self._letters, "replace")
        return (wide or narrow).rstrip("\0")

    @property
    def _letters(self) -> str:
        return code_page(self.number(_LETTERS) or self.number(_PAGE_LETTERS) or 1252)

    def page(self, most: int) -> str:
        """The message as a web page; "" where it is none."""
        page = self.content(_PAGE, _BINARY, most).decode(
            code_page(self.number(_PAGE_LETTERS) or 65001), "replace"
        )
        return page or self.words(_PAGE, most) or page_in(unpacked(self.content(_RICH, _BINARY, most)))


def _message(folder: _Folder, name: str, bounds: Bounds, depth: int) -> Iterator[Member]:
    if folder.words(_CLASS).upper().startswith(_SEALED):
        bounds.enter(name)
        yield Member(inside(name, "message")).failed(EncryptedFileError, _LOCKED)
        return
    body = _read(folder, min(bounds.most_bytes, max(bounds.bytes, 0))).written()
    if body is not None:
        bounds.enter(name)
        bounds.take(len(body[1]), name)
        yield Member(inside(name, body[0]), body[1])
    folders = [entry for key, entry in sorted(folder.entries.items()) if key.startswith(_ATTACHMENT)]
    for number, entry in enumerate(folders, 1):
        bounds.enter(name)
        yield from _attachment(folder.compound, entry, (name, number), bounds, depth)


def _read(folder: _Folder, most: int) -> Message:
    return Message(
        sender=folder.words(_SENDER) or folder.words(_REPRESENTED) or folder.words(_ADDRESS),
        to=folder.words(_TO),
        subject=folder.words(_SUBJECT),
        sent=_day(folder.number(_SENT, _TIME) or folder.number(_ARRIVED, _TIME)),
        plain=folder.words(_PLAIN, most).replace("\r\n", "\n"),
        page=folder.page(most),
    )


def _day(ticks: int) -> date | None:
    """The day of a time in ten-millionths of a second since 1601, in universal time; None for 0."""
    if ticks:
        with suppress(OverflowError):
            return (_YEAR_1601 + timedelta(microseconds=ticks // 10)).date()
    return None


def _attachment(
    compound: Compound, entry: Entry, at: tuple[str, int], bounds: Bounds, depth: int
) -> Iterator[Member]:
    """What is attached; pictures that belong to the page, such as a signature's, are nothing."""
    mail, number = at
    name = inside(mail, f"attachment-{number}")
    try:
        folder = _Folder(compound, entry, _OTHER_HEAD)
        name = inside(mail, next(filter(None, map(folder.words, _NAMES)), f"attachment-{number}"))
        inner, content = folder.found(_CONTENT, _FOLDER), folder.found(_CONTENT, _BINARY)
        if inner is not None and folder.number(_METHOD) == _EMBEDDED:
            yield from _inner(compound, inner, name, bounds, depth)
        elif content is None:
            yield Member(name).failed(UnsupportedFormatError, _NOT_HERE)
        elif not _in_the_page(folder):
            yield _member(compound, content, name, bounds)
    except BrokenCompoundError:
        yield Member(name).failed(CorruptFileError, _BROKEN)


def _inner(compound: Compound, entry: Entry, name: str, bounds: Bounds, depth: int) -> Iterator[Member]:
    if depth == _DEEPEST:
        yield Member(name).failed(UnsupportedFormatError, _TOO_DEEP)
    else:
        yield from _message(_Folder(compound, entry, _INNER_HEAD), name, bounds, depth + 1)


def _in_the_page(folder: _Folder) -> bool:
    picture = folder.words(_MEDIA_TYPE).lower().startswith("image/")
    return picture and bool(folder.number(_HIDDEN, _TRUTH) or folder.words(_CONTENT_ID))


def _member(compound: Compound, content: Entry, name: str, bounds: Bounds) -> Member:
    """One file. What it says of its size is refused before it is read."""
    most = min(bounds.most_bytes, bounds.bytes)
    if content.size > most:
        return Member(name).failed(LimitExceededError, _TOO_LARGE.format(most))
    data = compound.stream(content)
    bounds.take(len(data), name)
    return Member(name, data)
