"""Ruled tables with their words: a grid filled with the characters that stand in its cells."""

from collections.abc import Iterator

from planextract.document import Cell, Line, Row, Table
from planextract.provenance import Place
from planextract.readers.pdf.grids.lattice import Grid, GridCell
from planextract.readers.pdf.grids.shading import fills_near, shading
from planextract.readers.pdf.lines.broken_words import PageWords, mended
from planextract.readers.pdf.lines.paragraphs import offsets, paragraphs, source_of, sourced, usual_pitch
from planextract.readers.pdf.lines.printed import PrintedLine
from planextract.readers.pdf.sheet import Sheet


def table(
    grid: Grid, printed: dict[int, list[PrintedLine]], sheet: Sheet, index: int, words: PageWords
) -> Table:
    """The grid with the lines of each of its cells as a table; `index` is its place among the document's tables."""
    rights = _rights(grid, printed)
    for place, lines in printed.items():
        if len(lines) > 1:
            printed[place] = mended(
                lines, rights[grid.cells[place].column, grid.cells[place].column_span], words
            )
    pitch = usual_pitch([line for place in sorted(printed) for line in printed[place]])
    shades = shading(grid, fills_near(grid.box, sheet), printed)
    cells = [
        _cell(
            cell,
            printed.get(place, []),
            rights[cell.column, cell.column_span],
            pitch,
            sheet,
            index,
            shades[place],
        )
        for place, cell in enumerate(grid.cells)
    ]
    rows: list[list[Cell]] = [[] for _ in grid.ys[1:]]
    for cell in cells:
        rows[cell.row].append(cell)
    return Table(
        index=index,
        rows=tuple(
            Row(place, tuple(sorted(row, key=lambda cell: cell.column))) for place, row in enumerate(rows)
        ),
        columns=len(grid.xs) - 1,
        page=sheet.number,
        box=sheet.page_box(grid.box),
    )


def _rights(grid: Grid, printed: dict[int, list[PrintedLine]]) -> dict[tuple[int, int], float]:
    """How far lines are known to reach in each column, by column and span."""
    rights: dict[tuple[int, int], float] = {}
    for place, cell in enumerate(grid.cells):
        key = (cell.column, cell.column_span)
        reach = max((line.x1 for line in printed.get(place, []) if line.turn == 0), default=0.0)
        rights[key] = max(rights.get(key, 0.0), reach)
    return rights


def _cell(
    cell: GridCell,
    printed: list[PrintedLine],
    right: float,
    pitch: float | None,
    sheet: Sheet,
    index: int,
    fill: str | None,
) -> Cell:
    place = Place(page=sheet.number, table=index, row=cell.row, column=cell.column)
    return Cell(
        row=cell.row,
        column=cell.column,
        lines=tuple(_lines(printed, place, right, pitch)),
        source=source_of(printed),
        row_span=cell.row_span,
        column_span=cell.column_span,
        fill=fill,
        bold=bool(printed) and all(line.bold for line in printed),
        page=sheet.number,
        box=sheet.page_box(cell.box),
        place=place,
    )


def _lines(printed: list[PrintedLine], place: Place, right: float, pitch: float | None) -> Iterator[Line]:
    if not printed:
        return
    starts = offsets(printed)
    for paragraph in paragraphs(printed, right, usual_pitch(printed) or pitch):
        words, label = sourced(paragraph, place, starts)
        yield Line(words, "plain" if label is None else "item", label)
