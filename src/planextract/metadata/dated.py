"""Days in the head of a document: lines that are only a date, and dates behind words that say what they are."""

import re
from datetime import date

from planextract.prose.words import pattern
from planextract.provenance import SourcedText

Day = tuple[SourcedText, date]

_BESIDE = (
    r"(?:\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:mon|tue|tues|wed|thu|thurs|fri|sat|sun)\b|\bthe\b|"
    r"\b(?:on|at|from|to|until|commencing|starting)\b|\b\d{1,2}[.:]\d{2}\s*(?:[ap]\.?m\b\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?|"
    r"\bnoon\b|\bhours\b)|[^\w\s]|\s"
)
"""What may stand beside a date that is alone: its weekday and the time of day."""


def only_day(words: SourcedText) -> Day | None:
    """The day, where some words say nothing else.

    >>> only_day(SourcedText.plain("Tuesday 14 January 2020 at 6.30 pm"))[1]
    datetime.date(2020, 1, 14)
    >>> only_day(SourcedText.plain("13-15 September 2016"))
    """
    found = day_in(words) if len(words) < 60 else None
    if found is None:
        return None
    rest = words.text.replace(found[0].text, " ", 1)
    return None if pattern(_BESIDE).sub("", rest) else found


def only_a_date(words: SourcedText) -> bool:
    """Whether a line is a day, a stretch of days, a month or a year, and nothing else."""
    return only_day(words) is not None or bool(
        pattern(
            r"(?:\d{1,2}(?:st|nd|rd|th)?\s*(?:[-–]|to|and)\s*)?(?:\d{1,2}(?:st|nd|rd|th)?\s+)?"
            r"(?:{days.months}\W{0,3})?(?:19|20)\d\d(?:\s*[-–/]\s*\d{2,4})?"
        ).fullmatch(words.text.strip(" ()"))
    )


def behind(words: SourcedText, prefix: str) -> Day | None:
    """The day behind some opening words, where nothing follows it.

    >>> behind(SourcedText.plain("Position at 31 July 2023"), "position at")[1]
    datetime.date(2023, 7, 31)
    """
    match = pattern(rf"(?:{prefix})\s*[:,–-]?\s*").match(words.text[:200])
    return only_day(words[match.end() :]) if match is not None else None


def day_in(words: SourcedText) -> Day | None:
    """The first day in some words, unless a stretch of days ends in it."""
    from planextract.normalise import dates

    found = dates.day_in(words)
    if found is None:
        return None
    before = words.text[: max(0, words.text.find(found[0].text))]
    return None if re.search(r"\d\w{0,2}\s*(?:[-–—]|to|and)\s*$", before) else found
