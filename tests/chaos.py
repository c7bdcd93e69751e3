"""A warm parent whose children misbehave as the words of their documents say, for the tests of batches."""

import contextlib
import ctypes
import os
import signal
import stat
import sys
import time
from pathlib import Path

from planextract import pipeline
from planextract.batch import zygote
from planextract.options import Options
from planextract.records import Extraction

REAL = pipeline.extract_bytes


def hoard() -> None:
    """Take memory that is never written to: filling it may take longer than the processor that a child has."""
    held = []
    while True:
        held.append(bytes(64 << 20))


def spin() -> None:
    while True:
        pass


def talk() -> None:
    sys.stdout.write("the words of a document")
    sys.stderr.write("the words of a document")
    os.write(1, b"the words of a document\n" * 1000)


def leave_an_orphan() -> None:
    if os.fork() == 0:
        os.setsid()
        time.sleep(3600)


def garble() -> None:
    """Half a message, so that the next one of the warm parent is not understood either."""
    for descriptor in range(3, 40):
        with contextlib.suppress(OSError):
            if stat.S_ISFIFO(os.fstat(descriptor).st_mode):
                os.write(descriptor, b'{"half')
    os._exit(3)


def end_the_process_above() -> None:
    """Kill whoever runs the warm parent, as a machine that is lost would end it; only for processes of a cluster."""
    above = Path(f"/proc/{os.getppid()}/stat").read_text().rpartition(")")[2].split()[1]
    assert b"ray::" in Path(f"/proc/{above}/cmdline").read_bytes()
    os.kill(int(above), signal.SIGKILL)
    time.sleep(3600)


DEEDS = {
    "garble": garble,
    "exit": lambda: os._exit(3),
    "segv": lambda: ctypes.string_at(0),
    "abort": os.abort,
    "oom": hoard,
    "spin": spin,
    "nap": lambda: time.sleep(0.5),
    "sleep": lambda: time.sleep(3600),
    "stop": lambda: os.kill(os.getpid(), signal.SIGSTOP),
    "talk": talk,
    "orphan": leave_an_orphan,
    "above": end_the_process_above,
}


def misbehave(data: bytes, name: str, options: Options) -> Extraction:
    what = data.decode("utf-8", "replace").partition("MOCK:")[2].split("\n")[0].strip()
    if what == "bug":
        raise KeyError(f"the words of {data!r}")
    DEEDS.get(what, lambda: None)()
    found = REAL(data, name, options)
    if what == "huge":
        source = found.source.model_copy(update={"name": "x" * 3_000_000})
        return found.model_copy(update={"source": source})
    return found


if __name__ == "__main__":
    pipeline.extract_bytes = misbehave
    zygote.main(sys.argv[1])
