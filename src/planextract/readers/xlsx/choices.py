"""Where the drop-down lists of a sheet take their choices from: another sheet with statuses and officers, mostly."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from planextract.readers.references import area
from planextract.readers.sheets import Choices
from planextract.readers.xlsx.package import S

_ELSEWHERE = re.compile(r"=?(?:'((?:[^']|''){1,62})'|([^'!\s(),;+]{1,62}))!([$A-Z0-9:]{1,30})")
_MOST_LISTS = 1_000


def choices(sheet: etree._Element, named: Mapping[str, str]) -> Choices:
    """What the drop-down lists of a sheet take from others or itself; `named` are ranges by name, in small letters."""
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
