"""What a review is called, and of which kind it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planextract.metadata.casing import ordinary
from planextract.prose.paragraphs import Paragraph
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
    any_named = False
    for match in pattern(rf"\b{ANY_KIND}\b").finditer(text):
        any_named = True
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
        wording = " ".join(match[0].casefold().replace("’", "'").split())
        yield Name(own, kind_of(text[match.start() : match.end() + 120], _KINDS[wording]))
    if not any_named:
        yield from _inspected(words)


_BY = re.compile(rf"\b{either('reviews.providers')}(?:['’]s)?\s(?:[a-z-]+\s){{0,2}}$")
"""Who did it, before a kind in small letters: "the Ofsted focused visit"."""


def _inspected(words: SourcedText) -> Iterator[Name]:
    """ "CQC inspected the home", "was inspected by Ofsted": named by who did it."""
    who = either("reviews.providers")
    said = re.compile(
        rf"\b(?P<who>{who})\s+(?:inspectors\s+)?(?:re-?)?inspected\b|\b(?:re-?)?inspected\s+by\s+(?:the\s+)?(?P<by>{who})\b"
    )
    match = said.search(words.text[:3000])
    if match is not None:
        provider = words.span(match, "who" if match["who"] else "by")
        yield Name(provider, of_provider("inspection", provider.text))


def kind_of(text: str, kind: str) -> str:
    """A plain inspection is one of all of a council's services for children, or of an area, where its name says so.

    >>> kind_of("Inspection of Thornmere local authority children’s services", "inspection")
    'ilacs'
    >>> kind_of("inspection of the local area's services for children with SEND", "inspection")
    'area_send'
    """
    if kind != "inspection":
        return kind
    own = re.split(r"[.;:]", text)[0]
    if pattern(
        r"inspection\s+of\b.{0,80}\b(?:local\s+authority\s+children['’]s\s+services|children['’]s\s+social\s+care\s+services)\b"
    ).search(own):
        return "ilacs"
    if pattern(
        r"inspection\s+of\b.{0,80}\b(?:local\s+)?area\b.{0,80}\b(?:SEND|special\s+educational\s+needs)\b"
    ).search(own):
        return "area_send"
    return kind


def of_provider(kind: str, provider: str) -> str:
    """A plain inspection, by who made it.

    >>> of_provider("inspection", "CQC"), of_provider("focused_visit", "Ofsted")
    ('cqc_inspection', 'focused_visit')
    """
    if kind not in ("inspection", "unannounced_inspection"):
        return kind
    said = provider.casefold().replace("’", "'")
    bodies = section("reviews.inspectorates").items()
    return next((own for own, names in bodies if said in map(str.casefold, names)), kind)


# On the first page ------------------------------------------------------------------------------------------------

_FRONTS = {wording: kind for kind, wordings in section("reviews.fronts").items() for wording in wordings}


def fronts(lines: Sequence[Paragraph]) -> Iterator[Name]:
    """Words that name a review on the first page of its own report only: "INTERNAL AUDIT – Payroll"."""
    front = pattern(
        rf"(?:.{{0,60}}\s)?(?P<name>{alternatives(tuple(_FRONTS))})(?:\s*[–:-].{{0,100}}|\s\w.{{0,60}})?"
    )
    no_front = pattern(r"\b{reviews.no_front}\b")
    for part in lines:
        match = front.fullmatch(part.text) if len(part.text) < 130 else None
        if match is None:
            continue
        kind = _FRONTS[" ".join(match["name"].casefold().replace("’", "'").split())]
        if kind != "internal_audit" or not no_front.search(part.text):
            yield Name(part.words.span(match, "name"), kind)


def unannounced(parts: Sequence[Paragraph], lines: Sequence[Paragraph]) -> bool:
    """Whether the first page says "Type of inspection: Unannounced", or has that on the line below or in its title."""
    if any(pattern(r"(?:.*\W)?unannounced\b.*").fullmatch(part.text) for part in lines[:6]):
        return True
    label = pattern(r".*\btype\s+of\s+inspection\s*:?\s*(?P<type>unannounced\b)?.{0,60}")
    for number, part in enumerate(parts[:30]):
        match = label.fullmatch(part.text[:300])
        if match is not None:
            below = parts[number + 1].text if number + 1 < len(parts) else ""
            return match["type"] is not None or below.casefold().startswith("unannounced")
    return False


def special(main: Name, candidates: Sequence[Name]) -> Name:
    """The more special name of the same review where just one kind of those is there: an unannounced inspection."""
    if main.kind not in _GENERIC:
        return main
    kinds = {name.kind for name in candidates if related(name.kind, main.kind)} - _GENERIC
    if len(kinds) != 1:
        return main
    return Name(main.words, kinds.pop())


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
