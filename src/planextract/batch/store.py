"""What a batch has done, kept so that it can go on where it was broken off.

    OUT/.planextract/lock                 held by the run that is at work there
    OUT/.planextract/work/                what children are writing; swept when a run begins
    OUT/.planextract/results/ab/KEY.jsonl the documents of a file, one a line, whole or not there
    OUT/.planextract/results/ab/KEY.rows  what became of each, its seconds and memory

KEY stands for the bytes of a file and the options that it was read with, so that a changed file is a new one and the
same file in two folders is read once.
"""

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from planextract.batch.runner import Row
from planextract.errors import PlanExtractError

NAME = ".planextract"


class OutputError(PlanExtractError):
    """The output folder cannot be written, or another run is at work in it."""


class Store:
    """The results of one output folder. Raises OutputError; `close` lets another run have it."""

    def __init__(self, out: Path, *, anew: bool) -> None:
        self._folder = out / NAME
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(self._folder / "lock")
            shutil.rmtree(self.work, ignore_errors=True)
            if anew:
                shutil.rmtree(self._results, ignore_errors=True)
            self.work.mkdir()
            self._results.mkdir(exist_ok=True)
            (self.work / "probe").write_bytes(b"x")
        except OSError as error:
            raise OutputError(
                f"{out}: it cannot be written ({error.strerror or error}); choose another -o."
            ) from None

    @property
    def work(self) -> Path:
        return self._folder / "work"

    @property
    def _results(self) -> Path:
        return self._folder / "results"

    def close(self) -> None:
        shutil.rmtree(self.work, ignore_errors=True)
        self._lock.close()

    def result(self, key: str) -> Path:
        return self._results / key[:2] / f"{key}.jsonl"

    def _rows(self, key: str) -> Path:
        return self.result(key).with_suffix(".rows")

    def rows(self, key: str) -> tuple[Row, ...] | None:
        """What became of the documents of a file; None for one that is not done."""
        try:
            if not self.result(key).is_file():
                return None
            return tuple(Row.of(plain) for plain in json.loads(self._rows(key).read_bytes()))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, key: str, written: Path, rows: tuple[Row, ...]) -> None:
        """Take what a child has written. The rows come first, so that a result never lacks them."""
        target = self.result(key)
        target.parent.mkdir(exist_ok=True)
        beside = self.work / f"{key}.rows"
        with beside.open("wb") as file:
            file.write(json.dumps([row.as_plain() for row in rows]).encode("ascii"))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._rows(key))
        written.replace(target)
        _settle(target.parent)

    def lines(self, key: str) -> Iterator[bytes]:
        """The documents of a file, each as a line of JSON."""
        with self.result(key).open("rb") as file:
            yield from file


def _locked(path: Path) -> IO[bytes]:
    file = path.open("ab")
    with contextlib.suppress(ImportError):  # (Windows has no such lock)
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise OutputError(f"{path.parent.parent}: another run is at work there; wait for it.") from None
    return file


def _settle(folder: Path) -> None:
    """Have the names in a folder on the disk, where the system can be asked for that."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
