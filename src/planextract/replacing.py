"""Output that appears when it is complete and not before: written beside its place, then put there.

A file is replaced in one step. A folder is put aside before the new one takes its place, since no system swaps two
folders that hold something; for that moment there is none.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file beside `path` that takes its place once all is written, and leaves no trace where something fails.

    What is not an ordinary file, such as /dev/null or a pipe, is written to as it is.
    """
    if _is_special(path):
        with path.open("wb") as file:
            yield file
        return
    with replacing_at(path) as beside, beside.open("wb") as file:
        yield file


@contextmanager
def replacing_at(path: Path) -> Iterator[Path]:
    """The same for writers that take a path; a pipe or device is given the whole file when it is there."""
    if _is_special(path):
        with tempfile.TemporaryDirectory() as folder:
            whole = Path(folder) / path.name
            yield whole
            with whole.open("rb") as made, path.open("wb") as taken:
                shutil.copyfileobj(made, taken)
        return
    path = path.resolve()
    beside = _beside(path, "part")
    try:
        yield beside
        _flush(beside)
        beside.replace(path)
        _flush_folder(path.parent)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def replacing_folder(path: Path, mark: str) -> Iterator[Path]:
    """A folder beside `path` that takes its place once all is written.

    A folder that is there already goes, if it is empty or an earlier output: it has a file called `mark` and nothing
    that the new one has not. Any other is left alone: FileExistsError.
    """
    path = path.resolve()
    if path.exists() and not path.is_dir():
        raise FileExistsError(17, "it is a file, and a folder is to be written")
    if path.exists() and not (path / mark).exists():
        _refuse_others(path, path, mark)  # before hours of writing, not after
    beside, aside = _beside(path, "part"), _beside(path, "old")
    try:
        beside.mkdir()
        yield beside
        for file in beside.iterdir():
            _flush(file)
        if path.exists():
            _refuse_others(path, beside, mark)
            path.replace(aside)
        try:
            beside.replace(path)
        except OSError:
            if aside.exists():
                aside.replace(path)
            raise
        _flush_folder(path.parent)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        if path.exists():
            shutil.rmtree(aside, ignore_errors=True)


def _refuse_others(path: Path, new: Path, mark: str) -> None:
    there = {each.name for each in path.iterdir()}
    if there and (mark not in there or there - {each.name for each in new.iterdir()}):
        raise FileExistsError(17, "the folder holds other things")


def _is_special(path: Path) -> bool:
    return path.exists() and not path.is_file() and not path.is_dir()


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.{ending}")


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(path: Path) -> None:
    """The new name to the disk as well; Windows has no way and needs none."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(path, os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
