"""The day a document speaks from where its head says it in passing: "… - Quality Committee, 15 February 2023"."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from planextract.metadata.dated import Day, day_in
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.records import DocumentKind, ReferenceDate, sources_of

OTHERS: frozenset[DocumentKind] = frozenset({"news", "letter", "minutes", "agenda"})
"""Kinds that have a place for their day, so that what they say in passing is of something else."""

HEAD = 10
"""Paragraphs from the top."""

LONGEST = 600
_REACH = 100
"""Characters between words that announce a day and the day."""

_ANOTHER = r"\b(?:next|will|to\s+be|due|previous|until|before|after|since|minutes)\b|\b(?:by|from)\s*$"
"""With these words before it a day is one to come, or of something else."""
_WEEKDAY = r"(?:on\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b[\s,]*)?(?:the\s+)?"


_MARKS = (
    r"(?:official|sensitive|restricted|unrestricted|public|not\s+protectively\s+marked|confidential|draft|final|private|"
    r"(?:agenda\s+)?item|paper|enc(?:losure)?|annex|appendix|version|v|no\.?)"
)
"""What may stand beside a day that is a line of the head by itself."""


class _Said(NamedTuple):
    """Words that announce a day. `near` says that it must stand right behind them."""

    announces: str
    near: bool = False
    never: str = r"(?!)"
    """What must not stand before them in the sentence."""


_PLAN = (
    r"(?:^|(?<=[.;(,–|-]\s)|(?<=\())(?:(?:this|the)\s+)?(?:(?:[\w/&'’-]+\s+){0,4}{days.speaks}[\s,:–(-]+)?"
    r"(?:(?:was|is|has\s+been)\s+)?(?:last\s+|most\s+recently\s+)?"
)
"""The beginning of a sentence that speaks of this plan, whether or not it names it."""

_THIS = r"(?:^|(?<=[.;(]\s)|(?<=\())(?:(?:this|the)\s+(?:[\w-]+\s+){0,1}?{days.speaks}\s+(?:was|is|has\s+been)\s+)?"
_OWN = r"(?:local|core|neighbourhood|business|corporate|financial|strategic)\s+{days.speaks}"

_RULES: tuple[_Said, ...] = (
    _Said(r"\b(?:position|progress|status|correct|situation)\s+(?:as\s+)?at\s+", near=True),
    _Said(_PLAN + r"{days.revised}\b"),
    _Said(r"\b{days.bodies}\b(?:\s*\([^()]{1,40}\))?[\s,:–(-]*", near=True, never=r"\b{days.settled}\b"),
    _Said(r"\b(?:meeting|panel|group|record|notes?)\b[^.;:]{0,60}(?:\bheld\b\s*|:\s*)", near=True),
    _Said(_PLAN + r"{days.put}\b"),
    _Said(_THIS + r"{days.settled}\b", never=_OWN),
    _Said(r"\b{days.settled}\s+(?:this|the)\s+(?:action\s+|improvement\s+)?{days.speaks}\b"),
)
"""How the day is said, the surest first. What was agreed once may be long past, and comes last."""


def in_head(parts: Sequence[Paragraph], kind: DocumentKind) -> ReferenceDate | None:
    """The day that the head announces by the surest words; the latest where these announce several."""
    if kind in OTHERS:
        return None
    head = [part.whole for part in parts[:HEAD] if len(part.whole) <= LONGEST]
    for said in _RULES:
        found = [day for words in head for day in _announced(words, said)]
        if found:
            return _spoken(*max(found, key=lambda each: each[1]))
    alone = next((day for words in head[:5] if (day := _alone(words)) is not None), None)
    return _spoken(*alone) if alone is not None else None


def _spoken(words: SourcedText, day: date) -> ReferenceDate:
    return ReferenceDate(value=day, basis="report_date", raw=words.raw, sources=sources_of(words))


def _alone(words: SourcedText) -> Day | None:
    """The day of a line that has nothing besides but a classification or the number of a paper."""
    found = day_in(words) if len(words) <= 80 else None
    if found is None:
        return None
    rest = words.text.replace(found[0].text, " ", 1)
    beside = pattern(_MARKS + r"\b|\b(?:\w+day)\b|\b[A-Z]?\d{1,2}(?:[.:]\d{2})?\s*(?:[ap]m)?\b|[\W_]")
    return None if beside.sub("", rest) else found


def _announced(words: SourcedText, said: _Said) -> Iterator[Day]:
    for match in pattern(said.announces).finditer(words.text):
        behind = words[match.end() : match.end() + _REACH]
        found = day_in(behind)
        if found is None:
            continue
        between = behind.text[: max(0, behind.text.find(found[0].text))]
        sentence = re.split(r"[.;]\s", words.text[: match.end()])[-1]
        if re.search(r"[.;]\s", between) or pattern(f"{_ANOTHER}|{said.never}").search(sentence):
            continue
        if pattern(_WEEKDAY).fullmatch(between) if said.near else not pattern(_ANOTHER).search(between):
            yield found
