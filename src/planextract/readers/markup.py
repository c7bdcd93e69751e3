"""Marked-up text as paragraphs and tables: HTML as browsers read it, as far as words are concerned."""

import re
from dataclasses import dataclass, field
from typing import Literal

from planextract.readers.flow import Flow
from planextract.readers.fragments import Run, Strip
from planextract.readers.grids import Grid, GridCell
from planextract.readers.shading import fill
from planextract.readers.tags import BREAKS, OPAQUE, Tag, Words, scan

_BOLD = ("b", "strong")
_STRUCK = ("s", "strike", "del")
_LISTS = ("ul", "ol", "menu")
_SECTIONS = ("thead", "tbody", "tfoot")
_CELLS = ("td", "th")
_EMPTY = frozenset(
    ("br", "hr", "img", "input", "meta", "link", "col", "wbr", "source", "area", "base", "embed")
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_RAW = ("script", "style")

_AGENDA_NUMBER = "mgItemNumberCell"
"""The class that ModernGov, with which most British councils publish their meetings, gives to an item's number."""
_MAIN_PART = "modgov"
"""The name that it gives to the part of a page between a council's menus."""

_DEEPEST = 40
"""Tables inside tables that are followed; cells of deeper ones count as cells of the last."""
_NEAR = 20
"""How far up the open elements an unclosed list item is looked for."""


@dataclass(slots=True)
class _Scope:
    """Elements open in the page, in one table or in one cell: no end tag closes what was opened outside its scope."""

    parts: list[Strip | Grid] = field(default_factory=list)
    grid: Grid | None = None
    cell: GridCell | None = None
    strip: Strip | None = None
    item: bool = False
    open: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def push(self, name: str) -> None:
        self.open.append(name)
        self.counts[name] = self.counts.get(name, 0) + 1

    def pop(self, name: str) -> None:
        """Close the innermost element of that name and whatever was left open in it."""
        while self.counts.get(name, 0):
            last = self.open.pop()
            self.counts[last] -= 1
            if last == name:
                return

    def within(self, *names: str) -> int:
        return sum(self.counts.get(name, 0) for name in names)


class Markup:
    """Reads marked-up text into strips and grids.

    `known` are the names that count as tags, None for all. `page` says that the text is a whole web page, whose
    menus, hidden parts and so on are left out; `main` that it marks its main part, so that all else is furniture.
    """

    def __init__(
        self,
        file: str,
        flow: Flow,
        known: frozenset[str] | None = None,
        page: bool = False,
        main: bool = False,
    ) -> None:
        self.file = file
        self.flow = flow
        self.known = known
        self.opaque = OPAQUE | {"title"} if page else frozenset(_RAW)
        self.page = page
        self.main: Literal["before", "in", "after"] | None = "before" if main else None
        self.main_opened: tuple[_Scope, str, int] | None = None
        self.skipping: str | None = None
        self.skipped = 0
        self.endless: set[str] = set()
        self.scopes = [_Scope()]

    @property
    def scope(self) -> _Scope:
        return self.scopes[-1]

    def read(self, start: int, stop: int) -> list[Strip | Grid]:
        """What stands between two characters of the file."""
        self.scopes = [_Scope()]
        for part in scan(self.file, start, stop, self.known):
            if isinstance(part, Words):
                self._words(part)
            elif self.skipping is not None:
                self._skip(part)
            elif part.closing:
                self._close(part)
            else:
                self._open(part, stop)
        self._unwind(stop)
        return [part for part in self.scopes[0].parts if isinstance(part, Grid) or not part.blank]

    def _unwind(self, stop: int) -> None:
        while len(self.scopes) > 1:
            self._leave(stop)

    # Words -------------------------------------------------------------------------------------------------------

    def _words(self, words: Words) -> None:
        scope = self.scope
        if self.skipping is not None or (scope.strip is None and not words.text.strip()):
            return
        if scope.strip is None:
            scope.strip = self._strip(scope)
            scope.parts.append(scope.strip)
        bold, struck = bool(scope.within(*_BOLD)), bool(scope.within(*_STRUCK))
        scope.strip.runs.append(Run(words.text, words.start, words.end, bold, struck))

    def _strip(self, scope: _Scope) -> Strip:
        level = next((_HEADINGS[name] for name in _HEADINGS if scope.counts.get(name)), None)
        zone = self._zone() if self.page else None
        if level is not None and (zone is None or level == 1):
            return Strip(kind="heading", level=level)
        if scope.item:
            scope.item = False
            return Strip(kind="item", level=max(1, scope.within(*_LISTS)), zone=zone)
        return Strip(zone=zone)

    def _zone(self) -> Literal["header", "footer"] | None:
        outer = self.scopes[0]
        if self.main is not None:
            return None if self.main == "in" else "header" if self.main == "before" else "footer"
        if outer.within("main", "article"):
            return None
        return "header" if outer.within("header") else "footer" if outer.within("footer") else None

    # Tags --------------------------------------------------------------------------------------------------------

    def _skip(self, tag: Tag) -> None:
        if tag.name == self.skipping and tag.name not in _EMPTY:
            self.skipped += -1 if tag.closing else 1 if self.skipping not in _RAW else 0
            self.skipping = self.skipping if self.skipped > 0 else None

    def _open(self, tag: Tag, stop: int) -> None:
        if self._hides(tag) and self._ends(tag, stop):
            self.skipping, self.skipped = tag.name, 1
            self.scope.strip = None if tag.name in BREAKS else self.scope.strip
        elif tag.name in ("table", "tr", *_SECTIONS, *_CELLS):
            self._open_in_table(tag)
        elif tag.name == "img":
            self._picture(tag)
        else:
            self._open_element(tag)

    def _hides(self, tag: Tag) -> bool:
        if tag.name in self.opaque:
            return not tag.inside.endswith("/")
        if (
            not self.page
            or tag.name in _EMPTY
            or tag.name in ("html", "body", "table", "tr", *_SECTIONS, *_CELLS)
        ):
            return False
        if "hidden" not in tag.inside and "none" not in tag.inside:
            return False
        attributes = tag.attributes()
        style = attributes["style"].text if "style" in attributes else ""
        return "hidden" in attributes or bool(re.search(r"display\s*:\s*none", style))

    def _ends(self, tag: Tag, stop: int) -> bool:
        """Whether it is closed again; one that is not would hide the rest of the page."""
        if tag.name in self.endless:
            return False
        if re.compile(rf"</{re.escape(tag.name)}[\s>]", re.IGNORECASE).search(self.file, tag.end, stop):
            return True
        self.endless.add(tag.name)
        return False

    def _open_element(self, tag: Tag) -> None:
        scope = self.scope
        if tag.name in BREAKS:
            scope.strip = None
            if tag.name in ("li", "dt", "dd"):
                _close_item(scope)
            elif tag.name != "br":
                scope.pop("p")
        if tag.name not in _EMPTY:
            scope.push(tag.name)
        if self.main == "before" and _is_main(tag):
            self.main, self.main_opened = "in", (scope, tag.name, scope.counts[tag.name])
        scope.item = tag.name == "li" or (scope.item and tag.name not in _LISTS)

    def _close(self, tag: Tag) -> None:
        if tag.name in ("table", "tr", *_SECTIONS, *_CELLS):
            self._close_in_table(tag)
            return
        if self._closes_main(tag):
            self.main = "after"
        if tag.name in BREAKS:
            self.scope.strip = None
        if tag.name == "li":
            self.scope.item = False
        self.scope.pop(tag.name)

    def _closes_main(self, tag: Tag) -> bool:
        if self.main != "in" or self.main_opened is None:
            return False
        scope, name, depth = self.main_opened
        return scope is self.scope and name == tag.name and scope.counts.get(name) == depth

    def _picture(self, tag: Tag) -> None:
        """A picture in a cell may be a traffic light: its description is what it says."""
        described = tag.attributes().get("alt")
        if self.scope.cell is not None and described is not None and 0 < len(described.text) <= 80:
            self._words(described)

    # Tables ------------------------------------------------------------------------------------------------------

    def _open_in_table(self, tag: Tag) -> None:
        self.scope.strip = None
        if tag.name == "table":
            if len(self.scopes) < 2 * _DEEPEST:
                self.scopes.append(_Scope(grid=Grid()))
            return
        if self.scope.cell is not None:
            self._leave(tag.start)
        grid = self.scope.grid
        if grid is None:
            return
        if tag.name in _SECTIONS:
            grid.head = tag.name == "thead"
        elif tag.name == "tr":
            grid.begin_row(fill(tag))
        else:
            self._open_cell(tag, grid)

    def _open_cell(self, tag: Tag, grid: Grid) -> None:
        attributes = tag.attributes() if tag.inside.strip() else {}
        cell = GridCell(0, 0, tag.end)
        cell.row_span, cell.column_span = _span(attributes, "rowspan"), _span(attributes, "colspan")
        cell.header = tag.name == "th" or grid.head
        cell.numbers = "class" in attributes and _AGENDA_NUMBER in attributes["class"].text
        grid.place(cell, self.flow)
        cell.fill = fill(tag) or grid.fill
        self.scopes.append(_Scope(parts=cell.parts, cell=cell))

    def _close_in_table(self, tag: Tag) -> None:
        self.scope.strip = None
        if self.scope.cell is not None:
            self._leave(tag.start)
        if tag.name == "table" and self.scope.grid is not None:
            self._leave(tag.end)
        elif tag.name == "thead" and self.scope.grid is not None:
            self.scope.grid.head = False

    def _leave(self, end: int) -> None:
        """Close the innermost cell or table, which ends at a character of the file."""
        inner = self.scopes.pop()
        if inner.cell is not None:
            inner.cell.end = end
            inner.cell.parts[:] = [
                part for part in inner.cell.parts if isinstance(part, Grid) or not part.blank
            ]
        elif inner.grid is not None:
            self.scope.strip = None
            self.scope.parts += [part for part in inner.parts if isinstance(part, Grid) or not part.blank]
            self.scope.parts.append(inner.grid)


def _is_main(tag: Tag) -> bool:
    if tag.name == "main" or ("main" not in tag.inside and _MAIN_PART not in tag.inside):
        return tag.name == "main"
    attributes = tag.attributes()
    role, name = attributes.get("role"), attributes.get("id")
    return (role is not None and role.text == "main") or (name is not None and name.text == _MAIN_PART)


def _close_item(scope: _Scope) -> None:
    """End a list item that the author left open, but not the one around an inner list."""
    for name in reversed(scope.open[-_NEAR:]):
        if name in _LISTS or name == "dl":
            return
        if name in ("li", "dt", "dd"):
            scope.pop(name)
            return


def _span(attributes: dict[str, Words], name: str) -> int:
    text = attributes[name].text.strip() if name in attributes else ""
    return max(1, min(int(text), 65534)) if text.isascii() and text.isdigit() and len(text) < 9 else 1
