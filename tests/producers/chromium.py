"""Plans as web pages, printed by Chromium: many in one run, cut apart afterwards."""

import shutil
import subprocess
from collections.abc import Iterable, Sequence
from html import escape
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium

from producers.grids import Grid, GridCell, GridRow, grids
from producers.plans import Plan
from producers.styles import Layout, Lines
from producers.truth import folded

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--no-pdf-header-footer",
)  # fmt: skip

SHEET = """
@page upright { size: A4; margin: 15mm }
@page wide { size: A4 landscape; margin: 15mm }
body { margin: 0; font: 10pt "Liberation Sans", Arial, sans-serif; print-color-adjust: exact }
article { break-before: page }
article:first-child { break-before: auto }
.upright { page: upright } .wide { page: wide }
h1 { font-size: 14pt }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
td, th { text-align: left; vertical-align: top; overflow-wrap: break-word; white-space: pre-line }
ul { margin: 2pt 0 0; padding-left: 12pt; white-space: normal }
.twin { display: flex; gap: 14pt; align-items: flex-start }
.columns { columns: 2; column-gap: 16pt }
.form { margin-bottom: 10pt; break-inside: avoid }
.turned { writing-mode: vertical-rl; transform: rotate(180deg) }
"""


def program() -> str | None:
    return next((found for name in PROGRAMS if (found := shutil.which(name)) is not None), None)


def printed(cases: Sequence[tuple[Plan, Layout]], folder: Path) -> list[bytes]:
    """The PDF of each case."""
    page, out = folder / "plans.html", folder / "plans.pdf"
    articles = "".join(article(plan, layout, place) for place, (plan, layout) in enumerate(cases))
    page.write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><style>{SHEET}</style><body>{articles}</body></html>',
        encoding="utf-8",
    )
    command = [
        program() or "",
        *FLAGS,
        f"--user-data-dir={folder / 'profile'}",
        f"--print-to-pdf={out}",
        page.as_uri(),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return list(_cut(out.read_bytes(), [plan.title for plan, _ in cases]))


def _cut(data: bytes, titles: Sequence[str]) -> Iterable[bytes]:
    """The pages of each plan as a document: it begins where a page begins with its title."""
    whole = pdfium.PdfDocument(data)
    starts: list[int] = []
    for number in range(len(whole)):
        said = folded(whole[number].get_textpage().get_text_range()[:300])
        if len(starts) < len(titles) and said.startswith(folded(titles[len(starts)])):
            starts.append(number)
    assert len(starts) == len(titles), "a plan's first page was not found again"
    for start, end in zip(starts, [*starts[1:], len(whole)], strict=True):
        part, stream = pdfium.PdfDocument.new(), BytesIO()
        part.import_pages(whole, list(range(start, end)))
        part.save(stream)
        part.close()
        yield stream.getvalue()
    whole.close()


def article(plan: Plan, layout: Layout, place: int) -> str:
    sheet = "wide" if layout.wide or plan.wide else "upright"
    tables = "".join(table(grid, layout) for grid in grids(plan, layout))
    if layout.form == "nested":
        tables = f'<table><tr><td style="border: 2pt solid #000; padding: 8pt">{tables}</td></tr></table>'
    kind = {"twin": "twin", "two columns": "columns"}.get(layout.form, "")
    return (
        f'<article class="{sheet}" id="a{place}"><style>{_rules(layout, place)}</style><h1>{escape(plan.title)}</h1>'
        f'<p>{escape(plan.before)}</p><div class="{kind}">{tables}</div><p>{escape(plan.after)}</p></article>'
    )


def _rules(layout: Layout, place: int) -> str:
    """The style of one plan."""
    rule = f"{layout.thick}pt {layout.line} {layout.ink}"
    table, cell = f"#a{place} table.plan", f"#a{place} table.plan :is(td, th)"
    family = '"Liberation Serif", "Times New Roman", serif' if layout.serif else "inherit"
    said = [
        f"{table} {{ font: {layout.size}pt/1.2 {family}; {_outer(layout.level, layout.plumb, rule)} }}",
        f"{cell} {{ padding: {layout.pad[1]}pt {layout.pad[0]}pt; "
        f"vertical-align: {'middle' if layout.middle else 'top'}; "
        f"text-align: {'center' if layout.centred else 'left'} }}",
        f"{table} tr {{ break-inside: {'auto' if layout.cut else 'avoid'} }}",
        f"{table} th {{ background: {layout.header_fill or 'none'}; color: {layout.header_ink} }}",
        f"{table} .band td {{ background: {layout.band_fill or 'none'}; font-weight: bold }}",
    ]
    if layout.level in ("all", "inner"):
        said.append(f"{table} tr + tr > *, {table} * + tbody > tr > * {{ border-top: {rule} }}")
    if layout.level == "header":
        said.append(f"{table} thead {{ border: {rule}; border-width: {layout.thick}pt 0 }}")
    if layout.plumb in ("all", "inner"):
        said.append(f"{cell} + :is(td, th), {table} .later {{ border-left: {rule} }}")
    if layout.zebra is not None:
        said.append(f"{table} tbody tr:nth-child(odd) {{ background: {layout.zebra} }}")
    return "\n".join(said)


def _outer(level: Lines, plumb: Lines, rule: str) -> str:
    said = f"border-top: {rule}; border-bottom: {rule};" if level == "all" else ""
    said += f"border-bottom: {rule};" if level == "header" else ""
    return said + (f"border-left: {rule}; border-right: {rule};" if plumb == "all" else "")


def table(grid: Grid, layout: Layout) -> str:
    whole = sum(grid.widths)
    columns = "".join(f'<col style="width: {100 * width / whole:.2f}%">' for width in grid.widths)
    head = "".join(_row(row, layout) for row in grid.header)
    body = "".join(_row(row, layout) for row in grid.body)
    kind = "plan form" if layout.form == "form" else "plan"
    tag = "thead" if layout.header == "every" else "tbody"
    return f'<table class="{kind}">{columns}<{tag}>{head}</{tag}><tbody>{body}</tbody></table>'


def _row(row: GridRow, layout: Layout) -> str:
    cells = "".join(_cell(cell, row.kind == "header", layout) for cell in row.cells)
    return f'<tr class="{row.kind}">{cells}</tr>'


def _cell(cell: GridCell, header: bool, layout: Layout) -> str:
    tag = "th" if header or cell.label else "td"
    kind = ' class="later"' if cell.column else ""
    fill = f' style="background: {cell.fill}"' if cell.fill is not None else ""
    words = _words(cell.text)
    if header and layout.turned:
        words = f'<span class="turned">{words}</span>'
    spans = f' colspan="{cell.column_span}" rowspan="{cell.row_span}"'
    return f"<{tag}{kind}{fill}{spans}>{words}</{tag}>"


def _words(text: str) -> str:
    """Lines that begin with a bullet as a list."""
    first, *items = text.split("\n• ")
    listed = "".join(f"<li>{escape(item)}</li>" for item in items)
    return escape(first) + (f"<ul>{listed}</ul>" if items else "")
