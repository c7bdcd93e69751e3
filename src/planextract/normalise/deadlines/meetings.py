"""Deadlines on the next meeting, where the document prints its day: "next meeting", "before the June meeting"."""

import re
from datetime import date

from planextract.normalise.context import Context, Found
from planextract.normalise.deadlines import edtf
from planextract.normalise.deadlines.phrase import STRETCH, Phrase, without
from planextract.records import Deadline, DueBy

_LEAD = (
    r"(?:(?P<word>at|to|for|by|before|prior to|in time for|until|ahead of|in advance of|on|in) )?"
    r"(?:(?:the|our|its|their|this) )?"
)
_NEXT = re.compile(
    rf"{_LEAD}next (?:scheduled |ordinary |available |full |monthly |quarterly |planned |formal )?meeting"
    r"(?: of this \w+)?(?![\w-]| of\b)"
)
_NAMED = re.compile(rf"{_LEAD}{STRETCH} meeting(?![\w-]| of\b)")
_BEFORE = frozenset({"before", "prior to", "ahead of", "in advance of"})
MOST_BESIDE = 6
"""Words beside the meeting; with more of them they may be about another."""


def next_meeting(phrase: Phrase, context: Context) -> Found[Deadline] | None:
    """The day on which this body meets next. What is to be done before it may still be done on the day itself.

    >>> from datetime import date
    >>> from planextract.normalise.deadlines.phrase import phrase
    >>> known = Context(reference_date=date(2024, 5, 14), next_meeting=date(2024, 6, 11))
    >>> next_meeting(phrase("before the June meeting", known), known).value.latest.isoformat()
    '2024-06-11'
    >>> next_meeting(phrase("next meeting of the Audit Committee", known), known)
    """
    day = context.next_meeting
    if day is None or phrase.lengths or phrase.often or len(phrase.stretches) > 1:
        return None
    shape = (_NAMED if phrase.stretches else _NEXT).search(phrase.shape)
    if shape is None or (phrase.stretches and not _same_month(phrase, day)):
        return None
    beside = phrase.shape[: shape.start()] + " " + phrase.shape[shape.end() :]
    if len(without(beside, "filler", "by").split()) > MOST_BESIDE or re.search(r"\d", beside):
        return None
    marks = ("before",) if shape["word"] in _BEFORE else ("by",) if shape["word"] == "by" else ()
    value = DueBy(
        earliest=day,
        latest=day,
        precision="day",
        edtf=edtf.of(day, day, "day"),
        qualifiers=(*marks, "event"),
    )
    return Found(value, "next_meeting")


def _same_month(phrase: Phrase, day: date) -> bool:
    """Whether the month before "meeting" is that in which the next one is held."""
    month = phrase.stretches[0]
    days = month.on(day.year) if month.precision == "month" and month.year in (None, day.year) else None
    return days is not None and days[0] <= day <= days[1]
