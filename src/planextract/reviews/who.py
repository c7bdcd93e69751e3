"""Who did a review: the organisation."""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import either, section, vocabulary
from planextract.provenance import SourcedText
from planextract.records import Extracted, extracted_text
from planextract.reviews.front import Front, is_line, titles
from planextract.reviews.names import Name


def provider(name: Name, parts: Sequence[Paragraph], front: Front | None = None) -> Extracted[str] | None:
    inside = _PROVIDER.search(name.words.text)
    if inside is not None:
        return extracted_text(name.words.span(inside), "provider_in_name")
    if name.kind in section("reviews.doers")["nobody"]:
        return None
    for part in parts:
        match = _LED_BY.search(part.text[:3000]) or _LEADS.search(part.text[:3000])
        if match is not None and _may_do(match["who"], name.kind):
            return extracted_text(part.words.span(match, "who"), "provider_named")
    firm = _firm(front, name.kind) if front is not None else None
    if firm is not None:
        return extracted_text(firm, "provider_at_head")
    named = _only_named(parts, name.kind)
    return named or (_headed(front, name.kind) if front is not None else None)


_PROVIDER = re.compile(rf"\b{either('reviews.providers')}\b")
_REVIEW = r"(?i:\b(?:review|challenge|inspection|programme|visit|assessment)\b)"
_ONE = rf"(?P<who>{either('reviews.providers')})\b"
_LED_BY = re.compile(
    rf"{_REVIEW}[^.]{{0,120}}\b{either('reviews.led')} by (?:the )?{_ONE}"
    rf"(?!(?: \([A-Z]+\))?(?:,| and| &) (?:the )?{either('reviews.providers')})"
)
_LEADS = re.compile(
    rf"(?<!and )(?<!and the )(?<!, )(?<!& )\b{_ONE}(?: \([A-Za-z]+\))? (?:has |have )?{either('reviews.led')} "
    rf"(?:a|an|the|its|their) [^.]{{0,80}}?{_REVIEW}"
)
"""Who did it alone; of several together none is the one."""


def _only_named(parts: Sequence[Paragraph], kind: str) -> Extracted[str] | None:
    """The one provider that the document names anywhere, in full or by its initials."""
    named = [part.words.span(match) for part in parts for match in _PROVIDER.finditer(part.text[:3000])]
    able = [words for words in named if _may_do(words.text, kind)]
    return (
        extracted_text(able[0], "provider_named") if len({_body(words.text) for words in able}) == 1 else None
    )


def _may_do(provider: str, kind: str) -> bool:
    """Whether a provider does reviews of a kind: Ofsted inspects, and its name in a peer review is not the doer's."""
    sorts = [
        sort
        for sort in ("advising", "auditing")
        if provider.replace("’", "'") in vocabulary(f"reviews.{sort}")
    ]
    doers = [sort for sort, kinds in section("reviews.doers").items() if kind in kinds]
    return not doers or doers[0] in (sorts or ["inspecting"])


_INITIALS = {name: initials for initials, names in section("reviews.initials").items() for name in names}


def _body(text: str) -> str:
    return _INITIALS.get(text, text)


# At the head ------------------------------------------------------------------------------------------------------

_AUDITS = ("internal_audit", "external_audit")
_ADVICE = ("governance_review", "critical_friend_review", "peer_review")


def _headed(front: Front, kind: str) -> Extracted[str] | None:
    """A line at the very top that is nothing but a provider, who is the only one of the head; the name may wrap."""
    lines = [part.words for part in takewhile(is_line, front.head[:3])]
    pairs = [SourcedText.join(" ", pair) for pair in pairwise(lines)]
    named = [words for words in (*lines, *pairs) if _PROVIDER.fullmatch(words.text)]
    bodies = {_body(match[0]) for part in front.head for match in _PROVIDER.finditer(part.text)}
    if not named or not _may_do(named[0].text, kind) or bodies - {_body(named[0].text)}:
        return None
    return extracted_text(named[0], "provider_at_head")


def _firm(front: Front, kind: str) -> SourcedText | None:
    """A line at the top that is nothing but the name of auditors, or on a review by advisers of a firm or centre."""
    for part in titles(front) if not front.paper else ():
        named = re.fullmatch(r"(?P<who>[A-Z][^():]{4,80}?)(?:\s*\((?:[^()]{2,60})\))?", part.text)
        if named is not None and _works_for(named["who"], kind):
            return part.words.span(named, "who")
    return None


def _works_for(text: str, kind: str) -> bool:
    """Whether a name is that of auditors or, on a review by advisers, of a firm or centre."""
    if kind in _AUDITS:
        return re.fullmatch(rf"[A-Z].{{2,70}}\s{either('reviews.auditors')}", text) is not None
    firm = (
        rf"(?:Centre for|Institute for|Institute of)\s.{{3,60}}|[A-Z].{{2,60}}\s{either('reviews.advisers')}"
    )
    return kind in _ADVICE and re.fullmatch(firm, text) is not None
