"""What a child of the service does: as in a batch, and a page to look at, where somebody wants one.

`python -m planextract.service.child OPTIONS` is the warm parent. A page is made where the document is read, since it
draws the document's own pages.
"""

import sys
from functools import partial
from pathlib import Path

from planextract import pipeline, readers, viewer
from planextract.batch import work, zygote
from planextract.batch.jobs import Job
from planextract.options import Options
from planextract.records import Extraction

PICTURED = 300
"""Pages up to which they are drawn; of longer documents the words are shown, for time is short."""


def do(job: Job, options: Options, say: work.Say) -> None:
    """All documents of a file; the page is that of the last, where there are several."""
    work.do(job, options, say, partial(_with_page, Path(job.page)) if job.page is not None else None)


def _with_page(page: Path, data: bytes, name: str, options: Options) -> Extraction:
    """A page that is too large is left out, and what was read is not lost by it."""
    document = readers.read_bytes(data, name, options)
    extraction = pipeline.extract_document(document, options)
    for shown in (data, None) if len(document.pages) <= PICTURED else (None,):
        try:
            page.write_text(viewer.page(document, extraction, shown, home="/"), encoding="utf-8")
            break
        except (OSError, MemoryError):
            page.unlink(missing_ok=True)
    return extraction


if __name__ == "__main__":
    zygote.main(sys.argv[1], do, (*zygote.WARM, "planextract.viewer"))
