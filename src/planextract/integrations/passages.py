"""Actions and findings of documents as passages: words to search in, and plain metadata with their place."""

import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from planextract import pipeline
from planextract.batch.jobs import Job
from planextract.batch.reader import Reader
from planextract.batch.records import all_in
from planextract.console import place_in_words
from planextract.emit.filed import Entry, Filed, entries
from planextract.emit.tables import ACTIONS, FINDINGS, Item, Table, unread
from planextract.errors import ReadError
from planextract.options import Options
from planextract.records import Action, Extraction, Finding

Kind = Literal["actions", "findings"]

TABLES: dict[Kind, Table] = {"actions": ACTIONS, "findings": FINDINGS}

Unread = Literal["raise", "skip"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One action or finding. `key` is the same wherever the file lies; `metadata` has no empty and no nested values."""

    key: str
    text: str
    metadata: dict[str, str | int | float | bool]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which files, and what of them. With `isolated` each is read in a child process of its own, as in a batch."""

    paths: tuple[Path, ...]
    options: Options = Options()
    kinds: tuple[Kind, ...] = ("actions", "findings")
    isolated: bool = False
    unread: Unread = "raise"


def passages(wanted: Wanted) -> Iterator[Passage]:
    """Raises ReadError for a file that cannot be read, unless those are to be skipped."""
    for entry in entries(_filed(wanted)):
        for kind in wanted.kinds:
            table = TABLES[kind]
            for item in table.items(entry):
                yield _passage(item, table, entry)


def _filed(wanted: Wanted) -> Iterator[Filed]:
    for path, extraction in _in_children(wanted) if wanted.isolated else _here(wanted):
        why = unread(extraction)
        if why is None:
            inside = extraction.source.name.removeprefix(path.name)
            yield Filed(extraction, f"{path}{inside}")
        elif wanted.unread == "raise":
            raise ReadError(path, why)


def _here(wanted: Wanted) -> Iterator[tuple[Path, Extraction]]:
    for path in wanted.paths:
        for extraction in pipeline.extract_many([path], wanted.options):
            yield path, extraction


def _in_children(wanted: Wanted) -> Iterator[tuple[Path, Extraction]]:
    """A child for each file, all of one warm parent."""
    with (
        tempfile.TemporaryDirectory(prefix="planextract-") as folder,
        closing(Reader(wanted.options)) as reader,
    ):
        for number, path in enumerate(wanted.paths):
            out = Path(folder, f"{number}.jsonl")
            reader.read(Job(str(path), path.name, str(out)))
            for extraction in all_in(out):
                yield path, extraction
            out.unlink()


def _passage(item: Item, table: Table, entry: Entry) -> Passage:
    record: Action | Finding = item.record
    cells: dict[str, Any] = {field.name: field.cell(item) for field in table.fields}
    text = cells.pop("text") or record.text.raw
    plain = {name: _plain(cell) for name, cell in cells.items() if cell is not None}
    hint = entry.extraction.source.page_hint(record.text.sources[0]) if record.text.sources else None
    more = {
        "source": entry.path,
        "record": table.name.removesuffix("s"),
        "place": place_in_words(record.text.sources[0]) if record.text.sources else None,
        "page_hint": hint if "page" not in plain else None,
        "rule": record.text.rule,
    }
    metadata = plain | {name: value for name, value in more.items() if value is not None}
    return Passage(f"{entry.key}/{record.id}", text, metadata)


def _plain(cell: Any) -> str | int | float | bool:
    return cell.isoformat() if isinstance(cell, date) else cell
