"""School terms, seasons and feasts: none has fixed days, so all are approximate."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from planextract.normalise.context import Context
from planextract.normalise.dates import any_of, meant
from planextract.normalise.deadlines.stretch import Days, OnYear, Stretch, always, month_days

_TERM = f"(?P<name>{any_of('terms')})"
TERM = re.compile(
    rf"(?<![a-z])(?:tymor (?:y |yr )?)?{_TERM}(?:"
    r" ?-? ?(?P<half>[12]|1st half|2nd half|first half|second half)(?![\d/.:]"
    r"|\w)(?: ?-? ?(?:half ?-? ?)?term\b)?"
    r"|(?P<word> ?-? ?(?:school |academic )?(?:half )?terms?\b)(?: (?P<after>[12])(?![\d/.:]|\w))?)"
)
WELSH_TERM = re.compile(rf"(?<![a-z])tymor (?:y |yr )?{_TERM}\b")
SEASON = re.compile(
    rf"(?<![a-z])(?:(?P<next>next|this|coming) )?(?P<name>{any_of('seasons')})\b(?! ?-? ?(?:term"
    rf"|half|holiday|break|school))(?:[ ,]{{1,2}}(?P<pair>(?:20)\d\d[/-]\d\d)(?!\d))?"
)
FEAST = re.compile(
    r"(?<![a-z])(?<!in the )(?P<name>christmas|xmas|nadolig|new year|easter|pasg)(?: day"
    r"| (?P<eve>eve))?\b(?! (?:\w+ )?(?:holidays?|break|term|shutdown))"
)
CURRENT = re.compile(r"\b(?P<which>this|current|the|next|following|coming|end of) (?:school )?term\b(?! ?\d)")

TERMS = {"autumn": (9, 4), "spring": (1, 3), "summer": (4, 4)}
"""First month and number of months."""
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def _months(month: int, count: int) -> OnYear:
    return lambda year: month_days(year, month, count)


def _half(match: re.Match[str]) -> tuple[str, ...]:
    words = match.groupdict()
    half = words.get("half") or words.get("after")
    if half is None:
        return ()
    return ("half_term:1",) if half[0] in "1f" else ("half_term:2",)


def _term(match: re.Match[str]) -> Stretch:
    name = meant("terms", match["name"])
    on = _months(*TERMS[name])
    return Stretch(
        match.start(), match.end(), "school_term", "term", on, approximate=True, qualifiers=_half(match)
    )


def terms(text: str, _: Context) -> Iterator[Stretch]:
    """School terms; "Spring 1" is the first half of the spring term.

    >>> [(s.rule, s.qualifiers) for s in terms("autumn term, spring 1", Context())]
    [('school_term', ()), ('school_term', ('half_term:1',))]
    """
    for pattern in (TERM, WELSH_TERM):
        for match in pattern.finditer(text):
            yield _term(match)


def seasons(text: str, context: Context) -> Iterator[Stretch]:
    """Seasons; "Winter 2014/15" begins in December 2014. In a school's plan they are its terms.

    >>> [(s.on(2014)[1].isoformat(), s.year) for s in seasons("winter 2014/15, summer", Context())]
    [('2015-02-28', 2014), ('2014-08-31', None)]
    """
    for match in SEASON.finditer(text):
        name = meant("seasons", match["name"])
        if context.school and name in TERMS:
            yield Stretch(
                match.start(),
                match.end("name"),
                "school_term",
                "term",
                _months(*TERMS[name]),
                approximate=True,
            )
            continue
        pair = match["pair"] if name == "winter" else None
        year = int(pair[:4]) if pair and (int(pair[:4]) + 1) % 100 == int(pair[-2:]) else None
        stop = match.end() if year is not None else match.end("name")
        fault = "deadline_ambiguous" if match["next"] == "next" else None
        yield Stretch(
            match.start(),
            stop,
            "season",
            "season",
            _months(SEASONS[name], 3),
            year,
            approximate=True,
            fault=fault,
        )


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876.

    >>> easter(2015)
    datetime.date(2015, 4, 5)
    """
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _feast(name: str, eve: bool) -> OnYear:
    def on(year: int) -> Days:
        if name in ("easter", "pasg"):
            return easter(year), easter(year)
        day = date(year, 1, 1) if name == "new year" else date(year, 12, 25)
        day -= timedelta(days=int(eve))
        return day, day

    return on


def feasts(text: str, _: Context) -> Iterator[Stretch]:
    """Christmas, New Year and Easter as days.

    >>> [s.on(2014)[0].isoformat() for s in feasts("before christmas 2014, by easter", Context())]
    ['2014-12-25', '2014-04-20']
    """
    for match in FEAST.finditer(text):
        mark = "holiday:" + {
            "xmas": "christmas",
            "nadolig": "christmas",
            "pasg": "easter",
            "new year": "new_year",
        }.get(match["name"], match["name"])
        on = _feast(match["name"], match["eve"] is not None)
        yield Stretch(match.start(), match.end(), "feast", "day", on, approximate=True, qualifiers=(mark,))


def _term_around(day: date) -> Days | None:
    spans = [month_days(day.year, *span) for span in TERMS.values()]
    return next((span for span in spans if span[0] <= day <= span[1]), None)


def this_term(text: str, context: Context) -> Iterator[Stretch]:
    """ "end of term" by the reference date; "next term" only where a term is running.

    >>> [s.on(0) for s in this_term("by the end of term", Context(reference_date=date(2014, 11, 1)))]
    [(datetime.date(2014, 12, 31), datetime.date(2014, 12, 31))]
    """
    for match in CURRENT.finditer(text):
        day = context.reference_date
        days = _term_around(day) if day is not None else None
        if days is not None and match["which"] in ("next", "following", "coming"):
            days = _term_around(days[1] + timedelta(days=40))
        if days is not None and match["which"] == "end of":
            days = (days[1], days[1])
        fault = None if days is not None else "deadline_year_unknown" if day is None else "deadline_ambiguous"
        yield Stretch(
            match.start(),
            match.end(),
            "school_term",
            "term",
            always(days),
            days[0].year if days else None,
            inferred=True,
            approximate=True,
            qualifiers=("end_of",) if match["which"] == "end of" else (),
            fault=fault,
        )
