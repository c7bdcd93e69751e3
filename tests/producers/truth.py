"""What each page truly holds: every row of a plan is looked for where it was printed.

The programs lay out their own pages, so the page of a row is not known beforehand. Each prints a cell's words one
after another, whatever wraps beside them: a row stands on the page whose text, in the order in which it was printed,
holds the row's longest cell. A cell cut by the end of a page gives each page its part.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium

from producers.grids import Grid, GridCell, GridRow

Spanned = tuple[int, int, int, int, str]
"""First row, first column, last row, last column, words."""


@dataclass(frozen=True)
class TrueTable:
    page: int
    cells: tuple[Spanned, ...]


def folded(words: str) -> str:
    """Letters and figures only: signs differ between programs, and a hyphen at a line's end is lost in some."""
    words = unicodedata.normalize("NFKC", words).casefold()
    return "".join(letter for letter in words if letter.isalnum())


def page_texts(data: bytes) -> tuple[str, ...]:
    """The folded text of each page in the order in which it was printed."""
    document = pdfium.PdfDocument(data)
    found = tuple(folded(page.get_textpage().get_text_range()) for page in document)
    document.close()
    return found


LEAST_PART = 5
"""Letters of a cell that is cut on its first page."""


class RowNotFoundError(AssertionError):
    pass


def true_tables(grids: Sequence[Grid], pages: Sequence[str]) -> tuple[TrueTable, ...]:
    return tuple(table for grid in grids for table in _pages_of(grid, pages))


@dataclass(frozen=True)
class _Placed:
    """A row of the body where it was printed: its page, counted from 0, and whether the header stands before it."""

    page: int
    number: int
    cells: Sequence[GridCell]
    headed: bool


def _pages_of(grid: Grid, pages: Sequence[str]) -> Iterator[TrueTable]:
    """A table ends with its page, and where its header comes again: at the top of the page's next column."""
    part: list[_Placed] = []
    for placed in _placed(grid, pages):
        if part and (placed.page > part[0].page or placed.headed):
            yield _table(grid, part)
            part = []
        part.append(placed)
    if part:
        yield _table(grid, part)


def _table(grid: Grid, part: Sequence[_Placed]) -> TrueTable:
    rows: list[tuple[int, Sequence[GridCell]]] = []
    if part[0].headed:
        rows += [(-1, row.cells) for row in grid.header]
    rows += [(placed.number, placed.cells) for placed in part]
    return TrueTable(part[0].page + 1, tuple(_spanned(rows, {placed.number for placed in part})))


def _spanned(rows: Sequence[tuple[int, Sequence[GridCell]]], here: set[int]) -> Iterator[Spanned]:
    """The cells with their rows counted on this page; a merged cell reaches as far as its rows stand here."""
    for place, (number, cells) in enumerate(rows):
        for cell in cells:
            down = sum(1 for other in range(number, number + cell.row_span) if other in here and number >= 0)
            yield place, cell.column, place + max(1, down) - 1, cell.column + cell.column_span - 1, cell.text


def _placed(grid: Grid, pages: Sequence[str]) -> Iterator[_Placed]:
    """Every row of the body in turn; one that is cut comes twice."""
    header = "".join(folded(cell.text) for cell in grid.header[-1].cells) if grid.header else None
    page = end = 0
    for number, row in enumerate(grid.body):
        before = page, end
        page, end, cut = _place_of(row, pages, page, end)
        since = before[1] if before[0] == page else 0
        fresh = number == 0 or page > before[0]
        # Turned words are printed after all others of their page by some.
        headed = header is not None and header in (pages[page] if fresh else pages[page][since:end])
        if not cut:
            yield _Placed(page, number, row.cells, headed)
            continue
        halves = [_halves(cell, pages[page], pages[page + 1]) for cell in row.cells]
        yield _Placed(page, number, [upper for upper, _ in halves], headed)
        page, end = page + 1, 0
        headed = header is not None and header in pages[page]
        end = pages[page].index(header) + len(header) if headed and header is not None else 0
        yield _Placed(page, number, [lower for _, lower in halves], headed)


def _place_of(row: GridRow, pages: Sequence[str], start: int, after: int) -> tuple[int, int, bool]:
    """Where a row stands: its page, where on that it ends, and whether the end of the page cuts it.

    Where its cells are not printed in one go, it ends for us with the longest of them.
    """
    at = _next("".join(folded(cell.text) for cell in row.cells), pages, start, after)
    if at is not None:
        return *at, False
    key = max((folded(cell.text) for cell in row.cells if cell.row_span == 1), key=len)
    for page in range(start, len(pages)):
        here = pages[page][after if page == start else 0 :]
        if key in here:
            end = len(pages[page]) - len(here) + here.index(key) + len(key)
            return page, end, _is_cut(row, pages[page : page + 2])
        if page + 1 < len(pages) and _cut_at(key, here, pages[page + 1]) is not None:
            return page, len(pages[page]), True
    raise RowNotFoundError(f"no page holds {key[:60]!r}")


def _is_cut(row: GridRow, pages: Sequence[str]) -> bool:
    return len(pages) == 2 and any(
        cell.row_span == 1 and _cut_at(folded(cell.text), *pages) is not None for cell in row.cells
    )


def _next(words: str, pages: Sequence[str], page: int, after: int) -> tuple[int, int] | None:
    """Where a row stands whose cells are printed one after another: its page, and where on that it ends."""
    for number in range(page, len(pages)):
        start = pages[number].find(words, after if number == page else 0)
        if start >= 0:
            return number, start + len(words)
    return None


def _cut_at(words: str, here: str, after: str) -> int | None:
    """How many letters of a cell stand on the first of two pages, None where it is whole on one of them.

    The same words may stand again on the second page, in the next row; a few letters of any cell are on any page.
    """
    if words in here:
        return None
    most = range(len(words) - 1, LEAST_PART - 1, -1)
    return next((n for n in most if words[:n] in here and words[n:] in after), None)


def _halves(cell: GridCell, here: str, after: str) -> tuple[GridCell, GridCell]:
    words, nothing = folded(cell.text), GridCell(cell.column, "", cell.column_span)
    at = _cut_at(words, here, after)
    if at is None:
        return (cell, nothing) if words in here else (nothing, cell)
    letters = [place for place, letter in enumerate(cell.text) if folded(letter)]
    cut = letters[at]
    return (
        GridCell(cell.column, cell.text[:cut], cell.column_span),
        GridCell(cell.column, cell.text[cut:], cell.column_span),
    )
