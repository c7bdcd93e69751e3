"""How the page says things: fields, kinds, days and deadlines in plain words."""

import re
from datetime import date
from typing import Any

FIELDS = {
    "text": "Text",
    "items": "Point",
    "deadline": "Deadline",
    "reference": "Number",
    "section": "Section",
    "condition": "Condition",
    "priority": "Priority",
    "evidence": "Evidence",
    "success_measure": "Success measure",
    "resources": "Resources",
    "risk": "Risk",
    "monitored_by": "Monitored by",
    "progress.state": "State",
    "progress.rag": "Colour",
    "progress.percent": "Per cent",
    "progress.completed_on": "Completed on",
    "progress.response": "Response",
    "progress.assurance": "Assurance",
    "progress.commentary": "Commentary",
    "progress.updates.date": "Update of",
    "progress.updates.text": "Update",
    "progress.updates.state": "State then",
}
"""Fields that are not called by their own names."""

KINDS = {
    "start_only": "from {earliest}",
    "recurring": "{how}",
    "ongoing": "ongoing",
    "immediate": "at once",
    "relative": "{duration} from {anchor}",
    "event": "depends on {event}",
    "to_be_confirmed": "to be confirmed",
    "settled": "done already",
}

EVERY = {
    ("daily", 1): "every day",
    ("weekly", 1): "every week",
    ("monthly", 1): "every month",
    ("monthly", 3): "every quarter",
    ("monthly", 6): "every half year",
    ("yearly", 1): "every year",
}


def plain(name: str) -> str:
    """A name of the contract in words.

    >>> plain("area_for_development")
    'area for development'
    """
    return name.replace("_", " ")


def field_named(path: str) -> str:
    """What a field is called, from its path.

    >>> field_named("progress.state"), field_named("items[2]"), field_named("other['Cost']")
    ('State', 'Point', 'Cost')
    """
    kept = re.fullmatch(r"other\[(['\"])(.*)\1\]", path, re.S)
    if kept is not None:
        return kept[2].encode("utf-8", "replace").decode("utf-8") or "Column without a heading"
    bare = re.sub(r"\[[^\]]*\]", "", path)
    return FIELDS.get(bare) or plain(bare.rpartition(".")[2]).capitalize()


def day_in_words(day: date) -> str:
    """A day as one writes it.

    >>> day_in_words(date(2024, 5, 31))
    '31 May 2024'
    """
    return f"{day.day} {day:%B} {day.year}"


def deadline_shown(value: Any) -> str:
    """What a deadline comes to.

    >>> from planextract.records import DueBy
    >>> deadline_shown(DueBy(earliest=date(2024, 5, 1), latest=date(2024, 5, 31), precision="month"))
    '1 May 2024 to 31 May 2024'
    """
    if value.kind == "due":
        first, last = day_in_words(value.earliest), day_in_words(value.latest)
        sure = " (year not stated)" if value.year_inferred else ""
        return (last if value.earliest == value.latest else f"{first} to {last}") + sure
    words = KINDS[value.kind].format(
        earliest=day_in_words(value.earliest) if getattr(value, "earliest", None) else "",
        how=_how_often(value) if value.kind == "recurring" else "",
        duration=_lasting(getattr(value, "duration", None)),
        anchor=getattr(value, "anchor", None) or "then",
        event=getattr(value, "event", None) or "something else",
    )
    latest = getattr(value, "latest", None)
    return f"{words}, until {day_in_words(latest)}" if latest is not None else words


def _how_often(value: Any) -> str:
    if value.freq is None:
        return "again and again"
    known = EVERY.get((value.freq, value.interval))
    return known or f"{value.freq}, every {value.interval}"


def _lasting(duration: str | None) -> str:
    """An ISO 8601 duration in words.

    >>> _lasting("P6M"), _lasting("P2W"), _lasting("P1Y")
    ('6 months', '2 weeks', '1 year')
    """
    found = re.fullmatch(r"P(\d+)([YMWD])", duration or "")
    if found is None:
        return duration or "some time"
    count, unit = found[1], {"Y": "year", "M": "month", "W": "week", "D": "day"}[found[2]]
    return f"{count} {unit}{'' if count == '1' else 's'}"
