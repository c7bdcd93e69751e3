"""Shows a desk on this machine only: 127.0.0.1, behind a random path, to requests that name that very address.

A page that the browser has open from elsewhere may send requests to 127.0.0.1 too. It does not know the random path;
it cannot send our kind of body without asking first, which is not answered; its origin is not ours; and a name that
it made to point here (DNS rebinding) is not ours either.
"""

import json
import secrets
from collections.abc import Callable
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import Any

from planextract.errors import PlanExtractError
from planextract.reviewing.desk import Desk
from planextract.values import printable

HOST = "127.0.0.1"
MOST_BYTES = 1_000_000
"""Of a decision."""
EXPORTS = ("corrections", "extraction", "gold")
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
STYLE = """
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem }
li { margin: .3rem 0 }
"""


class Server(ThreadingHTTPServer):
    """Serves a desk until it is shut down. `address` is what a browser is to be sent to; it holds the token."""

    daemon_threads = True

    def __init__(self, desk: Desk, port: int = 0) -> None:
        super().__init__((HOST, port), _Handler)
        self.desk = desk
        self.lock = Lock()  # a desk holds one document at a time, and PDFium bears no two threads
        self.token = secrets.token_urlsafe(24)

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.server_port}/{self.token}/"

    @property
    def hosts(self) -> tuple[str, str]:
        return f"{HOST}:{self.server_port}", f"localhost:{self.server_port}"


class _RefusedError(Exception):
    """What is answered instead: a status and one plain sentence."""

    def __init__(self, status: HTTPStatus, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_GET(self) -> None:
        self._answer(self._got)

    def do_POST(self) -> None:
        self._answer(self._posted)

    def version_string(self) -> str:
        return "planextract"

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: the path holds the token."""

    def _answer(self, work: Callable[[list[str]], None]) -> None:
        try:
            steps = self._steps()
            with self.server.lock:
                work(steps)
        except _RefusedError as error:
            self._send(error.status, "text/plain", f"{error}\n")
        except PlanExtractError as error:
            self._send(HTTPStatus.UNPROCESSABLE_ENTITY, "text/plain", f"{printable(str(error))}\n")

    def _steps(self) -> list[str]:
        """The path behind the token. Refuses other names for this machine, other origins, and a wrong token."""
        if self.headers.get("Host") not in self.server.hosts:
            raise _RefusedError(HTTPStatus.FORBIDDEN, "This address is not known here.")
        if self.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            raise _RefusedError(HTTPStatus.FORBIDDEN, "Another page may not ask for this.")
        token, *steps = self.path.partition("?")[0].removeprefix("/").split("/")
        if not secrets.compare_digest(token.encode(), self.server.token.encode()):
            raise _RefusedError(HTTPStatus.NOT_FOUND, "Open the address that planextract review printed.")
        return steps

    # Showing ------------------------------------------------------------------------------------------------------

    def _got(self, steps: list[str]) -> None:
        match steps:
            case [""]:
                self._send(HTTPStatus.OK, "text/html", _index(self.server.desk))
            case ["d", number, ""]:
                self._send(HTTPStatus.OK, "text/html", self.server.desk.page(self._number(number)))
            case ["d", number, name] if name.removesuffix(".json") in EXPORTS:
                self._export(self._number(number), name.removesuffix(".json"))
            case _:
                raise _RefusedError(HTTPStatus.NOT_FOUND, "There is no such page.")

    def _export(self, number: int, what: str) -> None:
        stem = "".join(
            letter if letter.isalnum() or letter in "-_." else "_"
            for letter in self.server.desk.documents[number].name
        )
        named = stem.encode("ascii", "replace").decode("ascii").replace("?", "_")
        held = {"Content-Disposition": f'attachment; filename="{named}.{what}.json"'}
        self._send(HTTPStatus.OK, "application/json", self.server.desk.export(number, what), held)

    def _number(self, words: str) -> int:
        if not words.isascii() or not words.isdigit() or int(words) >= len(self.server.desk.documents):
            raise _RefusedError(HTTPStatus.NOT_FOUND, "There is no such document.")
        return int(words)

    # Deciding -----------------------------------------------------------------------------------------------------

    def _posted(self, steps: list[str]) -> None:
        body = self._body()
        match steps:
            case ["d", number, "decide"]:
                try:
                    done = self.server.desk.decide(self._number(number), body)
                except ValueError as error:
                    raise _RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)) from None
                except OSError as error:
                    raise _RefusedError(
                        HTTPStatus.INTERNAL_SERVER_ERROR, f"It cannot be written ({error.strerror or error})."
                    ) from None
                self._send(HTTPStatus.OK, "application/json", json.dumps(done))
            case _:
                raise _RefusedError(HTTPStatus.NOT_FOUND, "There is no such page.")

    def _body(self) -> dict[str, Any]:
        """What was sent, where our own page sent it."""
        origin = self.headers.get("Origin")
        if origin is not None and origin not in [f"http://{host}" for host in self.server.hosts]:
            raise self._unread(HTTPStatus.FORBIDDEN, "Another page may not decide here.")
        if self.headers.get_content_type() != "application/json":
            raise self._unread(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send JSON.")
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit() or int(length) > MOST_BYTES:
            raise self._unread(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"Send at most {MOST_BYTES} bytes.")
        try:
            held = json.loads(self.rfile.read(int(length)))
        except (ValueError, RecursionError):
            held = None
        if not isinstance(held, dict):
            raise _RefusedError(HTTPStatus.BAD_REQUEST, "Send one object of JSON.")
        return held

    def _unread(self, status: HTTPStatus, sentence: str) -> _RefusedError:
        """A refusal before the body was read; what is left of it is no next request."""
        self.close_connection = True
        return _RefusedError(status, sentence)

    def _send(self, status: HTTPStatus, kind: str, words: str, more: dict[str, str] | None = None) -> None:
        data = words.encode("utf-8", "replace")
        self.send_response(status)
        for name, value in {**HEADERS, **(more or {}), "Content-Type": f"{kind}; charset=utf-8"}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def _index(desk: Desk) -> str:
    items = "".join(
        f'<li><a href="d/{number}/">{escape(printable(path.name))}</a> {_state(desk.counted(number))}</li>'
        for number, path in enumerate(desk.documents)
    )
    count = len(desk.documents)
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>Review - planextract</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}</style></head><body><main><h1>Documents to review</h1>"
        f"<p>{count} document{'' if count == 1 else 's'}. Decisions are written as they are made.</p>"
        f"<ul>{items}</ul></main></body></html>\n"
    )


def _state(count: int | None) -> str:
    if count is None:
        return "(its file of corrections is broken)"
    return f"({count} decision{'' if count == 1 else 's'})" if count else ""
