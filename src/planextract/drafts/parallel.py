"""Lists that run side by side in the cells of one row: several numbered actions with as many owners and dates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planextract.document import Cell
from planextract.drafts.draft import Slot
from planextract.drafts.shared_cells import owner_and_deadline
from planextract.provenance import SourcedText

MARK = re.compile(
    r"(?:^|(?<=\n))[ \t]*(?P<dotted>\d{1,3}\.\d{1,2})[.):]?[ \t\u00a0]+(?=[A-Za-z])"
    r"|(?:^|(?<=\n))[ \t]*\(?(?P<line>\d{1,2}|[a-z]|[ivx]{2,4})[.)][ \t\u00a0]+"
    r"|(?<=[\s;.,])\(?(?P<inline>\d{1,2}|[a-z])[.)][ \t\u00a0]+(?=[A-Z])"
)
"""A number or letter that begins an entry: at the head of a line, also "2.1", or inside one before a capital."""

PAIRED = frozenset(
    {"owner", "accountable", "deadline", "revised_deadline", "status", "rag", "completion_date"}
)
"""Columns whose lines may pair with numbered actions even where they carry no numbers themselves."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of a list; `label` is its number or letter."""

    label: SourcedText | None
    words: SourcedText


@dataclass(frozen=True, slots=True)
class Shared:
    """One of several actions stacked in a cell, with its share of the other cells of the row."""

    part: Part
    slots: tuple[Slot, ...]


def split(action: Cell, slots: Sequence[Slot], *, states: bool = False) -> list[Shared]:
    """The actions stacked in one cell; none where the cell holds one action.

    Numbers or bullets in a cell make no actions by themselves: another cell of the row must hold as many entries.
    `states`: every line of its progress begins with a state, so that bullets pair with those lines too.
    """
    paired = {"deadline", "progress"} if states else {"deadline"}
    parts = numbered(action.text)
    if parts:
        shares = [_share(slot, len(parts), lines=slot.role in PAIRED) for slot in slots]
    else:
        parts = _bullets(action)
        shares = [_share(slot, len(parts), lines=slot.role in paired) if parts else None for slot in slots]
    if not any(shares):
        return []
    return [
        Shared(
            part, tuple(share[index] if share else slot for slot, share in zip(slots, shares, strict=True))
        )
        for index, part in enumerate(parts)
    ]


def uneven(action: Cell, slots: Sequence[Slot]) -> bool:
    """Whether numbered actions stand beside a numbered list of another length, so that nothing pairs them."""
    count = len(numbered(action.text))
    others = {len(numbered(slot.words)) for slot in slots if slot.role in PAIRED}
    return count > 1 and bool(others - {0, count})


def numbered(text: SourcedText) -> list[Part]:
    """The entries of a text that is a numbered list from its beginning; none for any other text.

    >>> [part.words.text for part in numbered(SourcedText.plain("1. Refresh registers. 2. Report to CMT"))]
    ['Refresh registers.', 'Report to CMT']
    >>> numbered(SourcedText.plain("Training to cover: 1. Recording 2. Consent"))
    []
    """
    marks = _chain(list(MARK.finditer(text.text)))
    if len(marks) < 2 or text.text[: marks[0].start()].strip():
        return []
    stops = [match.start() for match in marks[1:]] + [len(text)]
    return [
        Part(text.span(match, match.lastgroup or 0), text[match.end() : stop].strip())
        for match, stop in zip(marks, stops, strict=True)
    ]


def _chain(matches: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The marks that count up one by one from the first, which must be 1 or a, or 1 behind a dot: 2.1, 2.2."""
    found: list[re.Match[str]] = []
    for match in matches:
        if _value(match) == len(found) + 1 and (not found or _over(match) == _over(found[0])):
            found.append(match)
    return found


def _over(match: re.Match[str]) -> str:
    """What a mark counts under: "2" of "2.1"."""
    return (match["dotted"] or "").partition(".")[0]


def _value(match: re.Match[str]) -> int:
    if match["dotted"] is not None:
        return int(match["dotted"].partition(".")[2])
    label = match["line"] or match["inline"]
    return int(label) if label.isdigit() else LETTERS.index(label) + 1 if len(label) == 1 else 0


def _bullets(cell: Cell) -> list[Part]:
    """The lines of a cell that is bullets from its beginning."""
    lines = [line for line in cell.lines if not line.struck and line.text.text.strip()]
    if len(lines) < 2 or not all(line.kind == "item" for line in lines):
        return []
    return [Part(None, line.text.strip()) for line in lines]


def _share(slot: Slot, count: int, *, lines: bool) -> list[Slot] | None:
    """A cell's entries, one for each action; None where it does not hold as many."""
    if slot.cell is None:
        return None
    parts = numbered(slot.words)
    if not parts and lines and slot.role in PAIRED | {"progress"}:
        parts = [Part(None, line.strip()) for line in slot.words.lines() if line.text.strip()]
    if len(parts) != count:
        return None
    cell = replace(slot.cell, lines=())
    return [replace(slot, words=_in_role(part.words, slot.role), cell=cell) for part in parts]


def _in_role(words: SourcedText, role: str) -> SourcedText:
    """What an entry of a column of owners and dates says in one of these roles: the other's words left out."""
    both = owner_and_deadline(words) if role in ("owner", "deadline") else None
    return words if both is None else both[0] if role == "owner" else both[1]
