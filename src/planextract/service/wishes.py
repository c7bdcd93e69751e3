"""What a caller may ask for in form fields or in the query, and what comes of it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast, get_args

from planextract.options import Options, TrackedChanges
from planextract.records import Redaction
from planextract.service.problems import ProblemError


@dataclass(frozen=True, slots=True)
class Wishes:
    """How one file is to be read, and where to tell that it is done."""

    options: Options
    redactions: tuple[Redaction, ...] = ()
    callback: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to ask for. `reads` takes the words of it and raises ValueError; `schema` is for OpenAPI."""

    help: str
    reads: Callable[[str], Any]
    schema: Mapping[str, Any]


def _yes_or_no(text: str) -> bool:
    return {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False}[
        text.lower()
    ]


def _tracked(text: str) -> TrackedChanges:
    if text not in get_args(TrackedChanges):
        raise ValueError
    return cast("TrackedChanges", text)


def _redactions(text: str) -> tuple[Redaction, ...]:
    words = {word.strip() for word in text.split(",")}
    if words - set(get_args(Redaction)):
        raise ValueError
    return tuple(each for each in get_args(Redaction) if each in words)


def _pages(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text) > 0):
        raise ValueError
    return int(text)


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(text: str) -> date:
    if not _DAY.fullmatch(text):
        raise ValueError
    return date.fromisoformat(text)


_FLAG = {"type": "boolean"}

FIELDS: dict[str, Field] = {
    "reference_date": Field(
        "The day the document speaks from, where you know better than the document.",
        _day,
        {"type": "string", "format": "date"},
    ),
    "tracked_changes": Field(
        "How a Word file's tracked changes are read.",
        _tracked,
        {"type": "string", "enum": list(get_args(TrackedChanges))},
    ),
    "ocr": Field("Read pages that are pictures, where OCR is installed.", _yes_or_no, _FLAG),
    "join_tables": Field("Join tables that go on over a page.", _yes_or_no, _FLAG),
    "models": Field("Use trained models, where they are installed.", _yes_or_no, _FLAG),
    "second_reading": Field(
        "Have plain owner cells read by rules and model, as others are.", _yes_or_no, _FLAG
    ),
    "minutes": Field("The document is minutes of a meeting, or is none.", _yes_or_no, _FLAG),
    "school": Field("Years such as 2014/15 are academic years.", _yes_or_no, _FLAG),
    "pages": Field("Read at most so many pages.", _pages, {"type": "integer", "minimum": 1}),
    "redact": Field(
        "Take out names, phones, emails; several with commas between.",
        _redactions,
        {"type": "string", "pattern": "^(names|phones|emails)(,(names|phones|emails))*$"},
    ),
    "callback": Field(
        "Where to tell that a task is done; its origin must be allowed.",
        str,
        {"type": "string", "format": "uri"},
    ),
}
"""Everything that may be asked for; a field that is left empty is not there."""


def wishes(fields: Mapping[str, str], options: Options, *, background: bool) -> Wishes:
    """What some fields come to. Raises ProblemError for a field that is unknown or not understood."""
    read: dict[str, Any] = {}
    for name, text in fields.items():
        if name not in FIELDS:
            raise ProblemError("invalid_option", f"There is no such option; choose from {', '.join(FIELDS)}.")
        if text != "":
            read[name] = _read(name, text)
    callback = read.pop("callback", None)
    if callback is not None and not background:
        raise ProblemError(
            "invalid_option", "callback is for /v1/extract/async; here the answer is the result."
        )
    redactions = read.pop("redact", ())
    if "pages" in read:
        pages = min(read.pop("pages"), options.limits.pages)
        options = replace(options, limits=replace(options.limits, pages=pages))
    return Wishes(replace(options, **read), redactions, callback)


def _read(name: str, text: str) -> Any:
    try:
        return FIELDS[name].reads(text)
    except (ValueError, KeyError):
        raise ProblemError("invalid_option", f"{name} is not understood: {FIELDS[name].help}") from None
