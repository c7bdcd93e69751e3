"""Quarters and halves of a year: of the financial year unless the document says calendar."""

import re
from collections.abc import Iterator
from datetime import timedelta

from planextract.normalise.context import Context
from planextract.normalise.deadlines.stretch import Days, OnYear, Stretch, always, month_days

_ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "final": 4,
    "last": 4,
}
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, **{str(n): n for n in range(1, 5)}}
_ORDINAL = "(?P<ordinal>" + "|".join(_ORDINALS) + ")"
_NUMBER = "(?P<number>" + "|".join(_NUMBERS) + ")"
QUARTER = re.compile(
    rf"(?<![a-z\d])(?P<calendar>calendar )?(?:(?:quarter|qtr|qu|q"
    rf"|chwarter)[ .]{{0,2}}{_NUMBER}(?!\w|[.,]\d)"
    rf"|{_ORDINAL} (?:financial |fiscal )?(?:quarter|qtr)\b)"
)
HALF = re.compile(r"(?<![a-z\d])h(?P<number>[12])(?!\w|[.,]\d)")
CURRENT = re.compile(r"\b(?P<which>this|current|the|next|following|coming) quarter\b(?! ?[1-4])")


def _part(number: int, months: int, first_month: int) -> OnYear:
    def on(year: int) -> Days:
        return month_days(year, first_month + (number - 1) * months, months)

    return on


def _number(match: re.Match[str]) -> int:
    words = match.groupdict()
    return _NUMBERS[words["number"]] if words["number"] else _ORDINALS[words["ordinal"]]


def quarters(text: str, context: Context) -> Iterator[Stretch]:
    """Quarters, by the year in which their own year begins.

    >>> [s.on(2010)[0].isoformat() for s in quarters("q3, quarter 4, first quarter", Context())]
    ['2010-10-01', '2011-01-01', '2010-04-01']
    """
    for match in QUARTER.finditer(text):
        number = _number(match)
        calendar = context.quarters == "calendar" or match["calendar"] is not None
        rule = "calendar_quarter" if calendar else "financial_quarter"
        on = _part(number, 3, 1 if calendar else context.year_starts_month)
        yield Stretch(
            match.start(), match.end(), rule, "quarter", on, other=None if calendar else _part(number, 3, 1)
        )


def halves(text: str, context: Context) -> Iterator[Stretch]:
    """Halves of the year that follows.

    >>> [s.on(2015)[1].isoformat() for s in halves("h1", Context())]
    ['2015-09-30']
    """
    for match in HALF.finditer(text):
        on = _part(_number(match), 6, context.year_starts_month)
        yield Stretch(match.start(), match.end(), "half_year", "half", on, other=_part(_number(match), 6, 1))


def this_quarter(text: str, context: Context) -> Iterator[Stretch]:
    """ "this quarter", "end of the quarter", "next quarter", by the reference date."""
    for match in CURRENT.finditer(text):
        day = context.reference_date
        if day is None:
            yield Stretch(
                match.start(),
                match.end(),
                "this_quarter",
                "quarter",
                lambda _: None,
                fault="deadline_year_unknown",
            )
            continue
        if match["which"] in ("next", "following", "coming"):
            day = day.replace(day=1) + timedelta(days=92)
        first = day.month - (day.month - 1) % 3
        days = month_days(day.year, first, 3)
        yield Stretch(
            match.start(),
            match.end(),
            "this_quarter",
            "quarter",
            always(days),
            day.year,
            inferred=True,
        )
