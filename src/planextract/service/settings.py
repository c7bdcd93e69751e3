"""What the operator of a service can choose; callers can only ask for less."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from planextract.options import Limits, Options

MIB = 1 << 20


def processors() -> int:
    """Those that this process may use, where the system tells."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


DOCUMENT_LIMITS = Limits(
    bytes=50 * MIB,
    pages=500,
    seconds=60,
    cpu_seconds=30,
    stall_seconds=15,
    memory=1536 * MIB,
    result_bytes=16 * MIB,
)
"""Of one document: less than in a batch, since others wait."""


@dataclass(frozen=True, slots=True)
class Uploads:
    """How much a request may send, counted as it is read.

    fields         form fields beside the file, and all their bytes together
    header_bytes   of the headers of one part
    idle_seconds   without a byte
    slowest        bytes a second, after the first `idle_seconds`
    at_once        uploads being read at a time
    room           bytes of all uploads and results together that may lie on the disk
    """

    fields: int = 16
    field_bytes: int = 65_536
    header_bytes: int = 16_384
    idle_seconds: float = 15
    slowest: int = 51_200
    at_once: int = 64
    room: int = 512 * MIB


@dataclass(frozen=True, slots=True)
class Settings:
    """How a service is run.

    options          how documents are read, where a caller says nothing else; with the limits of each document
    workers          documents read at a time
    queue            uploads that may wait for a worker; twice the workers where it is None
    file_seconds     from the moment a file is begun until it must be done, with all documents in it
    answer_seconds   that a caller without a task waits at most, waiting for a worker included
    tasks            in the background, done ones included
    task_seconds     that a result is kept after its task is done
    longest_poll     seconds that `wait` may ask for
    grace            seconds that what is at work has when the service is stopped
    keys             API keys; none where anybody who reaches the port may call
    hosts            names that the service answers to in `Host`; every name where there are none
    callbacks        origins such as https://hooks.example.gov.uk that callbacks may go to
    folder           where uploads and results lie while they are needed; the system's temporary folder without it
    """

    options: Options = field(default_factory=lambda: Options(limits=DOCUMENT_LIMITS))
    uploads: Uploads = field(default_factory=Uploads)
    workers: int = field(default_factory=processors)
    queue: int | None = None
    file_seconds: float = 180
    answer_seconds: float = 240
    tasks: int = 200
    task_seconds: float = 600
    longest_poll: float = 30
    grace: float = 20
    keys: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    callbacks: tuple[str, ...] = ()
    folder: Path | None = None

    @property
    def waiting(self) -> int:
        return 2 * self.workers if self.queue is None else self.queue
