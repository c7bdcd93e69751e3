"""Pictures of a PDF's pages with the tables found in them drawn over: cells, spans, roles and joins, to look at.

`facts` says what is to be drawn, `drawing` draws it, `index` lists the pictures.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from planextract import pipeline, readers
from planextract.document import Document, Page
from planextract.errors import UnsupportedFormatError
from planextract.options import Options
from planextract.outputs import write_file
from planextract.readers.pdf.engine.previews import Previews
from planextract.replacing import replacing
from planextract.tableview import index
from planextract.tableview.drawing import drawn
from planextract.tableview.facts import TableFacts, facts

SCALE = 2.0
"""Pixels to a point: 144 to an inch."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pages to draw: those with tables, or all; `pages` are the only ones looked at, where there are any."""

    every: bool = False
    pages: frozenset[int] = frozenset()

    def of(self, document: Document, tables: dict[int, list[TableFacts]]) -> list[Page]:
        return [
            page
            for page in document.pages
            if (not self.pages or page.number in self.pages) and (self.every or page.number in tables)
        ]


def view(
    path: Path, folder: Path, options: Options = Options(), wanted: Wanted = Wanted(), scale: float = SCALE
) -> list[Path]:
    """Draws the tables of a PDF into a folder, one picture for each page, and a list of them; gives the pictures.

    Raises UnsupportedFormatError for a file that is no PDF, and what `readers.read` raises.
    """
    document = readers.read(path, options)
    if document.reader != "pdf":
        reason = "only the pages of a PDF can be drawn; `planextract tables` says what tables it has."
        raise UnsupportedFormatError(path, reason)
    tables = facts(document, pipeline.tables_of(document, options))
    listed: list[tuple[int, str, Sequence[TableFacts]]] = []
    with Previews(path.read_bytes()) as pictures:
        for page in wanted.of(document, tables):
            here = tables.get(page.number, [])
            name = f"page-{page.number:03d}.png"
            _write(drawn(*pictures.picture(page, scale), here), folder / name)
            listed.append((page.number, name, here))
    if listed:
        write_file(folder / "index.html", [index.page(document.name, listed)])
    return [folder / name for _, name, _ in listed]


def _write(picture: Image.Image, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as file:
        picture.save(file, format="PNG")
