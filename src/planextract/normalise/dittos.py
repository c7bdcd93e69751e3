"""Cells that only repeat the row above: "As above", "ditto", a ditto mark."""

from dataclasses import dataclass, field

from planextract.drafts.draft import ActionDraft, Slot
from planextract.normalise.owners import is_ditto
from planextract.records import Deadline, Extracted, Owner, fold, sources_of

Column = tuple[str, str]
"""A role, and the header over it."""


@dataclass
class Above:
    """What the row above said in each column of a table, whose rows come one after another from the top.

    Nothing goes on from one table to the next, or over a cell that was left blank: which row is meant could only be
    guessed.
    """

    _table: int | None = None
    _owners: dict[Column, tuple[Owner, ...]] = field(default_factory=dict)
    _deadlines: dict[Column, Extracted[Deadline]] = field(default_factory=dict)

    def begin(self, draft: ActionDraft) -> None:
        """Goes on to the row of an action."""
        here = {_column(slot) for slot in draft.slots if slot.words.text.strip()}
        same = draft.table is not None and draft.table == self._table
        self._table = draft.table
        self._owners = {column: told for column, told in self._owners.items() if same and column in here}
        self._deadlines = {
            column: told for column, told in self._deadlines.items() if same and column in here
        }

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
        """What a cell said."""
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
