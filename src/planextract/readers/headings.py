"""Which short lines are headings, where the file does not mark them as such."""

import re
from collections.abc import Sequence
from dataclasses import replace

from planextract.document import Block, Table

_LONGEST = 100
_ENDS = (".", ";", ",", "?", "!")
_DAY = re.compile(r"\W*(?:[A-Za-z]+\s+)?\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]+\s+\d{4}\W*", re.IGNORECASE)
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})?\.?\)?")
_NOT_IN_TITLES = re.compile(r"[\d@:;,()\[\]/|<>=]|\.\s")


def mark(parts: Sequence[Block | Table]) -> list[Block | Table]:
    """The parts with headings told: in capitals, all in bold, or a short title with longer words after it."""
    marked: list[Block | Table] = []
    for number, part in enumerate(parts):
        after = parts[number + 1] if number + 1 < len(parts) else None
        heads = isinstance(part, Block) and after is not None and _heads(part, after)
        marked.append(
            replace(part, kind="heading", level=None) if isinstance(part, Block) and heads else part
        )
    return marked


def _heads(block: Block, after: Block | Table) -> bool:
    text = block.text.text
    if block.kind not in ("paragraph", "item") or len(text) > _LONGEST or text.endswith(_ENDS):
        return False
    if block.label is not None and not _NUMBERED.fullmatch(block.label.text):
        return False
    if block.kind == "item" and block.label is None:
        return False
    if sum(map(str.isalpha, text)) < 4 or _DAY.fullmatch(text):
        return False
    return text.isupper() or (block.bold and not text.endswith(":")) or _titles(block, after)


def _titles(block: Block, after: Block | Table) -> bool:
    """A few words that begin with a capital, over something longer."""
    text = block.text.text
    words = text.split()
    if not text[0].isupper() or len(words) > 10 or len(text) > 70 or _NOT_IN_TITLES.search(text):
        return False
    if len(words[-1]) < 4 and words[-1].islower():
        return False  # "THAT the": a sentence that goes on below
    if isinstance(after, Table):
        return True
    below = after.text.text
    longer = len(below) >= max(40, 1.5 * len(text)) and (len(below) > 100 or below.endswith((".", ":", ";")))
    capitals = all(word[:1].isupper() for word in words if len(word) > 3)
    if capitals or block.label is not None:
        return longer or (after.kind == "item" and block.label is None)
    return len(words) <= 8 and len(below) >= max(120, 2 * len(text))
