"""Which of the pairs compared are one action: one to one, as good as can be in all, and only where no rival is near.

A pair's own probability says how alike the two are. What it is worth depends on its rivals too: an action that fits two
others equally well is linked to neither. A rival that has a better partner of its own counts for nothing.
"""

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from planextract.tracking.evidence import Comparison, calibrated

Old = TypeVar("Old", bound=Hashable)
New = TypeVar("New", bound=Hashable)

LINKED = 0.9
"""Confidence from which a pair is linked."""

DOUBTED = 0.35
"""Confidence from which a pair that is not linked is shown to a person."""

LARGEST = 60
"""Actions on one side of a tangle that is solved as a whole; a larger one is linked best first."""


@dataclass(frozen=True, slots=True)
class Matched(Generic[Old, New]):
    """A pair that belongs together as far as the assignment can say."""

    old: Old
    new: New
    comparison: Comparison
    confidence: float


@dataclass(frozen=True, slots=True)
class Assigned(Generic[Old, New]):
    """Pairs that are linked, and pairs that a person has to look at, best first."""

    linked: tuple[Matched[Old, New], ...]
    doubted: tuple[Matched[Old, New], ...]


def assigned(pairs: Mapping[tuple[Old, New], Comparison]) -> Assigned[Old, New]:
    """One-to-one links of all pairs that were compared."""
    worth = {pair: found.score for pair, found in pairs.items() if found.probability >= DOUBTED}
    chosen: dict[Old, New] = {}
    for tangle in _tangles(worth):
        chosen |= _solved(tangle, worth)
    partner = {new: old for old, new in chosen.items()}
    rivals_old, rivals_new = _sides(worth)
    linked, doubted = [], []
    for pair in sorted(worth, key=lambda pair: -worth[pair]):
        old, new = pair
        confidence = _confidence(pair, worth, chosen, partner, (rivals_old[old], rivals_new[new]))
        match = Matched(old, new, pairs[pair], confidence)
        if chosen.get(old) == new and confidence >= LINKED:
            linked.append(match)
        else:
            doubted.append(match)
    settled_old = {match.old for match in linked}
    settled_new = {match.new for match in linked}
    left = [
        match
        for match in doubted
        if match.old not in settled_old
        and match.new not in settled_new
        and match.comparison.probability >= DOUBTED
    ]
    return Assigned(tuple(linked), tuple(left))


def _sides(
    worth: Mapping[tuple[Old, New], float],
) -> tuple[dict[Old, list[New]], dict[New, list[Old]]]:
    by_old: dict[Old, list[New]] = defaultdict(list)
    by_new: dict[New, list[Old]] = defaultdict(list)
    for old, new in worth:
        by_old[old].append(new)
        by_new[new].append(old)
    return by_old, by_new


def _confidence(
    pair: tuple[Old, New],
    worth: Mapping[tuple[Old, New], float],
    chosen: Mapping[Old, New],
    partner: Mapping[New, Old],
    rivals: tuple[Iterable[New], Iterable[Old]],
) -> float:
    """The probability that this pair is right and none of its free rivals is: odds against all of them."""
    old, new = pair
    own = worth[pair]

    def free_new(other: New) -> bool:
        mate = partner.get(other)
        return other != new and (mate is None or worth[mate, other] < worth[old, other])

    def free_old(other: Old) -> bool:
        mate = chosen.get(other)
        return other != old and (mate is None or worth[other, mate] < worth[other, new])

    against_new = sum(math.exp(worth[old, other] - own) for other in rivals[0] if free_new(other))
    against_old = sum(math.exp(worth[other, new] - own) for other in rivals[1] if free_old(other))
    none = math.exp(-max(-60.0, min(60.0, own)))
    return calibrated(1 / (1 + none + max(against_new, against_old)))


# Tangles ---------------------------------------------------------------------------------------------------------


def _tangles(
    worth: Mapping[tuple[Old, New], float],
) -> list[list[tuple[Old, New]]]:
    """Pairs that hang together because they share an action."""
    by_old, by_new = _sides(worth)
    seen: set[Old] = set()
    found = []
    for start in by_old:
        if start in seen:
            continue
        seen.add(start)
        waiting, tangle = [start], []
        while waiting:
            old = waiting.pop()
            for new in by_old[old]:
                tangle.append((old, new))
                for other in by_new[new]:
                    if other not in seen:
                        seen.add(other)
                        waiting.append(other)
        found.append(tangle)
    return found


def _solved(tangle: list[tuple[Old, New]], worth: Mapping[tuple[Old, New], float]) -> dict[Old, New]:
    olds = list(dict.fromkeys(old for old, _ in tangle))
    news = list(dict.fromkeys(new for _, new in tangle))
    if len(tangle) == 1:
        return {olds[0]: news[0]}
    if len(olds) > LARGEST or len(news) > LARGEST:
        return _best_first(tangle, worth)
    offset = 0.01 - math.log(DOUBTED / (1 - DOUBTED))  # so that any pair here is better than none
    costs = [[-(worth[old, new] + offset) if (old, new) in worth else 0.0 for new in news] for old in olds]
    return {
        olds[row]: news[column]
        for row, column in _least(costs)
        if column < len(news) and (olds[row], news[column]) in worth
    }


def _best_first(tangle: list[tuple[Old, New]], worth: Mapping[tuple[Old, New], float]) -> dict[Old, New]:
    chosen: dict[Old, New] = {}
    taken: set[New] = set()
    for old, new in sorted(tangle, key=lambda pair: -worth[pair]):
        if old not in chosen and new not in taken:
            chosen[old] = new
            taken.add(new)
    return chosen


def _least(costs: list[list[float]]) -> list[tuple[int, int]]:
    """Row and column of each pair of the cheapest assignment (the Hungarian method with potentials).

    >>> _least([[-9.0, -8.9], [-8.8, 0.0]])
    [(1, 0), (0, 1)]
    """
    rows, columns = len(costs), max(len(costs[0]), len(costs))
    padded = [[*row, *([0.0] * (columns - len(row)))] for row in costs]
    of_row, of_column = [0.0] * (rows + 1), [0.0] * (columns + 1)
    match = [0] * (columns + 1)
    for row in range(1, rows + 1):
        _augment(row, padded, of_row, of_column, match)
    return [(match[column] - 1, column - 1) for column in range(1, columns + 1) if match[column]]


def _augment(
    row: int, costs: list[list[float]], of_row: list[float], of_column: list[float], match: list[int]
) -> None:
    """Gives one more row its column, moving others over where that is cheaper."""
    columns = len(of_column) - 1
    least, way = [math.inf] * (columns + 1), [0] * (columns + 1)
    used = [False] * (columns + 1)
    match[0], column = row, 0
    while True:
        used[column] = True
        at, step, following = match[column], math.inf, 0
        for other in range(1, columns + 1):
            if used[other]:
                continue
            cost = costs[at - 1][other - 1] - of_row[at] - of_column[other]
            if cost < least[other]:
                least[other], way[other] = cost, column
            if least[other] < step:
                step, following = least[other], other
        for other in range(columns + 1):
            if used[other]:
                of_row[match[other]] += step
                of_column[other] -= step
            else:
                least[other] -= step
        column = following
        if match[column] == 0:
            break
    while column:
        match[column] = match[way[column]]
        column = way[column]
