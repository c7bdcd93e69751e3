"""Tables of findings, and the kind that a header gives to the findings under it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from planextract.document import Block, Cell, Document, Table
from planextract.drafts.cells import said
from planextract.drafts.draft import FindingDraft
from planextract.provenance import SourcedText
from planextract.records import FindingKind
from planextract.roles import Reading, titled_findings
from planextract.tables import BodyRow, Segment
from planextract.vocab import Vocabulary

ANSWERED = ("finding", "recommendation", "strength")
"""Roles whose cells hold what the action answers, when another column holds the action."""


def kind_under(role: str, column: int, segment: Segment, vocabulary: Vocabulary) -> FindingKind:
    """The kind of a finding: the header over it in its own segment says, for headers change within a plan."""
    words = segment.header[column] if segment.header else None
    named = vocabulary.finding_kind(words.text) if words is not None else None
    if named is not None:
        return named
    return "recommendation" if role == "recommendation" else "strength" if role == "strength" else "finding"


def findings(reading: Reading, vocabulary: Vocabulary) -> list[FindingDraft]:
    """A table of findings without actions: each point of each cell is one finding, the rest of a cut row part of it."""
    titled = titled_findings(reading.table, vocabulary)
    if reading.what is None and titled is not None:
        return list(_under_title(reading, titled))
    found: list[FindingDraft] = []
    for segment, row in _rows(reading):
        rest = _rest(row, segment, reading) if found else None
        if rest is not None:
            found[-1] = with_rest(found[-1], rest)
            continue
        for column in reading.columns:
            if any(role in ANSWERED for role in column.roles):
                found += _points(row, column.index, segment, reading, vocabulary)
    return found


def _rows(reading: Reading) -> Iterator[tuple[Segment, BodyRow]]:
    for segment in reading.table.segments:
        for row in segment.rows:
            yield segment, row


def _under_title(reading: Reading, kind: FindingKind) -> Iterator[FindingDraft]:
    """The findings of a table of one column, whose first cell says what they are."""
    cells = [cell for row in reading.table.segments[0].table.rows for cell in row.cells if not cell.blank]
    for cell in cells[1:]:
        words = said(cell)
        yield FindingDraft(kind, words.words, "table_cell", words.reference)


def _rest(row: BodyRow, segment: Segment, reading: Reading) -> SourcedText | None:
    """The words of a row that only goes on with the one before a page break: nobody is responsible for it."""
    whole = reading.table.segments[0].table
    if segment.table is whole or row is not segment.rows[0] or not reading.has("owner", "accountable"):
        return None
    cells = [cell for cell in row.grid.own() if not cell.blank]
    columns = [column.index for column in reading.columns if any(role in ANSWERED for role in column.roles)]
    if len(cells) != 1 or cells[0].column not in columns or said(cells[0]).reference is not None:
        return None
    opens = cells[0].lines[0]
    return said(cells[0]).words if opens.kind == "item" or opens.text.text.lstrip()[:1].islower() else None


def with_rest(draft: FindingDraft, rest: SourcedText) -> FindingDraft:
    return replace(draft, words=SourcedText.join(" ", (draft.words, rest)))


def _points(
    row: BodyRow, column: int, segment: Segment, reading: Reading, vocabulary: Vocabulary
) -> list[FindingDraft]:
    """The points of one cell; a number beside the cell is that of a lone point.

    Bullets under words of their own ("... This should include:") are part of what these say, not points.
    """
    cell = row.grid.cells[column]
    if cell is None or cell.blank or not row.grid.starts(column):
        return []
    role = next(role for role in reading.columns[column].roles if role in ANSWERED)
    kind = kind_under(role, column, segment, vocabulary)
    words = said(cell)
    beside = reading.column("reference")
    numbered = row.grid.cells[beside] if beside is not None else None
    number = numbered.text.strip() if numbered is not None and not numbered.blank else None
    points = words.items if words.items and not _introduced(cell) else (words.words,)
    reference = (words.reference or number) if len(points) == 1 else None
    responsible = _responsible(row, reading)
    return [
        FindingDraft(kind, point, "table_cell", reference, row.band, owners=responsible) for point in points
    ]


def _introduced(cell: Cell) -> bool:
    """Whether a cell's bullets stand under words that end in a colon."""
    lines = [line for line in cell.lines if not line.struck and line.text.text.strip()]
    before = list(takewhile(lambda line: line.kind != "item", lines))
    return bool(before) and before[-1].text.text.rstrip().endswith(":")


def _responsible(row: BodyRow, reading: Reading) -> SourcedText | None:
    """The words that say who is responsible for the findings of a row."""
    columns = (reading.column(role) for role in ("owner", "accountable"))
    cells = [row.grid.cells[column] for column in columns if column is not None]
    return next((said(cell).words for cell in cells if cell is not None and not cell.blank), None)


# Words under the table ------------------------------------------------------------------------------------------


def completed(document: Document, found: Sequence[FindingDraft]) -> list[FindingDraft]:
    """The same findings, those in the last row of a page with their last words where these head the next page."""
    rests = {
        (table.index, table.rows[-1].index): block.text.folded().strip()
        for table, block in _following(document)
        if table.rows and _goes_over(table, block)
    }
    return [
        with_rest(draft, rests[key]) if (key := _last_row(draft)) in rests and _open(draft.words) else draft
        for draft in found
    ]


def _following(document: Document) -> Iterator[tuple[Table, Block]]:
    """Each table with the first words after it that are no running header, footer or note."""
    last: Table | None = None
    for part in document.flow:
        if isinstance(part, Table):
            last = part
        elif part.kind not in ("header", "footer", "note"):
            if last is not None:
                yield last, part
            last = None


def _goes_over(table: Table, block: Block) -> bool:
    over = table.page is not None and block.page == table.page + 1
    return (
        over and block.kind == "paragraph" and block.label is None and block.text.text.lstrip()[:1].islower()
    )


def _last_row(draft: FindingDraft) -> tuple[int | None, int | None] | None:
    sources = draft.words.sources()
    if draft.rule != "table_cell" or not sources:
        return None
    return sources[-1].place.table, sources[-1].place.row


def _open(words: SourcedText) -> bool:
    """Whether words stop in mid-sentence."""
    return not words.text.rstrip(" )\"'”’").endswith((".", ";", ":", "!", "?"))
