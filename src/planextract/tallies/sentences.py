"""Totals and their parts in sentences: "Of the nine recommendations five were now delivered, two ..."."""

import re
from collections.abc import Iterator, Sequence

from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.records import Tally
from planextract.tallies import alone
from planextract.tallies.numbers import NUMBER, PERCENT, SIGN, WORDED, value
from planextract.tallies.parts import COLOURS, Part, counted, in_run, keys_in, tally
from planextract.tallies.subjects import THINGS

LONGEST = 2000
"""Characters of a paragraph in which a total is looked for."""

MOST_TOTALS = 4
"""Totals of one sentence that are tried."""

TOTAL = rf"(?<![\w.£$€/])(?P<total>{NUMBER})\s+(?P<things>{THINGS})"
_WHOSE = r"(?:the\s+|these\s+|those\s+|all\s+|a\s+total\s+of\s+|our\s+|its\s+|their\s+|[\w-]+['’]s\s+|[\w-]+s['’]\s+)"
_OF_ALL = (
    r"\b(?:of|there\s+(?:are|were|is|have\s+been)|total\s+of|contains?|contained|includes?|comprises?|has|had|shows?|out\s+of|from)\s+"
    rf"{_WHOSE}{{0,4}}{TOTAL}"
)
_SHARED = rf"(?:\(\s*{PERCENT}\s?{SIGN}\s*\)\s*)?"
_FRACTION = (
    rf"(?<![\w.£$€/])(?P<count>\d{{1,6}}|{WORDED})\s*{_SHARED}(?:{THINGS}\s+)?(?:out\s*of|of|from)\s+{_WHOSE}{{0,4}}"
    rf"(?P<total>{NUMBER})\s+{_SHARED}(?P<things>{THINGS})"
)
_BEFORE = (
    rf"(?<![\w.£$€/])(?P<count>\d{{1,6}}|{WORDED})\s+{THINGS}\s+(?:out\s+of|from)\s+(?:a\s+total\s+of\s+|the\s+)?"
    rf"(?P<total>{NUMBER})(?![\d%/.])\b"
)
_SLASHED = rf"(?<![\w.£$€/])(?P<count>\d{{1,5}})\s?/\s?(?P<total>\d{{1,5}})\s+{_SHARED}(?P<things>{THINGS})"
_BRACKETED = r"\(\s*(?P<count>\d{1,5})\s*(?:out\s+of|of|/)\s*(?:the\s+)?(?P<total>\d{1,5})\s*\)"
_ARE = r"(?:have|had|has|are|were)\b"
_ALL = (
    rf"\ball\s+(?:of\s+)?(?:the\s+|these\s+|our\s+|its\s+)?{TOTAL}\s+(?:[^.,;\d]{{1,60}}?\s)?{_ARE}",
    rf"\ball\s+(?:of\s+)?(?:the\s+|our\s+|its\s+)?{THINGS}\s+\((?P<total>{NUMBER})\)\s+{_ARE}",
    rf"{TOTAL}(?:\s+[^.,;\d]{{1,60}}?)?,?\s+(?:all\s+of\s+which\s+{_ARE}|{_ARE}\s+(?:now\s+)?all\b)",
)


def sentences(words: SourcedText) -> list[SourcedText]:
    return words[:LONGEST].split(r"(?<=[a-z)”’\d%])\.\s+(?=[A-Z\d])")


def tallies(said: Sequence[SourcedText]) -> Iterator[Tally]:
    """Every tally in some sentences that follow each other, at most one for each; a total may stand in one before."""
    last: Tally | None = None
    used = False
    for place, sentence in enumerate(said):
        found = None
        if not used:
            after = said[place + 1] if place + 1 < len(said) else None
            whole = _with_the_rest(sentence, after)
            used = whole is not None
            found = (
                whole
                or fraction(sentence)
                or every(sentence)
                or divided(sentence)
                or _dividing(said[max(0, place - 2) : place], sentence, last)
                or alone.of_sentence(sentence)
            )
            if found is not None:
                yield found
        else:
            used = False
        last = found


def divided(words: SourcedText) -> Tally | None:
    """ "Of the 12 actions, 5 are green, 4 are amber and 3 are red"; a bare "73 measures" where they add up."""
    for named, match in _totals(words):
        rest = words[match.end() :]
        parts = _divisions(rest)
        total = value(match["total"])
        of = of_in(rest, parts) or _kind(match)
        found = tally(total, parts, words[match.start() :], "counted_sentence", of)
        if found is None:
            found = _adding_up(total, parts, words[match.start() :])
        if found is not None and (named or (found.sums and len(found.counts) > 1)):
            return found
    return None


def _divisions(rest: SourcedText) -> list[Part]:
    """The parts behind a total: each before its state, or behind it, or in the brackets there."""
    labelled = alone.labels_first(rest)
    if labelled is not None:
        return labelled[0]
    parts = in_run(rest)
    bracket = re.search(r"\(([^()]{10,300})\)", rest.text) if not any(part.told for part in parts) else None
    if bracket is None:
        return parts
    inner = rest.span(bracket, 1)
    labelled = alone.labels_first(inner)
    return labelled[0] if labelled is not None else in_run(inner)


def _kind(match: re.Match[str]) -> str | None:
    """The state of the things of a total: "of the 12 outstanding recommendations"."""
    colour, state = keys_in(match["things"])
    return state or colour


def _adding_up(total: int, parts: Sequence[Part], said: SourcedText) -> Tally | None:
    """The parts that have a state, where they make up the total: other numbers are of something else."""
    told = [part for part in parts if part.told]
    found = tally(total, told, said, "counted_sentence")
    return found if found is not None and found.sums else None


def _totals(words: SourcedText) -> Iterator[tuple[bool, re.Match[str]]]:
    """What may be a total, those first that are led in as one ("of the 12 actions")."""
    for named, form in ((True, _OF_ALL), (False, TOTAL)):
        for tried, match in enumerate(pattern(form).finditer(words.text)):
            if tried == MOST_TOTALS:
                break
            kind = _kind(match)
            of_all = named and pattern(r"(?:out\s+)?of\s").match(match[0]) is not None
            if of_all or kind not in COLOURS:  # ("there are 2 red actions" is a part)
                yield named and (of_all or kind is None), match


_WHEN = r"(?:(?:{tallies.since}|(?:as\s+)?(?:at|of|by|on|in|since|during|for)\s[^,.;]{2,60}?),?\s+)?"
_THESE = r"(?:of|from|out\s+of|among|amongst)\s+(?:all\s+)?(?:{tallies.these})(?:\s+{tallies.things})?,?\s+"


def _dividing(before: Sequence[SourcedText], words: SourcedText, last: Tally | None) -> Tally | None:
    """ "Of these 27 have been done ...", "As at May, 41 are complete ...": the total stands in a sentence before.

    Where that sentence has a tally already, these may be one part of it.
    """
    these = pattern(_WHEN + _THESE).match(words.text)
    opening = these or pattern(_WHEN + rf"(?={NUMBER}\b)").match(words.text)
    if opening is None or not before:
        return None
    parts = in_run(words[opening.end() :])
    if last is not None:
        return _of_part(last, parts, words) if these is not None else None
    for back, sentence in enumerate(reversed(before)):
        for named, match in _totals(sentence):
            said = SourcedText.join(". ", (sentence[match.start() :], words))
            total = value(match["total"])
            found = tally(total, parts, said, "counted_sentence") or _adding_up(total, parts, said)
            sure = these is not None or (named and back == 0)
            if (
                found is not None
                and len(found.counts) > 1
                and (found.sums or (sure and sum(found.counts.values()) < total))
            ):
                return found
        if these is None:
            break
    return None


def _of_part(last: Tally, parts: Sequence[Part], words: SourcedText) -> Tally | None:
    """What divides one part of the tally before: its parts add up to that one, and no other."""
    amounts = sum(part.count for part in parts)
    keys = [key for key, count in last.counts.items() if count == amounts]
    return tally(amounts, parts, words, "counted_sentence", keys[0]) if len(keys) == 1 else None


def of_in(rest: SourcedText, parts: list[Part]) -> str | None:
    """The state of the total itself: "Of the 49 actions that are in progress: 21 ..."."""
    lead = re.match(r"(?i)\s+(?:that|which)\s+(?:are|were)\s+(?P<said>[^:,\d]{3,60})[:,]", rest.text)
    if lead is None or not parts:
        return None
    colour, state = keys_in(lead["said"])
    return state or colour


def _with_the_rest(words: SourcedText, after: SourcedText | None) -> Tally | None:
    """ "30 of the 42 actions are complete. The other 12 are on track": where the two sentences make up the total."""
    if (
        after is None
        or pattern(rf"(?:the|a\s+further|another)\s+(?:\w+\s+)?{NUMBER}\b").match(after.text) is None
    ):
        return None
    found = fraction(SourcedText.join(". ", (words, after)))
    return found if found is not None and found.sums and len(found.counts) > 1 else None


def fraction(words: SourcedText) -> Tally | None:
    """ "30 of the 42 actions have been completed", with the other parts where they follow."""
    match = _fraction(words)
    if match is None:
        return None
    count, total = value(match["count"]), value(match["total"])
    if count > total:
        return None
    rest = words[match.end() :]
    numbers = counted(rest)
    first = re.split(rf"(?i)[,;]\s+(?!and\s+(?:are|were))|\band\s+(?={NUMBER}\b)", rest.text)[0]
    colour, state = keys_in(first)
    if colour is None and state is None:
        colour, state = keys_in(rest.text[: numbers[0].start()] if numbers else rest.text)
    if colour is None and state is None:
        verb = pattern(r"(?<!\w)(?P<said>{tallies.verbs})\s+(?:only\s+)?$").search(
            words.text[: match.start()]
        )
        colour, state = keys_in(verb["said"]) if verb is not None else (None, None)
    part = Part(count, colour, state)
    if not part.told:
        return None
    said = words[match.start() :]
    others = [other for other in in_run(rest) if other.told]
    whole = tally(total, [part, *others], said, "counted_fraction", some=True)
    one_axis = len({key in COLOURS for key in whole.counts}) == 1 if whole is not None else False
    if whole is not None and (whole.sums or (one_axis and sum(whole.counts.values()) < total)):
        return whole
    return tally(total, [part], said, "counted_fraction", some=True)


def _fraction(words: SourcedText) -> re.Match[str] | None:
    for form in (_FRACTION, _BEFORE, _SLASHED):
        match = pattern(form).search(words.text)
        if match is not None:
            return match
    match = pattern(_BRACKETED).search(words.text)
    return match if match is not None and pattern(THINGS).search(words.text) is not None else None


def every(words: SourcedText) -> Tally | None:
    """ "All 14 actions have been completed"."""
    match = next((match for form in _ALL if (match := pattern(form).search(words.text)) is not None), None)
    if match is None:
        return None
    colour, state = keys_in(re.split(r"[,;]|\b(?:by|except|apart|but)\b", words.text[match.end() :])[0])
    part = Part(value(match["total"]), colour, state)
    return tally(part.count, [part], words[match.start() :], "counted_all", some=True) if part.told else None
