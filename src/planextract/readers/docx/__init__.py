"""Word: a .docx to a `Document`, by one walk over its XML in document order.

`packages` guards the zip and the XML, `styles` and `numbering` say how paragraphs look and are counted, `runs`,
`fields` and `paragraphs` make their words, `tables` their grids. Tracked changes are accepted unless the options say
otherwise; what they deleted is kept as struck. A table of one column is a frame, and its words are blocks. Footnotes,
endnotes and comments are notes at the end, and never words of a cell. Places have no page; `pages` says where
Word's own pages began.
"""

import hashlib
from collections.abc import Iterator

from lxml import etree

from planextract.diagnostics import Diagnostic, remark
from planextract.document import Block, BlockKind, Document, PageStart, Table
from planextract.errors import CorruptFileError, LimitExceededError, NoTextError, UnsupportedFormatError
from planextract.options import Options
from planextract.provenance import Place
from planextract.readers.docx.numbering import Numbering
from planextract.readers.docx.package import WORD, W
from planextract.readers.docx.pages import Pages
from planextract.readers.docx.paragraphs import Paragraph, ParagraphReader
from planextract.readers.docx.runs import View, settle
from planextract.readers.docx.styles import Styles
from planextract.readers.docx.tables import NO_WORDS, all_paragraphs, draft, rows_of, table
from planextract.readers.packages import Package, R, properties
from planextract.readers.runs import block_kind, split_label, unstruck

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MEDIA_TYPES = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template"
    ),
    "application/vnd.ms-word.document.macroEnabled.main+xml": "application/vnd.ms-word.document.macroEnabled.12",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": (
        "application/vnd.ms-word.template.macroEnabled.12"
    ),
}
"""Templates and files with macros, by what they call their main part."""

_NOTES = ("footnotes", "endnotes", "comments")

_NO_DOCUMENT = "the .docx lacks its document; open it in Word and save it again."
_NOT_WORD = "it is an Office file but no Word document; save it as .docx."


def read(data: bytes, name: str, options: Options, *, converted: bool = False) -> Document:
    """A .docx as a `Document`; `converted` says that another program made it just now.

    Raises CorruptFileError, EncryptedFileError, LimitExceededError, UnsupportedFormatError and NoTextError.
    """
    package = Package(data, name, options.limits, WORD)
    walk = _Walk(package, options.limits.cells, View(options.tracked_changes != "accepted", not converted))
    flow = tuple(walk.flow())
    if not flow:
        raise NoTextError(name, "it holds no text; if it holds pictures of pages, run OCR over them.")
    return Document(
        name=name,
        media_type=walk.media_type,
        reader="docx",
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        flow=flow,
        properties=properties(package),
        diagnostics=(*_remarks(walk.reader), *walk.remarks()),
        page_starts=walk.page_starts,
    )


def _remarks(reader: ParagraphReader) -> Iterator[Diagnostic]:
    if reader.hidden:
        yield remark("hidden_text", f"{reader.hidden} hidden characters were left out")
    if reader.prompts:
        yield remark("template_text", f"{reader.prompts} fields that nobody filled in were left out")
    if reader.inserted or reader.deleted:
        counts = f"{reader.inserted} insertions and {reader.deleted} deletions"
        how = "rejected" if reader.view.original else "accepted"
        yield remark("tracked_changes", f"{counts} are tracked in it; they were {how}")


class _Walk:
    """One walk over a document, numbering its blocks and tables as it goes."""

    def __init__(self, package: Package, most_cells: int, view: View) -> None:
        self._package = package
        self._main = package.first("", "officeDocument") or "word/document.xml"
        self._cells_left = self._most_cells = most_cells
        self._blocks = self._tables = 0
        styles, numbering = (self._related(kind) for kind in ("styles", "numbering"))
        self.reader = ParagraphReader(Styles(styles), Numbering(numbering), view)
        self._pages = Pages(None)
        self.page_starts: tuple[PageStart, ...] = ()
        self._drawn_in = 0

    def remarks(self) -> Iterator[Diagnostic]:
        """What is to be said of a document that was walked over."""
        if self._drawn_in:
            message = f"{self._drawn_in} parts in other formats that Word draws in when it opens the file were not read"
            yield remark("part_not_read", message)

    def _related(self, kind: str) -> etree._Element | None:
        part = self._package.first(self._main, kind)
        return self._package.tree(part) if part is not None else None

    @property
    def media_type(self) -> str:
        types = self._package.tree("[Content_Types].xml")
        entries = iter(()) if types is None else iter(types)
        said = (entry.get("ContentType") for entry in entries if self._is_main(entry))
        return _MEDIA_TYPES.get(next(said, None) or "", MEDIA_TYPE)

    def _is_main(self, entry: etree._Element) -> bool:
        return (entry.get("PartName") or "").lstrip("/") == self._main

    def flow(self) -> Iterator[Block | Table]:
        """Running headers, the body, notes, running footers."""
        root = self._opened(self._main)
        self._drawn_in = 0 if root is None else sum(1 for _ in root.iter(W + "altChunk"))
        if root is None:
            raise CorruptFileError(self._package.name, _NO_DOCUMENT)
        body = root.find(W + "body")
        if root.tag != W + "document" or body is None:
            raise UnsupportedFormatError(self._package.name, _NOT_WORD)
        margins = dict(self._margins(root))
        yield from self._running([part for part, kind in margins.items() if kind == "header"], "header")
        self._pages = Pages(body)
        yield from self._body(body)
        self.page_starts = self._pages.starts(self._blocks)
        notes = (self._package.first(self._main, kind) for kind in _NOTES)
        yield from self._running([part for part in notes if part is not None], "note")
        yield from self._running([part for part, kind in margins.items() if kind == "footer"], "footer")

    def _opened(self, part: str) -> etree._Element | None:
        root = self._package.tree(part)
        if root is not None:
            self.reader.prompting |= next(root.iter(W + "showingPlcHdr"), None) is not None
        return None if root is None else settle(root)

    def _margins(self, root: etree._Element) -> Iterator[tuple[str, str]]:
        """The parts that hold headers and footers in use, and which they are."""
        relations = self._package.relations(self._main)
        for kind in ("header", "footer"):
            for reference in root.iter(W + kind + "Reference"):
                relation = relations.get(reference.get(R + "id") or "")
                if relation is not None:
                    yield relation[1], kind

    def _running(self, parts: list[str], kind: BlockKind) -> Iterator[Block]:
        for part in parts:
            root = self._opened(part)
            for paragraph in all_paragraphs(root, self.reader) if root is not None else ():
                yield from self._block(paragraph, kind)

    def _body(self, container: etree._Element) -> Iterator[Block | Table]:
        for child in container:
            if child.tag == W + "p":
                paragraph = self.reader.read(child)
                page, block = self._pages.paragraph(child), self._blocks
                yield from self._block(paragraph)
                if self._blocks > block:
                    self._pages.began(page, block=block)
                for box in paragraph.contents.boxes:
                    yield from self._body(box)
            elif child.tag == W + "tbl":
                yield from self._table(child)
            elif child.tag not in NO_WORDS and child.tag not in self.reader.view.gone:
                yield from self._body(child)

    def _table(self, element: etree._Element) -> Iterator[Block | Table]:
        found = draft(element, self.reader.view)
        self._cells_left -= len(found.cells)
        if self._cells_left < 0:
            reason = f"it has more than {self._most_cells} cells; raise Limits.cells to read it."
            raise LimitExceededError(self._package.name, reason)
        if found.columns <= 1 or len(found.cells) <= 1:
            for cell in found.cells:
                yield from self._body(cell.element)
            return
        pages = self._pages.rows(rows_of(element, self.reader.view))
        read = table(found, self._tables, self.reader)
        if any(cell.source.strip() for cell in read.cells()):
            for row, page in enumerate(pages):
                self._pages.began(page, row=(self._tables, row))
            self._tables += 1
            yield read

    def _block(self, paragraph: Paragraph, kind: BlockKind | None = None) -> Iterator[Block]:
        """A paragraph as a block, without what is struck through; one without words gives none."""
        text = unstruck(paragraph.runs, Place(block=self._blocks))
        if not text.text.strip():
            return
        words, label = split_label(text, paragraph.label)
        kind = kind or block_kind(words.text, paragraph.level, paragraph.bold, label is not None)
        level = paragraph.level if kind == "heading" else paragraph.depth + 1 if kind == "item" else None
        yield Block(self._blocks, words, paragraph.text, kind, label, level, paragraph.bold)
        self._blocks += 1
