"""The rows of a plan in a layout, before any page is known."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from producers.plans import Column, Plan
from producers.styles import Layout

RAG = {
    "Green": "#92D050", "Complete": "#92D050", "Amber": "#FFC000", "In progress": "#FFC000",
    "Red": "#FF0000", "Not started": "#FF0000",
}  # fmt: skip
NARROW = ("ref", "action", "owner", "deadline")
"""The columns of a plan where two tables stand side by side."""


@dataclass(frozen=True)
class GridCell:
    column: int
    text: str
    column_span: int = 1
    row_span: int = 1
    fill: str | None = None
    label: bool = False


@dataclass(frozen=True)
class GridRow:
    kind: Literal["header", "band", "body"]
    cells: tuple[GridCell, ...]


@dataclass(frozen=True)
class Grid:
    widths: tuple[float, ...]
    rows: tuple[GridRow, ...]

    @property
    def header(self) -> tuple[GridRow, ...]:
        return tuple(row for row in self.rows if row.kind == "header")

    @property
    def body(self) -> tuple[GridRow, ...]:
        return tuple(row for row in self.rows if row.kind != "header")


def columns_of(plan: Plan, layout: Layout) -> tuple[Column, ...]:
    if layout.form in ("twin", "two columns"):
        return tuple(column for column in plan.columns if column.role in NARROW)
    if layout.findings == "band":
        return tuple(column for column in plan.columns if column.role != "finding")
    return plan.columns


def grids(plan: Plan, layout: Layout) -> tuple[Grid, ...]:
    """One table; two where they stand side by side; one for each action in a form."""
    columns = columns_of(plan, layout)
    if layout.form == "form":
        return tuple(_form(plan, finding.text, row) for finding, row in plan.rows())
    widths = tuple(
        column.width + (4 if column.role == "ref" and layout.form != "plain" else 0) for column in columns
    )
    body = list(_body(plan, layout, columns))
    header = list(_header(layout, columns))
    if layout.form == "twin":
        half = (len(body) + 1) // 2
        return tuple(Grid(widths, (*header, *part)) for part in (body[:half], body[half:]))
    return (Grid(widths, (*header, *body)),)


def _form(plan: Plan, finding: str, row: dict[str, str]) -> Grid:
    said = {**row, "finding": finding}
    rows = [
        GridRow("body", (GridCell(0, column.header, label=True), GridCell(1, said[column.role])))
        for column in plan.columns
    ]
    return Grid((25, 75), tuple(rows))


def _header(layout: Layout, columns: tuple[Column, ...]) -> Iterator[GridRow]:
    if layout.header == "none":
        return
    if layout.header_rows == 2:
        first = next(place for place, column in enumerate(columns) if column.role == "action")
        upper = [GridCell(place, "") for place in range(first)]
        upper.append(GridCell(first, "What will be done", column_span=3))
        upper += [GridCell(place, "") for place in range(first + 3, len(columns))]
        yield GridRow("header", tuple(upper))
    yield GridRow("header", tuple(GridCell(place, column.header) for place, column in enumerate(columns)))


def _body(plan: Plan, layout: Layout, columns: tuple[Column, ...]) -> Iterator[GridRow]:
    for finding in plan.findings:
        if layout.findings == "band" and layout.form == "plain":
            yield GridRow("band", (GridCell(0, finding.text, column_span=len(columns)),))
        for place, row in enumerate(finding.rows):
            cells = []
            for number, column in enumerate(columns):
                if column.role != "finding":
                    cells.append(_cell(layout, number, row[column.role], number == len(columns) - 1))
                elif place == 0 or layout.findings == "repeat":
                    down = len(finding.rows) if layout.findings == "merged" else 1
                    cells.append(GridCell(number, finding.text, row_span=down))
                elif layout.findings != "merged":
                    cells.append(GridCell(number, ""))
            yield GridRow("body", tuple(cells))


def _cell(layout: Layout, number: int, text: str, last: bool) -> GridCell:
    cell = GridCell(number, text, fill=RAG.get(text) if layout.rag else None)
    if layout.ticks and last and text:
        return replace(cell, text="✓" if text in ("Complete", "Green") else "✗")
    return cell
