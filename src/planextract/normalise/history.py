"""Columns that report at several dates: "Progress September 2014" beside "Progress March 2015"."""

from collections.abc import Sequence
from datetime import date

from planextract.drafts.draft import Slot
from planextract.normalise.context import Context, Remark
from planextract.normalise.deadlines.phrase import phrase
from planextract.normalise.statuses import is_blank

REPORTING = frozenset({"progress", "status", "rag"})


def newest(slots: Sequence[Slot], context: Context) -> tuple[list[Slot], list[Slot]]:
    """The slots that hold now, and those that an edition of the same column has overtaken, oldest first.

    Only columns whose headers carry a date or a quarter are editions of each other; the newest that says anything
    holds. Where the dates cannot be told apart, a later edition stands further right.
    """
    overtaken: list[Slot] = []
    for role in sorted(REPORTING):
        editions = [slot for slot in slots if slot.role == role and _dated(slot, context)]
        said = sorted(
            (slot for slot in editions if not is_blank(slot.words)), key=lambda slot: _order(slot, context)
        )
        overtaken += said[:-1]
    return [slot for slot in slots if slot not in overtaken], overtaken


def _dated(slot: Slot, context: Context) -> bool:
    return slot.header is not None and bool(phrase(slot.header.text, context).stretches)


def _order(slot: Slot, context: Context) -> tuple[date, int]:
    column = slot.cell.column if slot.cell is not None else 0
    period = phrase(slot.header.text, context).period() if slot.header is not None else None
    return (date.min if period is None or isinstance(period, Remark) else period.latest), column
