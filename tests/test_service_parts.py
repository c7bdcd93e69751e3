"""The service's parts by themselves: the grammar of bodies, of Accept and of addresses, and lines of the log."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi")

from hypothesis import given
from hypothesis import strategies as st

from planextract.batch.jobs import Job
from planextract.options import Options
from planextract.service import callbacks, logs, uploads
from planextract.service.callbacks import target
from planextract.service.forms import To, wanted
from planextract.service.metrics import BUCKETS, Histogram
from planextract.service.problems import ProblemError
from planextract.service.settings import Uploads
from planextract.service.workers import Pool
from planextract.service.workplace import Desk, Room
from serving import BOUNDARY, form

KIND = f"multipart/form-data; boundary={BOUNDARY}"


async def in_pieces(body: bytes, size: int) -> AsyncIterator[bytes]:
    for start in range(0, len(body), size):
        yield body[start : start + size]


def taken(
    folder: Path, body: bytes, size: int = 1 << 16, most: int = 1 << 20
) -> tuple[uploads.Upload, bytes]:
    room = Room(1 << 21)
    desk = Desk(folder / "desk", room)
    try:
        upload = asyncio.run(uploads.from_form(in_pieces(body, size), KIND, desk, most, Uploads()))
        assert room.taken == upload.size
        return upload, desk.document.read_bytes()
    finally:
        desk.clear()
        assert room.taken == 0 and not (folder / "desk").exists()


NEARLY = st.sampled_from(
    [
        b"\r\n",
        b"\r\n--",
        b"--",
        BOUNDARY.encode(),
        f"\r\n--{BOUNDARY[:-1]}".encode(),
        b"\x00",
        b"\r",
        b"\n\r\n--",
    ]
)
BODIES = st.lists(st.one_of(NEARLY, st.binary(max_size=40)), max_size=12).map(b"".join)


@given(
    data=BODIES, value=st.text(st.characters(exclude_categories=["Cs"]), max_size=20), size=st.integers(1, 90)
)
def test_a_body_is_the_same_in_whatever_pieces_it_comes(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, value: str, size: int
) -> None:
    if f"\r\n--{BOUNDARY}".encode() in b"\r\n" + data or BOUNDARY in value:
        return
    body, _ = form("plan.txt", data, minutes=value)
    upload, found = taken(tmp_path_factory.mktemp("form"), body, size)
    assert (upload.name, upload.size, found, upload.fields["minutes"]) == ("plan.txt", len(data), data, value)


@given(
    body=st.one_of(st.binary(max_size=300), BODIES.map(lambda data: form("a", data)[0] + data)),
    size=st.integers(1, 50),
)
def test_whatever_comes_is_an_upload_or_a_problem(
    tmp_path_factory: pytest.TempPathFactory, body: bytes, size: int
) -> None:
    try:
        taken(tmp_path_factory.mktemp("form"), body, size)
    except ProblemError as problem:
        assert problem.code in ("bad_request", "missing_file", "invalid_option", "too_many_parts")


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, "json"),
        (" ", None),
        ("*/*", "json"),
        ("text/*", "csv"),
        ("application/*", "json"),
        ("text/csv;q=0.5, text/html;q=0.4", "csv"),
        ("application/json;q=0.1, text/csv", "csv"),
        ("text/csv, */*;q=0.8", "csv"),
        ("application/json;q=0, */*", "jsonl"),
        ("application/jsonl", "jsonl"),
        ("image/png", None),
        ("text/csv;q=0", None),
        ("text/csv;q=much", None),
        ("TEXT/CSV", "csv"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
    ],
)
def test_accept_as_http_has_it(accept: str | None, form: To | None) -> None:
    if form is None:
        with pytest.raises(ProblemError):
            wanted(None, accept)
    else:
        assert wanted(None, accept) == form
    assert wanted("csv", accept) == "csv"


def test_the_parts_of_an_address() -> None:
    assert target("https://Hooks.Example.gov.uk./done?x=1").origin == (True, "hooks.example.gov.uk", 443)
    assert target("http://[::1]:8080").origin == (False, "::1", 8080)
    assert target("https://a.example/b?c=d#e").path == "/b?c=d"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://",
        "ftp://a.example/",
        "https://a:b@c.example/",
        "https://a.example:x/",
        "https://a.example/\n",
        "https://ä.example/",
    ],
)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        target(url)


def test_a_line_of_the_log_has_no_words_of_an_exception() -> None:
    try:
        raise RuntimeError("Jane Holm of 3 Mill Lane")
    except RuntimeError as error:
        record = logging.LogRecord(
            "uvicorn.error",
            logging.ERROR,
            __file__,
            1,
            "Exception in %s",
            ("Holm",),
            (type(error), error, error.__traceback__),
        )
    said = json.loads(logs.Line().format(record))
    assert said["place"].startswith("RuntimeError") and "Holm" not in json.dumps(said)


def test_a_histogram_counts_up() -> None:
    histogram = Histogram()
    for seconds in (0.01, 0.3, 500.0):
        histogram.observe(seconds)
    lines = list(histogram.lines("x"))
    assert lines[0] == f'x_bucket{{le="{BUCKETS[0]:g}"}} 1' and 'x_bucket{le="0.5"} 2' in lines
    assert lines[-3:] == ['x_bucket{le="+Inf"} 3', "x_sum 500.310000", "x_count 3"]


def test_nobody_waits_for_workers_that_cannot_start(tmp_path: Path) -> None:
    async def asked() -> None:
        pool = Pool(Options(), 1, 2, 60, "there_is_no_such_module")
        pool.start(tmp_path)
        reading = pool.submit(Job(str(tmp_path / "warm.txt"), "warm.txt", str(tmp_path / "out")))
        try:
            ended = await reading.within(60)
            assert ended is not None and ended.why == "unavailable"
            with pytest.raises(ProblemError, match="unavailable"):
                pool.refuse_if_full()
            assert not pool.ready
        finally:
            await pool.close(20)

    asyncio.run(asked())


@pytest.mark.parametrize(("answers", "outcome"), [([False, False, True], "delivered"), ([False] * 9, "lost")])
def test_a_callback_is_tried_three_times(
    monkeypatch: pytest.MonkeyPatch, answers: list[bool], outcome: str
) -> None:
    told: list[str] = []
    coming = iter(answers)
    monkeypatch.setattr(callbacks, "PAUSES", (0.0, 0.0))
    monkeypatch.setattr(callbacks, "_posted", lambda *_: next(coming))

    async def sent() -> None:
        sender = callbacks.Callbacks(["https://a.example"], told.append)
        sender.send("https://a.example/", {"task_id": "x"})
        while not told:
            await asyncio.sleep(0.01)
        await sender.close()

    asyncio.run(sent())
    assert told == [outcome] and len(list(coming)) == len(answers) - 3


def test_a_room_has_an_end(tmp_path: Path) -> None:
    room = Room(10)
    desk = Desk(tmp_path / "desk", room)
    desk.take(8)
    with pytest.raises(ProblemError):
        room.take(3)
    desk.hold()
    desk.clear()
    assert desk.document.parent.is_dir(), "a child may still be at work there"
    desk.release()
    assert room.taken == 0 and not desk.document.parent.exists()
