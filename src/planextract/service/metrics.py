"""Figures of the service in Prometheus' text format, version 0.0.4. Labels are of closed lists only."""

import resource
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"

BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0)
"""Seconds."""

Gauges = Mapping[str, tuple[str, Callable[[], float]]]


class Histogram:
    """How long something took, counted in BUCKETS."""

    def __init__(self) -> None:
        self._counts = [0] * len(BUCKETS)
        self._sum, self._count = 0.0, 0

    def observe(self, seconds: float) -> None:
        self._sum += seconds
        self._count += 1
        for number, most in enumerate(BUCKETS):
            self._counts[number] += seconds <= most

    def lines(self, name: str) -> Iterator[str]:
        for most, count in zip(BUCKETS, self._counts, strict=True):
            yield f'{name}_bucket{{le="{most:g}"}} {count}'
        yield f'{name}_bucket{{le="+Inf"}} {self._count}'
        yield f"{name}_sum {self._sum:.6f}"
        yield f"{name}_count {self._count}"


class Metrics:
    """All counters of a service; `gauges` are asked when somebody looks."""

    def __init__(self, gauges: Gauges) -> None:
        self._gauges = gauges
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._documents: Counter[tuple[str, str]] = Counter()
        self._callbacks: Counter[str] = Counter()
        self._uploaded = 0
        self._reading, self._answering = Histogram(), Histogram()

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        self._requests[method, route, status] += 1
        self._answering.observe(seconds)

    def document(self, outcome: str, code: str | None) -> None:
        self._documents[outcome, code or ""] += 1

    def read(self, seconds: float) -> None:
        """A file was read, or ended while it was."""
        self._reading.observe(seconds)

    def uploaded(self, size: int) -> None:
        self._uploaded += size

    def callback(self, outcome: str) -> None:
        self._callbacks[outcome] += 1

    def text(self) -> str:
        return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        yield from _head("planextract_requests_total", "counter", "Requests by route and status.")
        for (method, route, status), count in sorted(self._requests.items()):
            labels = f'method="{method}",route="{route}",status="{status}"'
            yield f"planextract_requests_total{{{labels}}} {count}"
        yield from _head("planextract_documents_total", "counter", "Documents by what became of them.")
        for (outcome, code), count in sorted(self._documents.items()):
            yield f'planextract_documents_total{{outcome="{outcome}",code="{code}"}} {count}'
        yield from _head("planextract_callbacks_total", "counter", "Callbacks by what became of them.")
        for outcome, count in sorted(self._callbacks.items()):
            yield f'planextract_callbacks_total{{outcome="{outcome}"}} {count}'
        yield from _head("planextract_uploaded_bytes_total", "counter", "Bytes of documents taken.")
        yield f"planextract_uploaded_bytes_total {self._uploaded}"
        yield from _head("planextract_reading_seconds", "histogram", "Seconds of a worker for a file.")
        yield from self._reading.lines("planextract_reading_seconds")
        yield from _head("planextract_request_seconds", "histogram", "Seconds from request to answer.")
        yield from self._answering.lines("planextract_request_seconds")
        for name, (about, value) in self._gauges.items():
            yield from _head(name, "gauge", about)
            yield f"{name} {value():g}"
        yield from _head("process_resident_memory_bytes", "gauge", "Memory of the server without children.")
        yield f"process_resident_memory_bytes {resident()}"


def _head(name: str, kind: str, about: str) -> Iterator[str]:
    yield f"# HELP {name} {about}"
    yield f"# TYPE {name} {kind}"


def resident() -> int:
    """Bytes of this process that lie in memory; the most so far, where the system tells no more."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most * (1 if sys.platform == "darwin" else 1024)
