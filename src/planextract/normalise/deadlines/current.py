"""Weeks and months that hang on the reference date: "next month", "end of the week"."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from planextract.normalise.context import Context
from planextract.normalise.deadlines.stretch import Days, Stretch, always, month_days
from planextract.records import Precision

UNIT = re.compile(
    r"\b(?:(?P<part>later|early|late|end) )?(?P<which>this|the current|next|following"
    r"|end of(?: the| this)?) ?-?(?P<unit>week|month)\b(?! ending| commencing)"
    r"|(?<![a-z] )(?<!-)\b(?P<ends>week|month)[ -]end\b(?! ?[,(a-z0-9-])"
    r"|(?<=\bby )(?P<by>week|month)[ -]end\b(?! ?[,(a-z0-9-])"
)
""" "Month end" stands alone or behind "by"; behind the name of a month it is of that month."""


def week(day: date) -> Days:
    """Monday to Friday: councils' weeks end on Friday."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=4)


def _days(which: str, unit: str, part: str | None, day: date) -> Days | None:
    later = which in ("next", "following")
    coming = day + timedelta(days=7 * later)
    days = week(coming) if unit == "week" else month_days(day.year, day.month + later)
    if which.startswith("end of") or part == "end":
        days = (days[1], days[1])
    if part == "later":
        days = (day, days[1])
    return days if days[0] <= days[1] else None


def _unit(match: re.Match[str]) -> str:
    return match["unit"] or match["ends"] or match["by"]


def weeks_and_months(text: str, context: Context) -> Iterator[Stretch]:
    """This or next week or month.

    >>> read = Context(reference_date=date(2009, 6, 22))
    >>> [s.on(0)[0].isoformat() for s in weeks_and_months("later this month, next month, end of the week", read)]
    ['2009-06-22', '2009-07-01', '2009-06-26']
    """
    for match in UNIT.finditer(text):
        day = context.reference_date
        if match["part"] in ("early", "late"):
            continue
        unit, which = _unit(match), match["which"] or "end of"
        days = None if day is None else _days(which, unit, match["part"], day)
        fault = "deadline_year_unknown" if day is None else "deadline_ambiguous" if days is None else None
        precision: Precision = "week" if unit == "week" else "month"
        if days is not None and days[0] == days[1]:
            precision = "day"
        year = None if days is None else days[0].year
        yield Stretch(
            match.start(),
            match.end(),
            f"this_{unit}",
            precision,
            always(days),
            year,
            inferred=True,
            qualifiers=("end_of",) if precision == "day" else (),
            fault=fault,
        )
