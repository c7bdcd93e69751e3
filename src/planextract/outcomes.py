"""What became of a document, in words from closed lists."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from planextract.diagnostics import CODES
from planextract.records import DiagnosticRecord, Extraction, SourceFile
from planextract.version import __version__

Outcome = Literal["read", "partial", "nothing_found", "unread", "failed"]
"""read           all of it was read, and there are actions, findings or decisions in it
partial        a limit or a broken page cut it short; what was read is there
nothing_found  all of it was read, and it holds none of these; `code` says whether it has no tables or no action table
unread         it could not be read; `code` is that of the error, such as `encrypted_file`
failed         reading it came to a bad end: `timeout`, `stalled`, `memory`, `crash`, `too_much_result`, `internal`;
               `lost` where the machines of a cluster were, one after another
"""

FAILURES = {
    "timeout": "it took longer than Limits.seconds or Limits.cpu_seconds; raise them, or split the file.",
    "stalled": "nothing moved for Limits.stall_seconds; raise that, or print it to a new PDF.",
    "memory": "it asked for more than Limits.memory; raise that, or split the file.",
    "crash": "a library that reads it broke down; print it to a new file.",
    "too_much_result": "its results are larger than Limits.result_bytes; raise that, or split the file.",
    "lost": "each machine that read it was lost before it had; run it again with --resume.",
    "internal": "planextract failed on it, which is a bug; please report it with the place named here.",
}
"""Every way to fail, with what to do next. All are diagnostics of these names."""

CUT_SHORT = frozenset({"cut_short", "page_unreadable", "ocr_not_finished", "part_not_read"})
"""Diagnostics that say that a part was not read."""

NOTHING = ("no_text_in_it", "no_tables", "no_action_table")
"""Diagnostics that say why nothing was found."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of one document, and how much was in it."""

    outcome: Outcome
    code: str | None
    pages: int | None
    actions: int
    findings: int


def of(extraction: Extraction) -> Outcomes:
    """What became of a document, by its result."""
    codes = [said.code for said in extraction.diagnostics]
    outcome, code = _outcome(extraction, codes)
    return Outcomes(outcome, code, extraction.source.pages, len(extraction.actions), len(extraction.findings))


def _outcome(extraction: Extraction, codes: Iterable[str]) -> tuple[Outcome, str | None]:
    codes = list(codes)
    failed = next((code for code in codes if code in FAILURES), None)
    if failed is not None:
        return "failed", failed
    if extraction.source.reader == "none":
        return "unread", codes[0] if codes else "unreadable"
    cut = next((code for code in codes if code in CUT_SHORT), None)
    if cut is not None:
        return "partial", cut
    if extraction.actions or extraction.findings or extraction.decisions:
        return "read", None
    return "nothing_found", next((code for code in codes if code in NOTHING), None)


def failure(file: "File", code: str, place: str | None = None) -> Extraction:
    """The result for a document on which reading came to a bad end."""
    return unread(file, code, FAILURES[code] + (f" ({place})" if place is not None else ""))


def unread(file: "File", code: str, reason: str) -> Extraction:
    """The result for a file that could not be read: an error diagnostic and nothing else."""
    source = SourceFile(
        name=file.name,
        media_type="application/octet-stream",
        sha256=file.sha256,
        bytes=file.size,
        pages=None,
        reader="none",
        planextract_version=__version__,
    )
    said = DiagnosticRecord(code=code, severity=CODES[code][0], message=reason)
    return Extraction(source=source, diagnostics=(said,))


@dataclass(frozen=True, slots=True)
class File:
    """What can be said of a file without reading it as a document."""

    name: str
    sha256: str
    size: int

    @classmethod
    def of(cls, name: str, data: bytes) -> "File":
        return cls(name, hashlib.sha256(data).hexdigest(), len(data))

    @classmethod
    def at(cls, path: str | Path, name: str) -> "File":
        """Of a file of any size, a piece at a time. Raises OSError."""
        digest, size = hashlib.sha256(), 0
        with Path(path).open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
                size += len(piece)
        return cls(name, digest.hexdigest(), size)
