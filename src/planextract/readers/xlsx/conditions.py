"""Colours that a workbook gives to cells by what they say: "Green" on green.

Only rules that a cell's own words decide are followed; where another rule with a colour comes first, it might hold,
and the cell keeps the colour that it has by itself.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from planextract.readers.sheets import Area
from planextract.readers.xlsx.looks import Looks, whole
from planextract.readers.xlsx.package import S, area

_MOST_AREAS = 400
"""Areas under conditions that are followed in one sheet; a tracker has a few dozen."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """One area under one condition. `words` are in lower case, None where the condition is none that we know."""

    priority: int
    under: Area
    fill: str | None
    kind: str
    words: str | None


_HOLDS: dict[str, Callable[[str, str], bool]] = {
    "equal": lambda said, words: said == words,
    "containsText": lambda said, words: words in said,
    "beginsWith": lambda said, words: said.startswith(words),
    "endsWith": lambda said, words: said.endswith(words),
}


class Conditions:
    """The conditional colours of one sheet."""

    def __init__(self, sheet: etree._Element, looks: Looks) -> None:
        found = sorted(_rules(sheet, looks), key=lambda rule: rule.priority)
        self._rules = found[:_MOST_AREAS]

    def fill(self, row: int, column: int, text: str, own: str | None) -> str | None:
        """The colour behind a cell that says `text` and is `own` by itself."""
        said = text.strip().casefold()
        for rule in self._rules:
            under = rule.under
            if not (under.top <= row <= under.bottom and under.left <= column <= under.right):
                continue
            if rule.words is None:
                return own
            if _HOLDS[rule.kind](said, rule.words):
                return rule.fill
        return own


def _rules(sheet: etree._Element, looks: Looks) -> Iterator[_Rule]:
    for element in sheet.findall(S + "conditionalFormatting"):
        areas = [found for part in (element.get("sqref") or "").split() if (found := area(part)) is not None]
        for rule in element.findall(S + "cfRule"):
            number = whole(rule.get("dxfId"))
            if not 0 <= number < len(looks.conditional) or rule.get("type") == "containsBlanks":
                continue
            kind, words = _condition(rule)
            fill = looks.conditional[number]
            for under in areas if fill is not None or words is None else ():
                yield _Rule(whole(rule.get("priority")), under, fill, kind, words)


def _condition(rule: etree._Element) -> tuple[str, str | None]:
    """What a rule asks of a cell, and the words that it asks for."""
    kind = rule.get("type") or ""
    if kind == "cellIs" and rule.get("operator") == "equal":
        return "equal", _literal(rule.findtext(S + "formula") or "")
    if kind in ("containsText", "beginsWith", "endsWith") and rule.get("text"):
        return kind, (rule.get("text") or "").casefold()
    return kind, None


def _literal(formula: str) -> str | None:
    """The words or number that a formula is, None where it has to be worked out."""
    formula = formula.strip()
    inner = formula[1:-1].replace('""', "")
    if len(formula) > 2 and formula[0] == formula[-1] == '"' and '"' not in inner:
        return formula[1:-1].replace('""', '"').strip().casefold()
    return formula if formula.isascii() and formula.isdigit() else None
