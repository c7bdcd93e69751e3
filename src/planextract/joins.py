"""Why one table as read was joined to another: the record that an audit of a long table goes by."""

from dataclasses import dataclass

from planextract.records import JoinReason

REASONS: dict[JoinReason, str] = {
    "header_repeated": "the header is printed again in the same words",
    "same_roles": "the header has other words for the same columns",
    "same_columns_no_header": "no header is printed again, and the columns stand where they stood",
    "columns_matched_by_position": "a column was lost or split on this page; the others stand where they stood",
    "both_without_header": "neither table has a header, and their columns agree",
    "row_cut_by_page_break": "the first row on the page is the rest of the last row before it",
    "finding_cut_by_page_break": "the first words under the finding are the rest of the finding before the break",
    "finding_carried_over": "the finding before the break goes on: it is blank or marked as continued",
}
"""Every reason with its meaning; `docs/contract.md` is held against this by a test."""


@dataclass(frozen=True, slots=True)
class Join:
    """One table as read that goes on from another, or a row or finding that goes on over the break between them.

    `table` and `page` are those of the part that goes on, `onto_table` and `onto_page` of what it goes on from, all as
    read. `row` is the row of `table` that a reason about rows speaks of.
    """

    reason: JoinReason
    table: int
    page: int | None
    onto_table: int
    onto_page: int | None
    row: int | None = None
