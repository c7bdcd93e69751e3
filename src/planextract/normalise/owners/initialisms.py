"""Letters in brackets behind the words that they stand for: "Institute for Health and Care Research (IHCR)"."""

import re
from collections.abc import Iterator

from planextract.normalise.owners.lexicon import key, lexicon

_CODE = re.compile(r"(?:(?<!\s)\s+)?[(\[](?P<code>[A-Z][A-Za-z&]{1,7})[)\]]")
_WORD = re.compile(r"[^\W\d_][\w'’.]*")
_JOINT = re.compile(r"[,&/]|\b(?:and|AND)\b")
_LONGEST = 14
"""The most words that letters stand for."""

Words = list[tuple[int, str]]


def _capitals(code: str) -> str:
    """The letters that begin words: "CoST" and "LAs" have small ones besides."""
    return "".join(letter for letter in code if letter.isupper()).casefold()


def _start(words: Words, letters: str, spare: int) -> int | None:
    """Where the words whose initials are some letters begin, read from the last word back.

    Small words may have a letter or none; `spare` other words may go without, such as the "Care" of "NIHR".
    """
    if not letters:
        return None
    for back, (place, word) in enumerate(reversed(words)):
        rest, small = words[: len(words) - back - 1], key(word) in lexicon()["words.small"]
        given = word.casefold() if word.isupper() else word[0].casefold()  # ("UK" gives both its letters)
        if letters.endswith(given) and not (small and len(letters) == 1):
            if len(letters) == len(given):
                return place
            found = _start(rest, letters[: -len(given)], spare)
            if found is not None:
                return found
        if not small:
            if not spare:
                return None
            spare -= 1
    return None


def spelled_out(text: str, stop: int, code: str, spare: int = 0) -> int | None:
    """Where in a text the words begin that stand right before `stop` and whose initials are a code; None for nowhere.

    >>> spelled_out("HR and National Trust", 21, "NT"), spelled_out("Head of Housing", 15, "XY")
    (7, None)
    """
    words = [(match.start(), match[0]) for match in _WORD.finditer(text, 0, stop)][-_LONGEST:]
    return _start(words, _capitals(code), spare)


def stands_for(code: str, text: str) -> bool:
    """Whether a code is the initials of all the words of a text, of which one may go without where three have theirs.

    >>> stands_for("NIHR", "National Institute for Health and Care Research"), stands_for("S151", "Deputy Treasurer")
    (True, False)
    """
    spare = 1 if len(_capitals(code)) > 2 else 0
    start = spelled_out(text, len(text), code, spare)
    return start is not None and not _WORD.search(text, 0, start)


def _names(text: str) -> Iterator[tuple[int, int]]:
    for match in _CODE.finditer(text):
        if len(_capitals(match["code"])) < 3:
            continue
        start = spelled_out(text, match.start(), match["code"])
        if start is None and len(match["code"]) > 3:  # ("Anne Bell and Planning Team (APT)" are two)
            start = spelled_out(text, match.start(), match["code"], spare=1)
        if start is not None:
            yield start, match.start()


def names_hidden(text: str, masked: str) -> str:
    """A masked text with the commas and "and"s of names whose initials follow in brackets blotted out too.

    >>> names_hidden("Royal Arts and Music (RAM)", "Royal Arts and Music (xxx)")
    'Royal Arts xxx Music (xxx)'
    """
    for start, stop in _names(text):
        name = _JOINT.sub(lambda match: "x" * len(match[0]), masked[start:stop])
        masked = masked[:start] + name + masked[stop:]
    return masked
