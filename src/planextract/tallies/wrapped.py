"""Lines of text that only wrap, joined before counts are looked for: "40 are complete, 12 are late and" / "5 red"."""

from collections.abc import Sequence
from dataclasses import replace

from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.tallies.parts import in_item

NARROWEST = 40
"""Characters of a line that somebody's machine broke."""

MOST = 12
"""Lines of a paragraph."""


def whole(parts: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs, each with the lines that go on from it. A line of a list goes on from nothing."""
    found: list[Paragraph] = []
    above, lines = "", 0
    for index, part in enumerate(parts):
        plain = not part.listed and not part.heading
        if found and lines < MOST and plain and _goes_on(above, part.text) and not _lists(parts, index):
            found[-1] = replace(found[-1], words=SourcedText.join(" ", (found[-1].words, part.words)))
            lines += 1
        else:
            found.append(part)
            lines = 1
        above = part.text
    return found


def _lists(parts: Sequence[Paragraph], index: int) -> bool:
    """Whether a list of counts begins with a line: then what stands above leads it in."""
    items = [in_item(part.words) for part in parts[index : index + 2]]
    return len(items) == 2 and all(item is not None and item.told for item in items)


def _goes_on(above: str, line: str) -> bool:
    """Whether a line stops in mid-sentence, and the one below it may go on."""
    if len(above) < NARROWEST or above[-1] in ".:;!?":
        return False
    return (
        line[0].islower()
        or pattern(r"(?:,|\(|(?<!\w){tallies.unfinished})\s*$").search(above[-20:]) is not None
    )
