"""Counts and percentages as they are printed: "nine", "thirty-five", "65out", "82.3%"."""

import re

from planextract.prose.words import alternatives, words

LARGEST = 100_000

_ONES = {word: number for number, word in enumerate(words("tallies.ones"), 1)}
_TENS = {word: 10 * number for number, word in enumerate(words("tallies.tens"), 2)}

_BELOW_TEN = alternatives(tuple(_ONES)[:9])
WORDED = rf"(?:{alternatives(tuple(_TENS))}(?:[\s-]{_BELOW_TEN})?|{alternatives(tuple(_ONES))})"
NUMBER = rf"(?:\d{{1,6}}|{WORDED}\b)"
"""A count: figures, or words below a hundred."""

PERCENT = r"\d{1,3}(?:\.\d{1,2})?"


def value(number: str) -> int:
    """What a count amounts to.

    >>> value("nine"), value("Thirty five"), value("forty-two"), value("28")
    (9, 35, 42, 28)
    """
    if number.isdigit():
        return int(number)
    return sum(_TENS.get(word, _ONES.get(word, 0)) for word in re.split(r"[\s-]+", number.casefold()))


def percent(text: str) -> float | None:
    """The percentage beside a count; None where there is none, or only a bound ("less than 1%").

    >>> percent("64 are complete (55%)"), percent("1 has not started (less than 1%)")
    (55.0, None)
    """
    found = re.search(rf"(?<![\d.])({PERCENT})\s?%", text)
    if found is None or re.search(r"(?i)(?:than|under|over|<|>)\s*$", text[: found.start()]):
        return None
    return float(found[1])
