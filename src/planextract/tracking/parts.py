"""Actions that were split into several or merged into one: neither half is like the whole, and together they are it.

A part has most of its words in the whole, and brings words of the whole that no other part has. Where one part alone
says all that the whole says, nothing was split: the other is new.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from planextract.tracking.assign import Matched
from planextract.tracking.evidence import Comparison, Rarity, weight
from planextract.tracking.profiles import Profile
from planextract.tracking.words import Words

WITHIN = 0.6
"""Of a part's weight that the whole has too."""

COVERED = 0.65
"""Of the whole's weight that its parts have together."""

ALONE = 0.85
"""Of the whole's weight from which one part is the whole."""

BRINGS = 0.15
"""Of the whole's weight that each part has for itself, in two words at least."""

MOST_PARTS = 5

Key = TypeVar("Key", int, str)

Pairs = Mapping[tuple[int, str], Comparison]


@dataclass(frozen=True, slots=True)
class Split:
    """An old action that became several. `kept` goes on as its link says, `added` are the other parts."""

    old: int
    kept: str | None
    added: tuple[str, ...]
    covered: float
    pairs: Pairs

    def match(self, new: str) -> Matched[int, str]:
        return Matched(self.old, new, self.pairs[self.old, new], _sure(self.covered))


@dataclass(frozen=True, slots=True)
class Merged:
    """Old actions that are part of a new one. `kept` goes on as it, by a link that there was or, where it is `first`,
    by this; `gone` end in it."""

    new: str
    kept: int
    first: bool
    gone: tuple[int, ...]
    covered: float
    pairs: Pairs

    def match(self, old: int) -> Matched[int, str]:
        return Matched(old, self.new, self.pairs[old, self.new], _sure(self.covered))


def _sure(covered: float) -> float:
    return round(min(0.98, 0.9 + 0.25 * (covered - COVERED)), 3)


def splits(
    pairs: Pairs,
    partner: Mapping[int, str],
    old: Mapping[int, Profile],
    new: Mapping[str, Profile],
    rarity: Rarity,
) -> list[Split]:
    """Old actions of which new ones that are linked to nothing are parts."""
    free = set(new) - set(partner.values())
    candidates: dict[int, list[str]] = {}
    for one, other in pairs:
        if one in old and other in free:
            candidates.setdefault(one, []).append(other)
    found, taken = [], set()
    for whole, others in candidates.items():
        kept = partner.get(whole)
        left = [each for each in others if each not in taken]
        parts = _parts_of(old[whole], [*([kept] if kept else []), *left], new, rarity, kept)
        if parts is not None:
            chosen, covered = parts
            added = tuple(each for each in chosen if each != kept)
            taken |= set(added)
            found.append(Split(whole, kept, added, covered, pairs))
    return found


def merges(
    pairs: Pairs,
    partner: Mapping[int, str],
    old: Mapping[int, Profile],
    new: Mapping[str, Profile],
    rarity: Rarity,
) -> list[Merged]:
    """New actions of which old ones that are linked to nothing are parts."""
    of_new = {each: number for number, each in partner.items()}
    candidates: dict[str, list[int]] = {}
    for one, other in pairs:
        if one in old and one not in partner:
            candidates.setdefault(other, []).append(one)
    found, taken = [], set()
    for whole, others in candidates.items():
        kept = of_new.get(whole)
        if kept is not None and kept not in old:
            continue
        left = [each for each in others if each not in taken]
        parts = _parts_of(new[whole], [*([] if kept is None else [kept]), *left], old, rarity, kept)
        if parts is not None:
            chosen, covered = parts
            main = chosen[0] if kept is None else kept
            gone = tuple(each for each in chosen if each != main)
            taken |= set(chosen)
            found.append(Merged(whole, main, kept is None, gone, covered, pairs))
    return found


def _parts_of(
    whole: Profile, others: Sequence[Key], known: Mapping[Key, Profile], rarity: Rarity, kept: Key | None
) -> tuple[list[Key], float] | None:
    """Those of some actions that are parts of a whole, and how much of it they cover; None where nothing was split."""
    total = weight(whole.words, rarity)
    parts = [each for each in others if _within(known[each], whole, rarity)]
    if len(parts) < 2 or not total or (kept is not None and kept not in parts):
        return None
    if any(weight(known[each].words & whole.words, rarity) >= ALONE * total for each in parts):
        return None
    chosen: list[Key] = []
    held: Words = frozenset()
    order = sorted(parts, key=lambda each: (each != kept, -weight(known[each].words & whole.words, rarity)))
    for each in order[:MOST_PARTS]:
        brings = (known[each].words & whole.words) - held
        if len(brings) >= 2 and weight(brings, rarity) >= BRINGS * total:
            chosen.append(each)
            held |= brings
    covered = weight(held, rarity) / total
    return (chosen, covered) if len(chosen) >= 2 and covered >= COVERED else None


def _within(part: Profile, whole: Profile, rarity: Rarity) -> bool:
    own = weight(part.words, rarity)
    return bool(own) and weight(part.words & whole.words, rarity) >= WITHIN * own
