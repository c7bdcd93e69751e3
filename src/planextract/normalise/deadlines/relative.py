"""Deadlines counted from something: "in 6 months time", "within three months of approval of the scheme"."""

import re
from datetime import date

from planextract.normalise.context import Context, Found
from planextract.normalise.dates import lexicon
from planextract.normalise.deadlines.amounts import Length
from planextract.normalise.deadlines.phrase import LENGTH, STRETCH, Phrase, unaccounted, without
from planextract.normalise.deadlines.stretch import Period
from planextract.records import Deadline, Event, Relative

WITHIN = re.compile(r"\b(?:within|over|inside|no (?:later|more) than|not later than|maximum|max|up to)\b")
BEFORE = re.compile(
    r"^(?:(?:short|medium|long|longer)[ -]terms?|[sml](?= ?\())?(?: (?:targets?|actions?))?[ :(-]{0,3}"
    r"(?:(?:action|review|report|report back|update|to be \w+|complete|completed|completion"
    r"|implementation|needed|required|timescale|deadline|due|progress|achievable|to be"
    r"|will be)\b[ :,-]{0,2}){0,5}"
    r"(?:(?:within|over|inside|in|for|by|about|approx\.?|approximately|no later than"
    r"|not later than|no more than|maximum(?: of)?|max\.?|up to|at|a|next|the next|the first"
    r"|the coming|(?:the |its )?(?:original|initial|agreed|current|whole)|the|the following"
    r"|a further|a maximum of|another)\b\.? ?){0,4}$"
)
ANCHOR = re.compile(
    r"^,? ?(?:of|from|after|following|post|since|once|upon|on receipt of"
    r"|as from)\b ?(?:the )?(?P<anchor>.+)$"
)
PERIOD = re.compile(
    r"^ ?(?:\w+ )?(?:period|programme|plan|pilot|trial|review|cycle|contract|monitoring period"
    r"|probation\w*)\b"
)
TAIL = re.compile(
    r"^[ ).]*(?:or sooner|maximum|max|latest|at the latest|timescale|deadline|time|target|period)?[ ).]*$"
)


def _sides(phrase: Phrase) -> tuple[str, str]:
    before, _, after = phrase.shape.partition(LENGTH)
    return before, after.strip(" .;,")


def _marks(phrase: Phrase, length: Length) -> tuple[str, ...]:
    marks: tuple[str, ...] = ("within",) if WITHIN.search(phrase.text) else ()
    marks += (f"{length.kind}_days",) if length.kind in ("working", "business", "school") else ()
    return marks if length.least is None else (*marks, f"at_least:{length.least}")


def _relative(phrase: Phrase, anchor: str, day: date | None) -> Found[Deadline]:
    length = phrase.lengths[0]
    latest = length.after(day) if day is not None else None
    notation = latest.isoformat() if latest is not None else None
    value = Relative(
        duration=length.iso, anchor=anchor, latest=latest, edtf=notation, qualifiers=_marks(phrase, length)
    )
    return Found(value, "relative")


def _from_a_day(phrase: Phrase) -> Found[Deadline] | None:
    """ "Within 6 months of 1 April 2014": counted from a day that is stated."""
    period = phrase.period()
    if not isinstance(period, Period) or period.rule != "exact_day":
        return None
    return _relative(phrase, period.earliest.isoformat(), period.earliest)


def _clean(words: str) -> str:
    return re.sub(r"^(?:the|a|an|being|having) ", "", words.strip(" .,;:()"))


def relative(phrase: Phrase, context: Context) -> Found[Deadline] | None:
    """A length of time from the reference date, from a stated day, or from an event.

    >>> from planextract.normalise.deadlines.phrase import phrase
    >>> relative(phrase("in 6 months time", Context()), Context()).value.duration
    'P6M'
    >>> relative(phrase("within three months of approval of the scheme", Context()), Context()).value.event
    'approval of the scheme'
    """
    if len(phrase.lengths) != 1 or phrase.often or len(phrase.stretches) > 1:
        return None
    before, after = _sides(phrase)
    if not BEFORE.match(before):
        return None
    if TAIL.match(after) and not phrase.stretches:
        return _relative(phrase, "reference_date", context.reference_date)
    anchor = ANCHOR.match(after)
    if anchor is not None:
        return _anchored(phrase, context, anchor["anchor"])
    bounded = PERIOD.match(after) and WITHIN.search(before) and not phrase.stretches
    return _event(phrase, phrase.original) if bounded else None


def _anchored(phrase: Phrase, context: Context, anchor: str) -> Found[Deadline] | None:
    words = _clean(anchor)
    if words == STRETCH:
        return _from_a_day(phrase)
    if phrase.stretches:
        return None
    if words in lexicon()["said"]["reference"]:
        return _relative(phrase, "reference_date", context.reference_date)
    return (
        _event(phrase, phrase.printed(words))
        if len(words.split()) <= 16 and not re.search(r"\d", words)
        else None
    )


def _event(phrase: Phrase, words: str) -> Found[Deadline]:
    length = phrase.lengths[0]
    return Found(
        Event(event=words, duration=length.iso, qualifiers=_marks(phrase, length)), "relative_to_event"
    )


def unknown_length(phrase: Phrase, context: Context) -> Found[Deadline] | None:
    """ "Action needed within 12 months": one length of time among words that say nothing else of time."""
    if len(phrase.lengths) != 1 or phrase.often or phrase.stretches:
        return None
    before, after = _sides(phrase)
    introduced = re.search(r"\b(?:within|in|over) (?:(?:the )?(?:next|coming|following|first) )?$", before)
    if (
        not introduced
        or not TAIL.match(after)
        or unaccounted(without(before, "by", "filler"))
        or len(before.split()) > 12
    ):
        return None
    return _relative(phrase, "reference_date", context.reference_date)
