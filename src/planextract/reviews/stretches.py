"""Days on site in several stretches: "8 to 12 and 22 to 26 May 2017" is from 8 to 26 May 2017."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import pairwise

from planextract.provenance import SourcedText

Stretch = tuple[SourcedText, str, str]
"""The words, and the first and last day in ISO form."""

_WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? |(?:mon|tue|tues|wed|thu|thurs|fri|sat|sun)\.?,? )?"
)
_AND = r"(?: ?(?:-|&|to|until|till|and|then|through to) ?|, ?(?:and |then )?)(?:from |on |again on )?"


def days(words: SourcedText) -> Stretch | None:
    """From the first day of the first stretch to the last of the last; a single stretch as well.

    >>> days(SourcedText.plain("on site 8 to 12 and 22 to 26 May 2017"))[1:]
    ('2017-05-08', '2017-05-26')
    >>> days(SourcedText.plain("from 4 to 7 March and on 2 April 2019"))[1:]
    ('2019-03-04', '2019-04-02')
    >>> days(SourcedText.plain("on 8 March 2017"))
    """
    from planextract.normalise import dates

    words = words.folded()
    for match in _chain().finditer(dates.plain(words.text[:3000])):
        found = list(_day().finditer(match[0]))
        while found and found[-1]["month"] is None:
            found.pop()
        said = _dated(found)
        if len(said) > 1:
            ascending = all(one < two for one, two in pairwise(said))
            part = words[match.start() : match.start() + found[-1].end()]
            return (part, said[0].isoformat(), said[-1].isoformat()) if ascending else None
    return None


@cache
def _day() -> re.Pattern[str]:
    return re.compile(_one("(?P<day>", "(?P<month>", "(?P<year>"))


@cache
def _chain() -> re.Pattern[str]:
    one = _one("(?:", "(?:", "(?:")
    return re.compile(rf"(?<![\w£$/.,]){one}(?:{_AND}{one}){{1,12}}")


def _one(day: str, month: str, year: str) -> str:
    from planextract.normalise import dates

    months = dates.any_of("months")
    return (
        rf"{_WEEKDAY}(?:the )?{day}\d{{1,2}})(?:st|nd|rd|th)?(?![\w/.:%]|\d)"
        rf"(?:(?: of)? {month}{months})\b\.?(?:,? {year}(?:19|20)\d\d)\b)?)?"
    )


def _dated(found: Sequence[re.Match[str]]) -> list[date]:
    """Each day, with the month and year that follow it; () where one has none, or no calendar has it."""
    from planextract.normalise import dates

    said: list[date] = []
    month, year = 0, 0
    for each in reversed(found):
        before = month
        month = dates.month_number(each["month"]) if each["month"] else month
        year = int(each["year"]) if each["year"] else year - (1 if before and month > before else 0)
        day = dates.day_of(year, month, int(each["day"])) if year > 0 else None
        if day is None:
            return []
        said.insert(0, day)
    return said
