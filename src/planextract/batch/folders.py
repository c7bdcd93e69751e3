"""A folder for temporary files that does not stay behind for good where its process was killed."""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

PREFIX = "planextract-node-"
_LOCK = "lock"


class Folder:
    """A folder of this process. Those of processes that are gone are removed when one is made."""

    def __init__(self) -> None:
        import fcntl

        _sweep(Path(tempfile.gettempdir()))
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._lock = os.open(self.path / "locking", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        (self.path / "locking").rename(self.path / _LOCK)  # (held from when others can see it)

    def close(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)


def _sweep(around: Path) -> None:
    import fcntl

    for lock in around.glob(f"{PREFIX}*/{_LOCK}"):
        with contextlib.suppress(OSError):  # (in use, or somebody else's)
            descriptor = os.open(lock, os.O_RDWR)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(lock.parent, ignore_errors=True)
            finally:
                os.close(descriptor)
