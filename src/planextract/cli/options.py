"""The options that several commands share, and what they come to."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from planextract.cli.failing import WRONG_USE, stop
from planextract.inputs import STANDARD_INPUT, Input

if TYPE_CHECKING:
    from planextract.options import Options
    from planextract.records import Extraction, Redaction

TrackedChanges = Literal["accepted", "rejected", "original"]

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
NoModels = Annotated[bool, typer.Option("--no-models", help="Go by rules alone, without trained models.")]
Twice = Annotated[
    bool,
    typer.Option(
        "--second-reading",
        help="Have plain owner cells read twice as well, so that all have the confidence of two readers.",
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


def options_of(
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


def redactions_of(named: str | None) -> "Sequence[Redaction]":
    """What to take out, from words with commas between."""
    if named is None:
        return ()
    from planextract.redaction import EVERYTHING

    wanted = {each.strip() for each in named.split(",")}
    if unknown := wanted - set(EVERYTHING):
        stop(f"--redact {', '.join(sorted(unknown))}: choose from {', '.join(EVERYTHING)}.", WRONG_USE)
    return [each for each in EVERYTHING if each in wanted]


def read_one(file: str, options: "Options") -> "Extraction":
    each = Input(None) if file == STANDARD_INPUT else Input(Path(file))
    return each.extract(options)
