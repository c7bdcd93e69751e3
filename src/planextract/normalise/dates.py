"""Days of the calendar in running words, British order: the day comes before the month, always.

Nothing here knows of deadlines; metadata, reviews and progress read their dates here too. A day that no calendar has
(31 April) is not a date. Years of two digits lie nearest the reference date; without one 00-68 are 2000s.
"""

import calendar
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from planextract.provenance import SourcedText

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹣-", "-"),
        **dict.fromkeys("‘’‛´`", "'"),
        **dict.fromkeys("“”", '"'),
        **dict.fromkeys("\xa0\u2002\u2003\u2009\u202f\t\r\n", " "),
        "⁄": "/",
    }
)


def plain(text: str) -> str:
    """Small letters, plain dashes, quotes and blanks, character for character, so that offsets stay true.

    >>> plain("Sept\\xa02013 – ongoing")
    'sept 2013 - ongoing'
    """
    signs = text.translate(_SIGNS)
    low = signs.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in signs)


@cache
def lexicon() -> Mapping[str, Any]:
    """The tables of `vocab/en/deadlines.toml`, read once."""
    source = files("planextract").joinpath("vocab/en/deadlines.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def words_of(table: str) -> Mapping[str, str]:
    """Each wording of a table with its key: "sept" -> "9" in months."""
    return {word: key for key, words in lexicon()[table].items() for word in words}


@cache
def _squeezed(table: str) -> Mapping[str, str]:
    return {_bare(word): key for word, key in words_of(table).items()}


def _bare(word: str) -> str:
    return word.replace(" ", "").replace("-", "")


def meant(table: str, printed: str) -> str:
    """The key of a wording that `any_of` found: with blanks, hyphens or neither between its words.

    >>> meant("frequencies", "everyday") == meant("frequencies", "every day")
    True
    """
    return _squeezed(table)[_bare(printed)]


@cache
def any_of(table: str, *keys: str) -> str:
    """A pattern for the wordings of a table, the longest first; of some keys only where they are named."""
    wordings = [word for word, key in words_of(table).items() if not keys or key in keys]
    patterns = (re.escape(word).replace(r"\ ", " ?-? ?") for word in sorted(wordings, key=len, reverse=True))
    return "(?:" + "|".join(patterns) + ")"


def month_number(word: str) -> int:
    """The number of a month by any of its names, in small letters."""
    return int(words_of("months")[word])


def year_of(digits: str, reference: date | None = None) -> int | None:
    """A printed year; two digits lie nearest the reference date, and without one 00-68 are 2000s.

    >>> year_of("07"), year_of("75"), year_of("75", date(2060, 1, 1)), year_of("2104")
    (2007, 1975, 2075, None)
    """
    number = int(digits)
    if len(digits) == 4:
        return number if 1900 <= number <= 2099 else None
    if len(digits) != 2:
        return None
    if reference is None:
        return number + (2000 if number <= 68 else 1900)
    return min((1900 + number, 2000 + number), key=lambda year: abs(year - reference.year))


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such."""
    if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, day)


# Patterns over `plain` text with single blanks --------------------------------------------------------------------

_MONTH = any_of("months")
_WEEKDAY = rf"(?:{any_of('weekdays')}\b[.,]{{0,2}} ?)"
_ORDINAL = r"(?: ?(?:st|nd|rd|th|ain|af|il|fed|ed|ydd|eg)\b)"
_NO_TIME = (
    r"(?![\d:/%]|\.\d| ?[ap]\.?m\b| ?(?:noon|hrs|hours|days?|weeks?|months|years|%|st\b|nd\b|rd\b|th\b)"
    rf"| ?(?:of )?{_MONTH}\b)"
)
_SHORT_YEAR = rf"'?\d{{2}}{_NO_TIME}"
_YEAR = rf"(?:[12]\d{{3}}(?![\d/]|-\d\d(?!\d))|{_SHORT_YEAR})"

NUMERIC = re.compile(
    rf"(?<![\d/.,£$]){_WEEKDAY}?(?P<day>\d{{1,2}})(?P<sign> ?[/.-] ?)(?P<month>\d{{1,2}})(?P=sign)"
    r"(?P<year>[12]\d{3}|\d{2})(?![\d%]|[/.,]\d|-\d{1,9}(?![\d/.]))"
)
SPACED = re.compile(r"(?<![\w/.,£$-])(?P<day>\d{2}) (?P<month>\d{2}) (?P<year>[12]\d{3})(?![\w/-])")
ISO = re.compile(
    r"(?<![\d/.-])(?P<year>[12]\d{3})(?P<sign>[-/.])(?P<month>\d{2})(?P=sign)(?P<day>\d{2})(?!\d|[/.-]\d)"
)
NAMED = re.compile(
    rf"(?<![\w£$/.]){_WEEKDAY}?(?:the )?(?P<day>\d{{1,2}})(?:{_ORDINAL}\.?)?(?: day)?(?: of| o"
    rf"|,)?(?:\.|[ /-]{{0,2}})"
    rf"(?P<month>{_MONTH})(?![a-z])(?:\.?[ ,./-]{{0,3}}(?P<year>{_YEAR}))?"
)
MONTH_FIRST = re.compile(
    rf"(?<![a-z\d]){_WEEKDAY}?(?P<month>{_MONTH})\.?[ -](?:the )?(?P<day>\d{{1,2}})"
    rf"(?:{_ORDINAL}?,? ?(?P<year>[12]\d{{3}})(?![\d/])|(?: ?(?:st|nd|rd"
    rf"|th)\b),?(?: (?P<short>{_SHORT_YEAR}))?)"
)


@dataclass(frozen=True, slots=True)
class Written:
    """A day as it stands at characters start..stop of `plain` text. `year` is None where none is stated,
    `fault` is True where the calendar or our century has no such day."""

    start: int
    stop: int
    day: int
    month: int
    year: int | None
    fault: bool = False

    def on(self, year: int) -> date | None:
        """The day in some year."""
        return day_of(year, self.month, self.day)

    @property
    def date(self) -> date | None:
        return None if self.year is None or self.fault else self.on(self.year)


LABEL = re.compile(
    r"\b(?:phase|stage|year|step|part|item|action|tranche|wave|priority|objective|option|appendix|section"
    rf"|{_MONTH}\.?) $"
)


def _labelled(text: str, match: re.Match[str]) -> bool:
    """A figure that numbers something ("Phase 2 March 2015", "Dec 14/Jan 15"), or the tail of another number."""
    if match.re is NAMED:
        return LABEL.search(text, max(0, match.start() - 12), match.start()) is not None
    return (
        match.re is NUMERIC
        and "-" in match["sign"]
        and text[max(0, match.start() - 1) : match.start()] == "-"
    )


def _written(match: re.Match[str], reference: date | None) -> Written:
    parts = match.groupdict()
    digits = parts["year"] or parts.get("short")
    month = int(parts["month"]) if parts["month"].isdigit() else month_number(parts["month"])
    day = int(parts["day"])
    year = year_of(digits.strip("'"), reference) if digits else None
    fault = (digits is not None and year is None) or day_of(year or 2000, month, day) is None
    return Written(match.start(), match.end(), day, month, year, fault)


def scan(text: str, reference: date | None = None) -> list[Written]:
    """Every written day of `plain` text with single blanks, in order, faulty ones marked.

    >>> [(w.day, w.month, w.year, w.fault) for w in scan("27.03.2014, the 8th june, 31 april 2015")]
    [(27, 3, 2014, False), (8, 6, None, False), (31, 4, 2015, True)]
    """
    found: list[Written] = []
    for pattern in (ISO, NUMERIC, SPACED, MONTH_FIRST, NAMED):
        for match in pattern.finditer(text):
            clear = not any(match.start() < other.stop and other.start < match.end() for other in found)
            if clear and not _labelled(text, match):
                found.append(_written(match, reference))
    return sorted(found, key=lambda written: written.start)


def nearest(on: Callable[[int], date | None], reference: date) -> date | None:
    """The occurrence of a yearly day that lies nearest the reference date.

    >>> nearest(lambda year: date(year, 12, 20), date(2014, 1, 6))
    datetime.date(2013, 12, 20)
    """
    days = [day for year in range(reference.year - 1, reference.year + 2) if (day := on(year)) is not None]
    return min(days, key=lambda day: (abs(day - reference), day)) if days else None


def _dated(written: Written, reference: date | None) -> date | None:
    if written.fault:
        return None
    if written.year is not None:
        return written.date
    return nearest(written.on, reference) if reference is not None else None


def _days(words: SourcedText, reference: date | None) -> Iterator[tuple[SourcedText, date]]:
    words = words.folded()
    for written in scan(plain(words.text), reference):
        day = _dated(written, reference)
        if day is not None:
            yield words[written.start : written.stop], day


def days_in(words: SourcedText, reference: date | None = None) -> list[tuple[SourcedText, date]]:
    """Every day in some words, in order; days without a year only where there is a reference date.

    >>> [day.isoformat() for _, day in days_in(SourcedText.plain("7 June 2011 and 31/03/15, not 31 April 2015"))]
    ['2011-06-07', '2015-03-31']
    """
    return list(_days(words, reference))


def day_in(words: SourcedText, reference: date | None = None) -> tuple[SourcedText, date] | None:
    """The first day in some words, with just its own words.

    >>> day_in(SourcedText.plain("Meeting of Wednesday, 21 MAY 2014 at 10.00"))
    (SourcedText('Wednesday, 21 MAY 2014'), datetime.date(2014, 5, 21))
    """
    return next(_days(words, reference), None)


# From one day to another ------------------------------------------------------------------------------------------

_TO = r" ?(?:-|to|until|till|through to|&|and)(?: the)? ?"
_LOOSE_DAY = rf"{_WEEKDAY}?(?:the )?(?P<first>\d{{1,2}}){_ORDINAL}?"
OPENING = re.compile(rf"(?<![\w£$/.]){_LOOSE_DAY}(?:, ?\d{{1,2}}{_ORDINAL}?){{0,6}},?{_TO}$")
BETWEEN = re.compile(rf"^,?{_TO}$")


def _iso(written: Written, year: int | None) -> str | None:
    if year is None:
        return f"--{written.month:02d}-{written.day:02d}"
    day = written.on(year)
    return None if day is None else day.isoformat()


def _year(written: Written, reference: date | None) -> int | None:
    day = _dated(written, reference)
    return day.year if day is not None else None


def _span(first: Written, last: Written, reference: date | None) -> tuple[str, str] | None:
    """ISO days of a span; the year of the last holds for the first, less one where the months run backwards."""
    end_year = _year(last, reference)
    start_year = first.year if first.year is not None else end_year
    backwards = (first.month, first.day) > (last.month, last.day)
    if first.year is None and start_year is not None and backwards:
        start_year -= 1
    start, end = _iso(first, start_year), _iso(last, end_year)
    if start is None or end is None or (end_year is not None and start >= end):
        return None
    return None if end_year is None and backwards else (start, end)


def opening_day(text: str, last: Written) -> Written | None:
    """The bare first day of a span that ends with `last`: the 25 of "25-27 March 2014"."""
    match = OPENING.search(text, max(0, last.start - 60), last.start)
    if match is None:
        return None
    first = int(match["first"])
    fault = day_of(last.year or 2000, last.month, first) is None
    return Written(match.start(), match.end(), first, last.month, last.year, fault)


def span_of_days(words: SourcedText, reference: date | None = None) -> tuple[SourcedText, str, str] | None:
    """The first stretch of days in some words: its words, first and last day in ISO form, "--09-10" without a year.

    >>> span_of_days(SourcedText.plain("took place between the 3 and 7 December 2012"))
    (SourcedText('the 3 and 7 December 2012'), '2012-12-03', '2012-12-07')
    >>> span_of_days(SourcedText.plain("30 June - 2 July"))[1:]
    ('--06-30', '--07-02')
    """
    words = words.folded()
    text = plain(words.text)
    previous: Written | None = None
    for written in scan(text, reference):
        adjoins = previous is not None and BETWEEN.match(text[previous.stop : written.start])
        first = previous if adjoins else opening_day(text, written)
        if first is not None and not first.fault and not written.fault:
            span = _span(first, written, reference)
            if span is not None:
                return words[first.start : written.stop], *span
        previous = written
    return None
