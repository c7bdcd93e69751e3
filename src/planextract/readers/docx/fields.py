"""Fields of a paragraph: form fields that hold no characters, and those whose words come from the clock."""

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from planextract.readers.docx.package import W
from planextract.readers.docx.styles import toggle, value, whole

_CLOCK = re.compile(r"\s*(?:DATE|TIME)\b", re.IGNORECASE)

_DEEPEST = 100
"""Fields inside fields; Word itself stops at twenty."""

CHECKED: Final = "☑"
UNCHECKED: Final = "☐"


def reads_clock(instruction: str | None) -> bool:
    """Whether a field shows the day or time at which somebody looks at it.

    >>> reads_clock(' DATE "dd MMM" '), reads_clock(" SAVEDATE "), reads_clock(None)
    (True, False, False)
    """
    return _CLOCK.match(instruction or "") is not None


@dataclass(slots=True)
class _Field:
    """An open field; `told` means that its mark has shown all that there is to read."""

    told: bool
    instruction: str = ""
    showing: bool = False


class Fields:
    """The fields that are open in a paragraph; `silent` while what they show is not to be read."""

    __slots__ = ("_clock", "_open", "silent")

    def __init__(self, clock: bool) -> None:
        self._clock = clock
        self._open: list[_Field] = []
        self.silent = False

    def shown(self, name: str, element: etree._Element) -> str:
        """What a mark of a field shows by itself: a form's tick box, or the entry chosen from its list."""
        if name != "fldChar":
            if self._open and not self._open[-1].showing:
                self._open[-1].instruction += element.text or ""
            return ""
        kind, words = element.get(W + "fldCharType"), ""
        if kind == "begin":
            words = _form_field(element.find(W + "ffData"))
            if len(self._open) < _DEEPEST:
                self._open.append(_Field(told=bool(words)))
        elif kind == "separate" and self._open:
            self._open[-1].showing = True
        elif kind == "end" and self._open:
            self._open.pop()
        inside = any(
            not field.showing for field in self._open[:-1]
        )  # (a field that only tells another what to show)
        self.silent = inside or any(self._silences(field) for field in self._open)
        return "" if inside else words

    def _silences(self, field: _Field) -> bool:
        return field.showing and (field.told or (not self._clock and reads_clock(field.instruction)))


def _form_field(data: etree._Element | None) -> str:
    box = None if data is None else data.find(W + "checkBox")
    if box is not None:
        ticked = toggle(box, "checked")
        return CHECKED if (toggle(box, "default") if ticked is None else ticked) else UNCHECKED
    choices = None if data is None else data.find(W + "ddList")
    if choices is None:
        return ""
    entries = [value(entry) or "" for entry in choices.findall(W + "listEntry")]
    result = choices.find(W + "result")
    chosen = whole(value(result if result is not None else choices.find(W + "default"))) or 0
    return entries[chosen].strip() if 0 <= chosen < len(entries) else ""
