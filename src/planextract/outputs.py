"""Where the command line writes: standard output, one file, or a folder with a file for each document."""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from planextract.inputs import Input
from planextract.replacing import replacing


def write_standard_output(texts: Iterable[str]) -> None:
    """UTF-8 whatever the terminal's encoding, one text at a time so that a pipe sees each when it is ready."""
    for text in texts:
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()


def write_file(path: Path, texts: Iterable[str]) -> None:
    """All texts into one file; no file where there are none."""
    texts = iter(texts)
    first = next(texts, None)
    if first is None:
        return
    with replacing(path) as file:
        file.write(first.encode("utf-8"))
        file.writelines(text.encode("utf-8") for text in texts)


def file_names(inputs: Sequence[Input], ending: str) -> list[str]:
    """A file name for each document: NAME.json; where several are called NAME, with their endings and a number.

    >>> names = ["a/plan.pdf", "b/plan.docx", "c/plan.docx", "minutes.txt"]
    >>> file_names([Input(Path(name)) for name in names], "json")
    ['plan.pdf.json', 'plan.docx.json', 'plan.docx-2.json', 'minutes.json']
    """
    stems = Counter(each.stem.casefold() for each in inputs)  # some file systems ignore case
    taken: set[str] = set()
    alone = [stems[each.stem.casefold()] == 1 for each in inputs]
    names = [each.stem if free else each.filename for each, free in zip(inputs, alone, strict=True)]
    return [f"{_free(name, taken)}.{ending}" for name in names]


def _free(name: str, taken: set[str]) -> str:
    choice, number = name, 1
    while choice.casefold() in taken:
        number += 1
        choice = f"{name}-{number}"
    taken.add(choice.casefold())
    return choice
