"""What stands between two tables: words part them; page furniture, footnotes and captions printed again do not.

The last words of a row that a page break cut may stand there too, where a reader took them for a paragraph.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from planextract.document import Block, Cell, Line, Row, Table
from planextract.fitting import NEAR, bands, fit
from planextract.prose.words import pattern
from planextract.provenance import Place, SourcedText

RUNNING = ("header", "footer", "note")
"""Blocks that a page repeats; they stand between nothing."""

FOOTNOTE = r"(?:\d{1,3}|[*†‡§]{1,3})\s*[A-Z“\"‘']"

LONGEST_CAPTION = 150
"""Characters of a line that may be a caption; what is longer is a paragraph."""

CONTINUED = r"\s*(?:[(\[]\s*{plans.continued}\s*[)\]]|[-–—,:]?\s*{plans.continued})[.:]?\s*$"
"""The end of words that are printed again because what they head goes on."""

CLOSE = 24.0
"""Points between the last words of a cut row and the rest of the table under it."""


def says_continued(words: SourcedText) -> bool:
    """Whether words end in the mark that they are printed again: "Theme 1 cont."."""
    return pattern(CONTINUED).search(words.text) is not None


def without_continued(words: SourcedText) -> SourcedText:
    """Words without the mark that they are printed again.

    >>> without_continued(SourcedText.plain("Theme 1: Early help (cont'd)")).text
    'Theme 1: Early help'
    """
    found = pattern(CONTINUED).search(words.text)
    return words[: found.start()] if found is not None and found.start() > 0 else words


@dataclass
class Between:
    """The blocks after a table: the last heading among them, the last of all, and those that part it from the next."""

    heading: SourcedText | None = None
    above: Block | None = None
    words: list[Block] = field(default_factory=list)
    noted: bool = False

    def take(self, block: Block, last: Table | None) -> None:
        if last is not None and _is_caption_again(block):
            return
        if block.kind == "heading" and (self.heading is None or not _only_announces(block)):
            self.heading = block.text
        if block.kind in RUNNING:
            return
        self.above = block
        if last is not None and _is_footnote(block, last):
            self.noted = True
        else:
            self.words.append(block)

    def parts(self, last: Table, table: Table) -> bool:
        """Whether something stands between the last table and this one."""
        return bool(self.words) or (self.noted and table.page == last.page)


def _only_announces(block: Block) -> bool:
    """Whether a heading only says what follows, below one that names the section: "Actions"."""
    return pattern(r"\W*{actions.words}\W*").fullmatch(block.text.text) is not None


def _is_footnote(block: Block, table: Table) -> bool:
    """A note at the foot of the page that a table stands on, with its number or sign and no full stop after it."""
    if block.page is None or block.page != table.page or block.kind != "paragraph" or block.label is not None:
        return False
    return re.match(FOOTNOTE, block.text.text) is not None


def _is_caption_again(block: Block) -> bool:
    """A line over a table that only says that it goes on: "Table 2 (continued)"; a sentence has no brackets there."""
    text = block.text.text.rstrip()
    return len(text) <= LONGEST_CAPTION and text.endswith((")", "]")) and says_continued(block.text)


# The rest of a row, read as paragraphs -------------------------------------------------------------------------


def with_rest(last: Table, table: Table, words: Sequence[Block]) -> Table | None:
    """A table on the next page with the blocks right above it as its first row; None where they are no such rest.

    Without rules a row of one line is hard to tell from a paragraph. It is the rest of the last row before the break
    where each block stands under the words of one column of it and one goes on there in mid-sentence.
    """
    if not words or table.page is None or last.page != table.page - 1 or not last.rows or table.box is None:
        return None
    columns = bands(last)
    if columns is None or fit(last, table) != tuple(range(last.columns)):
        return None
    cells: dict[int, Cell] = {}
    for block in words:
        box = block.box
        if box is None or block.page != table.page or block.label is not None or block.kind != "paragraph":
            return None
        column = next(
            (at for at, band in enumerate(columns) if _stands_under(box[0], box[2], band.first, band.high)),
            None,
        )
        if column is None or column in cells or not 0 <= table.box[1] - box[3] + NEAR < CLOSE:
            return None
        cells[column] = _cell(block, column)
    if not any(_goes_on(last, cell) for cell in cells.values()):
        return None
    first = Row(-1, tuple(cells[column] for column in sorted(cells)))
    return replace(table, rows=(first, *table.rows))


def _stands_under(x0: float, x1: float, first: float | None, high: float) -> bool:
    return first is not None and abs(x0 - first) <= NEAR and x1 <= high + NEAR


def _cell(block: Block, column: int) -> Cell:
    place = Place(page=block.page, block=block.index)
    return Cell(-1, column, (Line(block.text),), block.source, page=block.page, box=block.box, place=place)


def _goes_on(last: Table, cell: Cell) -> bool:
    """Whether a cell goes on in mid-sentence from the last words of its column."""
    above = last.rows[-1].at(cell.column)
    if above is None or above.blank or above.text.text.rstrip().endswith((".", "!", "?")):
        return False
    return cell.text.text[:1].islower()
