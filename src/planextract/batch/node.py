"""What a process of a cluster does: read one file in a child as a batch on one machine does, and send back the lines.

Nothing here knows of Ray. The process keeps its warm parent from one file to the next; whatever a document does, it
does to a child of that.
"""

import contextlib
import socket
import tempfile
from pathlib import Path

from planextract import outcomes
from planextract.batch import kit
from planextract.batch.folders import Folder
from planextract.batch.jobs import Job
from planextract.batch.parcels import Brief, Reply
from planextract.batch.reader import Reader
from planextract.batch.runner import ChildrenError, OutOfRoomError
from planextract.batch.work import place_of


class _Desk:
    """A warm parent and a folder, for as long as files of one batch come."""

    def __init__(self, brief: Brief) -> None:
        self._folder = Folder()
        self._reader = Reader(brief.unpacked(self._folder.path), brief.zygote)

    def read(self, machine: str, job: Job, data: bytes | None) -> Reply:
        with tempfile.TemporaryDirectory(dir=self._folder.path) as folder:
            path = job.path
            if data is not None:
                sent = Path(folder, "sent", Path(job.path).name)
                sent.parent.mkdir()
                sent.write_bytes(data)
                path = str(sent)
            done = self._reader.read(Job(path, job.name, str(Path(folder, "out.jsonl"))))
            return Reply.of_done(machine, done)

    def close(self) -> None:
        self._reader.close()
        self._folder.close()


_desks: dict[bytes, _Desk] = {}
"""The one desk of this process, by the brief that it was made for."""


def read(brief: bytes, job: bytes, data: bytes | None = None) -> bytes:
    """A file's reply. `data` is its content where it is sent; without it the file is read by its path, if the same
    bytes are there. Never raises: what an exception says may be a document's words, and would be logged."""
    machine = socket.gethostname()
    try:
        return _reply(machine, brief, Job.of(job), data).as_bytes()
    except OutOfRoomError:
        _clear()
        return Reply(machine, trouble="its disk for temporary files is full").as_bytes()
    except ChildrenError as error:
        _clear()
        return Reply(machine, trouble=str(error)).as_bytes()
    except OSError as error:
        _clear()
        return Reply(machine, trouble=f"its folder for temporary files: {error.strerror}").as_bytes()
    except Exception as error:
        _clear()
        return Reply(machine, trouble=f"an error of planextract: {place_of(error)}").as_bytes()


def _reply(machine: str, brief: bytes, job: Job, data: bytes | None) -> Reply:
    briefed = Brief.of(brief)
    other = kit.difference(briefed.kit)
    if other is not None:
        return Reply(machine, trouble=other)
    if data is None and not _sees(job):
        return Reply(machine, unseen=True)
    if brief not in _desks:
        _clear()
        _desks[brief] = _Desk(briefed)
    return _desks[brief].read(machine, job, data)


def _sees(job: Job) -> bool:
    """Whether the very file is at its path here, and no other of that name on a disk of this machine's own."""
    try:
        return Path(job.path).is_file() and outcomes.File.at(job.path, job.name).sha256 == job.sha256
    except OSError:
        return False


def _clear() -> None:
    for desk in _desks.values():
        with contextlib.suppress(Exception):
            desk.close()
    _desks.clear()
