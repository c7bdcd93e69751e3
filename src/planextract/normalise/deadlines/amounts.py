"""Lengths of time and frequencies in plain text: "6 months", "70 working days", "six monthly", "every August"."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from planextract.normalise.dates import any_of, meant, month_number, words_of
from planextract.records import Freq

_COUNT = rf"(?:\d{{1,3}}|{any_of('numbers')})"
_WORKING = r"(?:working|business|school|clear|calendar|full|financial)"
LENGTH = re.compile(
    rf"(?<![\w.,/£$%-])(?P<least>{_COUNT})(?: ?\((?P<again>\d{{1,3}})\))?(?: ?(?:-|to|or"
    rf"|/) ?(?P<most>{_COUNT}))?[ -]{{0,2}}"
    rf"(?:(?P<kind>{_WORKING})[ -])?(?P<unit>{any_of('units')})(?![a-z])(?:'s|')?(?: time\b)?"
)
NEXT = re.compile(
    r"\b(?:within|over|in|during|for) (?:the )?(?:next|coming|following) (?P<unit>fortnight"
    r"|month|year|week|quarter)\b"
)

LETTERS = {
    "days": ("P", "D", 1),
    "weeks": ("P", "W", 1),
    "fortnights": ("P", "W", 2),
    "months": ("P", "M", 1),
    "quarters": ("P", "M", 3),
    "years": ("P", "Y", 1),
    "hours": ("PT", "H", 1),
}


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time at start..stop; `count` units, at least `least` where two figures are given."""

    start: int
    stop: int
    count: int
    unit: str
    least: int | None = None
    kind: str | None = None

    @property
    def iso(self) -> str:
        """ISO 8601.

        >>> lengths("in 6 months time")[0].iso, lengths("within the next fortnight")[0].iso
        ('P6M', 'P2W')
        """
        prefix, letter, size = LETTERS[self.unit]
        return f"{prefix}{self.count * size}{letter}"

    def after(self, day: date) -> date | None:
        """The day so long after; None for working days, since holidays differ from place to place."""
        if self.kind in ("working", "business", "school", "clear"):
            return None
        if self.unit in ("hours", "days", "weeks", "fortnights"):
            factor = {"hours": 1 / 24, "days": 1, "weeks": 7, "fortnights": 14}[self.unit]
            return day + timedelta(days=-int(-self.count * factor // 1))
        months = (
            day.year * 12 + day.month - 1 + self.count * {"months": 1, "quarters": 3, "years": 12}[self.unit]
        )
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) if year <= 2200 else None


def count_of(word: str) -> int:
    """A number in digits or words.

    >>> count_of("12"), count_of("twenty-four")
    (12, 24)
    """
    return int(word) if word.isdigit() else int(meant("numbers", word))


def _length(match: re.Match[str]) -> Length:
    least = count_of(match["least"])
    most = count_of(match["most"]) if match["most"] else None
    return Length(
        match.start(),
        match.end(),
        least if most is None else most,
        words_of("units")[match["unit"]],
        None if most is None else least,
        match["kind"],
    )


def lengths(text: str) -> list[Length]:
    """Every length of time, in order.

    >>> [(a.iso, a.least, a.kind) for a in lengths("6-12 months, 70 working days, two weeks")]
    [('P12M', 6, None), ('P70D', None, 'working'), ('P2W', None, None)]
    """
    found = [_length(match) for match in LENGTH.finditer(text)]
    for match in NEXT.finditer(text):
        unit = match["unit"] + "s"
        if not any(length.start < match.end() and match.start() < length.stop for length in found):
            found.append(Length(match.start("unit"), match.end(), 1, unit))
    return sorted(found, key=lambda length: length.start)


# How often ---------------------------------------------------------------------------------------------------------

_MONTH = any_of("months")


@cache
def _often() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w-])(?:(?:on )?an? )?(?P<word>" + any_of("frequencies") + r")(?![\w-])(?: basis\b)?"
        rf"|(?<![\w-])(?:every|each|with) (?:(?P<least>{_COUNT}) ?(?:-|to|or) ?)?(?P<count>{_COUNT})"
        rf"[ -](?P<unit>{any_of('units')})(?![a-z])(?: intervals?\b)?"
        rf"|(?<![\w-])(?P<fewest>{_COUNT}) ?(?:-|to|or) ?(?P<most>{_COUNT})[ -](?P<ly>weekly|monthly|yearly)\b"
        rf"|(?<![\w-])(?P<times>{any_of('times')}) (?:(?:an?|per|each|every) (?P<per>day|week|month|quarter|term)\b"
        rf"|(?P<perly>daily|weekly|monthly|termly)\b)"
        r"|(?<![\w-])(?:the )?(?:first|second|third|fourth|last|1st|2nd|3rd|4th)"
        rf" (?:{any_of('weekdays')}|week|working day)"
        r" (?:of|in) (?:each|every|the) (?P<nth>month|quarter)\b"
        rf"|(?<![\w-])(?:every|each) (?P<weekday>{any_of('weekdays')})(?![a-z])"
        r"|(?<![\w-])(?:the )?\d{1,2}(?:st|nd|rd|th) (?:day )?of (?:each|every|the) (?P<dayof>month)\b"
        rf"|(?<![\w-])(?:every|each) (?P<month>{_MONTH})(?![a-z])"
        rf"|(?<![\w-])(?P<odd>{any_of('irregular')})(?![\w-])"
    )


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often, at start..stop; `freq` is None for "bi-monthly", which means either of two things.

    `marks` are qualifiers: "times:2" for twice in each interval, "at_least:6" for "every 6 to 8 weeks".
    """

    start: int
    stop: int
    freq: Freq | None
    interval: int = 1
    month: int | None = None
    marks: tuple[str, ...] = ()


FREQS: dict[str, tuple[Freq, int]] = {
    "days": ("daily", 1),
    "weeks": ("weekly", 1),
    "fortnights": ("weekly", 2),
    "months": ("monthly", 1),
    "quarters": ("monthly", 3),
    "years": ("yearly", 1),
}


def _frequency(match: re.Match[str]) -> Frequency | None:
    start, stop = match.span()
    if match["odd"]:
        return Frequency(start, stop, None)
    if match["month"]:
        return Frequency(start, stop, "yearly", 1, month_number(match["month"]))
    marks: tuple[str, ...] = ()
    if match["count"]:
        if match.group().startswith("with") and "interval" not in match.group():
            return None
        unit, count = words_of("units")[match["unit"]], count_of(match["count"])
        marks = (f"at_least:{count_of(match['least'])}",) if match["least"] else ()
    elif match["most"]:
        unit, count = match["ly"].removesuffix("ly") + "s", count_of(match["most"])
        marks = (f"at_least:{count_of(match['fewest'])}",)
    elif match["times"]:
        period = match["per"] or match["perly"].removesuffix("ly").replace("dai", "day")
        unit, count = ("months", 4) if period == "term" else (period + "s", 1)
        marks = (f"times:{meant('times', match['times'])}",)
    elif match["nth"] or match["dayof"]:
        unit, count = (match["nth"] or match["dayof"]) + "s", 1
    elif match["weekday"]:
        unit, count = "weeks", 1
    else:
        key = meant("frequencies", match["word"])
        unit, count = key.split()[0], int(key.split()[1])
    if unit not in FREQS:
        return None
    freq, size = FREQS[unit]
    return Frequency(start, stop, freq, count * size, marks=marks)


def frequencies(text: str) -> list[Frequency]:
    """Every frequency, in order.

    >>> [(f.freq, f.interval, f.month) for f in frequencies("quarterly; six-monthly; every august; bi-monthly")]
    [('monthly', 3, None), ('monthly', 6, None), ('yearly', 1, 8), (None, 1, None)]
    """
    return [found for match in _often().finditer(text) if (found := _frequency(match)) is not None]
