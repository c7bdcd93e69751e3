"""Layouts drawn at random: the plan of `layouts` in type, widths, gaps and rules that nobody chose."""

import random
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth

from layouts import ACTIONS, PLAN, Layout

RULED = ("grid", "level", "header", "upright", "zebra", "none")
_RULES: dict[str, dict[str, Any]] = {
    "grid": {"level": "all", "plumb": "all"},
    "level": {"level": "all"},
    "header": {"level": "header"},
    "upright": {},
    "zebra": {"zebra": "#EDEDED"},
    "none": {},
}


def drawn(ruled: str, seed: int) -> Layout:
    """A layout with such rules; the same for the same seed. No word is wider than its column."""
    chance = random.Random(f"{ruled} {seed}")
    while True:
        layout = _layout(ruled, seed, chance)
        if _fits(layout):
            return layout


def _layout(ruled: str, seed: int, chance: random.Random) -> Layout:
    wide = chance.random() < 0.4
    kinds = ["first", "repeat", "band", *(["merged"] if ruled in ("grid", "level") else [])]
    findings = chance.choice(kinds)
    shares = (40, 260, 130, 110, 160) if findings == "band" else (40, 150, 220, 100, 90, 150)
    widths = [chance.uniform(0.8, 1.2) * share for share in shares]
    scale = (760 if wide else 520) / sum(widths)
    rules = dict(_RULES[ruled])
    if ruled == "upright":
        rules["plumb"] = chance.choice(["all", "inner"])
    if ruled == "zebra":
        rules["header_fill"] = chance.choice([None, "#BFBFBF"])
    return Layout(
        f"{ruled}_{findings}_{seed}",
        **rules,
        findings=findings,  # type: ignore[arg-type]
        widths=tuple(width * scale for width in widths),
        size=chance.choice([7, 8, 9, 10, 11]),
        leading=chance.choice([1.12, 1.18, 1.25, 1.35]),
        pad=(chance.choice([2.5, 4, 6]), chance.choice([0.5, 2, 3, 5])),
        wide=wide,
        header=chance.choice(["every", "first"]),  # type: ignore[arg-type]
        split_rows=findings == "repeat" and chance.random() < 0.3,
    )


def _fits(layout: Layout) -> bool:
    """Has each column room for the longest of its words? Where it has not, no two readers agree on what is printed."""
    skipped = 1 if layout.findings == "band" else None
    header = [words for place, words in enumerate(PLAN["columns"]) if place != skipped]
    rows = [[words for place, words in enumerate(row) if place != skipped] for row in ACTIONS]
    for font, row in [("Helvetica-Bold", header), *(("Helvetica", row) for row in rows)]:
        for width, cell in zip(layout.widths, row, strict=True):
            room = width - 2 * layout.pad[0]
            if any(stringWidth(word, font, layout.size) > room for word in cell.split()):
                return False
    return True
