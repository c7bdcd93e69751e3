"""Batches: documents a second beside a plain pdfplumber loop, and what a document costs in archives of growing size.

python benchmarks/batch.py FOLDER           PDFs of FOLDER by 1 and 2 workers, by pdfplumber, in the same run
python benchmarks/batch.py --growth [MOST]  100 to MOST (10,000) short minutes: seconds each of the processor, children
                                            and all, and by the clock; seconds and memory of the parent
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PLUMBER = """
import sys, pdfplumber
for path in sys.argv[1:]:
    try:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                page.extract_tables()
                page.close()
    except Exception:
        pass
"""

BATCH = """
import json, resource, sys
from pathlib import Path
from planextract.batch.reporting import Quiet
from planextract.batch.run import Order, batch
from planextract.batch.runner import Runner
from planextract.options import Options
source, out, workers = sys.argv[1:]
result = batch(Order((source,), Path(out)), Runner(Options(), int(workers)).run, Quiet())
own, others = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps({
    "documents": result.tally.documents,
    "actions": result.tally.actions,
    "parent": own.ru_maxrss,
    "own": own.ru_utime + own.ru_stime,
    "children": others.ru_utime + others.ru_stime,
}))
"""

MINUTES = """
Marrowdale Parish Council
Minutes of the meeting held on 12 March 2026

Present: Cllr Aldous Penrice (chair), Cllr Hetty Marl, the Clerk.

1. Allotments
The water butts were broken. Action: Clerk to order two new butts by 30 April 2026.

2. Footpath {number}
Cllr Marl had walked it. Action: Cllr Marl to report the stile to the county council by the next meeting.
"""
"""Short, so that what a batch adds to each document is not lost in the reading of it."""


def batch_of(folder: Path, workers: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as out:
        start = time.perf_counter()
        command = [sys.executable, "-c", BATCH, str(folder), out, str(workers)]
        said: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        return {**said, "seconds": time.perf_counter() - start}


def throughput(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as only:
        files = sorted(path for path in folder.rglob("*") if path.suffix.lower() == ".pdf")
        for number, path in enumerate(files):
            shutil.copyfile(path, Path(only, f"{number:04d}.pdf"))
        start = time.perf_counter()
        copies = [str(path) for path in sorted(Path(only).iterdir())]
        subprocess.run([sys.executable, "-c", PLUMBER, *copies], check=True, capture_output=True)
        plain = time.perf_counter() - start
        print(
            f"{len(files)} PDFs: pdfplumber alone, one process   {len(files) / plain:6.2f} documents a second"
        )
        for workers in (1, 2):
            took = batch_of(Path(only), workers)["seconds"]
            each = len(files) / took
            print(
                f"{'':10}planextract, {workers} workers      {each:6.2f} documents a second, {plain / took:.1f} x"
            )


def growth(most: int) -> None:
    count = 100
    while count <= most:
        with tempfile.TemporaryDirectory() as folder:
            for number in range(count):
                Path(folder, f"{number:05d}.txt").write_text(MINUTES.format(number=number), encoding="utf-8")
            took = batch_of(Path(folder), 2)
        all_of_it, own, clock = (
            1000 * seconds / count
            for seconds in (took["own"] + took["children"], took["own"], took["seconds"])
        )
        print(
            f"{took['documents']:6.0f} documents, {took['actions']:.0f} actions: {all_of_it:5.1f} ms of the"
            f" processor each, {clock:5.1f} ms by the clock; the parent {own:4.2f} ms each,"
            f" {took['parent'] / 1024:.0f} MB at most",
            flush=True,
        )
        count *= 10


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--growth", type=int, nargs="?", const=10_000)
    arguments = parser.parse_args()
    if arguments.growth is not None:
        growth(arguments.growth)
    if arguments.folder is not None:
        throughput(arguments.folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
