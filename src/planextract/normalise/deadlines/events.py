"""Deadlines that hang on something without a date: "next meeting", "following Cabinet decision", "as required"."""

import re
from functools import cache

from planextract.normalise.context import Context, Found
from planextract.normalise.dates import lexicon
from planextract.normalise.deadlines.happenings import happening, named
from planextract.normalise.deadlines.phrase import Phrase, says, without
from planextract.records import Deadline, Event

CONDITIONAL = re.compile(
    r"^(?:subject|pending|dependent|dependant|depending|conditional|contingent|awaiting|if)\b"
)
AFTER = re.compile(r"^(?:following|after|once|upon|on completion|on receipt)\b")
WORDS_TOO = 16


@cache
def _trigger() -> re.Pattern[str]:
    words = sorted(lexicon()["said"]["event"], key=len, reverse=True)
    return re.compile(
        r"^(?:to be \w+ |report back |complete |on-?going )?(?P<word>"
        + "|".join(re.escape(w) for w in words)
        + r")(?![\w-]) ?(?P<event>.*)$"
    )


_ENDS_NAME = (
    r"(?:to|on|by|with|which|that|who|when|where|so|as|if|at|is|are|will|would|be|about"
    r"|regarding|before|after)"
)


@cache
def meeting() -> re.Pattern[str]:
    """A meeting that is to come, with its preposition: "to the next meeting of the Audit Committee"."""
    bodies = "|".join(re.escape(body) for body in lexicon()["meetings"]["body"])
    which = (
        r"(?:next|future|following|subsequent|forthcoming|first|second|earliest|later|upcoming"
        r"|appropriate|suitable|new|annual|each|every)"
    )
    return re.compile(
        r"(?:(?:back )?(?P<word>at|to|for|by|before|prior to|in time for|until|ahead of) )?"
        rf"(?P<event>(?:(?:the|a|an|its|their|our|his"
        rf"|her) )?(?:very )?{which} (?:(?!(?:from|by)\b)[\w&'-]+ ){{0,6}}?(?:{bodies})s?\b(?: meetings?\b)?(?: (?:of"
        rf"|in|for) (?:the |this )?[\w&'-]+(?: (?!{_ENDS_NAME}\b)[\w&'-]+){{0,5}})?)"
    )


def event(phrase: Phrase, _: Context) -> Found[Deadline] | None:
    """Tied to something that happens; the words of that are the event.

    >>> from planextract.normalise.deadlines.phrase import phrase
    >>> event(phrase("Following Cabinet decision", Context()), Context()).value.event
    'Cabinet decision'
    """
    if phrase.stretches or phrase.lengths or phrase.often or re.search(r"\d", phrase.rest):
        return None
    text = phrase.text.strip(" .;,")
    if len(text.split()) > WORDS_TOO:
        return None
    trigger = _trigger().match(text)
    if trigger is not None and not says(text, "to_be_confirmed"):
        return _on(trigger["word"], trigger["event"], phrase)
    happens = happening(phrase, text)
    if happens is not None:
        return happens
    met = meeting().search(text)
    return (
        Found(Event(event=phrase.printed(named(met["event"]))), "event")
        if met is not None and _only(text, met)
        else None
    )


def _only(text: str, met: re.Match[str]) -> bool:
    """Whether little stands beside the meeting."""
    return len(without(text[: met.start()] + " " + text[met.end() :], "filler", "by").split()) <= 8


def _on(word: str, event: str, phrase: Phrase) -> Found[Deadline] | None:
    standing = lexicon()["said"]["standing"]
    if not event and word not in standing:
        return None
    marks: tuple[str, ...] = ("conditional",) if CONDITIONAL.match(phrase.text) or word in standing else ()
    marks += ("after",) if AFTER.match(phrase.text) else ()
    return Found(Event(event=phrase.printed(named(event) or word), qualifiers=marks), "event")
