"""The words of each party that a cell names, with the part that the cell gives it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planextract.normalise.owners.kinds import kind_of
from planextract.normalise.owners.parts import Share, marked, opening, shares, with_initials
from planextract.normalise.owners.splitting import Chunk, parties, pieces
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
                kind = chunk.kind if len(mark.words) == len(chunk.words) else None
                found.append(Claim(mark.words.strip(), part, kind, opened.label))
    return found, unsure
