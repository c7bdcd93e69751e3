"""CPU time and peak memory of writing a large archive in each format, each in a process of its own.

    python benchmarks/outputs.py [--documents 10000] [--actions 50] [--to xlsx sqlite parquet datapackage csv ...]

The documents are a sample's, with its actions and findings repeated up to the number asked for and a hash of their own.
Memory before is that of Python with the sample read, so that what the writer itself takes is the difference.
"""

import argparse
import hashlib
import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import chain, cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import planextract
from planextract.emit import FORMATS, write
from planextract.emit.filed import Filed
from planextract.records import Extraction

SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "thornmere-peer-challenge-plan.pdf"


def documents(count: int, actions: int) -> Iterator[Filed]:
    whole = planextract.extract(SAMPLE)
    repeated = tuple(
        action.model_copy(update={"id": f"a{number:03d}"})
        for number, action in enumerate(islice(cycle(whole.actions), actions), 1)
    )
    document = whole.model_copy(update={"actions": repeated})
    for number in range(count):
        yield Filed(_another(document, number), f"{number:06d}/plan.pdf", f"{number:06d}/plan.pdf")


def _another(document: Extraction, number: int) -> Extraction:
    sha256 = hashlib.sha256(str(number).encode()).hexdigest()
    return document.model_copy(update={"source": document.source.model_copy(update={"sha256": sha256})})


def peak() -> float:
    """Megabytes at the most so far."""
    return (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
    )


def measured(to: str, count: int, actions: int, target: Path) -> tuple[float, float, float, float]:
    """Seconds of CPU, megabytes before and at the peak, and megabytes written."""
    given = documents(count, actions)
    first = next(given)
    before, start = peak(), time.process_time()
    write(chain([first], given), to, target)
    seconds = time.process_time() - start
    files = [target] if target.is_file() else list(target.iterdir())
    return seconds, before, peak(), sum(file.stat().st_size for file in files) / 1e6


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--actions", type=int, default=50, help="of each document")
    several = [each for each in FORMATS if each != "json"]
    parser.add_argument("--to", nargs="*", choices=several, default=several)
    parser.add_argument("--folder", type=Path, help="where to write; a temporary folder without it")
    arguments = parser.parse_args()
    print(f"{arguments.documents} documents of {arguments.actions} actions")
    for to in arguments.to:
        with TemporaryDirectory(dir=arguments.folder) as folder, ProcessPoolExecutor(1) as worker:
            job = worker.submit(
                measured, to, arguments.documents, arguments.actions, Path(folder) / f"plans.{to}"
            )
            seconds, before, most, size = job.result()
            print(
                f"{to:12} {seconds:7.1f} s of CPU  {before:4.0f} MB before, peak {most:4.0f} MB  {size:7.1f} MB written"
            )
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
