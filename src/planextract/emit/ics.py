"""iCalendar (RFC 5545) for calendars and task lists: a VTODO for each action that is due on a day. The extra is `ics`.

A period is due on its last day. What has no day (ongoing, to be confirmed, as soon as possible, after an event) is left
out. Nobody is invited and nobody organises: owners stand in the description, for a plan gives no addresses.
"""

import uuid
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time

from icalendar import Calendar, Todo

from planextract.emit import cells
from planextract.emit.filed import Entry
from planextract.records import Action, DueBy, Recurring, Relative, fold
from planextract.version import __version__

NAMESPACE = uuid.UUID("f4d2a1be-6c1d-5a43-9a5f-0d4f6c4b7e11")
"""Of our UIDs: the same action of the same file has the same one always."""

UNDATED = date(1970, 1, 1)
"""Stamp of entries from a document without a day of its own. The standard asks for a stamp, and no clock is read."""

STARTED = frozenset({"in_progress", "on_track", "at_risk", "behind", "extended", "ongoing"})


def texts(documents: Iterable[Entry]) -> Iterator[str]:
    """The calendar in parts: its head with the first document, its end last."""
    head, end = _frame()
    for entry in documents:
        yield head + "".join(_todos(entry))
        head = ""
    yield head + end


def _frame() -> tuple[str, str]:
    calendar = Calendar()
    calendar.add("prodid", f"-//planextract//planextract {__version__}//EN")
    calendar.add("version", "2.0")
    head, begin, rest = _text(calendar).partition("END:VCALENDAR")
    return head, begin + rest


def _text(component: Calendar | Todo) -> str:
    text: str = component.to_ical().decode("utf-8")
    return text


def _todos(entry: Entry) -> Iterator[str]:
    for action in entry.extraction.actions:
        todo = _todo(entry, action)
        if todo is not None:
            yield _text(todo)


def _todo(entry: Entry, action: Action) -> Todo | None:
    reference = entry.extraction.metadata.reference_date
    today = reference.value if reference is not None else None
    when = _when(action, today)
    if when is None:
        return None
    todo = Todo()
    todo.add("uid", str(uuid.uuid5(NAMESPACE, f"{entry.key}/{action.id}")))
    todo.add("dtstamp", datetime.combine(today or UNDATED, time(), UTC))
    due, rule = when
    if rule:
        todo.add("dtstart", due)
        todo.add("rrule", rule)
    todo.add("due", due)
    todo.add("summary", _printable(fold(cells.words(action.text) or "")))
    todo.add("description", _printable(_description(entry, action)))
    status = _status(action)
    if status is not None:
        todo.add("status", status)
    percent = action.progress.percent
    if percent is not None and percent.value is not None:
        todo.add("percent-complete", min(max(int(percent.value), 0), 100))
    return todo


# When ------------------------------------------------------------------------------------------------------------


def _when(action: Action, today: date | None) -> tuple[date, dict[str, object]] | None:
    """The day, and how it comes round again."""
    value = action.deadline.value if action.deadline is not None else None
    if isinstance(value, DueBy | Relative) and value.latest is not None:
        return value.latest, {}
    if isinstance(value, Recurring):
        return recurrence(value, today)
    return None


def recurrence(value: Recurring, today: date | None) -> tuple[date, dict[str, object]] | None:
    """The first day and the rule; None where it cannot be told on which day or in which month it falls.

    Done each month means by the last day of each; a week or day needs its beginning.

    >>> recurrence(Recurring(freq="yearly", bymonth=(6,)), date(2019, 7, 1))
    (datetime.date(2020, 6, 30), {'freq': 'YEARLY', 'bymonth': [6], 'bymonthday': -1})
    >>> recurrence(Recurring(freq="monthly", interval=3), date(2019, 7, 1))  # in which months?
    """
    begin = value.start or today
    if value.freq is None or begin is None:
        return None
    rule: dict[str, object] = {"freq": value.freq.upper()}
    if value.interval > 1:
        rule["interval"] = value.interval
    if value.bymonth:
        rule["bymonth"] = list(value.bymonth)
    first = _first(value, begin)
    if first is None or (value.until is not None and first > value.until):
        return None
    if value.freq in ("monthly", "yearly"):
        rule["bymonthday"] = -1
    if value.until is not None:
        rule["until"] = value.until
    return first, rule


def _first(value: Recurring, begin: date) -> date | None:
    """The first last day of a period; None where the phase is not known."""
    if value.bymonth and value.interval == 1 and value.freq in ("monthly", "yearly"):
        month = next((m for m in range(begin.month, 13) if m in value.bymonth), min(value.bymonth))
        return _last_day(begin.year + (month < begin.month), month)
    if value.bymonth or (value.start is None and (value.freq != "monthly" or value.interval > 1)):
        return None
    if value.freq == "monthly":
        return _last_day(begin.year, begin.month)
    return None if value.freq == "yearly" else begin


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


# What ------------------------------------------------------------------------------------------------------------


def _status(action: Action) -> str | None:
    """In the standard's four words; None where nothing is known."""
    stage = action.progress.stage
    if stage == "open":
        state = action.progress.state
        return "IN-PROCESS" if state is not None and state.value in STARTED else "NEEDS-ACTION"
    return {"done": "COMPLETED", "stopped": "CANCELLED"}.get(stage)


def _description(entry: Entry, action: Action) -> str:
    findings = {finding.id: finding for finding in entry.extraction.findings}
    plan = cells.plans(entry.extraction).get(action.plan_id or "")
    lines = {
        "Owner": cells.owners_in_words(action.owners),
        "Due": cells.raw(action.deadline),
        "State": cells.raw(action.progress.state),
        "Finding": cells.joined([cells.words(each.text) for each in cells.findings_of(action, findings)]),
        "Plan": cells.words(plan.title) if plan is not None else None,
        "Source": _source(entry, action),
    }
    return "\n".join(f"{name}: {fold(text)}" for name, text in lines.items() if text)


def _source(entry: Entry, action: Action) -> str:
    page = cells.page(action.text)
    where = f", page {page}" if page is not None else ""
    return f"{entry.path}{where}, {action.id}"


def _printable(text: str) -> str:
    """The text without control characters, which the standard does not allow, and with no half characters."""
    return "".join(c for c in cells.encodable(text) if c in "\n\t" or (c >= " " and c != "\x7f"))
