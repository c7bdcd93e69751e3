"""The reviews that a document is about: what each was called, who did it, when they were on site, and the team.

A review is reported only where the document says when it took place: a mention alone is no record.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planextract.document import Document
from planextract.metadata.casing import ordinary
from planextract.prose.paragraphs import Paragraph, paragraphs
from planextract.prose.words import alternatives, either, pattern, section
from planextract.provenance import SourcedText
from planextract.records import (
    Extracted,
    Metadata,
    Review,
    Reviewer,
    extracted,
    extracted_text,
    fold,
    sources_of,
)

Span = tuple[SourcedText, str, str]

TEAM = 20
"""Members at the most: a longer list is no review team."""


@dataclass(frozen=True, slots=True)
class _Name:
    words: SourcedText
    kind: str


def find(document: Document, metadata: Metadata) -> tuple[Review, ...]:
    """The review that the document is about, with the days on site and the reviewers; () where it gives no days."""
    parts = paragraphs(document)
    names = [name for part in parts for name in _names(part.whole)]
    dated = next(_dated(parts), None)
    if dated is None or not names:
        return ()
    name = _main(names, metadata)
    return (_review(name, dated, parts, metadata),)


def _review(name: _Name, dated: Span, parts: Sequence[Paragraph], metadata: Metadata) -> Review:
    words, start, end = dated
    return Review(
        id="r1",
        name=_title(name, metadata) or _printed(name.words),
        kind=name.kind,
        provider=_provider(name, parts),
        start=extracted(Extracted[str], start, words, "days_on_site"),
        end=extracted(Extracted[str], end, words, "days_on_site") if end != start else None,
        reviewers=(*_team(parts), *_leaders(parts)),
    )


def _printed(words: SourcedText) -> Extracted[str]:
    value = ordinary(fold(words.text))
    return Extracted[str](value=value, raw=words.raw, rule="review_name", sources=sources_of(words))


def _title(name: _Name, metadata: Metadata) -> Extracted[str] | None:
    """The title of an inspection report, where the text only says "the inspection"."""
    title = metadata.title
    if title is None or name.kind != "inspection":
        return None
    said = name.words.text.casefold()
    if " " in said and not (title.value or "").casefold().startswith(said):
        return None
    opens = pattern(r"(?:\w+\s){0,3}inspection\b.{0,120}").fullmatch(title.value or "")
    return title.model_copy(update={"rule": "review_title"}) if opens is not None else None


# Its name ------------------------------------------------------------------------------------------------------

_KINDS = {wording: kind for kind, wordings in section("reviews.kinds").items() for wording in wordings}

_ANY_KIND = alternatives(tuple(_KINDS))
_PREFIX = r"(?:[A-Z][\w&’'/-]*[ ](?:(?:and|&)[ ])?){0,7}"
_COMPLEMENT = re.compile(
    r" (?:of|for) (?!(?:the|its|their|our|a|an|this|that)\b)"
    r"(?P<what>[A-Z][\w’'&/-]*(?:,? (?:and|of|for|in|the|&|[A-Z][\w’'&/-]*)\b){0,9})",
    re.IGNORECASE,
)
"""What was reviewed, where it is part of the name: "Peer Review of Services for Care Leavers"."""


def _names(words: SourcedText) -> Iterator[_Name]:
    """Every review that some words name, capitalised words before the kind and brackets after it included."""
    text = words.text[:3000]
    for match in pattern(rf"\b{_ANY_KIND}\b").finditer(text):
        start, end = match.span()
        if match[0][0].isupper():
            before = re.search(rf"{_PREFIX}$", text[max(0, start - 120) : start])
            start -= len(before[0]) if before is not None else 0
            after = re.match(r"\s\([A-Z][A-Za-z’' ]{2,40}\)", text[end:])
            end = end + len(after[0]) if after is not None else _complement(text, end)
        yield _Name(_own(words[start:end]), _KINDS[" ".join(match[0].casefold().split())])


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
    kind = pattern(rf"\b{_ANY_KIND}\b").search(words.text)
    before = words.text[: kind.start()] if kind is not None else ""
    lead = pattern(_LEAD).match(before)
    return words[lead.end() :] if lead is not None else words


_LEAD = (
    r"(?:.*\b(?:of|on|to|from|by|about|into|with)\s+)?"
    r"(?:(?:the|this|a|an|our|its|in|{reviews.before})\s+(?:(?:of|on|to|from)\s+)?)*"
)
"""What stands before a name in a title: "Outcomes of the", "Update on the"."""


def _main(names: Sequence[_Name], metadata: Metadata) -> _Name:
    """The name in the title, as the body of the text prints it; or the longest of those that are like the first."""
    title = (metadata.title.value or "").casefold() if metadata.title is not None else ""
    titled = [name for name in names if name.words.text.casefold() in title and len(name.words) > 12]
    longest = max((len(name.words) for name in titled), default=0)
    named = [name for name in titled if len(name.words) == longest]
    if named:
        return next((name for name in named if not name.words.text.isupper()), named[0])
    alike = [name for name in names if name.kind == names[0].kind]
    return max(alike, key=lambda name: len(name.words))


# When ----------------------------------------------------------------------------------------------------------


def _dated(parts: Sequence[Paragraph]) -> Iterator[Span]:
    """The days on site: in a sentence about the review, on a labelled line, or in the title."""
    held = pattern(r"\b{reviews.held}\b")
    subject = pattern(r"\b{reviews.subjects}s?\b")
    kinds = pattern(rf"\b{_ANY_KIND}\b")
    begins = pattern(r"\b{reviews.begins}\s+(?:on\s+)?(?:the\s+)?[\w\d]")
    for part in parts:
        for sentence in _sentences(part.whole):
            if (subject.search(sentence.text) and held.search(sentence.text)) or (
                kinds.search(sentence.text) and begins.search(sentence.text)
            ):
                yield from _span(sentence)
    for part in parts[:8]:
        if kinds.search(part.text) and len(part.text) < 250:
            yield from _span(part.whole)


def _sentences(words: SourcedText) -> list[SourcedText]:
    return words[:3000].split(r"(?<=[a-z)”\d])\.\s+(?=[A-Z“])")


def _span(words: SourcedText) -> Iterator[Span]:
    from planextract.normalise import dates

    found = dates.span_of_days(words) or _first_day(words)
    if found is not None:
        yield found


def _first_day(words: SourcedText) -> Span | None:
    """ "starting September 10": the first day alone, --MM-DD where no year is printed."""
    from planextract.normalise import dates

    begins = pattern(r"\b{reviews.begins}\s+(?:on\s+)?(?:the\s+)?").search(words.text)
    if begins is None:
        return None
    after = words[begins.end() :]
    text = dates.plain(after.text)
    day = next((day for day in dates.scan(text) if day.start < 12 and not day.fault), None)
    if day is not None:
        year = f"{day.year:04d}" if day.year is not None else "-"
        iso = f"{year}-{day.month:02d}-{day.day:02d}"
        return after[day.start : day.stop], iso, iso
    # a newspaper puts the month first; behind "starting" the number can only be the day
    named = re.match(
        rf"(?:\w+day,? )?(?P<month>{dates.any_of('months')})\.? (?P<day>[12]?\d|3[01])(?![\d/])", text
    )
    if named is None or int(named["day"]) == 0:
        return None
    iso = f"--{dates.month_number(named['month']):02d}-{int(named['day']):02d}"
    return after[named.start() : named.end()], iso, iso


# Who -----------------------------------------------------------------------------------------------------------


def _provider(name: _Name, parts: Sequence[Paragraph]) -> Extracted[str] | None:
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
    return None


def _team(parts: Sequence[Paragraph]) -> tuple[Reviewer, ...]:
    """The people listed under "The team was made up of the following members:"."""
    lead = pattern(r"[^.]{0,80}\b{reviews.team}\b[^.]{0,80}:\s*")
    for index, part in enumerate(parts):
        if lead.fullmatch(part.text):
            listed = parts[index + 1 : index + 1 + TEAM]
            return tuple(_members(listed))
    return ()


def _members(listed: Sequence[Paragraph]) -> Iterator[Reviewer]:
    from planextract.normalise import owners

    for part in listed:
        if not _is_party(part):
            return
        party = owners.party(part.words.strip(" ;.•"))
        if party.name is None:
            return
        yield Reviewer(
            raw=party.raw,
            name=party.name,
            role=party.role,
            organisation=party.organisation,
            sources=party.sources,
        )


def _is_party(part: Paragraph) -> bool:
    """A name with a post behind it, and no sentence."""
    named = re.match(r"(?:[A-Z][\w’'.-]*\s){1,4}?[A-Z][\w’'-]*\s*[(,:–-]", part.text)
    return named is not None and len(part.text) < 250 and not re.search(r"[a-z]\.\s+[A-Z]", part.text)


def _leaders(parts: Sequence[Paragraph]) -> Iterator[Reviewer]:
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
