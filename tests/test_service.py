"""A service that runs, called as others would call it; its children misbehave as the words of documents say."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("uvicorn")

import planextract
from planextract.emit.csv import COLUMNS
from serving import NOTE, PLAN, ROOT, SAMPLES, Running, children, eventually, form, running

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/task").is_dir(), reason="processes are looked for in /proc"
)

QUICK = {"seconds": 9, "cpu_seconds": 2, "stall_seconds": 4, "memory": 1 << 30, "result_bytes": 2_000_000}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with told() as (origin, heard):
        folder = tmp_path_factory.mktemp("service")
        settings = {"workers": 2, "queue": 40, "callbacks": [origin]}
        with running(folder, QUICK, "chaos", **settings) as found:
            found.origin, found.heard = origin, heard  # type: ignore[attr-defined]
            yield found


def mock(what: str, number: int = 1) -> bytes:
    return NOTE % number + b"MOCK:" + what.encode() + b"\n"


def readers(service: Running) -> list[int]:
    """The children at work now."""
    return [child for parent in service.warm_parents() for child in children(parent)]


def begun(service: Running, data: bytes, **fields: str) -> str:
    answer = service.send("note.txt", data, "/v1/extract/async", **fields)
    assert answer.status == 202, answer.body
    task: str = answer.json()["task_id"]
    return task


# Clients ---------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not here")
def test_curl_sends_polls_and_fetches(service: Running, tmp_path: Path) -> None:
    def curl(*words: str) -> str:
        command = ["curl", "--silent", "--show-error", "--fail-with-body", *words]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout

    expected = planextract.emit(planextract.extract(PLAN), "json")
    assert curl("-F", f"file=@{PLAN}", f"{service.url}/v1/extract") == expected
    rows = curl("-F", f"file=@{PLAN}", "-H", "Accept: text/csv", f"{service.url}/v1/extract")
    assert rows.splitlines()[0] == ",".join(COLUMNS)
    assert len(json.loads(curl("-T", str(PLAN), f"{service.url}/v1/extract"))["actions"]) == 12
    task = json.loads(curl("-F", f"file=@{PLAN}", f"{service.url}/v1/extract/async"))["task_id"]
    assert json.loads(curl(f"{service.url}/v1/status/{task}?wait=20"))["task_status"] == "success"
    assert curl(f"{service.url}/v1/result/{task}") == expected


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not here")
def test_the_calls_of_the_docs_work(service: Running, tmp_path: Path) -> None:
    shutil.copyfile(PLAN, tmp_path / "plan.pdf")
    calls = re.findall("^curl .*$", (ROOT / "docs" / "service.md").read_text(encoding="utf-8"), re.M)
    task = ""
    for call in calls:
        asked = call.replace("http://127.0.0.1:8765", service.url).replace("TASK", task)
        asked = asked.replace("curl", "curl --silent --show-error --fail-with-body", 1)
        done = subprocess.run(
            ["/bin/sh", "-c", asked], cwd=tmp_path, check=True, capture_output=True, text=True
        )
        task = json.loads(done.stdout)["task_id"] if call.endswith("/async") else task
        assert done.stdout or "DELETE" in call
    assert len(calls) >= 8


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not here")
def test_node_sends_polls_and_fetches(service: Running) -> None:
    script = Path(__file__).with_name("client.mjs")
    done = subprocess.run(
        ["node", str(script), service.url, str(PLAN)], check=False, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "name": PLAN.name,
        "actions": 12,
        "date": "2024-02-03",
        "columns": len(COLUMNS),
        "refused": "unsupported_body",
    }


def told() -> Any:
    """Somebody who takes callbacks."""
    from contextlib import contextmanager

    heard: list[Any] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append((self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    @contextmanager
    def listening() -> Iterator[tuple[str, list[Any]]]:
        server = HTTPServer(("127.0.0.1", 0), Hook)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", heard
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    return listening()


def test_a_callback_says_that_a_task_is_done_and_nothing_of_the_document(service: Any) -> None:
    task = begun(service, NOTE % 1, callback=f"{service.origin}/done?ticket=7")
    assert eventually(lambda: any(said["task_id"] == task for _, said in service.heard))
    ((path, said),) = [each for each in service.heard if each[1]["task_id"] == task]
    assert path == "/done?ticket=7" and said["task_status"] == "success"
    assert "council" not in json.dumps(said)


# What a document can do -------------------------------------------------------------------------------------------

ENDS = {
    "ok": (200, None),
    "talk": (200, None),
    "exit": (422, "crash"),
    "segv": (422, "crash"),
    "huge": (422, "too_much_result"),
    "bug": (500, "internal"),
}
SLOW_ENDS = {
    "oom": (422, "memory"),
    "spin": (504, "timeout"),
    "stop": (504, "stalled"),
    "orphan": (200, None),
}


def ends(service: Running, kinds: list[str]) -> Counter[tuple[str, int, str | None]]:
    def sent(numbered: tuple[int, str]) -> tuple[str, int, str | None]:
        number, kind = numbered
        answer = service.send("note.txt", mock(kind, number))
        if answer.status == 200:
            assert f"about {number}" in answer.json()["actions"][0]["text"]["value"]
        return kind, answer.status, answer.json().get("code")

    with ThreadPoolExecutor(6) as pool:
        return Counter(pool.map(sent, enumerate(kinds)))


def test_whatever_a_document_does_harms_nobody_else(service: Running) -> None:
    kinds = ["ok", "exit", "ok", "segv", "ok", "huge", "talk", "ok", "bug", "ok", "ok", "ok"]
    found = ends(service, kinds)
    assert found == Counter((kind, *ENDS[kind]) for kind in kinds)


@pytest.mark.long
def test_whatever_a_document_does_with_time_and_memory(service: Running) -> None:
    kinds = ["ok", "oom", "ok", "spin", "ok", "stop", "orphan", "ok"]
    found = ends(service, kinds)
    found.update(
        {("spin", 504, "timeout"): found.pop(("spin", 504, "stalled"), 0)}
    )  # (where others hold it up)
    assert found == Counter((kind, *(ENDS | SLOW_ENDS)[kind]) for kind in kinds)


def test_a_child_that_is_killed_is_tried_again(service: Running) -> None:
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(service.send, "note.txt", mock("nap"))
        assert eventually(lambda: len(readers(service)) == 1)
        os.kill(readers(service)[0], signal.SIGKILL)
        assert coming.result(60).status == 200


def test_a_child_that_is_killed_twice_is_a_plain_error(service: Running) -> None:
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(service.send, "note.txt", mock("sleep"))
        assert eventually(lambda: len(readers(service)) == 1)
        first = readers(service)[0]
        os.kill(first, signal.SIGKILL)
        assert eventually(lambda: readers(service) not in ([], [first]))
        os.kill(readers(service)[0], signal.SIGKILL)
        answer = coming.result(60)
    assert (answer.status, answer.json()["code"]) == (422, "crash")
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.long
def test_a_warm_parent_that_is_killed_is_replaced(service: Running) -> None:
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(service.send, "note.txt", mock("nap"))
        assert eventually(lambda: len(readers(service)) == 1)
        (parent,) = [each for each in service.warm_parents() if children(each)]
        os.kill(parent, signal.SIGKILL)
        assert coming.result(60).status == 200
    assert service.send("note.txt", NOTE % 1).status == 200


def test_cancelling_ends_the_work(service: Running) -> None:
    task = begun(service, mock("sleep"))
    assert eventually(lambda: len(readers(service)) == 1)
    started = service.call("GET", f"/v1/status/{task}").json()
    assert started["task_status"] == "started" and started["task_position"] is None
    answer = service.call("POST", f"/v1/cancel/{task}")
    assert answer.json()["task_status"] == "cancelled"
    assert not readers(service), "a child is still at work"
    assert service.call("GET", f"/v1/result/{task}").json()["code"] == "cancelled"


def test_forgetting_a_task_ends_the_work(service: Running) -> None:
    task = begun(service, mock("sleep"))
    assert eventually(lambda: len(readers(service)) == 1)
    assert service.call("DELETE", f"/v1/result/{task}").status == 204
    assert eventually(lambda: not readers(service))
    assert eventually(lambda: not list(service.folder.rglob("document")))


def test_nobody_reads_for_a_caller_who_has_gone(service: Running) -> None:
    body, kind = form("note.txt", mock("sleep"))
    head = (
        f"POST /v1/extract HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", service.port)) as caller:
        caller.sendall(head.encode() + body)
        assert eventually(lambda: len(readers(service)) == 1)
    assert eventually(lambda: not readers(service), 3), "a child is still at work"


def test_a_poll_waits_for_the_end(service: Running) -> None:
    task = begun(service, mock("nap"))
    assert service.call("GET", f"/v1/status/{task}?wait=30").json()["task_status"] == "success"


def test_uploads_that_hang_keep_nobody_out(service: Running) -> None:
    head = b"POST /v1/extract HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\n"
    hanging = [socket.create_connection(("127.0.0.1", service.port)) for _ in range(40)]
    for each in hanging:
        each.sendall(head + b"Content-Length: 100000\r\n\r\n--x\r\nContent-")
    try:
        assert service.call("GET", "/health").status == 200
        assert service.send("note.txt", NOTE % 1).status == 200
    finally:
        for each in hanging:
            each.close()


@pytest.mark.parametrize("length", [None, 60_000_000])
def test_a_caller_who_sends_too_much_sees_why(service: Running, length: int | None) -> None:
    pieces = (b"x" * 1_000_000 for _ in range(60))
    headers = {"Content-Length": str(length)} if length else {}
    answer = service.call("PUT", "/v1/extract", pieces, headers)  # type: ignore[arg-type]
    assert answer.status == 413 and answer.json()["code"] == "too_large"


def test_the_server_itself_never_forks(service: Running) -> None:
    parents = service.warm_parents()
    assert len(parents) == 2
    for parent in parents:
        assert b"chaos" in Path(f"/proc/{parent}/cmdline").read_bytes().split(b"\0")


def test_logs_say_what_happened_and_nothing_of_what_was_sent(service: Running) -> None:
    service.send("Jane Holm 07700 900123.txt", b"Action: Jane Holm of 3 Mill Lane to write.\nMOCK:bug\n")
    service.send("Jane Holm.pdf", b"%PDF-1.4 Jane Holm")
    service.send("note.txt", NOTE % 1, redact="Jane Holm")
    body, kind = form("Jane Holm.txt", b"Mill Lane")
    service.call("POST", "/v1/extract?to=Holm", body + b"Jane Holm", {"Content-Type": kind})
    service.call("POST", "/v1/extract", body[:40] + b"Jane Holm\x00" + body[40:], {"Content-Type": kind})
    service.call("GET", "/v1/status/Holm")
    lines = service.lines()
    assert {"starting", "request", "document"} <= {line["event"] for line in lines}
    document = [line for line in lines if line["event"] == "document" and line.get("code") == "internal"]
    assert document[-1]["outcome"] == "failed" and document[-1]["ms"] >= 0
    assert any(line["event"] == "request" and line["request"] == document[-1]["request"] for line in lines)
    text = service.log.read_text(encoding="utf-8")
    assert not [word for word in ("Holm", "Mill Lane", "07700", "note.txt") if word in text]


def test_nothing_is_left_on_the_disk(service: Running) -> None:
    for name in ("osmerton-audit-tracker.pdf", "peer-challenge-news.txt"):
        assert service.send(name, (SAMPLES / name).read_bytes()).status == 200
    assert eventually(lambda: not readers(service))
    assert eventually(lambda: not list(service.folder.rglob("document")))


# Its end ----------------------------------------------------------------------------------------------------------


@pytest.mark.long
def test_what_is_at_work_is_finished_when_the_service_is_stopped(tmp_path: Path) -> None:
    with running(tmp_path, QUICK, "chaos", workers=1, grace=20) as service:
        with ThreadPoolExecutor(2) as pool:
            task = begun(service, mock("nap"))
            coming = pool.submit(service.send, "note.txt", mock("nap"))
            polling = pool.submit(service.call, "GET", f"/v1/status/{task}?wait=30")
            assert eventually(lambda: bool(readers(service)))
            time.sleep(0.2)
            parents = service.warm_parents()
            service.process.send_signal(signal.SIGTERM)
            assert coming.result(30).status == 200
            assert polling.result(30).json()["task_status"] in ("started", "success")
        assert service.process.wait(30) == 0
        assert not [each for each in parents if Path(f"/proc/{each}").exists()]
        assert not list(service.folder.iterdir())
        assert service.lines()[-1]["event"] == "stopped"


@pytest.mark.long
def test_nobody_is_left_when_the_service_is_killed_and_the_next_one_sweeps_up(tmp_path: Path) -> None:
    with running(tmp_path, QUICK, "chaos", workers=1) as service:
        begun(service, mock("sleep"))
        assert eventually(lambda: bool(readers(service)))
        left = [*service.warm_parents(), *readers(service)]
        service.process.kill()
        service.process.wait()
        assert eventually(lambda: not [each for each in left if Path(f"/proc/{each}").exists()])
        (debris,) = service.folder.iterdir()
        os.utime(debris, (0, 0))
    from planextract.service.workplace import Workplace

    Workplace(service.folder, 100).close()
    assert not list(service.folder.iterdir())
