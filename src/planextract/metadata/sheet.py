"""Cover sheets that are tables: "Lead officer | Head of Audit", each row as the labelled line that it stands for."""

from collections.abc import Iterator, Sequence

from planextract.document import Document, Table
from planextract.metadata import rows
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.provenance import SourcedText

TABLES = 3
"""Tables from the top that may be a cover sheet."""

_SURE = (
    r"(?:{labels.meeting_date}|{labels.report_of}|{labels.contact}|{labels.wards}|{labels.agenda_item}|{labels.author}|"
    r"{labels.lead_member}|{labels.decision_maker}|{labels.decision_status}|{labels.classification}|{labels.key_decision}|"
    r"{labels.call_in}|{labels.publication_date}|{labels.decision_date}|{labels.effective_from}|{labels.directorate}|"
    r"{labels.version}|{labels.plan_owner}|{labels.monitored_by}|{labels.decision_reference})\s*[:?.]*"
)
"""Labels that no column or form of a plan has."""


def lines(document: Document) -> tuple[Paragraph, ...]:
    """The rows of cover sheets, "label: value"."""
    return tuple(line for table in document.tables[:TABLES] if _covers(table) for line in _lines(table))


def _covers(table: Table) -> bool:
    sure = pattern(_SURE)
    return sum(1 for label, _ in _pairs(table) if sure.fullmatch(label.text)) > 1


def _lines(table: Table) -> Iterator[Paragraph]:
    for label, value in _pairs(table):
        yield Paragraph(SourcedText.join(": ", (label.strip(" :"), value)))


def _pairs(table: Table) -> Iterator[Sequence[SourcedText]]:
    above: list[SourcedText] = []
    for row in table.rows[:40]:
        cells = [cell.text.folded().strip() for cell in row.cells]
        filled = [cell for cell in cells if cell.text]
        if rows.head_columns(above) and len(filled) == len(above):
            yield from zip(above, filled, strict=True)
            filled = []
        above = filled
        for label, value in zip(filled[::2], filled[1::2], strict=False):
            if len(filled) < 5 and len(filled) % 2 == 0 and len(label) < 60 and not rows.head_columns(filled):
                yield label, value
