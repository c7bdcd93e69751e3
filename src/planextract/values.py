"""The values of a record, each with the path of its field, a value in words, and words that may be shown."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel

from planextract.records import BlockSource, CellSource, Extracted, FileSource, OptionSource, Owner, fold

Source = CellSource | BlockSource | OptionSource | FileSource
Value = Extracted[Any] | Owner


def values(record: BaseModel, prefix: str = "") -> Iterator[tuple[str, Value]]:
    """Every value with a source in a record, by the path of its field."""
    for name in type(record).model_fields:
        yield from _values_in(f"{prefix}{name}", getattr(record, name))


def _values_in(name: str, held: object) -> Iterator[tuple[str, Value]]:
    if isinstance(held, Extracted | Owner):
        yield name, held
    elif isinstance(held, BaseModel):
        yield from values(held, f"{name}.")
    elif isinstance(held, tuple):
        for number, each in enumerate(held):
            yield from _values_in(f"{name}[{number}]", each)
    elif isinstance(held, dict):
        for key, each in held.items():
            yield from _values_in(f"{name}[{key!r}]", each)


_EVIDENCE = {"raw", "rule", "confidence", "second_reading", "sources", "kind"}


def value_in_words(value: object) -> str:
    """A value on one line: a record as its kind and the fields that it fills."""
    if value is None:
        return "not understood"
    if not isinstance(value, BaseModel):
        return value.isoformat() if isinstance(value, date) else fold(str(value))
    filled = value.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=_EVIDENCE)
    fields = [f"{name} {', '.join(held) if _all_words(held) else held}" for name, held in filled.items()]
    kind = getattr(value, "kind", None)
    return "; ".join([f"kind {kind}"] * (kind is not None) + fields)


def _all_words(held: object) -> bool:
    return isinstance(held, list) and all(isinstance(each, str) for each in held)


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """Text without control characters, half characters and marks that turn its direction.

    >>> printable("Review\\x1b[2J the plan")
    'Review�[2J the plan'
    """
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
