"""Tables of counts: a row or a column for each colour or state, and perhaps a total."""

import re
from collections.abc import Sequence

from planextract.document import Table
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.records import Tally
from planextract.tallies.numbers import percent
from planextract.tallies.parts import ANY_STATE, Part, keys_in, tally

MOST = 40
"""Rows or columns of a table of counts."""

_COUNT = r"(?P<count>\d{1,6})\s*(?:\(?(?P<share>[\d.]{1,6})\s?%\)?)?"
_LABEL = rf"(?:[\w‘’'\"&()/–-]+\s+){{0,3}}?[‘'\"(]*{ANY_STATE}(?:[\s‘’'\"&()/–-]+[\w‘’'\"&()/–-]+){{0,4}}"
_TOTAL = r"(?:grand\s+|overall\s+)?(?:totals?|all|overall)(?:\s+(?:{tallies.things}|number))?"

Cells = Sequence[Sequence[SourcedText]]


def of_table(table: Table) -> Tally | None:
    """The tally that a whole table is; None for a table of anything else."""
    if not 1 < len(table.rows) <= MOST or table.columns > MOST:
        return None
    cells = [[cell.text.folded().strip() for cell in row.cells] for row in table.rows]
    if len({len(row) for row in cells}) != 1:
        return None
    return by_rows(cells) or by_columns(cells)


def by_rows(cells: Cells) -> Tally | None:
    """A row for each state: "Green | 24 | 60%"."""
    body = cells if _state(cells[0][0]) else cells[1:]
    if len(cells[0]) < 2 or len(cells[0]) > 3 or len(body) < 2:
        return None
    total: int | None = None
    parts: list[Part] = []
    said: list[SourcedText] = []
    for row in body:
        count = pattern(_COUNT).fullmatch(row[1].text)
        if count is None:
            return None
        if pattern(_TOTAL).fullmatch(row[0].text):
            total = int(count["count"])
        elif _state(row[0]):
            share = (
                percent(f"{row[2].text}%")
                if len(row) > 2 and re.fullmatch(r"[\d.]+ ?%?", row[2].text)
                else None
            )
            parts.append(_part(row[0], int(count["count"]), share if share is not None else _share(count)))
        else:
            return None
        said += row[:2]
    return tally(total, parts, SourcedText.join(" ", said), "counted_table")


def by_columns(cells: Cells) -> Tally | None:
    """A column for each state: the header, and one row of counts or the row of totals."""
    head = cells[0]
    places = [column for column, cell in enumerate(head) if _state(cell)]
    rows = [row for row in cells[1:] if any(cell.text for cell in row)]
    if len(places) < 2 or not rows:
        return None
    totals = [row for row in rows if pattern(_TOTAL).fullmatch(row[0].text)]
    row = totals[-1] if totals else rows[0] if len(rows) == 1 else None
    counts = (
        [pattern(_COUNT).fullmatch(row[column].text or "0") for column in places] if row is not None else []
    )
    if (
        row is None
        or any(count is None for count in counts)
        or not any(row[column].text for column in places)
    ):
        return None
    parts = [
        _part(head[column], int(count["count"]), _share(count))
        for column, count in zip(places, counts, strict=True)
        if count is not None
    ]
    said = SourcedText.join(" ", [cell for column in places for cell in (head[column], row[column])])
    return tally(_column_total(head, row), parts, said, "counted_table")


def _column_total(head: Sequence[SourcedText], row: Sequence[SourcedText]) -> int | None:
    for cell, count in zip(head, row, strict=True):
        if pattern(_TOTAL).fullmatch(cell.text) and re.fullmatch(r"\d{1,6}", count.text):
            return int(count.text)
    return None


def _state(words: SourcedText) -> bool:
    return len(words) < 60 and pattern(_LABEL).fullmatch(words.text) is not None


def _share(count: re.Match[str]) -> float | None:
    return float(count["share"]) if count["share"] else None


def _part(label: SourcedText, count: int, share: float | None) -> Part:
    colour, state = keys_in(re.sub(r"[&/](?=\s)", " ", label.text))
    return Part(count, colour, state, share)
