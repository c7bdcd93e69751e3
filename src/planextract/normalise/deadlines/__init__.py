"""Deadlines: the words of a cell, or a clause of prose, as one of the types of the contract.

Each rule is a small function over a `Phrase`; the first that accounts for every figure and every word of time in the
cell decides, and its name is the `rule` in the output. A cell that no rule accounts for keeps its words and no value.
"""

from planextract.normalise.context import Context, Found
from planextract.normalise.deadlines import prose, weekdays
from planextract.normalise.deadlines.dated import one_period, start_only
from planextract.normalise.deadlines.events import event
from planextract.normalise.deadlines.fallback import dateparser_day
from planextract.normalise.deadlines.meetings import next_meeting
from planextract.normalise.deadlines.phrase import STRETCH, Phrase, Rule, not_understood, phrase, without
from planextract.normalise.deadlines.ranges import (
    alternatives,
    chain,
    explained,
    explained_length,
    itemised,
    range_between,
    revised,
)
from planextract.normalise.deadlines.recurring import months_of_the_year, recurring
from planextract.normalise.deadlines.relative import relative, unknown_length
from planextract.normalise.deadlines.settled import (
    elsewhere,
    immediate,
    ongoing,
    plan_horizon,
    settled,
    to_be_confirmed,
)
from planextract.provenance import SourcedText
from planextract.records import Deadline
from planextract.vocab.wording import alias

RULES: tuple[Rule, ...] = (
    to_be_confirmed,
    settled,
    chain,
    revised,
    immediate,
    ongoing,
    next_meeting,
    recurring,
    months_of_the_year,
    relative,
    start_only,
    range_between,
    alternatives,
    explained,
    explained_length,
    one_period,
    itemised,
    elsewhere,
    plan_horizon,
    event,
    unknown_length,
    dateparser_day,
)
"""In the order in which they are tried."""

LONGEST = 400
"""Characters; a longer cell is prose, in which a deadline is looked for as in a sentence."""


def _blank(read: Phrase) -> bool:
    """Whether the cell says that there is no deadline: empty, a dash, "N/A"."""
    text = read.text.strip(" .,;:*•-_–()[]")
    return not text or (read.text.strip(" .") != '"' and not read.stretches and not without(text, "none"))


def normalise(words: SourcedText, context: Context) -> Found[Deadline] | None:
    """The deadline that a cell states; None where it states that there is none.

    >>> normalise(SourcedText.plain("By Q3 2010/11"), Context()).value.latest.isoformat()
    '2010-12-31'
    >>> normalise(SourcedText.plain("90%"), Context()).remarks[0].code
    'deadline_not_understood'
    >>> normalise(SourcedText.plain("N/A"), Context()) is None
    True
    """
    if not words.text.strip(" \n\t\r-–—*"):
        return None
    meant = context.wordings.get(alias(words.text)) if context.wordings else None
    if meant is not None:
        return _by_rules(phrase(meant, context), context)
    if len(words.text) > LONGEST:
        return find(words, context) or not_understood()
    read = phrase(_listed(words.text, context), context)
    return None if _blank(read) else _by_rules(read, context)


MOST_LINES = 6


def _listed(text: str, context: Context) -> str:
    """Lines that are dates with their years and nothing else as a list of them: "January 2013", below "March 2013"."""
    lines = [line.strip(" \t\r,;") for line in text.split("\n") if line.strip()]
    whole = 1 < len(lines) <= MOST_LINES and all(_bare(phrase(line, context)) for line in lines)
    return ", ".join(lines) if whole else text


def _bare(line: Phrase) -> bool:
    return line.shape == STRETCH and line.stretches[0].year is not None


def _by_rules(read: Phrase, context: Context) -> Found[Deadline]:
    for rule in RULES:
        found = rule(read, context)
        if found is not None:
            return weekdays.checked(found, read.text)
    return not_understood()


def find(words: SourcedText, context: Context) -> Found[Deadline] | None:
    """The deadline inside a clause of prose, with just its own words; None where it states none.

    >>> clause = SourcedText.plain("be requested to report back to this committee in 6 months time on progress made")
    >>> found = find(clause, Context())
    >>> found.words.text, found.value.duration
    ('in 6 months time', 'P6M')
    """
    return prose.find(words, context, _by_rules)
