"""Findings in lists: bullets under "key strengths were:", "needed to ensure that:" or "Areas for development".

The heading or lead-in says what the items are. Where it does not, in a report or letter that gives findings, a trained
model is asked (`bullet_kinds`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planextract.document import Document
from planextract.drafts import bullet_kinds, reviewed, unheaded
from planextract.drafts.draft import FindingDraft
from planextract.prose.models import Models
from planextract.prose.paragraphs import Paragraph, paragraphs
from planextract.prose.words import alternatives, pattern, section
from planextract.provenance import SourcedText
from planextract.records import FindingKind, Grade, Metadata

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


LONGEST_LEAD = 90
"""Characters of an item that is only the lead-in of the next list: "13. Priorities for further improvement:"."""


CONTRADICTED = 0.75
"""Of 20 bullets of other authorities that the model took for the other kind, at odds of 7 to 1 or more, 15 stood under
the right heading, as we read them; five were printed under the wrong one.
"""


@dataclass(frozen=True, slots=True)
class Lead:
    """What the items below a heading or lead-in are; `rule` says how it says so.

    `doubted` means that it stands under a heading which says the opposite.
    """

    kind: FindingKind
    rule: str
    grade: Grade | None = None
    doubted: bool = False

    @property
    def headed(self) -> bool:
        return self.rule.endswith("_heading")


def findings(document: Document, about: Metadata, models: Models) -> tuple[FindingDraft, ...]:
    """The items of every list that gives findings. News has none."""
    parts = paragraphs(document)
    if about.document_kind in ("news", "agenda"):
        return ()
    gives = reviewed.gives_findings(parts, about)
    found: list[FindingDraft] = []
    headed: set[int] = set()
    for index, lead in _leads(parts, gives):
        items = list(_items(parts[index + 1 : index + 1 + MOST]))
        headed.update(range(index, index + 1 + len(items)))
        found += _drafts(lead, items)
    of_no_kind = unheaded.lists(parts, headed) if gives else ()
    guessed = [draft for over, items in of_no_kind for draft in _guessed(over, items, models)]
    return (*_weighed(found, models), *guessed)


def _leads(parts: Sequence[Paragraph], gives: bool) -> Iterator[tuple[int, Lead]]:
    """Where lists of findings begin, and what they are. A lead-in wins over the heading that it stands under."""
    heading: Lead | None = None
    for index, part in enumerate(parts):
        lead = lead_in(part) or graded_lead_in(part)
        if lead is not None and lead.grade is not None and not (gives or reviewed.tells_of_review([part])):
            lead = None
        if lead is not None and (lead.headed or gives or reviewed.tells_of_review(parts[: index + 1])):
            yield index, replace(lead, doubted=heading is not None and _opposed(lead.kind, heading.kind))
        if part.heading:
            heading = lead


def _opposed(one: FindingKind, other: FindingKind) -> bool:
    return {one, other} == {"strength", "area_for_development"}


def _weighed(found: Sequence[FindingDraft], models: Models) -> list[FindingDraft]:
    """The findings under headings, less sure where a model that the document asks anyway is sure of the other kind."""
    kinds = bullet_kinds.by_itself([draft.words.text for draft in found], models)
    return [
        replace(draft, confidence=CONTRADICTED)
        if kind is not None and draft.rule.endswith("_heading") and _opposed(draft.kind, kind)
        else draft
        for draft, kind in zip(found, kinds, strict=True)
    ]


def lead_in(part: Paragraph) -> Lead | None:
    """What the items below a paragraph are, and how it says so."""
    text = part.text.rstrip()
    for kind in KINDS:
        wordings = alternatives(section("findings")[kind])
        if part.heading or (len(text) < LONGEST_LEAD and (not part.listed or text.endswith(":"))):
            headed = pattern(
                rf"(?:the\s+|our\s+|key\s+|main\s+)?{wordings}(?:\s+(?:identified|include|included|were|are))?"
                r"(?:\s+(?:in|within|across|at)(?:\s+[\w’'&-]+){1,9})?\s*[:?]?"
            )
            if headed.fullmatch(text):
                return Lead(kind, f"{kind}_heading")
        if text.endswith(":"):
            lead = pattern(rf"\b{wordings}(?:\s+[\w’']+){{0,9}}\s*:$")
            if lead.search(text[-160:]):
                return Lead(kind, f"{kind}_lead_in")
    return None


def graded_lead_in(part: Paragraph) -> Lead | None:
    """What an inspector says must or should be done: "The provider must:", "Action the trust SHOULD take to improve".

    What must be done is a requirement, what should be done a recommendation; both are of that kind, with their grade.
    """
    text = part.text.rstrip()
    if len(text) >= LONGEST_LEAD and not text.endswith(":"):
        return None
    grades: tuple[Grade, ...] = ("must", "should")
    for grade in grades:
        told = pattern(rf"\b{{findings.told}}\s+(?:also\s+)?{grade}(?:,[^.:]{{0,60}},?)?(?:\s+also)?\s*:$")
        headed = pattern(
            rf"(?:{{findings.actions}}\s+)?(?:that\s+)?(?:(?:the|this|your)\s+)?(?:[\w’'-]+\s+){{0,4}}?{{findings.{grade}}}"
            r"(?:\s+to\s+improve)?\s*[:.]?"
        )
        if told.search(text[-160:]):
            return Lead("recommendation", f"{grade}_lead_in", grade)
        if len(text) < LONGEST_LEAD and (part.heading or not part.listed) and headed.fullmatch(text):
            return Lead("recommendation", f"{grade}_heading", grade)
    return None


def _items(following: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The list that follows at once, all its labels of one style."""
    style = following[0].bulleted if following and following[0].listed else None
    for part in following:
        if not part.listed or part.heading or part.bulleted != style:
            return
        lead = lead_in(part)
        if lead is None or len(part.text) > LONGEST_LEAD:
            yield part
        if lead is not None:
            return


def _drafts(lead: Lead, items: Sequence[Paragraph]) -> Iterator[FindingDraft]:
    listed = _punctuated(items)
    for part in items:
        words = without_list_marks(part.words, listed)
        if len(words) > 3:
            sure = CONTRADICTED if lead.doubted else None
            yield FindingDraft(lead.kind, words, lead.rule, part.number, confidence=sure, grade=lead.grade)


def _punctuated(items: Sequence[Paragraph]) -> bool:
    """Whether the items of a list are joined by marks, as one sentence."""
    return any(part.text.endswith((";", ",", "; and", ", and")) for part in items)


def _guessed(over: Paragraph, items: Sequence[Paragraph], models: Models) -> Iterator[FindingDraft]:
    """The findings of a list that no heading names: by the tone of its lead-in, else by what a model says."""
    kind = unheaded.tone(over)
    if kind is not None:
        yield from _drafts(Lead(kind, f"{kind}_tone"), items)
        return
    listed = _punctuated(items)
    words = [without_list_marks(part.words, listed) for part in items]
    for each, guess in zip(words, bullet_kinds.kinds([one.text for one in words], models), strict=True):
        yield FindingDraft(guess.kind, each, guess.rule, confidence=guess.confidence)


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


__all__ = ["Lead", "findings", "graded_lead_in", "lead_in", "without_joint", "without_list_marks"]
