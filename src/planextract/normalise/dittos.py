"""Cells that only repeat the row above: "As above", "ditto", a ditto mark."""

from dataclasses import dataclass, field

from planextract.drafts.draft import Slot
from planextract.normalise.owners import is_ditto
from planextract.records import Deadline, Extracted, Owner, fold, sources_of

Column = tuple[str, str]
"""A role, and the header over it: a table that goes on over a page prints the same again."""


@dataclass
class Above:
    """What was read last in each column of a document's tables, which is read from top to bottom."""

    _owners: dict[Column, tuple[Owner, ...]] = field(default_factory=dict)
    _deadlines: dict[Column, Extracted[Deadline]] = field(default_factory=dict)

    def owners(self, slot: Slot) -> tuple[Owner, ...]:
        """The owners of the row above, marked inherited, with their own words and places; nobody for other words."""
        if not _repeats(slot):
            return ()
        return tuple(
            owner.model_copy(update={"inherited": True}) for owner in self._owners.get(_column(slot), ())
        )

    def deadline(self, slot: Slot) -> Extracted[Deadline] | None:
        """The deadline of the row above under the words that repeat it; None for other words."""
        found = self._deadlines.get(_column(slot)) if _repeats(slot) else None
        if found is None or found.value is None:
            return None
        marks = (*(mark for mark in found.value.qualifiers if mark != "ditto"), "ditto")
        value = found.value.model_copy(update={"qualifiers": marks, "original": None, "revisions": ()})
        return Extracted[Deadline](
            value=value, raw=slot.words.raw, rule="ditto", sources=sources_of(slot.words)
        )

    def remember(self, slot: Slot, found: tuple[Owner, ...] | Extracted[Deadline] | None) -> None:
        """What a cell said; a cell that nothing was read from makes the rows under it repeat nothing."""
        if slot.cell is None:
            return
        if isinstance(found, tuple):
            self._owners[_column(slot)] = found
        elif found is not None:
            self._deadlines[_column(slot)] = found


def _column(slot: Slot) -> Column:
    return slot.role, fold(slot.header.text) if slot.header is not None else ""


def _repeats(slot: Slot) -> bool:
    return slot.cell is not None and is_ditto(slot.words.text)
