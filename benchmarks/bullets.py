"""The bullet model on authorities that it was not trained with: each bullet alone, in its list, and under its heading.

    python benchmarks/bullets.py ../shared/training/inspection_bullets.jsonl
    python benchmarks/bullets.py ../shared/training/inspection_bullets.jsonl --folds     cross-validation instead
    python benchmarks/bullets.py --council benchmarks/prose/bullets_council.jsonl   the shipped model, on councils' own

A fifth of the authorities, by a hash of the name, is held out for good; everything was chosen by the folds of the rest.
"""

import argparse
import hashlib
import importlib.util
import json
import math
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import planextract as pe
from planextract.drafts.bullet_kinds import DEVELOPMENT, SURE, lent, odds_of
from planextract.prose.models import Model, Models
from planextract.records import ModelUsed

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent / "models" / "bullets"
FOLDS = 5
HELD_OUT = 4
SURE_ODDS = math.log(SURE / (1 - SURE))
HEADINGS = {
    "strength": (
        "Strengths",
        "What is working well?",
        "Key strengths",
        "The review found that the key strengths were:",
    ),
    "area_for_development": (
        "Areas for improvement",
        "What needs to improve?",
        "Areas for consideration",
        "The Council needed to ensure that:",
    ),
}


def trainer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("train_bullets", FOLDER / "train.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fold(authority: str) -> int:
    return int(hashlib.sha256(authority.encode()).hexdigest(), 16) % FOLDS


def model_of(train: ModuleType, bullets: Sequence[Any]) -> Model:
    """A model trained on some bullets and on those that are ours."""
    used = ModelUsed(name="bullets", version="0", sha256="")
    return Model(train.train([*bullets, *train.council()]), FOLDER, used)


def rounds(bullets: Sequence[Any], folds: bool) -> Iterator[tuple[list[Any], list[Any]]]:
    """What is trained on and what is asked: the folds one by one, or all of them for those held out."""
    for asked in [each for each in range(FOLDS) if each != HELD_OUT] if folds else [HELD_OUT]:
        yield (
            [each for each in bullets if fold(each.authority) not in (asked, HELD_OUT)],
            [each for each in bullets if fold(each.authority) == asked],
        )


@dataclass(frozen=True)
class Answer:
    kind: str
    odds: float

    @property
    def given(self) -> str:
        return DEVELOPMENT if self.odds > 0 else "strength"

    @property
    def right(self) -> bool:
        return self.given == self.kind


def answers(
    model: Model, lists: Sequence[Sequence[Any]], reading: Callable[[list[float]], list[float]]
) -> list[Answer]:
    found = []
    for items in lists:
        odds = reading(odds_of([each.text for each in items], model))
        found += [Answer(each.kind, one) for each, one in zip(items, odds, strict=True)]
    return found


def documents(bullets: Sequence[Any]) -> list[list[Any]]:
    """The bullets of each authority as they follow one another in its reports."""
    found = defaultdict(list)
    for each in bullets:
        found[each.authority].append(each)
    return list(found.values())


def shuffled(lists: Sequence[Sequence[Any]]) -> list[list[Any]]:
    chance = random.Random(0)
    return [chance.sample(items, len(items)) for items in lists]


def macro(found: Sequence[tuple[str, str]]) -> float:
    """The mean of the kinds' F1, of pairs of what is so and what was said."""
    scores = []
    for kind in HEADINGS:
        both = sum(true == kind == said for true, said in found)
        either = sum((true == kind) + (said == kind) for true, said in found)
        scores.append(2 * both / either if either else 0.0)
    return sum(scores) / len(scores)


def score(found: Sequence[Answer]) -> str:
    sure = [each for each in found if abs(each.odds) >= SURE_ODDS]
    right = sum(each.right for each in sure)
    return (
        f"macro F1 {macro([(each.kind, each.given) for each in found]):.3f} of {len(found)};"
        f" sure of {len(sure) / len(found):.0%}, right {right / max(1, len(sure)):.1%} of these"
    )


def headed(bullets: Sequence[Any]) -> list[tuple[str, str]]:
    """What the whole road says of the bullets, each list under a heading of its kind."""
    found = []
    for number, items in enumerate(documents(bullets)):
        for kind, headings in HEADINGS.items():
            texts = [each.text for each in items if each.kind == kind]
            lines = [headings[number % len(headings)], *(f"• {text}" for text in texts)]
            document = "Inspection of services for children\n\n" + "\n".join(lines)
            extraction = pe.extract_bytes(document.encode(), "report.txt", pe.Options(models=False))
            said = {" ".join(each.text.raw.split()): each.kind for each in extraction.findings}
            found += [(kind, _looked_up(text, said)) for text in texts]
    return found


def _looked_up(text: str, said: dict[str, str]) -> str:
    plain = " ".join(text.split()).rstrip(".;, ")
    return next((kind for raw, kind in said.items() if raw.rstrip(".;, ") == plain), "none")


def council(path: Path) -> None:
    """The shipped model on bullets that councils and peers wrote, each alone. Totals only: they are not looked at."""
    model = Models().get("bullets", "benchmark")
    assert model is not None, "install planextract[models]"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    kinds = {"strength": "strength", "afi": DEVELOPMENT}
    odds = odds_of([row["text"] for row in rows], model)
    found = [(row["real"], Answer(kinds[row["label"]], one)) for row, one in zip(rows, odds, strict=True)]
    for name, real in (("real", True), ("made up", False)):
        print(f"councils' bullets, {name:9} {score([answer for each, answer in found if each == real])}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bullets", type=Path, nargs="?")
    parser.add_argument("--council", type=Path, metavar="FILE", help="labelled bullets of councils instead")
    parser.add_argument("--folds", action="store_true", help="the folds by which the settings were chosen")
    arguments = parser.parse_args()
    if arguments.council is not None:
        council(arguments.council)
        return
    train = trainer()
    bullets = train.bullets(arguments.bullets)
    found: dict[str, list[Answer]] = defaultdict(list)
    under: list[tuple[str, str]] = []
    for taught, asked in rounds(bullets, arguments.folds):
        model = model_of(train, taught)
        found["each bullet alone"] += answers(model, documents(asked), list)
        found["in the order of its report"] += answers(model, documents(asked), lent)
        found["in that order shuffled"] += answers(model, shuffled(documents(asked)), lent)
        under += headed(asked)
    for name, each in found.items():
        print(f"{name:28} {score(each)}")
    print(f"{'under a heading':28} macro F1 {macro(under):.3f} of {len(under)}")


if __name__ == "__main__":
    main()
