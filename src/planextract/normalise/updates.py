"""Journals: progress cells that report several times, each entry under its date or quarter."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from planextract.normalise import dates
from planextract.provenance import SourcedText
from planextract.records import Extracted, State, Update, extracted, extracted_text

ENTRIES = 200

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MONTH = rf"(?:{_MONTHS})[a-z]{{0,6}}\.?"
_DAY = rf"\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{2,4}}"
_QUARTER = r"(?:q|qtr ?|quarter )[1-4](?: ?\(?(?:19|20)?\d\d[/-]\d\d(?:\d\d)?\)?| (?:19|20)\d\d)?"
_WHEN = rf"(?P<when>{_DAY}|{_MONTH} ?(?:19|20)\d\d|{_QUARTER})"
_HEAD = re.compile(
    r"(?<![\w/.-])(?P<label>(?:progress |status )?(?:update|position|comment)s?(?: as)?(?: at| on| for)?:? )?"
    rf"\[?\(?{_WHEN}\)?\]?"
    r"(?: (?:update|progress|position))?(?P<after>\s*[:–—-]|\s*\n|\.? ?(?=[A-Z(])|\s*$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its date as printed, its text, and a key that orders entries (None where it cannot be known)."""

    when: SourcedText
    text: SourcedText
    key: tuple[int, int, int] | None


def journal(words: SourcedText) -> tuple[Entry, ...]:
    """The entries of a cell; none unless it is one entry after another from its beginning.

    >>> cell = SourcedText.plain("12/03/14: Draft written. 30/06/14: Agreed by Board")
    >>> [(entry.when.text, entry.text.text) for entry in journal(cell)]
    [('12/03/14', 'Draft written.'), ('30/06/14', 'Agreed by Board')]
    """
    heads = [match for match in _HEAD.finditer(words.text) if _is_head(match, words.text)][:ENTRIES]
    if not heads or words.text[: heads[0].start()].strip(" \n\t•▪·*-–[("):
        return ()
    stops = [match.start() for match in heads[1:]] + [len(words)]
    return tuple(_entry(match, words, stop) for match, stop in zip(heads, stops, strict=True))


def _is_head(match: re.Match[str], text: str) -> bool:
    """Whether a date heads an entry: at the start or on a new line, or inside a line with a label or a colon."""
    before = text[: match.start()].rstrip(" \t•▪·*[(")
    marked = match["after"].strip() in (":", "–", "—", "-")
    labelled = match["label"] is not None
    if not before or before.endswith("\n"):
        return (
            marked
            or labelled
            or match["after"].strip(" ") == "\n"
            or _is_quarter(match["when"])
            or _bare_day(match)
        )
    ended = before.endswith((".", "!", "?", ";", ")", '"'))
    return labelled or (_is_quarter(match["when"]) and (ended or marked)) or (marked and ended)


def _bare_day(match: re.Match[str]) -> bool:
    """A full date that a capital follows: "12/03/14 Draft circulated"."""
    return match["when"][0].isdigit() and match.end() < match.endpos


def _is_quarter(when: str) -> bool:
    return when[0] in "qQ"


def _entry(match: re.Match[str], words: SourcedText, stop: int) -> Entry:
    when = words.span(match, "when")
    return Entry(when, words[match.end() : stop].strip(" \n\t:–—-•▪"), _key(when))


def _key(when: SourcedText) -> tuple[int, int, int] | None:
    """Year, month and day to sort by; a quarter sorts by the financial year that it is part of."""
    day = dates.day_in(when)
    if day is not None:
        return day[1].year, day[1].month, day[1].day
    text = when.text.casefold()
    year = re.search(r"(?:19|20)\d\d", text) or re.search(r"\d\d(?=[/-]\d\d)", text)
    if year is None:
        return None
    number = int(year[0]) if len(year[0]) == 4 else 2000 + int(year[0])
    if _is_quarter(text):
        return number, int(re.sub(r"\D", "", text)[0]) * 3 + 1, 0
    month = re.match(_MONTHS, text)
    return (number, _MONTHS.split("|").index(month[0]) + 1, 0) if month else None


Reader = Callable[[SourcedText], Extracted[State] | None]


def updates(entries: Sequence[Entry], state: Reader) -> tuple[Update, ...]:
    """The entries as records, in the order in which they are printed."""
    return tuple(_update(entry, state) for entry in entries)


def _update(entry: Entry, state: Reader) -> Update:
    day = dates.day_in(entry.when)
    value = day[1] if day is not None else None
    found = state(entry.text) if entry.text.text else None
    return Update(
        date=extracted(Extracted[date], value, entry.when, "journal_date"),
        text=extracted_text(entry.text, "journal_entry"),
        state=found,
    )


def latest_state(entries: Sequence[Entry], found: Sequence[Update]) -> Extracted[State] | None:
    """The state of the latest entry that gives one; None where the order of entries that differ cannot be known."""
    stated = [
        (entry.key, update.state)
        for entry, update in zip(entries, found, strict=True)
        if update.state is not None
    ]
    if not stated:
        return None
    if len({state.value for _, state in stated}) == 1:
        return stated[0][1]
    keys = [key for key, _ in stated]
    if any(key is None for key in keys) or len(set(keys)) < len(keys):
        return None
    return max(stated, key=lambda pair: pair[0] or (0, 0, 0))[1]
