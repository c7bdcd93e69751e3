"""A stretch of days as some words name it, before and after its year is settled."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planextract.normalise.context import Context, Remark
from planextract.normalise.deadlines import edtf
from planextract.records import DueBy, Interval, Precision

Days = tuple[date, date]
OnYear = Callable[[int], Days | None]
"""The first and last day in a year; None where the calendar has no such days."""

FORWARD_LIMIT = timedelta(days=240)
BACKWARD_LIMIT = timedelta(days=31)
"""Without a year, a time to come within eight months is meant, or one that has just passed; between them we abstain:
logs of actions list what fell due in the last quarter, plans what falls due in the next year, in the same words."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters start..stop of the plain text that name some days.

    `on` takes the stated `year`, or a guess where that is None. `fixed` are days that need no year because they hang
    on the reference date ("this month"). `fault` is the code of a remark: the words look like a date and are none.
    """

    start: int
    stop: int
    rule: str
    precision: Precision
    on: OnYear
    year: int | None = None
    inferred: bool = False
    approximate: bool = False
    qualifiers: tuple[str, ...] = ()
    other: OnYear | None = None
    notation: str | None = None
    fault: str | None = None

    def narrowed(self, part: Callable[[Days], Days], precision: Precision | None = None) -> "Stretch":
        """The same words cut down to a part of their days: the end of, early, mid."""

        def on(year: int) -> Days | None:
            days = self.on(year)
            return None if days is None else part(days)

        return replace(self, on=on, precision=precision or self.precision, other=None, notation=None)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch with its days; `inferred` where the year was not stated."""

    stretch: Stretch
    earliest: date
    latest: date
    inferred: bool = False

    @property
    def rule(self) -> str:
        return self.stretch.rule

    @property
    def interval(self) -> Interval:
        return Interval(earliest=self.earliest, latest=self.latest)

    def contains(self, other: "Period") -> bool:
        return self.earliest <= other.earliest and other.latest <= self.latest


def month_days(year: int, month: int, count: int = 1) -> Days:
    """First and last day of `count` months that begin with a month; months past 12 run into later years.

    >>> month_days(2010, 13, 3)
    (datetime.date(2011, 1, 1), datetime.date(2011, 3, 31))
    """
    first = year * 12 + month - 1
    last = first + count - 1
    end = monthrange(last // 12, last % 12 + 1)[1]
    return date(first // 12, first % 12 + 1, 1), date(last // 12, last % 12 + 1, end)


def always(days: Days | None) -> OnYear:
    """The same days whatever the year: they hang on the reference date."""
    return lambda _: days


def _inferred_year(stretch: Stretch, reference: date, forward: bool) -> int | None:
    spans = [(year, stretch.on(year)) for year in range(reference.year - 2, reference.year + 5)]
    known = [(year, days) for year, days in spans if days is not None]
    ahead = next(((year, days) for year, days in known if days[1] >= reference), None)
    behind = next(((year, days) for year, days in reversed(known) if days[1] < reference), None)
    if ahead is not None and ahead[1][0] - reference <= FORWARD_LIMIT:
        return ahead[0]
    if behind is not None and not forward and reference - behind[1][1] <= BACKWARD_LIMIT:
        return behind[0]
    return None


def settled(stretch: Stretch, context: Context, forward: bool = False) -> Period | Remark:
    """The stretch with its days, or why they cannot be known. `forward`: the words look ahead, as "by" does."""
    if stretch.fault is not None:
        return Remark(stretch.fault, "the words name no day that can be relied on")
    year = stretch.year
    if year is None:
        if context.reference_date is None:
            return Remark(
                "deadline_year_unknown", "no year is stated and the document gives no date of its own"
            )
        year = _inferred_year(stretch, context.reference_date, forward)
        if year is None:
            return Remark(
                "deadline_ambiguous", "no year is stated: it may have passed, or lie many months ahead"
            )
    return in_year(stretch, year, context)


def in_year(stretch: Stretch, year: int, context: Context) -> Period | Remark:
    """The stretch in a known year, unless the calendar or good sense has no such days."""
    days = stretch.on(year)
    if days is None:
        return Remark("deadline_impossible", "the calendar has no such day")
    if context.reference_date is not None and abs(days[0].year - context.reference_date.year) > 30:
        return Remark("deadline_impossible", "the year lies more than 30 years from the document's own date")
    return Period(stretch, *days, inferred=stretch.year is None or stretch.inferred)


def _alternatives(period: Period) -> tuple[Interval, ...]:
    other = period.stretch.other
    days = (
        other(period.earliest.year if period.stretch.year is None else period.stretch.year) if other else None
    )
    return () if days is None else (Interval(earliest=days[0], latest=days[1]),)


def due(period: Period, *qualifiers: str) -> DueBy:
    """A deadline from a settled period."""
    stretch = period.stretch
    marks = ("year_inferred",) if period.inferred else ()
    return DueBy(
        earliest=period.earliest,
        latest=period.latest,
        precision=stretch.precision,
        approximate=stretch.approximate,
        year_inferred=period.inferred,
        alternatives=_alternatives(period),
        edtf=stretch.notation
        or edtf.of(period.earliest, period.latest, stretch.precision, stretch.approximate),
        qualifiers=tuple(dict.fromkeys((*qualifiers, *stretch.qualifiers, *marks))),
    )
