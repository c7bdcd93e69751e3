"""The cells beside what was said: an action in words, several of them, only who is to act or by when, or nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from planextract.document import Cell
from planextract.drafts import action_lines, parties
from planextract.drafts.readings import sentences
from planextract.normalise import deadlines
from planextract.normalise.context import Context
from planextract.normalise.deadlines.phrase import SIGNS, phrase
from planextract.prose.paragraphs import NUMBER
from planextract.prose.words import pattern, vocabulary
from planextract.provenance import SourcedText

MOST_OF_A_NAME = 14
"""Words of those who act."""

MOST_OF_A_DATE = 5
"""Words of a deadline that hangs on something: "before the next meeting"."""


def lines_of(cells: Sequence[Cell]) -> list[SourcedText]:
    """The lines of some cells, labels apart."""
    return [
        line.text.folded().strip()
        for cell in cells
        for line in cell.lines
        if not line.struck and line.text.text.strip()
    ]


@dataclass(frozen=True, slots=True)
class Entry:
    """One action as a cell has it: its words, and who and by when where the cell says so."""

    words: SourcedText
    who: SourcedText | None = None
    when: SourcedText | None = None


def nothing(words: SourcedText) -> bool:
    """Whether a line of the column of actions leaves nothing to do: "None", "–", "Noted", "NFA".

    >>> [nothing(SourcedText.plain(said)) for said in ("No action", "–", "DO")]
    [True, True, False]
    """
    bare = words.text.strip(" .,;:-–—_*()[]")
    if not bare or pattern(r"(?:{minuted.no_action}|{actions.nothing})").fullmatch(bare):
        return True
    return action_lines.nothing_to_do(words) or (
        pattern(r"(?:{minuted.settled})\b").match(bare) is not None and not binds(bare)
    )


def who(words: SourcedText) -> bool:
    """Whether some words only name who is to act.

    >>> [who(SourcedText.plain(said)) for said in ("DO/HT", "All", "Clerk", "Send it")]
    [True, True, True, False]
    """
    bare = words.strip(" .,;:()[]")
    if not bare.text or len(bare.text.split()) > MOST_OF_A_NAME:
        return False
    return bare.text.casefold() in vocabulary("clauses.all_of_them") or parties.only_who(bare)


def when(words: SourcedText) -> bool:
    """Whether some words say by when and nothing else.

    >>> [when(SourcedText.plain(said)) for said in ("end of March", "21 Feb", "next meeting", "Write by 21 Feb")]
    [True, True, True, False]
    """
    read = phrase(words.text.strip(" .,;:()"), Context())
    rest = set(re.findall(r"[^\W\d_]+", SIGNS.sub(" ", read.shape)))
    if read.stretches or read.lengths or read.often:
        return rest <= vocabulary("minuted.beside_dates")
    found = deadlines.normalise(words, Context()) if 0 < len(read.text.split()) <= MOST_OF_A_DATE else None
    return found is not None and found.value is not None and not who(words)


_LEAD = r"(?P<who>[^–—:.;]{1,60}?)(?:\s*:\s+|\s+[–—-]\s+)(?=\S)"
_TAIL = (
    r"(?:\s+[–—-]\s*(?P<dash>[^–—()]{1,60}?)|\s*[(\[](?P<in>[^()\[\]]{1,60})[)\]]"
    r"|(?<=[.?!)])\s+(?:(?i:action)\s*:?\s*)?(?P<bare>[A-Z]{2,3}(?:\s?[/&,]\s?[A-Z]{2,3}){0,4}))\s*[.;]?$"
)


def entry(line: SourcedText) -> Entry:
    """A line told apart: "All – send ideas by 21/2", "Get two prices – Dawn (end of March)"."""
    words = line.strip(" ;")
    owner = due = None
    lead = re.match(_LEAD, words.text)
    if lead is not None and _named(words.span(lead, "who")):
        owner, words = words.span(lead, "who"), words[lead.end() :]
    while (tail := re.search(_TAIL, words.text[-80:])) is not None:
        start = len(words) - len(words.text[-80:])
        name = next(name for name, found in tail.groupdict().items() if found)
        said = words[start + tail.start(name) : start + tail.end(name)].strip(" .,;")
        parts = said.split(r"\s*[,;]\s+")
        several = parts if any(when(part) for part in parts) else [said]  # "(Ms Holt, by 31 July)"
        names = [part for part in several if owner is None and _named(part)]
        days = [part for part in several if due is None and when(part)]
        if len(names) + len(days) < len(several) or max(len(names), len(days)) > 1:
            break
        owner, due = names[0] if names else owner, days[0] if days else due
        words = words[: start + tail.start()].strip()
    return Entry(words, owner, due)


def _named(words: SourcedText) -> bool:
    """Who stands apart from an action: besides posts and people, a forename that no list has."""
    if who(words) or parties.answers_for_something(words):
        return True
    each = re.split(r"\s*(?:[/&,]|\band\b)\s*", words.text.strip())
    return all(_forename(name) for name in each)


def _forename(name: str) -> bool:
    known = vocabulary("imperatives.verbs") | vocabulary("clauses.things") | vocabulary("actions.statuses")
    return (
        re.fullmatch(r"[A-Z][a-zéáíóúâêîôûŵŷ’'-]{1,11}", name) is not None
        and name.casefold() not in known
        and re.search(r"(?:ing|ion|ment|ed|ly)$", name) is None
    )


def entries(
    lines: Sequence[SourcedText], beside: Sequence[int] = ()
) -> tuple[list[Entry], list[SourcedText], list[SourcedText]]:
    """The actions of a cell, and the lines of it that only say who or when.

    `beside`: how many lines the cells of who and when have; as many lines here are so many actions.
    """
    told: list[SourcedText] = []
    names: list[SourcedText] = []
    days: list[SourcedText] = []
    for line in lines:
        if nothing(line):
            continue
        one = entry(line)
        if one.who is not None and when(one.words):  # "HT – September 2024"
            names.append(one.who)
            days.append(one.words)
        else:
            (names if who(line) else days if when(line) else told).append(line)
    if len(told) > 1 and len(told) not in beside and not all(stands_alone(line) for line in told):
        told = [SourcedText.join(" ", told)]
    if len(told) == 1:
        told = _each(told[0])
    return [entry(line) for line in told], names, days


def stands_alone(line: SourcedText) -> bool:
    """Whether a line of a cell is an action by itself, and no line of a longer one."""
    if not line.text[:1].isupper() and NUMBER.match(line.text) is None:
        return False
    one = entry(unlabelled(line))
    first = re.match(r"[A-Za-z-]+", one.words.text)
    return one.who is not None or binds(line.text) or (first is not None and action_lines.commands(first[0]))


def _each(words: SourcedText) -> list[SourcedText]:
    """The actions of one line, where each of its sentences says who does what: "DO to write. HT to book a room."."""
    parts = [part for half in words.split(r"\s*;\s+(?:and\s+)?") for part in sentences(half)]
    if len(parts) > 1 and all(parties.before_to(part) is not None for part in parts):
        return parts
    return [words]


def binds(text: str) -> bool:
    """Whether some words can give somebody something to do."""
    return (
        pattern(
            r"\b(?:to|will|would|shall|should|must)\s+(?!(?:the|a|an|this|that|date|all|be\s+noted)\b)[a-z]|\b(?:asked|requested|required|needed|needs)\b"
        ).search(text)
        is not None
    )


def unlabelled(line: SourcedText) -> SourcedText:
    label = NUMBER.match(line.text)
    return line[label.end() :] if label is not None and label.end() < len(line) else line
