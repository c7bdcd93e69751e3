"""Python's search for garbage in circles, made rare while a document grows.

What a reader makes holds no circles, and all of it stays. Each full search would look at every cell read so far, so
that the last pages of a long report cost more than the first. Young garbage is still looked for, though less often.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_RARELY = (20_000, 50, 1_000)
"""Thresholds as `gc.set_threshold` takes them."""


class _Search:
    """The thresholds are the process's: the first of several readers sets them, and the last puts them back."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._readers = 0
        self._usual = gc.get_threshold()

    def slow_down(self) -> None:
        with self._lock:
            self._readers += 1
            if self._readers == 1:
                self._usual = gc.get_threshold()
                if 0 < self._usual[0] < _RARELY[0]:  # 0 stands for no search at all
                    gc.set_threshold(*_RARELY)

    def go_on(self) -> None:
        with self._lock:
            self._readers -= 1
            if not self._readers:
                gc.set_threshold(*self._usual)


_search = _Search()


@contextmanager
def searched_rarely() -> Iterator[None]:
    """
    >>> usual = gc.get_threshold()
    >>> with searched_rarely():
    ...     with searched_rarely():
    ...         pass
    ...     gc.get_threshold() == _RARELY
    True
    >>> gc.get_threshold() == usual
    True
    """
    _search.slow_down()
    try:
        yield
    finally:
        _search.go_on()
