"""Deadlines in the Extended Date/Time Format (ISO 8601-2, level 1), where it has a form for them."""

from datetime import date, timedelta

SEASONS = {3: "21", 6: "22", 9: "23", 12: "24"}
"""Season codes by the first month of the season."""


def _whole_months(earliest: date, latest: date) -> bool:
    return earliest.day == 1 and (latest + timedelta(days=1)).day == 1


def _whole_years(earliest: date, latest: date) -> bool:
    return (earliest.month, earliest.day, latest.month, latest.day) == (1, 1, 12, 31)


def _ends(earliest: date, latest: date) -> tuple[str, str]:
    if _whole_years(earliest, latest):
        return f"{earliest:%Y}", f"{latest:%Y}"
    if _whole_months(earliest, latest):
        return f"{earliest:%Y-%m}", f"{latest:%Y-%m}"
    return earliest.isoformat(), latest.isoformat()


def of(earliest: date, latest: date, precision: str, approximate: bool = False) -> str:
    """Both ends included; an approximate one carries "~".

    >>> of(date(2010, 10, 1), date(2010, 12, 31), "quarter")
    '2010-10/2010-12'
    >>> of(date(2025, 3, 1), date(2025, 5, 31), "season", approximate=True)
    '2025-21'
    >>> of(date(2015, 5, 1), date(2015, 5, 10), "month", approximate=True)
    '2015-05~'
    """
    if precision == "season" and latest - earliest > timedelta(days=80) and earliest.month in SEASONS:
        return f"{earliest:%Y}-{SEASONS[earliest.month]}"
    mark = "~" if approximate else ""
    if precision in ("month", "year") and approximate:
        return f"{earliest:{'%Y-%m' if precision == 'month' else '%Y'}}~"
    first, last = _ends(earliest, latest)
    return first + mark if first == last else f"{first}{mark}/{last}{mark}"


def from_day(earliest: date, precision: str = "month") -> str:
    """An interval that is open at its end.

    >>> from_day(date(2004, 9, 1))
    '2004-09/..'
    """
    if precision == "day" or earliest.day != 1:
        return f"{earliest.isoformat()}/.."
    return f"{earliest:%Y}/.." if precision == "year" else f"{earliest:%Y-%m}/.."
