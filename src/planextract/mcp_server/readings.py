"""Documents read in children, one at a time, and kept by their content while there is room."""

import contextlib
import hashlib
import os
import tempfile
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from planextract import outcomes
from planextract.batch.jobs import Job
from planextract.batch.reader import Reader
from planextract.batch.records import all_in
from planextract.mcp_server.folder import Folder, OutsideError
from planextract.mcp_server.words import Words
from planextract.options import Options
from planextract.records import Extraction

ZYGOTE = "planextract.mcp_server.child"

KEPT_FILES = 64
KEPT_BYTES = 64_000_000
"""Of results and words as the children wrote them; in memory they take some five times as much."""

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as read: `path` is its name within the folder, `words` has what was readable by its document's name."""

    path: str
    extractions: tuple[Extraction, ...]
    words: dict[str, Words]
    size: int


class Readings:
    """What was read. Calls come on several threads; one document is read at a time."""

    def __init__(
        self, folder: Folder, options: Options, files: int = KEPT_FILES, size: int = KEPT_BYTES
    ) -> None:
        self._folder = folder
        self._options = options
        self._most = files, size
        self._kept: OrderedDict[tuple[str, str], Reading] = OrderedDict()
        self._lock = threading.Lock()
        self._reader: Reader | None = None

    def of(self, name: str) -> Reading:
        """The file of that name, read now where its content is not known yet. Raises OutsideError and what
        `Runner.run` raises."""
        with tempfile.TemporaryDirectory(prefix="planextract-") as place:
            copy, inside, sha256 = self._copied(name, Path(place))
            key = sha256, inside.name
            with self._lock:
                if key in self._kept:
                    self._kept.move_to_end(key)
                    return replace(self._kept[key], path=inside.as_posix())
                reading = self._read(copy, inside, Path(place))
                if all(outcomes.of(each).outcome != "failed" for each in reading.extractions):
                    self._keep(key, reading)
            return reading

    def known(self) -> list[Reading]:
        """All files that are kept, the one asked for last at the end."""
        with self._lock:
            return list(self._kept.values())

    def close(self) -> None:
        """Ends the warm parent. One that is at work ends by itself when this process does, with its child."""
        if self._lock.acquire(timeout=1):
            self._end()
            self._lock.release()

    def _copied(self, name: str, place: Path) -> tuple[Path, Path, str]:
        """A copy that only the child sees, so that what was let in and known by its hash is what is read."""
        descriptor, inside = self._folder.open(name)
        (place / "in").mkdir()
        copy = place / "in" / inside.name
        digest = hashlib.sha256()
        with os.fdopen(descriptor, "rb") as file, copy.open("wb") as out:
            left = self._options.limits.bytes + 1
            while piece := _piece(file, left):
                digest.update(piece)
                out.write(piece)
                left -= len(piece)
        if not left:
            raise OutsideError(f"{inside}: it is larger than {self._options.limits.bytes} bytes.")
        return copy, inside, digest.hexdigest()

    def _read(self, copy: Path, inside: Path, place: Path) -> Reading:
        out, beside = place / "out.jsonl", place / "words.jsonl"
        job = Job(str(copy), inside.name, str(out), page=str(beside))
        if self._reader is None:
            self._reader = Reader(self._options, ZYGOTE)
        try:
            self._reader.read(job)
        except BaseException:
            self._end()
            raise
        size = sum(each.stat().st_size for each in (out, beside) if each.exists())
        return Reading(inside.as_posix(), tuple(all_in(out)), _words(beside), size)

    def _end(self) -> None:
        """A reader is of no more use after an exception; the next document gets another."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _keep(self, key: tuple[str, str], reading: Reading) -> None:
        files, size = self._most
        self._kept[key] = reading
        while len(self._kept) > 1 and (len(self._kept) > files or self._size() > size):
            self._kept.popitem(last=False)

    def _size(self) -> int:
        return sum(reading.size for reading in self._kept.values())


def _piece(file: IO[bytes], left: int) -> bytes:
    return file.read(min(_PIECE, left))


def _words(beside: Path) -> dict[str, Words]:
    """A child that was ended may have left half a line, whose document then has no words around its values."""
    found: dict[str, Words] = {}
    with contextlib.suppress(FileNotFoundError):
        for line in beside.read_bytes().splitlines():
            with contextlib.suppress(ValueError, KeyError, TypeError):
                words = Words.of_line(line)
                found[words.name] = words
    return found
