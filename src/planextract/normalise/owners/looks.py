"""Owners told apart by how they look: "Who (lead in red)", "Lead officers are shown in bold".

A look says something only where the document says what. Colours are compared by their names, since "red" is printed
in many reds.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from planextract.document import Cell, Look
from planextract.normalise.colours import named
from planextract.normalise.context import Remark
from planextract.normalise.owners.lexicon import folded, lexicon, phrases
from planextract.records import CellSource, Owner

MOST = 0.8
"""The share of a party's characters that must have the look; with less than the rest of it the party has not."""


@dataclass(frozen=True, slots=True)
class LeadLook:
    """How whoever leads is shown: "bold", or a colour by its name."""

    name: str

    def shown(self, look: Look) -> bool:
        if self.name == "bold":
            return look.bold
        return self.name in (named(look.colour), named(look.highlight))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    lead, shown, means, who = (phrases(f"looks.{name}").pattern for name in ("lead", "shown", "means", "who"))
    look = rf"(?:{phrases('looks.shade').pattern}\s+)?(?P<look>{phrases(*_looks()).pattern})"
    letters = rf"(?:\s+{phrases('looks.letters').pattern})?"
    ends = r"(?=\s*(?:[]).,;:]|$|and\b))"
    return (
        re.compile(rf"{lead}\s*[-–:,(\[]*\s*{shown}\s+{look}{letters}{ends}", re.IGNORECASE),
        re.compile(rf"(?:^|[.;(\[]\s*){look}{letters}\s*{means}\s*(?:the\s+)?{lead}{ends}", re.IGNORECASE),
        re.compile(
            rf"{who}\s+(?:{shown}|in)\s+{look}{letters}\s+{means}\s*(?:the\s+)?{lead}{ends}", re.IGNORECASE
        ),
    )


def _looks() -> list[str]:
    return [name for name in lexicon().lists if name.startswith("looks.as_")]


def lead_look(text: str) -> LeadLook | None:
    """How some words say that whoever leads is shown; None where they do not.

    >>> lead_look("Who (lead in red)"), lead_look("Lead officers are shown in bold type.")
    (LeadLook(name='red'), LeadLook(name='bold'))
    >>> lead_look("Head of Service to take the lead in red tape reviews") is None
    True
    """
    for pattern in _patterns():
        if match := pattern.search(text):
            wording = folded(match["look"])
            return next(LeadLook(name.rpartition("_")[2]) for name in _looks() if wording in lexicon()[name])
    return None


def by_look(
    owners: Sequence[Owner], cell: Cell, look: LeadLook
) -> tuple[tuple[Owner, ...], tuple[Remark, ...]]:
    """The owners of a cell with the part that their look gives them; where it tells none apart, as they were.

    What the cell itself says of somebody's part ("support: ...") counts for more.
    """
    if len(owners) < 2 or any(one.part != "lead" for one in owners):
        return tuple(owners), ()
    shares = [_share(one, cell, look) for one in owners]
    if all(share >= MOST for share in shares):
        return tuple(owners), ()
    clear = all(share >= MOST or share <= 1 - MOST for share in shares)
    if not clear or not any(share >= MOST for share in shares):
        said = f"leads are said to be shown in {look.name}, and which of these are is not to be seen"
        return tuple(owners), (Remark("lead_not_shown", said),)
    parts = ("lead" if share >= MOST else "support" for share in shares)
    return tuple(one.model_copy(update={"part": part}) for one, part in zip(owners, parts, strict=True)), ()


def _share(one: Owner, cell: Cell, look: LeadLook) -> float:
    """The share of a party's characters that has a look."""
    letters = [(piece, at) for source in one.sources for piece, at in _letters(source, cell)]
    shown = sum(
        any(each.start <= at < each.end and look.shown(each) for each in piece.looks) for piece, at in letters
    )
    return shown / len(letters) if letters else 0.0


def _letters(source: object, cell: Cell) -> Iterator[tuple[Cell, int]]:
    """The characters of a source that are letters or figures, each with the cell as read that it stands in."""
    if not isinstance(source, CellSource):
        return
    where = (source.page, source.table, source.row, source.column)
    for piece in cell.pieces:
        if piece.place is not None and (piece.page, piece.place.table, piece.row, piece.column) == where:
            yield from ((piece, at) for at in range(source.start, source.end) if piece.source[at].isalnum())
