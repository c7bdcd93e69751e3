"""Last, and only for whole dates in a shape that our own grammar does not know: dateparser, behind a guard."""

import re
import warnings
from datetime import datetime

from planextract.normalise.context import Context, Found
from planextract.normalise.dates import any_of, words_of
from planextract.normalise.deadlines.phrase import Phrase
from planextract.normalise.deadlines.stretch import month_days
from planextract.records import Deadline, DueBy

WHOLE_DATE = re.compile(r"[a-z0-9 ,./-]{8,40}")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
SMALL = frozenset(("st", "nd", "rd", "th", "of", "the", "day", *words_of("weekdays")))
"""Words that may stand beside the figures; dateparser passes over any."""
MONTH = re.compile(rf"(?<![a-z]){any_of('months')}(?![a-z])")


def _candidate(text: str) -> bool:
    """One month by name, one whole year and at most one other figure; anything less is a guess."""
    figures = re.findall(r"\d+", text)
    words = {word for word in re.findall(r"[a-z]+", text) if not MONTH.fullmatch(word)}
    return (
        bool(WHOLE_DATE.fullmatch(text))
        and words <= SMALL
        and len(YEAR.findall(text)) == 1
        and len(MONTH.findall(text)) == 1
        and len(figures) == 2
    )


def _read(text: str, context: Context) -> tuple[datetime, str] | None:
    from dateparser.date import DateDataParser

    settings: dict[str, object] = {
        "DATE_ORDER": "DMY",
        "STRICT_DATE_ORDER": "all",
        "PREFER_DAY_OF_MONTH": "last",
        "PREFER_DATES_FROM": "current_period",
        "PARSERS": ["absolute-time"],
        "REQUIRE_PARTS": ["day", "month", "year"],
    }
    if context.reference_date is not None:
        settings["RELATIVE_BASE"] = datetime.combine(context.reference_date, datetime.min.time())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # dateparser's own deprecations are no business of our callers
        found = DateDataParser(languages=["en"], settings=settings).get_date_data(text)
    return (found.date_obj, found.period) if found is not None and found.date_obj is not None else None


def dateparser_day(phrase: Phrase, context: Context) -> Found[Deadline] | None:
    """A whole day that dateparser and the printed year agree on."""
    text = re.sub(r"^(?:by|on) ", "", phrase.text.strip(" .,;:"))
    if phrase.lengths or phrase.often or not _candidate(text):
        return None
    if len(phrase.stretches) > 1 or any(stretch.fault for stretch in phrase.stretches):
        return None
    found = _read(text, context)
    if found is None or found[1] != "day":
        return None
    day = found[0].date()
    printed = {int(figure) for figure in re.findall(r"\d+", text)}
    stretch = phrase.stretches[0].on(day.year) if phrase.stretches else month_days(day.year, day.month)
    if printed != {day.year, day.day} or stretch is None or not stretch[0] <= day <= stretch[1]:
        return None
    return Found(DueBy(earliest=day, latest=day, precision="day", edtf=day.isoformat()), "dateparser_day")
