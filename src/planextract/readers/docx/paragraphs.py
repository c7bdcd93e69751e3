"""Paragraphs of a Word document as lines of cells and as blocks."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from planextract.document import Line
from planextract.provenance import Piece, Place, SourcedText
from planextract.readers.cleaning import cleaned
from planextract.readers.docx.numbering import Numbering
from planextract.readers.docx.package import W
from planextract.readers.docx.runs import Contents, contents
from planextract.readers.docx.styles import Styles, numbering_of, outline_level, value
from planextract.readers.labels import dash_end, label_end


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `label` is the number or bullet that Word prints; `level` is a heading's, `depth` a list's."""

    contents: Contents
    label: str | None
    level: int | None
    depth: int

    @property
    def text(self) -> str:
        return self.contents.text

    @property
    def bold(self) -> bool:
        inked = [run for run in self.contents.runs if run.text.strip()]
        return bool(inked) and all(run.bold for run in inked)


class ParagraphReader:
    """Reads paragraphs in document order, for their numbers are counted; `hidden` counts characters left out."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self.hidden = 0

    def read(self, element: etree._Element) -> Paragraph:
        properties = element.find(W + "pPr")
        style_id = value(properties.find(W + "pStyle")) if properties is not None else None
        style = self._styles[style_id or self._styles.default]
        found = contents(element, style, self._styles)
        self.hidden += found.hidden
        number, depth = numbering_of(properties)
        number = style.number if number is None else number
        depth = depth if depth is not None else style.number_level or 0
        # Word prints no number beside a paragraph that holds nothing, and does not count it.
        label = self._numbering.label(number, depth) if found.text.strip() else None
        return Paragraph(found, label, outline_level(properties) or style.level, depth)


def split_label(text: SourcedText, printed: str | None) -> tuple[SourcedText, SourcedText | None]:
    """Words and label: the one that Word prints, which is no source, or else the one that was typed."""
    text = cleaned(text).strip()
    if printed is not None:
        return text, SourcedText.plain(printed)
    ends = label_end(text.text) or dash_end(text.text)
    return (text[ends[1] :], text[: ends[0]]) if ends is not None else (text, None)


def lines(paragraph: Paragraph, place: Place, start: int) -> Iterator[Line]:
    """A paragraph of a cell as lines, one for each of its line breaks; `start` is where it starts in the source.

    What is struck through stands in a line of its own, after what was left.
    """
    printed = paragraph.label
    for begin, end in _stretches(paragraph.text):
        kept, crossed = _struck_apart(paragraph, place, start, begin, end)
        if kept.text.strip():
            words, label = split_label(kept, printed)
            yield Line(words, "plain" if label is None else "item", label)
        if crossed.text.strip():
            yield Line(cleaned(crossed).strip(), struck=True)
        printed = None


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The offsets of what stands between line breaks, empty stretches left out."""
    begin = 0
    for part in text.split("\n"):
        if part.strip():
            yield begin, begin + len(part)
        begin += len(part) + 1


def unstruck(paragraph: Paragraph, place: Place) -> SourcedText:
    """A paragraph's words without those that are struck through."""
    return _struck_apart(paragraph, place, 0, 0, len(paragraph.text))[0]


def _struck_apart(
    paragraph: Paragraph, place: Place, start: int, begin: int, end: int
) -> tuple[SourcedText, SourcedText]:
    kept: list[Piece] = []
    crossed: list[Piece] = []
    position = 0
    for run in paragraph.contents.runs:
        first, stop = max(position, begin), min(position + len(run.text), end)
        if first < stop:
            words = run.text[first - position : stop - position]
            pieces = crossed if run.struck else kept
            _extend(pieces, Piece(words, place, start + first, start + stop, words))
        position += len(run.text)
    return SourcedText(kept), SourcedText(crossed)


def _extend(pieces: list[Piece], piece: Piece) -> None:
    """Add a piece, as one with the last where they adjoin."""
    last = pieces[-1] if pieces else None
    if last is not None and last.end == piece.start:
        words = last.text + piece.text
        pieces[-1] = Piece(words, piece.place, last.start, piece.end, words)
    else:
        pieces.append(piece)
