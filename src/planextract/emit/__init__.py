"""Emitters: extractions to text, or to files and folders that hold many.

Formats that are text have one module with `HEADER`, what stands before the first document, and `body(extraction)`, or
with `texts(entries)` where a document's text depends on those before it. The others have one with
`write(entries, path)`. A module is loaded when its format is asked for.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planextract.errors import MissingDependencyError

if TYPE_CHECKING:
    from planextract.emit.filed import Entry, Filed
    from planextract.records import Extraction

EMITTERS: dict[str, str] = {
    "json": "planextract.emit.json",
    "jsonl": "planextract.emit.jsonl",
    "csv": "planextract.emit.csv",
    "ics": "planextract.emit.ics",
}
"""Which module writes which format that is text."""

WRITERS: dict[str, str] = {
    "xlsx": "planextract.emit.xlsx",
    "sqlite": "planextract.emit.sqlite",
    "datapackage": "planextract.emit.datapackage",
    "parquet": "planextract.emit.parquet",
}
"""Which module writes which format that needs a file or folder of its own."""

FORMATS: tuple[str, ...] = (*EMITTERS, *WRITERS)

FOLDERS = frozenset({"datapackage", "parquet"})
"""Formats that are a folder."""

EXTRAS: dict[str, tuple[str, str]] = {
    "icalendar": ("writing iCalendar", "ics"),
    "xlsxwriter": ("writing Excel workbooks", "xlsx"),
    "pyarrow": ("writing Parquet", "parquet"),
}
"""Libraries that formats need, with the extra that brings each."""


def emit(extraction: "Extraction", to: str = "json") -> str:
    """One document as text in one of the formats in EMITTERS. Raises ValueError for any other."""
    return "".join(emit_many([extraction], to))


def emit_many(extractions: "Iterable[Extraction | Filed]", to: str = "jsonl") -> Iterator[str]:
    """One text for each document, in order, to be written one after another; a header stands in the first only.

    What ends a file, where a format has that, is a text of its own. Raises ValueError for a format that is not in
    EMITTERS.
    """
    if to in WRITERS:
        raise ValueError(f"{to} is no text; planextract.emit.write writes it to a file or folder")
    if to not in EMITTERS:
        raise ValueError(f"no emitter writes {to!r}; choose one of {', '.join(EMITTERS)}")
    return _texts(extractions, _loaded(EMITTERS[to]))


def write(documents: "Iterable[Extraction | Filed]", to: str, target: Path) -> None:
    """All documents, in order, as one file or folder in one of the FORMATS; it appears when it is complete.

    Documents are taken one at a time and not kept. A `Filed` says where a document lies, for names and links. Raises
    ValueError for an unknown format and for a second document as json, MissingDependencyError where a library is not
    installed, and OSError where the target cannot be written, as where it is a folder with other things in it.
    """
    from planextract.emit.filed import entries
    from planextract.replacing import replacing, replacing_at, replacing_folder

    target = Path(target)
    if to in EMITTERS:
        texts = emit_many(_only_one(documents) if to == "json" else documents, to)
        with replacing(target) as file:
            file.writelines(text.encode("utf-8") for text in texts)
        return
    if to not in WRITERS:
        raise ValueError(f"no emitter writes {to!r}; choose one of {', '.join(FORMATS)}")
    writer = _loaded(WRITERS[to])
    place = replacing_folder(target, "datapackage.json") if to in FOLDERS else replacing_at(target)
    with place as beside:
        writer.write(entries(documents), beside)


def require(to: str) -> None:
    """Loads what a format needs, so that a missing library is told before any document is read."""
    _loaded((EMITTERS | WRITERS)[to])


def _loaded(name: str) -> Any:
    with _named_extra():
        return import_module(name)


@contextmanager
def _named_extra() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in EXTRAS:
            raise
        raise MissingDependencyError(*EXTRAS[(error.name or "").partition(".")[0]]) from error


def _texts(documents: "Iterable[Extraction | Filed]", emitter: Any) -> Iterator[str]:
    from planextract.emit.cells import encodable
    from planextract.emit.filed import entries

    keyed: Iterator[Entry] = entries(documents)
    texts = emitter.texts(keyed) if hasattr(emitter, "texts") else _bodies(keyed, emitter)
    for text in texts:
        yield encodable(text)


def _bodies(documents: "Iterator[Entry]", emitter: Any) -> Iterator[str]:
    header: str = emitter.HEADER
    for entry in documents:
        yield header + emitter.body(entry.extraction)
        header = ""


def _only_one(documents: "Iterable[Extraction | Filed]") -> "Iterator[Extraction | Filed]":
    for number, document in enumerate(documents):
        if number:
            raise ValueError("json holds one document a file; choose jsonl")
        yield document
