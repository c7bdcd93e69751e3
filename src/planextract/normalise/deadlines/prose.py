"""The deadline in a clause of prose. Dates stand there for many reasons, so its position must show that it is one."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from planextract.normalise.context import Context, Found, Remark
from planextract.normalise.dates import lexicon
from planextract.normalise.deadlines.events import meeting
from planextract.normalise.deadlines.phrase import Phrase, phrase
from planextract.normalise.deadlines.stretch import Stretch, settled
from planextract.provenance import SourcedText
from planextract.records import Deadline, DueBy

Reader = Callable[[Phrase, Context], Found[Deadline]]


class Place(NamedTuple):
    """Where a deadline may stand, and how much its position says for it: the lower the rank, the more."""

    rank: int
    start: int
    stop: int


BY = re.compile(
    r"\b(?:by|before|no later than|not later than|on or before|prior to|within|until|due(?: by"
    r"| in| on| for)?|deadline (?:of|is|for this is)|in time for|ahead of|target date of"
    r"|for completion (?:in|by|on)|completed? (?:in|during|on))(?: the)? ?$"
)
AT = re.compile(r"\b(?:in|during|at|on|for|to)(?: the)? ?$")
FROM = re.compile(
    r"\b(?:with effect from|commencing|starting|beginning|to commence|to start|effective from"
    r"|from)(?: in| on)?(?: the)? ?$"
)
LENGTH_OF = re.compile(
    r"\b(?:within|in|over|no later than|inside)(?: (?:a |the )?(?:next|coming|following|first"
    r"|further|period of|maximum of|the|a))* ?$"
)
COUNTED_FROM = re.compile(
    r"^ (?:of|from|after|following) (?!(?:to|on|by)\b)(?P<anchor>[\w'&-]+(?: [\w'&-]+){0,7})"
)
CLOSED = re.compile(
    r"^(?:$|[,.;:)]| (?:on|to|with|and|as|by|if|in|that|which|once|so|for|at|or|detailing"
    r"|setting|outlining|regarding|about|when|unless|\w+ing|giving)\b| ?(?:\.\.\.|…))"
)
DUTY = re.compile(
    r"\b(?:to be|be|will|shall|should|must|report(?:s|ed)? back|report|review(?:ed)?"
    r"|present(?:ed)?|submit(?:ted)?|brought|bring|provided?|complete|launch|implement"
    r"|return(?:ed)?|update|revisit(?:ed)?|undertake|undertaken|consider|receive)\b"
)
BACKGROUND = re.compile(
    r"\b(?:was|were|had|has been|have been|took place|taken place|held|met|approved|agreed"
    r"|published|considered|received|dated|since|began|started|carried out|undertaken|conducted"
    r"|as of|as at|between|inspected|visited|last)\b"
)
THING = re.compile(
    r"^ ?(?:\(?draft )?(?:plan|report|budget|accounts|strategy|figures?|data|programme|audit"
    r"|outturn|baseline|levels?|position|returns?|statement|results?|cohort|survey|financial"
    r"|action|capital|revenue|priorities|update|minutes)\b"
)
BODY = (
    r"^(?: (?!(?:a|an|all|to|any|each)\b)(?:[\w&'-]+ ){0,4}?(?:"
    + "|".join(re.escape(body) for body in lexicon()["meetings"]["body"])
    + r")\b(?: meeting)?)"
)
AT_ONCE = re.compile(
    r"\b(?:as soon as (?:is )?(?:reasonably )?(?:possible|practicable)|with immediate effect"
    r"|as a matter of urgency|at the earliest opportunity|immediately(?! (?:after|before"
    r"|following|prior|adjacent|above|below))|asap|urgently)\b"
)
ADVERB = re.compile(r"(?:every|each|on an?|\w+ly$|once|twice|three times|annually)")


def _by_dates(read: Phrase) -> Iterator[Place]:
    for stretch in read.stretches:
        before, after = read.text[max(0, stretch.start - 40) : stretch.start], read.text[stretch.stop :]
        body = re.match(BODY, after)
        if THING.match(after) and not body:
            continue
        opening = stretch.start - len(before)
        stop = stretch.stop + (body.end() if body and "meeting" not in after[:1] else 0)
        yield from _dated(read, stretch, before, opening, stop)


def _dated(read: Phrase, stretch: Stretch, before: str, opening: int, stop: int) -> Iterator[Place]:
    by, begins, at = BY.search(before), FROM.search(before), AT.search(before)
    if by is not None and not _ends_range(read, before[: by.start()], opening):
        yield Place(0, opening + by.start(), stop)
    elif begins is not None and _to_come(read, stretch):
        yield Place(3, opening + begins.start(), stop)
    elif at is not None and _to_come(read, stretch):
        yield Place(2, opening + at.start(), stop)


def _ends_range(read: Phrase, before: str, opening: int) -> bool:
    """Whether another date stands between "from" and this one: "from May to June", but not "from flats by June"."""
    found = re.search(r"\b(?:between|from)\b[^.;]{0,30}$", before)
    return found is not None and any(
        opening + found.start() <= other.start < opening + len(before) for other in read.stretches
    )


def _to_come(read: Phrase, stretch: Stretch) -> bool:
    """Whether a date after "in" or "at" is one for something still to be done."""
    clause = read.text[: stretch.start]
    past = BACKGROUND.search(clause[-60:])
    if past is not None and not re.search(
        r"\b(?:to|will|shall|should|must) (?:be )?$", clause[-60:][: past.start()]
    ):
        return False
    if DUTY.search(clause) is None:
        return False
    period = settled(stretch, read.context)
    reference = read.context.reference_date
    return reference is None or (not isinstance(period, Remark) and period.latest >= reference)


def _by_lengths(read: Phrase) -> Iterator[Place]:
    for length in read.lengths:
        before = read.text[max(0, length.start - 40) : length.start]
        words = read.text[length.start : length.stop]
        opened = LENGTH_OF.search(before) or re.match(r"next |coming ", words)
        after = read.text[length.stop :]
        if opened is None or "last" in before[-12:]:
            continue
        start = length.start - len(before) + opened.start() if opened.re is LENGTH_OF else length.start
        counted = COUNTED_FROM.match(after)
        if counted is not None:
            yield Place(1, start, length.stop + len(counted.group().rstrip()))
        elif CLOSED.match(after):
            yield Place(1, start, length.stop)


def _by_next(read: Phrase) -> Iterator[Place]:
    """ "within the next fortnight", where the length itself begins at the word before."""
    for match in re.finditer(
        r"\b(?:within|over|in|during) the (?:next|coming|following) (?:fortnight|month|year|week"
        r"|quarter)\b",
        read.text,
    ):
        yield Place(1, *match.span())


def _by_events(read: Phrase) -> Iterator[Place]:
    for match in meeting().finditer(read.text):
        if match["word"] is None and not re.search(
            r"\b(?:next|future|forthcoming|subsequent)\b", match["event"]
        ):
            continue
        if re.match(r"(?:the |a |an )?(?:each|every|annual|new|first|second)\b", match["event"]):
            continue
        start = match.start("word") if match["word"] not in (None, "to") else match.start("event")
        start += 4 * (match["word"] in (None, "to") and match["event"].startswith("the "))
        yield Place(4, start, match.end())


def _by_words(read: Phrase) -> Iterator[Place]:
    for match in AT_ONCE.finditer(read.text):
        yield Place(5, *match.span())
    for often in read.often:
        words, after = read.text[often.start : often.stop], read.text[often.stop :]
        if ADVERB.match(words) and CLOSED.match(after):
            yield Place(6, often.start, often.stop)


PLACES = (_by_dates, _by_lengths, _by_next, _by_events, _by_words)


def _understood(read: Phrase, place: Place, reader: Reader) -> Found[Deadline] | None:
    words = re.sub(r"^(?:completed?|due) (?=in|during|on|by)", "", read.original[place.start : place.stop])
    found = reader(phrase(words, read.context), read.context)
    known = found.value is not None or {r.code for r in found.remarks} & {
        "deadline_year_unknown",
        "deadline_ambiguous",
        "deadline_weekday_differs",
    }
    return found if known else None


def _best(read: Phrase, reader: Reader) -> tuple[Place, Found[Deadline]] | None:
    """The deadline in the strongest position; where two such say different days, neither is believed."""
    places = sorted({place for find_places in PLACES for place in find_places(read)})
    understood = [
        (place, found) for place in places if (found := _understood(read, place, reader)) is not None
    ]
    if not understood:
        return None
    first, found = understood[0]
    rivals = [
        other for place, other in understood[1:] if place.rank == first.rank and place.start >= first.stop
    ]
    if any(isinstance(found.value, DueBy) and other.value != found.value for other in rivals):
        return first, Found(
            None, found.rule, (Remark("deadline_ambiguous", "the sentence names several deadlines"),)
        )
    return first, found


def find(words: SourcedText, context: Context, reader: Reader) -> Found[Deadline] | None:
    """The deadline inside a clause, read by the same rules as a cell's; its words are those of the deadline alone."""
    whole = words.folded()
    read = phrase(whole.text, context)
    if len(read.text) != len(whole.text):
        return None
    best = _best(read, reader)
    if best is None:
        return None
    place, found = best
    return replace(found, words=whole[place.start : place.stop].strip(" ,;."))
