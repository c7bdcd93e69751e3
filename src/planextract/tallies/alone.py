"""Parts that stand alone, in a sentence or as a line: "Adults: 16 green, 5 amber", "Green 31, Red 2 – total 33"."""

import re
from collections.abc import Sequence

from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import alternatives, pattern, section
from planextract.provenance import SourcedText
from planextract.records import Tally
from planextract.tallies.numbers import NUMBER, PERCENT, SIGN, percent, value
from planextract.tallies.parts import ANY_STATE, Part, counted, counts_outside, in_run, keys_in, tally
from planextract.tallies.subjects import STATUS, THINGS, names_actions, names_others

LONGEST_LINE = 300
LONGEST_LABEL = 60
"""Characters before a count that say of what it is."""

ABOVE = 14
"""Lines of the same kind, over which the words that lead them in are looked for."""


def led_in(parts: Sequence[Paragraph], index: int) -> bool:
    """Whether the words above a line say that actions are counted; lines like it stand between."""
    looked = 0
    for part in reversed(parts[max(0, index - ABOVE) : index]):
        if len(part.text) <= LONGEST_LINE and _parts(part.words) is not None:
            continue
        if names_actions(part.text[-LONGEST_LINE:]):
            return True
        looked += 1
        if looked > 1 or len(part.text) > 120 or names_others(part.text):
            return False
    return False


def of_sentence(words: SourcedText) -> Tally | None:
    """ "Overall status: 15 green, 6 amber, 2 red": parts alone, where the sentence says what is counted."""
    if pattern(STATUS).search(words.text) is None:
        return None
    found = _parts(words)
    return tally(found[1], found[0], words, "counted_parts") if found is not None else None


def of_line(words: SourcedText) -> Tally | None:
    """The tally that a line is by itself, below words that say what is counted; its label is the group."""
    if len(words) > LONGEST_LINE:
        return None
    found = _parts(words)
    if found is None:
        return None
    parts, total, lead = found
    return tally(total, parts, words, "counted_line", group=_group(lead))


def _group(lead: str) -> str | None:
    """What the label of a line names: "Adults"; None for a line about all that there is."""
    label = re.sub(r"\(\s*[^()]{0,30}\)\s*[:–—-]?\s*$", "", lead).strip(" :–—-•|,")
    if not 0 < len(label) <= LONGEST_LABEL or not any(map(str.isalpha, label)):
        return None
    if pattern(r"(?:of|in|at|for|there|as|out)\b.*|.*\b(?:the|of|are|were|have|has|is)").fullmatch(label):
        return None  # (the beginning of a sentence)
    if pattern(
        r"(?:grand|overall|all|totals?|whole|council-?wide|combined|altogether|service-?wide)\b.*"
    ).fullmatch(label):
        return None
    return None if pattern(STATUS).search(label) is not None else label


Found = tuple[list[Part], int | None, str]
"""The parts, the total that stands beside them, and the words before them."""


def _parts(words: SourcedText) -> Found | None:
    """The parts of a line or sentence, all of them with a state; None where there are fewer than two."""
    words = counts_outside(words)
    stated = pattern(_TOTAL).search(words.text)
    total = value(next(filter(None, stated.groups()))) if stated is not None else None
    body = words
    if stated is not None:
        body = SourcedText.join(" ", (words[: stated.start()], words[stated.end() :]))
    found = _letters(body) or labels_first(body) or _counts_first(body)
    if found is None:
        return None
    parts, lead = found
    told = [part for part in parts if part.told]
    amounts = sum(part.count for part in told)
    rest = [part for part in parts if not part.told]
    if total is None and len(rest) == 1 and rest[0].count == amounts and len(told) > 1:
        return told, amounts, lead
    if rest or len(told) < 2:
        return None
    bracketed = re.search(r"\(\s*(?:n\s*=\s*)?(\d{1,6})\s*\)\s*[:–—-]?\s*$", lead)
    if total is None and bracketed is not None and int(bracketed[1]) == amounts:
        total = amounts
    return told, total, lead


_TOTAL = (
    r"(?:"
    rf"\btotal(?:s|ling|ing)?\b(?:\s+(?:of|number|is|was|{{tallies.things}}))*\s*[:=–—-]?\s*({NUMBER})(?![\d%])(?:\s+{{tallies.things}})?|"
    rf"(?<![\w.])({NUMBER})\s+(?:{THINGS}\s+)?(?:in\s+total|in\s+all|altogether|total)\b|"
    rf"\(\s*(?:of\s+|from\s+)?({NUMBER})\s+{THINGS}\s*(?=\)\W*$)|"
    rf"\b(?:out\s+of|\(of)\s+(?:the\s+|a\s+total\s+of\s+)*({NUMBER})(?![\d%])(?:\s+{THINGS})?"
    r")\)?"
)
"""A total among parts: "total 57", "57 in total", "(79 actions)", "out of 79"."""


_LETTERS = {
    letter: colour
    for colour, letters in section("tallies.letters").items()
    for letter in letters
    if len(letter) == 1
}
_LETTER = alternatives(tuple(_LETTERS))
_LETTERED = (
    rf"(?P<lead>(?:[^\d]{{0,60}}[\s:–-])?)(?P<run>(?:\d{{1,5}}\s?{_LETTER}\b[\s,;/]{{0,3}}){{2,5}})\W*",
    rf"(?P<lead>(?:[^\d]{{0,60}}[\s:–-])?)(?P<run>(?:\b{_LETTER}\s?[:=–-]?\s?\d{{1,5}}[\s,;/]{{0,3}}){{2,5}})\W*",
)


def _letters(words: SourcedText) -> tuple[list[Part], str] | None:
    """ "Adults: 16G 5A 2R", "R 2, A 8, G 31": colours as letters, red and green among them."""
    for form in _LETTERED if len(words) < LONGEST_LINE else ():
        match = pattern(form).fullmatch(words.text)
        if match is not None:
            run = match["run"].casefold()
            colours = [_LETTERS[letter] for letter in re.findall(r"[a-z]", run)]
            counts = [int(count) for count in re.findall(r"\d+", run)]
            if {"red", "green"} <= set(colours):
                return [
                    Part(count, colour, None) for count, colour in zip(counts, colours, strict=True)
                ], match["lead"]
    return None


def _counts_first(words: SourcedText) -> tuple[list[Part], str] | None:
    numbers = counted(words)
    return (in_run(words), words.text[: numbers[0].start()]) if numbers else None


_NAMED = (
    rf"(?<![\w/-])(?P<said>{ANY_STATE})[’'\")]?(?:\s+{{tallies.things}})?\s*(?:[:=–—(-]\s*)?"
    rf"(?:{PERCENT}\s?{SIGN}\s*\(\s*)?$"
)
"""Right before a count: the state that it counts, "Green: ", "On track (", "Complete – 55% (" ."""


_OF_THINGS = r"(?<!\w){tallies.things}\s*(?:[:=–—-]\s*)?$"


def labels_first(words: SourcedText) -> tuple[list[Part], str] | None:
    """ "Green 31, Amber/Green 12 (20%), Red = 2": each state before its count, and none behind the last."""
    numbers = counted(words, bracketed=True)
    if len(numbers) < 2:
        return None
    text = words.text
    parts: list[Part] = []
    lead, start = "", 0
    for place, match in enumerate(numbers):
        said = text[max(start, match.start() - 120) : match.start()]
        named = pattern(_NAMED).search(said)
        start = match.end()
        if named is None:
            if parts or pattern(_OF_THINGS).search(said) is None:
                return None
            parts.append(Part(value(match[0]), None, None))  # the total, where it is that of the others
            lead = text[: match.start()]
            continue
        if not parts:
            lead = text[: match.start() - len(said) + named.start()]
        stop = numbers[place + 1].start() if place + 1 < len(numbers) else len(text)
        beside = re.match(rf"(?i)\)?\s*[(,\[–-]?\s*{PERCENT}\s?{SIGN}", text[start:stop])
        colour, state = keys_in(said[named.start() :])
        parts.append(
            Part(value(match[0]), colour, state, percent(beside[0] if beside else said[named.end("said") :]))
        )
    if any(keys_in(text[start:])):
        return None
    return parts, lead
