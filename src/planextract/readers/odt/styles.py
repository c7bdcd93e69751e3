"""Styles of an OpenDocument file: what they say of type, of lists and of the colour behind a cell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from lxml import etree

from planextract.readers.odt.package import FO, OFFICE, STYLE, TEXT

T = TypeVar("T")

_DEEPEST = 32
"""Styles may inherit from each other in circles."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a style and those that it inherits from say; None where they say nothing.

    `fill` and `ink` are "#rrggbb", or "" for a colour that is switched off. `level` is a heading's.
    """

    bold: bool | None = None
    struck: bool | None = None
    hidden: bool | None = None
    fill: str | None = None
    list_style: str | None = None
    level: int | None = None
    size: float | None = None
    ink: str | None = None

    def over(self, other: "Look") -> "Look":
        """This look where it says something, the other elsewhere."""
        return Look(
            _said(self.bold, other.bold),
            _said(self.struck, other.struck),
            _said(self.hidden, other.hidden),
            _said(self.fill, other.fill),
            _said(self.list_style, other.list_style),
            _said(self.level, other.level),
            _said(self.size, other.size),
            _said(self.ink, other.ink),
        )


def _said(first: T | None, second: T | None) -> T | None:
    return first if first is not None else second


class Styles:
    """The styles of a file by family and name; those of the content win over the common ones."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._elements: dict[tuple[str, str], etree._Element] = {}
        self._looks: dict[tuple[str, str], Look] = {}
        self.lists: dict[str, etree._Element] = {}
        self.outline: etree._Element | None = None
        self.masters: set[str] = set()
        for element in _definitions(*roots):
            self._take(element)

    def _take(self, element: etree._Element) -> None:
        name = element.get(STYLE + "name") or ""
        if element.tag == STYLE + "style":
            self._elements[element.get(STYLE + "family") or "", name] = element
            self.masters |= {element.get(STYLE + "master-page-name") or ""}
        elif element.tag == STYLE + "default-style":
            self._elements[element.get(STYLE + "family") or "", ""] = element
        elif element.tag == TEXT + "list-style":
            self.lists[name] = element
        elif element.tag == TEXT + "outline-style":
            self.outline = element

    def look(self, family: str, name: str | None) -> Look:
        """A style's look with all that it inherits; that of the family's default where there is no such style."""
        key = (family, name or "")
        if key not in self._looks:
            self._looks[key] = self._inherited(family, name or "")
        return self._looks[key]

    def _inherited(self, family: str, name: str) -> Look:
        found = Look()
        for _ in range(_DEEPEST):
            element = self._elements.get((family, name))
            if element is None:
                break
            found = found.over(own(element))
            name = element.get(STYLE + "parent-style-name") or ""
            if not name:
                break
        default = self._elements.get((family, "")) if family != "text" else None
        return found.over(own(default)) if default is not None else found


def _definitions(*roots: etree._Element | None) -> Iterator[etree._Element]:
    for root in roots:
        for group in ("styles", "automatic-styles"):
            yield from (() if root is None else root.iterfind(f"{OFFICE}{group}/*"))


def own(style: etree._Element) -> Look:
    """What one style says itself."""
    words = style.find(STYLE + "text-properties")
    cell = style.find(STYLE + "table-cell-properties")
    weight, display = (
        (words.get(FO + "font-weight"), words.get(TEXT + "display")) if words is not None else (None, None)
    )
    level = style.get(STYLE + "default-outline-level") or ""
    return Look(
        bold=None if weight is None else weight == "bold" or (weight.isdigit() and int(weight[:4]) >= 600),
        struck=_struck(words),
        hidden=None if display is None else display == "none",
        fill=None if cell is None else colour(cell.get(FO + "background-color")),
        list_style=style.get(STYLE + "list-style-name"),
        level=int(level)
        if re.fullmatch("[1-9]", level)
        else 1
        if style.get(STYLE + "name") == "Title"
        else None,
        size=_points(words.get(FO + "font-size") if words is not None else None),
        ink=None if words is None else _ink(words),
    )


def _ink(words: etree._Element) -> str | None:
    """The colour of letters; "" for black and for what hangs on the ground behind them."""
    if words.get(STYLE + "use-window-font-color") == "true":
        return ""
    said = colour(words.get(FO + "color"))
    return "" if said == "#000000" else said


def _struck(words: etree._Element | None) -> bool | None:
    said = None
    for name in ("text-line-through-style", "text-line-through-type"):
        line = words.get(STYLE + name) if words is not None else None
        said = line != "none" if line is not None and said is not True else said
    return said


def _points(said: str | None) -> float | None:
    match = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)pt", said or "")
    return float(match[1]) if match is not None else None


def colour(said: str | None) -> str | None:
    """ "#rrggbb" of a colour; "" for none and white, which hide what is inherited, and None for nothing said."""
    if said is None:
        return None
    said = said.casefold()
    return said if re.fullmatch("#[0-9a-f]{6}", said) and said != "#ffffff" else ""
