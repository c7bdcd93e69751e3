"""The first page: which paragraphs are the head, and whether a document is the reviewer's own or a council's paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from planextract.metadata.dated import only_a_date
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.records import Metadata

HEAD = 8
"""Paragraphs from the top whose title or bare days are those of the review that the document is about."""

_TITLE_PAGE = 14
"""Lines of a title page: short ones, the last of them before the first sentence."""

_SUBJECT = 4
"""Paragraphs from a salutation on, in which a letter says what it is about."""


@dataclass(frozen=True, slots=True)
class Front:
    """`head`: the lines that name what the document is. `paper`: it is a council's own, put before a meeting."""

    head: tuple[Paragraph, ...]
    paper: bool
    letter: bool
    to_come: bool
    """The head says that the review is still prepared."""


def front(parts: Sequence[Paragraph], metadata: Metadata) -> Front:
    head = parts[: _page(parts)]
    salutation = next((n for n, part in enumerate(parts[:20]) if pattern(r"dear\b.*").match(part.text)), None)
    if salutation is not None:
        head = parts[: max(len(head), salutation + _SUBJECT)]
    letter = metadata.document_kind == "letter" and salutation is not None
    prepared = pattern(r"\b{reviews.prepared}\b")
    return Front(
        head=tuple(head),
        paper=not letter and _paper(head, metadata),
        letter=letter,
        to_come=any(is_line(part) and prepared.search(part.text) for part in head),
    )


def _page(parts: Sequence[Paragraph]) -> int:
    """How many paragraphs are the head: the usual number, or as many short lines as a title page has."""
    for number, part in enumerate(parts[:_TITLE_PAGE]):
        if not is_line(part) and not only_a_date(part.words):
            return max(HEAD, number)
    return min(_TITLE_PAGE, len(parts))


def is_line(part: Paragraph) -> bool:
    """Whether a paragraph may be a title or a label with its value, and is no sentence."""
    return len(part.text) < 160 and not part.text.endswith(".")


def titles(front: Front) -> tuple[Paragraph, ...]:
    """The lines of the head, sentences left out."""
    return tuple(part for part in front.head if is_line(part))


def _paper(head: Sequence[Paragraph], metadata: Metadata) -> bool:
    """Whether a header says before whom the document is put; a provider is no committee."""
    body = metadata.body
    provider = pattern(r".*\b{reviews.providers}\b.*")
    if metadata.meeting_date is not None or metadata.document_kind in ("minutes", "agenda"):
        return True
    if body is not None and not provider.fullmatch(body.value or ""):
        return True
    return any(pattern(r".*\b{reviews.paper}\b.*").match(part.text) for part in head if is_line(part))
