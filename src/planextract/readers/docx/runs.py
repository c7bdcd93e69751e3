"""The characters of a paragraph: runs, links, content controls and accepted changes, in order."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from planextract.readers.cleaning import SYMBOLS
from planextract.readers.docx.package import W
from planextract.readers.docx.styles import Style, Styles, struck, toggle, value
from planextract.readers.runs import Run, written

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_LEFT_OUT = frozenset(
    W + name
    for name in (
        *("del", "moveFrom", "delText", "delInstrText", "instrText", "rt"),
        *("pPr", "rPr", "sdtPr", "sdtEndPr"),
    )
)
"""Deleted and moved-away text, instructions of fields, readings of ruby text, and properties."""


@dataclass(slots=True)
class Contents:
    """What stands in a paragraph: its runs, the text boxes that hang on it, and how much of it is hidden."""

    runs: list[Run] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    hidden: int = 0

    @property
    def text(self) -> str:
        return written(self.runs)


def contents(paragraph: etree._Element, base: Style, styles: Styles) -> Contents:
    """A paragraph's contents; `base` is its style. Line breaks are newlines, tabs are tabs."""
    found = Contents()
    for element in _run_elements(paragraph, found):
        look = element.find(W + "rPr")
        named = styles[value(look.find(W + "rStyle"))] if look is not None else Style()
        text = _spelt(element, found)
        if _first(toggle(look, "vanish"), named.hidden, base.hidden):
            found.hidden += len(text.strip())
        elif text:
            bold = _first(toggle(look, "b"), named.bold, base.bold)
            crossed = _first(struck(look), named.struck, base.struck)
            found.runs.append(Run(text, bold, crossed, _highlight(look)))
    return found


def _first(*said: bool | None) -> bool:
    """What the nearest of several properties says."""
    return next((answer for answer in said if answer is not None), False)


def _run_elements(parent: etree._Element, found: Contents) -> Iterator[etree._Element]:
    for child in chosen(parent):
        if child.tag in (W + "r", _MATHS + "r"):
            yield child
        elif child.tag not in _LEFT_OUT:
            yield from _run_elements(child, found)


def chosen(parent: etree._Element) -> Iterator[etree._Element]:
    """The children of an element; of alternatives for newer and older programs the first one's."""
    for child in parent:
        if child.tag == MC + "AlternateContent":
            first = child[0] if len(child) else None
            yield from () if first is None else chosen(first)
        elif isinstance(child.tag, str):
            yield child


def _spelt(run: etree._Element, found: Contents) -> str:
    parts: list[str] = []
    for child in chosen(run):
        name = child.tag.rpartition("}")[2]
        if name == "t":
            parts.append((child.text or "").replace("\n", " "))
        elif name in ("tab", "ptab"):
            parts.append("\t")
        elif name in ("br", "cr"):
            parts.append("\n")
        elif name == "noBreakHyphen":
            parts.append("-")
        elif name == "sym":
            parts.append(_symbol(child))
        elif name in ("drawing", "pict", "object"):
            found.boxes += child.iter(W + "txbxContent")
    return "".join(parts)


def _symbol(element: etree._Element) -> str:
    """A character of a symbol font as what it shows, where that is known."""
    code = (element.get(W + "char") or "").casefold()
    try:
        letter = chr(int(code, 16)) if len(code) == 4 and not code.startswith("d") else ""
    except ValueError:
        return ""
    return SYMBOLS.get(letter, letter)


_HIGHLIGHTS = {
    "yellow": "#ffff00", "green": "#00ff00", "cyan": "#00ffff", "magenta": "#ff00ff", "blue": "#0000ff",
    "red": "#ff0000", "darkBlue": "#00008b", "darkCyan": "#008b8b", "darkGreen": "#006400",
    "darkMagenta": "#8b008b", "darkRed": "#8b0000", "darkYellow": "#808000", "lightGray": "#d3d3d3",
}  # fmt: skip


def _highlight(look: etree._Element | None) -> str | None:
    if look is None:
        return None
    return _HIGHLIGHTS.get(value(look.find(W + "highlight")) or "") or shading(look)


def shading(properties: etree._Element | None) -> str | None:
    """The colour of a w:shd as "#rrggbb"; white and automatic are none."""
    shade = None if properties is None else properties.find(W + "shd")
    if shade is None:
        return None
    solid = shade.get(W + "val") == "solid"
    colour = (shade.get(W + ("color" if solid else "fill")) or "").casefold()
    plain = len(colour) == 6 and all(letter in "0123456789abcdef" for letter in colour)
    return "#" + colour if plain and colour != "ffffff" else None
