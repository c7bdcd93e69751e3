"""Columns that report at several times: "Progress May 2014" beside "Progress May 2015", "Last" beside "This"."""

import re
from collections.abc import Sequence
from datetime import date

from planextract.drafts.draft import Slot
from planextract.normalise.context import Context, Remark
from planextract.normalise.deadlines.phrase import phrase
from planextract.normalise.statuses import is_blank
from planextract.vocab import Vocabulary, alias

REPORTING = frozenset({"progress", "status", "rag"})


def newest(slots: Sequence[Slot], context: Context, vocabulary: Vocabulary) -> tuple[list[Slot], list[Slot]]:
    """The slots that hold now, and those that an edition of the same column has overtaken, oldest first.

    Only columns whose headers carry a date, a quarter, a term or a word such as "previous" are editions of each other;
    the newest that says anything holds. Where the times cannot be told apart, a later edition stands further right.
    """
    overtaken: list[Slot] = []
    for role in sorted(REPORTING):
        editions = [slot for slot in slots if slot.role == role and _dated(slot, context, vocabulary)]
        said = sorted(
            (slot for slot in editions if not _says_nothing(slot)),
            key=lambda slot: _order(slot, context, vocabulary),
        )
        overtaken += said[:-1]
    return [slot for slot in slots if slot not in overtaken], overtaken


def _says_nothing(slot: Slot) -> bool:
    """A blank cell; one without words may be shaded."""
    return is_blank(slot.words) and (slot.cell is None or slot.cell.fill is None)


def _dated(slot: Slot, context: Context, vocabulary: Vocabulary) -> bool:
    return slot.header is not None and (
        bool(phrase(slot.header.text, context).stretches) or _edition(slot, vocabulary) is not None
    )


def _edition(slot: Slot, vocabulary: Vocabulary) -> int | None:
    """Which edition a header's words make of it: "last" before "this", "autumn" before "spring"."""
    return vocabulary.dated.edition(alias(slot.header.text)) if slot.header is not None else None


def _year(slot: Slot) -> bool:
    """Whether a header says its year: "Spring" alone would be next spring, and behind it the autumn before."""
    return slot.header is not None and re.search(r"\d\d", slot.header.text) is not None


def _order(slot: Slot, context: Context, vocabulary: Vocabulary) -> tuple[date, int, int]:
    column = slot.cell.column if slot.cell is not None else 0
    header = phrase(slot.header.text, context) if slot.header is not None and _year(slot) else None
    period = header.period() if header is not None and header.stretches else None
    day = date.min if period is None or isinstance(period, Remark) else period.latest
    return day, _edition(slot, vocabulary) or 0, column
