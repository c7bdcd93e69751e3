"""The loop without guidance: seeds damaged over and over, each input tried in a child of its own. It needs nothing."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from fuzz.judging import Bounds, Complaint, from_outside
from fuzz.mutating.chance import Chance
from fuzz.targets import Target
from planextract.errors import PlanExtractError

_CHAIN = 3
"""How often an input is at most damaged further before another seed is taken."""


def inputs(target: Target, seed: int) -> Iterator[bytes]:
    """Endless damaged inputs, the same for the same seed."""
    held = list(target.seeds())
    number = 0
    while held:
        data = held[number % len(held)]
        for step in range(1 + number % _CHAIN):
            chance = Chance(hash((seed, number, step)), target.words)
            made = target.mutated(data, chance)
            data = made if len(made) <= target.most_bytes else data[: target.most_bytes]
        number += 1
        yield data


def warm_up(target: Target) -> None:
    """Read the first seed here, so that vocabularies and the like are loaded before there are children."""
    for data in islice(target.seeds(), 1):
        with suppress(PlanExtractError):
            target.check(data)


def tried(target: Target, data: bytes, bounds: Bounds) -> Complaint | None:
    """What is wrong with one of them."""
    return from_outside(target, data, bounds)
