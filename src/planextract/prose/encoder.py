"""A small transformer, run with numpy alone: what the clause model makes of a sentence or cell before it judges.

Layers as BERT has them (Devlin et al., 2018). Weights lie packed, four or five bits each, in runs of `RUN` that share
a scale; they are unpacked when the model is loaded.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planextract.prose.wordpieces import Pieces, Word, shapes

Array = NDArray[np.float32]

TRANSFORMER = "transformer.npz"
PIECES = "pieces.txt"

RUN = 32
"""Weights that share a scale."""

HEADS = 12
_EPSILON = np.float32(1e-12)


def packed(weights: NDArray[np.floating], bits: int) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """A matrix, its columns a multiple of `RUN`, as levels of so many bits in a row, and the scale of each run."""
    rows, columns = weights.shape
    runs = weights.reshape(rows, columns // RUN, RUN).astype(np.float32)
    middle = 1 << bits - 1
    scales = np.maximum(np.abs(runs).max(-1) / (middle - 0.5), 1e-6).astype(np.float16)
    levels = np.floor(runs / scales[..., None].astype(np.float32)) + middle
    levels = np.clip(levels, 0, 2 * middle - 1).astype(np.uint8).reshape(rows, columns, 1)
    return np.packbits(np.unpackbits(levels, axis=-1)[..., -bits:].reshape(rows, -1), axis=-1), scales


def unpacked(levels: NDArray[np.uint8], scales: NDArray[np.float16]) -> Array:
    """The matrix again. So many bytes as a level has bits hold eight of them, which are taken as one number."""
    rows, runs = scales.shape
    bits = 8 * levels.shape[1] // (runs * RUN)
    eight = np.zeros((rows, runs * RUN // 8), np.uint64)
    for byte in np.moveaxis(levels.reshape(rows, -1, bits), -1, 0):
        eight = eight << np.uint64(8) | byte
    shifts = np.arange(7, -1, -1, dtype=np.uint64) * np.uint64(bits)
    each = (
        (eight[..., None] >> shifts & np.uint64((1 << bits) - 1)).reshape(rows, runs, RUN).astype(np.float32)
    )
    middle = np.float32((1 << bits - 1) - 0.5)
    found: Array = ((each - middle) * scales[..., None].astype(np.float32)).reshape(rows, runs * RUN)
    return found


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

    def states(
        self, texts: Sequence[str], hints: Sequence[Sequence[int]] = ()
    ) -> Iterator[tuple[Array, Sequence[Word]]]:
        """What the last layer makes of each piece of some texts, and their words, which know their first piece.

        `hints` are what each piece is told besides (`opinion.hints`). All are computed together, since most of the time
        goes into fetching weights.
        """
        cut = [self.pieces.of(text) for text in texts]
        starts = np.cumsum([0, *(len(numbers) for numbers, _ in cut)])
        spans = [slice(start, stop) for start, stop in pairwise(starts)]
        states = self._embedded(texts, cut, hints)
        for layer in range(self.layers):
            states = self._layer(f"{layer} ", states, spans)
        yield from ((states[span], words) for span, (_, words) in zip(spans, cut, strict=True))

    def _embedded(
        self,
        texts: Sequence[str],
        cut: Sequence[tuple[list[int], list[Word]]],
        hints: Sequence[Sequence[int]],
    ) -> Array:
        """How a piece begins: what it is, where it stands in its text, how it is printed, and what it is told."""
        weights = self.weights
        numbers = [number for each, _ in cut for number in each]
        places = [place for each, _ in cut for place in range(len(each))]
        printed = [
            shape
            for text, (each, words) in zip(texts, cut, strict=True)
            for shape in shapes(text, words, len(each))
        ]
        states = weights["words"][numbers] + weights["places"][places] + weights["shapes"][printed]
        if hints:
            states = states + weights["hints"][[hint for each in hints for hint in each]]
        return self._levelled("start ", states)

    def odds(self, states: Array) -> float:
        """The logarithm of the odds that a text is an action."""
        head = self.weights["head"]
        return float(states.mean(0) @ head[:-1] + head[-1])

    def likely(self, head: str, states: Array, words: Sequence[Word]) -> Array:
        """How likely each word is each of the things that a head tells apart: of the shape (words, things)."""
        weights = self.weights[head]
        scores = states[[word.piece for word in words]] @ weights[:, :-1].T + weights[:, -1]
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        found: Array = scores / scores.sum(-1, keepdims=True)
        return found

    def _layer(self, name: str, states: Array, spans: Sequence[slice]) -> Array:
        states = self._levelled(f"{name}attention ", states + self._attended(name, states, spans))
        wide = _gelu(self._linear(f"{name}up", states))
        return self._levelled(f"{name}end ", states + self._linear(f"{name}down", wide))

    def _attended(self, name: str, states: Array, spans: Sequence[slice]) -> Array:
        """What each piece takes from the pieces of its own text."""
        count, size = states.shape
        query, key, value = (
            self._linear(f"{name}{part}", states).reshape(count, HEADS, -1).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        scale = np.float32((size // HEADS) ** -0.5)
        mixed = np.empty_like(query)
        for span in spans:
            scores = query[:, span] @ key[:, span].transpose(0, 2, 1) * scale
            scores = np.exp(scores - scores.max(-1, keepdims=True))
            mixed[:, span] = scores / scores.sum(-1, keepdims=True) @ value[:, span]
        return self._linear(f"{name}out", mixed.transpose(1, 0, 2).reshape(count, size))

    def _linear(self, name: str, states: Array) -> Array:
        found: Array = states @ self.weights[name].T + self.weights[f"{name} bias"]
        return found

    def _levelled(self, name: str, states: Array) -> Array:
        centred = states - states.mean(-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(-1, keepdims=True) + _EPSILON)
        found: Array = centred / spread * self.weights[f"{name}scale"] + self.weights[f"{name}shift"]
        return found


@cache
def load(folder: Path) -> Encoder:
    """That of a model's folder; it takes a sixth of a second, once in a process."""
    pieces = Pieces.read((folder / PIECES).read_text(encoding="utf-8"))
    with np.load(folder / TRANSFORMER, allow_pickle=False) as saved:
        return Encoder.of(saved, pieces)


def _gelu(states: Array) -> Array:
    """As approximated by its authors with tanh (Hendrycks and Gimpel, 2016); trained with the same."""
    inner = np.float32(0.7978845608) * (states + np.float32(0.044715) * states * states * states)
    found: Array = np.float32(0.5) * states * (1 + np.tanh(inner))
    return found
