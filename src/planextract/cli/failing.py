"""How a command ends where something is wrong: one plain sentence, and a code that scripts can go by."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

from planextract.errors import PlanExtractError, ReadError

ALL_READ, SOME_UNREAD, WRONG_USE, NOTHING_READ, INTERRUPTED = 0, 1, 2, 3, 130


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def stop(sentence: str, code: int) -> NoReturn:
    say(sentence)
    raise typer.Exit(code)


@contextmanager
def plain_errors() -> Iterator[None]:
    """What the caller can mend ends in one sentence; a bug keeps its traceback."""
    try:
        yield
    except ReadError as error:
        stop(str(error), NOTHING_READ)
    except PlanExtractError as error:
        stop(str(error), WRONG_USE)
