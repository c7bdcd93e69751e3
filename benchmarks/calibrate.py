"""How often values are right, by the evidence that they rest on: the figures behind `confidence`.

    python benchmarks/calibrate.py                 the tiers, Brier score and reliability, on benchmarks/cells
    python benchmarks/calibrate.py --write         and writes src/planextract/confidence.json

Only real cells and clauses of the halves that nobody looks at are counted (`*_heldout.jsonl`); those that we made up
would flatter us. For what the clause model marks in prose clauses written after real ones count as well. The Brier
score is that of leaving each cell out of the table that judges it. Owners are judged twice: as the rules alone read
them, for those who do without models, and as the product does, with whether the second reader agrees, which saw none of
these cells either.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HERE / "tests"))

import neutral  # noqa: E402
import surroundings  # noqa: E402
from planextract import confidence, vocab  # noqa: E402
from planextract.drafts import judged as judged_clauses  # noqa: E402
from planextract.drafts.draft import Slot  # noqa: E402
from planextract.legend import Legend  # noqa: E402
from planextract.normalise import deadlines, owners, progress  # noqa: E402
from planextract.normalise.context import Context  # noqa: E402
from planextract.prose.clause_model import MODEL  # noqa: E402
from planextract.prose.models import Models  # noqa: E402
from planextract.second_reading import SecondReader  # noqa: E402

CELLS = HERE / "benchmarks" / "cells"
PROSE = HERE / "benchmarks" / "prose"
TABLE = HERE / "src" / "planextract" / "confidence.json"
LEAST = 8
"""Cells; a tier of fewer is not shipped."""


@dataclass(frozen=True)
class Judged:
    """One value that was read: its field and tiers, finest first, and whether it was right; `twice` of what was read a
    second time or is plain.
    """

    field: str
    tiers: tuple[str, ...]
    right: bool
    twice: bool = False

    @property
    def counted(self) -> tuple[str, ...]:
        """The tiers whose figure it counts for: those of the rules alone have theirs from what the rules alone read."""
        return tuple(tier for tier in self.tiers if not self.twice or tier not in BY_RULES)


BY_RULES = frozenset({"person", "post_or_body", "one_of_several"})


def judged(folder: Path) -> Iterator[Judged]:
    for kind, judge in (("deadlines", _deadline), ("owners", _owners), ("statuses", _state)):
        for case in _cases(folder, kind):
            if case["group"] == "real":
                yield from judge(case)
    for case in _cases(PROSE, "narrative"):
        if case["real"]:
            yield from _clause(case)
        if case["real"] or case["class"] == "reworded":
            yield from _marked(case)
    yield from _sentences(PROSE / "sampled_in_minutes.jsonl")


def _cases(folder: Path, kind: str) -> Iterator[neutral.Case]:
    for path in sorted(folder.glob(f"{kind}*_heldout.jsonl")):
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


SECOND = SecondReader(Models())


def _deadline(case: neutral.Case) -> Iterator[Judged]:
    day = case.get("reference_date")
    context = Context(reference_date=date.fromisoformat(day) if day else None)
    found = deadlines.normalise(neutral.cell(case["text"]), context)
    if found is not None and found.value is not None:
        tier = confidence.deadline_tier(found.value, case["text"])
        yield Judged("deadline", (tier,), neutral.deadline_verdict(case) == "right")


def _owners(case: neutral.Case) -> Iterator[Judged]:
    readers: tuple[neutral.OwnerReader, ...] = (owners, SECOND)
    for reader in readers:
        found, _ = reader.normalise(neutral.cell(case["text"]), neutral.owner_context(case))
        right = neutral.owner_verdict(case, reader) == "right"
        for owner in found[:1]:  # (a cell is right or wrong as a whole)
            tiers = confidence.owner_tiers(owner, len(found)) if reader is SECOND else ()
            yield Judged(
                "owners",
                tiers or (confidence.owner_tier(owner, len(found)),),
                right,
                twice=reader is SECOND,
            )


def _state(case: neutral.Case) -> Iterator[Judged]:
    slot = Slot("progress", neutral.cell(case["text"]))
    found, _ = progress.normalise([slot], Context(), vocab.load(), Legend())
    if found.state is not None and found.state.value is not None:
        right = neutral.status_verdict(case, vocab.load()) == "right"
        yield Judged("state", (confidence.state_tier(found.state),), right)


def _clause(case: neutral.Case) -> Iterator[Judged]:
    """Whether what is read as an action is one, by whether the model agrees, or is the only one to think so."""
    found = surroundings.extracted(case["text"].replace(" / ", "\n")).actions[:1]
    model = Models().get(MODEL, judged_clauses.TASK)
    for action in found if model is not None else ():
        if action.text.rule in judged_clauses.READ_BY_FORM or action.kind == "resolution":
            continue  # (these get no figure: a mark or a resolution says so itself)
        agreed = judged_clauses.read(action.text.value or "", model).probability >= judged_clauses.ACTION
        alone = action.text.rule == "clause_model"
        tier = "model_alone" if alone else "agreed" if agreed else "disputed"
        yield Judged("clause", (tier,), case["is_action"])


def _marked(case: neutral.Case) -> Iterator[Judged]:
    """Whether owner and deadline are right of an action where no rule reads them and the clause model marks them."""
    actions = surroundings.extracted(case["text"].replace(" / ", "\n")).actions
    seen = surroundings.verdict(case, actions)
    if seen.owner is None:
        return  # (what is no action has neither; how sure that is has a figure of its own)
    if any(owner.rule == confidence.BY_MODEL for each in actions for owner in each.owners):
        yield Judged("owners", ("marked",), seen.owner)
    if any(each.deadline and each.deadline.rule == confidence.BY_MODEL for each in actions):
        yield Judged("deadline", ("marked",), bool(seen.deadline))


def _sentences(path: Path) -> Iterator[Judged]:
    """Sentences of whole minutes that the model alone takes for actions, as often as minutes have them.

    What may be one or not (`doubt`) counts as none. The sentences stand there written anew, which makes them plainer:
    so what counts is what a version of the model said of the `original`, though it need not be this one.
    """
    for case in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        said = case["original"]
        if judged_clauses.is_sure(said["glance"], said["probability"]):
            yield Judged("clause", ("model_in_minutes",), case["action"])


def tabled(found: list[Judged]) -> dict[str, dict[str, dict[str, int]]]:
    tables: dict[str, dict[str, dict[str, int]]] = defaultdict(dict)
    for each in found:
        for name in each.counted:
            tier = tables[each.field].setdefault(name, {"n": 0, "right": 0})
            tier["n"] += 1
            tier["right"] += each.right
    return {
        field: {tier: counts for tier, counts in sorted(tiers.items()) if counts["n"] >= LEAST}
        for field, tiers in sorted(tables.items())
    }


def brier(found: list[Judged], field: str, tiers: dict[str, dict[str, int]], twice: bool = False) -> float:
    """The mean square of what a figure is off by, each value left out of its own figure."""
    errors = []
    for each in found:
        counts = next((tiers[name] for name in each.tiers if name in tiers), None)
        if each.field == field and each.twice is twice and counts is not None:
            figure = (counts["right"] - each.right + 1) / (counts["n"] - 1 + 2)
            errors.append((figure - each.right) ** 2)
    return sum(errors) / len(errors)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=CELLS)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    found = list(judged(arguments.folder))
    tables = tabled(found)
    for field, tiers in tables.items():
        print(f"{field}: Brier {brier(found, field, tiers):.3f}")
        if any(each.twice for each in found if each.field == field):
            print(f"{field}, read twice: Brier {brier(found, field, tiers, twice=True):.3f}")
        for tier, counts in tiers.items():
            share = (counts["right"] + 1) / (counts["n"] + 2)
            print(
                f"  {tier:22} n {counts['n']:4}   right {counts['right']:4}   {share:.2f}  {confidence.band(share)}"
            )
    if arguments.write:
        measured = {"measured": f"{datetime.now(UTC):%Y-%m-%d}", "fields": tables}
        TABLE.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
