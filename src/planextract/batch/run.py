"""A whole batch: the command's work, from the names that somebody gave to the outputs and the manifest."""

import os
import signal
import types
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from planextract.batch import manifest
from planextract.batch.archive import Archive, Run
from planextract.batch.reporting import FailOn, Progress, Tally, grave
from planextract.batch.runner import Runner
from planextract.batch.sources import sources
from planextract.batch.store import OutputError, Store
from planextract.batch.writing import write
from planextract.options import Options
from planextract.records import Redaction


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody wants: which files and folders, in which forms, where; `anew` reads also what is done already,
    `redactions` are taken out of all that is written but what is kept to go on with."""

    named: tuple[str, ...]
    out: Path
    to: tuple[str, ...] = ("jsonl",)
    options: Options = field(default_factory=Options)
    anew: bool = True
    fail_on: FailOn = "unread"
    redactions: tuple[Redaction, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a batch; `grave` where something in it counts as a failure."""

    tally: Tally
    grave: bool


class InterruptedBatchError(Exception):
    """Somebody stopped the batch; what was read so far is kept."""


def batch(order: Order, run: Run, progress: Progress) -> Result:
    """Read every file and write all outputs. Raises OutputError, OutOfRoomError and InterruptedBatchError."""
    found = [source for source in sources(order.named) if not _within(source.path, order.out)]
    with closing(Store(order.out, anew=order.anew)) as store, closing(progress), _stoppable():
        progress.start(len(found))
        archive = Archive(found, store, order.options)
        try:
            archive.read(run, progress)
            for each in order.to:
                write(archive, each, order.out, order.redactions)
            manifest.write(order.out / "manifest.csv", archive.entries())
        except OSError as error:
            raise OutputError(f"{order.out}: it cannot be written ({error.strerror or error}).") from None
        named = {source.name: source.named for source in found}
        entries = [(entry, named[entry.path]) for entry in archive.entries()]
        return Result(Tally(entry for entry, _ in entries), grave(entries, order.fail_on))


@contextmanager
def children(options: Options, workers: int | None, ray: str | None = None) -> Iterator[Run]:
    """Children on this machine, as many at a time as it has processors or as the caller says; or on the machines of
    the Ray cluster at an address. Raises what `Runner` and `Cluster` raise."""
    if ray is None:
        yield Runner(options, workers or _processors()).run
        return
    from planextract.batch.cluster import Cluster

    with Cluster(options, ray, workers) as cluster:
        yield cluster.run


def _processors() -> int:
    """Those that this process may use, where the system tells."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _within(path: Path, folder: Path) -> bool:
    return path.absolute().is_relative_to(folder.absolute())


@contextmanager
def _stoppable() -> Iterator[None]:
    """Being asked to stop ends children first, and leaves what is done."""

    def stop(number: int, _: types.FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)  # (asked twice, it ends at once)
        raise InterruptedBatchError

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
