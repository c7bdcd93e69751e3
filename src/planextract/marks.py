"""Values of an extraction as stretches of the text that they were read from: what a component marks in it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from planextract.provenance import Place
from planextract.readers.flow import Origin
from planextract.records import Action, BlockSource, CellSource, Deadline, Extracted, Extraction, Owner, State

Label = Literal["ACTION", "OWNER", "DEADLINE", "STATE"]
Value = Action | Owner | Extracted[Deadline] | Extracted[State]


class Mark(NamedTuple):
    """Characters start..end (half-open) of a text that a value stands on.

    `path` names the value as `explain` does: "a002.owners[0]". A value whose words stand apart has several marks.
    """

    path: str
    label: Label
    start: int
    end: int


def values(action: Action) -> Iterator[tuple[str, Label, Value]]:
    """The values of one action that are marked, each by its path."""
    yield f"{action.id}.text", "ACTION", action
    for number, owner in enumerate(action.owners):
        yield f"{action.id}.owners[{number}]", "OWNER", owner
    if action.deadline is not None:
        yield f"{action.id}.deadline", "DEADLINE", action.deadline
    if action.progress.state is not None:
        yield f"{action.id}.progress.state", "STATE", action.progress.state


@dataclass(frozen=True)
class Placed:
    """A text and where in it the source of each of its places stands."""

    text: str
    origins: Mapping[Place, Origin]

    def marks(self, extraction: Extraction) -> list[Mark]:
        """The marks of all actions, in the order of the text."""
        found = {
            Mark(path, label, start, end)
            for action in extraction.actions
            for path, label, value in values(action)
            for start, end in self._stretches(_sources(value))
        }
        return sorted(found, key=lambda mark: (mark.start, mark.end, mark.label, mark.path))

    def _stretches(self, sources: Iterable[object]) -> list[tuple[int, int]]:
        """Where some sources stand; those with nothing but white space between them are one."""
        found: list[tuple[int, int]] = []
        for source in sources:
            if isinstance(source, BlockSource | CellSource):
                for start, end in self._stood(source):
                    goes_on = found and not self.text[found[-1][1] : start].strip() and found[-1][1] <= start
                    found.append((found.pop()[0] if goes_on else start, end))
        return found

    def _stood(self, source: BlockSource | CellSource) -> Iterator[tuple[int, int]]:
        """The characters of the text under one source, without white space at their ends."""
        for stretch in self.origins[_place(source)]:
            first = max(source.start, stretch.start)
            last = min(source.end, stretch.start + stretch.length)
            by = stretch.at - stretch.start
            words = self.text[first + by : last + by]
            if first < last and words.strip():
                yield last + by - len(words.lstrip()), first + by + len(words.rstrip())


def _sources(value: Value) -> Iterable[object]:
    return value.text.sources if isinstance(value, Action) else value.sources


def _place(source: BlockSource | CellSource) -> Place:
    if isinstance(source, BlockSource):
        return Place(page=source.page, block=source.block)
    return Place(page=source.page, table=source.table, row=source.row, column=source.column)
