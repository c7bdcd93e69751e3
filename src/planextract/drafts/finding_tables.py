"""Tables of findings, and the kind that a header gives to the findings under it."""

from planextract.drafts.cells import said
from planextract.drafts.draft import FindingDraft
from planextract.records import FindingKind
from planextract.roles import Reading
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
    """A table of findings without actions: each point of each cell is one finding."""
    return [
        draft
        for segment in reading.table.segments
        for row in segment.rows
        for column in reading.columns
        if any(role in ANSWERED for role in column.roles)
        for draft in _points(row, column.index, segment, reading, vocabulary)
    ]


def _points(
    row: BodyRow, column: int, segment: Segment, reading: Reading, vocabulary: Vocabulary
) -> list[FindingDraft]:
    """The points of one cell; a number beside the cell is that of a lone point."""
    cell = row.grid.cells[column]
    if cell is None or cell.blank or not row.grid.starts(column):
        return []
    role = next(role for role in reading.columns[column].roles if role in ANSWERED)
    kind = kind_under(role, column, segment, vocabulary)
    words = said(cell)
    beside = reading.column("reference")
    numbered = row.grid.cells[beside] if beside is not None else None
    number = numbered.text.strip() if numbered is not None and not numbered.blank else None
    points = words.items or (words.words,)
    reference = (words.reference or number) if len(points) == 1 else None
    return [FindingDraft(kind, point, "table_cell", reference, row.band) for point in points]
