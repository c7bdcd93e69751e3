"""What a child that reads a document may not do: use up the machine, reach the network, talk, outlive its parent."""

import contextlib
import ctypes
import logging
import os
import signal
import sys
import warnings

from planextract.options import Limits

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_SET_CHILD_SUBREAPER = 1, 38, 36
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000

NETWORK = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")
"""What Python tells its audit hooks before anything goes out."""


def confine(limits: Limits) -> None:
    """Put this process within its limits, before it touches a document. It leads a group of its own from here on."""
    os.setsid()
    _die_with_parent()
    _bound(limits)
    _silence()
    _without_network()


def adopt_orphans() -> None:
    """Have the processes that a child leaves behind come to this one, which ends them."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def _prctl(option: int, value: int) -> None:
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def _die_with_parent() -> None:
    parent = os.getppid()
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent or parent == 1:
        os._exit(1)  # (the parent died before it could be asked for)
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def _bound(limits: Limits) -> None:
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.result_bytes, resource.RLIM_INFINITY))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # (too long a result is an error of writing, which we say)


def more_processor(seconds: float) -> None:
    """Let this process use so many seconds of the processor from now on; the kernel ends it then."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = used.ru_utime + used.ru_stime
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(spent + seconds) + 1, hard))


def _silence() -> None:
    """Nothing that a library says of a document's contents gets out."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _without_network() -> None:
    """In a name space of its own where the system lets us; and Python is told of every try and refuses it."""
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError, AttributeError):
            libc = ctypes.CDLL(None)
            if libc.unshare(_CLONE_NEWNET) != 0:
                libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    sys.addaudithook(_refuse)


def _refuse(event: str, _: tuple[object, ...]) -> None:
    if event in NETWORK:
        raise PermissionError("a document is read without a network")
