"""Paragraphs of a Word document: what they say, and the number or heading level that their style gives them."""

from dataclasses import dataclass

from lxml import etree

from planextract.readers.docx.numbering import Numbering
from planextract.readers.docx.package import W
from planextract.readers.docx.runs import Contents, View, contents, is_prompt
from planextract.readers.docx.styles import Style, Styles, numbering_of, outline_level, value
from planextract.readers.runs import Run, bold

_PROPERTIES, _STYLE = W + "pPr", W + "pStyle"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `label` is the number or bullet that Word prints; `level` is a heading's, `depth` a list's."""

    contents: Contents
    text: str
    label: str | None
    level: int | None
    depth: int

    @property
    def runs(self) -> list[Run]:
        return self.contents.runs

    @property
    def bold(self) -> bool:
        return bold(self.contents.runs)


class ParagraphReader:
    """Reads paragraphs in document order, for their numbers are counted.

    `hidden` counts characters that were left out, `prompts` paragraphs that only say what is to be entered, and
    `inserted` and `deleted` what tracked changes did. `prompting` says that a part has any such paragraph.
    """

    def __init__(self, styles: Styles, numbering: Numbering, view: View) -> None:
        self._styles = styles
        self._numbering = numbering
        self.view = view
        self.prompting = False
        self.hidden = self.prompts = self.inserted = self.deleted = 0

    def read(self, element: etree._Element) -> Paragraph:
        properties = element.find(_PROPERTIES)
        style_id = value(properties.find(_STYLE)) if properties is not None else None
        style = self._styles[style_id or self._styles.default]
        found = self._contents(element, style)
        number, depth = numbering_of(properties)
        depth = style.number_level if depth is None else depth
        if number is None:
            number = style.number
            depth = self._numbering.level_of(number, style.number_style) if depth is None else depth
        depth = depth or 0
        # Word prints no number beside a paragraph that holds nothing, and does not count it.
        label = self._numbering.label(number, depth) if found.live and number is not None else None
        return Paragraph(found, found.text, label, outline_level(properties) or style.level, depth)

    def _contents(self, element: etree._Element, style: Style) -> Contents:
        if self.prompting and any(is_prompt(control) for control in element.iterancestors(W + "sdt")):
            self.prompts += 1
            return Contents()
        found = contents(element, style, self._styles, self.view)
        self.hidden += found.hidden
        self.prompts += found.prompts
        self.inserted += found.inserted
        self.deleted += found.deleted
        return found
