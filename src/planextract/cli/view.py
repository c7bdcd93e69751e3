"""`planextract view`: a document beside what was read from it, in one file for a browser."""

from pathlib import Path
from typing import Annotated

import typer

from planextract.cli.app import app
from planextract.cli.failing import WRONG_USE, plain_errors, say, stop
from planextract.cli.options import (
    NoJoin,
    NoModels,
    NoOcr,
    ReferenceDate,
    Tracked,
    Twice,
    Vocabularies,
    options_of,
)
from planextract.inputs import readable


@app.command()
def view(  # noqa: PLR0913, PLR0917 (each is an option of the command)
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A document.")],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE.html",
            help="Default: NAME.view.html in this folder.",
            show_default=False,
        ),
    ] = None,
    scale: Annotated[
        float, typer.Option(min=0.5, max=4, help="Pixels to a point in pictures of pages.")
    ] = 1.6,
    reference_date: ReferenceDate = None,
    no_join: NoJoin = False,
    no_ocr: NoOcr = False,
    tracked_changes: Tracked = "accepted",
    vocabulary: Vocabularies = None,
    no_models: NoModels = False,
    second_reading: Twice = False,
) -> None:
    """Write one HTML file with a document on one side and what was read from it on the other.

    It needs no network and no program but a browser: pages, findings, actions, remarks, filters, a timeline.
    """
    from planextract import viewer
    from planextract.outputs import write_file

    options = options_of(
        reference_date, no_join, no_ocr, tracked_changes, vocabulary, no_models, second_reading
    )
    output = output or Path(f"{file.stem}.view.html")
    if output.resolve() == file.resolve():
        stop(f"{output}: it is the document to read; choose another -o.", WRONG_USE)
    with plain_errors(), readable(str(file)):
        html = viewer.view(file, options, scale)
    try:
        write_file(output, [html])
    except OSError as error:
        stop(f"{output}: it cannot be written ({error.strerror or error}); choose another -o.", WRONG_USE)
    say(f"{file} -> {output} ({len(html.encode()) / 1_000_000:.1f} MB)")
