"""Months: "December 2023", "April 07" (which is 2007), "Jan-10", "03/2015", "next month"."""

import re
from collections.abc import Iterator

from planextract.normalise.context import Context
from planextract.normalise.dates import any_of, lexicon, month_number, words_of, year_of
from planextract.normalise.deadlines.stretch import OnYear, Stretch, month_days

_MONTH = any_of("months")
_SHORT = (
    r"'?\d\d(?![\d:%]|/ ?\d|[.,]\d| ?[ap]\.?m\b|(?:st|nd|rd|th)\b| ?-? ?(?:hours?|days?|weeks?"
    r"|months?|years?|officers?)\b"
    rf"| ?(?:of )?{_MONTH}\b)"
)
NAMED = re.compile(
    rf"(?<![a-z])(?P<month>{_MONTH})(?![a-z])\.?"
    rf"(?:(?:[ ,./'-]{{0,3}}| of )(?P<year>(?:19|20|21)\d\d(?![\d/]| ?[-/] ?\d\d(?!\d))|{_SHORT}))?"
)
NUMERIC = re.compile(r"(?<![\d/.,-])(?P<month>0?[1-9]|1[0-2])[/.-](?P<year>20\d\d)(?![\d/]|[.-]\d)")
ISO = re.compile(r"(?<![\d/.,-])(?P<year>20\d\d)-(?P<month>0[1-9]|1[0-2])(?![\d/]|[.-]\d)")

MODAL = re.compile(
    r"(?:^|[(/&,;:-] ?|\. |\b(?:by|in|of|end|early|mid|late|before|until|till|from|and|or|to|for|the"
    r"|this|next|every|each|during|meeting|due|since|after)[ -])$"
)
AFTER_MODAL = re.compile(
    r" (?:be|have|need|not|also|require|include|wish|want|result|take|change|vary|well|then|only"
    r"|never|apply)\b"
)
WORDS_TOO = {"may", "march", "mar", "mai"}
"""Months that are words of other meaning too; alone they count only where a date may stand."""


_MEETS = re.compile(" (?:" + "|".join(map(re.escape, lexicon()["meetings"]["sit"])) + r")\b")
""" "March Board": nobody marches it."""


def in_month(month: int) -> OnYear:
    return lambda year: month_days(year, month)


def _doubtful(text: str, match: re.Match[str]) -> bool:
    """A "may" or "march" that may be a verb.

    >>> _doubtful("which may be late", NAMED.search("which may be late"))
    True
    """
    if match["month"] not in WORDS_TOO or match["year"]:
        return False
    if _MEETS.match(text, match.end()):
        return False
    before = MODAL.search(text, max(0, match.start() - 12), match.start())
    return before is None or AFTER_MODAL.match(text, match.end()) is not None


def _fault(digits: str, year: int | None, context: Context) -> str | None:
    if year is None:
        return "deadline_impossible"
    base = context.reference_date.year if context.reference_date is not None else 2018
    # "March 31" may be a day of March or March 2031
    return "deadline_ambiguous" if len(digits) == 2 and abs(year - base) > 12 and int(digits) <= 31 else None


def _month(match: re.Match[str], month: int, context: Context) -> Stretch:
    digits = (match["year"] or "").strip("'")
    year = year_of(digits, context.reference_date) if digits else None
    fault = _fault(digits, year, context) if digits else None
    marks = ("lang:cy",) if match["month"] in words_of("welsh") else ()
    return Stretch(
        match.start(), match.end(), "month", "month", in_month(month), year, qualifiers=marks, fault=fault
    )


def _is_year_pair(match: re.Match[str]) -> bool:
    """ "2009-10" is a financial year, not October 2009."""
    return int(match["month"]) == (int(match["year"]) + 1) % 100


def months(text: str, context: Context) -> Iterator[Stretch]:
    """Months, with their year where one is stated.

    >>> [(s.on(s.year or 2000)[0].isoformat(), s.year) for s in months("april 07, jan-10, may, 03/2015", Context())]
    [('2007-04-01', 2007), ('2010-01-01', 2010), ('2000-05-01', None), ('2015-03-01', 2015)]
    """
    for match in NAMED.finditer(text):
        if not _doubtful(text, match):
            yield _month(match, month_number(match["month"]), context)
    for match in (*NUMERIC.finditer(text), *ISO.finditer(text)):
        if match.re is NUMERIC or not _is_year_pair(match):
            yield _month(match, int(match["month"]), context)
