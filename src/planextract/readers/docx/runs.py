"""The characters of a paragraph: runs, links, fields, content controls and tracked changes, in order."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from planextract.readers.cleaning import SYMBOLS
from planextract.readers.docx.fields import CHECKED, UNCHECKED, Fields, reads_clock
from planextract.readers.docx.package import W14, W
from planextract.readers.docx.styles import Style, Styles, ink, switched, toggle, value
from planextract.readers.runs import Run, Tracked, written
from planextract.readers.symbol_fonts import symbols

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

Marks = dict[str, etree._Element]
"""What the properties of a run say, by its name: one pass over them, since there are many runs."""

_TEXT, _LOOK = W + "t", W + "rPr"
_NAMED, _FONTS, _BOLD, _HIDDEN, _INK, _MARKER, _SHADE = (
    W + name for name in ("rStyle", "rFonts", "b", "vanish", "color", "highlight", "shd")
)
_STRUCK = frozenset((W + "strike", W + "dstrike"))
_ASCII, _OTHERS = W + "ascii", W + "hAnsi"
_NO_STYLE = Style()
_RUNS = frozenset((W + "r", _MATHS + "r"))
_LEFT_OUT = frozenset(W + name for name in ("rt", "pPr", "rPr", "sdtPr", "sdtEndPr"))
"""Readings of ruby text, and properties."""

INSERTED = frozenset((W + "ins", W + "moveTo"))
DELETED = frozenset((W + "del", W + "moveFrom"))


@dataclass(frozen=True, slots=True)
class View:
    """How a document is looked at: before its tracked changes or after them, and whether what fields take from the
    clock was put there by the author's program or by one that ran just now.
    """

    original: bool = False
    clock: bool = True

    @property
    def gone(self) -> frozenset[str]:
        """The tracked changes whose words are not there."""
        return INSERTED if self.original else DELETED


@dataclass(slots=True)
class Contents:
    """What stands in a paragraph: its runs, and the text boxes that hang on it.

    `hidden` counts characters left out, `prompts` content controls that nobody has filled in, `inserted` and `deleted`
    what tracked changes did. What they deleted stands among the runs as struck; `live` says that there is more.
    """

    runs: list[Run] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    hidden: int = 0
    prompts: int = 0
    inserted: int = 0
    deleted: int = 0
    live: bool = False

    @property
    def text(self) -> str:
        return written(self.runs)


def contents(paragraph: etree._Element, base: Style, styles: Styles, view: View) -> Contents:
    """A paragraph's contents; `base` is its style. Line breaks are newlines, tabs are tabs.

    Choices between newer and older programs must have been settled.
    """
    walk = _Walk(base, styles, view)
    walk.through(paragraph)
    return walk.found


class _Walk:
    """One walk over a paragraph."""

    __slots__ = ("_base", "_fields", "_inserted", "_styles", "_view", "found")

    def __init__(self, base: Style, styles: Styles, view: View) -> None:
        self._base = base
        self._styles = styles
        self._view = view
        self._fields = Fields(view.clock)
        self._inserted = False
        self.found = Contents()

    def through(self, parent: etree._Element, deleted: bool = False) -> None:
        for child in parent:
            tag = child.tag
            if tag in _RUNS:
                self._run(child, deleted)
            elif tag in INSERTED:
                self.found.inserted += 1
                if not self._view.original:
                    around, self._inserted = self._inserted, True
                    self.through(child, deleted)
                    self._inserted = around
            elif tag in DELETED:
                self.found.deleted += 1
                if self._view.original or tag == W + "del":  # (what was moved away stands where it went)
                    self.through(child, deleted or not self._view.original)
            elif tag == W + "sdt":
                self._control(child, deleted)
            elif tag == W + "fldSimple" and not self._view.clock and reads_clock(child.get(W + "instr")):
                continue
            elif tag not in _LEFT_OUT:
                self.through(child, deleted)

    def _control(self, control: etree._Element, deleted: bool) -> None:
        """A content control; a tick box shows whatever sign its maker chose, and says whether it is ticked."""
        if is_prompt(control):
            self.found.prompts += 1
            return
        box = control.find(f"{W}sdtPr/{W14}checkbox")
        if box is None:
            self.through(control, deleted)
            return
        self._add(CHECKED if _ticked(box) else UNCHECKED, None, deleted)

    def _run(self, element: etree._Element, deleted: bool) -> None:
        text = self._spelt(element)
        if text:
            self._add(text, element.find(_LOOK), deleted)

    def _add(self, text: str, look: etree._Element | None, deleted: bool) -> None:
        if (
            look is None and not deleted and not self._inserted and not self._base.hidden
        ):  # (most runs of tables)
            self.found.live = self.found.live or not text.isspace()
            self.found.runs.append(self._plain(text))
            return
        tracked: Tracked | None = "inserted" if self._inserted else "deleted" if deleted else None
        marks: Marks = {} if look is None else {mark.tag: mark for mark in look}
        named = self._styles[value(marks[_NAMED])] if _NAMED in marks else _NO_STYLE
        if _first(_on(marks, _HIDDEN), named.hidden, self._base.hidden):
            self.found.hidden += len(text.strip())
            return
        if _FONTS in marks:
            text = _in_font(text, marks[_FONTS])
        bold = _first(_on(marks, _BOLD), named.bold, self._base.bold)
        crossed = deleted or _first(_struck(marks), named.struck, self._base.struck)
        colour = next(
            (c for c in (ink(marks.get(_INK)), named.colour, self._base.colour) if c is not None), ""
        )
        self.found.live = self.found.live or (not deleted and bool(text.strip()))
        self.found.runs.append(Run(text, bold, crossed, _highlight(marks), tracked, colour or None))

    def _plain(self, text: str) -> Run:
        """A run that says nothing of its look."""
        base = self._base
        if base.colour:
            return Run(text, bool(base.bold), bool(base.struck), colour=base.colour)
        return Run(text, bool(base.bold), bool(base.struck))

    def _spelt(self, run: etree._Element) -> str:
        parts: list[str] = []
        for child in run:
            tag = child.tag
            if tag == _TEXT and not self._fields.silent:  # (nearly every child)
                parts.append((child.text or "").replace("\n", " "))
                continue
            name = tag.rpartition("}")[2]
            if name in ("fldChar", "instrText", "delInstrText"):
                parts.append(self._fields.shown(name, child))
            elif self._fields.silent:
                continue
            elif name == "delText":
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
                self.found.boxes += _boxes(child)
        return "".join(parts)


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The text boxes of a drawing; one inside another is the outer one's."""
    for child in element:
        if child.tag == W + "txbxContent":
            yield child
        else:
            yield from _boxes(child)


def is_prompt(control: etree._Element) -> bool:
    """Whether a content control still shows what its template asks for: "Click or tap here to enter text"."""
    return toggle(control.find(W + "sdtPr"), "showingPlcHdr") is True


def _on(marks: Marks, name: str) -> bool | None:
    return switched(marks[name]) if name in marks else None


def _struck(marks: Marks) -> bool | None:
    if _STRUCK.isdisjoint(marks):
        return None
    return any(_on(marks, name) for name in _STRUCK)


def _first(*said: bool | None) -> bool:
    """What the nearest of several properties says."""
    return next((answer for answer in said if answer is not None), False)


def settle(root: etree._Element) -> etree._Element:
    """A part with the first of every choice that it offers to newer and older programs in the choice's place, and with
    the signs of tick boxes that stand around paragraphs and cells put right.
    """
    for choice in list(root.iter(MC + "AlternateContent")):
        around = choice.getparent()
        if around is not None:
            place = around.index(choice)
            around[place : place + 1] = list(choice[0]) if len(choice) else []
    for box in list(root.iter(W14 + "checkbox")):
        _sign(box)
    return root


def _sign(box: etree._Element) -> None:
    """Makes the sign inside a tick box say whether it is ticked; its maker may have chosen any."""
    content = next((each.find(W + "sdtContent") for each in box.iterancestors(W + "sdt")), None)
    shown = next(content.iter(_TEXT, W + "sym"), None) if content is not None else None
    if shown is not None:
        shown.tag, shown.text = _TEXT, CHECKED if _ticked(box) else UNCHECKED


def _ticked(box: etree._Element) -> bool:
    checked = box.find(W14 + "checked")
    return checked is not None and (checked.get(W14 + "val") or "1") in ("1", "true", "on")


def _symbol(element: etree._Element) -> str:
    """A character of a symbol font as what it shows, where that is known."""
    code = (element.get(W + "char") or "").casefold()
    try:
        letter = int(code, 16) if len(code) == 4 and not code.startswith("d") else 0
    except ValueError:
        return ""
    if not letter:
        return ""
    show = symbols(element.get(W + "font") or "")
    shown = chr(letter if show is None else show(letter))
    return SYMBOLS.get(shown, shown)


def _in_font(text: str, fonts: etree._Element) -> str:
    """Words as their font shows them, if that is a font of symbols: a tick is "ü" in Wingdings, "P" in Wingdings 2."""
    show = symbols(fonts.get(_ASCII) or fonts.get(_OTHERS) or "")
    if show is None:
        return text
    shown = (chr(show(ord(letter))) if letter not in "\t\n" else letter for letter in text)
    return "".join(SYMBOLS.get(letter, letter) for letter in shown)


_HIGHLIGHTS = {
    "yellow": "#ffff00", "green": "#00ff00", "cyan": "#00ffff", "magenta": "#ff00ff", "blue": "#0000ff",
    "red": "#ff0000", "darkBlue": "#00008b", "darkCyan": "#008b8b", "darkGreen": "#006400",
    "darkMagenta": "#8b008b", "darkRed": "#8b0000", "darkYellow": "#808000", "lightGray": "#d3d3d3",
}  # fmt: skip


def _highlight(marks: Marks) -> str | None:
    marked = _HIGHLIGHTS.get(value(marks[_MARKER]) or "") if _MARKER in marks else None
    return marked or (shading(marks[_SHADE]) if _SHADE in marks else None)


def shading(shade: etree._Element | None) -> str | None:
    """The colour of a w:shd as "#rrggbb"; white and automatic are none."""
    if shade is None:
        return None
    solid = shade.get(W + "val") == "solid"
    colour = (shade.get(W + ("color" if solid else "fill")) or "").casefold()
    plain = len(colour) == 6 and all(letter in "0123456789abcdef" for letter in colour)
    return "#" + colour if plain and colour != "ffffff" else None
