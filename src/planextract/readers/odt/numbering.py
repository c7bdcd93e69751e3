"""List labels as the program would print them; they stand nowhere in the file's characters."""

import re
from dataclasses import dataclass, field

from lxml import etree

from planextract.readers.numerals import rendered
from planextract.readers.odt.package import STYLE, TEXT

_DEEPEST = 10
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list style; `bullet` is None for numbers, and `form` empty for a level without a label."""

    bullet: str | None = None
    form: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1


@dataclass(slots=True)
class Counters:
    """Where a list stands at each level; None where it has not begun."""

    numbers: list[int | None] = field(default_factory=lambda: [None] * _DEEPEST)


class Numbering:
    """The labels of lists by their style, of headings by the outline (style None)."""

    def __init__(self, lists: dict[str, etree._Element], outline: etree._Element | None) -> None:
        self._levels = {name: _levels(element) for name, element in lists.items()}
        self._outline = _levels(outline) if outline is not None else {}

    def label(
        self, style: str | None, level: int, counters: Counters, start: int | None = None
    ) -> str | None:
        """The label of the next item at a level from 0; `start` is a number that the item itself begins with."""
        levels = self._outline if style is None else self._levels.get(style, {})
        level = min(level, _DEEPEST - 1)
        this = levels.get(level)
        if this is None:
            return None
        before = counters.numbers[level]
        counters.numbers[level] = start if start is not None else this.start if before is None else before + 1
        counters.numbers[level + 1 :] = [None] * (_DEEPEST - level - 1)
        return this.bullet if this.bullet is not None else _number(levels, level, counters)


def _number(levels: dict[int, _Level], level: int, counters: Counters) -> str | None:
    this = levels[level]
    if not this.form:
        return None
    first = max(0, level + 1 - this.shown)
    parts = []
    for place in range(first, level + 1):
        upper = levels.get(place, this)
        count = counters.numbers[place]
        parts.append(rendered(upper.start if count is None else count, upper.form or "decimal"))
    return f"{this.prefix}{'.'.join(parts)}{this.suffix}".strip() or None


def _levels(style: etree._Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for element in style:
        place = _whole(element.get(TEXT + "level"), 1) - 1
        kind = etree.QName(element).localname
        if 0 <= place < _DEEPEST and kind.startswith(("list-level-style", "outline-level-style")):
            found[place] = _level(element, kind)
    return found


def _level(element: etree._Element, kind: str) -> _Level:
    if kind == "list-level-style-bullet":
        return _Level(bullet=_bullet(element.get(TEXT + "bullet-char") or ""))
    if kind == "list-level-style-image":
        return _Level(bullet="•")
    return _Level(
        form=_FORMS.get(element.get(STYLE + "num-format") or "", ""),
        prefix=element.get(STYLE + "num-prefix") or "",
        suffix=element.get(STYLE + "num-suffix") or "",
        start=_whole(element.get(TEXT + "start-value"), 1),
        shown=_whole(element.get(TEXT + "display-levels"), 1),
    )


def _bullet(letter: str) -> str:
    return "•" if not letter.strip() or "\ue000" <= letter[0] <= "\uf8ff" else letter[0]


def _whole(said: str | None, otherwise: int) -> int:
    return int(said) if said is not None and re.fullmatch("[0-9]{1,6}", said) else otherwise
