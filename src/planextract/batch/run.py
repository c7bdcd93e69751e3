"""A whole batch: the command's work, from the names that somebody gave to the outputs and the manifest."""

import os
import signal
import types
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from planextract.batch import manifest
from planextract.batch.archive import Archive, Run
from planextract.batch.reporting import FailOn, Progress, Tally, grave
from planextract.batch.runner import Runner
from planextract.batch.sources import Source, sources
from planextract.batch.store import OutputError, Store
from planextract.batch.writing import write
from planextract.options import Options

To = Literal["jsonl", "json", "csv"]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a batch."""

    tally: Tally
    grave: bool


class InterruptedBatchError(Exception):
    """Somebody stopped the batch; what was read so far is kept."""


def batch(
    named: Sequence[str],
    out: Path,
    options: Options,
    *,
    to: Sequence[To],
    run: Run,
    progress: Progress,
    anew: bool,
    fail_on: FailOn = "unread",
) -> Result:
    """Read every file and write all outputs. Raises OutputError, OutOfRoomError and InterruptedBatchError."""
    found = [source for source in sources(named) if not _within(source.path, out)]
    with closing(Store(out, anew=anew)) as store, closing(progress), _stoppable():
        archive = Archive(found, store, options)
        archive.read(run, progress)
        try:
            for each in to:
                write(archive, each, out)
            manifest.write(out / "manifest.csv", archive.entries())
        except OSError as error:
            raise OutputError(f"{out}: it cannot be written ({error.strerror or error}).") from None
        named_itself = {source.name: source.named for source in found}
        entries = [(entry, named_itself[entry.path]) for entry in archive.entries()]
        return Result(Tally(entry for entry, _ in entries), grave(entries, fail_on))


def local(options: Options, workers: int | None) -> Run:
    """Children on this machine, as many at a time as it has processors or as the caller says."""
    return Runner(options, workers or len(os.sched_getaffinity(0)) or 1).run


def _within(path: Path, folder: Path) -> bool:
    return Path(os.path.abspath(path)).is_relative_to(os.path.abspath(folder))


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
