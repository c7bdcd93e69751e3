"""A small transformer, run with numpy alone: what the clause model makes of a sentence before it judges it.

Four layers as BERT has them (Devlin et al., 2018). Weights lie packed, four bits each, in runs of `RUN` that share a
scale; they are unpacked when the model is loaded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planextract.prose.wordpieces import Pieces, Word

Array = NDArray[np.float32]

RUN = 32
"""Weights that share a scale."""

HEADS = 12
_EPSILON = np.float32(1e-12)


def packed(weights: NDArray[np.floating]) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """A matrix, its columns a multiple of `RUN`, as 16 levels a weight, two a byte, and the scale of each run."""
    rows, columns = weights.shape
    runs = weights.reshape(rows, columns // RUN, RUN).astype(np.float32)
    scales = np.maximum(np.abs(runs).max(-1) / 7.5, 1e-6).astype(np.float16)
    levels = np.clip(np.floor(runs / scales[..., None].astype(np.float32)) + 8, 0, 15).astype(np.uint8)
    pairs = levels.reshape(rows, columns // 2, 2)
    return pairs[..., 0] << 4 | pairs[..., 1], scales


def unpacked(levels: NDArray[np.uint8], scales: NDArray[np.float16]) -> Array:
    rows, half = levels.shape
    both = np.stack([levels >> 4, levels & 15], axis=-1).reshape(rows, -1, RUN).astype(np.float32)
    return ((both - np.float32(7.5)) * scales[..., None].astype(np.float32)).reshape(rows, 2 * half)


def loaded(saved: Mapping[str, NDArray[Any]]) -> dict[str, Array]:
    """The arrays of a file by name: those with `.levels` and `.scales` are unpacked, the others as they are."""
    weights: dict[str, Array] = {}
    for name in saved:
        whole, _, part = name.partition(".")
        if part == "levels":
            weights[whole] = unpacked(saved[name], saved[f"{whole}.scales"])
        elif not part:
            weights[whole] = saved[name].astype(np.float32)
    return weights


@dataclass(frozen=True, slots=True)
class Encoder:
    """The weights by name, as training saved them, and the pieces that words are cut into."""

    weights: Mapping[str, Array]
    pieces: Pieces
    layers: int

    @classmethod
    def of(cls, saved: Mapping[str, NDArray[Any]], pieces: Pieces) -> "Encoder":
        weights = loaded(saved)
        return cls(weights, pieces, sum(name.endswith(" up") for name in weights))

    def read(self, text: str) -> tuple[float, Sequence[Word], Array]:
        """The logarithm of the odds that the head of the model gives a text, its words, and how likely each has a role.

        The likelihoods are of the shape (words, roles); what roles there are is the model's affair.
        """
        numbers, words = self.pieces.of(text)
        states = self._embedded(numbers)
        for layer in range(self.layers):
            states = self._layer(f"{layer} ", states)
        head, roles = self.weights["head"], self.weights["roles"]
        scores = np.exp(states[[word.piece for word in words]] @ roles[:, :-1].T + roles[:, -1])
        return float(states.mean(0) @ head[:-1] + head[-1]), words, scores / scores.sum(-1, keepdims=True)

    def _embedded(self, numbers: Sequence[int]) -> Array:
        weights = self.weights
        states = weights["words"][list(numbers)] + weights["places"][: len(numbers)]
        return self._levelled("start ", states)

    def _layer(self, name: str, states: Array) -> Array:
        states = self._levelled(f"{name}attention ", states + self._attended(name, states))
        wide = _gelu(self._linear(f"{name}up", states))
        return self._levelled(f"{name}end ", states + self._linear(f"{name}down", wide))

    def _attended(self, name: str, states: Array) -> Array:
        count, size = states.shape

        def heads(part: str) -> Array:
            return self._linear(f"{name}{part}", states).reshape(count, HEADS, -1).transpose(1, 0, 2)

        scores = heads("query") @ heads("key").transpose(0, 2, 1) * np.float32((size // HEADS) ** -0.5)
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = scores / scores.sum(-1, keepdims=True) @ heads("value")
        return self._linear(f"{name}out", mixed.transpose(1, 0, 2).reshape(count, size))

    def _linear(self, name: str, states: Array) -> Array:
        found: Array = states @ self.weights[name].T + self.weights[f"{name} bias"]
        return found

    def _levelled(self, name: str, states: Array) -> Array:
        centred = states - states.mean(-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(-1, keepdims=True) + _EPSILON)
        found: Array = centred / spread * self.weights[f"{name}scale"] + self.weights[f"{name}shift"]
        return found


def _gelu(states: Array) -> Array:
    """As approximated by its authors with tanh (Hendrycks and Gimpel, 2016); trained with the same."""
    inner = np.float32(0.7978845608) * (states + np.float32(0.044715) * states * states * states)
    found: Array = np.float32(0.5) * states * (1 + np.tanh(inner))
    return found
