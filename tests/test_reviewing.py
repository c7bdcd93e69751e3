"""The review: who may ask, what is written down, and in a browser what a person sees and presses."""

import http.client
import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from browser import Browser, axe, program
from planextract import cli, corrections
from planextract.reviewing import Desk, Server

ROOT = Path(__file__).resolve().parents[1]
PLAN = ROOT / "samples" / "thornmere-peer-challenge-plan.pdf"
LOG = ROOT / "samples" / "sallowby-parish-action-log.docx"

DUE = {"kind": "due", "earliest": "2024-04-12", "latest": "2024-04-12", "precision": "day"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in (LOG, PLAN):
        shutil.copy(path, tmp_path)
    return tmp_path


@contextmanager
def serving(folder: Path, by: str | None = None) -> Iterator[Server]:
    documents = sorted(path for path in folder.iterdir() if path.suffix in (".pdf", ".docx"))
    server = Server(Desk(documents, by=by))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def ask(
    server: Server,
    path: str,
    body: object = None,
    *,
    host: str | None = None,
    token: str | None = None,
    **headers: str,
) -> tuple[int, str, dict[str, str]]:
    """What is answered; `path` is behind the token."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    kinds = {} if body is None else {"Content-Type": "application/json"}
    said = {"Host": host or f"127.0.0.1:{server.server_port}", **kinds}
    said |= {name.replace("_", "-"): value for name, value in headers.items()}
    method = "GET" if body is None else "POST"
    data = None if body is None else body if isinstance(body, bytes) else json.dumps(body)
    connection.request(method, f"/{token or server.token}/{path}", data, said)  # type: ignore[arg-type]
    answer = connection.getresponse()
    found = answer.status, answer.read().decode("utf-8"), dict(answer.getheaders())
    connection.close()
    return found


def decision(**asked: object) -> dict[str, object]:
    return {"record": "a002", "field": "deadline", "verdict": "corrected", "value": DUE, **asked}


# Who may ask ---------------------------------------------------------------------------------------------------------


def test_it_listens_on_this_machine_only(folder: Path) -> None:
    with serving(folder) as server:
        assert server.server_address[0] == "127.0.0.1"
        assert server.address.startswith(f"http://127.0.0.1:{server.server_port}/")
        assert len(server.token) >= 32


def test_without_the_token_there_is_nothing(folder: Path) -> None:
    with serving(folder) as server:
        for token in ("x", "d", "favicon.ico", server.token[:-1]):
            status, words, _ = ask(server, "", token=token)
            assert status == 404
            assert "sallowby" not in words
        assert ask(server, "d/0/decide", decision(), token="x")[0] == 404
        assert not list(folder.glob("*.json"))


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1", "127.0.0.1:1", "rebound.example:{port}", ""])
def test_other_names_for_this_machine_are_refused(folder: Path, host: str) -> None:
    with serving(folder) as server:
        assert ask(server, "", host=host.format(port=server.server_port) or " ")[0] == 403
        assert ask(server, "", host=f"localhost:{server.server_port}")[0] == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://127.0.0.1:9"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Content_Type": "text/plain"},
        {"Content_Type": "application/x-www-form-urlencoded"},
    ],
)
def test_another_page_cannot_decide(folder: Path, headers: dict[str, str]) -> None:
    with serving(folder) as server:
        assert ask(server, "d/0/decide", decision(), **headers)[0] in (403, 415)
        assert not list(folder.glob("*.json"))
        own = {"Origin": f"http://127.0.0.1:{server.server_port}", "Sec_Fetch_Site": "same-origin"}
        assert ask(server, "d/0/decide", decision(), **own)[0] == 200


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("d/9/", None, 404),
        ("d/-1/", None, 404),
        ("d/0/../../", None, 404),
        ("d/0/secrets.json", None, 404),
        ("d/0/decide", b"{", 400),
        ("d/0/decide", b"[" * 5000, 400),
        ("d/0/decide", [1], 400),
        ("d/0/decide", decision(record="a999"), 422),
        ("d/0/decide", decision(field="__class__"), 422),
        ("d/0/decide", decision(value={"kind": "due", "earliest": "31 April"}), 422),
        ("d/0/decide", decision(verdict="maybe"), 422),
        ("d/0/elsewhere", decision(), 404),
    ],
)
def test_what_there_is_not_is_answered_in_a_sentence(
    folder: Path, path: str, body: object, status: int
) -> None:
    with serving(folder) as server:
        found, words, _ = ask(server, path, body)
        assert (found, words.count("\n")) == (status, 1)
        assert not list(folder.glob("*.json"))


def test_too_much_is_not_read(folder: Path) -> None:
    with serving(folder) as server:
        assert ask(server, "d/0/decide", decision(), Content_Length="99999999999")[0] == 413


def test_no_answer_may_be_framed_kept_or_shared(folder: Path) -> None:
    with serving(folder) as server:
        _, words, headers = ask(server, "d/0/")
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Access-Control-Allow-Origin" not in headers
        assert "connect-src &#x27;self&#x27;" in words


# What is written down ------------------------------------------------------------------------------------------------


def test_a_decision_is_written_at_once_and_holds(folder: Path) -> None:
    with serving(folder, by="R. Askew") as server:
        status, words, _ = ask(server, "d/0/decide", decision())
        assert status == 200
        assert json.loads(words)["decisions"]["deadline"]["shown"] == "12 April 2024"
        file = folder / f"{LOG.name}.corrections.json"
        (one,) = corrections.load(file).corrections
        assert (one.field, one.by, one.target.words and one.target.words.exact) == (
            "deadline",
            "R. Askew",
            "Next meeting",
        )
        held = json.loads(ask(server, "d/0/extraction.json")[1])
        assert held["actions"][1]["deadline"]["value"]["latest"] == "2024-04-12"
        assert '"verdict":"corrected"' in ask(server, "d/0/")[1]
        assert "(1 decision)" in ask(server, "")[1]
    done = CliRunner().invoke(cli.app, ["extract", str(folder / LOG.name), "--corrections", str(folder)])
    assert json.loads(done.stdout)["actions"][1]["deadline"]["rule"] == "corrected_by_hand"


def test_a_decision_is_replaced_and_taken_back(folder: Path) -> None:
    file = folder / f"{LOG.name}.corrections.json"
    with serving(folder) as server:
        ask(server, "d/0/decide", decision())
        ask(server, "d/0/decide", decision(verdict="accepted"))
        assert [each.verdict for each in corrections.load(file).corrections] == ["accepted"]
        ask(server, "d/0/decide", decision(record="a001", field="", verdict="accepted"))
        fields = [each.field for each in corrections.load(file).corrections if each.target.id == "a001"]
        assert fields == ["text", "reference", "owners", "deadline", "progress.state"]
        ask(server, "d/0/decide", decision(record="a001", field="", verdict="undone"))
        assert [each.target.id for each in corrections.load(file).corrections] == ["a002"]
        ask(server, "d/0/decide", decision(verdict="undone"))
        assert corrections.load(file).corrections == ()


def test_gold_comes_of_it(folder: Path, tmp_path: Path) -> None:
    with serving(folder) as server:
        for id in ("a001", "a002"):
            ask(server, "d/0/decide", decision(record=id, field="", verdict="accepted"))
        ask(server, "d/0/decide", decision())
        held = json.loads(ask(server, "d/0/gold.json")[1])
    assert [each["deadline"]["end"] for each in held["actions"]] == ["2024-04-09", "2024-04-12"]
    assert len(held["optional_actions"]) == 4
    done = CliRunner().invoke(cli.app, ["gold", str(folder), "-o", str(tmp_path / "gold")])
    assert done.exit_code == 0, done.output
    assert json.loads((tmp_path / "gold" / f"{LOG.stem}.json").read_text(encoding="utf-8")) == held


def test_a_broken_file_of_corrections_is_said_and_not_written_over(folder: Path) -> None:
    file = folder / f"{LOG.name}.corrections.json"
    file.write_text("{", encoding="utf-8")
    with serving(folder) as server:
        assert "is broken" in ask(server, "")[1]
        status, words, _ = ask(server, "d/0/decide", decision())
        assert status == 422
        assert "no file of corrections" in words
    assert file.read_text(encoding="utf-8") == "{"


def test_an_unreadable_document_is_said(folder: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    with serving(folder) as server:
        status, words, _ = ask(server, "d/0/")
        assert status == 422
        assert "broken.pdf" in words
        assert ask(server, "d/1/")[0] == 200


def test_the_command_needs_documents(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli.app, ["review", str(tmp_path), "--no-open"])
    assert done.exit_code == 3
    assert "no document" in done.stderr
    assert CliRunner().invoke(cli.app, ["gold", str(PLAN), "-o", str(tmp_path / "g")]).exit_code == 3


# In a browser --------------------------------------------------------------------------------------------------------

needs_chromium = pytest.mark.skipif(program() is None, reason="there is no Chromium here")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


def tool(record: str, field: str, words: str) -> str:
    found = f"document.querySelectorAll('#{record} .tools-of[data-field=\"{field}\"] button')"
    return f"[...{found}].find((each) => each.getAttribute('aria-label').startsWith('{words}'))"


def verdict(record: str, field: str) -> str:
    return f"document.querySelector('#{record} .tools-of[data-field=\"{field}\"] .verdict')?.textContent"


@needs_chromium
def test_a_person_accepts_and_corrects_in_the_page(browser: Browser, folder: Path) -> None:
    with serving(folder) as server, browser.tab(f"{server.address}d/0/") as tab:
        tab.run(f"{tool('a001', 'progress.state', 'Accept')}.click()")
        tab.until(f"{verdict('a001', 'progress.state')} === '✓ accepted'")
        tab.run(f"{tool('a002', 'deadline', 'Correct')}.click()")
        assert (
            tab.run("document.activeElement.closest('form').getAttribute('aria-label')")
            == "Correct deadline of a002"
        )
        tab.run("document.querySelector('.editor select').value = 'due'")
        tab.run("document.querySelector('.editor select').dispatchEvent(new Event('change'))")
        assert tab.run("document.querySelectorAll('.editor label input[type=date]').length") == 2
        tab.run("document.querySelector('.editor input[type=date]').value = '2024-04-12'")
        tab.run("document.querySelector('.editor [type=submit]').click()")
        tab.until(f"{verdict('a002', 'deadline')} === '✎ 12 April 2024'")
        assert tab.run("document.activeElement.closest('.card').id") == "a002"
        tab.run(f"{tool('a002', 'owners', 'Correct')}.click()")
        names = tab.run("[...document.querySelectorAll('.editor input')].map((each) => each.value)")
        assert names[0] == "Peter Dunmore", "the form begins with what was read"
        tab.run("document.querySelector('.editor input').value = 'Piet Dunmore'")
        tab.run("document.querySelector('.editor [type=submit]').click()")
        tab.until(f"{verdict('a002', 'owners')} === '✎ Piet Dunmore; Ruth Ellery'")
        tab.run("document.querySelector('#a006 .whole button:last-child').click()")
        tab.until("document.querySelector('#a006 .verdict.rejected')")
        assert (
            tab.run("document.getElementById('review-state').textContent")
            == "1 of 6 actions looked at · 4 decisions saved"
        )
        assert tab.faults() == []
        assert all(url.startswith(server.address) for url in tab.requests())
    held = corrections.load(folder / f"{LOG.name}.corrections.json").corrections
    assert [(each.target.id, each.field, each.verdict) for each in held] == [
        ("a001", "progress.state", "accepted"),
        ("a002", "deadline", "corrected"),
        ("a002", "owners", "corrected"),
        ("a006", "", "rejected"),
    ]
    with serving(folder) as server, browser.tab(f"{server.address}d/0/") as tab:
        assert tab.run(verdict("a002", "deadline")) == "✎ 12 April 2024", "it is there again the next time"


@needs_chromium
def test_what_cannot_be_saved_is_said(browser: Browser, folder: Path) -> None:
    with serving(folder) as server, browser.tab(f"{server.address}d/0/") as tab:
        tab.run(f"{tool('a002', 'deadline', 'Correct')}.click()")
        tab.run("document.querySelector('.editor select').value = 'due'")
        tab.run("document.querySelector('.editor select').dispatchEvent(new Event('change'))")
        tab.run("document.querySelector('.editor [type=submit]').click()")
        tab.until("document.getElementById('review-state').textContent.startsWith('Not saved: deadline')")
        assert tab.run("Boolean(document.querySelector('.editor'))"), "what was typed is still there"


@needs_chromium
@pytest.mark.skipif(axe() is None, reason="npm ci --prefix tests/axe")
def test_axe_finds_no_fault_in_forms(browser: Browser, folder: Path) -> None:
    script = axe()
    assert script is not None
    with serving(folder) as server:
        with browser.tab(f"{server.address}d/0/") as tab:
            tab.run(f"{tool('a001', 'progress.state', 'Accept')}.click()")
            tab.until(verdict("a001", "progress.state"))
            for field in ("owners", "deadline", "progress.state", "text"):
                tab.run(f"{tool('a002', field, 'Correct')}.click()")
            assert tab.axe(script) == []
        with browser.tab(server.address) as tab:
            assert tab.axe(script) == []


@needs_chromium
def test_a_page_from_elsewhere_gets_nothing(browser: Browser, folder: Path, tmp_path: Path) -> None:
    """Even one that knows the address."""
    with serving(folder) as server:
        page = tmp_path / "elsewhere.html"
        page.write_text("<!doctype html><title>x</title>", encoding="utf-8")
        with browser.tab(page.as_uri()) as tab:
            sent = f"fetch('{server.address}d/0/decide', {{method: 'POST', body: '{json.dumps(decision())}'"
            for way in ("}", ", mode: 'no-cors'}", ", headers: {'Content-Type': 'application/json'}}"):
                tab.run(f"{sent}{way}).then(() => 1, () => 0)")
            tab.run("const frame = document.createElement('iframe'); true")
            tab.run(f"frame.src = '{server.address}d/0/'; document.body.append(frame); true")
            tab.settle()
        assert not list(folder.glob("*.json"))
