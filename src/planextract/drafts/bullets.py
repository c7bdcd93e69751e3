"""Findings in lists: bullets under "key strengths were:", "needed to ensure that:" or "Areas for development"."""

import re
from collections.abc import Iterator, Sequence

from planextract.document import Document
from planextract.drafts.draft import FindingDraft
from planextract.metadata import kind_of
from planextract.prose.paragraphs import Paragraph, paragraphs
from planextract.prose.words import alternatives, pattern, section
from planextract.provenance import SourcedText
from planextract.records import FindingKind

KINDS: tuple[FindingKind, ...] = (
    "priority_action",
    "strength",
    "area_for_development",
    "risk",
    "related_issue",
)
"""In the order in which lead-ins are tried."""

MOST = 60
"""Items of one list."""


def findings(document: Document) -> tuple[FindingDraft, ...]:
    """The items of every list whose heading or lead-in says what they are. News has none."""
    parts = paragraphs(document)
    if kind_of(document, parts) in ("news", "agenda"):
        return ()
    found: list[FindingDraft] = []
    for index, part in enumerate(parts):
        lead = lead_in(part)
        if lead is not None:
            kind, rule = lead
            found += _drafts(kind, rule, list(_items(parts[index + 1 : index + 1 + MOST])))
    return tuple(found)


def lead_in(part: Paragraph) -> tuple[FindingKind, str] | None:
    """What the items below a paragraph are, and how it says so."""
    text = part.text.rstrip()
    for kind in KINDS:
        wordings = alternatives(section("findings")[kind])
        if (len(text) < 90 and not part.listed) or part.heading:
            headed = pattern(
                rf"(?:the\s+|our\s+|key\s+|main\s+)?{wordings}(?:\s+(?:identified|include|included|were|are))?\s*[:?]?"
            )
            if headed.fullmatch(text):
                return kind, f"{kind}_heading"
        if text.endswith(":"):
            lead = pattern(rf"\b{wordings}(?:\s+[\w’']+){{0,6}}\s*:$")
            if lead.search(text[-160:]):
                return kind, f"{kind}_lead_in"
    return None


def _items(following: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The list that follows at once, all its labels of one style."""
    style = following[0].bulleted if following and following[0].listed else None
    for part in following:
        if not part.listed or part.heading or part.bulleted != style:
            return
        yield part
        if lead_in(part) is not None:
            return


def _drafts(kind: FindingKind, rule: str, items: Sequence[Paragraph]) -> Iterator[FindingDraft]:
    listed = any(part.text.endswith((";", ",", "; and", ", and")) for part in items)
    for part in items:
        words = without_list_marks(part.words, listed)
        if len(words) > 3:
            yield FindingDraft(kind, words, rule, part.number)


def without_joint(words: SourcedText) -> SourcedText:
    """Without the "; and" that joins an item of a list to the next.

    >>> without_joint(SourcedText.plain("That the report be noted; and")).text
    'That the report be noted'
    """
    mark = re.search(r"\s*[;,]\s*(?:and|or)?[\s.]*$", words.text[-20:])
    return words[: len(words) - len(words.text[-20:]) + mark.start()] if mark is not None else words


def without_list_marks(words: SourcedText, listed: bool) -> SourcedText:
    """Without the "; and" that joins an item to the next, and without the last item's full stop in such a list.

    >>> without_list_marks(SourcedText.plain("A dedicated workforce; and"), True).text
    'A dedicated workforce'
    """
    bare = without_joint(words)
    if len(bare) < len(words):
        return bare
    return words.strip(" .") if listed and not re.search(r"[a-z]\.\s+[A-Z]", words.text) else words


__all__ = ["findings", "lead_in", "without_joint", "without_list_marks"]
