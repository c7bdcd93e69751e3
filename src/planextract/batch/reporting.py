"""What a batch tells people: how far it is, and at the end what needs their eye."""

import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, Protocol

from planextract.batch.manifest import Entry
from planextract.batch.runner import Row
from planextract.outcomes import Outcome

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

FailOn = Literal["never", "failed", "unread", "partial", "nothing"]
"""From which outcome on a batch counts as failed, each with all those before it. What lies in a folder and is no kind
of document that we read, such as a picture, never counts."""

_GRAVE: dict[FailOn, frozenset[Outcome]] = {
    "never": frozenset(),
    "failed": frozenset({"failed"}),
    "unread": frozenset({"failed", "unread"}),
    "partial": frozenset({"failed", "unread", "partial"}),
    "nothing": frozenset({"failed", "unread", "partial", "nothing_found"}),
}

EVERY = 10.0
"""Seconds between two lines where there is no terminal."""


class Progress(Protocol):
    """Told how many files there are, and of each that is done."""

    def start(self, total: int) -> None: ...

    def __call__(self, rows: Sequence[Row]) -> None: ...

    def close(self) -> None: ...


class Quiet:
    """Says nothing."""

    def start(self, total: int) -> None:
        pass

    def __call__(self, rows: Sequence[Row]) -> None:
        pass

    def close(self) -> None:
        pass


class Lines:
    """A line every ten seconds, for logs."""

    def start(self, total: int) -> None:
        self._total, self._done, self._bad = total, 0, 0
        self._started = self._said = time.monotonic()

    def __call__(self, rows: Sequence[Row]) -> None:
        self._done += 1
        self._bad += _bad(rows)
        now = time.monotonic()
        if now - self._said >= EVERY or self._done == self._total:
            self._said = now
            rate = self._done / max(now - self._started, 0.001)
            left = (self._total - self._done) / rate
            said = f"{self._done} of {self._total} files, {rate:.1f} a second, {left:.0f} s left, {self._bad} not read"
            sys.stderr.write(f"{said}\n")
            sys.stderr.flush()

    def close(self) -> None:
        pass


class Bar:
    """A bar on a terminal, with the rate, the time left and the failures so far."""

    _bar: "RichProgress | None" = None

    def start(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        self._bad = 0
        self._started, self._done = time.monotonic(), 0
        bar = self._bar = RichProgress(
            TextColumn("Reading"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]:.1f}/s"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[bad]} not read"),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = bar.add_task("Reading", total=total, bad=0, rate=0.0)
        bar.start()

    def __call__(self, rows: Sequence[Row]) -> None:
        self._bad += _bad(rows)
        self._done += 1
        rate = self._done / max(time.monotonic() - self._started, 0.001)
        assert self._bar is not None
        self._bar.update(self._task, advance=1, bad=self._bad, rate=rate)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.stop()


def _bad(rows: Iterable[Row]) -> int:
    return sum(row.became.outcome in ("failed", "unread") for row in rows)


def progress(quiet: bool) -> Progress:
    """The form that suits standard error."""
    if quiet:
        return Quiet()
    return Bar() if sys.stderr.isatty() else Lines()


# At the end ------------------------------------------------------------------------------------------------------


class Tally:
    """What became of all documents."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.outcomes: Counter[str] = Counter()
        self.codes: Counter[tuple[str, str]] = Counter()
        self.actions = self.findings = self.documents = self.same = 0
        for entry in entries:
            became = entry.row.became
            self.documents += 1
            self.same += entry.same_as is not None
            self.actions += became.actions
            self.findings += became.findings
            self.outcomes[became.outcome] += 1
            if became.code is not None:
                self.codes[became.outcome, became.code] += 1

    def lines(self) -> list[str]:
        """The summary: what was read, and what needs a person's eye with the reasons, the commonest first."""
        said = [
            f"{self.documents} documents: {self.outcomes['read']} read, "
            f"{self.outcomes['nothing_found']} with nothing in them, {self.outcomes['partial']} in part, "
            f"{self.outcomes['unread']} not readable, {self.outcomes['failed']} failed; "
            f"{self.actions} actions, {self.findings} findings"
        ]
        if self.same:
            said.append(f"{self.same} are the same, byte for byte, as another and were read once")
        eye = [(key, count) for key, count in self.codes.most_common() if key[0] != "nothing_found"]
        if eye:
            said.append("To look at (see manifest.csv):")
            said += [f"  {count:>6}  {code} ({outcome})" for (outcome, code), count in eye]
        return said


def grave(entries: Iterable[tuple[Entry, bool]], fail_on: FailOn) -> bool:
    """Whether anything came out that counts as a failure; each entry with whether its file was named itself."""
    return any(
        entry.row.became.outcome in _GRAVE[fail_on]
        and (named or entry.row.became.code != "unsupported_format")
        for entry, named in entries
    )
