"""Where the words of a value stand on a page: one box for each line of them, from the boxes of their characters."""

from collections.abc import Iterable, Iterator

from planextract.document import Document
from planextract.provenance import Box, Piece, Place, SourcedText
from planextract.records import BlockSource, CellSource
from planextract.values import Source

_SHARED = 0.5
"""How much of the lower of two characters must lie beside the other for both to be in one line."""
_GAP = 0.6
"""How far apart letters that stand above one another may be, in heights, to be one turned line."""


def key_of(source: CellSource | BlockSource) -> str:
    """A cell or block in one word, as the page calls it: "t2r0c3", "b14"."""
    if isinstance(source, BlockSource):
        return f"b{source.block}"
    return f"t{source.table}r{source.row}c{source.column}"


class Boxes:
    """Boxes of the words of one document."""

    def __init__(self, document: Document) -> None:
        self._pieces: dict[Place, list[Piece]] = {}
        for text in _texts(document):
            for piece in text.pieces:
                if piece.place is not None and piece.boxes is not None:
                    self._pieces.setdefault(piece.place, []).append(piece)

    def of(self, source: Source) -> list[Box]:
        """One box for each line of the words of a source; the box of them all where letters have none of their own."""
        if not isinstance(source, CellSource | BlockSource):
            return []
        lines = list(_lines(self._letters(source)))
        if lines:
            return lines
        return [source.bbox] if source.bbox is not None else []

    def _letters(self, source: CellSource | BlockSource) -> list[Box]:
        found: dict[int, Box] = {}
        for piece in self._pieces.get(_place(source), ()):
            boxes = piece.boxes
            if boxes is None or len(boxes) != len(piece.original):
                continue
            for at in range(max(source.start, piece.start), min(source.end, piece.end)):
                if not piece.original[at - piece.start].isspace():
                    found[at] = boxes[at - piece.start]
        return [found[at] for at in sorted(found)]


def _place(source: CellSource | BlockSource) -> Place:
    if isinstance(source, BlockSource):
        return Place(page=source.page, block=source.block)
    return Place(page=source.page, table=source.table, row=source.row, column=source.column)


def _texts(document: Document) -> Iterator[SourcedText]:
    """All words of a document, those that are struck through and labels too."""
    for block in document.blocks:
        yield block.text
        if block.label is not None:
            yield block.label
    for table in document.tables:
        for cell in table.cells():
            for line in cell.lines:
                yield line.text
                if line.label is not None:
                    yield line.label


def _lines(letters: Iterable[Box]) -> Iterator[Box]:
    line: Box | None = None
    for x0, top, x1, bottom in letters:
        letter = (float(x0), float(top), float(x1), float(bottom))
        if line is None or not (_beside(line, letter) or _turned(line, letter)):
            if line is not None:
                yield line
            line = letter
        else:
            line = _around(line, letter)
    if line is not None:
        yield line


def _beside(line: Box, letter: Box) -> bool:
    """Whether a letter stands in a level line, and not back at its beginning."""
    shared = min(line[3], letter[3]) - max(line[1], letter[1])
    return shared > _SHARED * min(line[3] - line[1], letter[3] - letter[1]) and letter[2] > line[0]


def _turned(line: Box, letter: Box) -> bool:
    """Whether a letter goes on in a line that is turned: above or below it, in the same breadth."""
    shared = min(line[2], letter[2]) - max(line[0], letter[0])
    apart = max(letter[1] - line[3], line[1] - letter[3])
    narrow = (line[2] - line[0]) < 2 * (letter[2] - letter[0])
    return narrow and shared > 0.9 * (letter[2] - letter[0]) and apart < _GAP * (letter[3] - letter[1]) - 0.01


def _around(a: Box, b: Box) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])
