"""Action logs without a table: short lines under headings, each an action."""

from collections.abc import Iterator, Sequence

from planextract.document import Document
from planextract.drafts import action_lines, parties
from planextract.drafts.deadlines_in import deadline_slot
from planextract.drafts.draft import ActionDraft
from planextract.prose.paragraphs import Paragraph, paragraphs
from planextract.prose.words import pattern, vocabulary
from planextract.provenance import SourcedText

HEAD = 4
"""Paragraphs from the top in which the title of a log stands."""

LONGEST_LINE = 400
"""Characters of an action in a log."""

DOING = 0.6
"""The share of lines that must say what to do, or who is to do it, for the others to be actions too."""


def actions(document: Document) -> tuple[ActionDraft, ...]:
    """The lines of a log that is printed without a table; () for any other document."""
    parts = paragraphs(document)
    title = next((index for index, part in enumerate(parts[:HEAD]) if _titles(part)), None)
    if title is None:
        return ()
    lines = list(_lines(parts[title + 1 :]))
    doing = sum(map(_says_what, (line for line, _ in lines)))
    if len(lines) < 3 or doing < DOING * len(lines):
        return ()
    return tuple(_draft(line, section) for line, section in lines)


def _titles(part: Paragraph) -> bool:
    return (
        part.heading
        and pattern(r"(?:[^.]{0,80}\s)?{logs.titles}\b[^.]{0,80}").fullmatch(part.text) is not None
    )


def _lines(parts: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, SourcedText | None]]:
    """The short paragraphs below the first heading, each with the heading over it."""
    section: SourcedText | None = None
    for part in parts:
        if part.heading:
            section = part.words
        elif section is not None and len(part.text.split()) > 2 and len(part.text) <= LONGEST_LINE:
            yield part, section


def _says_what(part: Paragraph) -> bool:
    first = part.text.split()[0].casefold()
    return first in vocabulary("imperatives.verbs") or parties.before_to(part.words) is not None


def _draft(part: Paragraph, section: SourcedText | None) -> ActionDraft:
    slots = (*action_lines.owner_slot(part.words), *deadline_slot(part.words))
    return ActionDraft("planned", part.words, "log_line", slots, reference=part.number, section=section)
