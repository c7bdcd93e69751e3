"""The words of a clause that say by when."""

from collections.abc import Iterator

from planextract.drafts.draft import Slot
from planextract.normalise.context import Context
from planextract.prose.words import pattern
from planextract.provenance import SourcedText

LONGEST = 1500
"""Characters of a clause in which a deadline is looked for."""

_MEETING = (
    r"\b(?:a|the|its|their|our)?\s*(?:next|future|following|subsequent|forthcoming)\s+(?:available\s+|scheduled\s+|ordinary\s+)?"
    r"(?:(?:(?-i:[A-Z])[\w’'&-]+\s+){0,6}(?:meetings?|committee|board|cabinet|council|panel|agenda|cycle\s+of\s+meetings|round\s+of\s+meetings)\b(?:\s+of\s+the\s+(?:(?-i:[A-Z])[\w’'&-]+\s?){1,6})?)"
)
_NAMED_MEETING = (
    r"\b(?:(?:to|at|for|by|before|until|in time for)\s+|(?<=\battend\s))(?:(?:the|its|their|our|"
    r"a)\s+(?:respective\s+)?(?:{days.months}\s+(?:\d{4}\s+)?"
    r"(?:(?-i:[A-Z])[\w’'&-]+\s+){0,6}(?:{deadlines.sitting})|(?:(?-i:[A-Z])[\w’'&-]+\s+){1,7}meetings?)\b)"
)
_DAY = (
    r"(?<!\bheld )(?<!\bdated )(?<!\bmeeting )(?<!\bmeetings )\b"
    r"(?:on|by|before|for|until|at \d{1,2}[.:]?\d{0,2}\s?[ap]m on)"
    r"\s+(?:{deadlines.weekdays},?\s+)?(?:the\s+)?"
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?{days.months}|{days.months}\s+\d{1,2}(?:st|nd|rd|th)?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})\b(?:,?\s+\d{4}\b)?(?:\s+at\s+\d{1,2}(?:[.:]\d{2})?\s?[ap]m)?"
)
_IN_FIGURES = (
    r"\b(?:by|before|no\s+later\s+than)\s+(?:{deadlines.weekdays},?\s+)?"
    r"(?:(?:1[3-9]|2\d|3[01])/(?:1[0-2]|0?[1-9])|(?:0?[1-9]|1[0-2])/(?:1[0-2]|0[1-9]))(?![\d/%])"
)
"""A day and month: "by 21/2". Of two single figures ("by 1/3") either is as likely a share."""
_DURING = (
    r"\b(?:during|before|after|following|ahead\s+of|in\s+advance\s+of|prior\s+to|in\s+time\s+for)"
    r"\s+(?:the|this|their|each)\s+(?:[\w’'-]+\s+){0,2}?{deadlines.occasions}\b"
)
_NEXT_ISSUE = (
    r"\b(?:in|for|to|on|with)\s+(?:the|their|our)\s+(?:next|{days.months}(?:\s+\d{4})?)\s+"
    r"(?:[\w-]+\s+){0,2}?{deadlines.issues}\b"
)
_BETWEEN = r"\bbetween\s+{days.months}(?:\s+\d{4})?\s+and\s+{days.months}(?:\s+\d{4})?\b"
_FROM = (
    r"\b(?:from|with effect from|commencing|starting|beginning)\s+(?:in\s+|on\s+)?(?:the\s+)?(?:Q[1-4]|"
    r"quarter\s+[1-4]|{days.months})\b(?:\s+(?:of\s+)?\d{4}(?:\s?/\s?\d{2,4})?)?"
)
_EACH = r"\b(?:each|every)\s+(?:{days.months}|{deadlines.repeated})\b"
_BEFORE = (
    r"\b(?:(?:a|one|two|three)\s+(?:weeks?|months?|days?)\s+)?{deadlines.generic}\s+(?!it\b|he\b"
    r"|she\b|they\b|that\b|a\b)[^.,;()]{3,50}?(?=[.,;()]|$|\sand\s|\sto\s)"
)
_WITHIN = (
    r"\bwithin\s+(?:the\s+next\s+)?(?:\d{1,3}|a|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"twelve|fourteen)\s+(?:[\w-]+\s+)?(?:cycles?|days?|weeks?|months?|years?|terms?|fortnight)"
    r"\b"
)
_WHEN = (
    r"\b(?:when|once|as\s+soon\s+as)\s+(?:the|these|this|those|it|they|he|she|all|more|further)"
    r"\b[^.;,]{3,60}(?=[.;,]|$)"
)
_ONCE = r"\bonce\s+[^.;,]{3,60}?\s(?:is|are|was|were|has|have|had)\s+[^.;,]{2,40}(?=[.;,]|$)"
_DAY_ALONE = (
    r"(?<!\bheld )\b(?:on|by|before|for|until)\s+the\s+\d{1,2}(?:st|nd|rd|th)(?:\s+of\s+(?:the|this|next)\s+month)?"
    r"(?=\s*(?:[.,;)]|$|and\b|to\b|at\b))"
)
"""Day of a month that is not named: "on the 14th"."""
_WEEKDAY = (
    r"\b(?:by|before|no later than|on|until)\s+(?:close of play\s+|noon\s+|the\s+)?(?:on\s+)?"
    r"{deadlines.weekdays}\b"
)
_SET_PHRASE = r"\b{deadlines.phrases}\b(?!\s+(?:under|by|to|of)\b)"
_SEASON = (
    r"\b(?:in|during|by|over|for|before|by the end of)\s+(?:the\s+)?(?:early\s+|late\s+|mid-)?{deadlines.seasons}\b"
    r"(?:\s+(?:school\s+)?{deadlines.time_off}\b)?(?!\s+(?:term\s+)?[a-z]+ing\b)"
)
_MONTH = (
    r"\b(?:in|for|by|during|before|until)\s+(?:early\s+|late\s+|mid-|the end of\s+)?{days.months}(?:\s+"
    r"\d{4})?(?=$|[\s.;,)])"
    r"(?!\s+(?:(?-i:[A-Z])|plan\b|report\b|figures\b|accounts\b|data\b))"
)
_OFTEN = (
    r"\b{deadlines.often}(?=\s+(?:basis|updates?|reports?|briefings?|progress|monitoring|meetings?|"
    r"figures|returns)\b)"
)
_HAPPENS = (
    r"\b(?:(?:prior to|before|upon|following|after)\s+(?:the\s+|its\s+|their\s+)?{deadlines.happenings}\b"
    r"(?:\s+(?:of|to|by)\s+(?:the\s+)?(?:[\w’'-]+\s?){1,5}?(?=[.,;]|$))?|once\s+(?:the\s+|this\s+"
    r"|these\s+)[^.;,]{3,60}?\s(?:has|have)\s+(?:been\s+)?\w+)"
)
_SET_FOR = r"\((?:currently\s+)?(?:set|scheduled|planned|arranged|due)\s+for\s+(?P<day>[^()]{3,40})\)"
_PATTERNS = (
    _DAY,
    _IN_FIGURES,
    _BETWEEN,
    _MEETING,
    _NAMED_MEETING,
    _NEXT_ISSUE,
    _WEEKDAY,
    _DAY_ALONE,
    _MONTH,
    _SEASON,
    _SET_PHRASE,
    _HAPPENS,
    _DURING,
    _WITHIN,
    _EACH,
    _FROM,
    _BEFORE,
    _WHEN,
    _ONCE,
    _OFTEN,
)


def deadline_slot(words: SourcedText, tail: int = 0) -> tuple[Slot, ...]:
    """The deadline phrase behind a verb, else anywhere; () where there is none. `tail` counts in the words."""
    found = _set_for(words) or (_dated(words[tail:]) if tail else None) or _dated(words)
    found = found or next(_phrases(words, tail), None)
    return (Slot("deadline", found),) if found is not None else ()


def deadline_words(words: SourcedText) -> SourcedText | None:
    """The deadline phrase of some prose."""
    return next((slot.words for slot in deadline_slot(words)), None)


def _dated(words: SourcedText) -> SourcedText | None:
    """What the reader of deadlines finds in a clause."""
    from planextract.normalise import deadlines

    found = deadlines.find(words[:LONGEST], Context())
    if found is None or found.words is None or not found.words.text.strip():
        return None
    return found.words


def _set_for(words: SourcedText) -> SourcedText | None:
    """ "(currently set for 8 January 2024)" is closer than "in early 2024" before it."""
    match = pattern(_SET_FOR).search(words.text[:LONGEST])
    return words.span(match, "day").strip() if match is not None else None


def _phrases(words: SourcedText, tail: int) -> Iterator[SourcedText]:
    """Phrases of time in a clause that is known to be a duty, the closest kind first, those behind the verb first."""
    for source in _PATTERNS:
        found = [words.span(match) for match in pattern(source).finditer(words.text[:LONGEST], tail)]
        found = found or [words.span(match) for match in pattern(source).finditer(words.text[:LONGEST])]
        yield from (phrase.strip() for phrase in found)
