"""Deadlines that come again and again: "Monthly", "quarterly from April 2011", "Feb & Oct"."""

import re
from dataclasses import replace
from itertools import pairwise

from planextract.normalise.context import Context, Found, Remark
from planextract.normalise.deadlines import edtf
from planextract.normalise.deadlines.amounts import Frequency
from planextract.normalise.deadlines.phrase import OFTEN, STRETCH, Phrase, abstain, both, unaccounted, without
from planextract.normalise.deadlines.stretch import Period, due
from planextract.records import Deadline, Recurring

THEN = re.compile(
    rf"{STRETCH}[ ,;.)-]{{0,3}}(?:and |then |and then |& |\+ )?(?:at least |reviewed |review "
    rf"|repeated |on )?{OFTEN}(?: thereafter| after that| afterwards)?$"
)
FIRST = (
    r"(?:from|starting|starting in|starting from|commencing|commencing in|beginning|beginning in"
    r"|first (?:report |review |meeting )?(?:in|by|due)?|start|since|with effect from|as from"
    r"|effective)"
)
FROM = re.compile(rf"{FIRST}[ :]{{0,2}}(?:the )?{STRETCH}")
UNTIL = re.compile(rf"(?:to|until|till|up to|through to|ending|ending in|ends)[ :]{{0,2}}(?:the )?{STRETCH}$")
DURING = re.compile(rf"(?:throughout|during|in|over|for)? ?(?:the )?{STRETCH}")
WHOLE_YEARS = {"financial_year", "academic_year", "municipal_year", "year", "range_of_years"}


DONE_EACH_TIME = re.compile(
    r"\b(?:updated|reported|discussed|recorded|logged|noted|signed|raised|received)\b"
)
""" "Updated every three years": beside a single day such words would say when it was done."""


def _repeating(often: Frequency, **more: object) -> Recurring:
    given = more.pop("qualifiers", ())
    marks = (*often.marks, *(given if isinstance(given, tuple) else ()))
    return Recurring.model_validate(
        {"freq": often.freq, "interval": often.interval, "qualifiers": marks, **more}
    )


def _accounted(phrase: Phrase) -> bool:
    left = without(phrase.rest, "ongoing", "start", "by", "filler", "approximate")
    left = DONE_EACH_TIME.sub(" ", left)
    left = re.sub(r"\b(?:thereafter|onwards|until|till|end|ending|first|at least|minimum)\b", " ", left)
    return len(left.split()) <= 14 and not unaccounted(left)


def _plain(often: Frequency) -> Found[Deadline]:
    months = (often.month,) if often.month is not None else ()
    return Found(_repeating(often, bymonth=months), "recurring")


def _in_months(phrase: Phrase, often: Frequency) -> Found[Deadline] | None:
    """ "Annual review in May": the months of the year in which it falls."""
    months = [stretch.on(2001) for stretch in phrase.stretches]
    if any(days is None for days in months):
        return None
    if often.freq != "yearly":
        often = replace(often, freq="yearly", interval=1) if _listed(often, len(months)) else often
    if often.freq != "yearly":
        return None
    if any(stretch.rule not in ("month", "exact_day") for stretch in phrase.stretches):
        return None
    numbers = tuple(dict.fromkeys(days[0].month for days in months if days is not None))
    return Found(_repeating(often, bymonth=numbers), "recurring")


def _listed(often: Frequency, months: int) -> bool:
    """ "Quarterly (March, June, Sept, Dec)": as many months as there are times in a year."""
    return often.freq == "monthly" and months > 1 and often.interval * months == 12


def _bounds(phrase: Phrase, context: Context) -> tuple[Period | None, Period | None] | Remark | None:
    """Where it begins and where it ends; None where the words do not say which a date is."""
    if len(phrase.stretches) == 2:
        pair = both(phrase.stretches[0], phrase.stretches[1], context)
        ranged = re.search(rf"{STRETCH} ?(?:-|to|until|till) ?(?:the )?{STRETCH}", phrase.shape)
        return pair if ranged or isinstance(pair, Remark) else None
    if len(phrase.stretches) != 1:
        return None
    period = phrase.period()
    if isinstance(period, Remark):
        return period
    if FROM.search(phrase.shape) or re.search(rf"{STRETCH} onwards?$", phrase.shape):
        return period, None
    if UNTIL.search(phrase.shape):
        return None, period
    whole = period.rule in WHOLE_YEARS and DURING.search(phrase.shape)
    return (period, period) if whole or period.rule == "range_of_days" else None


def _bounded(phrase: Phrase, context: Context, often: Frequency) -> Found[Deadline] | None:
    bounds = _bounds(phrase, context)
    if bounds is None:
        return None
    if isinstance(bounds, Remark):
        return abstain("recurring", bounds)
    first, last = bounds
    start = first.earliest if first else None
    until = last.latest if last else None
    marks: tuple[str, ...] = (
        ("year_inferred",) if (first and first.inferred) or (last and last.inferred) else ()
    )
    notation = (
        edtf.from_day(start)
        if start and until is None
        else edtf.of(start, until, "range")
        if start and until
        else None
    )
    return Found(
        _repeating(often, start=start, until=until, latest=until, edtf=notation, qualifiers=marks),
        "recurring",
    )


def recurring(phrase: Phrase, context: Context) -> Found[Deadline] | None:
    """How often, in iCalendar terms, with its bounds.

    >>> from planextract.normalise.deadlines.phrase import phrase
    >>> found = recurring(phrase("quarterly from April 2011", Context()), Context())
    >>> found.value.freq, found.value.interval, found.value.start.isoformat()
    ('monthly', 3, '2011-04-01')
    """
    if not phrase.often or phrase.lengths:
        return None
    often = phrase.often[0]
    if often.freq is None:
        return abstain("recurring", Remark("deadline_ambiguous", "twice in the period, or every second one"))
    if len(phrase.often) > 1:
        return _said_twice(phrase)
    then = THEN.search(phrase.shape) and not FROM.search(phrase.shape)
    if phrase.stretches and then and phrase.stretches[0].year is not None:
        return _then_recurring(phrase)
    if not _accounted(phrase):
        return None
    if not phrase.stretches:
        return _plain(often)
    if all(stretch.year is None for stretch in phrase.stretches):
        return _in_months(phrase, often) or _bounded(phrase, context, often)
    return _bounded(phrase, context, often)


def _said_twice(phrase: Phrase) -> Found[Deadline] | None:
    if phrase.stretches or not _accounted(phrase):
        return None
    kinds = {(often.freq, often.interval, often.month) for often in phrase.often}
    if len(kinds) == 1:
        return _plain(phrase.often[0])
    if len(phrase.often) == 2 and all(
        often.freq == "yearly" and often.interval == 1 for often in phrase.often
    ):
        return _plain(next(often for often in phrase.often if often.month is not None))
    months = tuple(often.month for often in phrase.often if often.month is not None)
    if len(months) == len(phrase.often):
        return Found(Recurring(freq="yearly", bymonth=months), "recurring")
    return abstain("recurring", Remark("deadline_ambiguous", "two different frequencies"))


def _then_recurring(phrase: Phrase) -> Found[Deadline] | None:
    """ "31 March 2013 and then annually": due once, and again after that."""
    if len(phrase.stretches) != 1 or not _accounted(phrase):
        return None
    period = phrase.period()
    return (
        abstain("recurring", period)
        if isinstance(period, Remark)
        else Found(due(period, "then_recurring"), period.rule)
    )


BARE_MONTHS = re.compile(rf"{STRETCH}(?: ?, ?{STRETCH})*(?: ?(?:,|&|and) ?){STRETCH}(?: each year)?")
MONTHS_BY_STROKES = re.compile(
    rf"{STRETCH}(?: ?[/,] ?{STRETCH}){{1,10}} ?(?:/|,|&|and) ?{STRETCH}(?: each year)?"
)
""" "Feb / May / Aug / Nov": three and more; two may be alternatives."""


def months_of_the_year(phrase: Phrase, _: Context) -> Found[Deadline] | None:
    """ "Feb & Oct": bare months that do not adjoin come round every year.

    >>> from planextract.normalise.deadlines.phrase import phrase
    >>> months_of_the_year(phrase("Feb & Oct", Context()), Context()).value.bymonth
    (2, 10)
    """
    months = [stretch.on(2001) for stretch in phrase.stretches]
    bare = all(
        s.rule == "month" and s.year is None and s.fault is None and not s.qualifiers
        for s in phrase.stretches
    )
    if (
        phrase.often
        or phrase.lengths
        or len(months) < 2
        or not bare
        or not (BARE_MONTHS.fullmatch(phrase.shape) or MONTHS_BY_STROKES.fullmatch(phrase.shape))
    ):
        return None
    numbers = [days[0].month for days in months if days is not None]
    if any((late - early) % 12 == 1 for early, late in pairwise(numbers)):
        return None
    return Found(Recurring(freq="yearly", bymonth=tuple(numbers)), "recurring")
