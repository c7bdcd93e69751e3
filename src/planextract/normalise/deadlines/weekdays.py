"""The day of the week that is printed beside a date, and whether the date falls on it."""

import re
from dataclasses import replace

from planextract.normalise.context import Found, Remark
from planextract.normalise.dates import any_of, meant
from planextract.records import Deadline, DueBy

CODE = "deadline_weekday_differs"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PRINTED = re.compile(
    rf"(?<![a-z])(?P<weekday>{any_of('weekdays')})(?![a-z])[.,]{{0,2}} (?:the )?(?P<day>\d{{1,2}})(?!\d)"
)


def checked(found: Found[Deadline], text: str) -> Found[Deadline]:
    """A deadline with a remark where it falls on another day of the week than the one printed; `text` is folded.

    Which of the two is wrong nobody can tell from here: the day stands as printed, and the remark beside it.
    """
    if not isinstance(found.value, DueBy) or found.value.precision != "day":
        return found
    due = found.value
    printed = [match for match in _PRINTED.finditer(text) if int(match["day"]) == due.latest.day]
    if len(printed) != 1 or DAYS[due.latest.weekday()] == meant("weekdays", printed[0]["weekday"]):
        return found
    said = f"{due.latest.isoformat()} is a {DAYS[due.latest.weekday()].capitalize()}, not as printed"
    return replace(found, remarks=(*found.remarks, Remark(CODE, said)))
