"""What comes of a file that was read: the answer in the form that was asked for, or the problem with it."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from planextract.batch.records import record
from planextract.batch.runner import Row
from planextract.emit import EMITTERS, emit, emit_many, write
from planextract.records import Extraction
from planextract.service import pages
from planextract.service.forms import MEDIA_TYPES, To
from planextract.service.problems import DOCUMENTS, ProblemError
from planextract.service.workers import Ended
from planextract.service.workplace import Desk

STOPPED: dict[str, tuple[str, str]] = {
    "cancelled": ("cancelled", "It was cancelled before it was done."),
    "timeout": ("timeout", "The file was not done within the time that this service has for one; split it."),
    "answer_too_late": ("answer_too_late", "Send it to /v1/extract/async and ask for the result later."),
    "unavailable": ("unavailable", "The service is ending, or cannot start children; try again."),
}
"""Why a file was not read to its end, as a problem."""

DETAILS: dict[str, str] = {
    "unsupported_format": "Send a PDF, Word, OpenDocument, Excel, HTML, mail, zip or text file.",
    "corrupt_file": "It is broken, cut short or empty; send it anew, or print it to a new file.",
    "encrypted_file": "Save it without a password and send that.",
    "no_text": "Its pages are pictures without text, and OCR is not installed here or was turned off.",
    "several_documents": "Ask for application/x-ndjson, or send one document at a time.",
    "missing_reader": "It needs a program or an extra that is not installed here.",
    "limit_exceeded": "It has more bytes, cells or files in it than this service reads; split it.",
    "unreadable": "It could not be read.",
    "timeout": "Reading it took longer than this service has for a document; split it.",
    "stalled": "Reading it came to a halt; print it to a new PDF.",
    "memory": "Reading it took more memory than this service has for a document; split it.",
    "crash": "A library that reads it broke down; print it to a new file.",
    "too_much_result": "Its results are larger than this service gives; split it.",
    "internal": "planextract failed on it, which is a bug; please report it.",
}
"""What to do about a document that was not read: our own words, never a library's."""

assert DETAILS.keys() == DOCUMENTS.keys()


@dataclass(frozen=True, slots=True)
class Answer:
    """A body and what it is; `outcome` is that of the document, or `several`, `policy` what a browser lets it do."""

    body: bytes
    media_type: str
    outcome: str
    policy: str | None = None


def verdict(ended: Ended) -> ProblemError | None:
    """Why there is no result; None where at least one document of the file was read."""
    if ended.done is None:
        return ProblemError(*STOPPED[ended.why or "unavailable"])
    rows = ended.done.rows
    if any(row.became.outcome not in ("unread", "failed") for row in rows):
        return None
    code = (rows[0].became.code if rows else None) or "unreadable"
    code = code if code in DOCUMENTS else "unreadable"
    return ProblemError(code, DETAILS[code])


def answer(desk: Desk, rows: tuple[Row, ...], to: To) -> Answer:
    """The result as a body. Raises ProblemError for several documents in a form that holds one."""
    if to in ("json", "html") and len(rows) > 1:
        raise ProblemError("several_documents", DETAILS["several_documents"])
    outcome = rows[0].became.outcome if len(rows) == 1 else "several"
    try:
        return _page(desk, outcome) if to == "html" else Answer(_body(desk.out, to), MEDIA_TYPES[to], outcome)
    except ValueError:  # (a child that a document has broken may have written anything)
        raise ProblemError("crash", DETAILS["crash"]) from None


def _page(desk: Desk, outcome: str) -> Answer:
    """The page that the child made, or a plain table where it made none."""
    if desk.page.is_file():
        return Answer(desk.page.read_bytes(), MEDIA_TYPES["html"], outcome, pages.VIEWED)
    table = pages.review_page(_record(desk.out))
    return Answer(table.encode("utf-8"), MEDIA_TYPES["html"], outcome, pages.POLICY)


def _body(out: Path, to: To) -> bytes:
    if to == "json":
        return emit(_record(out), to).encode("utf-8")
    if to in EMITTERS:
        return b"".join(text.encode("utf-8") for text in emit_many(_records(out), to))
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        target = Path(folder, f"plans.{to}")
        write(_records(out), to, target)
        return target.read_bytes()


def _record(out: Path) -> Extraction:
    """The only one. Raises ValueError where there is none."""
    for found in _records(out):
        return found
    raise ValueError("no line")


def _records(out: Path) -> Iterator[Extraction]:
    """The lines that a child wrote, held against the contract."""
    with out.open(encoding="utf-8") as lines:
        yield from map(record, lines)
