"""Trains the owners model from labelled and invented owner cells and writes it beside this file.

    python models/owners/train.py ../shared/domain/owners.jsonl benchmarks/cells/owners_dev.jsonl ...

The same cells and the same spaCy give the same bytes: nothing is drawn but from the seed in config.cfg.
"""

import argparse
import hashlib
import json
import random
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Span
from spacy.training import Example
from spacy.util import fix_random_seed, load_config, minibatch
from thinc.api import Adam

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import invented  # noqa: E402
from invented import Cell, Marked  # noqa: E402

from planextract.second_reading import doc, tokens  # noqa: E402

# Labelled cells ----------------------------------------------------------------------------------------------------


def labelled(paths: Iterable[Path]) -> list[Cell]:
    """The cells of some files, each once; those whose parties are not all printed as labelled are left out."""
    found: dict[str, list[Marked]] = {}
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            spans = _spans(case["text"], case["want"])
            if spans is not None:
                found.setdefault(case["text"], spans)
    return list(found.items())


def _spans(text: str, want: list[dict[str, Any]]) -> list[Marked] | None:
    spans: list[Marked] = []
    for party in want:
        if party["kind"] in ("ditto", "unstated", "unassigned"):
            continue
        for words, label in _words(text, party):
            at = _find(text, words, spans)
            if at is None:
                return None
            spans.append((*at, label))
    return sorted(spans)


def _words(text: str, party: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What is printed of a party. A post with its body, "Chair of the Audit Committee", is one post."""
    name, role, place = (
        party.get("name") or party.get("initials"),
        party.get("role"),
        party.get("organisation"),
    )
    role = role.replace(" (portfolio)", "") if role else None
    if name:
        yield name, "NAME"
    if role and place:
        for whole in (f"{role} of {place}", f"{role} of the {place}", f"{place} {role}"):
            if whole.casefold() in " ".join(text.casefold().split()):
                yield whole, "ROLE"
                return
    before = party.get("qualifier") or ""
    if role:
        qualified = f"{before} {role}"
        yield (qualified if before and qualified.casefold() in text.casefold() else role), "ROLE"
    if place:
        yield place, "ORG"


def _find(text: str, words: str, taken: list[Marked]) -> tuple[int, int] | None:
    """Where words stand that no other party has."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE):
        if all(match.end() <= start or match.start() >= end for start, end, _ in taken):
            return match.span()
    return None


# Training ----------------------------------------------------------------------------------------------------------


def train(cells: list[Cell], config: Path = HERE / "config.cfg", made: int | None = None) -> Language:
    """A pipeline that has seen the cells and `made` invented ones, the same for the same cells."""
    chosen = load_config(config)
    settings = chosen["training"]
    fix_random_seed(settings["seed"])
    nlp = spacy.blank("en")
    nlp.add_pipe("ner", config={"model": chosen["components"]["ner"]["model"]})
    more = invented.cells(settings["invented"] if made is None else made, settings["seed"])
    seen = [_example(nlp, cell) for cell in (*more, *cells * settings["labelled"])]
    nlp.initialize(lambda: seen)
    optimizer = Adam(settings["learn_rate"], L2=0.01, grad_clip=1.0, use_averages=True)
    chance = random.Random(settings["seed"])
    for epoch in range(settings["epochs"]):
        optimizer.learn_rate = settings["learn_rate"] * (1 - epoch / settings["epochs"])
        chance.shuffle(seen)
        for batch in minibatch(seen, settings["batch_size"]):
            nlp.update(batch, sgd=optimizer, drop=settings["dropout"])
    with nlp.use_params(optimizer.averages):
        averaged = nlp.to_bytes(exclude=["vocab"])
    nlp.from_bytes(averaged, exclude=["vocab"])
    nlp.meta.update(name="owners", version="2.0.0", license="MIT")
    return nlp


def _example(nlp: Language, cell: Cell) -> Example:
    text, spans = cell
    told = doc(nlp, text)
    found = tokens(text)
    marked = []
    for start, end, label in spans:
        inside = [place for place, token in enumerate(found) if token.start >= start and token.end <= end]
        if inside:
            marked.append(Span(told, inside[0], inside[-1] + 1, label))
    told.set_ents(marked)
    return Example(doc(nlp, text), told)


# Writing -----------------------------------------------------------------------------------------------------------


def write(nlp: Language, folder: Path) -> None:
    """The pipeline without its vocabulary, so that no words of the cells leave with it, and its checksums."""
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
    parser.add_argument("cells", type=Path, nargs="+")
    parser.add_argument("--output", type=Path, default=HERE)
    arguments = parser.parse_args()
    write(train(labelled(arguments.cells)), arguments.output)


if __name__ == "__main__":
    main()
