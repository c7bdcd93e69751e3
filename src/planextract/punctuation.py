"""Long runs of punctuation, which cost spaCy's tokenizer the square of their length: it strips one mark after another.

Twenty thousand closing brackets, as a table of contents or a broken font may leave them, take it half a minute.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

MOST = 200
"""Marks without white space between that are left to a tokenizer."""
_SLICE = 1_000
"""Characters of what else stands in such a stretch that are tokenized at once."""
_CHUNK = re.compile(r"\S+")
_MARK = re.compile(r"[^\w\s]")
_RUN = re.compile(r"[^\w\s]+")


class Part(NamedTuple):
    """Characters start..end (half-open) of a text; `run` says that they are nothing but a long run of marks."""

    start: int
    end: int
    run: bool


def parts(text: str) -> list[Part]:
    """A text in parts that a tokenizer can take one by one, each in time that does not grow with the square.

    >>> parts("Contents " + "." * 300 + " 4")
    [Part(start=0, end=9, run=False), Part(start=9, end=309, run=True), Part(start=309, end=311, run=False)]
    >>> parts("By May (at the latest).")
    [Part(start=0, end=23, run=False)]
    """
    found: list[Part] = []
    at = 0
    for chunk in _CHUNK.finditer(text):
        if chunk.end() - chunk.start() <= MOST or len(_MARK.findall(chunk[0])) <= MOST:
            continue
        if chunk.start() > at:
            found.append(Part(at, chunk.start(), False))
        found += _cut(text, *chunk.span())
        at = chunk.end()
    if at < len(text):
        found.append(Part(at, len(text), False))
    return found


def _cut(text: str, start: int, end: int) -> Iterator[Part]:
    """A stretch without white space: its long runs, and what stands between them in slices."""
    for run in _RUN.finditer(text, start, end):
        if run.end() - run.start() > MOST:
            yield from _slices(start, run.start())
            yield Part(*run.span(), True)
            start = run.end()
    yield from _slices(start, end)


def _slices(start: int, end: int) -> Iterator[Part]:
    for at in range(start, end, _SLICE):
        yield Part(at, min(at + _SLICE, end), False)
