"""Tables of counts that came as lines of text: "Service Red Amber Green Total", then "Housing 1 3 6 10"."""

import re
from collections.abc import Sequence

from planextract.document import Table
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.records import Tally
from planextract.tallies.numbers import PERCENT, SIGN
from planextract.tallies.parts import ANY_STATE, Part, keys_in, tally
from planextract.tallies.subjects import names_actions, names_others

MOST = 30
"""Rows of such a table."""

LONGEST = 160
ABOVE = 3

_HEADER = re.compile(
    rf"(?i)(?P<label>(?:[^\d\s]+\s+){{0,4}}?)(?P<first>total\s+)?(?P<states>{ANY_STATE}(?:[\s|/,]+{ANY_STATE}){{1,7}})(?P<last>[\s|]+total\w*)?\s*"
)
_CELL = rf"(?:\d{{1,5}}|[-–—])(?:\s*[(\[]\s*{PERCENT}\s?{SIGN}\s*[)\]])?"
_ROW = rf"(?P<label>[^|]{{1,80}}?)[\s|:]+(?P<cells>{_CELL}(?:[\s|]+{_CELL}){{1,8}})\s*"
_WHOLE = re.compile(r"(?i)(?:grand\s+|overall\s+)?(?:totals?|all|overall|combined)\b.*")


def at(parts: Sequence[Paragraph], index: int) -> tuple[list[Tally], int] | None:
    """The tallies of the table whose header is one paragraph, and where it ends; None where no such table begins."""
    if _HEADER.fullmatch(parts[index].text[: LONGEST + 1]) is None:
        return None
    above = "\n".join(part.text[-LONGEST:] for part in parts[max(0, index - ABOVE) : index])
    found = of_lines([part.whole for part in parts[index : index + 1 + MOST]], above)
    return (found, index + 1 + len(found)) if found else None


def of_table(table: Table, above: str) -> list[Tally]:
    """The tallies of a table whose columns ran together: its rows read as lines."""
    lines = [
        SourcedText.join(" ", (cell.text.folded() for cell in row.cells if not cell.blank))
        for row in table.rows
    ]
    heads = (place for place, line in enumerate(lines[:3]) if _HEADER.fullmatch(line.text[: LONGEST + 1]))
    head = next(heads, None)
    return of_lines(lines[head : head + 1 + MOST], above) if head is not None else []


def of_lines(lines: Sequence[SourcedText], above: str) -> list[Tally]:
    """The tallies of a header and the rows below it, up to the first line that is no row."""
    text = lines[0].text
    header = _HEADER.fullmatch(text) if len(text) < LONGEST else None
    keys = _keys(header["states"]) if header is not None else None
    if header is None or keys is None or names_others(text) or not names_actions(f"{above}\n{text}"):
        return []
    found: list[Tally] = []
    for line in lines[1:]:
        row = pattern(_ROW).fullmatch(line.text) if len(line) < LONGEST else None
        made = _tally(header, keys, row, lines[0], line) if row is not None else None
        if made is None:
            break
        found.append(made)
    return found


def _keys(states: str) -> list[tuple[str | None, str | None]] | None:
    """The colours and states of a header, in order; None where one stands twice."""
    keys = [keys_in(match[0]) for match in re.finditer(rf"(?i){ANY_STATE}", states)]
    return keys if len(set(keys)) == len(keys) > 1 else None


def _tally(
    header: re.Match[str],
    keys: Sequence[tuple[str | None, str | None]],
    row: re.Match[str],
    head: SourcedText,
    words: SourcedText,
) -> Tally | None:
    """The tally of one row; None where it has another number of cells than the header."""
    cells = [_number(match[0]) for match in pattern(_CELL).finditer(row["cells"])]
    total = None
    if len(cells) == len(keys) + 1 and (header["first"] or header["last"]):
        total = cells.pop(0 if header["first"] else -1)
    if len(cells) != len(keys):
        return None
    label = row["label"].strip(" :–—-|")
    said = [Part(count, colour, state) for count, (colour, state) in zip(cells, keys, strict=True)]
    group = None if _WHOLE.fullmatch(label) else label
    return tally(total, said, SourcedText.join(" ", (head, words)), "counted_table", group=group)


def _number(cell: str) -> int:
    figures = re.match(r"\d+", cell)
    return int(figures[0]) if figures is not None else 0
