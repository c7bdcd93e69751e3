"""Zip archives: their files in order, inflated one at a time and never more than the limits allow."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from planextract.errors import CorruptFileError, EncryptedFileError, LimitExceededError
from planextract.readers.collection.member import Bounds, Member
from planextract.readers.collection.names import inside

_BROKEN = "the archive is broken or cut short; fetch it again."
_LOCKED = "it opens only with a password; unpack it and save a copy without one."
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_PASSED_OVER = ("__MACOSX/",)
"""What a Mac puts beside the files."""

_FAILS = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError)


def members(data: bytes, name: str, bounds: Bounds) -> Iterator[Member]:
    """The files of a zip, hidden ones left out. Raises CorruptFileError and LimitExceededError."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except _FAILS:
        raise CorruptFileError(name, _BROKEN) from None
    with archive:
        for entry in archive.infolist():
            if not entry.is_dir() and not _hidden(entry.filename):
                bounds.enter(name)
                yield _member(archive, entry, name, bounds)


def _hidden(path: str) -> bool:
    base = path.replace("\\", "/").rpartition("/")[2]
    return path.startswith(_PASSED_OVER) or base.startswith((".", "~$"))


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, bounds: Bounds) -> Member:
    """One file. The size that the zip declares is refused before inflating, and not trusted after."""
    member = Member(inside(name, entry.filename))
    most = min(bounds.most_bytes, bounds.bytes)
    if entry.flag_bits & 1:
        return member.failed(EncryptedFileError, _LOCKED)
    if entry.compress_type not in _METHODS:
        return member.failed(CorruptFileError, "it is packed in a way that few programs know; pack it anew.")
    if entry.file_size > most:
        return member.failed(LimitExceededError, f"it is larger than {most} bytes; raise Limits.bytes.")
    try:
        with archive.open(entry) as stream:
            data = stream.read(most + 1)
    except _FAILS:
        return member.failed(CorruptFileError, _BROKEN)
    bounds.take(len(data), name)
    return Member(member.name, data)
