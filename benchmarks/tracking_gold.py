"""The gold of series, from `tests/cases/tracking`, and how near tracking comes to it.

Links are scored as pairs of actions of two editions. Events are scored by edition, action and kind, a re-dating by its
new day too. Pairs that the gold calls doubtful count neither way, nor do events of an action that is only in such.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planextract.records import Action, Extraction, fold
from planextract.tracking.records import Event, Series

Key = tuple[str, str]
"""An edition of the gold and an action in it, by id."""


@dataclass
class Score:
    """Counts of what was found rightly, wrongly and not at all, with the misses in words."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    remarks: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        whole = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / whole if whole else 1.0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.right + other.right,
            self.wrong + other.wrong,
            self.missed + other.missed,
            [*self.remarks, *other.remarks],
        )


def compared(want: Iterable[Any], given: Iterable[Any]) -> Score:
    wanted, got = Counter(want), Counter(given)
    right = wanted & got
    missed, wrong = wanted - got, got - wanted
    remarks = [f"missed {each}" for each in missed.elements()] + [
        f"wrong {each}" for each in wrong.elements()
    ]
    return Score(right.total(), wrong.total(), missed.total(), remarks)


def gold_files(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(folder.glob("*.toml")):
        yield path.stem, tomllib.loads(path.read_text(encoding="utf-8"))


def documents_of(gold: dict[str, Any], folders: Sequence[Path]) -> list[Path] | None:
    """The documents of a series in some folders; None where one is not there."""
    found = []
    for edition in gold["edition"]:
        paths = [path for folder in folders for path in folder.rglob("*") if path.name == edition["file"]]
        if not paths:
            return None
        found.append(paths[0])
    return found


class Reader:
    """Finds the actions that the gold names by their first words, and their heading where several begin so."""

    def __init__(self, gold: dict[str, Any], extractions: Sequence[Extraction]) -> None:
        self._of = {edition["key"]: each for edition, each in zip(gold["edition"], extractions, strict=True)}

    def id_of(self, name: Sequence[str]) -> Key:
        edition, begins, *heading = name
        document = self._of[edition]
        findings = {each.id: fold(each.text.raw) for each in document.findings}

        def under(action: Action) -> str:
            return (
                fold(action.section.raw)
                if action.section
                else "; ".join(findings[f] for f in action.finding_ids)
            )

        found = [
            action
            for action in document.actions
            if fold(action.text.value or action.text.raw).startswith(begins)
            and (not heading or under(action).startswith(heading[0]))
        ]
        exact = [action for action in found if fold(action.text.value or "") == begins]
        if len(exact or found) != 1:
            return edition, f"? {begins}"
        return edition, (exact or found)[0].id


def scored(
    gold: dict[str, Any], extractions: Sequence[Extraction], series: Series
) -> tuple[Score, Score, bool]:
    """Links, events, and whether the editions are in order."""
    reader = Reader(gold, extractions)
    key_of = {
        each.source.name: edition["key"] for edition, each in zip(gold["edition"], extractions, strict=True)
    }
    names = {edition.key: key_of[edition.name] for edition in series.editions}
    in_order = list(names.values()) == [edition["key"] for edition in gold["edition"]]
    doubtful = {(reader.id_of(pair["old"]), reader.id_of(pair["new"])) for pair in gold["doubtful"]}
    want = [(reader.id_of(link["old"]), reader.id_of(link["new"])) for link in gold["links"]]
    given = [
        ((names[link.old.edition], link.old.action_id), (names[link.new.edition], link.new.action_id))
        for link in series.links
    ]
    links = compared(want, [pair for pair in given if pair not in doubtful])
    unsure = {key for pair in doubtful for key in pair}
    wanted = [event for event in _wanted(gold, reader) if (event[0], event[1]) not in unsure]
    got = [event for event in _given(series, names) if (event[0], event[1]) not in unsure]
    return links, compared(wanted, set(got)), in_order


Happened = tuple[str, str, str, str]


def _wanted(gold: dict[str, Any], reader: Reader) -> Iterator[Happened]:
    for event in gold["events"]:
        edition, action = reader.id_of(event["at"])
        yield edition, action, event["kind"], event.get("detail", "")


ABSENCES = ("dropped", "retired", "not_taken_up")


def _given(series: Series, names: dict[str, str]) -> Iterator[Happened]:
    """Events with the detail that the gold has of them: the new day, or the edition in which an action is missing."""
    for edition, action, event in _told(series):
        if event.kind in ABSENCES:
            detail = names[event.edition]
        else:
            dated = event.kind in ("redated", "dated") and event.to_date is not None
            detail = event.to_date.isoformat() if dated and event.to_date is not None else ""
        yield names[edition], action, event.kind, detail


def told_of(series: Series) -> Iterator[tuple[str, str, str]]:
    """Edition, action and kind of each event."""
    return ((edition, action, event.kind) for edition, action, event in _told(series))


def _told(series: Series) -> Iterator[tuple[str, str, Event]]:
    """Events by the action they are told of: that of their edition, or the last before it of one that is gone."""
    order = {edition.key: place for place, edition in enumerate(series.editions)}
    for thread in series.threads:
        at = {each.edition: each.action_id for each in thread.sightings}
        for event in thread.events:
            if event.kind in ABSENCES:
                last = [each for each in thread.sightings if order[each.edition] < order[event.edition]][-1]
                yield last.edition, last.action_id, event
            elif event.edition in at:
                yield event.edition, at[event.edition], event
