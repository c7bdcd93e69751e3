"""Errors as RFC 9457 has them: each with a code from a closed list, and nothing of what was sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

MEDIA_TYPE = "application/problem+json"

REQUESTS: dict[str, tuple[int, str]] = {
    "bad_request": (400, "The request is not understood"),
    "no_key": (401, "An API key is needed"),
    "cross_site": (403, "Another site's page may not send documents here"),
    "not_found": (404, "There is no such thing here"),
    "method_not_allowed": (405, "Not a method for this address"),
    "not_acceptable": (406, "No form of result that was asked for can be given"),
    "upload_too_slow": (408, "The upload came too slowly"),
    "not_done": (409, "The task is not done"),
    "cancelled": (410, "The task was cancelled"),
    "too_large": (413, "The upload is too large"),
    "too_many_parts": (413, "The form has too many parts or fields"),
    "unsupported_body": (415, "Not a kind of body that is read here"),
    "wrong_host": (421, "The service has another name"),
    "missing_file": (422, "No file was sent"),
    "invalid_option": (422, "An option is not understood"),
    "callback_not_allowed": (422, "Callbacks may not go there"),
    "busy": (429, "Too many documents are waiting"),
    "unavailable": (503, "The service cannot read documents now"),
    "answer_too_late": (504, "The document was not read in time"),
}
"""What is wrong with a request or with the service, with status and title."""

DOCUMENTS: dict[str, tuple[int, str]] = {
    "unsupported_format": (415, "Not a kind of file that is read"),
    "corrupt_file": (422, "The file is broken"),
    "encrypted_file": (422, "The file needs a password"),
    "no_text": (422, "The pages are pictures"),
    "several_documents": (422, "The file holds several documents"),
    "missing_reader": (422, "The file needs a reader that is not installed here"),
    "limit_exceeded": (422, "The document is over a limit"),
    "unreadable": (422, "The file could not be read"),
    "memory": (422, "The document needs too much memory"),
    "crash": (422, "A library broke down on the document"),
    "too_much_result": (422, "The result is too large"),
    "timeout": (504, "The document takes too long"),
    "stalled": (504, "Reading the document came to a halt"),
    "internal": (500, "planextract failed on the document"),
}
"""What is wrong with a document: codes of diagnostics, as in the records of a batch."""

CODES: dict[str, tuple[int, str]] = REQUESTS | DOCUMENTS

RETRYABLE = frozenset({"busy", "unavailable", "upload_too_slow", "answer_too_late", "not_done", "crash"})


class ProblemRecord(BaseModel):
    """What an error says of itself (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    retryable: bool
    request_id: str | None = None


@dataclass(eq=False)
class ProblemError(Exception):
    """An error for the caller. `detail` is one plain sentence of ours that says what to do next."""

    code: str
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        return CODES[self.code][0]

    def record(self, request_id: str | None = None) -> ProblemRecord:
        status, title = CODES[self.code]
        return ProblemRecord(
            type=f"urn:planextract:problem:{self.code}",
            title=title,
            status=status,
            detail=self.detail,
            code=self.code,
            retryable=self.code in RETRYABLE,
            request_id=request_id,
        )

    def as_json(self, request_id: str | None = None) -> dict[str, Any]:
        return self.record(request_id).model_dump(mode="json", exclude_none=True)


def busy(seconds: float) -> ProblemError:
    """Too much is going on; `seconds` from now it is worth another try."""
    wait = str(max(1, min(60, round(seconds))))
    return ProblemError("busy", f"Try again in {wait} seconds.", {"Retry-After": wait})
