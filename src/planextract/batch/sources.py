"""What a batch reads: files as named and every file of a folder, each with the name that its results have."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from planextract.inputs import is_ours


@dataclass(frozen=True, slots=True)
class Source:
    """One file. `name` is its path within the folder that was named; `named` says that it was named itself."""

    path: Path
    name: str
    named: bool


def sources(named: Sequence[str]) -> list[Source]:
    """Every file that some names stand for, each once, in order; folders give theirs by name.

    Whatever lies in a folder has a row: what is no ordinary file, such as a pipe, too. Hidden files, lock files of
    Word and results of ours are no part of an archive.
    """
    several = len(named) > 1
    found: dict[Path, Source] = {}
    for name in named:
        for source in _of(Path(name), several):
            found.setdefault(source.path.absolute(), source)
    return _told_apart(list(found.values()))


def _of(path: Path, several: bool) -> Iterator[Source]:
    if not path.is_dir():
        yield Source(path, path.name, named=True)
        return
    for inside in _walk(path):
        within = inside.relative_to(path).as_posix()
        yield Source(inside, f"{path.resolve().name}/{within}" if several else within, named=False)


def _walk(folder: Path) -> Iterator[Path]:
    """Every entry under a folder that is no folder, by name; links to folders are not followed."""
    for root, folders, files in os.walk(folder):
        links = [name for name in folders if Path(root, name).is_symlink()]
        folders[:] = sorted(each for each in folders if not each.startswith(".") and each not in links)
        for name in sorted(files):
            if not name.startswith((".", "~$")) and not is_ours(name):
                yield Path(root, name)


def _told_apart(found: Iterable[Source]) -> list[Source]:
    """Names as they are; paths as they were given where several have a name."""
    found = [replace(source, name=_printable(source.name)) for source in found]
    names = Counter(source.name for source in found)
    return [
        source if names[source.name] == 1 else replace(source, name=_printable(source.path.as_posix()))
        for source in found
    ]


def _printable(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "backslashreplace")
