"""Stretches of whole days: a day, a span of days, a week named by its first or last day."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from planextract.normalise.context import Context
from planextract.normalise.dates import BETWEEN, Written, opening_day, scan
from planextract.normalise.deadlines.stretch import Days, OnYear, Stretch

WEEK = re.compile(
    r"(?<![a-z])(?:(?P<ending>w/e|w\.e\.?|(?:wk|week) ?(?:ending|end))"
    r"|(?:w/?c|w/?b|w\.c\.?|w\.b\.?|wk ?/? ?[cb]|w/k|w/comm\.?"
    r"|(?:wk|week) (?:commencing|comm\.?|com\.?|beginning|beg\.?|begining|of|starting)))[ :]? ?(?:the )?$"
)


def _one(written: Written) -> OnYear:
    def on(year: int) -> Days | None:
        day = written.on(year)
        return None if day is None else (day, day)

    return on


def _span(first: Written, last: Written) -> OnYear:
    """Days of a span by the year of its last day; the first lies in the year before where the months run back."""
    backwards = first.month > last.month

    def on(year: int) -> Days | None:
        start = first.on(year - backwards if first.year is None else first.year)
        end = last.on(year)
        return None if start is None or end is None or start >= end else (start, end)

    return on


def _week(days: OnYear, ending: bool) -> OnYear:
    def on(year: int) -> Days | None:
        found = days(year)
        if found is None:
            return None
        day: date = found[0]
        return (day - timedelta(days=6), day) if ending else (day, day + timedelta(days=6))

    return on


def _fault(*days: Written) -> str | None:
    return "deadline_impossible" if any(day.fault for day in days) else None


def _day(text: str, written: Written) -> Stretch:
    week = WEEK.search(text, max(0, written.start - 24), written.start)
    if week is None:
        return Stretch(
            written.start,
            written.stop,
            "exact_day",
            "day",
            _one(written),
            written.year,
            fault=_fault(written),
        )
    ending = week["ending"] is not None
    on = _week(_one(written), ending)
    mark = ("week_ending" if ending else "week_commencing",)
    return Stretch(
        week.start(), written.stop, "week", "week", on, written.year, qualifiers=mark, fault=_fault(written)
    )


def _days(first: Written, last: Written) -> Stretch:
    on = _span(first, last)
    return Stretch(first.start, last.stop, "range_of_days", "range", on, last.year, fault=_fault(first, last))


SHORT = re.compile(
    r"(?:(?P<said>(?:^|[ (])(?:by|before|due|on|until|till|no later than|not later than|deadline|target|w/e|date)"
    r"[ :]{1,2})|^)"
    r"(?P<day>\d{1,2})(?:/(?P<month>\d{1,2})|\.(?P<dotted>\d\d))(?![\d/%]|\.\d)(?P<dot>\.?$)?"
)


def short_days(text: str, context: Context) -> Iterator[Stretch]:
    """A day and month in figures, without a year: "by 4/7", "30/6". Such figures count other things too, so that a word
    must stand before them or the first be no month; and "10/12" is left alone where it may be October 2012.

    >>> [s.on(2016) for s in short_days("by 4/7", Context(reference_date=date(2016, 6, 6)))]
    [(datetime.date(2016, 7, 4), datetime.date(2016, 7, 4))]
    >>> list(short_days("3/4", Context(reference_date=date(2016, 6, 6))))
    []
    """
    reference = context.reference_date
    if reference is None:
        return
    for match in SHORT.finditer(text):
        day, figures = int(match["day"]), match["month"] or match["dotted"]
        month = int(figures)
        if not (1 <= day <= 31 and 1 <= month <= 12) or (
            match["dotted"] and not (match["dot"] or match["said"])
        ):
            continue
        as_year = day <= 12 and len(figures) == 2 and abs(2000 + month - reference.year) <= 4
        if as_year or not (match["said"] or day > 12):
            continue
        written = Written(match.start("day"), match.end(), day, month, None)
        yield Stretch(
            written.start, written.stop, "exact_day", "day", _one(written), None, qualifiers=("day_first",)
        )


def days(text: str, context: Context) -> Iterator[Stretch]:
    """Days and spans of days.

    >>> [(s.rule, s.year) for s in days("25-27 march 2014, 3 may, w/e 18/07/14", Context())]
    [('range_of_days', 2014), ('exact_day', None), ('week', 2014)]
    """
    held: Written | None = None
    for written in scan(text, context.reference_date):
        first = opening_day(text, written)
        if held is not None and first is None and BETWEEN.match(text[held.stop : written.start]):
            yield _days(held, written)
            held = None
            continue
        if held is not None:
            yield _day(text, held)
            held = None
        if first is not None:
            yield _days(first, written)
        else:
            held = written
    if held is not None:
        yield _day(text, held)
