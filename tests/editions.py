"""Editions of made-up plans as documents: a table in HTML that goes the whole road."""

from collections.abc import Sequence
from html import escape

import planextract
from planextract.records import Extraction
from planextract.tracking.records import Event, Series, Thread

HEADINGS = ("Ref", "Action", "Lead officer", "Deadline", "Status")


def edition(
    day: str,
    rows: Sequence[Sequence[str]],
    headings: Sequence[str] = HEADINGS,
    title: str = "Housing Improvement Plan",
    council: str = "Harrowmoor Borough Council",
    name: str | None = None,
) -> Extraction:
    """A plan as of a day ("14 March 2024"); one row an action."""
    head = "".join(f"<th>{escape(each)}</th>" for each in headings)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    dated = f"<p>Report date: {day}</p>" if day else ""
    page = (
        f"<html><body><p>{escape(council)}</p><h1>{escape(title)}</h1>{dated}"
        f"<table><tr>{head}</tr>{body}</table></body></html>"
    )
    return planextract.extract_bytes(page.encode(), name or f"plan {day or 'undated'}.html")


def minutes(day: str, body: str, title: str = "Housing Scrutiny Committee") -> Extraction:
    """Minutes of a meeting, as text."""
    text = f"Harrowmoor Borough Council\n\n{title}\n\nMinutes of the meeting held on {day}\n\n{body}\n"
    return planextract.extract_bytes(text.encode(), f"minutes {day}.txt")


def only(*extractions: Extraction) -> Series:
    """The one series that some documents are."""
    (series,) = planextract.track(extractions).series
    return series


def thread(series: Series, begins: str) -> Thread:
    """The thread whose latest words begin so."""
    (found,) = [each for each in series.threads if each.text.startswith(begins)]
    return found


def kinds(found: Thread) -> list[str]:
    return [event.kind for event in found.events]


def event(found: Thread, kind: str) -> Event:
    (one,) = [each for each in found.events if each.kind == kind]
    return one
