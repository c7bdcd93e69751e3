"""The order of a plan's editions, by their own dates, and how each place is known.

A document's own date counts. One without is placed by what else tells: a day in its file's name, a quarter in its
title, the number of its issue between two that are dated, "draft" before "final", the latest day that it looks back
on, and at last the place in which it was given. Which of these it was is said.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from planextract.normalise.dates import any_of, day_of, month_number, plain
from planextract.records import Extraction
from planextract.tracking.records import DateBasis
from planextract.tracking.words import alias_of, lists


@dataclass(frozen=True, slots=True)
class Dated:
    """When a document speaks. `day` is null where only its place is known; `key` sorts the documents of a series."""

    day: date | None
    basis: DateBasis
    key: tuple[date, int, float, int]


def ordered(documents: Sequence[Extraction]) -> list[tuple[Extraction, Dated]]:
    """Documents of one series, oldest first; minutes stand before a log of the same day."""
    known = [_own(each) or _from_name(each) or _quarter(each) for each in documents]
    placed = [
        _placed(each, place, known, documents) if found is None else _sure(each, place, found)
        for place, (each, found) in enumerate(zip(documents, known, strict=True))
    ]
    return sorted(zip(documents, placed, strict=True), key=lambda pair: pair[1].key)


Known = tuple[date, date | None, DateBasis]
"""The day to sort by, the day to report, and how it is known."""


def known_day(document: Extraction) -> date | None:
    """The day that a document, or its file's name, says of it."""
    found = _own(document) or _from_name(document)
    return found[0] if found is not None else None


def _sure(document: Extraction, place: int, found: Known) -> Dated:
    day, told, basis = found
    return Dated(told, basis, (day, _phase(document), _number(document) or 0.0, place))


def _phase(document: Extraction) -> int:
    return 0 if document.metadata.document_kind == "minutes" else 1


def _own(document: Extraction) -> Known | None:
    about = document.metadata
    reference = about.reference_date
    if reference is not None and reference.basis not in ("file", "latest_date"):
        return reference.value, reference.value, "reference_date"
    for found in (about.version_date, about.publication_date, about.printed_on):
        if found is not None and found.value is not None:
            return found.value, found.value, "stated_day"
    return None


# The file's name -------------------------------------------------------------------------------------------------


@cache
def _in_name() -> tuple[re.Pattern[str], ...]:
    month = any_of("months")
    return (
        re.compile(
            r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_. ]?(?P<month>0[1-9]|1[0-2])(?:[-_. ]?(?P<day>[0-3]\d))?(?!\d)"
        ),
        re.compile(
            r"(?<!\d)(?P<day>[0-3]?\d)[-_. ](?P<month>0?[1-9]|1[0-2])[-_. ](?P<year>(?:19|20)\d\d)(?!\d)"
        ),
        re.compile(
            r"(?:(?<!\d)(?P<day>[0-3]?\d)(?:st|nd|rd|th)?[-_. ]*)?"
            rf"(?P<name>{month})[-_. ]*(?P<year>(?:19|20)\d\d)(?!\d)"
        ),
    )


def _from_name(document: Extraction) -> Known | None:
    """A day or month in the file's name, as archives put it there.

    A month alone sorts by its first day, and no day is reported for it.
    """
    name = plain(document.source.name.rpartition(".")[0])
    for pattern in _in_name():
        match = pattern.search(name)
        if match is not None:
            parts = match.groupdict()
            month = month_number(parts["name"]) if parts.get("name") else int(parts["month"])
            day = day_of(int(parts["year"]), month, int(parts["day"] or 1))
            if day is not None:
                return day, day if parts["day"] else None, "file_name"
    return None


# What the title says ---------------------------------------------------------------------------------------------

_QUARTER = re.compile(r"\b(?:q|quarter )([1-4])\W+(?:of )?(?:the )?((?:19|20)\d\d)(?:[/-](\d{2,4}))?")


def titles(document: Extraction) -> Iterator[str]:
    """What a document and its plans are called."""
    about = document.metadata
    if about.title is not None:
        yield about.title.value or about.title.raw
    for plan in document.plans:
        if plan.title is not None:
            yield plan.title.value or plan.title.raw


def _quarter(document: Extraction) -> Known | None:
    """The last day of a quarter in the title: "Q3 2014/15" of the financial year, "Q3 2014" of the calendar's."""
    for title in titles(document):
        match = _QUARTER.search(plain(title))
        if match is not None:
            quarter, year = int(match[1]), int(match[2])
            month = quarter * 3 + (3 if match[3] else 0)
            day = day_of(year + (month > 12), (month - 1) % 12 + 1, 28)
            return (day, None, "stated_day") if day is not None else None
    return None


@cache
def _issue() -> re.Pattern[str]:
    words = "|".join(map(re.escape, lists().issues))
    return re.compile(
        rf"\b[a-z]{{1,6}} ?\((\d{{1,3}})\)|\b(?:{words})\b\.? ?#?(\d{{1,3}}(?:\.\d+)?)\b"
        rf"|\b(\d{{1,3}})(?:st|nd|rd|th) (?:{words})\b"
    )


def _number(document: Extraction) -> float | None:
    """The number of the issue: "TB (7) Action Log", "Update 12".

    Any of the numbers of its parts tells, so the first counts.
    """
    for title in titles(document):
        match = _issue().search(plain(title))
        if match is not None:
            return float(next(group for group in match.groups() if group))
    return None


def _is(document: Extraction, words: Sequence[str]) -> bool:
    folded = " ".join(map(alias_of, (*titles(document), document.source.name)))
    return any(f" {word} " in f" {folded} " for word in words)


# Documents without a day -----------------------------------------------------------------------------------------


def _placed(
    document: Extraction, place: int, known: Sequence[Known | None], documents: Sequence[Extraction]
) -> Dated:
    number, phase = _number(document) or 0.0, _phase(document)
    if number and (found := _between(document, number, known, documents)) is not None:
        return Dated(None, "issue_number", (found[0], phase + found[1], number, place))
    inside = latest_inside(document)
    if inside is not None:
        return Dated(None, "latest_day_inside", (inside, phase + 1, number, place))
    beside = _neighbour(place, known)
    if _is(document, lists().draft):
        return Dated(None, "draft_or_final", (beside, 0, number, -1))
    drafts = any(_is(each, lists().draft) for each in documents)
    basis: DateBasis = "draft_or_final" if drafts else "issue_number" if number else "as_given"
    return Dated(None, basis, (beside, 1, number, place))


def _between(
    document: Extraction, number: float, known: Sequence[Known | None], documents: Sequence[Extraction]
) -> tuple[date, int] | None:
    """A day between those of the issues before and after, and whether it lies behind that day's own documents."""
    numbered = [
        (other, found[0])
        for each, found in zip(documents, known, strict=True)
        if found is not None and (other := _number(each)) is not None
    ]
    before = max((day for other, day in numbered if other < number), default=None)
    after = min((day for other, day in numbered if other > number), default=None)
    if before is not None and after is not None and before > after:
        return None
    inside = latest_inside(document, after) if after is not None or before is not None else None
    if inside is not None and (before is None or inside >= before):
        return inside, 1
    if before is not None:
        return before, 1
    return (after, -1) if after is not None else None


def _neighbour(place: int, known: Sequence[Known | None]) -> date:
    """The day of the nearest document given before that has one, else of the first after."""
    before = [found[0] for found in known[:place] if found is not None]
    after = [found[0] for found in known[place:] if found is not None]
    return before[-1] if before else after[0] if after else date.min


SLIP = 120
"""Days by which a day that one row alone has may lie behind all others before it is taken for a slip of the pen."""


def latest_inside(document: Extraction, before: date | None = None) -> date | None:
    """The latest day, not after `before`, that the document looks back on: of an update, a completion, a column of
    dates that are no deadlines, such as the meeting at which an action was agreed."""
    days = sorted(day for day in _days_inside(document) if before is None or day <= before)
    while len(days) > 1 and (days[-1] - days[-2]).days > SLIP:
        days.pop()
    return days[-1] if days else None


def _days_inside(document: Extraction) -> Iterator[date]:
    for action in document.actions:
        progress = action.progress
        if progress.completed_on is not None and progress.completed_on.value is not None:
            yield progress.completed_on.value
        for update in progress.updates:
            if update.date is not None and update.date.value is not None:
                yield update.date.value
        for column in action.other.values():
            match = _NUMERIC.fullmatch(column.raw.strip())
            day = day_of(int(match[3]), int(match[2]), int(match[1])) if match is not None else None
            if day is not None:
                yield day


_NUMERIC = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)\d\d)")
