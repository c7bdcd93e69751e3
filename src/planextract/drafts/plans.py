"""A plan: what stands above its table, as its title, its lead officer, its links and its criteria of success."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from planextract.document import Cell
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.roles import Reading
from planextract.tables import Segment
from planextract.vocab import Vocabulary

LABELLED = re.compile(r"\s*(?P<label>[^:\n]{2,60}):\s*(?=\S)")


@dataclass
class PlanDraft:
    """`criteria` pairs each criterion with how it is measured, by their order in the two columns."""

    title: SourcedText | None = None
    lead: SourcedText | None = None
    links: list[SourcedText] = field(default_factory=list)
    criteria: list[tuple[SourcedText, SourcedText | None]] = field(default_factory=list)


def names_plan(words: SourcedText) -> bool:
    """Whether a title says that this is a plan, a log or the like."""
    return pattern(r"\b{plans.titles}\b").search(words.text) is not None


def begin(
    segment: Segment, plan: PlanDraft | None, vocabulary: Vocabulary
) -> tuple[PlanDraft | None, list[SourcedText]]:
    """A new plan where the rows above a header name one, else None; and the titles that name a section only."""
    fresh = PlanDraft()
    sections: list[SourcedText] = []
    for title in segment.titles:
        if not _labelled(title, fresh, vocabulary):
            if fresh.title is None and (names_plan(title) or plan is None):
                fresh.title = title
            else:
                sections.append(title)
    if fresh.title is None and plan is None and segment.heading is not None and names_plan(segment.heading):
        fresh.title = segment.heading
    if plan is None or fresh.title is not None:
        return fresh, sections
    plan.lead = plan.lead or fresh.lead
    plan.links += fresh.links
    return None, sections


def _labelled(title: SourcedText, plan: PlanDraft, vocabulary: Vocabulary) -> bool:
    """Takes in "Lead Officer: ..." and "Links: ..."; False for a title that is not of this shape."""
    found = LABELLED.match(title.text)
    if found is None:
        return False
    roles = vocabulary.roles_of(found["label"])
    rest = title[found.end() :].strip()
    if "owner" in roles or "accountable" in roles:
        plan.lead = plan.lead or rest
    elif "link" in roles:
        plan.links += [part.strip() for part in rest.split(r",\s+|;\s*|\n") if part.text.strip()]
    else:
        return False
    return True


def criteria(reading: Reading) -> list[tuple[SourcedText, SourcedText | None]]:
    """The criteria of success and their measures, paired by order where their counts agree."""
    pairs: list[tuple[SourcedText, SourcedText | None]] = []
    columns = [column.index for column in reading.columns if column.roles]
    for row in reading.table.rows():
        cells = [row.grid.cells[index] for index in columns]
        first = _points(cells[0]) if cells else []
        second = _points(cells[1]) if len(cells) > 1 else []
        if len(first) == len(second):
            pairs += list(zip(first, second, strict=True))
        else:
            pairs += [(point, None) for point in (*first, *second)]
    return pairs


def _points(cell: Cell | None) -> Sequence[SourcedText]:
    """The bullets of a cell, or all of it where it has none."""
    if cell is None or cell.blank:
        return []
    return [line.text.strip() for line in cell.lines if line.text.text.strip()]
