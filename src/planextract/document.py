"""What a reader returns: a document as pages, blocks and tables, before anyone asks what they mean.

Bases everywhere: pages count from 1 (None where the format has none); tables, rows, columns, blocks and characters
count from 0. A table here is what the reader saw on one page; `tables.assemble` joins those that continue.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Literal, TypeVar
from weakref import ref

from planextract.diagnostics import Diagnostic
from planextract.provenance import Box, Place, SourcedText

LineKind = Literal["plain", "item"]
BlockKind = Literal["paragraph", "heading", "item", "header", "footer", "note"]


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph or list item of a cell. `label` is the printed bullet, number or letter of an item.

    `text` is without the label. `struck` means that all of it is struck through or deleted. `before` is what the line
    said before the changes that are tracked in it, None where there are none.
    """

    text: SourcedText
    kind: LineKind = "plain"
    label: SourcedText | None = None
    struck: bool = False
    before: SourcedText | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """How characters start..end (half-open) of a cell's source stand out. Colours are "#rrggbb"; black is none."""

    start: int
    end: int
    bold: bool = False
    colour: str | None = None
    highlight: str | None = None


@dataclass(frozen=True)
class Cell:
    """One cell, merged cells being one cell with spans.

    `row` and `column` are those of its top left corner in the table as read. `source` holds the cell's characters
    as they stand in the file; every place in `lines` is counted in it. `fill` is the shading as "#rrggbb". `place`
    says where the cell is even when it holds no words. `looks` are those of its characters that stand out, where the
    format tells. `parts` are the cells as read that were joined into this one,
    each with its own page, box and source; a cell that stands as read has none.
    """

    row: int
    column: int
    lines: tuple[Line, ...]
    source: str
    row_span: int = 1
    column_span: int = 1
    fill: str | None = None
    bold: bool = False
    header: bool = False
    page: int | None = None
    box: Box | None = None
    place: Place | None = None
    parts: tuple["Cell", ...] = ()
    looks: tuple[Look, ...] = ()

    @property
    def pieces(self) -> tuple["Cell", ...]:
        """The cells as read that it is made of: itself, or those that were joined."""
        return self.parts or (self,)

    @cached_property
    def text(self) -> SourcedText:
        """All that the cell says, labels included, one line of text for each of its lines."""
        return SourcedText.join("\n", (_with_label(line) for line in self.lines if not line.struck))

    @property
    def blank(self) -> bool:
        return not self.text.text.strip()


def _with_label(line: Line) -> SourcedText:
    if line.label is None:
        return line.text
    return line.label + SourcedText.plain(" ") + line.text


@dataclass(frozen=True)
class Row:
    """One row: the cells that start in it, left to right; a cell merged from above stands only in its first row."""

    index: int
    cells: tuple[Cell, ...]
    header: bool = False

    def at(self, column: int) -> Cell | None:
        """The cell that covers a column and starts in this row."""
        for cell in self.cells:
            if cell.column <= column < cell.column + cell.column_span:
                return cell
        return None

    @property
    def blank(self) -> bool:
        return all(cell.blank for cell in self.cells)


@dataclass(frozen=True)
class Table:
    """A table as it stands on one page (or wholly, in formats without pages)."""

    index: int
    rows: tuple[Row, ...]
    columns: int
    page: int | None = None
    box: Box | None = None

    def cells(self) -> Iterator[Cell]:
        for row in self.rows:
            yield from row.cells


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item outside tables, a page's running header or footer, or a note on the text.

    `text` is without the label. `level` is 1 for the highest heading or outermost item, None where unknown.
    """

    index: int
    text: SourcedText
    source: str
    kind: BlockKind = "paragraph"
    label: SourcedText | None = None
    level: int | None = None
    bold: bool = False
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Size in points, as displayed. `ocr`: it was read by OCR; `doubtful` are the boxes of words it was not sure of."""

    number: int
    width: float
    height: float
    ocr: bool = False
    doubtful: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class PageStart:
    """The first block and the first row of a table that begin on a page, in a format whose places have no page.

    `page` is what the program thought that last laid the file out; None from where it is not known.
    """

    page: int | None
    block: int | None = None
    table: int | None = None
    row: int | None = None


@dataclass(frozen=True)
class Document:
    """One file as read.

    `flow` is its blocks and tables in reading order, `properties` what the file says of itself. `page_starts` are
    hints at pages, in formats without them. `minutes` is what the caller says that it is or is not.
    """

    name: str
    media_type: str
    reader: str
    sha256: str
    size: int
    flow: tuple[Block | Table, ...]
    pages: tuple[Page, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    page_starts: tuple[PageStart, ...] = ()
    minutes: bool | None = None

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        return tuple(part for part in self.flow if isinstance(part, Table))

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(part for part in self.flow if isinstance(part, Block))

    @cached_property
    def _sources(self) -> dict[Place, str]:
        found = {Place(page=block.page, block=block.index): block.source for block in self.blocks}
        for table in self.tables:
            for cell in table.cells():
                place = Place(page=cell.page, table=table.index, row=cell.row, column=cell.column)
                found[place] = cell.source
        return found

    def source_at(self, place: Place) -> str:
        """The characters of one cell or block as they stand in the file. Raises KeyError for a place it lacks."""
        return self._sources[place]


T = TypeVar("T")


def once(read: Callable[[Document], T]) -> Callable[[Document], T]:
    """A reading of a document that is done once while somebody holds the document, which many readers ask for.

    Documents are told apart by identity: one with other words is another.
    """
    held: dict[int, tuple[ref[Document], T]] = {}

    @wraps(read)
    def reading(document: Document) -> T:
        key = id(document)
        known = held.get(key)
        if known is not None and known[0]() is document:
            return known[1]
        found = read(document)
        held[key] = (ref(document, lambda _: held.pop(key, None)), found)
        return found

    return reading
