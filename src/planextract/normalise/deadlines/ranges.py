"""Several stretches of days in one cell: ranges, alternatives, changed dates, dates of several items."""

import re
from dataclasses import replace
from itertools import pairwise

from planextract.normalise.context import Context, Found, Remark
from planextract.normalise.deadlines import edtf
from planextract.normalise.deadlines.dated import accounted, comments, qualifiers
from planextract.normalise.deadlines.phrase import (
    LABEL,
    LENGTH,
    STRETCH,
    Phrase,
    abstain,
    both,
    says,
    without,
    wordings,
)
from planextract.normalise.deadlines.stretch import Period, Stretch, due, settled
from planextract.records import Deadline, DueBy

TO = re.compile(
    rf"{STRETCH}[ ,]{{0,2}}(?:to|-|until|till|through|through to|up to|into|and then to"
    rf"|i)[ :]{{0,2}}(?:the )?{STRETCH}"
)
BETWEEN = re.compile(rf"(?:between|from) (?:the )?{STRETCH} ?(?:and|-|to|&) ?(?:the )?{STRETCH}")
EITHER = re.compile(rf"{STRETCH}(?: ?,? ?(?:/|or|and/or|&|and|\+|,) ?(?:the |in |by )?{STRETCH}){{1,5}}")
BEGIN_AND_END = re.compile(
    rf"(?:start|starts|starting|started|commence|commenced|commencing|begin|beginning|began|commencement|from"
    rf"|launch)(?: date)?[ :]{{0,2}}(?:in |on "
    rf"|from )?{STRETCH}[ ,;.&-]{{0,4}}(?:and )?(?:to be )?"
    rf"(?:complete|completed|completion|end|ends|ending|finish|finished|conclude|concluding"
    rf"|finalise|by|until|to|due)(?: date)?[ :]{{0,2}}(?:in |on |by |for )?(?:the )?{STRETCH}"
    rf"|^(?:start|starts|starting|commence|begin)(?: date)?[ :]{{0,2}}{STRETCH}[ ,;.&/-]{{1,4}}{STRETCH}$"
)
ITEM = re.compile(r"(?:^|(?<=[ ,;\ue000]))\(?(?:[a-h]|i{1,3}|iv|v|\d)[).:](?= |\()")
SHARED: dict[str, str] = {
    "month": "range_of_months",
    "exact_day": "range_of_days",
    "range_of_days": "range_of_days",
    "year": "range_of_years",
    "financial_year": "range_of_years",
    "academic_year": "range_of_years",
}


def _name(first: Period, last: Period) -> str:
    return SHARED.get(first.rule, "range") if first.rule == last.rule else "range"


def hull(periods: list[Period], *marks: str, alternatives: bool = False) -> Found[Deadline]:
    """From the first day of the first period to the last of the last; of alternatives, from the earliest day to the
    latest, for one may lie within another."""
    first, last = periods[0], periods[-1]
    if alternatives:
        first = min(periods, key=lambda period: period.earliest)
        last = max(periods, key=lambda period: period.latest)
    approximate = any(period.stretch.approximate for period in periods)
    stretch_marks = [mark for period in periods for mark in period.stretch.qualifiers]
    inferred = any(period.inferred for period in periods)
    marks = (*marks, *stretch_marks, *(("year_inferred",) if inferred else ()))
    seasons = all(period.stretch.precision == "season" for period in periods)
    ends = [edtf.of(p.earliest, p.latest, p.stretch.precision, approximate) for p in (first, last)]
    notation = "/".join(ends) if seasons else edtf.of(first.earliest, last.latest, "range", approximate)
    value = DueBy(
        earliest=first.earliest,
        latest=last.latest,
        precision="range",
        approximate=approximate,
        year_inferred=inferred,
        alternatives=tuple(period.interval for period in periods) if alternatives else (),
        edtf=notation,
        qualifiers=tuple(dict.fromkeys(marks)),
    )
    return Found(value, _name(periods[0], periods[-1]))


def _pair(phrase: Phrase, context: Context) -> list[Period] | Remark:
    pair = both(phrase.stretches[0], phrase.stretches[1], context)
    if isinstance(pair, Remark):
        return pair
    if pair[0].earliest > pair[1].latest:
        return Remark("deadline_impossible", "the end lies before the start")
    return list(pair)


def range_between(phrase: Phrase, context: Context) -> Found[Deadline] | None:
    """ "September 2020 to July 2021", "Start April 2013, complete by March 2014".

    >>> from planextract.normalise.deadlines.phrase import phrase
    >>> found = range_between(phrase("April–June 2013", Context()), Context())
    >>> found.rule, found.value.edtf, found.value.year_inferred
    ('range_of_months', '2013-04/2013-06', False)
    """
    if len(phrase.stretches) != 2 or phrase.lengths or phrase.often:
        return None
    shape, marks = comments(phrase)
    for pattern in (BEGIN_AND_END, BETWEEN, TO):
        match = pattern.search(shape)
        if match is None:
            continue
        rest = shape[: match.start()] + " " + shape[match.end() :]
        if not accounted(re.sub(r"\b(?:from|start|starting)\b", " ", replace(phrase, shape=rest).rest)):
            return None
        pair = _pair(phrase, context)
        return abstain("range", pair) if isinstance(pair, Remark) else hull(pair, *marks)
    return None


def _all(phrase: Phrase, context: Context) -> list[Period] | Remark:
    """Every period, in order of time, each without a year sharing that of its neighbours."""
    years = [stretch.year for stretch in phrase.stretches if stretch.year is not None]
    if len(years) == len(phrase.stretches):
        periods = [settled(stretch, context) for stretch in phrase.stretches]
    elif len(phrase.stretches) == 2:
        pair = both(phrase.stretches[0], phrase.stretches[1], context)
        periods = [pair] if isinstance(pair, Remark) else list(pair)
    elif len(years) == 1 and phrase.stretches[-1].year is not None:
        periods = [
            settled(stretch if stretch.year else replace(stretch, year=years[0]), context)
            for stretch in phrase.stretches
        ]
    else:
        return Remark("deadline_year_unknown", "several dates, not all of them with a year")
    known = [period for period in periods if isinstance(period, Period)]
    if len(known) < len(periods):
        return next(period for period in periods if isinstance(period, Remark))
    if any(late.latest < early.earliest for early, late in pairwise(known)):
        return Remark("deadline_ambiguous", "several dates that are not in order")
    return known


def _following(periods: list[Period]) -> bool:
    return all((late.earliest - early.latest).days <= 1 for early, late in pairwise(periods))


def alternatives(phrase: Phrase, context: Context) -> Found[Deadline] | None:
    """ "Oct / Nov", "December 2004/ January 2005", "Spring/Summer 2015": due in one of them, or in each.

    >>> from planextract.normalise.deadlines.phrase import phrase
    >>> alternatives(phrase("April/May 2013", Context()), Context()).value.edtf
    '2013-04/2013-05'
    """
    if len(phrase.stretches) < 2 or phrase.lengths or phrase.often:
        return None
    shape, marks = comments(phrase)
    match = EITHER.search(shape)
    if match is None or match.group().count(STRETCH) != len(phrase.stretches):
        return None
    rest = shape[: match.start()] + " " + shape[match.end() :]
    if not accounted(replace(phrase, shape=rest).rest):
        return None
    periods = _all(phrase, context)
    if isinstance(periods, Remark):
        return abstain("alternatives", periods)
    mark = "alternative" if _following(periods) or re.search(r"/| or ", match.group()) else "several_dates"
    before = ("before",) if "before" in rest else ()
    return hull(periods, *before, mark, *marks, alternatives=True)


def itemised(phrase: Phrase, context: Context) -> Found[Deadline] | None:
    """ "a) June 2013 b) Sept 2013": a date for each item; all are done by the last.

    >>> from planextract.normalise.deadlines.phrase import phrase
    >>> itemised(phrase("a) June 2013 b) Sept 2013", Context()), Context()).value.latest.isoformat()
    '2013-09-30'
    """
    if (
        not 2 <= len(phrase.stretches) <= 6
        or phrase.lengths
        or phrase.often
        or "(" in ITEM.sub(" ", phrase.shape)
    ):
        return None
    shape = ITEM.sub(" ", phrase.shape)
    parts = [part.strip(" .,;:-") for part in replace(phrase, shape=shape).rest.split("  ")]
    labelled = shape != phrase.shape or any(parts) or LABEL.search(shape)
    if not labelled or not accounted(replace(phrase, shape=shape).rest):
        return None
    periods = _all(phrase, context)
    if isinstance(periods, Remark):
        return abstain("itemised", periods)
    found = hull(periods, "itemised", alternatives=True)
    return replace(found, rule="itemised")


# Dates that were changed -------------------------------------------------------------------------------------------

CHAIN = re.compile(rf"{STRETCH}(?:[ ,;>=-]{{1,4}}{STRETCH}){{1,5}}")


def _changed(phrase: Phrase, periods: list[Period], current: Period) -> Found[Deadline]:
    """The current date, with the first one as original and those between the two as revisions."""
    earlier = [period for period in periods if period is not current]
    value = due(current, "revised").model_copy(
        update={
            "original": phrase.interval(earlier[0]) if earlier else None,
            "revisions": tuple(phrase.interval(period) for period in earlier[1:]),
        }
    )
    return Found(value, "revised")


def chain(phrase: Phrase, context: Context) -> Found[Deadline] | None:
    """ "31/3/14 31/7/14 30/9/14": bare days one after another; the deadline has slipped to the last.

    >>> from planextract.normalise.deadlines.phrase import phrase
    >>> chain(phrase("31/3/14 31/7/14 30/9/14", Context()), Context()).value.latest.isoformat()
    '2014-09-30'
    """
    shape = phrase.shape.replace("~~", " ").strip()
    if len(phrase.stretches) > 2:
        shape = " ".join(wordings("said", "revised").sub(" ", shape).replace("-", " ").split())
    if phrase.lengths or phrase.often or not CHAIN.fullmatch(shape):
        return None
    days = all(stretch.rule == "exact_day" and stretch.year is not None for stretch in phrase.stretches)
    if not days and "~~" not in phrase.shape:
        return None
    periods = _all(phrase, context)
    if isinstance(periods, Remark):
        return abstain("revised", periods)
    rising = all(a.latest < b.earliest for a, b in pairwise(periods))
    return _changed(phrase, periods, periods[-1]) if rising else None


TO_FROM = re.compile(r"[ (,;]{0,3}(?:instead of|rather than|moved |changed )?from(?: the)? ?$")
""" "Revised to June from March"."""


def _gaps(shape: str) -> list[str]:
    return shape.split(STRETCH)


def _last(gap: str, key: str) -> int:
    """Where the last wording of a list begins; -1 without one."""
    return max((match.start() for match in wordings("said", key).finditer(gap)), default=-1)


def _current(gaps: list[str]) -> int | None:
    """Which of two dates is the current one, by the words before each; None where they do not say."""
    new = [_last(gap, "revised") > _last(gap, "original") for gap in gaps[:2]]
    old = [_last(gap, "original") >= max(0, _last(gap, "revised")) for gap in gaps[:2]]
    if TO_FROM.match(gaps[1]) and new[0]:
        return 0
    from_to = re.search(r"\bfrom(?: the)? ?$", gaps[0]) and re.search(r"^ ?(?:to|until)\b", gaps[1])
    if from_to or (old[0] and not old[1]) or (new[1] and not old[1] and not new[0]):
        return 1
    if (old[1] or says(gaps[2], "original")) and not old[0]:
        return 0
    return 1 if says(gaps[2], "revised") and not any((*new, *old)) else None


def revised(phrase: Phrase, context: Context) -> Found[Deadline] | None:
    """ "31 March 2014 revised to 30 June 2014", "Revised: Sept 2014 (was March 2014)", "Dec 2013 (extended)".

    >>> from planextract.normalise.deadlines.phrase import phrase
    >>> found = revised(phrase("Revised: Sept 2014 (was March 2014)", Context()), Context())
    >>> found.value.latest.isoformat(), found.value.original.latest.isoformat()
    ('2014-09-30', '2014-03-31')
    """
    if phrase.lengths or phrase.often or not 1 <= len(phrase.stretches) <= 2:
        return None
    shape, _ = comments(phrase)
    rest = replace(phrase, shape=shape).rest
    if not (says(rest, "revised") or says(rest, "original")):
        return None
    left = without(rest, "revised", "original", "by")
    if not accounted(re.sub(r"\b(?:from|until|till|was|due)\b", " ", left)):
        return None
    return _revised_once(phrase) if len(phrase.stretches) == 1 else _revised_from(phrase, context)


def _revised_once(phrase: Phrase) -> Found[Deadline] | None:
    if not says(phrase.rest, "revised"):
        return abstain(
            "revised", Remark("deadline_not_understood", "only the original date is stated, not the new one")
        )
    period = phrase.period(forward=True)
    if isinstance(period, Remark):
        return abstain("revised", period)
    return Found(due(period, "revised", *qualifiers(phrase)), "revised")


def _revised_from(phrase: Phrase, context: Context) -> Found[Deadline] | None:
    index = _current(_gaps(phrase.shape))
    if index is None:
        return abstain(
            "revised", Remark("deadline_ambiguous", "the words do not say which of the dates is the new one")
        )
    order = (phrase.stretches[1 - index], phrase.stretches[index])
    pair = both(order[0], order[1], context) if order[0].year or not order[1].year else both(*order, context)
    return abstain("revised", pair) if isinstance(pair, Remark) else _changed(phrase, list(pair), pair[1])


# A date in brackets after another ----------------------------------------------------------------------------------

BRACKETED = re.compile(rf"{STRETCH}[^(){STRETCH}]{{0,40}}\((?P<words>[^()]{{0,160}})\)?$")


def explained(phrase: Phrase, context: Context) -> Found[Deadline] | None:
    """ "Q4 (January - March 2015)", "early 2024 (currently set for 8 January 2024)": the closer of the two; and
    "31 March 2010 (closing date 05/02/10)": a milestone, beside the deadline.

    >>> from planextract.normalise.deadlines.phrase import phrase
    >>> explained(phrase("in early 2024 ... (currently set for 8 January 2024)", Context()), Context()).value.edtf
    '2024-01-08'
    """
    match = BRACKETED.search(phrase.shape)
    if match is None or phrase.lengths or phrase.often or STRETCH not in match["words"]:
        return None
    rest = replace(phrase, shape=phrase.shape.replace("currently", "").replace("starts", "")).rest
    if not accounted(re.sub(r"\b(?:between|from|e\.g|i\.e)\b", " ", rest)):
        return None
    outer = settled(phrase.stretches[0], context) if phrase.stretches[0].year else None
    if isinstance(outer, Period) and len(phrase.stretches) == 2 and _running_year(phrase.stretches[1]):
        return Found(due(outer, *qualifiers(phrase)), outer.rule)
    inner = _inner(phrase, context)
    if not isinstance(inner, Period):
        return None
    return _closer(phrase, context, outer, inner, match["words"])


def _running_year(stretch: Stretch) -> bool:
    """ "(end of academic year)": what the date is, and no date of its own."""
    return (
        stretch.precision in ("financial_year", "academic_year", "municipal_year", "year", "day")
        and (stretch.inferred or stretch.year is None)
        and stretch.rule.endswith("_year")
    )


def _inner(phrase: Phrase, context: Context) -> Period | Remark | None:
    if len(phrase.stretches) == 2:
        return settled(phrase.stretches[1], context)
    if len(phrase.stretches) != 3:
        return None
    pair = both(phrase.stretches[1], phrase.stretches[2], context)
    if isinstance(pair, Remark):
        return pair
    stretch = replace(pair[0].stretch, rule=_name(*pair), precision="range", notation=None)
    return replace(pair[0], stretch=stretch, latest=pair[1].latest)


def _closer(
    phrase: Phrase, _: Context, outer: Period | Remark | None, inner: Period, words: str
) -> Found[Deadline] | None:
    if outer is None:
        days = phrase.stretches[0].on(inner.earliest.year)
        days_before = phrase.stretches[0].on(inner.earliest.year - 1)
        fits = any(
            d is not None and d[0] <= inner.earliest and inner.latest <= d[1] for d in (days, days_before)
        )
        return Found(due(inner, "explained"), inner.rule) if fits else None
    if isinstance(outer, Remark):
        return None
    if outer.contains(inner):
        return Found(due(inner, "explained"), inner.rule)
    if inner.contains(outer):
        return Found(due(outer, *qualifiers(phrase)), outer.rule)
    labelled = len(without(words, "filler", "by").split()) >= 2
    return Found(due(outer, "milestones"), outer.rule) if labelled else None


LENGTH_AND_DATE = re.compile(
    rf"{LENGTH}[^{STRETCH}()]{{0,20}}(?:\(|,|-|;|:"
    rf"|i\.?e\.?,?)[^{STRETCH}()]{{0,30}}{STRETCH}\)?\)?$"
    rf"|{STRETCH} ?\([^{STRETCH}()]{{0,30}}{LENGTH}[^{STRETCH}()]{{0,40}}\)$"
)


def explained_length(phrase: Phrase, context: Context) -> Found[Deadline] | None:
    """ "6 months (by June 2006)", "by November 2017 (one year on from inspection)": the date is the closer of the two.

    >>> from planextract.normalise.deadlines.phrase import phrase
    >>> explained_length(phrase("Within 6 months i.e. by June 2006", Context()), Context()).value.edtf
    '2006-06'
    """
    if len(phrase.stretches) != 1 or len(phrase.lengths) != 1 or phrase.often:
        return None
    if not LENGTH_AND_DATE.search(phrase.shape):
        return None
    left = re.sub(
        r"\b(?:i\.?e\.?|from|after|following|on|achievable|short|medium|long|term)\b", " ", phrase.rest
    )
    if not accounted(left):
        return None
    period = settled(phrase.stretches[0], context, forward=True)
    return (
        abstain("explained", period)
        if isinstance(period, Remark)
        else Found(due(period, "explained", *qualifiers(phrase)), period.rule)
    )
