"""`planextract mcp`: the same, for assistants that speak the Model Context Protocol."""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planextract.cli.app import app
from planextract.cli.failing import INTERRUPTED, WRONG_USE, plain_errors, say, stop
from planextract.cli.options import NoModels, NoOcr, Vocabularies, options_of
from planextract.errors import MissingDependencyError

if TYPE_CHECKING:
    from planextract.mcp_server.readings import Readings
    from planextract.options import Options

LOOPBACK = ("127.0.0.1", "localhost", "::1")
EXTRA = frozenset({"mcp", "mcp_types", "anyio", "starlette", "uvicorn"})

_ADDRESS = re.compile(r"(?:(?:\[(?P<six>[0-9a-fA-F:]+)\]|(?P<host>[^:\[\]]*)):)?(?P<port>\d{1,5})")


@app.command()
def mcp(
    root: Annotated[
        Path, typer.Option(metavar="DIR", help="Folder whose documents may be read, and nothing outside it.")
    ] = Path(),
    http: Annotated[
        str | None,
        typer.Option(
            metavar="HOST:PORT",
            help="Listen there for streamable HTTP; standard input and output without it.",
            show_default=False,
        ),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Name that --http is called by besides localhost; may be given several times.",
        ),
    ] = None,
    no_ocr: NoOcr = False,
    no_models: NoModels = False,
    vocabulary: Vocabularies = None,
) -> None:
    """Serve an assistant over MCP: have documents read, list actions, show where a value stands.

    Each document is read in a child process of its own, held to limits and without a network. Needs planextract[mcp].
    Documents are anybody's words: what the tools give marks them as quoted, and an assistant must not obey them.
    """
    if not hasattr(os, "fork"):
        stop("Documents are read in children, which need Linux or macOS; use WSL.", WRONG_USE)
    address = _address(http, allow_host or []) if http is not None else None
    with plain_errors():
        try:
            _serve(
                root, options_of(None, False, no_ocr, "accepted", vocabulary, no_models), address, allow_host
            )
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None


def _address(http: str, names: list[str]) -> tuple[str, int]:
    found = _ADDRESS.fullmatch(http)
    if found is None or int(found["port"]) > 65535:
        stop(f"--http {http}: give an address such as 127.0.0.1:8766.", WRONG_USE)
    host = found["six"] or found["host"] or LOOPBACK[0]
    if host not in LOOPBACK and not names:
        stop(
            f"--http {http}: it asks nobody for a password. Listen on 127.0.0.1 behind a proxy that does, or say "
            "with --allow-host what it is called.",
            WRONG_USE,
        )
    return host, int(found["port"])


def _serve(root: Path, options: "Options", address: tuple[str, int] | None, names: list[str] | None) -> None:
    readings = _readings(root, options)
    from planextract.mcp_server import server

    if address is None:
        server.serve_stdio(readings)
        return
    try:
        server.serve_http(
            readings, *address, names or [], lambda url: say(f"Listening on {url} for documents in {root}")
        )
    except OSError as error:
        stop(f"{address[0]}:{address[1]}: it cannot be listened on ({error.strerror or error}).", WRONG_USE)


def _readings(root: Path, options: "Options") -> "Readings":
    """Raises OutsideError, and MissingDependencyError where the extra is not installed."""
    try:
        from planextract.mcp_server import server  # noqa: F401
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in EXTRA:
            raise
        raise MissingDependencyError("serving MCP", "mcp") from error
    from planextract.mcp_server.folder import Folder
    from planextract.mcp_server.readings import Readings

    return Readings(Folder(root), options)
