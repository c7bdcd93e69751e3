"""The command line, thin over the library. Results go to standard output or a file, all else to standard error.

Nothing heavy is imported before a command runs, so that `--help` and `--version` answer at once.
"""

import os
import re
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn, get_args

import typer

from planextract.errors import PlanExtractError, ReadError, UnsupportedFormatError
from planextract.inputs import STANDARD_INPUT, Input, expand, readable
from planextract.outputs import file_names, write_standard_output
from planextract.version import __version__

if TYPE_CHECKING:
    from planextract.emit.filed import Filed
    from planextract.options import Options
    from planextract.records import Extraction, Redaction

ALL_READ, SOME_UNREAD, WRONG_USE, NOTHING_READ, INTERRUPTED = 0, 1, 2, 3, 130

HELP = """Action plans from council reports (PDF, Word, HTML, text) as typed data, every value with its source.

\b
Exit codes:
  0  everything was read
  1  some files could not be read; the others were written
  2  wrong use, or the output cannot be written
  3  nothing could be read
130  it was stopped
"""

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

FailOn = Literal["never", "failed", "unread", "partial", "nothing"]
To = Literal["json", "jsonl", "csv", "ics", "xlsx", "sqlite", "datapackage", "parquet"]
ENDINGS: dict[str, To] = {"db": "sqlite", "sqlite3": "sqlite"}
"""Endings of files that do not spell their format."""
TrackedChanges = Literal["accepted", "rejected", "original"]


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


ReferenceDate = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        metavar="YYYY-MM-DD",
        help="The day the document speaks from, where you know better than the document.",
    ),
]
NoJoin = Annotated[
    bool,
    typer.Option(
        "--no-join", help="Let each table stand for itself instead of joining those that go on over a page."
    ),
]
Tracked = Annotated[
    TrackedChanges,
    typer.Option(
        "--tracked-changes",
        help="Read a Word file with its tracked changes accepted, or rejected: as it was before them.",
    ),
]
NoOcr = Annotated[
    bool, typer.Option("--no-ocr", help="Leave pages that are pictures unread, also where OCR is installed.")
]
NoModels = Annotated[
    bool, typer.Option("--no-models", help="Go by words alone, also where trained models are installed.")
]
Twice = Annotated[
    bool,
    typer.Option(
        "--second-reading",
        help="Have owners read again by a trained model, of planextract[models]; it makes their confidence finer.",
    ),
]
Vocabularies = Annotated[
    list[Path] | None,
    typer.Option(
        "--vocabulary",
        metavar="FILE",
        help="TOML file with a council's own words; see `vocab check`.",
        show_default=False,
    ),
]
Redact = Annotated[
    str | None,
    typer.Option(
        metavar="names,phones,emails",
        help="Take these out of everything that is written; names become Person 1 and so on.",
        show_default=False,
    ),
]
File = Annotated[str, typer.Argument(metavar="FILE", help="A document, or - for standard input.")]


def main() -> None:
    """The program `planextract`."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` ends it quietly, as it ends cat and grep
    for stream in (sys.stdout, sys.stderr):
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    app(prog_name="planextract")


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"planextract {__version__}")
        raise typer.Exit


@app.callback(help=HELP)
def _top(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit."),
    ] = False,
) -> None:
    """Holds the options that come before a command."""


# Failing plainly -------------------------------------------------------------------------------------------------


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _stop(sentence: str, code: int) -> NoReturn:
    _say(sentence)
    raise typer.Exit(code)


@contextmanager
def _plain_errors() -> Iterator[None]:
    """What the caller can mend ends in one sentence; a bug keeps its traceback."""
    try:
        yield
    except ReadError as error:
        _stop(str(error), NOTHING_READ)
    except PlanExtractError as error:
        _stop(str(error), WRONG_USE)


def _options(
    reference_date: datetime | None,
    no_join: bool,
    no_ocr: bool,
    tracked_changes: TrackedChanges = "accepted",
    vocabulary: list[Path] | None = None,
    no_models: bool = False,
    second_reading: bool = False,
) -> "Options":
    from planextract.options import Options

    day = reference_date.date() if reference_date is not None else None
    return Options(
        reference_date=day,
        vocabularies=tuple(vocabulary or ()),
        join_tables=not no_join,
        ocr=not no_ocr,
        models=not no_models,
        second_reading=second_reading,
        tracked_changes=tracked_changes,
    )


# extract ---------------------------------------------------------------------------------------------------------


@dataclass
class Reading:
    """Reads documents one after another and remembers how it went."""

    inputs: Sequence[Input]
    options: "Options"
    redactions: "Sequence[Redaction]" = ()
    actions: int = 0
    findings: int = 0
    remarks: int = 0
    read: int = 0
    unread: int = 0
    passed_over: int = 0

    def __iter__(self) -> "Iterator[tuple[Input, Extraction]]":
        for each in (part for whole in self.inputs for part in whole.opened(self.options)):
            extraction = self._extracted(each)
            if extraction is not None:
                yield each, extraction

    def _extracted(self, each: Input) -> "Extraction | None":
        try:
            extraction = each.extract(self.options)
        except ReadError as error:
            self._refuse(each, error)
            return None
        self.read += 1
        self.actions += len(extraction.actions)
        self.findings += len(extraction.findings)
        self.remarks += len(extraction.diagnostics)
        if not self.redactions:
            return extraction
        from planextract.redaction import redact

        return redact(extraction, self.redactions)

    def _refuse(self, each: Input, error: ReadError) -> None:
        """A picture in a folder of reports is no failure, but nothing is passed over in silence."""
        if isinstance(error, UnsupportedFormatError) and not each.named:
            self.passed_over += 1
            _say(f"passed over {error}")
        else:
            self.unread += 1
            _say(str(error))

    @property
    def done(self) -> int:
        return self.read + self.unread + self.passed_over

    @property
    def exit_code(self) -> int:
        if not self.read:
            return NOTHING_READ
        return SOME_UNREAD if self.unread else ALL_READ


@app.command()
def extract(  # noqa: PLR0913, PLR0917 (each is an option of the command)
    sources: Annotated[
        list[str],
        typer.Argument(metavar="FILE|DIR|-...", help="Documents, folders of them, or - for standard input."),
    ],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="OUT", help="File or folder; standard output without it."),
    ] = None,
    to: Annotated[
        To | None, typer.Option(help="Format; from the ending of OUT, else json.", show_default=False)
    ] = None,
    reference_date: ReferenceDate = None,
    no_join: NoJoin = False,
    no_ocr: NoOcr = False,
    tracked_changes: Tracked = "accepted",
    vocabulary: Vocabularies = None,
    redact: Redact = None,
    no_models: NoModels = False,
    second_reading: Twice = False,
) -> None:
    """Write all that documents say as JSON, JSON Lines, CSV, iCalendar, an Excel workbook, a SQLite file, or tables.

    Several documents as json go into a folder, NAME.json each; in all other formats they go into one file, and as
    datapackage (CSV tables) or parquet into one folder of tables. A folder is read with all that is in it, save hidden
    files, files that are no documents, and results of ours; a zip or a mail is read with all that it holds.
    """
    inputs = expand(sources)
    options = _options(
        reference_date, no_join, no_ocr, tracked_changes, vocabulary, no_models, second_reading
    )
    several = len(sources) > 1 or any(not each.named or each.holds_several(options) for each in inputs)
    chosen = to or _format_of(output)
    if not inputs:
        _stop(f"{', '.join(sources)}: there is no file in it to read.", NOTHING_READ)
    reading = Reading(inputs, options, _redactions(redact))
    with _plain_errors():
        _write(reading, output, chosen, several)
    raise typer.Exit(reading.exit_code)


def _redactions(named: str | None) -> "Sequence[Redaction]":
    """What to take out, from words with commas between."""
    if named is None:
        return ()
    from planextract.redaction import EVERYTHING

    wanted = {each.strip() for each in named.split(",")}
    if unknown := wanted - set(EVERYTHING):
        _stop(f"--redact {', '.join(sorted(unknown))}: choose from {', '.join(EVERYTHING)}.", WRONG_USE)
    return [each for each in EVERYTHING if each in wanted]


def _format_of(output: Path | None) -> To:
    ending = output.suffix.lstrip(".").lower() if output is not None else ""
    return next((known for known in get_args(To) if known == ending), ENDINGS.get(ending, "json"))


def _write(reading: Reading, output: Path | None, to: To, several: bool) -> None:
    from planextract.emit import FOLDERS, WRITERS, require

    require(to)
    if output is None or str(output) == STANDARD_INPUT:
        if to in WRITERS:
            _stop(f"{to} needs a {'folder' if to in FOLDERS else 'file'}: add -o OUT.", WRONG_USE)
        if several and to == "json":
            _stop("Several documents as json need a folder: add -o FOLDER, or choose --to jsonl.", WRONG_USE)
        _write_out(reading, to)
        return
    try:
        if to not in FOLDERS and (output.is_dir() or (several and to == "json")):
            _write_folder(reading, output, to)
        else:
            _write_one(reading, output, to)
    except OSError as error:
        _stop(f"{output}: it cannot be written ({error.strerror or error}); choose another -o.", WRONG_USE)
    if reading.read:
        _say(_summary(reading, output))


def _write_out(reading: Reading, to: To) -> None:
    from planextract.emit import emit_many

    write_standard_output(emit_many((extraction for _, extraction in _watched(reading)), to))


def _write_one(reading: Reading, output: Path, to: To) -> None:
    """All documents into one file, or folder of tables; nothing where none could be read."""
    from planextract.emit import write

    _keep_inputs(reading, [output])
    documents = (_filed(each, extraction, output.parent) for each, extraction in _watched(reading))
    first = next(documents, None)
    if first is not None:
        write(chain([first], documents), to, output)


def _write_folder(reading: Reading, output: Path, to: To) -> None:
    from planextract.emit import write

    paths = [output / name for name in file_names(reading.inputs, to)]
    _keep_inputs(reading, paths)
    targets = {each.path: path for each, path in zip(reading.inputs, paths, strict=True)}
    for each, extraction in _watched(reading):
        target = targets[each.path]
        if each.inside is not None:
            target = target.with_suffix("") / f"{each.inside}.{to}"
        target.parent.mkdir(parents=True, exist_ok=True)
        write([_filed(each, extraction, target.parent)], to, target)


def _filed(each: Input, extraction: "Extraction", folder: Path) -> "Filed":
    """A document called as the caller named it, with the way to it from the folder of the output."""
    from planextract.emit.filed import Filed

    if each.path is None:
        return Filed(extraction)
    try:
        link = Path(os.path.relpath(each.path, folder)).as_posix()
    except ValueError:  # another drive
        return Filed(extraction, each.name)
    return Filed(extraction, each.name, link)


def _keep_inputs(reading: Reading, targets: Iterable[Path]) -> None:
    """No document is overwritten with what was read from it."""
    own = {each.path.resolve() for each in reading.inputs if each.path is not None}
    for target in targets:
        if target.resolve() in own:
            _stop(f"{target}: it is one of the documents to read; choose another -o.", WRONG_USE)


def _watched(reading: Reading) -> "Iterator[tuple[Input, Extraction]]":
    """The same, with a bar on standard error where somebody waits there for several documents."""
    if len(reading.inputs) < 2 or not sys.stderr.isatty():
        yield from reading
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task("Reading", total=len(reading.inputs))
        for found in reading:
            yield found
            progress.update(task, completed=reading.done)


def _summary(reading: Reading, output: Path) -> str:
    from planextract.console import counts

    files = f"{reading.read} files: " if reading.read > 1 else ""
    return f"{files}{counts(reading.actions, reading.findings, reading.remarks)} -> {output}"


# batch -----------------------------------------------------------------------------------------------------------


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
    from planextract.batch.run import InterruptedBatchError, Order, batch, local
    from planextract.emit import require

    options = _options(reference_date, no_join, no_ocr, tracked_changes, vocabulary)
    forms = tuple(str(form) for form in to or [Form.JSONL])
    order = Order(tuple(sources), output, forms, options, not resume, fail_on, tuple(_redactions(redact)))
    with _plain_errors():
        for form in forms:
            require(form)
        try:
            result = batch(order, local(options, jobs), progress(quiet))
        except InterruptedBatchError:
            _stop(f"Stopped; what was read is kept in {output}, and --resume goes on with it.", INTERRUPTED)
    if not quiet:
        for line in (*result.tally.lines(), f"-> {output}"):
            _say(line)
    raise typer.Exit(SOME_UNREAD if result.grave else ALL_READ)


# Looking ---------------------------------------------------------------------------------------------------------


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

    with _plain_errors():
        console.show(
            _read_one(
                file,
                _options(
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

    with _plain_errors():
        extraction = _read_one(
            file,
            _options(reference_date, no_join, no_ocr, tracked_changes, vocabulary, no_models, second_reading),
        )
    found = next((each for each in extraction.actions if each.id == action), None)
    if found is None:
        ids = [each.id for each in extraction.actions]
        known = f"it has {ids[0]} to {ids[-1]}" if ids else "it has none"
        _stop(f"{file}: there is no action {action}; {known}.", WRONG_USE)
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

    with _plain_errors(), readable(str(file)):
        reports = pipeline.report_tables(
            file, _options(reference_date, no_join, no_ocr, tracked_changes, vocabulary)
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
        with _plain_errors(), readable(str(file)):
            written = tableview.view(file, output, _options(None, no_join, no_ocr), wanted, scale)
    except OSError as error:
        _stop(f"{output}: it cannot be written ({error.strerror or error}); choose another -o.", WRONG_USE)
    if not written:
        _stop(f"{file}: there is no table on these pages; --all-pages draws them all the same.", NOTHING_READ)
    _say(f"{len(written)} page{'' if len(written) == 1 else 's'} -> {output}")


def _page_numbers(pages: str | None) -> frozenset[int]:
    """Page numbers as one writes them: "3-7,9"."""
    found: set[int] = set()
    for part in pages.split(",") if pages is not None else ():
        match = re.fullmatch(r"\s*(\d{1,6})\s*(?:-\s*(\d{1,6})\s*)?", part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match is not None else (0, 0)
        if not 1 <= first <= last:
            _stop(f"--pages {pages}: write page numbers from 1, such as 3, 3-7 or 3-7,9.", WRONG_USE)
        found.update(range(first, last + 1))
    return frozenset(found)


vocabulary_app = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
app.add_typer(
    vocabulary_app, name="vocab", help="Work with vocabularies: TOML files with a council's own words."
)


@vocabulary_app.callback()
def _vocabulary() -> None:
    """Holds the commands together, so that `check` keeps its name."""


@vocabulary_app.command("check")
def vocab_check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Vocabulary files.")],
) -> None:
    """Say what vocabulary files add, or what is wrong in them.

    An alias under two keys, a table or key that is not known, and a deadline explained by words that are no deadline
    are refused.
    """
    from planextract import vocabularies

    with _plain_errors():
        for file in files:
            counts = ", ".join(f"{count} {table}" for table, count in vocabularies.check(file).counts)
            print(f"{file}: {counts or 'nothing that is not known already'}")


@app.command()
def schema() -> None:
    """Print the JSON Schema of the output."""
    from planextract.schema import as_text

    write_standard_output([as_text()])


def _read_one(file: str, options: "Options") -> "Extraction":
    each = Input(None) if file == STANDARD_INPUT else Input(Path(file))
    return each.extract(options)
