"""Page furniture: running headers and footers, page numbers, and the slanting letters of watermarks."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planextract.document import BlockKind
from planextract.readers.pdf.lines.printed import PrintedLine

_MARGIN = 0.13
"""Furniture stands in this share of the page's height at its top and bottom."""
_NUMBER = re.compile(
    r"(?:page|p\.?)?\s{0,3}[-–—|]?\s{0,3}\d{1,4}\s{0,3}(?:(?:of|/)\s{0,3}\d{1,4})?\s{0,3}[-–—|]?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")

Mark = tuple[str, int]
"""What a line says, digits aside, and how far from the nearer edge of the page it stands, in steps of four points."""


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of one page that stand in no table."""

    lines: tuple[PrintedLine, ...]
    height: float


def repeated(pages: Sequence[PageLines]) -> frozenset[Mark]:
    """The marks that stand in the margins of most pages, left and right pages counted apart as well."""
    counts = Counter(mark for page in pages for mark in _page_marks(page))
    enough = max(2, (len(pages) + 2) // 3)
    return frozenset(mark for mark, count in counts.items() if count >= enough)


def _page_marks(page: PageLines) -> set[Mark]:
    return {mark for line in page.lines for mark in _marks(line, page.height)}


def _marks(line: PrintedLine, height: float) -> Iterable[Mark]:
    """A margin line's mark at both steps nearest to it, so that a hair's difference does not part two pages."""
    kind = _margin(line, height)
    if kind is None or line.turn != 0:
        return ()
    words = _DIGITS.sub("#", line.text.casefold())
    away = line.bottom if kind == "header" else line.bottom - height
    step = int(away // 4)
    return (words, step), (words, step + (1 if away % 4 >= 2 else -1))


def _margin(line: PrintedLine, height: float) -> BlockKind | None:
    if line.bottom <= _MARGIN * height:
        return "header"
    return "footer" if line.middle >= (1 - _MARGIN) * height else None


def furniture(line: PrintedLine, height: float, marks: frozenset[Mark]) -> BlockKind | None:
    """Header or footer, or None for a line that belongs to the page's own words."""
    kind = _margin(line, height)
    if kind is None or line.turn != 0:
        return None
    if _NUMBER.fullmatch(line.text.strip()) or not marks.isdisjoint(_marks(line, height)):
        return kind
    return None
