"""`planextract track`: the actions of a plan through its editions."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from planextract.cli.app import app
from planextract.cli.extract import Reading
from planextract.cli.failing import NOTHING_READ, WRONG_USE, plain_errors, say, stop
from planextract.cli.options import NoJoin, NoModels, NoOcr, Vocabularies, options_of
from planextract.errors import ReadError
from planextract.inputs import STANDARD_INPUT, Input, expand, readable
from planextract.outputs import write_standard_output

if TYPE_CHECKING:
    from planextract.records import Extraction
    from planextract.tracking.records import EventKind, Tracking

To = Literal["json", "csv", "html", "xlsx"]


@app.command()
def track(  # noqa: PLR0913, PLR0917 (each is an option of the command)
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="OLD NEW...",
            help="Editions of a plan and minutes about it, in any order: documents, folders, results (.json, .jsonl).",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="OUT", help="File; standard output without it."),
    ] = None,
    to: Annotated[
        To | None, typer.Option(help="Format; from the ending of OUT, else json.", show_default=False)
    ] = None,
    find_series: Annotated[
        bool,
        typer.Option(
            "--find-series", help="The documents are of many plans: find out which are editions of which."
        ),
    ] = False,
    no_join: NoJoin = False,
    no_ocr: NoOcr = False,
    vocabulary: Vocabularies = None,
    no_models: NoModels = False,
) -> None:
    """Follow actions through the editions of a plan: what was re-dated, reopened, completed, merged, silently dropped.

    Editions are put in order by their own dates. Minutes among them add what meetings decided.
    """
    from planextract.tracking import track as followed
    from planextract.tracking import writing

    chosen = to or _format_of(output)
    if chosen == "xlsx" and output is None:
        stop("xlsx needs a file: add -o OUT.", WRONG_USE)
    options = options_of(None, no_join, no_ocr, "accepted", vocabulary, no_models, False)
    with plain_errors():
        if chosen == "xlsx":
            writing.require_workbook()
        results, documents = _sorted(sources)
        reading = Reading(documents, options)
        read = list(_read(results, reading))
        if not read:
            stop("Nothing could be read.", NOTHING_READ)
        tracking = followed(read, find_series)
    _write(tracking, output, chosen)
    for line in _summary(tracking):
        say(line)
    raise typer.Exit(reading.exit_code if reading.unread else 0)


def _format_of(output: Path | None) -> To:
    ending = output.suffix.lstrip(".").lower() if output is not None else ""
    return next((known for known in get_args(To) if known == ending), "json")


def _sorted(sources: list[str]) -> tuple[list[Path], list[Input]]:
    """Results of ours that were named, and documents; results in folders are passed over as `extract` does."""
    from planextract.tracking.sources import is_result

    results = [Path(each) for each in sources if each != STANDARD_INPUT and is_result(Path(each))]
    return results, expand(each for each in sources if Path(each) not in results)


def _read(results: Iterable[Path], reading: Reading) -> "Iterator[Extraction]":
    from planextract.tracking.sources import extractions

    for path in results:
        try:
            with readable(str(path)):
                yield from extractions(path)
        except ReadError as error:
            reading.unread += 1
            say(str(error))
        except OSError as error:
            reading.unread += 1
            say(f"{path}: it cannot be read ({error.strerror or error}).")
    for _, extraction in reading:
        yield extraction


def _write(tracking: "Tracking", output: Path | None, to: To) -> None:
    from planextract.tracking import writing

    if output is None or str(output) == STANDARD_INPUT:
        write_standard_output(writing.texts(tracking, to))
        return
    try:
        writing.write(tracking, to, output)
    except OSError as error:
        stop(f"{output}: it cannot be written ({error.strerror or error}); choose another -o.", WRONG_USE)


def _summary(tracking: "Tracking") -> Iterator[str]:
    """One line a plan: how many editions and actions, and what became of them."""
    for series in tracking.series:
        counted = Counter(event.kind for thread in series.threads for event in thread.events)
        counted["merged"] = sum(thread.merged_into is not None for thread in series.threads)
        told = ", ".join(f"{counted[kind]} {words}" for kind, words in _COUNTED.items() if counted[kind])
        look = len(series.doubtful) + len(series.unplaced)
        rest = f"; {look} to look at" if look else ""
        editions = f"{len(series.editions)} edition{'' if len(series.editions) == 1 else 's'}"
        yield f"{series.title or series.id}: {editions}, {len(series.threads)} actions: {told or 'no change'}{rest}"
    for remark in (*tracking.remarks, *(each for series in tracking.series for each in series.remarks)):
        yield remark.message
    if tracking.alone:
        yield f"{len(tracking.alone)} documents are an edition of nothing else."


_COUNTED: dict["EventKind", str] = {
    "redated": "re-dated",
    "completed": "completed",
    "reopened": "reopened",
    "dropped": "dropped while open",
    "merged": "merged into others",
}
