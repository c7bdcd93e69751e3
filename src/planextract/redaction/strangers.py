"""Names of people that no field of a document holds: taken out where they can be nothing else."""

import re

from planextract.normalise.owners.lexicon import key, lexicon
from planextract.normalise.owners.names import means_nothing_else
from planextract.redaction.people import SOMEONE

_CAPITAL = re.compile(r"(?<![\w@])[A-Z](?:[\w-]|['’](?!s\b)){0,30}\.?")
_BLANK = re.compile(r"\s{1,2}")


def without_strangers(text: str) -> str:
    """Text without names of people that no field names.

    >>> without_strangers("Dr Ada Achebe and Julia Frayne’s team met Grant Thornton at Victoria Road")
    'Dr [name] and [name]’s team met Grant Thornton at Victoria Road'
    """
    words = list(_CAPITAL.finditer(text))
    parts, position, at = [], 0, 0
    while at < len(words):
        name = _stranger(_run(text, words, at))
        if name is None:
            at += 1
            continue
        first, last = words[at + name[0]], words[at + name[1] - 1]
        stop = last.end() - last[0].endswith(".")
        parts += [text[position : first.start()], SOMEONE]
        position, at = stop, at + name[1]
    return "".join([*parts, text[position:]]) if parts else text


def _run(text: str, words: list[re.Match[str]], at: int) -> list[str]:
    """Up to four capitalised words from a place, with nothing but a blank between them."""
    run = [words[at]]
    for word in words[at + 1 : at + 4]:
        if not _BLANK.fullmatch(text, run[-1].end(), word.start()):
            break
        run.append(word)
    return [word[0] for word in run]


def _stranger(run: list[str]) -> tuple[int, int] | None:
    """From which to which word a run begins with a person's name, without its title; None where it may be another."""
    words = lexicon()
    titles = 0
    while titles < len(run) - 1 and key(run[titles]) in words["person.honorifics"]:
        titles += 1
    place = titles
    while place < len(run) - 1 and key(run[place]) in words["person.forenames"]:
        place += 1
    if not place:
        return None
    while place < len(run) - 1 and re.fullmatch(r"[A-Z]\.?", run[place]):
        place += 1
    if run[place] != "Person" and means_nothing_else(run[place]):
        return titles, place + 1
    named_twice = place - titles > 1 or (titles and place > titles)
    return (titles, place) if named_twice else None
