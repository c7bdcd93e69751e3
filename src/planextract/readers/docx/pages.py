"""On which page each paragraph and row began when Word last laid the file out.

Word marks where a page began in the words that began it, when it saves. Such marks are hints: another printer, another
font or one change since moves them, and other programs keep the marks of an old save or write none. A break that the
author asked for counts where no mark follows it; an empty page has no words that could hold a mark.
"""

from collections.abc import Iterable

from lxml import etree

from planextract.document import PageStart
from planextract.readers.docx.package import W

_MARK, _BREAK, _ROW, _PARAGRAPH = (W + name for name in ("lastRenderedPageBreak", "br", "tr", "p"))
_WORDS = frozenset(W + name for name in ("t", "sym", "delText", "drawing", "pict", "object"))


class Pages:
    """Counts pages over the body of a document, and keeps what began first on each. Without marks there are none."""

    def __init__(self, body: etree._Element | None) -> None:
        self._known = body is not None and next(body.iter(_MARK), None) is not None
        self._page = 1
        self._due = 0
        self._starts: dict[int, PageStart] = {}

    def paragraph(self, element: etree._Element) -> int:
        """Goes through a paragraph; the page on which it begins."""
        if not self._known:
            return self._page
        begins: int | None = None
        breaks = next(element.iter(_MARK, _BREAK), None) is not None
        for part in element.iter(_MARK, _BREAK, *_WORDS) if breaks or self._due else ():
            if part.tag == _MARK:
                self._turn(max(1, self._due))
            elif part.tag == _BREAK:
                self._due += part.get(W + "type") == "page"
            else:
                self._turn(self._due)
                begins = self._page if begins is None else begins
        return self._page if begins is None else begins

    def _turn(self, pages: int) -> None:
        self._page += pages
        self._due = 0

    def rows(self, rows: Iterable[etree._Element]) -> list[int]:
        """Goes through the rows of a table; the pages on which they begin."""
        return [self._row(row) for row in rows] if self._known else []

    def _row(self, row: etree._Element) -> int:
        """A row that a page cuts has a mark in each of its cells: the page turns once."""
        ends = begins = self._page
        told = False
        for cell in row.iterchildren():
            self._page = begins
            pages = [self.paragraph(each) for each in cell.iter(_PARAGRAPH)]
            if pages and not told and next(cell.iter(*_WORDS), None) is not None:
                begins, told = pages[0], True
            ends = max(ends, self._page)
        self._page = ends
        return begins

    def began(self, page: int, *, block: int | None = None, row: tuple[int, int] | None = None) -> None:
        """Says that a block or a table's row begins on a page."""
        if not self._known:
            return
        held = self._starts.get(page, PageStart(page))
        if block is not None and held.block is None:
            held = PageStart(page, block, held.table, held.row)
        if row is not None and held.table is None:
            held = PageStart(page, held.block, *row)
        self._starts[page] = held

    def starts(self, blocks: int) -> tuple[PageStart, ...]:
        """What began first on each page; `blocks` is the first that stands after the body, on no page that is known."""
        if not self._known:
            return ()
        return (*(self._starts[page] for page in sorted(self._starts)), PageStart(None, blocks))
