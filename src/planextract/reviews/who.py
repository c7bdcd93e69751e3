"""Who did a review: the organisation and the people of the team."""

import re
from collections.abc import Iterator, Sequence

from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import either, pattern
from planextract.provenance import SourcedText
from planextract.records import Extracted, Reviewer, extracted_text, sources_of
from planextract.reviews.names import Name

TEAM = 20
"""Members at the most: a longer list is no review team."""


def provider(name: Name, parts: Sequence[Paragraph]) -> Extracted[str] | None:
    inside = re.search(rf"\b{either('reviews.providers')}\b", name.words.text)
    if inside is not None:
        return extracted_text(name.words.span(inside), "provider_in_name")
    by = re.compile(
        rf"(?i:\b(?:review|challenge|inspection|programme|visit)\b)[^.]{{0,120}}\b{either('reviews.led')} by (?:the )?"
        rf"(?P<who>{either('reviews.providers')})\b"
    )
    for part in parts:
        match = by.search(part.text[:3000])
        if match is not None:
            return extracted_text(part.words.span(match, "who"), "provider_named")
    return _only_named(parts)


INITIALS = {
    "LGA": "Local Government Association",
    "CQC": "Care Quality Commission",
    "IDeA": "Improvement and Development Agency",
}


def _only_named(parts: Sequence[Paragraph]) -> Extracted[str] | None:
    """The one provider that the document names anywhere, in full or by its initials."""
    provider = re.compile(rf"\b{either('reviews.providers')}\b")
    named = [part.words.span(match) for part in parts for match in provider.finditer(part.text[:3000])]
    bodies = {INITIALS.get(words.text, words.text) for words in named}
    return extracted_text(named[0], "provider_named") if len(bodies) == 1 else None


def team(parts: Sequence[Paragraph]) -> tuple[Reviewer, ...]:
    """The people listed under "The team was made up of the following members:", or behind it in the same paragraph."""
    lead = pattern(r"[^.]{0,80}\b{reviews.team}\b[^.:]{0,80}:\s*")
    for index, part in enumerate(parts):
        match = lead.match(part.text)
        if match is not None:
            behind = part.words[match.end() :]
            listed = (
                [behind]
                if behind.text.strip()
                else [each.words for each in parts[index + 1 : index + 1 + TEAM]]
            )
            return tuple(_members([member for words in listed for member in _each(words)]))
    return ()


def _each(words: SourcedText) -> Iterator[SourcedText]:
    """The members of "Alan Marsh (Director, Norchester Council), Beth Cole (...) and Tara Singh (...)."""
    start = 0
    for match in re.finditer(r"\)(?P<between>\s*(?:[,;]\s*(?:and\s+)?|and\s+))(?=[A-Z])", words.text):
        yield words[start : match.start("between")]
        start = match.end()
    yield words[start:]


_TITLE = re.compile(r"(?:Cllr|Councillor|Dr|Mr|Mrs|Ms|Miss)\.?\s+")
_ROLE_FIRST = re.compile(
    r"(?P<role>(?:[A-Z][\w’'/-]*\s?(?:(?:and|of)\s)?){1,5}?)\s*[:–-]\s+"
    r"(?P<who>(?:(?:Cllr|Councillor|Dr|Mr|Mrs|Ms)\.?\s)?(?:[A-Z][\w’'.-]*\s){1,3}?[A-Z][\w’'-]+\s*[,(].+)"
)


def _members(listed: Sequence[SourcedText]) -> Iterator[Reviewer]:
    for words in (member.strip(" ;.•") for member in listed):
        first = _ROLE_FIRST.fullmatch(words.text)
        role = words.span(first, "role").strip() if first is not None and _is_role(first["role"]) else None
        who = words.span(first, "who") if first is not None and role is not None else words
        if not _is_party(who.text):
            return
        yield _reviewer(who, role)


def _is_role(text: str) -> bool:
    return pattern(r".*\b{reviews.roles}s?\b.*").fullmatch(text) is not None


def _reviewer(words: SourcedText, role: SourcedText | None = None) -> Reviewer:
    """Name, post and employer of one member; the role in the team stands first where it is printed."""
    from planextract.normalise import owners

    titled = _TITLE.match(words.text)
    plain = words[titled.end() :] if titled is not None else words
    party = owners.party(plain)
    posts = [text for text in (role.text if role is not None else None, party.role) if text]
    return Reviewer(
        raw=words.raw,
        name=party.name or re.split(r"\s*[,(:]|\s[–-]\s", plain.text)[0],
        role=", ".join(posts) or None,
        organisation=party.organisation,
        sources=sources_of(words if role is None else SourcedText.join(" ", (role, words))),
    )


def _is_party(text: str) -> bool:
    """A name with a post behind it, and no sentence."""
    named = re.match(r"(?:[A-Z][\w’'.-]*\s){1,4}?[A-Z][\w’'-]*\s*(?:[(,:]|\s[–-]\s|–)", text)
    return named is not None and len(text) < 250 and not re.search(r"[a-z]\.\s+[A-Z]", text)


def lead(parts: Sequence[Paragraph]) -> Iterator[Reviewer]:
    """ "Lead inspector: Mark Rees, His Majesty’s Inspector", "Independent Chair: Ruth Adley"."""
    line = pattern(
        r"(?P<role>{reviews.leads})\s*[:–-]\s*(?P<who>(?-i:(?:[A-Z][\w’'.-]*\s){1,4}?[A-Z][\w’'-]+(?:\s*[,(].{2,120})?))"
    )
    for part in parts:
        match = line.fullmatch(part.text)
        if match is not None:
            yield _reviewer(part.words.span(match, "who"), part.words.span(match, "role"))


def leaders(parts: Sequence[Paragraph]) -> Iterator[Reviewer]:
    """ "Nora Ellis, director of children's services for Barnton, will lead the review"."""
    leads = re.compile(
        r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3}), (?P<role>[^,.;]{4,90}) (?:for|at|from|of) "
        r"(?P<where>(?:[A-Z][\w’'-]+(?: (?:and|of|upon) )?[ ]?){1,6}?),? "
        r"(?:will lead|led|leads|is leading|chaired) (?:the|this) (?:\w+ )?(?:review|team|inspection|challenge)"
    )
    for part in parts:
        match = leads.search(part.text[:1500])
        if match is not None:
            whole = part.words[match.start("name") : match.end("where")].strip()
            yield Reviewer(
                raw=whole.raw,
                name=match["name"],
                role=match["role"],
                organisation=match["where"].strip(),
                sources=sources_of(whole),
            )
