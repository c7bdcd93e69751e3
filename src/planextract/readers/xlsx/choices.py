"""Sheets that hold nothing but the choices of drop-down lists: a plan's statuses and officers, and no plan."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from planextract.readers.sheets import Area, Sheet
from planextract.readers.xlsx.package import S, area

_ELSEWHERE = re.compile(r"=?(?:'((?:[^']|''){1,62})'|([^'!\s(),;+]{1,62}))!([$A-Z0-9:]{1,30})")
_MOST_LISTS = 1_000
_MOST_AREAS = 100
_MOSTLY = 0.5
"""Share of a sheet's words that are choices, from which on it holds nothing else; each list has a header at most."""

Choices = dict[str, list[Area]]
"""Where lists take their choices from, by the name of the sheet in small letters."""


def choices(sheet: etree._Element, named: Mapping[str, str]) -> Choices:
    """What the drop-down lists of a sheet take from other sheets; `named` are the names of ranges, in small letters."""
    found: Choices = {}
    for formula in _formulas(sheet):
        match = _ELSEWHERE.fullmatch(named.get(formula.casefold().lstrip("="), formula))
        around = area(match[3].replace("$", "")) if match is not None else None
        if match is not None and around is not None:
            name = (match[1] or match[2]).replace("''", "'").casefold()
            found.setdefault(name, []).append(around)
    return found


def _formulas(sheet: etree._Element) -> Iterator[str]:
    """What each list is of. Excel keeps those that look into other sheets in an extension, at times."""
    lists = (rule for rule in sheet.iter("{*}dataValidation") if rule.get("type") == "list")
    for rule, _ in zip(lists, range(_MOST_LISTS), strict=False):
        first = rule.find("{*}formula1")
        if first is not None:
            yield "".join(str(words) for words in first.itertext()).strip()


def names(workbook: etree._Element) -> dict[str, str]:
    """The ranges that have a name in the workbook, by that in small letters."""
    found = workbook.iterfind(f"{S}definedNames/{S}definedName")
    return {(entry.get("name") or "").casefold(): (entry.text or "").strip() for entry in found}


def only_choices(sheet: Sheet, taken: list[Area]) -> bool:
    """Whether most of what a sheet says is what lists elsewhere choose from."""
    places = list(sheet.worded())
    areas = list(dict.fromkeys(taken))[:_MOST_AREAS]
    chosen = sum(
        any(each.top <= row <= each.bottom and each.left <= column <= each.right for each in areas)
        for row, column in places
    )
    return chosen > 0 and chosen >= _MOSTLY * len(places)
