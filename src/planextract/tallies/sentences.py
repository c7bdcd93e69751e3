"""Totals and their parts in one sentence: "Of the nine recommendations five were now delivered, two ..."."""

import re
from collections.abc import Iterator

from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.records import Share, Tally, sources_of
from planextract.tallies.numbers import NUMBER, PERCENT, WORDED, value
from planextract.tallies.parts import Part, in_run, keys_in, tally

LONGEST = 2000
"""Characters of a paragraph in which a total is looked for."""

THINGS = r"(?:[a-z’'-]+\s+){0,3}?(?<!\w){tallies.things}(?!\w)"
TOTAL = rf"(?<![\w.£$€/])(?P<total>{NUMBER})\s+(?P<things>{THINGS})"
_OF_ALL = (
    r"\b(?:of|there\s+(?:are|were|is|have\s+been)|total\s+of|contains?|contained|has|had|shows?|out\s+of|from)\s+"
    rf"(?:the\s+|these\s+|those\s+|all\s+|a\s+total\s+of\s+|our\s+|its\s+)*{TOTAL}"
)
_FRACTION = (
    rf"(?<![\w.£$€/])(?P<count>\d{{1,6}}|{WORDED})\s*(?:\([\d.]+\s?%\)\s*)?(?:out\s*of|of)\s+(?:the\s+|all\s+|these\s+|our\s+)*"
    rf"(?P<total>{NUMBER})\s+(?P<things>{THINGS})"
)
_ALL = rf"\ball\s+(?:of\s+)?(?:the\s+)?{TOTAL}\s+(?:have|had|has|are|were)\b"


def sentences(words: SourcedText) -> list[SourcedText]:
    return words[:LONGEST].split(r"(?<=[a-z)”’\d%])\.\s+(?=[A-Z\d])")


def tallies(words: SourcedText) -> Iterator[Tally]:
    """Every tally in a paragraph, at most one for each sentence; the parts may stand in the sentence behind."""
    said = sentences(words)
    following = [*said[1:], None]
    used = False
    for sentence, after in zip(said, following, strict=True):
        if used:
            used = False
            continue
        found = fraction(sentence) or every(sentence) or divided(sentence)
        if found is None and after is not None and _opens_count(after):
            found = divided(SourcedText.join(". ", (sentence, after)))
            used = found is not None
        found = found or without_total(sentence)
        if found is not None:
            yield found


def _opens_count(words: SourcedText) -> bool:
    return pattern(rf"(?:of\s+these,?\s+)?{NUMBER}\b").match(words.text) is not None


def divided(words: SourcedText) -> Tally | None:
    """ "Of the 12 actions, 5 are green, 4 are amber and 3 are red"; a bare "73 measures" where they add up."""
    for named, match in _totals(words):
        rest = words[match.end() :]
        parts = in_run(rest)
        found = tally(
            value(match["total"]), parts, words[match.start() :], "counted_sentence", of_in(rest, parts)
        )
        if found is not None and (named or (found.sums and len(found.counts) > 1)):
            return found
    return None


def _totals(words: SourcedText) -> Iterator[tuple[bool, re.Match[str]]]:
    named = pattern(_OF_ALL).search(words.text)
    if named is not None:
        yield True, named
    bare = pattern(TOTAL).search(words.text)
    if bare is not None:
        yield False, bare


def of_in(rest: SourcedText, parts: list[Part]) -> str | None:
    """The state of the total itself: "Of the 49 actions that are in progress: 21 ..."."""
    lead = re.match(r"(?i)\s+(?:that|which)\s+(?:are|were)\s+(?P<said>[^:,\d]{3,60})[:,]", rest.text)
    if lead is None or not parts:
        return None
    colour, state = keys_in(lead["said"])
    return state or colour


def fraction(words: SourcedText) -> Tally | None:
    """ "30 of the 42 actions have been completed", with the other parts where they follow."""
    match = pattern(_FRACTION).search(words.text)
    if match is None:
        return None
    rest = words[match.end() :]
    others = in_run(rest)
    first = re.split(rf"(?i)[,;]\s+(?!and\s+(?:are|were))|\band\s+(?={NUMBER}\b)", rest.text)[0]
    colour, state = keys_in(first)
    parts = [Part(value(match["count"]), colour, state), *others]
    total = value(match["total"])
    if parts[0].count > total:
        return None
    whole = (
        tally(total, parts, words[match.start() :], "counted_fraction", some=True) if parts[0].told else None
    )
    if whole is None or whole.sums:
        return whole
    return tally(total, parts[:1], words[match.start() :], "counted_fraction", some=True)


def every(words: SourcedText) -> Tally | None:
    """ "All 14 actions have been completed"."""
    match = pattern(_ALL).search(words.text)
    if match is None:
        return None
    colour, state = keys_in(re.split(r"[,;]|\b(?:by|except|apart|but)\b", words.text[match.end() :])[0])
    part = Part(value(match["total"]), colour, state)
    return tally(part.count, [part], words[match.start() :], "counted_all", some=True) if part.told else None


_STATUS = r"(?<!\w)(?:{tallies.things}|{tallies.status})(?!\w)"


def without_total(words: SourcedText) -> Tally | None:
    """ "Overall status: 15 green, 6 amber, 2 red": parts alone, where the sentence says what is counted."""
    if pattern(_STATUS).search(words.text) is None:
        return None
    parts = in_run(words)
    return tally(None, parts, words, "counted_parts") if all(part.told for part in parts) else None


# Percentages alone ---------------------------------------------------------------------------------------------

_SHARE = rf"(?<![\d.(])(?P<share>{PERCENT})\s?%(?!\s*\))"


def share(words: SourcedText) -> Share | None:
    """ "71% of actions were green, 20% were amber and 9% were red"; a single one only of the actions or the plan."""
    numbers = list(pattern(_SHARE).finditer(words.text))
    if not numbers or pattern(rf"{_STATUS}|\bplan\b").search(words.text) is None:
        return None
    if (
        len(numbers) == 1
        and pattern(
            r"\s?%?\s+of\s+(?:the\s+|all\s+|our\s+)*(?:[\w’'-]+\s+){0,2}?(?:{tallies.things}|{tallies.plans})\b"
        ).match(words.text[numbers[0].end() :])
        is None
    ):
        return None
    ends = [match.start() for match in numbers[1:]] + [len(words)] * bool(numbers)
    keyed = [keys_in(words.text[match.end() : end]) for match, end in zip(numbers, ends, strict=True)]
    axis = (
        [colour for colour, _ in keyed]
        if all(colour for colour, _ in keyed)
        else [state for _, state in keyed]
    )
    percents = {
        key: float(match["share"]) for key, match in zip(axis, numbers, strict=True) if key is not None
    }
    if len(percents) != len(numbers) or max(percents.values()) > 100:
        return None
    said = words[numbers[0].start() :]
    return Share(
        percents=percents,
        sums=abs(sum(percents.values()) - 100) <= 1.5,
        raw=said.raw,
        rule="percentages",
        sources=sources_of(said),
    )
