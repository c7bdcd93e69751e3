"""Table finders under one call: a PDF's bytes to the cells of its tables, page by page.

Only planextract and pdfplumber are needed; the others are peers where they are installed. Plain grids are what most
of them give; where one says that a cell spans rows or columns, that is passed on.
"""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2 as pdfium

from adjacency import Found, Spanned, relations
from planextract.errors import PlanExtractError
from planextract.options import Options
from planextract.readers import pdf

Tool = Callable[[bytes], Iterable[tuple[int, list[Spanned]]]]


def page_count(data: bytes) -> int:
    document = pdfium.PdfDocument(data)
    pages = len(document)
    document.close()
    return pages


def _plain(rows: Iterable[Iterable[str | None]]) -> list[Spanned]:
    return [
        (row, column, row, column, words or "")
        for row, cells in enumerate(rows)
        for column, words in enumerate(cells)
    ]


@contextmanager
def _file(data: bytes) -> Iterator[str]:
    """The document as a file, for what reads no bytes."""
    handle, name = tempfile.mkstemp(suffix=".pdf")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        yield name
    finally:
        Path(name).unlink()


def planextract(data: bytes) -> Iterator[tuple[int, list[Spanned]]]:
    try:
        document = pdf.read(data, "plan.pdf", Options(ocr=False))
    except PlanExtractError:
        return
    for table in document.tables:
        yield (
            table.page or 0,
            [
                (
                    cell.row,
                    cell.column,
                    cell.row + cell.row_span - 1,
                    cell.column + cell.column_span - 1,
                    cell.source,
                )
                for cell in table.cells()
            ],
        )


def plumber(data: bytes) -> Iterator[tuple[int, list[Spanned]]]:
    with pdfplumber.open(BytesIO(data)) as file:
        for page in file.pages:
            for rows in page.extract_tables():
                yield page.page_number, _plain(rows)
            page.close()


def camelot(flavour: str) -> Tool:
    def found(data: bytes) -> Iterator[tuple[int, list[Spanned]]]:
        import camelot as library

        with _file(data) as name:
            for table in library.read_pdf(name, pages="all", flavor=flavour, suppress_stdout=True):
                yield int(table.page), _plain(table.data)

    return found


def tabula(**options: Any) -> Tool:
    """One call a page, since its answer does not say which page a table is on."""

    def found(data: bytes) -> Iterator[tuple[int, list[Spanned]]]:
        import tabula as library

        with _file(data) as name:
            for number in range(1, page_count(data) + 1):
                for table in library.read_pdf(
                    name, pages=number, output_format="json", silent=True, **options
                ):
                    yield number, _plain([cell["text"] for cell in row] for row in table["data"])

    return found


def img2table(borderless: bool) -> Tool:
    """Its tables are of boxes in a picture; a merged cell stands in every place that it covers, with one box."""

    def found(data: bytes) -> Iterator[tuple[int, list[Spanned]]]:
        from img2table.document import PDF

        pages = PDF(src=data, pdf_text_extraction=True).extract_tables(borderless_tables=borderless)
        for number, tables in pages.items():
            for table in tables:
                yield number + 1, _merged(table.content)

    return found


def _merged(content: dict[int, list[Any]]) -> list[Spanned]:
    reach: dict[tuple[int, int, int, int], tuple[list[int], list[int], str]] = {}
    for row, cells in content.items():
        for column, cell in enumerate(cells):
            box = (cell.bbox.x1, cell.bbox.y1, cell.bbox.x2, cell.bbox.y2)
            rows, columns, _ = reach.setdefault(box, ([], [], cell.value or ""))
            rows.append(row)
            columns.append(column)
    return [
        (min(rows), min(columns), max(rows), max(columns), words) for rows, columns, words in reach.values()
    ]


TOOLS: dict[str, Tool] = {"planextract": planextract, "pdfplumber": plumber}

PEERS: dict[str, tuple[str, Tool]] = {
    "camelot-lattice": ("camelot", camelot("lattice")),
    "camelot-hybrid": ("camelot", camelot("hybrid")),
    "camelot-auto": ("camelot", camelot("auto")),
    "tabula": ("tabula", tabula(guess=True)),
    "tabula-lattice": ("tabula", tabula(lattice=True)),
    "img2table": ("img2table", img2table(borderless=False)),
    "img2table-borderless": ("img2table", img2table(borderless=True)),
}
"""The module that must be importable, and the call."""

PACKAGES = {"camelot": "camelot-py", "tabula": "tabula-py", "img2table": "img2table"}


def tools(peers: Iterable[str]) -> dict[str, Tool]:
    """Ours, pdfplumber and the peers asked for; one that is not installed is named and left out."""
    found = dict(TOOLS)
    print(f"pdfplumber {version('pdfplumber')}, pypdfium2 {version('pypdfium2')}")
    for name in peers:
        module, tool = PEERS[name]
        if find_spec(module) is None:
            print(f"{name}: {module} is not installed")
            continue
        print(f"{name}: {PACKAGES[module]} {version(PACKAGES[module])}")
        found[name] = tool
    return found


def tables_of(tool: Tool, data: bytes) -> list[Found]:
    return [Found(page, known) for page, cells in tool(data) if (known := relations(cells))]
