"""The shading of a cell in marked-up text, as "#rrggbb"."""

import re

from planextract.readers.tags import Tag

_STYLE = re.compile(
    r"background(?:-color)?\s*:\s*(#[0-9a-fA-F]{3,6}\b|rgba?\([\d\s,.%]{5,40}\)|[a-zA-Z]{3,20})"
)
_NAMES = {
    "red": "#ff0000",
    "orange": "#ffa500",
    "amber": "#ffbf00",
    "gold": "#ffd700",
    "yellow": "#ffff00",
    "green": "#008000",
    "lime": "#00ff00",
    "lightgreen": "#90ee90",
    "limegreen": "#32cd32",
    "blue": "#0000ff",
    "lightblue": "#add8e6",
    "purple": "#800080",
    "grey": "#808080",
    "gray": "#808080",
    "lightgrey": "#d3d3d3",
    "lightgray": "#d3d3d3",
    "silver": "#c0c0c0",
    "black": "#000000",
    "white": "#ffffff",
}


def fill(tag: Tag) -> str | None:
    """The colour behind a cell or row, None where the tag names none that we know.

    >>> from planextract.readers.tags import scan
    >>> cells = '<td bgcolor=green><td style="background-color: rgb(255, 191, 0)"><td>'
    >>> [fill(tag) for tag in scan(cells, 0, len(cells))]
    ['#008000', '#ffbf00', None]
    """
    attributes = tag.attributes() if tag.inside.strip() else {}
    style = _STYLE.search(attributes["style"].text) if "style" in attributes else None
    if style is not None:
        return _colour(style[1])
    return _colour(attributes["bgcolor"].text) if "bgcolor" in attributes else None


def _colour(text: str) -> str | None:
    text = text.strip().lower()
    if re.fullmatch(r"#[0-9a-f]{6}", text):
        return text
    if re.fullmatch(r"#[0-9a-f]{3}", text):
        return "#" + "".join(2 * digit for digit in text[1:])
    if text.startswith("rgb"):
        return _from_parts(re.findall(r"\d{1,3}", text)[:3])
    return _NAMES.get(text)


def _from_parts(parts: list[str]) -> str | None:
    if len(parts) < 3:
        return None
    return "#" + "".join(f"{min(int(part), 255):02x}" for part in parts)
