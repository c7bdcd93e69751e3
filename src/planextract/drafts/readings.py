"""What a sentence of minutes undertakes, and what its forms have in common: verbs of duty, meetings, pieces of work."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from planextract.drafts import clauses, parties
from planextract.prose.words import pattern, vocabulary
from planextract.prose.words import words as listed
from planextract.provenance import SourcedText
from planextract.records import ActionKind, Modality


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence undertakes: `tail` is where the words behind its verb begin."""

    kind: ActionKind
    rule: str
    owner: SourcedText | None
    tail: int
    modality: Modality = "shall"


Rules = tuple[Callable[[SourcedText], Reading | None], ...]


_TITLES = listed("clauses.cut_titles")
_BEHIND_TITLE = "|".join(rf"(?<=\b{title})" for title in _TITLES)
WHO = rf"(?:[^,;.]|(?:{_BEHIND_TITLE}|(?<=\b[A-Z]))\.)"
"""One character of who is named before a verb: a point stands behind titles and initials only."""


def fenced(text: str) -> bool:
    """Whether a paragraph opens as reasons or alternatives: they sound like actions and are none."""
    return pattern(r"(?:{sections.fenced})\s*[:–—-].*").fullmatch(text) is not None


_NO_TITLE = "".join(rf"(?<!\b{title}\.)" for title in _TITLES)
_STOP = re.compile(rf"(?<=[a-z)”’\d%\]])[.?!]{_NO_TITLE}[”’]?\s+(?=[A-Z“(*])")


def sentences(words: SourcedText) -> list[SourcedText]:
    """The sentences of some prose.

    >>> [sentence.text for sentence in sentences(SourcedText.plain("Ms. Lacey will ask. Sgt. Dunn agreed."))]
    ['Ms. Lacey will ask.', 'Sgt. Dunn agreed.']
    """
    starts = [0, *(match.end() for match in _STOP.finditer(words.text))]
    return [
        words[start:stop].strip(" *") for start, stop in zip(starts, [*starts[1:], len(words)], strict=True)
    ]


def turned_down(text: str) -> bool:
    """Whether a sentence says that a proposal fell: "An amendment that officers report was lost".

    >>> turned_down("The suggestion that the Clerk should hold a surgery was not supported.")
    True
    """
    return (
        pattern(
            r"\b(?:suggestion|proposal|amendment|motion|option|request|idea|proposition|counter-proposal)\b[^.;]{0,220}?\b{clauses.turned_down}\b"
        ).search(text)
        is not None
    )


def former(text: str) -> bool:
    """Whether a sentence tells what used to be: "Under the previous arrangement the Clerk would ..."."""
    return pattern(r"{clauses.formerly}\b").match(text) is not None


def condition(words: SourcedText) -> SourcedText | None:
    """Under what condition something is to be done: "if no response was received", "subject to funding".

    >>> condition(SourcedText.plain("If no reply came, the Chair would write.")).text
    'If no reply came'
    """
    match = pattern(
        r"(?:^|[,;]\s+|\bthat\s*,?\s+)(?P<when>{clauses.conditions}\b[^,;.]{3,120}?)(?=[,;.]|$)"
    ).search(words.text[: clauses.LONGEST])
    return words.span(match, "when").strip() if match is not None else None


NOT_BE = "".join(
    rf"(?<!\b{word})" for word in ("has", "have", "had", "is", "are", "be", "been", "was", "were", "remains")
)
"""Behind these a verb is a state or somebody else's doing: "is committed to", "be requested"."""


def is_meeting(words: SourcedText) -> bool:
    return pattern(r"(?:the\s+)?(?:[\w&’'-]+\s+){0,5}?{bodies.meeting}").fullmatch(words.text) is not None


def can_ask(words: SourcedText) -> bool:
    return (
        parties.subject(words) is not None
        or pattern(r"it\s+was|members|(?:the\s+)?{bodies.meeting}").fullmatch(words.text) is not None
    )


def is_impersonal(text: str) -> bool:
    return text.casefold() in {"it was", "it was also", "members"}


def is_deliverable(what: str) -> bool:
    """Whether a subject is a piece of work that a meeting hears of, or stands for one: "a written response", "this"."""
    return (
        pattern(
            r"(?:(?:the|a|an|this|these|that|further|any|all|copies\s+of|details\s+of)\s+)*(?:[\w’'-]+\s+){0,4}?(?:{clauses.deliverables}|this(?:\s+action)?|these(?:\s+actions)?|it|they)"
            r"(?:\s+(?:on|of|for|about|regarding|in|with|had|to)\b.{2,90})?"
        ).fullmatch(what)
        is not None
    )


def is_duty(verb: str) -> bool:
    return verb.casefold() in vocabulary("clauses.duty_verbs") or follows_up(verb) or _gerund(verb)


def follows_up(verb: str) -> bool:
    return verb.casefold() in vocabulary("clauses.follow_up_verbs")


def _gerund(verb: str) -> bool:
    """ "updating" after "tasked with"."""
    verb = verb.casefold()
    stem = verb.removesuffix("ing")
    known = vocabulary("clauses.duty_verbs") | vocabulary("clauses.follow_up_verbs")
    return verb.endswith("ing") and bool({stem, stem + "e", stem[:-1]} & known)
