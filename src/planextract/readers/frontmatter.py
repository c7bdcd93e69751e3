"""The block between two lines of dashes at the head of a Markdown file: what the file says of itself."""

import re
from collections.abc import Sequence

Stretch = tuple[int, int]

_KEY = re.compile(r"([A-Za-z][\w-]{0,40})\s*:(?:\s+(.*)|$)")
_MOST_LINES = 200
_MOST_BEFORE = 3
"""Lines that may stand before it, comments of whoever collected the file."""


def read(file: str, lines: Sequence[Stretch]) -> tuple[dict[str, str], range]:
    """Values by key, and the lines that they take; lists and maps inside are joined by "; ".

    >>> read("---\\ntitle: Action plan\\n---\\n", [(0, 3), (4, 22), (23, 26)])
    ({'title': 'Action plan'}, range(0, 3))
    """
    nothing: dict[str, str] = {}
    first = _first(file, lines)
    if first is None:
        return nothing, range(0)
    found: dict[str, str] = {}
    key = ""
    for number in range(first + 1, min(len(lines), first + _MOST_LINES)):
        text = file[slice(*lines[number])].rstrip()
        if text in ("---", "..."):
            return (found, range(first, number + 1)) if found else (nothing, range(0))
        match = _KEY.match(text)
        if match is not None:
            key = match[1].lower()
            found[key] = _unquoted(match[2] or "")
        elif key and text.strip():
            found[key] = "; ".join(part for part in (found[key], text.strip(" -")) if part)
    return nothing, range(0)


def _first(file: str, lines: Sequence[Stretch]) -> int | None:
    for number, line in enumerate(lines[: _MOST_BEFORE + 1]):
        text = file[slice(*line)].strip()
        if text == "---":
            return number
        if text and not text.startswith(("#", "<!--")):
            return None
    return None


def _unquoted(text: str) -> str:
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text
