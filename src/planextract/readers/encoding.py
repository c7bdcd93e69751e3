"""Bytes to characters: byte order marks, UTF-8, UTF-16, and the encoding of old Windows files."""

import codecs
import re

from planextract.diagnostics import Diagnostic, remark
from planextract.errors import CorruptFileError, LimitExceededError
from planextract.options import Options

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
_DECLARED = re.compile(
    rb"<meta\s[^<>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE
)
_WINDOWS = ("cp1252", "iso-8859-1", "latin-1", "windows-1252", "us-ascii", "ascii")


def contents(data: bytes, name: str, options: Options) -> tuple[str, tuple[Diagnostic, ...]]:
    """The characters of a file. Raises CorruptFileError for one without any, LimitExceededError for one too long."""
    refuse_longer(data, name, options)
    text, remarks = decoded(data)
    if not text.strip("\0 \t\r\n\f\v\ufeff\u00a0\u200b"):
        raise CorruptFileError(name, "The file is empty: it holds no words.")
    return text, remarks


def refuse_longer(data: bytes, name: str, options: Options) -> None:
    """Raises LimitExceededError for a file that is too long."""
    if len(data) > options.limits.bytes:
        reason = f"It is longer than {options.limits.bytes:,} bytes; raise Options.limits.bytes to read it."
        raise LimitExceededError(name, reason)


def decoded(data: bytes) -> tuple[str, tuple[Diagnostic, ...]]:
    """The characters of a text file and, where its encoding had to be guessed, a remark.

    >>> decoded(b"\\xef\\xbb\\xbfBy when")[0], decoded("Châir".encode("utf-16"))[0]
    ('By when', 'Châir')
    >>> decoded(b"\\x93Done\\x94")[0], decoded(b"\\x93Done\\x94")[1][0].code
    ('“Done”', 'encoding_guessed')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    if (wide := _wide(data[:_SAMPLE])) is not None:
        return _lenient(data, wide)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _guessed(data)


def _lenient(data: bytes, encoding: str) -> tuple[str, tuple[Diagnostic, ...]]:
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        message = f"Characters that are not valid {encoding} were replaced."
        return data.decode(encoding, errors="replace"), (remark("encoding_guessed", message),)


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is zero."""
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[: 2 * half : 2].count(0), sample[1 : 2 * half : 2].count(0)
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd < 0.1 * half else None


def _guessed(data: bytes) -> tuple[str, tuple[Diagnostic, ...]]:
    """UTF-8 with a few broken characters stays UTF-8; else what the page declares; else Windows-1252."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if broken * 20 < sum(1 for _ in re.finditer(rb"[\xc2-\xf4][\x80-\xbf]", data)):
        return text, (remark("encoding_guessed", "A few characters that are not valid UTF-8 were replaced."),)
    encoding = _declared(data[:_SAMPLE])
    message = f"The text is not valid UTF-8 and was read as {encoding}."
    return data.decode(encoding, errors="replace"), (remark("encoding_guessed", message),)


def _declared(head: bytes) -> str:
    found = _DECLARED.search(head)
    name = found[1].decode("ascii").lower() if found is not None else "cp1252"
    try:
        known = codecs.lookup(name).name
        "".encode(known)
    except (LookupError, ValueError):
        return "cp1252"
    # a page that says Latin-1 means Windows-1252, as every browser reads it
    return "cp1252" if known in ("iso8859-1", "ascii", "utf-8") or name in _WINDOWS else known
