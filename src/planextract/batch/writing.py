"""The outputs of a whole archive."""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from planextract import emit
from planextract.batch.archive import Archive
from planextract.batch.records import record
from planextract.batch.sources import Source
from planextract.emit import emit_many
from planextract.emit import write as write_archive
from planextract.emit.filed import Filed
from planextract.outputs import write_file
from planextract.records import Extraction, Redaction
from planextract.redaction import redact


class Results(Protocol):
    """What an archive gives, in the order of its files."""

    def lines(self) -> Iterator[tuple[Source, str, str]]: ...

    def extractions(self) -> Iterator[tuple[Source, Extraction]]: ...


class Redacted:
    """The results of an archive without names, telephone numbers or addresses."""

    def __init__(self, archive: Archive, what: Sequence[Redaction]) -> None:
        self._archive = archive
        self._what = what

    def lines(self) -> Iterator[tuple[Source, str, str]]:
        for source, name, line in self._archive.lines():
            yield source, name, emit(redact(record(line), self._what), "jsonl")

    def extractions(self) -> Iterator[tuple[Source, Extraction]]:
        for source, extraction in self._archive.extractions():
            yield source, redact(extraction, self._what)


def write(archive: Archive, to: str, out: Path, redactions: Sequence[Redaction] = ()) -> None:
    """One of the forms in WRITERS, under the output folder."""
    WRITERS[to](Redacted(archive, redactions) if redactions else archive, out)


def _jsonl(archive: Results, out: Path) -> None:
    """All documents in one file, a line each."""
    write_file(out / "plans.jsonl", (line for _, _, line in archive.lines()))


def _json(archive: Results, out: Path) -> None:
    """A file for each document, in the folders of the archive."""
    for _, name, line in archive.lines():
        inside = [part for part in name.split("/") if part not in ("", ".", "..")]
        target = out / "json" / Path(*inside[:-1], f"{inside[-1]}.json")
        target.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(json.loads(line), indent=2, ensure_ascii=False) + "\n"
        write_file(target, [text.encode("utf-8", "backslashreplace").decode("utf-8")])


def _csv(archive: Results, out: Path) -> None:
    """A row for each action."""
    write_file(out / "actions.csv", emit_many((found for _, found in archive.extractions()), "csv"))


def _whole(to: str, name: str) -> Callable[[Results, Path], None]:
    """A format that holds all documents, with links from it to the files."""

    def written(archive: Results, out: Path) -> None:
        documents = (
            Filed(found, found.source.name, _way(source, out)) for source, found in archive.extractions()
        )
        write_archive(documents, to, out / name)

    return written


def _way(source: Source, out: Path) -> str | None:
    """How to get to a file from the output folder; None where they lie on two drives."""
    try:
        return Path(os.path.relpath(source.path, out)).as_posix()
    except ValueError:
        return None


WRITERS: dict[str, Callable[[Results, Path], None]] = {
    "jsonl": _jsonl,
    "json": _json,
    "csv": _csv,
    "ics": _whole("ics", "plans.ics"),
    "xlsx": _whole("xlsx", "plans.xlsx"),
    "sqlite": _whole("sqlite", "plans.sqlite"),
    "datapackage": _whole("datapackage", "datapackage"),
    "parquet": _whole("parquet", "parquet"),
}
