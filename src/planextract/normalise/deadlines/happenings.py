"""What happens by itself, with no "following" before it: "End of contract", "On appointment", "Next LSCB"."""

import re
from functools import cache

from planextract.normalise.context import Found
from planextract.normalise.dates import lexicon
from planextract.normalise.deadlines.phrase import Phrase, says, unaccounted
from planextract.records import Deadline, Event

ON = re.compile(
    r"^(?:by |up)?on (?:the |its |their |our )?"
    r"(?P<event>(?:\w+ ){0,3}?\w{2,20}(?:tion|sion|ment|val|ance|pt|ry|lease|start|launch)\b.*)$"
)
""" "On publication of the guidance", "upon appointment"."""
POST = re.compile(r"^post[ -](?P<event>(?!code\b|holder\b|office\b|title\b)[a-z].*)$")
ABBREVIATED = re.compile(
    r"^(?=by|at|before|for|to|next)(?:(?:by|at|before|for|to) )?(?:the )?(?P<event>(?:next )?[A-Z]{3,7})(?: meeting)?$",
    re.IGNORECASE,
)
""" "Next LSCB", "by the AGM"."""


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = {key: "|".join(re.escape(word) for word in words) for key, words in lexicon()["happens"].items()}
    return (
        re.compile(
            rf"^(?:by |at |before |until |to )?(?:the )?(?P<event>(?:{words['ends']}) of (?:the |this |each |their )?"
            rf"(?:\w+ ){{0,3}}?(?:{words['undertakings']}))$"
        ),
        re.compile(
            rf"^(?:by |at |on |before )?(?:the )?(?P<event>(?:[\w&'-]+ ){{1,4}}(?:{words['outcomes']}))$"
        ),
        re.compile(rf"^(?P<event>as (?:soon as )?(?:{words['comers']}|new \w+) (?:{words['come']})\b.*)$"),
    )


def named(words: str) -> str:
    """An event without its article."""
    return re.sub(r"^(?:the|a|an|its|their|our) ", "", words.strip(" .,;:()"))


def happening(phrase: Phrase, text: str) -> Found[Deadline] | None:
    """An event by its own words; `text` is the phrase without the punctuation around it.

    >>> from planextract.normalise.context import Context
    >>> from planextract.normalise.deadlines.phrase import phrase
    >>> happening(phrase("On publication of guidance", Context()), "on publication of guidance").value.event
    'publication of guidance'
    """
    match = next((found for pattern in (ON, *_patterns(), POST) if (found := pattern.match(text))), None)
    match = match or _abbreviated(phrase.original.strip(" .;,"))
    if match is None or says(text, "to_be_confirmed"):
        return None
    if unaccounted(re.sub(r"\b(?:start|post|before)\b", " ", match["event"])):
        return None
    first = text.partition(" ")[0].partition("-")[0]
    marks: tuple[str, ...] = ("conditional",) if first == "as" else ("after",) if first == "post" else ()
    return Found(Event(event=phrase.printed(named(match["event"])), qualifiers=marks), "event")


def _abbreviated(original: str) -> re.Match[str] | None:
    """A body by its capitals; small letters would be any word."""
    match = ABBREVIATED.match(original)
    return match if match is not None and match["event"].split()[-1].isupper() else None
