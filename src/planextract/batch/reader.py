"""One warm parent that is asked for one file at a time, and kept in between."""

from collections.abc import Iterator

from planextract.batch.jobs import Job
from planextract.batch.runner import ZYGOTE, Done, Runner
from planextract.options import Options


class Reader:
    """Reads a file when it is asked to, by a `Runner` with one worker. After an exception it is of no more use."""

    def __init__(self, options: Options, zygote: str = ZYGOTE) -> None:
        self._job: Job | None = None
        self._runner = Runner(options, 1, zygote)
        self._done = self._runner.run(self._given())

    def read(self, job: Job) -> Done:
        """Raises what `Runner.run` raises."""
        self._job = job
        return next(self._done)

    def close(self) -> None:
        self._runner.close()

    def _given(self) -> Iterator[Job]:
        """The runner asks for the next job when it is asked for the next result, and no sooner."""
        while self._job is not None:
            yield self._job
