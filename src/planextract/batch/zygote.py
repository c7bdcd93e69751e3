"""The warm parent: it has everything imported, reads no document itself, and forks a child for each that it is given.

`python -m planextract.batch.zygote OPTIONS` takes a job a line on standard input and says on standard output what goes
on, one line each: the child's number, its documents, its signs of life, and how it ended. When its input ends it
ends its child and itself, so that nobody is left behind however the batch came to its end.
"""

import contextlib
import gc
import os
import select
import signal
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from planextract import pipeline
from planextract.batch import isolation, warming, work
from planextract.batch.endings import BROKEN, OUT_OF_MEMORY
from planextract.batch.jobs import Job, message, options_of_json
from planextract.options import Options

WARM = (
    "planextract.readers.pdf",
    "planextract.readers.docx",
    "planextract.readers.text",
    "planextract.readers.html",
    "planextract.readers.xlsx",
    "planextract.readers.odt",
    "dateparser",
    "pdfplumber",
)
"""What children need and take long to import."""


Do = Callable[[Job, Options, work.Say], None]


def main(options_text: str, do: Do = work.do, warm: Iterable[str] = WARM) -> None:
    """`do` is what a child does, `warm` what is imported for it."""
    options = options_of_json(options_text)
    _warm(options, warm)
    isolation.adopt_orphans()
    wake, waker = os.pipe()
    os.set_blocking(waker, False)
    signal.set_wakeup_fd(waker)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # (the batch says when to stop)
    jobs = _Lines(0)
    os.write(1, message(ready=os.getpid()))
    while (line := jobs.next()) is not None:
        _run(Job.of(line), options, jobs, wake, do)


def _warm(options: Options, modules: Iterable[str]) -> None:
    from importlib import import_module

    for module in modules:
        import_module(module)
    with contextlib.suppress(Exception):  # (a vocabulary that is wrong is said by whoever reads with it)
        for words in (warming.WORDS, warming.REPORT):
            pipeline.extract_bytes(words, "warm.txt", options)
    gc.collect()
    gc.freeze()


class _Lines:
    """The lines of a pipe, as they come."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self._held = b""
        self.ended = False

    def next(self) -> bytes | None:
        """The next line; None at the end."""
        while b"\n" not in self._held:
            more = os.read(self.descriptor, 65536)
            if not more:
                self.ended = True
                return None
            self._held += more
        line, _, self._held = self._held.partition(b"\n")
        return line


def _run(job: Job, options: Options, jobs: _Lines, wake: int, do: Do) -> None:
    """One child for one job, waited for; it is ended where the batch is gone."""
    child = os.fork()
    if child == 0:
        _be_child(job, options, do)
    os.write(1, message(child=child))
    status, used = _wait(child, jobs, wake)
    _end_orphans()
    signalled = os.WTERMSIG(status) if os.WIFSIGNALED(status) else None
    exited = os.WEXITSTATUS(status) if os.WIFEXITED(status) else None
    peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    os.write(1, message(ended=child, signal=signalled, status=exited, peak=peak))


def _wait(child: int, jobs: _Lines, wake: int) -> tuple[int, "os.resource.struct_rusage"]:  # type: ignore[name-defined]
    while True:
        done, status, used = os.wait4(child, os.WNOHANG)
        if done:
            return status, used
        readable, _, _ = select.select([wake, *([] if jobs.ended else [jobs.descriptor])], [], [], 1.0)
        if wake in readable:
            os.read(wake, 4096)
        if jobs.descriptor in readable and not os.read(jobs.descriptor, 1):
            _kill(child)
            _end_orphans()
            os._exit(0)


def _kill(child: int) -> None:
    for end in (os.killpg, os.kill):
        with contextlib.suppress(OSError):
            end(child, signal.SIGKILL)


def _end_orphans() -> None:
    """End what a child started and left behind, such as LibreOffice."""
    for _ in range(50):
        orphans = _children()
        if not orphans:
            return
        for orphan in orphans:
            _kill(orphan)
            with contextlib.suppress(OSError):
                os.waitpid(orphan, 0)


def _children() -> list[int]:
    try:
        return [int(word) for word in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]
    except (OSError, ValueError):
        return []


def _be_child(job: Job, options: Options, do: Do) -> None:
    """Read, and end without returning."""
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        speaks = os.dup(1)
        options = options_of_json(job.options) if job.options is not None else options
        isolation.confine(options.limits)
        do(job, options, lambda line: _say(speaks, line))
    except SystemExit as ending:
        os._exit(int(ending.code or 0))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except BaseException:
        os._exit(BROKEN)
    os._exit(0)


def _say(descriptor: int, line: bytes) -> None:
    os.write(descriptor, line)


if __name__ == "__main__":
    main(sys.argv[1])
