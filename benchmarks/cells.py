"""Cells of owners, deadlines and states: how many are read rightly, and how fast, beside dateparser.

    python benchmarks/cells.py FOLDER [--misses]   labelled cells: deadlines*.jsonl, owners*.jsonl, statuses*.jsonl
    python benchmarks/cells.py FOLDER --rules      the same, owners as the rules alone read them
    python benchmarks/cells.py --speed             cells a second, those of tests/cases with dateparser in the same run

Labelled cells are in the neutral form of the shared collections: `text`, `want`, and `reference_date` where the
reading needs one. "wrong" is the figure that matters: a value that the cell does not say, given without a remark.
"""

import argparse
import json
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HERE / "tests"))

import neutral  # noqa: E402
from planextract import vocab  # noqa: E402
from planextract.normalise import deadlines, owners  # noqa: E402
from planextract.normalise.context import Context  # noqa: E402
from planextract.prose.models import Models  # noqa: E402
from planextract.second_reading import SecondReader  # noqa: E402

VERDICTS: dict[str, Callable[[neutral.Case], neutral.Verdict]] = {
    "deadlines": neutral.deadline_verdict,
    "owners": neutral.owner_verdict,
    "statuses": lambda case: neutral.status_verdict(case, vocab.load()),
}


# Accuracy ----------------------------------------------------------------------------------------------------------


def accuracy(folder: Path, misses: bool, rules: bool) -> None:
    if rules:
        VERDICTS["owners"] = lambda case: neutral.owner_verdict(case, owners)
    for path in sorted(folder.glob("*.jsonl")):
        kind = next((kind for kind in VERDICTS if path.stem.startswith(kind)), None)
        if kind is None:
            continue
        cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        groups: dict[str, Counter[str]] = {}
        for case in cases:
            verdict = VERDICTS[kind](case)
            groups.setdefault(case.get("group", "all"), Counter())[verdict] += 1
            if misses and verdict != "right":
                print(f"  {verdict:9}  {case['text']!r}  wanted {case['want']}")
        for group, counts in groups.items():
            print(f"{path.stem:24} {group:6} {_shares(counts)}")


def _shares(counts: Counter[str]) -> str:
    n = counts.total()
    return f"n {n:4}   " + "   ".join(
        f"{name} {counts[name] / n:6.1%}" for name in ("right", "abstained", "wrong")
    )


# Speed -------------------------------------------------------------------------------------------------------------


def speed(rounds: int) -> None:
    cases = {
        name: tomllib.loads((HERE / "tests" / "cases" / f"{name}.toml").read_text(encoding="utf-8"))
        for name in ("deadlines", "owners")
    }
    due = [case["text"] for case in cases["deadlines"]["cell"]]
    led = [case["text"] for case in cases["owners"]["case"]]
    context = Context()
    readers: dict[str, tuple[Sequence[str], Callable[[str], object]]] = {
        "deadlines": (due, lambda text: deadlines.normalise(neutral.cell(text), context)),
        "dateparser on the same": (due[:60], _by_dateparser()),
        "owners": (led, lambda text: owners.normalise(neutral.cell(text), context)),
    }
    start = time.process_time()
    SecondReader(Models(), every=True).ahead([(neutral.cell(led[0]), context)])
    print(f"{'second reader, start':24} {time.process_time() - start:10.2f} seconds")
    best = dict.fromkeys(readers, 0.0)
    for _ in range(rounds):
        for name, (texts, read) in readers.items():
            start = time.process_time()
            for text in texts:
                read(text)
            best[name] = max(best[name], len(texts) / (time.process_time() - start))
        start = time.process_time()
        twice = SecondReader(Models())
        twice.ahead((neutral.cell(text), context) for text in led)
        for text in led:
            twice.normalise(neutral.cell(text), context)
        rate = len(led) / (time.process_time() - start)
        best["owners, with the model"] = max(best.get("owners, with the model", 0.0), rate)
    for name, rate in best.items():
        print(f"{name:24} {rate:10,.0f} cells a second")


def _by_dateparser() -> Callable[[str], object]:
    import dateparser

    return lambda text: dateparser.parse(text, languages=["en"], settings={"DATE_ORDER": "DMY"})


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", help="folder of labelled cells")
    parser.add_argument("--misses", action="store_true", help="print what was not read rightly")
    parser.add_argument("--rules", action="store_true", help="owners without the model")
    parser.add_argument("--speed", action="store_true", help="cells a second")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    if arguments.folder is not None:
        accuracy(arguments.folder, arguments.misses, arguments.rules)
    if arguments.speed:
        speed(arguments.rounds)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
