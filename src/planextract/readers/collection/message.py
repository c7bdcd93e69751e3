"""What a mail says, as a document: its words in the form that keeps most of them, under its sender, day and subject.

Kinds of mail differ in how they store these and in nothing that a reader sees.
"""

import re
from dataclasses import dataclass
from datetime import date
from html import escape

_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_BODY = re.compile(r"<body\b[^<>]*>", re.IGNORECASE)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Message:
    """One mail; "" and None for what it does not say. `page` is its HTML, `plain` the same words without a form."""

    sender: str = ""
    to: str = ""
    subject: str = ""
    sent: date | None = None
    plain: str = ""
    page: str = ""

    def written(self) -> tuple[str, bytes] | None:
        """The document and what to call it: the page where that has a table, else the plain text."""
        if self.page.strip() and (_TABLE.search(self.page) or not self.plain.strip()):
            return "message.html", self._headed_page().encode("utf-8", "replace")
        if self.plain.strip():
            head = "".join(f"{line}\n" for line in self._head())
            return "message.txt", f"{head}\n{self.plain}".encode("utf-8", "replace")
        return None

    def _head(self) -> list[str]:
        sent = f"{self.sent.day} {_MONTHS[self.sent.month - 1]} {self.sent.year}" if self.sent else ""
        said = (("From", self.sender), ("To", self.to), ("Date", sent), ("Subject", self.subject))
        return [f"{label}: {' '.join(words.split())}" for label, words in said if words.strip()]

    def _headed_page(self) -> str:
        head = "".join(f"<p>{escape(line)}</p>\n" for line in self._head())
        body = _BODY.search(self.page)
        if body is None:
            return f"<!DOCTYPE html>\n<body>\n{head}{self.page}"
        return f"{self.page[: body.end()]}{head}{self.page[body.end() :]}"
