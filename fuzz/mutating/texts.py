"""Text: words, lines and signs taken out, repeated, moved, and others of the format put in."""

import re

from fuzz.mutating.chance import Chance

_TOKEN = re.compile(r"\r?\n|[^\W\d_]+|\d+|\s|.", re.S)
_TAG = re.compile(r"<[^<>]*>|[^<]+|<")
_ODD = (
    "\u00a0",
    "\u200b",
    "\u00ad",
    "\u2028",
    "\x85",
    "\x0c",
    "İ",
    "ß",
    "ﬁ",
    "ı",
    "۳",
    "½",
    "\ufeff",
    "\U0001f4c5",
    "–",
)
"""Letters that fold to more than one, are no digits though digits to some, or end lines for some only."""


def mutated(data: bytes, chance: Chance) -> bytes:
    """Text changed by its words and lines."""
    if chance.happens(0.1):
        return chance.damaged(data)
    return _changed(_TOKEN, data, chance)


def tags_mutated(data: bytes, chance: Chance) -> bytes:
    """A page changed by its tags and the words between them."""
    if chance.happens(0.3):
        return mutated(data, chance)
    return _changed(_TAG, data, chance)


def _changed(token: re.Pattern[str], data: bytes, chance: Chance) -> bytes:
    tokens = token.findall(data.decode("utf-8", "replace"))
    for _ in range(chance.times()):
        _change(tokens, chance)
    return "".join(tokens).encode("utf-8", "replace")


def _change(tokens: list[str], chance: Chance) -> None:
    struck = chance.stretch(len(tokens))
    match chance.randrange(9):
        case 0:
            del tokens[struck]
        case 1:
            tokens[struck.start : struck.start] = tokens[struck] * chance.copies()
        case 2:
            tokens[struck] = tokens[chance.stretch(len(tokens))]
        case 3 | 4:
            tokens.insert(struck.start, chance.word())
        case 5:
            tokens[struck.start : struck.start + 1] = [chance.word()]
        case 6:
            tokens[struck.start : struck.start + 1] = [chance.number()]
        case 7:
            tokens.insert(struck.start, chance.choice(_ODD))
        case _:
            _to_another_line(tokens, struck, chance)


def _to_another_line(tokens: list[str], struck: slice, chance: Chance) -> None:
    """A line, or what is left of one, moved or given twice."""
    breaks = [place for place, each in enumerate(tokens) if each.endswith("\n")]
    if not breaks:
        tokens.insert(struck.start, "\n")
        return
    end = chance.choice(breaks) + 1
    start = max((place + 1 for place in breaks if place + 1 < end), default=0)
    line = tokens[start:end]
    if chance.happens(0.5):
        del tokens[start:end]
    tokens[struck.start : struck.start] = line
