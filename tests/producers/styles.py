"""How a plan is printed, whatever prints it."""

from dataclasses import dataclass
from typing import Literal

Lines = Literal["all", "inner", "header", "none"]
"""Rules at every edge, at all but the outer edges, above and below the header and at the end, or none."""
Findings = Literal["first", "merged", "band", "repeat"]
Group = Literal["full", "level", "none", "other"]
"""Grids, merged cells, bands and fills; level rules only; no rules; what is none of these."""
Line = Literal["solid", "dotted", "dashed", "double"]
Form = Literal["plain", "nested", "twin", "two columns", "form"]


@dataclass(frozen=True)
class Layout:
    """`level` and `plumb`: which rules are drawn; `findings`: how one over several actions is printed.

    `turned`: header words run upwards. `ticks`: signs in place of the last column's words. `cut`: a row may begin on
    one page and end on the next. Lengths in points.
    """

    name: str
    group: Group
    level: Lines = "none"
    plumb: Lines = "none"
    line: Line = "solid"
    ink: str = "#000000"
    thick: float = 0.5
    findings: Findings = "first"
    header: Literal["every", "first", "none"] = "every"
    header_rows: int = 1
    header_fill: str | None = None
    header_ink: str = "#000000"
    turned: bool = False
    band_fill: str | None = None
    zebra: str | None = None
    rag: bool = False
    ticks: bool = False
    serif: bool = False
    size: float = 9.0
    pad: tuple[float, float] = (4.0, 3.0)
    middle: bool = False
    centred: bool = False
    wide: bool = False
    cut: bool = False
    form: Form = "plain"


_GRID: dict[str, Lines] = {"level": "all", "plumb": "all"}

_DARK = {"header_fill": "#1F3864", "header_ink": "#FFFFFF"}

LAYOUTS: tuple[Layout, ...] = (
    Layout("grid", "full", **_GRID, header_fill="#D9E2F3"),
    Layout("grid_merged", "full", **_GRID, findings="merged"),
    Layout("grid_merged_middle", "full", **_GRID, findings="merged", middle=True, header_fill="#E2EFD9"),
    Layout("grid_bands", "full", **_GRID, findings="band", band_fill="#DEEAF6", **_DARK),
    Layout("grid_repeat_wide", "full", **_GRID, findings="repeat", wide=True, serif=True, size=10),
    Layout("grid_rag", "full", **_GRID, rag=True, header_fill="#BFBFBF"),
    Layout("grid_ticks", "full", **_GRID, ticks=True, centred=True),
    Layout("grid_grey", "full", **_GRID, ink="#BFBFBF", thick=0.75, findings="first", header="first"),
    Layout("grid_white", "full", **_GRID, ink="#FFFFFF", thick=1.5, zebra="#DEEAF6", **_DARK),
    Layout("grid_two_row_header", "full", **_GRID, header_rows=2, header_fill="#F2F2F2"),
    Layout("grid_turned_header", "full", **_GRID, turned=True, wide=True),
    Layout("grid_dotted", "full", **_GRID, line="dotted"),
    Layout("grid_double", "full", **_GRID, line="double", thick=1.5),
    Layout("grid_inner", "full", level="inner", plumb="inner"),
    Layout("grid_open_sides", "full", level="all", plumb="inner", findings="merged"),
    Layout("grid_cut_rows", "full", **_GRID, cut=True, findings="repeat", size=9.5),
    Layout("level", "level", level="all", header_fill="#F2F2F2"),
    Layout("level_thin", "level", level="all", ink="#A6A6A6", findings="repeat", pad=(5, 4)),
    Layout("level_merged", "level", level="all", findings="merged"),
    Layout("level_bands", "level", level="all", findings="band", band_fill="#EDEDED"),
    Layout("level_inner_wide", "level", level="inner", wide=True, serif=True),
    Layout("level_dashed", "level", level="all", line="dashed"),
    Layout("level_zebra", "level", level="all", zebra="#F2F2F2", header_fill="#404040", header_ink="#FFFFFF"),
    Layout("bare", "none"),
    Layout("bare_repeat_wide", "none", findings="repeat", wide=True, size=10),
    Layout("bare_loose", "none", pad=(6, 6), header_fill="#D9D9D9"),
    Layout("bare_header_rules", "none", level="header", serif=True),
    Layout("bare_bands", "none", findings="band", pad=(4, 4)),
    Layout("zebra", "other", zebra="#EDEDED", header_fill="#7F7F7F", header_ink="#FFFFFF"),
    Layout("plumb", "other", plumb="all"),
    Layout("columns_boxed", "other", level="header", plumb="all", findings="repeat"),
    Layout("nested", "other", **_GRID, form="nested"),
    Layout("twin", "other", **_GRID, form="twin", size=8),
    Layout("two_columns", "other", level="all", form="two columns", size=8),
    Layout("form", "other", **_GRID, form="form"),
    Layout("form_level", "other", level="all", form="form"),
)  # fmt: skip
