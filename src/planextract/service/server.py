"""The server below the application: binding, signals, and a stop that lets what is at work be finished."""

import logging
import signal
import socket
import tempfile
import types
from collections.abc import Callable
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from planextract.errors import PlanExtractError
from planextract.service import logs
from planextract.service.app import create_app
from planextract.service.service import Service, service_of
from planextract.service.settings import Settings
from planextract.version import __version__

log = logging.getLogger(__name__)

CONNECTIONS = 1_000
"""At a time; more are answered with 503 by the server below."""

KEEP_ALIVE = 5
"""Seconds that a connection may be idle between requests."""


BACKLOG = 1_024
"""Connections that wait to be taken."""


class ServingError(PlanExtractError):
    """The service cannot begin: its port is taken, or its folder cannot be written."""


class Server(uvicorn.Server):
    """Tells the application as soon as it is asked to stop, so that nobody is kept waiting for a poll."""

    def handle_exit(self, sig: int, frame: types.FrameType | None) -> None:
        log.info("stopping", extra={"signal": sig})
        app = self.config.app
        if isinstance(app, FastAPI):
            app.state.service.draining.set()
        super().handle_exit(sig, frame)


def config(app: FastAPI, settings: Settings) -> uvicorn.Config:
    """One process, no reloading, nobody else's headers believed, no log but ours."""
    return uvicorn.Config(
        app,
        http="h11",
        ws="none",
        loop="asyncio",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=round(settings.grace),
    )


def serve(host: str, port: int, settings: Settings, make: Callable[[Settings], Service] = service_of) -> None:
    """Until somebody stops it. Raises ServingError where it cannot begin."""
    _try_out(settings.folder)
    listening = _listening(host, port)
    logs.configure()
    app = create_app(settings, make)
    told = {
        "address": f"{host}:{listening.getsockname()[1]}",
        "workers": settings.workers,
        "version": __version__,
    }
    log.info("starting", extra=told)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _heard_already)
    Server(config(app, settings)).run(sockets=[listening])
    log.info("stopped")


def _try_out(folder: Path | None) -> None:
    try:
        tempfile.TemporaryDirectory(dir=folder).cleanup()
    except OSError as error:
        where = folder if folder is not None else "the temporary folder"
        raise ServingError(
            f"{where}: it cannot be written ({error.strerror}); choose a --work-dir."
        ) from None


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise ServingError(f"{host}:{port}: it cannot be listened on ({error.strerror}).") from None


def _heard_already(_: int, __: types.FrameType | None) -> None:
    """The server below sends itself once more, at its end, the signal that it has ended by."""
