"""Commands to look at a document with: `show`, `explain`, `tables` and `view-tables`."""

import re
from pathlib import Path
from typing import Annotated

import typer

from planextract.cli.app import app
from planextract.cli.failing import NOTHING_READ, WRONG_USE, plain_errors, say, stop
from planextract.cli.options import (
    File,
    NoJoin,
    NoModels,
    NoOcr,
    ReferenceDate,
    Tracked,
    Twice,
    Vocabularies,
    options_of,
    read_one,
)
from planextract.inputs import readable


@app.command()
def show(  # noqa: PLR0913, PLR0917 (each is an option of the command)
    file: File,
    reference_date: ReferenceDate = None,
    no_join: NoJoin = False,
    no_ocr: NoOcr = False,
    tracked_changes: Tracked = "accepted",
    vocabulary: Vocabularies = None,
    no_models: NoModels = False,
    second_reading: Twice = False,
) -> None:
    """Show a plan as a table: action, owner, deadline and state."""
    from planextract import console

    with plain_errors():
        console.show(
            read_one(
                file,
                options_of(
                    reference_date, no_join, no_ocr, tracked_changes, vocabulary, no_models, second_reading
                ),
            )
        )


@app.command()
def explain(  # noqa: PLR0913, PLR0917 (each is an option of the command)
    file: File,
    action: Annotated[str, typer.Argument(metavar="ACTION", help="The id of an action, such as a007.")],
    reference_date: ReferenceDate = None,
    no_join: NoJoin = False,
    no_ocr: NoOcr = False,
    tracked_changes: Tracked = "accepted",
    vocabulary: Vocabularies = None,
    no_models: NoModels = False,
    second_reading: Twice = False,
) -> None:
    """Say where each value of an action stands, and which rule read it."""
    from planextract import console

    with plain_errors():
        extraction = read_one(
            file,
            options_of(
                reference_date, no_join, no_ocr, tracked_changes, vocabulary, no_models, second_reading
            ),
        )
    found = next((each for each in extraction.actions if each.id == action), None)
    if found is None:
        ids = [each.id for each in extraction.actions]
        known = f"it has {ids[0]} to {ids[-1]}" if ids else "it has none"
        stop(f"{file}: there is no action {action}; {known}.", WRONG_USE)
    for line in console.explain(extraction, found):
        print(line)


@app.command()
def tables(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A document.")],
    reference_date: ReferenceDate = None,
    no_join: NoJoin = False,
    no_ocr: NoOcr = False,
    tracked_changes: Tracked = "accepted",
    vocabulary: Vocabularies = None,
) -> None:
    """Show what tables a document has, what each was taken for, and why."""
    from planextract import console, pipeline

    with plain_errors(), readable(str(file)):
        reports = pipeline.report_tables(
            file, options_of(reference_date, no_join, no_ocr, tracked_changes, vocabulary)
        )
    console.show_tables(reports)


@app.command("view-tables")
def view_tables(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A PDF.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Folder for the pictures.")],
    pages: Annotated[
        str | None,
        typer.Option(metavar="3-7,9", help="Only these pages; counted from 1.", show_default=False),
    ] = None,
    all_pages: Annotated[bool, typer.Option("--all-pages", help="Pages without a table too.")] = False,
    scale: Annotated[
        float, typer.Option(min=0.25, max=8, help="Pixels to a point; 2 is 144 to an inch.")
    ] = 2.0,
    no_join: NoJoin = False,
    no_ocr: NoOcr = False,
) -> None:
    """Draw a PDF's pages with the tables found in them: cells, spans, roles, joins, one colour for each table.

    Writes page-NNN.png for each page that has a table, and index.html with all of them.
    """
    from planextract import tableview

    wanted = tableview.Wanted(all_pages, _page_numbers(pages))
    try:
        with plain_errors(), readable(str(file)):
            written = tableview.view(file, output, options_of(None, no_join, no_ocr), wanted, scale)
    except OSError as error:
        stop(f"{output}: it cannot be written ({error.strerror or error}); choose another -o.", WRONG_USE)
    if not written:
        stop(f"{file}: there is no table on these pages; --all-pages draws them all the same.", NOTHING_READ)
    say(f"{len(written)} page{'' if len(written) == 1 else 's'} -> {output}")


def _page_numbers(pages: str | None) -> frozenset[int]:
    """Page numbers as one writes them: "3-7,9"."""
    found: set[int] = set()
    for part in pages.split(",") if pages is not None else ():
        match = re.fullmatch(r"\s*(\d{1,6})\s*(?:-\s*(\d{1,6})\s*)?", part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match is not None else (0, 0)
        if not 1 <= first <= last:
            stop(f"--pages {pages}: write page numbers from 1, such as 3, 3-7 or 3-7,9.", WRONG_USE)
        found.update(range(first, last + 1))
    return frozenset(found)
