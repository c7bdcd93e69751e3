"""Percentages without counts: "71% of actions were green, 20% were amber", or a line of a list for each."""

import re
from collections.abc import Sequence

from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.records import Share, sources_of
from planextract.tallies.numbers import PERCENT, SIGN, bounded
from planextract.tallies.parts import ANY_STATE, counted, keys_in
from planextract.tallies.subjects import STATUS, names_actions, names_others

MOST = 14
"""Lines of a list of percentages."""

_SHARE = rf"(?<![\d.(])(?P<share>{PERCENT})\s?{SIGN}(?!\s*\))"
_IN_BRACKETS = rf"\(\s*(?P<share>{PERCENT})\s?{SIGN}\s*\)"
_OF_ACTIONS = r"\s+of\s+(?:the\s+|all\s+|our\s+)*(?:[\w’'-]+\s+){0,2}?(?:{tallies.things}|{tallies.plans})\b"
_AIMED = r"(?<!\w){tallies.aims}(?:\s+(?:for|to\s+have|of|that))?\s*$"

Keys = tuple[str | None, str | None]
"""The colour and the state of one percentage."""


def of_sentence(words: SourcedText, known: bool = False) -> Share | None:
    """The percentages of a sentence that names actions or the plan; a single one only if it is a share of them.

    `known` says that the words above name them.
    """
    text = words.text
    numbers = list(pattern(_SHARE).finditer(text))
    if not numbers and not counted(words):
        numbers = list(pattern(_IN_BRACKETS).finditer(text))
    if not numbers or not (known or pattern(rf"{STATUS}|\bplan\b").search(text) is not None):
        return None
    of_actions = pattern(_OF_ACTIONS).match(text[numbers[0].end() :]) is not None
    if not of_actions and (len(numbers) == 1 or names_others(text)):
        return None
    befores = [text[max(0, match.start() - 40) : match.start()] for match in numbers]
    if any(bounded(before) or pattern(_AIMED).search(before) is not None for before in befores):
        return None
    keyed = _behind(text, numbers) or _before(text, numbers)
    if keyed is None:
        return None
    return share(
        [(float(match["share"]), keys) for match, keys in zip(numbers, keyed, strict=True)],
        words[numbers[0].start() :],
        "percentages",
    )


def _behind(text: str, numbers: Sequence[re.Match[str]]) -> list[Keys] | None:
    """The states behind the percentages: "71% were green, 20% were amber"."""
    ends = [match.start() for match in numbers[1:]] + [len(text)]
    keyed = [keys_in(text[match.end() : end]) for match, end in zip(numbers, ends, strict=True)]
    return (
        keyed if all(any(keys) for keys in keyed) and not _named_before(text[: numbers[0].start()]) else None
    )


def _before(text: str, numbers: Sequence[re.Match[str]]) -> list[Keys] | None:
    """The states before the percentages: "Complete 55%, in progress: 30%"."""
    if len(numbers) < 2 or any(keys_in(text[numbers[-1].end() :])):
        return None
    starts = [0, *(match.end() for match in numbers[:-1])]
    keyed = []
    for start, match in zip(starts, numbers, strict=True):
        said = text[max(start, match.start() - 120) : match.start()]
        named = pattern(_NAMED).search(said)
        if named is None:
            return None
        keyed.append(keys_in(named["said"]))
    return keyed


_NAMED = rf"(?<![\w/-])(?P<said>{ANY_STATE})[’'\")]?(?:\s+{{tallies.things}})?\s*(?:[:=–—-]\s*)?$"
"""Right before a percentage: the state that it is of."""


def _named_before(lead: str) -> bool:
    return pattern(_NAMED).search(lead[-120:]) is not None


def share(found: Sequence[tuple[float, Keys]], said: SourcedText, rule: str) -> Share | None:
    """The record; None where a state stands twice, or cannot be told."""
    keys = [colour for _, (colour, _) in found]
    if None in keys:
        keys = [state for _, (_, state) in found]
    if None in keys:
        keys = [colour or state for _, (colour, state) in found]
    percents = {key: share for key, (share, _) in zip(keys, found, strict=True) if key is not None}
    if len(percents) != len(found) or max(percents.values()) > 100:
        return None
    return Share(
        percents=percents,
        sums=abs(sum(percents.values()) - 100) <= 1.5,
        raw=said.raw,
        rule=rule,
        sources=sources_of(said),
    )


# A line for each -----------------------------------------------------------------------------------------------

_ITEM = (
    rf"(?P<share>{PERCENT})\s?{SIGN}\s*(?:[:=–—-]\s*)?(?P<said>[^\d%]{{2,120}})",
    rf"(?P<said>[^\d%:=]{{2,80}}?)\s*(?:[:=–—(-]\s*)?(?P<share>{PERCENT})\s?{SIGN}\s*\)?[.;,]?",
)


def listed(parts: Sequence[Paragraph], index: int) -> tuple[Share, int] | None:
    """The percentages of a list that begins with one paragraph, and where it ends: "55% complete", "Overdue: 8%"."""
    found: list[tuple[float, Keys]] = []
    for part in parts[index : index + MOST]:
        item = _item(part.text)
        if item is None:
            break
        found.append(item)
    if len(found) < 2 or not _led_in(parts, index):
        return None
    stop = index + len(found)
    made = share(
        found, SourcedText.join(" ", (part.words for part in parts[index:stop])), "percentages_listed"
    )
    return (made, stop) if made is not None else None


def _item(text: str) -> tuple[float, Keys] | None:
    if len(text) > 140:
        return None
    for form in _ITEM:
        match = pattern(form).fullmatch(text)
        if match is not None and not names_others(match["said"]):
            keys = keys_in(re.sub(r"\s[&/]\s", " ", match["said"]))
            if any(keys):
                return float(match["share"]), keys
    return None


def _led_in(parts: Sequence[Paragraph], index: int) -> bool:
    """Whether one of the two paragraphs above a list says that it is about actions."""
    for part in reversed(parts[max(0, index - 2) : index]):
        if names_actions(part.text[-300:]):
            return True
        if names_others(part.text):
            return False
    return False
