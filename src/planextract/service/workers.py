"""Documents on their way through children: a queue with an end, some workers, and a handle for whoever waits.

Each worker is a thread that runs the batch's `Runner` with one warm parent, so that this process, which has threads and
an event loop, never forks itself. Everything but those threads belongs to the event loop.
"""

import asyncio
import contextlib
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from planextract.batch.jobs import Job
from planextract.batch.runner import Done, Runner
from planextract.batch.work import place_of
from planextract.options import Options
from planextract.service.problems import ProblemError, busy

Why = Literal["cancelled", "timeout", "answer_too_late", "unavailable"]
"""Why a file was not read to its end."""

log = logging.getLogger(__name__)

PAUSES = (0.5, 2.0, 10.0, 30.0)
"""Seconds before a worker that cannot start children is tried again."""

WARMING = "Action: Clerk to write to the council by 1 May 2014.\n"


@dataclass(frozen=True, slots=True)
class Ended:
    """How reading a file ended: `rows` by `done`, or `why` not. `seconds` are those of the worker."""

    done: Done | None
    why: Why | None = None
    seconds: float = 0.0


class Reading:
    """One file that waits, is read, or has been read."""

    def __init__(self, job: Job, pool: "Pool") -> None:
        self.job = job
        self._pool = pool
        self.ended: asyncio.Future[Ended] = asyncio.get_running_loop().create_future()
        self.begun: float | None = None
        self.why: Why | None = None

    @property
    def is_over(self) -> bool:
        return self.ended.done()

    @property
    def position(self) -> int | None:
        """Its place in the queue, from 1; None where it does not wait any more."""
        return self._pool.position(self)

    def stop(self, why: Why) -> None:
        """End it: at once where it waits, within moments where a child is at work on it."""
        self._pool.stop(self, why)

    async def within(self, seconds: float) -> Ended | None:
        """How it ended; None where it has not after so long."""
        await asyncio.wait({self.ended}, timeout=seconds)
        return self.ended.result() if self.ended.done() else None

    def then(self, call: Callable[[Ended], None]) -> None:
        """Call when it has ended."""
        self.ended.add_done_callback(lambda future: call(future.result()))


class Pool:
    """The workers. `zygote` is the module that their warm parents begin with."""

    def __init__(
        self,
        options: Options,
        workers: int,
        waiting: int,
        file_seconds: float,
        zygote: str = "planextract.service.child",
    ) -> None:
        self._options, self._count, self._most = options, workers, waiting
        self._file_seconds, self._zygote = file_seconds, zygote
        self._queue: deque[Reading] = deque()
        self._changed = threading.Condition()
        self._threads: list[threading.Thread] = []
        self._at_work: dict[str, Reading] = {}
        self._closed = False
        self._warm = 0
        self._failing = False
        self._mean = 1.0

    def start(self, folder: Path) -> None:
        """Start the workers; `folder` is for the small file that each is warmed with."""
        self._loop = asyncio.get_running_loop()
        warming = folder / "warm.txt"
        warming.write_text(WARMING, encoding="utf-8")
        for number in range(self._count):
            job = Job(str(warming), "warm.txt", str(folder / f"warm-{number}.jsonl"))
            thread = threading.Thread(target=self._serve, args=(job,), name=f"worker-{number}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def submit(self, job: Job) -> Reading:
        """Put a file at the end of the queue. Raises ProblemError where that is full."""
        self.refuse_if_full()
        reading = Reading(job, self)
        with self._changed:
            self._queue.append(reading)
            self._changed.notify()
        return reading

    def refuse_if_full(self) -> None:
        """Raises ProblemError; also where no worker can start children."""
        if self._failing:
            raise ProblemError("unavailable", "Children cannot be started to read in.", {"Retry-After": "30"})
        idle = self._count - len(self._at_work)
        if len(self._queue) >= self._most + max(0, idle):
            raise busy(self._mean * len(self._queue) / self._count)

    def stop(self, reading: Reading, why: Why) -> None:
        with self._changed:
            reading.why = reading.why or why
            waits = reading in self._queue
            if waits:
                self._queue.remove(reading)
        if waits:
            self._settle(reading, Ended(None, reading.why))

    def position(self, reading: Reading) -> int | None:
        with self._changed, contextlib.suppress(ValueError):
            return self._queue.index(reading) + 1
        return None

    @property
    def ready(self) -> bool:
        """Whether some worker has read its first file and none of that has been undone."""
        return self._warm > 0 and not self._closed

    @property
    def waiting(self) -> int:
        return len(self._queue)

    @property
    def busy(self) -> int:
        return len(self._at_work)

    async def close(self, seconds: float) -> None:
        """End all that waits or is at work, and the workers."""
        with self._changed:
            self._closed = True
            left = [*self._queue, *self._at_work.values()]
            self._changed.notify_all()
        for reading in left:
            self.stop(reading, "unavailable")
        await asyncio.to_thread(self._join, seconds)

    def _join(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.1, until - time.monotonic()))

    def _settle(self, reading: Reading, ended: Ended) -> None:
        if ended.done is not None:
            self._mean += 0.2 * (ended.seconds - self._mean)
        if not reading.ended.done():
            reading.ended.set_result(ended)

    # In the worker's thread ------------------------------------------------------------------------------------

    def _serve(self, warming: Job) -> None:
        """Run a Runner for as long as the service lives; one that breaks is replaced."""
        pauses = iter(PAUSES)
        while not self._closed:
            worker = _Worker(self, warming)
            try:
                worker.run(Runner(self._options, 1, self._zygote, worker.unwanted))
            except Exception as error:
                # Whatever it was, the service goes on without this worker for a while.
                log.error("worker_broke", extra={"place": place_of(error)})
                worker.give_up()
                with self._changed:
                    self._give_up_if_alone()
                    self._changed.wait_for(lambda: self._closed, timeout=next(pauses, PAUSES[-1]))

    def _give_up_if_alone(self) -> None:
        """Where no worker is left that reads, nobody is kept waiting for one."""
        if self._warm == 0:
            self._failing = True
            while self._queue:
                reading = self._queue.popleft()
                self._finish(reading, Ended(None, reading.why or "unavailable"))

    def _next(self) -> Reading | None:
        """The file whose turn it is, when there is one; None when the service ends."""
        with self._changed:
            self._changed.wait_for(lambda: self._queue or self._closed)
            if self._closed:
                return None
            reading = self._queue.popleft()
            reading.begun = time.monotonic()
            self._at_work[reading.job.out] = reading
            return reading

    def _finish(self, reading: Reading, ended: Ended) -> None:
        def settle() -> None:
            self._at_work.pop(reading.job.out, None)
            self._settle(reading, ended)

        with contextlib.suppress(RuntimeError):  # (the loop is gone, and whoever waited with it)
            self._loop.call_soon_threadsafe(settle)

    def _counted(self, change: int) -> None:
        with self._changed:
            self._warm += change
            self._failing = self._failing and self._warm == 0

    def late(self, reading: Reading) -> bool:
        return reading.begun is not None and time.monotonic() - reading.begun > self._file_seconds


class _Worker:
    """One thread's work with one Runner."""

    def __init__(self, pool: Pool, warming: Job) -> None:
        self._pool, self._warming = pool, warming
        self._warm = False
        self._reading: Reading | None = None

    def run(self, runner: Runner) -> None:
        try:
            for done in runner.run(self._jobs()):
                self._heard(done)
        finally:
            runner.close()

    def unwanted(self, _: Job) -> bool:
        """Asked by the Runner of the job at work."""
        reading = self._reading
        if reading is None:
            return self._pool._closed
        if reading.why is None and self._pool.late(reading):
            reading.why = "timeout"
        return reading.why is not None

    def give_up(self) -> None:
        if self._warm:
            self._pool._counted(-1)
        if self._reading is not None:
            self._pool._finish(self._reading, Ended(None, "unavailable"))

    def _jobs(self) -> Iterator[Job]:
        Path(self._warming.out).unlink(missing_ok=True)
        yield self._warming
        while (reading := self._pool._next()) is not None:
            self._reading = reading
            yield reading.job

    def _heard(self, done: Done) -> None:
        reading, self._reading = self._reading, None
        if reading is None:
            self._warm = not done.stopped
            self._pool._counted(int(self._warm))
            return
        seconds = time.monotonic() - (reading.begun or 0.0)
        ended = Ended(None, reading.why, seconds) if done.stopped else Ended(done, None, seconds)
        self._pool._finish(reading, ended)
