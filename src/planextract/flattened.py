"""Tables that came as one cell a line, their columns lost: what belonged together cannot be told, and that is said."""

import re
from collections import Counter
from collections.abc import Iterator

from planextract.diagnostics import Diagnostic
from planextract.document import Block, Document
from planextract.vocab import Vocabulary

_FEWEST = 3
_FEWEST_CELLS = 6
_LONGEST_HEADER, _LONGEST_CELL = 60, 300
MESSAGE = "a table came as one cell a line; which cells made a row cannot be told, and none was read"
_FEWEST_LINES, _LONGEST_LINE = 12, 150
_DATE_WORDS = 6
_COLUMNS = frozenset({"owner", "deadline", "status", "progress"})
_WHAT = frozenset({"action", "recommendation", "finding", "success_measure", "objective"})


def lost(document: Document, vocabulary: Vocabulary) -> tuple[Diagnostic, ...]:
    """A remark for each run of lines that are the headers of a table, with more such lines under them and no table."""
    return tuple(_lost(document, vocabulary)) or tuple(_cycled(document, vocabulary))


def _cycled(document: Document, vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """A remark for a run of short lines without sentences, among which dates and the words of one column recur."""
    run: list[Block] = []
    for part in (*document.flow, None):
        if (
            isinstance(part, Block)
            and len(part.text) <= _LONGEST_LINE
            and not part.text.text.rstrip().endswith(".")
        ):
            run.append(part)
            continue
        if len(run) >= _FEWEST_LINES:
            yield from _cycle(run, vocabulary)
        run = []


def _cycle(run: list[Block], vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    said = [(block, block.text.text.strip()) for block in run if not _is_dated(block, vocabulary)]
    often = Counter(words for _, words in said)
    heads = [block for block, words in said if often[words] >= _FEWEST and _heads_alone(block, vocabulary)]
    if heads and len(run) - len(said) >= _FEWEST:
        yield Diagnostic("columns_lost", MESSAGE, heads[0].text.sources())


def _heads_alone(block: Block, vocabulary: Vocabulary) -> bool:
    """Is a line what stands over a column of who, when or how far, or the like of what stands in it?"""
    return _heads(block, vocabulary) and not _COLUMNS.isdisjoint(vocabulary.roles_of(block.text.text))


def _is_dated(block: Block, vocabulary: Vocabulary) -> bool:
    """Is a line a date and little more?"""
    said = re.findall(r"[a-z]+|\d{4}", block.text.text.casefold())
    return 0 < len(said) <= _DATE_WORDS and any(
        word in vocabulary.dated.months or re.fullmatch(r"(?:19|20)\d\d", word) for word in said
    )


def _lost(document: Document, vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    run: list[Block] = []
    for place, part in enumerate(document.flow):
        if isinstance(part, Block) and _heads(part, vocabulary):
            run.append(part)
            continue
        if _is_header(run, vocabulary) and _cells_follow(document, place):
            yield Diagnostic("columns_lost", MESSAGE, run[0].text.sources())
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
