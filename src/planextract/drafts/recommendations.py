"""A review report's own recommendations. What a covering report asks a meeting to note is a decision, not a finding."""

import re
from collections.abc import Iterator, Sequence

from planextract.document import Document
from planextract.drafts import parties
from planextract.drafts.bullets import without_list_marks
from planextract.drafts.deadlines_in import deadline_slot
from planextract.drafts.draft import ActionDraft, FindingDraft, Slot
from planextract.drafts.readings import fenced, turned_down
from planextract.drafts.reviewed import reviewer_speaks
from planextract.metadata import describe
from planextract.prose.paragraphs import Paragraph, paragraphs
from planextract.prose.words import pattern, vocabulary
from planextract.provenance import Place

_CODED = r"(?P<code>(?:(?-i:R)|Rec(?:ommendation)?\.?)\s?\d{1,3}(?:\.\d{1,2})?)\s*[:.–-]?\s*(?P<rest>(?-i:[A-Z]).{10,})"


def findings(document: Document, but: Sequence[FindingDraft] = ()) -> tuple[FindingDraft, ...]:
    """The recommendations of a review, inspection or audit report; () for any other document.

    `but` are the findings that were found already.
    """
    parts = paragraphs(document)
    metadata, _ = describe(document)
    if not reviewer_speaks(parts, metadata):
        return ()
    known = {_beginning(each) for each in but}
    return tuple(draft for draft in _drafts(parts) if _beginning(draft) not in known)


def _beginning(draft: FindingDraft) -> tuple[Place, int]:
    first = draft.words.sources()[0]
    return first.place, first.start


def alone(parts: Sequence[Paragraph], *, coded: bool) -> tuple[ActionDraft, ...]:
    """Recommendations outside a review: "R4: Use the Business Plan to ..."; those without a code unless `coded`."""
    made = [
        draft
        for part in parts
        if not (fenced(part.text) or turned_down(part.text)) and (draft := _alone(part)) is not None
    ]
    return tuple(draft for draft in made if draft.reference is not None or not coded)


def _alone(part: Paragraph) -> ActionDraft | None:
    coded = pattern(_CODED).fullmatch(part.text)
    words = part.words.span(coded, "rest") if coded is not None else part.words
    should = pattern(
        r"(?:that\s+)?(?P<who>[^\s,;.][^,;.]{1,80}?)\s+(?:should|must)(?:,\s[^,;]{3,50},)?\s+(?P<verb>[a-z-]+)"
    ).match(words.text)
    doing = should is not None and should["verb"] in vocabulary("imperatives.verbs")
    first = re.match(r"[A-Za-z-]+", words.text)
    command = (
        coded is not None and first is not None and first[0].casefold() in vocabulary("imperatives.verbs")
    )
    if not (command or doing):
        return None
    owner = parties.subject(words.span(should, "who")) if should is not None and doing else None
    slots = [
        Slot("action", words),
        *([Slot("owner", owner)] if owner is not None else []),
        *deadline_slot(words),
    ]
    code = part.words.span(coded, "code") if coded is not None else None
    rule = "coded_recommendation" if coded is not None else "should"
    return ActionDraft("recommendation", words, rule, tuple(slots), reference=code)


def _drafts(parts: Sequence[Paragraph]) -> Iterator[FindingDraft]:
    headed = pattern(r"(?:our\s+)?{findings.recommendation}\s*:?")
    inside = False
    style: bool | None = None
    for part in parts:
        coded = pattern(_CODED).fullmatch(part.text)
        if coded is not None:
            yield FindingDraft(
                "recommendation",
                part.words.span(coded, "rest"),
                "coded_recommendation",
                part.words.span(coded, "code"),
            )
        elif headed.fullmatch(part.text):
            inside, style = True, None
        elif inside and part.listed and style is not None and part.bulleted != style:
            inside = False  # the number of the next section, after bullets
        elif inside and part.listed and not part.heading and _recommends(part):
            style = part.bulleted
            words = without_list_marks(part.words, False)
            yield FindingDraft("recommendation", words, "recommendation_list", part.number)
        elif part.heading or not part.listed:
            inside = inside and not part.heading and len(part.text) < 200 and part.text.endswith(":")


def _recommends(part: Paragraph) -> bool:
    decides = pattern(r"(?:that\s+)?(?:to\s+)?{recommendations.decision_heads}\b")
    return len(part.text.split()) > 3 and not decides.match(part.text) and not re.search(r"\d\s*$", part.text)


__all__ = ["findings", "reviewer_speaks"]
