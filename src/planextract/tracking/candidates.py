"""Which actions are compared at all: those that share rare words, or say the same, or have one number of several parts.

Without this every action would be compared with every other. An action is looked up by its rarest words only, as many
as hold most of its weight: two actions that share none of those cannot be much alike.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from heapq import nsmallest

from planextract.tracking.evidence import Rarity
from planextract.tracking.profiles import Profile
from planextract.tracking.words import Words

SHARE = 0.7
"""Of an action's weight that its words looked up hold; two that are alike by 0.46 or more share one of them."""

MOST, RIVALS = 10, 3
"""Candidates of one action that are compared, the most promising first; fewer where one says the very same."""

TWINS = 40
"""Actions with the very same words, or number, that are compared with one."""

LONGEST = 400
"""Actions that a word may stand in before it is too common to look up."""


def rarity_of(actions: Iterable[Profile]) -> Rarity:
    """What each word weighs, by how many different actions have it."""
    seen: Counter[str] = Counter()
    texts: set[frozenset[str]] = set()
    for action in actions:
        if action.wide not in texts:
            texts.add(action.wide)
            seen.update(action.wide)
    return Rarity({word: 0.3 + math.log((1 + len(texts)) / count) for word, count in seen.items()})


class Index:
    """Actions of earlier editions by their words, texts and numbers; each is known by the number of its thread."""

    def __init__(self, rarity: Rarity) -> None:
        self.rarity = rarity
        self._words: dict[str, set[int]] = defaultdict(set)
        self._texts: dict[str, set[int]] = defaultdict(set)
        self._numbers: dict[str, set[int]] = defaultdict(set)

    def add(self, thread: int, profile: Profile) -> None:
        for word in profile.wide:
            self._words[word].add(thread)
        if profile.words:
            self._texts[profile.text.key].add(thread)
        if profile.compound:
            self._numbers[profile.reference].add(thread)

    def forget(self, thread: int, words: Words) -> None:
        """Words that an action is no longer looked up by; its text and number stay."""
        for word in words:
            self._words[word].discard(thread)

    def near(self, profile: Profile) -> list[int]:
        """Threads worth comparing, the most promising first."""
        votes: dict[int, float] = defaultdict(float)
        for word in self._looked_up(profile):
            found = self._words.get(word, ())
            if len(found) <= LONGEST:
                for thread in found:
                    votes[thread] += self.rarity[word]
        same = self._texts.get(profile.text.key, set()) if profile.words else set()
        sure = same | self._numbers.get(profile.reference, set()) if profile.compound else same
        most = RIVALS if len(same) == 1 and not profile.repeated else MOST
        best = nsmallest(most, votes, key=lambda thread: (-votes[thread], thread))
        return list(dict.fromkeys([*best, *_nearest(sorted(sure), profile.rank)]))

    def _looked_up(self, profile: Profile) -> Sequence[str]:
        words = sorted(profile.wide, key=lambda word: (-self.rarity[word], word))
        whole = sum(self.rarity[word] for word in words)
        taken: list[str] = []
        held = 0.0
        for word in words:
            if held > SHARE * whole and len(taken) >= 3:
                break
            taken.append(word)
            held += self.rarity[word]
        return taken


def _nearest(threads: list[int], rank: float) -> list[int]:
    """Those of many threads with the same words that stand about where an action stands in its document."""
    if len(threads) <= TWINS:
        return threads
    start = round(rank * (len(threads) - TWINS))
    return threads[start : start + TWINS]
