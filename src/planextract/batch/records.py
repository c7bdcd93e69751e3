"""The lines that children write, as records again."""

import re
from collections.abc import Iterator
from pathlib import Path

from planextract.records import Extraction

_HALF = re.compile(r"\\ud[89a-f][0-9a-f]{2}")
"""Half a character, which JSON can write and a record cannot hold."""


def record(line: str) -> Extraction:
    """One document's result. Raises ValueError for a line that is none."""
    return Extraction.model_validate_json(_HALF.sub(r"\\ufffd", line))


def all_in(out: Path) -> Iterator[Extraction]:
    """The results of a file's documents. Raises ValueError for a line that is none."""
    with out.open(encoding="utf-8", newline="\n") as lines:  # (words may hold what else parts lines)
        yield from map(record, lines)
