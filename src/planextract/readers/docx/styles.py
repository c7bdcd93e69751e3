"""Paragraph and character styles: what a paragraph inherits from the styles it is built on."""

import re
from dataclasses import dataclass

from lxml import etree

from planextract.readers.docx.package import W

_HEADING = re.compile(r"heading ([1-9])$")
_DEEPEST = 20
_VALUE, _THEME = W + "val", W + "themeColor"


@dataclass(frozen=True, slots=True)
class Style:
    """`level` is the heading level from 1; numbering as (numId, level), `number_style` the style that gives the
    numId; None where the style does not say."""

    bold: bool | None = None
    struck: bool | None = None
    hidden: bool | None = None
    level: int | None = None
    number: str | None = None
    number_level: int | None = None
    number_style: str | None = None
    colour: str | None = None


class Styles:
    """The styles of a document by their id, with what they inherit."""

    def __init__(self, root: etree._Element | None) -> None:
        elements = () if root is None else root.findall(W + "style")
        self._elements = {style.get(W + "styleId"): style for style in elements}
        self._styles: dict[str | None, Style] = {}
        default = next((key for key, style in self._elements.items() if _is_default_paragraph(style)), None)
        self.default = default

    def __getitem__(self, style_id: str | None) -> Style:
        if style_id not in self._styles:
            self._styles[style_id] = self._inherited(style_id)
        return self._styles[style_id]

    def _inherited(self, style_id: str | None) -> Style:
        chain: list[Style] = []
        while style_id in self._elements and len(chain) < _DEEPEST:
            element = self._elements[style_id]
            chain.append(_own(element))
            style_id = value(element.find(W + "basedOn"))
        names = ("bold", "struck", "hidden", "level", "number", "number_level", "number_style", "colour")
        firsts = {
            name: next((v for s in chain if (v := getattr(s, name)) is not None), None) for name in names
        }
        return Style(**firsts)


def _is_default_paragraph(style: etree._Element) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on")


def _own(element: etree._Element) -> Style:
    run, paragraph = element.find(W + "rPr"), element.find(W + "pPr")
    name = (value(element.find(W + "name")) or "").casefold()
    heading = _HEADING.match(name)
    level = int(heading[1]) if heading else 1 if name == "title" else outline_level(paragraph)
    number, number_level = numbering_of(paragraph)
    colour = ink(run.find(W + "color")) if run is not None else None
    own = element.get(W + "styleId") if number is not None else None
    return Style(
        toggle(run, "b"), struck(run), toggle(run, "vanish"), level, number, number_level, own, colour
    )


def value(element: etree._Element | None) -> str | None:
    return None if element is None else element.get(_VALUE)


def toggle(properties: etree._Element | None, name: str) -> bool | None:
    """An on-off property: None where it is not mentioned."""
    element = None if properties is None else properties.find(W + name)
    return None if element is None else switched(element)


def switched(element: etree._Element) -> bool:
    """What an on-off property says; by being there it says yes."""
    return (element.get(_VALUE) or "1") not in ("0", "false", "off")


def struck(properties: etree._Element | None) -> bool | None:
    single, double = toggle(properties, "strike"), toggle(properties, "dstrike")
    return single or double if single is not None or double is not None else None


def ink(element: etree._Element | None) -> str | None:
    """The colour of letters as "#rrggbb"; "" for black and what hangs on a theme, None where none is said."""
    if element is None:
        return None
    said = element.get(_VALUE) or ""
    if said in ("auto", "000000") or element.get(_THEME) is not None:
        return ""
    return "#" + said.casefold() if re.fullmatch("[0-9A-Fa-f]{6}", said) else ""


def outline_level(paragraph: etree._Element | None) -> int | None:
    """Heading level from 1 by the paragraph's own outline level; 9 means body text."""
    level = whole(value(paragraph.find(W + "outlineLvl"))) if paragraph is not None else None
    return level + 1 if level is not None and 0 <= level <= 8 else None


def numbering_of(paragraph: etree._Element | None) -> tuple[str | None, int | None]:
    numbering = None if paragraph is None else paragraph.find(W + "numPr")
    if numbering is None:
        return None, None
    return value(numbering.find(W + "numId")), whole(value(numbering.find(W + "ilvl")))


def whole(text: str | None) -> int | None:
    """A whole number of at most ten digits, or None."""
    return int(text) if text is not None and re.fullmatch(r"-?[0-9]{1,10}", text) else None
