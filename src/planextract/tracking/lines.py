"""Events as CSV: one line each, with the plan, the action and the editions that it belongs to."""

from collections.abc import Callable, Iterator

from planextract.emit.cells import Cell, joined
from planextract.emit.csv import line
from planextract.tracking.records import Edition, Event, Series, Thread, Tracking
from planextract.tracking.told import happened

Row = tuple[Series, Thread, Event, Edition]

COLUMNS: dict[str, Callable[[Row], Cell]] = {
    "series": lambda row: row[0].id,
    "plan": lambda row: row[0].title,
    "authority": lambda row: row[0].authority,
    "thread": lambda row: row[1].id,
    "reference": lambda row: row[1].reference,
    "action": lambda row: row[1].text,
    "event": lambda row: row[2].kind,
    "in_words": lambda row: happened(row[2]),
    "edition": lambda row: row[2].edition,
    "document": lambda row: row[3].name,
    "after": lambda row: row[2].between[0],
    "by": lambda row: row[2].between[1],
    "was": lambda row: row[2].before,
    "became": lambda row: row[2].after,
    "from_date": lambda row: row[2].from_date,
    "to_date": lambda row: row[2].to_date,
    "days": lambda row: row[2].days,
    "from_state": lambda row: row[2].from_state,
    "to_state": lambda row: row[2].to_state,
    "from_colour": lambda row: row[2].from_colour,
    "to_colour": lambda row: row[2].to_colour,
    "direction": lambda row: row[2].direction,
    "timing": lambda row: row[2].timing,
    "change": lambda row: row[2].change,
    "decision_id": lambda row: row[2].decision_id,
    "other_threads": lambda row: joined(row[2].other_threads),
    "page": lambda row: next((getattr(source, "page", None) for source in row[2].sources), None),
}
"""What each column holds, in order."""


def rows(tracking: Tracking) -> Iterator[Row]:
    """Every event, by plan and thread."""
    for series in tracking.series:
        editions = {edition.key: edition for edition in series.editions}
        for thread in series.threads:
            for event in thread.events:
                yield series, thread, event, editions[event.edition]


def texts(tracking: Tracking) -> Iterator[str]:
    """The header, and a line for each event."""
    yield line(COLUMNS)
    for row in rows(tracking):
        yield line(cell(row) for cell in COLUMNS.values())
