"""How well editions are linked: series that are made up, an archive of many councils' plans, time, and the gold.

    python benchmarks/tracking.py                   accuracy by rewording, the archive, time
    python benchmarks/tracking.py --gold FOLDER...  the gold of tests/cases/tracking, its documents being in the folders
    python benchmarks/tracking.py --fit             weights of evidence from series made for it, printed as JSON

Series for fitting and for scoring are made from different seeds.
"""

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import tracking_gold
from tracking_series import Series, Ways, archive, series

from planextract.tracking import chain
from planextract.tracking.candidates import Index, rarity_of
from planextract.tracking.evidence import compared
from planextract.tracking.profiles import profiles

RATES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5)


# Fitting ---------------------------------------------------------------------------------------------------------


def comparisons(made: Series) -> Iterator[tuple[tuple[tuple[str, str], ...], bool]]:
    """Every pair of a later action and an earlier one that would be compared, and whether they are one."""
    true = {(old, new) for old, new, kind in made.truth.links if kind == "same"}
    parts = {(old, new) for old, new, kind in made.truth.links if kind != "same"}
    read = [profiles(each) for each in made.editions]
    rarity = rarity_of(profile for each in read for profile in each)
    for number in range(1, len(read)):
        index = Index(rarity)
        for place, profile in enumerate(read[number - 1]):
            index.add(place, profile)
        for profile in read[number]:
            for place in index.near(profile):
                old = read[number - 1][place]
                pair = ((number - 1, old.action_id), (number, profile.action_id))
                if pair not in parts:
                    yield compared(old, profile, rarity).levels, pair in true


def made_for_fitting() -> Iterator[Series]:
    """Series in which more changes than is usual, so that nothing but the words is trusted overmuch."""
    for number in range(120):
        draw = random.Random(f"fit {number}")
        ways = Ways(
            words=draw.choice((0.05, 0.1, 0.2, 0.3, 0.4)),
            reworded=draw.choice((0.3, 0.6, 1.0)),
            redated=0.45,
            owners=0.3,
            renumbered=0.5,
            reordered=0.5,
            moved=0.1,
        )
        yield series(f"fit {number}", 4, draw.choice((12, 30, 80)), ways)


HELD: dict[str, float] = {
    "reference.same_bare": 1.0,  # a bare number must never make a link
    "reference.same": 2.5,
    "owners.same": 1.0,  # real plans have few owners, who have many actions each
    "deadline.same": 0.8,  # and the end of a year for most of their dates
    "heading.one_only": 0.0,  # one edition of two may print no headings
    "text.same_few": 2.5,  # made plans have none so short
}
"""Weights that are not fitted, because plans that are made up are unlike real ones there."""


def fit(pull: float = 2.0) -> dict[str, float]:
    """Logistic regression over the levels, by Newton's method with a pull to nought."""
    seen: Counter[tuple[tuple[tuple[str, str], ...], bool]] = Counter()
    for made in made_for_fitting():
        seen.update(comparisons(made))
    levels_seen = {f"{feature}.{level}" for levels, _ in seen for feature, level in levels}
    names = ["prior", *sorted(levels_seen - HELD.keys())]
    place = {name: number for number, name in enumerate(names)}
    table = np.zeros((len(seen), len(names)))
    table[:, 0] = 1
    held = np.zeros(len(seen))
    for row, (levels, _) in enumerate(seen):
        for feature, level in levels:
            name = f"{feature}.{level}"
            if name in place:
                table[row, place[name]] = 1
            held[row] += HELD.get(name, 0.0)
    right = np.array([float(right) for _, right in seen])
    count = np.array(list(seen.values()), dtype=float)
    weights = np.zeros(len(names))
    for _ in range(40):
        likely = 1 / (1 + np.exp(-np.clip(table @ weights + held, -30, 30)))
        slope = table.T @ (count * (right - likely)) - pull * weights
        bend = (table * (count * likely * (1 - likely))[:, None]).T @ table + pull * np.eye(len(names))
        weights = weights + np.linalg.solve(bend, slope)
    found = {name: round(float(value), 2) for name, value in zip(names, weights, strict=True)}
    return {**found, **HELD}
