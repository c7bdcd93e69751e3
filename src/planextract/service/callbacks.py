"""Telling a caller that a task is done: to origins that the operator has allowed, and nowhere else."""

import asyncio
import http.client
import json
import logging
import ssl
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

from planextract.service.problems import ProblemError
from planextract.version import __version__

log = logging.getLogger(__name__)

SECONDS = 10.0
"""For one try."""

PAUSES = (1.0, 5.0)
"""Seconds between tries."""

AT_ONCE = 8
"""Callbacks on their way at a time; the others wait."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to send a callback, taken apart once, so that what is checked is what is called."""

    secure: bool
    host: str
    port: int
    path: str

    @property
    def origin(self) -> tuple[bool, str, int]:
        return self.secure, self.host, self.port


def target(url: str) -> Target:
    """Raises ValueError for what is no plain http or https address."""
    if not url.isascii() or any(letter <= " " or letter in '\\"<>^`{|}' for letter in url):
        raise ValueError("not an address")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise ValueError("not an address")
    secure = parts.scheme == "https"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(secure, parts.hostname.lower().rstrip("."), parts.port or (443 if secure else 80), path)


class Callbacks:
    """Sends them. `allowed` are origins: scheme, host and port must all be the same."""

    def __init__(self, allowed: Iterable[str], told: Callable[[str], None]) -> None:
        self._allowed = {target(origin).origin for origin in allowed}
        self._told = told
        self._threads = ThreadPoolExecutor(AT_ONCE, "callback")  # (of their own: these may wait for long)
        self._going: set[asyncio.Task[None]] = set()

    def check(self, url: str) -> None:
        """Raises ProblemError for an address that is not allowed."""
        try:
            allowed = target(url).origin in self._allowed
        except ValueError:
            allowed = False
        if not allowed:
            raise ProblemError(
                "callback_not_allowed", "The operator of this service says where callbacks may go."
            )

    def send(self, url: str, said: object) -> None:
        """In the background, three times at most."""
        body = json.dumps(said).encode("utf-8")
        going = asyncio.get_running_loop().create_task(self._send(target(url), body))
        self._going.add(going)
        going.add_done_callback(self._going.discard)

    async def close(self) -> None:
        for going in self._going:
            going.cancel()
        await asyncio.gather(*self._going, return_exceptions=True)
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _send(self, to: Target, body: bytes) -> None:
        loop = asyncio.get_running_loop()
        for pause in (0.0, *PAUSES):
            await asyncio.sleep(pause)
            if await loop.run_in_executor(self._threads, _posted, to, body):
                self._told("delivered")
                return
        self._told("lost")
        log.warning("callback_lost", extra={"tries": len(PAUSES) + 1})


def _posted(to: Target, body: bytes) -> bool:
    """Whether the other side took it. Nothing that it says is followed or kept."""
    if to.secure:
        context = ssl.create_default_context()
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            to.host, to.port, timeout=SECONDS, context=context
        )
    else:
        connection = http.client.HTTPConnection(to.host, to.port, timeout=SECONDS)
    headers = {"Content-Type": "application/json", "User-Agent": f"planextract/{__version__}"}
    try:
        connection.request("POST", to.path, body, headers)
        return 200 <= connection.getresponse().status < 300
    except (OSError, http.client.HTTPException, ValueError):
        return False
    finally:
        connection.close()
