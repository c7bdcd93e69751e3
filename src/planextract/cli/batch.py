"""`planextract batch`: a whole archive, whatever is in it."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer

from planextract.cli.app import app
from planextract.cli.failing import ALL_READ, INTERRUPTED, SOME_UNREAD, plain_errors, say, stop
from planextract.cli.options import (
    NoJoin,
    NoOcr,
    Redact,
    ReferenceDate,
    Tracked,
    Vocabularies,
    options_of,
    redactions_of,
)

FailOn = Literal["never", "failed", "unread", "partial", "nothing"]


class Form(StrEnum):
    """What a batch writes; an enumeration, since it may be given several times."""

    JSONL = "jsonl"
    JSON = "json"
    CSV = "csv"
    ICS = "ics"
    XLSX = "xlsx"
    SQLITE = "sqlite"
    DATAPACKAGE = "datapackage"
    PARQUET = "parquet"


@app.command()
def batch(  # noqa: PLR0913, PLR0917 (each is an option of the command)
    sources: Annotated[
        list[str], typer.Argument(metavar="FILE|DIR...", help="Documents and folders of them.")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="OUT", help="Folder for all results.")],
    jobs: Annotated[
        int | None,
        typer.Option("-j", "--jobs", min=1, help="Documents at a time; one for each processor without it."),
    ] = None,
    ray: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Read on a Ray cluster: auto for that of this machine, HOST:PORT, or local to try it here.",
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        list[Form] | None, typer.Option(help="Form of the results; may be given several times.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Read only what is new, changed or failed since the last run.")
    ] = False,
    fail_on: Annotated[
        FailOn, typer.Option(help="From what outcome on to end with 1; each holds those before it.")
    ] = "unread",
    quiet: Annotated[
        bool, typer.Option("-q", "--quiet", help="Say nothing unless something is wrong.")
    ] = False,
    reference_date: ReferenceDate = None,
    no_join: NoJoin = False,
    no_ocr: NoOcr = False,
    tracked_changes: Tracked = "accepted",
    vocabulary: Vocabularies = None,
    redact: Redact = None,
) -> None:
    """Read an archive: a child process for each document, held to limits, and a record of what became of each.

    OUT gets the results of all documents, and manifest.csv with a row for each. Whatever happens to one document,
    the others are read; a run that was broken off goes on with --resume.
    """
    from planextract.batch.reporting import progress
    from planextract.batch.run import InterruptedBatchError, Order, batch, children
    from planextract.emit import require

    options = options_of(reference_date, no_join, no_ocr, tracked_changes, vocabulary)
    forms = tuple(str(form) for form in to or [Form.JSONL])
    order = Order(tuple(sources), output, forms, options, not resume, fail_on, tuple(redactions_of(redact)))
    with plain_errors():
        for form in forms:
            require(form)
        try:
            with children(options, jobs, ray) as run:
                result = batch(order, run, progress(quiet))
        except InterruptedBatchError:
            stop(f"Stopped; what was read is kept in {output}, and --resume goes on with it.", INTERRUPTED)
    if not quiet:
        for line in (*result.tally.lines(), f"-> {output}"):
            say(line)
    raise typer.Exit(SOME_UNREAD if result.grave else ALL_READ)
