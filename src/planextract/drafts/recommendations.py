"""A review report's own recommendations. What a covering report asks a meeting to note is a decision, not a finding."""

import re
from collections.abc import Iterator, Sequence

from planextract.document import Document
from planextract.drafts import bullets, labelled, parties, points, reviewed
from planextract.drafts.bullets import without_list_marks
from planextract.drafts.deadlines_in import deadline_slot
from planextract.drafts.draft import ActionDraft, FindingDraft, Slot
from planextract.drafts.points import Point
from planextract.drafts.readings import fenced, sentences, turned_down
from planextract.drafts.reviewed import reviewer_speaks
from planextract.metadata import describe
from planextract.prose.paragraphs import Paragraph, paragraphs
from planextract.prose.words import pattern, vocabulary
from planextract.provenance import Place
from planextract.records import Metadata

_CODED = r"(?P<code>(?:(?-i:R)|Rec(?:ommendation)?\.?)\s?\d{1,3}(?:\.\d{1,2})?)\s*[:.–-]?\s*(?P<rest>(?-i:[A-Z]).{10,})"


def findings(
    document: Document, about: Metadata | None = None, but: Sequence[FindingDraft] = ()
) -> tuple[FindingDraft, ...]:
    """The recommendations of a review, inspection or audit report, and whatever else it labels and numbers.

    Of a plan that answers one only what has a label and a number; () for any other document. `but` are the findings
    that were found already.
    """
    parts = paragraphs(document)
    metadata = about or describe(document)[0]
    ours = reviewer_speaks(parts, metadata)
    if not ours and not reviewed.answers_review(parts, metadata):
        return ()
    drafts = [*labelled.findings(parts, numbered=not ours), *(_listed(parts) if ours else ())]
    if ours and not any(draft.kind == "recommendation" for draft in (*but, *drafts)):
        drafts += _said(parts)
    known = _Known(but)
    return tuple(draft for draft in drafts if known.takes(draft))


class _Known:
    """Where the words of the findings stand that are known."""

    def __init__(self, known: Sequence[FindingDraft]) -> None:
        self.stretches: dict[Place, list[tuple[int, int]]] = {}
        for draft in known:
            self._add(draft)

    def takes(self, draft: FindingDraft) -> bool:
        """Whether a finding is new, for it begins in the words of none that is known; it is known from then on."""
        first = draft.words.sources()[0]
        if any(start <= first.start < end for start, end in self.stretches.get(first.place, ())):
            return False
        self._add(draft)
        return True

    def _add(self, draft: FindingDraft) -> None:
        for source in draft.words.sources():
            self.stretches.setdefault(source.place, []).append((source.start, source.end))


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


def _listed(parts: Sequence[Paragraph]) -> Iterator[FindingDraft]:
    """The lists under "Recommendations" and the like, or the paragraphs there that ask for something."""
    end = 0
    for index, part in enumerate(parts):
        if index < end or not bullets.heads_recommendations(part):
            continue
        under = points.listed(
            parts[: index + 1 + bullets.MOST], index, begins=_begins, belongs=lambda _: False, loosely=True
        )
        told = [] if under.found else bullets.told_under(parts, index, "recommendation")
        made = [*under.found, *(Point(each.words) for each in told)]
        end = under.end
        made = [point for point in made if _says(point) and labelled.label(Paragraph(point.words)) is None]
        deciding = [point for point in made if _decides(point)]
        for point in (
            made if len(deciding) * 2 <= len(made) else [each for each in made if each not in deciding]
        ):
            words = without_list_marks(point.words, False)
            yield FindingDraft("recommendation", words, "recommendation_list", point.number, point.section)


def _said(parts: Sequence[Paragraph]) -> Iterator[FindingDraft]:
    """The sentences that recommend, of a report that lists no recommendations: "We recommend that the rota ..."."""
    for part in parts:
        if part.heading:
            continue
        for sentence in sentences(part.words):
            if pattern(
                r"{findings.recommends}\s+(?:that\s+[\w“‘\"']|(?:the|all|each|every|a|an|this|\w+\s+and)\b).{10,}"
            ).match(sentence.text):
                yield FindingDraft("recommendation", sentence, "recommends", part.number)


def _begins(part: Paragraph) -> bool:
    """Whether a paragraph under "Recommendations" heads something else, or is labelled itself."""
    return (
        bullets.lead_in(part) is not None
        or bullets.heads_recommendations(part)
        or labelled.label(part) is not None
    )


def _says(point: Point) -> bool:
    """Whether a point is a sentence, and no line of contents with the number of a page."""
    return len(point.words.text.split()) > 3 and not re.search(r"\d\s*$", point.words.text)


def _decides(point: Point) -> bool:
    """Whether a point begins as what a meeting is asked for does; in most of a list that is what it is for."""
    decides = pattern(r"(?:that\s+)?(?:to\s+)?{recommendations.decision_heads}\b")
    return decides.match(point.words.text) is not None


__all__ = ["findings", "reviewer_speaks"]
