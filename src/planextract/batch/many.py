"""Many files from Python: one result for each, in order, in this process or in children."""

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from planextract import pipeline
from planextract.batch.archive import Run
from planextract.batch.jobs import Job
from planextract.batch.records import all_in
from planextract.batch.run import children
from planextract.options import Options
from planextract.records import Extraction


def extract_many(
    paths: Iterable[str | Path],
    options: Options = Options(),
    *,
    workers: int | None = None,
    ray: str | None = None,
) -> Iterator[Extraction]:
    """One extraction for each file, in order, and one for each document in a zip or mail.

    A file that cannot be read gives one with an error diagnostic. Without `workers` all is read in this process, one
    after another, and a bug raises. With a number of them each file is read in a child process of its own, held to
    `Options.limits`: whatever a file does to its child, it gives a result that says so, and the others are read. With
    `ray` the children are on the machines of the Ray cluster at that address: "auto", "HOST:PORT", or "local".

    Raises OutOfRoomError where results cannot be kept until it is their turn, and ClusterError.
    """
    if workers is None and ray is None:
        yield from pipeline.extract_many(paths, options)
        return
    with children(options, workers, ray) as run:
        yield from _in_children(paths, run)


def _in_children(paths: Iterable[str | Path], run: Run) -> Iterator[Extraction]:
    """Results come as they are done and wait on the disk until those before them are there."""
    with tempfile.TemporaryDirectory(prefix="planextract-") as folder:
        jobs = (
            Job(str(path), Path(path).name, str(Path(folder, f"{number}.jsonl")))
            for number, path in enumerate(paths)
        )
        ready: list[tuple[int, str]] = []
        following = 0
        for done in run(jobs):
            heapq.heappush(ready, (int(Path(done.job.out).stem), done.job.out))
            while ready and ready[0][0] == following:
                _, out = heapq.heappop(ready)
                yield from _records(Path(out))
                following += 1


def _records(out: Path) -> Iterator[Extraction]:
    yield from all_in(out)
    out.unlink()
