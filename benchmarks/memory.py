"""Peak memory of reading a long PDF: the pages of a document over and over.

    python benchmarks/memory.py ../shared/corpus/real/pdf/govuk_tb7_action_log_2011-06.pdf --pages 2000

Prints the resident memory after every 250 pages, and the peak: of reading page after page (`--job sheets`), or of the
whole `Document`, which keeps a box for every character (`--job document`).
"""

import argparse
import resource
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2 as pdfium

from planextract.options import Limits, Options
from planextract.readers import pdf
from planextract.readers.pdf.engine.engines import PdfFile


def repeated(path: Path, pages: int, long_path: Path) -> None:
    with pdfium.PdfDocument(path) as source, pdfium.PdfDocument.new() as long:
        long.import_pages(
            source, [number % len(source) for number in range(pages)]
        )  # in one go: fonts are shared
        long.save(long_path)


def resident() -> float:
    """Megabytes now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def peak() -> float:
    """Megabytes at the most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--job", choices=("sheets", "document"), default="sheets")
    arguments = parser.parse_args()
    if arguments.pages:  # made in a process of its own, which takes its memory with it
        with TemporaryDirectory() as folder, ProcessPoolExecutor(1) as maker:
            long = Path(folder) / "long.pdf"
            maker.submit(repeated, arguments.file, arguments.pages, long).result()
            data = long.read_bytes()
    else:
        data = arguments.file.read_bytes()
    print(
        f"{len(data) / 1e6:.1f} MB in {arguments.pages} pages; {resident():.0f} MB resident before, peak {peak():.0f}"
    )
    if arguments.job == "document":
        read = pdf.read(data, "long.pdf", Options(ocr=False))
        print(f"{len(read.flow)} blocks and tables; {resident():.0f} MB resident")
    else:
        for sheet in PdfFile(data, "long.pdf", Limits()).sheets():
            if sheet.number % 250 == 0:
                print(f"page {sheet.number}: {resident():.0f} MB resident")
    print(f"peak {peak():.0f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
