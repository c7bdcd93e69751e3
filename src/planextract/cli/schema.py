"""`planextract schema`: the published description of the output."""

from typing import Annotated

import typer

from planextract.cli.app import app
from planextract.outputs import write_standard_output


@app.command()
def schema(
    tracking: Annotated[
        bool, typer.Option("--tracking", help="That of `track`, instead of that of `extract`.")
    ] = False,
) -> None:
    """Print the JSON Schema of the output."""
    from planextract.schema import as_text
    from planextract.tracking.schema import as_text as of_tracking

    write_standard_output([of_tracking() if tracking else as_text()])
