"""Old Word and Rich Text files: LibreOffice makes a .docx of them, and that is read.

The document keeps the name, media type and hash of the original. Places count in the .docx, which has the same
tables, cells and paragraphs; a remark says so.
"""

import hashlib
from dataclasses import replace

from planextract.diagnostics import remark
from planextract.document import Document
from planextract.errors import CorruptFileError, EncryptedFileError
from planextract.options import Options
from planextract.readers import docx
from planextract.readers.office.program import converted

_RTF = b"{\\rtf"
_WORD_97 = b"\xec\xa5"
_FLAGS = 10
_LOCKED = 0x100
_SECTOR = 512

_ASKS_FOR_PASSWORD = "it opens only with a password; save a copy without one."


def read(data: bytes, name: str, options: Options) -> Document:
    """A .doc or .rtf as a `Document`.

    Raises MissingReaderError where LibreOffice is not installed, LimitExceededError where it takes too long,
    CorruptFileError where it cannot open the file, EncryptedFileError, and what the reader of .docx raises.
    """
    rich = data.startswith(_RTF)
    if not rich and _locked(data):
        raise EncryptedFileError(name, _ASKS_FOR_PASSWORD)
    made = converted(data, name, "rtf" if rich else "doc", options.limits)
    try:
        found = docx.read(made, name, options, converted=True)
    except CorruptFileError as error:
        raise CorruptFileError(name, "LibreOffice makes nothing readable of it; save it as .docx.") from error
    said = remark("converted", "LibreOffice made a .docx of it; places count in that")
    return replace(
        found,
        media_type="application/rtf" if rich else "application/msword",
        reader="libreoffice+docx",
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        diagnostics=(said, *found.diagnostics),
    )


def _locked(data: bytes) -> bool:
    """Whether the Word document in an OLE2 file is encrypted: it begins a sector, and a flag in its head says so."""
    for start in range(_SECTOR, len(data) - _FLAGS - 2, _SECTOR):
        if data[start : start + 2] == _WORD_97:
            return bool(int.from_bytes(data[start + _FLAGS : start + _FLAGS + 2], "little") & _LOCKED)
    return False
