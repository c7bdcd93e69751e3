"""The service under 1, 8 and 32 clients on loopback: documents a second, waiting times, memory of the server.

    python benchmarks/service.py [--seconds 20] [--workers 2] [--clients 1 8 32]
    python benchmarks/service.py --files FOLDER     each file of FOLDER once from four clients, a good one behind each

Each client sends the samples in turn, one broken file in ten among them, and sends again after a 429. The server is a
process of its own, with an empty queue at the start of each line.
"""

import argparse
import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
NAMES = (
    "thornmere-peer-challenge-plan.pdf",
    "osmerton-audit-tracker.pdf",
    "marrowdale-housing-improvement-plan.docx",
    "easterby-inspection-action-plan.txt",
    "harrowmoor-scrutiny-minutes.txt",
    "harrowmoor-committee-page.html",
)
BROKEN = b"%PDF-1.7\n1 0 obj <</Length 99999>> stream\n" + bytes(range(256)) * 64
GOOD = (SAMPLES / NAMES[3]).read_bytes()
EXPECTED = {200, 413, 415, 422, 429, 504}
BOUNDARY = "0123456789abcdef"


@dataclass
class Seen:
    """What the clients saw: statuses, seconds of the answers with 200."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, status: int, seconds: float) -> None:
        with self.lock:
            self.statuses[status] += 1
            if status == 200:
                self.seconds.append(seconds)

    def at(self, share: float) -> float:
        return sorted(self.seconds)[int(share * (len(self.seconds) - 1))] if self.seconds else 0.0


def documents() -> list[tuple[str, bytes]]:
    good = [(name, (SAMPLES / name).read_bytes()) for name in NAMES]
    mixed = [*good, *good[:3], ("broken.pdf", BROKEN)]
    random.Random(5).shuffle(mixed)
    return mixed


def send(port: int, name: str, data: bytes) -> tuple[int, float]:
    """The status, and what Retry-After says."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        connection.request("POST", "/v1/extract", body, kind)
        answer = connection.getresponse()
        answer.read()
        return answer.status, float(answer.getheader("Retry-After", "0"))
    finally:
        connection.close()


def client(port: int, number: int, until: float, seen: Seen) -> None:
    mixed = documents()
    while time.monotonic() < until:
        number += 1
        begun = time.monotonic()
        status, wait = send(port, *mixed[number % len(mixed)])
        seen.add(status, time.monotonic() - begun)
        if status == 429:
            time.sleep(min(wait, max(0.0, until - time.monotonic())))


def memory(process: int) -> float:
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / 2**20


def measured(port: int, process: int, clients: int, seconds: float) -> int:
    """How many kinds of answers should not have been."""
    seen, until = Seen(), time.monotonic() + seconds
    threads = [threading.Thread(target=client, args=(port, 3 * n, until, seen)) for n in range(clients)]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.monotonic() - begun
    statuses = ", ".join(f"{status}: {count}" for status, count in sorted(seen.statuses.items()))
    print(
        f"{clients:3} clients  {seen.statuses[200] / took:6.2f} documents a second  p50 {seen.at(0.5):5.2f} s  "
        f"p95 {seen.at(0.95):5.2f} s  server {memory(process):4.0f} MB  {statuses}"
    )
    return len(seen.statuses.keys() - {200, 422, 429})


def through(port: int, process: int, folder: Path) -> int:
    """Every file of a folder, and behind each a good one that must be read whatever the first did: how many kinds of
    answers should not have been."""
    files = iter(sorted(path for path in folder.rglob("*") if path.is_file()))
    seen, good, turn = Seen(), Seen(), threading.Lock()

    def patiently(name: str, data: bytes) -> int:
        while (status := send(port, name, data)[0]) == 429:
            time.sleep(0.5)
        return status

    def take() -> None:
        while True:
            with turn:
                path = next(files, None)
            if path is None:
                return
            for into, name, data in ((seen, path.name, path.read_bytes()), (good, NAMES[3], GOOD)):
                begun = time.monotonic()
                into.add(patiently(name, data), time.monotonic() - begun)

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name, each in (("files", seen), ("good", good)):
        print(f"{name:6} {dict(sorted(each.statuses.items()))}  server {memory(process):4.0f} MB")
    return len(good.statuses.keys() - {200}) + len(seen.statuses.keys() - EXPECTED)


def started(port: int, workers: int, folder: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "planextract", "serve", "--port", str(port), "--workers", str(workers)]
    process = subprocess.Popen([*command, "--work-dir", folder], stderr=subprocess.DEVNULL)
    for _ in range(600):
        time.sleep(0.1)
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/ready")
            if connection.getresponse().status == 200:
                return process
        except OSError:
            continue
    process.kill()
    raise SystemExit("the service does not start")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--clients", type=int, nargs="*", default=[1, 8, 32])
    parser.add_argument("--files", type=Path)
    chosen = parser.parse_args()
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        process = started(port, chosen.workers, folder)
        try:
            measured(port, process.pid, 1, 3)
            wrong = 0
            if chosen.files is not None:
                wrong += through(port, process.pid, chosen.files)
            for clients in chosen.clients if chosen.files is None else ():
                wrong += measured(port, process.pid, clients, chosen.seconds)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main())
