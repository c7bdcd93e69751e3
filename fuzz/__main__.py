"""Fuzzing: python -m fuzz TARGET ... [--minutes N] [--findings FOLDER]; `all` stands for every target.

Seeds are damaged and read until the time is up. What ends in an error that is not ours, breaks a promise, or takes too
long or too much is a finding: it is made small and kept in the folder. Guided by the code reached where atheris is
installed (pip install atheris); `--replay FILE` tries one kept input again and shows what is wrong with it.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from fuzz import runs
from fuzz.judging import Bounds, from_outside
from fuzz.targets import TARGETS


def main(arguments: list[str] | None = None) -> int:
    """Exits with 1 where there are findings."""
    given = _parser().parse_args(arguments)
    names = list(TARGETS) if given.targets == ["all"] else given.targets
    bounds = Bounds(given.seconds, given.megabytes * 1_000_000)
    if given.replay is not None:
        complaint = from_outside(TARGETS[names[0]], given.replay.read_bytes(), bounds)
        print(complaint.detail if complaint is not None else "nothing is wrong with it")
        return int(complaint is not None)
    setting = runs.Setting(
        seconds=60 * given.minutes / len(names),
        findings=given.findings or Path(tempfile.mkdtemp(prefix="findings-")),
        seed=given.seed,
        bounds=bounds,
        guided=not given.plain,
        corpus=given.corpus,
    )
    how = "guided by the code reached" if setting.guided and runs.guided_at_hand() else "without guidance"
    print(f"{how}, findings in {setting.findings}", flush=True)
    reports = []
    for report in runs.run_all(map(TARGETS.__getitem__, names), setting):
        reports.append(report)
        said = list(runs.lines(reports[-1:]))
        print("\n".join(said if len(reports) == 1 else said[1:]), flush=True)
    return int(any(report.found for report in reports))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m fuzz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "targets",
        nargs="+",
        choices=["all", *TARGETS],
        metavar="TARGET",
        help="all, or: " + ", ".join(TARGETS),
    )
    parser.add_argument("--minutes", type=float, default=10, help="for all targets together (10)")
    parser.add_argument("--findings", type=Path, metavar="FOLDER", help="where findings are kept")
    parser.add_argument(
        "--corpus", type=Path, metavar="FOLDER", help="inputs of earlier runs, and of this one"
    )
    parser.add_argument("--seed", type=int, default=1, help="the same damage for the same number (1)")
    parser.add_argument("--seconds", type=float, default=10, help="of the processor, for one input (10)")
    parser.add_argument("--megabytes", type=int, default=1_000, help="of memory, for one input (1000)")
    parser.add_argument(
        "--plain", action="store_true", help="without guidance, even where atheris is installed"
    )
    parser.add_argument("--replay", type=Path, metavar="FILE", help="try one input of a target again")
    return parser


if __name__ == "__main__":
    sys.exit(main())
