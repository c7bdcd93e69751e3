"""A document's blocks seen as paragraphs: white space folded, printed labels apart, headings told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from planextract.document import Block, Document
from planextract.prose.words import pattern
from planextract.provenance import SourcedText

LONGEST = 6000
"""Characters of a paragraph that are looked at; no resolution is longer."""

BULLET = re.compile(r"[-–—•·▪●○■◼◦‣➢✓*\uf0b7o]\s+(?=\S)")
NUMBER = re.compile(
    r"(?:\((?:[A-Za-z]{1,2}|[ivxIVX]{1,5}|\d{1,3})\)|(?:[A-Za-z]|[ivx]{1,5}|\d{1,3})\)|"
    r"\d{1,3}\.(?!\d)|\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=\s)|(?:[a-z]|[ivx]{1,5})\.(?=\s))\s*(?=\S)"
)
"""A printed number or letter: (a), (1), iv), 3., 3.6, a."""

_STARTER = (
    r"(?:{actions.words}\s*[\d.]*\s*:|{actions.due}\s*:|{actions.owner}\s*:|resolved\b|recommended\b|"
    r"(?:{labels.meeting_date}|{labels.report_of}|{labels.body}|{labels.contact}|{labels.telephone}|{labels.email}|"
    r"{labels.title}|{labels.wards}|{labels.agenda_item}|{labels.report_date}|{labels.contact_name}|{labels.meeting}|"
    r"{labels.author})\s*:|report\s+(?:to|of|on)\s)"
)
_SECTION = (
    r"(?:\d{1,2}(?:\.\d{1,2})?\.?\s+)?(?:{sections.appendices}|{sections.background_papers}|{sections.recommendations}|"
    r"{sections.decisions}|{sections.fenced}|minutes)\s*[:.]?"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `words` are without the label; `whole` has all; `number` is the label without its brackets."""

    words: SourcedText
    label: SourcedText | None = None
    heading: bool = False
    item: bool = False

    @property
    def listed(self) -> bool:
        """An item of a list, with or without a printed label."""
        return self.item or self.label is not None

    @property
    def text(self) -> str:
        return self.words.text

    @property
    def whole(self) -> SourcedText:
        if self.label is None:
            return self.words
        return SourcedText.join(" ", (self.label, self.words))

    @property
    def number(self) -> SourcedText | None:
        """What the label says; None for a bullet."""
        if self.label is None:
            return None
        inner = self.label.strip(" .()[]:\t")
        return inner if any(character.isalnum() for character in inner.text) else None

    @property
    def bulleted(self) -> bool:
        return self.listed and self.number is None


def paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """Every paragraph outside tables, running headers and footers left out."""
    blocks = (block for block in document.blocks if block.kind not in ("header", "footer"))
    return tuple(part for block in blocks for part in _of_block(block))


def _of_block(block: Block) -> Iterator[Paragraph]:
    label = block.label
    for words in _runs(block.text[:LONGEST]):
        part = _paragraph(words, label, block)
        if part is not None:
            yield part
        label = None


def _runs(text: SourcedText) -> Iterator[SourcedText]:
    """The lines of a block, those that only wrap joined to the line before."""
    start, position = 0, 0
    for line in text.text.split("\n"):
        if position > start and (not line.strip() or _opens(line)):
            yield text[start:position]
            start = position
        position += len(line) + 1
    yield text[start:]


def _opens(line: str) -> bool:
    line = line.strip()
    return bool(
        BULLET.match(line)
        or NUMBER.match(line)
        or pattern(_STARTER).match(line)
        or pattern(_SECTION).fullmatch(line)
    )


def _paragraph(words: SourcedText, label: SourcedText | None, block: Block) -> Paragraph | None:
    words = words.folded().strip()
    label = label.strip() if label is not None and label.text.strip() else None
    if not words.text:
        return None
    bullet = BULLET.match(words.text)
    if bullet is not None:
        label, words = label or words[: bullet.end()].strip(), words[bullet.end() :]
    number = NUMBER.match(words.text)
    if number is not None and number.end() < len(words.text):
        label, words = words[: number.end()].strip(), words[number.end() :]
    heading = block.kind == "heading" or _heading(words.text, block, label)
    return Paragraph(words, label, heading, block.kind == "item")


def _heading(text: str, block: Block, label: SourcedText | None) -> bool:
    if len(text) > 100 or text.endswith((".", ";", ",")):
        return False
    if pattern(_SECTION).fullmatch(text):
        return True
    return (text.isupper() and sum(map(str.isalpha, text)) > 3) or (block.bold and label is None)
