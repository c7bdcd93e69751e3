"""A batch on many machines, by Ray: a task for each file, which reads it in a child as a batch on one machine does.

The machine that gives the orders hashes files, keeps what is done and writes the outputs; `node` reads. What comes back
is the same, line for line, as from `Runner`. A task is tried again where its machine or process is lost, and never for
what a document did.
"""

import contextlib
import errno
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from planextract import outcomes
from planextract.batch import kit, node
from planextract.batch.connection import ClusterError, Connection
from planextract.batch.jobs import Job
from planextract.batch.parcels import Brief, Reply
from planextract.batch.reader import Reader
from planextract.batch.runner import ZYGOTE, Done, OutOfRoomError, Row
from planextract.emit import emit
from planextract.options import Options
from planextract.outcomes import File

RETRIES = 3
"""How often Ray tries a file again whose machine or process was lost."""

AHEAD = 2
"""Files that are under way for each that can be read at once, so that no machine waits for its next one."""

SENT = 512 << 20
"""Bytes of files under way by value; one is always let go."""

LOOK = 5.0
"""Seconds between two looks at which machines there are."""

PATIENCE = 300.0
"""Seconds without any machine that could read a file before the batch ends; clusters may start machines when asked."""


@dataclass(frozen=True, slots=True)
class _Flight:
    """A file under way, and how many bytes of it went along."""

    job: Job
    sent: int


class Cluster:
    """Reads files on the machines of a Ray cluster, at most `at_once` of them under way."""

    def __init__(
        self, options: Options, address: str | None = None, at_once: int | None = None, zygote: str = ZYGOTE
    ) -> None:
        """`address` is "local", "auto" for the cluster of this machine, or HOST:PORT of a head; None where Ray is
        connected already. Raises MissingDependencyError, ClusterError, and OSError for a vocabulary."""
        self._options = options
        self._wanted = at_once
        self._brief = Brief.to(options, kit.installed(), zygote).as_bytes()
        self._own = Reader(options, zygote)
        self._by_value = False
        self._again: deque[Job] = deque()
        self._flights: dict[Any, _Flight] = {}
        self._places, self._looked, self._placed = 0, 0.0, time.monotonic()
        self._connection = Connection(address, at_once)
        self._ray = self._connection.ray
        self._task = self._ray.remote(node.read).options(
            num_cpus=1,
            memory=options.limits.memory,
            max_retries=RETRIES,
            retry_exceptions=False,
            scheduling_strategy="SPREAD",
        )

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop what is under way, and let go of a cluster that was reached by its address."""
        for ref in self._flights:
            with contextlib.suppress(Exception):
                self._ray.cancel(ref, force=True)
        self._flights.clear()
        self._own.close()
        self._connection.close()

    def run(self, jobs: Iterable[Job]) -> Iterator[Done]:
        """Every job, in the order in which they are done. Raises ClusterError and OutOfRoomError."""
        waiting = iter(jobs)
        while True:
            self._look_for_machines()
            yield from self._send_off(waiting)
            if not self._flights:
                return
            landed, _ = self._wait()
            for ref in landed:
                yield from self._landed(ref)

    # Sending off -----------------------------------------------------------------------------------------------

    def _send_off(self, waiting: Iterator[Job]) -> Iterator[Done]:
        """As many files as may be under way. One that needs no machine, or that none could open, is done at once."""
        while len(self._flights) < self._at_once() and self._sent() < SENT:
            job = self._again.popleft() if self._again else next(waiting, None)
            if job is None:
                return
            file = _known(job)
            if file is None or file.size > self._options.limits.bytes:
                yield self._own.read(job)  # (it is refused, and why is the same everywhere)
            elif not self._sent_off(job, file):
                yield self._own.read(job)

    def _sent_off(self, job: Job, file: File) -> bool:
        """Whether a file is under way; where its content must go along, it may have gone."""
        data = None
        if self._by_value:
            try:
                data = Path(job.path).read_bytes()
            except OSError:
                return False
        there = Job(str(Path(job.path).absolute()), job.name, "", sha256=file.sha256)
        ref = self._task.remote(self._brief, there.as_line(), data)
        self._flights[ref] = _Flight(job, len(data or b""))
        return True

    def _sent(self) -> int:
        return sum(flight.sent for flight in self._flights.values())

    def _at_once(self) -> int:
        return self._wanted or max(1, AHEAD * self._places)

    # Landing ---------------------------------------------------------------------------------------------------

    def _wait(self) -> tuple[list[Any], list[Any]]:
        found: tuple[list[Any], list[Any]] = self._ray.wait(list(self._flights), num_returns=1, timeout=1.0)
        return found

    def _landed(self, ref: Any) -> Iterator[Done]:
        flight = self._flights.pop(ref)
        errors = self._ray.exceptions
        try:
            reply = Reply.of(self._ray.get(ref))
        except (
            errors.WorkerCrashedError,
            errors.NodeDiedError,
            errors.OutOfMemoryError,
            errors.ObjectLostError,
        ):
            yield _lost(flight.job)
            return
        except errors.RayTaskError:
            raise ClusterError("a machine of the cluster cannot run planextract; install it on all") from None
        except errors.RayError as error:
            raise ClusterError(f"the cluster gave up ({type(error).__name__}); --resume goes on") from None
        if reply.trouble is not None:
            raise ClusterError(f"{reply.machine}: {reply.trouble}")
        if reply.unseen:
            self._by_value = True
            self._again.append(flight.job)
            return
        yield _done(flight.job, reply.rows, reply.lines)

    # Machines --------------------------------------------------------------------------------------------------

    def _look_for_machines(self) -> None:
        """Count again how many files can be read at once. Raises ClusterError where none could for a long time."""
        now = time.monotonic()
        if now < self._looked + LOOK and self._places:
            return
        self._looked = now
        self._places = _places(self._ray.nodes(), self._options.limits.memory)
        if self._places:
            self._placed = now
        elif now > self._placed + (0 if self._connection.alone else PATIENCE):
            need = self._options.limits.memory / (1 << 30)
            raise ClusterError(
                f"no machine of the cluster has a processor and {need:.1f} GiB of memory for a file"
            )


def _places(nodes: Iterable[Any], memory: int) -> int:
    """How many files the machines that are there can read at once."""
    there = (each["Resources"] for each in nodes if each["Alive"])
    return sum(min(int(each.get("CPU", 0)), int(each.get("memory", 0) // memory)) for each in there)


def _known(job: Job) -> File | None:
    """A file's size and hash, which its job may know; None where it cannot be opened."""
    try:
        if job.sha256:
            return File(job.name, job.sha256, Path(job.path).stat().st_size)
        return File.at(job.path, job.name) if Path(job.path).is_file() else None
    except OSError:
        return None


def _lost(job: Job) -> Done:
    """A file all of whose machines were lost."""
    failure = outcomes.failure(_known(job) or File.of(job.name, b""), "lost")
    return _done(job, (Row(outcomes.of(failure), 0.0, 0),), emit(failure, "jsonl").encode("utf-8"))


def _done(job: Job, rows: tuple[Row, ...], lines: bytes) -> Done:
    """Raises OutOfRoomError."""
    try:
        Path(job.out).write_bytes(lines)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise OutOfRoomError("the disk that results are written to is full") from None
        raise
    return Done(job, rows)
