"""Trains the bullet model from labelled bullets and writes it beside this file.

    python models/bullets/train.py ../shared/training/inspection_bullets.jsonl

The same bullets and the same spaCy give the same bytes: nothing is drawn but from the seed in config.cfg.
"""

import argparse
import hashlib
import json
import random
import re
import shutil
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed, load_config, minibatch

from planextract.prose.bullet_features import FILE, Words, features, words
from planextract.prose.models import PIPELINE, SUMS

HERE = Path(__file__).resolve().parent
VERSION = "1.0.0"
LABELS = {"strength": "strength", "afi": "area_for_development"}
KINDS = sorted(LABELS.values())
SOURCE = "jtai"
"""Only these inspections have both classes; others would teach their style."""


@dataclass(frozen=True)
class Bullet:
    authority: str
    kind: str
    text: str


def bullets(path: Path) -> list[Bullet]:
    """The labelled bullets of a file, each wording once; one that stands under both headings says nothing."""
    found: dict[str, Bullet] = {}
    kinds: dict[str, set[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        each = json.loads(line)
        key = " ".join(re.findall(r"\w+", each["text"].casefold()))
        kinds.setdefault(key, set()).add(each["label"])
        if each["src"] == SOURCE and each["label"] in LABELS:
            found.setdefault(key, Bullet(each["la"], LABELS[each["label"]], each["text"]))
    return [bullet for key, bullet in found.items() if len(kinds[key]) == 1]


def council(path: Path = HERE / "council.toml") -> list[Bullet]:
    """The bullets after the manner of councils, which are ours and belong to no authority."""
    lists = tomllib.loads(path.read_text(encoding="utf-8"))
    return [Bullet("", kind, text) for kind in sorted(lists) for text in lists[kind]]


def train(examples: Sequence[Bullet], folder: Path = HERE) -> Language:
    """A pipeline that has seen the bullets, the same for the same bullets."""
    chosen = load_config(folder / "config.cfg")
    settings, known = chosen["training"], words(folder)
    fix_random_seed(settings["seed"])
    nlp = spacy.blank("en")
    nlp.add_pipe("textcat", config={"model": chosen["model"]})
    seen = [_example(nlp, each, known) for each in examples]
    nlp.initialize(lambda: seen)
    optimizer = nlp.create_optimizer()
    optimizer.learn_rate = settings["learn_rate"]
    chance = random.Random(settings["seed"])
    for _ in range(settings["epochs"]):
        chance.shuffle(seen)
        for batch in minibatch(seen, settings["batch_size"]):
            nlp.update(batch, sgd=optimizer)
    nlp.meta.update(
        name="bullets", version=VERSION, license="MIT", description="Strength or area for development"
    )
    return nlp


def _example(nlp: Language, bullet: Bullet, known: Words) -> Example:
    doc = Doc(nlp.vocab, words=features(bullet.text, known))
    return Example.from_dict(doc, {"cats": {kind: float(kind == bullet.kind) for kind in KINDS}})


def write(nlp: Language, folder: Path) -> None:
    """The pipeline without its vocabulary, so that no words of the bullets leave with it, and its checksums."""
    pipeline = folder / PIPELINE
    if pipeline.exists():
        shutil.rmtree(pipeline)
    nlp.to_disk(pipeline, exclude=["vocab"])
    (folder / SUMS).write_text("".join(_sums(folder, pipeline)), encoding="utf-8")


def _sums(folder: Path, pipeline: Path) -> Iterator[str]:
    for path in sorted([folder / FILE, *pipeline.rglob("*")]):
        if path.is_file():
            yield f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bullets", type=Path)
    arguments = parser.parse_args()
    write(train([*bullets(arguments.bullets), *council()]), HERE)


if __name__ == "__main__":
    main()
