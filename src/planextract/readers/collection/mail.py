"""Mail as programs save it (.eml): the message itself, and what is attached to it."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message

from planextract.errors import CorruptFileError
from planextract.readers.collection.member import Bounds, Member
from planextract.readers.collection.names import inside

_BROKEN = "the mail is broken or too deeply nested; save it again from the mail program."
_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_BODIES = {"text/plain": "message.txt", "text/html": "message.html"}


def members(data: bytes, name: str, bounds: Bounds) -> Iterator[Member]:
    """The message, where it says anything, and its attachments. Raises CorruptFileError and LimitExceededError."""
    try:
        parts = list(_parts(message_from_bytes(data)))
    except (MessageError, RecursionError, ValueError, LookupError):
        raise CorruptFileError(name, _BROKEN) from None
    bodies = [part for part in parts if _is_body(part)]
    body = _chosen(bodies)
    for path, content in ([body] if body is not None else []) + _attached(parts, bodies):
        bounds.enter(name)
        bounds.take(len(content), name)
        yield Member(inside(name, path), content)


def _parts(message: Message) -> Iterator[Message]:
    """The parts that hold something; a mail inside a mail is one of them."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        yield message
        return
    for part in message.get_payload():
        if isinstance(part, Message):
            yield from _parts(part)


def _is_body(part: Message) -> bool:
    return (
        part.get_content_type() in _BODIES
        and part.get_content_disposition() != "attachment"
        and _file(part) is None
    )


def _file(part: Message) -> str | None:
    """The name of an attachment's file; None where it has none or one that nobody can make out."""
    try:
        return part.get_filename()
    except (LookupError, ValueError, TypeError):
        return None


def _chosen(bodies: list[Message]) -> tuple[str, bytes] | None:
    """The message in the form that keeps most of it: the page where that has a table, else the plain text."""
    said = {part.get_content_type(): _words(part) for part in reversed(bodies)}
    said = {kind: words for kind, words in said.items() if words.strip()}
    page = said.get("text/html", "")
    kind = "text/html" if _TABLE.search(page) or "text/plain" not in said else "text/plain"
    return (_BODIES[kind], said[kind].encode()) if kind in said else None


def _words(part: Message) -> str:
    """The words of a part, in whatever letters it is written."""
    content = _bytes(part)
    try:
        return content.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return content.decode("cp1252", "replace")


def _attached(parts: list[Message], bodies: list[Message]) -> list[tuple[str, bytes]]:
    """The attachments; pictures that belong to the page, such as a signature's, are none."""
    found = []
    for number, part in enumerate(parts, 1):
        picture = part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment"
        if not picture and not any(part is body for body in bodies):
            found.append((_file(part) or f"attachment-{number}", _bytes(part)))
    return found


def _bytes(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        return (
            inner[0].as_bytes()
            if isinstance(inner, list) and inner and isinstance(inner[0], Message)
            else b""
        )
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
