"""Plans in layouts by producers: the PDF of each, what its pages hold and what the plan says."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zlib import crc32

from producers import chromium, office, platypus
from producers.grids import Grid, columns_of, grids
from producers.plans import PLANS, Plan
from producers.styles import LAYOUTS, Layout
from producers.truth import TrueTable, page_texts, true_tables

Printer = Callable[[Sequence[tuple[Plan, Layout]], Path], list[bytes]]

PRINTERS: dict[str, Printer] = {
    "chromium": chromium.printed,
    "libreoffice": office.printed,
    "reportlab": platypus.printed,
}

Said = tuple[str | None, str | None, str, tuple[str, ...], str | None]
"""Reference, finding or section, action, owners and date of one action."""


def missing(producer: str) -> str | None:
    """Why a producer cannot print here, None where it can."""
    needed = {"chromium": chromium.program, "libreoffice": office.program}
    if producer in needed and needed[producer]() is None:
        return f"{producer} is not installed"
    return None


@dataclass(frozen=True)
class Combination:
    producer: str
    plan: Plan
    layout: Layout

    @property
    def name(self) -> str:
        return f"{self.plan.name}/{self.layout.name}/{self.producer}"

    @property
    def looked_at(self) -> bool:
        """Half of all plans in layouts were looked at in development, whoever printed them; the rest only scored."""
        return crc32(f"{self.plan.name}/{self.layout.name}".encode()) % 2 == 0

    @cached_property
    def grids(self) -> tuple[Grid, ...]:
        return grids(self.plan, self.layout)

    def true_tables(self, data: bytes) -> tuple[TrueTable, ...]:
        return true_tables(self.grids, page_texts(data))

    def said(self) -> list[Said]:
        """What the plan says, as far as this layout prints it."""
        return list(_said(self.plan, self.layout))


def combinations(producers: Sequence[str] = tuple(PRINTERS)) -> list[Combination]:
    return [
        Combination(producer, plan, layout) for producer in producers for plan in PLANS for layout in LAYOUTS
    ]


def one_each(combinations: Sequence[Combination]) -> list[Combination]:
    """One plan for each layout of each producer in each half, another by another producer."""
    kinds: dict[tuple[str, str, bool], list[Combination]] = {}
    for one in combinations:
        kinds.setdefault((one.producer, one.layout.name, one.looked_at), []).append(one)
    return [
        those[crc32(f"{layout}/{producer}".encode()) % len(those)]
        for (producer, layout, _), those in kinds.items()
    ]


def one_producer_each(combinations: Sequence[Combination]) -> list[Combination]:
    """One plan and one producer for each layout in each half."""
    kinds: dict[tuple[str, bool], list[Combination]] = {}
    for one in one_each(combinations):
        kinds.setdefault((one.layout.name, one.looked_at), []).append(one)
    return [those[crc32(layout.encode()) % len(those)] for (layout, _), those in kinds.items()]


def printed(chosen: Sequence[Combination], folder: Path) -> dict[str, bytes]:
    """The PDFs of combinations of one producer by name, printed into a folder unless they stand there already."""
    index = folder / "printed.json"
    if not index.exists():
        folder.mkdir(parents=True, exist_ok=True)
        files = PRINTERS[chosen[0].producer]([(one.plan, one.layout) for one in chosen], folder)
        names = {one.name: f"{place:03}.made.pdf" for place, one in enumerate(chosen)}
        for one, data in zip(chosen, files, strict=True):
            (folder / names[one.name]).write_bytes(data)
        index.write_text(json.dumps(names), encoding="utf-8")
    return {name: (folder / file).read_bytes() for name, file in json.loads(index.read_text("utf-8")).items()}


def _said(plan: Plan, layout: Layout) -> Iterator[Said]:
    roles = {column.role for column in columns_of(plan, layout)}
    banded = layout.findings == "band" and layout.form == "plain"
    for finding, row in plan.rows():
        above = finding.text if "finding" in roles or banded else None
        if plan.section is not None and not banded:
            above = row[plan.section] if plan.section in roles else None
        owners = tuple(row["owner"].split(plan.apart)) if row["owner"] else ()
        yield row.get("ref"), above, row["action"], owners, row["deadline"] or None
