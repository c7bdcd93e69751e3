"""What a review is called, and of which kind it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planextract.metadata.casing import ordinary
from planextract.prose.words import alternatives, either, pattern, section, vocabulary
from planextract.provenance import SourcedText
from planextract.records import Extracted, Metadata, fold, sources_of


@dataclass(frozen=True, slots=True)
class Name:
    """Some words that name a review."""

    words: SourcedText
    kind: str


_KINDS = {wording: kind for kind, wordings in section("reviews.kinds").items() for wording in wordings}

ANY_KIND = alternatives(tuple(_KINDS))
_PREFIX = r"(?:[A-Z][\w&’'/-]*[ ](?:(?:and|&)[ ])?){0,7}"
_COMPLEMENT = re.compile(
    r" (?:of|for) (?!(?:the|its|their|our|a|an|this|that)\b)"
    r"(?P<what>[A-Z][\w’'&/-]*(?:,? (?:and|of|for|in|the|&|[A-Z][\w’'&/-]*)\b){0,9})",
    re.IGNORECASE,
)
"""What was reviewed, where it is part of the name: "Peer Review of Services for Care Leavers"."""


def names(words: SourcedText) -> Iterator[Name]:
    """Every review that some words name, capitalised words before the kind and brackets after it included."""
    text = words.text[:3000]
    for match in pattern(rf"\b{ANY_KIND}\b").finditer(text):
        start, end = match.span()
        if match[0][0].isupper():
            before = re.search(rf"{_PREFIX}$", text[max(0, start - 120) : start])
            start -= len(before[0]) if before is not None else 0
            after = re.match(r"\s\([A-Z][A-Za-z’' ]{2,40}\)", text[end:])
            end = end + len(after[0]) if after is not None else _complement(text, end)
        else:
            by = _BY.search(text[max(0, start - 60) : start])
            start -= len(by[0]) if by is not None else 0
        own = _own(words[start:end])
        yield Name(own, kind_of(own.text, _KINDS[" ".join(match[0].casefold().split())]))


_BY = re.compile(rf"\b{either('reviews.providers')}(?:['’]s)?\s(?:[a-z-]+\s){{0,2}}$")
"""Who did it, before a kind in small letters: "the Ofsted focused visit"."""


def kind_of(text: str, kind: str) -> str:
    """A plain inspection is one of all of a council's services for children where its name says so.

    >>> kind_of("Inspection of Thornmere local authority children’s services", "inspection")
    'ilacs'
    """
    whole = pattern(r"inspection\s+of\b.{0,80}\blocal\s+authority\s+children['’]s\s+services\b")
    return "ilacs" if kind == "inspection" and whole.search(text) else kind


_GENERIC = frozenset(vocabulary("reviews.generic"))
_FAMILIES = tuple(frozenset(kinds) for kinds in section("reviews.families").values())


def related(kind: str, other: str) -> bool:
    """Whether two kinds may name one review: "the peer review" of a practice diagnostic.

    >>> related("peer_review", "practice_diagnostic"), related("ilacs", "joint_area_review")
    (True, False)
    """
    if kind == other:
        return True
    return bool(_GENERIC & {kind, other}) and any({kind, other} <= family for family in _FAMILIES)


def _complement(text: str, end: int) -> int:
    """Where the name ends with its complement, all of it capitalised as the name is; small words do not end it."""
    match = _COMPLEMENT.match(text, end)
    if match is None:
        return end
    capitals = re.match(r"(?:(?:[A-Z][\w’'&/-]*|and|of|for|in|the|&),? ?)+", match["what"])
    said = capitals[0] if capitals is not None else ""
    while (small := re.search(r",? ?\b(?:and|of|for|in|the)$|[ ,]+$", said)) is not None:
        said = said[: small.start()]
    return match.start("what") + len(said) if said else end


def _own(words: SourcedText) -> SourcedText:
    """Without the council that was reviewed and the words of the sentence before."""
    reviewed = list(re.finditer(r"(?i)['’]s?\s", words.text))
    named = [match for match in reviewed if re.search(r"(?i)council['’]s?\s$", words.text[: match.end()])]
    if named:
        words = words[named[-1].end() :]
    kind = pattern(rf"\b{ANY_KIND}\b").search(words.text)
    before = words.text[: kind.start()] if kind is not None else ""
    lead = pattern(_LEAD).match(before)
    return words[lead.end() :] if lead is not None else words


_LEAD = (
    r"(?:.*\b(?:of|on|to|from|by|about|into|with)\s+)?"
    r"(?:(?:the|this|a|an|our|its|in|{reviews.before})\s+(?:(?:of|on|to|from)\s+)?)*"
)
"""What stands before a name in a title: "Outcomes of the", "Update on the"."""


def main(names: Sequence[Name], dated: Sequence[Name], metadata: Metadata) -> Name:
    """The name in the title, as the body of the text prints it; or the longest of those like the first dated one."""
    title = (metadata.title.value or "").casefold() if metadata.title is not None else ""
    titled = [name for name in names if name.words.text.casefold() in title and len(name.words) > 12]
    longest = max((len(name.words) for name in titled), default=0)
    named = [name for name in titled if len(name.words) == longest]
    if named:
        return next((name for name in named if not name.words.text.isupper()), named[0])
    first = dated[0] if dated and not any(related(names[0].kind, name.kind) for name in dated) else names[0]
    alike = [name for name in names if name.kind == first.kind]
    return max(alike, key=lambda name: len(name.words))


def printed(words: SourcedText) -> Extracted[str]:
    value = ordinary(fold(words.text))
    return Extracted[str](value=value, raw=words.raw, rule="review_name", sources=sources_of(words))


def title(name: Name, metadata: Metadata) -> Extracted[str] | None:
    """The title of an inspection report, where the text only says "the inspection"."""
    title = metadata.title
    if title is None or name.kind not in ("inspection", "ilacs"):
        return None
    said = name.words.text.casefold()
    if " " in said and not (title.value or "").casefold().startswith(said):
        return None
    opens = pattern(r"(?:\w+\s){0,3}inspection\b.{0,120}").fullmatch(title.value or "")
    return title.model_copy(update={"rule": "review_title"}) if opens is not None else None
