"""Blocks and tables of a text file in reading order, numbered as they come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from planextract.document import Block, BlockKind, Cell, Row, Table
from planextract.errors import LimitExceededError
from planextract.provenance import Place, SourcedText
from planextract.readers.fragments import Run, Spot, Strip, bold, labelled, lines


@dataclass(frozen=True, slots=True)
class Area:
    """One cell before it has a place: characters start..end of the file and what stands in them.

    Where a cell is no unbroken stretch of the file, `source` has its characters, and all is counted in that; `origin`
    says where they stand in the file.
    """

    row: int
    column: int
    start: int
    end: int
    strips: Sequence[Strip]
    row_span: int = 1
    column_span: int = 1
    header: bool = False
    fill: str | None = None
    source: str | None = None
    origin: "Origin" = ()


class Standing(NamedTuple):
    """Characters of a place's source, from `start` on, that stand together in the file, from `at` on."""

    start: int
    at: int
    length: int


Origin = tuple[Standing, ...]
"""Where the source of a place stands in the file; a line break of ours between two lines stands nowhere."""


class Words(NamedTuple):
    """Words of one line and the character of the file at which they begin."""

    at: int
    text: str


@dataclass(slots=True)
class Flow:
    """What has been read of one file so far. Raises `LimitExceededError` for tables with too many cells.

    `origins` says for each place where its source stands in the file.
    """

    file: str
    name: str
    most_cells: int
    parts: list[Block | Table] = field(default_factory=list)
    blocks: int = 0
    tables: int = 0
    cells: int = 0
    origins: dict[Place, Origin] = field(default_factory=dict)

    def block(
        self, strip: Strip, stretch: tuple[int, int] | None = None, kind: BlockKind | None = None
    ) -> None:
        """One paragraph; nothing for one without words.

        Its source is a stretch of the file, by default from its first word to its last.
        """
        if not strip.runs:
            return
        start, end = stretch or (strip.runs[0].start, strip.runs[-1].end)
        whole = self.file[start:end]
        start, end = end - len(whole.lstrip()), start + len(whole.rstrip())
        spot = Spot(self.file, Place(block=self.blocks), start, end)
        self.origins[spot.place] = (Standing(0, start, end - start),)
        words = spot.words(strip.runs)
        if not words.text:
            return
        label, text = labelled(words)
        kind = kind or _kind(strip, label)
        level = strip.level if kind in ("heading", "item") else None
        self.parts.append(Block(self.blocks, text, spot.source, kind, label, level, strip.bold))
        self.blocks += 1

    def claim(self, cells: int) -> None:
        """Count so many more cells. Raises LimitExceededError where that is too many."""
        self.cells += cells
        self.allow(self.cells)

    def allow(self, cells: int) -> None:
        """Raises LimitExceededError for so many cells in one table."""
        if cells > self.most_cells:
            reason = (
                f"Its tables have more than {self.most_cells:,} cells; raise Options.limits.cells to read it."
            )
            raise LimitExceededError(self.name, reason)

    def table(
        self, rows: Iterable[Sequence[Area]], columns: int, headers: frozenset[int] = frozenset()
    ) -> None:
        """A table of rows from top to bottom; `headers` are the rows marked as such in the file."""
        made = tuple(
            Row(number, tuple(self._cell(area) for area in row), number in headers)
            for number, row in enumerate(rows)
        )
        self.parts.append(Table(self.tables, made, columns))
        self.tables += 1

    def _cell(self, area: Area) -> Cell:
        place = Place(table=self.tables, row=area.row, column=area.column)
        spot = Spot(self.file if area.source is None else area.source, place, area.start, area.end)
        self.origins[place] = area.origin or (Standing(0, area.start, area.end - area.start),)
        return Cell(
            row=area.row,
            column=area.column,
            lines=lines(area.strips, spot),
            source=spot.source,
            row_span=area.row_span,
            column_span=area.column_span,
            fill=area.fill,
            bold=bold(area.strips),
            header=area.header,
            place=place,
        )


def _kind(strip: Strip, label: SourcedText | None) -> BlockKind:
    if strip.kind == "heading":
        return "heading"
    if strip.zone is not None:
        return strip.zone
    return "item" if strip.kind == "item" or label is not None else "paragraph"


def area_of(row: int, column: int, lines: Sequence[Words], span: int = 1) -> Area:
    """A cell whose lines stand apart in the file, as in columns of blanks: its source is the lines, one under another.

    >>> area_of(1, 0, [Words(40, "Head of"), Words(97, "Housing")]).origin
    (Standing(start=0, at=40, length=7), Standing(start=8, at=97, length=7))
    """
    source = "\n".join([line.text for line in lines])
    origin, start = [], 0
    for line in lines:
        origin.append(Standing(start, line.at, len(line.text)))
        start += len(line.text) + 1
    strips = [Strip([Run(source, 0, len(source))])] if source else []
    return Area(row, column, 0, len(source), strips, column_span=span, source=source, origin=tuple(origin))


def stretch(file: str, start: int, end: int) -> Strip:
    """Characters of the file as they stand, as one paragraph."""
    return Strip([Run(file[start:end], start, end)])
