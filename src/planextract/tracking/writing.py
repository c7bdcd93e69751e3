"""Tracking as text or as a file, in the formats that the command line knows."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from planextract.errors import MissingDependencyError
from planextract.replacing import replacing, replacing_at
from planextract.tracking.records import Tracking

TEXTS = ("json", "csv", "html")
FORMATS = (*TEXTS, "xlsx")


def texts(tracking: Tracking, to: str = "json") -> Iterator[str]:
    """Tracking in one of the formats that are text, in pieces. Raises ValueError for any other."""
    if to == "json":
        yield tracking.model_dump_json(by_alias=True, indent=2) + "\n"
    elif to == "csv":
        from planextract.tracking import lines

        yield from lines.texts(tracking)
    elif to == "html":
        from planextract.tracking import page

        yield from page.texts(tracking)
    else:
        raise ValueError(f"{to!r} is no text; choose one of {', '.join(TEXTS)}")


def write(tracking: Tracking, to: str, target: Path) -> None:
    """One file, which appears when it is complete. Raises ValueError for an unknown format, MissingDependencyError for
    a workbook without XlsxWriter, and OSError where the file cannot be written."""
    if to in TEXTS:
        with replacing(target) as file:
            file.writelines(text.encode("utf-8", "backslashreplace") for text in texts(tracking, to))
        return
    if to != "xlsx":
        raise ValueError(f"nothing writes {to!r}; choose one of {', '.join(FORMATS)}")
    book = require_workbook()
    with replacing_at(target) as beside:
        book.write(tracking, beside)


def require_workbook() -> ModuleType:
    """Loads what a workbook needs, so that a missing library is told before anything is read."""
    try:
        from planextract.tracking import book
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "xlsxwriter":
            raise
        raise MissingDependencyError("writing Excel workbooks", "xlsx") from error
    return book
