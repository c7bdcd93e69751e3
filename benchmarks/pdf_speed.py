"""Speed of reading PDFs against pdfplumber on the same pages in the same run.

    python benchmarks/pdf_speed.py samples/*.pdf ../shared/corpus/real/pdf/*.pdf

Two jobs, in CPU seconds: the whole table job (file to `Document`, against `extract_tables` on every page) and raw
reading (file to sheets, against `page.objects` on every page). The readers take turns in each round; ratios are formed
inside a round, and the median of the rounds is given for each file and for all of them together.
"""

import argparse
import gc
import logging
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median

import pdfplumber

from planextract.options import Limits, Options
from planextract.readers import pdf
from planextract.readers.pdf.engine.engines import PdfFile

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


def tables_by_pdfplumber(data: bytes) -> None:
    with pdfplumber.open(BytesIO(data)) as opened:
        for page in opened.pages:
            page.extract_tables()
            page.close()


def objects_by_pdfplumber(data: bytes) -> None:
    with pdfplumber.open(BytesIO(data)) as opened:
        for page in opened.pages:
            assert page.objects is not None
            page.close()


def document(data: bytes) -> None:
    pdf.read(data, "report.pdf", Options(ocr=False))


def sheets(data: bytes) -> None:
    for _ in PdfFile(data, "report.pdf", Limits()).sheets():
        pass


JOBS: dict[str, tuple[Callable[[bytes], None], Callable[[bytes], None]]] = {
    "tables": (tables_by_pdfplumber, document),
    "raw": (objects_by_pdfplumber, sheets),
}


def seconds(job: Callable[[bytes], None], data: bytes) -> float:
    gc.collect()  # or the garbage of one reader is charged to the next
    start = time.process_time()
    job(data)
    return time.process_time() - start


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    data = {path: path.read_bytes() for path in arguments.files}
    for name, pair in JOBS.items():
        for job in pair:
            job(data[arguments.files[0]])  # what is loaded once is charged to nobody
        spent = {
            path: [tuple(seconds(job, data[path]) for job in pair) for _ in range(arguments.rounds)]
            for path in data
        }
        for path, rounds in spent.items():
            theirs, ours = (median(column) for column in zip(*rounds, strict=True))
            ratio = median(plumber / own for plumber, own in rounds)
            print(f"{name:7} {ratio:6.1f} x   {theirs * 1e3:8.1f} ms {ours * 1e3:8.1f} ms   {path.name}")
        totals = [tuple(map(sum, zip(*turn, strict=True))) for turn in zip(*spent.values(), strict=True)]
        print(
            f"{name:7} {median(plumber / own for plumber, own in totals):6.1f} x   all {len(data)} files together"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
