"""What the command line reads: files as named, every file of a folder, or standard input."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from planextract.errors import ReadError

if TYPE_CHECKING:
    from planextract.document import Document
    from planextract.options import Options
    from planextract.readers.collection.member import Member
    from planextract.records import Extraction

STANDARD_INPUT = "-"

_OUR_ENDINGS = (".json", ".jsonl", ".csv", ".ics", ".sqlite", ".sqlite3", ".db", ".parquet", ".view.html")
"""Passed over in folders, so that results written beside the documents are not read as documents."""


@dataclass(frozen=True, slots=True)
class Input:
    """One document to read: a file, or standard input where `path` is None.

    `named` means that the caller named it, rather than a folder that it lies in. `part` is what has been read of it:
    all of the file, or one of the documents in it where it is a zip or a mail.
    """

    path: Path | None
    named: bool = True
    part: "Member | None" = None

    @property
    def name(self) -> str:
        if self.path is None:
            return "standard input"
        return str(self.path) if self.inside is None else f"{self.path}/{self.inside}"

    @property
    def inside(self) -> str | None:
        """Where the document lies in a zip or mail; None for one that is a file of its own."""
        if self.part is None or self.path is None or self.part.name == self.path.name:
            return None
        return self.part.name.removeprefix(f"{self.path.name}/")

    @property
    def stem(self) -> str:
        return "stdin" if self.path is None else self.path.stem

    @property
    def filename(self) -> str:
        return "stdin" if self.path is None else self.path.name

    def extract(self, options: "Options") -> "Extraction":
        """All that it says. Raises ReadError, also for a file that is not there or may not be opened."""
        from planextract import pipeline

        with readable(self.name):
            return pipeline.extract_document(self.document(options), options)

    def document(self, options: "Options") -> "Document":
        """The document as read. Raises what `readers.read` raises."""
        from planextract import readers

        with readable(self.name):
            if self.part is not None:
                if self.part.error is not None:
                    raise self.part.error
                return readers.read_bytes(self.part.data, self.part.name, options)
            if self.path is not None:
                return readers.read(self.path, options)
            data = sys.stdin.buffer.read(options.limits.bytes + 1)
            return readers.read_bytes(data, self.filename, options)

    def opened(self, options: "Options") -> "Iterator[Input]":
        """The documents in it, read: itself, or those of a zip or mail, which nobody named one by one."""
        from planextract import pipeline

        if self.path is None:
            yield self
            return
        for part in pipeline.parts(self.path, options):
            whole = replace(self, part=part)
            yield whole if whole.inside is None else replace(whole, named=False)

    def holds_several(self, options: "Options") -> bool:
        """Whether it is a zip or a mail, with a result for each document in it."""
        from planextract import readers

        try:
            return self.path is not None and readers.holds_several(
                readers.content(self.path, options), self.name
            )
        except ReadError:
            return False


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Inside it, whatever keeps a document from being read is a ReadError that calls it as the caller did."""
    try:
        yield
    except ReadError as error:
        raise type(error)(name, error.reason) from None


def expand(names: Iterable[str]) -> list[Input]:
    """The documents that some names stand for, each once, in order; a folder gives its files by name."""
    found: dict[Path | None, Input] = {}
    for name in names:
        for each in _expanded(name):
            found.setdefault(each.path.resolve() if each.path is not None else None, each)
    return list(found.values())


def _expanded(name: str) -> Iterator[Input]:
    if name == STANDARD_INPUT:
        yield Input(None)
    elif Path(name).is_dir():
        yield from (Input(path, named=False) for path in walk(Path(name)))
    else:
        yield Input(Path(name))


def walk(folder: Path) -> Iterator[Path]:
    """Every file under a folder that may be a document, by name: nothing hidden, no lock files of Word, no output
    of ours."""
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in sorted(files):
            path = Path(root, name)
            if _is_document(path):
                yield path


def _is_document(path: Path) -> bool:
    hidden = path.name.startswith((".", "~$"))
    return not hidden and not is_ours(path.name) and path.is_file()


def is_ours(name: str) -> bool:
    """Whether a file's name ends as those that we write do."""
    return name.lower().endswith(_OUR_ENDINGS)
