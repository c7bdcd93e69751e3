"""What stands in a text or a cell, in order: paragraphs and headings with their labels, and tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from planextract.document import Line
from planextract.document import Look as Seen
from planextract.provenance import Place
from planextract.readers.odt.numbering import Counters, Numbering
from planextract.readers.odt.package import OFFICE, TABLE, TEXT
from planextract.readers.odt.paragraphs import Paragraph, ParagraphReader
from planextract.readers.odt.styles import Look, Styles
from planextract.readers.runs import lines, looks

_LEFT_OUT = frozenset(
    (
        TEXT + "tracked-changes",
        OFFICE + "annotation",
        OFFICE + "forms",
        TEXT + "sequence-decls",
        TEXT + "variable-decls",
        TEXT + "user-field-decls",
        TEXT + "table-of-content-source",
        TABLE + "title",
        TABLE + "desc",
    )
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One paragraph with the label that is printed before it. `level` is a heading's, `depth` a list's, from 0."""

    paragraph: Paragraph
    label: str | None = None
    level: int | None = None
    depth: int = 0


@dataclass(slots=True)
class _Item:
    """The list item around a paragraph; its first paragraph takes the label."""

    style: str | None
    depth: int
    counters: Counters
    start: int | None = None
    fresh: bool = True


@dataclass(slots=True)
class EntryReader:
    """Reads what stands in containers, in document order, for lists and headings are counted."""

    styles: Styles
    paragraphs: ParagraphReader = field(init=False)
    numbering: Numbering = field(init=False)
    _lists: dict[str | None, Counters] = field(default_factory=dict)
    _headings: Counters = field(default_factory=Counters)

    def __post_init__(self) -> None:
        self.paragraphs = ParagraphReader(self.styles)
        self.numbering = Numbering(self.styles.lists, self.styles.outline)

    def entries(
        self, container: etree._Element, around: Look | None = None, item: _Item | None = None
    ) -> Iterator[Entry | etree._Element]:
        """The paragraphs of a container, those of its text boxes too, and its tables as elements."""
        for child in container:
            if child.tag in (TEXT + "p", TEXT + "h"):
                entry = self._entry(child, around, item)
                yield entry
                for box in entry.paragraph.boxes:
                    yield from self.entries(box, around)
            elif child.tag == TEXT + "list":
                yield from self._list(child, around, item)
            elif child.tag == TABLE + "table":
                yield child
            elif child.tag not in _LEFT_OUT:
                yield from self.entries(child, around, item)

    def _list(
        self, element: etree._Element, around: Look | None, outer: _Item | None
    ) -> Iterator[Entry | etree._Element]:
        style = element.get(TEXT + "style-name") or (outer.style if outer is not None else None)
        depth = outer.depth + 1 if outer is not None else 0
        counters = outer.counters if outer is not None else self._counters(element, style)
        for child in element:
            start = child.get(TEXT + "start-value") or ""
            item = _Item(style, depth, counters, int(start) if re.fullmatch("[0-9]{1,6}", start) else None)
            item.fresh = child.tag == TEXT + "list-item"
            yield from self.entries(child, around, item)

    def _counters(self, element: etree._Element, style: str | None) -> Counters:
        goes_on = element.get(TEXT + "continue-numbering") == "true" or element.get(TEXT + "continue-list")
        if not goes_on or style not in self._lists:
            self._lists[style] = Counters()
        return self._lists[style]

    def _entry(self, element: etree._Element, around: Look | None, item: _Item | None) -> Entry:
        paragraph = self.paragraphs.read(element, around)
        said = element.get(TEXT + "outline-level") or "1"
        level = (
            (int(said) if re.fullmatch("[1-9]|10", said) else 1)
            if element.tag == TEXT + "h"
            else paragraph.look.level
        )
        label = None
        if paragraph.text.strip():  # (nothing is counted or printed beside an empty paragraph)
            label = self._label(element, paragraph, item, level)
        return Entry(paragraph, label, level, item.depth if item is not None else 0)

    def _label(
        self, element: etree._Element, paragraph: Paragraph, item: _Item | None, level: int | None
    ) -> str | None:
        if item is not None:
            style = item.style or paragraph.look.list_style
            fresh, item.fresh = item.fresh, False
            known = fresh and style is not None
            return self.numbering.label(style, item.depth, item.counters, item.start) if known else None
        if element.tag == TEXT + "h" and level is not None and element.get(TEXT + "is-list-header") != "true":
            return self.numbering.label(None, level - 1, self._headings)
        return None

    def flat(self, container: etree._Element, around: Look | None = None) -> Iterator[Entry]:
        """All paragraphs, those of tables inside too."""
        for entry in self.entries(container, around):
            if isinstance(entry, Entry):
                yield entry
            else:
                yield from self.flat(entry, around)


def cell_looks(entries: list[Entry]) -> Iterator[Seen]:
    """Which characters of such a cell stand out."""
    start = 0
    for entry in entries:
        yield from looks(entry.paragraph.runs, start)
        start += len(entry.paragraph.text) + 1


def cell_lines(entries: list[Entry], place: Place) -> Iterator[Line]:
    """The lines of a cell whose source is its paragraphs, one under the other."""
    start = 0
    for entry in entries:
        yield from lines(entry.paragraph.runs, entry.label, place, start)
        start += len(entry.paragraph.text) + 1
