"""Opinions of other readers on one file, each in a forked child with 2 GiB of memory and 30 seconds of the processor.

bare     pdfplumber: tables and characters of up to five pages; python-docx: all paragraphs and cells of tables
pdfium   letters of up to five pages, by PDFium alone
ours     letters of up to five pages (all of a Word file) that planextract's reader puts into its `Document`
"""

import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PAGES = 5
MEMORY, PROCESSOR, CLOCK = 2 << 30, 30, 300


@dataclass(frozen=True, slots=True)
class Opinion:
    """How reading went: `ok`, `exception`, `timeout`, `memory` or `crash`; pages and letters where it went well."""

    outcome: str
    error: str = ""
    pages: int = 0
    letters: int = 0
    seconds: float = 0.0


def letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def bare_pdf(path: str) -> dict[str, int]:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        seen = 0
        for page in pdf.pages[:PAGES]:
            page.extract_tables()
            seen += sum(letters(char["text"]) for char in page.chars if not char["text"].startswith("(cid:"))
        return {"pages": len(pdf.pages), "letters": seen}


def bare_docx(path: str) -> dict[str, int]:
    import docx

    document = docx.Document(path)
    seen = sum(letters(paragraph.text) for paragraph in document.paragraphs)
    for table in document.tables:
        cells = {id(cell._tc): cell for row in table.rows for cell in row.cells}  # (merged ones come again)
        seen += sum(letters(cell.text) for cell in cells.values())
    return {"pages": 1, "letters": seen}


def pdfium(path: str) -> dict[str, int]:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    seen = 0
    for number in range(min(PAGES, len(pdf))):
        page = pdf[number]
        text = page.get_textpage()
        seen += letters(text.get_text_bounded())
        text.close()
        page.close()
    return {"pages": len(pdf), "letters": seen}


def ours(path: str) -> dict[str, int]:
    from planextract.document import Block
    from planextract.options import Limits, Options
    from planextract.readers import read

    document = read(path, Options(ocr=False, limits=Limits(pages=PAGES)))
    seen = 0
    for part in document.flow:
        if isinstance(part, Block):
            seen += letters(part.source)
        else:
            seen += sum(letters(cell.source) for cell in part.cells())
    return {"pages": len(document.pages), "letters": seen}


def opinion(reader: Callable[[str], dict[str, int]], path: Path) -> Opinion:
    """What a reader makes of a file. Its modules should be imported before, so that they cost a child nothing."""
    here, there = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(here)
        _be_child(reader, path, there)
    os.close(there)
    status, used = _ended(child)
    with os.fdopen(here, "rb") as said:
        heard = said.read()
    seconds = used.ru_utime + used.ru_stime
    if heard:
        return Opinion(**json.loads(heard), seconds=seconds)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL)
    return Opinion("timeout" if killed else "crash", seconds=seconds)


def _ended(child: int) -> tuple[int, Any]:
    started = time.monotonic()
    while True:
        done, status, used = os.wait4(child, os.WNOHANG)
        if done:
            return status, used
        if time.monotonic() - started > CLOCK:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.002)


def _be_child(reader: Callable[[str], dict[str, int]], path: Path, there: int) -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR, PROCESSOR + 1))
    try:
        said: dict[str, Any] = {"outcome": "ok", **reader(str(path))}
    except BaseException as error:
        kinds = [type(each).__name__ for each in _inner(error)]
        said = {"outcome": "memory" if "MemoryError" in kinds else "exception", "error": " > ".join(kinds)}
    os.write(there, json.dumps(said).encode())
    os._exit(0)


def _inner(error: BaseException) -> Iterator[BaseException]:
    """An exception and those that it wraps: pdfplumber hides the kind of error in its first argument."""
    seen: list[BaseException] = []
    while error not in seen:
        seen.append(error)
        yield error
        wrapped = [each for each in error.args if isinstance(each, BaseException)]
        error = wrapped[0] if wrapped else error.__cause__ or error


def warm() -> None:
    """Import what the readers need."""
    import docx  # noqa: F401
    import pdfplumber  # noqa: F401
    import pypdfium2  # noqa: F401

    import planextract.readers.docx
    import planextract.readers.pdf  # noqa: F401

    sys.stdout.flush()
