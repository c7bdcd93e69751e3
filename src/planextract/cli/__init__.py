"""The command line, thin over the library. Results go to standard output or a file, all else to standard error.

Nothing heavy is imported before a command runs, so that `--help` and `--version` answer at once. A command stands in
the module that has its name; they are shown in the order in which they are imported here.
"""

import signal
import sys

from planextract.cli import extract, batch, looking, view, review, track, serve, mcp, vocab, schema  # noqa: F401  # isort: skip
from planextract.cli.app import app


def main() -> None:
    """The program `planextract`."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` ends it quietly, as it ends cat and grep
    for stream in (sys.stdout, sys.stderr):
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    app(prog_name="planextract")
