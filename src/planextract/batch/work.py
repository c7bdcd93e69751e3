"""What a child does: read one file, and write a line of results for each document in it."""

import errno
import os
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import BinaryIO

from planextract import outcomes, pipeline, pulse
from planextract.batch.endings import NO_ROOM, TOO_MUCH
from planextract.batch.isolation import more_processor
from planextract.batch.jobs import Job, message
from planextract.emit import emit
from planextract.errors import ReadError
from planextract.options import Options
from planextract.readers.collection.member import Member
from planextract.records import Extraction
from planextract.redaction import redact

READING = 0.6
"""The share of its time after which a document's pages are left unread, so that sense is made of those read."""

Say = Callable[[bytes], None]
Read = Callable[[bytes, str, Options], Extraction]


def do(job: Job, options: Options, say: Say, read: Read | None = None) -> None:
    """Every document of a file that is not done yet, in order; `say` is told of each before and after.

    `read` is how one is read, where that is not `pipeline.extract_bytes`.
    """
    with Path(job.out).open("ab", buffering=0) as out:
        for number, part in enumerate(pipeline.parts(job.path, options)):
            if number < job.skip:
                continue
            inside = part.name.removeprefix(Path(job.path).name)
            named = _named(part, job.name + inside)
            say(message(document=number, inside=inside))
            more_processor(options.limits.cpu_seconds)
            with pulse.listening(_now_and_then(say), options.limits.cpu_seconds * READING):
                extraction = _result(named, options, job, read or pipeline.extract_bytes)
            _write(out, extraction)
            say(message(done=number, **asdict(outcomes.of(extraction))))


def _now_and_then(say: Say) -> Callable[[], None]:
    """A sign of life at most once a second."""
    last = 0.0

    def sign() -> None:
        nonlocal last
        now = time.monotonic()
        if now > last + 1:
            last = now
            say(message(beat=1))

    return sign


def _named(part: Member, name: str) -> Member:
    """A document by the name that the caller gave its file."""
    whole = replace(part.whole, name=name) if part.whole is not None else None
    error = type(part.error)(name, part.error.reason) if part.error is not None else None
    return Member(name, part.data, error, whole)


def _result(part: Member, options: Options, job: Job, read: Read) -> Extraction:
    """One document's extraction, or why there is none."""
    try:
        if part.error is not None:
            raise part.error
        extraction = read(part.data, part.name, options)
        return redact(extraction, job.redactions) if job.redactions else extraction
    except ReadError as error:
        return pipeline.unreadable(part, error)
    except MemoryError:
        return outcomes.failure(part.file, "memory")
    except (
        Exception
    ) as error:  # (a bug in one document must not end the others; it is told by its place alone)
        return outcomes.failure(part.file, "internal", place_of(error))


def place_of(error: BaseException) -> str:
    """The kind of an exception and where in planextract it came from; never its words, which may be the document's."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "planextract" in frame.filename]
    where = f"{_module(frames[-1].filename)}:{frames[-1].lineno}" if frames else "outside planextract"
    return f"{type(error).__name__} at {where}"


def _module(path: str) -> str:
    """A file within our code, by its path there: many are called `__init__.py`."""
    home = Path(__file__).parents[1]
    return Path(path).relative_to(home).as_posix() if Path(path).is_relative_to(home) else Path(path).name


def _write(out: BinaryIO, extraction: Extraction) -> None:
    """One line, whole or not at all. A disk that is full is the batch's trouble, not the document's."""
    line = emit(extraction, "jsonl").encode("utf-8")
    start = out.seek(0, os.SEEK_END)
    try:
        written = 0
        while written < len(line):
            written += out.write(line[written:])
        os.fsync(out.fileno())
    except OSError as error:
        out.truncate(start)
        sys.exit(TOO_MUCH if error.errno == errno.EFBIG else NO_ROOM)
