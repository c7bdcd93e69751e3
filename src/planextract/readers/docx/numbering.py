"""List numbers as Word would print them; they stand nowhere in the file's characters."""

import re
from dataclasses import dataclass, field

from lxml import etree

from planextract.readers.docx.package import W
from planextract.readers.docx.styles import value, whole
from planextract.readers.numerals import rendered

_DEEPEST = 9
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""


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
        self._lists: dict[str | None, _List] = {}
        self._starts: dict[str | None, dict[int, int]] = {}
        for number in () if root is None else root.findall(W + "num"):
            key = number.get(W + "numId")
            found = abstract.get(value(number.find(W + "abstractNumId")))
            if found is not None:
                self._lists[key] = found
                self._starts[key] = _overrides(number)

    def label(self, number: str | None, level: int) -> str | None:
        """The label of the next paragraph of a list; None where the paragraph is in no list.

        A bullet of a symbol font is given as "•".
        """
        found = self._lists.get(number)
        level = min(max(level, 0), _DEEPEST - 1)
        if found is None or level not in found.levels:
            return None
        self._count(number, found, level)
        this = found.levels[level]
        if this.form == "bullet":
            return _bullet(this.text)
        return _PLACEHOLDER.sub(lambda match: _counter(found, int(match[1]) - 1), this.text).strip() or None

    def _count(self, number: str | None, found: _List, level: int) -> None:
        start = self._starts[number].pop(level, None)
        before = found.counters[level]
        if start is not None:
            found.counters[level] = start
        else:
            found.counters[level] = found.levels[level].start if before is None else before + 1
        found.counters[level + 1 :] = [None] * (_DEEPEST - level - 1)


def _levels(element: etree._Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for level in element.findall(W + "lvl"):
        start = whole(value(level.find(W + "start")))
        found[whole(level.get(W + "ilvl")) or 0] = _Level(
            start=1 if start is None else start,
            form=value(level.find(W + "numFmt")) or "decimal",
            text=value(level.find(W + "lvlText")) or "",
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


def _counter(found: _List, level: int) -> str:
    this = found.levels.get(level, _Level())
    counter = found.counters[level]
    return rendered(this.start if counter is None else counter, this.form)
