"""Children at work: a warm parent for each worker, one child for each file, three clocks, and nothing lost.

However a child ends, each document of its file has a line in the job's `out`: its result, or one that says how it
failed. What comes after the document that it failed on is read by the next child.
"""

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

from planextract import outcomes
from planextract.batch.endings import NO_ROOM, OUT_OF_MEMORY, TOO_MUCH
from planextract.batch.jobs import Job, heard, options_as_json
from planextract.diagnostics import CODES
from planextract.emit import emit
from planextract.errors import PlanExtractError
from planextract.options import Limits, Options
from planextract.outcomes import File, Outcome, Outcomes
from planextract.records import Extraction

LONGEST_LINE = 65536
"""Characters of what a child may say at once."""

ZYGOTE = "planextract.batch.zygote"
"""The module that a warm parent runs."""

TRIES = 2
"""How often a document is begun whose child came to an end that nobody can explain."""


GRACE = 5.0
"""Seconds within which a warm parent says that a child that was killed is gone."""

FALSE_STARTS = 5
"""How often in a row a warm parent may end before it has started a child."""

STOPPED = "stopped"
"""Why a child was ended whose file nobody wants any more."""


class ChildrenError(PlanExtractError):
    """Children cannot be started on this machine."""


class OutOfRoomError(PlanExtractError):
    """Results cannot be written any more: the disk is full."""


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one document, what it took in seconds, and the most memory of its child in bytes.

    `inside` is where in a zip or mail it lies, with a slash before it; "" for a file that is a document itself.
    """

    became: Outcomes
    seconds: float
    peak: int
    inside: str = ""

    def as_plain(self) -> dict[str, object]:
        """As JSON can hold it."""
        became = asdict(self.became)
        return {**became, "seconds": round(self.seconds, 3), "peak": self.peak, "inside": self.inside}

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> "Row":
        """The row that `as_plain` wrote. Raises ValueError, KeyError or TypeError for anything else."""
        return cls(_became(plain), float(plain["seconds"]), int(plain["peak"]), str(plain["inside"]))


@dataclass(frozen=True, slots=True)
class Done:
    """A job of which every document has a line in its `out`; `rows` has one for each of those lines.

    One that was `stopped` has them for the documents before that.
    """

    job: Job
    rows: tuple[Row, ...]
    stopped: bool = False


@dataclass(slots=True)
class _Work:
    """The file that a worker has, and how far it is."""

    job: Job
    started: float
    heard: float
    child: int | None = None
    document: int | None = None
    inside: str = ""
    since: float = 0.0
    killed: str | None = None
    killed_at: float = 0.0
    strange: bool = False
    """Whether something was said that nobody understands, so that what it told may be missing."""
    rows: list[Row] = field(default_factory=list)
    of_child: int = 0
    """How many of the rows are of the child at work, whose memory is known at its end."""
    tries: int = 0


class _Worker:
    """A warm parent and what it has to do."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self.work: _Work | None = None
        self._held = b""
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,
        )
        self._held = b""

    @property
    def reads(self) -> int:
        assert self.process.stdout is not None
        return self.process.stdout.fileno()

    def give(self, work: _Work) -> None:
        self.work = work
        assert self.process.stdin is not None
        with contextlib.suppress(OSError):  # (a parent that is gone is noticed when it is listened to)
            self.process.stdin.write(work.job.as_line())
            self.process.stdin.flush()

    def lines(self) -> Iterator[bytes] | None:
        """What it has said since; None where it is gone."""
        try:
            more = os.read(self.reads, LONGEST_LINE)
        except OSError:
            more = b""
        if not more:
            return None
        *lines, self._held = (self._held + more).split(b"\n")
        self._held = self._held[-LONGEST_LINE:]
        return iter(lines)

    def end(self) -> None:
        """Its child too: closing its input tells it so."""
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        try:
            self.process.wait(timeout=3)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(OSError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def _environment() -> dict[str, str]:
    """One thread for each child, and no file of character maps but pdfminer's own."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_THREAD_LIMIT"), "1")
    kept = {name: value for name, value in os.environ.items() if name != "CMAP_PATH"}
    return {**kept, **threads}


class Runner:
    """Reads files with some workers at a time; `zygote` is the module that each begins with."""

    def __init__(
        self,
        options: Options,
        workers: int,
        zygote: str = ZYGOTE,
        unwanted: Callable[[Job], bool] = lambda _: False,
    ) -> None:
        """`unwanted` is asked some four times a second for each job at work whether to stop it.

        Raises ChildrenError on a system that does not fork processes.
        """
        if not hasattr(os, "fork"):
            raise ChildrenError("children need Linux or macOS; read here with `extract`, or use WSL")
        self._options = options
        self._command = (sys.executable, "-m", zygote, options_as_json(options))
        self._count = workers
        self._unwanted = unwanted
        self._selector = selectors.DefaultSelector()
        self._workers: list[_Worker] = []
        self._false_starts = 0

    @property
    def _limits(self) -> Limits:
        return self._options.limits

    def run(self, jobs: Iterable[Job]) -> Iterator[Done]:
        """Every job, in the order in which they are done. Raises OutOfRoomError."""
        waiting = iter(jobs)
        try:
            while True:
                self._hand_out(waiting)
                if not any(worker.work for worker in self._workers):
                    return
                yield from self._listen()
                self._look_at_clocks()
        finally:
            self.close()

    def close(self) -> None:
        """End all workers and their children."""
        for worker in self._workers:
            with contextlib.suppress(KeyError, ValueError):
                self._selector.unregister(worker.reads)
            worker.end()
        self._workers.clear()

    # Giving ----------------------------------------------------------------------------------------------------

    def _hand_out(self, waiting: Iterator[Job]) -> None:
        for worker in self._workers:
            if worker.work is None and (job := next(waiting, None)) is not None:
                worker.give(_begun(job))
        while len(self._workers) < self._count and (job := next(waiting, None)) is not None:
            worker = _Worker(self._command)
            self._workers.append(worker)
            self._selector.register(worker.reads, selectors.EVENT_READ, worker)
            worker.give(_begun(job))

    # Listening -------------------------------------------------------------------------------------------------

    def _listen(self) -> Iterator[Done]:
        for chosen, _ in self._selector.select(timeout=0.25):
            worker: _Worker = chosen.data
            lines = worker.lines()
            if lines is None:
                yield from self._restart(worker)
                continue
            for line in lines:
                done = self._hear(worker, line)
                if done is not None:
                    yield done

    def _hear(self, worker: _Worker, line: bytes) -> Done | None:
        work = worker.work
        if work is None:
            return None
        work.heard = time.monotonic()
        try:
            return self._understand(worker, work, heard(line))
        except (ValueError, KeyError, TypeError):
            work.strange = (
                True  # (half a line of a child that was ended while it spoke, or no message of ours)
            )
            return None

    def _understand(self, worker: _Worker, work: _Work, said: Mapping[str, Any]) -> Done | None:
        now = work.heard
        if "child" in said:
            work.child, self._false_starts = int(said["child"]), 0
            if work.killed is not None:
                _kill(work.child)
        elif "document" in said:
            work.document, work.inside, work.since = int(said["document"]), str(said["inside"]), now
        elif "done" in said:
            work.rows.append(Row(_became(said), now - work.since, 0, work.inside))
            work.document, work.of_child = None, work.of_child + 1
        elif "ended" in said:
            return self._ended(worker, work, said.get("signal"), said.get("status"), int(said["peak"]))
        return None

    def _ended(
        self, worker: _Worker, work: _Work, signalled: int | None, status: int | None, peak: int
    ) -> Done | None:
        """A child is gone: its file is done, or one of its documents failed and the rest is for another child."""
        before = len(work.rows) - work.of_child
        work.rows[before:] = [replace(row, peak=peak) for row in work.rows[before:]]
        work.of_child = 0
        if status == NO_ROOM:
            raise OutOfRoomError("the disk that results are written to is full")
        if status == 0:
            if work.strange:
                work.rows += _unheard(work, whole_lines(Path(work.job.out)))
            worker.work = None
            return Done(work.job, tuple(work.rows))
        return self._failed(worker, work, _why(work, signalled, status), peak)

    def _failed(self, worker: _Worker, work: _Work, code: str, peak: int) -> Done | None:
        written = whole_lines(Path(work.job.out))
        work.rows += _unheard(work, written)
        if code == STOPPED:
            worker.work = None
            return Done(work.job, tuple(work.rows), stopped=True)
        if code == "crash" and work.tries + 1 < TRIES:
            work.tries += 1
        else:
            inside = work.inside if work.document is not None else ""
            failure = outcomes.failure(_file(work.job, work.job.name + inside), code)
            _append(Path(work.job.out), emit(failure, "jsonl"))
            seconds = time.monotonic() - (work.since or work.started)
            work.rows.append(Row(outcomes.of(failure), seconds, peak, inside))
            written, work.tries = written + 1, 0
            if work.document is None:
                worker.work = None
                return Done(work.job, tuple(work.rows))
        again = _begun(replace(work.job, skip=written))
        again.rows, again.tries = work.rows[:written], work.tries
        worker.give(again)
        return None

    def _restart(self, worker: _Worker) -> Iterator[Done]:
        """A warm parent is gone, and its child with it."""
        self._selector.unregister(worker.reads)
        worker.end()
        worker.start()
        self._selector.register(worker.reads, selectors.EVENT_READ, worker)
        if worker.work is None:
            return
        if worker.work.child is None and worker.work.killed is None:  # (it was not the document's doing)
            self._false_starts += 1
            if self._false_starts > FALSE_STARTS:
                raise ChildrenError("no child process can be started to read documents in")
            worker.give(worker.work)
            return
        done = self._failed(worker, worker.work, worker.work.killed or "crash", 0)
        if done is not None:
            yield done

    # Clocks ----------------------------------------------------------------------------------------------------

    def _look_at_clocks(self) -> None:
        now = time.monotonic()
        for worker in self._workers:
            work = worker.work
            if work is None:
                continue
            if work.killed is not None:
                if now - work.killed_at > GRACE:
                    worker.process.kill()  # (its warm parent should have said so by now)
                continue
            code = self._why_to_end(work, now)
            if code is not None:
                work.killed, work.killed_at = code, now
                if work.child is not None:
                    _kill(work.child)

    def _why_to_end(self, work: _Work, now: float) -> str | None:
        if self._unwanted(work.job):
            return STOPPED
        if work.child is None:
            return None
        if now - (work.since or work.started) > self._limits.seconds:
            return "timeout"
        return "stalled" if now - work.heard > self._limits.stall_seconds else None


def _kill(child: int) -> None:
    """With its group, which it leads as soon as it is confined."""
    for end in (os.killpg, os.kill):
        with contextlib.suppress(OSError):
            end(child, signal.SIGKILL)


def _begun(job: Job) -> _Work:
    now = time.monotonic()
    return _Work(job, now, now)


def _why(work: _Work, signalled: int | None, status: int | None) -> str:
    """How a child came to its end, in a word of `outcomes.FAILURES`."""
    if work.killed is not None:
        return work.killed
    if signalled == signal.SIGXCPU:
        return "timeout"
    if status == OUT_OF_MEMORY:
        return "memory"
    if status == TOO_MUCH:
        return "too_much_result"
    return "crash"


def whole_lines(path: Path) -> int:
    """How many lines a file of results has; half a line at its end, of a child that was ended, is taken away."""
    try:
        with path.open("r+b") as file:
            count = end = 0
            for line in file:
                if not line.endswith(b"\n"):
                    break
                count, end = count + 1, end + len(line)
            file.truncate(end)
            return count
    except FileNotFoundError:
        return 0


def _unheard(work: _Work, written: int) -> list[Row]:
    """Rows for documents that a child wrote and did not live to tell of."""
    missing = written - len(work.rows)
    if missing <= 0:
        return []
    lines = Path(work.job.out).read_bytes().splitlines()[written - missing : written]
    found = [Extraction.model_validate_json(line) for line in lines]
    return [Row(outcomes.of(each), 0.0, 0, each.source.name.removeprefix(work.job.name)) for each in found]


def _append(path: Path, line: str) -> None:
    with path.open("ab") as file:
        file.write(line.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())


def _file(job: Job, name: str) -> File:
    try:
        return File.at(job.path, name)
    except OSError:
        return File.of(name, b"")


def _became(said: Mapping[str, Any]) -> Outcomes:
    """What a child says of a document. Raises ValueError for anything that is not of its closed lists."""
    if said["outcome"] not in get_args(Outcome) or said["code"] not in (None, *CODES):
        raise ValueError("no outcome")
    pages = int(said["pages"]) if said["pages"] is not None else None
    return Outcomes(said["outcome"], said["code"], pages, int(said["actions"]), int(said["findings"]))
