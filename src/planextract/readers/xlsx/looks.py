"""How cells of a workbook look: number formats, bold and struck fonts, and fills as "#rrggbb"."""

import colorsys
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from lxml import etree

from planextract.readers.shown import BUILT_IN
from planextract.readers.xlsx.package import A, S

T = TypeVar("T")

_THEME = (
    "lt1",
    "dk1",
    "lt2",
    "dk2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
    "hlink",
    "folHlink",
)
"""The colours of a theme in the order that cells count them, which is not the order that the theme has."""

_PALETTE = re.findall(
    "[0-9a-f]{6}",
    "000000 ffffff ff0000 00ff00 0000ff ffff00 ff00ff 00ffff 000000 ffffff ff0000 00ff00 0000ff ffff00 ff00ff 00ffff "
    "800000 008000 000080 808000 800080 008080 c0c0c0 808080 9999ff 993366 ffffcc ccffff 660066 ff8080 0066cc ccccff "
    "000080 ff00ff ffff00 00ffff 800080 800000 008080 0000ff 00ccff ccffff ccffcc ffff99 99ccff ff99cc cc99ff ffcc99 "
    "3366ff 33cccc 99cc00 ffcc00 ff9900 ff6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333",
)
"""The colours that old programs number from 0 to 63."""


@dataclass(frozen=True, slots=True)
class Font:
    bold: bool = False
    struck: bool = False
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Look:
    """One format of cells. `form` is its number format."""

    form: str = "General"
    font: Font = Font()
    fill: str | None = None


class Looks:
    """The formats of a workbook by number; `conditional` are the fills of its conditional formats."""

    def __init__(self, root: etree._Element | None, theme: etree._Element | None) -> None:
        self._colours = _theme_colours(theme)
        self._palette = _own_palette(root) or _PALETTE
        fonts = [font(element) for element in _children(root, "fonts")]
        fills = [self._fill(element, conditional=False) for element in _children(root, "fills")]
        forms = dict(BUILT_IN)
        for element in _children(root, "numFmts"):
            forms[whole(element.get("numFmtId"))] = element.get("formatCode") or "General"
        self._looks = [
            Look(
                forms.get(whole(element.get("numFmtId")), "General"),
                _at(fonts, element.get("fontId"), Font()),
                _at(fills, element.get("fillId"), None),
            )
            for element in _children(root, "cellXfs")
        ]
        self.conditional = [
            self._fill(element.find(S + "fill"), conditional=True) for element in _children(root, "dxfs")
        ]
        self.usual_size = fonts[0].size if fonts else 0.0

    def __getitem__(self, number: str | None) -> Look:
        return _at(self._looks, number or "0", Look())

    def large(self, look: Look) -> bool:
        return self.usual_size > 0 and look.font.size >= 1.15 * self.usual_size

    def _fill(self, element: etree._Element | None, conditional: bool) -> str | None:
        """The one colour of a fill; patterns have two, and white is none."""
        pattern = None if element is None else element.find(S + "patternFill")
        if pattern is None:
            return None
        solid = pattern.get("patternType", "solid" if conditional else "none") == "solid"
        # A conditional format has the colour of its solid fill as the background, a cell's own as the foreground.
        shades = [
            pattern.find(S + name) for name in (("bgColor", "fgColor") if conditional else ("fgColor",))
        ]
        shade = next((shade for shade in shades if shade is not None), None)
        return self._colour(shade) if solid and shade is not None else None

    def _colour(self, element: etree._Element) -> str | None:
        rgb = (element.get("rgb") or "").casefold()[-6:]
        if element.get("theme") is not None:
            rgb = _at(self._colours, element.get("theme"), "")
        elif element.get("indexed") is not None:
            rgb = _at(self._palette, element.get("indexed"), "")
        if not re.fullmatch("[0-9a-f]{6}", rgb):
            return None
        tinted = _tinted(rgb, element.get("tint") or "")
        return "#" + tinted if tinted != "ffffff" else None


def font(element: etree._Element | None) -> Font:
    """A font of the workbook's list, or the look of a run in a cell."""
    if element is None:
        return Font()
    size = element.find(S + "sz")
    points = (size.get("val") or "") if size is not None else ""
    number = float(points) if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{1,4})?", points) else 0.0
    return Font(_on(element.find(S + "b")), _on(element.find(S + "strike")), number)


def _on(element: etree._Element | None) -> bool:
    return element is not None and element.get("val", "1") not in ("0", "false")


def whole(text: str | None) -> int:
    """A whole number of at most nine digits; -1 for anything else."""
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,9}", text) else -1


def _at(found: Sequence[T], number: str | None, otherwise: T) -> T:
    place = whole(number)
    return found[place] if 0 <= place < len(found) else otherwise


def _children(root: etree._Element | None, name: str) -> list[etree._Element]:
    parent = None if root is None else root.find(S + name)
    return [] if parent is None else list(parent)


def _own_palette(root: etree._Element | None) -> list[str]:
    found = [] if root is None else root.findall(f"{S}colors/{S}indexedColors/{S}rgbColor")
    return [(element.get("rgb") or "").casefold()[-6:] for element in found]


def _theme_colours(theme: etree._Element | None) -> list[str]:
    scheme = None if theme is None else theme.find(f"{A}themeElements/{A}clrScheme")
    found = {} if scheme is None else {etree.QName(entry).localname: entry for entry in scheme}
    return [_theme_colour(found.get(name)) for name in _THEME]


def _theme_colour(entry: etree._Element | None) -> str:
    colour = entry[0] if entry is not None and len(entry) else None
    return "" if colour is None else (colour.get("lastClr") or colour.get("val") or "").casefold()


@lru_cache(maxsize=1024)
def _tinted(rgb: str, tint: str) -> str:
    """A colour made lighter (tint above 0) or darker, as Excel does it: in the lightness alone."""
    if not re.fullmatch(r"-?[01]?(?:\.[0-9]{1,20})?", tint) or tint in ("", "-") or float(tint) == 0:
        return rgb
    share = max(-1.0, min(1.0, float(tint)))
    hue, light, depth = colorsys.rgb_to_hls(*(int(rgb[place : place + 2], 16) / 255 for place in (0, 2, 4)))
    light = light * (1 + share) if share < 0 else light * (1 - share) + share
    return "".join(f"{round(255 * part):02x}" for part in colorsys.hls_to_rgb(hue, light, depth))
