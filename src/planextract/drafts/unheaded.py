"""Lists of bullets that tell what a review found, under words that do not name what they are."""

import re
from collections.abc import Iterator, Sequence, Set

from planextract.drafts.points import Point, is_heading
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.records import FindingKind

FEWEST = 2
"""Items of such a list."""

_FOUND = r"\b{findings.found}\b[^.]{0,60}:$"

SHORTEST = 4
"""Words that an item has on average: names and places have fewer."""


def lists(parts: Sequence[Paragraph], headed: Set[int]) -> Iterator[tuple[Paragraph, list[Point]]]:
    """Each list with what stands over it; `headed` are the paragraphs of lists whose kind is known."""
    over: Paragraph | None = None
    heading: Paragraph | None = None
    items: list[Paragraph] = []
    for index, part in enumerate(parts):
        if part.bulleted and not part.heading and index not in headed:
            items.append(part)
            continue
        if over is not None and _tells(items, over, heading):
            yield over, _points(items)
        over, items = part, []
        if is_heading(part):
            heading = part
    if over is not None and _tells(items, over, heading):
        yield over, _points(items)


def _points(items: Sequence[Paragraph]) -> list[Point]:
    return [Point(part.words, part.number) for part in items]


def finds(over: Paragraph) -> bool:
    """Whether a heading names findings of no kind, or a lead-in says that somebody found what follows."""
    if is_heading(over):
        heads = (
            r"(?:(?:our|the|key|main|summary\s+of|overall|initial|emerging)\s+){0,3}{findings.headed}\s*:?"
        )
        return pattern(heads).fullmatch(over.text) is not None
    return pattern(_FOUND).search(over.text[-160:]) is not None


def tone(over: Paragraph) -> FindingKind | None:
    """What a lead-in promises, where it does not name it: "We had some serious concerns, which included:".

    None where its last sentence has words of both tones, or of neither.
    """
    if not over.text.endswith(":"):
        return None
    said = re.split(r"(?<=[.!?])\s", over.text[-300:])[-1]
    asks = pattern(r"\b{findings.wishes}\b").search(said) is not None
    praises = pattern(r"\b{findings.praises}\b").search(said) is not None
    if asks == praises:
        return None
    return "area_for_development" if asks else "strength"


def _tells(items: Sequence[Paragraph], over: Paragraph, heading: Paragraph | None) -> bool:
    """Whether a list tells what was found: its lead-in says so, or it stands right under a heading of a subject."""
    lengths = [len(part.text.split()) for part in items]
    if len(items) < FEWEST or sum(lengths) < SHORTEST * len(items):
        return False
    if any(part.text.endswith("?") for part in items):
        return False
    if sum(re.search(r"\d\s*$", part.text) is not None for part in items) * 2 > len(items):
        return False  # a list of contents, with the numbers of pages
    other = pattern(r"\b{findings.other_lists}\b")
    if any(each is not None and is_heading(each) and other.search(each.text) for each in (heading, over)):
        return False
    if is_heading(over):
        return True
    return finds(over)
