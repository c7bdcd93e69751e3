"""The Rich Text that Outlook packs into a message, and the web page that is hidden in it.

Outlook often keeps the page only so: each of its tags stands in a group of its own between the words, as Microsoft's
[MS-OXRTFEX] has it; how the text is packed is in [MS-OXRTFCP].
"""

import re
import struct
from dataclasses import dataclass, replace

_KNOWN_BEFORE = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
"""What every packed text may refer back to."""
_PACKED, _STORED = b"LZFu", b"MELA"
_WINDOW = 4096
_HEAD = 16
_MOST = 8_000_000
"""Bytes of packed text that are looked at; unpacking takes a second for each million or so."""


def unpacked(data: bytes) -> bytes:
    """The Rich Text; what there is of it where it is broken, b"" where it is none or too long."""
    if len(data) < _HEAD or len(data) > _MOST:
        return b""
    size, kind = struct.unpack_from("<4xI4s", data)
    if kind == _STORED:
        return data[_HEAD : _HEAD + size]
    return _inflated(data, size) if kind == _PACKED else b""


def _inflated(data: bytes, size: int) -> bytes:
    """Letters, and references to the last 4096: place and length. One to the place that is written next ends it."""
    out = bytearray(_KNOWN_BEFORE)
    end, at = len(out) + size, _HEAD
    while at < len(data) and len(out) < end:
        flags, at = data[at], at + 1
        for bit in range(8):
            if not flags >> bit & 1:
                out += data[at : at + 1]
                at += 1
                continue
            if at + 2 > len(data):
                return bytes(out[len(_KNOWN_BEFORE) :])
            place, length = data[at] << 4 | data[at + 1] >> 4, (data[at + 1] & 15) + 2
            at += 2
            back = (len(out) - place) % _WINDOW
            if back == 0 or back > len(out):
                return bytes(out[len(_KNOWN_BEFORE) :])
            for _ in range(length):  # (it may reach into what it writes)
                out.append(out[-back])
    return bytes(out[len(_KNOWN_BEFORE) : end])


# The page in it ----------------------------------------------------------------------------------------------------

_PART = re.compile(rb"([{}])|\\([a-z]{1,32})(-?[0-9]{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([^\\{}\r\n]+)")
_SAID_BY_WORDS = {
    "par": "\n",
    "line": "\n",
    "tab": "\t",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "endash": "–",
    "emdash": "—",
}
_SAID_BY_SIGNS = {b"~": "\u00a0", b"_": "\u2011", b"{": "{", b"}": "}", b"\\": "\\"}
_NO_WORDS = frozenset(("fonttbl", "colortbl", "stylesheet", "info", "pict", "mhtmltag", "pntext"))
_FIRST = 400
"""Bytes within which the text says that a page is in it."""


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds between two braces: nothing of it is said, or it is said in the Rich Text only."""

    silent: bool = False
    rich_only: bool = False
    skipped_after_letter: int = 1


def page_in(rich: bytes) -> str:
    """The web page in a Rich Text; "" where it holds none."""
    return _Unwrapping(rich).page if b"\\fromhtml" in rich[:_FIRST] else ""


class _Unwrapping:
    """One walk over a Rich Text."""

    def __init__(self, rich: bytes) -> None:
        self._said: list[str] = []
        self._codes = bytearray()
        self._group, self._outer = _Group(), list[_Group]()
        self._starred = False
        self._to_skip = 0
        self._encoding = _encoding(rich)
        for part in _PART.finditer(rich):
            self._take(part)
        self._say("")
        self.page = "".join(self._said)

    def _take(self, part: re.Match[bytes]) -> None:
        brace, word, number, code, sign, text = part.groups()
        if brace is not None:
            self._brace(brace)
        elif word is not None:
            self._word(word.decode(), int(number) if number is not None else None)
        elif sign == b"*":
            self._starred = True
        elif code is not None:
            self._letters(bytes.fromhex(code.decode()))
        elif sign is not None:
            self._say(_SAID_BY_SIGNS.get(sign, ""))
        else:
            self._letters(text)

    def _brace(self, brace: bytes) -> None:
        self._to_skip = 0
        if brace == b"{":
            self._outer.append(self._group)
        elif self._outer:
            self._say("")
            self._group = self._outer.pop()

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if word == "htmlrtf":
            self._say("")
            self._group = replace(self._group, rich_only=number != 0)
        elif word in _NO_WORDS or (starred and word != "htmltag"):
            self._group = replace(self._group, silent=True)
        elif word == "uc":
            self._group = replace(self._group, skipped_after_letter=number or 0)
        elif word == "u" and number is not None:
            self._say(chr(number % 0x10000) if not 0xD800 <= number % 0x10000 < 0xE000 else "\ufffd")
            self._to_skip = self._group.skipped_after_letter
        elif word in _SAID_BY_WORDS:
            self._say(_SAID_BY_WORDS[word])

    def _letters(self, letters: bytes) -> None:
        """Letters of the text's code page; those after a letter given by number stand in for it."""
        skipped = min(self._to_skip, len(letters))
        self._to_skip -= skipped
        if not (self._group.silent or self._group.rich_only):
            self._codes += letters[skipped:]

    def _say(self, words: str) -> None:
        self._to_skip = 0
        if self._codes:
            self._said.append(self._codes.decode(self._encoding, "replace"))
            self._codes.clear()
        if not (self._group.silent or self._group.rich_only):
            self._said.append(words)


def _encoding(rich: bytes) -> str:
    said = re.search(rb"\\ansicpg([0-9]{3,5})", rich[:_FIRST])
    return code_page(int(said[1])) if said is not None else "cp1252"


def code_page(number: int) -> str:
    """What Python calls a code page of Windows.

    >>> [code_page(number) for number in (1252, 65001, 28591, 99999)]
    ['cp1252', 'utf-8', 'latin-1', 'cp1252']
    """
    name = {65001: "utf-8", 28591: "latin-1", 20127: "ascii"}.get(number, f"cp{number}")
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name
