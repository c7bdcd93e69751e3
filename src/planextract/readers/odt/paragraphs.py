"""The characters of paragraphs: spans, tabs, blanks, links and fields, in order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from planextract.readers.odt.package import DRAW, OFFICE, TABLE, TEXT, count
from planextract.readers.odt.styles import Look, Styles
from planextract.readers.runs import Run, bold, written

_LEFT_OUT = frozenset(
    (
        OFFICE + "annotation",
        OFFICE + "annotation-end",
        OFFICE + "forms",
        TEXT + "tracked-changes",
        TEXT + "note-citation",
        TEXT + "ruby-text",
        TEXT + "hidden-text",
        TEXT + "sequence-decls",
        TEXT + "variable-decls",
        TEXT + "user-field-decls",
        TEXT + "alphabetical-index-mark",
        TABLE + "table",
        "{http://www.w3.org/1998/Math/MathML}math",
    )
)
"""Comments, what tracked changes deleted, marks of notes, readings of ruby text, and declarations."""

_BLANK = re.compile(r"[ \t\r\n]+")
_MOST_BLANKS = 50


@dataclass(slots=True)
class Paragraph:
    """One paragraph: its runs, the text boxes that hang on it, and the notes that it refers to."""

    look: Look
    runs: list[Run] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[etree._Element] = field(default_factory=list)
    hidden: int = 0

    @property
    def text(self) -> str:
        return written(self.runs)

    @property
    def bold(self) -> bool:
        return bold(self.runs)


class ParagraphReader:
    """Reads paragraphs; `hidden` counts characters that were left out because nobody sees them."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.hidden = 0

    def read(self, element: etree._Element, around: Look | None = None) -> Paragraph:
        """A text:p or text:h; `around` is the look of its cell, for a paragraph without a style."""
        name = element.get(TEXT + "style-name")
        look = around if around is not None and name is None else self.styles.look("paragraph", name)
        found = Paragraph(look)
        for text, own in self._pieces(element, look, found):
            if own.hidden:
                self.hidden += len(text.strip())
            else:
                _add(found.runs, Run(text, bool(own.bold), bool(own.struck), colour=own.ink or None))
        return found

    def _pieces(self, element: etree._Element, look: Look, found: Paragraph) -> Iterator[tuple[str, Look]]:
        if element.text:
            yield element.text, look
        for child in element:
            yield from self._inside(child, look, found)
            if child.tail:
                yield child.tail, look

    def _inside(self, child: etree._Element, look: Look, found: Paragraph) -> Iterator[tuple[str, Look]]:
        if child.tag == TEXT + "s":
            yield "\0" * count(child, TEXT + "c", _MOST_BLANKS), look
        elif child.tag == TEXT + "tab":
            yield "\1", look
        elif child.tag == TEXT + "line-break":
            yield "\2", look
        elif child.tag == TEXT + "note":
            found.notes += child.iterfind(TEXT + "note-body")
        elif child.tag in (DRAW + "text-box", DRAW + "frame", DRAW + "g", DRAW + "custom-shape"):
            found.boxes.append(child)
        elif child.tag not in _LEFT_OUT:
            span = child.get(TEXT + "style-name") if child.tag in (TEXT + "span", TEXT + "a") else None
            own = self.styles.look("text", span).over(look) if span is not None else look
            yield from self._pieces(child, own, found)


def _add(runs: list[Run], run: Run) -> None:
    """Add a run, with each stretch of blanks as one blank; those that the file counts are kept."""
    text = _BLANK.sub(" ", run.text)
    last = runs[-1].text if runs else " "
    if text.startswith(" ") and last.endswith((" ", "\n")):
        text = text[1:]
    text = text.replace("\0", " ").replace("\1", "\t").replace("\2", "\n")
    if text:
        runs.append(replace(run, text=text))
