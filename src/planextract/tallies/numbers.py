"""Counts and percentages as they are printed: "nine", "thirty-five", "65out", "82.3%"."""

import re

from planextract.prose.words import alternatives, pattern, words

LARGEST = 100_000

_ONES = {word: number for number, word in enumerate(words("tallies.ones"), 1)}
_TENS = {word: 10 * number for number, word in enumerate(words("tallies.tens"), 2)}

_BELOW_TEN = alternatives(tuple(_ONES)[:9])
WORDED = rf"(?:{alternatives(tuple(_TENS))}(?:[\s-]{_BELOW_TEN})?|{alternatives(tuple(_ONES))})"
NUMBER = rf"(?:\d{{1,3}},\d{{3}}|\d{{1,6}}|{WORDED}\b)"
"""A count: figures, or words below a hundred."""

PERCENT = r"\d{1,3}(?:\.\d{1,2})?"
SIGN = r"(?:%|per\s?cent(?:age)?\b|pc\b)"
"""What stands behind a percentage: "40%", "40 per cent"."""


def value(number: str) -> int:
    """What a count amounts to.

    >>> value("nine"), value("Thirty five"), value("forty-two"), value("1,028"), value("none")
    (9, 35, 42, 1028, 0)
    """
    figures = number.replace(",", "")
    if figures.isdigit():
        return int(figures)
    return sum(_TENS.get(word, _ONES.get(word, 0)) for word in re.split(r"[\s-]+", number.casefold()))


def percent(text: str) -> float | None:
    """The percentage beside a count; None where there is none, or only a bound ("less than 1%").

    >>> percent("64 are complete (55%)"), percent("1 has not started (less than 1%)")
    (55.0, None)
    """
    found = re.search(rf"(?i)(?<![\d.])({PERCENT})\s?{SIGN}", text)
    if found is None or bounded(text[: found.start()]):
        return None
    return float(found[1])


def bounded(before: str) -> bool:
    """Whether the words before a percentage make it a bound or a guess: "less than", "around".

    >>> bounded("is complete (less than "), bounded("of which ")
    (True, False)
    """
    return pattern(r"(?:\b{tallies.bounds}|[<>~≤≥])\s*$").search(before[-20:]) is not None
