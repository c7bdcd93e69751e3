"""A document that is nothing but one clause: "(b) That the report be referred to the Scrutiny Committee".

Somebody cut it out of minutes or a report. It has no title, no date and nobody present, so that its own form must say
what it is; a sentence that could as well stand in any report says nothing here either.
"""

import re
from collections.abc import Sequence

from planextract.document import Document
from planextract.drafts import clauses
from planextract.drafts.readings import fenced, turned_down
from planextract.metadata import kind_of
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern

MOST_PARTS = 7
"""Paragraphs of a clause at the most: a stem, a few items or lines."""

MOST_WORDS = 110

_BY_MEETINGS = frozenset({"asks", "be_referred", "be_delegated"})
"""Verbs with nobody before them that only a meeting can mean: "To request that a report be submitted"."""

_RULES_OF_FORM = frozenset(
    {
        "be_requested",
        "asks",
        "be_referred",
        "be_delegated",
        "be_authorised",
        "authorises",
        "be_done",
        "does",
        "there_would_be",
        "reports_regularly",
        "receives_later",
        "notes_that",
        "agrees_to",
    }
)
"""What only a resolution says; "To review performance" without a label is as well an aim."""


def clause(document: Document, parts: Sequence[Paragraph]) -> bool:
    """Whether a document is no more than a clause: a few short paragraphs, no tables, nothing titled."""
    if document.tables or not 0 < len(parts) <= MOST_PARTS:
        return False
    if kind_of(document, parts) in ("letter", "news", "agenda", "action_plan"):
        return False
    if sum(len(part.text.split()) for part in parts) > MOST_WORDS:
        return False
    return not any(_titles(part) for part in (parts if len(parts) == 1 else parts[:-1]))


def _titles(part: Paragraph) -> bool:
    """Whether a line names something: short, without a stop, a label, a keyword or a mark."""
    if part.listed or re.search(r"[\d:;.,]", part.text):
        return False
    keyword = pattern(r"(?:{sections.decisions}|{resolutions.keywords}|{actions.words})\b.{0,60}")
    short = len(part.text.split()) < 5
    return (short or part.heading) and keyword.fullmatch(part.text) is None and not part.text[0].islower()


def resolution(part: Paragraph) -> bool:
    """Whether a paragraph has the form of an item of what was resolved."""
    if part.text.endswith("?") or turned_down(part.text):
        return False
    if fenced(part.text) or pattern(
        r"\b{resolutions.asked}\b|\b(?:is|are)\s+(?:asked|recommended|invited)\b"
    ).search(part.text):
        return False
    if pattern(r"(?:{sections.recommendations})\s*[:–-]").match(part.text):
        return False
    if pattern(r"\b(?:has|have|had)\s+(?:now|since|already)\s+been\b").search(part.text):
        return False
    found = clauses.ruling(part.words)
    if found is None or not found.acts:
        return False
    labelled = part.number is not None or re.match(r"(?i)that\b", part.text) is not None
    if found.rule in _RULES_OF_FORM:
        return labelled or part.text[0].islower() or _subjunctive(part.text) or found.rule in _BY_MEETINGS
    return labelled


def _subjunctive(text: str) -> bool:
    """ "The Director be requested": no sentence of a report says so."""
    return (
        pattern(
            r"(?:[\w’'(),&-]+\s+){1,25}?be\s+(?:also\s+|further\s+|hereby\s+)?(?:{participles.request}|{participles.permit}|{participles.refer}|{participles.delegate}|{participles.duty})\b"
        ).match(text)
        is not None
        and pattern(
            r"\b(?:to|will|would|can|could|may|might|must|should|shall|not|cannot|that|which|likely)\s+(?:also\s+|now\s+|then\s+)?be\b"
        ).search(text)
        is None
    )
