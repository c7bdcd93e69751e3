"""`planextract serve`: the same results over HTTP."""

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planextract.cli.app import app
from planextract.cli.failing import WRONG_USE, plain_errors, say, stop
from planextract.cli.options import NoModels, NoOcr, Vocabularies, options_of
from planextract.errors import MissingDependencyError

if TYPE_CHECKING:
    from planextract.service.settings import Settings

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
EXTRA = frozenset({"fastapi", "starlette", "uvicorn", "python_multipart"})
SHORTEST_KEY = 16


@app.command()
def serve(  # noqa: PLR0913, PLR0917 (each is an option of the command)
    host: Annotated[
        str, typer.Option(help="Address to listen on; others than this machine's need a proxy in front.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535)] = 8765,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Documents at a time; one for each processor without it.")
    ] = None,
    queue: Annotated[
        int | None, typer.Option(min=0, help="Documents that may wait; twice the workers without it.")
    ] = None,
    api_key_file: Annotated[
        Path | None,
        typer.Option(
            envvar="PLANEXTRACT_API_KEY_FILE",
            help="File with a key on each line; without it nobody is asked for one.",
        ),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Name that the service is called by; may be given several times."),
    ] = None,
    allow_callback: Annotated[
        list[str] | None,
        typer.Option(metavar="ORIGIN", help="Where callbacks may go, such as https://hooks.example.gov.uk."),
    ] = None,
    max_bytes: Annotated[int, typer.Option(min=1, help="Of an upload.")] = 52_428_800,
    max_pages: Annotated[
        int, typer.Option(min=1, help="Of a document; the rest is left unread, and that is said.")
    ] = 500,
    max_seconds: Annotated[
        int, typer.Option(min=1, help="For a document, by the clock; half of it of the processor.")
    ] = 60,
    max_memory: Annotated[
        int, typer.Option(min=256, metavar="MIB", help="Of the child that reads a document.")
    ] = 1536,
    work_dir: Annotated[
        Path | None, typer.Option(help="Where uploads lie while they are read; a folder in memory is best.")
    ] = None,
    no_ocr: NoOcr = False,
    no_models: NoModels = False,
    vocabulary: Vocabularies = None,
) -> None:
    """Serve extraction over HTTP: documents in by multipart, the same JSON out; a page to send them from at /.

    Each document is read in a child process of its own, held to limits and without a network. Needs
    planextract[serve]. It speaks plain HTTP: put a proxy with TLS in front of it where others are to reach it.
    """
    if not hasattr(os, "fork"):
        stop("Documents are read in children, which need Linux or macOS; use WSL.", WRONG_USE)
    with plain_errors():
        settings = _settings()
        keys = _keys(api_key_file)
        if not keys and host not in LOOPBACK:
            say("No API key is asked for: everybody who reaches this address can have documents read.")
        options = options_of(None, no_join=False, no_ocr=no_ocr, vocabulary=vocabulary, no_models=no_models)
        limits = replace(
            settings.options.limits,
            bytes=max_bytes,
            pages=max_pages,
            seconds=max_seconds,
            cpu_seconds=max(1, max_seconds // 2),
            memory=max_memory << 20,
        )
        settings = replace(
            settings,
            options=replace(options, limits=limits),
            workers=workers or settings.workers,
            queue=queue,
            file_seconds=3 * max_seconds,
            answer_seconds=4 * max_seconds,
            keys=keys,
            hosts=tuple(allow_host or (LOOPBACK if host in LOOPBACK else ())),
            callbacks=tuple(_origin(each) for each in allow_callback or ()),
            folder=work_dir,
        )
        from planextract.service.server import serve as until_stopped

        until_stopped(host, port, settings)


def _settings() -> "Settings":
    """The defaults. Raises MissingDependencyError where the extra is not installed."""
    try:
        from planextract.service import server  # noqa: F401
        from planextract.service.settings import Settings
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in EXTRA:
            raise
        raise MissingDependencyError("serving", "serve") from error
    return Settings()


def _keys(path: Path | None) -> tuple[str, ...]:
    if path is None:
        return ()
    try:
        keys = tuple(line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    except (OSError, UnicodeDecodeError):
        stop(f"{path}: it cannot be read; give a text file with a key on each line.", WRONG_USE)
    if not keys or min(map(len, keys)) < SHORTEST_KEY:
        stop(f"{path}: each line is a key of at least {SHORTEST_KEY} characters.", WRONG_USE)
    return keys


def _origin(text: str) -> str:
    from planextract.service.callbacks import target

    try:
        if target(text).path != "/":
            raise ValueError
    except ValueError:
        stop(
            f"--allow-callback {text}: give a scheme and a host, such as https://hooks.example.gov.uk.",
            WRONG_USE,
        )
    return text
