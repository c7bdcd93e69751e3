"""What a child of the server does: as in a batch, and the document's words by their places, kept beside the result.

`python -m planextract.mcp_server.child OPTIONS` is the warm parent. Words are taken where the document is read, so
that what stands around a value can be shown without anyone opening the document again.
"""

import contextlib
import sys
from functools import partial
from pathlib import Path

from planextract import pipeline, readers
from planextract.batch import work, zygote
from planextract.batch.jobs import Job
from planextract.mcp_server.words import Words
from planextract.options import Options
from planextract.records import Extraction


def do(job: Job, options: Options, say: work.Say) -> None:
    """All documents of a file."""
    work.do(job, options, say, partial(_with_words, Path(job.page)) if job.page is not None else None)


def _with_words(beside: Path, data: bytes, name: str, options: Options) -> Extraction:
    document = readers.read_bytes(data, name, options)
    extraction = pipeline.extract_document(document, options)
    with contextlib.suppress(OSError, MemoryError), beside.open("ab") as file:
        file.write(
            Words.of(document, name).as_line()
        )  # (where there is no room the result must not be lost by it)
    return extraction


if __name__ == "__main__":
    zygote.main(sys.argv[1], do)
