"""The words of each party that a cell names, with the part that the cell gives it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from planextract.normalise.owners.kinds import kind_of
from planextract.normalise.owners.lexicon import folded, lexicon
from planextract.normalise.owners.names import alone_shaped
from planextract.normalise.owners.parts import Share, marked, opening, shares, with_initials
from planextract.normalise.owners.pieces import pieces
from planextract.normalise.owners.splitting import Chunk, parties
from planextract.provenance import SourcedText
from planextract.records import OwnerPart


@dataclass(frozen=True)
class Claim:
    """The words of one party.

    `part` is None where the cell does not say it, `kind` the letter of its kind where its neighbours settled it,
    `label` what stands before it and a colon.
    """

    words: SourcedText
    part: OwnerPart | None = None
    kind: str | None = None
    label: str | None = None


def _groups(words: SourcedText, abbreviations: Mapping[str, str]) -> Iterator[SourcedText]:
    """The words between semicolons; a department behind a post belongs to it."""
    ends = [match.span() for match in re.finditer(r"\s*;\s*(?:and\s+|&\s*)?", words.text)]
    begin = 0
    for place, (stop, start) in enumerate(ends):
        following = ends[place + 1][0] if place + 1 < len(ends) else len(words.text)
        if not _department_of(words.text[begin:stop], words.text[start:following], abbreviations):
            yield words[begin:stop].strip()
            begin = start
    yield words[begin:].strip()


def _department_of(before: str, here: str, abbreviations: Mapping[str, str]) -> bool:
    kinds = pieces(SourcedText.plain(here.strip()), abbreviations).kinds
    return (
        kind_of(before, abbreviations) in ("H", "K", "R") and bool(here.strip()) and set(kinds) <= set("US")
    )


def _repeated(post: str | None, chunks: Sequence[Chunk]) -> bool:
    """Whether several parties have a post, so that what stands in brackets tells posts apart: "Planner (DM)"."""
    return post is not None and sum(chunk.words.text.startswith(post) for chunk in chunks) > 1


_HELD_BY = re.compile(
    r"(?P<what>[^()]{3,100}?)\s*\((?P<titles>[Cc]llrs\.?\s+|[Cc]ouncillors\s+)?(?P<names>[^()]{4,120})\)"
)
_BETWEEN = re.compile(r"(?:(?<!\s)\s+)?[,;/&+]\s*(?:and\s+)?|(?<!\s)\s+and\s+")


def _several_in_brackets(words: SourcedText) -> list[Claim]:
    """The people in the bracket behind a post or body that they hold together: "Job-share Heads (A Bell, C Day)"."""
    match = _HELD_BY.fullmatch(words.text)
    if match is None or not _BETWEEN.search(match["names"]) or kind_of(match["what"]) not in "HKRMCBSDU":
        return []
    names = [name.strip() for name in words.span(match, "names").split(_BETWEEN) if name.text.strip()]
    people = all(map(_person, names)) or all(
        kind_of(name.text) == "I" and folded(name.text) not in lexicon()["words.compass"] for name in names
    )
    surnames = match["titles"] is not None and all(alone_shaped(name.text) or _person(name) for name in names)
    if len(names) < 2 or not (people or surnames):
        return []
    kind = "P" if surnames else None
    return [Claim(name, None, kind, match["what"].strip()) for name in names]


def _person(name: SourcedText) -> bool:
    return kind_of(name.text) == "P"


def claims(share: Share, abbreviations: Mapping[str, str]) -> tuple[list[Claim], bool]:
    """The parties of some words, and whether we are unsure that these are the parties."""
    found: list[Claim] = []
    unsure = False
    for inner in shares(share.words):
        opened = opening(inner.words.strip())
        for group in _groups(opened.words, abbreviations):
            chunks, doubt = parties(group, abbreviations) if group.text else ([], False)
            unsure = unsure or doubt
            for chunk in chunks:
                mark = marked(chunk.words)
                part = mark.part or inner.part or share.part
                coded = with_initials(mark.words.strip()) if len(chunks) > 1 else None
                if coded is not None and not _repeated(coded.label, chunks):
                    found.append(Claim(coded.words, part, None, coded.label))
                    continue
                if several := _several_in_brackets(mark.words.strip()):
                    found += [replace(one, part=part) for one in several]
                    continue
                kind = chunk.kind if len(mark.words) == len(chunk.words) else None
                found.append(Claim(mark.words.strip(), part, kind, opened.label))
    return found, unsure
