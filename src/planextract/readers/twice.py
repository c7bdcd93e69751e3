"""One document twice in one file, as pages for screen and print or a careless paste leave it."""

from collections.abc import Sequence

from planextract.diagnostics import Diagnostic, remark
from planextract.document import Block, Table

Part = Block | Table

_FEWEST_LETTERS = 200
_MOST_ABOVE = 3
"""Parts that may stand above both copies: an address, a date of printing."""


def once(parts: Sequence[Part]) -> tuple[list[Part], tuple[Diagnostic, ...]]:
    """The parts without a second copy of all of them, and a remark where there was one."""
    words = [_words(part) for part in parts]
    for above in range(min(_MOST_ABOVE, len(parts)) + 1):
        half = (len(parts) - above) // 2
        first, second = words[above : above + half], words[above + half :]
        if half and first == second and sum(map(len, first)) >= _FEWEST_LETTERS:
            said = "the file holds the same document twice; the second copy was left out"
            return list(parts[: above + half]), (remark("repeated_document", said),)
    return list(parts), ()


def _words(part: Part) -> str:
    said = [part.text.text] if isinstance(part, Block) else [cell.text.text for cell in part.cells()]
    return " ".join("\t".join(said).split())
