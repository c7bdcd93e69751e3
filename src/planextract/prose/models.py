"""Trained models, loaded when first needed: pipelines of spaCy, of the extra `planextract[models]`, and plain weights.

Each lies in a folder of its own, in the wheel or in the repository: `pipeline/`, or `meta.json` beside plain weights,
which ask for no library besides numpy; and `SHA256SUMS` of all of that.
"""

import hashlib
import json
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from planextract.diagnostics import Diagnostic, remark
from planextract.records import ModelUsed

FOLDER = "models"
PIPELINE = "pipeline"
WEIGHTS = "weights.npy"
META = "meta.json"
SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Model:
    """A trained pipeline, a `spacy.Language` or the array of `weights.npy`, its folder, what a result says of it."""

    pipeline: Any
    folder: Path
    record: ModelUsed


class Models:
    """The trained pipelines of one document: what it used of them, and what it lacked.

    `wanted` is `Options.models`: where it is false there are none, and nothing is said of them.
    """

    def __init__(self, wanted: bool = True) -> None:
        self.wanted = wanted
        self._used: dict[str, ModelUsed] = {}
        self._lacked: dict[str, Diagnostic] = {}

    def get(self, name: str, task: str) -> Model | None:
        """The pipeline of that name; None where it cannot be had, which is said once. `task` says what for."""
        if not self.wanted:
            return None
        why = missing(name)
        if why is not None:
            self._lacked.setdefault(name, remark("model_not_installed", f"{task}: {why}"))
            return None
        model = load(name)
        self._used.setdefault(name, model.record)
        return model

    @property
    def used(self) -> tuple[ModelUsed, ...]:
        """The models that took part, by name."""
        return tuple(self._used[name] for name in sorted(self._used))

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return tuple(self._lacked[name] for name in sorted(self._lacked))


def library() -> ModuleType | None:
    """spaCy; None where it is not installed."""
    if find_spec("spacy") is None:
        return None
    import spacy

    return spacy


@cache
def missing(name: str) -> str | None:
    """What is to be done before a model can be used; None where nothing is."""
    folder = folder_of(name)
    plain = folder is not None and (folder / META).is_file()
    if not plain and find_spec("spacy") is None:
        return "install planextract[models] to have it used"
    if folder is None:
        return f"the model {name} is not in this copy of planextract; install it anew"
    wrong = next(wrong_files(folder), None)
    if wrong is not None:
        return f"{wrong} of the model {name} is not the file that was published; install planextract anew"
    return None


@cache
def load(name: str) -> Model:
    """A model that `missing` finds nothing missing of; loaded once in a process, as it takes two seconds."""
    folder = folder_of(name)
    assert folder is not None, "ask `missing` first"
    digest = hashlib.sha256((folder / SUMS).read_bytes()).hexdigest()
    if (folder / META).is_file():
        about = json.loads((folder / META).read_text(encoding="utf-8"))
        there = (folder / WEIGHTS).is_file()
        weights = np.load(folder / WEIGHTS, allow_pickle=False).astype(np.float64) if there else None
        return Model(weights, folder, ModelUsed(name=name, version=about["version"], sha256=digest))
    spacy = library()
    assert spacy is not None, "ask `missing` first"
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # W095: trained with another 3.8; the tests of the model are what counts
        pipeline = spacy.load(folder / PIPELINE)
    return Model(pipeline, folder, ModelUsed(name=name, version=pipeline.meta["version"], sha256=digest))


def folder_of(name: str) -> Path | None:
    """Where a model lies: in the installed package, or in the repository that the package runs from."""
    package = Path(str(resources.files("planextract")))
    places = (package / FOLDER / name, package.parents[1] / FOLDER / name)
    return next((place for place in places if (place / SUMS).is_file()), None)


def wrong_files(folder: Path) -> Iterator[str]:
    """The files of a model that are missing, changed or, in its pipeline, not in its list of checksums."""
    listed: dict[str, str] = {}
    for line in (folder / SUMS).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        listed[name] = digest
    there = {path.relative_to(folder).as_posix() for path in (folder / PIPELINE).rglob("*") if path.is_file()}
    for name in sorted(listed.keys() | there):
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != listed.get(name):
            yield name
