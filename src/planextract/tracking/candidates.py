"""Which actions are compared at all: those that share rare words, or say the same, or have one number of several parts.

Without this every action would be compared with every other. An action is looked up by its rarest words only, as many
as hold most of its weight: two actions that share none of those cannot be much alike.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from planextract.tracking.evidence import Rarity
from planextract.tracking.profiles import Profile

SHARE = 0.7
"""Of an action's weight that its words looked up hold; two that are alike by 0.46 or more share one of them."""

MOST = 16
"""Candidates of one action that are compared, the most promising first."""

LONGEST = 400
"""Actions that a word may stand in before it is too common to look up."""


def rarity_of(actions: Iterable[Profile]) -> dict[str, float]:
    """What each word weighs, by how many different actions have it."""
    seen: Counter[str] = Counter()
    texts: set[frozenset[str]] = set()
    for action in actions:
        if action.wide not in texts:
            texts.add(action.wide)
            seen.update(action.wide)
    return {word: 0.3 + math.log((1 + len(texts)) / count) for word, count in seen.items()}


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
        self._texts[profile.text.key].add(thread)
        if profile.compound:
            self._numbers[profile.reference].add(thread)

    def forget(self, thread: int, profile: Profile) -> None:
        """Words that an action is no longer looked up by; its text and number stay."""
        for word in profile.wide:
            self._words[word].discard(thread)

    def near(self, profile: Profile) -> list[int]:
        """Threads worth comparing, the most promising first."""
        votes: dict[int, float] = defaultdict(float)
        for word in self._looked_up(profile):
            found = self._words.get(word, ())
            if len(found) <= LONGEST:
                for thread in found:
                    votes[thread] += self.rarity.get(word, 3.0)
        sure = [*self._texts.get(profile.text.key, ())]
        if profile.compound:
            sure += self._numbers.get(profile.reference, ())
        best = sorted(votes, key=lambda thread: (-votes[thread], thread))[:MOST]
        return list(dict.fromkeys([*best, *sorted(sure)]))

    def _looked_up(self, profile: Profile) -> Sequence[str]:
        words = sorted(profile.wide, key=lambda word: (-self.rarity.get(word, 3.0), word))
        whole = sum(self.rarity.get(word, 3.0) for word in words)
        taken, held = [], 0.0
        for word in words:
            if held > SHARE * whole and len(taken) >= 3:
                break
            taken.append(word)
            held += self.rarity.get(word, 3.0)
        return taken
