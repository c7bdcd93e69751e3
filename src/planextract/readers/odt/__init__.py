"""OpenDocument: an .odt or .ods to a `Document`, by one walk over its XML in document order.

`styles` says how things look, `numbering` how lists are counted, `paragraphs` and `entries` make the words, `tables`
the grids of a text and `sheets` those of a spreadsheet. What tracked changes deleted is left out. A table of one
column is a frame, and its words are blocks. Places have no page.
"""

import hashlib
from collections.abc import Iterator

from lxml import etree

from planextract.diagnostics import Diagnostic, remark
from planextract.document import Block, BlockKind, Document, Table
from planextract.errors import CorruptFileError, LimitExceededError, NoTextError
from planextract.options import Options
from planextract.provenance import Place
from planextract.readers.odt.entries import Entry, EntryReader
from planextract.readers.odt.package import ODF, OFFICE, STYLE, content
from planextract.readers.odt.sheets import SheetReader, unseen_styles
from planextract.readers.odt.styles import Styles
from planextract.readers.odt.tables import draft, table
from planextract.readers.packages import Package, named_words
from planextract.readers.runs import block_kind, split_label, unstruck
from planextract.readers.sheets import SheetFlow, hidden_cells
from planextract.readers.surplus import needed

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
SHEET_MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"

_NO_BODY = "the OpenDocument file holds neither a text nor a spreadsheet; save it as .docx or PDF."
_RUNNING = ("header", "header-first", "header-left", "footer", "footer-first", "footer-left")


def read(data: bytes, name: str, options: Options) -> Document:
    """An .odt or .ods as a `Document`.

    Raises CorruptFileError, EncryptedFileError, LimitExceededError and NoTextError.
    """
    package = Package(data, name, options.limits, ODF)
    root = content(package)
    styles = package.tree("styles.xml")
    text, sheets = (root.find(f"{OFFICE}body/{OFFICE}{kind}") for kind in ("text", "spreadsheet"))
    reader = EntryReader(Styles(styles, root))
    remarks: list[Diagnostic] = []
    if text is not None:
        flow = tuple(_Walk(name, options.limits.cells, reader).flow(text, styles))
    elif sheets is not None:
        flow = tuple(_sheets(sheets, root, name, options, reader, remarks))
    else:
        raise CorruptFileError(name, _NO_BODY)
    if not flow:
        raise NoTextError(name, "it holds no text; if it holds pictures of pages, run OCR over them.")
    if reader.paragraphs.hidden:
        remarks.append(remark("hidden_text", f"{reader.paragraphs.hidden} hidden characters were left out"))
    return Document(
        name=name,
        media_type=MEDIA_TYPE if text is not None else SHEET_MEDIA_TYPE,
        reader="odt" if text is not None else "ods",
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        flow=flow,
        properties=_properties(package),
        diagnostics=tuple(remarks),
    )


def _properties(package: Package) -> dict[str, str]:
    root = package.tree("meta.xml")
    return named_words(root.find(OFFICE + "meta") if root is not None else None)


def _sheets(
    body: etree._Element,
    root: etree._Element,
    name: str,
    options: Options,
    reader: EntryReader,
    remarks: list[Diagnostic],
) -> Iterator[Block | Table]:
    sheets = SheetReader(reader, name, options.limits.cells)
    kept, left_out = needed(list(sheets.sheets(body, unseen_styles(root))))
    flow = SheetFlow(name, options.limits.cells)
    for sheet in kept:
        yield from flow.parts(sheet, several=len(kept) > 1)
    hidden = hidden_cells(sheets.hidden_sheets, sheets.hidden_rows, sheets.hidden_columns)
    remarks += [*([hidden] if hidden is not None else []), *left_out]


class _Walk:
    """One walk over a text, numbering its blocks and tables as it goes."""

    def __init__(self, name: str, most_cells: int, reader: EntryReader) -> None:
        self._name = name
        self._cells_left = self._most_cells = most_cells
        self._reader = reader
        self._blocks = self._tables = 0
        self._notes: list[etree._Element] = []

    def flow(self, body: etree._Element, styles: etree._Element | None) -> Iterator[Block | Table]:
        """Running headers, the body, notes, running footers."""
        running = list(_running(styles, self._reader.styles.masters))
        yield from self._running([part for part in running if "header" in part.tag], "header")
        yield from self._body(body)
        yield from self._running(self._notes, "footer")
        yield from self._running([part for part in running if "footer" in part.tag], "footer")

    def _running(self, parts: list[etree._Element], kind: BlockKind) -> Iterator[Block]:
        for part in parts:
            for entry in self._reader.flat(part):
                yield from self._block(entry, kind)

    def _body(self, container: etree._Element) -> Iterator[Block | Table]:
        for entry in self._reader.entries(container):
            if isinstance(entry, Entry):
                yield from self._block(entry)
                self._notes += entry.paragraph.notes
            else:
                yield from self._table(entry)

    def _table(self, element: etree._Element) -> Iterator[Block | Table]:
        found = draft(element, self._cells_left)
        self._cells_left -= len(found.cells)
        if self._cells_left < 0:
            reason = f"it has more than {self._most_cells} cells; raise Limits.cells to read it."
            raise LimitExceededError(self._name, reason)
        if found.columns <= 1 or len(found.cells) <= 1:
            for cell in found.cells:
                yield from self._body(cell.element)
            return
        read = table(found, self._tables, self._reader)
        if any(cell.source.strip() for cell in read.cells()):
            self._tables += 1
            yield read

    def _block(self, entry: Entry, kind: BlockKind | None = None) -> Iterator[Block]:
        """A paragraph as a block, without what is struck through; one without words gives none."""
        paragraph = entry.paragraph
        text = unstruck(paragraph.runs, Place(block=self._blocks))
        if not text.text.strip():
            return
        words, label = split_label(text, entry.label)
        kind = kind or block_kind(words.text, entry.level, paragraph.bold, label is not None)
        level = entry.level if kind == "heading" else entry.depth + 1 if kind == "item" else None
        yield Block(self._blocks, words, paragraph.text, kind, label, level, paragraph.bold)
        self._blocks += 1


def _running(styles: etree._Element | None, masters: set[str]) -> Iterator[etree._Element]:
    """The headers and footers of the page styles in use; those of the first one where the text names none."""
    pages = [] if styles is None else styles.findall(f"{OFFICE}master-styles/{STYLE}master-page")
    used = [page for page in pages if page.get(STYLE + "name") in masters] or pages[:1]
    for page in used:
        for name in _RUNNING:
            part = page.find(STYLE + name)
            if part is not None and part.get(STYLE + "display") != "false":
                yield part
