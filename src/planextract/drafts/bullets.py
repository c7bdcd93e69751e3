"""Findings in lists: bullets under "key strengths were:", "needed to ensure that:" or "Areas for development".

The heading or lead-in says what the items are. Where it does not, in a report or letter that gives findings, a trained
model is asked (`bullet_kinds`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planextract.document import Document
from planextract.drafts import bullet_kinds, points, regulations, reviewed, unheaded
from planextract.drafts.draft import FindingDraft
from planextract.drafts.points import Point
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


MOST_NUMBERED = 15
LONGEST_NUMBERED = 600
"""Items of a numbered list of findings, and characters of one."""

MOST_TOLD = 6
"""Paragraphs without marks under a heading that are findings; where there are more they tell a story."""

LONGEST_TITLE = 140
"""Characters of a heading over recommendations."""

LONGEST_TOLD = 1500
"""Characters of a paragraph without a mark that is a finding by itself."""


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
    last: Lead | None = None
    end = -1
    for index, heads in _leads(parts, gives):
        turns = heads is None and index == end and gives
        lead = contrasting(parts[index], last) if turns else heads
        if lead is None or index in headed:
            continue
        under = _under(parts[: index + 1 + MOST], index, lead, gives)
        end = max(under.end, index + 1)
        headed.update(range(index, end))
        found += _drafts(lead, under.found)
        last = lead
    guessed: list[FindingDraft] = []
    if gives:
        found += regulations.findings(parts)
        for over, items in (*_numbered(parts, headed), *unheaded.lists(parts, headed)):
            guessed += _guessed(over, items, models)
    return (*_weighed(found, models), *guessed)


def _leads(parts: Sequence[Paragraph], gives: bool) -> Iterator[tuple[int, Lead | None]]:
    """Where lists of findings begin, and what they are; None for a turn that what stands before it must explain.

    A lead-in wins over the heading that it stands under. What a numbered recommendation must include is part of it.
    """
    heading: Lead | None = None
    asked = inside = False
    for index, part in enumerate(parts):
        inside = asked and (inside or part.number is not None)
        lead = lead_in(part) or (graded_lead_in(part) if not inside else None)
        if lead is None and gives:
            lead = rated_lead_in(part)
        if lead is not None and lead.grade is not None and not (gives or reviewed.tells_of_review([part])):
            lead = None
        if lead is not None and (lead.headed or gives or reviewed.tells_of_review(parts[: index + 1])):
            yield index, replace(lead, doubted=heading is not None and _opposed(lead.kind, heading.kind))
        elif part.text.endswith(":") and not part.listed:
            yield index, None
        if part.heading:
            heading, asked = lead, heads_recommendations(part)


def _under(parts: Sequence[Paragraph], index: int, lead: Lead, gives: bool) -> points.Points:
    """The points under a heading or lead-in; in the report of a review also those in paragraphs without marks."""
    graded = pattern(rf"\b{lead.grade}\b") if lead.grade is not None else None
    listed = points.listed(
        parts,
        index,
        begins=heads_findings,
        belongs=lambda part: graded is not None and graded.search(part.text) is not None,
        loosely=gives and (lead.headed or len(parts[index].text) < LONGEST_LEAD),
    )
    if listed.found or not gives:
        return listed
    told = told_under(parts, index, lead.kind)
    return points.Points([Point(part.words) for part in told], index + 1 + len(told) if told else 0)


def told_under(parts: Sequence[Paragraph], index: int, kind: FindingKind) -> list[Paragraph]:
    """The paragraphs without marks that are findings: all behind a colon, the first under "Area for improvement", else
    those under a heading that say what is good or is not; of recommendations only those that ask for something.
    What begins with a small letter goes on with the table above it.
    """
    text = parts[index].text
    under = points.told(parts, index, heads_findings)
    told = [part for part in under if len(part.text) <= LONGEST_TOLD and not part.text[0].islower()]
    if _opens(text):
        return told
    if pattern(r"(?:[\w’'-]+\s+){0,3}?{findings.one}").fullmatch(text):
        return told[:1]
    plain = [part for part in told if pattern(r"{findings.explains}\b").match(part.text) is None]
    if kind == "recommendation" or not parts[index].heading:
        return [part for part in plain if asks(part)]
    return plain if len(plain) <= MOST_TOLD else []


def asks(part: Paragraph) -> bool:
    """Whether a paragraph says what somebody should do."""
    return pattern(r"[^.!?]{0,300}?\b{findings.asks}\b").match(part.text) is not None


def leads(part: Paragraph) -> Lead | None:
    """What the items below a paragraph are: by its kind, or as what must or should be done."""
    return lead_in(part) or graded_lead_in(part)


def heads_findings(part: Paragraph) -> bool:
    """Whether a paragraph heads a list of findings, recommendations or not."""
    return leads(part) is not None or heads_recommendations(part)


def heads_recommendations(part: Paragraph) -> bool:
    """ "3. Our recommendations to you", "Key recommendations for improvement"; not those of an earlier review."""
    text = part.text
    if (
        text.endswith(":")
        and pattern(r"\b{findings.recommends}\b[^.:]{0,120}:$").search(text[-240:]) is not None
    ):
        return True
    headed = pattern(
        r"(?:(?:our|the|key|main|list\s+of|summary\s+of|schedule\s+of|final|overall)\s+){0,3}{findings.recommendation}"
        r"(?:\s+(?:to|for|made|arising|in|and|with|identified)(?:\s+[\w’'&-]+){0,8})?\s*[:.]?"
    )
    return len(text) <= LONGEST_TITLE and headed.fullmatch(text) is not None


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


_OPENS = (
    r"(?:\s+(?:is|are|was|were|include|includes|included)\s+)?(?:as\s+follows|set\s+out\s+below|listed\s+below|"
    r"the\s+following|detailed\s+below|these)\s*[.:]?\s*[–—-]?$"
)
"""A colon in words: "The matters of concern are as follows. –"."""


def _opens(text: str) -> bool:
    """Whether what a text promises is to follow."""
    return re.search(r":\s*[–—-]?$", text) is not None or pattern(_OPENS).search(text[-60:]) is not None


def lead_in(part: Paragraph) -> Lead | None:
    """What the items below a paragraph are, and how it says so."""
    text = part.text.rstrip()
    opens, ending = _opens(text), text[-160:].casefold()
    for kind in KINDS:
        wordings = alternatives(section("findings")[kind])
        if part.heading or (len(text) < LONGEST_LEAD and (not part.listed or opens)):
            headed = pattern(
                rf"(?:the\s+|our\s+|key\s+|main\s+)?{wordings}(?:\s+(?:identified|include|included|were|are))?"
                r"(?:\s+(?:in|within|across|at)(?:\s+[\w’'&-]+){1,9})?\s*[:?]?"
            )
            if headed.fullmatch(text):
                return Lead(kind, f"{kind}_heading")
        if not opens and "following" not in ending:
            continue
        lead = pattern(
            rf"\b{wordings}(?:\s+[\w’']+){{0,9}}\s*(?:[:.]\s*[–—-]?)?$"
            if opens
            else rf"\bfollowing\s+(?:[\w’'-]+\s+){{0,2}}?{wordings}\b[^.:;]*\.$"
        )
        if lead.search(ending):
            return Lead(kind, f"{kind}_lead_in")
    return None


def rated_lead_in(part: Paragraph) -> Lead | None:
    """The reasons for a grade: "We rated it as requires improvement because:"."""
    if not part.text.endswith(("because:", "because")):
        return None
    said = re.split(r"(?<=[.!?])\s", part.text[-300:])[-1]
    if pattern(r"\b(?:rated|rating|graded|grade|judged|evaluated)\b").search(said) is None:
        return None
    if pattern(r"\b{findings.low_grades}\b").search(said):
        return Lead("area_for_development", "grade_lead_in")
    if pattern(r"\b{findings.high_grades}\b").search(said):
        return Lead("strength", "grade_lead_in")
    return None


def contrasting(part: Paragraph, before: Lead | None) -> Lead | None:
    """ "However:" between two lists, which are then of opposite kinds."""
    if before is None or pattern(r"{findings.turns}\s*[,:]*").fullmatch(part.text) is None:
        return None
    if before.kind not in ("strength", "area_for_development"):
        return None
    return Lead("area_for_development" if before.kind == "strength" else "strength", "contrast")


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
        named = re.fullmatch(
            rf"[A-Z][^.:;?]{{2,80}}\s{grade}(?:\salso)?:", text
        )  # (whoever it is: "Vale PDU should:")
        if named is not None or told.search(text[-160:]):
            return Lead("recommendation", f"{grade}_lead_in", grade)
        if len(text) < LONGEST_LEAD and (part.heading or not part.listed) and headed.fullmatch(text):
            return Lead("recommendation", f"{grade}_heading", grade)
    return None


def _drafts(lead: Lead, items: Sequence[Point]) -> Iterator[FindingDraft]:
    joined = _punctuated(items)
    for point in items:
        words = without_list_marks(point.words, joined)
        if len(words) > 3:
            sure = CONTRADICTED if lead.doubted else None
            yield FindingDraft(
                lead.kind, words, lead.rule, point.number, point.section, confidence=sure, grade=lead.grade
            )


def _punctuated(items: Sequence[Point]) -> bool:
    """Whether the items of a list are joined by marks, as one sentence."""
    return any(point.words.text.endswith((";", ",", "; and", ", and")) for point in items)


def _numbered(parts: Sequence[Paragraph], headed: set[int]) -> Iterator[tuple[Paragraph, list[Point]]]:
    """The numbered lists under "Key findings" and the like, or under words that say that somebody found what follows.

    Many or long numbered paragraphs tell a story instead.
    """
    for index, part in enumerate(parts):
        if index in headed or (part.listed and not part.heading) or not unheaded.finds(part):
            continue
        under = points.listed(
            parts[: index + 1 + MOST],
            index,
            begins=heads_findings,
            belongs=lambda _: False,
            loosely=part.heading,
        )
        if not 1 < len(under.found) <= MOST_NUMBERED or any(point.number is None for point in under.found):
            continue
        if max(len(point.words) for point in under.found) <= LONGEST_NUMBERED:
            headed.update(range(index, under.end))
            yield part, under.found


def _guessed(over: Paragraph, items: Sequence[Point], models: Models) -> Iterator[FindingDraft]:
    """The findings of a list that no heading names: by the tone of its lead-in, else by what a model says."""
    kind = unheaded.tone(over)
    if kind is not None:
        yield from _drafts(Lead(kind, f"{kind}_tone"), items)
        return
    listed = _punctuated(items)
    words = [without_list_marks(point.words, listed) for point in items]
    guesses = bullet_kinds.kinds([one.text for one in words], models)
    for each, point, guess in zip(words, items, guesses, strict=True):
        yield FindingDraft(guess.kind, each, guess.rule, point.number, confidence=guess.confidence)


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
