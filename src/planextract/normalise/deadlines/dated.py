"""One stretch of days among words that say nothing else of time: due by it, or begun with it."""

import re
from dataclasses import replace
from datetime import timedelta

from planextract.normalise.context import Context, Found, Remark
from planextract.normalise.dates import lexicon
from planextract.normalise.deadlines import edtf
from planextract.normalise.deadlines.phrase import LABEL, STRETCH, Phrase, abstain, says, unaccounted, without
from planextract.normalise.deadlines.stretch import Period, due
from planextract.records import Deadline, DueBy, StartOnly

LOOKS_AHEAD = re.compile(
    rf"\b(?:by|within|before|due|later than|to be|until|till|erbyn|for|deadline"
    rf"|target)\b[^{STRETCH}]{{0,30}}$"
)
BY = re.compile(r"\b(?:by|no later than|not later than|on or before|at the latest|latest|erbyn)\b")
EVE = re.compile(r"(?:(?<!or )(?<!not )before|prior to|ahead of|in advance of|cyn)(?: the)? ?$")
PAST = re.compile(r"(?:(?<![a-z])after|following|post)(?: the)? ?$")
UNTIL = re.compile(r"(?:until|till|up to|up until|to)(?: the)? ?$")
BEGINS = re.compile(
    r"(?:(?<![a-z])from|effective|w\.?e\.?f\.?"
    r"|(?:not|no|nothing)(?: due)?(?: for \w+)? (?:before|earlier than|sooner than|until)"
    r"|(?:start|commenc|begin|launch)\w*(?: dates?)?(?: again)?)[ :-]{0,3}(?:from |in |on |by |of |the )*$"
)
BEGUN = re.compile(
    r"^ ?\(?(?:start(?:s|ing)?(?: date)?|commencement|commence|launch|onwards?|for commencement)\b"
)
RECORDED = re.compile(r"\b(?:as at|correct at|minutes of|minutes from|position at)\b")
"""What is so on a day, not what is due on it."""
COMMENT = re.compile(rf"\([^(){STRETCH}\ue001\ue002]{{0,120}}\)")
YEAR_END = re.compile(
    r"(?:the )?(?:(?:end of|beginning of|start of) (?:the )?(?:current |this )?)?(?:\w+ )?"
    r"(?:year|term|quarter|plan)(?:[ -]end)?"
)
"""What a date is, beside it: "July 2015 (end of academic year)"."""
DONE_BY = re.compile(
    r"\b(?:(?:to|will|must|should|shall) be \w+|(?:complet|implement|deliver|achiev|clos|finish"
    r"|action|done|in place)\w*(?= (?:by|before|no later|not later|for|due|date|on or before)\b)"
    r"|completion)"
)
WORDS_LEFT = 16

ACHIEVED = re.compile(
    r"\b(?:agreed|held|received|reported|updated|signed|raised|recorded|discussed)(?: and [a-z]+(?: [a-z]+){0,2})?"
    rf"(?= (?:by|before|no later than|not later than|on or before)(?: the)? ?{STRETCH})"
)
"""What is to have happened by a date, which otherwise may be when it did: "Strategy agreed by May 2014"."""


def comments(phrase: Phrase) -> tuple[str, tuple[str, ...]]:
    """The shape without bracketed comments, and a qualifier for each."""
    marks: list[str] = []
    for match in COMMENT.finditer(phrase.shape):
        words = match.group().strip("() ")
        known = next((known for known in lexicon()["said"]["comment"] if known in words), None)
        if YEAR_END.fullmatch(words):
            marks.append("year_end")
            continue
        if known is not None:
            marks.append(known.replace(" ", "_"))
        elif not unaccounted(
            re.sub(r"[/\d.]+", lambda m: m.group() if len(m.group()) > 3 else "", words)
        ) or words.startswith("not "):
            marks.append("comment")
        else:
            return phrase.shape, ()
    return COMMENT.sub("", phrase.shape).strip(" .,;:*-"), tuple(marks)


def accounted(words: str, limit: int = WORDS_LEFT) -> bool:
    """Whether some words, dates taken out, say nothing more of time."""
    if RECORDED.search(words):
        return False
    left = without(DONE_BY.sub(" ", words), "by", "approximate", "provisional", "filler")
    return len(left.split()) <= limit and not unaccounted(left)


def qualifiers(phrase: Phrase) -> tuple[str, ...]:
    """What the words around a date add to it."""
    rest, marks = phrase.rest, []
    if BY.search(rest):
        marks.append("by")
    if says(rest, "provisional") or says(rest, "to_be_confirmed"):
        marks.append("provisional")
    bodies = "|".join(re.escape(body) for body in lexicon()["meetings"]["body"])
    if re.search(rf"\b(?:{bodies})\b", rest):
        marks.append("event")
    return tuple(marks)


def _eve(period: Period) -> Period:
    """ "Before March 2015" is over on its eve; "before the end of March" is not.

    Nor is "before the March meeting", which may be on any of its days.
    """
    if "end_of" in period.stretch.qualifiers:
        return period
    day = period.earliest - timedelta(days=1)
    stretch = replace(period.stretch, precision="day", notation=None)
    return replace(period, stretch=stretch, earliest=day, latest=day)


def _start(period: Period, phrase: Phrase, after: bool = False) -> Found[Deadline]:
    first = period.latest + timedelta(days=1) if after else period.earliest
    marks: tuple[str, ...] = ("after",) if after else ("from",)
    marks += ("provisional",) if says(phrase.rest, "provisional") else ()
    marks += ("year_inferred",) if period.inferred else ()
    notation = edtf.from_day(first, "day" if after else period.stretch.precision)
    return Found(
        StartOnly(earliest=first, year_inferred=period.inferred, edtf=notation, qualifiers=marks),
        "start_only",
    )


def _one(phrase: Phrase) -> bool:
    return len(phrase.stretches) == 1 and not phrase.lengths and not phrase.often


def start_only(phrase: Phrase, _: Context) -> Found[Deadline] | None:
    """ "To commence September 2004": a beginning without an end.

    >>> from planextract.normalise.deadlines.phrase import phrase
    >>> start_only(phrase("from April 2022", Context()), Context()).value.earliest.isoformat()
    '2022-04-01'
    """
    if not _one(phrase):
        return None
    shape = comments(phrase)[0]
    before, __, after = shape.partition(STRETCH)
    begins = phrase.stretches[0].rule != "range_of_days" and (BEGINS.search(before) or BEGUN.match(after))
    if not (begins or PAST.search(before)):
        return None
    left = without(
        BEGUN.sub(" ", after) + " " + BEGINS.sub(" ", PAST.sub(" ", before)), "by", "provisional", "filler"
    )
    if unaccounted(LABEL.sub(" ", left)) or len(left.split()) > WORDS_LEFT:
        return None
    period = phrase.period(forward=True)
    return abstain("start_only", period) if isinstance(period, Remark) else _start(period, phrase, not begins)


def _as_due(period: Period, phrase: Phrase, before: str, marks: tuple[str, ...]) -> DueBy:
    marks = (*marks, *qualifiers(phrase))
    if EVE.search(before):
        held_then = "event" in marks and period.stretch.precision == "month"
        period, marks = period if held_then else _eve(period), ("before", *marks)
    elif UNTIL.search(before):
        marks = ("until", *marks)
    value = due(period, *marks)
    return value.model_copy(update={"approximate": True}) if says(phrase.rest, "approximate") else value


def one_period(phrase: Phrase, context: Context) -> Found[Deadline] | None:
    """One date, and nothing else of time: "Report to be submitted to Cabinet for approval on 11/03/10".

    The rule in the output is that of the date: exact_day, month, financial_quarter ...

    >>> from planextract.normalise.deadlines.phrase import phrase
    >>> found = one_period(phrase("1 December 2009 (previously addressed)", Context()), Context())
    >>> found.rule, found.value.latest.isoformat(), found.value.qualifiers
    ('exact_day', '2009-12-01', ('previously_addressed',))
    """
    if not _one(phrase):
        return None
    shape, marks = comments(phrase)
    before, _, after = shape.partition(STRETCH)
    label_free = replace(phrase, shape=ACHIEVED.sub("", shape)).rest
    if phrase.stretches[0].rule == "range_of_days":
        label_free = re.sub(r"\b(?:between|from)\b", " ", label_free)
    if phrase.says("to_be_confirmed"):
        label_free = without(label_free, "to_be_confirmed")
    trailing = says(after, "settled") and not says(after, "unsettled") and len(after.split()) <= 4
    if trailing:
        label_free, marks = without(label_free, "settled"), (*marks, "settled")
    if PAST.search(before) or not accounted(label_free):
        return None
    period = phrase.period(forward=LOOKS_AHEAD.search(before) is not None)
    if isinstance(period, Remark):
        return abstain(phrase.stretches[0].rule, period)
    if _long_ago(period, shape, context):
        return None
    return Found(_as_due(period, phrase, before, marks), period.rule)


def _long_ago(period: Period, shape: str, context: Context) -> bool:
    """ "Completed by 30 June", read after June, may say when it was done."""
    day = context.reference_date
    if day is None or period.latest >= day:
        return False
    return _FINISHED.search(shape) is not None or ACHIEVED.search(shape) is not None


_FINISHED = re.compile(r"(?<!be )(?:completed|implemented|achieved|delivered|closed|done) (?:by|before)\b")
