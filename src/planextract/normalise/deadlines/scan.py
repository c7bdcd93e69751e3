"""All the stretches of days in some plain text, each as wide as its words allow."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from planextract.normalise.context import Context
from planextract.normalise.deadlines.current import weeks_and_months
from planextract.normalise.deadlines.days import days, short_days
from planextract.normalise.deadlines.months import months
from planextract.normalise.deadlines.quarters import halves, quarters, this_quarter
from planextract.normalise.deadlines.stretch import Days, Stretch, month_days
from planextract.normalise.deadlines.terms import feasts, seasons, terms, this_term
from planextract.normalise.deadlines.years import (
    bare_years,
    short_years,
    single_years,
    unnamed_years,
    year_pairs,
)

Reader = Callable[[str, Context], Iterator[Stretch]]

STRETCHES: tuple[Reader, ...] = (
    days,
    quarters,
    halves,
    terms,
    feasts,
    seasons,
    year_pairs,
    months,
    short_years,
    single_years,
    unnamed_years,
    weeks_and_months,
    this_quarter,
    this_term,
    bare_years,
    short_days,
)
"""The first to claim some words keeps them."""


def _claimed(text: str, context: Context) -> list[Stretch]:
    taken = bytearray(len(text) + 1)
    found: list[Stretch] = []
    for reader in STRETCHES:
        for stretch in reader(text, context):
            if not any(taken[stretch.start : stretch.stop]):
                taken[stretch.start : stretch.stop] = b"\1" * (stretch.stop - stretch.start)
                found.append(stretch)
    return sorted(found, key=lambda stretch: stretch.start)


# A period and the year that stands beside it ----------------------------------------------------------------------

YEAR_RULES = {"financial_year", "academic_year", "municipal_year", "year", "this_year"}
PARTS_OF_YEARS = {"financial_quarter", "calendar_quarter", "half_year", "school_term", "season"}
AFTER = re.compile(r"[ ,.:(-]{0,3}(?:(?:of|in|for|during) )?(?:the )?$")
BEFORE = re.compile(r"[ ,:-]{0,3}$")
LATER_IN_PAIR = {"financial_year": 4, "academic_year": 9, "municipal_year": 5}


def _joins(text: str, part: Stretch, year: Stretch) -> bool:
    if part.year is not None or part.rule in YEAR_RULES or year.rule not in YEAR_RULES or part.fault:
        return False
    if year.start >= part.stop:
        wide = part.rule in PARTS_OF_YEARS or "-" not in text[part.stop : year.start]
        return wide and AFTER.fullmatch(text[part.stop : year.start]) is not None
    gap = text[year.stop : part.start]
    return (
        gap in (" ", ", ")
        if part.rule == "month"
        else part.rule in PARTS_OF_YEARS and BEFORE.fullmatch(gap) is not None
    )


def _beside(part: Stretch, year: Stretch) -> Stretch | None:
    """The part in the year named beside it; "Spring term 2014/15" and "January 2014/15" lie in 2015."""
    if year.year is None:
        return None
    number = year.year
    first = LATER_IN_PAIR.get(year.rule)
    if first is not None and part.rule in ("school_term", "season", "month", "exact_day", "range_of_days"):
        days = part.on(number)
        begins = 9 if part.rule == "school_term" else first
        number += days is not None and days[0].month < begins
    if part.rule == "season" and first is not None and _straddles(part, number):
        return replace(part, year=number, fault="deadline_ambiguous")
    inferred = year.inferred
    other = part.other if year.rule == "year" else None
    marks = ("basis_assumed",) if other is not None else ()
    return replace(part, year=number, inferred=inferred, other=other, qualifiers=(*part.qualifiers, *marks))


def _straddles(season: Stretch, year: int) -> bool:
    """ "Summer 2014/15" may be 2014 or 2015; "Autumn 2014/15" cannot."""
    days = season.on(year)
    return days is None or days[0].month < 9


def _joined(text: str, found: list[Stretch]) -> list[Stretch]:
    joined: list[Stretch] = []
    for stretch in found:
        last = joined[-1] if joined else None
        if last is not None:
            pairs = ((last, stretch), (stretch, last))
            whole = next(
                (w for part, year in pairs if _joins(text, part, year) and (w := _beside(part, year))), None
            )
            if whole is not None:
                joined[-1] = replace(whole, start=last.start, stop=_closed(text, last.start, stretch.stop))
                continue
        joined.append(stretch)
    return joined


def _closed(text: str, start: int, stop: int) -> int:
    """One further where the words opened a bracket that closes there."""
    return stop + (text[start:stop].count("(") > text[start:stop].count(")") and text[stop : stop + 1] == ")")


# The end of, early, mid --------------------------------------------------------------------------------------------

PART = re.compile(
    r"(?<![a-z])(?:(?P<end>(?:the )?(?:very )?(?:end|close|eo)(?:[ -]?of|[ -]in)?|month[ -]end"
    r"|(?:year|quarter)[ -]end(?:ing)?|(?:month|quarter|period) ending|diwedd)"
    r"|(?P<earlymid>early ?(?:to|/|-|or) ?mid)|(?P<midlate>mid ?(?:to|/|-|or) ?late)"
    r"|(?P<early>(?:the )?(?:(?:early|early part)(?: of| in)?|(?:beginning|start) of|(?:(?<=/)"
    r"|(?<=/ )|(?<=by )|(?<=by the )|^)beg+i?n+i+n*g))"
    r"|(?P<mid>(?:the )?(?:mid|middle)(?: of| in)?)|(?P<late>(?:the )?(?:late|latter part"
    r"|latter half)(?: of| in)?)"
    r"|(?P<week>(?:the )?(?:first|1st|second|2nd|third|3rd|last|final) (?:week|wk)(?: of| in)?)"
    r"|(?P<half>(?:the )?(?:first|1st|second|2nd) half(?: of| in)?))[ -]{0,2}(?:the )?(?:month of )?$"
)


def last_day(days: Days) -> Days:
    return days[1], days[1]


def first_day(days: Days) -> Days:
    return days[0], days[0]


def third(number: int) -> Callable[[Days], Days]:
    """A third of some days, counted from 0: ten days of a month, else whole months."""

    def part(days: Days) -> Days:
        first, last = days
        length = round((last - first).days / 30.4)
        if length <= 1:
            begin = first + timedelta(days=10 * number)
            return begin, last if number == 2 else begin + timedelta(days=9)
        size = max(1, length // 3)
        begins = first.month + (length - size if number == 2 else number * size)
        return month_days(first.year, begins, size)

    return part


def _thirds(begin: int, end: int) -> Callable[[Days], Days]:
    """From the first day of one third to the last of another."""
    return lambda days: (third(begin)(days)[0], third(end)(days)[1])


def _week(word: str) -> Callable[[Days], Days]:
    number = next(
        (
            n
            for n, names in enumerate((("first", "1st"), ("second", "2nd"), ("third", "3rd")))
            if any(name in word for name in names)
        ),
        None,
    )

    def part(days: Days) -> Days:
        if number is None:
            return days[1] - timedelta(days=6), days[1]
        begin = days[0] + timedelta(days=7 * number)
        return begin, begin + timedelta(days=6)

    return part


def _half(word: str) -> Callable[[Days], Days]:
    second = "second" in word or "2nd" in word

    def part(days: Days) -> Days:
        length = round((days[1] - days[0]).days / 30.4)
        if length <= 1:
            middle = days[0] + timedelta(days=15)
            return (middle, days[1]) if second else (days[0], middle - timedelta(days=1))
        return month_days(days[0].year, days[0].month + (length // 2 if second else 0), max(1, length // 2))

    return part


def _cut(stretch: Stretch, match: re.Match[str]) -> Stretch:
    kind = match.lastgroup or ""
    if kind == "end":
        return _marked(stretch.narrowed(last_day, "day"), "end_of")
    if kind == "week":
        return _marked(stretch.narrowed(_week(match[kind]), "week"), "week_of_month")
    if kind == "half":
        return _marked(stretch.narrowed(_half(match[kind]), "half"), "half_of")
    if kind == "early" and "start of" in match[kind] and stretch.precision not in ("month", "season"):
        return _marked(replace(stretch.narrowed(first_day, "day"), approximate=True), "start_of")
    if kind in ("earlymid", "midlate"):
        first, last = (0, 1) if kind == "earlymid" else (1, 2)
        both = replace(stretch.narrowed(_thirds(first, last)), approximate=True)
        return _marked(both, "early_to_mid" if kind == "earlymid" else "mid_to_late")
    number = {"early": 0, "mid": 1, "late": 2}[kind]
    return _marked(replace(stretch.narrowed(third(number)), approximate=True), kind)


def _marked(stretch: Stretch, mark: str) -> Stretch:
    return replace(stretch, qualifiers=(mark, *stretch.qualifiers))


FIXED = {"exact_day", "range_of_days", "week", "feast"}


def _cut_down(text: str, stretch: Stretch, begin: int) -> Stretch:
    if stretch.rule in FIXED:
        return stretch
    match = PART.search(text, max(begin, stretch.start - 40), stretch.start)
    if match is None or (match["half"] and stretch.rule == "half_year"):
        return stretch
    fault = None if stretch.rule == "this_year" and stretch.fault is None else stretch.fault
    return replace(_cut(stretch, match), start=match.start(), fault=fault)


def stretches(text: str, context: Context) -> list[Stretch]:
    """Every stretch of days, in order, none overlapping.

    >>> text = "by end of autumn term 2014/15 or mid-march"
    >>> [text[stretch.start : stretch.stop] for stretch in stretches(text, Context())]
    ['end of autumn term 2014/15', 'mid-march']
    """
    found = _joined(text, _claimed(text, context))
    begins = [0, *(stretch.stop for stretch in found)]
    return [_cut_down(text, stretch, begin) for stretch, begin in zip(found, begins, strict=False)]
