"""Signs of life while a document is read, and whether the time for reading it is up.

Readers give a sign for each page or table. Whoever watches them, such as a batch with a child for each document, sets
`listening`; otherwise the signs cost next to nothing and time is never up.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass
class _Watch:
    sign: Callable[[], None]
    stop_at: float
    """Seconds of this process's own time; reading should end then with what there is."""


_watch: _Watch | None = None


@contextmanager
def listening(sign: Callable[[], None], seconds: float) -> Iterator[None]:
    """Inside it, `sign` is called for each sign of life, and reading ends after so many seconds of the processor."""
    global _watch  # noqa: PLW0603 (one document is read at a time in a process that is watched)
    before, _watch = _watch, _Watch(sign, time.process_time() + seconds)
    try:
        yield
    finally:
        _watch = before


def beat() -> None:
    """One sign of life."""
    if _watch is not None:
        _watch.sign()


def time_is_up() -> bool:
    """Whether reading should end here and go on with what has been read."""
    return _watch is not None and time.process_time() > _watch.stop_at
