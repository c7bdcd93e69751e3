"""Mail as programs save it (.eml): the message itself, and what is attached to it."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message as Part
from email.utils import parsedate_to_datetime

from planextract.errors import CorruptFileError
from planextract.readers.collection.member import Bounds, Member
from planextract.readers.collection.message import Message
from planextract.readers.collection.names import inside

_BROKEN = "the mail is broken or too deeply nested; save it again from the mail program."
_PLAIN, _PAGE = "text/plain", "text/html"


def members(data: bytes, name: str, bounds: Bounds) -> Iterator[Member]:
    """The message, where it says anything, and its attachments. Raises CorruptFileError and LimitExceededError."""
    try:
        mail = message_from_bytes(data)
        parts = list(_parts(mail))
    except (MessageError, RecursionError, ValueError, LookupError):
        raise CorruptFileError(name, _BROKEN) from None
    bodies = [part for part in parts if _is_body(part)]
    body = _read(mail, bodies).written()
    for path, content in ([body] if body is not None else []) + _attached(parts, bodies):
        bounds.enter(name)
        bounds.take(len(content), name)
        yield Member(inside(name, path), content)


def _parts(message: Part) -> Iterator[Part]:
    """The parts that hold something; a mail inside a mail is one of them."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        yield message
        return
    for part in message.get_payload():
        if isinstance(part, Part):
            yield from _parts(part)


def _is_body(part: Part) -> bool:
    return (
        part.get_content_type() in (_PLAIN, _PAGE)
        and part.get_content_disposition() != "attachment"
        and _file(part) is None
    )


def _file(part: Part) -> str | None:
    """The name of an attachment's file; None where it has none or one that nobody can make out."""
    try:
        return part.get_filename()
    except (LookupError, ValueError, TypeError):
        return None


def _read(mail: Part, bodies: list[Part]) -> Message:
    """What the mail says; of several parts of a kind the first that says anything."""
    said = {part.get_content_type(): words for part in reversed(bodies) if (words := _words(part)).strip()}
    return Message(
        sender=_header(mail, "From"),
        to=_header(mail, "To"),
        subject=_header(mail, "Subject"),
        sent=_sent(mail),
        plain=said.get(_PLAIN, ""),
        page=said.get(_PAGE, ""),
    )


def _header(mail: Part, name: str) -> str:
    """A header's words; those in letters that nobody knows stay in code."""
    said = str(mail.get(name, ""))
    with suppress(LookupError, ValueError, MessageError):
        return str(make_header(decode_header(said)))
    return said


def _sent(mail: Part) -> date | None:
    """The day on which it was sent, where the sender was."""
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        return parsedate_to_datetime(str(mail.get("Date", ""))).date()
    return None


def _words(part: Part) -> str:
    """The words of a part, in whatever letters it is written."""
    content = _bytes(part)
    try:
        return content.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return content.decode("cp1252", "replace")


def _attached(parts: list[Part], bodies: list[Part]) -> list[tuple[str, bytes]]:
    """The attachments; pictures that belong to the page, such as a signature's, are none."""
    found = []
    for number, part in enumerate(parts, 1):
        picture = part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment"
        if not picture and not any(part is body for body in bodies):
            found.append((_file(part) or f"attachment-{number}", _bytes(part)))
    return found


def _bytes(part: Part) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        return (
            inner[0].as_bytes() if isinstance(inner, list) and inner and isinstance(inner[0], Part) else b""
        )
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
