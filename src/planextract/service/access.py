"""Who may come in, and what every answer has: the outermost layer, which sees each request once."""

import asyncio
import base64
import binascii
import contextlib
import hmac
import json
import logging
import re
import secrets
import time
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from planextract.service.metrics import Metrics
from planextract.service.problems import MEDIA_TYPE, ProblemError
from planextract.service.settings import Settings

log = logging.getLogger(__name__)

OPEN = frozenset({"/health", "/ready"})
"""Answered without a key, by any name: whoever looks after the service asks these."""

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

DRAIN_SECONDS = 3.0
"""How long a body that was refused is read on."""

METHODS = frozenset({*SAFE, "POST", "PUT", "DELETE", "PATCH", "TRACE"})

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "Cache-Control": "no-store",
}
"""On every answer that does not say otherwise."""

_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


class Door:
    """Checks, numbers, measures and logs every request, and turns whatever breaks inside into a plain problem."""

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics
        self._keys = [key.encode("utf-8") for key in settings.keys]
        self._hosts = {host.lower() for host in settings.hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        request_id = given if _ID.fullmatch(given) else secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = request_id
        incoming = _Incoming(receive, waits=headers.get("expect", "").lower() == "100-continue")
        answering = _Answering(send, request_id, incoming)
        begun = time.monotonic()
        try:
            problem = self._refused(scope, headers)
            if problem is None:
                await self._app(scope, incoming.receive, answering.send)
            else:
                await answering.refuse(problem)
        except Exception as error:  # (a bug: told by its place, for its words may be a document's)
            log.error("broke", extra={"request": request_id}, exc_info=error)
            if not answering.begun:
                await answering.broken()
        finally:
            self._tell(scope, request_id, answering.status, time.monotonic() - begun)

    def _refused(self, scope: Scope, headers: Headers) -> ProblemError | None:
        if scope["path"] in OPEN:
            return None
        if self._hosts and _name(headers.get("host", "")) not in self._hosts:
            return ProblemError("wrong_host", "Ask for it by a name that its operator has given it.")
        if self._keys and not self._known(_keys(headers)):
            challenge = {"WWW-Authenticate": 'Basic realm="planextract", charset="UTF-8"'}
            return ProblemError(
                "no_key", "Send a key as X-Api-Key, as a bearer token or as a password.", challenge
            )
        if scope["method"] not in SAFE and headers.get("sec-fetch-site") in ("cross-site", "same-site"):
            return ProblemError("cross_site", "Send it from the service's own page, or from a program.")
        return None

    def _known(self, given: Iterable[bytes]) -> bool:
        """Every key is compared with every other, so that time tells nothing."""
        return sum([hmac.compare_digest(key, each) for key in self._keys for each in given]) > 0

    def _tell(self, scope: Scope, request_id: str, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "other")
        method = scope["method"] if scope["method"] in METHODS else "OTHER"
        self._metrics.request(method, route, status, seconds)
        told = {"request": request_id, "method": method, "route": route, "status": status}
        level = logging.DEBUG if scope["path"] in OPEN else logging.INFO  # (asked every few seconds)
        log.log(level, "request", extra={**told, "ms": round(1000 * seconds)})


class _Incoming:
    """A body on its way in. `waits` is whether the caller sends it only when it is asked for."""

    def __init__(self, receive: Receive, *, waits: bool) -> None:
        self._receive, self._waits = receive, waits
        self._over = False

    async def receive(self) -> Message:
        message = await self._receive()
        self._waits = False
        self._over = self._over or not message.get("more_body", False)
        return message

    async def drain(self) -> None:
        """Read on for a moment what nobody wants: a caller who is still sending would not see the answer."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(DRAIN_SECONDS):
                while not self._over and not self._waits:
                    await self.receive()


class _Answering:
    """An answer on its way out: what it has in common with all others, and its status."""

    def __init__(self, send: Send, request_id: str, incoming: _Incoming) -> None:
        self._send, self._request_id, self._incoming = send, request_id, incoming
        self.begun = False
        self.status = 499
        """499, as in some servers' logs, where the caller went away before there was an answer."""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun, self.status = True, message["status"]
            if self.status >= 400:
                await self._incoming.drain()
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = self._request_id
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)

    async def refuse(self, problem: ProblemError) -> None:
        body = json.dumps(problem.as_json(self._request_id)).encode("utf-8")
        headers = {**problem.headers, "Content-Type": MEDIA_TYPE, "Content-Length": str(len(body))}
        raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
        await self.send({"type": "http.response.start", "status": problem.status, "headers": raw})
        await self.send({"type": "http.response.body", "body": body})

    async def broken(self) -> None:
        await self.refuse(
            ProblemError("internal", "This is a bug; please report it with the id of the request.")
        )


def _name(host: str) -> str:
    """A Host header without its port."""
    if host.startswith("["):
        return host.partition("]")[0].lower() + "]"
    return host.partition(":")[0].lower().rstrip(".")


def _keys(headers: Headers) -> list[bytes]:
    """Whatever was sent as a key, in three ways that clients know."""
    found = [headers.get("x-api-key", "").encode("utf-8")]
    kind, _, value = headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        found.append(value.strip().encode("utf-8"))
    elif kind.lower() == "basic":
        with contextlib.suppress(binascii.Error, ValueError):
            found.append(base64.b64decode(value.strip(), validate=True).partition(b":")[2])
    return [each for each in found if each]
