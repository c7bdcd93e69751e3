"""Which actions a caller asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from planextract.confidence import Band, band
from planextract.emit import cells
from planextract.mcp_server.answers import day, surety
from planextract.records import Action, Colour, Stage, State

Sure = Band | Literal["unmeasured"]


@dataclass(frozen=True, slots=True)
class Filter:
    """What an action must have; None asks for nothing. Words are looked for without regard to capitals."""

    owner: str | None = None
    text: str | None = None
    states: Sequence[State] | None = None
    stages: Sequence[Stage] | None = None
    colours: Sequence[Colour] | None = None
    due_before: date | None = None
    due_after: date | None = None
    overdue: bool | None = None
    sure: Sequence[Sure] | None = None

    def takes(self, action: Action) -> bool:
        """Whether an action is asked for, its days left aside."""
        progress = action.progress
        state = progress.state.value if progress.state is not None else None
        return (
            (self.owner is None or _says(_parties(action), self.owner))
            and (self.text is None or _says(_words(action), self.text))
            and (self.states is None or state in self.states)
            and (self.stages is None or progress.stage in self.stages)
            and (self.colours is None or cells.colour(action) in self.colours)
            and (self.overdue is None or action.overdue_at_reference is self.overdue)
            and (self.sure is None or (band(surety(action)) or "unmeasured") in self.sure)
        )

    @property
    def asks_for_days(self) -> bool:
        return self.due_before is not None or self.due_after is not None

    def due(self, action: Action) -> bool | None:
        """Whether its last day is one that is asked for; None where it has none to compare."""
        if not self.asks_for_days:
            return True
        latest = day(action, "latest")
        if latest is None:
            return None
        before = self.due_before is None or latest < self.due_before
        return before and (self.due_after is None or latest > self.due_after)


def _says(texts: list[str | None], wanted: str) -> bool:
    folded = " ".join(wanted.casefold().split())
    return any(folded in " ".join(text.casefold().split()) for text in texts if text)


def _parties(action: Action) -> list[str | None]:
    return [
        text
        for owner in action.owners
        for text in (owner.raw, owner.name, owner.role, owner.organisation, owner.expansion)
    ]


def _words(action: Action) -> list[str | None]:
    fields = (action.reference, action.section, action.text, action.progress.commentary)
    return [cells.words(found) for found in fields]
