"""Cells that say in words alone how things stand: to be confirmed, done, as soon as possible, ongoing, see above."""

import re

from planextract.normalise.context import Context, Found, Remark
from planextract.normalise.dates import lexicon
from planextract.normalise.deadlines import edtf
from planextract.normalise.deadlines.phrase import (
    STRETCH,
    Phrase,
    abstain,
    both,
    not_understood,
    says,
    unaccounted,
    without,
)
from planextract.normalise.deadlines.stretch import due
from planextract.records import Deadline, Immediate, Interval, Ongoing, Settled, ToBeConfirmed

REFERS = re.compile(
    r"^(?:please )?(?:see|refer|reference|as (?:for|per|in|at|with)|same as|link(?:ed)? to"
    r"|covered|cross[ -]?ref\w*|(?:to be )?(?:addressed|dealt with|covered|picked up) )"
)
PLACE = re.compile(
    r"\d|\babove\b|\bbelow\b|\baction\b|\brec\w*\b|\bitem\b|\bcolumn\b|\bcomment|\bprogress\b"
    r"|\bplan\b|\br\d|\bappendix\b|\bguidance\b"
)
HORIZON = re.compile(
    r"^(?:(?:short|medium|long|longer)(?: to |/)?(?:medium|long)?[ -]?terms?|years? \d(?: ?(?:-"
    r"|to|and|&|/) ?\d)?|(?:phase|stage|tranche|wave|year) (?:\d|one|two|three|four|five"
    r"|i{1,3})(?: ?(?:-|to|and|&|/) ?\d)?|yr ?\d|y\d|[sml])"
    r"(?: targets?| actions?| priority)?(?: ?\(.{1,40}\))?$"
)
AFTERWARDS = re.compile(
    rf"{STRETCH}[ ,;]{{0,2}}(?:and|then|and then|&|\+|thereafter|with) (?:then "
    rf"|thereafter )?[^{STRETCH}]{{0,30}}$"
)
OPEN_END = re.compile(
    rf"{STRETCH} ?(?:-|to|and|until)? ?(?:on|onwards?|forward|forwards|and beyond|beyond|ongoing|on-going|on going"
    rf"|continuous|continuing|date|\+)$"
)
BOUNDED = re.compile(
    rf"(?:to|until|till|up to|through to|throughout|during|over|for) (?:the )?(?:whole of )?{STRETCH}$"
)
BEGINS_WITH_EVENT = re.compile(r"(?:after|following|upon|pending|before|prior to|as soon as)\b")
""" "After the review is complete" waits for that."""
DONE_BY = re.compile(
    rf"(?:complete|completed|completion|done|implemented|delivered|achieved|in place|closed"
    rf"|finished|actioned) (?:by|before|no later than|for|not later than|on or before|due"
    rf"|date)[ :]{{0,2}}(?:the )?{STRETCH}"
)


_UNSAID = rf"^(?:date )?(?:{'|'.join(map(re.escape, lexicon()['said']['to_be_confirmed']))})"
_MEETS = rf"\b(?:{'|'.join(lexicon()['meetings']['sit'])})\b"
LATER = re.compile(
    rf"{_UNSAID}(?: at| in| following| after|,)? [^{STRETCH}]{{0,40}}{STRETCH}[^{STRETCH}]{{0,20}}{_MEETS}"
    rf"|{_UNSAID}(?: at| in| following| after) [^{STRETCH}]{{0,40}}{_MEETS}[^{STRETCH}]{{0,12}}{STRETCH}"
)
""" "TBC at the meeting on 14 May": the meeting has the date, and the deadline has none yet."""


def _short(phrase: Phrase, *keys: str, limit: int = 8) -> bool:
    """Whether little is left beside the wordings of some lists, and nothing of time."""
    left = without(phrase.rest, *keys, "filler")
    return len(left.split()) <= limit and not unaccounted(left)


def to_be_confirmed(phrase: Phrase, _: Context) -> Found[Deadline] | None:
    """No date yet; a date beside it is a provisional one, which other rules read."""
    if LATER.search(phrase.shape):
        return Found(ToBeConfirmed(qualifiers=("event",)), "to_be_confirmed")
    if phrase.text == "?" or set(phrase.text) == {"?"}:
        return Found(ToBeConfirmed(qualifiers=("unknown",)), "to_be_confirmed")
    if phrase.stretches or phrase.lengths or phrase.often or not phrase.says("to_be_confirmed"):
        return None
    left = without(phrase.rest, "to_be_confirmed", "settled")
    return (
        None
        if len(left.split()) > 12 or re.search(r"\d", left)
        else Found(ToBeConfirmed(), "to_be_confirmed")
    )


def immediate(phrase: Phrase, context: Context) -> Found[Deadline] | None:
    """As soon as possible: the reference date, where it is known."""
    if phrase.stretches or phrase.lengths or phrase.often or not phrase.says("immediate"):
        return None
    if not _short(phrase, "immediate", "ongoing", limit=6) or phrase.says("settled"):
        return None
    marks: tuple[str, ...] = ("asap",) if phrase.says("asap") else ()
    marks += ("then_ongoing",) if phrase.says("ongoing") else ()
    day = context.reference_date
    return Found(Immediate(latest=day, edtf=day.isoformat() if day else None, qualifiers=marks), "immediate")


def _ongoing_from(phrase: Phrase, _: Context) -> Found[Deadline]:
    period = phrase.period()
    if isinstance(period, Remark):
        return abstain("ongoing", period)
    notation = edtf.from_day(period.earliest, period.stretch.precision)
    marks: tuple[str, ...] = ("year_inferred",) if period.inferred else ()
    return Found(Ongoing(earliest=period.earliest, edtf=notation, qualifiers=("from", *marks)), "ongoing")


def ongoing(phrase: Phrase, context: Context) -> Found[Deadline] | None:
    """No end. "July 2023 and ongoing" is due in July and goes on; "July 2023 - ongoing" begins in July."""
    open_end = OPEN_END.search(phrase.shape) is not None
    if not (phrase.says("ongoing") or open_end) or phrase.lengths:
        return None
    if phrase.often and not (
        phrase.shape.startswith(("ongoing", "on-going", "on going")) and "review" in phrase.rest
    ):
        return None
    if not phrase.stretches:
        return (
            Found(Ongoing(), "ongoing")
            if _short(phrase, "ongoing", "settled", "immediate", "start")
            else None
        )
    if len(phrase.stretches) > 1:
        return None
    return _ongoing_dated(phrase, context, open_end)


def _ongoing_dated(phrase: Phrase, context: Context, open_end: bool) -> Found[Deadline] | None:
    if unaccounted(
        without(phrase.rest, "ongoing", "by", "start", "filler").replace("onward", "").replace("beyond", "")
    ):
        return None
    begun = re.search(
        rf"(?:from|since|starting|started|commencing|commenced|beginning|began|as of|as from"
        rf"|start)(?: in)?[ :]{{1,2}}(?:the )?{STRETCH}",
        phrase.shape,
    )
    if begun or (
        open_end and not re.search(rf"{STRETCH}[ ,;]{{0,2}}(?:and|&|then|\+) (?!onward)", phrase.shape)
    ):
        return _ongoing_from(phrase, context)
    bounded = BOUNDED.search(phrase.shape)
    if not (AFTERWARDS.search(phrase.shape) or bounded):
        return None
    period = phrase.period()
    if isinstance(period, Remark):
        return abstain("ongoing", period)
    return Found(due(period, "ongoing" if bounded else "then_ongoing"), period.rule)


def _completed_on(phrase: Phrase, context: Context) -> Interval | Remark | None:
    if not phrase.stretches:
        return None
    first, last = phrase.stretches[0], phrase.stretches[-1]
    if first is last:
        period = phrase.period()
        return period if isinstance(period, Remark) else period.interval
    pair = both(first, last, context)
    return pair if isinstance(pair, Remark) else Interval(earliest=pair[0].earliest, latest=pair[1].latest)


def settled(phrase: Phrase, context: Context) -> Found[Deadline] | None:
    """Done already, by its own words: "Done (March 2004)". "To be completed by ..." is another matter."""
    if not phrase.says("settled") or phrase.lengths or phrase.often or len(phrase.stretches) > 2:
        return None
    if (
        BEGINS_WITH_EVENT.match(phrase.text)
        or says(phrase.rest, "unsettled")
        or DONE_BY.search(phrase.shape)
        or re.search(r"[\d%]", phrase.rest)
    ):
        return None
    if phrase.stretches and phrase.shape.startswith(STRETCH):
        return None
    if len(phrase.stretches) == 2 and says(phrase.rest, "start") and re.search(r"\bcomplete\b", phrase.rest):
        return None  # "Commenced Sept 2014, complete July 2015"
    if len(without(phrase.rest, "settled").split()) > (10 if phrase.stretches else 5) or says(
        phrase.rest, "revised"
    ):
        return None
    if phrase.stretches and re.search(r"\breview", phrase.rest):
        return None
    day = _completed_on(phrase, context)
    if isinstance(day, Remark):
        day = None
    if day is not None and day.earliest and context.reference_date and day.earliest > context.reference_date:
        return None
    notation = edtf.of(day.earliest, day.latest, "range") if day and day.earliest and day.latest else None
    return Found(Settled(completed_on=day, edtf=notation), "settled")


def elsewhere(phrase: Phrase, _: Context) -> Found[Deadline] | None:
    """ "As above", "See 3.2": the deadline stands in another place, which the reader of one cell cannot see."""
    if phrase.stretches or phrase.lengths or phrase.often:
        return None
    if (phrase.says("ditto") and not without(phrase.rest, "ditto")) or (
        REFERS.match(phrase.text) and PLACE.search(phrase.text)
    ):
        return not_understood("elsewhere", "the words refer to another place of the document")
    return None


def plan_horizon(phrase: Phrase, _: Context) -> Found[Deadline] | None:
    """ "Short term", "Year 2", "Phase 2": dates that only the plan's own key could give."""
    words = phrase.text.strip(" .,;:*")
    if phrase.stretches or phrase.lengths or not HORIZON.match(words):
        return None
    return not_understood("plan_horizon", "a part of the plan that has dates only by its own key")
