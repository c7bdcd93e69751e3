"""`planextract vocab`: files with a council's own words."""

from pathlib import Path
from typing import Annotated

import typer

from planextract.cli.app import app
from planextract.cli.failing import plain_errors

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

    with plain_errors():
        for file in files:
            counts = ", ".join(f"{count} {table}" for table, count in vocabularies.check(file).counts)
            print(f"{file}: {counts or 'nothing that is not known already'}")
