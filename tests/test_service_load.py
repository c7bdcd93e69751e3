"""The service under many clients and under made-up requests; minutes of work, bounded."""

import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("uvicorn")

from serving import NOTE, PLAN, Running, eventually, running

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="memory is looked for in /proc"),
]

QUICK = {"seconds": 20, "cpu_seconds": 10, "stall_seconds": 10, "memory": 1 << 30}
HOSTILE = NOTE % 1 + b"MOCK:segv\n"
SECONDS = 4.0


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("load"), QUICK, "chaos", workers=2) as found:
        for number in range(8):
            found.send("note.txt", NOTE % number)
        yield found


def clients(service: Running, count: int) -> Counter[tuple[str, int]]:
    """What so many clients get in SECONDS, each by what it sent: one document in five is hostile."""
    seen: Counter[tuple[str, int]] = Counter()
    until = time.monotonic() + SECONDS

    def client(number: int) -> None:
        while time.monotonic() < until:
            number += 1
            kind, data = ("hostile", HOSTILE) if number % 5 == 0 else ("good", NOTE % number)
            answer = service.send("note.txt", data)
            if kind == "good" and answer.status == 200:
                assert f"about {number}" in answer.json()["actions"][0]["text"]["value"]
            seen[kind, answer.status] += 1
            if answer.status == 429:
                assert int(answer.headers["retry-after"]) >= 1
                time.sleep(0.1)

    threads = [threading.Thread(target=client, args=(100 * number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


@pytest.mark.parametrize("count", [1, 8, 32])
def test_many_clients_get_their_results_or_are_told_to_wait(service: Running, count: int) -> None:
    before = service.memory()
    seen = clients(service, count)
    assert seen["good", 200] > 0
    assert set(seen) <= {("good", 200), ("good", 429), ("hostile", 422), ("hostile", 429)}, seen
    assert service.memory() - before < 24 << 20
    assert eventually(lambda: not list(service.folder.rglob("document")))
    assert len(list(Path(f"/proc/{service.process.pid}/fd").iterdir())) < 64


def test_memory_stays_where_it_is(service: Running) -> None:
    clients(service, 4)
    before = service.memory()
    for _ in range(3):
        clients(service, 4)
    assert service.memory() - before < 8 << 20


def test_a_large_result_is_given_back(service: Running) -> None:
    before = service.memory()
    for _ in range(6):
        assert service.send(PLAN.name, PLAN.read_bytes()).status == 200
    assert service.memory() - before < 24 << 20


CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,"
    "response_schema_conformance"
)


def test_made_up_requests_never_break_it(service: Running, tmp_path: Path) -> None:
    pytest.importorskip("schemathesis")
    program = shutil.which("st", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("schemathesis is not here as a program")
    command = [program, "run", f"{service.url}/openapi.json", "--checks", CHECKS, "--max-examples", "10"]
    done = subprocess.run(
        [*command, "--seed", "11", "--no-color", "--max-time", "30"],
        check=False,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-6000:]
    assert "broke" not in {line["event"] for line in service.lines()}
    assert service.send("note.txt", NOTE % 7).status == 200
