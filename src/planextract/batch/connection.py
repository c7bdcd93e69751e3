"""Ray itself: found, or started on this machine alone."""

import contextlib
import logging
import os
import secrets
import socket
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from planextract.errors import MissingDependencyError, PlanExtractError

LOCAL = "local"
"""The address that stands for a Ray of our own, on this machine and for this batch alone."""

_QUIET = {"RAY_USAGE_STATS_ENABLED": "0"}
"""Nothing is told to Ray's makers."""

_ALONE = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0", "RAY_AUTH_MODE": "token"}
"""Ray on 127.0.0.1 only, as it is of itself on macOS and Windows, and with a token."""


class ClusterError(PlanExtractError):
    """The cluster cannot be reached, or cannot read files as this machine would."""


class Connection:
    """Ray, found or started; `close` ends what was begun here."""

    def __init__(self, address: str | None, at_once: int | None) -> None:
        if (address or "").startswith("ray://"):
            raise ClusterError(f"{address}: give the command on a machine of the cluster, with --ray auto")
        self.alone = address == LOCAL
        self._ends = contextlib.ExitStack()
        os.environ.update(_QUIET)
        if self.alone:
            _be_alone()
        try:
            self.ray: Any = import_module("ray")
        except ModuleNotFoundError:
            raise MissingDependencyError("reading on a cluster", "ray") from None
        if not self.ray.is_initialized():
            self._connect(address, at_once)

    def _connect(self, address: str | None, at_once: int | None) -> None:
        logging.getLogger("ray").setLevel(logging.CRITICAL)
        own: dict[str, Any] = {}
        if self.alone:
            place = self._ends.enter_context(_folder())
            own = {"num_cpus": at_once, "include_dashboard": False, "_temp_dir": place}
        self._ends.callback(self.ray.shutdown)
        try:
            _answers(address)
            self.ray.init(address=address, configure_logging=False, log_to_driver=False, **own)
        except (OSError, RuntimeError, ValueError, self.ray.exceptions.RayError) as error:
            self.close()
            said = str(error).partition("\n")[0]
            raise ClusterError(f"{address}: there is no cluster to be had ({said})") from None

    def close(self) -> None:
        self._ends.close()


def _answers(address: str | None) -> None:
    """Raises OSError where nothing listens at HOST:PORT, for which Ray would wait minutes."""
    named = os.environ.get("RAY_ADDRESS", "") if address == "auto" else address or ""
    host, _, port = named.rpartition(":")
    if host and port.isdigit():
        socket.create_connection((host, int(port)), timeout=10).close()


def _be_alone() -> None:
    """Say how Ray is to start; it asks when it is imported, and once."""
    said = {**_ALONE, "RAY_AUTH_TOKEN": secrets.token_hex(32)}
    if "ray" in sys.modules and not said.keys() <= os.environ.keys():
        raise ClusterError(f"{LOCAL}: Ray is loaded already; call ray.init() yourself and give no address")
    for name, value in said.items():
        os.environ.setdefault(name, value)


@contextlib.contextmanager
def _folder() -> Iterator[str]:
    """For what Ray writes, and what its processes would leave behind; a socket's path may have 107 characters only."""
    before = os.environ.get("TMPDIR")
    short = "/tmp" if Path("/tmp").is_dir() else None
    with tempfile.TemporaryDirectory(prefix="planextract-", dir=short, ignore_cleanup_errors=True) as folder:
        os.environ["TMPDIR"] = folder
        try:
            yield folder
        finally:
            del os.environ["TMPDIR"]
            if before is not None:
                os.environ["TMPDIR"] = before
