"""`planextract schema`: the published description of the output."""

from planextract.cli.app import app
from planextract.outputs import write_standard_output


@app.command()
def schema() -> None:
    """Print the JSON Schema of the output."""
    from planextract.schema import as_text

    write_standard_output([as_text()])
