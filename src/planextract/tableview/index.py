"""A page of HTML that lists the pictures, with what each colour and mark means and what each table was taken for."""

from collections.abc import Iterator, Sequence
from html import escape

from planextract.tableview.drawing import colour_of
from planextract.tableview.facts import TableFacts
from planextract.tableview.notes import Colour

STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 1200px; padding: 0 1rem; color: #222 }
img { max-width: 100%; border: 1px solid #ccc; box-shadow: 0 1px 4px #0003 }
dt { font-weight: 600 } dd { margin: 0 0 .3rem 1.5rem }
.swatch { display: inline-block; width: .8em; height: .8em; border-radius: 2px; margin-right: .4em }
ul { padding-left: 1.2rem } h2 { margin-top: 2.5rem }
"""

LEGEND = (
    ("colour", "one for each table as joined over its pages; grey for a table that was not taken for a plan"),
    ("2 action", "a column's number and role; numbers count from 0, as in the JSON"),
    ("0 H, 1 T, 5 S", "a row's number, and whether it is a header, a title or a section; others are rows"),
    ("double outline, 3 x 1", "a merged cell, and how many rows and columns it covers"),
    ("arrow into or out of a table", "it goes on from the table before or in the next; the margin says why"),
    ("a label at a row's right edge", "what the page break did to that row"),
)


def page(name: str, pictures: Sequence[tuple[int, str, Sequence[TableFacts]]]) -> str:
    """The list for a document: for each page its number, the name of its picture's file and its tables."""
    return "\n".join(_lines(name, pictures)) + "\n"


def _lines(name: str, pictures: Sequence[tuple[int, str, Sequence[TableFacts]]]) -> Iterator[str]:
    title = escape(f"Tables of {name}")
    yield f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{title}</title>'
    yield f"<style>{STYLE}</style>\n<h1>{title}</h1>\n<dl>"
    yield from (f"<dt>{escape(mark)}</dt><dd>{escape(meaning)}</dd>" for mark, meaning in LEGEND)
    yield "</dl>"
    for number, file, tables in pictures:
        yield f'<h2 id="page-{number}">Page {number}</h2>\n<ul>'
        yield from (f"<li>{_fact(table)}</li>" for table in tables)
        yield "</ul>"
        yield f'<a href="{escape(file)}"><img src="{escape(file)}" alt="Page {number}" loading="lazy"></a>'
    yield "</html>"


def _fact(table: TableFacts) -> str:
    return f"{_swatch(colour_of(table))}{escape('; '.join(table.lines()))}"


def _swatch(colour: Colour) -> str:
    red, green, blue = colour
    return f'<span class="swatch" style="background: rgb({red}, {green}, {blue})"></span>'
