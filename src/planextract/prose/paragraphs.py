"""A document's blocks seen as paragraphs: white space folded, printed labels apart, headings told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from planextract.document import Block, Document, once
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

_ADDRESS = re.compile(r"(?:\w{1,20}\s*:\s*)?(?:https?://|www\.)\S+")
"""A paragraph that is only a web address says nothing."""

_STARTER = (
    r"(?:{actions.words}\s*[\d.]*\s*:|{actions.due}\s*:|{actions.owner}\s*:|resolved\b|recommended\b|"
    r"(?:{labels.meeting_date}|{labels.report_of}|{labels.body}|{labels.contact}|{labels.telephone}|{labels.email}|"
    r"{labels.title}|{labels.wards}|{labels.agenda_item}|{labels.report_date}|{labels.date}|{labels.contact_name}|{labels.meeting}|"
    r"{labels.author}|{labels.time}|{labels.place}|{labels.minute}|{labels.directorate}|{labels.lead_member}|{labels.purpose}|"
    r"{labels.key_decision}|{labels.decision_type}|{labels.call_in}|{labels.decision_maker}|{labels.decision_status}|"
    r"{labels.decision_reference}|{labels.decision_date}|{labels.publication_date}|{labels.effective_from}|{labels.printed_on}|"
    r"{labels.classification}|{labels.plan_owner}|{labels.monitored_by})\s*[?]?\s*:|report\s+(?:to|of|on)\s)"
)
_SECTION = (
    r"(?:\d{1,2}(?:\.\d{1,2})?\.?\s+)?(?:{sections.appendices}|{sections.background_papers}|{sections.recommendations}|"
    r"{sections.decisions}|{sections.fenced}|minutes)\s*[:.]?"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `words` are without the label; `whole` has all; `number` is the label without its brackets.

    `level` is that of a heading that the reader told by its type or style, `depth` that of an item, from 1.
    """

    words: SourcedText
    label: SourcedText | None = None
    heading: bool = False
    item: bool = False
    level: int | None = None
    depth: int | None = None

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


@once
def paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """Every paragraph outside tables, whole where a page broke it; running headers, footers and notes left out."""
    found: list[Paragraph] = []
    last: Block | None = None
    for block in document.blocks:
        if block.kind in ("header", "footer", "note"):
            continue
        parts = list(_of_block(block))
        if parts and found and last is not None and _goes_over(last, block, found[-1], parts[0]):
            found[-1] = replace(found[-1], words=SourcedText.join(" ", (found[-1].words, parts.pop(0).words)))
        found += parts
        last = block
    return tuple(found)


def _goes_over(last: Block, block: Block, above: Paragraph, below: Paragraph) -> bool:
    """Whether a page ended in mid-sentence: nothing closes the paragraph, and the next begins with a small letter."""
    if last.page is None or block.page != last.page + 1 or above.heading or below.heading or below.listed:
        return False
    return below.text[0].islower() and above.text[-1] not in ".:;?!" and len(above.text) > 40


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
    if not words.text or _ADDRESS.fullmatch(words.text):
        return None
    bullet = BULLET.match(words.text)
    if bullet is not None:
        label, words = label or words[: bullet.end()].strip(), words[bullet.end() :]
    number = NUMBER.match(words.text)
    if number is not None and number.end() < len(words.text):
        label, words = words[: number.end()].strip(), words[number.end() :]
    heading = block.kind == "heading" or _heading(words.text, block, label)
    level = block.level if block.kind == "heading" else None
    depth = block.level if block.kind == "item" else None
    return Paragraph(words, label, heading, block.kind == "item", level, depth)


def _heading(text: str, block: Block, label: SourcedText | None) -> bool:
    if len(text) > 100 or text.endswith((".", ";", ",")):
        return False
    if pattern(_SECTION).fullmatch(text):
        return True
    return (text.isupper() and sum(map(str.isalpha, text)) > 3) or (block.bold and label is None)
