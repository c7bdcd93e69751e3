"""`planextract review` and `gold`: a person decides about values, and what to measure with is made of that."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planextract.cli.app import app
from planextract.cli.failing import NOTHING_READ, WRONG_USE, plain_errors, say, stop
from planextract.cli.options import NoJoin, NoModels, NoOcr, ReferenceDate, Tracked, Vocabularies, options_of
from planextract.errors import ReadError

if TYPE_CHECKING:
    from planextract.reviewing import Desk

Documents = Annotated[
    Path, typer.Argument(metavar="DIR|FILE", help="A folder of documents, or one document.")
]
Kept = Annotated[
    Path | None,
    typer.Option(
        "--corrections",
        metavar="DIR",
        help="Folder of NAME.corrections.json, such as that of the output; default: beside each document.",
        show_default=False,
    ),
]


@app.command()
def review(  # noqa: PLR0913, PLR0917 (each is an option of the command)
    source: Documents,
    kept: Kept = None,
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who decides; it is written into each correction.")
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any that is free.")] = 0,
    browser: Annotated[bool, typer.Option("--open/--no-open", help="Open a browser.")] = True,
    reference_date: ReferenceDate = None,
    no_join: NoJoin = False,
    no_ocr: NoOcr = False,
    tracked_changes: Tracked = "accepted",
    vocabulary: Vocabularies = None,
    no_models: NoModels = False,
) -> None:
    """Show documents beside what was read from them, and keep what a person accepts and corrects.

    The pages are served to this machine only, at an address that is made anew each time. Ctrl-C ends it.
    """
    from planextract.reviewing import Desk, Server

    options = options_of(reference_date, no_join, no_ocr, tracked_changes, vocabulary, no_models)
    desk = Desk(_documents(source), kept, options, by)
    try:
        server = Server(desk, port)
    except OSError as error:
        stop(
            f"port {port}: it cannot be listened on ({error.strerror or error}); choose another --port.",
            WRONG_USE,
        )
    say(f"{len(desk.documents)} documents at {server.address}")
    if browser:
        import webbrowser

        webbrowser.open(server.address)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()


@app.command()
def gold(
    source: Documents,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Folder for the gold.")],
    kept: Kept = None,
    reference_date: ReferenceDate = None,
) -> None:
    """Write gold to measure with, from documents and what people decided about them: NAME.json each.

    It is in the neutral form of the scorer. What nobody decided about is optional there: neither right nor wrong.
    """
    from planextract.outputs import write_file
    from planextract.reviewing import Desk

    desk = Desk(_documents(source), kept, options_of(reference_date, False, False))
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        stop(f"{output}: it cannot be written ({error.strerror or error}); choose another -o.", WRONG_USE)
    written = 0
    for number, path in enumerate(desk.documents):
        if not desk.counted(number) and desk.counted(number) is not None:
            continue
        made = _made(desk, number)
        if made is not None:
            write_file(output / f"{path.stem}.json", [made])
            written += 1
    if not written:
        stop(f"{source}: nobody decided about anything there; see planextract review.", NOTHING_READ)
    say(f"{written} document{'' if written == 1 else 's'} -> {output}")


def _made(desk: "Desk", number: int) -> str | None:
    with plain_errors():
        try:
            made = desk.export(number, "gold")
        except ReadError as error:
            say(str(error))
            return None
    held = json.loads(made)
    say(f"{desk.documents[number]}: {len(held['actions'])} actions, {len(held['findings'])} findings")
    return made


def _documents(source: Path) -> list[Path]:
    from planextract.inputs import walk

    documents = list(walk(source)) if source.is_dir() else [source]
    if not documents or not all(path.is_file() for path in documents):
        stop(f"{source}: there is no document there.", NOTHING_READ)
    return documents
