"""Years: calendar, financial (April to March), academic (September to August), municipal (May to April)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from planextract.normalise.context import Context
from planextract.normalise.dates import any_of, year_of
from planextract.normalise.deadlines.stretch import Days, OnYear, Stretch, month_days
from planextract.records import Precision

_KINDS = "financial|fiscal|academic|school|municipal|civic|council|calendar"
_PAIR = (
    r"(?P<first>(?:19|20)\d\d|(?<!\d[/.-])\d\d) ?(?P<sign>[/-]) ?(?P<last>(?:20)?\d\d)(?![\d/%]|[-.]\d|,\d)"
)
PAIR = re.compile(
    rf"(?<![\w/.£$-])(?:(?:the )?(?:(?P<before>{_KINDS})(?: years?)?|(?P<plain>years?)|fin\.? yr"
    rf"|fy|f/y|ay|sy)[ :]{{0,2}})?"
    rf"(?<![\d/.£$-]){_PAIR}(?: ?(?P<after>{_KINDS}) years?| ?fy\b)?"
)
SINGLE = re.compile(
    r"(?<![\w/.,£$%-])(?:(?P<before>calendar|financial|fiscal) years? |the year "
    r"|year )?(?<![\d/.£$])(?P<year>(?:19|20|21)\d\d)"
    r"(?![\d%]|[/.,]\d|-\d\d(?!\d))"
)
UNNAMED = re.compile(
    rf"\b(?:(?P<which>this|current|present|next|following|coming|forthcoming"
    rf"|new) )?(?P<before>{_KINDS}|plan)[ -]years?(?: ?-? ?(?P<end>end))?\b"
)
BARE = re.compile(
    r"\b(?:(?P<which>this|current|next) year|year[ -]?end(?! ?(?:of |in )?[\d'])|end of(?: the| this)? year)\b"
)

RULES_BY_KIND: dict[str, tuple[str, Precision]] = {
    "financial": ("financial_year", "financial_year"),
    "academic": ("academic_year", "academic_year"),
    "municipal": ("municipal_year", "municipal_year"),
    "calendar": ("year", "year"),
}
SAME_KIND = {"fiscal": "financial", "council": "municipal", "civic": "municipal", "school": "academic"}


def first_month(kind: str, context: Context) -> int:
    return {"financial": context.year_starts_month, "academic": 9, "municipal": 5, "calendar": 1}[kind]


def twelve_months(month: int, count: int = 1) -> OnYear:
    """`count` years that begin with a month."""

    def on(year: int) -> Days:
        return month_days(year, month, 12 * count)

    return on


def _kind(text: str, match: re.Match[str], context: Context) -> str:
    parts = match.groupdict()
    word = parts.get("before") or parts.get("after")
    if word is None:
        opening = text[match.start() : match.start("first")] if "first" in parts else ""
        school = context.school or opening.strip() in ("ay", "sy")
        return "academic" if school else "financial"
    return SAME_KIND.get(word, word)


def _stretch(match: re.Match[str], kind: str, count: int, year: int, context: Context) -> Stretch:
    rule, precision = RULES_BY_KIND[kind]
    on = twelve_months(first_month(kind, context), count)
    rule, precision = ("range_of_years", "range") if count > 1 else (rule, precision)
    return Stretch(match.start(), match.end(), rule, precision, on, year, approximate=kind == "municipal")


def _sure(text: str, match: re.Match[str]) -> bool:
    """Whether two short numbers are years and no day and month: "25/26" is, "10/11" only after a word that says so."""
    if len(match["first"]) == 4:
        return True
    if len(match["last"]) == 4 and int(match["first"]) <= 12:
        return False  # "06-2012" is a month
    spoken = match["before"] or match["after"] or match.start() < match.start("first")
    said_before = re.search(
        r"(?:quarter|qtr|q) ?[1-4][ ,]{1,2}$|h[12] $|term $", text[max(0, match.start() - 12) : match.start()]
    )
    return bool(spoken or said_before or int(match["last"]) > 12)


def year_pairs(text: str, context: Context) -> Iterator[Stretch]:
    """Two years in a row are one financial year, or an academic one in a school; years further apart are a range.

    >>> found = year_pairs("2014/15, academic year 2019-20, 2024-2026", Context())
    >>> [(s.rule, s.on(s.year)[0].isoformat()) for s in found]
    [('financial_year', '2014-04-01'), ('academic_year', '2019-09-01'), ('range_of_years', '2024-01-01')]
    """
    for match in PAIR.finditer(text):
        year = year_of(match["first"], context.reference_date)
        if year is None or not _sure(text, match):
            continue
        count = (int(match["last"]) - year) % 100
        kind = _kind(text, match, context)
        if count == 1:
            yield _stretch(match, kind, 1, year, context)
        elif 1 < count <= 15 and len(match["last"]) == 4 and not (match["before"] or match["after"]):
            yield _stretch(match, "calendar", count + 1, year, context)
        elif 1 < count <= 15 and (len(match["last"]) == 4 or match["after"] or match["before"]):
            yield _stretch(match, kind, count, year, context)


NAMED_YEAR = re.compile(
    r"\b(?:acts?|regulations?|rules|order|directive|room|iso|census|agenda|vision|together|standards?|guidance)"
    r"(?: of)? ?$"
)
""" "Care Act 2014": the year is part of a name."""


def single_years(text: str, context: Context) -> Iterator[Stretch]:
    """A calendar year; "financial year 2015" could begin or end in it, so it is not read.

    >>> [s.year for s in single_years("by 2018 or in the financial year 2015", Context())]
    [2018, 2015]
    """
    for match in SINGLE.finditer(text):
        if NAMED_YEAR.search(text, max(0, match.start() - 16), match.start()):
            continue
        year = int(match["year"])
        kind = _kind(text, match, context) if match["before"] else "calendar"
        fault = (
            "deadline_ambiguous"
            if kind == "financial"
            else None
            if 1980 <= year <= 2099
            else "deadline_impossible"
        )
        yield Stretch(match.start(), match.end(), "year", "year", twelve_months(1), year, fault=fault)


SHORT = re.compile(
    rf"\b(?:(?:{any_of('terms')}|{any_of('seasons')})(?: ?-? ?(?:half ?)?terms?| half)?|easter|christmas|xmas)"
    r"(?: ?'(?P<sure>\d\d)| (?P<bare>\d\d))(?![\d:/.%-]| ?[ap]m\b| ?(?:days?|weeks?|months?|hours?|st|nd|rd|th)\b)"
)
NEAR = 6
"""Years from the reference date within which two bare figures behind a term are taken for its year."""


def short_years(text: str, context: Context) -> Iterator[Stretch]:
    """The year behind a season or term: "Autumn '14", "Spring term 15".

    >>> [s.year for s in short_years("autumn '14, spring term 15, summer term 2", Context())]
    [2014, 2015]
    """
    for match in SHORT.finditer(text):
        year = year_of(match["sure"] or match["bare"], context.reference_date)
        base = context.reference_date
        near = base is None or (year is not None and abs(year - base.year) <= NEAR)
        if year is not None and near:
            start = match.start("sure") - 1 if match["sure"] else match.start("bare")
            yield Stretch(start, match.end(), "year", "year", twelve_months(1), year)


def unnamed_years(text: str, context: Context) -> Iterator[Stretch]:
    """ "this financial year", "end of calendar year": the one in which the reference date falls."""
    for match in UNNAMED.finditer(text):
        kind = SAME_KIND.get(match["before"], match["before"])
        if kind == "plan":
            continue
        rule, precision = RULES_BY_KIND[kind]
        on = twelve_months(first_month(kind, context))
        later = match["which"] in ("next", "following", "coming", "forthcoming", "new")
        stretch = Stretch(
            match.start(),
            match.end(),
            rule,
            precision,
            on,
            _running(on, context, later),
            inferred=True,
            approximate=kind == "municipal",
        )
        yield _its_end(stretch) if match["end"] else stretch


def _its_end(stretch: Stretch) -> Stretch:
    return replace(stretch.narrowed(lambda days: (days[1], days[1]), "day"), qualifiers=("end_of",))


def _running(on: OnYear, context: Context, later: bool) -> int | None:
    """The year in which the reference date falls, or the one after it."""
    day = context.reference_date
    if day is None:
        return None
    years = ((year, on(year)) for year in range(day.year - 1, day.year + 3))
    return next(year for year, days in years if days is not None and days[0 if later else 1] >= day)


def bare_years(text: str, context: Context) -> Iterator[Stretch]:
    """ "this year", "year end": calendar or financial, nobody knows; read only together with a month."""
    for match in BARE.finditer(text):
        day = context.reference_date
        year = None if day is None else day.year + (match["which"] == "next")
        fault = "deadline_year_unknown" if day is None else "deadline_ambiguous"
        yield Stretch(
            match.start(),
            match.end(),
            "this_year",
            "year",
            twelve_months(1),
            year,
            inferred=True,
            fault=fault,
        )
