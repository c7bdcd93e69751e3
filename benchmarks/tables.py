"""Tables in PDFs against the truth: ours, pdfplumber's and other peers' in the same run.

    python benchmarks/tables.py                    the layouts of tests/layouts.py
    python benchmarks/tables.py --plans            also plans printed by the programs that are installed
    python benchmarks/tables.py FOLDER             also the ICDAR-2013 set: *.pdf with *-str.xml anywhere below FOLDER
    python benchmarks/tables.py --peers camelot-hybrid,tabula,...    also these, where installed

adjacency.py says what is measured. Of printed plans the actions are counted too: right where reference, finding,
action, owners and date are all those of the plan.

Documents are shown in two halves, by a hash of their names: one was looked at in development, the other only scored.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

from adjacency import Score, best, by_ruling, summary
from peers import PEERS, TOOLS, Tool, page_count, tables_of, tools
from table_sets import Case, actions, competition, layouts, produced

HALVES = (("looked at", True), ("only scored", False))


def measured(name: str, tool: Tool, cases: Sequence[Case]) -> list[Score]:
    start, scores = time.process_time(), []
    for case in cases:
        try:
            found = tables_of(tool, case.data)
        except Exception as error:  # a peer's failure is its result
            print(f"  {name} fails on {case.name}: {type(error).__name__}")
            found = []
        scores.append(best(case.truths, found))
    spent = time.process_time() - start
    pages = sum(page_count(case.data) for case in cases)
    print(f"{name:20} {pages} pages, {pages / spent:6.1f} a CPU second", flush=True)
    return scores


def report(title: str, cases: Sequence[Case], with_tools: dict[str, Tool], lines: bool) -> None:
    print(f"\n{title}: {len(cases)} documents")
    scores = {name: measured(name, tool, cases) for name, tool in with_tools.items()}
    for place, case in enumerate(cases if lines else ()):
        if case.looked_at:
            row = "  ".join(f"{name} {mean(scores[name][place].tables):.3f}" for name in scores)
            print(f"  {case.name:48} {row}  false {scores['planextract'][place].false_tables}")
    for half, looked_at in HALVES:
        kinds = sorted({case.kind for case in cases if case.looked_at is looked_at})
        for kind in ["all", *kinds] if len(kinds) > 1 else ["all"] if kinds else []:
            for name, known in scores.items():
                chosen = [
                    score
                    for case, score in zip(cases, known, strict=True)
                    if case.looked_at is looked_at and kind in ("all", case.kind)
                ]
                print(f"{half:12} {kind:16} {name:20} {summary(chosen)}")
                if any(ruling for score in chosen for ruling in score.rulings):
                    print(f"{'':50} {by_ruling(chosen)}")


def records(cases: Sequence[Case]) -> None:
    """The actions of printed plans, by half and producer."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for case in cases:
        true, found = actions(case)
        half = "looked at" if case.looked_at else "only scored"
        for group in (case.producer, case.kind, "all"):
            counts.setdefault((half, group), Counter()).update(
                right=(true & found).total(),
                true=true.total(),
                found=found.total(),
                documents=1,
                exact=int(true == found),
            )
    print("\nActions")
    for (half, group), n in sorted(counts.items()):
        f1 = 2 * n["right"] / (n["true"] + n["found"])
        print(f"{half:12} {group:16} F1 {f1:.3f}  whole plans right: {n['exact']} of {n['documents']}")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument(
        "--plans", action="store_true", help="plans printed by several programs, two a layout"
    )
    parser.add_argument("--every-plan", action="store_true", help="every plan in every layout")
    parser.add_argument("--lines", action="store_true", help="show the half looked at document by document")
    parser.add_argument(
        "--peers", default="", help=f"names with commas between, of {', '.join(PEERS)}, or all"
    )
    arguments = parser.parse_args()
    named = list(PEERS) if arguments.peers == "all" else [name for name in arguments.peers.split(",") if name]
    with_tools = tools(named)
    report("Layouts that the finder was built on", list(layouts()), TOOLS, arguments.lines)
    if arguments.plans or arguments.every_plan:
        cases = list(produced(arguments.every_plan))
        report("Plans printed by several programs", cases, with_tools, arguments.lines)
        records(cases)
    if arguments.folder is not None:
        report("ICDAR-2013", list(competition(arguments.folder)), with_tools, arguments.lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
