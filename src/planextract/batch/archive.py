"""An archive from its files to its outputs: what is new is read, what is done is kept, all is put together in order."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from planextract import outcomes
from planextract.batch import jobs
from planextract.batch.jobs import Job
from planextract.batch.manifest import Entry
from planextract.batch.records import record
from planextract.batch.runner import Done, Row
from planextract.batch.sources import Source
from planextract.batch.store import Store
from planextract.emit import emit
from planextract.options import Options
from planextract.outcomes import File
from planextract.readers import unopened
from planextract.records import Extraction

Watch = Callable[[Sequence[Row]], None]
"""Told of every file when it is done, or found to be done already."""

Run = Callable[[Iterator[Job]], Iterator[Done]]
"""Whatever reads files: `Runner.run`, or `Cluster.run` with children on other machines."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file with the key of its result, and the earlier file with the same bytes."""

    source: Source
    key: str
    sha256: str
    same_as: Source | None = None


class Archive:
    """The files of one batch. After `read` each has its results in the store: as many files out as in."""

    def __init__(self, sources: Sequence[Source], store: Store, options: Options) -> None:
        self._sources = sources
        self._store = store
        self._fingerprint = jobs.fingerprint(options)
        self._options = options
        self._kept: dict[Source, Kept] = {}
        self._waiting: dict[str, Kept] = {}

    def read(self, run: Run, watch: Watch) -> None:
        """Read what is not done yet."""
        for done in run(self._jobs(watch)):
            kept = self._waiting.pop(done.job.out)
            self._store.keep(kept.key, Path(done.job.out), done.rows)
            watch(done.rows)
        assert len(self._kept) == len(self._sources), "a file got lost"

    def _jobs(self, watch: Watch) -> Iterator[Job]:
        """A job for each file whose result is not there, hashed when it is asked for."""
        firsts: dict[str, Source] = {}
        for number, source in enumerate(self._sources):
            kept = self._known(source, firsts)
            self._kept[source] = kept
            if kept.same_as is not None:
                watch(())
                continue
            rows = self._store.rows(kept.key)
            if rows is not None and not any(row.became.outcome == "failed" for row in rows):
                watch(rows)
                continue
            out = self._store.work / f"{number}.jsonl"
            self._waiting[str(out)] = kept
            yield Job(str(source.path), source.name, str(out), sha256=kept.sha256)

    def _known(self, source: Source, firsts: dict[str, Source]) -> Kept:
        if not source.path.is_file():
            return self._unread(source, "it is not there, or no ordinary file.")
        try:
            sha256 = File.at(source.path, source.name).sha256
        except OSError as error:
            return self._unread(source, unopened(source.path, error).reason)
        first = firsts.setdefault(sha256, source)
        return Kept(
            source, jobs.key(sha256, self._fingerprint), sha256, first if first is not source else None
        )

    def _unread(self, source: Source, reason: str) -> Kept:
        """A file of which not even the bytes can be had: its result is made here and now."""
        said = outcomes.unread(File.of(source.name, b""), "unreadable", reason)
        key = jobs.key(f"{source.path}: {reason}", self._fingerprint)
        written = self._store.work / "unread.jsonl"
        written.write_text(emit(said, "jsonl"), encoding="utf-8")
        self._store.keep(key, written, (Row(outcomes.of(said), 0.0, 0),))
        return Kept(source, key, "")

    # What came of it -------------------------------------------------------------------------------------------

    def entries(self) -> Iterator[Entry]:
        """A row for each document, in the order of the files."""
        for source in self._sources:
            kept = self._kept[source]
            same_as = kept.same_as.name if kept.same_as is not None else None
            for row in self._store.rows(kept.key) or ():
                yield Entry(source.name, source.name + row.inside, kept.sha256, row, same_as)

    def lines(self) -> Iterator[tuple[Source, str, str]]:
        """Every document in the order of the files: its file, its name, and its result as a line of JSON."""
        for source in self._sources:
            kept = self._kept[source]
            rows = self._store.rows(kept.key) or ()
            for row, line in zip(rows, self._store.lines(kept.key), strict=True):
                name, text = source.name + row.inside, line.decode("utf-8")
                yield source, name, text if kept.same_as is None else _renamed(text, name)

    def extractions(self) -> Iterator[tuple[Source, Extraction]]:
        """The same as records, one at a time."""
        for source, _, line in self.lines():
            yield source, record(line)


def _renamed(line: str, name: str) -> str:
    """The result of a file under the name of another with the same bytes."""
    extraction = record(line)
    source = extraction.source.model_copy(update={"name": name})
    return emit(extraction.model_copy(update={"source": source}), "jsonl")
