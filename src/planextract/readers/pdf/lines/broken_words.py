"""Words that a narrow column breaks without a hyphen: "Safeguardin" fills a line of a cell, "g" begins the next.

A line that ends with its column is no proof: "Commissioning" may fill a line and "manager" stand below. What is put
together must have filled its line to the letter, and must stand whole elsewhere on the page, or be a date in figures,
or end in letters that are no word. "Septemb" and "er" stay apart where no September is near: a wrong word costs more.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from planextract.readers.pdf.lines.printed import PrintedLine

_WORD = re.compile(r"[^\W\d_]+")
_SCRAP = re.compile(r"[b-df-hj-np-tvxz]{1,2}[.,;:)]?")
"""One or two letters without a vowel: no word, whatever stands above."""
_DATE = re.compile(r"\d{1,2}[/.]\d{1,2}[/.](?:\d{2}|\d{4})(?!\d)")


class PageWords:
    """The words of a page, looked up only where one may be broken."""

    def __init__(self, areas: Iterable[Sequence[PrintedLine]]) -> None:
        self._areas = areas

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(
            word for lines in self._areas for line in lines for word in _WORD.findall(line.text.casefold())
        )

    def __contains__(self, word: str) -> bool:
        return word.casefold() in self._known


def mended(lines: Sequence[PrintedLine], right: float, words: PageWords) -> list[PrintedLine]:
    """The lines of one cell, marked where a word goes on below; `right` is how far its column's lines reach."""
    broken = [_is_broken(above, below, right, words) for above, below in pairwise(lines)]
    if not any(broken):
        return list(lines)
    return [
        line._replace(broken=True) if goes else line
        for line, goes in zip(lines, [*broken, False], strict=True)
    ]


def _is_broken(above: PrintedLine, below: PrintedLine, right: float, words: PageWords) -> bool:
    if " " in above.text or above.turn or below.turn:
        return False
    head, tail = above.text[-1], below.text[0]
    if not (head.isalpha() and tail.islower()) and not (head.isdigit() and tail.isdigit()):
        return False
    first = below.text.partition(" ")[0]
    if above.x1 + below.first_word / len(first) <= right:
        return False
    if head.isdigit():
        return _DATE.fullmatch(above.text + first) is not None
    begun, tail = _WORD.findall(above.text)[-1], _WORD.findall(first)[0]
    return begun + tail in words or _SCRAP.fullmatch(first) is not None
