"""The folder that uploads and results lie in while they are needed, and how much of the disk they may take."""

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from uuid import uuid4

from planextract.service.problems import ProblemError, busy

PREFIX = "planextract-serve-"

SETTLED = 60
"""Seconds after which a folder without a lock belongs to nobody: a service takes its lock as soon as it has one."""


class Room:
    """Bytes that may lie on the disk at a time. `take` raises ProblemError where there are no more."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.taken = 0

    def take(self, count: int) -> None:
        if self.taken + count > self._limit:
            raise busy(5)
        self.taken += count

    def give(self, count: int) -> None:
        self.taken -= count


class Desk:
    """One upload and its result, on the disk until `clear`; while it is held, until `release` as well."""

    def __init__(self, folder: Path, room: Room) -> None:
        folder.mkdir(mode=0o700)
        self._folder = folder
        self._room = room
        self._taken = 0
        self._held = self._unwanted = self._cleared = False

    @property
    def document(self) -> Path:
        return self._folder / "document"

    @property
    def out(self) -> Path:
        return self._folder / "out.jsonl"

    @property
    def page(self) -> Path:
        return self._folder / "page.html"

    def take(self, count: int) -> None:
        self._room.take(count)
        self._taken += count

    def only_the_result(self) -> None:
        """The document is not needed any more; the result is counted as it is."""
        self.document.unlink(missing_ok=True)
        self._room.give(self._taken)
        self._taken = 0
        with contextlib.suppress(OSError):
            self._taken = self.out.stat().st_size
        self._room.taken += self._taken  # (it is there: nothing is won by refusing it)

    def hold(self) -> None:
        """A child may read and write here from now on."""
        self._held = True

    def release(self) -> None:
        self._held = False
        if self._unwanted:
            self.clear()

    def clear(self) -> None:
        self._unwanted = True
        if not self._held and not self._cleared:
            self._cleared = True
            shutil.rmtree(self._folder, ignore_errors=True)
            self._room.give(self._taken)


class Workplace:
    """A folder of this service alone, gone when it is closed; those of services that were killed are swept."""

    def __init__(self, parent: Path | None, limit: int) -> None:
        place = Path(parent if parent is not None else tempfile.gettempdir())
        _sweep(place)
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
        self._lock = _locked(self.path / "lock")
        self.room = Room(limit)

    @contextlib.contextmanager
    def desk(self) -> Iterator[Desk]:
        """A place for one upload, cleared where what is done inside raises."""
        try:
            desk = Desk(self.path / uuid4().hex, self.room)
        except OSError:
            raise ProblemError("unavailable", "There is no room for uploads on the disk.") from None
        try:
            yield desk
        except BaseException:
            desk.clear()
            raise

    def close(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock is not None:
            self._lock.close()


def _sweep(place: Path) -> None:
    for folder in place.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            about = folder.lstat()
            if about.st_uid != os.getuid() or time.time() - about.st_mtime < SETTLED:
                continue
            lock = _locked(folder / "lock")
            if lock is not None:
                shutil.rmtree(folder, ignore_errors=True)
                lock.close()


def _locked(path: Path) -> IO[bytes] | None:
    """The lock of a folder; None where a service that is alive holds it."""
    import fcntl

    file = path.open("ab")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file
