"""Emitters: an `Extraction` to text.

Each format has one module with `HEADER`, what stands before the first document, and `body(extraction)`; it is loaded
when it is asked for.
"""

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planextract.records import Extraction

EMITTERS: dict[str, str] = {
    "json": "planextract.emit.json",
    "jsonl": "planextract.emit.jsonl",
    "csv": "planextract.emit.csv",
}
"""Which module writes which format."""


def emit(extraction: "Extraction", to: str = "json") -> str:
    """One document as text in one of the formats in EMITTERS. Raises ValueError for any other."""
    return "".join(emit_many([extraction], to))


def emit_many(extractions: Iterable["Extraction"], to: str = "jsonl") -> Iterator[str]:
    """One text for each document, in order, to be written one after another; a header stands in the first only.

    Raises ValueError for a format that is not in EMITTERS.
    """
    if to not in EMITTERS:
        raise ValueError(f"no emitter writes {to!r}; choose one of {', '.join(EMITTERS)}")
    emitter: Any = import_module(EMITTERS[to])
    return _texts(extractions, emitter)


def _texts(extractions: Iterable["Extraction"], emitter: Any) -> Iterator[str]:
    header: str = emitter.HEADER
    for extraction in extractions:
        yield _encodable(header + emitter.body(extraction))
        header = ""


def _encodable(text: str) -> str:
    """Half a character, which a broken PDF may hold and UTF-8 cannot, as the escape that JSON has for it."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
