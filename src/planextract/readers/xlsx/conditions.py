"""Colours that a workbook gives to cells by what they say: "Green" on green.

Only rules that a cell's own words decide are followed; where another rule with a colour comes first, it might hold,
and the cell keeps the colour that it has by itself. Such cells are counted, since their colour may be a rating.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from planextract.readers.references import area, position
from planextract.readers.sheets import Area
from planextract.readers.xlsx.looks import Looks, whole
from planextract.readers.xlsx.package import S

_COMPARED = re.compile(r'(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})\s?=\s?("[^"]{1,200}"|[0-9]{1,9})')
_LEAST_COLOUR = 24
"""How far the parts of a colour lie apart; in shades of grey they do not."""
_MOST_AREAS = 400
"""Areas under conditions that are followed in one sheet; a tracker has a few dozen."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """One area under one condition. `words` are in lower case, None where the condition is none that we know.

    `rates` says that its colour may say something: stripes and shades of grey do not.
    """

    priority: int
    under: Area
    fill: str | None
    kind: str
    words: str | None
    rates: bool = True


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

    def fill(self, row: int, column: int, text: str, own: str | None) -> tuple[str | None, bool]:
        """The colour behind a cell that says `text` and is `own` by itself, and whether that is sure to be all."""
        said, sure = text.strip().casefold(), True
        for rule in self._rules:
            under = rule.under
            if not (under.top <= row <= under.bottom and under.left <= column <= under.right):
                continue
            if rule.kind == "iconSet":
                sure = False
            elif rule.words is None:
                return own, sure and not rule.rates
            elif _HOLDS[rule.kind](said, rule.words):
                return rule.fill, sure
        return own, sure


def _rules(sheet: etree._Element, looks: Looks) -> Iterator[_Rule]:
    for element in sheet.findall(S + "conditionalFormatting"):
        areas = [found for part in (element.get("sqref") or "").split() if (found := area(part)) is not None]
        for rule in element.findall(S + "cfRule"):
            number, priority = whole(rule.get("dxfId")), whole(rule.get("priority"))
            if rule.get("type") in ("colorScale", "iconSet"):
                yield from (_Rule(priority, under, None, rule.get("type") or "", None) for under in areas)
            if not 0 <= number < len(looks.conditional) or rule.get("type") == "containsBlanks":
                continue
            fill = looks.conditional[number]
            for under in areas:
                kind, words = _condition(rule, under, areas[0])
                if fill is not None or words is None:
                    yield _Rule(priority, under, fill, kind, words, _rates(rule, fill))


def _rates(rule: etree._Element, fill: str | None) -> bool:
    if fill is None or "ROW()" in (rule.findtext(S + "formula") or "").upper():
        return False
    parts = [int(fill[at : at + 2], 16) for at in (1, 3, 5)]
    return max(parts) - min(parts) >= _LEAST_COLOUR


def _condition(rule: etree._Element, under: Area, first: Area) -> tuple[str, str | None]:
    """What a rule asks of a cell under it, and the words that it asks for."""
    kind = rule.get("type") or ""
    if kind == "expression":
        return "equal", _own_words(rule.findtext(S + "formula") or "", under, first)
    if kind == "cellIs" and rule.get("operator") == "equal":
        return "equal", _literal(rule.findtext(S + "formula") or "")
    if kind in ("containsText", "beginsWith", "endsWith") and rule.get("text"):
        return kind, (rule.get("text") or "").casefold()
    return kind, None


def _own_words(formula: str, under: Area, first: Area) -> str | None:
    """The words that a formula compares a cell itself with: $E2="Red" over E2:E90. It counts from the first cell."""
    match = _COMPARED.fullmatch(formula.strip())
    cell = position(match[2] + match[4]) if match is not None else None
    if match is None or cell != (first.top, first.left):
        return None
    moves = (not match[1] or under.left == under.right == cell[1]) and (
        not match[3] or under.top == under.bottom == cell[0]
    )
    return _literal(match[5]) if moves else None


def _literal(formula: str) -> str | None:
    """The words or number that a formula is, None where it has to be worked out."""
    formula = formula.strip()
    inner = formula[1:-1].replace('""', "")
    if len(formula) > 2 and formula[0] == formula[-1] == '"' and '"' not in inner:
        return formula[1:-1].replace('""', '"').strip().casefold()
    return formula if formula.isascii() and formula.isdigit() else None
