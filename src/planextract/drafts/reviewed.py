"""Whether a document gives the findings of a review, inspection or audit: its report, or a letter about it."""

from collections.abc import Sequence

from planextract.document import Document
from planextract.metadata import kind_of
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import alternatives, pattern, section

HEAD = 12
"""Paragraphs from the top in which a report or letter says what it is about."""


def gives_findings(document: Document, parts: Sequence[Paragraph]) -> bool:
    """A report that is titled as a review, or a letter or report whose first paragraphs name one or who made it.

    Minutes, agendas, news and what a meeting is asked to decide tell of reviews too, and are none.
    """
    if kind_of(document, parts) in ("minutes", "agenda", "news"):
        return False
    head = parts[:HEAD]
    if any(pattern(r"\b{resolutions.asked}\b").search(part.text[:600]) for part in parts):
        return False
    titled = pattern(r"\b{recommendations.document}\b")
    if any(part.heading and titled.search(part.text) for part in head):
        return True
    kinds = alternatives(tuple(word for wordings in section("reviews.kinds").values() for word in wordings))
    named = pattern(rf"\b(?:{kinds}|{{reviews.providers}})\b")
    return any(named.search(part.text[:600]) for part in head)
