"""The command line, thin over the library. Results go to standard output or a file, all else to standard error.

Nothing heavy is imported before a command runs, so that `--help` and `--version` answer at once. A command stands in
the module that has its name; they are shown in the order in which they are imported here.
"""

import os
import signal
import sys

from planextract.cli import extract, batch, looking, view, review, track, serve, mcp, vocab, schema  # noqa: F401  # isort: skip
from planextract.cli.app import app


def main() -> None:
    """The program `planextract`.

    Numbers are computed in one thread unless the environment says otherwise: our matrices are small, and on a busy
    machine the threads of a numerical library wait for each other, which took fifty times as long.
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` ends it quietly, as it ends cat and grep
    for stream in (sys.stdout, sys.stderr):
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    app(prog_name="planextract")
