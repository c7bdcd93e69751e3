"""What a file is, by its content and never by its name."""

import re
import zipfile
import zlib
from io import BytesIO
from typing import Literal

from planextract.errors import CorruptFileError, EncryptedFileError, UnsupportedFormatError
from planextract.readers.compound import MARK, top_names

Format = Literal[
    "pdf", "docx", "doc", "rtf", "xlsx", "xls", "odt", "ods", "html", "text", "zip", "mail", "msg"
]

COLLECTIONS: frozenset[Format] = frozenset({"zip", "mail", "msg"})
"""What holds documents and is none itself."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_HEAD = 1024

_KNOWN: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "it is a picture; run OCR over it and read the result."),
    (b"\xff\xd8\xff", "it is a picture; run OCR over it and read the result."),
    (b"GIF8", "it is a picture; run OCR over it and read the result."),
    (b"II*\0", "it is a picture; run OCR over it and read the result."),
    (b"MM\0*", "it is a picture; run OCR over it and read the result."),
    (b"\x1f\x8b", "it is compressed; unpack it and read what is inside."),
    (b"7z\xbc\xaf", "it is an archive; unpack it and read what is inside."),
    (b"Rar!", "it is an archive; unpack it and read what is inside."),
)
_OPEN_DOCUMENTS: dict[str, Format] = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_OLD_OFFICE: dict[str, Format] = {
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "__properties_version1.0": "msg",
}
"""Streams at the top of an OLE2 file that say what it is."""

_OTHER_OLE2 = {
    "PowerPoint Document": "it is an old PowerPoint file (.ppt); save it as PDF.",
}
_OLD = "it is an old Office file; open it in its program and save it as .docx or PDF."
_OTHER_ZIPS = (
    ("xl/workbook.bin", "it is a binary Excel workbook (.xlsb); open it in Excel and save it as .xlsx."),
    ("ppt/", "it is a PowerPoint file; save it as PDF."),
    ("mimetype", "it is a presentation, drawing or e-book; save it as .docx or PDF."),
)
_UNKNOWN = (
    "it is no kind of file that planextract reads; give it a PDF, a .docx, an .xlsx, HTML or plain text."
)

_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):(?:\s|$)")
_WRITTEN = frozenset({"from", "to", "subject", "date"})
_BY_PROGRAMS = frozenset({"mime-version", "message-id", "received", "return-path", "x-mailer"})
_LONGEST_HEAD = 32_768

_DECLARED = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I
)
_TAG = re.compile(
    r"</?(?:p|div|table|tr|td|th|ul|ol|li|h[1-6]|br|span|section|article|main|a|b|strong|em)\b[^<>]{0,300}>",
    re.I,
)


def sniff(data: bytes, name: str) -> Format:
    """Which reader a file needs. Raises UnsupportedFormatError, EncryptedFileError or CorruptFileError.

    >>> sniff(b"%PDF-1.7 ...", "minutes.docx"), sniff(b"<!DOCTYPE html><p>Minutes", "x"), sniff(b"Action: all", "x")
    ('pdf', 'html', 'text')
    """
    if data.startswith(_ZIP):  # (first: a PDF that is kept in it unpacked begins in its first bytes)
        return _sniff_zip(data, name)
    if b"%PDF-" in data[:_HEAD]:
        return "pdf"
    if data.startswith(MARK):
        return _sniff_ole2(data, name)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    for mark, reason in _KNOWN:
        if data.startswith(mark):
            raise UnsupportedFormatError(name, reason)
    return _sniff_text(data, name)


def _sniff_zip(data: bytes, name: str) -> Format:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            members = set(package.namelist())
            said = _said_type(package) if "mimetype" in members else ""
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError, EOFError):
        raise CorruptFileError(name, "the .docx or archive is broken or cut short; fetch it again.") from None
    if any(member.startswith("word/") for member in members):
        return "docx"
    if said in _OPEN_DOCUMENTS:
        return _OPEN_DOCUMENTS[said]
    for part, reason in _OTHER_ZIPS:
        if any(member.startswith(part) for member in members):
            raise UnsupportedFormatError(name, reason)
    if any(member.startswith("xl/") for member in members):
        return "xlsx"
    if "[Content_Types].xml" in members:
        return "docx"  # its content types and relationships say where the document is, or that it is none
    return "zip"


def _said_type(package: zipfile.ZipFile) -> str:
    """What an OpenDocument file or e-book says it is; only the first letters are ever inflated."""
    if package.getinfo("mimetype").flag_bits & 1:
        return ""
    with package.open("mimetype") as stream:
        return stream.read(100).decode("ascii", "replace").strip().removesuffix("-template")


def _sniff_ole2(data: bytes, name: str) -> Format:
    """OLE2 holds old Office files, and new ones with a password."""
    streams = top_names(data) or _named_anywhere(data)
    for stream, kind in _OLD_OFFICE.items():
        if stream in streams:
            return kind
    if "EncryptedPackage" in streams:
        raise EncryptedFileError(name, "it opens only with a password; save a copy without one.")
    if not streams:
        raise CorruptFileError(name, "the old Office file is broken or cut short; fetch it again.")
    reason = next((reason for stream, reason in _OTHER_OLE2.items() if stream in streams), _OLD)
    raise UnsupportedFormatError(name, reason)


def _named_anywhere(data: bytes) -> set[str]:
    """What a file with a broken directory may hold."""
    known = ("EncryptedPackage", *_OLD_OFFICE, *_OTHER_OLE2)
    return {stream for stream in known if stream.encode("utf-16-le") in data}


def _sniff_text(data: bytes, name: str) -> Format:
    head = _decoded(data[: 64 * _HEAD])
    odd = sum(1 for letter in head if (letter < " " and letter not in "\t\n\r\f\x1b") or letter == "\x7f")
    if odd > max(2, len(head) // 200):
        raise UnsupportedFormatError(name, _UNKNOWN)
    if _is_mail(head):
        return "mail"
    if _DECLARED.match(head):
        return "html"
    tags = sum(match.end() - match.start() for match in _TAG.finditer(head))
    marked_up = head.lstrip()[:1] == "<" and tags > len(head) // 10
    return "html" if marked_up and not _in_rows(head) else "text"


def _in_rows(head: str) -> bool:
    """Whether most lines have a tab between words: rows of cells, which may hold scraps of HTML, and no page."""
    lines = [line for line in head.splitlines() if line.strip()]
    return 2 * sum(1 for line in lines if "\t" in line.strip()) > len(lines)


def _is_mail(head: str) -> bool:
    """Whether a text begins with the headers of a mail: those that people write, and one that only programs do.

    >>> _is_mail("From: Clerk <clerk@example.org>\\nTo: All members\\nDate: 3 May 2010\\n\\nDear all")
    False
    """
    names: set[str] = set()
    for line in head[:_LONGEST_HEAD].splitlines():
        match = _HEADER.match(line)
        if match is None and not line.startswith((" ", "\t")):
            break
        names |= {match[1].lower()} if match is not None else set()
    return bool(names & _WRITTEN) and bool(names & _BY_PROGRAMS)


def _decoded(data: bytes) -> str:
    """Enough of the text to judge it by; bytes that are no UTF-8 are read one by one."""
    for mark, encoding in (
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xef\xbb\xbf", "utf-8"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data[: data.rfind(b"\n") + 1 or len(data)].decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
