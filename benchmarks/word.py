"""Speed of reading Word files, beside python-docx and whichever of mammoth and docling-slim is installed.

    python benchmarks/word.py [--rounds 3] [--rows 200]

Makes three documents: a table of 2,000 rows and 50 columns, the same with a first column merged over every twenty
rows, and 300 pages of paragraphs, lists and small tables. planextract reads them whole into a `Document`, with places,
list numbers and changes. python-docx gives the text of `row.cells` for the first ROWS rows and is scaled up to all of
them, since merged cells cost it the square of the rows that they cover. Times are of the processor; the least of the
rounds counts, rounds are interleaved.
"""

import argparse
import importlib.util
import io
import time
from collections.abc import Callable
from dataclasses import dataclass

import docx
from lxml import etree

from planextract.readers import read_bytes

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ROWS, COLUMNS, MERGED, PAGES = 2_000, 50, 20, 300
WORDS = "The Head of Housing is to review the lettings policy with tenants and report to the Cabinet by June 2010."


# Documents ---------------------------------------------------------------------------------------------------------


def paragraph(text: str, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}<w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, merge: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="900" w:type="dxa"/>{merge}</w:tcPr>{paragraph(text)}</w:tc>'


def table(rows: int, columns: int, merged: int = 0) -> str:
    grid = "".join("<w:gridCol/>" for _ in range(columns))
    made = []
    for row in range(rows):
        merge = "" if not merged else "<w:vMerge/>" if row % merged else '<w:vMerge w:val="restart"/>'
        first = cell("" if merged and row % merged else f"Finding {row}", merge)
        made.append(f"<w:tr>{first}{''.join(cell(f'{row} and {at}') for at in range(1, columns))}</w:tr>")
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(made)}</w:tbl>"


def report(pages: int) -> str:
    """About as much on each page as a committee report has: a heading, prose, a list, and on every other a table."""
    parts = []
    for page in range(pages):
        parts += [paragraph(f"{page + 1} Housing", "Heading1"), *[paragraph(WORDS * 3)] * 8]
        parts += [paragraph(WORDS, "ListNumber")] * 5
        parts += [table(8, 5)] if page % 2 else []
    return "".join(parts)


def saved(body: str) -> bytes:
    document = docx.Document()
    made = etree.fromstring(f'<w:body xmlns:w="{W}">{body}</w:body>')
    for place, element in enumerate(made):
        document.element.body.insert(place, element)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


# Readers -----------------------------------------------------------------------------------------------------------


@dataclass
class Peer:
    """One reader. `run` gives the seconds that all of a file takes, or would take."""

    name: str
    run: Callable[[bytes], float]


def timed(job: Callable[[], object]) -> float:
    start = time.process_time()
    job()
    return time.process_time() - start


def ours(data: bytes) -> float:
    return timed(lambda: read_bytes(data, "plan.docx"))


def row_cells(rows: int) -> Callable[[bytes], float]:
    def run(data: bytes) -> float:
        opening = time.process_time()
        document = docx.Document(io.BytesIO(data))
        opening = time.process_time() - opening
        spent = timed(lambda: [each.text for each in document.paragraphs])
        for found in document.tables:
            some = [row for row, _ in zip(found.rows, range(rows), strict=False)]
            every = len(found.rows) / len(some)
            spent += every * timed(lambda some=some: [each.text for row in some for each in row.cells])  # type: ignore[misc]
        return opening + spent

    return run


def table_cell(data: bytes) -> float:
    """`table.cell(row, column)` for ten cells, scaled up to all."""
    document = docx.Document(io.BytesIO(data))
    spent = 0.0
    for found in document.tables:
        rows, columns = len(found.rows), len(found.columns)
        some = min(10, rows)
        spent += (
            rows * columns / some * timed(lambda f=found, n=some: [f.cell(at, 0).text for at in range(n)])
        )  # type: ignore[misc]
    return spent


def mammoth(data: bytes) -> float:
    import mammoth as peer

    return timed(lambda: peer.convert_to_html(io.BytesIO(data)))


def docling(data: bytes) -> float:
    from docling.backend.msword_backend import MsWordDocumentBackend
    from docling.datamodel.base_models import InputFormat
    from docling.datamodel.document import InputDocument

    def job() -> object:
        opened = InputDocument(
            path_or_stream=io.BytesIO(data),
            format=InputFormat.DOCX,
            backend=MsWordDocumentBackend,
            filename="plan.docx",
        )
        return opened._backend.convert()

    return timed(job)


def peers(rows: int) -> list[Peer]:
    found = [Peer("planextract", ours), Peer("python-docx row.cells", row_cells(rows))]
    found.append(Peer("python-docx table.cell", table_cell))
    for module, run in (("mammoth", mammoth), ("docling", docling)):
        if importlib.util.find_spec(module) is not None:
            found.append(Peer(module, run))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows", type=int, default=200, help="rows of each table that python-docx reads")
    parser.add_argument("--slow", action="store_true", help="let mammoth and docling read the big tables too")
    arguments = parser.parse_args()
    documents = {
        f"table of {ROWS} x {COLUMNS}": saved(table(ROWS, COLUMNS)),
        f"the same, merged over {MERGED} rows": saved(table(ROWS, COLUMNS, MERGED)),
        f"{PAGES} pages": saved(report(PAGES)),
    }
    for name, data in documents.items():
        print(f"{name}, {len(data) / 1e6:.1f} MB")
        readers = [
            peer
            for peer in peers(arguments.rows)
            if arguments.slow or "pages" in name or peer.name not in ("mammoth", "docling")
        ]
        least = dict.fromkeys((peer.name for peer in readers), float("inf"))
        for _ in range(arguments.rounds):
            for peer in readers:
                least[peer.name] = min(least[peer.name], peer.run(data))
        for peer, seconds in least.items():
            print(f"  {seconds:9.2f} s  {seconds / least['planextract']:8.1f} x  {peer}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
