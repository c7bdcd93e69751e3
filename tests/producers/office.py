"""Plans as Word documents, printed by LibreOffice: all in one run."""

import shutil
import subprocess
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt, RGBColor

from producers.grids import Grid, GridCell, GridRow, grids
from producers.plans import Plan
from producers.styles import Layout

PROGRAMS = ("soffice", "libreoffice")
KINDS = {"solid": "single", "dotted": "dotted", "dashed": "dashed", "double": "double"}
MARGIN = Mm(15)


def program() -> str | None:
    return next((found for name in PROGRAMS if (found := shutil.which(name)) is not None), None)


def printed(cases: Sequence[tuple[Plan, Layout]], folder: Path) -> list[bytes]:
    """The PDF of each case."""
    files = [folder / f"plan{place:03}.docx" for place in range(len(cases))]
    for file, (plan, layout) in zip(files, cases, strict=True):
        file.write_bytes(document(plan, layout))
    command = [
        program() or "", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
        "--convert-to", "pdf", "--outdir", str(folder), *map(str, files),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return [file.with_suffix(".pdf").read_bytes() for file in files]


def document(plan: Plan, layout: Layout) -> bytes:
    made = docx.Document()
    made.styles["Normal"].font.name = "Liberation Serif" if layout.serif else "Liberation Sans"
    made.styles["Normal"].font.size = Pt(10)
    across = _page(made.sections[0], layout.wide or plan.wide)
    made.add_paragraph().add_run(plan.title).bold = True
    made.add_paragraph(plan.before)
    parts = grids(plan, layout)
    if layout.form == "twin":
        outer = made.add_table(1, 2)
        for place, grid in enumerate(parts):
            _table(outer.cell(0, place), grid, layout, across / 2 - Pt(12))
    elif layout.form == "nested":
        outer = made.add_table(1, 1)
        _set(outer._tbl.tblPr, _borders("tblBorders", "single", 16, "#000000", "top left bottom right"))
        _table(outer.cell(0, 0), parts[0], layout, across - Pt(16))
    elif layout.form == "two columns":
        section = made.add_section(WD_SECTION.CONTINUOUS)
        _set(section._sectPr, f'<w:cols {nsdecls("w")} w:num="2" w:space="320"/>')
        _table(made, parts[0], layout, (across - Pt(16)) / 2)
        section = made.add_section(WD_SECTION.CONTINUOUS)
        _set(section._sectPr, f'<w:cols {nsdecls("w")} w:num="1"/>')
    else:
        for grid in parts:
            _table(made, grid, layout, across)
            made.add_paragraph()
    made.add_paragraph(plan.after)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def _page(section: Any, wide: bool) -> float:
    """Sets A4; the width between its margins."""
    section.page_width, section.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    return float(section.page_width - 2 * MARGIN)


def _set(parent: Any, xml: str) -> None:
    """Puts an element into another in place of one of its kind."""
    made = parse_xml(xml)
    for old in parent.findall(made.tag):
        parent.remove(old)
    parent.append(made)


def _borders(kind: str, line: str, eighths: int, ink: str, edges: str) -> str:
    said = "".join(
        f'<w:{edge} w:val="{line}" w:sz="{eighths}" w:space="0" w:color="{ink[1:]}"/>'
        for edge in edges.split()
    )
    return f"<w:{kind} {nsdecls('w')}>{said}</w:{kind}>"


def _edges(layout: Layout) -> str:
    level = {"all": "top bottom insideH", "inner": "insideH"}.get(layout.level, "")
    plumb = {"all": "left right insideV", "inner": "insideV"}.get(layout.plumb, "")
    wanted = f"{level} {plumb}".split()
    return " ".join(
        edge for edge in ("top", "left", "bottom", "right", "insideH", "insideV") if edge in wanted
    )


def _table(parent: Any, grid: Grid, layout: Layout, across: float) -> None:
    table = parent.add_table(len(grid.rows), len(grid.widths))
    table.autofit = False
    properties = table._tbl.tblPr
    ink = (KINDS[layout.line], round(layout.thick * 8), layout.ink)
    _set(properties, _borders("tblBorders", *ink, _edges(layout)))
    _set(properties, f"<w:tblCellMar {nsdecls('w')}>{_margins(layout)}</w:tblCellMar>")
    widths = [int(across * width / sum(grid.widths)) for width in grid.widths]
    for column, width in enumerate(widths):
        table.columns[column].width = width
    rows = list(table.rows)
    cells = [row.cells for row in rows]  # Table.cell walks over the whole table each time
    for column, width in enumerate(widths):
        for row_cells in cells:
            row_cells[column].width = width
    if layout.level == "header":
        last = len(grid.header) - 1
        for number, edges in ((0, "top"), (last, "bottom"), (len(grid.rows) - 1, "bottom")):
            for cell in cells[number]:
                said = "top bottom" if number == 0 == last else edges
                _set(cell._tc.get_or_add_tcPr(), _borders("tcBorders", *ink, said))
    body = 0
    for number, row in enumerate(grid.rows):
        body += row.kind == "body"
        _row(rows[number], row, layout)
        for cell in row.cells:
            made = cells[number][cell.column]
            if cell.column_span > 1 or cell.row_span > 1:
                made = made.merge(cells[number + cell.row_span - 1][cell.column + cell.column_span - 1])
            _cell(made, cell, row, layout, layout.zebra if row.kind == "body" and body % 2 else None)


def _margins(layout: Layout) -> str:
    return "".join(
        f'<w:{side} w:w="{round(layout.pad[place] * 20)}" w:type="dxa"/>'
        for side, place in (("top", 1), ("left", 0), ("bottom", 1), ("right", 0))
    )


def _row(made: Any, row: GridRow, layout: Layout) -> None:
    properties = made._tr.get_or_add_trPr()
    if not layout.cut:
        _set(properties, f"<w:cantSplit {nsdecls('w')}/>")
    if row.kind == "header" and layout.header == "every":
        _set(properties, f"<w:tblHeader {nsdecls('w')}/>")
    if row.kind == "header" and layout.turned:
        _set(properties, f'<w:trHeight {nsdecls("w")} w:val="1700" w:hRule="atLeast"/>')


def _cell(made: Any, cell: GridCell, row: GridRow, layout: Layout, stripe: str | None) -> None:
    header = row.kind == "header" or cell.label
    fill = cell.fill or {"header": layout.header_fill, "band": layout.band_fill}.get(row.kind, stripe)
    if cell.label:
        fill = layout.header_fill
    if fill is not None:
        _set(
            made._tc.get_or_add_tcPr(),
            f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill[1:]}"/>',
        )
    if layout.middle:
        made.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    if row.kind == "header" and layout.turned:
        _set(made._tc.get_or_add_tcPr(), f'<w:textDirection {nsdecls("w")} w:val="btLr"/>')
    for place, words in enumerate(cell.text.split("\n• ")):
        paragraph = made.paragraphs[0] if place == 0 else made.add_paragraph(style="List Bullet")
        paragraph.paragraph_format.space_after = Pt(0)
        if layout.centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(words)
        run.font.size = Pt(layout.size)
        run.bold = header or row.kind == "band"
        if header:
            run.font.color.rgb = RGBColor.from_string(layout.header_ink[1:])
