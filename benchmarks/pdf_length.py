"""Whether a long PDF costs more a page than a short one: the pages of a document over and over.

    python benchmarks/pdf_length.py ../shared/corpus/real/pdf/govuk_tb7_action_log_2011-06.pdf

Prints the CPU seconds and milliseconds a page of the whole job, file to `Document`, by the number of pages.
"""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from memory import repeated
from pdf_speed import document, seconds


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--pages", type=int, nargs="+", default=[10, 100, 1000, 2000])
    arguments = parser.parse_args()
    document(arguments.file.read_bytes())  # what is loaded once is charged to nobody
    with TemporaryDirectory() as folder:
        for pages in arguments.pages:
            long = Path(folder) / "long.pdf"
            repeated(arguments.file, pages, long)
            spent = seconds(document, long.read_bytes())
            print(f"{pages:6} pages {spent:8.2f} s {1e3 * spent / pages:8.2f} ms a page")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
