"""The service's calls: what each gives, and every way in which one is refused. Documents are read in this process."""

import errno
import io
import json
import logging
import re
import socket
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

pytest.importorskip("fastapi")
pytest.importorskip("httpx2")

from fastapi.testclient import TestClient

import planextract
from planextract.options import Limits
from planextract.schema import json_schema
from planextract.service import child, logs
from planextract.service.app import create_app
from planextract.service.forms import MEDIA_TYPES
from planextract.service.problems import CODES
from planextract.service.settings import Settings, Uploads
from planextract.service.wishes import FIELDS
from serving import NOTE, PLAN, ROOT, SAMPLES, AtOnce, at_once, form
from test_cli import run

TASK = re.compile(r"[A-Za-z0-9_-]{24}")


@contextmanager
def service(folder: Path, limits: Limits | None = None, **settings: Any) -> Iterator[TestClient]:
    chosen = replace(Settings(workers=1, folder=folder), **settings)
    if limits is not None:
        chosen = replace(chosen, options=replace(chosen.options, limits=limits))
    with TestClient(create_app(chosen, at_once)) as client:
        yield client


def pool(client: TestClient) -> AtOnce:
    found: AtOnce = client.app.state.service.pool  # type: ignore[attr-defined]
    return found


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with service(tmp_path_factory.mktemp("usual")) as client:
        yield client


def sent(client: TestClient, data: bytes, name: str = "note.txt", to: str = "", **fields: str) -> Any:
    path = f"/v1/extract?to={to}" if to else "/v1/extract"
    return client.post(path, files={"file": (name, data)}, data=fields)


def code(answer: Any) -> str:
    assert answer.headers["content-type"] == "application/problem+json"
    said: str = answer.json()["code"]
    assert answer.status_code == CODES[said][0] == answer.json()["status"]
    return said


# Results -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["osmerton-audit-tracker.pdf", "easterby-inspection-action-plan.txt", "harrowmoor-committee-page.html",
             "marrowdale-audit-recommendations.md", "pellmere-flood-review-response.odt"],
)  # fmt: skip
def test_the_json_is_that_of_the_command_line_byte_for_byte(usual: TestClient, name: str) -> None:
    answer = sent(usual, (SAMPLES / name).read_bytes(), name)
    assert answer.status_code == 200 and answer.headers["content-type"] == "application/json"
    assert answer.text == planextract.emit(planextract.extract(SAMPLES / name), "json")
    assert answer.headers["planextract-outcome"] == "read"


def test_the_json_holds_to_the_schema(usual: TestClient) -> None:
    jsonschema.validate(sent(usual, PLAN.read_bytes(), PLAN.name).json(), json_schema())


def test_accept_picks_csv(usual: TestClient) -> None:
    answer = usual.post(
        "/v1/extract", files={"file": (PLAN.name, PLAN.read_bytes())}, headers={"Accept": "text/csv"}
    )
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.text == planextract.emit(planextract.extract(PLAN), "csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="plans.csv"'


def test_accept_picks_a_workbook(usual: TestClient) -> None:
    answer = sent(usual, PLAN.read_bytes(), PLAN.name, to="xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert any("Take the draft vision to Full Council" in cell for cell in cells)


def test_several_documents_of_a_zip_are_lines(usual: TestClient) -> None:
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as pack:
        pack.writestr("may.txt", NOTE % 1)
        pack.writestr("june.txt", NOTE % 2)
        pack.writestr("locked.pdf", b"%PDF-1.4\nnothing")
    assert code(sent(usual, packed.getvalue(), "minutes.zip")) == "several_documents"
    answer = sent(usual, packed.getvalue(), "minutes.zip", to="jsonl")
    found = [json.loads(line) for line in answer.text.splitlines()]
    assert [each["source"]["name"] for each in found] == [
        "minutes.zip/may.txt", "minutes.zip/june.txt", "minutes.zip/locked.pdf"
    ]  # fmt: skip
    assert answer.headers["planextract-outcome"] == "several"
    assert found[2]["diagnostics"][0]["severity"] == "error"


def test_a_body_as_curl_sends_it_with_options_in_the_query(usual: TestClient) -> None:
    name = {"Content-Disposition": "attachment; filename=minutes.txt"}
    answer = usual.put("/v1/extract?reference_date=2014-03-01", content=NOTE % 1, headers=name)
    assert answer.json()["source"]["name"] == "minutes.txt"
    assert answer.json()["metadata"]["reference_date"]["value"] == "2014-03-01"


def test_fields_are_options(usual: TestClient) -> None:
    fields = {
        "reference_date": "2024-02-03",
        "redact": "names,emails",
        "pages": "2",
        "ocr": "no",
        "minutes": "",
    }
    answer = sent(usual, PLAN.read_bytes(), PLAN.name, **fields)
    assert answer.json()["metadata"]["reference_date"]["value"] == "2024-02-03"
    assert [each["code"] for each in answer.json()["diagnostics"]].count("cut_short") == 1
    assert answer.headers["planextract-outcome"] == "partial"
    assert pool(usual).jobs[-1].redactions == ("names", "emails")


def test_a_caller_can_ask_for_fewer_pages_but_not_for_more(tmp_path: Path) -> None:
    with service(tmp_path, Limits(pages=1)) as client:
        answer = sent(client, PLAN.read_bytes(), PLAN.name, pages="900")
    assert answer.headers["planextract-outcome"] == "partial"


@pytest.mark.parametrize(
    ("name", "plain"),
    [("C:\\Users\\jane\\plan.txt", "plan.txt"), ("../../etc/passwd", "passwd"), ("a\x00b\x07.txt", "ab.txt"),
     ("Plán – Ærø.txt", "Plán – Ærø.txt"), ("", "upload"), ("x" * 500 + ".txt", "x" * 196 + ".txt")],
)  # fmt: skip
def test_a_file_is_called_by_the_last_part_of_its_name(usual: TestClient, name: str, plain: str) -> None:
    body, kind = form(name, NOTE % 1)
    answer = usual.post("/v1/extract", content=body, headers={"Content-Type": kind})
    assert answer.json()["source"]["name"] == plain


# Pages ---------------------------------------------------------------------------------------------------------


def test_the_main_page_has_a_box_for_documents(usual: TestClient) -> None:
    page = usual.get("/").text
    assert '<input type="file" name="file" required>' in page and 'action="/v1/extract"' in page


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_pages_fetch_nothing_from_elsewhere(usual: TestClient, path: str) -> None:
    answer = usual.get(path)
    assert "<script" not in answer.text
    assert not re.findall(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", answer.text)
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_docs_name_every_call_and_option(usual: TestClient) -> None:
    page = usual.get("/docs").text
    for path in usual.get("/openapi.json").json()["paths"]:
        assert path in page
    assert "reference_date" in page and "tracked_changes" in page


def test_a_browser_gets_a_table_where_no_page_may_be_made(usual: TestClient) -> None:
    accept = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    fields = {"redact": "phones"}  # (pictures of pages would show what was taken out)
    answer = usual.post(
        "/v1/extract", files={"file": (PLAN.name, PLAN.read_bytes())}, data=fields, headers=accept
    )
    assert answer.headers["content-type"].startswith("text/html")
    assert "Hold three workshops" in answer.text


def test_a_page_that_a_child_made_runs_as_nobodys(usual: TestClient) -> None:
    answer = sent(usual, NOTE % 1, to="html")
    assert answer.text.endswith("a page of the document itself")
    assert answer.headers["content-security-policy"].startswith("sandbox allow-scripts")
    assert "allow-same-origin" not in answer.headers["content-security-policy"]
    redacted = sent(usual, NOTE % 1, to="html", redact="names")
    assert "of the document itself" not in redacted.text and "Clerk" in redacted.text


@pytest.mark.parametrize(("most", "made"), [(10_000, "drawn"), (1_000, "in words"), (10, None)])
def test_a_page_that_would_be_too_large_loses_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, made: str | None
) -> None:
    class Shelf(type(tmp_path)):  # type: ignore[misc]
        """A path that takes so many characters."""

        def write_text(self, text: str, **how: str) -> int:
            super().write_text(text[:most], **how)
            if len(text) > most:
                raise OSError(errno.EFBIG, "File too large")
            return len(text)

    def page(_: object, found: Any, data: bytes | None, home: str) -> str:
        return (
            "drawn".ljust(5_000) if data is not None else f"in words {len(found.actions)} {home}".ljust(500)
        )

    monkeypatch.setattr(child.viewer, "page", page)
    shelf = Shelf(tmp_path / "page.html")
    found = child._with_page(shelf, PLAN.read_bytes(), PLAN.name, planextract.Options())
    assert found == planextract.extract(PLAN)
    assert shelf.exists() == (made is not None)
    if made is not None:
        assert shelf.read_text(encoding="utf-8").startswith(made)


def test_a_browser_gets_a_page_of_what_went_wrong(usual: TestClient) -> None:
    answer = sent(usual, b"%PDF-1.4\n", "broken.pdf", to="html")
    assert answer.status_code == 422 and "The file is broken" in answer.text


def test_words_of_a_document_are_no_markup(usual: TestClient) -> None:
    note = b"Minutes of the meeting\nAction: Clerk to write <script>alert(1)</script> to the council by 1 May 2014.\n"
    assert "<script>alert" not in sent(usual, note, "<b>x</b>.txt", to="html").text


# Refused -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "unsupported_format"), (b"", "corrupt_file"),
     (b"%PDF-1.7\n%%EOF", "corrupt_file")],
)  # fmt: skip
def test_a_document_that_cannot_be_read_is_a_problem(usual: TestClient, data: bytes, said: str) -> None:
    assert code(sent(usual, data, "a.pdf")) == said


def test_a_document_with_a_password(usual: TestClient) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(PLAN))
    writer.encrypt("secret", algorithm="AES-256")
    locked = io.BytesIO()
    writer.write(locked)
    assert code(sent(usual, locked.getvalue(), "locked.pdf")) == "encrypted_file"


@pytest.mark.parametrize(
    ("fields", "named"),
    [({"reference_date": "3 May"}, "reference_date"), ({"ocr": "perhaps"}, "ocr"), ({"pages": "0"}, "pages"),
     ({"pages": "²"}, "pages"), ({"redact": "faces"}, "redact"), ({"reference_date": "20240203T1"}, "reference_date"),
     ({"secret": "Jane Holm"}, "There is no such option"), ({"callback": "https://a.example"}, "callback")],
)  # fmt: skip
def test_an_option_that_is_not_understood(usual: TestClient, fields: Mapping[str, str], named: str) -> None:
    answer = sent(usual, NOTE % 1, **fields)
    assert code(answer) == "invalid_option" and named in answer.json()["detail"]
    assert not any(value in answer.text for value in fields.values() if len(value) > 2)


def test_a_query_that_is_not_understood_is_not_repeated(usual: TestClient) -> None:
    answer = usual.get("/v1/status/x?wait=JaneHolm")
    assert code(answer) == "invalid_option" and "Holm" not in answer.text
    assert code(sent(usual, NOTE % 1, to="docx")) == "invalid_option"


def test_no_form_that_was_asked_for(usual: TestClient) -> None:
    picture = {"Accept": "image/png, */*;q=0"}
    assert code(usual.post("/v1/extract", files={"file": b"x"}, headers=picture)) == "not_acceptable"


@pytest.mark.parametrize(
    "kind",
    [
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "text/plain; boundary=x",
    ],
)
def test_a_body_of_another_kind(usual: TestClient, kind: str) -> None:
    assert (
        code(usual.post("/v1/extract", content=b"a=b", headers={"Content-Type": kind})) == "unsupported_body"
    )


def test_a_packed_body(usual: TestClient) -> None:
    body, kind = form("a.txt", NOTE % 1)
    headers = {"Content-Type": kind, "Content-Encoding": "gzip"}
    assert code(usual.post("/v1/extract", content=body, headers=headers)) == "unsupported_body"


def pieces(*bodies: bytes) -> Iterator[bytes]:
    """Sent without a length."""
    yield from bodies


@pytest.mark.parametrize("change", ["cut", "no file", "garbage"])
def test_a_form_that_is_none(usual: TestClient, change: str) -> None:
    body, kind = form("a.txt", NOTE % 1)
    wrong = {"cut": body[:-20], "no file": body.replace(b'name="file"', b'name="ocr"').replace(b"; filename", b"; x"),
             "garbage": b"--" + body}  # fmt: skip
    answer = usual.post("/v1/extract", content=wrong[change], headers={"Content-Type": kind})
    assert code(answer) in ("bad_request", "missing_file")
    assert b"Clerk" not in answer.content


def test_two_files(usual: TestClient) -> None:
    files = [("file", ("a.txt", NOTE % 1)), ("file", ("b.txt", NOTE % 2))]
    assert code(usual.post("/v1/extract", files=files)) == "too_many_parts"


def test_ten_thousand_parts(usual: TestClient) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="f%d"\r\n\r\n\r\n'
    body = b"".join(part % number for number in range(10_000)) + b"--x--\r\n"
    answer = usual.post(
        "/v1/extract", content=body, headers={"Content-Type": "multipart/form-data; boundary=x"}
    )
    assert code(answer) == "too_many_parts"


def test_a_part_with_endless_headers(usual: TestClient) -> None:
    body = b"--x\r\nContent-Disposition: form-data; name=file; filename=" + b"a" * 100_000
    answer = usual.post(
        "/v1/extract", content=body, headers={"Content-Type": "multipart/form-data; boundary=x"}
    )
    assert code(answer) == "bad_request"


def test_a_file_at_the_limit_and_one_byte_above(tmp_path: Path) -> None:
    note = NOTE % 1
    with service(tmp_path, Limits(bytes=len(note))) as client:
        assert sent(client, note).status_code == 200
        assert code(sent(client, note + b" ")) == "too_large"
        assert client.put("/v1/extract", content=pieces(note[:9], note[9:])).status_code == 200
        assert code(client.put("/v1/extract", content=pieces(note, b" "))) == "too_large"
        huge = {"Content-Length": str(10**12)}
        assert code(client.post("/v1/extract", content=b"", headers=huge)) == "too_large"


def test_fields_are_counted_together(tmp_path: Path) -> None:
    with service(tmp_path, uploads=Uploads(field_bytes=64)) as client:
        assert code(sent(client, NOTE % 1, reference_date="2" * 40, ocr="y" * 40)) == "too_large"


def test_no_more_room_than_there_is(tmp_path: Path) -> None:
    with service(tmp_path, uploads=Uploads(room=40)) as client:
        assert code(sent(client, NOTE % 1)) == "busy"
        assert sent(client, b"Action: Clerk to write.\n").status_code == 200


def test_an_upload_that_trickles_in(tmp_path: Path) -> None:
    def slow() -> Iterator[bytes]:
        for letter in b"Action: Clerk":
            time.sleep(0.02)
            yield bytes([letter])

    with service(tmp_path, uploads=Uploads(idle_seconds=0.05)) as client:
        assert code(client.put("/v1/extract", content=slow())) == "upload_too_slow"


def test_nothing_is_left_of_any_request(tmp_path: Path) -> None:
    with service(tmp_path, Limits(bytes=1_000)) as client:
        sent(client, NOTE % 1)
        sent(client, b"\x89PNG" + b"x" * 100)
        sent(client, b"x" * 2_000)
        sent(client, NOTE % 1, ocr="perhaps")
        assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["lock"]
        assert client.app.state.service.workplace.room.taken == 0  # type: ignore[attr-defined]
    assert not list(tmp_path.iterdir())


def test_an_address_that_is_not_there(usual: TestClient) -> None:
    assert code(usual.get("/v2/extract")) == "not_found"
    assert code(usual.get("/v1/extract")) == "method_not_allowed"


def test_a_form_may_be_put_as_well(usual: TestClient) -> None:
    assert usual.put("/v1/extract", files={"file": ("a.txt", NOTE % 1)}).json()["source"]["name"] == "a.txt"


def test_what_a_broken_child_has_written_is_no_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("serving.emit", lambda *_: '{"schema_version": "9", "script": "Jane Holm"}\n')
    with service(tmp_path) as client:
        answer = sent(client, NOTE % 1)
    assert code(answer) == "crash" and "Holm" not in answer.text


# Full ----------------------------------------------------------------------------------------------------------


def test_a_full_queue_says_when_to_come_again(tmp_path: Path) -> None:
    with service(tmp_path, queue=2) as client:
        pool(client).held = True
        answers = [client.post("/v1/extract/async", files={"file": NOTE % n}) for n in range(5)]
        assert [answer.status_code for answer in answers] == [202, 202, 202, 429, 429]
        assert code(answers[4]) == "busy" and 1 <= int(answers[4].headers["retry-after"]) <= 60
        positions = [
            client.get(f"/v1/status/{a.json()['task_id']}").json()["task_position"] for a in answers[:3]
        ]
        assert positions == [1, 2, 3]


def test_so_many_tasks_are_kept(tmp_path: Path) -> None:
    with service(tmp_path, tasks=2) as client:
        answers = [client.post("/v1/extract/async", files={"file": NOTE % n}) for n in range(3)]
        assert [answer.status_code for answer in answers] == [202, 202, 429]
        client.delete(f"/v1/result/{answers[0].json()['task_id']}")
        assert client.post("/v1/extract/async", files={"file": NOTE % 4}).status_code == 202


def test_an_answer_that_would_come_too_late(tmp_path: Path) -> None:
    with service(tmp_path, answer_seconds=0.05) as client:
        pool(client).held = True
        assert code(sent(client, NOTE % 1)) == "answer_too_late"
        assert pool(client).waiting == 0, "it is still in the queue"


# Tasks ---------------------------------------------------------------------------------------------------------


def test_a_task_from_its_beginning_to_its_end(usual: TestClient) -> None:
    begun = usual.post("/v1/extract/async", files={"file": (PLAN.name, PLAN.read_bytes())})
    assert begun.status_code == 202 and TASK.fullmatch(begun.json()["task_id"])
    status = usual.get(begun.headers["location"], params={"wait": 5}).json()
    assert status["task_status"] == "success" and status["error"] is None and status["expires"]
    path = f"/v1/result/{status['task_id']}"
    assert usual.get(path).text == planextract.emit(planextract.extract(PLAN), "json")
    assert usual.get(path, headers={"Accept": "text/csv"}).text.startswith("document,plan,")
    assert usual.delete(path).status_code == 204
    assert code(usual.get(path)) == "not_found"


def test_a_task_that_fails_says_why(usual: TestClient) -> None:
    begun = usual.post("/v1/extract/async", files={"file": b"%PDF-1.4\n"}).json()
    status = usual.get(f"/v1/status/{begun['task_id']}").json()
    assert status["task_status"] == "failure" and status["error"]["code"] == "corrupt_file"
    assert code(usual.get(f"/v1/result/{begun['task_id']}")) == "corrupt_file"


def test_a_task_that_waits_is_cancelled(tmp_path: Path) -> None:
    with service(tmp_path) as client:
        pool(client).held = True
        task = client.post("/v1/extract/async", files={"file": NOTE % 1}).json()["task_id"]
        assert code(client.get(f"/v1/result/{task}")) == "not_done"
        assert client.post(f"/v1/cancel/{task}").json()["task_status"] == "cancelled"
        assert code(client.get(f"/v1/result/{task}")) == "cancelled"
        assert pool(client).waiting == 0


def test_a_result_is_kept_for_a_while_only(tmp_path: Path) -> None:
    with service(tmp_path, task_seconds=0.05) as client:
        task = client.post("/v1/extract/async", files={"file": NOTE % 1}).json()["task_id"]
        time.sleep(0.1)
        assert code(client.get(f"/v1/status/{task}")) == "not_found"
        assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["lock"]


@pytest.mark.parametrize(
    "url",
    ["https://evil.example/", "http://hooks.example.gov.uk/", "https://hooks.example.gov.uk:8443/", "file:///etc/passwd",
     "https://hooks.example.gov.uk@evil.example/", "https://hooks.example.gov.uk.evil.example/",
     "//hooks.example.gov.uk",
     "https://hooks.example.gov.uk\\@evil.example/", "https://hooks.example.gov.uk/a\r\nHost: x", "nonsense"],
)  # fmt: skip
def test_a_callback_goes_only_where_the_operator_says(tmp_path: Path, url: str) -> None:
    with service(tmp_path, callbacks=("https://hooks.example.gov.uk",)) as client:
        answer = client.post("/v1/extract/async", files={"file": NOTE % 1}, data={"callback": url})
    assert code(answer) == "callback_not_allowed"


# Who may come in -----------------------------------------------------------------------------------------------

KEY = "correct-horse-battery"


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 401), ({"X-Api-Key": "wrong"}, 401), ({"X-Api-Key": KEY}, 200), ({"Authorization": f"Bearer {KEY}"}, 200),
     ({"Authorization": "Basic YW55Ym9keTpjb3JyZWN0LWhvcnNlLWJhdHRlcnk="}, 200), ({"Authorization": "Basic ???"}, 401)],
)  # fmt: skip
def test_a_key_in_three_ways(tmp_path: Path, headers: Mapping[str, str], status: int) -> None:
    with service(tmp_path, keys=("another-key-of-somebody", KEY)) as client:
        answer = client.post("/v1/extract", files={"file": NOTE % 1}, headers=headers)
        assert answer.status_code == status
        if status == 401:
            assert answer.headers["www-authenticate"].startswith("Basic")
        assert client.get("/health").status_code == client.get("/ready").status_code == 200
        assert client.get("/metrics").status_code == client.get("/").status_code == 401


def test_only_the_names_that_it_goes_by(tmp_path: Path) -> None:
    with service(tmp_path, hosts=("plans.example.gov.uk", "[::1]")) as client:
        assert code(client.get("/version")) == "wrong_host"
        for host in ("plans.example.gov.uk", "Plans.example.gov.uk:443", "[::1]:8765"):
            assert client.get("/version", headers={"Host": host}).status_code == 200


def test_the_page_of_another_site_cannot_send(usual: TestClient) -> None:
    for site, status in (("cross-site", 403), ("same-site", 403), ("same-origin", 200), ("none", 200)):
        answer = usual.post("/v1/extract", files={"file": NOTE % 1}, headers={"Sec-Fetch-Site": site})
        assert answer.status_code == status


# The service itself ---------------------------------------------------------------------------------------------


def test_health_readiness_and_versions(usual: TestClient) -> None:
    assert usual.get("/health").json() == {"status": "ok"}
    assert usual.get("/ready").json() == {"status": "ready"}
    said = usual.get("/version").json()
    assert said == {"planextract": planextract.__version__, "schema_version": "1.4"}


def test_metrics_are_in_the_text_format_of_prometheus(usual: TestClient) -> None:
    sent(usual, NOTE % 1)
    text = usual.get("/metrics").text
    sample = re.compile(r'[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.e+-]+')
    for line in text.splitlines():
        assert line.startswith(("# HELP ", "# TYPE ")) or sample.fullmatch(line), line
    assert re.search(
        r'planextract_requests_total\{method="POST",route="/v1/extract",status="200"\} [1-9]', text
    )
    assert re.search(r'planextract_documents_total\{outcome="read",code=""\} [1-9]', text)


def test_addresses_do_not_fill_the_metrics(usual: TestClient) -> None:
    for number in range(3):
        usual.get(f"/nothing/{number}")
    assert "/nothing" not in usual.get("/metrics").text


def test_every_answer_has_a_number_and_is_kept_by_nobody(usual: TestClient) -> None:
    answer = usual.get("/health", headers={"X-Request-ID": "ticket-12345"})
    assert answer.headers["x-request-id"] == "ticket-12345" and answer.headers["cache-control"] == "no-store"
    assert re.fullmatch(
        "[0-9a-f]{16}", usual.get("/health", headers={"X-Request-ID": "a b"}).headers["x-request-id"]
    )
    assert "server" not in answer.headers


def test_a_bug_is_told_by_its_place(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with service(tmp_path) as client, caplog.at_level(logging.INFO, logs.LOGGER):
        pool(client).submit = lambda _: {}["Jane Holm of 3 Mill Lane"]  # type: ignore[method-assign]
        answer = sent(client, NOTE % 1, "Jane Holm.txt")
        assert code(answer) == "internal" and "Holm" not in answer.text
    lines = [logs.Line().format(record) for record in caplog.records]
    (broke,) = [json.loads(line) for line in lines if json.loads(line)["event"] == "broke"]
    assert (
        broke["place"].startswith("KeyError at service/service.py:")
        and broke["request"] == answer.json()["request_id"]
    )
    assert not any("Holm" in line for line in lines)


def test_the_framework_is_told_to_report_to_nobody(usual: TestClient) -> None:
    told = usual.app._telemetry  # type: ignore[attr-defined]
    assert not any(told[each] for each in ("tracing", "metrics", "logs", "operation_spans", "auto_configure"))


# Its description ------------------------------------------------------------------------------------------------


def test_the_description_refers_to_nothing_that_is_not_in_it(usual: TestClient) -> None:
    described = usual.get("/openapi.json").json()
    for reference in re.findall(r'"\$ref":\s*"#/([^"]*)"', json.dumps(described)):
        place = described
        for step in reference.split("/"):
            place = place[step]


def test_every_problem_is_described(usual: TestClient) -> None:
    described = usual.get("/openapi.json").json()["paths"]["/v1/extract"]["post"]["responses"]
    for status in (400, 401, 406, 413, 415, 422, 429, 504):
        assert "application/problem+json" in described[str(status)]["content"]
    assert described["200"]["content"]["application/json"]["schema"]["$ref"].endswith("/Extraction")


# What is written of it -------------------------------------------------------------------------------------------


def test_the_docs_name_every_call_problem_option_and_form(usual: TestClient) -> None:
    text = (ROOT / "docs" / "service.md").read_text(encoding="utf-8")
    calls = [
        f"{method.upper()} {path}"
        for path, methods in usual.get("/openapi.json").json()["paths"].items()
        for method in methods
    ]
    for said in (*calls, *FIELDS, *MEDIA_TYPES, *MEDIA_TYPES.values()):
        assert f"`{said}" in text, said
    rows = re.findall(r"^\| (\d{3}) \|(.*?)\|", text, re.M)
    listed = {code: int(status) for status, codes in rows for code in re.findall("`([a-z_]+)`", codes)}
    assert listed == {code: status for code, (status, _) in CODES.items()}


def test_the_docs_name_every_option_of_the_command() -> None:
    from typer.main import get_command

    from planextract.cli import app

    text = (ROOT / "docs" / "service.md").read_text(encoding="utf-8")
    command = get_command(app).commands["serve"]  # type: ignore[attr-defined]
    for option in command.params:
        name = next((each for each in option.opts if each.startswith("--")), "")
        assert f"`{name}`" in text, name


@pytest.mark.parametrize("name", ["Dockerfile", "planextract.service", "compose.yaml"])
def test_what_deploys_it_uses_options_that_there_are(name: str) -> None:
    from typer.main import get_command

    from planextract.cli import app

    known = {each for option in get_command(app).commands["serve"].params for each in option.opts}  # type: ignore[attr-defined]
    text = (ROOT / "deploy" / name).read_text(encoding="utf-8")
    used = set(re.findall(r"--(?:host|port|work|allow|api|max|queue|workers)[a-z-]*", text))
    assert used and used <= known


# The command -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "said"),
    [(["--api-key-file", "short"], "at least 16 characters"), (["--api-key-file", "none"], "it cannot be read"),
     (["--allow-callback", "hooks.example.gov.uk"], "give a scheme and a host"),
     (["--allow-callback", "https://a.example/path"], "give a scheme and a host"), (["--workers", "0"], "--workers")],
)  # fmt: skip
def test_options_that_cannot_be_meant(tmp_path: Path, options: list[str], said: str) -> None:
    (tmp_path / "short").write_text("secret\n")
    named = [str(tmp_path / each) if each in ("short", "none") else each for each in options]
    done = run("serve", *named)
    assert done.exit_code == 2 and said in done.stderr


def test_a_port_or_a_folder_that_cannot_be_had(tmp_path: Path) -> None:
    done = run("serve", "--work-dir", tmp_path / "nowhere")
    assert done.exit_code == 2 and "nowhere: it cannot be written" in done.stderr
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("serve", "--port", str(taken.getsockname()[1]), "--work-dir", tmp_path)
    assert done.exit_code == 2 and "it cannot be listened on" in done.stderr


def test_without_its_extra_the_command_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in sys.modules if each.startswith("planextract.service")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    done = run("serve")
    assert done.exit_code == 2 and "pip install 'planextract[serve]'" in done.stderr
