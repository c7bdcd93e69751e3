"""Words that stand over actions and are the finding that these answer: "Recommendation 2: Write a ..." as a row across
the table, as a title above its header, or as the heading over it, whose words may be the paragraph below.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from planextract.document import Block, Document, Table
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.records import FindingKind
from planextract.vocab import Vocabulary

KINDS: tuple[FindingKind, ...] = (
    "recommendation",
    "area_for_development",
    "priority_action",
    "related_issue",
    "finding",
    "risk",
)
"""In the order in which labels are tried."""

CODED: tuple[FindingKind, ...] = ("recommendation", "area_for_development")
"""Kinds that have codes: "R4", "AFI-02"."""

_NUMBER = (
    r"(?P<number>(?:(?-i:[A-Z]{1,4})[-./]?)?\d{1,3}(?:[./-]\d{1,3}){0,2}[a-z]?|(?-i:[IVX]{2,5})"
    r"|(?-i:[A-Z])(?=\s*(?:[-–—:.)\]|\n]|$)|\s+(?-i:[A-Z])))\b"
)
_WORDED = rf"[\s*]*{{finding_heads.%s}}\s*(?:[-–—:]\s*)?(?:(?:no\.?|number)\s*)?{_NUMBER}"
_CODE = (
    r"[\s*]*(?P<number>(?-i:{finding_heads.%s_codes})[-\s]?\d{1,3}(?:\.\d{1,2})?[a-z]?)\b"
    r"(?=\s*[-–—:.)|]|\s+(?-i:[A-Z])|\s*$)"
)
_MARK = re.compile(r"[\s*–—:.)\]|-]*")
_RESOLVED = (
    r"that\b|(?:the\s+)?(?:members?|committee|cabinet|board|council|executive|meeting)\s+(?:is|are)\s+"
    r"(?:asked|recommended|invited|requested)\b"
)
"""How a paragraph goes on that asks a meeting for a decision."""

FEWEST_WORDS = 4
"""Words of a finding; fewer only name it: "Recommendation 3 - Training"."""

LONGEST = 1500
"""Characters of a row or paragraph that is a finding."""

HEADING = 100
"""Characters of a line in bold that may be a heading."""


@dataclass(frozen=True, slots=True)
class Head:
    """A finding over actions; `words` are those behind its label and number, if only a name or none at all."""

    kind: FindingKind
    reference: SourcedText
    words: SourcedText

    @property
    def told(self) -> bool:
        """Whether it says more than a name."""
        return len(self.words.text.split()) >= FEWEST_WORDS


def head(words: SourcedText) -> Head | None:
    """The finding that some words over actions are: they begin with its label and number.

    >>> one = head(SourcedText.plain("AFI-02 The service should clear its backlog of visits."))
    >>> one.kind, one.reference.text, one.words.text
    ('area_for_development', 'AFI-02', 'The service should clear its backlog of visits.')
    >>> head(SourcedText.plain("Priority 2: Improve attendance")) is None
    True
    """
    text = words.text
    if len(text) > LONGEST:
        return None
    for kind in KINDS:
        found = pattern(_WORDED % kind).match(text)
        if found is None and kind in CODED:
            found = pattern(_CODE % kind).match(text)
        if found is not None:
            mark = _MARK.match(text, found.end())
            start = mark.end() if mark is not None else found.end()
            said = words[start:].folded().strip(" *")
            goes_on = said.text[:1].islower() and not text[found.end() : start].strip()
            return None if goes_on else Head(kind, words.span(found, "number"), said)
    return None


def first(rows: Sequence[SourcedText]) -> Head | None:
    """The finding that some rows over actions are; where that with its label says no more, the next does."""
    for index, words in enumerate(rows):
        found = head(words)
        if found is not None and not found.told and index + 1 < len(rows) and head(rows[index + 1]) is None:
            found = replace(found, words=rows[index + 1].folded().strip())
        if found is not None and found.told:
            return found
    return None


def over(document: Document, vocabulary: Vocabulary) -> Mapping[int, Head]:
    """For each table by its number the finding that is the heading over it."""
    above = _Above(vocabulary)
    found: dict[int, Head] = {}
    for part in document.flow:
        if isinstance(part, Table):
            above.untold = False
            if above.head is not None and above.head.told:
                found[part.index] = above.head
        elif part.kind not in ("header", "footer", "note"):
            above.take(part)
    return found


@dataclass
class _Above:
    """The finding in force while a document goes by; `untold` while its words may still follow."""

    vocabulary: Vocabulary
    head: Head | None = None
    level: int | None = None
    untold: bool = False

    def take(self, block: Block) -> None:
        heads = block.kind == "heading"
        found = head(block.text) if block.kind != "item" else None
        if found is not None and (heads or not pattern(_RESOLVED).match(found.words.text)):
            self.head, self.level = found, block.level if heads else None
            self.untold = not found.told
        elif heads or (block.bold and block.kind == "paragraph" and len(block.text) <= HEADING):
            if not self._under(block):
                self.head = None
            self.untold = False
        elif self.untold and self.head is not None and block.kind == "paragraph":
            self.head = replace(self.head, words=block.text.folded().strip())
            self.untold = False

    def _under(self, block: Block) -> bool:
        """Whether a heading is one under the finding: "Actions", or of a lower level."""
        if self.level is not None and block.kind == "heading" and block.level is not None:
            return block.level > self.level
        return bool(self.vocabulary.roles_of(block.text.text.strip(" :")))
