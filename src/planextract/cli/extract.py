"""`planextract extract`: all that documents say, to standard output, a file or a folder."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from planextract.cli.app import app
from planextract.cli.failing import ALL_READ, NOTHING_READ, SOME_UNREAD, WRONG_USE, plain_errors, say, stop
from planextract.cli.options import (
    NoJoin,
    NoModels,
    NoOcr,
    Redact,
    ReferenceDate,
    Tracked,
    Twice,
    Vocabularies,
    options_of,
    redactions_of,
)
from planextract.errors import ReadError, UnsupportedFormatError
from planextract.inputs import STANDARD_INPUT, Input, expand
from planextract.outputs import file_names, write_standard_output

if TYPE_CHECKING:
    from planextract.emit.filed import Filed
    from planextract.options import Options
    from planextract.records import Extraction, Redaction

To = Literal["json", "jsonl", "csv", "ics", "xlsx", "sqlite", "datapackage", "parquet"]
ENDINGS: dict[str, To] = {"db": "sqlite", "sqlite3": "sqlite"}
"""Endings of files that do not spell their format."""


@dataclass
class Reading:
    """Reads documents one after another and remembers how it went."""

    inputs: Sequence[Input]
    options: "Options"
    redactions: "Sequence[Redaction]" = ()
    corrections: Path | None = None
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
            extraction = each.extract(self.options) if self.corrections is None else self._corrected(each)
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

    def _corrected(self, each: Input) -> "Extraction":
        """What a document says, as people corrected it."""
        from planextract import corrections, pipeline

        assert self.corrections is not None
        document = each.document(self.options)
        extraction = pipeline.extract_document(document, self.options)
        held = corrections.load_for(self.corrections, document.name)
        if held is None or (len(self.inputs) > 1 and not held.are_for(document)):
            return extraction
        applied = corrections.apply(extraction, held, document)
        if applied.left:
            count = f"{len(applied.left)} of {len(applied.outcomes)} corrections"
            say(f"{each.name}: {count} are not applied; see its remarks.")
        return applied.extraction

    def _refuse(self, each: Input, error: ReadError) -> None:
        """A picture in a folder of reports is no failure, but nothing is passed over in silence."""
        if isinstance(error, UnsupportedFormatError) and not each.named:
            self.passed_over += 1
            say(f"passed over {error}")
        else:
            self.unread += 1
            say(str(error))

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
    corrections: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE|DIR",
            help="Put in what people decided with `review`: a file, or a folder with NAME.corrections.json.",
            show_default=False,
        ),
    ] = None,
    no_models: NoModels = False,
    second_reading: Twice = False,
) -> None:
    """Write all that documents say as JSON, JSON Lines, CSV, iCalendar, an Excel workbook, a SQLite file, or tables.

    Several documents as json go into a folder, NAME.json each; in all other formats they go into one file, and as
    datapackage (CSV tables) or parquet into one folder of tables. A folder is read with all that is in it, save hidden
    files, files that are no documents, and results of ours; a zip or a mail is read with all that it holds.
    """
    inputs = expand(sources)
    options = options_of(
        reference_date, no_join, no_ocr, tracked_changes, vocabulary, no_models, second_reading
    )
    several = len(sources) > 1 or any(not each.named or each.holds_several(options) for each in inputs)
    chosen = to or _format_of(output)
    if not inputs:
        stop(f"{', '.join(sources)}: there is no file in it to read.", NOTHING_READ)
    reading = Reading(inputs, options, redactions_of(redact), corrections)
    with plain_errors():
        _write(reading, output, chosen, several)
    raise typer.Exit(reading.exit_code)


def _format_of(output: Path | None) -> To:
    ending = output.suffix.lstrip(".").lower() if output is not None else ""
    return next((known for known in get_args(To) if known == ending), ENDINGS.get(ending, "json"))


def _write(reading: Reading, output: Path | None, to: To, several: bool) -> None:
    from planextract.emit import FOLDERS, WRITERS, require

    require(to)
    if output is None or str(output) == STANDARD_INPUT:
        if to in WRITERS:
            stop(f"{to} needs a {'folder' if to in FOLDERS else 'file'}: add -o OUT.", WRONG_USE)
        if several and to == "json":
            stop("Several documents as json need a folder: add -o FOLDER, or choose --to jsonl.", WRONG_USE)
        _write_out(reading, to)
        return
    try:
        if to not in FOLDERS and (output.is_dir() or (several and to == "json")):
            _write_folder(reading, output, to)
        else:
            _write_one(reading, output, to)
    except OSError as error:
        stop(f"{output}: it cannot be written ({error.strerror or error}); choose another -o.", WRONG_USE)
    if reading.read:
        say(_summary(reading, output))


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
            stop(f"{target}: it is one of the documents to read; choose another -o.", WRONG_USE)


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
