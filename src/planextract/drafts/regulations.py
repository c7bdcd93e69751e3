"""Reports that judge a service regulation by regulation: what is said where one is not met is an area for development.

"Regulation 23: Governance" heads a few paragraphs, and "Judgment: Not compliant" closes them.
"""

from collections.abc import Iterator, Sequence

from planextract.drafts.draft import FindingDraft
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.provenance import SourcedText

MOST = 6
"""Paragraphs under a regulation that say what is wrong; where there are more they tell a story."""

FEWEST = 5
"""Words of one of them."""

_HEAD = r"(?:{regulations.heads})\s+(?P<number>\d{1,3}(?:\.\d{1,2})?)\b\s*[:.–-]?\s*.{0,100}"


def findings(parts: Sequence[Paragraph]) -> Iterator[FindingDraft]:
    """The paragraphs, or where there is a list its items, under each regulation that is judged not to be met."""
    number: SourcedText | None = None
    under: list[Paragraph] = []
    for part in parts:
        head = pattern(_HEAD).fullmatch(part.text)
        judged = pattern(r"(?:{regulations.judgements})\s*[:–-]\s*(?P<grade>.{3,40})").fullmatch(part.text)
        if head is not None and not part.text.endswith("."):
            number, under = part.words.span(head, "number"), []
        elif judged is not None:
            if number is not None and pattern(r"{regulations.unmet}\b").match(judged["grade"]) is not None:
                yield from _unmet(under, number)
            number, under = None, []
        elif part.heading and part.level is not None:
            number = None
        else:
            under.append(part)


def _unmet(under: Sequence[Paragraph], number: SourcedText) -> Iterator[FindingDraft]:
    said = [part for part in under if part.listed] or [part for part in under if not part.text.endswith(":")]
    said = [part for part in said if len(part.text.split()) >= FEWEST]
    if len(said) <= MOST:
        for part in said:
            yield FindingDraft("area_for_development", part.words, "unmet_regulation", number)
