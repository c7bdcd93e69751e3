"""Labels: the printed bullet, number or letter at the start of a list item."""

import re

_BULLETS = "•‣⁃∙·➢➤✓✔❖❑♦★☐☑☒§\u25a0-\u25ff"
_DASHES = "-–—−*~"

_BULLET = re.compile(rf"[{_BULLETS}\ue000-\uf8ff]\s*|o\s(?=\s*\S)|\(cid:\d{{1,5}}\)\s")
_DASH = re.compile(rf"[{_DASHES}](?:\s+|(?=[A-Z][a-z]))")
_NUMBER = re.compile(
    r"""
      \(?(?:\d{1,2}|[a-z]|[ivx]{1,5})\)\s*(?=\D)          # a)  (iv)  3)
    | \([A-Z]\)\s*(?=\S)                                  # (B)
    | (?:\d{1,2}|[a-z]|[ivx]{1,5})\.\s+(?=[^\W\d]|["'‘“(\[£])    # 1. Review   b. review
    | \d{1,2}(?:\.\d{1,2}){1,3}\.?\s+(?=["'‘“(]?[A-Z])    # 2.1 Review
    """,
    re.VERBOSE,
)


def label_end(text: str) -> tuple[int, int] | None:
    """Where the label of a line ends, and where its words begin; None for a line without a label.

    A capital with a full stop is somebody's initial, and a lone number may be the whole of a cell: neither is one.

    >>> label_end("• Recruit a clerk"), label_end("a) review"), label_end("2.1 Review policy")
    ((1, 2), (2, 3), (3, 4))
    >>> label_end("A. Brindle"), label_end("1.1"), label_end("3.5 million"), label_end("o")
    (None, None, None, None)
    """
    if text[:1].isupper():  # the usual line: no label begins so
        return None
    found = _BULLET.match(text) or _NUMBER.match(text)
    return _ends(found, text) if found is not None else None


def dash_end(text: str) -> tuple[int, int] | None:
    """The same for a dash or asterisk, which also stands inside sentences that wrap.

    >>> dash_end("- all schools"), dash_end("-5%")
    ((1, 2), None)
    """
    found = _DASH.match(text)
    return _ends(found, text) if found is not None else None


def _ends(found: re.Match[str], text: str) -> tuple[int, int] | None:
    if found.end() >= len(text):
        return None
    return len(found.group().rstrip()), found.end()
