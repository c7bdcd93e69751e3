"""Days in the head of a document: lines that are only a date, and dates behind words that say what they are."""

from datetime import date

from planextract.prose.words import pattern
from planextract.provenance import SourcedText

Day = tuple[SourcedText, date]

LONGEST_MEETING = 4
"""Days between the first and the last of one meeting; a longer stretch is of something else."""

_BESIDE = (
    r"(?:\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:mon|tue|tues|wed|thu|thurs|fri|sat|sun)\b|\bthe\b|"
    r"\b(?:on|at|from|to|until|commencing|starting|start|am|o|o'r)\b|"
    r"\b\d{1,2}[.:]\d{2}\s*(?:[ap]\.?\s?m\b\.?|y\.?\s?[bhp]\b\.?)?|\b\d{1,2}\s*(?:[ap]\.?m|y\.?[bhp])\b\.?|"
    r"\b\d{4}\s*(?:hours|hrs)\b|\bnoon\b|\bhours\b|\bhrs\b|\bgloch\b|{welsh.days}\b)|[^\w\s]|\s"
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


_FROM_DAY = r"(?:\d\w{0,2}|\b(?:{days.months}))\s?(?:[-–—]|to|and)\s?(?:\w+day\s)?$"
"""Before the last day of a stretch: "25-", "30 November and "."""


def day_in(words: SourcedText) -> Day | None:
    """The first day in some words, unless a stretch of days ends in it."""
    from planextract.normalise import dates

    found = dates.day_in(words)
    if found is None:
        return None
    before = words.text[: max(0, words.text.find(found[0].text))]
    return None if pattern(_FROM_DAY).search(before) else found


def days_in(words: SourcedText) -> list[Day]:
    """Every day in some words."""
    from planextract.normalise import dates

    return dates.days_in(words)


def first_of_days(words: SourcedText) -> Day | None:
    """The first day of a meeting of several, where the words have no other.

    >>> first_of_days(SourcedText.plain("Thursday 30 November and Friday 1 December 2023"))[1]
    datetime.date(2023, 11, 30)
    """
    from planextract.normalise import dates

    found = dates.span_of_days(words)
    if found is None or found[1].startswith("--"):
        return None
    first, last = date.fromisoformat(found[1]), date.fromisoformat(found[2])
    return (found[0], first) if (last - first).days <= LONGEST_MEETING else None


def day_of_meeting(words: SourcedText) -> Day | None:
    """The day, or the first of a few; of a longer stretch none.

    >>> day_of_meeting(SourcedText.plain("1 April 2024 to 31 March 2025"))
    """
    from planextract.normalise import dates

    return first_of_days(words) if dates.span_of_days(words) is not None else day_in(words)


def only_days(words: SourcedText) -> Day | None:
    """The first day of a meeting of several, where some words say nothing else.

    >>> only_days(SourcedText.plain("13 and 14 November 2023, 10 am"))[1]
    datetime.date(2023, 11, 13)
    """
    found = first_of_days(words) if len(words) < 80 else None
    if found is None:
        return None
    rest = words.text.replace(found[0].text, " ", 1)
    return None if pattern(_BESIDE).sub("", rest) else found
