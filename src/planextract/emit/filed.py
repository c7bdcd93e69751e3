"""Extractions on their way into an output for many: where each file lies, and what its rows go by."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planextract.records import Extraction


@dataclass(frozen=True, slots=True)
class Filed:
    """An extraction with where its file lies.

    path  what the document is called in the output, where its name alone would not tell it from others
    link  how to open it: a relative path from the folder of the output, with `/`; workbooks link to it
    """

    extraction: Extraction
    path: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of an output: `key` is its id there, `position` its place in the order given, from 1."""

    extraction: Extraction
    path: str
    link: str | None
    key: str
    position: int


KEY_LENGTH = 16


def entries(documents: Iterable[Extraction | Filed]) -> Iterator[Entry]:
    """The documents with their keys.

    A key is the beginning of the SHA-256 of the file; of several files with the same content the second has "-2", and
    so on in the order given. Where no hash is known the path takes the content's place.
    """
    seen: set[int] = set()  # sixty bytes a document: all that grows with an archive
    copies: Counter[str] = Counter()
    for position, document in enumerate(documents, 1):
        filed = document if isinstance(document, Filed) else Filed(document)
        source = filed.extraction.source
        path = filed.path or source.name
        content = source.sha256 or hashlib.sha256(path.encode("utf-8", "backslashreplace")).hexdigest()
        key, number = content[:KEY_LENGTH], int(content[:KEY_LENGTH], 16)
        if number in seen:
            copies[key] += 1
            key = f"{key}-{copies[key] + 1}"
        seen.add(number)
        yield Entry(filed.extraction, path, filed.link, key, position)
