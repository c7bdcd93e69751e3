"""The program that the commands belong to."""

from typing import Annotated

import typer

from planextract.version import __version__

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
