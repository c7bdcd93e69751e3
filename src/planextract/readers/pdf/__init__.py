"""PDF: pages to a `Document`.

An `engine` hands over a page as a `sheet` of `glyphs`, rules and fills, or `scanning` does for one that is a picture;
`grids` finds its tables and `lines` gathers its print; `tables` and `lines.blocks` make parts of a document of them.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planextract import pulse
from planextract.diagnostics import Diagnostic, remark
from planextract.document import Block, Document, Page, Table
from planextract.errors import CorruptFileError, LimitExceededError, NoTextError
from planextract.options import Options
from planextract.provenance import Place, SourcedText
from planextract.readers.pdf import tables
from planextract.readers.pdf.boxes import Boxes
from planextract.readers.pdf.engine.engines import PdfFile
from planextract.readers.pdf.garbage import searched_rarely
from planextract.readers.pdf.glyphs import DIAGONAL, Glyphs
from planextract.readers.pdf.grids import lattice
from planextract.readers.pdf.grids.lattice import MOST_RULES, Grid
from planextract.readers.pdf.grids.places import places
from planextract.readers.pdf.grids.soft import TableFinder
from planextract.readers.pdf.grids.typed import with_typed_rules
from planextract.readers.pdf.lines import blocks
from planextract.readers.pdf.lines.broken_words import PageWords
from planextract.readers.pdf.lines.furniture import Mark, PageLines, furniture, repeated
from planextract.readers.pdf.lines.garbling import garbled, unknown_symbols
from planextract.readers.pdf.lines.printed import PrintedLine, printed_areas
from planextract.readers.pdf.lines.stamps import unstamped
from planextract.readers.pdf.scanning.lettering import DOUBTFUL
from planextract.readers.pdf.scanning.scans import ScanReader, pictured, tells_more
from planextract.readers.pdf.sheet import Recognition, Sheet, upright

MEDIA_TYPE = "application/pdf"
_LONGEST_WATERMARK = 200
"""More letters at a slant are a page that lies askew."""


@dataclass(frozen=True, slots=True)
class _PageParts:
    """One page read: its tables with their tops in the reading frame, and the lines outside them."""

    page: Page
    tables: tuple[tuple[float, Table], ...]
    lines: tuple[PrintedLine, ...]
    height: float
    watermark: Glyphs
    remarks: tuple[Diagnostic, ...]
    broken: bool
    pictured: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing can be read on it; a few words at a slant over a picture are a watermark's."""
        slanting = len(self.watermark) > (_LONGEST_WATERMARK if self.pictured else 0)
        return not self.tables and not self.lines and not slanting

    @property
    def garbled(self) -> bool:
        return any(remark.code == "text_layer_garbled" for remark in self.remarks)


def read(data: bytes, name: str, options: Options) -> Document:
    """A PDF as a `Document`, pages that are pictures by OCR where that is installed and wanted.

    Raises CorruptFileError, EncryptedFileError, LimitExceededError, and NoTextError where no page gives any words.
    """
    with searched_rarely():
        return _document(PdfFile(data, name, options.limits), data, name, options)


def _document(file: PdfFile, data: bytes, name: str, options: Options) -> Document:
    scans = ScanReader(file, options.ocr)
    try:
        pages, cut = _pages(file, scans, options)
    finally:
        scans.close()
    if all(part.broken for part in pages):
        raise CorruptFileError(name, "all its pages are broken; open it and print it to a new PDF.")
    if all(part.blank for part in pages):
        raise NoTextError(name, f"{_no_text(pages)}; {scans.advice}.")
    return Document(
        name=name,
        media_type=MEDIA_TYPE,
        reader="pdf",
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        flow=tuple(_flow(pages)),
        pages=tuple(part.page for part in pages),
        properties=file.properties,
        diagnostics=(*(said for part in pages for said in part.remarks), *cut),
    )


def _no_text(pages: list[_PageParts]) -> str:
    if any(said.code == "hidden_text" for part in pages for said in part.remarks):
        return (
            "what text its pages hold is not to be seen (white, without ink, off the page), as in bad scans"
        )
    return "its pages hold no text and may be scans"


def _pages(file: PdfFile, scans: ScanReader, options: Options) -> tuple[list[_PageParts], list[Diagnostic]]:
    """The pages, and a remark where a limit ended the reading before the last."""
    parts: list[_PageParts] = []
    first_table = cells = 0
    finder = TableFinder()
    for sheet in file.sheets():
        pulse.beat()
        if pulse.time_is_up():
            return parts, [_cut(parts, "its time was up")]
        try:
            part = _read_page(unstamped(sheet), scans, finder, first_table, options.limits.cells)
        except OverflowError:
            cells = options.limits.cells + 1
        else:
            first_table += len(part.tables)
            cells += sum(1 for _, table in part.tables for _ in table.cells())
        if cells > options.limits.cells:
            if not parts:
                raise LimitExceededError(
                    file.name, f"it has more than {options.limits.cells} cells; raise Limits.cells."
                )
            return parts, [_cut(parts, f"it has more than {options.limits.cells} cells; raise Limits.cells")]
        parts.append(part)
    too_long = f"it has more than {options.limits.pages}; raise Limits.pages"
    return parts, [_cut(parts, too_long)] if file.too_long else []


def _cut(parts: list[_PageParts], why: str) -> Diagnostic:
    return remark("cut_short", f"reading ended after page {len(parts)}: {why}")


def _read_page(
    sheet: Sheet, scans: ScanReader, finder: TableFinder, first_table: int, most_cells: int
) -> _PageParts:
    """The page from its text layer, or by OCR where that has no words or not those that it shows."""
    seen = scans.reread(sheet) if pictured(sheet) else None
    if seen is not None and tells_more(seen, sheet):
        return _page(seen, scans.advice, finder, first_table, most_cells)
    part = _page(upright(sheet), scans.advice, finder, first_table, most_cells)
    seen = scans.reread(sheet) if part.garbled else None
    return part if seen is None else _page(seen, scans.advice, finder, first_table, most_cells)


def _page(sheet: Sheet, advice: str, finder: TableFinder, first_table: int, most_cells: int) -> _PageParts:
    sheet = with_typed_rules(sheet)
    filled, areas = _shared_out(sheet, finder.completed(sheet, lattice.grids(sheet, most_cells)))
    printed = printed_areas(sheet.glyphs, areas)
    words = PageWords(printed.values())
    found = [
        (grid.box[1], tables.table(grid, _cells_of(printed, start, grid), sheet, first_table + place, words))
        for place, (start, grid) in enumerate(filled)
    ]
    lines = tuple(_with_rules(printed.get(-1, []), sheet))
    return _PageParts(
        page=_page_record(sheet),
        tables=tuple(found),
        lines=lines,
        height=sheet.height,
        watermark=_slanting(sheet.glyphs),
        remarks=(
            *_remarks(sheet, advice, blank=not lines and not found),
            *_letters(sheet.number, advice, printed),
        ),
        broken=sheet.broken,
        pictured=bool(sheet.pictures),
    )


def _page_record(sheet: Sheet) -> Page:
    width, height = (sheet.height, sheet.width) if sheet.turn in (90, 270) else (sheet.width, sheet.height)
    doubtful = sheet.recognition.doubtful if sheet.recognition is not None else ()
    return Page(sheet.number, width, height, ocr=sheet.recognition is not None, doubtful=doubtful)


def _slanting(glyphs: Glyphs) -> Glyphs:
    """The letters of watermarks, from the first that is no blank to the last."""
    slanting = glyphs.turns == DIAGONAL
    inked = np.flatnonzero(slanting & glyphs.inked)
    places = np.flatnonzero(slanting)
    return glyphs.take(places[(places >= inked[0]) & (places <= inked[-1])] if len(inked) else inked)


def _shared_out(sheet: Sheet, found: list[Grid]) -> tuple[list[tuple[int, Grid]], NDArray[np.int64]]:
    """The grids with words in them, each with the number of its first cell, and the number of each glyph's cell."""
    areas = np.full(len(sheet.glyphs), -1, dtype=np.int64)
    filled: list[tuple[int, Grid]] = []
    start = 0
    for grid in found:
        owners = places(sheet.glyphs, grid)
        inside = (owners >= 0) & (areas < 0)
        if (inside & sheet.glyphs.inked).any():
            areas[inside] = start + owners[inside]
            filled.append((start, grid))
            start += len(grid.cells)
    return filled, areas


def _cells_of(printed: dict[int, list[PrintedLine]], start: int, grid: Grid) -> dict[int, list[PrintedLine]]:
    """The lines of one grid by the index of its cells."""
    return {place: printed[start + place] for place in range(len(grid.cells)) if start + place in printed}


def _with_rules(lines: list[PrintedLine], sheet: Sheet) -> Iterator[PrintedLine]:
    """The lines with the nearest rule above each that reaches past both its ends, as an underline does not."""
    long = [rule for rule in sheet.rules if rule.level and rule.x1 - rule.x0 >= 100]
    for line in lines:
        over = (
            rule.top
            for rule in long[:500]
            if rule.top < line.middle and rule.x0 < line.x0 - 1.5 and rule.x1 > line.x1 + 1.5
        )
        ruled = max(over, default=None)
        yield line if ruled is None else line._replace(ruled=ruled)


def _remarks(sheet: Sheet, advice: str, blank: bool) -> Iterator[Diagnostic]:
    if sheet.broken:
        yield remark("page_unreadable", f"page {sheet.number} is broken; nothing was read from it")
    elif blank:
        yield remark(
            "no_text_on_page", f"page {sheet.number} holds no text; nothing was read from it; {advice}"
        )
    if sheet.recognition is not None:
        yield from _recognised(sheet.number, sheet.recognition)
    if sheet.hidden:
        yield remark(
            "hidden_text",
            f"page {sheet.number}: {sheet.hidden} characters that a reader does not see were left out",
        )
    if len(sheet.rules) > MOST_RULES:
        yield remark("table_not_understood", f"page {sheet.number} is a drawing; no tables were read from it")


def _recognised(number: int, found: Recognition) -> Iterator[Diagnostic]:
    if not found.whole:
        yield remark("ocr_not_finished", f"page {number}: OCR took too long and was stopped")
        return
    sure = f"page {number}: {found.words} words by OCR, its own mean confidence {found.confidence:.0f} of 100"
    doubtful = f"; {len(found.doubtful)} words under {DOUBTFUL}" if found.doubtful else ""
    yield remark("page_read_by_ocr", f"{sure}{doubtful}")


def _letters(number: int, advice: str, printed: dict[int, list[PrintedLine]]) -> Iterator[Diagnostic]:
    """What is to be said of the letters of a page."""
    lines = [line.text for part in printed.values() for line in part]
    text = "\n".join(lines)
    if garbled(text):
        yield remark(
            "text_layer_garbled",
            f"page {number}: its letters are not those that it shows; {advice}",
        )
    unknown = sorted(f"U+{ord(letter):04X}" for letter in unknown_symbols(text))
    if unknown:
        yield remark("symbol_not_understood", f"page {number}: {', '.join(unknown[:5])} of a font of symbols")


# Pages to the flow of a document -------------------------------------------------------------------------------


def _flow(pages: list[_PageParts]) -> Iterator[Block | Table]:
    """Blocks and tables in reading order; blocks are numbered over the whole document."""
    marks = repeated([PageLines(part.lines, part.height) for part in pages])
    typography = blocks.Typography(line for part in pages for line in part.lines)
    index = 0
    for part in pages:
        for piece in _page_flow(part, marks, typography):
            if isinstance(piece, Table):
                yield piece
                continue
            yield blocks.block(piece, index, part.page.number)
            index += 1
        if len(part.watermark):
            yield _watermark(part, index)
            index += 1


def _page_flow(
    part: _PageParts, marks: frozenset[Mark], typography: blocks.Typography
) -> Iterator[blocks.Draft | Table]:
    """The page's header, its words and tables from the top, and its footer."""
    kinds = [(line, furniture(line, part.height, marks)) for line in part.lines]
    right = max((line.x1 for line, kind in kinds if kind is None and line.turn == 0), default=0.0)
    yield from blocks.furniture_drafts([line for line, kind in kinds if kind == "header"], "header")
    for band in blocks.bands([line for line, kind in kinds if kind is None], part.tables):
        if isinstance(band, Table):
            yield band
        else:
            yield from blocks.drafts(band, typography, right)
    yield from blocks.furniture_drafts([line for line, kind in kinds if kind == "footer"], "footer")


def _watermark(part: _PageParts, index: int) -> Block:
    """Letters that run across the page at a slant, in the order in which they were drawn."""
    source = part.watermark.text
    boxes = Boxes(part.watermark.boxes)
    text = SourcedText.of(source, Place(page=part.page.number, block=index), 0, boxes)
    return Block(index, text, source, kind="header", page=part.page.number, box=blocks.around(list(boxes)))
