"""The record of a batch: a row for every document of every file, in the order of the files."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from planextract.batch.runner import Row
from planextract.emit.csv import safe
from planextract.outputs import write_file
from planextract.version import __version__

COLUMNS = (
    "path",
    "document",
    "sha256",
    "outcome",
    "code",
    "pages",
    "actions",
    "findings",
    "same_as",
    "version",
    "seconds",
    "peak_memory_mb",
)
"""`path` is the file's, `document` the name that its result has: the path, and where in a zip or mail it lies.
`same_as` is the path of an earlier file with the same bytes. `seconds` and `peak_memory_mb` are those of the run that
read it, and all that differs between two runs."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row."""

    path: str
    document: str
    sha256: str
    row: Row
    same_as: str | None = None

    def cells(self) -> tuple[str, ...]:
        became = self.row.became
        numbers = (
            "" if each is None else str(each) for each in (became.pages, became.actions, became.findings)
        )
        return (
            self.path,
            self.document,
            self.sha256,
            became.outcome,
            became.code or "",
            *numbers,
            self.same_as or "",
            __version__,
            f"{self.row.seconds:.2f}",
            str(self.row.peak >> 20),
        )


def write(path: Path, entries: Iterable[Entry]) -> None:
    """The whole record at once, in place of the one before."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([safe(cell) for cell in entry.cells()] for entry in entries)
    write_file(path, [text.getvalue().encode("utf-8", "backslashreplace").decode("utf-8")])
