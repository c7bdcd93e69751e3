"""Readers: a file to a `Document`. What a file is, its content decides, never its name.

Each format has one module with `read(data, name, options) -> Document`; it is loaded when such a file turns up.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

from planextract.document import Document
from planextract.errors import CorruptFileError, LimitExceededError, ReadError
from planextract.options import Options
from planextract.readers.sniffing import COLLECTIONS, Format, sniff

READERS: dict[Format, str] = {
    "pdf": "planextract.readers.pdf",
    "docx": "planextract.readers.docx",
    "doc": "planextract.readers.office",
    "rtf": "planextract.readers.office",
    "xlsx": "planextract.readers.xlsx",
    "xls": "planextract.readers.xls",
    "odt": "planextract.readers.odt",
    "ods": "planextract.readers.odt",
    "html": "planextract.readers.html",
    "text": "planextract.readers.text",
    "zip": "planextract.readers.collection",
    "mail": "planextract.readers.collection",
    "msg": "planextract.readers.collection",
}
"""Which module reads which format."""


def read(path: str | Path, options: Options | None = None) -> Document:
    """Read one file.

    Raises ReadError, or rather the one of its kinds that fits: UnsupportedFormatError, CorruptFileError,
    EncryptedFileError, NoTextError, LimitExceededError, MissingReaderError or SeveralDocumentsError; ReadError itself
    for one that is not there or may not be opened.
    """
    options = options or Options()
    return read_bytes(content(path, options), Path(path).name, options)


def content(path: str | Path, options: Options) -> bytes:
    """What is in a file, or one byte more than the limit of it. Raises ReadError."""
    try:
        with Path(path).open("rb") as file:
            return file.read(options.limits.bytes + 1)
    except OSError as error:
        raise unopened(path, error) from error


def too_large(name: str, options: Options) -> LimitExceededError:
    """What is said of a file with more bytes than the limit."""
    return LimitExceededError(name, f"it is larger than {options.limits.bytes} bytes; raise Limits.bytes.")


def holds_several(data: bytes, name: str) -> bool:
    """Whether a file is a collection, such as a zip or a mail, whose documents are read one by one."""
    try:
        return sniff(data, name) in COLLECTIONS
    except ReadError:
        return False


def unopened(path: str | Path, error: OSError) -> ReadError:
    """What the system says of a file that it does not open, as a ReadError with what to do next."""
    for kind, reason in (
        (FileNotFoundError, "there is no such file; check the name."),
        (IsADirectoryError, "it is a folder; name one file in it."),
        (PermissionError, "it may not be opened; check its permissions."),
    ):
        if isinstance(error, kind):
            return ReadError(path, reason)
    return ReadError(
        path, f"it cannot be read ({error.strerror or error}); check the disk or fetch it again."
    )


def read_bytes(data: bytes, name: str, options: Options | None = None) -> Document:
    """Read a file's content; `name` is only what messages and the document call it. Raises what `read` raises."""
    options = options or Options()
    if len(data) > options.limits.bytes:
        raise too_large(name, options)
    if not data.strip(b"\0 \t\r\n"):
        raise CorruptFileError(name, "empty file: there is nothing in it; fetch it again.")
    reader: Any = import_module(READERS[sniff(data, name)])
    document: Document = reader.read(data, name, options)
    return document
