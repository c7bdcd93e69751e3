"""Services for tests: a real one in a process of its own, and one whose documents are read at once in this process."""

import asyncio
import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planextract import outcomes, pipeline
from planextract.batch.jobs import Job, options_of_json
from planextract.batch.runner import Done, Row
from planextract.emit import emit
from planextract.errors import ReadError
from planextract.readers.collection.member import Member
from planextract.records import Extraction
from planextract.service.service import Service
from planextract.service.settings import Settings
from planextract.service.workers import Ended, Pool, Reading

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
PLAN = SAMPLES / "thornmere-peer-challenge-plan.pdf"
NOTE = b"Minutes of the meeting\nAction: Clerk to write to the county council about %d by 1 May 2014.\n"
BOUNDARY = "thorn-mere-0123456789"


# At once ---------------------------------------------------------------------------------------------------------


class AtOnce(Pool):
    """Reads in this process as soon as something is submitted; while `held`, everything waits."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings.options, settings.workers, settings.waiting, settings.file_seconds)
        self.held = False
        self.jobs: list[Job] = []

    def start(self, folder: Path) -> None:  # noqa: ARG002 (nothing has to be warmed)
        self._loop = asyncio.get_running_loop()
        self._warm = 1

    def submit(self, job: Job) -> Reading:
        if not self.held:
            reading = Reading(job, self)
            self.jobs.append(job)
            reading.begun = time.monotonic()
            self._settle(reading, Ended(Done(job, tuple(_rows(job))), None, 0.01))
            return reading
        return super().submit(job)


def _rows(job: Job) -> Iterator[Row]:
    assert job.options is not None
    options = options_of_json(job.options)
    with Path(job.out).open("w", encoding="utf-8") as out:
        for part in pipeline.parts(job.path, options):
            if job.page is not None:
                Path(job.page).write_text("<!doctype html>a page of the document itself", encoding="utf-8")
            found = _extraction(part, job.name + part.name.removeprefix(Path(job.path).name), job)
            out.write(emit(found, "jsonl"))
            yield Row(outcomes.of(found), 0.01, 0)


def _extraction(part: Member, name: str, job: Job) -> Extraction:
    assert job.options is not None
    try:
        if part.error is not None:
            raise part.error
        return pipeline.extract_bytes(part.data, name, options_of_json(job.options))
    except ReadError as error:
        return pipeline.unreadable(Member(name, part.data, error), error)


def at_once(settings: Settings) -> Service:
    return Service(settings, AtOnce(settings))


# Real ------------------------------------------------------------------------------------------------------------


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Running:
    """A service that runs; `log` has what it said."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path
    folder: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def call(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(method, path, body, dict(headers or {}))
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def send(self, name: str, data: bytes, path: str = "/v1/extract", **fields: str) -> Answer:
        body, kind = form(name, data, **fields)
        return self.call("POST", path, body, {"Content-Type": kind})

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]

    def warm_parents(self) -> list[int]:
        return children(self.process.pid)

    def memory(self) -> int:
        return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")


def form(name: str, data: bytes, **fields: str) -> tuple[bytes, str]:
    """A multipart body with its type."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = b"".join([*parts, head.encode("utf-8"), data, f"\r\n--{BOUNDARY}--\r\n".encode()])
    return body, f"multipart/form-data; boundary={BOUNDARY}"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def children(process: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").iterdir():
        with contextlib.suppress(OSError):
            found += [int(word) for word in (task / "children").read_text().split()]
    return found


def eventually(check: Callable[[], bool], seconds: float = 30) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if check():
            return True
        time.sleep(0.05)
    return check()


PROGRAM = """
import json, sys
sys.path.insert(0, {tests!r})
from dataclasses import replace
from planextract.options import Limits
from planextract.service import server, service
from planextract.service.settings import DOCUMENT_LIMITS, Settings
from planextract.service.workers import Pool
said = json.loads(sys.argv[1])
limits = replace(DOCUMENT_LIMITS, **said.pop("limits"))
zygote, port = said.pop("zygote"), said.pop("port")
base = Settings()
settings = replace(base, options=replace(base.options, limits=limits), **{{**said, "folder": said["folder"]}})
def made(settings):
    pool = Pool(settings.options, settings.workers, settings.waiting, settings.file_seconds, zygote)
    return service.Service(settings, pool)
server.serve("127.0.0.1", port, settings, made)
"""


@contextlib.contextmanager
def running(
    folder: Path,
    limits: Mapping[str, float] | None = None,
    zygote: str = "planextract.batch.zygote",
    **settings: Any,
) -> Iterator[Running]:
    """A service in a process of its own, ready; it is ended behind."""
    work, port = folder / "work", free_port()
    work.mkdir()
    said = {"limits": limits or {}, "zygote": zygote, "port": port, "folder": str(work), **settings}
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])}
    with (folder / "log").open("wb") as log:
        command = [sys.executable, "-c", PROGRAM.format(tests=str(ROOT / "tests")), json.dumps(said)]
        process = subprocess.Popen(command, stderr=log, stdout=log, env=environment)
    found = Running(process, port, folder / "log", work)
    try:
        assert eventually(lambda: is_ready(found), 60), (folder / "log").read_text()
        yield found
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def is_ready(found: Running) -> bool:
    try:
        return found.call("GET", "/ready").status == 200
    except OSError:
        return False
