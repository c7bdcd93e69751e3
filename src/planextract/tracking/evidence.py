"""How much speaks for two actions being one: each thing compared comes out at a level, and each level has a weight.

The weights are logs of odds, fitted on series that are generated (`benchmarks/tracking.py --fit`), and their sum is
calibrated there too. A number that is no more than a figure or letter ("7") has a weight of its own that cannot make a
link by itself: the words have to agree as well.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from planextract.tracking.profiles import Profile
from planextract.tracking.records import Reason
from planextract.tracking.words import Words, slip

Weights = Mapping[str, float]
UNSEEN = 3.0
"""What a word weighs that no action has, such as one of a heading."""


class Rarity(dict[str, float]):
    """What each word weighs: the rarer it is in the series, the more. The weights of whole texts are kept."""

    def __init__(self, words: Mapping[str, float]) -> None:
        super().__init__(words)
        self.texts: dict[Words, float] = {}

    def __missing__(self, word: str) -> float:
        return UNSEEN


Levels = tuple[tuple[str, str], ...]
"""Each feature with the level at which it came out; features that one side lacks are left out."""


@cache
def _fitted() -> Mapping[str, Weights]:
    source = files("planextract").joinpath("tracking/evidence.json").read_text(encoding="utf-8")
    found: dict[str, Weights] = json.loads(source)
    return found


def weights() -> Weights:
    """The weight of each level, by "feature.level"; "prior" is that of no evidence at all."""
    return _fitted()["weights"]


def calibrated(probability: float) -> float:
    """How often a pair that was chosen among its rivals with such a probability proves right; a little is kept back."""
    line = _fitted()["calibration"]
    if probability >= 1:
        return 1.0
    odds = line["offset"] + line["slope"] * math.log(probability / (1 - probability))
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, odds))))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two actions compared."""

    levels: Levels
    score: float

    @property
    def probability(self) -> float:
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, self.score))))

    def reasons(self) -> tuple[Reason, ...]:
        known = weights()
        return tuple(
            Reason(feature=feature, level=level, weight=round(known.get(f"{feature}.{level}", 0.0), 2))
            for feature, level in self.levels
        )


def compared(old: Profile, new: Profile, rarity: Rarity) -> Comparison:
    """Every feature of two actions beside one another."""
    levels = tuple(_levels(old, new, rarity))
    known = weights()
    return Comparison(
        levels, known["prior"] + sum([known.get(f"{feature}.{level}", 0.0) for feature, level in levels])
    )


def _levels(old: Profile, new: Profile, rarity: Rarity) -> list[tuple[str, str]]:
    text = text_level(old, new, rarity)
    heading = _heading(old.heading, new.heading, rarity) if text != "hardly" else ""
    if text == "same_repeated" and heading in ("same", "other"):
        text = "same_here" if heading == "same" else "same_elsewhere"
    levels = [("text", text)]
    if text == "hardly":
        return levels  # nothing that may agree besides outweighs it
    if text in MIDDLING and _within(old, new, rarity):
        levels.append(("cover", "within"))
    if (numbers := _numbers(old, new, text)) is not None:
        levels.append(("numbers", numbers))
    if old.reference and new.reference:
        levels.append(("reference", _reference(old, new)))
    if old.heading or new.heading:
        levels.append(("heading", heading))
    if old.owners and new.owners:
        levels.append(("owners", _sets(old.owners, new.owners)))
    if old.due[0] and new.due[0]:
        levels.append(("deadline", "same" if old.due == new.due else "other"))
    levels.append(("place", "near" if abs(old.rank - new.rank) <= 0.1 else "far"))
    return levels


# Text ------------------------------------------------------------------------------------------------------------

STEPS = ((0.85, "almost"), (0.7, "mostly"), (0.55, "largely"), (0.4, "partly"), (0.25, "little"))
MIDDLING = ("mostly", "largely", "partly")
"""Levels at which it counts that one text has all words of the other, and goes on."""

FEW = 2
"""Words so few that they say little when they agree ("Monthly review")."""


def text_level(old: Profile, new: Profile, rarity: Rarity) -> str:
    if old.text.words and old.text.words == new.text.words:
        if old.repeated or new.repeated:
            return "same_repeated"
        return "same" if len(old.words) > FEW else "same_few"
    share = likeness(old.words, new.words, rarity)
    if old.wide != old.words or new.wide != new.words:
        share = max(share, likeness(old.wide, new.wide, rarity))
    return next((level for least, level in STEPS if share >= least), "hardly")


def _within(old: Profile, new: Profile, rarity: Rarity) -> bool:
    short = min(old.words, new.words, key=lambda words: weight(words, rarity))
    common = weight(old.words & new.words, rarity)
    return len(short) > FEW and common >= 0.95 * weight(short, rarity)


def likeness(one: Words, other: Words, rarity: Rarity) -> float:
    """The share of two sets of words that is common to both, rare words counting for more.

    >>> rarity = Rarity({"publish": 1.0, "housing": 2.0, "strategy": 2.0, "plan": 1.0})
    >>> one, other = frozenset(("publish", "housing", "strategy")), frozenset(("publish", "housing", "plan"))
    >>> round(likeness(one, other, rarity), 2)
    0.67
    """
    common = one & other
    if not common:
        return 0.0
    whole = weight(one, rarity) + weight(other, rarity)
    shared = 2 * sum(map(rarity.__getitem__, common))
    if 0.4 < shared / whole < 0.999:
        shared += _slips(one - common, other - common, rarity)
    return shared / whole


def weight(words: Words, rarity: Rarity) -> float:
    """What all of some words weigh."""
    held = rarity.texts.get(words)
    if held is None:
        held = rarity.texts[words] = sum(map(rarity.__getitem__, words))
    return held


def _slips(one: Words, other: Words, rarity: Rarity) -> float:
    if len(one) > 4 or len(other) > 4:
        return 0.0
    return sum(
        rarity[word] + rarity[twin]
        for word in one
        if (twin := next((each for each in other if slip(word, each)), None)) is not None
    )


# The rest --------------------------------------------------------------------------------------------------------


def _numbers(old: Profile, new: Profile, text: str) -> str | None:
    """Figures within the words: "the sixth meeting" is not "the eleventh"."""
    one, other = old.text.numbers, new.text.numbers
    if not one and not other:
        return None
    if one == other:
        return "same"
    if text.startswith("same"):
        return "only_difference"
    return "overlap" if one & other or not one or not other else "other"


def _reference(old: Profile, new: Profile) -> str:
    if old.reference != new.reference:
        return "other"
    return "same" if old.compound else "same_bare"


def _heading(one: Words, other: Words, rarity: Rarity) -> str:
    if not one or not other:
        return "one_only"
    share = likeness(one, other, rarity)
    return "same" if share >= 0.8 else "alike" if share >= 0.4 else "other"


def _sets(one: Words, other: Words) -> str:
    return "same" if one == other else "overlap" if one & other else "other"
