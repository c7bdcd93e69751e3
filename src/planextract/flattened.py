"""Tables that came as one cell a line, their columns lost: what belonged together cannot be told, and that is said."""

from collections.abc import Iterator

from planextract.diagnostics import Diagnostic
from planextract.document import Block, Document
from planextract.vocab import Vocabulary

_FEWEST = 3
_FEWEST_CELLS = 6
_LONGEST_HEADER, _LONGEST_CELL = 60, 300
_WHAT = frozenset({"action", "recommendation", "finding", "success_measure", "objective"})


def lost(document: Document, vocabulary: Vocabulary) -> tuple[Diagnostic, ...]:
    """A remark for each run of lines that are the headers of a table, with more such lines under them and no table."""
    return tuple(_lost(document, vocabulary))


def _lost(document: Document, vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    run: list[Block] = []
    for place, part in enumerate(document.flow):
        if isinstance(part, Block) and _heads(part, vocabulary):
            run.append(part)
            continue
        if _is_header(run, vocabulary) and _cells_follow(document, place):
            message = (
                "a table came as one cell a line; which cells made a row cannot be told, and none was read"
            )
            yield Diagnostic("columns_lost", message, run[0].text.sources())
        run = []


def _heads(block: Block, vocabulary: Vocabulary) -> bool:
    text = block.text.text.strip()
    return 0 < len(text) <= _LONGEST_HEADER and bool(vocabulary.roles_of(text))


def _is_header(run: list[Block], vocabulary: Vocabulary) -> bool:
    """Whether some lines promise several columns, one of them of what is to be done."""
    roles = [vocabulary.roles_of(block.text.text)[0] for block in run]
    return len(set(roles)) >= _FEWEST and not _WHAT.isdisjoint(roles)


def _cells_follow(document: Document, place: int) -> bool:
    below = document.flow[place : place + _FEWEST_CELLS]
    blocks = [part for part in below if isinstance(part, Block) and len(part.text) <= _LONGEST_CELL]
    return len(blocks) == _FEWEST_CELLS
