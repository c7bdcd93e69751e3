"""One input tried, and what is wrong with it: an exception that is not ours, a broken promise, too long, too much.

Bounds are of the processor's time and of memory that the input made the process take. What ends the process itself is
told from outside, by `from_outside`.
"""

import os
import pickle
import resource
import signal
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, TracebackType

import planextract
from fuzz.holds import BrokenPromiseError
from fuzz.targets import Target
from planextract.errors import PlanExtractError

PACKAGE = Path(planextract.__file__).parent
DEAF = 4
"""How many times its time an input may take in code that hears no signal before the process is ended."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds of the processor and bytes that one input may take."""

    seconds: float = 10
    memory: int = 1_073_741_824


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with an input. `mark` is the same for inputs that fail alike; `detail` tells more."""

    mark: str
    detail: str


class TooSlowError(BaseException):
    """Raised where an input is when its time is up; no `except Exception` on the way holds it up."""


def judged(target: Target, data: bytes, bounds: Bounds) -> Complaint | None:
    """What is wrong with an input, tried in this process."""
    held = _held(reset=True)
    try:
        with _timed(bounds.seconds):
            target.check(data)
    except PlanExtractError:
        pass
    except BrokenPromiseError as error:
        return Complaint(_as_name(error.promise), str(error))
    except TooSlowError as error:
        return Complaint(f"slow-{_where(error.__traceback__)}", _told(error))
    except (Exception, RecursionError, MemoryError) as error:
        return Complaint(f"{type(error).__name__}-{_where(error.__traceback__)}", _told(error))
    taken = _held() - held
    if taken > bounds.memory:
        return Complaint("memory", f"{taken} bytes")
    return None


def _as_name(words: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "._" else "-" for sign in words)[:120]


def _told(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))[-6000:]


def _where(trace: TracebackType | None) -> str:
    """The innermost function of ours that an exception came through."""
    found = "outside"
    for frame, _ in traceback.walk_tb(trace):
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(PACKAGE):
            module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
            found = f"{module}.{frame.f_code.co_name}"
    return _as_name(found)


@contextmanager
def _timed(seconds: float) -> Iterator[None]:
    """Inside it, TooSlowError is raised when the time is up, and the process ends where nothing hears of that."""

    def up(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGVTALRM, up)
    signal.setitimer(signal.ITIMER_PROF, DEAF * seconds)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGVTALRM, before)


def _held(reset: bool = False) -> int:
    """The most memory that the process has held, since this was last asked with `reset` where Linux tells."""
    try:
        if reset:
            Path("/proc/self/clear_refs").write_text("5")
        said = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        return int(said.partition("VmHWM:")[2].split()[0]) * 1024
    except (OSError, IndexError, ValueError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


# In a process of its own -----------------------------------------------------------------------------------------


def from_outside(target: Target, data: bytes, bounds: Bounds) -> Complaint | None:
    """What is wrong with an input, tried in a child, whose death is a complaint too."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _answer(writer, target, data, bounds)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        answer = stream.read()
    _, status = os.waitpid(child, 0)
    if answer:
        found: Complaint | None = pickle.loads(answer)
        return found
    return death(os.waitstatus_to_exitcode(status))


def _answer(writer: int, target: Target, data: bytes, bounds: Bounds) -> None:
    """The child: its complaint as bytes, and its end."""
    try:
        limit_memory(bounds)
        said = pickle.dumps(judged(target, data, bounds))
        while said:
            said = said[os.write(writer, said) :]
    finally:
        os._exit(0)


def limit_memory(bounds: Bounds) -> None:
    """Keep this process from taking much more than the bound, so that the machine is not put at risk."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_mapped() + 3 * bounds.memory, hard))


def _mapped() -> int:
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return 4 * 1024**3


def death(code: int) -> Complaint:
    """The complaint about a process that ended without an answer."""
    if code >= 0:
        return Complaint(f"died-with-{code}", "the process ended before it answered")
    name = signal.Signals(-code).name
    slow = name == "SIGPROF"
    return Complaint(
        "slow-outside" if slow else f"died-{name}",
        "library code took too long" if slow else f"ended by {name}",
    )
