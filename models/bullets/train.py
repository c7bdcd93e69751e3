"""Trains the bullet model from labelled bullets and writes it beside this file.

    python models/bullets/train.py ../shared/training/inspection_bullets.jsonl

The same bullets and the same spaCy give the same bytes: nothing is drawn but from the seed in config.cfg.
"""

import argparse
import hashlib
import json
import random
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.util import fix_random_seed, load_config, minibatch

HERE = Path(__file__).resolve().parent
LABELS = {"strength": "strength", "afi": "area_for_development"}
SOURCE = "jtai"
"""Only these inspections have both classes; others would teach their style."""


@dataclass(frozen=True)
class Bullet:
    authority: str
    kind: str
    text: str


def bullets(path: Path) -> list[Bullet]:
    """The labelled bullets of a file, each wording once."""
    found: dict[str, Bullet] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        each = json.loads(line)
        if each["src"] == SOURCE and each["label"] in LABELS:
            key = " ".join(each["text"].casefold().split())
            found.setdefault(key, Bullet(each["la"], LABELS[each["label"]], each["text"]))
    return list(found.values())


def train(examples: Sequence[Bullet], config: Path = HERE / "config.cfg") -> Language:
    """A pipeline that has seen the bullets, the same for the same bullets."""
    chosen = load_config(config)
    settings = chosen["training"]
    fix_random_seed(settings["seed"])
    nlp = spacy.blank("en")
    nlp.add_pipe("textcat", config={"model": chosen["components"]["textcat"]["model"]})
    kinds = sorted(set(LABELS.values()))
    seen = [_example(nlp, each, kinds) for each in examples]
    nlp.initialize(lambda: seen)
    optimizer = nlp.create_optimizer()
    optimizer.learn_rate = settings["learn_rate"]
    chance = random.Random(settings["seed"])
    for _ in range(settings["epochs"]):
        chance.shuffle(seen)
        for batch in minibatch(seen, settings["batch_size"]):
            nlp.update(batch, sgd=optimizer, drop=settings["dropout"])
    nlp.meta.update(name="bullets", version="1.0.0", license="OGL-3.0 (data), MIT (weights)")
    return nlp


def _example(nlp: Language, bullet: Bullet, kinds: Iterable[str]) -> Example:
    cats = {kind: float(kind == bullet.kind) for kind in kinds}
    return Example.from_dict(nlp.make_doc(bullet.text), {"cats": cats})


def write(nlp: Language, folder: Path) -> None:
    """The pipeline without its vocabulary, so that no words of the bullets leave with it, and its checksums."""
    pipeline = folder / "pipeline"
    if pipeline.exists():
        shutil.rmtree(pipeline)
    nlp.to_disk(pipeline, exclude=["vocab"])
    (folder / "SHA256SUMS").write_text("".join(_sums(folder, pipeline)), encoding="utf-8")


def _sums(folder: Path, pipeline: Path) -> Iterator[str]:
    for path in sorted(pipeline.rglob("*")):
        if path.is_file():
            yield f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bullets", type=Path)
    parser.add_argument("--output", type=Path, default=HERE)
    arguments = parser.parse_args()
    write(train(bullets(arguments.bullets)), arguments.output)


if __name__ == "__main__":
    main()
