"""The actions of a series strung together, edition by edition: which goes on, which is split, merged, new or gone.

Each edition is compared with the threads that there are, not with every edition before it, so that the cost grows with
the number of editions and no faster. A thread is known by the last two wordings it had.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from planextract.records import Action, Extraction
from planextract.tracking.assign import LINKED, Assigned, Matched, assigned
from planextract.tracking.candidates import Index, rarity_of
from planextract.tracking.evidence import Comparison, compared
from planextract.tracking.parts import Merged, Split, merges, splits
from planextract.tracking.profiles import Profile, profiles
from planextract.tracking.records import Doubt, Edition, Link, LinkKind, Place

SURE = ("same", "same_here", "almost")
"""Levels of text beyond which an earlier wording cannot come nearer."""

REMEMBERED = 6
"""Editions after which an action that is gone is found again by the same words or number only."""


@dataclass(frozen=True, slots=True)
class Document:
    """An edition with the document that it is."""

    edition: Edition
    extraction: Extraction
    number: int

    @property
    def is_plan(self) -> bool:
        return self.edition.kind == "plan"


@dataclass(frozen=True, slots=True)
class Seen:
    """A thread's action in one edition."""

    document: Document
    action: Action
    profile: Profile
    kind: LinkKind | None


@dataclass(slots=True)
class Strand:
    """A thread while it grows. `ended` is the edition from which it is part of another, or parts of it are others."""

    number: int
    seen: list[Seen] = field(default_factory=list)
    merged_into: "Strand | None" = None
    split_from: "Strand | None" = None
    ended: int | None = None
    took_in: list[tuple[int, "Strand"]] = field(default_factory=list)
    parts: list[tuple[int, "Strand"]] = field(default_factory=list)

    @property
    def last(self) -> Seen:
        return self.seen[-1]

    def in_plans(self) -> list[Seen]:
        return [each for each in self.seen if each.document.is_plan]

    def profiles(self) -> Iterable[Profile]:
        """The last wordings, at most two that differ."""
        latest = self.last.profile
        yield latest
        earlier = (each.profile for each in reversed(self.seen[:-1]) if each.profile.text != latest.text)
        if (other := next(earlier, None)) is not None:
            yield other


@dataclass(slots=True)
class Chain:
    """All threads of a series, with the links that made them and what was left to a person."""

    strands: list[Strand] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def chained(documents: Sequence[Document]) -> Chain:
    """The threads of a series, its documents being in order."""
    read = [profiles(each.extraction) for each in documents]
    growing = _Growing(Index(rarity_of(profile for each in read for profile in each)))
    for document, actions in zip(documents, read, strict=True):
        growing.take(document, actions)
    return growing.chain


class _Growing:
    """The chain while editions are added to it."""

    def __init__(self, index: Index) -> None:
        self.chain = Chain()
        self.index = index
        self.last_plan = 0

    def take(self, document: Document, actions: Sequence[Profile]) -> None:
        own = {each.id: each for each in document.extraction.actions}
        pairs = self._pairs(actions)
        found = assigned(pairs)
        by_id = {each.action_id: each for each in actions}
        linked = {match.new: match for match in found.linked}
        divided, joined = self._parts(document, pairs, linked, by_id)
        for match in found.linked:
            kind: LinkKind = self._kind(match.old, document)
            self._extend(match, kind, document, own, by_id)
        self._divide(divided, document, own, by_id)
        for merged in joined:
            if merged.first:
                self._extend(merged.match(merged.kept), "merged", document, own, by_id)
        placed = {
            *linked,
            *(each for split in divided for each in split.added),
            *(merged.new for merged in joined),
        }
        for profile in actions:
            if profile.action_id not in placed:
                self._begin(document, own[profile.action_id], profile, None)
        self._join(joined, document)
        self._doubt(found, document, divided, joined)
        if document.is_plan and actions:
            self.last_plan = document.number
        self._forget(document.number - REMEMBERED)

    def _pairs(self, actions: Sequence[Profile]) -> dict[tuple[int, str], Comparison]:
        pairs: dict[tuple[int, str], Comparison] = {}
        for profile in actions:
            for number in self.index.near(profile):
                strand = self.chain.strands[number]
                if strand.ended is None:
                    pairs[number, profile.action_id] = self._compared(strand, profile)
        return pairs

    def _compared(self, strand: Strand, profile: Profile) -> Comparison:
        """The better of the comparisons with the last wordings of a thread."""
        best: Comparison | None = None
        for each in strand.profiles():
            found = compared(each, profile, self.index.rarity)
            best = found if best is None or found.score > best.score else best
            if best.levels[0][1] in SURE:
                break
        assert best is not None
        return best

    def _kind(self, number: int, document: Document) -> LinkKind:
        strand = self.chain.strands[number]
        if not document.is_plan:
            return "discussed"
        return "same" if strand.in_plans() else "taken_up"

    # Growing -----------------------------------------------------------------------------------------------------

    def _extend(
        self,
        match: Matched[int, str],
        kind: LinkKind,
        document: Document,
        own: dict[str, Action],
        by_id: dict[str, Profile],
    ) -> None:
        strand = self.chain.strands[match.old]
        self._link(strand.last, document, match, kind)
        strand.seen.append(Seen(document, own[match.new], by_id[match.new], kind))
        self.index.add(strand.number, by_id[match.new])

    def _begin(self, document: Document, action: Action, profile: Profile, kind: LinkKind | None) -> Strand:
        strand = Strand(len(self.chain.strands), [Seen(document, action, profile, kind)])
        self.chain.strands.append(strand)
        self.index.add(strand.number, profile)
        return strand

    def _link(self, last: Seen, document: Document, match: Matched[int, str], kind: LinkKind) -> None:
        self.chain.links.append(
            Link(
                old=Place(edition=last.document.edition.key, action_id=last.action.id),
                new=Place(edition=document.edition.key, action_id=match.new),
                kind=kind,
                confidence=round(match.confidence, 4),
                reasons=match.comparison.reasons(),
            )
        )

    # Splits and merges -------------------------------------------------------------------------------------------

    def _parts(
        self,
        document: Document,
        pairs: dict[tuple[int, str], Comparison],
        linked: dict[str, Matched[int, str]],
        by_id: dict[str, Profile],
    ) -> tuple[list[Split], list[Merged]]:
        """Splits and merges between the last plan and this one; minutes do neither."""
        if not document.is_plan:
            return [], []
        numbers = {number for number, _ in pairs}
        alive = {
            number: self.chain.strands[number].last.profile
            for number in sorted(numbers)
            if self._alive(self.chain.strands[number])
        }
        partner = {match.old: new for new, match in linked.items()}
        return (
            splits(pairs, partner, alive, by_id, self.index.rarity),
            merges(pairs, partner, alive, by_id, self.index.rarity),
        )

    def _alive(self, strand: Strand) -> bool:
        """Whether a thread stood in the last plan, or came up in minutes since."""
        last = strand.last.document
        return not last.is_plan or last.number >= self.last_plan

    def _divide(
        self, found: Sequence[Split], document: Document, own: dict[str, Action], by_id: dict[str, Profile]
    ) -> None:
        for split in found:
            strand = self.chain.strands[split.old]
            last = strand.last
            added = list(split.added)
            if split.kept is None:
                first = added.pop(0)
                self._extend(split.match(first), "split", document, own, by_id)
            else:
                last = strand.seen[-2]
            for each in added:
                self._link(last, document, split.match(each), "split")
                part = self._begin(document, own[each], by_id[each], "split")
                part.split_from = strand
                strand.parts.append((document.number, part))

    def _join(self, found: Sequence[Merged], document: Document) -> None:
        for merged in found:
            whole = self.chain.strands[merged.kept]
            for old in merged.gone:
                strand = self.chain.strands[old]
                self._link(strand.last, document, merged.match(old), "merged")
                strand.merged_into, strand.ended = whole, document.number
                whole.took_in.append((document.number, strand))

    # The rest ----------------------------------------------------------------------------------------------------

    def _doubt(
        self,
        found: Assigned[int, str],
        document: Document,
        divided: Sequence[Split],
        joined: Sequence[Merged],
    ) -> None:
        used = {each for split in divided for each in split.added}
        used |= {merged.new for merged in joined}
        gone = {each for merged in joined for each in merged.gone}
        by_new: dict[str, list[Matched[int, str]]] = {}
        for match in found.doubted:
            if match.new not in used and match.old not in gone:
                by_new.setdefault(match.new, []).append(match)
        for new, matches in by_new.items():
            place = Place(edition=document.edition.key, action_id=new)
            links = tuple(self._candidate(match, place) for match in matches[:5])
            self.chain.doubts.append(Doubt(new=place, candidates=links))

    def _candidate(self, match: Matched[int, str], place: Place) -> Link:
        before = [
            each for each in self.chain.strands[match.old].seen if each.document.edition.key != place.edition
        ]
        last = before[-1]
        return Link(
            old=Place(edition=last.document.edition.key, action_id=last.action.id),
            new=place,
            kind="same",
            confidence=round(min(match.confidence, LINKED), 4),
            reasons=match.comparison.reasons(),
        )

    def _forget(self, horizon: int) -> None:
        """Threads long gone are looked up by their words no more; their text and number still find them."""
        for strand in self.chain.strands:
            if strand.last.document.number == horizon:
                for words in {each.profile.wide for each in strand.seen}:
                    self.index.forget(strand.number, words)
