"""What the bullets of a list are, where no heading or lead-in says it: a trained model is asked, bullet by bullet.

Bullets that stand together are mostly of one kind, so that each lends its neighbours something of what it is taken for,
unless the list looks mixed.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from planextract.prose.bullet_features import features, words
from planextract.prose.models import Model, Models
from planextract.records import FindingKind

MODEL = "bullets"
TASK = "the kind of bullets under no heading that says it"
DEVELOPMENT: FindingKind = "area_for_development"

STAYS = (0.5, 0.95)
"""How often a bullet is of its neighbour's kind: in lists that mix kinds, and in lists sorted by them."""

LEAST = 1e-6

SURE = 0.8
"""Below it a bullet is a finding of no kind. Above it 97 % of other authorities' bullets were right in their lists, and
95 % alone."""


QUITE_SURE = 2.0
"""The logarithm of odds from which on the model contradicts a heading: seven to one."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a bullet is taken for; `confidence` is the probability of that kind, None where it is taken for neither."""

    kind: FindingKind
    rule: str
    confidence: float | None = None


UNSURE = Guess("finding", "bullet_unsure")
UNREAD = Guess("finding", "bullet_list")


def kinds(texts: Sequence[str], models: Models) -> list[Guess]:
    """The kinds of the bullets of one list; all are findings of no kind where there is no model."""
    model = models.get(MODEL, TASK)
    if model is None:
        return [UNREAD for _ in texts]
    return [_guess(odds) for odds in lent(odds_of(texts, model))]


def by_itself(texts: Sequence[str], models: Models) -> list[FindingKind | None]:
    """The kinds that the model is quite sure of, each text alone; None for all where it has had no part so far."""
    model = models.get(MODEL, TASK) if any(used.name == MODEL for used in models.used) else None
    if model is None or not texts:
        return [None for _ in texts]
    odds = odds_of(texts, model)
    return [None if abs(each) < QUITE_SURE else DEVELOPMENT if each > 0 else "strength" for each in odds]


def odds_of(texts: Sequence[str], model: Model) -> list[float]:
    """For each text by itself, the logarithm of its odds of being an area for development."""
    from spacy.tokens import Doc

    known = words(model.folder)
    with model.pipeline.memory_zone():
        docs = [Doc(model.pipeline.vocab, words=features(text, known)) for text in texts]
        shares = [doc.cats[DEVELOPMENT] for doc in model.pipeline.pipe(docs)]
    return [_odds(share) for share in shares]


def lent(odds: Sequence[float]) -> list[float]:
    """The same odds with what the bullets around lend, as far as the list looks sorted by kind.

    >>> [round(each, 1) for each in lent([3.0, 0.2, 3.0, -3.0, -3.0])]
    [3.1, 0.6, 2.7, -2.8, -3.0]
    """
    readings = [_reading(odds, stays) for stays in STAYS]
    likeliest = max(likely for likely, _ in readings)
    weights = [math.exp(likely - likeliest) for likely, _ in readings]
    shares = [
        sum(weight * each for weight, each in zip(weights, column, strict=True)) / sum(weights)
        for column in zip(*(shares for _, shares in readings), strict=True)
    ]
    return [_odds(share) for share in shares]


def _reading(odds: Sequence[float], stays: float) -> tuple[float, list[float]]:
    """How likely a list is where a bullet is of its neighbour's kind with some probability, and each bullet's share.

    The logarithm of the likelihood, and the probability of being an area for development.
    """
    shares = [_share(each) for each in odds]
    before, likely = _passed_on(shares, stays)
    after = _passed_on(shares[::-1], stays)[0][::-1]
    return likely, [
        _share(_odds(own) + _odds(first) + _odds(last))
        for own, first, last in zip(shares, before, after, strict=True)
    ]


def _passed_on(shares: Sequence[float], stays: float) -> tuple[list[float], float]:
    """What each bullet is likely to be by those before it alone, and the logarithm of the likelihood of all."""
    prior, found, likely = 0.5, [], 0.0
    for share in shares:
        found.append(prior)
        here = prior * share + (1 - prior) * (1 - share)
        likely += math.log(here)
        now = prior * share / here
        prior = now * stays + (1 - now) * (1 - stays)
    return found, likely


def _odds(share: float) -> float:
    kept = min(max(share, LEAST), 1 - LEAST)
    return math.log(kept / (1 - kept))


def _share(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def _guess(odds: float) -> Guess:
    share = _share(odds)
    sure = max(share, 1 - share)
    if sure < SURE:
        return UNSURE
    kind: FindingKind = DEVELOPMENT if share > 0.5 else "strength"
    return Guess(kind, "bullet_model", round(sure, 2))
