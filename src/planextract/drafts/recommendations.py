"""A review report's own recommendations. What a covering report asks a meeting to note is a decision, not a finding."""

import re
from collections.abc import Iterator, Sequence

from planextract.document import Document
from planextract.drafts.bullets import without_list_marks
from planextract.drafts.draft import FindingDraft
from planextract.drafts.reviewed import reviewer_speaks
from planextract.metadata import describe
from planextract.prose.paragraphs import Paragraph, paragraphs
from planextract.prose.words import pattern
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
