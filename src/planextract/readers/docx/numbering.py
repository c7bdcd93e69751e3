"""List numbers as Word would print them; they stand nowhere in the file's characters."""

import re
from dataclasses import dataclass, field

from lxml import etree

from planextract.readers.docx.package import W
from planextract.readers.docx.styles import toggle, value, whole
from planextract.readers.numerals import rendered

_DEEPEST = 9
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    """`legal` numbers are all digits, whatever the levels above them count in. `restart` is the level, from 1, that
    begins it anew, None for any above it and 0 for none; `style` that of the paragraphs that stand on it.
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str | None = None


@dataclass(slots=True)
class _List:
    """One list definition with where its counters stand; lists that share a definition go on counting."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counters: list[int | None] = field(default_factory=lambda: [None] * _DEEPEST)


class Numbering:
    """The lists of a document. `label` counts, so it is called once for each paragraph, in order."""

    def __init__(self, root: etree._Element | None) -> None:
        abstract = (
            {}
            if root is None
            else {
                element.get(W + "abstractNumId"): _List(_levels(element))
                for element in root.findall(W + "abstractNum")
            }
        )
        abstract |= _linked(root, abstract)
        self._lists: dict[str | None, _List] = {}
        self._levels: dict[str | None, dict[int, _Level]] = {}
        self._starts: dict[str | None, dict[int, int]] = {}
        for number in () if root is None else root.findall(W + "num"):
            key = number.get(W + "numId")
            found = abstract.get(value(number.find(W + "abstractNumId")))
            if found is not None:
                self._lists[key] = found
                self._levels[key] = found.levels | _levels(*number.findall(W + "lvlOverride"))
                self._starts[key] = _overrides(number)

    def level_of(self, number: str | None, style: str | None) -> int:
        """The level of a list that belongs to the paragraphs of a style; the outermost where none does."""
        levels = self._levels.get(number, {}) if style is not None else {}
        return next((depth for depth, level in levels.items() if level.style == style), 0)

    def label(self, number: str | None, level: int) -> str | None:
        """The label of the next paragraph of a list; None where the paragraph is in no list.

        A bullet of a symbol font is given as "•".
        """
        found = self._lists.get(number)
        level = min(max(level, 0), _DEEPEST - 1)
        levels = self._levels.get(number, {})
        if found is None or level not in levels:
            return None
        self._count(number, found, level)
        this = levels[level]
        if this.form == "bullet":
            return _bullet(this.text)

        def counter(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            other, count = levels.get(place, _Level()), found.counters[place]
            form = "decimal" if this.legal else other.form
            return rendered(other.start if count is None else count, form)

        return _PLACEHOLDER.sub(counter, this.text).strip() or None

    def _count(self, number: str | None, found: _List, level: int) -> None:
        levels, start = self._levels[number], self._starts[number].pop(level, None)
        before = found.counters[level]
        if start is not None:
            found.counters[level] = start
        else:
            found.counters[level] = levels[level].start if before is None else before + 1
        for deeper in range(level + 1, _DEEPEST):
            restart = levels.get(deeper, _Level()).restart
            if restart is None or level < restart:
                found.counters[deeper] = None


def _linked(root: etree._Element | None, known: dict[str | None, _List]) -> dict[str | None, _List]:
    """The definitions that only name a numbering style, by that of the style, which its lists share."""
    elements = [] if root is None else root.findall(W + "abstractNum")
    defined = {value(each.find(W + "styleLink")): known[each.get(W + "abstractNumId")] for each in elements}
    asking = {each.get(W + "abstractNumId"): value(each.find(W + "numStyleLink")) for each in elements}
    return {key: defined[style] for key, style in asking.items() if style is not None and style in defined}


def _levels(*elements: etree._Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for level in (each for element in elements for each in element.findall(W + "lvl")):
        start = whole(value(level.find(W + "start")))
        found[whole(level.get(W + "ilvl")) or 0] = _Level(
            start=1 if start is None else start,
            form=value(level.find(W + "numFmt")) or "decimal",
            text=value(level.find(W + "lvlText")) or "",
            legal=bool(toggle(level, "isLgl")),
            restart=whole(value(level.find(W + "lvlRestart"))),
            style=value(level.find(W + "pStyle")),
        )
    return found


def _overrides(number: etree._Element) -> dict[int, int]:
    """Where a list restarts a shared definition, by level."""
    found: dict[int, int] = {}
    for override in number.findall(W + "lvlOverride"):
        start = whole(value(override.find(W + "startOverride")))
        if start is not None:
            found[whole(override.get(W + "ilvl")) or 0] = start
    return found


def _bullet(text: str) -> str | None:
    if not text.strip():
        return None
    return "•" if "\ue000" <= text[0] <= "\uf8ff" else text
